"""One file to the stories in it: where it says so, else where the language of the page does.

A story begins with a headline. What shows that a headline begins another story, and is no subhead, is, the surest
first: a page's head above it (paper, date, page); a dateline (本报兰州5月5日讯), a byline, a date or a press office's label
(发稿单位：) between it and its first paragraph; a column's name over the headline of its first brief; a change of script; a
second line that begins with a dash (——记…), which subheads never have. Where a file has none of these, what headline,
words and lengths say together is weighed (corpus/cohesion.py): a story with subheads must not come apart, and neither
must a roundup of briefs.
"""
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from itertools import accumulate

from corpus.briefs import LIST_MARKS, names_column, parted
from corpus.byline import author_of
from corpus.clean import without_readings
from corpus.cohesion import Evidence, grown, is_same, pairs, share
from corpus.furniture import is_imprint, teaser_start
from corpus.header import is_date_line
from corpus.headings import Headings, is_adopted
from corpus.headline import is_genre, is_picture_news
from corpus.lines import RULES, is_headline, is_press_label, is_subtitle, read_lines
from corpus.openings import is_ordinal, reports_opening_alike
from corpus.signatures import stands_beside, writers_at_foot, writers_at_head

# A line of rules, or a form feed: the two ways in which a text file says "the next story".
_SEPARATOR = re.compile(
    rf"(?m)(?:(?:^|(?<=\f))[ \t\u3000]*(?:(?:[{RULES}][ \t\u3000]*){{3,}}|(?:[◆◇★☆●○■□※][ \t\u3000]*){{2,}})$\n?|\f)"
)
_SENTENCE_END = re.compile(r"[。！？!?；…][”’」』)）]*\s*$|。")
_NUMBER = r"[(（]?[一二三四五六七八九十\d]{1,3}[、.．)）](?!\d)"
_NUMBERED = re.compile(_NUMBER)
# What stands over a part of a text and never over a story: an item of a list, a picture's number, a quotation, a note.
_SUBHEAD = re.compile(
    rf"{_NUMBER}|[◎※●■◆*＊★☆▶▲•·-]|第[一二三四五六七八九十\d]+|[图圖]"
    r"|【[^】]*】(?:\Z|[:：])|[“「『][^”」』]*[”」』]\Z|[【(（]?(?:特[别別])?提醒|[备備附][注註记記]|[注註][:：]"
)
# Who wrote a report or a release, or answers for it.
_ANSWERED = re.compile(
    "[发發撰供來来]稿|[來来]源|新[闻聞]稿?[联聯连連][络絡系繫]|[联聯连連][络絡系繫]人|[承业業][办辦務务][^:：]{0,6}人|[责責]任?[编編]|[记記]者|通[讯訊][员員]"
)
# How a reader's letter begins.
_ADDRESSED = re.compile(
    "(?:尊敬的|敬爱的|敬愛的)?(?:编辑|編輯|编者|編者|记者|記者|总编|總編)(?:部|室)?的?(?:各位)?(?:同志|先生|朋友)(?:们|們)?[:：]\\Z"
)
_ECHO = re.compile("【?(?:来信|來信|读者)?(?:回音|反馈|追踪)壁?】?\\Z")  # what became of the letters of another day
# The day of an event, which a report names in its first sentences.
_DAY = re.compile(r"今年?[(（]|[今昨明][日天晚早(（]|近[日期]|日前|\d{1,2}[/月]\d{1,2}日?|\d{1,2}[)）]?[日号號]|[(（]\d{1,2}[)）]日")
# Characters frequent enough to tell the scripts apart, of which each script has only one form.
_TRADITIONAL = re.compile("[國會為個這來們時說學發經過對開後還實體點機關從區長與務車產業東動權]")
_SIMPLIFIED = re.compile("[国会为个这来们时说学发经过对开后还实体点机关从区长与务车产业东动权]")

# A larger text is no page: only its separator lines are looked at.
LARGEST_PAGE = 4 << 20
_LEAD = 120
_LONGEST_FOOT = 300
_LONGEST_HEAD = 3
_LONGEST_SUBHEAD = 13
_LONGEST_WORDS = 5  # 夜间门诊 in a list of contents may be a subhead
_MOST_ABOVE, _MOST_BELOW, _MOST_OWN, _MOST_INNER = 1000, 600, 20, 10  # of more it makes no difference how much
_FEWEST_PAIRS = 30
_ITEM_MARKS = frozenset(f"•▪{LIST_MARKS}")
_SHORTEST_MARKED = 10  # with its mark: ● 案情回放 is a subhead
_MOST_LINES = 60  # of a text that is signed at its foot
_REACH, _REACH_FAR, _REACH_BELOW = 500, 2000, 600


