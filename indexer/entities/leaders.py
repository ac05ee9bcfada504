"""Who of those in office is in this article? Names found by office before them, by lists, and by the table of people.

A name counts where the article itself shows the office: a chain of titles before it (甘肃省副省长雷思维), a title after it
(习近平总书记), a list opened by such a name or by 省领导; a name of the table counts also where it does what
office-holders do (主持, 出席, 调研). Once it counts, its other occurrences add roles.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import ahocorasick_rs

from indexer.analysis.fold import fold, simplified
from indexer.document import LeaderMention
from indexer.entities import gazetteer
from indexer.entities.office_titles import read_chain
from indexer.entities.person_names import Name, ends_at, follower, read_name

_NEXT_IN_LIST = re.compile(r" {0,2}[、和与及] {0,2}| {1,4}")
_AFTER_OPENER = re.compile(r"[\s:·]{0,8}")
_SPACE = re.compile(" ?")
_AFTER_TITLE = re.compile(r"总书记|主席|总理|书记|省长|市长|州长|县长|区长|委员长|部长|总统|首相|国王|同志|副主席|副总理|国务委员|外长")
_CLAUSE_END = re.compile(r"[。;!?\n]")
_GAP = re.compile(r"[、,和与及 等以\n]{0,4}")
_THOUGHT = re.compile(r"新时代|[一-龥]{0,4}思想|关于[^》]{0,20}(?:论述|摘编)|谈治国理政|著作|文选|同志为核心")
_ROLE_REACH = 36


@dataclass(frozen=True, slots=True)
class _Found:
    """One occurrence of a person: the name, the offices printed with it, where the naming begins."""

    name: Name
    offices: tuple[str, ...] = ()
    begin: int = -1


@dataclass(slots=True)
class _Person:
    first: Name
    offices: dict[str, None] = field(default_factory=dict)
    roles: dict[str, None] = field(default_factory=dict)


def find_leaders(title: str, body: str) -> tuple[LeaderMention, ...]:
    """The office-holders of an article given as printed, in either script, in order of appearance, once each.

    ``name`` is in simplified characters without spaces; offices and roles are folded, in order of appearance;
    ``surface`` is the printed form.
    """
    heading = "" if not title or body.startswith(title) else title + "\n"
    text = heading + body
    folded = fold(text)
    found = _occurrences(folded)
    people: dict[str, _Person] = {}
    for occurrence, roles in zip(found, _roles(folded, found)):
        person = people.setdefault(occurrence.name.text, _Person(occurrence.name))
        person.offices.update(dict.fromkeys(occurrence.offices))
        person.roles.update(dict.fromkeys(roles))
    mentions = []
    for person in people.values():
        surface = text[person.first.start:person.first.end]
        # Not the folded name: folding also merges characters that a name keeps apart (王著 would be shown as 王着).
        name = "".join(simplified(surface).split())
        mentions.append(LeaderMention(name, tuple(person.offices), tuple(person.roles), surface))
    return tuple(mentions)


def _occurrences(text: str) -> list[_Found]:
    """All occurrences of office-holders in the folded text, in order, none overlapping another."""
    found: dict[int, _Found] = {}
    waiting: list[Name] = []
    floor = 0
    for start, end, word in _matches(text):
        if start < floor and word not in gazetteer.titles():
            continue
        if word in gazetteer.titles():
            # In 习近平总书记兰考讲话 the title belongs to the name before it.
            if end < floor or start == floor > 0:
                continue
            for named in _after_title(text, end, word, floor):
                found[named.name.start] = named
                floor = named.name.end
        elif start >= floor:
            name = Name(start, end, word.replace(" ", ""))
            occurrence = _from_table(text, name)
            if occurrence:
                for member in _with_list(text, occurrence, frozenset(("list",))):
                    found[member.name.start] = member
                    floor = member.name.end
            elif _stands_alone(text, name):
                waiting.append(name)
    names = {occurrence.name.text for occurrence in found.values()}
    for name in waiting:
        if name.text in names and name.start not in found:
            found[name.start] = _Found(name, begin=name.start)
    return [found[start] for start in sorted(found)]


def _after_title(text: str, end: int, title: str, floor: int) -> Iterator[_Found]:
    """The people named right after a title, if title and body show public office."""
    kinds = gazetteer.titles()[title]
    space = _AFTER_OPENER.match(text, end) if "list" in kinds else _SPACE.match(text, end)
    start = space.end() if space else end
    if not "\u4e00" <= text[start:start + 1] <= "\u9fff" or text.startswith(_places_in_chief(), end - 1):
        return
    name = read_name(text, start, foreign="foreign" in kinds)
    if name is None or name.text in _no_names():
        return
    chain = read_chain(text, end, title, floor)
    if not chain.public:
        return
    offices = tuple(office for office in chain.offices if office)
    yield from _with_list(text, _Found(name, offices, chain.start), chain.kinds)


def _with_list(text: str, first: _Found, kinds: frozenset[str]) -> Iterator[_Found]:
    """A person and those named after it in the same list; an opener such as 省领导 is the office of all of them."""
    yield first
    shared = first.offices if "list" in kinds or _names_many(first.offices) else ()
    end = first.name.end
    while True:
        joint = _NEXT_IN_LIST.match(text, end)
        if not joint:
            return
        name = read_name(text, joint.end())
        if name is None or not _closes(text, name.end):
            return
        # 习近平和彭丽媛, or two names side by side: only a list that an office opened holds office-holders throughout.
        if "、" not in joint.group() and not shared and name.text not in gazetteer.leader_names():
            return
        yield _Found(name, shared, name.start)
        end = name.end


def _names_many(offices: Sequence[str]) -> bool:
    return any(office.endswith(("常委", "委员", "副委员长", "副主席", "副总理", "国务委员", "副省长")) for office in offices)


def _closes(text: str, end: int) -> bool:
    """Whether a list goes on or ends properly after a member: not in 张三、李四家的果园."""
    return end == len(text) or text[end] in "、,。 (\n;等和及" or follower(text, end) is not None


def _from_table(text: str, name: Name) -> _Found | None:
    """An occurrence of a person of the table, if the words around it show the office-holder."""
    if not _stands_alone(text, name):
        return None
    after = _AFTER_TITLE.match(text, name.end)
    if after:
        office = after.group()
        return _Found(name, () if office == "同志" else (office,), name.start)
    end = _list_end(text, name)
    word = follower(text, end)
    if word and gazetteer.after_names()[word]:
        return _Found(name, begin=name.start)
    clause = text[end:end + 12]
    stop = _CLAUSE_END.search(clause)
    clause = clause[: stop.start()] if stop else clause
    if word and any(role in clause for role in _acts()):
        return _Found(name, begin=name.start)
    if len(name.text) > 2 and word and name.text in _well_known():
        return _Found(name, begin=name.start)
    return None


def _list_end(text: str, name: Name) -> int:
    """Where the list that a name of the table opens ends: with that name, unless another of the table is in it."""
    end, known = name.end, 0
    while text[end:end + 1] == "、":
        member = read_name(text, end + 1)
        if member is None:
            break
        end = member.end
        known += member.text in gazetteer.leader_names()
    return end if known else name.end


def _stands_alone(text: str, name: Name) -> bool:
    """Whether a name of the table is a whole name here, of nobody whose calling is another."""
    if name.text == "习近平" and _THOUGHT.match(text, name.end):
        return False
    if len(name.text) == 2 and " " not in text[name.start:name.end]:
        if not ends_at(text, name.end):
            return False
        longer = read_name(text, name.start)
        if longer is None or longer.end != name.end:
            return False
    before = text[max(0, name.start - 6):name.start].rstrip(" :")
    return not before.endswith(_callings())


def _roles(text: str, found: Sequence[_Found]) -> list[tuple[str, ...]]:
    """The roles of each occurrence: those in its clause; a member of a list shares what follows the list."""
    roles: list[tuple[str, ...]] = [()] * len(found)
    for number in range(len(found) - 1, -1, -1):
        end = found[number].name.end
        nearest = found[number + 1].begin if number + 1 < len(found) else len(text)
        gap = _GAP.match(text, end)
        if number + 1 < len(found) and gap and gap.end() >= nearest and text[end:nearest].strip(" ") != "\n":
            roles[number] = roles[number + 1]
            continue
        stop = _CLAUSE_END.search(text, end, min(nearest, end + _ROLE_REACH))
        roles[number] = _roles_in(text[end:stop.start() if stop else min(nearest, end + _ROLE_REACH)])
    return roles


def _roles_in(clause: str) -> tuple[str, ...]:
    table = gazetteer.after_names()
    return tuple(dict.fromkeys(table[found.group()] for found in _role_words().finditer(clause)))


def _matches(text: str) -> Iterator[tuple[int, int, str]]:
    words = _words()
    return ((start, end, words[number]) for number, start, end in _automaton().find_matches_as_indexes(text))


@cache
def _words() -> tuple[str, ...]:
    names = gazetteer.leader_names()
    spaced = {f"{name[0]}{gap}{name[1]}" for name in names if len(name) == 2 for gap in (" ", "  ")}
    return tuple(sorted({*names, *spaced, *gazetteer.titles()}))


@cache
def _automaton() -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(list(_words()), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)


@cache
def _role_words() -> re.Pattern[str]:
    words = [word for word, role in gazetteer.after_names().items() if role]
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))


@cache
def _acts() -> tuple[str, ...]:
    return tuple(word for word, role in gazetteer.after_names().items() if role and len(word) > 1)


@cache
def _callings() -> tuple[str, ...]:
    return tuple(gazetteer.other_callings())


@cache
def _well_known() -> frozenset[str]:
    """People of the table whose office is national or who lead a province, so that the name alone shows them."""
    return frozenset(
        fold(holder.name)
        for holder in gazetteer.office_holders()
        if not holder.source.startswith("seed story")
    )


@cache
def _places_in_chief() -> tuple[str, ...]:
    """Places that begin with 长, so that 安徽省长丰县 names no 省长."""
    names = (form for region in gazetteer.regions().values() for form in (region.name, *region.shorts))
    return ("长江", "长城", "长征", *(fold(name) for name in names if name.startswith("长")))


@cache
def _no_names() -> frozenset[str]:
    return gazetteer.common_words() - gazetteer.leader_names()
