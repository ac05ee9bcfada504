"""Who signs what stands on a page: two reports in a row that different people sign are two stories.

A report is signed in its dateline, under its headline or at its foot; a page that prints the names at the foot has no
other mark between its stories than that.
"""
from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.byline import names_behind, read_byline
from corpus.credits import read_credits
from corpus.lines import Line
from corpus.surnames import may_be_name

_LEAD = 160  # as far as a dateline and its bracket go
_BRACKETED = re.compile(r"[（(]([^()（）]{2,60})[)）]\Z")
# At the end of a report's last paragraph: …参加活动。（记者 甲某）, …到9月底。 甲某 乙某.
_BEHIND_TEXT = re.compile(r"[。！？”…][ \u3000]*[（(]([^()（）。，\n]{2,40})[)）]\Z")
_SUPPLIED = re.compile(r"[（(]([^()（）、 ]{2,24}?)[ \u3000]*供稿[)）]\Z")  # （某市水务局 供稿）
# What stands under a story and belongs to it, though somebody else signs it.
_BESIDE = re.compile(
    "(?:相关|相關|新闻|新聞|延伸|背景|知识|知識|小|专家|專家|记者|記者|编者|編者|编|編|采访|採訪|数据|數據|名词|名詞|短|快|微|本报|本報){0,2}"
    "(?:链接|鏈接|連結|阅读|閱讀|资料|資料|背景|观察|觀察|点评|點評|手记|手記|按语|按語|按|后记|後記|后|後|札记|解读|解讀|提示|提醒|评论|評論|评|評"
    "|名片|简介|簡介|问答|問答)(?:[:：|｜丨].*)?\\Z")


def writers_at_foot(line: Line) -> frozenset[str]:
    """The names that a line of its own gives as those who wrote what stands above it, or the office that
    supplied it, or those behind a paragraph's last sentence; none if it is no such line."""
    if line.is_paragraph:
        return _writers_behind(line.text)
    supplied = _SUPPLIED.match(line.text)
    if supplied:
        return frozenset((supplied[1],))
    bracketed = _BRACKETED.match(line.text)
    if line.kind not in ("byline", "credit") and bracketed is None:
        return frozenset()
    credits = read_credits(bracketed[1] if bracketed else line.text) or ()
    names = {credit.name for credit in credits if credit.work == "writing"}
    unsaid = {credit.name for credit in credits if credit.work == "unsaid" and may_be_name(credit.name)}
    return frozenset(names or (unsaid if bracketed else ()))


def _writers_behind(paragraph: str) -> frozenset[str]:
    tail = paragraph[-_LEAD:]
    if bracketed := _BEHIND_TEXT.search(tail):
        credits = read_credits(bracketed[1]) or ()
        return frozenset(
            credit.name for credit in credits
            if credit.work == "writing"
            # With whom they are of; a name alone may be who says it: （某某县纪委 甲某）.
            or credit.work == "unsaid" and may_be_name(credit.name) and credit.name != bracketed[1]
        )
    return frozenset(names_behind(tail))


def writers_at_head(lines: Sequence[Line]) -> frozenset[str]:
    """The names that the lines of a headline and the first paragraph under it give as those who wrote it."""
    return frozenset(read_byline("\n".join(line.text[:_LEAD] for line in lines)).split())


def stands_beside(headline: str) -> bool:
    """Whether a headline is that of a box which belongs to the story above it: 新闻链接, 记者手记."""
    return _BESIDE.match(headline) is not None
