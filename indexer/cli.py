"""The ``longwen`` command. Each subcommand reads its options, calls one function and prints what it returns.

Exit status: 0 for an answer, an empty one too; 2 for wrong usage; 1, with one clear line, for anything else.
"""
from __future__ import annotations

import errno
import json
import logging
import re
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import click

from corpus.article import Reject
from corpus.encoding import TOLD
from indexer import settings
from indexer.analysis.fold import fold
from indexer.analysis.grams import pairs
from indexer.analysis.segment import tokens
from indexer.answer import Answer, Mode, Question, answer, answer_json, copies_of, document_json
from indexer.build import check_corrections, index_paths, rebuild
from indexer.document import Document
from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.entities.leaders import find_leaders
from indexer.entities.regions import find_regions
from indexer.errors import ArticleMissing, LongwenError
from indexer.explanation import correction_lines, explain, explanation_json, explanation_lines
from indexer.intake import documents_in
from indexer.ledger import Ledger
from indexer.proof import prove
from indexer.query.request import Sort
from indexer.report import CorrectionReport, Report
from indexer.schema import FACET_NAMES, FacetName

_SHOWN_REJECTS = 20
_AUTOMATIC = "auto"
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


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
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
@json_option
def index_command(paths: tuple[Path, ...], archive: Path, encoding: str | None, as_json: bool) -> None:
    """Take files and folders into the archive. What is already there as it is, is left alone."""
    with _Bars(hidden=as_json) as bars:
        report = index_paths(paths, archive, bars, "" if encoding == _AUTOMATIC else encoding)
    if as_json:
        _print_json(_report_json(report))
    else:
        _print_report(report)


@longwen.command("search")
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
    given: dict[FacetName, tuple[str, ...]] = {
        "leader": leaders, "region": regions, "date": dates, "source": sources, "reporter": reporters
    }
    filters = {facet: values for facet, values in given.items() if values}
    mode: Mode = "exact" if exact else "smart"
    question = Question(query, mode, filters, sort, page, size, variants=not no_variants, grouped=not every)
    with _opened(archive) as engine:
        found = answer(engine, question)
    if as_json:
        _print_json(answer_json(found))
    else:
        _print_answer(found)


@longwen.command("show")
@click.argument("id", type=_TEXT)
@archive_option
@json_option
def show_command(id: str, archive: Path, as_json: bool) -> None:
    """Show an article by its id."""
    with _opened(archive) as engine:
        document = engine.fetch([id])[0]
        copies = copies_of(engine, id)
    if document is None:
        raise ArticleMissing(f"there is no article {id!r} in {archive}; ids are shown by longwen search")
    if as_json:
        _print_json(document_json(document, copies))
    else:
        _print_document(document, copies)


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
            explained = [explain(document) for document in engine.fetch([article]) if document]
    if not explained and rejects:
        raise ArticleMissing(f"no article can be read in {article}: {rejects[0].reason}")
    if not explained:
        raise ArticleMissing(f"{article!r} is neither a file nor the id of an article in {archive}")
    if as_json:
        _print_json([explanation_json(one) for one in explained])
    else:
        click.echo("\n\n".join("\n".join(explanation_lines(one)) for one in explained))
    _print_rejects([(one.file, one.line, one.reason) for one in rejects], err=True)


@longwen.command("analyze")
@click.argument("text", type=_TEXT)
@json_option
def analyze_command(text: str, as_json: bool) -> None:
    """Show what is read in a text: folded form, words, pairs, regions, leaders."""
    folded = fold(text)
    seen: dict[str, Any] = {
        "folded": folded,
        "words": [[token.text, token.start, token.end] for token in tokens(folded)],
        "pairs": pairs(folded),
        "regions": [{"code": r.code, "name": r.name, "surface": r.surface} for r in find_regions("", text)],
        "leaders": [{"name": p.name, "offices": p.offices, "roles": p.roles} for p in find_leaders("", text)],
    }
    if as_json:
        _print_json(seen)
        return
    click.echo(f"folded   {folded}")
    click.echo("words    " + " ".join(f"{word}[{start}:{end}]" for word, start, end in seen["words"]))
    click.echo("pairs    " + " ".join(seen["pairs"]))
    click.echo("regions  " + " ".join(f"{r['name']}({r['code']}, {r['surface']})" for r in seen["regions"]))
    click.echo("leaders  " + " ".join(f"{p['name']}({_beside(p)})" for p in seen["leaders"]))


