"""SQLite FTS5: in every Python, one file.

Settings: two contentless tables, ``cut`` with our pre-cut words (unicode61 without diacritic folding, ``.`` inside
numbers) and ``grams`` with the trigram tokenizer over the folded text, each merged by ``optimize``; facet values are
whole numbers in WITHOUT ROWID tables, clustered by article for counting, indexed by value for filtering. Where facets
or the order of dates are wanted, the matching row ids go into a temporary table in memory once, from which total, GROUP
BY and order are taken; otherwise the total is FTS5's own count. The top ten by relevance are FTS5's own ``ORDER BY
rank``. CROSS JOIN fixes the order of joins, as SQLite guesses it wrong by a factor of five. 256 MB of page cache,
memory-mapped reading. Trigrams cannot answer strings of one and two characters.
"""
from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from bench.peers import Answer, Built
from bench.peers.tally import Tally
from bench.prepared import FACETS, SHOWN, Prepared, counted, prepare
from bench.queries import Ask
from indexer.document import Document
from indexer.schema import FacetName

_TABLES = """
CREATE VIRTUAL TABLE cut USING fts5(text, content='', detail=column,
  tokenize="unicode61 remove_diacritics 0 tokenchars '.'");
CREATE VIRTUAL TABLE grams USING fts5(text, content='', tokenize="trigram case_sensitive 1");
CREATE TABLE articles (number INTEGER PRIMARY KEY, id TEXT NOT NULL, day INTEGER NOT NULL);
""" + "".join(
    f"CREATE TABLE {facet} (number INTEGER, code INTEGER, PRIMARY KEY (number, code)) WITHOUT ROWID;"
    f"CREATE TABLE {facet}_values (code INTEGER PRIMARY KEY, value TEXT UNIQUE, counted INTEGER);"
    for facet in FACETS
)


def build(documents: Iterable[Document], folder: Path) -> Built:
    """One file, ``fts5.sqlite``, in the folder; written in one transaction, as a bulk load is."""
    folder.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(folder / "fts5.sqlite", isolation_level=None)
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-256000;" + _TABLES)
    tally = Tally()
    codes: dict[FacetName, dict[str, int]] = {facet: {} for facet in FACETS}
    connection.execute("BEGIN")
    for one in prepare(tally.through(documents)):
        _insert(connection, one, codes)
    for facet, known in codes.items():
        rows = ((code, value, counted(facet, value)) for value, code in known.items())
        connection.executemany(f"INSERT INTO {facet}_values VALUES (?,?,?)", rows)
        connection.execute(f"CREATE INDEX {facet}_by_code ON {facet} (code, number)")
    connection.execute("COMMIT")
    for table in ("cut", "grams"):
        connection.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")
    connection.execute("ANALYZE")
    seconds = tally.seconds
    connection.close()
    size = (folder / "fts5.sqlite").stat().st_size
    return Built(tally.documents, tally.characters, tally.text_bytes, seconds, size)


def _insert(connection: sqlite3.Connection, one: Prepared, codes: dict[FacetName, dict[str, int]]) -> None:
    connection.execute("INSERT INTO cut (rowid, text) VALUES (?,?)", (one.number, " ".join(one.words)))
    connection.execute("INSERT INTO grams (rowid, text) VALUES (?,?)", (one.number, one.text))
    connection.execute("INSERT INTO articles VALUES (?,?,?)", (one.number, one.id, one.day))
    for facet, values in one.facets.items():
        known = codes[facet]
        numbers = sorted(known.setdefault(value, len(known)) for value in values)
        connection.executemany(f"INSERT INTO {facet} VALUES (?,?)", [(one.number, code) for code in numbers])


def open(folder: Path) -> FtsPeer:
    """Opens the file."""
    return FtsPeer(folder)


