"""What stands where on a page of text: which lines above a paragraph are its headline, and which words are near."""
from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.briefs import LIST_MARKS, is_column
from corpus.byline import author_of
from corpus.cohesion import is_same, pairs, share
from corpus.header import is_date_line, page_head
from corpus.headline import is_genre, is_section_label
from corpus.lines import Line, is_press_label, is_subtitle, read_lines
from corpus.publishers import plain
from corpus.signatures import writers_at_foot
from corpus.surnames import may_be_name

# What an official notice is about is its headline where none of its own head (number, annexes) stands above.
_NOTICE = re.compile("主旨[:：]")
_NOTICE_HEAD = re.compile("[公通]告|[发發]文|附[ \u3000]*件|[会會][议議]")

# What stands over the stories of a page of letters or opinion, 【来信照登】; other words in such brackets open the parts of
# one story.
_RUBRIC = re.compile(r"【[^】\n]{0,4}(?:来信|來信|来函|照登|回音|反馈|反饋|短论|短論|时评|時評|热线|熱線|问政|問政|曝光台|追踪|追蹤)[^】\n]{0,2}】\Z")
# What a notice or a letter says besides, below the day.
_ATTACHED = re.compile("附(?:[:：]|[ \u3000]*[件表录錄图圖])")
# Who signs a notice or a letter, above its date: 某县交通运输局, 某县读者 甲某某.
_SIGNATURE = re.compile(
    r"[\u3400-\u9fff（）()]{2,24}(?:[局厅廳处處院部委馆館社校所队隊站办辦]|公司|委员会|委員會|办公室|辦公室|政府|中心|协会|協會|联合会|[总總]站)"
    r"|[\u3400-\u9fff]{2,12}(?:读者|讀者|村民|居民|市民|职工|學生|学生|家长|[群公]众)[ \u3000]+[\u3400-\u9fff]{2,4}"
    r"|[\u3400-\u9fff]{2,16}[ \u3000]+[\u3400-\u9fff]{2,3}等[\u3400-\u9fff\d]{0,6}[户戶名位个個]"
    r"(?:读者|讀者|村民|居民|市民|职工|學生|学生|家长|家長|[群公][众眾])"
)
# What stands under the headline of what a body passed: (某年某月某日某会议通过).
_ADOPTED = re.compile(
    r"[（(][^（）()]{0,12}\d{4}年\d{1,2}月\d{1,2}日[^（）()]{2,60}(?:通过|通過|批准|公布|公佈|发布|發布|任命|决定|決定)[）)]\Z"
)
# A line of a roll or a table: what blanks set apart.
_COLUMNS = re.compile(r"\S(?: ?\S){0,11}(?:[ \t\u3000]{2,}\S(?: ?\S){0,11})+\Z")
_LIST_OF_NAMES = re.compile(r"[^。，,、]{2,24}(?:、[^。，,、]{2,8}){2,}\Z")
_FEWEST_ROWS = 3

_LONGEST_PAGE_HEAD = 6
_LONGEST_SENTENCE_HEADLINE = 160
_LONGEST_LABEL = 40  # a longer one with a full stop holds running text
_MOST_BETWEEN = 6  # lines of headline, byline and labels above a first paragraph
_SHORTEST_KICKER = 8  # below that a line above a headline is a signature: 市长 某某
_REACH_BELOW, _REACH_ABOVE = 600, 900


