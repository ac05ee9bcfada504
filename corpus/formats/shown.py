"""What a page shows its readers around the article: source, author, editor, page number, and the lines of its foot."""
from __future__ import annotations

import re

from lxml.html import HtmlElement

from corpus.furniture import COMMAND, NEIGHBOURS, is_furniture

_COLON = r"[ \t\u3000\xa0]*[:：]\s*"
_SOURCE = re.compile(rf"(?:来源|來源)(?:于|於)?{_COLON}([^\s:：|，。]{{2,20}}?)(?=\s|作者|责|責|编|編|\||\Z)")
_AUTHOR = re.compile(
    rf"作者{_COLON}([\u3400-\u9fff·]{{2,8}}(?:[ 、](?![\u3400-\u9fff]*[ ]?[:：])[\u3400-\u9fff·]{{2,8}})*)"
)
_EDITOR = re.compile(
    rf"(?:责编|責編|编辑|編輯|校对|校對){_COLON}([\u3400-\u9fff·]{{2,6}}(?:[ 、，][\u3400-\u9fff·]{{2,6}})*)"
)
_PAGE = re.compile(r"第[ \u3000]*([A-Za-z]?\d{1,3})[ \u3000]*版[ \t\u3000]*[:：]?[ \t\u3000]*([^\s第\d<>]{2,20})?")

_PEOPLE = r"[\u3400-\u9fff·]{1,8}(?:[ \u3000、，][\u3400-\u9fff·]{1,8})*"
# Lines that are furniture at a page's foot only: credits of editors, single commands, entries of lists, what the site
# says of itself. Never a sentence of the article.
_FOOT = re.compile(
    rf"""[ \t\u3000]*(?:
    (?:(?:发布|發布|更新)(?:日期|时间|時間){_COLON}[\d\- :年月日]+[ ]*)?
        [【（(\[]?(?:责任编辑|責任編輯|责编|責編|编辑|編輯|校对|校對|审核|監製|监制){_COLON}{_PEOPLE}[】）)\]]?
    | (?:发布|發布|更新)(?:日期|时间|時間){_COLON}[\d\- :年月日]+
    | (?:[【\[]?(?:{COMMAND}|大\s中\s小|收藏|分享|点赞|返回)[】\]]?[ \u3000|]*)+
    | (?:{NEIGHBOURS}|(?:相关|相關)(?:新闻|新聞|阅读|閱讀)|(?:延伸|推荐)(?:阅读|閱讀)|热点推荐|猜你喜欢)[:：]?.{{0,60}}
    | (?:微信|官方)?(?:公众号|微博|微信|客户端)|[^。，；]{{0,12}}(?:APP|客户端|公众号)|扫[一描码][^。]{{0,30}}
    | (?:声明|聲明|特别声明|免责声明|免責聲明|版权声明)[:：].*
    | 分享(?:到|至|：|:).{{0,30}}
    )[ \t\u3000]*\Z""",
    re.X,
)
_SOURCE_LINE = re.compile(rf"[ \t\u3000]*[（(]?(?:来源|來源){_COLON}([^\s:：|，。（）()]{{2,20}})[）)]?[ \t\u3000]*\Z")


def shown_lines(tree: HtmlElement) -> str:
    """All that a page shows, a line a text node; scripts and styles left out."""
    nodes = tree.xpath("//body//text()[not(ancestor::script or ancestor::style or ancestor::noscript)]")
    return "\n".join(line for node in nodes if isinstance(node, str) and (line := " ".join(node.split())))


def source(shown: str) -> str:
    """The name behind 来源：, or ''."""
    found = _SOURCE.search(shown)
    return found[1] if found else ""


def author(shown: str) -> str:
    """The names behind 作者：, or ''."""
    found = _AUTHOR.search(shown)
    return found[1] if found else ""


def editors(shown: str) -> frozenset[str]:
    """The names behind 责任编辑：, 编辑：, 校对：."""
    return frozenset(name for found in _EDITOR.finditer(shown) for name in re.split("[ 、，]", found[1]))


def page_number(shown: str) -> tuple[str, str]:
    """The newspaper page a web page shows (第06版：要闻) and its name, ('', '') where it shows none or several, as the list
    of a day's pages does."""
    found = {match[1]: match[2] or "" for match in _PAGE.finditer(shown)}
    return next(iter(found.items())) if len(found) == 1 else ("", "")


def without_foot(lines: list[str], title: str) -> tuple[list[str], str]:
    """The lines without those of the page's foot at their end, and the source that one of them may give (来源：…)."""
    kept, said = list(lines), ""
    while len(kept) > 1:
        last = kept[-1]
        source_line = _SOURCE_LINE.match(last)
        if source_line:
            said = source_line[1]
        elif not (is_furniture(last.strip()) or _FOOT.match(last) or title and last.strip() == title):
            break
        kept.pop()
    return kept, said
