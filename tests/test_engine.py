"""The engine against brute force: exactness, counts, order, and what survives changes and crashes."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import PartialDate
from indexer.analysis.fold import fold
from indexer.document import Document
from indexer.engines import open_engine
from indexer.engines.base import Engine, FacetCount, FacetCounts
from indexer.engines.embedded.compile import _padded, _within
from indexer.engines.embedded.fields import facet_values
from indexer.errors import ArchiveDamaged, ArchiveMissing, QueryRefused, SettingInvalid
from indexer.query.dates import DateSpan
from indexer.query.parse import literal, parse
from indexer.query.request import Request
from indexer.query.resolve import AllArticles, AnyOf, FacetValues, Literal, resolve
from indexer.schema import FACET_NAMES
from tests.articles import document

ALPHABET = "甘肃东西部协作省长天水\n ，a1𠮷"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(f"embedded:{tmp_path / 'archive'}", create=True)
    yield opened
    opened.close()


def found(engine: Engine, text: str, exact: bool = False, **more: object) -> list[str]:
    """The ids a query finds, in order."""
    tree = (literal(text) if exact else parse(text)).tree
    results = engine.search(Request(resolve(tree).query, {}, size=10_000, **more))
    assert len(results.hits) == results.total
    return [hit.id for hit in results.hits]


def holding(documents: list[Document], text: str) -> set[str]:
    """The ids of the documents in whose folded text the folded string stands: the oracle of exactness."""
    return {document.id for document in documents if fold(text) in fold(document.text)}


@pytest.fixture(scope="module")
def random_archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, list[Document]]]:
    """300 documents of random short texts over a small alphabet, in three commits, some replaced, some deleted."""
    chance = random.Random(7)

    def text(most: int) -> str:
        return "".join(chance.choice(ALPHABET) for _ in range(chance.randrange(most)))

    def some(number: int) -> Document:
        return document(
            f"n{number}",
            text(40),
            text(8),
            chance.choice(["", "2021", "2021-05", "2021-05-06", "2022-12-31", "05-06"]),
            tuple(chance.sample(["62", "6201", "620102", "6208", "12", "120103"], chance.randrange(4))),
            tuple(chance.sample(["甲一", "乙二", "丙三"], chance.randrange(3))),
            chance.choice(["", "甘肃日报", "天津日报"]),
        )

    opened = open_engine(f"embedded:{tmp_path_factory.mktemp('random') / 'archive'}", create=True)
    documents = {one.id: one for one in map(some, range(300))}
    for start in range(0, 300, 100):
        opened.write(list(documents.values())[start : start + 100])
        opened.commit()
    for id in chance.sample(sorted(documents), 40):
        documents[id] = some(int(id[1:]))
        opened.write([documents[id]])
    gone = chance.sample(sorted(documents), 30)
    assert opened.delete(gone) == 30
    for id in gone:
        del documents[id]
    opened.commit()
    yield opened, list(documents.values())
    opened.close()


@given(st.text(st.sampled_from(ALPHABET), min_size=1, max_size=5))
def test_exact_finds_what_contains_the_string_and_nothing_else(
    random_archive: tuple[Engine, list[Document]], text: str
) -> None:
    engine, documents = random_archive
    assert set(found(engine, text, exact=True)) == holding(documents, text)


@given(st.text(st.sampled_from(ALPHABET), min_size=1, max_size=5))
def test_exact_is_within_smart(random_archive: tuple[Engine, list[Document]], text: str) -> None:
    engine, documents = random_archive
    for word in text.split():
        assert holding(documents, word) <= set(found(engine, word))


def test_real_substrings_of_any_length(random_archive: tuple[Engine, list[Document]]) -> None:
    engine, documents = random_archive
    chance = random.Random(1)
    for _ in range(150):
        whole = chance.choice([one for one in documents if one.text]).text
        start = chance.randrange(len(whole))
        text = whole[start : start + chance.randrange(1, 30)]
        assert set(found(engine, text, exact=True)) == holding(documents, text)


def test_boolean_queries_are_set_operations(random_archive: tuple[Engine, list[Document]]) -> None:
    engine, documents = random_archive
    everything = {one.id for one in documents}
    a, b, c = (holding(documents, text) for text in ("甘肃", "东西", "省长"))
    assert set(found(engine, '"甘肃" "东西"')) == a & b
    assert set(found(engine, '"甘肃" OR "东西"')) == a | b
    assert set(found(engine, '"甘肃" -"东西"')) == a - b
    assert set(found(engine, '-"甘肃"')) == everything - a
    assert set(found(engine, '("甘肃" OR "东西") -"省长"')) == (a | b) - c
    assert set(found(engine, '-("甘肃" "东西")')) == everything - (a & b)
    assert set(found(engine, "")) == everything


def test_title_searches_the_title_only(random_archive: tuple[Engine, list[Document]]) -> None:
    engine, documents = random_archive
    expected = {one.id for one in documents if "东西" in fold(one.article.title)}
    assert set(found(engine, 'title:"东西"')) == expected and expected


FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "date": st.sets(st.sampled_from(["2021", "2021-05", "2022", "undated"]), min_size=1, max_size=2),
        "region": st.sets(st.sampled_from(["62", "6201", "12", "6208"]), min_size=1, max_size=2),
        "leader": st.sets(st.sampled_from(["甲一", "乙二", "丙三"]), min_size=1, max_size=2),
        "source": st.sets(st.sampled_from(["甘肃日报", "天津日报"]), min_size=1, max_size=1),
    },
)


@given(st.sampled_from(["", '"甘"', '"东" OR "水"', '-"省"']), FILTERS)
def test_facets_count_what_a_plain_scan_counts(
    random_archive: tuple[Engine, list[Document]], text: str, filters: dict[str, set[str]]
) -> None:
    """OR within a facet, AND between facets, and a facet's counts leave out its own filter."""
    engine, documents = random_archive
    matching = set(found(engine, text))

    def passes(one: Document, but: str = "") -> bool:
        return one.id in matching and all(
            facet_values(one)[facet] & wanted for facet, wanted in filters.items() if facet != but
        )

    request = Request(
        resolve(parse(text).tree).query,
        {facet: FacetValues(facet, tuple(sorted(wanted))) for facet, wanted in filters.items()},
        size=1000,
    )
    results = engine.search(request)
    assert {hit.id for hit in results.hits} == {one.id for one in documents if passes(one)}
    for facet in FACET_NAMES:
        counted = Counter(value for one in documents if passes(one, facet) for value in facet_values(one)[facet])
        if facet == "date":
            counted = Counter({value: count for value, count in counted.items() if value.count("-") < 2})
        assert {count.value: count.count for count in results.facets[facet]} == counted


