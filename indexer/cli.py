"""The ``longwen`` command. Each subcommand reads its options, calls one function and prints what it returns.

Exit status: 0 for an answer, an empty one too; 2 for wrong usage; 1, with one clear line, for anything else.
"""
from __future__ import annotations

import errno
import logging
import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, replace
from importlib.metadata import entry_points
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.encoding import TOLD
from indexer import settings
from indexer.errors import ArchiveError, ArticleMissing, LongwenError
from indexer.printing import (
    Bars,
    beside,
    corrections_json,
    placed,
    print_answer,
    print_corrections,
    print_document,
    print_json,
    print_list,
    print_rejects,
    print_report,
    reject_json,
    removal_json,
    report_json,
)

# Each command imports what it uses, so that none waits for what only another needs.
if TYPE_CHECKING:
    from indexer.answer import Mode
    from indexer.engines.base import Engine
    from indexer.proof import Proof
    from indexer.query.request import Sort
    from indexer.schema import FacetName

_COMMANDS = "longwen.commands"
_AUTOMATIC = "auto"
_NO_RIGHT = (errno.EACCES, errno.EPERM, errno.EROFS)
_NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_SURROGATES = re.compile("[\ud800-\udfff]")


class _Text(click.types.StringParamType):
    """Text as typed. Bytes that are no text in the terminal's encoding become the replacement character."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return _SURROGATES.sub("\ufffd", super().convert(value, param, ctx))


_TEXT = _Text()

archive_option = click.option(
    "--archive",
    type=click.Path(path_type=Path, file_okay=False),
    default=lambda: settings.ARCHIVE.value(),
    help=f"The archive folder (default: ${settings.ARCHIVE.name} or {settings.ARCHIVE.default}).",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


class _Commands(click.Group):
    """The commands of this module and those that are registered elsewhere, which are loaded when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *(entry.name for entry in entry_points(group=_COMMANDS))})

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        return super().get_command(ctx, name) or next(
            (entry.load() for entry in entry_points(group=_COMMANDS, name=name)), None
        )


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="longwen")
def longwen() -> None:
    """Longwen 陇闻: full-text search for a newspaper's archive."""


@longwen.command("index")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@archive_option
@click.option(
    "--encoding",
    type=click.Choice((*TOLD, _AUTOMATIC)),
    help="What files that do not say it themselves are in, where not in UTF-8; kept for them until said otherwise.",
)
@click.option(
    "--forget-missing",
    is_flag=True,
    help="Take out what was read from files that are no longer there, where no other file holds it.",
)
@json_option
def index_command(
    paths: tuple[Path, ...], archive: Path, encoding: str | None, forget_missing: bool, as_json: bool
) -> None:
    """Take files and folders into the archive. What is already there as it is, is left alone."""
    from indexer.build import index_paths

    with Bars(hidden=as_json) as bars:
        report = index_paths(paths, archive, bars, "" if encoding == _AUTOMATIC else encoding, forget_missing)
    if as_json:
        print_json(report_json(report))
    else:
        print_report(report)


@longwen.command("remove")
@click.argument("ids", nargs=-1, required=True, type=_TEXT)
@archive_option
@click.option("--note", type=_TEXT, default="", help="Why; kept with the removal and shown by longwen stats.")
@click.option("--undo", is_flag=True, help="Take a removal back; longwen index then reads the article again.")
@json_option
def remove_command(ids: tuple[str, ...], archive: Path, note: str, undo: bool, as_json: bool) -> None:
    """Take articles out of the archive by their ids. They stay out, whatever is indexed again, until --undo."""
    from indexer.removal import remove, take_back

    report = take_back(archive, ids) if undo else remove(archive, ids, note)
    if as_json:
        done = [removal_json(one) for one in report.done]
        print_json({"taken_back" if undo else "removed": done, "unknown": list(report.unknown)})
    else:
        for one in report.done:
            click.echo(f"{'taken back' if undo else 'removed'}  {one.id}  {one.title}")
        if undo and report.done:
            click.echo("they come back when longwen index next runs over their files")
        for id in report.unknown:
            click.echo(f"there is no {'removal' if undo else 'article'} {id!r} in {archive}", err=True)
    if report.unknown:
        sys.exit(1)


