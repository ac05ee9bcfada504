"""Where in a folded text is somebody named as the holder of an office? Every occurrence, and the rule that found it."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

import ahocorasick_rs

from indexer.analysis.fold import fold
from indexer.entities import gazetteer
from indexer.entities.appointments import Appointed, find_appointed
from indexer.entities.curricula import find_curricula
from indexer.entities.deeds import find_doers
from indexer.entities.foreign_names import sounds
from indexer.entities.framed_names import last_of_line
from indexer.entities.known_people import from_table, stands_alone
from indexer.entities.latin_names import read_latin
from indexer.entities.member_lists import find_members
from indexer.entities.name_ends import ends_at
from indexer.entities.name_lists import NAMES_MANY, Occurrence, alone, closes_member, read_by_syllables, with_list
from indexer.entities.named_again import find_again
from indexer.entities.named_beside import find_companions
from indexer.entities.names_backward import name_before
from indexer.entities.office_after_name import find_named_before_office
from indexer.entities.office_titles import Chain, is_private, is_roll, part_start, read_chain
from indexer.entities.person_names import Name, read_name
from indexer.entities.rosters import find_rosters
from indexer.entities.titled_names import OF_COUNCILS, is_of_government, read_before_title
from indexer.entities.unlisted_names import unlisted_name

_AFTER_OPENER = re.compile(r"[\s:·]{0,8}")
_BARE = re.compile("\\A(?:原|前|常务|代理?|副)+")
# What the first of several does before the next is named: 政协主席王大川主持并讲话,副主席李明远…
_DOES = re.compile(
    "(?:主持|出席|讲话|致辞|参加|并|[一二三四五首]次|第|全体|会议|开幕式|大会|仪式|作了?"
    "|(?:主题|工作|典型|交流|表态|总结|动员)?(?:发言|报告|部署|点评)|宣读[^,;。]{2,12}|通报[^,;。]{2,12})+[,;。]"
)
_ALSO_OF_FIRMS = ("主任", "部长", "科长", "董事", "总经理")
_JOINTS = ("、", ",", "和", "与", "及", "以及", "暨")
# Between title and name: 市委书记(兼)王大川, 局长:王大川.
_SPACE = re.compile(r"(?:\((?:兼|代|挂职|女|[\u4e00-\u9fff]{1,2}级|[\u4e00-\u9fff]{1,4}族)\))? ?(?::|--|—{1,2})? {0,8}")
# What somebody is besides his public office: 省政协常委、某大学校长|王大川.
_OTHER_POST = re.compile(
    "[、兼](?P<post>[离退]休干部|挂职干部|副?主考|主任医师|主任护师|[\u4e00-\u9fff]{1,16}?"
    "(?:会长|理事长|董事长|董事|总?经理|校长|(?<!法院)(?<!学院)院长|厂长|站长|园长|馆长|总裁|院士|教授|"
    "经济学家|所长|台长|社长|总编辑|行长|团长|厅级干部|处级干部|省级干部|挂职干部|领导人|负责人|委员(?!会)|"
    "(?:[农牧]民|职工|企业|群众|党员)代表))"
    "(?= {0,8}[\u4e00-\u9fff])"
)
# Where somebody holds another post for a time: 副区长、在某县挂职的王大川.
_SERVING = re.compile("、(?:在|到|派驻|现在)[\u4e00-\u9fff]{2,12}?(?:挂职|任职|帮扶|支援)的")
# Who presides over a session is told as a list: 会议执行主席是|甲某、乙某、丙某.
_OF_SESSIONS = ("执行主席", "常务主席")
_IS_A_LIST = re.compile("的?(?:分别)?(?:是|为|有|由)(?=[\u4e00-\u9fff ]{2,5}(?:、|担任))")
_OF_A_SESSION = re.compile("(?:大会|会议|全体会议|闭幕会|开幕会|主席团)?(?:执行|常务)主席")
_BODY_REACH = 60
# What shows in an office of whom it is: 县商务局|局长, 某镇|镇长.
_SHOWS_BODY = re.compile("[省市县州区旗镇乡委局厅部院会办]")
_OF_AGE = re.compile("[、,](?:现年|今年|年[近过])?[0-9]{2}岁的(?:[\u4e00-\u9fff]{1,3}族)?(?:干部)?")  # 副书记、现年84岁的王大川
_DIED = re.compile("(?:同志)?(?:在[\u4e00-\u9fff]{2,6})?(?:因病)?(?:逝世|病逝)")
_RANK = re.compile("\\A(?:[少中上]将|大校|同志)")
_GAP = re.compile(" {2,10}(?=[\u4e00-\u9fff])")
_SPACED_TITLE = re.compile(
    r"(?<=[\u4e00-\u9fff :\n])(?:([科组股处]) {1,4}长(?: ?:)? {0,2}|([省市州县区镇乡局]) {1,4}长(?: ?:| ) {0,2})(?=[\u4e00-\u9fff])"
)
_OF_TOWNS = ("市长", "州长", "省长")
_SOUNDS_OF_TOWNS = 3
_A_LIST = frozenset(("list",))
_NEVER_NAMES = ("长城", "长征", "长期", "长者")
# 南陵县|长江支流, 地处|长江; but 副市长|江某某, 局长|江某某
_BEFORE_THE_RIVER = ("省长", "市长", "州长", "县长", "区长", "镇长", "乡长", "部长", "处长")


def find_occurrences(text: str) -> list[Occurrence]:
    """All occurrences of office-holders in the folded text, in order, none overlapping another."""
    found: dict[int, Occurrence] = {}
    for appointed in (*find_appointed(text), *find_curricula(text)):
        before = found.get(appointed.name.start)
        found[appointed.name.start] = _appointed(appointed, before.offices if before else ())
    appointed_at = dict(found)
    found |= {one.name.start: _named_before(one) for one in find_named_before_office(text)}
    found |= {one.name.start: one for one in (*find_rosters(text), *_spaced(text), *find_members(text))}
    waiting: list[Name] = []
    floor = 0
    titles = gazetteer.titles()
    for start, end, word in _matches(text):
        if start < floor and word not in titles:
            continue
        if word in titles:
            # In 习近平总书记兰考讲话 the title belongs to the name before it.
            if end < floor or start == floor > 0:
                continue
            for occurrence in _with_title(text, start, end, word, floor):
                found[occurrence.name.start] = occurrence
                if _DIED.match(text, occurrence.name.end) and (of_life := appointed_at.get(occurrence.name.start)):
                    found[occurrence.name.start] = _with_life(occurrence, of_life)
                floor = max(floor, occurrence.end)
        else:
            name = Name(start, end, word.replace(" ", ""))
            occurrences = list(from_table(text, name))
            for occurrence in occurrences:
                if occurrence.offices or occurrence.name.start not in found:  # 时任某省委书记的|王大川
                    found[occurrence.name.start] = occurrence
                floor = occurrence.name.end
            if not occurrences and stands_alone(text, name):
                waiting.append(name)
    if found:
        for name in find_companions(text):
            found.setdefault(name.start, alone(name, "in a sentence that says who was there with an office-holder"))
        for name in find_doers(text, len({occurrence.name.text for occurrence in found.values()})):
            found.setdefault(name.start, alone(name, "does, beside an office-holder, what office-holders do"))
    names = {occurrence.name.text for occurrence in found.values()}
    taken = [(occurrence.begin, occurrence.end) for occurrence in found.values()]
    unlisted: dict[str, int] = {}
    for occurrence in found.values():
        if occurrence.name.text not in gazetteer.leader_names():
            first = unlisted.get(occurrence.name.text, len(text))
            unlisted[occurrence.name.text] = min(first, occurrence.name.start)
    for name in (*(name for name in waiting if name.text in names), *find_again(text, unlisted, taken)):
        found.setdefault(name.start, alone(name, "named as an office-holder elsewhere in the article"))
    return [found[start] for start in sorted(found)]


def _with_life(occurrence: Occurrence, of_life: Occurrence) -> Occurrence:
    """The naming in an obituary's headline with the offices that sentences of the life give without a name."""
    return replace(occurrence, offices=tuple(dict.fromkeys((*occurrence.offices, *of_life.offices))))


