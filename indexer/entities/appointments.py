"""Who is appointed to a public office, or removed from one? 任命王大川为副省长, 免去李明远的部长职务, 王大川同志任市委书记."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.analysis.segment import is_word
from indexer.entities import gazetteer
from indexer.entities.framed_names import name_up_to, unlike_words
from indexer.entities.office_subjects import deceased, named_behind_comma, subjects_of
from indexer.entities.office_titles import read_chain, title_ending
from indexer.entities.offices_ahead import office_in_clause, offices_at
from indexer.entities.person_names import Name, read_name

_ACT = re.compile(
    "任命|免去|补选|增补|推选|罢免|提名|选举(?=(?:[\u4e00-\u9fff·、 ]|\\([^()]{1,8}\\)){2,40}?为)|撤销|(?:批准|接受|同意)辞去(?=[: \n])"
    "|(?:任 {1,4}命|免 {1,4}去)(?= ?:)"
)
_NOTE = r"(?:\([^()\n]{1,14}\))?"
_BECOMES = re.compile(_NOTE + "(?:同志)?" + _NOTE + "(?:为|的|担任|当选为|当选|兼任的?|任)|同志(?=[\u4e00-\u9fff])")
_NOTES = re.compile(_NOTE)
# What a name ends before, among those of whom it is said.
_GOES_ON = re.compile(_NOTE + "(?:同志)?" + _NOTE + "(?:[、和](?=[\u4e00-\u9fff])|为|的|担任|当选|任|兼任)")
_BEGINS = re.compile(r"[: \n]{0,12}")
# What parts those who are named after one verb: 任命王大川为县长,李明远为副县长;…
_NEXT = re.compile(r"[,;、][ \n]{0,12}")
_LINE = re.compile(r"[^\n;。]{1,80}; ?\n+ ?")
_OFFICE_END = re.compile(r"、(?=[\u4e00-\u9fff]{2,4}为)|[。,;!?\n]")
_FURTHER = re.compile(
    "、((?:(?!为)[\u4e00-\u9fff]){0,14}?(?:委员|审判员|检察员|审判长|[庭局处科院部厅司署]长|主任|主席|书记|组长|党组成员|常委))(?=[、,;。\n]|等?职务|的职务|\\Z)"
)
# 某局局长由王大川接任
_TAKEN_BY = re.compile("由(?=[\u4e00-\u9fff ]{2,5}(?:接任|接替|出任|兼任))")
_MOST_AT_ONCE = 60
_COMRADE = re.compile("同志(?:任|代理|不再担任|不再兼任|担任|兼任)")
# 王大川到某县担任县委书记; the people of whom it says so stand at the beginning of the clause, or behind: 担任市长的王大川.
_HOLDS = re.compile(
    "挂职任?|升任|调任|转任|继任|改任|出任|担任|就任|连任|兼任|接任|现任|时任|曾任|历任|"
    # Not 责任, 首任, 七任; not 任务, 任何.
    "任(?<![拟擬主责信连常首前各每历本新0-9一二两三四五六七八九十几]任)(?=[\u4e00-\u9fff]{2})(?!任?[务何期意职命教免性人重])|"
    "当选为?|作为|身为|辞去了?|当上了?|成长为|成为|"
    "(?<![充应适正相恰担])[当做](?=[\u4e00-\u9fff]{2,16}[长记任席](?:[,。;、)\n]|[时的后期以]))|"
    "被(?:选拔|提拔)?(?:任命|推选|选举|选|提拔)为|被免去"
)
_MOST_OF_A_LIFE, _LIFE_REACH, _LONGEST_POST = 30, 500, 30
_POSTS_APART = re.compile("[,、。;!?\n]")
_BECOMING = frozenset(("成为", "成长为"))
_ENDS_CLAUSE = re.compile(r"\Z|[,。;、\n)(!?]|[后時时]|以[来后]|之[后时]")
_UNSURE = re.compile("[的志梦想望能没不要愿拟将]|未(?!满)|竞选|争取|努力|即将|差点")
_LIFE_LONG = frozenset(("历任", "曾任", "先后任"))
_FROM_EARLIER = re.compile("免去其(?:原任的?)?")
_BARE_OFFICE = re.compile("(?:副?(?:主席|主任|书记|秘书长)|常委)(?=[,。;、\n])")
_OF_A_COMMITTEE = re.compile("中央常务委员会|中央委员会|常务委员会|[省市州县区]委")
_COMMITTEE_REACH = 60
_YEAR = re.compile("(?<!\\d)(1[89]\\d\\d|20\\d\\d)年")
_YEAR_REACH = 40


@dataclass(frozen=True, slots=True)
class Appointed:
    """A person and the offices that a verb gives or takes, or that stand behind the name."""

    name: Name
    offices: tuple[str, ...]


def find_appointed(text: str) -> Iterator[Appointed]:
    """The people of whom the folded text says so, in order."""
    yield from _dismissed(text)
    for act in _ACT.finditer(text):
        yield from _by_act(text, act.end())
    for verb in _HOLDS.finditer(text):
        offices, end = offices_at(text, verb.end())
        if not offices and verb.group().startswith("当选"):
            offices, end = _bare_office(text, verb.start(), verb.end())
        if verb.group() in _LIFE_LONG:  # 历任某县县长,某市市长
            offices, end = _of_a_life(text, verb.end())
        if offices:
            subjects = subjects_of(text, verb.start(), end) or named_behind_comma(text, verb.group(), end)
            subjects = subjects or deceased(text, verb.start())
            if verb.group() in _BECOMING and not _has_become(text, verb.start(), end, subjects):
                continue
            if verb.group() == "现任" or not _is_history(text, verb.start()):
                yield from (Appointed(subject, offices) for subject in subjects)
    for taken in _TAKEN_BY.finditer(text):
        name, title = read_name(text, taken.end()), title_ending(text, taken.start())
        if name is not None and title:
            chain = read_chain(text, taken.start(), title, max(text.rfind("\n", 0, taken.start()), 0))
            if chain.public and "剧" not in chain.offices[0]:
                yield Appointed(name, tuple(filter(None, chain.offices)))
    for found in _COMRADE.finditer(text) if "同志" in text else ():
        office = office_in_clause(text, found.end())
        if not office:
            continue
        for start in range(max(0, found.start() - 4), found.start() - 1):
            name = read_name(text, start)
            if name and name.end == found.start():
                yield Appointed(name, (office,))
                break


def _has_become(text: str, verb: int, end: int, subjects: Sequence[Name]) -> bool:
    """Whether those of whom a verb says that they become something do so: the clause ends with the office or names
    them behind it (not 成为市长奖得主, 县长的司机), and neither wish nor doubt nor somebody of theirs stands before the verb."""
    if not subjects or not _ENDS_CLAUSE.match(text, end) and subjects[-1].start < verb:
        return False
    if subjects[-1].start > verb:  # 成长为镇长的王大川
        return subjects[-1].start == end + 1 and len(subjects[-1].text) > 2  # not 成为县长的司机
    return _UNSURE.search(text, subjects[-1].end, verb) is None


def _of_a_life(text: str, start: int) -> tuple[tuple[str, ...], int]:
    """The public offices among the posts that commas join from ``start`` on, as far as the sentence goes, and where the
    last one ends: 历任某厂技术员,某县县长、县委书记,某市市长."""
    offices: list[str] = []
    found, end = start, min(len(text), start + _LIFE_REACH)
    while start < end and len(offices) < _MOST_OF_A_LIFE:
        here, stop = offices_at(text, start)
        offices += here
        found = stop if here else found
        apart = _POSTS_APART.search(text, max(stop, start), end)
        if apart is None or apart.group() not in ",、" or not here and apart.start() - start > _LONGEST_POST:
            break
        start = apart.end()
    return tuple(offices), found


def _dismissed(text: str) -> Iterator[Appointed]:
    """Whoever a sentence begins with and is removed from an earlier office further on: 王大川任…,免去其…职务."""
    for act in _FROM_EARLIER.finditer(text) if "免去其" in text else ():
        head = max(text.rfind(mark, 0, act.start()) for mark in "。;\n") + 1
        name = read_name(text, head)
        office = office_in_clause(text, act.end())
        if name is not None and office and name.end < act.start():
            yield Appointed(name, (office,))


def _is_history(text: str, position: int) -> bool:
    """Whether the last year told before a position is one before the People's Republic, and no later one comes on its
    line, as in the life of somebody who lived to see it."""
    years = _YEAR.findall(text, max(0, position - _YEAR_REACH), position)
    if not years or int(years[-1]) >= 1949:
        return False
    line = text.find("\n", position)
    end = min(len(text) if line < 0 else line, position + _LIFE_REACH)
    return all(int(year) < 1949 for year in _YEAR.findall(text, position, end))


def _by_act(text: str, act: int) -> Iterator[Appointed]:
    """Those of whom a verb that ends at ``act`` says it, one after the other, however many lines they take."""
    begins = _BEGINS.match(text, act)
    start = begins.end() if begins else act
    for number in range(_MOST_AT_ONCE):
        if number and _ACT.match(text, start):  # …职务;免去|王大川的…: told by its own verb
            return
        names = list(_list_at(text, start))
        becomes = _BECOMES.match(text, names[-1].end) if names else None
        office = office_in_clause(text, becomes.end(), number > 0) if becomes else ""
        if not becomes or not office:
            # Somebody whose office is no public one, in a printed list.
            line = _LINE.match(text, start) if number else None
            if line is None:
                return
            start = line.end()
            continue
        end = text.find(office, becomes.end()) + len(office)
        offices = (office, *(further[1] for further in _further(text, end)))
        yield from (Appointed(name, offices) for name in names)
        stop = _OFFICE_END.search(text, end)
        following = _NEXT.match(text, stop.start()) if stop else None
        if following is None:
            return
        start = following.end()


def _further(text: str, end: int) -> Iterator[re.Match[str]]:
    """The offices that somebody is given or leaves together with one that ends at ``end``: 副院长、审判委员会委员、审判员."""
    while further := _FURTHER.match(text, end):
        yield further
        end = further.end()


def _bare_office(text: str, verb: int, start: int) -> tuple[tuple[str, ...], int]:
    """The bare office that somebody is elected to, where the sentences before tell of a committee: …常务委员会,王大川
    当选主席. And where it ends."""
    office = _BARE_OFFICE.match(text, start)
    if office is None or not _OF_A_COMMITTEE.search(text, max(0, verb - _COMMITTEE_REACH), verb):
        return (), start
    return (office.group(),), office.end()


def _list_at(text: str, start: int) -> Iterator[Name]:
    """Those who are named from ``start`` up to the word for what becomes of them, whatever their names are."""
    while True:
        name = read_name(text, start, foreign=True, strict=True)
        if name is not None and name.text[-1] == "兼" and text.startswith("任", name.end):  # 免去王川兼|任的…职务
            name = Name(name.start, name.end - 1, name.text[:-1])
        if name is not None and name.text[-1] in "为任" and not _BECOMES.match(text, name.end):  # 任命王川|为最高…
            name = Name(name.start, name.end - 1, name.text[:-1])
        if name is None or not _GOES_ON.match(text, name.end):
            framed = name_up_to(text, start, _GOES_ON.pattern)
            known = framed[:2] in gazetteer.surnames("compound") or text.startswith("同志", start + len(framed))
            opens_line = not text[text.rfind("\n", 0, start) + 1:start].strip()
            in_list = len(framed) < 4 and opens_line and not is_word(framed)
            if framed and (" " in framed or "·" in framed or known or in_list or unlike_words(framed)):
                name = Name(start, start + len(framed), framed.replace(" ", ""))
        if name is None:
            return
        yield name
        note = _NOTES.match(text, name.end)
        end = note.end() if note else name.end
        if text[end:end + 1] not in ("、", "和"):
            return
        start = end + 1
