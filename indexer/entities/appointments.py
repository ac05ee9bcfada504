"""Who is appointed to a public office, or removed from one? 任命王大川为副省长, 免去李明远的部长职务, 王大川同志任市委书记."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from indexer.entities import gazetteer
from indexer.entities.foreign_names import sounds
from indexer.entities.office_titles import is_private, is_public, part_start
from indexer.entities.person_names import WORD_FIRST, Name, read_name
from indexer.entities.titled_names import name_before

_ACT = re.compile("任命|免去|补选|推选|罢免|提名|选举(?=[\u4e00-\u9fff]{2,10}为)|撤销")
_NOTE = r"(?:\([^()\n]{1,14}\))?"
_BECOMES = re.compile(_NOTE + "(?:同志)?" + _NOTE + "(?:为|的|担任|当选为|当选|兼任|任)|同志(?=[\u4e00-\u9fff])")
_BEGINS = re.compile(r"[: \n]{0,6}")
# What parts those who are named after one verb: 任命王大川为县长,李明远为副县长;…
_NEXT = re.compile(r"[,;] ?\n?")
_MOST_AT_ONCE = 60
_COMRADE = re.compile("同志(?:任|不再担任|不再兼任|担任|兼任)")
# 王大川到某县担任县委书记; the people of whom it says so stand at the beginning of the clause, or behind: 担任市长的王大川.
_HOLDS = re.compile(
    "挂职任?|升任|调任|转任|继任|改任|出任|担任|就任|兼任|接任|现任|时任|曾任|历任|"
    # Not 责任, 首任, 七任; not 任务, 任何.
    "任(?<![主责信连常首前各每历本新0-9一二两三四五六七八九十几]任)(?=[\u4e00-\u9fff]{2})(?!任?[务何期意职命教免性人重])|"
    "当选为?|作为|身为"
)
# What may stand between a person and the verb.
_BETWEEN = re.compile(
    r"(?:同志|委员|代表)?(?:\([^()\n]{1,14}\))?(?:同志)?,?(?:现在|目前|当时|此前|当年|生前|后来|先后|不再|又|曾|原|现|正)?\Z"
)
_BETWEEN_REACH = 24
_BARE_OFFICE = re.compile("(?:副?(?:主席|主任|书记|秘书长)|常委)(?=[,。;、\n])")
_OF_A_COMMITTEE = re.compile("中央常务委员会|中央委员会|常务委员会|[省市州县区]委")
_COMMITTEE_REACH = 60
_PRONOUNS = frozenset("他她它您你我")
_YEAR = re.compile("(?<!\\d)(1[89]\\d\\d|20\\d\\d)年")
_YEAR_REACH = 40
_CLAUSE = re.compile(r"[^。,;:!?\n]*\Z")
_LEAD = re.compile("(?:这是|\\d{1,3}岁的|当时|刚刚|此前|后来|随后|今年|去年|\\d{1,4}年(?:\\d{1,2}月)?)*")
_SUBJECT_REACH = 30
_FORMER = re.compile("(?:连任|下届|原|前|时任|现任|曾任|系)(?!州|平)")
# What opens a life told in one sentence: 王大川,男,1970年3月生,…; 王大川同志现年63岁,曾任…
_LIFE = re.compile("(?:同志)?,?(?:[男女],|(?:现年|今年)?[0-9]{2}岁,|[0-9]{4}年[0-9]{1,2}月出?生)")
# 致电王大川,祝贺他当选…
_CONGRATULATED = re.compile("(?:致电|致函|致信)(?=[\u4e00-\u9fff·•・-]{2,14},祝贺[他她](?:再次)?\\Z)")
_CONGRATULATES = ("祝贺", "就", "贺", "对", "致电", "年", "月", "日", "欢迎")
_LONGEST_NAME = 12
# 2011年他来到某县担任…: whom the pronoun means stands at the head of its sentence or of the one before.
_PRONOUN = re.compile("(?:^|(?<=[。,;年月\n]))(?:后来|随后|此后)?[他她](?:[^。,;:\n的他她]{0,12})\\Z")
_PRONOUN_REACH = 20
_SENTENCE_REACH = 120
_LIFE_REACH = 400
_CLAUSE_END = re.compile(r"[。,;!?\n]")
_REACH = 40


@dataclass(frozen=True, slots=True)
class Appointed:
    """A person and the offices that a verb gives or takes, or that stand behind the name."""

    name: Name
    offices: tuple[str, ...]


def find_appointed(text: str) -> Iterator[Appointed]:
    """The people of whom the folded text says so, in order."""
    for act in _ACT.finditer(text):
        yield from _by_act(text, act.end())
    for verb in _HOLDS.finditer(text):
        offices, end = offices_at(text, verb.end())
        if not offices and verb.group().startswith("当选"):
            offices, end = _bare_office(text, verb.start(), verb.end())
        if offices:
            subjects = _subjects(text, verb.start(), end) or _before_comma(text, verb.group(), end)
            if verb.group() == "现任" or not _is_history(text, verb.start()):
                yield from (Appointed(subject, offices) for subject in subjects)
    for found in _COMRADE.finditer(text) if "同志" in text else ():
        office = _office_after(text, found.end())
        if not office:
            continue
        for start in range(max(0, found.start() - 4), found.start() - 1):
            name = read_name(text, start)
            if name and name.end == found.start():
                yield Appointed(name, (office,))
                break


def _by_act(text: str, act: int) -> Iterator[Appointed]:
    """Those of whom a verb that ends at ``act`` says it, one after the other, however many lines they take."""
    begins = _BEGINS.match(text, act)
    start = begins.end() if begins else act
    for number in range(_MOST_AT_ONCE):
        names = list(_list_at(text, start))
        becomes = _BECOMES.match(text, names[-1].end) if names else None
        office = _office_after(text, becomes.end(), number > 0) if becomes else ""
        if not becomes or not office:
            return
        yield from (Appointed(name, (office,)) for name in names)
        stop = _CLAUSE_END.search(text, becomes.end())
        following = _NEXT.match(text, stop.start()) if stop else None
        if following is None:
            return
        start = following.end()


def _bare_office(text: str, verb: int, start: int) -> tuple[tuple[str, ...], int]:
    """The bare office that somebody is elected to, where the sentences before tell of a committee: …常务委员会,王大川
    当选主席. And where it ends."""
    office = _BARE_OFFICE.match(text, start)
    if office is None or not _OF_A_COMMITTEE.search(text, max(0, verb - _COMMITTEE_REACH), verb):
        return (), start
    return (office.group(),), office.end()


def _is_history(text: str, position: int) -> bool:
    """Whether the last year told before a position is one before the People's Republic."""
    years = _YEAR.findall(text, max(0, position - _YEAR_REACH), position)
    return bool(years) and int(years[-1]) < 1949