def _appointed(one: Appointed, earlier: tuple[str, ...]) -> Occurrence:
    name = one.name
    offices = tuple(dict.fromkeys((*earlier, *one.offices)))
    return Occurrence(name, offices, name.start, name.end, "appointed to an office, holding or leaving it")


def _named_before(one: Appointed) -> Occurrence:
    name = one.name
    return Occurrence(name, one.offices, name.start, name.end, "the office is said right behind the name")


def _with_title(text: str, start: int, end: int, title: str, floor: int) -> Iterator[Occurrence]:
    """The people named with a title: right behind it, or, where nobody is, right before it or around it."""
    around = read_before_title(text, start, end, title, floor)
    if around is None or around.name.end < end:
        behind = list(_after_title(text, end, title, floor)) if around is None or text[end:end + 1] != "、" else []
        if behind:
            yield from behind
            return
    if around is not None:
        if text[around.begin - 1:around.begin] in ("和", "与", "、") and title.endswith(NAMES_MANY):
            first = name_before(text, around.begin - 1)  # 王大川和李明远常委
            if first is not None and first.start >= floor:
                yield Occurrence(first, (around.office,), first.start, first.end, "an office stands behind the names")
        end = max(end, around.name.end)
        yield Occurrence(around.name, (around.office,), around.begin, end, "an office stands behind the name or in it")


