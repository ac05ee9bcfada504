"""The document: an article and what reading found in it. It is the only thing an engine stores."""
from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any

from corpus.article import Article, DateReading, EventDate, FieldReading, Origin, PartialDate, Repair, article_text


@dataclass(frozen=True, slots=True)
class RegionMention:
    """A division of China the article names: its administrative code (2, 4 or 6 digits), its full simplified name,
    whether it is the article's primary region, and the first printed form found."""

    code: str
    name: str
    primary: bool
    surface: str


@dataclass(frozen=True, slots=True)
class LeaderMention:
    """An office-holder the article names: the simplified name, the offices and roles printed beside it (simplified,
    in order of appearance, without repeats), and the first printed form found."""

    name: str
    offices: tuple[str, ...]
    roles: tuple[str, ...]
    surface: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What an archivist overruled: the field (date, region, primary, leader), what was read and what it is, as the
    archivist wrote them, and a note. ``date``, ``regions`` or ``leaders`` is what the document held before, ``events``
    the dates of its events where another date of its own changes them."""

    field: str
    read: str
    corrected: str
    note: str = ""
    date: DateReading | None = None
    regions: tuple[RegionMention, ...] = ()
    leaders: tuple[LeaderMention, ...] = ()
    events: tuple[EventDate, ...] | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """An article under its stable id, with the regions and leaders read from it. ``corrections`` are those already in
    effect in what it holds, in the order in which they were made."""

    id: str
    article: Article
    regions: tuple[RegionMention, ...] = ()
    leaders: tuple[LeaderMention, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def text(self) -> str:
        """What exact search searches (``article_text``)."""
        return article_text(self.article.title, self.article.body)


def to_json(document: Document) -> str:
    """The document as one line of JSON, from which ``from_json`` makes an equal document."""
    corrections = tuple(replace(one, events=None) for one in document.corrections)
    data = asdict(
        replace(document, article=replace(document.article, events=(), readings=()), corrections=corrections)
    )
    # These are many and alike: rows without names take a third of the room.
    data["article"]["events"] = _event_rows(document.article.events)
    for written, one in zip(data["corrections"], document.corrections):
        written["events"] = None if one.events is None else _event_rows(one.events)
    data["article"]["readings"] = [
        [reading.field, reading.place, reading.key] for reading in document.article.readings
    ]
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Document:
    """The document that ``to_json`` wrote, now or before events and readings were kept. Raises KeyError, TypeError or
    ValueError for anything else."""
    data: dict[str, Any] = json.loads(text)
    article = dict(data["article"])
    article["origin"] = Origin(**article["origin"])
    article["repairs"] = tuple(Repair(**repair) for repair in article["repairs"])
    article["lead_ins"] = tuple(article.get("lead_ins", ()))  # absent from what was written before it was read
    article["events"] = _events(article.get("events", ()))
    article["readings"] = _readings(tuple(map(tuple, article.get("readings", ()))))
    article["date"] = _date(article["date"])
    return Document(
        id=data["id"],
        article=Article(**article),
        regions=_regions(data["regions"]),
        leaders=_leaders(data["leaders"]),
        # Documents written before there were corrections have none.
        corrections=tuple(
            Correction(
                **{
                    **given,
                    "date": _date(given["date"]),
                    "regions": _regions(given["regions"]),
                    "leaders": _leaders(given["leaders"]),
                    "events": None if given.get("events") is None else _events(given["events"]),
                }
            )
            for given in data.get("corrections", ())
        ),
    )


def _event_rows(events: Iterable[EventDate]) -> list[list[Any]]:
    return [
        [event.date.value, event.position, event.evidence, event.rule, event.until.value if event.until else "",
         event.inferred]
        for event in events
    ]


def _events(rows: Iterable[Iterable[Any]]) -> tuple[EventDate, ...]:
    return tuple(
        EventDate(
            PartialDate.parse(date), position, evidence, rule, PartialDate.parse(until) if until else None, inferred
        )
        for date, position, evidence, rule, until, inferred in rows
    )


@lru_cache(maxsize=1024)  # most articles of an archive were read in one of a few ways
def _readings(rows: tuple[tuple[Any, ...], ...]) -> tuple[FieldReading, ...]:
    return tuple(FieldReading(*row) for row in rows)


def _date(given: dict[str, Any] | None) -> DateReading | None:
    return DateReading(**{**given, "date": PartialDate(**given["date"])}) if given is not None else None


def _regions(given: list[dict[str, Any]]) -> tuple[RegionMention, ...]:
    return tuple(RegionMention(**region) for region in given)


def _leaders(given: list[dict[str, Any]]) -> tuple[LeaderMention, ...]:
    return tuple(
        LeaderMention(one["name"], tuple(one["offices"]), tuple(one["roles"]), one["surface"]) for one in given
    )
