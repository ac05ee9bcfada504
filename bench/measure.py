"""The queries, put to all peers in turn, in one run."""
from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from bench.documents import Documents
from bench.peers import Answer
from bench.prepared import FACETS, largest, prepare
from bench.processes import Server
from bench.queries import SAMPLE, Ask, asks, one_character

ROUNDS = 3
"""Each query is timed so often, after one pass that is not; the median of the rounds is its time."""

BARE = " only"
"""Ends the class of an exact query that is asked once more without facets."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds by peer and query, in the order of ``asks``, None where a peer cannot answer (``times`` steady,
    ``first`` just woken, see ``processes.Timed``); what disagreed with ours, in words; by peer the seconds of opening
    and the private memory in MB after all queries."""

    asks: Sequence[Ask]
    times: Mapping[str, Sequence[float | None]]
    first: Mapping[str, Sequence[float | None]]
    totals: Sequence[int]
    disagreements: Sequence[str]
    compared: int
    opening: Mapping[str, float]
    private: Mapping[str, float]

    def of(self, name: str, kinds: frozenset[str]) -> list[float]:
        """A peer's times for the queries of these classes that it can answer."""
        pairs = zip(self.asks, self.times[name])
        return [time for ask, time in pairs if ask.kind in kinds and time is not None]

    def woken(self) -> Measured:
        """The same with the times of processes just woken."""
        return replace(self, times=self.first)


def drawn(documents: Documents, number: int) -> list[Ask]:
    """The queries for these documents: ``number`` mixed ones; then the exact ones among them once more without facets,
    and as many for one character as there are in a class."""
    sample = list(prepare(islice(documents.read(), SAMPLE)))
    mixed = asks(sample, number)
    exact = [replace(ask, facets=False, kind=ask.kind + BARE) for ask in mixed if ask.how == "string"]
    single = one_character(sample, len({id(ask) for ask in exact}) // 3)
    return [*mixed, *exact, *single]


def measure(names: Sequence[str], folder: Path, queries: Sequence[Ask], rounds: int = ROUNDS) -> Measured:
    """Puts each query to each peer before going on to the next query. The first of the names that can answer a query
    is what the others are compared with; one that nobody can answer counts as answered by nothing."""
    with ExitStack() as stack:
        servers = {name: stack.enter_context(closing(Server(name, folder, queries))) for name in names}
        took: dict[str, list[list[float]]] = {name: [[] for _ in queries] for name in names}
        woken: dict[str, list[list[float]]] = {name: [[] for _ in queries] for name in names}
        faults: list[str] = []
        totals: list[int] = []
        compared = 0
        for turn in range(rounds + 1):
            for number, ask in enumerate(queries):
                # Nobody always comes after the same one, whose work leaves the caches as they are.
                at = (number + turn) % len(names)
                answers: dict[str, Answer] = {}
                for name in (*names[at:], *names[:at]):
                    answered = servers[name].ask(number)
                    if answered:
                        answers[name] = answered.answer
                    if answered and turn:
                        took[name][number].append(answered.steady)
                        woken[name][number].append(answered.first)
                if not turn:
                    first = next((name for name in names if name in answers), "")
                    totals.append(answers[first].total if first else 0)
                    if not first:
                        continue
                    compared += len(answers) - 1
                    faults += differences(ask, answers, first)
        times = {name: _medians(took[name]) for name in names}
        just_woken = {name: _medians(woken[name]) for name in names}
        private = {name: server.private() for name, server in servers.items()}
        opening = {name: server.opening for name, server in servers.items()}
    return Measured(queries, times, just_woken, totals, faults, compared, opening, private)


def _medians(took: Sequence[Sequence[float]]) -> list[float | None]:
    return [statistics.median(one) if one else None for one in took]


def differences(ask: Ask, answers: Mapping[str, Answer], first: str) -> list[str]:
    """A sentence for each answer that differs from the first peer's."""
    expected = answers[first]
    found = {name: _difference(answer, expected) for name, answer in answers.items()}
    return [f"{name}: {what} in {first}: {_shown(ask)}" for name, what in found.items() if what]


def _difference(answer: Answer, expected: Answer) -> str:
    if answer.total != expected.total:
        return f"{answer.total} articles, {expected.total}"
    if len(answer.top) != len(expected.top):
        return f"{len(answer.top)} hits, {len(expected.top)}"
    counts = zip(FACETS, expected.facets, answer.facets)
    other = [facet for facet, mine, its in counts if largest(mine) != largest(its)]
    return f"other counts of {', '.join(other)} than" if other else ""


def _shown(ask: Ask) -> str:
    return f"{ask.kind}: {ask.text or ' '.join(ask.words)!r} {dict(ask.filters) or ''}".strip()
