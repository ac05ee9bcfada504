"""Ways out of an empty answer: which word is to blame, what the reader could let go of, and how much that would find.

Everything offered was counted, and finds something.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext

from indexer.analysis.fold import fold
from indexer.analysis.segment import words
from indexer.answer import Answer, Question
from indexer.query.parse import parse
from indexer.query.tree import And, Everything, Node, Not, Or, Words
from web import archive, present, state

_FILTERS_TRIED = 6
_WORDS_TRIED = 24


@dataclass(frozen=True, slots=True)
class WordAlone:
    """One word of the question, and how many articles of the whole archive it finds by itself."""

    text: str
    url: str
    total: int


@dataclass(frozen=True, slots=True)
class WayOut:
    """A changed question that finds ``total`` articles, and what the change is."""

    label: str
    url: str
    total: int


@dataclass(frozen=True, slots=True)
class Rescue:
    """What the page without hits offers. ``words`` is empty where there is but one, and no filter beside it."""

    words: tuple[WordAlone, ...] = ()
    ways: tuple[WayOut, ...] = ()


def rescue(found: Answer) -> Rescue:
    """What helps where nothing was found."""
    question = replace(found.question, page=1)
    tree = Words(question.text) if question.mode == "exact" and question.text else parse(question.text).tree
    parts = _parts(tree)
    alone = [(part, Question(text=str(part), variants=question.variants)) for part in parts]
    counted = [(part, asked, archive.total(asked)) for part, asked in alone]
    changes = [*_without_filters(found), *_other_words(question, tree, [(part, total) for part, _, total in counted])]
    ways: dict[str, WayOut] = {}
    for label, changed in changes:
        url = state.to_url(changed)
        total = 0 if url in ways else archive.total(changed)
        if total:
            ways[url] = WayOut(label, url, total)
    telling = len(counted) > 1 or bool(question.filters)
    shown = (WordAlone(_as_typed(part), state.to_url(asked), total) for part, asked, total in counted)
    return Rescue(tuple(shown) if telling else (), tuple(ways.values()))


def _without_filters(found: Answer) -> Iterator[tuple[str, Question]]:
    question = replace(found.question, page=1)
    if not question.text:
        yield gettext("全部文章"), Question()
    elif question.mode == "exact":
        yield gettext("改用智能检索"), replace(question, mode="smart")
    chosen = [(name, value) for name, values in question.filters.items() for value in values]
    for name, value in chosen[:_FILTERS_TRIED]:
        label = present.value_label(name, value, found.facets.get(name, ()))
        yield gettext("去掉“%(value)s”", value=label), state.toggled(question, name, value)
    if len(chosen) > 1:
        yield gettext("去掉全部筛选"), state.without_filters(question)


def _other_words(
    question: Question, tree: Node, counted: Sequence[tuple[Node, int]]
) -> Iterator[tuple[str, Question]]:
    """Fewer words, or any of them instead of all; where that finds nothing under the filters, without these too."""
    known = [part for part, total in counted if total]
    changes: list[tuple[str, str]] = []
    if isinstance(tree, And) and any(isinstance(part, Not) for part in tree.parts):
        kept = [part for part in tree.parts if not isinstance(part, Not)]
        changes.append((gettext("不排除任何词"), str(And(tuple(kept))) if kept else ""))
    if 0 < len(known) < len(counted) and not isinstance(tree, Or):
        changes.append((gettext("去掉一篇也找不到的词"), " ".join(map(str, known))))
    if len(known) > 1:
        changes.append((gettext("有其中任一个词就算（OR）"), " OR ".join(map(str, known))))
    for label, text in changes:
        changed = replace(question, text=text, mode="smart")
        yield label, changed
        if question.filters:
            yield gettext("%(change)s，并去掉全部筛选", change=label), state.without_filters(changed)


def _parts(tree: Node) -> tuple[Node, ...]:
    """What the question asks for, part by part; a text without spaces is taken apart into its words."""
    parts = tuple(dict.fromkeys(_leaves(tree)))
    if len(parts) == 1 and isinstance(parts[0], Words):
        parts = _words_of(parts[0]) or parts
    return parts[:_WORDS_TRIED]


def _leaves(node: Node) -> Iterator[Node]:
    if isinstance(node, (And, Or)):
        for part in node.parts:
            yield from _leaves(part)
    elif not isinstance(node, (Not, Everything)):
        yield node


def _words_of(run: Words) -> tuple[Node, ...]:
    """The words of a run of text as they are typed, without those that are a part of another."""
    folded = fold(run.text)
    found = tuple(dict.fromkeys(words(folded)))
    whole = [word for word in found if not any(word in other for other in found if other != word)]
    return tuple(Words(run.text[(at := folded.index(word)):at + len(word)], run.field) for word in whole)


def _as_typed(part: Node) -> str:
    return part.text if isinstance(part, Words) and part.field == "text" else str(part)
