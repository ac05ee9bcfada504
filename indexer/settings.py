"""Every setting: its name in the environment, its default, what it does. Options of the command line win over them."""
from __future__ import annotations

import os
from dataclasses import dataclass

from indexer.errors import SettingInvalid


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting and its help, as ``longwen --help`` and the README show it."""

    name: str
    default: str
    help: str

    def value(self) -> str:
        """What the environment says, or the default. A variable that is set to nothing says nothing: an empty path
        would be the current folder."""
        return os.environ.get(self.name) or self.default

    def number(self, least: int, most: int) -> int:
        """The value as a whole number. Raises SettingInvalid for anything outside [least, most]."""
        try:
            number = int(self.value())
        except ValueError:
            number = least - 1
        if not least <= number <= most:
            raise SettingInvalid(f"{self.name}={self.value()!r} must be a whole number from {least} to {most}")
        return number


ARCHIVE = Setting("LONGWEN_ARCHIVE", "var/archive", "the archive folder, where --archive is not given")
HOST = Setting("LONGWEN_HOST", "127.0.0.1", "the address `longwen serve` listens on")
PORT = Setting("LONGWEN_PORT", "8000", "the port `longwen serve` listens on")
THREADS = Setting("LONGWEN_THREADS", "4", "how many requests `longwen serve` answers at a time")
WORKERS = Setting("LONGWEN_WORKERS", "2", "how many processes make the index of a large archive")

SETTINGS: tuple[Setting, ...] = (ARCHIVE, HOST, PORT, THREADS, WORKERS)
