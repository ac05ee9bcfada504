"""URL <-> Question, in this one place. Every link of the reading room is a changed question.

    from_query(parameters of to_url(question)) == question      for every question that from_query makes

Parameters: q, mode=exact, date, region, leader, source, reporter (each repeatable: OR within a facet), from and
to (the date-range form; they become the date value FROM..TO), sort, page, size, variants=off, copies=every (each
article by itself; otherwise each report once). An article's address may also hold hit: at which place among the
question's hits it stands.

A filter's value may be typed in any way that the query language takes (平凉, 2021年5月, 莊國泰); in the question it
stands as the facet counts it (6208, 2021-05, 庄国泰), so that it is chosen once and seen to be chosen.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, get_args
from urllib.parse import quote

from flask import url_for
from werkzeug.datastructures import MultiDict
from werkzeug.routing import PathConverter

from indexer.analysis.fold import simplified
from indexer.answer import MOST_CHARACTERS, Mode, Question
from indexer.query.dates import DateSpan, parse_span
from indexer.query.notes import Note
from indexer.query.request import Sort
from indexer.query.resolve import FacetValues, resolve_facet
from indexer.schema import FACET_FIELDS, FACET_NAMES, FacetName

VALUE_LIMIT = 200
VALUES_LIMIT = 50
PAGE_LIMIT = 100_000
SIZES = (10, 20, 50, 100)
"""How many articles a page may show; a program may ask for any number of ``PROGRAM_SIZES``."""
PROGRAM_SIZES = range(1, 1_001)
SORTS: tuple[Sort, ...] = get_args(Sort)
MODES: tuple[Mode, ...] = get_args(Mode)

_BLANK = Question()
_EVERY = "every"
_TREES = {field.name for field in FACET_FIELDS if field.tree}
# Letters and digits of any script, and the few signs that mean nothing in a query string.
_UNSAFE = re.compile(r"[^\w.~-]+")


class ArticleId(PathConverter):
    """An article's id in a path: any characters but none at all. Slashes stay readable, except in an id whose
    segments a browser would resolve or drop (``.``, ``..``, empty); there they are escaped."""

    regex = "(?s:.+)"
    part_isolating = False

    def to_url(self, value: Any) -> str:
        """The id, percent-encoded."""
        text = str(value)
        fragile = any(segment in {"", ".", ".."} for segment in text.split("/"))
        return quote(text, safe="" if fragile else "/:")


def from_query(args: MultiDict[str, str], sizes: Collection[int] = SIZES) -> Question:
    """The question that a URL's parameters ask. Never raises: nonsense falls back to what is usual, and what is
    over a limit is cut; ``read`` says what was."""
    return read(args, sizes)[0]


def read(args: MultiDict[str, str], sizes: Collection[int] = SIZES) -> tuple[Question, tuple[Note, ...]]:
    """The question, and what had to be changed in the reader's words, for the reader. That a text is too long is said
    with the answer to it."""
    notes: list[Note] = []
    question = Question(
        text=typed(args)[:MOST_CHARACTERS].strip(),
        mode=_mode(args.get("mode", ""), notes),
        filters=_filters(args, notes),
        sort=_sort(args.get("sort", ""), notes),
        page=_page(args.get("page", ""), notes),
        size=_size(args.get("size", ""), sizes, notes),
        variants=args.get("variants") != "off",
        grouped=args.get("copies") != _EVERY,
    )
    if is_blank(args):
        notes.append(Note("逐字检索要写出要找的字句；这里只有空白，所以没有检索"))
    return question, tuple(notes)


def typed(args: MultiDict[str, str]) -> str:
    """The text as the reader typed it, however long; a question's text is cut where reading it would end."""
    return _clean(args.get("q", ""))


def is_blank(args: MultiDict[str, str]) -> bool:
    """Whether the reader looks for nothing but white space, letter by letter."""
    return args.get("mode") == "exact" and bool(args.get("q")) and not typed(args)


def position(args: MultiDict[str, str]) -> int:
    """At which place among the question's hits the article stands, from 1; 0 where the address does not say."""
    return _number(args.get("hit", ""))