def test_a_tree_counts_an_article_once(engine: Engine) -> None:
    engine.write([document("a", "甲", regions=("6208", "620826", "620825"))])
    engine.commit()
    counts = engine.search(Request(AllArticles(), {})).facets["region"]
    assert {one.value: one.count for one in counts} == {"62": 1, "6208": 1, "620826": 1, "620825": 1}


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2021", "2021", {"year", "month", "day"}),
        ("2021-05", "2021-05", {"month", "day"}),
        ("2021-05-06", "2021-05-06", {"day"}),
        ("2021-05-01", "2021-05-31", {"day"}),
        ("2021-06", "2022", {"later"}),
        (None, "2021", {"year", "month", "day"}),
        ("2021-05-07", None, {"later"}),
        ("2023", None, set()),
    ],
)
def test_a_span_finds_what_lies_wholly_within_it(
    engine: Engine, first: str | None, last: str | None, expected: set[str]
) -> None:
    dates = {"year": "2021", "month": "2021-05", "day": "2021-05-06", "later": "2022-12-31", "none": "", "may": "05-06"}
    engine.write([document(id, "甲", date=date) for id, date in dates.items()])
    engine.commit()
    span = DateSpan(PartialDate.parse(first) if first else None, PartialDate.parse(last) if last else None)
    assert {hit.id for hit in engine.search(Request(span, {})).hits} == expected


def test_orders(engine: Engine) -> None:
    dates = {"a": "2021-05-06", "b": "2022", "c": "", "d": "2020-01-01", "e": "2021-05-06"}
    engine.write([document(id, "协作", date=date) for id, date in dates.items()])
    engine.commit()
    assert found(engine, "协作", sort="newest") == ["b", "a", "e", "d", "c"]
    assert found(engine, "协作", sort="oldest") == ["d", "a", "e", "b", "c"]


def test_relevance_puts_the_title_and_the_very_string_first(engine: Engine) -> None:
    filler = "今年以来各县区扎实推进各项工作，取得新的成效。" * 6
    engine.write(
        [
            document("apart", filler + "对口协作。" + filler + "苹果产业。"),
            document("body", filler + "苹果协作持续推进。" + filler),
            document("title", filler + "各地讨论。" + filler, title="苹果协作谱新篇"),
        ]
    )
    engine.commit()
    assert found(engine, "苹果协作") == ["title", "body", "apart"]


