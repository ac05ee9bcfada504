"""CSV and its relatives: a header row of known names, an article a row."""
from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from corpus.article import Article, FieldReading, Origin, Reject
from corpus.encoding import Decoded, UndecodableText, decode
from corpus.fields import FIELD_OF, NAMES, Fields, article, readings
from corpus.formats.gunzip import BrokenStream
from corpus.formats.record import LONGEST_RECORD
from corpus.streams import Readable, lines_of

_DELIMITERS = ",\t;|"
# Decoded at a time: enough to tell an encoding by, little enough to hold.
_BLOCK = 4 << 20
_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
_TOO_LONG = f"这一行超过 {LONGEST_RECORD >> 20} MB，未读；请检查引号，或拆成每篇一行。"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file, which is a row or a part of one; or why it is none."""

    number: int
    text: str
    encoding: str = ""
    damaged: bool = False
    reason: str = ""


def delimiter_of(first_line: str) -> str:
    """The delimiter that makes the line a header row with a title or body column and another one, or ''."""
    best = max(_DELIMITERS, key=lambda delimiter: len(_known(_columns(first_line, delimiter))))
    known = _known(_columns(first_line, best))
    return best if len(known) > 1 and {"title", "body"} & known else ""


def read(stream: Readable, name: str, told: str = "") -> Iterator[Article | Reject]:
    """The articles of a table, which is held and decoded a few megabytes at a time; ``told`` is what the archivist says
    of its encoding. A row with another number of fields than the header row, or with quotes that do not pair, becomes a
    Reject; if it spans several lines, reading goes on with its second.

    ``Origin.line`` is the line on which the row begins: a quoted field may hold line feeds.
    """
    yield from _read(_lines(stream, told), name)


def from_text(decoded: Decoded, name: str) -> Iterator[Article | Reject]:
    """The articles of a table that was decoded as a whole (UTF-16)."""
    yield from _read(_split(decoded, 1), name)


def _read(lines: Iterator[_Line], name: str) -> Iterator[Article | Reject]:
    csv.field_size_limit(LONGEST_RECORD)  # the default, 128 KB, is less than a long article
    first = next((line for line in lines if line.reason or line.text.strip()), None)
    if first is None or first.reason:
        yield Reject(name, None, first.reason if first else "文件里没有文字，只有空白。")
        return
    # A table may have a body column alone.
    delimiter = delimiter_of(first.text) or next((mark for mark in _DELIMITERS if mark in first.text), ",")
    columns = _columns(first.text, delimiter)
    if not {"title", "body"} & _known(columns):
        yield Reject(name, 1, "表头里没有标题列或正文列；第一行应写明 标题、正文、日期 等列名。")
        return
    order = {field: _surest(field, columns) for field in sorted(_known(columns))}
    known = readings("record", **{field: columns[at] for field, at in order.items() if field != "date"})
    is_empty = True
    waiting: deque[_Line] = deque()
    while True:
        line = waiting.popleft() if waiting else next(lines, None)
        if line is None:
            break
        if not line.reason and not line.text.strip(f"{delimiter} \t\r\n\u3000"):
            continue
        is_empty = False
        taken = [line]
        row = line.reason or _row(taken, waiting, lines, delimiter)
        if not isinstance(row, str) and len(row) != len(columns):
            row = f"这一行有 {len(row)} 个字段，表头有 {len(columns)} 个；请检查引号和分隔符。"
        if isinstance(row, str):
            yield Reject(name, line.number, row)
            waiting.extendleft(reversed(taken[1:]))
        else:
            yield _read_row(row, order, known, line, name, any(one.damaged for one in taken))
    if is_empty:
        yield Reject(name, None, "表格里只有表头，没有文章。")


def _row(taken: list[_Line], waiting: deque[_Line], lines: Iterator[_Line], delimiter: str) -> list[str] | str:
    """The row that begins with the line in ``taken``, to which its further lines are added; or why it is none."""
    size = 0

    def feed() -> Iterator[str]:
        nonlocal size
        yield taken[0].text
        while size < LONGEST_RECORD and (line := waiting.popleft() if waiting else next(lines, None)):
            taken.append(line)
            if line.reason:
                return
            size += len(line.text)
            yield line.text

    try:
        return next(csv.reader(feed(), delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        return _TOO_LONG if size >= LONGEST_RECORD else f"这一行的引号不配对，读不成表格的一行（{error}）。"


def _lines(stream: Readable, told: str) -> Iterator[_Line]:
    number = 1
    block: list[bytes] = []
    size = 0
    lines = lines_of(stream, LONGEST_RECORD)
    while True:
        try:
            line = next(lines, b"")
        except BrokenStream as error:
            yield from _decoded(block, number, told)
            yield _Line(number + len(block), "", reason=f"{error}前面的各行已读入。")
            return
        if line:
            block.append(line)
            size += len(line)
        if not line or size >= _BLOCK:
            yield from _decoded(block, number, told)
            number += len(block)
            block, size = [], 0
        if line is None:
            yield _Line(number, "", reason=_TOO_LONG)
            number += 1
        elif not line:
            return


def _decoded(block: list[bytes], number: int, told: str) -> Iterator[_Line]:
    """The lines of a block; where it has no encoding as a whole, each for itself."""
    try:
        yield from _split(decode(b"".join(block), told), number)
    except UndecodableText as error:
        if number == 1:  # then it is no text at all
            yield _Line(1, "", reason=f"不能读成文字：{error}。")
            return
        for place, line in enumerate(block, start=number):
            try:
                yield from _split(decode(line, told), place)
            except UndecodableText as fault:
                yield _Line(place, "", reason=f"这一行不能解码：{fault}。")


def _split(decoded: Decoded, number: int) -> Iterator[_Line]:
    for place, found in enumerate(_LINE.finditer(decoded.text), start=number):
        yield _Line(place, found[0], decoded.encoding, decoded.damaged)


def _read_row(
    row: list[str], order: dict[str, int], known: tuple[FieldReading, ...], line: _Line, name: str, damaged: bool
) -> Article | Reject:
    values = {field: row[position] for field, position in order.items()}
    fields = Fields(path=name, lead_ins=(), readings=known, **values)
    if not fields.title.strip() and not fields.body.strip():
        return Reject(name, line.number, "既没有标题也没有正文。")
    own = "\x1f".join(row).encode("utf-8", "surrogatepass")
    origin = Origin(name, "csv", line.encoding, line=line.number)
    return article(fields, origin, sha256(own).hexdigest(), unreadable=damaged)


def _columns(line: str, delimiter: str) -> list[str]:
    try:
        row = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:  # longer than any header
        return []
    return [column.strip().lower() for column in row]


def _known(columns: Iterable[str]) -> set[str]:
    return {FIELD_OF[column] for column in columns if column in FIELD_OF}


def _surest(field: str, columns: list[str]) -> int:
    """The position of the field's column; where several would do, the one whose name is the surest."""
    return next(columns.index(name) for name in NAMES[field] if name in columns)
