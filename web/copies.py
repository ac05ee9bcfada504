"""Copies of a report as a list shows them: where and when each was printed, and the way to it."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.answer import Question
from indexer.document import Document
from web import language, state
from web.citation import DateView, date_view, page_text


@dataclass(frozen=True, slots=True)
class CopyView:
    """One copy; ``script`` is an HTML language tag."""

    url: str
    script: str
    title: str
    source: str
    date: DateView
    page: str


def copy_views(copies: Sequence[Document], question: Question) -> tuple[CopyView, ...]:
    """The copies, each with its address for a reader who came with ``question``."""
    return tuple(_copy_view(copy, question) for copy in copies)


def _copy_view(copy: Document, question: Question) -> CopyView:
    article = copy.article
    return CopyView(
        url=state.to_article(copy.id, question),
        script=language.script_of(article.title + article.body),
        title=article.title,
        source=article.source,
        date=date_view(article.date),
        page=page_text(article.page),
    )
