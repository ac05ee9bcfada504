"""What a page, a site or an app is called, above its own head: lines that could be headlines as well.

They are a head's only if a headline stands below the head; whoever reads them sees to that (``corpus.header``).
"""
from __future__ import annotations

import re

from corpus.briefs import names_column, read_brief
from corpus.date_values import find_full_date
from corpus.furniture import is_imprint
from corpus.masthead import WEEKDAY, is_navigation, is_publisher, names_section, plain, read_app_head, read_masthead

_PAGE_TITLE = re.compile(r"[\u3400-\u9fff·“”]{2,12}(?:报道|報道|報導|专刊|專刊|特刊|专版|專版|专题|專題|周刊|副刊)")
# The way to a page: 当前位置：首页 > 要闻, 新闻发布 > 发布会实录.
_WAY = re.compile(
    r"(?:您?(?:现|現)?在?(?:的|当前|當前)?位置[:：].{0,20}[>＞»]"
    r"|[\u3400-\u9fff]{2,6}[ \u3000]*[>＞»]+[ \u3000]*[\u3400-\u9fff]{2,8}\Z)"
)
# 2 综合新闻, 4　综合新闻　　某某日报: above the day.
_NUMBERED_PAGE = re.compile(
    r"(?:第?[A-Z]?\d{1,2}版?|第[一二三四五六七八九十]+版)[ \u3000]+[\u3400-\u9fff·]{2,8}(?:[ \u3000]+([\u3400-\u9fff]{2,10}[报報]))?\Z"
)
_WEATHER = re.compile(r"[\u3400-\u9fff]{2,8}(?:天气|天氣)(?:预报|預報)?[:：].{4,100}\Z")
# 设为首页 | 加入收藏 | 网站地图
_MENU = re.compile(
    "(?:设为首页|加入收藏|网站地图|无障碍浏览|繁体|登录[\u3400-\u9fff]{0,6}|[\u3400-\u9fff]{2,8}平台)(?=[ \u3000]*[|｜]|\\Z)"
)
# A phone's clock, a part of the paper with its page, its name in Latin letters, a number alone.
_BELOW_HEAD = re.compile(
    r"\d{1,2}:\d\d[ \u3000].{0,60}\d+%\Z"
    r"|[\u3400-\u9fff·]{2,8}[ \u3000]+[A-Z]\d{1,2}版?\Z|[A-Z]{4,12}(?: [A-Z]{2,12}){0,3}\Z"
    r"|\d{1,2}\Z|第\d{3,6}号[ \u3000].{2,60}|[\u3400-\u9fff]{2,6}[ \u3000]+第\d+期[ \u3000].{2,40}|[<＜〈] ?返回.{0,30}"
)
_LONGEST, _LONGEST_BRAND = 24, 6


def read_page_name(line: str, following: str, below_head: bool) -> dict[str, str] | None:
    """The fields of a line that names a page, a site or an app, or None: 要闻 or the weather below other lines of a head
    (``below_head``), 某省两会特别报道 above its page's number and day, what a site is called above its menu. The name of a
    column of briefs is their headline."""
    if below_head and _WEATHER.match(line):
        return {}
    if below_head and names_section(line) and not (names_column(line) and read_brief(following)):
        return {"section": line}
    if is_publisher(line) and names_section(following):
        return {"source": plain(line)}
    if app := read_app_head(line):
        return {"source": app}
    if below_head and (_BELOW_HEAD.match(line) or is_imprint(line)):
        return {}
    return _above_a_head(line, following)


def _above_a_head(line: str, following: str) -> dict[str, str] | None:
    if len(line) > _LONGEST or "，" in line:
        return None
    is_way = _WAY.match(following) is not None or following[:2] in ("首页", "首頁") and is_navigation(following)
    if is_way or len(_MENU.findall(following)) > 1:
        return {"section": line}
    below = read_masthead(following)
    if below is None or find_full_date(following) is None:
        return None
    numbered = _NUMBERED_PAGE.match(line)
    if numbered:
        return {"section": line, **({"source": numbered[1]} if numbered[1] else {})}
    is_brand = "source" in below and len(line) <= _LONGEST_BRAND and re.search(WEEKDAY, following) is not None
    return {"section": line} if is_brand or "page" in below and _PAGE_TITLE.fullmatch(line) else None
