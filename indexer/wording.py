"""English sentences that count: 1 file, 2 files."""
from __future__ import annotations


def counted(number: int, one: str, several: str = "") -> str:
    """The number with the words for one or for several; without ``several`` these are ``one`` with an s."""
    return f"{number} {one if number == 1 else several or f'{one}s'}"
