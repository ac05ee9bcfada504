"""The document: it survives its JSON, and its text is what a search must find."""
from __future__ import annotations

import calendar
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article, DateReading, EventDate, FieldReading, Origin, PartialDate, Repair
from indexer.document import Correction, Document, LeaderMention, RegionMention, from_json, to_json
from indexer.engines.base import Engine

# Any text a file can give: everything but lone surrogates, which reading takes out.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
YEAR, MONTH = st.integers(1, 9999), st.integers(1, 12)


@st.composite
def _days(draw: st.DrawFn) -> PartialDate:
    year, month = draw(st.integers(1, 9999)), draw(MONTH)
    return PartialDate(year, month, draw(st.integers(1, calendar.monthrange(year, month)[1])))


DATES = st.one_of(
    st.builds(PartialDate, YEAR),
    st.builds(PartialDate, YEAR, MONTH),
    _days(),
    st.builds(PartialDate, st.none(), MONTH, st.integers(1, 29)),
)
SOURCES = st.sampled_from(["metadata", "page header", "dateline", "body", "path", "correction"])
READINGS = st.builds(DateReading, DATES, SOURCES, TEXT, TEXT, TEXT)
EVENTS = st.builds(
    EventDate, DATES, st.integers(0), TEXT, st.sampled_from(["whole date", "day alone"]), st.none() | DATES, TEXT
)
PLACES = st.builds(FieldReading, st.sampled_from(["title", "source"]), st.sampled_from(["metadata", "page"]), TEXT)
ORIGINS = st.builds(Origin, TEXT, TEXT, TEXT, st.none() | st.integers(1), st.integers(1))
REPAIRS = st.builds(Repair, TEXT, st.integers(0), TEXT, TEXT)
ARTICLES = st.builds(
    Article,
    title=TEXT,
    body=TEXT,
    origin=ORIGINS,
    fingerprint=TEXT,
    source_id=TEXT,
    date=st.none() | READINGS,
    source=TEXT,
    page=TEXT,
    section=TEXT,
    byline=TEXT,
    url=TEXT,
    repairs=st.lists(REPAIRS, max_size=3).map(tuple),
    raw=TEXT,
    lead_ins=st.lists(TEXT, max_size=2).map(tuple),
    dateline=TEXT,
    events=st.lists(EVENTS, max_size=3).map(tuple),
    readings=st.lists(PLACES, max_size=3).map(tuple),
)
NAMES = st.lists(TEXT, max_size=3).map(tuple)
DOCUMENTS = st.builds(
    Document,
    id=TEXT,
    article=ARTICLES,
    regions=st.lists(st.builds(RegionMention, TEXT, TEXT, st.booleans(), TEXT), max_size=3).map(tuple),
    leaders=st.lists(st.builds(LeaderMention, TEXT, NAMES, NAMES, TEXT), max_size=3).map(tuple),
    corrections=st.lists(
        st.builds(
            Correction,
            field=st.just("date"),
            read=TEXT,
            corrected=TEXT,
            note=TEXT,
            date=st.none() | READINGS,
            events=st.none() | st.lists(EVENTS, max_size=3).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
)


@given(DOCUMENTS)
def test_a_document_survives_its_json(document: Document) -> None:
    line = to_json(document)
    assert "\n" not in line
    again = from_json(line)
    assert again == document and hash(again) == hash(document)
    assert to_json(again) == line  # written again unchanged, so that indexing again changes nothing


@given(DOCUMENTS)
def test_a_document_of_an_older_archive_is_read(document: Document) -> None:
    data = json.loads(to_json(document))
    del data["article"]["events"], data["article"]["readings"]
    if data["article"]["date"]:
        del data["article"]["date"]["contrary"]
    again = from_json(json.dumps(data))
    assert (again.article.events, again.article.readings) == ((), ())
    assert (again.id, again.text, again.regions) == (document.id, document.text, document.regions)


@given(DOCUMENTS, DOCUMENTS)
def test_different_documents_have_different_json(one: Document, other: Document) -> None:
    assert (to_json(one) == to_json(other)) == (one == other)


@given(ARTICLES)
def test_the_text_is_the_title_and_the_body(article: Article) -> None:
    text = Document("a", article).text
    assert article.title in text and text.endswith(article.body)
    if not article.title or article.body.startswith(article.title):
        assert text == article.body
    else:
        assert text == f"{article.title}\n{article.body}"


@pytest.mark.parametrize(
    ("title", "body", "text"),
    [("题", "文", "题\n文"), ("题", "题\n文", "题\n文"), ("", "文", "文"), ("题", "", "题\n"), ("", "", "")],
)
def test_a_title_that_opens_the_body_is_not_given_twice(title: str, body: str, text: str) -> None:
    assert Document("a", Article(title, body, Origin("f", "text", "utf-8"), "0")).text == text


@given(ARTICLES)
def test_what_is_found_in_a_text_is_no_part_of_it(article: Article) -> None:
    found = Document("a", article, (RegionMention("62", "甘肃省", True, "甘肃"),), (LeaderMention("甲", (), (), "甲"),))
    assert found.text == Document("b", article).text


def test_every_document_of_the_sample_survives(sample_engine: Engine) -> None:
    for document in sample_engine.documents():
        assert from_json(to_json(document)) == document
        assert document.text.count(document.article.title) >= 1


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "{}", '{"id": "a"}', '{"id": "a", "article": {"origin": 3}}'])
def test_what_is_no_document_is_refused(text: str) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_json(text)


def test_a_document_written_before_lead_ins_were_read_is_read() -> None:
    document = Document("a", Article("题", "文", Origin("f", "text", "utf-8"), "0"))
    data = json.loads(to_json(document))
    del data["article"]["lead_ins"], data["article"]["dateline"]
    assert from_json(json.dumps(data)) == document


def test_a_date_no_calendar_has_is_refused() -> None:
    article = Article("题", "文", Origin("f", "text", "utf-8"), "0", date=DateReading(PartialDate(2021, 5), "body", ""))
    data = json.loads(to_json(Document("a", article)))
    data["article"]["date"]["date"]["month"] = 13
    with pytest.raises(ValueError):
        from_json(json.dumps(data))
