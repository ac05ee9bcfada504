"""Where our own queries spend their time, by class, and how far that is from the memory's limit.

    python -m bench.profile --work DIR --articles N [--made]

asks the index that ``python -m bench --work DIR`` has built. The time is the median of five runs, the stages are those
of one run more, with clocks in it, and *rest* is the difference. *MB looked at* is the most that the query can have to
look at (whole lists of packed postings, lengths of the scored, codes and dates of the matching): where few documents
are sought in a long list it steps over most. *limit* is how long the machine needs to read as many from memory,
measured in the same run.
"""
from __future__ import annotations

import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

import click
import numpy as np

from bench.documents import Documents
from bench.measure import drawn
from bench.peers.ours import OurPeer
from bench.peers.ours import open as open_ours
from bench.peers.ours import request
from bench.queries import Ask
from indexer.engines.embedded import columns, evaluate, page, postings
from indexer.engines.embedded.sets import Documents as Found

STAGES = ("find", "filter", "facets", "score", "top ten")
ROUNDS = 5


@dataclass
class Meter:
    """Seconds by stage and bytes looked at, of one query."""

    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    bytes: int = 0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Adds the time of its context."""
        started = time.perf_counter()
        yield
        self.seconds[name] += time.perf_counter() - started


def bandwidth() -> float:
    """Bytes a second that one process reads from memory: the best of five sums over 256 MB."""
    numbers = np.ones(1 << 25, np.int64)
    best = float("inf")
    for _ in range(5):
        started = time.perf_counter()
        numbers.sum()
        best = min(best, time.perf_counter() - started)
    return numbers.nbytes / best


def measured(peer: OurPeer, ask: Ask) -> tuple[float, Meter]:
    """The median seconds of a query, and its stages and bytes in one further run."""
    wanted = request(ask)
    peer.answer(wanted)
    took = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        peer.answer(wanted)
        took.append(time.perf_counter() - started)
    meter = Meter()
    with _metered(meter):
        peer.answer(wanted)
    return statistics.median(took), meter


@contextmanager
def _metered(meter: Meter) -> Iterator[None]:
    """Times the stages and counts the bytes of whatever is asked in its context."""
    term_bytes = _term_bytes

    def timed(stage: str, inner: Callable[..., Any], size: Callable[..., int]) -> Callable[..., Any]:
        def outer(*arguments: Any) -> Any:
            with meter.stage(stage):
                found = inner(*arguments)
            meter.bytes += size(*arguments)
            return found

        return outer

    def looked_at(inner: Callable[..., Any]) -> Callable[..., Any]:
        def outer(of: postings.CountedPostings, number: int, *rest: Any) -> Any:
            meter.bytes += term_bytes(of, number)
            return inner(of, number, *rest)

        return outer

    def codes(column: columns.FacetColumn, among: Found, *_: object) -> int:
        return int(len(among) * (1 + len(column.codes) / max(len(column.code_ends), 1)) * 4)

    with ExitStack() as stack:
        for owner, name, stage, size in (
            (evaluate.Evaluation, "find", "find", lambda *_: 0),
            (columns.FacetColumn, "passing", "filter", codes),
            (columns.FacetColumn, "counts", "facets", codes),
            (evaluate.Evaluation, "score", "score", lambda _, __, found: len(found) * 4),
            (page, "first_by", "top ten", lambda total, *_: total * 4),
        ):
            stack.enter_context(mock.patch.object(owner, name, timed(stage, getattr(owner, name), size)))
        for name in ("docs", "counted", "among"):
            inner = getattr(postings.CountedPostings, name)
            stack.enter_context(mock.patch.object(postings.CountedPostings, name, looked_at(inner)))
        yield


def _term_bytes(of: postings.CountedPostings, number: int) -> int:
    ends = of._byte_ends
    return int(ends[number]) - (int(ends[number - 1]) if number else 0)


def profile_table(found: Mapping[str, list[tuple[float, Meter]]], rate: float) -> list[str]:
    """A line a class of query, times in milliseconds, medians."""
    lines = [
        f"| class | ms | {' | '.join(STAGES)} | rest | MB looked at | limit ms | ms / limit |",
        "|---|---|" + "---|" * (len(STAGES) + 4),
    ]
    for kind, rows in sorted(found.items()):
        total = statistics.median(took for took, _ in rows) * 1000
        stages = [statistics.median(meter.seconds[stage] for _, meter in rows) * 1000 for stage in STAGES]
        size = statistics.median(meter.bytes for _, meter in rows)
        limit = size / rate * 1000
        shown = " | ".join(f"{one:.2f}" for one in (*stages, max(total - sum(stages), 0.0)))
        lines.append(f"| {kind} | {total:.2f} | {shown} | {size / 1e6:.2f} | {limit:.3f} | {total / limit:,.0f} |")
    return lines


@click.command()
@click.option("--work", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
@click.option("--articles", type=click.IntRange(1), required=True)
@click.option("--made", is_flag=True)
@click.option("--queries", default=300, show_default=True)
def main(work: Path, articles: int, made: bool, queries: int) -> None:
    """Print the table for an index built by ``python -m bench --work``."""
    folder = work / f"{articles}{'-made' if made else ''}"
    documents = Documents(articles, None if made else folder / "documents.jsonl")
    peer = open_ours(folder / "ours")
    found: dict[str, list[tuple[float, Meter]]] = defaultdict(list)
    for ask in drawn(documents, queries):
        found[ask.kind].append(measured(peer, ask))
    rate = bandwidth()
    click.echo(f"{articles:,} articles; memory read at {rate / 1e9:.1f} GB/s.\n")
    click.echo("\n".join(profile_table(found, rate)))
    peer.close()


if __name__ == "__main__":
    main()
