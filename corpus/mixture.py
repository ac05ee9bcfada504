"""Files glued together from several encodings: UTF-8 in some lines, GB18030 or Big5 in others.

Read as one encoding such a file is half nonsense, and nothing would say so, as GB18030 takes most bytes. A line tells
beyond doubt what it is once it is a few characters long; the short ones between go with their neighbours.
"""
from __future__ import annotations

import re
from collections.abc import Sequence

# Four characters that are UTF-8 without a fault do not come about by chance in another encoding, nor do six that are
# none in UTF-8 through damage.
_TELLING = 4
_BYTES_OF_ANOTHER = 12
# Each line costs a hundred bytes while it is looked at.
_MOST_LINES = 500_000
_SOME_UTF8 = re.compile(rb"(?:[\xe0-\xef][\x80-\xbf]{2}){4}")
_FITTING = re.compile("[\u0800-\U0010ffff]+")


def read_mixed(data: bytes, others: Sequence[str]) -> tuple[str, str] | None:
    """The text, and the encodings joined by a plus sign; None unless lines of both kinds are there beyond doubt.

    ``others`` are the codecs that a line which is no UTF-8 may be in, the likeliest first. What fits neither is read as
    UTF-8 with stand-ins (``corpus.encoding``).
    """
    if not _SOME_UTF8.search(data) or data.count(b"\n") + data.count(b"\r") > _MOST_LINES:
        return None
    lines = data.splitlines(keepends=True)
    kinds = [_kind(line, others) for line in lines]
    if not {"utf-8", others[0]} <= set(kinds):
        return None
    texts: list[str] = []
    before = next(kind for kind in kinds if kind)
    for number, (line, kind) in enumerate(zip(lines, kinds)):
        if not kind and not line.isascii():
            after = next((later for later in kinds[number + 1:number + 50] if later), before)
            kind = _by_neighbours(line, others, {before, after})
        before = kind or before
        text = None if kind == "utf-8" else _strictly(line, others)
        texts.append(line.decode("utf-8", "longwen.stand-in") if text is None else text)
    return "".join(texts), f"utf-8+{others[0]}"


def _kind(line: bytes, others: Sequence[str]) -> str:
    """What the line is beyond doubt, or ''."""
    if line.isascii():
        return ""
    fitting = sum(map(len, _FITTING.findall(line.decode("utf-8", "ignore"))))
    wide = len(line) - len(line.decode("ascii", "ignore"))
    if fitting >= _TELLING and wide - 3 * fitting <= fitting // 2:
        return "utf-8"
    is_another = wide - 3 * fitting >= max(_BYTES_OF_ANOTHER, 9 * fitting)
    return others[0] if is_another and _strictly(line, others) is not None else ""


def _by_neighbours(line: bytes, others: Sequence[str], neighbours: set[str]) -> str:
    is_utf8 = _strictly(line, ("utf-8",)) is not None
    if others[0] not in neighbours or (is_utf8 and "utf-8" in neighbours):
        return "utf-8"
    return others[0] if _strictly(line, others) is not None else "utf-8"


def _strictly(line: bytes, codecs: Sequence[str]) -> str | None:
    for codec in codecs:
        try:
            return line.decode(codec)
        except UnicodeDecodeError:
            continue
    return None
