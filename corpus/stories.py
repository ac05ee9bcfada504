"""One file to the stories in it: where it says so, else where the language of the page does.

A story begins with a headline. What shows that a headline begins another story, and is no subhead, is, the surest
first: a page's head above it (paper, date, page); a dateline (本报兰州5月5日讯), a byline, a date or a press office's label
(发稿单位：) between it and its first paragraph; a change of script; a second line that begins with a dash (——记…), which
subheads never have. Where a file has none of these, only lines that sign off the story above (发稿人：, 电话：, (记者 …))
together with hardly a word in common above and below, or two long texts with nothing in common, are taken: a story
with subheads must not come apart, and neither must a roundup of briefs under one dateline.
"""
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from operator import add

from corpus.header import is_date_line, page_head
from corpus.lines import is_headline, is_press_label, is_subtitle, read_lines

# A line of rules, or a form feed: the two ways in which a text file says "the next story".
_SEPARATOR = re.compile(r"(?m)(?:^[ \t\u3000]*(?:[=\-*＊—─][ \t\u3000]*){3,}$\n?|\f)")
_SENTENCE_END = re.compile(r"[。！？!?；…][”’」』)）]*\s*$|。")
_SUBHEAD = re.compile(
    r"[(（]?[一二三四五六七八九十\d]{1,3}[、.．)）]|[◎※●■◆*＊★☆▶▲•·-]|【[^】]*】\Z|第[一二三四五六七八九十\d]+|[图圖]"
)
# Characters frequent enough to tell the scripts apart, of which each script has only one form.
_TRADITIONAL = re.compile("[國會為個這來們時說學發經過對開後還實體點機關從區長與務車產業東動權]")
_SIMPLIFIED = re.compile("[国会为个这来们时说学发经过对开后还实体点机关从区长与务车产业东动权]")
_CHINESE = re.compile(r"[\u3400-\u9fff]{2,}")

# A larger text is no page: only its separator lines are looked at.
LARGEST_PAGE = 4 << 20
_LONGEST_PAGE_HEAD = 3
_LONGEST_SENTENCE_HEADLINE = 160
_MOST_BETWEEN = 6  # lines of headline, byline and labels above a first paragraph
_SHORTEST_KICKER = 8  # below that a line above a headline is a signature: 市长 某某
# Measured on 24,000 real articles alone and 600 glued files (tests/gold/stories.py); how much of it is in common is a
# share of pairs of characters.
_SIGNED_OFF_COMMON = 0.10
_UNSIGNED_COMMON, _UNDER_DATELINE_COMMON = 0.05, 0.03
_UNSIGNED_LENGTH, _UNDER_DATELINE_LENGTH = 250, 300
_UNSIGNED_HEADLINE = 14
_FEWEST_PAIRS = 30
_REACH_BELOW, _REACH_ABOVE, _REACH_COMMON = 600, 900, 500


def split(text: str) -> tuple[str, ...]:
    """The stories of a file, in order, each verbatim; together they are the text without its separator lines.

    Splits at a line of three or more of ``= - * ＊ — ─`` or at a form feed, if every part has a headline and a body of
    its own; then before every headline that begins another story (see the module's head).
    """
    parts = [part for part in _SEPARATOR.split(text) if part.strip()]
    if len(parts) < 2 or not all(map(_is_story, parts)):
        parts = [text]
    return tuple(story for part in parts for story in _cut(part, _boundaries(part)))


def _boundaries(text: str) -> list[int]:
    return _Page(text).boundaries() if len(text) <= LARGEST_PAGE else []


def _cut(text: str, places: Sequence[int]) -> list[str]:
    return [text[start:end] for start, end in zip([0, *places], [*places, len(text)], strict=True)]


def _is_story(part: str) -> bool:
    lines = [line for line in part.splitlines() if line.strip()]
    return len(lines) > 1 and is_headline(lines[0]) and any(_SENTENCE_END.search(line) for line in lines[1:])


