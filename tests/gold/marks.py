"""What must be read in an article, and where its text is: the seed stories and our own gold (GUIDE.md)."""
from __future__ import annotations

import gzip
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

from tests.gold.draw import SHARED, half

Share = Literal[
    "seeds", "develop", "measure", "develop2", "measure2", "develop3", "measure3", "develop4", "measure5", "develop6",
    "develop7"
]

HERE = Path(__file__).resolve().parent
FILES = ("marks.jsonl", *(f"marks-{number}.jsonl" for number in range(2, 8)))
"""The marks of each draw, in their order."""

SEEDS = SHARED / "gold" / "seeds.jsonl"


@dataclass(frozen=True, slots=True)
class Marked:
    """Things of one kind: those that must be read, and those that are neither required nor wrong."""

    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LeaderMarks:
    """An office-holder: the simplified name, the other forms it may be read in, the offices and roles printed."""

    name: str
    also: frozenset[str] = frozenset()
    offices: tuple[str, ...] = ()
    roles: Marked = Marked()


@dataclass(frozen=True, slots=True)
class Marks:
    """What must be read in an article. ``None`` for what is not marked in it: that is not scored."""

    regions: Marked | None
    primary: Marked
    leaders: tuple[LeaderMarks, ...] | None
    optional_leaders: frozenset[str]
    date: Marked
    published: str | None
    events: Marked | None
    reporters: Marked | None
    has_roles: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """An article to be read: its marks and its text, as a record of the news files or as a story of the seeds."""

    id: str
    share: Share
    marks: Marks
    record: dict[str, str] | None = None
    story: str = ""


def subjects() -> Iterator[Subject]:
    """The seed stories, then our own gold. Raises KeyError for a marked article that is not in the news files."""
    yield from _seeds()
    draws = [rows(name) for name in FILES]
    records: dict[str, dict[str, str]] = {}
    for file in sorted({row["file"] for marked in draws for row in marked}):
        records |= _records(file, {row["id"] for marked in draws for row in marked if row["file"] == file})
    for number, marked in enumerate(draws, 1):
        for row in marked:
            record = records[row["id"]]
            # The errors in all of the fourth, sixth and seventh draws were looked at, those in the fifth never.
            kind = {4: "develop", 5: "measure", 6: "develop", 7: "develop"}.get(number) or half(row["id"])
            share = cast(Share, kind + (str(number) if number > 1 else ""))
            # Events are marked in the first draw alone; it is they that are read with the record's own date.
            yield Subject(row["id"], share, _own_marks(row, record["date"] if number == 1 else None), record=record)


def rows(name: str) -> list[dict[str, Any]]:
    """The marks of a file of this folder, an article each."""
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def _records(file: str, ids: Collection[str]) -> dict[str, dict[str, str]]:
    with gzip.open(SHARED / "data" / "news" / f"{file}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return {record["id"]: record for record in map(json.loads, lines) if record["id"] in ids}


def _own_marks(row: dict[str, Any], published: str | None) -> Marks:
    return Marks(
        regions=_marked(row, "regions", "optional_regions") if "regions" in row else None,
        primary=_alternatives(row.get("primary"), row.get("primary_also_ok", ())),
        leaders=tuple(
            LeaderMarks(
                one["name"],
                frozenset(one.get("also", ())),
                tuple(one.get("offices", ())),
                _marked(one, "roles", "optional_roles"),
            )
            for one in row["leaders"]
        ) if "leaders" in row else None,
        optional_leaders=frozenset(row.get("optional_leaders", ())),
        date=_alternatives(row["date"], row.get("date_also_ok", ())),
        published=published,
        events=_marked(row, "events", "events_also_ok") if "events" in row else None,
        reporters=_marked(row, "reporters", "optional_reporters") if published else None,
        has_roles=all("roles" in one for one in row.get("leaders", ())),
    )


def _seeds() -> Iterator[Subject]:
    bylines: dict[str, list[str]] = {}
    for line in (HERE / "seed_reporters.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            identity, printed = line.split("\t")
            bylines[identity] = printed.split()
    for line in SEEDS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        names = bylines.get(row["id"], [])
        marks = Marks(
            regions=Marked(_codes(row["regions"]), _codes(row["optional_regions"])),
            primary=_alternatives(row["primary_region"], row["primary_also_ok"]),
            leaders=tuple(LeaderMarks(one["name"], offices=tuple(one["offices"])) for one in row["leaders"]),
            optional_leaders=frozenset(row["optional_leaders"]),
            date=_alternatives(row["date"]["value"], row["date_also_ok"]),
            published=None,
            events=None,
            reporters=Marked(
                frozenset(name for name in names if name[0] != "?"),
                frozenset(name[1:] for name in names if name[0] == "?"),
            ),
            has_roles=False,
        )
        yield Subject(row["id"], "seeds", marks, story=row["body"])


def _codes(regions: list[dict[str, str]]) -> frozenset[str]:
    return frozenset(region["code"] for region in regions)


def _marked(row: dict[str, Any], required: str, optional: str) -> Marked:
    return Marked(frozenset(row.get(required, ())), frozenset(row.get(optional, ())))


def _alternatives(value: str | None, also: Collection[str]) -> Marked:
    """One value that must be read, or in its stead one of the others; without a value those are optional."""
    return Marked(frozenset([value] if value else []), frozenset(also))
