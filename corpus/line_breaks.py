"""Lines broken at a column's width, as scanned pages and old text pages have them: which line feeds stand inside a
paragraph.

What tells them: the lines of a text that go on in another are all of one width, and hardly any of them ends where a
sentence does. Nothing is joined in a text of which this is not true throughout.
"""
from __future__ import annotations

import re
from collections import Counter
from unicodedata import east_asian_width

# What stands for such a line feed while a file is taken apart; ``corpus.clean`` takes it out, with a record of it.
INSIDE = "\U0010fdff"

_SENTENCE_END = re.compile(r"[。！？：；，、,;:!?][”’」』）)]*\Z")
_NARROWEST, _WIDEST = 18, 120  # columns; a Chinese character takes two
_FEWEST = 4  # lines that go on
_LEEWAY = 3  # columns: punctuation hangs over, letters and figures are narrow
_LARGEST = 4 << 20


def join_broken_lines(text: str) -> str:
    """The text with ``INSIDE`` in the place of every line feed inside a paragraph; one for one, so that places stay.

    A paragraph is what begins behind a blank line or with a blank. It is joined only if all its lines but the last
    have the width of the text's other such lines, and if it holds a full stop.
    """
    if len(text) > _LARGEST or INSIDE in text:
        return text
    lines = text.split("\n")
    widths = [_width(line) for line in lines]
    follow = {number for number in range(len(lines) - 1) if _goes_on(lines, number)}
    going_on = [number for number in sorted(follow) if _is_in_sentences(lines, number, follow)]
    if len(going_on) < _FEWEST:
        return text
    full = Counter(widths[number] for number in going_on).most_common(1)[0][0]
    joined = {number for number in going_on if abs(widths[number] - full) <= _LEEWAY}
    ended = sum(_SENTENCE_END.search(lines[number].rstrip()) is not None for number in joined)
    is_broken = _NARROWEST <= full <= _WIDEST and len(joined) >= _FEWEST and 10 * len(joined) >= 9 * len(going_on)
    has_wider = any(width > full + _LEEWAY and "。" in line for width, line in zip(widths, lines))
    if not is_broken or has_wider or 2 * ended > len(joined):
        return text
    pieces = []
    for number, line in enumerate(lines):
        pieces.append(line)
        pieces.append(INSIDE if number in joined else "\n")
    return "".join(pieces[:-1])


def _goes_on(lines: list[str], number: int) -> bool:
    """Whether the line below may be the same paragraph's: neither is blank, and that below is not indented."""
    line, below = lines[number], lines[number + 1]
    return bool(line.strip()) and bool(below) and not below[0].isspace()


def _is_in_sentences(lines: list[str], number: int, joined: set[int]) -> bool:
    """Whether the paragraph that two lines are part of holds a full stop; a list does not."""
    first, last = number, number + 1
    while first - 1 in joined:
        first -= 1
    while last in joined:
        last += 1
    return any("。" in line for line in lines[first:last + 1])


def _width(line: str) -> int:
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in line.rstrip())