def to_parameters(question: Question) -> dict[str, list[str]]:
    """The URL parameters of a question, without those that say the usual."""
    given: dict[str, list[str]] = {"q": [question.text] if question.text else []}
    given["mode"] = [question.mode] if question.mode != _BLANK.mode else []
    for name in FACET_NAMES:
        given[name] = list(question.filters.get(name, ()))
    given["sort"] = [question.sort] if question.sort != _BLANK.sort else []
    given["page"] = [str(question.page)] if question.page != _BLANK.page else []
    given["size"] = [str(question.size)] if question.size != _BLANK.size else []
    given["copies"] = [] if question.grouped else [_EVERY]
    given["variants"] = ["off"] if question.variants != _BLANK.variants else []
    return {name: values for name, values in given.items() if values}


def to_url(question: Question, endpoint: str = "pages.search", **changes: Any) -> str:
    """The address of the results for the question with ``changes`` made to it.

    A change of anything but the page leads to the first page. Needs a request or application context.
    """
    if changes and "page" not in changes:
        changes["page"] = 1
    return _address(endpoint, replace(question, **changes))


def to_article(
    document_id: str, question: Question = _BLANK, endpoint: str = "pages.article", position: int = 0
) -> str:
    """The address of an article, with the question that led to it and the place it had among the hits, so that its
    words are marked and the reader can go back, and on to the next."""
    place = {"hit": position} if position else {}
    return _address(endpoint, question, id=document_id, **place)


def to_facet(facet: FacetName, question: Question) -> str:
    """The address of the page with every value of one facet."""
    return _address("pages.facet", replace(question, page=1), name=facet)


def toggled(question: Question, facet: FacetName, value: str) -> Question:
    """The question with the value added to the facet's filter, or taken out of it; always its first page.

    In a tree the new value takes the place of the values above and below it, because a year together with one of
    its months is the year; a new date also takes the place of a range.
    """
    chosen = question.filters.get(facet, ())
    if value in chosen:
        kept = tuple(other for other in chosen if other != value)
    else:
        kept = tuple(other for other in chosen if not _replaces(facet, value, other)) + (value,)
    return with_filter(question, facet, kept)


def with_filter(question: Question, facet: FacetName, values: tuple[str, ...]) -> Question:
    """The question with exactly these values chosen in the facet; its first page."""
    filters = {**question.filters, facet: values}
    return replace(question, filters={name: filters[name] for name in FACET_NAMES if filters.get(name)}, page=1)


def without_filters(question: Question) -> Question:
    """The question with nothing chosen in any facet; its first page."""
    return replace(question, filters={}, page=1)


def _replaces(facet: FacetName, new: str, old: str) -> bool:
    if facet == "date" and (".." in old or ".." in new):
        return True
    return facet in _TREES and (new.startswith(old) or old.startswith(new))


def _address(endpoint: str, question: Question, **values: Any) -> str:
    """The address with the question as its parameters. Their Chinese is left as it is, which a browser encodes when
    it asks: a page of results repeats the question in some hundred links, and encoded it is three times as long."""
    in_path = {name: values.pop(name) for name in ("id", "name") if name in values}
    parameters = {**{name: [str(value)] for name, value in values.items()}, **to_parameters(question)}
    pairs = (f"{name}={_UNSAFE.sub(_quoted, value)}" for name, several in parameters.items() for value in several)
    query = "&".join(pairs)
    return url_for(endpoint, **in_path) + (f"?{query}" if query else "")


def _quoted(run: re.Match[str]) -> str:
    return quote(run[0], safe="", errors="replace")


def _mode(given: str, notes: list[Note]) -> Mode:
    found = next((known for known in MODES if known == given), None)
    if given and not found:
        notes.append(Note("没有叫“%(text)s”的检索方式，按智能检索", (("text", _shown(given)),)))
    return found or _BLANK.mode


def _sort(given: str, notes: list[Note]) -> Sort:
    found = next((known for known in SORTS if known == given), None)
    if given and not found:
        notes.append(Note("没有叫“%(text)s”的排序，最相关的排在前面", (("text", _shown(given)),)))
    return found or _BLANK.sort


