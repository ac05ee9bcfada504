"""What a format read out of a record, on its way to becoming an article: not yet repaired, not yet dated."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from dataclasses import replace
from functools import lru_cache
from typing import Any, cast

from corpus.article import Article, FieldName, FieldPlace, FieldReading, Origin, Repair
from corpus.byline import read_byline, reporters
from corpus.clean import Readings, has_doubled_marks, inserted_readings, mend, readable, without_readings
from corpus.dateline import read_dateline, sender_of
from corpus.dates import read_date
from corpus.encoding import line_feeds
from corpus.event_dates import read_event_dates
from corpus.furniture import find_furniture
from corpus.headline import Headline
from corpus.line_breaks import INSIDE

# The names a record's keys, a table's columns or a header's labels go by, the surest first. Compared in lower case.
NAMES: dict[str, tuple[str, ...]] = {
    "source_id": ("id", "编号", "編號"),
    "title": ("title", "标题", "標題", "headline"),
    "body": ("body", "content", "text", "正文", "内容", "內容"),
    "date": ("date", "日期", "publish_date", "pubdate", "发布日期", "發布日期", "發佈日期", "发布时间", "發布時間", "發佈時間",
             "time", "时间", "時間"),
    "source": ("source", "来源", "來源"),
    "page": ("page", "版面", "版次"),
    "section": ("section", "栏目", "欄目"),
    "byline": ("byline", "author", "作者", "记者", "記者"),
    "url": ("url", "link", "网址", "網址", "链接", "鏈接", "連結"),
}
_DATELINE_REACH, _DATELINE_LINES = 1000, 12
FIELD_OF: dict[str, str] = {name: field for field, names in NAMES.items() for name in names}


@dataclass(frozen=True, slots=True)
class Fields:
    """One story's parts as printed. ``date`` is a metadata value; ``header`` the text at the page's head in which a
    date may stand; ``path`` what may show a date when nothing else does (the file's name, or the address).
    ``lead_ins`` are lines of ``body``, as in ``Article``. ``readings`` say where the parts were read, the best place of
    each first."""

    title: str = ""
    body: str = ""
    source_id: str = ""
    date: str = ""
    header: str = ""
    path: str = ""
    source: str = ""
    page: str = ""
    section: str = ""
    byline: str = ""
    url: str = ""
    lead_ins: tuple[str, ...] = ()
    readings: tuple[FieldReading, ...] = ()


@lru_cache(maxsize=1024)
def readings(place: FieldPlace, **keys: str) -> tuple[FieldReading, ...]:
    """A reading for each field given with the key it was found under. Kept, as most records are alike."""
    return tuple(FieldReading(cast(FieldName, field), place, key) for field, key in keys.items())


def article(
    fields: Fields,
    origin: Origin,
    fingerprint: str,
    *,
    unreadable: bool = False,
    inserted: Readings | None = None,
    headline: Headline | None = None,
) -> Article:
    """The article: line ends made line feeds, title and body repaired; its date, the dates of its events and, where
    none is given, the byline read.

    ``unreadable`` says that the text may hold stand-ins or lone surrogates; ``inserted`` which readings a converter
    put into the file (None: see from this record alone). Repairs count in ``raw``, which is the title, a line feed and
    the body (the body alone where there is no title) before they were made. Source, byline and the like are mended
    too, but they are facts read from the text and not the text, so that no repair is kept of them.
    """
    label = headline.taken if headline else ""
    if unreadable:
        fields = _changed(fields, readable)
    title = line_feeds(fields.title).strip()
    body = line_feeds(fields.body)
    body = body.rstrip() if body[:1] not in " \t\n\u3000" else _without_blank_ends(body)
    if inserted is None:
        inserted = inserted_readings(title, body)
    if inserted:
        fields = _changed(fields, without_readings)
    furniture = find_furniture(title, body) if headline else ()
    repairs: tuple[Repair, ...] = ()
    raw = ""
    is_broken = INSIDE in title or INSIDE in body
    if inserted or unreadable or furniture or label or is_broken or has_doubled_marks(body):
        taken = ((0, len(label)),) if label else ()
        head = mend(label + title, inserted=inserted, unreadable=unreadable, furniture=taken)
        rest = mend(body, inserted=inserted, unreadable=unreadable, furniture=furniture)
        shift = len(head.raw) + 1 if title else 0
        moved = (replace(repair, position=repair.position + shift) for repair in rest.repairs)
        repairs = (*head.repairs, *moved)
        raw = (f"{head.raw}\n{rest.raw}" if title else rest.raw) if repairs else ""
        title, body = head.text, rest.text
    date = read_date(fields.date, fields.header, body, fields.path, title)
    given = fields.byline.strip()
    byline = _byline(given, body)
    dateline = _dateline(body)
    source = fields.source.strip()
    sender = "" if source else sender_of(dateline)
    known = {
        "title": title,
        "body": body,
        "source_id": fields.source_id,
        "source": source or sender,
        "page": fields.page.strip(),
        "section": fields.section.strip(),
        "byline": byline,
        "url": fields.url.strip(),
    }
    places = fields.readings
    if byline and byline != given:
        places = (*readings("text", byline=""), *places)
    if sender:
        places = (*readings("text", source=""), *places)
    return Article(
        **known,
        origin=origin,
        fingerprint=fingerprint,
        date=date,
        repairs=repairs,
        raw=raw,
        lead_ins=tuple(
            line.replace(INSIDE, "") for line in fields.lead_ins if not _names_writer(line, byline)
        ) if fields.lead_ins else (),
        dateline=dateline,
        events=read_event_dates(title, body, date),
        readings=_of_what_is_known(known, places),
    )


def _names_writer(line: str, byline: str) -> bool:
    """Whether a line holds the byline and nothing else but a mark: ◎ 甲某某."""
    return bool(byline) and "".join(line.split()).lstrip("□◎○■") == "".join(byline.split())


def _byline(given: str, body: str) -> str:
    """The byline given beside the text, or the text's own where that names more people than those given."""
    if not given:
        return read_byline(body)
    people = frozenset(reporters(given))
    printed = read_byline(body)
    return printed if people < frozenset(printed.split()) else given


def _of_what_is_known(known: dict[str, str], places: tuple[FieldReading, ...]) -> tuple[FieldReading, ...]:
    """The first reading of each field that is not empty."""
    first: dict[str, FieldReading] = {}
    for reading in places:
        if known[reading.field]:
            first.setdefault(reading.field, reading)
    return places if len(first) == len(places) else tuple(first.values())


def _changed(fields: Fields, change: Callable[[str], str]) -> Fields:
    """Everything but title and body changed; those two keep a record of every change."""
    names = (field.name for field in dataclass_fields(fields))
    kept = ("title", "body", "lead_ins", "readings")
    values: dict[str, Any] = {name: change(getattr(fields, name)) for name in names if name not in kept}
    return replace(fields, lead_ins=tuple(map(change, fields.lead_ins)), **values)


def _dateline(body: str) -> str:
    """The dateline of the first paragraph that has one, at the head of the body."""
    head = body[:_DATELINE_REACH].split("\n")[:_DATELINE_LINES]
    return next((found for line in head if (found := read_dateline(line))), "")


def _without_blank_ends(body: str) -> str:
    """Without blank lines at the ends; the first line keeps its indent."""
    lines = body.split("\n")
    while lines and not lines[0].strip():
        del lines[0]
    return "\n".join(lines).rstrip()