class Headings:
    """The lines of a text. ``last``, ``first`` and ``opening`` are everywhere: the first paragraph of the story above,
    the first line of a headline, and the first paragraph under it."""

    def __init__(self, text: str) -> None:
        self.lines: Sequence[Line] = list(read_lines(text))

    def is_text(self, number: int) -> bool:
        """Whether a line is running text; also behind a label (主旨：…。 in a notice)."""
        line = self.lines[number]
        return line.is_paragraph or (line.kind == "label" and len(line.text) > _LONGEST_LABEL and "。" in line.text)

    def has_text(self, start: int, end: int) -> bool:
        """Whether a story can stand in the lines from ``start`` up to ``end``: running text, or a roll's columns."""
        if any(map(self.is_text, range(start, end))):
            return True
        return sum(_is_of_roll(line.text) for line in self.lines[start:end]) >= _FEWEST_ROWS

    def is_rubric(self, number: int) -> bool:
        """Whether a line is a rubric alone, over a headline: 【来信照登】."""
        lines = self.lines
        is_above = number + 1 < len(lines) and lines[number + 1].kind == "headline"
        return is_above and _RUBRIC.match(lines[number].text) is not None

    def is_section(self, number: int) -> bool:
        """Whether a line is the name of a part of the page alone, over a headline: 【要闻】, ★ 民生 ★."""
        lines = self.lines
        if number + 1 >= len(lines) or not is_section_label(lines[number].text):
            return False
        following = lines[number + 1]
        if is_column(plain(lines[number].text.strip("【】★☆◆■●▌ \u3000"))) and following.text[0] in LIST_MARKS:
            return True
        return following.kind == "headline" and not is_section_label(following.text)

    def headline_above(self, opening: int, last: int) -> int:
        """The first line of the headline above a paragraph, or 0 where there is none or it is the page's own 原标题."""
        lines = self.lines
        at = opening - 1
        while at > last and opening - at < _MOST_BETWEEN and self._stands_between(at):
            at -= 1
        if at <= last:
            return 0
        if lines[at].kind != "headline":
            return next((n for n in range(at, opening) if self._is_long_headline(n, last, opening)), 0)
        at = self._printed_first(at, last)
        lowest = max(last, at - _MOST_BETWEEN)
        while at - 1 > lowest and lines[at - 1].kind == "headline" and self._belongs_below(at - 1, last, opening):
            at -= 1
        top = at
        while top - 1 > lowest and lines[top - 1].kind == "headline":
            top -= 1
        return 0 if lines[top - 1].kind == "original" else at

    def page_head_above(self, first: int, last: int) -> int:
        """Where the page's head above a headline begins, or 0: paper, date and page are the next story's."""
        for start in range(max(last + 1, first - _LONGEST_PAGE_HEAD), first):
            count = page_head([line.text for line in self.lines[start:first]])
            if count and start + count == first:
                return start
        return 0

    def head(self, last: int) -> range:
        """The lines above the first paragraph of the story above."""
        bottom = next((n for n in range(last, len(self.lines)) if self.is_text(n)), last)
        top = bottom
        while top and bottom - top < _MOST_BETWEEN and not self.is_text(top - 1):
            top -= 1
        return range(top, bottom)

    def is_column(self, number: int) -> bool:
        """Whether a line is the name of a column of briefs."""
        return is_column(plain(self.lines[number].text))

    def opens_briefs(self, number: int) -> bool:
        """Whether a line is the name of a column whose briefs have marks and no headlines: 简讯 over △本周，…."""
        return self.is_column(number) and self.lines[number + 1].text[0] in LIST_MARKS

    def may_stand_over_date(self, number: int) -> bool:
        """Whether a line over a date is a headline; under a name the date is a letter's."""
        line = self.lines[number]
        if _SIGNATURE.fullmatch(line.text):
            return False
        return line.kind == "headline" and (len(line.text) >= _SHORTEST_KICKER or self.is_column(number))

    def has_ended(self, first: int) -> bool:
        """Whether the line above a headline can be the last of a story: a sentence, a label, who signed it."""
        before = self.lines[first - 1]
        if before.closes or before.kind in ("byline", "credit", "label") or writers_at_foot(before):
            return True
        if _is_of_roll(before.text):
            return True
        is_signature = before.kind == "headline" and len("".join(before.text.split())) < _SHORTEST_KICKER
        return is_signature and self.lines[first - 2].closes

    def is_signed_off(self, first: int) -> bool:
        """Whether who signs it and the day stand above a headline, as at a letter's or a notice's end."""
        lines = self.lines
        if first < 3 or not is_date_line(lines[first - 1].text) or _ATTACHED.match(lines[first].text):
            return False
        return _SIGNATURE.fullmatch(lines[first - 2].text) is not None

    def pull(self, at: int, last: int, opening: int) -> tuple[float, float]:
        """The shares of a line's pairs of characters that stand below it and above it."""
        top = at
        while top - 1 > last and self.lines[top - 1].kind == "headline":  # other lines of the same headline
            top -= 1
        words = pairs(self.lines[at].text)
        below = self.words_below(min(at + 1, opening), _REACH_BELOW)
        return share(words, below), share(words, self.words_above(top, last, _REACH_ABOVE))

    def words_below(self, start: int, reach: int) -> set[str]:
        """The pairs of characters from a line on, as far as ``reach`` characters go."""
        return self._words(range(start, len(self.lines)), reach)

    def words_above(self, end: int, last: int, reach: int) -> set[str]:
        """The pairs of characters above a line, up to where the story began, as far as ``reach`` characters go."""
        return self._words(range(end - 1, last - 1, -1), reach)

    def _words(self, numbers: range, reach: int) -> set[str]:
        found: set[str] = set()
        length = 0
        for number in numbers:
            text = self.lines[number].text
            found |= pairs(text[:2 * reach] if numbers.step > 0 else text[-2 * reach:])
            length += len(text)
            if length > reach:
                break
        return found

    def _stands_between(self, at: int) -> bool:
        """Whether a line can stand between a headline and the first paragraph: a label, a byline, a date, a line that
        announces what follows (…说明如下：)."""
        line = self.lines[at]
        if _NOTICE.match(line.text):
            return any(_NOTICE_HEAD.search(above.text) for above in self.lines[max(at - _MOST_BETWEEN, 0):at])
        if line.kind == "other" and line.text[-1] in "；;":  # the first item of a document under the note on its passing
            return any(is_adopted(above.text) for above in self.lines[max(at - _MOST_BETWEEN, 0):at])
        if line.kind == "other":
            return line.text[-1] in ":：" and len(line.text) <= _LONGEST_SENTENCE_HEADLINE
        return line.kind in ("label", "byline", "dated") or is_date_line(line.text)

    def _printed_first(self, at: int, last: int) -> int:
        """The headline above a date or labels under which it, or its second line, is printed; else the line itself."""
        lines = self.lines
        if at - 2 > last and is_date_line(lines[at - 1].text) and self.may_stand_over_date(at - 2):
            return at - 2
        above = at - 1
        while above > last and at - above < _MOST_BETWEEN and (
            lines[above].kind in ("label", "byline") or is_date_line(lines[above].text)
        ):
            above -= 1
        is_other = last < above < at - 1 and lines[above].kind == "headline"
        return above if is_other and is_same(lines[above].text, lines[at].text) else at

    def _is_long_headline(self, at: int, last: int, opening: int) -> bool:
        """Whether a whole sentence is a headline: the words of what is under it, and not of the story above; the more
        so where no dateline or label says that another story begins."""
        line = self.lines[at]
        opens_notice = _NOTICE.match(line.text) is not None and not self._stands_between(at)
        if not opens_notice and (line.kind not in ("running", "other") or line.text[-1] in "，,"):
            return False
        if not _SHORTEST_KICKER <= len(line.text) <= _LONGEST_SENTENCE_HEADLINE:
            return False
        if self.lines[opening].kind == "dated" or is_press_label(self.lines[at + 1].text):
            below, above = self.pull(at, last, opening)
            return below > 0.4 and above < below / 2
        if "。" in line.text[:-1] or not self._is_repeated(at, opening):
            return False
        below, above = self.pull(at, last, opening)
        return below > 0.6 and above < below / 3

    def _is_repeated(self, at: int, opening: int) -> bool:
        """Whether one of the lines down to the first paragraph has most of a line's words."""
        words = pairs(self.lines[at].text)
        return any(share(words, pairs(line.text[:_REACH_BELOW])) > 0.5 for line in self.lines[at + 1:opening + 1])

    def _belongs_below(self, at: int, last: int, opening: int) -> bool:
        """Whether a line above a headline is part of it, and not the end of the story above."""
        line = self.lines[at].text
        if line[0] in "(（" and line[-1] in ")）":  # what a paper adds under a story: （来信请寄：…）
            return False
        if is_adopted(self.lines[at + 1].text) or author_of(self.lines[at + 1].text):
            return True
        if is_subtitle(self.lines[at + 1].text) or self.is_column(at) or is_genre(line):
            return True
        if self.is_rubric(at) or self.is_section(at):
            return True
        if line[-1] in "！!？?" or len("".join(line.split())) < _SHORTEST_KICKER or _is_of_roll(line):
            return False
        below, above = self.pull(at, last, opening)
        return below > above


def _is_of_roll(line: str) -> bool:
    """Whether a line lists names, in columns or behind one another: 秘书长:甲某、乙某、丙某."""
    if not (_COLUMNS.match(line) or _LIST_OF_NAMES.match(line)):
        return False
    listed = re.split("[:：]", line)[-1]
    items = [re.sub(r"[ \u3000]|[（(].*", "", item) for item in re.split("、|[ \t\u3000]{2,}", listed)]
    items = [item for item in items if item]
    return 2 * sum(may_be_name(item) for item in items) > len(items)


def is_adopted(line: str) -> bool:
    """Whether a line says in brackets when and by whom the document under it was passed."""
    return _ADOPTED.match(line) is not None
