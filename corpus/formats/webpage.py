"""Any other web page: the article by trafilatura, its facts from where the page states them."""
from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from corpus.article import Article, FieldName, FieldPlace, FieldReading, Origin, Reject
from corpus.clean import readable
from corpus.date_values import find_full_date, parse_date
from corpus.encoding import Decoded
from corpus.fields import Fields, article, readings
from corpus.formats import shown as page_shown
from corpus.formats.markup import TooMuch, bearable, document
from corpus.furniture import is_imprint
from corpus.lines import LONGEST_HEADLINE
from corpus.masthead import read_masthead
from corpus.publishers import is_publisher

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
_LABELLED_DATE = re.compile(r"(?:发布|發布|發佈|更新|刊发)?(?:日期|时间|時間)[ \u3000\xa0]*[:：]\s*([^\n]{8,30})")
_NAMES = re.compile(r"[\u3400-\u9fff·]{2,6}(?:[ 、，,][\u3400-\u9fff·]{2,6})*\Z")
_TITLE_CUT = re.compile(r"\s*[_|｜]\s*[^_|｜]*\Z|\s+[-–—]+\s+[^-–—]{2,20}\Z")
_ADDRESS = re.compile(r"https?://\S+\Z")
_SENTENCE = re.compile(r"[。！？!?；]")
_IN_SENTENCE = re.compile(r"[。！？；，]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_HEADER_REACH = 500


@dataclass(frozen=True, slots=True)
class _Found:
    """A fact as found, and where; false where it is empty."""

    text: str
    place: FieldPlace
    key: str

    def __bool__(self) -> bool:
        return bool(self.text)


_NOTHING = _Found("", "page", "")


@dataclass(frozen=True, slots=True)
class _Stated:
    """What the page's head states, by key in lower case, and its JSON-LD news article."""

    metas: dict[str, str]
    linked: dict[str, Any]

    def first(self, keys: tuple[str, ...]) -> _Found:
        """The first of the tags that says something."""
        return next((_Found(self.metas[key], "metadata", key) for key in keys if self.metas.get(key)), _NOTHING)

    def linked_text(self, key: str) -> _Found:
        """What the JSON-LD article says under the key."""
        value = self.linked.get(key)
        value = value[0] if isinstance(value, list) and value else value
        value = value.get("name") if isinstance(value, dict) else value
        return _Found(value.strip(), "metadata", f"ld+json {key}") if isinstance(value, str) else _NOTHING


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
    shown = page_shown.shown_lines(tree)
    title = _title(tree, stated, shown)
    body, foot_source = _main_text(page, title.text, decoded.damaged)
    if title.place == "page" and not title.key and (below := _below_facts(shown, title.text, body)):
        body = below
    if not body:
        yield Reject(name, None, "网页里找不到正文，可能是目录页或视频页。")
        return
    head = _around_title(shown, title.text)
    dates = (*map(stated.metas.get, _DATE_KEYS), stated.linked_text("datePublished").text)
    date = next((value for value in dates if value and parse_date(value)), "")
    url = _address(tree, stated)
    source, byline = _source(stated, head, foot_source), _byline(stated, head, shown, tree)
    found: dict[FieldName, _Found] = {"title": title, "source": source, "byline": byline, "url": url}
    fields = Fields(
        title=title.text,
        body=body,
        date=date,
        header="" if date else _date_shown(head, shown),
        path=url.text or name,
        source=source.text,
        byline=byline.text,
        url=url.text,
        readings=(
            *(FieldReading(field, fact.place, fact.key) for field, fact in found.items()), *readings("page", body="")
        ),
    )
    # JSON-LD is the one part of a page whose escapes can give lone surrogates.
    unreadable = decoded.damaged or bool(stated.linked)
    yield article(fields, Origin(name, "webpage", decoded.encoding), sha256(data).hexdigest(), unreadable=unreadable)


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


def _title(tree: HtmlElement, stated: _Stated, shown: str) -> _Found:
    """The headline: as the head states it, else a heading, else a line, with which the window's title begins; else the
    page's only heading, where the page does not show that title; else that title without the site's name at its end."""
    window = _one_line(tree.findtext(".//title") or "")
    said = stated.first(_TITLE_KEYS) or stated.linked_text("headline")
    if said:
        return replace(said, text=_one_line(said.text))
    headings = [_one_line(str(heading.text_content())) for heading in tree.iter("h1", "h2")]
    heading = next((heading for heading in headings if len(heading) > 5 and heading in window), "")
    if not heading and not window:
        heading = next((heading for heading in headings if len(heading) > 5), "")
    if heading or not window:
        return _Found(heading, "page", "h1")
    cut = _TITLE_CUT.sub("", window)
    if cut not in shown:
        line = next((line for line in shown.split("\n") if len(line) > 8 and window.startswith(line)), "")
        if line:
            return _Found(line, "page", "")
        long = [heading for heading in headings if len(heading) > 5]
        if len(long) == 1:  # the window names a section of the site
            return _Found(long[0], "page", "h1")
        if above := _above_facts(shown):
            return _Found(above, "page", "")
    if is_publisher(cut):  # or the paper
        chief = [_one_line(str(heading.text_content())) for heading in tree.iter("h1")]
        if len(chief) == 1 and len(chief[0]) > 5:
            return _Found(chief[0], "page", "h1")
    return _Found(cut if len(cut) > 5 else window, "metadata", "title")


def _above_facts(shown: str) -> str:
    """The line above the only one that gives the day and the source (2008-7-30 来源：某报 作者：某某), as pages without
    headings print the headline; '' where there is none."""
    lines = shown.split("\n")
    facts = [
        number for number, line in enumerate(lines[1:], 1)
        if "源" in line and find_full_date(line) and read_masthead(line) is not None
    ]
    above = lines[facts[0] - 1] if len(facts) == 1 else ""
    return above if 5 < len(above) <= LONGEST_HEADLINE and not _IN_SENTENCE.search(above) else ""


def _below_facts(shown: str, title: str, body: str) -> str:
    """The page's lines under its line of facts, where the main text that was found begins above the headline, as with
    the tables of old pages; '' where it does not."""
    above, _, below = shown.partition(f"\n{title}\n")
    opening = re.split(r"[\s|｜·]", body, maxsplit=1)[0]
    if not below or not opening or opening not in above or opening in below:
        return ""
    kept = below.split("\n")[1:]
    while kept and is_imprint(kept[-1]):
        kept.pop()
    kept, _ = page_shown.without_foot(kept, title)
    text = "\n".join(kept)
    return text if _is_running_text(text) else ""


def _main_text(page: str, title: str, damaged: bool) -> tuple[str, str]:
    """The page's article, a line a paragraph, without its headline and the page's foot ('' if what is found is not
    running text), and the source that the foot names."""
    # trafilatura drops what is not printable, and stand-ins are not: they go through it as U+FFFD.
    shown = readable(page) if damaged else page
    found = _extract(shown, precise=True)
    if not _is_running_text(found):
        found = _extract(shown, precise=False)
    if damaged:
        found = _with_stand_ins(found, shown, page)
    lines = [line.strip(" \t|") for line in found.split("\n")]
    kept, source = page_shown.without_foot(_below_title([line for line in lines if line.strip()], title), title)
    body = "\n".join(kept)
    return (body, source) if _is_running_text(body) else ("", "")


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


def _around_title(shown: str, title: str) -> str:
    """What stands right below the headline, where date, source and author are printed. A headline that is shown twice
    (in the path of links as well) is taken where a date follows it."""
    places: list[str] = []
    start = shown.find(title) if title else -1
    while start >= 0 and len(places) < 5:
        places.append(shown[start + len(title):start + len(title) + _HEADER_REACH])
        start = shown.find(title, start + 1)
    return next((place for place in places if _dated_lines(place)), places[0] if places else "")


def _date_shown(head: str, shown: str) -> str:
    """The text in which the page shows its date: on a line under the headline, or behind a label anywhere. A date in
    one of the article's own sentences is none."""
    labelled = next((found[1] for found in _LABELLED_DATE.finditer(shown) if find_full_date(found[1])), "")
    return _dated_lines(head) or labelled


def _dated_lines(head: str) -> str:
    lines = head.split("\n")
    dated = (line for line in lines if len(line) < 60 and find_full_date(line))
    return "\n".join(line for line in dated if not _IN_SENTENCE.search(line))


def _source(stated: _Stated, head: str, foot: str) -> _Found:
    said = stated.first(_SOURCE_KEYS)
    if said and (text := _SOURCE_LABEL.sub("", said.text).strip()):
        return replace(said, text=text)
    printed = _Found(page_shown.source(head), "page", "来源") or _Found(foot, "page", "来源")
    return printed or stated.first(_SITE_KEYS) or stated.linked_text("publisher")


def _byline(stated: _Stated, head: str, shown: str, tree: HtmlElement) -> _Found:
    """Names under the headline, else those the head states if they are people's, not the site's own and not the
    editor's."""
    printed = _Found(page_shown.author(head), "page", "作者")
    if printed:
        return printed
    said = stated.first(_AUTHOR_KEYS) or stated.linked_text("author")
    own = f"{tree.findtext('.//title') or ''} {stated.first(_SITE_KEYS).text} {stated.first(_SOURCE_KEYS).text}"
    is_site = said.text in own or said.text.endswith(("网", "網", "报", "報", "社", "台"))
    is_editor = said.text in page_shown.editors(shown)
    return said if _NAMES.match(said.text) and not is_site and not is_editor else _NOTHING


def _address(tree: HtmlElement, stated: _Stated) -> _Found:
    links = (link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    found = (_Found(next(links, ""), "metadata", "canonical"), *(stated.first((key,)) for key in _URL_KEYS))
    return next((fact for fact in found if _ADDRESS.match(fact.text)), _NOTHING)


def _one_line(text: str) -> str:
    return " ".join(text.split())