def split(text: str, contents: Collection[str] = ()) -> tuple[str, ...]:
    """The stories of a file, in order, each verbatim; together they are the text without its separator lines.
    ``contents`` are headlines that a list at the file's head names.

    Splits at a rule (``corpus.lines.RULES``), at a line of two or more of ``◆ ★ ● ■ ※``, or at a form feed, if every
    part has a headline and a body of its own, but for a page's foot; then before every headline that begins another
    story (see the module's head), and before every signed brief with a headline of its own in a column of such
    (``corpus.briefs``).
    """
    teaser = teaser_start(text)
    text, rest = text[:teaser], text[teaser:]
    parts = _with_foot([part for part in _SEPARATOR.split(text) if part.strip()])
    if len(parts) < 2 or not all(map(_is_story, parts)):
        parts = [text]
    pages = [page for part in parts for page in _cut(part, _alike(part))]
    stories = (story for page in pages for story in _cut(page, _boundaries(page, contents)))
    found = [brief for story in stories for brief in _briefs(story)]
    return (*found[:-1], found[-1] + rest)


def _briefs(story: str) -> list[str]:
    first = story[:_LEAD].lstrip().partition("\n")[0].rstrip()
    return parted(story) if names_column(first) else [story]


def _with_foot(parts: list[str]) -> list[str]:
    """The parts between separators, a page's foot as part of the story above it."""
    while len(parts) > 2 and len(parts[-1]) < _LONGEST_FOOT:
        foot = list(read_lines(parts[-1]))
        is_foot = any(is_imprint(line.text) for line in foot)
        if not is_foot or any(line.is_paragraph and not is_imprint(line.text) for line in foot):
            break
        parts = [*parts[:-2], parts[-2] + parts[-1]]
    return parts


def _alike(text: str) -> list[int]:
    return reports_opening_alike(text) if len(text) <= LARGEST_PAGE else []


def _boundaries(text: str, contents: Collection[str]) -> list[int]:
    return _Page(text, contents).boundaries() if len(text) <= LARGEST_PAGE else []


def _cut(text: str, places: Sequence[int]) -> list[str]:
    return [text[start:end] for start, end in zip([0, *places], [*places, len(text)], strict=True)]


def _is_story(part: str) -> bool:
    lines = [line for line in part.splitlines() if line.strip()]
    return len(lines) > 1 and is_headline(lines[0]) and any(_SENTENCE_END.search(line) for line in lines[1:])


