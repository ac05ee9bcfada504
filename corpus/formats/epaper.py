"""Pages of Founder's publishing system, which most Chinese newspapers used: article and facts stand in comments.

    <!--enpcontent--> the article <!--/enpcontent-->
    <!--enpproperty <articleid>…</articleid><date>…</date><author>…</author><title>…</title>… /enpproperty-->
"""
from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from corpus.article import Article, FieldName, FieldReading, Origin, Reject
from corpus.encoding import Decoded
from corpus.fields import Fields, article, readings
from corpus.formats import shown
from corpus.formats.markup import TooMuch, bearable, fragment

# Openings and closings apart, as one pattern of both would look for the end anew from every opening.
_PROPERTY = (re.compile(r"<!--\s*enpproperty\b", re.I), re.compile(r"/enpproperty\s*-->", re.I))
_FIELD = re.compile(r"<([A-Za-z][\w-]*)>")
_MOST_FIELDS = 500
_MOST_LEAD_INS = 4
# Pages open the content twice and close it twice; the article stands before the first close.
_CONTENT = (re.compile(r"<!--\s*enpcontent\s*-->", re.I), re.compile(r"<!--\s*/enpcontent\s*-->", re.I))
_TITLE = re.compile(r"<founder-title>([^<]{1,200})</founder-title>", re.I)  # in the page; the comment may have none
_HEADING = re.compile(r"<h1\b[^>]{0,200}>\s*([^<]{4,120}?)\s*</h1>", re.I)
_HEAD = 500  # characters of what the page shows in which its date stands
_BLOCKS = frozenset(
    "p div br li tr h1 h2 h3 h4 h5 h6 table ul ol blockquote section article figure figcaption pre hr td dd dt".split()
)
_UNSEEN = frozenset("script style noscript iframe object template".split())


def is_epaper(text: str) -> bool:
    """Whether the page holds Founder's comment."""
    return "enpproperty" in text and _span(text, _PROPERTY) is not None


def read(data: bytes, decoded: Decoded, name: str) -> Iterator[Article | Reject]:
    """The article of an e-paper page; a page of a layout, which lists articles and holds none, is a Reject.

    What the comment leaves out (source, page number) is taken from what the page shows around the article. Its
    ``author`` is often the editor: where the page shows the same name as editor, it is no byline.
    """
    properties = _properties(decoded.text)
    content = _span(decoded.text, _CONTENT)
    try:
        body = text_of(decoded.text[content.inner]) if content else ""
    except TooMuch as error:
        yield Reject(name, None, str(error))
        return
    if not body or content is None:
        yield Reject(name, None, _without_article(properties))
        return
    around = _around(decoded.text, content)
    page, section = shown.page_number(around)
    author = "" if properties.get("author", "") in shown.editors(around) else properties.get("author", "")
    fingerprint = sha256(data).hexdigest()
    facts: dict[FieldName, tuple[tuple[str, FieldReading], ...]] = {
        "title": (*_stated(properties, "title", "title"), _seen(_title_shown(decoded.text), "title", "founder-title"),
                  _seen(_heading_shown(decoded.text), "title", "h1")),
        "source": (
            *_stated(properties, "source", "sourcename", "papername"), _seen(shown.source(around), "source", "来源"),
        ),
        "page": (*_stated(properties, "page", "pagenum"), _seen(page, "page", "")),
        "section": (*_stated(properties, "section", "nodename"), _seen(section, "section", "")),
        "byline": ((author, FieldReading("byline", "metadata", "author")), _seen(shown.author(around), "byline", "作者")),
        "url": _stated(properties, "url", "url"),
    }
    found = {field: next((fact for fact in tried if fact[0]), None) for field, tried in facts.items()}
    url = properties.get("url", "")
    said = "\n".join(properties.get(key, "") for key in ("introtitle", "subtitle"))
    lead_ins = tuple(line.strip() for line in said.split("\n") if line.strip())
    if found["title"]:
        body = body.removeprefix(f"{found['title'][0]}\n")
    opening = body.split("\n", _MOST_LEAD_INS)[:_MOST_LEAD_INS]  # pages print them once more
    fields = Fields(
        body="\n".join((*(line for line in lead_ins if line not in opening), body)),
        source_id=_id(properties.get("articleid", ""), url, fingerprint),
        date=properties.get("date", ""),
        header="" if properties.get("date") else around[:_HEAD],
        path=url or name,
        lead_ins=lead_ins,
        readings=(
            *(fact[1] for fact in found.values() if fact),
            *readings("page", body="enpcontent"),
            *readings("metadata", source_id="articleid"),
        ),
        **{field: fact[0] for field, fact in found.items() if fact},
    )
    yield article(fields, Origin(name, "epaper", decoded.encoding), fingerprint, unreadable=decoded.damaged)


