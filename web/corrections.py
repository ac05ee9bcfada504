"""What an archivist overruled, for a reader: what was read, what it is, and which present values come of it."""
from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext

from corpus.date_values import parse_date
from indexer.corrections import as_read
from indexer.document import Correction, Document
from indexer.entities.regions import label, resolve_name
from web.citation import date_text
from web.rules import field_text


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a document holds by correction: the codes of regions, the names of leaders, whether its date."""

    regions: frozenset[str]
    leaders: frozenset[str]
    date: bool


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """One correction: the field, what stood there before and what stands there now, in words, and the note."""

    field: str
    before: str
    after: str
    note: str


def corrected(document: Document) -> Corrected:
    """Which values of a document an archivist put in or changed."""
    before = as_read(document)
    codes = {one.code: one.primary for one in before.regions}
    people = {one.name: one.offices for one in before.leaders}
    return Corrected(
        frozenset(one.code for one in document.regions if one.code not in codes or one.primary > codes[one.code]),
        frozenset(one.name for one in document.leaders if people.get(one.name) != one.offices),
        any(one.field == "date" for one in document.corrections),
    )


def correction_views(document: Document) -> tuple[CorrectionView, ...]:
    """The corrections in effect, in the order in which they were made."""
    return tuple(
        CorrectionView(
            field_text(one.field),
            _before(one) or gettext("（没有读出）"),
            _after(one) or gettext("（删去）"),
            one.note,
        )
        for one in document.corrections
    )


def _before(one: Correction) -> str:
    if one.field == "date":
        return date_text(one.date.date) if one.date else gettext("日期不详")
    if one.field == "primary":
        return next((mention.name for mention in one.regions if mention.primary), "")
    return _named(one, one.read)


def _after(one: Correction) -> str:
    if one.field == "date":
        date = parse_date(one.corrected)
        return date_text(date) if date else gettext("日期不详")
    return _named(one, one.corrected)


def _named(one: Correction, text: str) -> str:
    if one.field == "leader":
        return text
    codes = resolve_name(text) if text else ()
    return label(codes[0]) if len(codes) == 1 else text
