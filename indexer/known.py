"""What a ledger knows of a file, of an article and of a removal."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file read before: where it lay (absolute), the name it was given, the SHA-256 of its bytes, the version of the
    reading code that read it, what the archivist said of its encoding ('' for nothing), and how many of its articles
    can no longer be read in it and stay in the archive."""

    path: str
    name: str
    digest: str
    reading: int
    encoding: str = ""
    staying: int = 0


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """An article taken in before. ``slot`` tells its place within its file (member, line, story)."""

    id: str
    path: str
    slot: str
    fingerprint: str
    line: int | None = None

    @property
    def record(self) -> tuple[str, int]:
        """What the article is read from, wherever that lies: its bytes and the number of the story in them."""
        return self.fingerprint, int(self.slot.rpartition(":")[2])


@dataclass(frozen=True, slots=True)
class Removal:
    """An article that an archivist took out, as it was known, with the name of its file and its title; the day, and
    the archivist's note."""

    article: KnownArticle
    file: str
    title: str
    day: str
    note: str

    @property
    def id(self) -> str:
        """The article's id."""
        return self.article.id

    @property
    def line(self) -> int | None:
        """The line of the article's file at which it stood, where it is a line."""
        return int(self.article.slot.rsplit(":", 2)[1] or 0) or None

    @property
    def reason(self) -> str:
        """Why its record is set aside wherever it is read again."""
        return f"文章 {self.id} 已于 {self.day} 移出档案，不再收入；要收回，请用 longwen remove --undo {self.id}。"
