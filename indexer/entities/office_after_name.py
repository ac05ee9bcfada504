"""Who is named before the words that say the office? 王大川(甘肃省委书记), 王大川,某县原县委书记,… and 王大川、李明远等市领导.

Reading backward is unsure, so the office must be public by itself and begin right behind the bracket or the comma, and
the name must begin clearly, with punctuation or an everyday word before it.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from indexer.entities import gazetteer
from indexer.entities.appointments import Appointed
from indexer.entities.foreign_names import read_by_sound
from indexer.entities.latin_names import latin_before
from indexer.entities.names_backward import name_before
from indexer.entities.office_subjects import subjects_before
from indexer.entities.offices_ahead import office_after, offices_at
from indexer.entities.person_names import Name, read_name

# 王大川是某县县长, 王大川同志生前系某县县长.
_IS = ("是", "系")
_OFFICE_REACH = 16
_STATES_OFFICE = re.compile(r"[,。、;()\n]|兼|和|\Z")
_LEADERS = re.compile(
    "等(?:同志)?(?:(?:多|数|几|各|[0-9]{1,2})[位名])?((?:[省市州县区旗]|自治区|全国)级?(?:四大班子)?(?:老)?领导(?:同志)?(?!干部|班子|小组|人|机关|下|的)"
    "|[省市州县区]委常委(?!会)|(?<=[位名])常委(?!会)"
    "|市?议员(?!服务|候选)|立委(?!服务|候选)|立法委员(?!服务|候选))"
    "|等(?:离退休|部分)?老同志(?=[,。;)]|出席|参加|也|以|到|在|一[同起道]|分别)"
)
# What shows that old comrades are those of the leadership: the sentence names office-holders before them.
_TITLED = re.compile(
    r"(?:[省市州县区]委(?:副?书记|常委)|省长|市长|州长|县长|区长|政协(?:副?主席)|人大常委会(?:副?主任)|[省市州县区]领导)[^。\n]*\Z"
)
_SENTENCE_REACH = 160
_LONGEST_MEMBER = 8
# Titles of councils that stand behind the last of several: 王大川、李明远及许文清市议员. In Taiwan's press a 委员 is one of
# parliament where parliament is spoken of.
_COUNCILLORS = re.compile("(议员|立委|立法委员|委员)(?!服务|候选|会|长|们|名单|特助|助理|秘书)")
_PARLIAMENT = ("议员", "立委", "立法委员", "立法院", "民意代表", "常委会组成人员")
_JOINTS = ("、", "以及", "及", "和", "与")
_OPENS_LIST = (*"、,。:;\n)有括含由及和与邀请偕同随", "有关", "委员会")
# 王大川,某市原副市长 or 王大川,44岁,某镇镇长; 王大川,回族,1978年生,某镇镇长
_AGED = re.compile(
    ",(?:[0-9]{2}岁,|[男女],|[\u4e00-\u9fff]{1,5}族,|[\u4e00-\u9fff]{2,9}人,|[0-9]{4}年(?:[0-9]{1,2}月)?(?:出?生|入党|参加工作),)*"
)
# A card that introduces somebody: 人物名片:王大川,…
_CARD = "(?:(?:人物|个人|嘉宾)?(?:名片|简介|档案|介绍): ?)?"
_ENVOY = re.compile("办事处[\u4e00-\u9fff]{2,4}?(代表)(?!处|团)")
_BODY_OF = re.compile("[\u4e00-\u9fff]{2,24}?的")
_ENDS_BODY = frozenset("省市州县区旗盟镇乡局厅部委院处科室会办府")
_BEFORE_IS = frozenset("前,)志曾原员表")
_SPACED = re.compile(r"(?:[、,。:和及与]|\n {0,4})([\u4e00-\u9fff] {1,3}[\u4e00-\u9fff])\Z")
_VERBS = ("生前", "曾", "历任", "先后", "现任", "时任")
_BEFORE_CALLED = ("的", ",", "。", "、", ":", ";", "\n", " ", "")
_CALLED = ("代表", "委员", "同志")
_MORE = "有括含为关会"
_TOLD_OF = ("有", "有关")


def find_named_before_office(text: str) -> Iterator[Appointed]:
    """The people of whom the folded text says it so, in no order."""
    if "(" in text:
        yield from _bracketed(text)
    yield from _apposed(text)
    yield from _said_to_be(text)
    if "办事处" in text:
        yield from _envoys(text)
    if "等" in text:
        yield from _listed(text)
    if any(word in text for word in _PARLIAMENT):
        yield from _councillors(text)


def _bracketed(text: str) -> Iterator[Appointed]:
    surnames = _surnames()
    bracket = text.find("(", 2)
    while bracket >= 0:
        called = bracket - 2 if text.endswith(_CALLED, 0, bracket) else bracket  # 王大川代表(某县县长)
        # Most brackets hold no office; a look at the characters before them spares reading it.
        if text[called - 2] in surnames or text[called - 3:called - 2] in surnames:
            offices, end = offices_at(text, bracket + 1)
            is_office = offices and _STATES_OFFICE.match(text, end)
            name = name_before(text, called, "的" if called < bracket else "") if is_office else None
            if name is not None and called < bracket and text[name.start - 1:name.start] not in _BEFORE_CALLED:
                name = None
            if name is not None:
                yield Appointed(name, offices)
        bracket = text.find("(", bracket + 1)


def _apposed(text: str) -> Iterator[Appointed]:
    common = gazetteer.common_words()
    starts = [found.end() for found in _starts().finditer(text)]
    for start in (0, *starts):
        if text[start:start + 2] in common or not start and not _opens().match(text):
            continue
        name = read_name(text, start)
        if name is None:
            continue
        aged = _AGED.match(text, name.end)
        if not aged or text.startswith(_VERBS, aged.end()):  # …,生前曾任某市副市长: told by the verb
            continue
        offices, end = offices_at(text, aged.end())
        if offices and _STATES_OFFICE.match(text, end):
            yield Appointed(name, offices)


def _said_to_be(text: str) -> Iterator[Appointed]:
    """王大川是某县县长, 王大川同志生前系某县县长, 也是某县县长的王大川."""
    surnames = _surnames()
    for verb in _IS:
        found = text.find(verb, 2)
        while found > 0:
            # Nearly every 是 is another; a look at the characters before it spares the rest.
            last = text[found - 1]
            if last in _BEFORE_IS or text[found - 2] in surnames or text[found - 3:found - 2] in surnames:
                offices, end = offices_at(text, found + 1)
                offices, end = (offices, end) if offices else _of_body(text, found + 1)
                if offices and _STATES_OFFICE.match(text, end):
                    yield from (Appointed(name, offices) for name in subjects_before(text, found))
            yield from _the_one(text, found + 1, surnames)
            found = text.find(verb, found + 1)


def _the_one(text: str, start: int, surnames: frozenset[str]) -> Iterator[Appointed]:
    """Who is named behind 的 and the office that begins at a position: 是|某县县长的王大川."""
    end = text.find("的", start, start + _OFFICE_REACH)
    if end < 0 or text[end - 1] not in "长员记任席" or text[end + 1:end + 2] not in surnames:
        return
    offices, stop = offices_at(text, start)
    name = read_name(text, end + 1) if offices and stop == end else None
    plain = name is not None and name.text[0] in gazetteer.surnames("plain")
    if name is not None and plain and name.text[:2] not in gazetteer.common_words():
        yield Appointed(name, offices)


def _envoys(text: str) -> Iterator[Appointed]:
    """荷兰某某办事处王大川代表: who represents a state where it has no embassy."""
    for office in _ENVOY.finditer(text):
        name = name_before(text, office.start(1))
        if name is not None and name.start == office.start() + len("办事处"):
            yield Appointed(name, (office[1],))


def _of_body(text: str, start: int) -> tuple[tuple[str, ...], int]:
    """The office that begins at a position and whose body and title 的 joins, and where it ends: 某某自治州的州长."""
    body = _BODY_OF.match(text, start)
    if body is None or text[body.end() - 2] not in _ENDS_BODY:
        return (), start
    office = office_after(text, start, body.end())
    return ((office,), start + len(office)) if office else ((), start)


def _councillors(text: str) -> Iterator[Appointed]:
    for title in _COUNCILLORS.finditer(text):
        start = end = title.start() - (text[title.start() - 1:title.start()] in ("市", "县", "省"))
        members: list[Name] = []
        while (name := latin_before(text, end, 0) or name_before(text, end, _MORE)) is not None:
            if name.start and not text.endswith(_OPENS_LIST, 0, name.start):
                break
            members.append(name)
            joint = next((joint for joint in _JOINTS if text.endswith(joint, 0, name.start)), None)
            if joint is None:
                break
            end = name.start - len(joint)
        alone = title[1] == "委员" or _is_told_of(text, members)
        if len(members) > 1 or members and alone:
            yield from (Appointed(name, (text[start:title.end()],)) for name in members)


def _is_told_of(text: str, members: list[Name]) -> bool:
    """Whether a single councillor is the one of whom something is told: 有关王大川议员建议, 民意代表有王大川议员."""
    if len(members) != 1 or len(members[0].text) != 3:
        return False
    return text.endswith(_TOLD_OF, 0, members[0].start) and not text.startswith("有关", members[0].start - 1)


def _listed(text: str) -> Iterator[Appointed]:
    for leaders in _LEADERS.finditer(text):
        end = leaders.start()
        if not leaders[1] and not _TITLED.search(text, max(0, end - _SENTENCE_REACH), end):
            continue
        while (name := latin_before(text, end, 0) or name_before(text, end) or _in_list_before(text, end)) is not None:
            yield Appointed(name, (leaders[1],) if leaders[1] else ())
            if text[name.start - 1:name.start] not in ("、", "和", "与", "及", " "):
                break
            end = name.start - 1


def _in_list_before(text: str, end: int) -> Name | None:
    """A name of two characters, spaced out, or one written by its sound, that a list ends or goes on before: 、王  川等省领导,
    、阿旺丹增等省领导."""
    spaced = _SPACED.search(text, max(0, end - 8), end)
    if spaced:
        return Name(spaced.start(1), end, spaced[1].replace(" ", ""))
    start = text.rfind("、", max(0, end - _LONGEST_MEMBER), end) + 1
    return Name(start, end, text[start:end]) if start and read_by_sound(text, start) == end else None


@cache
def _surnames() -> frozenset[str]:
    return gazetteer.surnames("plain") | gazetteer.surnames("weak")


@cache
def _opens() -> re.Pattern[str]:
    """What may be a name, and a comma behind it: 王大川,某市原副市长,…"""
    surnames = "".join(sorted(_surnames()))
    return re.compile(f"[{surnames}][\u4e00-\u9fff]{{1,3}},(?:[\u4e00-\u9fff]|[0-9]{{2}}岁,|[0-9]{{4}}年)")


@cache
def _starts() -> re.Pattern[str]:
    """Where a sentence or a paragraph begins with that."""
    return re.compile(f"[\n。] {{0,4}}{_CARD}(?={_opens().pattern})")