@longwen.command("stats")
@archive_option
@json_option
def stats_command(archive: Path, as_json: bool) -> None:
    """Show what the archive holds and what was set aside."""
    with _opened(archive) as engine:
        held = engine.describe()
    counts, rejects = {"files": 0, "articles": 0, "rejects": 0}, []
    if (archive / "ledger.sqlite").exists():  # an archive restored without it holds its articles all the same
        with closing(Ledger(archive / "ledger.sqlite", only_read=True)) as ledger:
            counts, rejects = ledger.counts(), ledger.rejects()
    elif not as_json:
        unknown = "which files were read and what was set aside is not known; restore it from a backup"
        click.echo(f"{archive / 'ledger.sqlite'} is not there: {unknown}", err=True)
    if as_json:
        listed = [{"file": r.file, "line": r.line, "reason": r.reason} for r in rejects]
        shown = {"documents": held.documents, "indexed": held.indexed, **counts}
        _print_json({**shown, "facts": dict(held.facts), "set_aside": listed})
        return
    click.echo(f"articles   {held.documents} ({held.indexed} searchable)")
    click.echo(f"files      {counts['files']}")
    for name, fact in held.facts.items():
        click.echo(f"{name:10} {fact}")
    click.echo(f"set aside  {counts['rejects']}")
    _print_rejects([(r.file, r.line, r.reason) for r in rejects])


@longwen.command("rebuild")
@archive_option
def rebuild_command(archive: Path) -> None:
    """Read regions and leaders anew and build the index afresh, aside; the present one serves until it is done."""
    with _Bars() as bars:
        changed = rebuild(archive, bars)
    click.echo(f"rebuilt: {changed.replaced} articles read differently, {changed.unchanged} as before")
    _print_corrections(check_corrections(archive))


@longwen.command("verify")
@archive_option
@click.option(
    "--strings",
    type=click.IntRange(0, 10_000),
    default=100,
    help="How many strings to prove, at most one of each article (default 100).",
)
@click.option("--seed", type=int, default=0, help="Which strings to draw (default 0).")
def verify_command(archive: Path, strings: int, seed: int) -> None:
    """Check documents and index against each other, and prove counts on strings drawn from the articles: exact search
    against a plain scan, simplified against traditional script."""
    with _opened(archive) as engine:
        found = engine.verify()
        proof = prove(engine, strings, seed)
    for fault in (*found.faults, *proof.faults):
        click.echo(fault, err=True)
    click.echo(f"{found.checked} articles checked, {len(found.faults)} faults")
    click.echo(
        f"{proof.strings} strings proved in both scripts, found {proof.occurrences} times, {len(proof.faults)} faults"
    )
    if found.faults or proof.faults:
        sys.exit(1)


def main() -> None:
    """Runs the command with everything that registered itself under ``longwen.commands``."""
    for entry in entry_points(group="longwen.commands"):
        longwen.add_command(entry.load(), entry.name)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        status = longwen.main([_plain(word) for word in sys.argv[1:]], prog_name="longwen", standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
    except click.UsageError as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        click.echo("interrupted", err=True)
        sys.exit(1)
    except (LongwenError, OSError, sqlite3.Error, click.ClickException) as error:
        click.echo(f"longwen: {_why(error)}", err=True)
        sys.exit(1)


def _plain(word: str) -> str:
    """A word of the command line. No option of ours begins with a Chinese character, so -天津 is a query that excludes
    it: its minus is written in full width, which means the same to the query and nothing to the option parser."""
    return f"－{word[1:]}" if word.startswith("-") and word[1:2] > "\x7f" else word


def _why(error: Exception) -> str:
    full = isinstance(error, sqlite3.OperationalError) and "full" in str(error)
    if full or (isinstance(error, OSError) and error.errno in _NO_SPACE):
        return "the disk is full; free some space and run the command again: what was taken in so far is kept"
    if isinstance(error, sqlite3.Error):
        return f"the archive's files cannot be read or written ({error}); check the disk, then run longwen verify"
    return str(error)


@contextmanager
def _opened(archive: Path) -> Iterator[Engine]:
    engine = open_engine(f"embedded:{archive}")
    try:
        yield engine
    finally:
        engine.close()


class _Bars:
    """Progress as bars on standard error, where that is a terminal; a plain line a step elsewhere is left out."""

    def __init__(self, hidden: bool = False) -> None:
        self._hidden = hidden or not sys.stderr.isatty()
        self._bar: Any = None
        self._phase = ""
        self._at = 0

    def __enter__(self) -> _Bars:
        return self

    def __exit__(self, *_: object) -> None:
        self._finish()

    def reading(self, name: str, done_bytes: int, all_bytes: int, articles: int) -> None:
        self._show("reading", done_bytes, all_bytes, f"{articles} articles {name[-40:]}")

    def indexing(self, done: int, all: int) -> None:
        self._show("indexing", done, all, f"{done} of {all}")

    def _show(self, phase: str, done: int, all: int, beside: str) -> None:
        if self._hidden:
            return
        if phase != self._phase:
            self._finish()
            self._phase, self._at = phase, 0
            self._bar = click.progressbar(
                length=max(all, 1), label=f"{phase:8}", file=sys.stderr, item_show_func=lambda shown: shown or ""
            )
            self._bar.__enter__()
        self._bar.update(done - self._at, beside)
        self._at = done

    def _finish(self) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None


def _beside(leader: dict[str, Any]) -> str:
    return "、".join((*leader["offices"], *leader["roles"]))


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))


