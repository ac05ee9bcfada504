"""Stretches of a text that a page marks or leads to: laid into one another, so that HTML can hold them.

A reader's words are marked (``mark``), the places that a reading rests on can be gone to (``place``). Both may overlap.
"""
from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from typing import Literal

Kind = Literal["place", "mark"]


@dataclass(frozen=True, order=True, slots=True)
class Stretch:
    """``text[start:end]`` of a text, to be marked or gone to; ``id`` is its name on the page, if it has one."""

    start: int
    end: int
    kind: Kind
    id: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in which nothing begins or ends: what begins before it, from the outside in, and what ends
    behind it, from the inside out."""

    text: str
    begin: tuple[Stretch, ...] = ()
    end: tuple[Stretch, ...] = ()


def lines_of(text: str, stretches: Sequence[Stretch] = ()) -> tuple[tuple[Piece, ...], ...]:
    """The text line by line in pieces, without empty lines and without the space around a line. A stretch over a
    line's end goes on in the next; its id stands where it begins. Of several with one id the first keeps it."""
    bounds = _bounds(text)
    starts = [start for start, _ in bounds]
    held: defaultdict[int, list[Stretch]] = defaultdict(list)
    given: set[str] = set()
    for one in sorted(stretches):
        for number in range(max(0, bisect_right(starts, one.start) - 1), len(bounds)):
            start, end = bounds[number]
            if start >= one.end:
                break
            part = replace(one, start=max(one.start, start) - start, end=min(one.end, end) - start)
            if part.start < part.end:
                held[number].append(replace(part, id="") if part.id in given else part)
                given.add(part.id)
    return tuple(pieces(text[start:end], held[number]) for number, (start, end) in enumerate(bounds))


def pieces(text: str, stretches: Sequence[Stretch] = ()) -> tuple[Piece, ...]:
    """The text in pieces, so that what begins within a stretch also ends within it."""
    begin: defaultdict[int, list[Stretch]] = defaultdict(list)
    end: defaultdict[int, list[Stretch]] = defaultdict(list)
    for one in _nested(stretches):
        begin[one.start].append(one)
        end[one.end].insert(0, one)
    edges = sorted({0, len(text), *begin, *end})
    return tuple(
        Piece(text[first:last], tuple(begin[first]), tuple(end[last])) for first, last in zip(edges, edges[1:])
    )


def _bounds(text: str) -> list[tuple[int, int]]:
    bounds, start = [], 0
    for line in text.split("\n"):
        inner = line.strip()
        if inner:
            begin = start + len(line) - len(line.lstrip())
            bounds.append((begin, begin + len(inner)))
        start += len(line) + 1
    return bounds


def _nested(stretches: Sequence[Stretch]) -> list[Stretch]:
    """The stretches, outer ones first, none crossing another's end: one that would is cut there and goes on behind."""
    waiting = [(one.start, -one.end, one.kind == "mark", one) for one in stretches]
    heapify(waiting)
    nested: list[Stretch] = []
    ends: list[int] = []
    while waiting:
        one = heappop(waiting)[-1]
        while ends and ends[-1] <= one.start:
            ends.pop()
        if ends and ends[-1] < one.end:
            rest = replace(one, start=ends[-1], id="")
            heappush(waiting, (rest.start, -rest.end, rest.kind == "mark", rest))
            one = replace(one, end=ends[-1])
        ends.append(one.end)
        nested.append(one)
    return nested
