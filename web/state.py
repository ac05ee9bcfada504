"""URL <-> Question, in this one place. Every link of the reading room is a changed question.

    from_query(parameters of to_url(question)) == question      for every question that from_query makes

Parameters: q, mode=exact, date, region, leader, source (each repeatable: OR within a facet), from and to (the
date-range form; they become the date value FROM..TO), sort, page, size, variants=off.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, get_args
from urllib.parse import quote

from flask import url_for
from werkzeug.datastructures import MultiDict
from werkzeug.routing import PathConverter

from corpus.article import PartialDate
from indexer.answer import MOST_CHARACTERS, Mode, Question
from indexer.query.notes import Note
from indexer.query.request import Sort
from indexer.schema import FACET_FIELDS, FACET_NAMES, FacetName

VALUE_LIMIT = 200
VALUES_LIMIT = 50
PAGE_LIMIT = 100_000
SIZES = (10, 20, 50, 100)
SORTS: tuple[Sort, ...] = get_args(Sort)

_BLANK = Question()
_TREES = {field.name for field in FACET_FIELDS if field.tree}
_DATE_PARTS = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?)?[年月日]?\Z")


class ArticleId(PathConverter):
    """An article's id in a path: any characters but none at all. Slashes stay readable, except in an id whose
    segments a browser would resolve or drop (``.``, ``..``, empty); there they are escaped."""

    regex = ".+"
    part_isolating = False

    def to_url(self, value: Any) -> str:
        """The id, percent-encoded."""
        text = str(value)
        fragile = any(segment in {"", ".", ".."} for segment in text.split("/"))
        return quote(text, safe="" if fragile else "/:")


def from_query(args: MultiDict[str, str]) -> Question:
    """The question that a URL's parameters ask. Never raises: nonsense falls back to what is usual, and what is
    over a limit is cut; ``remarks`` says what was."""
    return _read(args)[0]


def remarks(args: MultiDict[str, str]) -> tuple[Note, ...]:
    """What ``from_query`` had to change in the reader's words, for the reader."""
    return tuple(_read(args)[1])


def to_parameters(question: Question) -> dict[str, list[str]]:
    """The URL parameters of a question, without those that say the usual."""
    given: dict[str, list[str]] = {"q": [question.text] if question.text else []}
    given["mode"] = [question.mode] if question.mode != _BLANK.mode else []
    for name in FACET_NAMES:
        given[name] = list(question.filters.get(name, ()))
    given["sort"] = [question.sort] if question.sort != _BLANK.sort else []
    given["page"] = [str(question.page)] if question.page != _BLANK.page else []
    given["size"] = [str(question.size)] if question.size != _BLANK.size else []
    given["variants"] = ["off"] if question.variants != _BLANK.variants else []
    return {name: values for name, values in given.items() if values}


def to_url(question: Question, endpoint: str = "pages.search", **changes: Any) -> str:
    """The address of the results for the question with ``changes`` made to it.

    A change of anything but the page leads to the first page. Needs a request or application context.
    """
    if changes and "page" not in changes:
        changes["page"] = 1
    return url_for(endpoint, **_as_values(replace(question, **changes)))


def to_article(document_id: str, question: Question = _BLANK, endpoint: str = "pages.article") -> str:
    """The address of an article, with the question that led to it, so that its words are marked and the reader
    can go back."""
    return url_for(endpoint, id=document_id, **_as_values(question))


def to_facet(facet: FacetName, question: Question) -> str:
    """The address of the page with every value of one facet."""
    return url_for("pages.facet", name=facet, **_as_values(replace(question, page=1)))


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


def _as_values(question: Question) -> dict[str, Any]:
    return dict(to_parameters(question))


def _read(args: MultiDict[str, str]) -> tuple[Question, list[Note]]:
    notes: list[Note] = []
    text = _clean(args.get("q", ""))
    if len(text) > MOST_CHARACTERS:
        notes.append(Note("查询过长，只取前 %(most)s 字", (("most", str(MOST_CHARACTERS)),)))
        text = text[:MOST_CHARACTERS].strip()
    mode: Mode = "exact" if args.get("mode") == "exact" else "smart"
    sort = next((known for known in SORTS if known == args.get("sort")), _BLANK.sort)
    size = _number(args.get("size", ""))
    question = Question(
        text=text,
        mode=mode,
        filters=_filters(args, notes),
        sort=sort,
        page=min(max(_number(args.get("page", "")), 1), PAGE_LIMIT),
        size=size if size in SIZES else _BLANK.size,
        variants=args.get("variants") != "off",
    )
    return question, notes


def _filters(args: MultiDict[str, str], notes: list[Note]) -> Mapping[FacetName, tuple[str, ...]]:
    filters: dict[FacetName, tuple[str, ...]] = {}
    for name in FACET_NAMES:
        given = [_clean(value)[:VALUE_LIMIT].strip() for value in args.getlist(name)]
        if name == "date":
            given.append(_range(args, notes))
        values = tuple(dict.fromkeys(value for value in given if value))
        if len(values) > VALUES_LIMIT:
            notes.append(Note("一项筛选最多 %(most)s 个值，其余的没有用上", (("most", str(VALUES_LIMIT)),)))
        if values:
            filters[name] = values[:VALUES_LIMIT]
    return filters


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
    found = _DATE_PARTS.match(unicodedata.normalize("NFKC", written).replace(" ", ""))
    try:
        if found:
            return PartialDate(*(int(part) if part else None for part in found.groups())).value
    except ValueError:
        pass
    shown = written[:VALUE_LIMIT]
    notes.append(Note("看不懂日期“%(text)s”，没有按它筛选；可写 2023、2023-05 或 2023-05-06", (("text", shown),)))
    return ""


def _clean(text: str) -> str:
    """The text on one line, without control characters and without halves of characters."""
    return "".join(" " if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} else c for c in text).strip()


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0
