"""Any other web page: the article by trafilatura, its facts from where the page states them."""
from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from corpus.article import Article, Origin, Reject
from corpus.clean import readable
from corpus.dates import find_full_date, parse_date
from corpus.encoding import Decoded
from corpus.fields import Fields, article
from corpus.formats.markup import TooMuch, bearable, document

# trafilatura reports what it discards; a page that gives nothing is reported here as a Reject, and only there.
for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).addHandler(logging.NullHandler())
    logging.getLogger(_name).propagate = False

_TITLE_KEYS = ("articletitle", "og:title", "twitter:title", "headline", "title")
_DATE_KEYS = ("pubdate", "publishdate", "article:published_time", "og:published_time", "og:release_date",
              "datepublished", "publish_date", "publish-date", "firstpublishedtime", "weibo: article:create_at",
              "dc.date", "date")
_SOURCE_KEYS = ("contentsource", "source", "article:source", "mediaid")
_SITE_KEYS = ("og:site_name", "sitename")
_URL_KEYS = ("og:url", "url")
_AUTHOR_KEYS = ("author", "article:author", "og:article:author")
_SOURCE_LABEL = re.compile(r"(?:来源|來源|来源于|來源於)[ \u3000]*[:：][ \u3000]*")
_COLON = r"[ \t\u3000\xa0]*[:：]\s*"
_SOURCE_SHOWN = re.compile(rf"(?:来源|來源)(?:于|於)?{_COLON}([^\s:：|，。]{{2,20}}?)(?=\s|作者|责|責|编|編|\||\Z)")
_AUTHOR_SHOWN = re.compile(rf"作者{_COLON}([\u3400-\u9fff·]{{2,8}}(?:[ 、][\u3400-\u9fff·]{{2,8}})*)")
_LABELLED_DATE = re.compile(r"(?:发布|發布|發佈|更新|刊发)?(?:日期|时间|時間)[ \u3000\xa0]*[:：]\s*([^\n]{8,30})")
_NAMES = re.compile(r"[\u3400-\u9fff·]{2,6}(?:[ 、，,][\u3400-\u9fff·]{2,6})*\Z")
_TITLE_CUT = re.compile(r"\s*[_|｜]\s*[^_|｜]*\Z|\s+[-–—]+\s+[^-–—]{2,20}\Z")
_ADDRESS = re.compile(r"https?://\S+\Z")
_SENTENCE = re.compile(r"[。！？!?；]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_HEADER_REACH = 500


@dataclass(frozen=True, slots=True)
class _Stated:
    """What the page's head states, by key in lower case, and its JSON-LD news article."""

    metas: dict[str, str]
    linked: dict[str, Any]

    def first(self, keys: tuple[str, ...]) -> str:
        return next((self.metas[key] for key in keys if self.metas.get(key)), "")


def read(data: bytes, decoded: Decoded, name: str) -> Iterator[Article | Reject]:
    """The article of a web page, or a Reject where no main text can be found (a list of links, an empty shell)."""
    try:
        page = bearable(decoded.text)
        tree = document(page)
    except TooMuch as error:
        yield Reject(name, None, str(error))
        return
    except (etree.LxmlError, ValueError, AssertionError):
        yield Reject(name, None, "网页里没有内容。")
        return
    stated = _stated(tree)
    shown = _shown_lines(tree)
    title = _title(tree, stated)
    body = _main_text(page, title, decoded.damaged)
    if not body:
        yield Reject(name, None, "网页里找不到正文，可能是目录页或视频页。")
        return
    head = _around_title(shown, title)
    dates = (*map(stated.metas.get, _DATE_KEYS), _linked_text(stated.linked, "datePublished"))
    date = next((value for value in dates if value and parse_date(value)), "")
    urls = (_canonical(tree), *map(stated.metas.get, _URL_KEYS))
    url = next((value for value in urls if value and _ADDRESS.match(value)), "")
    fields = Fields(
        title=title,
        body=body,
        date=date,
        header="" if date else _date_shown(head, shown),
        path=url or name,
        source=_source(stated, head),
        byline=_byline(stated, head, tree),
        url=url,
    )
    yield article(
        fields, Origin(name, "webpage", decoded.encoding), sha256(data).hexdigest(), unreadable=decoded.damaged
    )


def _stated(tree: HtmlElement) -> _Stated:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = (meta.get("content") or "").strip()
        for attribute in ("name", "property", "itemprop"):
            key = (meta.get(attribute) or "").strip().lower()
            if key and content:
                metas.setdefault(key, content)
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json" and script.text:
            try:
                value = json.loads(script.text, strict=False)
            except (ValueError, RecursionError):
                continue
            for item in _linked_items(value):
                if "Article" in str(item.get("@type")):
                    return _Stated(metas, item)
    return _Stated(metas, {})


def _linked_items(value: Any) -> list[dict[str, Any]]:
    items = value if isinstance(value, list) else value.get("@graph", [value]) if isinstance(value, dict) else []
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _linked_text(linked: dict[str, Any], key: str) -> str:
    value = linked.get(key)
    value = value[0] if isinstance(value, list) and value else value
    value = value.get("name") if isinstance(value, dict) else value
    return value.strip() if isinstance(value, str) else ""


def _title(tree: HtmlElement, stated: _Stated) -> str:
    """The headline: as the head states it, else a heading with which the window's title begins, else that title
    without the site's name at its end."""
    window = " ".join((tree.findtext(".//title") or "").split())
    said = _one_line(stated.first(_TITLE_KEYS) or _linked_text(stated.linked, "headline"))
    if said:
        return said
    headings = [_one_line(str(heading.text_content())) for heading in tree.iter("h1", "h2")]
    shown = next((heading for heading in headings if len(heading) > 5 and heading in window), "")
    if shown or not window:
        return shown or next((heading for heading in headings if len(heading) > 5), "")
    cut = _TITLE_CUT.sub("", window)
    return cut if len(cut) > 5 else window


def _main_text(page: str, title: str, damaged: bool) -> str:
    """The page's article, a line a paragraph, without its headline; '' if what is found is not running text."""
    # trafilatura drops what is not printable, and stand-ins are not: they go through it as U+FFFD.
    shown = readable(page) if damaged else page
    found = _extract(shown, precise=True)
    if not _is_running_text(found):
        found = _extract(shown, precise=False)
    if damaged:
        found = _with_stand_ins(found, shown, page)
    lines = [line.strip(" \t|") for line in found.split("\n")]
    body = "\n".join(_below_title([line for line in lines if line.strip()], title))
    return body if _is_running_text(body) else ""


def _extract(page: str, precise: bool) -> str:
    try:
        return trafilatura.extract(
            page, include_comments=False, include_tables=not precise, favor_precision=precise
        ) or ""
    except Exception:  # a page that trafilatura trips over is a page whose main text cannot be found
        return ""


def _with_stand_ins(found: str, shown: str, page: str) -> str:
    """The extracted text with each U+FFFD turned back into what stood there in the page, known by the two characters
    before it."""
    places = [at.start() for at in re.finditer("\ufffd", shown)]
    characters = list(found)
    for here in (at.start() for at in re.finditer("\ufffd", found)):
        before = found[max(0, here - 2):here]
        place = next((place for place in places if shown.endswith(before, 0, place)), places[0] if places else None)
        if place is not None:
            places.remove(place)
            characters[here] = page[place]
    return "".join(characters)


def _below_title(lines: list[str], title: str) -> list[str]:
    """The lines without the headline, the path of links above it and the date line below it, where trafilatura left
    them in."""
    mark = title[:12]
    for number, line in enumerate(lines[:12]):
        if len(mark) > 5 and line.strip().startswith(mark) and len(line) < len(title) + 40:
            lines = lines[number + 1:]
            break
        if _SENTENCE.search(line):
            break
    if lines and len(lines[0]) < 60 and find_full_date(lines[0]) and not _SENTENCE.search(lines[0]):
        lines = lines[1:]
    return lines


def _is_running_text(text: str) -> bool:
    """Navigation has no sentences: an article in Chinese has a sentence end and a few dozen characters around it."""
    return len(text) >= 20 and _SENTENCE.search(text) is not None and (len(_HAN.findall(text)) >= 20 or len(text) > 200)


def _shown_lines(tree: HtmlElement) -> str:
    """All that the page shows, a line a text node; scripts and styles left out."""
    nodes = tree.xpath("//body//text()[not(ancestor::script or ancestor::style or ancestor::noscript)]")
    return "\n".join(line for node in nodes if isinstance(node, str) and (line := " ".join(node.split())))


def _around_title(shown: str, title: str) -> str:
    """What stands right below the headline, where date, source and author are printed. A headline that is shown twice
    (in the path of links as well) is taken where a date follows it."""
    places: list[str] = []
    start = shown.find(title) if title else -1
    while start >= 0 and len(places) < 5:
        places.append(shown[start + len(title):start + len(title) + _HEADER_REACH])
        start = shown.find(title, start + 1)
    return next((place for place in places if find_full_date(place)), places[0] if places else "")


def _date_shown(head: str, shown: str) -> str:
    """The text in which the page shows its date: under the headline, or behind a label anywhere."""
    if find_full_date(head):
        return head
    labelled = next((found[1] for found in _LABELLED_DATE.finditer(shown) if find_full_date(found[1])), "")
    return labelled


def _source(stated: _Stated, head: str) -> str:
    said = _SOURCE_LABEL.sub("", stated.first(_SOURCE_KEYS)).strip()
    if said:
        return said
    shown = _SOURCE_SHOWN.search(head)
    return shown[1] if shown else stated.first(_SITE_KEYS) or _linked_text(stated.linked, "publisher")


def _byline(stated: _Stated, head: str, tree: HtmlElement) -> str:
    """Names under the headline, else those the head states if they are people's and not the site's own."""
    shown = _AUTHOR_SHOWN.search(head)
    if shown:
        return shown[1]
    said = stated.first(_AUTHOR_KEYS) or _linked_text(stated.linked, "author")
    own = f"{tree.findtext('.//title') or ''} {stated.first(_SITE_KEYS)} {stated.first(_SOURCE_KEYS)}"
    is_site = said in own or said.endswith(("网", "網", "报", "報", "社", "台"))
    return said if _NAMES.match(said) and not is_site else ""


def _canonical(tree: HtmlElement) -> str:
    links = (link for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    return next((link.get("href") or "" for link in links), "")


def _one_line(text: str) -> str:
    return " ".join(text.split())
