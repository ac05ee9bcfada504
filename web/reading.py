"""Document -> what the article's page shows: the text, where and who, the citation, what was read and what repaired."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.article import Repair
from indexer.answer import Question, marked_document
from indexer.document import Document
from indexer.explanation import explain
from indexer.snippet import Passage
from web import language, state
from web.archive import Around
from web.citation import DateView, citation, date_view, page_text
from web.copies import CopyView, copy_views
from web.corrections import CorrectionView, corrected, correction_views
from web.places import Piece, Stretch, lines_of, pieces
from web.readings import Readings, readings


@dataclass(frozen=True, slots=True)
class RegionLink:
    """A division the article names, with the address of all articles about it; ``corrected`` by an archivist."""

    name: str
    primary: bool
    corrected: bool
    url: str


@dataclass(frozen=True, slots=True)
class LeaderLink:
    """An office-holder the article names, as printed, with the address of all articles that name him or her;
    ``corrected`` by an archivist."""

    name: str
    surface: str
    offices: tuple[str, ...]
    roles: tuple[str, ...]
    corrected: bool
    url: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """Everything the article's page shows. ``name`` is the title without marks. ``marked`` counts the marks in the
    body, the first of which has the id ``first``; the places that ``readings`` leads to have theirs. ``back_url`` is
    empty where the reader did not come from results; ``around`` is None where it is not known which hit of them this
    is, and the addresses beside it are empty where there is no hit."""

    id: str
    script: str
    name: str
    title: tuple[Piece, ...]
    paragraphs: tuple[tuple[Piece, ...], ...]
    marked: int
    source: str
    source_url: str
    date: DateView
    page: str
    section: str
    byline: str
    regions: tuple[RegionLink, ...]
    leaders: tuple[LeaderLink, ...]
    corrections: tuple[CorrectionView, ...]
    readings: Readings
    repairs: tuple[Repair, ...]
    raw: str
    file: str
    line: int | None
    story: int
    format: str
    encoding: str
    address: str
    citation: str
    back_url: str
    around: Around | None
    previous_url: str
    next_url: str
    json_url: str
    copies: tuple[CopyView, ...]


def article_view(
    document: Document, question: Question, around: Around | None = None, copies: Sequence[Document] = ()
) -> ArticleView:
    """What the article's page shows to a reader who came with ``question``, from among its hits if ``around``."""
    article = document.article
    script = language.script_of(article.title + article.body)
    title, body = marked_document(document, question)
    changed = corrected(document)
    read = readings(explain(document), changed, script)
    # Places count in the title, a line feed and the body, or in the body alone where it opens with the title.
    body_start = len(document.text) - len(article.body)
    return ArticleView(
        id=document.id,
        script=script,
        name=article.title,
        title=pieces(title.text, [*_marks(title), *_within(read.places, 0, len(title.text) if body_start else 0)]),
        paragraphs=lines_of(body.text, [*_marks(body, "first"), *_within(read.places, body_start, len(document.text))]),
        marked=len(body.marks),
        source=article.source,
        source_url=state.to_url(Question(filters={"source": (article.source,)})) if article.source else "",
        date=date_view(article.date),
        page=page_text(article.page),
        section=article.section,
        byline=article.byline,
        regions=tuple(
            RegionLink(
                name=region.name,
                primary=region.primary,
                corrected=region.code in changed.regions,
                url=state.to_url(Question(filters={"region": (region.code,)})),
            )
            for region in sorted(document.regions, key=lambda region: not region.primary)
        ),
        leaders=tuple(
            LeaderLink(
                name=leader.name,
                surface=leader.surface,
                offices=leader.offices,
                roles=leader.roles,
                corrected=leader.name in changed.leaders,
                url=state.to_url(Question(filters={"leader": (leader.name,)})),
            )
            for leader in document.leaders
        ),
        corrections=correction_views(document),
        readings=read,
        repairs=article.repairs,
        raw=article.raw,
        file=article.origin.file,
        line=article.origin.line,
        story=article.origin.story,
        format=article.origin.format,
        encoding=article.origin.encoding,
        # Only an address a browser opens as a page becomes a link; javascript: and the like are shown as text.
        address=article.url if article.url.startswith(("https://", "http://")) else "",
        citation=citation(article, script),
        back_url=_back(question, around),
        around=around,
        previous_url=_hit_url(around.previous, question, around.position - 1) if around else "",
        next_url=_hit_url(around.next, question, around.position + 1) if around else "",
        json_url=state.to_article(document.id, endpoint="api.article"),
        copies=copy_views(copies, question),
    )


def _back(question: Question, around: Around | None) -> str:
    """The page of results that holds this hit, whichever the reader set out from."""
    if around:
        page = (around.position - 1) // question.size + 1
        return f"{state.to_url(question, page=page)}#hit-{around.position}"
    return state.to_url(question) if question != Question() else ""


def _hit_url(document_id: str, question: Question, position: int) -> str:
    return state.to_article(document_id, question, position=position) if document_id else ""


def _marks(passage: Passage, id: str = "") -> list[Stretch]:
    """What is marked in a passage; the first mark gets the id."""
    return [Stretch(start, end, "mark", id) for start, end in passage.marks]


def _within(places: Sequence[Stretch], start: int, end: int) -> list[Stretch]:
    """The parts of places that lie in ``text[start:end]``, counted from there."""
    parts = (replace(one, start=max(one.start, start) - start, end=min(one.end, end) - start) for one in places)
    return [one for one in parts if one.start < one.end]
