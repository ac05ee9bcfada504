"""What was read in an article, and what shows it? Every field with its place; every date, region, leader and repair
with its evidence and rule.

The evidence of regions and leaders is found anew (``entities.evidence``), so that an archive of any age can be asked.
Where a document holds other regions or leaders than are read today, ``stale`` says so: the gazetteers have changed
since, and ``longwen rebuild`` brings the document up to date.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from corpus.article import Article, EventDate
from indexer.answer import corrections_json, date_json
from indexer.corrections import Corrections, as_read
from indexer.document import Document
from indexer.entities.evidence import Evidence
from indexer.entities.leaders import LeaderReading, read_leaders
from indexer.entities.regions import RegionReading, read_regions
from indexer.entities.townships import TownshipReading, read_townships

_AROUND = 12


@dataclass(frozen=True, slots=True)
class Explanation:
    """An article with all that is read in it now. ``stale`` names what its document holds otherwise: ``regions``,
    ``leaders``, ``corrections``, or nothing."""

    document: Document
    regions: tuple[RegionReading, ...]
    townships: tuple[TownshipReading, ...]
    leaders: tuple[LeaderReading, ...]
    stale: tuple[str, ...]


def explain(document: Document, known: Corrections | None = None) -> Explanation:
    """Reads a document's article anew, with evidence. ``known`` is what the archivist corrects today."""
    article = document.article
    regions = read_regions(article.title, article.body)
    leaders = read_leaders(article.title, article.body)
    before = as_read(document)
    stale = (
        ("regions", before.regions, tuple(reading.mention for reading in regions)),
        ("leaders", before.leaders, tuple(reading.mention for reading in leaders)),
    )
    townships = read_townships(article.title, article.body, regions)
    names = [name for name, held, read in stale if held != read]
    if known is not None and not known.in_effect(document):
        names.append("corrections")
    return Explanation(document, regions, townships, leaders, tuple(names))


def explanation_json(explained: Explanation) -> dict[str, Any]:
    """The explanation as JSON; positions count characters of the title, a line feed and the body."""
    document = explained.document
    text, article = document.text, document.article
    return {
        "id": document.id,
        "title": article.title,
        "file": article.origin.file,
        "date": date_json(document),
        "events": [
            {
                "value": event.date.value,
                "until": event.until and event.until.value,
                "inferred": event.inferred,
                "evidence": [_shown(text, _evidence(event))],
            }
            for event in article.events
        ],
        "fields": [{"field": one.field, "place": one.place, "key": one.key} for one in article.readings],
        "regions": [
            {
                "code": reading.mention.code,
                "name": reading.mention.name,
                "primary": reading.mention.primary,
                "evidence": [_shown(text, one) for one in reading.evidence],
            }
            for reading in explained.regions
        ],
        "townships": [
            {"code": town.code, "name": town.name, "evidence": [_shown(text, one) for one in town.evidence]}
            for town in explained.townships
        ],
        "leaders": [
            {
                "name": reading.mention.name,
                "offices": list(reading.mention.offices),
                "roles": list(reading.mention.roles),
                "evidence": [_shown(text, one) for one in reading.evidence],
            }
            for reading in explained.leaders
        ],
        "repairs": [
            {"rule": one.rule, "position": one.position, "before": one.before, "after": one.after}
            for one in article.repairs
        ],
        "corrections": corrections_json(document),
        "stale": list(explained.stale),
    }


def explanation_lines(explained: Explanation) -> Iterator[str]:
    """The explanation for a terminal: a line for each reading, an indented one for each piece of its evidence."""
    article, text = explained.document.article, explained.document.text
    yield article.title or "（无题）"
    yield f"id       {explained.document.id}"
    yield f"file     {article.origin.file}"
    if article.readings:
        yield "read     " + "; ".join(
            f"{one.field}: {one.place}{f' ({one.key})' if one.key else ''}" for one in article.readings
        )
    yield from _date_lines(article)
    for event in article.events:
        yield f"event    {event.date.value}" + (f" to {event.until.value}" if event.until else "")
        yield _line(text, _evidence(event)) + _inferred(event.inferred)
    for region in explained.regions:
        primary = ", primary" if region.mention.primary else ""
        yield f"region   {region.mention.name} ({region.mention.code}{primary})"
        yield from (_line(text, one) for one in region.evidence)
    for town in explained.townships:
        yield f"township {town.name} ({town.code})"
        yield from (_line(text, one) for one in town.evidence)
    for leader in explained.leaders:
        beside = "; ".join("、".join(part) for part in (leader.mention.offices, leader.mention.roles) if part)
        yield f"leader   {leader.mention.name}" + (f" ({beside})" if beside else "")
        yield from (_line(text, one) for one in leader.evidence)
    for repair in article.repairs:
        change = "left as it is" if repair.before == repair.after else f"→ {_quoted(repair.after)}"
        yield f"repair   {repair.rule} at {repair.position}: {_quoted(repair.before)} {change}"
    yield from correction_lines(explained.document)
    for name in explained.stale:
        if name == "corrections":
            yield "corrections.tsv says otherwise by now; longwen index brings the article up to date"
        else:
            yield f"the archive holds other {name} than are read today; longwen rebuild brings it up to date"


def correction_lines(document: Document) -> Iterator[str]:
    """A line for each correction in effect: what was read, what it is, and the archivist's note."""
    for one in document.corrections:
        note = f"  ({one.note})" if one.note else ""
        yield f"corrected {one.field}: {one.read or '—'} → {one.corrected or '—'}{note}"


def _date_lines(article: Article) -> Iterator[str]:
    date = article.date
    if date is None:
        yield "date     undated"
        return
    yield f"date     {date.date.value}"
    contrary = f"; contrary: {_quoted(date.contrary)}" if date.contrary else ""
    yield f"         {_quoted(date.evidence)}  {date.source}{_inferred(date.inferred)}{contrary}"


def _inferred(how: str) -> str:
    return f"; inferred: {how}" if how else ""


def _evidence(event: EventDate) -> Evidence:
    return Evidence(event.position, event.position + len(event.evidence), event.rule)


def _line(text: str, one: Evidence) -> str:
    before, found, after = text[max(0, one.start - _AROUND):one.start], text[one.start:one.end], text[one.end:]
    passage = f"{before}【{found}】{after[:_AROUND]}".replace("\n", "⏎")
    return f"         {one.start}–{one.end}  {passage}  {one.rule}"


def _shown(text: str, one: Evidence) -> dict[str, Any]:
    return {"start": one.start, "end": one.end, "text": text[one.start:one.end], "rule": one.rule}


def _quoted(text: str) -> str:
    return "“" + text.replace("\n", "⏎") + "”"