def _subjects(text: str, verb: int, end: int) -> tuple[Name, ...]:
    """Who holds the office that ends at ``end``: named right behind it with 的, right before the verb, or where the
    clause begins."""
    if text[end:end + 1] == "的":
        name = read_name(text, end + 1, foreign=True, strict=True)
        if name is not None:
            return (name,)
    before = subjects_before(text, verb) or _congratulated(text, verb)
    if before:
        return before
    line = text.rfind("\n", max(0, verb - _LIFE_REACH), verb) + 1
    name = read_name(text, line) if _LIFE.search(text, line, min(verb, line + 16)) else None
    if name is not None and _LIFE.match(text, name.end):
        return (name,)
    meant = _meant_by_pronoun(text, verb)
    if meant is not None:
        return (meant,)
    clause = _CLAUSE.search(text, max(0, verb - _SUBJECT_REACH), verb)
    if clause is None or clause.start() == 0 < verb - _SUBJECT_REACH:
        return ()
    lead = _LEAD.match(text, clause.start(), verb)
    name = read_name(text, lead.end() if lead else clause.start(), foreign=True, strict=True)
    common = gazetteer.common_words()
    if name is None or name.end > verb or name.text[:2] in common or name.text[1:] in common:
        return ()
    return (name,)


def subjects_before(text: str, verb: int) -> tuple[Name, ...]:
    """Who is named right before the verb that begins at ``verb``: 王大川现任…, 王大川(女,藏族)任…, 王大川同志,现任…,
    王大川、李明远当选…"""
    found = _BETWEEN.search(text, max(0, verb - _BETWEEN_REACH), verb)
    end = found.start() if found else verb
    if "," in text[end:verb] and text.startswith("当选", verb):  # 险胜王大川,当选省长
        return ()
    names: list[Name] = []
    common = gazetteer.common_words()
    while (name := name_before(text, end, "的")) is not None:
        before = text[name.start - 1:name.start]
        if name.text[:2] in common or not _PRONOUNS.isdisjoint(name.text) or before == "·":
            break
        if name.text[1:] in common and ("\u4e00" <= before <= "\u9fff" or name.text[0] in WORD_FIRST):  # 曾协助
            break
        names.append(name)
        if text[name.start - 1:name.start] not in ("、", "和"):
            break
        end = name.start - 1
    return tuple(reversed(names))


