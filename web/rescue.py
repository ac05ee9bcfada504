"""Ways out of an empty answer: what the reader could let go of, and how many articles that would find."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask_babel import gettext

from indexer.answer import Answer, Question
from web import archive, present, state

_TRIED = 6


@dataclass(frozen=True, slots=True)
class WayOut:
    """A changed question that finds ``total`` articles, and what the change is."""

    label: str
    url: str
    total: int


def ways_out(found: Answer) -> tuple[WayOut, ...]:
    """The changes that find something: helpful instead of exact, without one filter, without any."""
    tried = ((label, question, archive.total(question)) for label, question in _changes(found))
    return tuple(WayOut(label, state.to_url(question), total) for label, question, total in tried if total)


def _changes(found: Answer) -> Iterator[tuple[str, Question]]:
    question = replace(found.question, page=1)
    if question.mode == "exact":
        yield gettext("改用智能检索"), replace(question, mode="smart")
    chosen = [(name, value) for name, values in question.filters.items() for value in values]
    for name, value in chosen[:_TRIED]:
        label = present.value_label(name, value, found.facets.get(name, ()))
        yield gettext("去掉“%(value)s”", value=label), state.toggled(question, name, value)
    if len(chosen) > 1:
        yield gettext("去掉全部筛选"), state.without_filters(question)
