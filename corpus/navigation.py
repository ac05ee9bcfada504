"""Lines that only lead the reader about: the way to a page, menus, turns of the page, sizes of type."""
from __future__ import annotations

import re

from corpus.publishers import is_paper, plain
from corpus.site_words import CONTROLS, MENU, either_script, simplified

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_BLANK = r"[ \t\u3000]"
GAP = rf"(?:{_BLANK}*[|｜/／>＞·]{_BLANK}*|{_BLANK}+|\Z)"
"""What stands between the parts of a line."""
CONTROL = re.compile(
    rf"[【\[]?(?:放大[+＋]?|缩小[-－]?|縮小|(?:默认|默認)[oO0○〇]?|[<＜«‹←]{{0,2}}{_BLANK}?返回(?:目录|目錄|版面|首页)?"
    rf"|字[号號體体](?:{_BLANK}*[大中小])*|[+＋]?关注|[前后後上下]一[版期篇]|A[+-]|{either_script(CONTROLS)})"
    rf"[】\]]?[:：]?(?={GAP}|[【\[】\]])"
)
"""One control among the parts of a line."""
_HOME_PAGES = ("首页", "首頁", "主页", "主頁")
_STROKES = re.compile(" ?/ ?")
_CRUMB = re.compile(r"[ \t\u3000]*(?:[>＞]{1,2}|[»›])[ \t\u3000]*")
_SHORT_CRUMB = re.compile(rf"[{_HAN}]{{2,8}}")
_HOME = re.compile(r"首页|首頁|位置|频道|頻道|客户端|[网網报報]\Z|新闻\Z|新聞\Z")
_LONGEST_CRUMB, _LONGEST_ITEM, _FEWEST_ITEMS, _LONGEST_LINK = 20, 8, 5, 16
_LONGEST_LINE = 600


def is_navigation(line: str) -> bool:
    """Whether a line only leads the reader about: a breadcrumb (首页 > 要闻), a menu, turns of the page, sizes of type."""
    if len(line) > _LONGEST_LINE:
        return False
    crumbs = _CRUMB.split(line)
    if line[:2] in _HOME_PAGES and len(crumbs) < 2 and line.count("/") > 1:
        crumbs = _STROKES.split(line)
    is_short = all(map(_SHORT_CRUMB.fullmatch, crumbs)) and re.search(_BLANK, line) is not None
    is_path = len(crumbs) > 2 or len(crumbs) > 1 and (_HOME.search(crumbs[0]) is not None or is_short)
    if is_path and all(len(crumb) <= _LONGEST_CRUMB for crumb in crumbs):
        return not re.search("[，。！？]", line)
    items = [item for item in re.split(rf"{_BLANK}*[|｜丨]{_BLANK}*|{_BLANK}+", line) if item]
    are_short = all(len(item) <= _LONGEST_ITEM for item in items)
    if len(items) > 2 and are_short and not MENU.isdisjoint(map(simplified, items)):
        return True
    if len(re.findall("[|｜丨]", line)) > _FEWEST_ITEMS and all(len(item) <= _LONGEST_LINK for item in items):
        return not re.search("[，。！？\\d]|\\A[|｜丨]", line)  # a row of a table
    is_menu = "首页" in items or "首頁" in items or len(re.findall("[|｜丨]", line)) >= _FEWEST_ITEMS - 1
    if is_menu and len(items) >= _FEWEST_ITEMS and are_short:
        return True
    if not items or max(map(len, items)) > _LONGEST_LINK:
        return False
    items = [item for item in map(plain, items) if item]
    controls = [item for item in items if CONTROL.fullmatch(item)]
    return bool(controls) and all(item in controls or is_paper(item) for item in items)