class _Search(click.Command):
    """The command whose query may begin with a minus. No option begins with a Chinese character, so -天津 is a query
    that excludes it: its minus is written in full width, which means the same to the query and nothing to the option
    parser. What follows an option is its value, and left alone."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        taking = {name for one in self.params if isinstance(one, click.Option) and not one.is_flag for name in one.opts}
        before = ["", *args]
        plain = [word if last in taking else _plain(word) for last, word in zip(before, args)]
        return super().parse_args(ctx, plain)


def _plain(word: str) -> str:
    return f"－{word[1:]}" if word.startswith("-") and word[1:2] > "\x7f" else word


@longwen.command("search", cls=_Search)
@click.argument("query", default="", type=_TEXT)
@archive_option
@click.option("--exact", is_flag=True, help="Take the whole query as one literal string.")
@click.option("--leader", "leaders", type=_TEXT, multiple=True, help="Only with this leader (repeat for OR).")
@click.option("--region", "regions", type=_TEXT, multiple=True, help="Only this region, name or code (repeat for OR).")
@click.option("--date", "dates", type=_TEXT, multiple=True, help="2021, 2021-05, 2021-05-06, 2019..2021-05 or undated.")
@click.option("--source", "sources", type=_TEXT, multiple=True, help="Only this source (repeat for OR).")
@click.option("--reporter", "reporters", type=_TEXT, multiple=True, help="Only by this reporter (repeat for OR).")
@click.option("--sort", type=click.Choice(["relevance", "newest", "oldest"]), default="relevance", help="The order.")
@click.option("--page", type=click.IntRange(1), default=1, help="Which page of hits, from 1.")
@click.option("--size", type=click.IntRange(1, 1_000_000), default=10, help="Hits on a page.")
@click.option("--every", is_flag=True, help="List every article, the copies of a report as well.")
@click.option("--no-variants", is_flag=True, help="Do not look for other forms of press words.")
@json_option
def search_command(
    query: str,
    archive: Path,
    exact: bool,
    leaders: tuple[str, ...],
    regions: tuple[str, ...],
    dates: tuple[str, ...],
    sources: tuple[str, ...],
    reporters: tuple[str, ...],
    sort: Sort,
    page: int,
    size: int,
    every: bool,
    no_variants: bool,
    as_json: bool,
) -> None:
    """Search the archive."""
    from indexer.answer import Question, answer, answer_json

    given: dict[FacetName, tuple[str, ...]] = {
        "leader": leaders, "region": regions, "date": dates, "source": sources, "reporter": reporters
    }
    filters = {facet: values for facet, values in given.items() if values}
    mode: Mode = "exact" if exact else "smart"
    question = Question(query, mode, filters, sort, page, size, variants=not no_variants, grouped=not every)
    with _opened(archive) as engine:
        found = answer(engine, question)
    if as_json:
        print_json(answer_json(found))
    else:
        print_answer(found)


@longwen.command("show")
@click.argument("id", type=_TEXT)
@archive_option
@json_option
def show_command(id: str, archive: Path, as_json: bool) -> None:
    """Show an article by its id."""
    from indexer.answer import copies_of, document_json

    with _opened(archive) as engine:
        document = engine.fetch([id])[0]
        copies = copies_of(engine, id)
    if document is None:
        raise ArticleMissing(
            f"there is no article {id!r} in {archive}; longwen search shows ids, longwen stats what was removed"
        )
    if as_json:
        print_json({**document_json(document, copies), "path": _place(archive, id)})
    else:
        print_document(document, copies, _place(archive, id))


@longwen.command("explain-article")
@click.argument("article", type=_TEXT, metavar="FILE-or-ID")
@archive_option
@click.option(
    "--encoding",
    type=click.Choice(TOLD),
    help="What a file that does not say it itself is in, where not in UTF-8.",
)
@json_option
def explain_article_command(article: str, archive: Path, encoding: str | None, as_json: bool) -> None:
    """Show everything that is read in an article: where each field stood, the evidence and the rule of each date,
    region and leader, and every repair. A file is read as it lies there, and what of it cannot be read is told on
    standard error; anything else is the id of an article in the archive."""
    from corpus.article import Reject
    from indexer import corrections
    from indexer.explanation import explain, explanation_json, explanation_lines
    from indexer.intake import documents_in

    rejects: list[Reject] = []
    explained = []
    if Path(article).is_file():
        for item in documents_in(Path(article), encoding or ""):
            if isinstance(item, Reject):
                rejects.append(item)
            else:
                explained.append(explain(item))
    elif encoding:
        raise click.UsageError(f"--encoding is for a file, and {article!r} is none.")
    else:
        with _opened(archive) as engine:
            known = corrections.load(archive)
            explained = [explain(document, known) for document in engine.fetch([article]) if document]
    if not explained and rejects:
        raise ArticleMissing(f"no article can be read in {article}: {rejects[0].reason}")
    if not explained:
        raise ArticleMissing(f"{article!r} is neither a file nor the id of an article in {archive}")
    if as_json:
        print_json([explanation_json(one) for one in explained])
    else:
        click.echo("\n\n".join("\n".join(explanation_lines(one)) for one in explained))
    print_rejects([(one.file, one.line, one.reason) for one in rejects], err=True)


@longwen.command("analyze")
@click.argument("text", type=_TEXT)
@json_option
def analyze_command(text: str, as_json: bool) -> None:
    """Show what is read in a text: folded form, words, pairs, regions, leaders."""
    from indexer.analysis.fold import fold
    from indexer.analysis.grams import pairs
    from indexer.analysis.segment import tokens
    from indexer.entities.leaders import find_leaders
    from indexer.entities.regions import find_regions

    folded = fold(text)
    seen: dict[str, Any] = {
        "folded": folded,
        "words": [[token.text, token.start, token.end] for token in tokens(folded)],
        "pairs": pairs(folded),
        "regions": [{"code": r.code, "name": r.name, "surface": r.surface} for r in find_regions("", text)],
        "leaders": [{"name": p.name, "offices": p.offices, "roles": p.roles} for p in find_leaders("", text)],
    }
    if as_json:
        print_json(seen)
        return
    click.echo(f"folded   {folded}")
    click.echo("words    " + " ".join(f"{word}[{start}:{end}]" for word, start, end in seen["words"]))
    click.echo("pairs    " + " ".join(seen["pairs"]))
    click.echo("regions  " + " ".join(f"{r['name']}({r['code']}, {r['surface']})" for r in seen["regions"]))
    click.echo("leaders  " + " ".join(f"{p['name']}({beside(p)})" for p in seen["leaders"]))


@longwen.command("stats")
@archive_option
@json_option
def stats_command(archive: Path, as_json: bool) -> None:
    """Show what the archive holds and what was set aside."""
    from corpus.article import Reject
    from indexer.file_places import shown_place
    from indexer.known import KnownFile, Removal
    from indexer.ledger import Ledger

    with _opened(archive) as engine:
        held = engine.describe()
    counts = {"files": 0, "articles": 0, "rejects": 0}
    gone, removals, rejects, shared = list[KnownFile](), list[Removal](), list[tuple[KnownFile, Reject]](), set[str]()
    if (archive / "ledger.sqlite").exists():  # an archive restored without it holds its articles all the same
        with closing(Ledger(archive / "ledger.sqlite", only_read=True)) as ledger:
            counts, gone, removals = ledger.counts(), ledger.gone(), ledger.removals()
            rejects, shared = ledger.set_aside(), ledger.shared_names()
    elif not as_json:
        unknown = "which files were read and what was set aside is not known; restore it from a backup"
        click.echo(f"{archive / 'ledger.sqlite'} is not there: {unknown}", err=True)
    if as_json:
        listed = [reject_json(reject, shown_place(file.path)) for file, reject in rejects]
        shown = {
            "articles": held.documents,
            "searchable": held.indexed,
            "in_ledger": counts["articles"],
            "files": counts["files"],
            "rejects": counts["rejects"],
        }
        print_json({
            **shown,
            "facts": dict(held.facts),
            "missing": [shown_place(one.path) for one in gone],
            "removed": [removal_json(one) for one in removals],
            "set_aside": listed,
        })
        return
    click.echo(f"articles   {held.documents} ({held.indexed} searchable)")
    if counts["articles"] != held.documents and (archive / "ledger.sqlite").exists():
        click.echo(f"in ledger  {counts['articles']}, which is not as many; longwen verify names the difference")
    click.echo(f"files      {counts['files']}")
    if gone:
        click.echo(f"missing    {len(gone)} files that are no longer there; their articles are")
        print_list([shown_place(one.path) for one in gone])
    for name, fact in held.facts.items():
        click.echo(f"{name:10} {fact}")
    if removals:
        click.echo(f"removed    {len(removals)} articles")
        print_list([f"{one.day}  {one.id}  {one.title}{f'  ({one.note})' if one.note else ''}" for one in removals])
    click.echo(f"set aside  {counts['rejects']}")
    print_rejects([placed(r, f.name, shown_place(f.path) if f.name in shared else "") for f, r in rejects])


@longwen.command("rebuild")
@archive_option
@json_option
def rebuild_command(archive: Path, as_json: bool) -> None:
    """Read regions and leaders anew and build the index afresh, aside; the present one serves until it is done."""
    from indexer.build import check_corrections, rebuild

    with Bars(hidden=as_json) as bars:
        changed = rebuild(archive, bars)
    known = check_corrections(archive)
    if as_json:
        shown = {"replaced": changed.replaced, "unchanged": changed.unchanged}
        print_json({**shown, "corrections": corrections_json(known)})
    else:
        click.echo(f"rebuilt: {changed.replaced} articles read differently, {changed.unchanged} as before")
        print_corrections(known)


@longwen.command("verify")
@archive_option
@click.option(
    "--strings",
    type=click.IntRange(0, 10_000),
    default=100,
    help="How many strings to prove, at most one of each article (default 100).",
)
@click.option("--seed", type=int, default=0, help="Which strings to draw (default 0).")
@json_option
def verify_command(archive: Path, strings: int, seed: int, as_json: bool) -> None:
    """Check documents, index and ledger against each other, and prove counts on strings drawn from the articles: exact
    search against a plain scan, simplified against traditional script. The counts of all facets are compared too."""
    with _opened(archive) as engine, Bars(hidden=as_json) as bars:
        found = engine.verify()
        proof = _proved(engine, archive, strings, seed, bars)
    faults = (*found.faults, *proof.faults)
    if as_json:
        shown = asdict(proof) | {"articles": found.checked, "faults": list(faults)}
        print_json({"articles": shown.pop("articles"), **shown})
    else:
        for fault in faults:
            click.echo(fault, err=True)
        click.echo(f"{found.checked} articles checked, {len(found.faults)} faults")
        click.echo(
            f"{proof.strings} strings proved, found {proof.occurrences} times, {proof.other_script} of them in the "
            f"other script too; {proof.values} values of facets counted; {proof.in_ledger} articles looked up in the "
            f"ledger; {len(proof.faults)} faults"
        )
    if faults:
        sys.exit(1)


def _proved(engine: Engine, archive: Path, strings: int, seed: int, bars: Bars) -> Proof:
    from indexer import corrections
    from indexer.ledger import Ledger
    from indexer.proof import prove

    path, known = archive / "ledger.sqlite", corrections.load(archive)
    if not path.exists():
        proof = prove(engine, strings, seed, None, known, bars.checking)
        return replace(proof, faults=(f"there is no {path}; restore it from a backup", *proof.faults))
    with closing(Ledger(path, only_read=True)) as ledger:
        return prove(engine, strings, seed, ledger, known, bars.checking)


def main() -> None:
    """Runs the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal in GBK lacks some of what archives hold
            stream.reconfigure(errors="replace")
    words = sys.argv[1:]
    command = next((word for word in words if not word.startswith("-")), "")
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        status = longwen.main(words, prog_name="longwen", standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
    except click.UsageError as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        click.echo("interrupted", err=True)
        sys.exit(1)
    except (LongwenError, OSError, sqlite3.Error, click.ClickException) as error:
        click.echo(f"longwen: {_why(error, command)}", err=True)
        sys.exit(1)


def _why(error: Exception, command: str) -> str:
    full = isinstance(error, sqlite3.OperationalError) and "full" in str(error)
    if full or (isinstance(error, OSError) and error.errno in _NO_SPACE):
        kept = ": what was taken in so far is kept" if command in ("index", "rebuild") else ""
        return f"the disk is full; free some space and run the command again{kept}"
    if isinstance(error, sqlite3.Error):
        return f"the archive's files cannot be read or written ({error}); check the disk, then run longwen verify"
    if isinstance(error, OSError) and error.errno in _NO_RIGHT and error.filename:
        return (
            f"{error.filename} cannot be read or written ({error.strerror}); give this user the right to, or run the "
            "command as the user who has it"
        )
    return str(error)


@contextmanager
def _opened(archive: Path) -> Iterator[Engine]:
    from indexer.engines import open_engine

    engine = open_engine(f"embedded:{archive}")
    try:
        yield engine
    finally:
        engine.close()


def _place(archive: Path, id: str) -> str:
    """Where the file of an article lies, or lay; empty where that is not known."""
    from indexer.file_places import shown_place
    from indexer.ledger import Ledger

    if not (archive / "ledger.sqlite").exists():
        return ""
    try:
        with closing(Ledger(archive / "ledger.sqlite", only_read=True)) as ledger:
            known = ledger.article(id)
            return shown_place(known.path) if known else ""
    except ArchiveError:  # an article can be read without
        return ""
