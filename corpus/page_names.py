"""What a page, a site or an app is called, above its own head: lines that could be headlines as well.

They are a head's only if a headline stands below the head; whoever reads them sees to that (``corpus.header``).
"""
from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.briefs import names_column, read_brief
from corpus.date_values import find_full_date
from corpus.furniture import is_imprint
from corpus.masthead import WEEKDAY, names_section, read_app_head, read_masthead
from corpus.navigation import is_navigation
from corpus.publishers import is_publisher, plain
from corpus.site_lines import is_site_line, names_control

_PAGE_TITLE = re.compile(r"[\u3400-\u9fff·“”]{2,12}(?:报道|報道|報導|专刊|專刊|特刊|专版|專版|专题|專題|周刊|副刊)")
# The way to a page: 当前位置：首页 > 要闻, 新闻发布 > 发布会实录.
_WAY = re.compile(
    r"(?:您?(?:所|现|現)?在?(?:的|当前|當前){0,2}位置[ ]?[:：].{0,40}[>＞»]"
    r"|[\u3400-\u9fff]{2,6}[ \u3000]*[>＞»]+[ \u3000]*[\u3400-\u9fff]{2,8}\Z)"
)
_CRUMBS = re.compile("[>＞»›]{1,2}")
# What a reader of scanned papers calls what it shows: 某某日报 线上读(2023年11月).
_PAPERS_ISSUE = re.compile(r"([\u3400-\u9fff]{2,6}(?:[日晚早晨商][报報]|都市[报報]))[ \u3000].{2,20}")
# An office's own number of a notice, above its headline.
_DOCUMENT = re.compile(r"[\u3400-\u9fff]{2,12}[〔\[［]\d{4}[〕\]］]第?\d{1,4}号")
_KEYWORDS = re.compile(r"关键[词字][:：][\u3400-\u9fff\w ,，、]{2,40}|關鍵詞[:：][\u3400-\u9fff\w ,，、]{2,40}")
_MOTTO = re.compile(r"[\u3400-\u9fff]{2,6}[报報网網台](?:[ \u3000]+[\u3400-\u9fff]{2,4}){2,}")  # 某某日报 观天下 知某地
# What a site has besides, in short words: 香港新闻 两岸 国际 财经 评论 副刊.
_PARTS = re.compile(r"[\u3400-\u9fff]{2,4}(?:[ \u3000]+[\u3400-\u9fff]{2,4}){5,}")
_CHANNEL = re.compile(r"(?:专题|專題)[:：][\u3400-\u9fff]{2,8}(?:频道|頻道)")
_NUMBER = re.compile("[A-Z]?\\d{1,2}")
_SHEET = re.compile(r"第\d{1,3}[页頁](?P<page>)")
# 2 综合新闻, 4　综合新闻　　某某日报: above the day.
_NUMBERED_PAGE = re.compile(
    r"(?:第?(?P<page>[A-Z]?\d{1,2}|0{2,3}\d{2})版?|第[一二三四五六七八九十]+版)[ \u3000]+[\u3400-\u9fff·]{2,8}"
    r"(?:[ \u3000]+([\u3400-\u9fff]{2,10}[报報]))?\Z"
)
_WEATHER = re.compile(r"[\u3400-\u9fff]{2,8}(?:天气|天氣)(?:预报|預報)?[:：].{4,100}\Z")
# A phone's clock, a part of the paper with its page, its name in Latin letters, a number alone.
_BELOW_HEAD = re.compile(
    r"\d{1,2}:\d\d[ \u3000].{0,60}\d+%\Z"
    r"|[\u3400-\u9fff·]{2,8}[ \u3000]+[A-Z]\d{1,2}版?\Z|[A-Z]{4,12}(?: [A-Z]{2,12}){0,3}\Z"
    r"|\d{1,2}\Z|第\d{1,3}[页頁]\Z|第\d{3,6}号[ \u3000].{2,60}"
    r"|[\u3400-\u9fff]{2,6}[ \u3000]+第\d+期[ \u3000].{2,40}|[<＜〈] ?返回.{0,30}"
)
_BELOW_WHOLE = (_MOTTO, _KEYWORDS, _PARTS, _CHANNEL)
# The way, the headline, its source and its day on one line.
_WAY_AND_HEADLINE = re.compile(
    r"(?:您?(?:所在|当前|现在)?的?(?:当前)?位置)[ ]*[:：].{2,40}[>＞»][ \u3000]*(?P<section>[^ \u3000>＞»]{2,16})[ \u3000]+"
    r"(?P<title>\S.{6,78}?\S)[ \u3000]+来源[:：][ ]*(?P<source>\S{2,20})[ \u3000].{0,30}?"
    r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}.{0,12}"
)
_OF_SITES = re.compile(r"[网網报報版台]\Z|在线|频道|頻道|新闻|新聞|客户端|客戶端|Logo|热线|热線|电话|[:：|｜•]|\d{4}")
_LONGEST, _LONGEST_BRAND, _SHORT, _MOST_ABOVE = 24, 6, 9, 18
_LONGEST_WAY = 300