def test_pages_do_not_repeat_and_end(engine: Engine) -> None:
    engine.write([document(f"n{number:02}", "协作") for number in range(25)])
    engine.commit()
    pages = [
        [hit.id for hit in engine.search(Request(Literal("text", "协作"), {}, page=page)).hits]
        for page in (1, 2, 3, 4, 99)
    ]
    assert [len(page) for page in pages] == [10, 10, 5, 0, 0]
    assert len({id for page in pages for id in page}) == 25


def test_values_match_in_either_script(engine: Engine) -> None:
    engine.write([document("a", "甲", leaders=("雷思维",), source="甘肅日報")])
    engine.commit()
    for facet, value in (("leader", "雷思維"), ("source", "甘肃日报")):
        assert engine.search(Request(FacetValues(facet, (value,)), {})).total == 1


def test_writing_the_same_again_changes_nothing(engine: Engine) -> None:
    one = document("a", "甘肃")
    assert engine.write([one]).added == 1
    engine.commit()
    report = engine.write([one])
    assert (report.added, report.replaced, report.unchanged) == (0, 0, 1)
    assert engine.behind() == 0


def test_a_replaced_article_is_found_by_its_new_text_only(engine: Engine) -> None:
    for body in ("甘肃", "天水"):
        engine.write([document("a", body)])
        engine.commit()
    assert found(engine, "甘肃") == [] and found(engine, "天水") == ["a"]
    assert engine.verify().faults == ()


def test_what_is_written_is_safe_before_it_is_searchable(tmp_path: Path) -> None:
    address = f"embedded:{tmp_path / 'archive'}"
    first = open_engine(address, create=True)
    first.write([document("a", "甘肃")])
    first.close()  # dies before commit
    second = open_engine(address)
    assert second.fetch(["a"]) != [None] and found(second, "甘肃") == []
    assert "尚缺" in second.search(Request(AllArticles(), {})).notes[0]
    second.commit()
    assert found(second, "甘肃") == ["a"]
    second.close()


def test_a_death_between_the_two_commits_leaves_no_double(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    engine = open_engine(f"embedded:{folder}", create=True)
    engine.write([document("a", "甘肃")])
    engine.commit()
    before = (folder / "index" / "current.json").read_bytes()
    engine.write([document("b", "天水"), document("a", "平凉")])
    engine.commit()
    (folder / "index" / "current.json").write_bytes(before)  # as if ours had never been written
    engine.commit()
    assert found(engine, "") and sorted(found(engine, "")) == ["a", "b"]
    assert engine.verify().faults == ()
    engine.close()


def test_an_open_engine_sees_what_another_commits(tmp_path: Path) -> None:
    address = f"embedded:{tmp_path / 'archive'}"
    writer = open_engine(address, create=True)
    reader = open_engine(address)
    assert found(reader, "") == []
    writer.write([document("a", "甘肃")])
    writer.commit()
    assert found(reader, "") == ["a"]
    writer.rebuild()
    assert found(reader, "甘肃") == ["a"]
    writer.close()
    reader.close()


def test_a_rebuilt_index_answers_the_same(random_archive: tuple[Engine, list[Document]]) -> None:
    engine, _ = random_archive
    questions = ['"甘肃"', "东西部协作", '-"省"', "天水 OR 省长"]
    before = [engine.search(Request(resolve(parse(text).tree).query, {}, sort="newest")) for text in questions]
    engine.rebuild()
    after = [engine.search(Request(resolve(parse(text).tree).query, {}, sort="newest")) for text in questions]
    assert [(one.total, one.facets, [hit.id for hit in one.hits]) for one in before] == [
        (one.total, one.facets, [hit.id for hit in one.hits]) for one in after
    ]
    assert engine.verify().faults == ()


@pytest.mark.parametrize(
    "body", ["", "字", "😀", "𠮷野家", "\x00\x01", "a" * 10, "字" * 50_000, "\ud800"[:0], "。。。。"]
)
def test_odd_bodies_are_taken_in_and_found(engine: Engine, body: str) -> None:
    engine.write([document("a", body)])
    engine.commit()
    assert found(engine, "") == ["a"]
    if body:
        assert found(engine, body[:40], exact=True) == ["a"]


def test_an_archive_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing, match="longwen index"):
        open_engine(f"embedded:{tmp_path / 'nowhere'}")
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_that_cannot_be_made_is_named_with_the_cure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ArchiveMissing, match="no archive can be made in .*file/archive.*--archive"):
        open_engine(f"embedded:{tmp_path / 'file' / 'archive'}", create=True)