def _after_title(text: str, end: int, title: str, floor: int) -> Iterator[Occurrence]:
    """The people named right behind a title, if title and body show public office."""
    kinds = gazetteer.titles()[title]
    start = end
    if opens := _IS_A_LIST.match(text, end) if title.endswith(_OF_SESSIONS) else None:
        start = opens.end()
    elif not "\u4e00" <= text[end:end + 1] <= "\u9fff":  # most often a character follows, which spares the look
        space = _AFTER_OPENER.match(text, end) if "list" in kinds else _SPACE.match(text, end)
        start = space.end() if space else end
    if aged := _OF_AGE.match(text, end):
        start = aged.end()
    first_character = text[start:start + 1]
    is_latin = "a" <= first_character <= "z" and "list" not in kinds
    is_han = "\u4e00" <= first_character <= "\u9fff"
    if not is_latin and not is_han and first_character != "、":
        return
    if text[end - 1] == "长" and text.startswith(_places_in_chief(), end - 1):
        chiefs = _BEFORE_THE_RIVER if text.startswith("江", end) else _BEFORE_THE_RIVER[:-2]
        if title in chiefs and text[end - len(title) - 1:][:1] != "副" or text.startswith(_NEVER_NAMES, end - 1):
            return
    if is_latin:
        name = read_latin(text, start)
    else:
        lenient = "foreign" in kinds or title == "议长" or title in _OF_TOWNS and _is_abroad(text, end - len(title))
        name = read_name(text, start, foreign="list" not in kinds, strict=not lenient)
        if name is None and title in OF_COUNCILS:
            name = read_latin(text, start)
        if "list" in kinds and (name is None or not closes_member(text, name.end)):
            name = read_by_syllables(text, start) or name
    if name is not None and ":" in text[end:start] and sounds(name.text) and not _stands_free(text, name.end):
        return  # 某国总理:摩苏尔战事胜利: what he says
    if name is None:
        name = _behind_other_post(text, end) or _last_of_line(text, end)
    unlisted = unlisted_name(text, start) if name is None else None
    name = name or unlisted
    if name is None or name.text in gazetteer.states():
        return
    if start > end and text.startswith(("任", "辞去", "不再"), name.end):  # 某某任县委书记 某某任县长
        return
    if name.text in _no_names() and name.end - name.start == len(name.text):  # 强 劲 is no word
        return
    if name.text[-1] == "村" and title[-2:] in _BEFORE_THE_RIVER:  # 某某镇|长林村
        return
    chain = read_chain(text, end, title, floor)
    if unlisted and not (chain.public and _names_body(chain, title)):
        return
    is_minister = title == "部长" and _is_minister(name, chain.offices[-1])
    if opens and _OF_A_SESSION.fullmatch(chain.offices[-1]):
        chain = replace(chain, public=True)
    if not chain.public and not is_minister and not _continues_list(text, chain, title, floor):
        if not is_of_government(text, chain.offices[-1]):
            return
    offices = tuple(office for office in chain.offices if office)
    first = Occurrence(name, offices, chain.start, name.end, "an office stands before the name")
    yield from with_list(text, first, _A_LIST if is_roll(text, chain.start, end, title) else chain.kinds)


def _names_body(chain: Chain, title: str) -> bool:
    """Whether an office shows of what it is: 商务局|局长, 某|镇党委书记, 副|市长, but not 黄|市长."""
    before = chain.offices[-1][:-len(title)]
    if _SHOWS_BODY.search(before or chain.offices[0]):
        return True
    return title[0] in "省市县州区旗镇乡" and (len(title) > 2 or not _BARE.sub("", before))