def _title_shown(text: str) -> str:
    found = _TITLE.search(text)
    return " ".join(html.unescape(found[1]).split()) if found else ""


def _heading_shown(text: str) -> str:
    """The page's chief heading, if it has one alone."""
    found = _HEADING.findall(text)
    return " ".join(html.unescape(found[0]).split()) if len(found) == 1 else ""


def _around(text: str, content: _Span) -> str:
    """What the page shows beside the article; empty where that is too much to be read: the article is read anyway."""
    rest = text[:content.outer.start] + text[content.outer.stop:]
    comment = _span(rest, _PROPERTY)
    try:
        return text_of(rest[:comment.outer.start] + rest[comment.outer.stop:] if comment else rest)
    except TooMuch:
        return ""


def _stated(properties: dict[str, str], field: FieldName, *keys: str) -> tuple[tuple[str, FieldReading], ...]:
    return tuple((properties.get(key, ""), FieldReading(field, "metadata", key)) for key in keys)


def _seen(text: str, field: FieldName, label: str) -> tuple[str, FieldReading]:
    return text, FieldReading(field, "page", label)


def _without_article(properties: dict[str, str]) -> str:
    """Why there is no article; a layout page says which page it is, so that its articles can be looked for."""
    if properties.get("articleid"):
        return "这是数字报的文章页，但其中没有文章正文。"
    number = properties.get("pagenum", "")
    which = (properties.get("papername", ""), properties.get("date", "")[:10], f"第{number}版" if number else "")
    told = " ".join(part for part in which if part)
    return f"这是数字报的版面页{f'（{told}）' if told else ''}，只有目录，没有文章正文。"


def text_of(html_text: str) -> str:
    """The text that a piece of HTML shows: a line a block, comments, scripts and blank lines left out, the text
    itself as it stands (no inner spaces touched, except that a line break in the source is a space). Raises TooMuch."""
    try:
        root = fragment(bearable(html_text))
    except (etree.ParserError, AssertionError):  # lxml asserts that what it was given holds something
        return ""
    lines = "".join(_pieces(root)).split("\n")
    return "\n".join(line.strip(" \t") for line in lines if line.strip())


@dataclass(frozen=True, slots=True)
class _Span:
    """Where something stands with its marks, and without."""

    outer: slice
    inner: slice


def _span(text: str, marks: tuple[re.Pattern[str], re.Pattern[str]]) -> _Span | None:
    """From the first opening mark to the first closing one behind it."""
    opening = marks[0].search(text)
    closing = marks[1].search(text, opening.end()) if opening else None
    if not opening or not closing:
        return None
    return _Span(slice(opening.start(), closing.end()), slice(opening.end(), closing.start()))


def _properties(text: str) -> dict[str, str]:
    """The facts in the first comment; the layout dialect's ``founder-`` is cut off the names."""
    span = _span(text, _PROPERTY)
    facts = text[span.inner] if span else ""
    found: dict[str, str] = {}
    position = 0
    for _ in range(_MOST_FIELDS):
        opening = _FIELD.search(facts, position)
        if not opening:
            break
        closing = facts.find(f"</{opening[1]}>", opening.end())
        position = opening.end()
        if closing >= 0:
            value = facts[opening.end():closing]
            found[opening[1].lower().removeprefix("founder-")] = html.unescape(value).strip()
            position = closing
    return found


def _id(articleid: str, url: str, fingerprint: str) -> str:
    if not articleid:
        return ""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        host = None
    return f"{host}-{articleid}" if host else f"{articleid}-{fingerprint[:8]}"


def _pieces(element: HtmlElement) -> Iterator[str]:
    """The text in document order, with a line feed at every edge of a block. Walks without recursion: pages nest
    deeper than Python does."""
    for event, node in etree.iterwalk(element, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            if tag in _BLOCKS:
                yield "\n"
            if node.text and not _is_unseen(node):
                yield _spaced(node.text)
        else:
            if tag in _BLOCKS:
                yield "\n"
            if node is not element and node.tail and not _is_unseen(node.getparent()):
                yield _spaced(node.tail)


def _is_unseen(node: etree._Element | None) -> bool:
    return node is not None and (node.tag in _UNSEEN or any(above.tag in _UNSEEN for above in node.iterancestors()))


def _spaced(text: str) -> str:
    return re.sub(r"[ \t]*\n[ \t\n]*", " ", text)
