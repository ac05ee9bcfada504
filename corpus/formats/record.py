"""A record in JSON: an object with a newspaper's keys, and what of it becomes an article."""
from __future__ import annotations

import json
from typing import Any

from corpus.fields import FIELD_OF, NAMES, Fields, readings
from corpus.masthead import read_masthead

# Of UTF-8, and twice as much as the longest article takes. Python needs up to thirty times the bytes of a record
# while it is read ([{}, {}, …]), which bounds this.
LONGEST_RECORD = 6 << 20
_LOWER = frozenset(FIELD_OF)  # a record with these keys alone needs no second look at their case
_PRINTED = ("meta", "info")  # the line under a page's headline, as it was printed: day, source, writers
_TEXT_FIELDS = tuple((field, names) for field, names in NAMES.items() if field != "source_id")
# Numbers as they are written, as their digits may be an id; NaN and Infinity stand where an export had no value.
_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=lambda _: None)


class NotARecord(ValueError):
    """Text that holds no record, with the reason in one sentence; ``position`` is the character that is at fault."""

    def __init__(self, reason: str, position: int = 0) -> None:
        super().__init__(reason)
        self.position = position


def parse(text: str) -> Any:
    """The value that the text is. Raises NotARecord."""
    try:
        return _DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        raise _not_json(error) from None


def parse_at(text: str, start: int) -> tuple[Any, int]:
    """The value that begins at a position, and the position behind it. Raises NotARecord."""
    try:
        return _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError) as error:
        raise _not_json(error) from None


def fields_of(record: Any, name: str) -> Fields:
    """The record's fields. Raises NotARecord for a value that is no record of an article."""
    if not isinstance(record, dict):
        raise NotARecord("不是 JSON 对象；每条记录应为 {…}。")
    has_more = not _LOWER.issuperset(record)
    if has_more:
        record = {**{key.strip().lower(): value for key, value in record.items()}, **record}
    identity = next((record[key] for key in NAMES["source_id"] if record.get(key) is not None), "")
    if not isinstance(identity, str):
        raise NotARecord("id 既不是文字也不是数字。")
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
            raise NotARecord(f"字段 {field} 不是文字。")
        values[field] = text
    if not values["title"].strip() and not values["body"].strip():
        raise NotARecord("既没有标题也没有正文。")
    if identity:
        keys["source_id"] = next(key for key in NAMES["source_id"] if record.get(key) is not None)
    keys.pop("date", None)
    for key in _PRINTED if has_more else ():
        line = record.get(key)
        said = read_masthead(line) if isinstance(line, str) else None
        if isinstance(line, str) and said is not None:
            values["header"] = line
            for field, text in said.items():
                if text and not values[field]:
                    values[field], keys[field] = text, key
    places = readings("record", **keys)
    return Fields(source_id=identity, path=values["url"] or name, lead_ins=(), readings=places, **values)


def _text(value: Any) -> str | None:
    """A value as text: a list of paragraphs joined by line feeds; None if it is not text."""
    if value is None or value is False:
        return ""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "\n".join(value)
    return value if isinstance(value, str) else None


def _not_json(error: Exception) -> NotARecord:
    if isinstance(error, json.JSONDecodeError):
        return NotARecord(f"不是 JSON：第 {error.colno} 个字符处有错（{error.msg}）。", error.pos)
    return NotARecord("不是可读的 JSON：嵌套过深。")
