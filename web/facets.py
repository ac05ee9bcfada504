"""Facets as data for a template: every value with its count, whether it is chosen, and the link that toggles it.

Beside the results a facet shows its most frequent values, the next ones folded away, and a link to a page with all
of them; in a tree the values under the top level are shown, and below that only under what the reader chose, because
an archive has ten thousand days and three thousand counties.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from indexer.answer import Answer, FacetValue, Question
from indexer.schema import FACET_FIELDS, UNDATED, FacetField, FacetName
from web import state
from web.citation import date_value_label

HEAD = 10
FOLDED = 40
LONG_ADDRESS = 600
"""Every value is a link that repeats the question. From this length on only those shown unasked are sent; the rest is
on the page with all of them."""


MOST_OF_ADDRESSES = 4_000_000
"""A page of all values has addresses of so many characters together at most."""


@dataclass(frozen=True, slots=True)
class FacetRow:
    """One value. ``share`` is its count in percent of the largest beside it, at least 1, for a bar.

    ``children`` may be fewer than there are; ``open`` says that they are shown unasked: the reader
    chose something among them, or asked for everything.
    """

    value: str
    label: str
    count: int
    selected: bool
    share: int
    toggle_url: str
    children: tuple[FacetRow, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows of a page of all values, and how many values there was no room for."""

    rows: tuple[FacetRow, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """One facet: ``head`` is shown, ``folded`` on request; ``all_url`` leads to all values where ``whole`` is not
    the case. ``total`` counts the values at the top level."""

    name: FacetName
    label: str
    head: tuple[FacetRow, ...]
    folded: tuple[FacetRow, ...]
    total: int
    whole: bool
    all_url: str
    selected: int


def groups(found: Answer) -> tuple[FacetGroup, ...]:
    """The facets of an answer, in the schema's order."""
    return tuple(_group(field, found.question, found.facets.get(field.name, ())) for field in FACET_FIELDS)


def every_value(found: Answer, facet: FacetName) -> Listed:
    """All values of one facet, to any depth. Where the address is so long that a page of them would weigh more than
    a few megabytes, the most frequent of the top level."""
    field = next(field for field in FACET_FIELDS if field.name == facet)
    counted = found.facets.get(facet, ())
    room = MOST_OF_ADDRESSES // len(state.to_url(found.question))
    if len(counted) <= room:
        return Listed(_Tree(field, found.question, counted, deep=True).rows(""), 0)
    tree = _Tree(field, found.question, counted, deep=False, brief=True)
    values = tree.values("")
    shown = values[:room]
    return Listed(tree.rows_of(shown, values, follow=False), len(counted) - len(shown))


def _group(field: FacetField, question: Question, counted: Sequence[FacetValue]) -> FacetGroup:
    brief = len(state.to_url(question)) >= LONG_ADDRESS
    tree = _Tree(field, question, counted, deep=False, brief=brief)
    values = tree.values("")
    # What the reader chose stays in sight, however rare it is.
    in_sight = [place < HEAD or tree.leads_to_choice(value) for place, value in enumerate(values)]
    head = tree.rows_of([value for value, seen in zip(values, in_sight) if seen], values)
    rest = [value for value, seen in zip(values, in_sight) if not seen]
    return FacetGroup(
        name=field.name,
        label=gettext(field.label),
        head=head,
        # Only what is shown becomes rows: an archive has thousands of leaders, and each row has an address to write.
        folded=() if brief else tree.rows_of(rest[:FOLDED], values, follow=False),
        total=len(values),
        whole=len(rest) <= (0 if brief else FOLDED) and not field.tree,
        all_url=state.to_facet(field.name, question),
        selected=len(question.filters.get(field.name, ())),
    )


class _Tree:
    """The counted values of one facet by their parent, and the rows made of them."""

    def __init__(
        self, field: FacetField, question: Question, counted: Sequence[FacetValue], deep: bool, brief: bool = False
    ) -> None:
        self._field = field
        self._question = question
        self._deep = deep
        self._brief = brief
        known = {value.value for value in counted}
        by_parent: Mapping[str, list[FacetValue]] = defaultdict(list)
        for value in counted:
            # A value whose parent was not counted stands at the top rather than nowhere.
            by_parent[value.parent if value.parent in known else ""].append(value)
        self._by_parent = by_parent
        self._on_path = self._chosen_and_above({value.value: value.parent for value in counted})
        # The province most written about is the newspaper's own: its parts are shown unasked.
        self._home = next(iter(by_parent[""]), None) if field.name == "region" and not brief else None

    def values(self, parent: str, depth: int = 0) -> list[FacetValue]:
        """The values under ``parent``: dates in calendar order (newest year first), all others as they come."""
        values = self._by_parent.get(parent, [])
        if self._field.name == "date":
            values = sorted(values, key=lambda value: value.value, reverse=depth == 0)
            values.sort(key=lambda value: value.value == UNDATED)
        return values

    def leads_to_choice(self, value: FacetValue) -> bool:
        """Whether the value is chosen, or one under it, or it is shown open unasked."""
        return value.selected or value.value in self._on_path or value is self._home

    def rows(self, parent: str, depth: int = 0) -> tuple[FacetRow, ...]:
        """The rows of all values under ``parent``."""
        values = self.values(parent, depth)
        return self.rows_of(values, values, depth)

    def rows_of(
        self, some: Sequence[FacetValue], among: Sequence[FacetValue], depth: int = 0, follow: bool = True
    ) -> tuple[FacetRow, ...]:
        """The rows of some of the values of one level; with what is under them, if they are to be followed."""
        largest = max((value.count for value in among), default=0)
        return tuple(self._row(value, largest, depth, follow) for value in some)

    def _row(self, value: FacetValue, largest: int, depth: int, follow: bool) -> FacetRow:
        followed = self._deep or (depth == 0 and follow and not self._brief) or value.value in self._on_path
        children = self.rows(value.value, depth + 1) if followed else ()
        return FacetRow(
            value=value.value,
            label=date_value_label(value.value, short=depth > 0) if self._field.name == "date" else value.label,
            count=value.count,
            selected=value.selected,
            share=max(1, round(100 * value.count / largest)) if largest else 1,
            toggle_url=state.to_url(state.toggled(self._question, self._field.name, value.value)),
            children=children,
            open=bool(children) and (self._deep or value.value in self._on_path or value is self._home),
        )

    def _chosen_and_above(self, parents: Mapping[str, str]) -> set[str]:
        path: set[str] = set()
        for value in self._question.filters.get(self._field.name, ()):
            while value and value not in path:
                path.add(value)
                value = parents.get(value, "")
        return path