def _report_json(report: Report) -> dict[str, Any]:
    return {
        "articles": report.articles,
        "added": report.added,
        "replaced": report.replaced,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "copies": report.copies,
        "shared_ids": report.shared_ids,
        "files": [
            {
                "file": f.name,
                "status": f.status,
                "articles": f.articles,
                "copies": f.copies,
                "shared_ids": f.shared_ids,
                "set_aside": len(f.rejects),
            }
            for f in report.files
        ],
        "set_aside": [{"file": r.file, "line": r.line, "reason": r.reason} for r in report.rejects],
        "missing": list(report.missing),
        "corrections": {
            "lines": report.corrections.lines,
            "unfit": [{"line": r.line, "reason": r.reason} for r in report.corrections.unfit],
        },
    }


def _print_report(report: Report) -> None:
    click.echo(
        f"{len(report.files)} files, {report.articles} articles: {report.added} new, {report.replaced} replaced, "
        f"{report.unchanged} unchanged, {report.removed} removed"
    )
    if report.copies:
        click.echo(f"{report.copies} records are copies of articles already there, byte for byte; counted once")
    if report.shared_ids:
        click.echo(f"{report.shared_ids} records came under an id that another article has; taken in as ID~FINGERPRINT")
    if report.own:
        click.echo(f"{report.own} files are the archive's own and were not read")
    if report.missing:
        click.echo(f"{len(report.missing)} files read earlier are no longer there; their articles stay in the archive")
    _print_corrections(report.corrections)
    click.echo(f"{len(report.rejects)} set aside")
    _print_rejects([(r.file, r.line, r.reason) for r in report.rejects])


def _print_corrections(report: CorrectionReport) -> None:
    if report.lines or report.unfit:
        click.echo(f"corrections.tsv: {report.lines} lines, {len(report.unfit)} fit nothing")
        _print_rejects([(r.file, r.line, r.reason) for r in report.unfit])


def _print_rejects(rejects: list[tuple[str, int | None, str]], err: bool = False) -> None:
    for file, line, reason in rejects[:_SHOWN_REJECTS]:
        click.echo(f"  {file}{f':{line}' if line else ''}  {reason}", err=err)
    if len(rejects) > _SHOWN_REJECTS:
        click.echo(f"  … and {len(rejects) - _SHOWN_REJECTS} more; longwen stats --json lists all", err=err)


def _print_answer(found: Answer) -> None:
    literal = "" if found.literal_total is None else f"，其中逐字出现 {found.literal_total} 篇"
    groups = "" if found.groups == found.total else f"，相同报道合并后 {found.groups} 篇"
    click.echo(f"{found.total} 篇{literal}{groups}（{found.took_ms:.0f} 毫秒）")
    for note in found.notes:
        click.echo(f"注意：{note}")
    for number, hit in enumerate(found.hits, (found.question.page - 1) * found.question.size + 1):
        article = hit.document.article
        date = article.date.date.value if article.date else "日期不详"
        click.echo(f"\n{number}. {article.title or '（无题）'}")
        click.echo("   " + "  ".join(part for part in (date, article.source, article.page, hit.document.id) if part))
        if hit.copy_count:
            ids = "、".join(copy.id for copy in hit.copies)
            click.echo(f"   另有 {hit.copy_count} 篇相同报道：{ids}{'…' if hit.copy_count > len(hit.copies) else ''}")
        for passage in hit.passages:
            text = "".join(f"【{piece}】" if marked else piece for piece, marked in passage.pieces())
            click.echo("   " + " ".join(text.split()))
    if found.total and not found.hits:
        last = -(-found.groups // found.question.size)
        click.echo(f"没有第 {found.question.page} 页：一共 {last} 页。")
    for facet in FACET_NAMES:
        top = [value for value in found.facets.get(facet, ()) if not value.parent][:8]
        if top:
            click.echo(f"\n{facet:9}" + "  ".join(f"{value.label} {value.count}" for value in top), nl=False)
    click.echo()


def _print_document(document: Document, copies: Sequence[Document] = ()) -> None:
    article = document.article
    shown = document_json(document)
    click.echo(article.title or "（无题）")
    for name in ("id", "source", "page", "section", "byline", "dateline", "url", "file"):
        if shown[name]:
            click.echo(f"{name:9}{shown[name]}")
    date = shown["date"]
    click.echo("date     " + (f"{date['value']} ({date['source']}: {date['evidence']})" if date else "undated"))
    for line in correction_lines(document):
        click.echo(line)
    click.echo("regions  " + "、".join(f"{r.name}{'*' if r.primary else ''}" for r in document.regions))
    offices = {p.name: f"（{'、'.join(p.offices)}）" if p.offices else "" for p in document.leaders}
    click.echo("leaders  " + "、".join(name + beside for name, beside in offices.items()))
    if article.repairs:
        click.echo(f"repairs  {len(article.repairs)}")
    if copies:
        click.echo("copies   " + "、".join(copy.id for copy in copies))
    click.echo("\n" + article.body)
