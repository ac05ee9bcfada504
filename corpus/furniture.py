"""Page furniture below a story in a text file: what a site or an app puts around every article."""
from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.lines import Line, is_image, original_title, read_lines

# Also for who reads the foot of a web page (corpus.formats.shown).
COMMANDS = r"打印本[页頁]|列印本頁|打印|关闭窗口|關閉視窗|关闭|返回(?:首页|首頁|列表|顶部|頂部|上一页)"
NEIGHBOURS = r"[上下]一(?:篇|条|條)"
# Whole lines, short ones, that offer something to the reader of the site or the app.
_OFFER = re.compile(
    r"(?:点击|點擊)?(?:打开|打開|下载|下載|进入|進入)[^，。：:]{0,12}(?:APP|客户端|客戶端)"
    r"(?:，(?=阅读|閱讀|查看|观看|觀看|了解|获取))?[^，。：:]{0,16}"
    r"|(?:扫码|掃碼|扫一扫|掃一掃|长按|長按|扫描|掃描)[^。：:]{0,24}(?:关注|關注|下载|下載|二维码|二維碼|查看|公众号)[^。：:]{0,8}"
    r"|(?:点击|點擊)(?:查看|阅读|閱讀|展开|展開)(?:更多|全文|原文)[^，。：:]{0,8}"
    r"|(?:展开|展開|阅读|閱讀)(?:全文|更多)|分享(?:到|至)[^，。]{0,24}"
    rf"|(?:[【\[]?(?:{COMMANDS})[】\]]?[ 　|]*)+"
    rf"|{NEIGHBOURS}[:：][^。]*",
    re.I,
)
_RELATED = re.compile(
    r"[【\[▌■]?(?:相关|相關|更多|热门|熱門|推荐|推薦|延伸|猜你喜欢)(?:新闻|新聞|阅读|閱讀|报道|報道|報導|推荐|推薦|文章|资讯|資訊)?[】\]]?[:：]?"
)
_LONGEST = 40
_LARGEST = 4 << 20  # a larger text is no page


def find_furniture(title: str, body: str) -> tuple[tuple[int, int], ...]:
    """Where in a story's text the furniture stands: whole lines, each with the blank lines above it.

    An offer of the site or the app (打开APP阅读更多精彩内容), wherever it stands; a list of other stories under 相关新闻, with
    its pictures and their credits, if nothing but such lines follows to the end (a box with text of its own is part of
    the story); picture files' names; 原标题：… at the end, where it repeats the story's title. Never the whole text.
    """
    if len(body) > _LARGEST:
        return ()
    lines = list(read_lines(body))
    gone = {number for number, line in enumerate(lines) if _is_offer(line.text) or is_image(line.text)}
    gone |= _related(lines)
    if lines and title and _squeezed(original_title(lines[-1].text)).startswith(_squeezed(title)):
        gone.add(len(lines) - 1)
    if not any(number not in gone for number in range(len(lines))):
        return ()
    spans: list[tuple[int, int]] = []
    for number in sorted(gone):
        start, end = _span(body, lines[number])
        joins = spans and start <= spans[-1][1]
        spans[-1:] = [(spans[-1][0], end)] if joins else [*spans[-1:], (start, end)]
    return tuple(spans)


def is_furniture(line: str) -> bool:
    """Whether a line, given without the blanks at its ends, is no text wherever it stands: an offer of the site or the
    app, the heading of a list of other stories, a picture's file name."""
    return _is_offer(line) or _RELATED.fullmatch(line) is not None or is_image(line)


def _is_offer(line: str) -> bool:
    return len(line) <= _LONGEST and _OFFER.fullmatch(line) is not None


def _related(lines: Sequence[Line]) -> set[int]:
    story = [number for number, line in enumerate(lines) if line.is_paragraph or line.kind == "byline"]
    below = range(max(1, story[-1] + 1 if story else 1), len(lines))
    first = next((number for number in below if _RELATED.fullmatch(lines[number].text)), len(lines))
    return set(range(first, len(lines)))


def _span(body: str, line: Line) -> tuple[int, int]:
    """The line with the blank lines above it, or below it where nothing stands above."""
    end = body.find("\n", line.start)
    end = len(body) if end < 0 else end
    start = line.start
    while start and body[start - 1].isspace():
        start -= 1
    if start:
        return start, end
    while end < len(body) and body[end] == "\n":
        end += 1
    return 0, end


def _squeezed(text: str) -> str:
    return "".join(text.split())
