"""What the subcommands share: options, text as it is typed, and the archive that an option names, opened."""
from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from indexer import settings

# Each command imports what it uses when it runs, so that none waits for what only another needs.
if TYPE_CHECKING:
    from indexer.engines.base import Engine

_SURROGATES = re.compile("[\ud800-\udfff]")


class _Text(click.types.StringParamType):
    """Text as typed. Bytes that are no text in the terminal's encoding become the replacement character."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return _SURROGATES.sub("\ufffd", super().convert(value, param, ctx))


TEXT = _Text()

archive_option = click.option(
    "--archive",
    type=click.Path(path_type=Path, file_okay=False),
    default=lambda: settings.ARCHIVE.value(),
    help=f"The archive folder (default: ${settings.ARCHIVE.name} or {settings.ARCHIVE.default}).",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@contextmanager
def opened(archive: Path) -> Iterator[Engine]:
    """The engine of an archive that is there, closed at the end. Raises what ``open_engine`` raises."""
    from indexer.engines import open_engine

    engine = open_engine(f"embedded:{archive}")
    try:
        yield engine
    finally:
        engine.close()
