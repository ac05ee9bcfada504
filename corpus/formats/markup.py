"""HTML as a tree, within limits: pages whose reading would take all memory, all time or half the text are refused."""
from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring, fragment_fromstring

# A long page of a newspaper has some tens of thousands of characters and two thousand tags.
LARGEST_PAGE = 4_000_000
MOST_TAGS = 100_000
MOST_ATTRIBUTES = 1000
_PICTURE = re.compile(r"data:[\w.+-]+/[\w.+-]+(?:;[\w=.+-]+){0,5};base64,[A-Za-z0-9+/=]+")
_ATTRIBUTES = re.compile(
    rf"""<[A-Za-z][\w:-]*(?:\s+[\w:-]+(?:=(?:"[^"]*"|'[^']*'|[^\s>"']*))?){{{MOST_ATTRIBUTES}}}"""
)


class TooMuch(ValueError):
    """A page beyond what is read, with the reason in one sentence."""


def bearable(page: str) -> str:
    """The page without the pictures that are written into it. Raises TooMuch."""
    page = _PICTURE.sub("data:,", page)
    if len(page) > LARGEST_PAGE:
        raise TooMuch(f"网页（不计图片）超过 {LARGEST_PAGE // 10_000} 万字，未读；请拆分或导出为文本。")
    if page.count("<") > MOST_TAGS:
        raise TooMuch(f"网页的标签超过 {MOST_TAGS // 10_000} 万个，未读；请拆分或导出为文本。")
    if _ATTRIBUTES.search(page):
        raise TooMuch(f"网页里有一个标签的属性超过 {MOST_ATTRIBUTES} 个，未读；请导出为文本。")
    return page


# What XML cannot hold.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def document(page: str) -> HtmlElement:
    """The page's tree. Raises TooMuch, and what lxml raises for a page of nothing."""
    parser = HTMLParser(encoding="utf-8", no_network=True)
    return _whole(document_fromstring(page.encode(), parser=parser), parser)


def fragment(page: str) -> HtmlElement:
    """A part of a page, without its comments, as the tree of one div. Raises TooMuch, and what lxml raises for nothing.
    """
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        found = fragment_fromstring(page.encode(), create_parent="div", parser=parser)
    except ValueError:  # control characters in front of the first tag, which lxml will not hold: seen as what they are
        return fragment(_CONTROL.sub("\ufffd", page))
    return _whole(found, parser)


def _whole(tree: HtmlElement, parser: HTMLParser) -> HtmlElement:
    # The parser gives up without a word to its caller: what follows such a place would be missing.
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise TooMuch("网页的标签嵌套过深（超过 256 层）或过长，未读；请导出为文本。")
    return tree
