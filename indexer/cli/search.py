"""The commands that find an article and print it: ``search`` and ``show``."""
from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.cli.options import TEXT, archive_option, json_option, opened
from indexer.errors import ArchiveError, ArticleMissing
from indexer.printing import print_answer, print_document, print_json

if TYPE_CHECKING:
    from indexer.answer import Mode
    from indexer.query.request import Sort
    from indexer.schema import FacetName


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


@click.command("search", cls=_Search)
@click.argument("query", default="", type=TEXT)
@archive_option
@click.option("--exact", is_flag=True, help="Take the whole query as one literal string.")
@click.option("--leader", "leaders", type=TEXT, multiple=True, help="Only with this leader (repeat for OR).")
@click.option("--region", "regions", type=TEXT, multiple=True, help="Only this region, name or code (repeat for OR).")
@click.option("--date", "dates", type=TEXT, multiple=True, help="2021, 2021-05, 2021-05-06, 2019..2021-05 or undated.")
@click.option("--source", "sources", type=TEXT, multiple=True, help="Only this source (repeat for OR).")
@click.option("--reporter", "reporters", type=TEXT, multiple=True, help="Only by this reporter (repeat for OR).")
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
    with opened(archive) as engine:
        found = answer(engine, question)
    if as_json:
        print_json(answer_json(found))
    else:
        print_answer(found)


@click.command("show")
@click.argument("id", type=TEXT)
@archive_option
@json_option
def show_command(id: str, archive: Path, as_json: bool) -> None:
    """Show an article by its id."""
    from indexer.answer import copies_of, document_json

    with opened(archive) as engine:
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
