"""JSON Lines, one record a line, and JSON files of one record or an array of them."""
from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from typing import Any, BinaryIO

from corpus.article import Article, Origin, Reject
from corpus.encoding import Decoded, UndecodableText, decode
from corpus.fields import FIELD_OF, NAMES, Fields, article, readings

LONGEST_LINE = 32 << 20
_LOWER = frozenset(FIELD_OF)  # a record with these keys alone needs no second look at their case
_TEXT_FIELDS = tuple((field, names) for field, names in NAMES.items() if field != "source_id")


def read(stream: BinaryIO | gzip.GzipFile, name: str, encoding: str = "") -> Iterator[Article | Reject]:
    """The records of a stream of lines; never holds more than one line. A bad line becomes a Reject with its number.

    Each line is decoded by itself, as UTF-8 unless it is not; ``encoding``, where given, is what the caller knows the
    stream was before it became UTF-8. Damage to the stream itself (a truncated .gz) ends reading with a Reject and
    keeps the lines before it.
    """
    number = 0
    while True:
        number += 1
        try:
            line = stream.readline(LONGEST_LINE + 1)
            if not line:
                return
            if len(line) > LONGEST_LINE:
                _skip_line(stream, line)
                yield Reject(name, number, f"这一行超过 {LONGEST_LINE >> 20} MB，未读；请拆成每篇一行。")
                continue
        except (EOFError, OSError, zlib.error) as error:
            yield Reject(name, number, _broken_stream(error))
            return
        line = line.rstrip(b"\r\n")
        if number == 1 and line.startswith(b"\xef\xbb\xbf"):
            line = line[3:]
        if line and not line.isspace():
            yield _read_line(line, name, number, encoding)


def read_whole(data: bytes, decoded: Decoded, name: str) -> Iterator[Article | Reject]:
    """The records of a JSON file: one object, or an array of objects, which are its stories in order."""
    try:
        value = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        yield Reject(name, getattr(error, "lineno", None), _not_json(error))
        return
    records = value if isinstance(value, list) else [value]
    if not records:
        yield Reject(name, None, "JSON 数组是空的，没有文章。")
    for story, record in enumerate(records, start=1):
        fields = _fields(record, name)
        if isinstance(fields, str):
            yield Reject(name, None, f"第 {story} 条记录：{fields}")
            continue
        own = data if len(records) == 1 else json.dumps(record, ensure_ascii=True, sort_keys=True).encode()
        yield article(
            fields, Origin(name, "json", decoded.encoding, story=story), sha256(own).hexdigest(),
            unreadable=decoded.damaged or b"\\u" in data,
        )


def _read_line(line: bytes, name: str, number: int, encoding: str) -> Article | Reject:
    damaged = False
    try:
        try:
            text = line.decode("utf-8")
            used = encoding or "utf-8"
        except UnicodeDecodeError:
            decoded = decode(line)
            text, used, damaged = decoded.text, decoded.encoding, decoded.damaged
        record = json.loads(text)
    except UndecodableText as error:
        return Reject(name, number, f"这一行不能解码：{error}。")
    except (ValueError, RecursionError) as error:
        return Reject(name, number, _not_json(error))
    fields = _fields(record, name)
    if isinstance(fields, str):
        return Reject(name, number, fields)
    # A lone surrogate can only come from an escape.
    unreadable = damaged or b"\\ud" in line or b"\\uD" in line
    return article(
        fields, Origin(name, "jsonl", used, line=number), sha256(line).hexdigest(), unreadable=unreadable
    )


def _fields(record: Any, name: str) -> Fields | str:
    """The record's fields, or why it has none."""
    if not isinstance(record, dict):
        return "不是 JSON 对象；每条记录应为 {…}。"
    if not _LOWER.issuperset(record):
        record = {**{key.strip().lower(): value for key, value in record.items()}, **record}
    identity = next((record[key] for key in NAMES["source_id"] if record.get(key) is not None), "")
    if isinstance(identity, bool) or not isinstance(identity, (str, int, float)):
        return "id 既不是文字也不是数字。"
    values: dict[str, str] = {}
    keys: dict[str, str] = {}
    for field, names in _TEXT_FIELDS:
        value = None
        for key in names:
            if value := record.get(key):
                keys[field] = key
                break
        text = value if type(value) is str else _text(value)
        if text is None:
            return f"字段 {field} 不是文字。"
        values[field] = text
    if not values["title"].strip() and not values["body"].strip():
        return "既没有标题也没有正文。"
    if identity:
        keys["source_id"] = next(key for key in NAMES["source_id"] if record.get(key) is not None)
    keys.pop("date", None)
    return Fields(source_id=str(identity), path=values["url"] or name, readings=readings("record", **keys), **values)


def _text(value: Any) -> str | None:
    """A value as text: numbers as written, a list of paragraphs joined by line feeds; None if it is not text."""
    if value is None or value is False:
        return ""
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "\n".join(value)
    return None


def _not_json(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"不是 JSON：第 {error.colno} 个字符处有错（{error.msg}）。"
    return "不是可读的 JSON：嵌套过深或数字过长。"


def _broken_stream(error: Exception) -> str:
    if isinstance(error, (EOFError, zlib.error, gzip.BadGzipFile)):
        return "压缩数据从这一行起损坏或被截断；前面的各行已读入。"
    return f"读取中断：{getattr(error, 'strerror', None) or error}。"


def _skip_line(stream: BinaryIO | gzip.GzipFile, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(1 << 20)


def from_text(decoded: Decoded, name: str) -> Iterator[Article | Reject]:
    """The records of JSON Lines that were not UTF-8 as a whole (UTF-16 with its mark)."""
    return read(BytesIO(decoded.text.encode("utf-8", "replace")), name, decoded.encoding)
