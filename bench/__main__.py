"""Times indexing and searching and writes the table: ``python -m bench [--articles N] [--queries N]``."""
from __future__ import annotations

import os
import platform
import resource
import statistics
import subprocess
import tempfile
import time
from collections import defaultdict
from datetime import date
from importlib import metadata
from pathlib import Path

import click

from bench.news import real_items, write_lines
from bench.queries import cases
from indexer.answer import answer
from indexer.build import index_paths
from indexer.engines import open_engine

RESULTS = Path(__file__).resolve().parent / "RESULTS.md"


class _Clock:
    """Progress that notes when reading ended."""

    def __init__(self) -> None:
        self.read_until = 0.0

    def reading(self, name: str, done_bytes: int, all_bytes: int, articles: int) -> None:
        self.read_until = time.perf_counter()

    def indexing(self, done: int, all: int) -> None:
        """Only the end of it counts."""


@click.command()
@click.option("--articles", default=10_000, show_default=True, help="How many real articles to index.")
@click.option("--queries", default=15, show_default=True, help="How many queries of each class.")
@click.option("--keep/--no-keep", default=True, help="Write the table into RESULTS.md.")
def main(articles: int, queries: int, keep: bool) -> None:
    """Index real articles into a new archive, then ask it mixed questions, each with total, hits and four facets."""
    items = real_items(articles)
    characters = sum(len(item["title"]) + len(item["body"]) for item in items)
    with tempfile.TemporaryDirectory() as folder:
        listing, archive = Path(folder) / "items.jsonl", Path(folder) / "archive"
        write_lines(items, listing)
        clock = _Clock()
        started = time.perf_counter()
        index_paths([listing], archive, clock)
        done = time.perf_counter()
        engine = open_engine(f"embedded:{archive}")
        opening = time.perf_counter()
        engine.describe()
        opened = time.perf_counter()
        index_bytes = int(engine.describe().facts["index bytes"])
        took: dict[str, list[float]] = defaultdict(list)
        for case in cases(items, queries):
            before = time.perf_counter()
            answer(engine, case.question)
            took[case.kind].append((time.perf_counter() - before) * 1000)
        engine.close()
    text_bytes = sum(len((item["title"] + item["body"]).encode()) for item in items)
    reading, indexing = clock.read_until - started, done - clock.read_until
    lines = [
        f"## {date.today()}, commit {_commit()}, stock Whoosh codec",
        "",
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"Whoosh {metadata.version('Whoosh')}, rjieba {metadata.version('rjieba')}, numpy {metadata.version('numpy')}. "
        f"{len(items):,} real articles, {characters:,} characters.",
        "",
        "| | seconds | articles/s | characters/s |",
        "|---|---|---|---|",
        _rate("reading (files, entities, SQLite)", reading, len(items), characters),
        _rate("indexing (fold, cut, Whoosh)", indexing, len(items), characters),
        _rate("both", reading + indexing, len(items), characters),
        "",
        f"Opening the index: {(opened - opening) * 1000:.0f} ms. Index on disk / UTF-8 text: "
        f"{index_bytes / text_bytes:.1f}. Peak memory of the process: "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB.",
        "",
        "| question to answer, with snippets, total, ten hits and four facets | p50 ms | p95 ms |",
        "|---|---|---|",
        *(_percentiles(kind, times) for kind, times in sorted(took.items())),
        _percentiles("**all**", [one for times in took.values() for one in times]),
        "",
    ]
    table = "\n".join(lines)
    click.echo(table)
    if keep:
        head = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "# Results\n\nNewest last.\n"
        RESULTS.write_text(f"{head}\n{table}", encoding="utf-8")


def _rate(name: str, seconds: float, articles: int, characters: int) -> str:
    return f"| {name} | {seconds:.1f} | {articles / seconds:,.0f} | {characters / seconds:,.0f} |"


def _percentiles(name: str, times: list[float]) -> str:
    cuts = statistics.quantiles(times, n=20, method="inclusive")
    return f"| {name} | {statistics.median(times):.1f} | {cuts[18]:.1f} |"


def _commit() -> str:
    shown = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return shown.stdout.strip() or "unknown"


if __name__ == "__main__":
    main()
