"""A file that is given to be taken in: as it lies there, and what it holds."""
from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Article, Interrupted, Reject
from corpus.reader import READING_VERSION, open_file, read_stream, unopened
from indexer.known import KnownFile
from indexer.report import Status

# What a file holds is kept in memory up to so many characters.
MOST_HELD = 8_000_000
# Between two words about how far a file is read.
STEP = 1 << 20


@dataclass(frozen=True, slots=True)
class Given:
    """A file as it lies there: the absolute path it really has, the SHA-256 of its bytes, what is known of it, and what
    the archivist says of its encoding."""

    path: Path
    name: str
    place: str
    digest: str
    size: int
    known: KnownFile | None
    encoding: str

    @property
    def status(self) -> Status:
        """How it stands to what is known of it. Said to be in another encoding it counts as changed."""
        if self.known is None:
            return "new"
        read = (self.known.digest, self.known.reading, self.known.encoding)
        return "unchanged" if read == (self.digest, READING_VERSION, self.encoding) else "changed"

    def items(self, tell: Callable[[str, int], None] | None = None) -> Iterator[Article | Reject]:
        """What the file holds, read now; ``tell`` is told, now and then, its name and how many bytes are read."""
        told = 0
        try:
            with open_file(self.path) as stream:
                for item in read_stream(stream, self.name, self.encoding):
                    if tell and stream.tell() >= told + STEP:
                        told = min(stream.tell(), self.size)
                        tell(self.name, told)
                    yield item
        except OSError as error:
            yield Interrupted(self.name, None, unopened(error))

    def held(self) -> list[Article | Reject] | None:
        """What the file holds, for those who look at it twice; None if that is too much to be kept in memory."""
        if self.size > 4 * MOST_HELD:
            return None
        held: list[Article | Reject] = []
        size = 0
        for item in self.items():
            held.append(item)
            size += 500 + (len(item.title) + len(item.body) + len(item.raw) if isinstance(item, Article) else 0)
            if size > MOST_HELD:
                return None
        return held


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes. Raises OSError."""
    digest = hashlib.sha256()
    with open_file(path) as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()
