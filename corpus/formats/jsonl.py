"""JSON Lines, one record a line."""
from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO

from corpus.article import Article, Origin, Reject
from corpus.encoding import Decoded, UndecodableText, decode
from corpus.fields import article
from corpus.formats.gunzip import BrokenStream
from corpus.formats.record import LONGEST_RECORD, NotARecord, fields_of, parse
from corpus.streams import Readable, lines_of


def read(stream: Readable, name: str, told: str = "", encoding: str = "") -> Iterator[Article | Reject]:
    """The records of a stream of lines; never holds more than one line. A bad line becomes a Reject with its number.

    Each line is decoded by itself, as UTF-8 unless it is not; ``told`` is what the archivist says it is then.
    ``encoding``, where given, is what the caller knows the stream was before it became UTF-8. Damage to the stream
    itself (a truncated .gz) ends reading with a Reject and keeps the lines before it.
    """
    number = 0
    lines = lines_of(stream, LONGEST_RECORD)
    while True:
        number += 1
        try:
            line = next(lines, b"")
        except BrokenStream as error:
            yield Reject(name, number, f"{error}前面的各行已读入。")
            return
        if line is None:
            yield Reject(name, number, f"这一行超过 {LONGEST_RECORD >> 20} MB，未读；请拆成每篇一行。")
            continue
        if not line:
            return
        line = line.rstrip(b"\r\n").removeprefix(b"\xef\xbb\xbf")
        if line and not line.isspace():
            yield _read_line(line, name, number, told, encoding)


def from_text(decoded: Decoded, name: str) -> Iterator[Article | Reject]:
    """The records of JSON Lines that were not UTF-8 as a whole (UTF-16)."""
    return read(BytesIO(decoded.text.encode("utf-8", "replace")), name, encoding=decoded.encoding)


def _read_line(line: bytes, name: str, number: int, told: str, encoding: str) -> Article | Reject:
    damaged = False
    try:
        try:
            text = line.decode("utf-8")
            used = encoding or "utf-8"
        except UnicodeDecodeError:
            decoded = decode(line, told)
            text, used, damaged = decoded.text, decoded.encoding, decoded.damaged
        fields = fields_of(parse(text), name)
    except UndecodableText as error:
        return Reject(name, number, f"这一行不能解码：{error}。")
    except NotARecord as error:
        return Reject(name, number, str(error))
    # A lone surrogate can only come from an escape.
    unreadable = damaged or b"\\ud" in line or b"\\uD" in line
    return article(
        fields, Origin(name, "jsonl", used, line=number), sha256(line).hexdigest(), unreadable=unreadable
    )
