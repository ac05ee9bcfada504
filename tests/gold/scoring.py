"""How well was it read? Counts of what was found, missing and wrong, and every error by name."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from indexer.analysis.fold import fold
from indexer.entities import gazetteer
from indexer.entities.regions import label
from tests.gold.marks import LeaderMarks, Marked, Marks
from tests.gold.reading import Reading

KINDS = ("regions", "primary region", "leaders", "offices", "roles", "date in the text", "date of the record",
         "event dates", "reporters")
ROLES = frozenset("主持 讲话 出席 参加 调研 考察 视察 会见 会谈 批示 指示 汇报 通报 致辞 陪同 慰问 看望".split())
_BETWEEN_OFFICES = re.compile("[、,，兼]")


@dataclass(frozen=True, slots=True)
class Error:
    """One thing missing or wrong, and the passage that it was read in, if any."""

    article: str
    kind: str
    what: str
    missing: bool
    evidence: str = ""


@dataclass(slots=True)
class Tally:
    """Counts of one kind. ``found`` of what is required; ``wrong`` is read and neither required nor optional."""

    found: int = 0
    missing: int = 0
    wrong: int = 0
    errors: list[Error] = field(default_factory=list)

    @property
    def precision(self) -> float | None:
        """The share of what was read that is right; None where nothing was read."""
        return self.found / (self.found + self.wrong) if self.found + self.wrong else None

    @property
    def recall(self) -> float | None:
        """The share of what is required that was read; None where nothing is required."""
        return self.found / (self.found + self.missing) if self.found + self.missing else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both; None where neither anything was read nor required."""
        total = 2 * self.found + self.wrong + self.missing
        return 2 * self.found / total if total else None

    def count(self, article: str, kind: str, found: int, missing: Iterable[str], wrong: Mapping[str, str]) -> None:
        """Adds one article: how many were found, what was missing, what was wrong with the passage it was read in."""
        self.found += found
        for what in missing:
            self.missing += 1
            self.errors.append(Error(article, kind, what, True))
        for what, evidence in wrong.items():
            self.wrong += 1
            self.errors.append(Error(article, kind, what, False, evidence))


def compare(marked: Marked, read: Mapping[str, str]) -> tuple[int, list[str], dict[str, str]]:
    """How many required things were read, which were not, and which others were read that are not optional."""
    found = len(marked.required & read.keys())
    wrong = {what: evidence for what, evidence in read.items() if what not in marked.required | marked.optional}
    return found, sorted(marked.required - read.keys()), wrong


def compare_one(marked: Marked, read: str | None, evidence: str) -> tuple[int, list[str], dict[str, str]]:
    """The same where there is one value: an optional one stands for the required one."""
    if read is not None and read in marked.required | marked.optional:
        return (1 if marked.required else 0), [], {}
    return 0, sorted(marked.required), {} if read is None else {read: evidence}


def score(tallies: dict[str, Tally], article: str, marks: Marks, reading: Reading) -> None:
    """Adds one article to the tallies of all kinds."""
    for kind, (found, missing, wrong) in _comparisons(marks, reading):
        tallies.setdefault(kind, Tally()).count(article, kind, found, missing, wrong)


def compare_dates(marked: Marked, read: Mapping[str, str]) -> tuple[int, list[str], dict[str, str]]:
    """Dates compared: one that is read less exactly than it is marked (08-14, 2020-08) is not found, but not wrong."""
    vaguer = {part for date in marked.required | marked.optional for part in _vaguer(date)}
    return compare(Marked(marked.required, marked.optional | (vaguer - marked.required)), read)


def _vaguer(date: str) -> tuple[str, ...]:
    return (date[:4], date[:7], date[5:]) if len(date) == len("2020-08-14") else ()


def _comparisons(
    marks: Marks, reading: Reading
) -> Iterator[tuple[str, tuple[int, list[str], dict[str, str]]]]:
    if marks.regions is not None:
        regions = {mention.code: reading.passage(mention.surface) for mention in reading.regions}
        found, missing, wrong = compare(marks.regions, regions)
        yield "regions", (found, list(map(_named, missing)), {_named(code): where for code, where in wrong.items()})
    if marks.primary.required:
        primary = next((mention for mention in reading.regions if mention.primary), None)
        where = reading.passage(primary.surface) if primary else ""
        found, missing, wrong = compare_one(marks.primary, primary.code if primary else None, where)
        yield "primary region", (found, list(map(_named, missing)), {_named(code): one for code, one in wrong.items()})
    if marks.leaders is not None:
        yield from _leaders(marks, marks.leaders, reading)
    found, missing, wrong = compare_one(marks.date, reading.date, reading.date_evidence)
    yield "date in the text", (found, missing, compare_dates(marks.date, wrong)[2])
    if marks.published:
        yield "date of the record", compare_one(_only(marks.published), reading.published, "")
    if marks.events is not None:
        # A date known to the year alone is not marked, so that it is neither right nor wrong.
        events = {value: where for value, where in reading.events.items() if len(value) > 4}
        yield "event dates", compare_dates(marks.events, events)
    if marks.reporters is not None:
        yield "reporters", compare(marks.reporters, {fold(name): reading.passage(name) for name in reading.reporters})


def _leaders(
    marks: Marks, leaders: tuple[LeaderMarks, ...], reading: Reading
) -> Iterator[tuple[str, tuple[int, list[str], dict[str, str]]]]:
    known = {form: leader for leader in leaders for form in (leader.name, *leader.also)}
    passages = {mention.name: reading.passage(mention.surface) for mention in reading.leaders}
    read = {known[name].name if name in known else name: where for name, where in passages.items()}
    required = frozenset(leader.name for leader in leaders)
    yield "leaders", compare(Marked(required, marks.optional_leaders), read)
    for mention in reading.leaders:
        leader = known.get(mention.name)
        if leader and leader.offices:
            yield "offices", compare_offices(leader, mention.offices)
        if leader and marks.has_roles:
            found, missing, wrong = compare(leader.roles, {role: "" for role in mention.roles if role in ROLES})
            yield "roles", (found, _of(leader, missing), dict.fromkeys(_of(leader, wrong), ""))


def compare_offices(leader: LeaderMarks, read: Iterable[str]) -> tuple[int, list[str], dict[str, str]]:
    """Offices are the same where one ends with the other: 市长 is 铁岭市市长. Several in one string are taken apart."""
    wanted = [part for office in leader.offices for part in _BETWEEN_OFFICES.split(fold(office))]
    given = [part for office in read for part in _BETWEEN_OFFICES.split(fold(office))]
    missing = [office for office in wanted if not any(_same_office(office, one) for one in given)]
    wrong = [one for one in given if not any(_same_office(office, one) for office in wanted)]
    return len(wanted) - len(missing), _of(leader, missing), dict.fromkeys(_of(leader, wrong), "")


def _same_office(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one)


def _of(leader: LeaderMarks, what: Iterable[str]) -> list[str]:
    return [f"{leader.name} {one}" for one in what]


def _only(value: str) -> Marked:
    return Marked(frozenset([value]))


def _named(code: str) -> str:
    return f"{code} {label(code)}" if code in gazetteer.regions() else code
