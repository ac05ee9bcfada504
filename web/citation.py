"""Dates and citations as they are printed: never more certain than what was read."""
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date as Day

from babel.dates import format_skeleton
from flask_babel import get_locale, gettext

from corpus.article import Article, DateReading, PartialDate
from indexer import corrections
from indexer.schema import UNDATED
from web.rules import inferred_text, place_text

_SKELETONS = {"year": "y", "month": "yMMM", "day": "yMMMd", "monthday": "MMMd"}


@dataclass(frozen=True, slots=True)
class DateView:
    """A date for a reader: ``text`` to show, ``value`` for a machine (empty where HTML has no such value),
    and ``basis``: where it was read and what was worked out."""

    text: str
    value: str
    basis: str


def date_view(reading: DateReading | None) -> DateView:
    """The date, with 年份不详 where the year is unknown, 推定 where a part was inferred, 日期不详 where there is none."""
    if reading is None:
        return DateView(gettext("日期不详"), "", "")
    basis = gettext("日期读自%(place)s：“%(evidence)s”", place=place_text(reading.source), evidence=reading.evidence)
    if reading.evidence == corrections.FILE:
        basis = gettext("日期由档案员更正")
    text = date_text(reading.date)
    if reading.inferred:
        basis = gettext("%(basis)s；推定：%(inferred)s", basis=basis, inferred=inferred_text(reading.inferred))
        text = gettext("%(date)s（推定）", date=text)
    return DateView(text, reading.date.value, basis)


def date_text(date: PartialDate, locale: str | None = None) -> str:
    """The date in the reader's language (or in ``locale``), to the precision it is known to."""
    day = Day(date.year or 2000, date.month or 1, date.day or 1)
    written = str(format_skeleton(_SKELETONS[date.precision], day, locale=locale or get_locale() or "zh_Hans"))
    if date.precision != "monthday":
        return written
    return f"{written}（年份不详）" if locale else gettext("%(date)s（年份不详）", date=written)


def date_value_label(value: str, short: bool = False) -> str:
    """A value of the date facet in words: a year, month or day, a range of them, or ``undated``.

    ``short`` leaves out what stands above it in a tree: 5月 for 2021-05. What is no date is shown as it is.
    """
    if value == UNDATED:
        return str(gettext("日期不详"))
    start, dots, end = value.partition("..")
    if dots and (start or end):
        if not start or not end:
            known = date_value_label(start or end)
            return str(gettext("%(date)s 以来", date=known) if start else gettext("到 %(date)s 为止", date=known))
        return str(gettext("%(start)s 至 %(end)s", start=date_value_label(start), end=date_value_label(end)))
    try:
        date = PartialDate.parse(value)
    except ValueError:
        return value
    if short and date.year is not None and date.month is not None:
        day = Day(date.year, date.month, date.day or 1)
        return str(format_skeleton("MMMd" if date.day else "MMM", day, locale=get_locale() or "zh_Hans"))
    return date_text(date)


def citation(article: Article, script: str) -> str:
    """The article as a Chinese text cites it: 《甘肃日报》2021年1月26日第06版，“标题”.

    In the article's own script, whatever the reader's language: quotation marks inside the title step down one
    level. Parts that are unknown are left out, but for the date, which is said to be unknown.
    """
    traditional = script == "zh-Hant"
    source = article.source.strip().removeprefix("《").removesuffix("》")
    where = f"《{source}》" if source else ""
    if article.date is None:
        when = "日期不詳" if traditional else "日期不详"
    else:
        when = date_text(article.date.date, "zh_Hant" if traditional else "zh_Hans")
        if traditional:
            when = when.replace("年份不详", "年份不詳")
        if article.date.inferred:
            when += "（推定）"
    name = _quoted(" ".join(article.title.split()), traditional)
    return "，".join(part for part in (where + when + page_text(article.page), name) if part)


def page_text(page: str) -> str:
    """第06版 for 06, A2 and the like; a page that says 版 itself stays as it is; empty for none."""
    page = page.strip()
    if not page or "版" in page:
        return page
    return f"第{page}版" if re.fullmatch(r"[0-9A-Za-z-]{1,6}", page) else page


def _quoted(title: str, traditional: bool) -> str:
    if not title:
        return ""
    outer, inner = ("「」", "『』") if traditional else ("“”", "‘’")
    return outer[0] + title.translate(str.maketrans(outer, inner)) + outer[1]
