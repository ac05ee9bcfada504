"""The commands that change an archive: ``index``, ``remove`` and ``rebuild``."""
from __future__ import annotations

import sys
from pathlib import Path

import click

from corpus.encoding import TOLD
from indexer.cli.options import TEXT, archive_option, json_option
from indexer.printing import (
    Bars,
    corrections_json,
    print_corrections,
    print_json,
    print_report,
    removal_json,
    report_json,
)
from indexer.wording import counted

_AUTOMATIC = "auto"


@click.command("index")
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


@click.command("remove")
@click.argument("ids", nargs=-1, required=True, type=TEXT)
@archive_option
@click.option("--note", type=TEXT, default="", help="Why; kept with the removal and shown by longwen stats.")
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


@click.command("rebuild")
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
        click.echo(f"rebuilt: {counted(changed.replaced, 'article')} read differently, {changed.unchanged} as before")
        print_corrections(known)
