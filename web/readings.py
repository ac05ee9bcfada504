"""Explanation -> what the article's page shows of it: every reading with the words it rests on, each a link to where
they stand in the text.

Shown is what the archive holds, an archivist's corrections included; the evidence is found anew (``explanation``).
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask_babel import gettext

from corpus.article import DateReading, EventDate, FieldName
from corpus.byline import reporters
from indexer.analysis.fold import simplified
from indexer.answer import Question
from indexer.document import Document
from indexer.entities.evidence import Evidence
from indexer.explanation import Explanation
from web import state
from web.citation import date_text, page_text
from web.corrections import Corrected
from web.places import Stretch
from web.rules import field_text, inferred_text, place_text, precision_text, rule_text

_ON_THE_PAGE: tuple[FieldName, ...] = ("title", "body", "url")
_SHOWN: tuple[FieldName, ...] = ("source", "page", "section", "source_id")
_STALE = {"regions": "region", "leaders": "leader"}
_OPENING, _CLOSING = 800, 300  # characters at a story's beginning and end: where a text names its writers


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that a reading rests on, and where they stand in the text; nowhere if they were not part of it."""

    text: str
    places: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """Why something was read: the rule in the reader's words (or nothing), and the words that it found."""

    rule: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was read, under the ``label`` of its field where its group has several. ``lang`` is empty where
    ``value`` is in the reader's language; ``url`` leads to all articles with it; ``marks`` set it off (primary,
    corrected), ``remarks`` say more of it."""

    value: str
    lang: str = ""
    label: str = ""
    url: str = ""
    marks: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """What was read of one kind; ``counted`` says that its number is worth telling before it is opened."""

    id: str
    heading: str
    entries: tuple[Entry, ...]
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Readings:
    """Everything that was read, and the places in the text (as positions in ``article_text``) that its evidence leads
    to. ``stale`` names what the archive holds otherwise than it is read today."""

    groups: tuple[Group, ...]
    places: tuple[Stretch, ...]
    stale: tuple[str, ...]


def readings(explained: Explanation, changed: Corrected, script: str) -> Readings:
    """What was read in an article that is written in ``script`` (an HTML language tag), with what an archivist
    ``changed`` of it."""
    document = explained.document
    text, article = document.text, document.article
    groups = (
        Group("date", gettext("发表日期"), (_date(document, changed),)),
        Group("events", gettext("文中的日期"), tuple(_event(one) for one in article.events), True),
        Group("regions", gettext("文中地区"), tuple(_regions(explained, changed)), True),
        Group("townships", gettext("文中乡镇"), tuple(
            Entry(town.name, "zh-Hans", grounds=_grounds(text, town.evidence)) for town in explained.townships
        )),
        Group("leaders", gettext("文中领导"), tuple(_leaders(explained, changed, script)), True),
        Group("fields", gettext("版面与署名"), tuple(_fields(document, script))),
    )
    shown = tuple(group for group in groups if group.entries)
    places = {
        place
        for group in shown for entry in group.entries for ground in entry.grounds
        for quote in ground.quotes for place in quote.places
    }
    stale = tuple(field_text(_STALE[name]) for name in explained.stale)
    return Readings(shown, tuple(sorted(places)), stale)


def _date(document: Document, changed: Corrected) -> Entry:
    date = document.article.date
    marks = (gettext("更正"),) if changed.date else ()
    if date is None:
        return Entry(gettext("日期不详"), marks=marks)
    remarks = [precision_text(date.date.precision)]
    if date.inferred:
        remarks.append(gettext("推定：%(inferred)s", inferred=inferred_text(date.inferred)))
    if date.contrary:
        remarks.append(gettext("同一文件里还有一个与它相差一周以上的日期：“%(contrary)s”", contrary=date.contrary))
    return Entry(date_text(date.date), marks=marks, remarks=tuple(remarks), grounds=() if changed.date else _read(
        date.source, "", date.evidence, _found(document.text, date.evidence) if _is_in_text(date) else ()
    ))


def _is_in_text(date: DateReading) -> bool:
    return date.source in ("dateline", "body")


def _event(event: EventDate) -> Entry:
    value = date_text(event.date)
    if event.until:
        value = gettext("%(start)s 至 %(end)s", start=value, end=date_text(event.until))
    place = _stretch(event.position, event.position + len(event.evidence))
    return Entry(
        value,
        remarks=(gettext("推定：%(inferred)s", inferred=inferred_text(event.inferred)),) if event.inferred else (),
        grounds=(Ground(rule_text(event.rule), (Quote(event.evidence, (place,)),)),),
    )


def _regions(explained: Explanation, changed: Corrected) -> Iterator[Entry]:
    document = explained.document
    evidence = {reading.mention.code: reading.evidence for reading in explained.regions}
    for region in sorted(document.regions, key=lambda one: not one.primary):
        marks = [gettext("主要地区")] if region.primary else []
        if region.code in changed.regions:
            marks.append(gettext("更正"))
        yield Entry(
            region.name, "zh-Hans", marks=tuple(marks),
            url=state.to_url(Question(filters={"region": (region.code,)})),
            grounds=_grounds(document.text, evidence.get(region.code, ())),
        )


def _leaders(explained: Explanation, changed: Corrected, script: str) -> Iterator[Entry]:
    document = explained.document
    evidence = {reading.mention.name: reading.evidence for reading in explained.leaders}
    for leader in document.leaders:
        remarks = []
        if leader.offices:
            remarks.append(gettext("职务：%(offices)s", offices="、".join(leader.offices)))
        if leader.roles:
            remarks.append(gettext("活动：%(roles)s", roles="、".join(leader.roles)))
        yield Entry(
            leader.name, "zh-Hans", remarks=tuple(remarks),
            marks=(gettext("更正"),) if leader.name in changed.leaders else (),
            url=state.to_url(Question(filters={"leader": (leader.name,)})),
            grounds=_grounds(document.text, evidence.get(leader.name, ())),
        )


def _fields(document: Document, script: str) -> Iterator[Entry]:
    """Where each field stood. Of those that are on the page anyway only that is said."""
    article, text = document.article, document.text
    where = {reading.field: reading for reading in article.readings}
    for name in _ON_THE_PAGE:
        if name in where:
            yield Entry("", label=field_text(name), grounds=_read(where[name].place, where[name].key))
    if article.lead_ins:
        quotes = tuple(Quote(line, _found(text, line)) for line in article.lead_ins)
        yield Entry("", script, gettext("引题、副题"), grounds=(Ground("", quotes),))
    if article.dateline:
        quote = Quote(article.dateline, _found(text, article.dateline))
        yield Entry("", script, field_text("dateline"), grounds=(Ground("", (quote,)),))
    for name in _SHOWN:
        value = page_text(article.page) if name == "page" else getattr(article, name)
        if value:
            read = where.get(name)
            yield Entry(value, script, field_text(name), grounds=_read(read.place, read.key) if read else ())
    yield from _byline(document, script)


def _byline(document: Document, script: str) -> Iterator[Entry]:
    article = document.article
    read = next((one for one in article.readings if one.field == "byline"), None)
    names = reporters(article.byline)
    for name in names or filter(None, (article.byline,)):
        places = _signed(document.text, name) if read and read.place == "text" else ()
        yield Entry(
            name, script, field_text("byline"),
            url=state.to_url(Question(filters={"reporter": (simplified(name),)})) if names else "",
            grounds=_read(read.place, read.key, name if places else "", places) if read else (),
        )


def _read(place: str, key: str, words: str = "", places: tuple[Stretch, ...] = ()) -> tuple[Ground, ...]:
    """That something was read at a place of the file, under the name that it has there, from these words."""
    where = place_text(place)
    rule = gettext("读自%(place)s（%(key)s）", place=where, key=key) if key else gettext("读自%(place)s", place=where)
    return (Ground(rule, (Quote(words, places),) if words else ()),)


def _grounds(text: str, evidence: Iterable[Evidence]) -> tuple[Ground, ...]:
    """The evidence by rule; the same words found by the same rule are one quote with several places."""
    found: dict[str, dict[str, list[Stretch]]] = {}
    for one in evidence:
        words = " ".join(text[one.start:one.end].split())
        found.setdefault(one.rule, {}).setdefault(words, []).append(_stretch(one.start, one.end))
    return tuple(
        Ground(rule_text(rule), tuple(Quote(words, tuple(places)) for words, places in quotes.items()))
        for rule, quotes in found.items()
    )


def _found(text: str, words: str) -> tuple[Stretch, ...]:
    at = text.find(words) if words else -1
    return (_stretch(at, at + len(words)),) if at >= 0 else ()


def _signed(text: str, name: str) -> tuple[Stretch, ...]:
    """Where a writer's name stands at the story's beginning or end."""
    at = text.find(name, 0, _OPENING)
    if at < 0:
        at = text.find(name, max(0, len(text) - _CLOSING))
    return (_stretch(at, at + len(name)),) if at >= 0 else ()


def _stretch(start: int, end: int) -> Stretch:
    return Stretch(start, end, "place", f"at-{start}-{end}")