def test_a_query_beyond_the_limit_is_refused_by_name(engine: Engine) -> None:
    with pytest.raises(QueryRefused, match="at most 20000"):
        engine.search(Request(Literal("text", "甘" * 20_001), {}))


def test_unknown_addresses_are_named() -> None:
    with pytest.raises(SettingInvalid, match="embedded:FOLDER"):
        open_engine("solr:somewhere")


@pytest.mark.parametrize("file", ["documents.sqlite", "index/current.json"])
def test_a_damaged_archive_says_what_and_how_to_mend(tmp_path: Path, file: str) -> None:
    folder = tmp_path / "archive"
    engine = open_engine(f"embedded:{folder}", create=True)
    engine.write([document("a", "甘肃")])
    engine.commit()
    engine.close()
    (folder / file).write_bytes(b"not what it was" * 100)
    with pytest.raises(ArchiveDamaged, match=file.rpartition("/")[2]):
        with closing(open_engine(f"embedded:{folder}")) as broken:
            broken.search(Request(AllArticles(), {}))


def test_terms_of_a_facet_by_prefix(engine: Engine) -> None:
    engine.write([document("a", "甲", leaders=("张伟", "张伟文")), document("b", "乙", leaders=("张伟",))])
    engine.commit()
    assert [(one.value, one.count) for one in engine.terms("leader", "張")] == [("张伟", 2), ("张伟文", 1)]


def _random_substrings(items: list[dict[str, str]], number: int) -> list[str]:
    chance = random.Random(3)
    texts = [item["body"] for item in items if len(item["body"]) > 10]
    chosen = []
    for _ in range(number):
        text = chance.choice(texts)
        start = chance.randrange(len(text) - 8)
        chosen.append(text[start : start + chance.randrange(1, 9)])
    return chosen


@pytest.mark.shared
def test_exactness_on_real_articles(real_engine: Engine, real_items: list[dict[str, str]]) -> None:
    folded = {item["id"]: fold(item["title"] + "\n" + item["body"]) for item in real_items}
    for text in _random_substrings(real_items, 200):
        assert set(found(real_engine, text, exact=True)) == {id for id, whole in folded.items() if fold(text) in whole}


def test_any_of_filters_is_or(random_archive: tuple[Engine, list[Document]]) -> None:
    engine, documents = random_archive
    both = AnyOf((FacetValues("leader", ("甲一",)), FacetValues("leader", ("乙二",))))
    expected = sum(1 for one in documents if {"甲一", "乙二"} & facet_values(one)["leader"])
    assert engine.search(Request(AllArticles(), {"leader": both})).total == expected


DATES = st.builds(
    lambda year, month, day: "-".join([year, *month, *(day if month else [])]),
    st.sampled_from(["2019", "2020", "2021"]),
    st.lists(st.sampled_from(["01", "05", "12"]), max_size=1),
    st.lists(st.sampled_from(["01", "15", "31"]), max_size=1),
)


@given(st.sets(DATES, max_size=12), st.one_of(st.none(), DATES), st.one_of(st.none(), DATES))
def test_a_span_is_covered_by_the_values_within_it(dates: set[str], first: str | None, last: str | None) -> None:
    """Against a plain look at every article: its first and last possible day both lie in the span."""
    values = sorted({date[:length] for date in dates for length in (4, 7, 10) if len(date) >= length} | {"undated"})
    span = DateSpan(PartialDate.parse(first) if first else None, PartialDate.parse(last) if last else None)
    cover = set(_within(span, values))
    for date in dates:
        low, high = _padded(date, "00"), _padded(date, "99")
        within = (not first or low >= _padded(first, "00")) and (not last or high <= _padded(last, "99"))
        assert bool(cover & {date[:4], date[:7], date}) == within


@given(
    st.dictionaries(st.text(min_size=1), st.integers(0, 5)),
    st.one_of(st.none(), st.integers(-9, 9)),
    st.one_of(st.none(), st.integers(-9, 9)),
)
def test_facet_counts_are_in_order_however_few_are_asked_for(
    counted: dict[str, int], start: int | None, stop: int | None
) -> None:
    names = sorted(counted)
    counts = FacetCounts(names, np.array([counted[name] for name in names], np.int64))
    expected = sorted((FacetCount(name, counted[name]) for name in names if counted[name]), key=lambda one: -one.count)
    assert counts[start:stop] == tuple(expected[start:stop])
    assert counts == expected and len(counts) == len(expected) and list(counts) == expected
    assert [counts[at] for at in range(-len(counts), len(counts))] == expected * 2
    with pytest.raises(IndexError):
        counts[len(counts)]