def read_page_name(line: str, following: str, below_head: bool) -> dict[str, str] | None:
    """The fields of a line that names a page, a site or an app, or None: 要闻 or the weather below other lines of a head
    (``below_head``), 某省两会特别报道 above its page's number and day, what a site is called above its menu. The name of a
    column of briefs is their headline."""
    if below_head and _WEATHER.match(line):
        return {}
    name = plain(line)
    if below_head and names_section(name) and not (names_column(name) and read_brief(following)):
        return {"section": name}
    if _SHEET.fullmatch(line):
        return {}
    if _NUMBER.fullmatch(line) and names_section(plain(following)):  # a page's head, part by part
        return {"page": line}
    if is_publisher(line) and names_section(following):
        return {"source": plain(line)}
    if app := read_app_head(line):
        return {"source": app}
    if below_head and (_BELOW_HEAD.match(line) or is_imprint(line)):
        return {}
    is_sites = any(form.fullmatch(line) for form in _BELOW_WHOLE) or names_control(line)
    if below_head and is_sites or _DOCUMENT.fullmatch(line):
        return {}
    if is_publisher(line) and is_site_line(following):
        return {"source": plain(line)}
    return _above_a_head(line, following)


def read_numbered_page(line: str) -> dict[str, str] | None:
    """The page and its name in a line that holds nothing else, or only the sheet's number: 3 综合, 第3页."""
    found = _NUMBERED_PAGE.fullmatch(plain(line)) or _SHEET.fullmatch(line)
    return {"page": found["page"] or ""} if found else None


def is_way(line: str) -> bool:
    """Whether a line is the way to a page or the menu of its site."""
    if _WAY.match(line) is not None or line == "-->":
        return True
    return (line[:2] in ("首页", "首頁") or len(_CRUMBS.findall(line)) > 1) and is_navigation(line)


def way_below(lines: Sequence[str]) -> int:
    """Which line is the way to the page (首页 > 新闻 > 正文), with nothing but a few short lines above it; 0 where none
    is."""
    above = 0
    for number, line in enumerate(lines):
        if len(line) > _LONGEST_WAY:
            break
        if is_way(line.strip()):
            return number
        above += line.strip() != ""
        if "。" in line or above > _MOST_ABOVE:
            break
    return 0


def may_be_sites(line: str) -> bool:
    """Whether a line above the way to a page can be the site's: its name, its telephone, what else it has."""
    return len(line) < _SHORT or _OF_SITES.search(line) is not None


def read_way_with_headline(line: str) -> dict[str, str] | None:
    """The fields of a line that runs the way to a page, its headline, source and day together."""
    found = _WAY_AND_HEADLINE.fullmatch(line)
    return {field: value.strip() for field, value in found.groupdict().items()} if found else None


def _above_a_head(line: str, following: str) -> dict[str, str] | None:
    if len(line) > _LONGEST or "，" in line:
        return None
    if is_way(following) or is_navigation(following):
        return {"section": line}
    below = read_masthead(following)
    if below is None or find_full_date(following) is None:
        return None
    numbered = _NUMBERED_PAGE.match(plain(line))
    if numbered:
        return {"section": line, **({"source": numbered[2]} if numbered[2] else {})}
    if brand := _PAPERS_ISSUE.fullmatch(line):
        return {"source": brand[1]}
    is_brand = "source" in below and len(line) <= _LONGEST_BRAND and re.search(WEEKDAY, following) is not None
    return {"section": line} if is_brand or "page" in below and _PAGE_TITLE.fullmatch(line) else None