class _Page:
    """The lines of a text. ``last``, ``first`` and ``opening`` are everywhere: the first paragraph of the story above,
    the first line of a headline, and the first paragraph under it."""

    def __init__(self, text: str) -> None:
        self._lines = list(read_lines(text))
        self._dated = [number for number, line in enumerate(self._lines) if line.kind == "dated"]

    def boundaries(self) -> list[int]:
        """Where in the text another story begins."""
        places: list[int] = []
        last = 0
        for opening, line in enumerate(self._lines):
            if opening < 2 or not line.is_paragraph:
                continue
            first = self._headline_above(opening, last)
            head = self._page_head_above(first, last)
            begins = head or first
            if begins > max(last, 1) and self._is_any(last, begins) and (
                head or self._begins_story(last, first, opening)
            ):
                places.append(self._lines[begins].start)
                last = opening
        return places

    def _page_head_above(self, first: int, last: int) -> int:
        """Where the page's head above a headline begins, or 0: paper, date and page are the next story's."""
        for start in range(max(last + 1, first - _LONGEST_PAGE_HEAD), first):
            count = page_head([line.text for line in self._lines[start:first]])
            if count and start + count == first:
                return start
        return 0

    def _headline_above(self, opening: int, last: int) -> int:
        """The first line of the headline above a paragraph, or 0 where there is none or it is the page's own 原标题."""
        lines = self._lines
        at = opening - 1
        while at > last and opening - at < _MOST_BETWEEN and (
            lines[at].kind in ("label", "byline", "dated") or is_date_line(lines[at].text)
        ):
            at -= 1
        if at <= last:
            return 0
        if lines[at].kind != "headline":
            return at if self._is_long_headline(at, last, opening) else 0
        lowest = max(last, at - _MOST_BETWEEN)
        while at - 1 > lowest and lines[at - 1].kind == "headline" and self._belongs_below(at - 1, last, opening):
            at -= 1
        return 0 if lines[at - 1].kind == "original" else at

    def _is_long_headline(self, at: int, last: int, opening: int) -> bool:
        """Whether a whole sentence is a headline: the words of the dated paragraph under it, and not of the story
        above."""
        line = self._lines[at]
        if self._lines[opening].kind != "dated" or line.kind not in ("running", "other"):
            return False
        if len(line.text) > _LONGEST_SENTENCE_HEADLINE:
            return False
        below, above = self._pull(at, last, opening)
        return below > 0.4 and above < below / 2

    def _belongs_below(self, at: int, last: int, opening: int) -> bool:
        """Whether a line above a headline is part of it, and not the end of the story above."""
        line = self._lines[at].text
        if is_subtitle(self._lines[at + 1].text):
            return True
        is_kicker = line[-1] not in "！!？?" and len("".join(line.split())) >= _SHORTEST_KICKER
        return is_kicker and self._points_below(at, last, opening)

    def _begins_story(self, last: int, first: int, opening: int) -> bool:
        lines = self._lines
        headline, before = lines[first].text, lines[first - 1]
        ended = before.closes or before.kind in ("byline", "credit", "label")
        between = lines[first + 1:opening + 1]
        if any(line.kind in ("dated", "byline") or is_press_label(line.text) for line in between):
            return ended or self._points_below(first, last, opening)
        if any(is_date_line(line.text) for line in between):  # under a name it is a letter's, not a headline's
            return ended and len(headline) >= _SHORTEST_KICKER
        if self._script(opening, opening + 3) * self._script(max(last, first - 3), first) < 0:
            return ended and self._points_below(first, last, opening)
        if any(is_subtitle(line.text) for line in between[:-1]):
            return ended
        return not _SUBHEAD.match(headline) and self._stands_apart(last, first, opening)

    def _stands_apart(self, last: int, first: int, opening: int) -> bool:
        """Whether a headline without any mark parts two texts that have too little in common to be one."""
        if self._lines[first - 1].signs_off:
            most, least, margin = _SIGNED_OFF_COMMON, 0, -0.2
        elif len(self._lines[first].text) < _UNSIGNED_HEADLINE or self._is_roundup(last):
            return False
        elif bisect_left(self._dated, last) < bisect_left(self._dated, first):
            most, least, margin = _UNDER_DATELINE_COMMON, _UNDER_DATELINE_LENGTH, 0.1
        else:
            most, least, margin = _UNSIGNED_COMMON, _UNSIGNED_LENGTH, 0.1
        return (
            self._is_long(range(opening, self._section_end(opening)), least)
            and self._is_long(range(last, first), least)
            and self._points_below(first, last, opening, margin)
            and self._common(last, first, opening) <= most
        )

    def _is_any(self, start: int, end: int) -> bool:
        return any(line.is_paragraph for line in self._lines[start:end])

    def _is_roundup(self, last: int) -> bool:
        """Whether two headlines stand above the story's first paragraph: a roundup's own and its first item's."""
        at = next(number for number in range(last, len(self._lines)) if self._lines[number].is_paragraph)
        return at > 1 and all(line.kind == "headline" for line in self._lines[at - 2:at])

    def _section_end(self, opening: int) -> int:
        lines = self._lines
        ends = (n for n in range(opening + 1, len(lines) - 1)
                if lines[n].kind == "headline" and lines[n + 1].kind in ("headline", "running", "label", "dated"))
        return next(ends, len(lines))

    def _is_long(self, numbers: range, least: int) -> bool:
        length = 0
        for number in numbers:
            length += len(self._lines[number].text)
            if length >= least:
                return True
        return False

    def _script(self, start: int, end: int) -> int:
        """1 for traditional lines, -1 for simplified ones, 0 for neither."""
        text = "".join(line.text[:_REACH_BELOW] for line in self._lines[start:end])[-_REACH_BELOW:]
        old, new = len(_TRADITIONAL.findall(text)), len(_SIMPLIFIED.findall(text))
        return 1 if old > 4 * new + 2 else -1 if new > 4 * old + 2 else 0

    def _points_below(self, at: int, last: int, opening: int, margin: float = 0.0) -> bool:
        """Whether a line's words stand rather below it than above it."""
        below, above = self._pull(at, last, opening)
        return below - above >= margin if margin else below > above

    def _pull(self, at: int, last: int, opening: int) -> tuple[float, float]:
        """The share of a line's pairs of characters that stand below it and above it."""
        pairs = _pairs(self._lines[at].text)
        if not pairs:
            return 0.0, 0.0
        below = self._words(range(opening, len(self._lines)), _REACH_BELOW)
        above = self._words(range(at - 1, last - 1, -1), _REACH_ABOVE)
        return len(pairs & below) / len(pairs), len(pairs & above) / len(pairs)

    def _common(self, last: int, first: int, opening: int) -> float:
        """The share of pairs of characters that the texts above and below a headline have in common; all of it where
        there is too little Chinese to tell."""
        below = self._words(range(opening, len(self._lines)), _REACH_COMMON)
        above = self._words(range(first - 1, last - 1, -1), _REACH_COMMON)
        fewest = min(len(below), len(above))
        return len(below & above) / fewest if fewest >= _FEWEST_PAIRS else 1.0

    def _words(self, numbers: range, reach: int) -> set[str]:
        """The pairs of characters of as many of the lines as ``reach`` characters take."""
        found: set[str] = set()
        length = 0
        for number in numbers:
            text = self._lines[number].text
            found |= _pairs(text[:2 * reach] if numbers.step > 0 else text[-2 * reach:])
            length += len(text)
            if length > reach:
                break
        return found


@lru_cache(maxsize=256)
def _pairs(text: str) -> frozenset[str]:
    found: set[str] = set()
    for run in _CHINESE.findall(text):
        found.update(map(add, run, run[1:]))
    return frozenset(found)
