"""From a question to what a reader sees: totals, notes, facets, pages, and both scripts alike."""
from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import opencc
import pytest

from indexer.analysis.fold import fold
from indexer.answer import MOST_CHARACTERS, Answer, Mode, Question, answer, answer_json, document_json, marked_document
from indexer.document import Document
from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.engines.embedded.fields import facet_values
from indexer.errors import ArchiveMissing
from indexer.schema import FACET_NAMES, UNDATED, FacetName
from tests.articles import document
from web import create_app

EVERYTHING = Question(size=1000)


@pytest.fixture(scope="module")
def documents(sample_engine: Engine) -> list[Document]:
    return list(sample_engine.documents())


def counted(found: Answer, facet: FacetName) -> dict[str, int]:
    return {value.value: value.count for value in found.facets[facet]}


def test_an_empty_question_asks_for_everything(sample_engine: Engine, documents: list[Document]) -> None:
    found = answer(sample_engine, EVERYTHING)
    assert found.total == len(documents) == len(found.hits) and found.pages == 1 and found.notes == ()
    assert found.literal_total is None
    assert {hit.document.id for hit in found.hits} == {one.id for one in documents}
    assert all(hit.document in documents and hit.title.marks == () for hit in found.hits)


@pytest.mark.parametrize("size", [1, 3, 10, 11, 12, 1000])
def test_pages_hold_all_hits_once(sample_engine: Engine, size: int) -> None:
    first = answer(sample_engine, Question("东西部协作", size=size))
    assert first.total == 11 and first.pages == -(-11 // size)
    ids = [
        hit.document.id
        for page in range(1, first.pages + 1)
        for hit in answer(sample_engine, Question("东西部协作", page=page, size=size)).hits
    ]
    assert len(ids) == len(set(ids)) == 11
    beyond = answer(sample_engine, Question("东西部协作", page=first.pages + 1, size=size))
    assert beyond.hits == () and (beyond.total, beyond.facets) == (first.total, first.facets)
    assert answer(sample_engine, Question("东西部协作", page=-3, size=size)).hits == first.hits


def test_no_hits_no_pages(sample_engine: Engine) -> None:
    found = answer(sample_engine, Question("量子纠缠望远镜"))
    assert (found.total, found.literal_total, found.pages, found.hits) == (0, 0, 0, ())
    assert all(values == () for values in found.facets.values())


def test_the_literal_total_counts_where_the_string_stands(sample_engine: Engine, documents: list[Document]) -> None:
    for text in ("东西部协作", "協作", "兰州", "济南临夏", "甘肃天津", "的"):
        expected = sum(fold(text) in fold(one.text) for one in documents)
        found = answer(sample_engine, Question(text, size=1000))
        assert found.literal_total == expected <= found.total
        assert answer(sample_engine, Question(text, "exact")).total == expected
    narrowed = Question("协作", filters={"date": ("2024",)})
    both = answer(sample_engine, narrowed)
    assert both.literal_total == sum(
        "协作" in fold(one.text) and "2024" in facet_values(one)["date"] for one in documents
    )


@pytest.mark.parametrize("text", ['"协作"', "协作 兰州", "title:协作", "-协作", "leader:胡昌升", "协作 OR 兰州", ""])
def test_there_is_no_literal_total_for_what_is_not_one_string(sample_engine: Engine, text: str) -> None:
    assert answer(sample_engine, Question(text)).literal_total is None
    assert answer(sample_engine, Question("协作", "exact")).literal_total is None


def test_notes_come_from_every_step(sample_engine: Engine) -> None:
    found = answer(sample_engine, Question('高质量 date:昨天 "未完', filters={"region": ("桃花源",), "date": ("前天",)}))
    notes = [str(note) for note in found.notes]
    assert found.total == 0
    assert notes == [
        "未闭合的引号，按普通词处理",
        "也查找了同义写法：高品质",
        "看不懂日期“昨天”；可写 2023、2023-05、2023-05-06 或 2023-05..2024",
        "没有叫“桃花源”的地区；可写全名或行政区划代码",
        "看不懂日期“前天”；可写 2023、2023-05、2023-05-06 或 2023-05..2024",
    ]


def test_an_exact_question_is_taken_as_it_is(sample_engine: Engine) -> None:
    for text in ('"东西部协作"', "-东西部协作", "title:协作", "东西部协作 OR 兰州", "东西部  协作", " 东西部协作"):
        found = answer(sample_engine, Question(text, "exact"))
        assert found.total == 0 and found.notes == ()


def test_variants_widen_and_can_be_switched_off(sample_engine: Engine) -> None:
    wide, narrow = (answer(sample_engine, Question("东西部扶贫协作", variants=on)) for on in (True, False))
    assert wide.total == 11 > narrow.total and wide.notes and not narrow.notes
    assert all(any(passage.marks for passage in hit.passages) for hit in wide.hits)


def test_a_text_too_long_is_cut_with_a_note(sample_engine: Engine) -> None:
    fits = answer(sample_engine, Question("兰州" + " " * (MOST_CHARACTERS - 2)))
    assert fits.notes == () and fits.total > 0
    long = Question("兰州" + " " * (MOST_CHARACTERS - 2) + "不在其中的词")
    for mode in ("smart", "exact"):
        found = answer(sample_engine, Question(long.text, mode))  # type: ignore[arg-type]
        assert str(found.notes[0]) == f"查询过长，只取前 {MOST_CHARACTERS} 字" and len(found.notes) == 1
        assert answer_json(found)["query"] == long.text
    assert answer(sample_engine, long).total == fits.total


def test_facets_count_the_whole_answer_and_not_the_page(sample_engine: Engine, documents: list[Document]) -> None:
    found = answer(sample_engine, Question("协作", "exact", size=1))
    for facet in FACET_NAMES:
        expected: dict[str, int] = {}
        for one in documents:
            if "协作" in fold(one.text):
                for value in facet_values(one)[facet]:
                    if not (facet == "date" and len(value) == 10):
                        expected[value] = expected.get(value, 0) + 1
        assert counted(found, facet) == expected


def test_every_value_has_its_label_and_its_parent(sample_engine: Engine) -> None:
    found = answer(sample_engine, EVERYTHING)
    for facet in FACET_NAMES:
        values = {value.value: value for value in found.facets[facet]}
        assert len(values) == len(found.facets[facet])
        for value in values.values():
            if value.parent:
                assert value.value.startswith(value.parent) and values[value.parent].count >= value.count
    dates = {value.value: value for value in found.facets["date"]}
    assert (dates["2024"].label, dates["2024"].parent) == ("2024年", "")
    assert (dates["2024-05"].label, dates["2024-05"].parent) == ("2024年5月", "2024")
    assert (dates[UNDATED].label, dates[UNDATED].parent) == ("日期不详", "")
    places = {value.value: value for value in found.facets["region"]}
    assert [(places[code].label, places[code].parent) for code in ("62", "6229", "622927", "12")] == [
        ("甘肃省", ""), ("临夏回族自治州", "62"), ("积石山保安族东乡族撒拉族自治县", "6229"), ("天津市", ""),
    ]
    for facet in ("leader", "source", "reporter"):
        assert all(value.label == value.value for value in found.facets[facet])


def test_a_county_of_a_municipality_has_the_municipality_above_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    engine = open_engine(f"embedded:{tmp_path_factory.mktemp('answer') / 'archive'}", create=True)
    try:
        engine.write([document("a", "甲", regions=("120103", "620826"))])
        engine.commit()
        found = answer(engine, EVERYTHING)
        assert {value.value: value.parent for value in found.facets["region"]} == {
            "12": "", "120103": "12", "62": "", "6208": "62", "620826": "6208",
        }
    finally:
        engine.close()


def test_dates_run_from_the_latest_year_with_its_months_below_it(sample_engine: Engine) -> None:
    values = [value.value for value in answer(sample_engine, EVERYTHING).facets["date"]]
    assert values[-1] == UNDATED and all(len(value) in (4, 7) for value in values[:-1])
    years = [value for value in values[:-1] if len(value) == 4]
    assert years == sorted(years, reverse=True) and years[0] == "2025" and years[-1] == "2017"
    expected = [
        value for year in years for value in (year, *sorted(v for v in values if v.startswith(year + "-")))
    ]
    assert values[:-1] == expected


def test_other_facets_run_from_the_most_frequent(sample_engine: Engine) -> None:
    found = answer(sample_engine, EVERYTHING)
    for facet in ("region", "leader", "source", "reporter"):
        keys = [(-value.count, value.value) for value in found.facets[facet]]
        assert keys == sorted(keys)


def test_chosen_values_are_flagged_and_stay_choosable(sample_engine: Engine) -> None:
    everything = answer(sample_engine, EVERYTHING)
    assert not any(value.selected for values in everything.facets.values() for value in values)
    chosen: Mapping[FacetName, tuple[str, ...]] = {"date": ("2024", "1949"), "region": ("12",), "leader": ("胡昌升",)}
    found = answer(sample_engine, Question(filters=chosen, size=100))
    flagged = {facet: {v.value for v in values if v.selected} for facet, values in found.facets.items()}
    assert flagged == {"date": {"2024"}, "region": {"12"}, "leader": {"胡昌升"}, "source": set(), "reporter": set()}
    assert 0 < found.total < everything.total
    for facet in ("date", "region", "leader"):
        # A facet's counts leave out its own filter, so that the reader can widen the choice.
        others = {name: values for name, values in chosen.items() if name != facet}
        widened = answer(sample_engine, Question(filters=others))
        assert counted(found, facet) == counted(widened, facet)


def test_the_title_and_the_passages_are_marked(sample_engine: Engine) -> None:
    found = answer(sample_engine, Question("協作", size=100))
    assert found.hits
    for hit in found.hits:
        article = hit.document.article
        assert hit.title.text == article.title
        pieces = [
            piece for passage in (hit.title, *hit.passages) for piece, is_marked in passage.pieces() if is_marked
        ]
        assert pieces and all("协作" in fold(piece) for piece in pieces)
        assert all(article.body[one.start :].startswith(one.text) for one in hit.passages)
        title, body = marked_document(hit.document, found.question)
        assert (title.text, body.text) == (article.title, article.body) and title == hit.title
        assert len(body.marks) == fold(article.body).count("协作")


def test_scores_order_and_dates_order(sample_engine: Engine) -> None:
    scores = [hit.score for hit in answer(sample_engine, Question("协作", size=100)).hits]
    assert scores == sorted(scores, reverse=True) and scores[-1] > 0
    days: dict[str, list[str]] = {}
    for sort in ("newest", "oldest"):
        hits = answer(sample_engine, Question("", sort=sort, size=100)).hits  # type: ignore[arg-type]
        known = [hit.document.article.date for hit in hits]
        dated = [reading.date.value for reading in known if reading and reading.date.precision == "day"]
        days[sort] = dated
        assert hits[-1].document.article.date is None or hits[-1].document.article.date.date.year is None
    assert days["oldest"] == sorted(days["oldest"]) == sorted(days["newest"]) == days["newest"][::-1]


@pytest.mark.parametrize(
    ("question", "parameters"),
    [
        (Question("东西部协作"), {"q": "东西部协作"}),
        (Question("協作", "exact", page=2, size=10), {"q": "協作", "mode": "exact", "page": "2"}),
        (
            Question("协作", filters={"date": ("2024",), "leader": ("胡昌升",)}, sort="newest"),
            {"q": "协作", "date": "2024", "leader": "胡昌升", "sort": "newest"},
        ),
        (Question('高质量 "未完', variants=False), {"q": '高质量 "未完', "variants": "off"}),
    ],
)
def test_the_interface_says_the_same(sample_engine: Engine, question: Question, parameters: dict[str, str]) -> None:
    client = create_app(sample_engine).test_client()
    here = answer_json(answer(sample_engine, question))
    there = client.get("/api/search", query_string=parameters).get_json()
    assert here.pop("took_ms") >= 0 and there.pop("took_ms") >= 0
    assert there == here
    for hit in here["hits"]:
        (held,) = sample_engine.fetch([hit["id"]])
        assert held and client.get(f"/api/articles/{hit['id']}").get_json() == document_json(held)


def test_what_the_engine_raises_passes_through() -> None:
    class Broken:
        def search(self, request: object) -> None:
            raise ArchiveMissing("gone")

    with pytest.raises(ArchiveMissing):
        answer(Broken(), Question("甲"))  # type: ignore[arg-type]


# Kept apart by the fold on purpose, or merged by OpenCC in one direction only (variant_characters.tsv).
KEPT_APART = frozenset("沈沉坐座链炼鏈煉鍊具俱么幺麼待呆阪坂")


def comparable(found: Answer) -> dict[str, Any]:
    """What must be the same in both scripts."""
    return {
        "total": found.total,
        "literal": found.literal_total,
        "ids": [(hit.document.id, round(hit.score, 6)) for hit in found.hits],
        "marks": [[(one.start, one.marks) for one in (hit.title, *hit.passages)] for hit in found.hits],
        "facets": found.facets,
    }


def substrings(texts: list[str], number: int, seed: int) -> Iterator[str]:
    chance = random.Random(seed)
    while number:
        text = chance.choice(texts)
        start = chance.randrange(len(text))
        piece = text[start : start + chance.randrange(2, 9)].strip()
        if piece and not KEPT_APART & set(piece) and any("\u4e00" <= character <= "\u9fff" for character in piece):
            number -= 1
            yield piece


def both_scripts_agree(engine: Engine, texts: list[str], number: int, seed: int) -> int:
    """Asks in either script, in both modes; the number of questions whose two forms differ."""
    conversions: list[Callable[[str], str]] = [opencc.OpenCC(name).convert for name in ("s2t", "t2s")]
    differing = 0
    for piece in substrings(texts, number, seed):
        for convert in conversions:
            other = convert(piece)
            differing += other != piece
            modes: tuple[Mode, Mode] = ("smart", "exact")
            for mode in modes:
                one, two = (comparable(answer(engine, Question(text, mode, size=50))) for text in (piece, other))
                assert one == two, (piece, other, mode)
            assert one["total"] >= 1, piece
    return differing


def test_both_scripts_find_the_same(sample_engine: Engine, documents: list[Document]) -> None:
    assert both_scripts_agree(sample_engine, [one.text for one in documents], 50, seed=4) > 25


@pytest.mark.shared
def test_both_scripts_find_the_same_in_real_articles(real_engine: Engine, real_items: list[dict[str, str]]) -> None:
    texts = [item["body"] for item in real_items if item["body"]]
    assert both_scripts_agree(real_engine, texts, 100, seed=8) > 50
