"""CSV and its relatives: a header row of known names, an article a row."""
from __future__ import annotations

import csv
from collections.abc import Iterator
from hashlib import sha256
from io import StringIO

from corpus.article import Article, FieldReading, Origin, Reject
from corpus.encoding import Decoded
from corpus.fields import FIELD_OF, NAMES, Fields, article, readings

_DELIMITERS = ",\t;|"
_LONGEST_FIELD = 32 << 20


def delimiter_of(first_line: str) -> str:
    """The delimiter that makes the line a header row with a title or body column and another one, or ''."""
    best = max(_DELIMITERS, key=lambda delimiter: len(_known(_columns(first_line, delimiter))))
    known = _known(_columns(first_line, best))
    return best if len(known) > 1 and {"title", "body"} & known else ""


def read(decoded: Decoded, name: str) -> Iterator[Article | Reject]:
    """The articles of a table. A row with another number of fields than the header row becomes a Reject.

    ``Origin.line`` is the line on which the row begins: a quoted field may hold line feeds.
    """
    csv.field_size_limit(_LONGEST_FIELD)  # the default, 128 KB, is less than a long article
    first, _, _ = decoded.text.lstrip("\n").partition("\n")
    # A table may have a body column alone.
    delimiter = delimiter_of(first) or next((mark for mark in _DELIMITERS if mark in first), ",")
    columns = [FIELD_OF.get(column, "") for column in _columns(first, delimiter)]
    if not {"title", "body"} & set(columns):
        yield Reject(name, 1, "表头里没有标题列或正文列；第一行应写明 标题、正文、日期 等列名。")
        return
    order = {field: _surest(field, first, delimiter) for field in set(columns) if field}
    names = _columns(first, delimiter)
    known = readings("record", **{field: names[at] for field, at in sorted(order.items()) if field != "date"})
    reader = csv.reader(StringIO(decoded.text, newline=""), delimiter=delimiter)
    header_seen = False
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Reject(name, line, f"这一行不是合格的表格行：{error}。")
            continue
        if not any(map(str.strip, row)):
            continue
        if not header_seen:
            header_seen = True
            continue
        if len(row) != len(columns):
            yield Reject(name, line, f"这一行有 {len(row)} 个字段，表头有 {len(columns)} 个；请检查引号和分隔符。")
            continue
        yield _read_row(row, order, known, decoded, name, line)


def _read_row(
    row: list[str], order: dict[str, int], known: tuple[FieldReading, ...], decoded: Decoded, name: str, line: int
) -> Article | Reject:
    fields = Fields(path=name, readings=known, **{field: row[position] for field, position in order.items()})
    if not fields.title.strip() and not fields.body.strip():
        return Reject(name, line, "既没有标题也没有正文。")
    own = "\x1f".join(row).encode("utf-8", "surrogatepass")
    origin = Origin(name, "csv", decoded.encoding, line=line)
    return article(fields, origin, sha256(own).hexdigest(), unreadable=decoded.damaged)


def _columns(line: str, delimiter: str) -> list[str]:
    row = next(csv.reader([line], delimiter=delimiter), [])
    return [column.strip().lower() for column in row]


def _known(columns: list[str]) -> set[str]:
    return {FIELD_OF[column] for column in columns if column in FIELD_OF}


def _surest(field: str, first: str, delimiter: str) -> int:
    """The position of the field's column; where several would do, the one whose name is the surest."""
    columns = _columns(first, delimiter)
    return next(columns.index(name) for name in NAMES[field] if name in columns)
