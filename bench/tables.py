"""What was measured, as tables in Markdown."""
from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence

from bench.fields import FieldsTook
from bench.measure import BARE, Measured
from bench.processes import Building


def p50(times: Sequence[float]) -> float:
    """The median."""
    return statistics.median(times)


def p95(times: Sequence[float]) -> float:
    """The time that 95 of 100 stay within."""
    return statistics.quantiles(times, n=20, method="inclusive")[18] if len(times) > 1 else times[0]


def building_table(built: Mapping[str, Building], measured: Measured) -> list[str]:
    """A line a peer; the first one is what the ratios are to."""
    first = next(iter(built.values()))
    lines = [
        "| | index s | ours / it | articles/s | characters/s | index / text | peak MB | opening ms | private MB |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, one in built.items():
        took = one.built
        lines.append(
            f"| {name} | {took.seconds:.1f} | {first.built.seconds / took.seconds:.2f} |"
            f" {took.documents / took.seconds:,.0f} | {took.characters / took.seconds:,.0f} |"
            f" {took.size / took.text_bytes:.2f} | {one.peak:,.0f} | {measured.opening[name] * 1000:,.1f} |"
            f" {measured.private[name]:,.0f} |"
        )
    return lines


def fields_table(fields: Mapping[str, FieldsTook], text_bytes: int) -> list[str]:
    """Two fields from cut tokens."""
    first = next(iter(fields.values()))
    lines = ["| two fields from cut tokens | seconds | ours / it | index / text |", "|---|---|---|---|"]
    for name, one in fields.items():
        ratio = first.seconds / one.seconds
        lines.append(f"| {name} | {one.seconds:.2f} | {ratio:.2f} | {one.size / text_bytes:.2f} |")
    return lines


def query_tables(measured: Measured) -> list[str]:
    """p50 and p95 of each class for each peer in milliseconds, and the ratios of the first peer to the others."""
    names = list(measured.times)
    faceted: list[str] = []
    bare: list[str] = []
    single: list[str] = []
    for kind in dict.fromkeys(sorted(ask.kind for ask in measured.asks)):
        (bare if kind.endswith(BARE) else single if "one character" in kind else faceted).append(kind)
    woken = measured.woken()
    rows = [
        (f"**all {sum(ask.kind in faceted for ask in measured.asks)}**", frozenset(faceted), measured),
        ("all, processes just woken", frozenset(faceted), woken),
        *((kind, frozenset([kind]), measured) for kind in faceted),
        ("**exact, no facets**", frozenset(bare), measured),
        ("exact, no facets, processes just woken", frozenset(bare), woken),
        *((kind, frozenset([kind]), measured) for kind in (*bare, *single)),
    ]
    heads = [f"{name} p50 / p95 ms" for name in names]
    ratios = [f"{names[0]} / {name}" for name in names[1:]]
    lines = [
        f"| class | matches p50 | {' | '.join([*heads, *ratios])} |",
        "|---" * (2 + len(heads) + len(ratios)) + "|",
    ]
    for row, kinds, timed in rows:
        matches = [total for ask, total in zip(measured.asks, measured.totals) if ask.kind in kinds]
        if not matches:
            continue
        cells = [row, f"{p50(matches):,.0f}"]
        cells += [_times(timed.of(name, kinds)) for name in names]
        cells += [_ratios(timed, names[0], name, kinds) for name in names[1:]]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def agreement(measured: Measured) -> list[str]:
    """How many answers were compared, and those that differ, twenty of them in full."""
    if not measured.compared:
        return ["No answers were compared: one peer alone."]
    first = next(iter(measured.times))
    lines = [
        f"Answers compared with those of {first} (total, number of hits, ten largest counts of each facet):"
        f" {measured.compared:,}; different: {len(measured.disagreements)}."
    ]
    return lines + [f"- {one}" for one in measured.disagreements[:20]]


def growth_table(smaller: Measured, larger: Measured, times: float) -> list[str]:
    """What each class costs more at ``times`` as many articles, for the first peer: linear growth is ``times``."""
    name = next(iter(larger.times))
    lines = [f"| class | {name} p50, times | p95, times |", "|---|---|---|"]
    for kind in dict.fromkeys(sorted(ask.kind for ask in larger.asks)):
        before, after = smaller.of(name, frozenset([kind])), larger.of(name, frozenset([kind]))
        if before and after:
            lines.append(f"| {kind} | {p50(after) / p50(before):.1f} | {p95(after) / p95(before):.1f} |")
    return [f"Growth with {times:g} times as many articles:", "", *lines]


def _times(times: Sequence[float]) -> str:
    return f"{p50(times):.2f} / {p95(times):.2f}" if times else "n/a"


def _ratios(measured: Measured, first: str, other: str, kinds: frozenset[str]) -> str:
    """Over the queries that the other one can answer."""
    pairs = [
        (mine, its)
        for ask, mine, its in zip(measured.asks, measured.times[first], measured.times[other])
        if ask.kind in kinds and mine is not None and its is not None
    ]
    if not pairs:
        return "n/a"
    mine, its = zip(*pairs)
    return f"{p50(mine) / p50(its):.2f} / {p95(mine) / p95(its):.2f}"
