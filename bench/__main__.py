"""Runs this project and its peers on one machine in one run and writes the tables: ``python -m bench --help``."""
from __future__ import annotations

import json
import os
import platform
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from functools import cache
from importlib import metadata
from itertools import islice
from pathlib import Path

import click

from bench.documents import Documents, some_documents
from bench.fields import two_fields
from bench.measure import Measured, drawn, measure
from bench.peers import MODULES, Built
from bench.processes import Building, build_apart
from bench.tables import agreement, building_table, fields_table, growth_table, query_tables

RESULTS = Path(__file__).resolve().parent / "RESULTS.md"
FIELDS_ARTICLES = 20_000
"""At most so many articles for the indexing of two fields alone, as all their tokens are in memory."""

_HOW = """Every query gives total, first ten and, unless it says otherwise, three facets; ratios are p50 / p95 over the
queries that both can answer. Each peer is a process, asked in turn, query by query; a time is the median of three
rounds, each the median of three runs right after a first one; "just woken" are those first ones. How each peer is set
is said in its module in `bench/peers/`; "whoosh" counts facets from lists made when it is opened, "whoosh groupedby"
by Whoosh's own means."""


@click.command()
@click.option(
    "--articles",
    type=click.IntRange(1),
    multiple=True,
    default=[10_000],
    show_default=True,
    help="How many; repeatable.",
)
@click.option("--made", is_flag=True, help="Made-up articles even where the real ones are at hand.")
@click.option("--peer", "names", type=click.Choice(list(MODULES)), multiple=True, help="Only these, ours first.")
@click.option("--without", type=click.Choice(list(MODULES)), multiple=True, help="Leave these out.")
@click.option("--queries", default=300, show_default=True, help="How many mixed queries.")
@click.option("--work", type=click.Path(file_okay=False, path_type=Path), help="Keep indexes here and use them again.")
@click.option("--again", type=click.Choice(list(MODULES)), multiple=True, help="Build these anew in --work.")
@click.option("--keep/--no-keep", default=True, help="Write the tables into RESULTS.md.")
def main(
    articles: tuple[int, ...],
    made: bool,
    names: tuple[str, ...],
    without: tuple[str, ...],
    queries: int,
    work: Path | None,
    again: tuple[str, ...],
    keep: bool,
) -> None:
    """Index the same articles with every peer, put the same queries to all of them in turn, and compare."""
    chosen = [name for name in names or MODULES if name not in without]
    if not chosen:
        raise click.UsageError("no peer is left to measure; take one out of --without.")
    with tempfile.TemporaryDirectory() as aside:
        runs: list[tuple[int, Measured]] = []
        for number in articles:
            folder = (work or Path(aside)) / f"{number}{'-made' if made else ''}"
            folder.mkdir(parents=True, exist_ok=True)
            documents = some_documents(number, made, folder)
            lines, measured = _run(documents, chosen, queries, folder, again)
            runs.append((documents.number, measured))
            if len(runs) > 1:
                fewer, smaller = runs[0]
                lines += ["", *growth_table(smaller, measured, documents.number / fewer)]
            _publish(lines, keep)


def _run(
    documents: Documents, names: Sequence[str], queries: int, folder: Path, again: Sequence[str]
) -> tuple[list[str], Measured]:
    built = {}
    for name in names:
        click.echo(f"{documents.number:,} {documents.kind} articles: {name} …", err=True)
        built[name] = _built(name, documents, folder, name in again)
    click.echo("queries …", err=True)
    measured = measure(names, folder, drawn(documents, queries))
    lines = [_heading(documents), "", *building_table(built, measured), "", *_built_by(built)]
    if "tantivy" in names:
        click.echo("two fields …", err=True)
        some = list(islice(documents.read(), FIELDS_ARTICLES))
        text_bytes = sum(len(one.text.encode("utf-8", "surrogatepass")) for one in some)
        lines += [f"Of {len(some):,} articles:", "", *fields_table(two_fields(some), text_bytes), ""]
    return [*lines, _HOW, "", *query_tables(measured), "", *agreement(measured)], measured


def _built(name: str, documents: Documents, folder: Path, again: bool) -> Building:
    """Builds, or takes what an earlier run built in the same folder; a module's peers share what it built."""
    home = MODULES[name][0].rpartition(".")[2]
    note = folder / f"{home}.json"
    if note.exists() and not again:
        found = json.loads(note.read_text(encoding="utf-8"))
        return Building(Built(**found["built"]), found["peak"], found.get("commit", "not noted"))
    note.unlink(missing_ok=True)
    shutil.rmtree(folder / home, ignore_errors=True)
    building = replace(build_apart(name, documents, folder), commit=_commit())
    note.write_text(json.dumps(asdict(building)), encoding="utf-8")
    return building


def _built_by(built: Mapping[str, Building]) -> list[str]:
    """A sentence where an index was not built by the commit that the table is headed with, else nothing."""
    others = [f"{name} by {one.commit}" for name, one in built.items() if one.commit != _commit()]
    return [f"Built in an earlier run: {', '.join(others)}.", ""] if others else []


def _heading(documents: Documents) -> str:
    versions = [f"{name} {_version(name)}" for name in ("Whoosh", "tantivy", "numpy", "numba", "rjieba")]
    return "\n".join(
        [
            f"## {date.today()}, commit {_commit()}: {documents.number:,} {documents.kind} articles",
            "",
            f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()},"
            f" SQLite {sqlite3.sqlite_version}, {', '.join(versions)}.",
        ]
    )


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "absent"


@cache  # asked before anything is written: RESULTS.md is part of the checkout
def _commit() -> str:
    shown = subprocess.run(
        ["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False, cwd=RESULTS.parent
    )
    return shown.stdout.strip() or "unknown"


def _publish(lines: Sequence[str], keep: bool) -> None:
    table = "\n".join(lines) + "\n"
    click.echo(table)
    if keep:
        head = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "# Results\n\nNewest last.\n"
        RESULTS.write_text(f"{head}\n{table}", encoding="utf-8")


if __name__ == "__main__":
    main()
