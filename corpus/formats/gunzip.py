"""Gzip as a stream that gives everything before a damage, ignores what is behind the end, and is no trap."""
from __future__ import annotations

import gzip
import zlib
from typing import BinaryIO

SUSPECT_RATIO, SUSPECT_SIZE = 200, 10 << 20


class BrokenStream(ValueError):
    """Packed data that is damaged, cut short or a trap, from here on; the text is a sentence for a report."""


def too_dense(packed: int, unpacked: int) -> bool:
    """Whether so much comes out of so little that it is a trap rather than text."""
    return unpacked > SUSPECT_SIZE and unpacked > packed * SUSPECT_RATIO


class Gunzip:
    """What a gzip file holds. ``has_more`` says, at its end, that something else stood behind it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._packed = stream
        self._start = stream.tell()
        self._file = gzip.GzipFile(fileobj=stream)
        self._out = 0
        self.has_more = False

    def read1(self, size: int = -1, /) -> bytes:
        """At most so many bytes. Raises BrokenStream, after all that could be unpacked."""
        try:
            data = self._file.read1(size)
        except gzip.BadGzipFile as error:
            if self._out and "Not a gzipped file" in str(error):
                self.has_more = True
                return b""
            raise BrokenStream("压缩数据损坏，后面的未读；请重新取得。") from None
        except (EOFError, zlib.error):
            raise BrokenStream("压缩数据从这里起损坏或被截断，后面的未读；请重新取得。") from None
        self._out += len(data)
        if too_dense(self._packed.tell() - self._start, self._out):
            raise BrokenStream("压缩比过高，疑为压缩炸弹，后面的未读。")
        return data

    def head(self, size: int) -> bytes:
        """The first bytes, as many as there are before a damage."""
        pieces = []
        try:
            while size > 0 and (piece := self.read1(size)):
                pieces.append(piece)
                size -= len(piece)
        except BrokenStream:
            pass  # whoever reads on is told
        return b"".join(pieces)
