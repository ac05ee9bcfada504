"""From what a reader asked to what a reader sees: one answer for the page, the JSON interface and the command line."""
from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import indexer.entities.regions as regions
from indexer import snippet
from indexer.document import Document
from indexer.engines.base import Engine, FacetCount, Hit
from indexer.errors import ArchiveDamaged
from indexer.query.notes import Note
from indexer.query.parse import Parsed, literal, parse
from indexer.query.request import Request, Sort
from indexer.query.resolve import AnyOf, Resolved, resolve, resolve_facet
from indexer.query.tree import Words
from indexer.schema import UNDATED, FacetName
from indexer.snippet import Passage

Mode = Literal["smart", "exact"]

MOST_COPIES = 50
"""An answer holds so many copies of an article at most; how many there are it says in any case."""

MOST_CHARACTERS = 2000
"""A question's text is read up to here; what is beyond is left out with a note."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader asked, as text. ``mode`` exact takes the whole text as one literal string.

    ``filters`` maps a facet to the values chosen in it: region codes (62, 6208), leader, source and reporter names,
    years, months, days (2021, 2021-05, 2021-05-06), ranges of them (2019..2021-05, either end may be open) or
    ``undated``.
    ``variants`` lets words without quotes also find their reviewed other forms. ``grouped`` shows each report once, its
    copies behind it.
    """

    text: str = ""
    mode: Mode = "smart"
    filters: Mapping[FacetName, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = "relevance"
    page: int = 1
    size: int = 10
    variants: bool = True
    grouped: bool = True


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One line of a facet: ``value`` is what a filter takes, ``label`` what a reader sees (simplified Chinese),
    ``parent`` the value above it in a tree (empty at the top)."""

    value: str
    label: str
    count: int
    selected: bool
    parent: str = ""


@dataclass(frozen=True, slots=True)
class AnswerHit:
    """One article in an answer, with its title and passages marked where they match (original script), and the first
    of the ``copy_count`` other answering articles that are the same report."""

    document: Document
    score: float
    title: Passage
    passages: tuple[Passage, ...]
    copies: tuple[Document, ...] = ()
    copy_count: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything a page of results shows. ``literal_total`` is the number of articles in which the very string
    stands, given for a smart question of plain text without filters of its own, otherwise None.
    ``groups`` is how many there are when each report is shown once, else ``total``; ``pages`` is the number of pages (0
    for no hits)."""

    question: Question
    total: int
    groups: int
    literal_total: int | None
    pages: int
    took_ms: float
    notes: tuple[Note, ...]
    hits: tuple[AnswerHit, ...]
    facets: Mapping[FacetName, tuple[FacetValue, ...]]


def answer(engine: Engine, question: Question) -> Answer:
    """Asks the engine and prepares what a reader sees. Never raises for strange text; notes say how it was taken.
    What the engine raises passes through."""
    started = time.perf_counter()
    parsed, notes = _read(question)
    resolution = resolve(parsed.tree, question.variants)
    filters, filter_notes = _filters(question)
    request = Request(
        resolution.query,
        filters,
        sort=question.sort,
        page=max(1, question.page),
        size=question.size,
        grouped=question.grouped,
    )
    results = engine.search(request)
    looked_for = snippet.sought(parsed.tree, question.variants)
    documents = engine.fetch([hit.id for hit in results.hits])
    hits = tuple(
        _hit(document, hit, looked_for, _present(engine, hit.copies[:MOST_COPIES]))
        for hit, document in zip(results.hits, documents)
        if document is not None
    )
    engine_notes = [Note(text) for text in results.notes]
    if absent := documents.count(None):
        # A run that removes articles has just done so, or the two are no longer of one state.
        engine_notes.append(
            Note(
                "有 %(number)s 篇命中的文章不在文章库里，没有列出；请稍后再检索，若仍如此，请管理员运行 longwen verify",
                (("number", str(absent)),),
            )
        )
    return Answer(
        question=question,
        total=results.total,
        groups=results.groups,
        literal_total=_literal_total(engine, question, parsed, filters),
        pages=-(-results.groups // question.size),
        took_ms=round((time.perf_counter() - started) * 1000, 1),
        notes=(*notes, *parsed.notes, *resolution.notes, *filter_notes, *engine_notes),
        hits=hits,
        facets={facet: _facet(facet, counts, question) for facet, counts in results.facets.items()},
    )


def copies_of(engine: Engine, id: str) -> tuple[Document, ...]:
    """The other articles that are the same report as this one, oldest first, undated ones last. None are known while
    there is no sound index: an article can be read without."""
    try:
        return _present(engine, engine.copies(id))
    except ArchiveDamaged:
        return ()


def _present(engine: Engine, ids: Sequence[str]) -> tuple[Document, ...]:
    return tuple(document for document in engine.fetch(ids) if document is not None) if ids else ()


def marked_document(document: Document, question: Question) -> tuple[Passage, Passage]:
    """The article's title and whole body, marked where the question's words are found."""
    looked_for = snippet.sought(_read(question)[0].tree, question.variants)
    title, body = document.article.title, document.article.body
    return (
        snippet.whole(title, snippet.mark(title, looked_for, in_title=True)),
        snippet.whole(body, snippet.mark(body, looked_for)),
    )


def answer_json(found: Answer) -> dict[str, Any]:
    """The answer as the JSON that ``longwen search --json`` and ``/api/search`` print."""
    return {
        "query": found.question.text,
        "total": found.total,
        "groups": found.groups,
        "literal_total": found.literal_total,
        "took_ms": found.took_ms,
        "notes": [str(note) for note in found.notes],
        "hits": [_hit_json(hit) for hit in found.hits],
        "facets": {facet: [_facet_json(value) for value in values] for facet, values in found.facets.items()},
    }


def document_json(document: Document, copies: Sequence[Document] = ()) -> dict[str, Any]:
    """The document as the JSON that ``longwen show --json`` and ``/api/articles/<id>`` print, and what is said of its
    copies."""
    article = document.article
    return {
        "id": document.id,
        "title": article.title,
        "date": date_json(document),
        "source": article.source,
        "page": article.page,
        "section": article.section,
        "byline": article.byline,
        "lead_ins": list(article.lead_ins),
        "dateline": article.dateline,
        "url": article.url,
        "regions": [{"code": r.code, "name": r.name, "primary": r.primary} for r in document.regions],
        "leaders": [
            {"name": leader.name, "offices": list(leader.offices), "roles": list(leader.roles)}
            for leader in document.leaders
        ],
        "events": [
            {
                "value": event.date.value,
                "until": event.until and event.until.value,
                "position": event.position,
                "evidence": event.evidence,
                "rule": event.rule,
                "inferred": event.inferred,
            }
            for event in article.events
        ],
        "body": article.body,
        "file": article.origin.file,
        "line": article.origin.line,
        "encoding": article.origin.encoding,
        "repairs": [
            {"rule": r.rule, "position": r.position, "before": r.before, "after": r.after} for r in article.repairs
        ],
        "readings": [{"field": one.field, "place": one.place, "key": one.key} for one in article.readings],
        "corrections": corrections_json(document),
        "copies": [_brief_json(copy) for copy in copies],
    }


def _read(question: Question) -> tuple[Parsed, tuple[Note, ...]]:
    text, notes = question.text, tuple[Note, ...]()
    if len(text) > MOST_CHARACTERS:
        text = text[:MOST_CHARACTERS]
        notes = (Note("查询过长，只取前 %(most)s 字", (("most", str(MOST_CHARACTERS)),)),)
    return (literal(text) if question.mode == "exact" else parse(text)), notes


def _filters(question: Question) -> tuple[dict[FacetName, Resolved], list[Note]]:
    filters: dict[FacetName, Resolved] = {}
    notes: list[Note] = []
    for facet, values in question.filters.items():
        read = [resolve_facet(facet, value) for value in values]
        notes += [note for one in read for note in one.notes]
        if read:
            filters[facet] = AnyOf(tuple(one.query for one in read))
    return filters, notes


def _literal_total(
    engine: Engine, question: Question, parsed: Parsed, filters: Mapping[FacetName, Resolved]
) -> int | None:
    if question.mode == "exact" or not isinstance(parsed.tree, Words) or parsed.tree.field != "text":
        return None
    exact = resolve(literal(parsed.tree.text).tree).query
    return engine.search(Request(exact, filters, facets=(), sort="newest", page=1, size=1)).total


def _hit(
    document: Document, hit: Hit, looked_for: Sequence[snippet.Sought], copies: tuple[Document, ...]
) -> AnswerHit:
    article = document.article
    marks = snippet.mark(article.body, looked_for)
    return AnswerHit(
        document=document,
        score=hit.score,
        title=snippet.whole(article.title, snippet.mark(article.title, looked_for, in_title=True)),
        passages=snippet.passages(article.body, marks),
        copies=copies,
        copy_count=len(hit.copies),
    )


def _facet(facet: FacetName, counts: Sequence[FacetCount], question: Question) -> tuple[FacetValue, ...]:
    chosen = set(question.filters.get(facet, ()))
    values = [
        FacetValue(
            one.value, _facet_label(facet, one.value), one.count, one.value in chosen, _facet_parent(facet, one.value)
        )
        for one in counts
    ]
    if facet == "date":
        values.sort(key=_by_year)
    return tuple(values)


def _by_year(value: FacetValue) -> tuple[bool, int, str]:
    """Latest year first, each followed by its months in order; undated last."""
    undated = value.value == UNDATED
    return undated, 0 if undated else -int(value.value[:4]), value.value


def _facet_label(facet: FacetName, value: str) -> str:
    if facet == "region":
        return regions.label(value)
    if facet == "date":
        return _date_label(value)
    return value


def _date_label(value: str) -> str:
    if value == UNDATED:
        return "日期不详"
    return "".join(str(int(part)) + unit for part, unit in zip(value.split("-"), "年月日"))


def _facet_parent(facet: FacetName, value: str) -> str:
    if facet == "region":
        above = regions.ancestors(value)[:-1]
        return above[-1] if above else ""
    if facet == "date" and value != UNDATED:
        return value.rpartition("-")[0]
    return ""


def date_json(document: Document) -> dict[str, str] | None:
    """An article's date and where it was read, as JSON."""
    reading = document.article.date
    if reading is None:
        return None
    return {
        "value": reading.date.value,
        "precision": reading.date.precision,
        "source": reading.source,
        "evidence": reading.evidence,
        "inferred": reading.inferred,
        "contrary": reading.contrary,
    }


def corrections_json(document: Document) -> list[dict[str, str]]:
    """What an archivist overruled in an article, as JSON."""
    return [
        {"field": one.field, "read": one.read, "corrected": one.corrected, "note": one.note}
        for one in document.corrections
    ]


def _hit_json(hit: AnswerHit) -> dict[str, Any]:
    return {
        **_brief_json(hit.document),
        "score": round(hit.score, 6),
        "snippets": [passage.text for passage in hit.passages],
        "marks": [[list(span) for span in passage.marks] for passage in hit.passages],
        "copy_count": hit.copy_count,
        "copies": [_brief_json(copy) for copy in hit.copies],
    }


def _brief_json(document: Document) -> dict[str, Any]:
    article = document.article
    return {
        "id": document.id,
        "title": article.title,
        "date": article.date.date.value if article.date else None,
        "source": article.source,
        "page": article.page,
    }


def _facet_json(value: FacetValue) -> dict[str, Any]:
    return {"value": value.value, "label": value.label, "count": value.count, "parent": value.parent}