def _last_of_line(text: str, end: int) -> Name | None:
    """Whoever stands behind an office and a gap, alone at the end of a table's line: 市委常委、副市长   王大川."""
    gap = _GAP.match(text, end)
    framed = last_of_line(text, gap.end()) if gap else ""
    return Name(gap.end(), gap.end() + len(framed), framed.replace(" ", "")) if gap and framed else None


def _is_abroad(text: str, end: int) -> bool:
    """Whether the town or state whose head's title begins at a position is written by its sound: 达米里市|市长."""
    end -= text[end - 1:end] in ("市", "州", "省")
    return end > _SOUNDS_OF_TOWNS and sounds(text[end - _SOUNDS_OF_TOWNS:end])


def _stands_free(text: str, end: int) -> bool:
    return ends_at(text, end) and text[end:end + 1] not in ("与", "和", "将", "对")


def _spaced(text: str) -> Iterator[Occurrence]:
    """Heads of sections whose title is spaced out, as government press releases print it: 管理科科 长:王大川."""
    for title in _SPACED_TITLE.finditer(text) if " 长" in text else ():
        name = read_name(text, title.end())
        before = text[max(0, title.start() - _BODY_REACH):title.start()].strip().rpartition("\n")[2]
        if name is not None and not is_private(before):
            office = (title[1] or title[2]) + "长"
            yield Occurrence(name, (office,), title.start(), name.end, "an office stands before the name")


def _behind_other_post(text: str, end: int) -> Name | None:
    """Who is named behind a post of another kind that follows an office, where the post is nothing but that."""
    serving = _SERVING.match(text, end)
    if serving:
        return read_name(text, serving.end(), foreign=True, strict=True)
    other = _OTHER_POST.match(text, end)
    if other is None or any(title in other["post"].removeprefix("主任")[:-2] for title in ("主席", "书记", "市长", "局长", "主任")):
        return None
    begin = end + 1 + text.startswith("我", end + 1)  # 副县长、|我区挂职干部
    if other["post"] != "挂职干部" and part_start(text, other.end(), other.end() - 2, begin) > begin:
        return None
    space = _SPACE.match(text, other.end())
    return read_name(text, space.end() if space else other.end(), foreign=True, strict=True)


def _continues_list(text: str, chain: Chain, title: str, floor: int) -> bool:
    """Whether a bare title stands in a list behind an office-holder, whose body is its own: 秘书长王大川、主任李明远."""
    is_bare = len(chain.offices) == 1 and _BARE.sub("", chain.offices[0]) == _BARE.sub("", title)
    if not is_bare or floor == 0 or title == "院长":
        return False
    between = _RANK.sub("", text[floor:chain.start]).rstrip("原前")
    if between in _JOINTS:
        return True
    return (chain.offices[0] != title or title not in _ALSO_OF_FIRMS) and _DOES.fullmatch(between) is not None


def _is_minister(name: Name, office: str) -> bool:
    """Whether a foreigner's 部长 is a minister, whatever his ministry: 发展部长. Companies have such heads too, but their
    foreigners are hardly ever written of."""
    return len(name.text) > 2 and (sounds(name.text) or "·" in name.text) and len(office) > 3 and not is_private(office)


def _matches(text: str) -> Iterator[tuple[int, int, str]]:
    words = _words()
    return ((start, end, words[number]) for number, start, end in _automaton().find_matches_as_indexes(text))


@cache
def _words() -> Sequence[str]:
    names = gazetteer.leader_names()
    spaced = {f"{name[0]}{gap}{name[1]}" for name in names if len(name) == 2 for gap in (" ", "  ")}
    return tuple(sorted({*names, *spaced, *gazetteer.titles()}))


@cache
def _automaton() -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(list(_words()), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)


@cache
def _places_in_chief() -> tuple[str, ...]:
    """Places that begin with 长, so that 安徽省长丰县 names no 省长."""
    names = (form for region in gazetteer.regions().values() for form in (region.name, *region.shorts))
    return ("长江", "长城", "长征", "长期", "长者", *(fold(name) for name in names if name.startswith("长")))


@cache
def _no_names() -> frozenset[str]:
    return gazetteer.common_words() - gazetteer.leader_names()
