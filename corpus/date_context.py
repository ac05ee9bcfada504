"""What the words around a date make of it: a limit, the beginning of a span, a comparison, a figure of speech."""
from __future__ import annotations

import re

# Behind a limit (5月1日前, but not 5月1日前往).
AHEAD_OF_IT = "(?:[之以]前|前(?![后後往来來夕线線]))"
# In front of a limit, or of the beginning of a span; behind one.
_LIMIT_BEFORE = re.compile(
    r"(?:截[至止]到?(?:[\u4e00-\u9fff]{2,4})?|止于|最[迟遲晚]|不晚于|迄|即日起至|至)\s*[:：]?\s*\Z"
)
_LIMIT_AFTER = re.compile(
    r"(?:\d{1,2}[时時:]\d{0,2}分?)?"
    rf"(?:为止|為止|止|(?:底|末|[上中下]旬)?{AHEAD_OF_IT})"
)
_SINCE_BEFORE = re.compile(r"[自从從]\s*\Z")
_SINCE_AFTER = re.compile(r"起|开始|開始|[^，。；、\n]{0,12}以[来來]")
_UNTIL_YEAR = re.compile(r"(?:到|至|力争|力爭|计划|計劃)\s*\Z")

# 今天 as a figure of speech (直到今天, 今天的中国, 美好明天) or of a programme (来看今天的《…》); 今天的会议 is none.
_FIGURE_BEFORE = tuple(
    "的 到 看 关注 关於 有了 才有 没有 走向 迎接 开创 拥抱 每个 和 与 比 像 如 如同 创造 对于 《 “ 「".split()
)
_FIGURE_AFTER = re.compile(
    r"的(?!会议|會議|大会|大會|活动|活動|(?:新闻)?发布会|[记記]者[会會]|座谈会|比赛|訓練|仪式|儀式|[开闭]幕式|[会會]上)|[》”」]"
    r"|，?(?:我们|我們|你|他们|中国(?!代表团|队|女|男|航|海|空))"
)
_QUOTES = (("“", "”"), ("「", "」"), ("《", "》"), ("‘", "’"))
# 明天 and 前天 are days only beside something that takes place.
_TAKES_PLACE = re.compile(r"\d|[（(]|上午|下午|早|晚|凌晨|中午|[将將]|起|出版|[举舉]行|[开開]始|是")
_CLAUSE_START = re.compile(r"(?:[，。；、！？\n\u3000（(]\s*|\A)\Z")
_COMPARED = re.compile(r"同期|同比|相比|以[来來]|年?[底末初]|一年|全年|度|的")
_OTHER_YEAR = re.compile(r"\d{4}年|[〇零○一二三四五六七八九]{4}年|[去前明]年|[当當同次翌]年|民[國国]|\d{2,3}年\d")
_PLANNED = re.compile("[将將拟擬定预預订訂至到]|提议|建议|建議|同意|推迟|延期|计划|計劃")
_WILL = re.compile("[^，。\n]{0,4}[将將]|起|前")
_WINDOW = 8
_LONGEST_LINE = 2000  # characters; a longer line is no paragraph, and to look back further takes time for each date


def is_limit(text: str, start: int, end: int, *, is_year: bool) -> bool:
    """Whether the date from ``start`` to ``end`` is no day on which something happened but the end or the beginning of
    a span: 截至3月10日, 5月底前, 自7月22日开市以来; of years also 到2035年."""
    before = text[max(0, start - _WINDOW):start]
    if _LIMIT_BEFORE.search(before) or _LIMIT_AFTER.match(text, end) or is_year and _UNTIL_YEAR.search(before):
        return True
    return _SINCE_BEFORE.search(before) is not None and _SINCE_AFTER.match(text, end) is not None


def is_figure(text: str, start: int, end: int, body_at: int) -> bool:
    """Whether 今天 or its kind from ``start`` to ``end`` is not the writer's day. ``body_at`` is where the body begins:
    in its first line …，今天，… is that day, further down it is these days."""
    before = text[max(0, start - _WINDOW):start]
    if before.endswith(_FIGURE_BEFORE) or _FIGURE_AFTER.match(text, end):
        return True
    line = line_start(text, start)
    if any(text.rfind(opened, line, start) > text.rfind(closed, line, start) for opened, closed in _QUOTES):
        return True
    if text[start] in "明前":
        return end - start == 2 and not _TAKES_PLACE.match(text, end)
    return line > body_at and before.endswith("，") and text.startswith("，", end)


def dates_something(text: str, start: int, end: int) -> bool:
    """Whether 去年 or 上月 from ``start`` to ``end`` begins a clause and compares nothing (比去年同期)."""
    return _CLAUSE_START.search(text[max(0, start - _WINDOW):start]) is not None and not _COMPARED.match(text, end)


def is_to_come(text: str, start: int, end: int) -> bool:
    """Whether words beside the date speak of something planned: 将于30日举行, 韩方提议14日举行."""
    return _PLANNED.search(text[max(0, start - _WINDOW):start]) is not None or _WILL.match(text, end) is not None


def line_start(text: str, position: int) -> int:
    """Where the line begins in which a position lies, or the last 2,000 characters of it."""
    reach = max(0, position - _LONGEST_LINE)
    return max(reach, text.rfind("\n", reach, position) + 1)


def other_years(text: str, start: int, end: int, year: int | None) -> bool:
    """Whether a year other than ``year`` is spoken of in a stretch of the text."""
    return any(not found[0].startswith(str(year)) for found in _OTHER_YEAR.finditer(text, start, end))
