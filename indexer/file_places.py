"""Where a file lies: its absolute path as text, whatever bytes its name is in, and whether there still is a file."""
from __future__ import annotations

import os
from pathlib import Path

_BYTES = "bytes:"


def place_of(path: Path) -> str:
    """The absolute path a file really has, as text. A name that is no UTF-8 (old Chinese systems wrote GB18030) is
    written out in hexadecimal, as SQLite takes no other."""
    real = os.path.realpath(path)
    try:
        real.encode()
    except UnicodeEncodeError:
        return _BYTES + os.fsencode(real).hex()
    return real


def prefixes_below(folder: str) -> tuple[str, ...]:
    """What the places of all that lies below the folder at a place begin with."""
    written_out = _BYTES + os.path.join(os.fsencode(path_of(folder)), b"").hex()
    return (written_out,) if folder.startswith(_BYTES) else (os.path.join(folder, ""), written_out)


def path_of(place: str) -> Path:
    """The path of a place."""
    return Path(os.fsdecode(bytes.fromhex(place[len(_BYTES) :])) if place.startswith(_BYTES) else place)


def shown_place(place: str) -> str:
    """A place as people read it, whatever bytes its name is in."""
    return os.fsencode(path_of(place)).decode("gb18030", "replace") if place.startswith(_BYTES) else place


def is_gone(place: str) -> bool:
    """Whether a file is certainly no longer at a place: one that may not be looked at is not known to be gone."""
    try:
        path_of(place).stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def is_there(place: str) -> bool:
    """Whether there still is a file at a place."""
    return path_of(place).exists()