def _congratulated(text: str, verb: int) -> tuple[Name, ...]:
    """The foreigner who is congratulated on an office that the verb gives, or of whom it is said right before it."""
    if not text.startswith(("当选", "出任", "就任", "连任"), verb):
        return ()
    reach = max(0, verb - 24)
    letter = _CONGRATULATED.search(text, reach, verb)
    if letter is not None:
        name = read_name(text, letter.end(), foreign=True)
        return () if name is None or text[name.end:name.end + 1] != "," else (name,)
    for start in range(max(0, verb - _LONGEST_NAME), verb - 1):
        if not text.endswith(_CONGRATULATES, 0, start):
            continue
        name = read_name(text, start, foreign=True, strict=not text.endswith("祝贺", 0, start))
        if name is not None and name.end == verb and (sounds(name.text[0]) or len(name.text) > 3):
            return (name,)
    return ()


def _meant_by_pronoun(text: str, verb: int) -> Name | None:
    """Whom 他 or 她 before the verb means: one who heads this sentence or the one before it, and is named again."""
    pronoun = _PRONOUN.search(text, max(0, verb - _PRONOUN_REACH), verb)
    if pronoun is None:
        return None
    stop = pronoun.start()
    for _ in range(2):
        head = max(text.rfind(mark, max(0, stop - _SENTENCE_REACH), stop) for mark in "。\n") + 1
        name = read_name(text, head) if head else None
        if name is not None and name.end < pronoun.start():
            return name if text.count(name.text) > 1 and name.text not in gazetteer.common_words() else None
        stop = head - 1
    return None


def _before_comma(text: str, verb: str, end: int) -> tuple[Name, ...]:
    """作为某县县委书记,王大川…: the person named behind the office and a comma."""
    if verb not in ("作为", "身为", "担任") or text[end:end + 1] != ",":
        return ()
    name = read_name(text, end + 1)
    common = gazetteer.common_words()
    return () if name is None or name.text[:2] in common or name.text[1:] in common else (name,)


def offices_at(text: str, start: int) -> tuple[tuple[str, ...], int]:
    """The public offices whose naming begins right at a position, joined by 、 or 兼, and where the last one ends."""
    offices = []
    former = _FORMER.match(text, start)
    start = former.end() if former else start
    end = _office_end(text, start)
    stop = start
    while end is not None:
        offices.append(text[start:end])
        stop, start = end, end + 1
        end = _office_end(text, start) if text[stop:start] in ("、", "兼") else None
    return tuple(offices), stop


def _office_end(text: str, start: int) -> int | None:
    title = _titles().search(text, start, start + _REACH)
    if title is None or _CLAUSE_END.search(text, start, title.start()):
        return None
    begin = part_start(text, title.start(), title.start(), start)
    word = title.group()
    if begin > start or not is_public(text[begin:title.end()], word, gazetteer.titles()[word]):
        return None
    return title.end()


def office_after(text: str, start: int, title_start: int) -> str:
    """The public office from ``start`` whose title begins right at ``title_start``, or nothing."""
    title = _titles().match(text, title_start + text.startswith("副", title_start))
    if title is None:
        return ""
    office = text[start:title.end()]
    return office if is_public(office, title.group(), gazetteer.titles()[title.group()]) else ""


def _list_at(text: str, start: int) -> Iterator[Name]:
    name = read_name(text, start, foreign=True, strict=True)
    while name is not None:
        if name.text[-1] in "为任" and not _BECOMES.match(text, name.end):  # 任命王川|为最高…
            name = Name(name.start, name.end - 1, name.text[:-1])
        yield name
        name = read_name(text, name.end + 1) if text[name.end:name.end + 1] in ("、", "和") else None


def _office_after(text: str, start: int, is_next: bool = False) -> str:
    """The public office named between a position and the end of its clause, or nothing. Where ``is_next``, the office
    of the person before said whose it is."""
    stop = _CLAUSE_END.search(text, start, start + _REACH)
    title = _titles().search(text, start, stop.start() if stop else start + _REACH)
    if title is None:
        return ""
    office = text[start:title.end()]
    if is_next and title.start() - start < 2 and not is_private(office):
        return office
    return office if is_public(office, title.group(), gazetteer.titles()[title.group()]) else ""


@cache
def _titles() -> re.Pattern[str]:
    titles = (title for title, kinds in gazetteer.titles().items() if "list" not in kinds)
    # Not 常委 in 省人大常委会原副主任.
    return re.compile("(?:" + "|".join(sorted(map(re.escape, titles), key=len, reverse=True)) + ")(?!(?<=常委)会)")
