"""Lines broken at a column's width, as scanned pages and old text pages have them: which line feeds stand inside a
paragraph.

What tells them: the lines of a text that go on in another are all of one width, and hardly any of them ends where a
sentence does. Nothing is joined in a text of which this is not true throughout.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from unicodedata import east_asian_width

# What stands for such a line feed while a file is taken apart; ``corpus.clean`` takes it out, with a record of it.
INSIDE = "\U0010fdff"
# What a reader of scanned papers puts behind a preview of the page, which it prints again below.
PREVIEW_END = "[收起]"

_SENTENCE_END = re.compile(r"[。！？：；，、,;:!?][”’」』）)]*\Z")
_FULL_STOP = re.compile(r"[。！？!?…][”’」』）)]*\Z")
_NARROWEST, _WIDEST = 18, 120  # columns; a Chinese character takes two
_FEWEST = 4  # lines that go on
_LEEWAY = 4  # columns: a character more or less, punctuation that hangs over
_LARGEST = 4 << 20
_FEWEST_SPREAD = 12  # lines of a text that has a blank one behind each
_LINES_A_STOP = 12
_OPENS_REPORT = re.compile("[ \\u3000]*(?:【|本[报報]|[□◎]|[(（]?[^，。,]{0,12}[记記]者)")
_LEFT_OPEN = re.compile("[(（][^)）]*\\Z")
_MARKED = re.compile("[，。、；,;]|[(（][^)）]*\\n")  # of prose; a bracket that goes on


def join_broken_lines(text: str) -> str:
    """The text with ``INSIDE`` in the place of every line feed inside a paragraph; one for one, so that places stay.

    A paragraph is what begins behind a blank line or with a blank, unless there is one behind every line of a text
    of prose, in which most lines have one width, and sentences end within lines. It is joined only if all its lines but
    the last have the width of the text's other such lines, and if it holds a full stop or is an indented bracket.
    """
    if len(text) > _LARGEST or INSIDE in text:
        return text
    lines = text.split("\n")
    if any(len(line) > _WIDEST and "。" in line and not _is_preview(line) for line in lines):
        return text  # most texts of an archive end here
    if joined_lines := _spread(lines):
        return _joined(lines, joined_lines)
    going_on = [number for paragraph in _paragraphs(lines) for number in paragraph[:-1]]
    if len(going_on) < _FEWEST:
        return text
    # Some count a letter or a figure as half a character, some as a whole one.
    return _joined(lines, max((_broken(lines, going_on, measure) for measure in (_characters, _width)), key=len))


def _may_go_on(line: str, following: str) -> bool:
    """Whether two lines look like prose: they hold its marks, or a bracket goes on."""
    if _OPENS_REPORT.match(following) and not _LEFT_OPEN.search(line):
        return False
    return len(line) + len(following) <= 2 * _WIDEST and _MARKED.search(f"{line}\n{following}") is not None


def _of_one_width(prose: list[str], going_on: list[int], measure: Callable[[str], int]) -> set[int]:
    """The lines that go on in the next, seen from one width; none where they are not nearly all."""
    widths = list(map(measure, prose))
    width = Counter(widths[number] for number in going_on).most_common(1)[0][0]
    inside = {number for number in going_on if not _FULL_STOP.search(prose[number].rstrip())}
    joined = {number for number in inside if abs(widths[number] - width) <= 2 * _LEEWAY}
    # In broken prose sentences end in the middle of lines; items, rows and minutes have a line each.
    if sum("。" in prose[number].rstrip()[:-1] for number in joined) * _LINES_A_STOP < len(joined):
        return set()
    ended = sum(_SENTENCE_END.search(prose[number].rstrip()) is not None for number in joined)
    wider = (line for one, line in zip(widths, prose) if one > width + 2 * _LEEWAY and not _is_preview(line))
    has_wider = any("。" in line for line in wider)
    is_narrow = _NARROWEST <= width <= _WIDEST // 2 + _LEEWAY
    if not is_narrow or has_wider or len(joined) < _FEWEST_SPREAD // 2 or 5 * len(joined) < 3 * len(inside):
        return set()
    return joined if 2 * ended <= len(joined) else set()


def _is_preview(line: str) -> bool:
    return line.rstrip().endswith(PREVIEW_END)


def _joined(lines: list[str], joined: Collection[int]) -> str:
    pieces = []
    for number, line in enumerate(lines):
        pieces.append(line)
        pieces.append(INSIDE if number in joined else "\n")
    return "".join(pieces[:-1])


def _spread(lines: list[str]) -> set[int]:
    """The line feeds inside paragraphs where a blank line stands behind every line, so that nothing sets paragraphs
    apart but how their last lines end; with those of the blank lines. None where the text is anything but prose."""
    full = [number for number, line in enumerate(lines) if line.strip()]
    together = sum(bool(lines[number + 1].strip()) for number in full[:-1])
    if len(full) < _FEWEST_SPREAD or 4 * together > len(full):
        return set()
    prose = [lines[number] for number in full]
    going_on = [number for number in range(1, len(prose) - 1) if _may_go_on(prose[number], prose[number + 1])]
    if 2 * len(going_on) < len(prose) or _LINES_A_STOP * sum("。" in line for line in prose) < len(prose):
        return set()
    joined = max((_of_one_width(prose, going_on, measure) for measure in (_characters, _width)), key=len)
    return {between for number in joined for between in range(full[number], full[number + 1])}


def _broken(lines: list[str], going_on: list[int], measure: Callable[[str], int]) -> set[int]:
    """The numbers of the lines that are broken at one width, or none where that is not true of nearly all."""
    widths = [measure(line) for line in lines]
    full = Counter(widths[number] for number in going_on).most_common(1)[0][0]
    # Where paragraphs are not set apart, a short line that ends a sentence ends one, and so may a full one.
    ends = {number for number in going_on if _FULL_STOP.search(lines[number].rstrip())}
    closing = {number for number in ends if widths[number] < full - _LEEWAY}
    going_on = [number for number in going_on if number not in closing]
    joined = {number for number in going_on if abs(widths[number] - full) <= _LEEWAY}
    ended = sum(_SENTENCE_END.search(lines[number].rstrip()) is not None for number in joined)
    is_broken = _NARROWEST <= full <= _WIDEST and len(joined) >= _FEWEST and 10 * len(joined) >= 9 * len(going_on)
    has_wider = any(width > full + _LEEWAY and "。" in line for width, line in zip(widths, lines))
    if not is_broken or has_wider or 2 * ended > len(joined):
        return set()
    return joined - ends if closing else joined


def _paragraphs(lines: list[str]) -> Iterator[range]:
    """The lines of what may be a paragraph with a full stop: from a line that is not blank as far as neither a blank
    nor an indented line comes. A list has no full stop."""
    start = 0
    for end in range(1, len(lines) + 1):
        if end == len(lines) or not lines[end] or lines[end][0].isspace() or not lines[end - 1].strip():
            if any("。" in line for line in lines[start:end]) or _is_signature(lines[start:end]):
                yield range(start, end)
            start = end


def _is_signature(lines: list[str]) -> bool:
    """Whether an indented bracket holds the lines: who wrote the story above."""
    first, last = lines[0].lstrip(), lines[-1].rstrip()
    return len(first) < len(lines[0]) and first[:1] in ("(", "（") and last[-1:] in (")", "）")


def _width(line: str) -> int:
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in line.rstrip())


def _characters(line: str) -> int:
    """The width in columns if every character were a Chinese one."""
    return 2 * len(line.rstrip())
