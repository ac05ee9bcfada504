"""Lines of a site's or an app's own words: what its visitor can press, turn to, follow or agree to."""
from __future__ import annotations

import re

from corpus.site_words import EVERYDAY, WORDS, simplified

_APART = re.compile("[\\s|｜丨/／·•>＞»<＜《》:：,，、\\[\\]【】()（）〖〗+*]+")
_KANA = re.compile("[\u3041-\u309f\u30a1-\u30fa]")
_COUNT = re.compile("\\d{1,8}[万次条]?")
_MOST_WORDS, _LONGEST, _FEWEST_KANA = 40, 200, 4
# Several controls in brackets: 【打印】 【投稿】 【推薦】.
_BRACKET = re.compile("[【】\\[\\]]")
_LONGEST_CONTROL = 14
# What a site is called on another device: 某某网移动版, 某某Logo.
_VARIANT = re.compile(
    r"[•·*]?\s*(?:[\w\u4e00-\u9fff·]{1,10}(?:[网網报報]|新闻|新聞|在线|在線)(?:手机版|移动版|移動版|手機版|(?:数字|電子|电子)[报報])"
    r"|[\u4e00-\u9fff]{2,4}Logo)", re.I
)
_CONSENT = re.compile(
    r"[【\[]?(?:放大[图圖]片|查看原[图圖])[】\]]?|看家乡事[,，]品故乡情|用手机或平板电脑的?二[维維]码应用.{4,60}"
    r"|[掃扫]描二[维維][码碼][訪访][问問].{2,12}(?:移[动動]版|微信|客[户戶]端)[^。]{0,40}|為達最佳瀏覽效果.{4,60}|.{0,4}無法正常瀏覽內容.{0,20}"
    r"|(?:[热熱]烈)?(?:欢迎|歡迎)(?:您|你)?(?:访问|訪問|光临|光臨|来到|來到|浏览|瀏覽)[^，。]{2,20}"
    r"(?:[网網](?:站|页|頁)[！!]?|主[页頁][！!]?|[网網][！!]|(?:信息|資訊|资讯|新闻|新聞|政务|门户)[网網])"
    r"|(?:本[网網]站使用|[请請]同意)[^\n]{0,60}(?:[隐隱]私|cookie)[^\n]{0,90}"
    r"|[A-Z][^\u4e00-\u9fff\n(){};=]{4,60}(?:browser|cookie|JavaScript)[^\u4e00-\u9fff\n(){};=]{0,120}"
    r"|打[开開]微信[,，][ ]?[点點][击擊][^\n]{0,50}朋友圈。?|.{0,12}透[过過] Google News追[踪蹤].{2,12}"
    r"|(?:iOS|Android).{0,6}App(?:下[载載]).{0,24}|[^，。]{2,16}(?:app|APP) Icon[^，。]{0,16}",
    re.I,
)
# What a page's script should have filled in; its pages, sizes and colours, part of the way to it.
_PLACEHOLDER = re.compile(
    r"[【\[]?\s*(?:第\d{1,3}[页頁]\s*){2,}[】\]]?|【?字[号號体體][:：].{0,40}背景色.{0,60}|[\u4e00-\u9fff]{2,8}\s*[>＞]"
    r"|[\u4e00-\u9fff]{0,4}[:：]?\s*\{\{[\w.]{2,40}\}\}|[•·]\s*\+\d{1,4}|-{1,2}>|[|｜:：0]"
    r"|(?:</?(?:acronym|center|br|p|div|span|font|strong|b|ul|li|td|tr|table|a|img)\b[^<>]{0,200}>\s*)+"
)


def is_site_line(line: str) -> bool:
    """Whether a line, given without the blanks at its ends, holds nothing but a site's own words."""
    if len(line) > _LONGEST:
        return False
    if any(form.fullmatch(line) for form in (_VARIANT, _PLACEHOLDER)):
        return True
    if asks_visitor(line) or _is_row_of_brackets(line):
        return True
    kana = len(_KANA.findall(line))
    if kana >= _FEWEST_KANA and 5 * kana > len(line):  # a page's offer to read it in Japanese
        return True
    words = [word for word in _APART.split(simplified(line)) if word]
    named = {word for word in words if word in WORDS}
    if not named or len(words) > _MOST_WORDS or named <= EVERYDAY and len(words) < 2 and line[-1].isalnum():
        return False
    return all(word in WORDS or _COUNT.fullmatch(word) for word in words)


def names_control(line: str) -> bool:
    """Whether a line is one word of a site's that may be a text's as well (下载, 搜索); where it stands must say whose."""
    return simplified(line) in WORDS


def _is_row_of_brackets(line: str) -> bool:
    """Whether a line is several short brackets, at least one of which holds a control."""
    pieces = ["".join(piece.split()) for piece in _BRACKET.split(simplified(line))]
    if len(pieces) < 4 or any(len(piece) > _LONGEST_CONTROL for piece in pieces):
        return False
    return not WORDS.isdisjoint(pieces)


def asks_visitor(line: str) -> bool:
    """Whether a line asks the visitor of a site to agree, to follow or to install something; it is no text anywhere."""
    return len(line) <= _LONGEST and _CONSENT.fullmatch(line) is not None
