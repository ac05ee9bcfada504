"""What do we know of divisions, offices and people before we read an article? Tables, loaded once, never changed.

Every table is a TSV beside this module whose first lines say what it holds and where its facts come from. Forms that
are looked for in articles are folded here (``Region.name`` and office texts stay as they are written).
"""
from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from indexer.analysis.fold import fold


@dataclass(frozen=True, slots=True)
class Region:
    """A division: its code, full name, the code above it (empty for a province) and its other forms.

    ``shorts`` always count as the name does; ``asking`` are forms that count only where the article supports them.
    """

    code: str
    name: str
    parent: str
    shorts: tuple[str, ...]
    asking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that a division bore, the code of the division that holds its seat today, and the year in which the name
    ended, empty where it is not known."""

    name: str
    code: str
    until: str


@dataclass(frozen=True, slots=True)
class OfficeHolder:
    """One office of one person. ``start`` and ``end`` are YYYY-MM, or empty where unknown or still held."""

    name: str
    office: str
    start: str
    end: str
    source: str


@cache
def regions() -> Mapping[str, Region]:
    """Every division by its code, in the order of the codes."""
    rows = list(_rows("regions.tsv"))
    codes = {row["code"] for row in rows}
    table: dict[str, Region] = {}
    for row in rows:
        code = row["code"]
        forms = [form for form in row["short"].split(",") if form]
        table[code] = Region(
            code=code,
            name=row["name"],
            parent=next((code[:size] for size in (4, 2) if size < len(code) and code[:size] in codes), ""),
            shorts=tuple(form for form in forms if not form.endswith("?")),
            asking=tuple(form[:-1] for form in forms if form.endswith("?")),
        )
    return MappingProxyType(table)


@cache
def bare_names() -> Mapping[str, tuple[str, ...]]:
    """The codes of counties by their folded names without the last character (城关, 高台), of two characters or more,
    where that is none of their other forms. Only the names beside one say whether it is meant."""
    bare: defaultdict[str, list[str]] = defaultdict(list)
    for code, division in regions().items():
        name = fold(division.name[:-1])
        forms = {fold(form) for form in (*division.shorts, *division.asking)}
        if len(code) == 6 and len(name) > 1 and name not in forms:
            bare[name].append(code)
    return MappingProxyType({name: tuple(codes) for name, codes in bare.items()})


@cache
def townships() -> Mapping[str, str]:
    """The towns, townships and street offices of Gansu: name by code of nine digits."""
    return MappingProxyType({row["code"]: row["name"] for row in _rows("townships.tsv")})


@cache
def former_names() -> tuple[FormerName, ...]:
    """Every former name: those of the table, and X县 for each city or district X that no county of that name is left of.

    Nearly every one of these was a county until the last forty years, and articles of every year are read.
    """
    listed = tuple(FormerName(row["name"], row["code"], row["until"] or "") for row in _rows("former_names.tsv"))
    taken = {former.name for former in listed} | {region.name for region in regions().values()}
    generic = traps("generic")
    derived = (
        FormerName(f"{region.name[:-1]}县", code, "")
        for code, region in regions().items()
        if len(code) == 6 and len(region.name) > 2 and region.name[-1] in "市区" and fold(region.name) not in generic
    )
    return (*listed, *(former for former in derived if former.name not in taken))


@cache
def homonyms() -> tuple[tuple[str, str], ...]:
    """Pairs of a name that something without a code bears too and the code of the division that thing lies in."""
    return tuple((row["name"], row["parent"]) for row in _rows("homonyms.tsv"))


@cache
def traps(kind: str) -> frozenset[str]:
    """Folded strings of one kind: ``word`` (no place inside it), ``generic`` (a name that is a common noun) or
    ``ordinary`` (a county's name without its last character that is a word)."""
    return frozenset(fold(row["word"]) for row in _rows("traps.tsv") if row["kind"] == kind)


@cache
def common_words() -> frozenset[str]:
    """Two-character words of everyday Chinese, folded, none of them a name."""
    return frozenset(row["first"] + second for row in _rows("common_words.tsv") for second in row["second"])


@cache
def office_holders() -> tuple[OfficeHolder, ...]:
    """Every line of the table of people, in its order."""
    return tuple(
        OfficeHolder(row["name"], row["office"], row["start"], row["end"], row["source"])
        for row in _rows("leaders.tsv")
    )


@cache
def leader_names() -> frozenset[str]:
    """The folded names of all people in the table."""
    return frozenset(fold(holder.name) for holder in office_holders())


@cache
def titles() -> Mapping[str, frozenset[str]]:
    """Folded office titles with their kinds: ``public``, ``body``, ``foreign``, ``list``, ``court``."""
    return MappingProxyType({fold(row["title"]): frozenset(row["kind"].split(",")) for row in _rows("offices.tsv")})


@cache
def bodies(kind: str) -> frozenset[str]:
    """Folded words for bodies of one kind: ``public`` or ``private``."""
    return frozenset(fold(row["body"]) for row in _rows("bodies.tsv") if row["kind"] == kind)


@cache
def surnames(kind: str) -> frozenset[str]:
    """Folded family names of one kind: ``plain``, ``weak``, ``rare``, ``compound`` or ``japanese``."""
    return frozenset(fold(row["surname"]) for row in _rows("surnames.tsv") if row["kind"] == kind)


@cache
def family_names() -> frozenset[str]:
    """Folded family names of one character, of whatever kind."""
    return surnames("plain") | surnames("weak") | surnames("rare")


@cache
def given_names() -> frozenset[str]:
    """Folded given names of two characters that are everyday words or end with one: 建国, 志刚."""
    return frozenset(fold(row["name"]) for row in _rows("given_names.tsv"))


@cache
def after_names() -> Mapping[str, str]:
    """Folded words that end a name before them, with the role they give, empty where they give none."""
    return MappingProxyType({fold(row["word"]): row["role"] or "" for row in _rows("after_names.tsv")})


@cache
def other_callings() -> frozenset[str]:
    """Folded words before a name which say that its bearer holds no office here."""
    return frozenset(fold(row["word"]) for row in _rows("other_callings.tsv"))


@cache
def states() -> frozenset[str]:
    """Folded short names of states other than China."""
    return frozenset(fold(row["state"]) for row in _rows("states.tsv"))


@cache
def transliteration(*kinds: str) -> frozenset[str]:
    """Folded characters and parts of names written by their sound, of the kinds given: ``frequent``, ``rare``,
    ``syllables``, ``given``."""
    return frozenset(fold(row["character"]) for row in _rows("transliteration.tsv") if row["kind"] in kinds)


def _rows(file: str) -> Iterator[dict[str, str]]:
    source = resources.files(__name__).joinpath(file)
    with source.open(encoding="utf-8") as lines:
        yield from csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