@dataclass(frozen=True, slots=True)
class _Query:
    """``groups`` pairs the filters to hold with the facets to count under them; the first holds all filters."""

    table: str
    match: str
    codes: Mapping[FacetName, int]
    groups: Sequence[tuple[tuple[FacetName, ...], tuple[FacetName, ...]]]
    newest: bool


class FtsPeer:
    """Answers from the file."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / "fts5.sqlite", isolation_level=None)
        self._connection.executescript(
            "PRAGMA cache_size=-256000; PRAGMA mmap_size=17179869184; PRAGMA temp_store=MEMORY;"
            "CREATE TEMP TABLE found (number INTEGER PRIMARY KEY);"
        )

    def ready(self, ask: Ask) -> _Query | None:
        if ask.how == "string":
            if len(ask.text) < 3:
                return None
            table, match = "grams", _quoted(ask.text)
        else:
            table, match = "cut", (" AND " if ask.how == "all" else " OR ").join(map(_quoted, ask.words))
        everything = tuple(ask.filters)
        groups: dict[tuple[FacetName, ...], tuple[FacetName, ...]] = {everything: ()}
        for facet in FACETS if ask.facets else ():
            others = tuple(other for other in everything if other != facet)
            groups[others] = (*groups.get(others, ()), facet)
        codes = {facet: self._code(facet, value) for facet, value in ask.filters.items()}
        return _Query(table, match, codes, tuple(groups.items()), ask.sort == "newest")

    def answer(self, query: object) -> Answer:
        asked = cast(_Query, query)
        run = self._connection.execute
        total, top = 0, tuple[str, ...]()
        counts: dict[FacetName, dict[str, int]] = {}
        for at, (filters, facets) in enumerate(asked.groups):
            passing, codes = _passing(asked, filters)
            matching = f"FROM {asked.table} WHERE {asked.table} MATCH ?{passing}"
            aside = bool(facets) or asked.newest
            if aside:
                run("DELETE FROM found")
                run(f"INSERT INTO found SELECT rowid {matching}", (asked.match, *codes))
            if at == 0:
                if aside:
                    total = run("SELECT count(*) FROM found").fetchone()[0]
                else:
                    total = run(f"SELECT count(*) {matching}", (asked.match, *codes)).fetchone()[0]
                if asked.newest:
                    named = "SELECT id FROM found CROSS JOIN articles USING (number)"
                    rows = run(f"{named} ORDER BY day DESC, number LIMIT 10")
                else:
                    best = f"SELECT rowid AS number, rank AS score {matching} ORDER BY rank LIMIT 10"
                    named = f"SELECT id FROM ({best}) JOIN articles USING (number) ORDER BY score"
                    rows = run(named, (asked.match, *codes))
                top = tuple(id for (id,) in rows)
            for facet in facets:
                times = f"SELECT code, count(*) AS times FROM found CROSS JOIN {facet} USING (number) GROUP BY code"
                largest = "WHERE counted ORDER BY times DESC LIMIT ?"
                named = f"SELECT value, times FROM ({times}) CROSS JOIN {facet}_values USING (code)"
                counts[facet] = dict(run(f"{named} {largest}", (SHOWN,)))
        return Answer(total, top, tuple(counts[facet] for facet in FACETS if facet in counts))

    def close(self) -> None:
        self._connection.close()

    def _code(self, facet: FacetName, value: str) -> int:
        row = self._connection.execute(f"SELECT code FROM {facet}_values WHERE value=?", (value,)).fetchone()
        return int(row[0]) if row else -1


def _passing(asked: _Query, filters: Sequence[FacetName]) -> tuple[str, list[int]]:
    """The conditions, to be written after the match, and their parameters. The plus keeps SQLite from looking up each
    row of the filter in the full-text table, which takes a hundred times as long."""
    conditions = [f" AND +rowid IN (SELECT number FROM {facet} WHERE code=?)" for facet in filters]
    return "".join(conditions), [asked.codes[facet] for facet in filters]


def _quoted(text: str) -> str:
    escaped = text.replace('"', '""')
    return f'"{escaped}"'
