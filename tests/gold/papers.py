"""How well are files read as newspapers and those who copy them leave them? Invented copies, with marks.

``papers/`` holds files whose forms are real and whose stories and people are not: pages of e-papers, copies of apps and
sites, briefs, rolls, traditional script, GBK. Their writers followed the seeds' guide and had never seen the reading;
what it read of them at the first run, before anything was mended, stands in GUIDE.md. They need nothing from outside.
"""
from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from corpus.article import Article, article_text
from corpus.byline import reporters
from corpus.reader import read_file
from indexer.analysis.fold import fold
from indexer.entities.leaders import find_leaders
from indexer.entities.regions import find_regions
from tests.gold.marks import HERE, LeaderMarks, Marked, Marks
from tests.gold.reading import Reading
from tests.gold.scoring import KINDS, Tally, compare, compare_one, score

FOLDER = HERE / "papers"
_KINDS = ("stories", "titles", *KINDS, "furniture kept out")


def evaluate() -> Iterator[str]:
    """A row a kind, and every error."""
    tallies = measure()
    for kind in _KINDS:
        tally = tallies.get(kind)
        if tally and tally.found + tally.missing:
            yield f"{kind:<20} {tally.precision or 0:.3f} {tally.recall or 0:.3f}  of {tally.found + tally.missing}"
    for error in (error for tally in tallies.values() for error in tally.errors):
        sign = "missing" if error.missing else "wrong  "
        yield f"  {error.article}  {error.kind}  {sign}  {error.what}  {error.evidence}".rstrip()


def measure() -> dict[str, Tally]:
    """The tallies of all kinds over all files; a story that is not found at all counts as missing and no further."""
    tallies: dict[str, Tally] = {}
    by_file: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (FOLDER / "marks.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        by_file[row["file"]].append(row)
    for file, rows in by_file.items():
        read = [one for one in read_file(FOLDER / file, file) if isinstance(one, Article)]
        if len(read) != len(rows):  # which is which cannot be told for certain
            missing = [row["title"] for row in rows]
            _add(tallies, file, "stories", (0, missing, {one.title: "" for one in read}))
            continue
        for row, article in zip(rows, read):
            _score_story(tallies, row, article)
    return tallies


def _score_story(tallies: dict[str, Tally], row: dict[str, Any], article: Article) -> None:
    name = f"{row['file']}#{row['number']}"
    _add(tallies, name, "stories", (1, [], {}))
    title, titles = _plain(article.title), Marked(_set([row["title"]]), _set(row["also_titles"]))
    _add(tallies, name, "titles", compare_one(titles, title or None, ""))
    kept_out = {one: "" for one in row["furniture"] if one not in article.body}
    _add(tallies, name, "furniture kept out", compare(Marked(frozenset(row["furniture"])), kept_out))
    marks = Marks(
        regions=Marked(frozenset(row["regions"]), frozenset(row["optional_regions"])),
        primary=Marked(_one(row["primary"]), frozenset(row["primary_also_ok"])),
        leaders=tuple(LeaderMarks(one["name"], offices=tuple(one["offices"])) for one in row["leaders"]),
        optional_leaders=frozenset(row["optional_leaders"]),
        date=Marked(_one(row["date"]), frozenset(row["date_also_ok"])),
        published=None,
        events=None,
        reporters=Marked(frozenset(map(fold, row["reporters"])), frozenset(map(fold, row["optional_reporters"]))),
        has_roles=False,
    )
    reading = Reading(
        text=article_text(article.title, article.body),
        regions=find_regions(article.title, article.body, article.source),
        leaders=find_leaders(article.title, article.body),
        date=article.date.date.value if article.date else None,
        date_evidence=article.date.evidence if article.date else "",
        published=None,
        events={},
        reporters=reporters(article.byline),
    )
    score(tallies, name, marks, reading)


def _add(
    tallies: dict[str, Tally], name: str, kind: str, compared: tuple[int, list[str], dict[str, str]]
) -> None:
    tallies.setdefault(kind, Tally()).count(name, kind, *compared)


def _one(value: str | None) -> frozenset[str]:
    return frozenset([value]) if value else frozenset()


def _set(titles: list[str | None]) -> frozenset[str]:
    return frozenset(_plain(title) for title in titles if title)


def _plain(title: str) -> str:
    """A title without blanks and in one width: how its lines are joined is not what is measured."""
    return "".join(fold(title).split())
