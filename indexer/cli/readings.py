"""The commands that show what is read in a text, and by what: ``explain-article`` and ``analyze``."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from corpus.encoding import TOLD
from indexer.cli.options import TEXT, archive_option, json_option, opened
from indexer.errors import ArticleMissing
from indexer.printing import beside, print_json, print_rejects


@click.command("explain-article")
@click.argument("article", type=TEXT, metavar="FILE-or-ID")
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
        with opened(archive) as engine:
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


@click.command("analyze")
@click.argument("text", type=TEXT)
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
