"""Document -> what the article's page shows: paragraphs, where and who, the citation, and every repair."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.article import Repair
from indexer.answer import Question, marked_document
from indexer.document import Document
from indexer.snippet import Passage
from web import language, state
from web.archive import Around
from web.citation import DateView, citation, date_view, page_text
from web.copies import CopyView, copy_views

Piece = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class RegionLink:
    """A division the article names, with the address of all articles about it."""

    name: str
    surface: str
    primary: bool
    url: str


@dataclass(frozen=True, slots=True)
class LeaderLink:
    """An office-holder the article names, as printed, with the address of all articles that name him or her."""

    name: str
    surface: str
    offices: tuple[str, ...]
    roles: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """Everything the article's page shows. ``marked`` counts the marks in the body, the first of which is in the
    paragraph ``first_marked``. ``back_url`` is empty where the reader did not come from results; ``around`` is None
    where it is not known which hit of them this is, and the addresses beside it are empty where there is no hit."""

    id: str
    script: str
    title: tuple[Piece, ...]
    paragraphs: tuple[tuple[Piece, ...], ...]
    marked: int
    first_marked: int
    source: str
    source_url: str
    date: DateView
    page: str
    section: str
    byline: str
    regions: tuple[RegionLink, ...]
    leaders: tuple[LeaderLink, ...]
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
    lines = paragraphs(body)
    return ArticleView(
        id=document.id,
        script=script,
        title=tuple(title.pieces()),
        paragraphs=lines,
        marked=len(body.marks),
        first_marked=next((n for n, line in enumerate(lines) if any(marked for _, marked in line)), -1),
        source=article.source,
        source_url=state.to_url(Question(filters={"source": (article.source,)})) if article.source else "",
        date=date_view(article.date),
        page=page_text(article.page),
        section=article.section,
        byline=article.byline,
        regions=tuple(
            RegionLink(
                name=region.name,
                surface=region.surface,
                primary=region.primary,
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
                url=state.to_url(Question(filters={"leader": (leader.name,)})),
            )
            for leader in document.leaders
        ),
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


def paragraphs(passage: Passage) -> tuple[tuple[Piece, ...], ...]:
    """The passage line by line, without the empty lines and without the space around a line; a mark that runs over
    a line's end goes on in the next."""
    lines: list[list[Piece]] = [[]]
    for text, marked in passage.pieces():
        first, *rest = text.split("\n")
        lines[-1].append((first, marked))
        lines.extend([(part, marked)] for part in rest)
    return tuple(tuple(pieces) for pieces in map(_stripped, lines) if pieces)


def _stripped(pieces: list[Piece]) -> list[Piece]:
    pieces = [piece for piece in pieces if piece[0]]
    while pieces and not pieces[0][0].strip():
        pieces = pieces[1:]
    while pieces and not pieces[-1][0].strip():
        pieces = pieces[:-1]
    if pieces:
        pieces = [(pieces[0][0].lstrip(), pieces[0][1]), *pieces[1:]]
        pieces[-1] = (pieces[-1][0].rstrip(), pieces[-1][1])
    return pieces
