"""Answer -> what the results page shows: hits, chips, sort links and the pager, as plain values for a template."""
from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext, lazy_gettext

from indexer.analysis.fold import fold
from indexer.analysis.variants import variant_forms
from indexer.answer import Answer, AnswerHit, FacetValue, Question
from indexer.entities import regions
from indexer.query.parse import parse
from indexer.query.tree import Words
from indexer.schema import FACET_FIELDS, FacetName
from indexer.snippet import Passage
from web import language, state
from web.citation import DateView, date_value_label, date_view, page_text
from web.copies import CopyView, copy_views
from web.facets import FacetGroup, groups

_SORT_LABELS = {
    "relevance": lazy_gettext("最相关"),
    "newest": lazy_gettext("最新"),
    "oldest": lazy_gettext("最早"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its words; ``current`` for the one that is already chosen."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, with the address of the same results without it."""

    facet: str
    label: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class Pager:
    """Links to the pages around this one; None stands for pages left out."""

    previous: str
    next: str
    links: tuple[Link | None, ...]


@dataclass(frozen=True, slots=True)
class HitView:
    """One article in the list: titles and passages in its own script (``script`` is an HTML language tag)."""

    number: int
    url: str
    script: str
    title: Passage
    passages: tuple[Passage, ...]
    source: str
    date: DateView
    page: str
    section: str
    place: str
    copies: tuple[CopyView, ...]
    copy_count: int


@dataclass(frozen=True, slots=True)
class ResultsView:
    """Everything the results page shows.

    ``literal`` is the string that ``literal_total`` counts, and ``literal_url`` leads to the articles in which it
    stands; ``varied`` says that reviewed other forms of it were looked for too. ``last_url`` leads to the last page,
    where the reader asked for one beyond it. ``groups`` is how many reports there are, where copies are put together;
    ``groupings`` are the two ways to list them.
    """

    question: Question
    total: int
    groups: int
    first: int
    pages: int
    notes: tuple[str, ...]
    hits: tuple[HitView, ...]
    chips: tuple[Chip, ...]
    clear_url: str
    facets: tuple[FacetGroup, ...]
    sorts: tuple[Link, ...]
    groupings: tuple[Link, ...]
    sizes: tuple[Link, ...]
    pager: Pager | None
    literal: str
    literal_total: int | None
    literal_url: str
    varied: bool
    smart_url: str
    last_url: str
    json_url: str
    took_ms: float


def results(found: Answer) -> ResultsView:
    """What the results page shows of an answer."""
    question = found.question
    first = (question.page - 1) * question.size + 1
    literal = _plain_text(question)
    return ResultsView(
        question=question,
        total=found.total,
        groups=found.groups,
        first=first,
        pages=found.pages,
        notes=tuple(language.say(note) for note in found.notes),
        hits=tuple(_hit(hit, number, question) for number, hit in enumerate(found.hits, start=first)),
        chips=chips(found),
        clear_url=state.to_url(state.without_filters(question)),
        facets=groups(found),
        sorts=tuple(
            Link(str(_SORT_LABELS[sort]), state.to_url(question, sort=sort), sort == question.sort)
            for sort in state.SORTS
        ),
        groupings=(
            Link(gettext("相同报道合并"), state.to_url(question, grouped=True), question.grouped),
            Link(gettext("逐篇列出"), state.to_url(question, grouped=False), not question.grouped),
        ),
        sizes=tuple(Link(str(size), state.to_url(question, size=size), size == question.size) for size in state.SIZES),
        pager=pager(question, found.pages),
        literal=literal,
        literal_total=found.literal_total if literal else None,
        literal_url=state.to_url(question, text=literal, mode="exact"),
        varied=question.variants and bool(variant_forms(fold(literal))),
        smart_url=state.to_url(question, mode="smart"),
        last_url=state.to_url(question, page=found.pages) if found.pages and question.page > found.pages else "",
        json_url=state.to_url(question, endpoint="api.search", page=question.page),
        took_ms=found.took_ms,
    )


def chips(found: Answer) -> tuple[Chip, ...]:
    """The filters that are on, in the order of the facets and then of choice."""
    question = found.question
    return tuple(
        Chip(
            facet=gettext(field.label),
            label=value_label(field.name, value, found.facets.get(field.name, ())),
            remove_url=state.to_url(state.toggled(question, field.name, value)),
        )
        for field in FACET_FIELDS
        for value in question.filters.get(field.name, ())
    )


def value_label(facet: FacetName, value: str, counted: tuple[FacetValue, ...]) -> str:
    """What a reader sees for a chosen value, also where nothing was counted under it."""
    if facet == "date":
        return date_value_label(value)
    if facet == "region" and value not in {line.value for line in counted}:
        codes = regions.resolve_name(value)
        return "、".join(regions.label(code) for code in codes) or value
    return next((line.label for line in counted if line.value == value), value)


def pager(question: Question, pages: int) -> Pager | None:
    """The pager, or None where there is one page. First, last and two pages on either side are always in it."""
    pages = min(pages, state.PAGE_LIMIT)
    if pages < 2:
        return None
    here = min(question.page, pages)
    shown = sorted({1, pages, *range(max(here - 2, 1), min(here + 2, pages) + 1)})
    links: list[Link | None] = []
    for before, page in zip([0, *shown], shown):
        if page - before > 1:
            links.append(None)
        links.append(Link(str(page), state.to_url(question, page=page), page == question.page))
    return Pager(
        previous=state.to_url(question, page=here - 1) if here > 1 else "",
        next=state.to_url(question, page=here + 1) if here < pages else "",
        links=tuple(links),
    )


def _plain_text(question: Question) -> str:
    """The string to count literally: what is left of a smart question when its marks are read, if that is words
    of the full text alone, otherwise nothing."""
    tree = parse(question.text).tree
    return tree.text if question.mode == "smart" and isinstance(tree, Words) and tree.field == "text" else ""


def _hit(hit: AnswerHit, number: int, question: Question) -> HitView:
    article = hit.document.article
    return HitView(
        number=number,
        url=state.to_article(hit.document.id, question, position=number),
        script=language.script_of(article.title + article.body),
        title=hit.title,
        passages=hit.passages,
        source=article.source,
        date=date_view(article.date),
        page=page_text(article.page),
        section=article.section,
        place=next((region.name for region in hit.document.regions if region.primary), ""),
        copies=copy_views(hit.copies, question),
        copy_count=hit.copy_count,
    )
