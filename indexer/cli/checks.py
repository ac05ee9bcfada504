"""The commands that say what an archive holds and whether it is sound: ``stats`` and ``verify``."""
from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.cli.options import archive_option, json_option, opened
from indexer.printing import Bars, placed, print_json, print_list, print_rejects, reject_json, removal_json
from indexer.wording import counted

if TYPE_CHECKING:
    from indexer.engines.base import Engine
    from indexer.proof import Proof


@click.command("stats")
@archive_option
@json_option
def stats_command(archive: Path, as_json: bool) -> None:
    """Show what the archive holds and what was set aside."""
    from corpus.article import Reject
    from indexer.file_places import shown_place
    from indexer.known import KnownFile, Removal
    from indexer.ledger import Ledger

    with opened(archive) as engine:
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
        click.echo("missing    " + counted(len(gone), "file that is no longer there; its articles are",
                                           "files that are no longer there; their articles are"))
        print_list([shown_place(one.path) for one in gone])
    for name, fact in held.facts.items():
        click.echo(f"{name:10} {fact}")
    if removals:
        click.echo(f"removed    {counted(len(removals), 'article')}")
        print_list([f"{one.day}  {one.id}  {one.title}{f'  ({one.note})' if one.note else ''}" for one in removals])
    click.echo(f"set aside  {counts['rejects']}")
    print_rejects([placed(r, f.name, shown_place(f.path) if f.name in shared else "") for f, r in rejects])


@click.command("verify")
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
    with opened(archive) as engine, Bars(hidden=as_json) as bars:
        found = engine.verify()
        proof = _proved(engine, archive, strings, seed, bars)
    faults = (*found.faults, *proof.faults)
    if as_json:
        shown = asdict(proof) | {"articles": found.checked, "faults": list(faults)}
        print_json({"articles": shown.pop("articles"), **shown})
    else:
        for fault in faults:
            click.echo(fault, err=True)
        click.echo(f"{counted(found.checked, 'article')} checked, {counted(len(found.faults), 'fault')}")
        click.echo(
            f"{counted(proof.strings, 'string')} proved, found {counted(proof.occurrences, 'time')}, "
            f"{proof.other_script} of them in the other script too; {counted(proof.values, 'value')} of facets "
            f"counted; {counted(proof.in_ledger, 'article')} looked up in the ledger; "
            f"{counted(len(proof.faults), 'fault')}"
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