class _Page:
    """``last``, ``first`` and ``opening`` are everywhere: the first paragraph of the story above, the first line of a
    headline, and the first paragraph under it."""

    def __init__(self, text: str, contents: Collection[str] = ()) -> None:
        self._headings = Headings(text)
        self._contents = frozenset(contents)
        self._lines = lines = self._headings.lines
        self._dated = [number for number, line in enumerate(lines) if line.kind == "dated"]
        self._inner = [n for n, line in enumerate(lines[:-1]) if line.kind == "headline" and lines[n + 1].is_paragraph]
        self._has_rubrics = any(map(self._headings.is_rubric, range(min(_LONGEST_HEAD, len(lines)))))
        sections = list(map(self._headings.is_section, range(len(lines))))
        self._has_sections = sum(sections) > 1 and sections[0]
        self._letters = sum(_ADDRESSED.match(line.text) is not None for line in lines)
        marked = lines[0].text if lines else ""
        is_marked = marked[:1] in _ITEM_MARKS and marked[1:2].isspace() and lines[0].kind == "headline"
        is_marked = is_marked and len(marked) >= _SHORTEST_MARKED
        self._mark = marked[:1] if is_marked else ""
        self._lengths = [0, *accumulate(len(line.text) for line in lines)]

    def boundaries(self) -> list[int]:
        """Where in the text another story begins."""
        headings = self._headings
        places: list[int] = []
        last = 0
        for opening in range(2, len(self._lines)):
            if not headings.is_text(opening):
                continue
            first = headings.headline_above(opening, last)
            letter = self._letter_above(first, opening)
            first = letter or first
            if self._letters > 1 and first > 1 and _ECHO.match(self._lines[first - 1].text):
                first -= 1
            listed = (number for number in range(first, opening) if self._lines[number].text in self._contents)
            first = next(listed, first) if first else 0
            head = headings.page_head_above(first, last)
            begins = head or first
            if begins and is_ordinal(self._lines[begins - 1].text):
                begins -= 1  # 02, above its headline
            if begins > max(last, 1) and headings.has_text(last, begins) and (
                head or letter or self._begins_story(last, first, opening)
            ):
                places.append(self._lines[begins].start)
                last = opening
        return places

    def _begins_story(self, last: int, first: int, opening: int) -> bool:
        headings = self._headings
        headline = self._lines[first].text
        if is_imprint(without_readings(headline)):
            return False
        is_item = len(headline) >= _SHORTEST_MARKED and headline[1:2].isspace()
        if self._mark and headline[0] == self._mark and is_item:
            return headings.has_ended(first)
        if headline in self._contents and len(headline) > _LONGEST_WORDS and not _SUBHEAD.match(headline):
            return headings.has_ended(first)
        if is_picture_news(headline):
            return headings.has_ended(first)
        between = self._lines[first + 1:opening + 1]
        ended = headings.has_ended(first)
        if any(line.kind in ("dated", "byline") for line in between):
            return ended or self._points_below(first, last, opening)
        if any(_ADDRESSED.match(line.text) for line in between):
            return headings.is_signed_off(first) or ended and any(
                is_genre(line.text) for line in (self._lines[first], *between)
            )
        if any(is_adopted(line.text) for line in between):  # not the document that the report above prints in full
            above = self._lines[headings.head(last).start:first]
            return ended and not any(headline in line.text for line in above)
        if any(is_genre(line.text) or self._is_author(line.text, opening) for line in between[:-1]):  # 本报评论员
            return ended
        if _NUMBERED.match(headline):  # time and place under an item of a list
            return False
        if any(is_press_label(line.text) for line in between):
            return ended or self._points_below(first, last, opening)
        if any(is_date_line(line.text) for line in between):
            return ended and headings.may_stand_over_date(first)
        if headings.is_column(first) and (len(between) > 1 or headings.opens_briefs(first)):
            return ended
        if self._letters > 1 and _ECHO.match(headline):
            return True
        if headings.is_rubric(first) and self._has_rubrics or headings.is_section(first) and self._has_sections:
            return ended
        if headings.is_signed_off(first):
            return not _SUBHEAD.match(headline)
        section = min(opening + 3, self._section_end(opening))
        if self._script(opening, section) * self._script(max(last, first - 3), first) < 0:
            return ended and self._points_below(first, last, opening)
        if any(is_subtitle(line.text) for line in between[:-1]):
            return ended
        if _SUBHEAD.match(headline):
            return False
        return self._is_signed_by_others(last, first, opening) or self._stands_apart(last, first, opening)

    def _letter_above(self, first: int, opening: int) -> int:
        """The headline right above the salutation of a letter, on a page of several; 0 where there is none."""
        if self._letters < 2 or not first:
            return 0
        at = next((n for n in range(first + 1, opening + 1) if _ADDRESSED.match(self._lines[n].text)), 0)
        return at - 1 if at and self._lines[at - 1].kind == "headline" else 0

    def _is_author(self, line: str, opening: int) -> bool:
        """Whether a name under a headline is the author's, of whom the text does not speak."""
        name = author_of(line)
        section = self._lines[opening:self._section_end(opening)]
        return name != "" and not any(name in below.text for below in section)

    def _is_signed_by_others(self, last: int, first: int, opening: int) -> bool:
        """Whether what stands below a headline is signed at its foot, by none of those who sign what stands above."""
        lines = self._lines
        below = self._foot(opening)
        if not below or stands_beside(lines[first].text) or not self._headings.has_ended(first):
            return False
        above = writers_at_foot(lines[first - 1])
        head = self._headings.head(last)
        has_subheads = bisect_left(self._inner, first - 1) > bisect_left(self._inner, last + 1)
        has_parts = bisect_left(self._inner, first - 1) > bisect_left(self._inner, head.stop)
        if above and lines[first - 1].is_paragraph and (has_parts or self._is_roundup(last)):
            return False  # the parts of a roundup are signed as well, behind their last sentences
        if not above and not has_subheads:
            above = writers_at_head(lines[head.start:head.stop + 1])
        return bool(above) and above.isdisjoint(below)

    def _foot(self, opening: int) -> frozenset[str]:
        """Who signs the text that begins with a paragraph, at its foot; nobody where a headline comes before that."""
        lines = self._lines
        for number in range(opening, min(len(lines), opening + _MOST_LINES)):
            names = writers_at_foot(lines[number])
            if names and not (number + 1 < len(lines) and lines[number + 1].is_paragraph):
                return names
            if names or lines[number].kind == "headline":
                break
        return frozenset()

    def _points_below(self, at: int, last: int, opening: int) -> bool:
        """Whether a line's words stand rather below it than above it."""
        below, above = self._headings.pull(at, last, opening)
        return below > above

    def _stands_apart(self, last: int, first: int, opening: int) -> bool:
        """Whether a headline without any mark parts two texts that have too little in common to be one."""
        if any(map(self._headings.is_column, self._headings.head(last))):  # the next brief of a column
            return False
        return self._evidence(last, first, opening).score() > 0

    def _evidence(self, last: int, first: int, opening: int) -> Evidence:
        before, headings = self._lines[first - 1], self._headings
        headline = pairs(self._lines[first].text)
        headline_above = {pair for number in headings.head(last) if self._lines[number].kind == "headline"
                          for pair in pairs(self._lines[number].text)}
        below, above = headings.words_below(first + 1, _REACH_BELOW), headings.words_above(first, last, _REACH_FAR)
        return Evidence(
            shared=share(headings.words_below(first + 1, _REACH), above, of_none=1.0),
            common=self._common(last, first, opening),
            carried=share(headline_above, below - headline, of_none=0.5),
            foreign=share(headline, above - below),
            own=grown(len((headline & below) - above), _MOST_OWN),
            above=grown(self._lengths[first] - self._lengths[last], _MOST_ABOVE),
            below=grown(self._lengths[self._section_end(opening)] - self._lengths[opening], _MOST_BELOW),
            inner=grown(bisect_left(self._inner, first - 1) - bisect_left(self._inner, last + 1), _MOST_INNER),
            dated=bisect_left(self._dated, last) < bisect_left(self._dated, first),
            roundup=self._is_roundup(last),
            signed=before.signs_off,
            answered=before.signs_off and _ANSWERED.search(before.text) is not None,
            lead=_DAY.search(self._lines[opening].text[:_LEAD]) is not None,
            short=len(self._lines[first].text) <= _LONGEST_SUBHEAD,
        )

    def _common(self, last: int, first: int, opening: int) -> float:
        """The share of pairs of characters that the texts above and below a headline have in common; all of it where
        there is too little Chinese to tell."""
        below = self._headings.words_below(opening, _REACH)
        above = self._headings.words_above(first, last, _REACH)
        fewest = min(len(below), len(above))
        return len(below & above) / fewest if fewest >= _FEWEST_PAIRS else 1.0

    def _is_roundup(self, last: int) -> bool:
        """Whether two headlines stand above the story's first paragraph: a roundup's own and its first item's."""
        head = [self._lines[number] for number in self._headings.head(last)]
        above = [line for line in head if not is_imprint(line.text)][-2:]
        is_stacked = len(above) == 2 and all(line.kind == "headline" for line in above)
        return is_stacked and not is_same(above[0].text, above[1].text)

    def _section_end(self, opening: int) -> int:
        """The line behind the last above the next headline; as far as matters."""
        lines, number = self._lines, opening + 1
        most = self._lengths[opening] + _MOST_BELOW
        while number < len(lines) and self._lengths[number] < most:
            following = lines[number + 1].kind if number + 1 < len(lines) else "other"
            if lines[number].kind == "headline" and following in ("headline", "running", "label", "dated"):
                break
            number += 1
        return number

    def _script(self, start: int, end: int) -> int:
        """1 for traditional lines, -1 for simplified ones, 0 for neither."""
        text = "".join(line.text[:_REACH_BELOW] for line in self._lines[start:end])[-_REACH_BELOW:]
        old, new = len(_TRADITIONAL.findall(text)), len(_SIMPLIFIED.findall(text))
        return 1 if old > 4 * new + 2 else -1 if new > 4 * old + 2 else 0
