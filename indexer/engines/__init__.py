"""Which articles answer the request? One interface, reached only through ``open_engine``."""
from __future__ import annotations

from pathlib import Path

from indexer.engines.base import Engine
from indexer.errors import SettingInvalid


def open_engine(address: str, create: bool = False) -> Engine:
    """The engine at an address: ``embedded:FOLDER``. Only the engine asked for is imported.

    ``create`` makes an archive where there is none. Raises ArchiveMissing where there is none and create is False,
    ArchiveDamaged for a folder that cannot be read as one, SettingInvalid for an unknown kind of address.
    """
    kind, _, place = address.partition(":")
    if kind == "embedded" and place:
        from indexer.engines.embedded.engine import EmbeddedEngine

        return EmbeddedEngine(Path(place), create=create)
    raise SettingInvalid(f"unknown engine address {address!r}: write embedded:FOLDER")
