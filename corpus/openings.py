"""Pages on which every report opens in the same way: with its headline on the line of its first words, or with a
dateline and its writers and no headline at all."""
from __future__ import annotations

import re

from corpus.briefs import read_set_off
from corpus.lines import read_lines

_MAY_SET_OFF = re.compile("(?<![ \\t\\u3000])[ \\t\\u3000]{2,}【?[\\u3400-\\u9fff]{0,8}[讯訊电電]")
_ORDINAL = re.compile("0[1-9]|[1-9]\\d")
# An agency's dispatch: 某县7月24日电 (甲某 乙某)….
_DISPATCH = re.compile(
    r"(?m)^[ \t\u3000]*[\u3400-\u9fff]{2,10}\d{1,2}月\d{1,2}日(?:电|電|讯|訊|消息)[ \u3000]*[(（][^()（）\n]{2,30}[)）](?=\S)"
)


def numbered_headlines(text: str) -> tuple[str, ...]:
    """The headlines that stand each under its number (01, 02, 03, none left out), if the text begins with the first or
    the headline under it; else nothing."""
    lines = list(read_lines(text))
    numbers = [n for n, line in enumerate(lines[:-1]) if is_ordinal(line.text) and lines[n + 1].kind == "headline"]
    first = 1 if numbers and numbers[0] == 0 else 2
    if not numbers or [int(lines[n].text) for n in numbers] != list(range(first, first + len(numbers))):
        return ()
    return tuple(lines[n].text for n in ([] if numbers[0] == 0 else [0]) + [n + 1 for n in numbers])


def is_ordinal(line: str) -> bool:
    """Whether a line is a report's number on its page and nothing else: 01."""
    return _ORDINAL.fullmatch(line) is not None


def reports_opening_alike(text: str) -> list[int]:
    """Where the second and every later report begins, if the text's first line and others open one; nothing else."""
    if not (_MAY_SET_OFF.search(text) or _DISPATCH.search(text)):
        return []
    lines = list(read_lines(text))
    set_off = [line.start for line in lines if read_set_off(line.text) is not None]
    dispatches = [line.start for line in lines if _DISPATCH.match(line.text)]
    alike = next((places for places in (set_off, dispatches) if places and places[0] == lines[0].start), [])
    return alike[1:]
