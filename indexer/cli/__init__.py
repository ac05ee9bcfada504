"""The ``longwen`` command. Each subcommand reads its options, calls one function and prints what it returns.

Exit status: 0 for an answer, an empty one too; 2 for wrong usage; 1, with one clear line, for anything else.
"""
from __future__ import annotations

import errno
import logging
import sqlite3
import sys
from importlib.metadata import entry_points
from io import TextIOWrapper

import click

from indexer.cli.changes import index_command, rebuild_command, remove_command
from indexer.cli.checks import stats_command, verify_command
from indexer.cli.readings import analyze_command, explain_article_command
from indexer.cli.search import search_command, show_command
from indexer.errors import LongwenError

_COMMANDS = "longwen.commands"
_NO_RIGHT = (errno.EACCES, errno.EPERM, errno.EROFS)
_NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class _Commands(click.Group):
    """The commands that it is given and those registered elsewhere, which are loaded when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *(entry.name for entry in entry_points(group=_COMMANDS))})

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        return super().get_command(ctx, name) or next(
            (entry.load() for entry in entry_points(group=_COMMANDS, name=name)), None
        )


@click.group(
    cls=_Commands,
    commands=[
        index_command,
        remove_command,
        rebuild_command,
        search_command,
        show_command,
        explain_article_command,
        analyze_command,
        stats_command,
        verify_command,
    ],
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="longwen")
def longwen() -> None:
    """Longwen 陇闻: full-text search for a newspaper's archive."""


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
