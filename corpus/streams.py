"""Streams of bytes, and a stream as lines, none of them longer than is bearable."""
from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader, BytesIO
from typing import Protocol, Union

_CHUNK = 1 << 18


Stream = Union[BufferedReader, BytesIO]
"""A file, or what a member of an archive unpacks to."""


class Readable(Protocol):
    """A stream of bytes that gives what it has rather than fail over what is behind it."""

    def read1(self, size: int = ..., /) -> bytes: ...


def take(stream: Readable, size: int) -> bytes:
    """So many bytes, fewer only at the end."""
    pieces = []
    while size > 0 and (piece := stream.read1(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def lines_of(stream: Readable, longest: int) -> Iterator[bytes | None]:
    """The lines, each with its end: a line feed, a carriage return, or both in this order. In place of a line of more
    than ``longest`` bytes comes None; never much more than that is held.

    What the stream raises comes after the last whole line before it.
    """
    rest, dropped = b"", False
    while chunk := stream.read1(_CHUNK):
        lines = (rest + chunk).splitlines(keepends=True)
        # The last one may go on in the next chunk, and so may a line end of two characters.
        rest = lines.pop() if not lines[-1].endswith(b"\n") else b""
        for line in lines:
            yield None if dropped or len(line) > longest else line
            dropped = False
        if len(rest) > longest:
            rest, dropped = b"", True
    if rest or dropped:
        yield None if dropped or len(rest) > longest else rest
