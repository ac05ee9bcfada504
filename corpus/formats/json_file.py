"""JSON files: one record, an array of them, or several one after another."""
from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import sha256

from corpus.article import Article, Origin, Reject
from corpus.encoding import Decoded
from corpus.fields import article
from corpus.formats.record import LONGEST_RECORD, NotARecord, fields_of, parse_at

# A record is looked for in so much text, so that the longest fits and memory is bounded.
_WINDOW = LONGEST_RECORD + LONGEST_RECORD // 4
_BETWEEN = re.compile(r"[\s,]*")
_END = re.compile(r"[\s,]*\]?\s*\Z")
# Where the next record may begin after a fault: behind a closing brace, or at the beginning of a line.
_RESUME = re.compile(r'(?m)(?:\}[\s,]*|^[ \t]*)(?=\{\s*")')


def read(data: bytes, decoded: Decoded, name: str) -> Iterator[Article | Reject]:
    """The records of a JSON file, which are its stories in order. What is no JSON is set aside with its line, and
    reading goes on where the next record seems to begin."""
    text = decoded.text
    # A lone surrogate can only come from an escape; the bytes do not show one where they are UTF-16.
    unreadable = decoded.damaged or "\\ud" in text or "\\uD" in text
    position = _BETWEEN.match(text).end()  # type: ignore[union-attr]  # it matches everywhere
    is_array = text.startswith("[", position)
    if is_array:
        position = _BETWEEN.match(text, position + 1).end()  # type: ignore[union-attr]
        if text.startswith("]", position):
            yield Reject(name, None, "JSON 数组是空的，没有文章。")
            return
    lines = _Lines(text)
    story = 0
    base, window = 0, text[:_WINDOW]
    while position < len(text):
        if is_array and text.startswith("]", position):
            is_array = False
            position = _BETWEEN.match(text, position + 1).end()  # type: ignore[union-attr]
            continue
        story += 1
        if position + LONGEST_RECORD > base + len(window) < len(text):
            base, window = position, text[position:position + _WINDOW]
        try:
            record, end = parse_at(window, position - base)
        except NotARecord as error:
            is_cut = base + len(window) < len(text) and error.position >= len(window) - 1
            reason = f"一条记录超过 {LONGEST_RECORD >> 20} MB，未读。" if is_cut else str(error)
            at = position if is_cut else base + max(error.position, position - base)
            yield Reject(name, lines.number(at), reason)
            found = _RESUME.search(text, at + 1)
            if not found:
                return
            position = found.end()
            continue
        end += base
        try:
            fields = fields_of(record, name)
        except NotARecord as error:
            yield Reject(name, None, f"第 {story} 条记录：{error}")
        else:
            own = data if story == 1 and _END.match(text, end) else _own_bytes(text[position:end])
            origin = Origin(name, "json", decoded.encoding, story=story)
            yield article(fields, origin, sha256(own).hexdigest(), unreadable=unreadable)
        position = _BETWEEN.match(text, end).end()  # type: ignore[union-attr]
    if is_array:
        yield Reject(name, lines.number(len(text)), "JSON 数组没有结尾，文件可能被截断；前面的记录已读入。")


class _Lines:
    """Line numbers of positions that only go forward."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at, self._number = 0, 1

    def number(self, position: int) -> int:
        if position > self._at:
            self._number += self._text.count("\n", self._at, position)
            self._at = position
        return self._number


def _own_bytes(record: str) -> bytes:
    """A record's bytes wherever in a file and however indented it stands."""
    try:
        return json.dumps(json.loads(record), ensure_ascii=True, sort_keys=True).encode()
    except ValueError:  # a number nobody can hold
        return record.encode("utf-8", "surrogatepass")