def _page(given: str, notes: list[Note]) -> int:
    page = _number(given)
    if given and not page:
        notes.append(Note("没有第“%(text)s”页，显示的是第 1 页", (("text", _shown(given)),)))
    if page > PAGE_LIMIT:
        notes.append(Note("页码最大到 %(most)s，更大的按 %(most)s 算", (("most", str(PAGE_LIMIT)),)))
    return min(max(page, 1), PAGE_LIMIT)


def _size(given: str, sizes: Collection[int], notes: list[Note]) -> int:
    size = _number(given)
    if size in sizes:
        return size
    if given:
        allowed = f"{sizes[0]}–{sizes[-1]}" if isinstance(sizes, range) else " / ".join(map(str, sizes))
        notes.append(
            Note(
                "每页篇数不能是“%(text)s”，按 %(size)s 篇；可用 %(sizes)s",
                (("text", _shown(given)), ("size", str(_BLANK.size)), ("sizes", allowed)),
            )
        )
    return _BLANK.size


def _filters(args: MultiDict[str, str], notes: list[Note]) -> Mapping[FacetName, tuple[str, ...]]:
    filters: dict[FacetName, tuple[str, ...]] = {}
    for name in FACET_NAMES:
        written = list(dict.fromkeys(args.getlist(name)))
        given = [_value(value, notes) for value in written[:VALUES_LIMIT]]
        if name == "date":
            given.append(_range(args, notes))
        values = tuple(dict.fromkeys(one for value in given if value for one in _canonical(name, value, notes)))
        if max(len(written), len(values)) > VALUES_LIMIT:
            notes.append(Note("一项筛选最多 %(most)s 个值，其余的没有用上", (("most", str(VALUES_LIMIT)),)))
        if values:
            filters[name] = values[:VALUES_LIMIT]
    return filters


def _value(given: str, notes: list[Note]) -> str:
    value = _clean(given)
    if len(value) > VALUE_LIMIT:
        notes.append(Note("筛选的值过长，只取前 %(most)s 字", (("most", str(VALUE_LIMIT)),)))
    return value[:VALUE_LIMIT].strip()


def _canonical(facet: FacetName, value: str, notes: list[Note]) -> tuple[str, ...]:
    """The value as the facet counts it; several where a place's name is borne by several. What means nothing stays as
    it was typed: the answer finds nothing under it, and says so."""
    meant = resolve_facet(facet, value)
    if isinstance(meant.query, DateSpan):
        first, last = (end.value if end else "" for end in (meant.query.first, meant.query.last))
        return (first if first == last else f"{first}..{last}",)
    if not isinstance(meant.query, FacetValues):
        return (value,)
    notes += meant.notes
    return tuple(_simplified(one) for one in meant.query.values)


def _simplified(text: str) -> str:
    """In simplified characters once and for all: a second time changes nothing (薴 becomes 苧, and that 苎)."""
    while (simpler := simplified(text)) != text:
        text = simpler
    return text


def _range(args: MultiDict[str, str], notes: list[Note]) -> str:
    start, end = (_bound(args.get(name, ""), notes) for name in ("from", "to"))
    shared = min(len(start), len(end))
    if start[:shared] > end[:shared]:
        notes.append(Note("起止日期前后颠倒，已对调"))
        start, end = end, start
    return f"{start}..{end}" if start or end else ""


def _bound(given: str, notes: list[Note]) -> str:
    """One end of the date-range form as YYYY, YYYY-MM or YYYY-MM-DD; empty for nothing and for no date."""
    written = _clean(given)
    if not written:
        return ""
    span = parse_span(unicodedata.normalize("NFKC", written).replace(" ", ""))
    if span and span.first and span.first == span.last:
        return span.first.value
    notes.append(
        Note("看不懂日期“%(text)s”，没有按它筛选；可写 2023、2023-05 或 2023-05-06", (("text", _shown(written)),))
    )
    return ""


def _clean(text: str) -> str:
    """The text on one line, without control characters and without halves of characters."""
    return "".join(" " if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} else c for c in text).strip()


def _shown(given: str) -> str:
    text = _clean(given)
    return text if len(text) <= 40 else text[:40] + "…"


def _number(text: str) -> int:
    """The number written in plain digits, a billion for any above it; 0 for anything else."""
    return min(int(text), 1_000_000_000) if re.fullmatch(r"[0-9]{1,1000}", text) else 0
