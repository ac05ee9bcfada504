"""The query language: what readers type, what it means, and that nothing they type breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import PartialDate
from indexer.query.dates import DateSpan, parse_span
from indexer.query.parse import parse
from indexer.query.resolve import FacetValues, Literal, NoArticles, resolve, resolve_facet
from indexer.query.tree import And, Everything, InFacet, Node, Not, Or, Phrase, Words
from indexer.schema import FACET_NAMES

LEAVES = st.one_of(
    st.builds(Words, st.text(min_size=1), st.sampled_from(["text", "title"])),
    st.builds(Phrase, st.text(min_size=1), st.sampled_from(["text", "title"])),
    st.builds(InFacet, st.sampled_from(FACET_NAMES), st.text(min_size=1)),
)


def _canonical(kind: type[And] | type[Or], parts: list[Node]) -> Node:
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) else [part])
    return kind(tuple(flat))


TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map(lambda parts: _canonical(And, parts)),
        st.lists(inner, min_size=2, max_size=4).map(lambda parts: _canonical(Or, parts)),
        inner.map(Not),
    ),
    max_leaves=12,
)


@given(TREES)
def test_a_tree_written_out_parses_back_to_itself(tree: Node) -> None:
    parsed = parse(str(tree))
    assert parsed.tree == tree
    assert parsed.notes == ()


@given(st.text())
def test_any_text_is_a_query(text: str) -> None:
    resolve(parse(text).tree)


@given(
    st.lists(
        st.sampled_from(
            [
                "(",
                ")",
                "（",
                "）",
                '"',
                "“",
                "”",
                "OR",
                "或",
                "NOT",
                "-",
                "非",
                "title:",
                "领导：",
                "date:",
                "甘肃",
                "与",
                "*",
                "\\",
                " ",
                "「",
                "」",
            ]
        ),
        max_size=12,
    ).map("".join)
)
def test_any_heap_of_syntax_is_a_query(text: str) -> None:
    parsed = parse(text)
    resolve(parsed.tree)
    assert parse(str(parsed.tree)).tree == parsed.tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", Everything()),
        ("*", Everything()),
        ("＊", Everything()),
        ("\\＊", Words("＊")),
        ("平凉 ｜｜ 天水", Or((Words("平凉"), Words("天水")))),
        ("平凉 ＆＆ 天水", And((Words("平凉"), Words("天水")))),
        ("协作 ＮＯＴ 天津", And((Words("协作"), Not(Words("天津"))))),
        ("东西部协作", Words("东西部协作")),
        ("东西部协作 平凉", And((Words("东西部协作"), Words("平凉")))),
        ("平凉 与 天津", And((Words("平凉"), Words("天津")))),
        ("平凉 OR 天水", Or((Words("平凉"), Words("天水")))),
        ("平凉 或 天水 苹果", Or((Words("平凉"), And((Words("天水"), Words("苹果")))))),
        ("(平凉 | 天水) 苹果", And((Or((Words("平凉"), Words("天水"))), Words("苹果")))),
        ("（平凉 或 天水）苹果", And((Or((Words("平凉"), Words("天水"))), Words("苹果")))),
        ('"东西部 协作"', Phrase("东西部 协作")),
        ("“东西部协作”", Phrase("东西部协作")),
        ("「東西部協作」", Phrase("東西部協作")),
        ("-天津", Not(Words("天津"))),
        ("协作 －天津", And((Words("协作"), Not(Words("天津"))))),
        ("协作 NOT 天津", And((Words("协作"), Not(Words("天津"))))),
        ("协作 非 天津", And((Words("协作"), Not(Words("天津"))))),
        ("title:苹果", Words("苹果", "title")),
        ("标题：“静宁苹果”", Phrase("静宁苹果", "title")),
        ("標題:(苹果 OR 牛)", Or((Words("苹果", "title"), Words("牛", "title")))),
        ("领导:胡昌升", InFacet("leader", "胡昌升")),
        ("領導：胡昌昇", InFacet("leader", "胡昌昇")),
        ("date:2023-05..2024 region:平凉", And((InFacet("date", "2023-05..2024"), InFacet("region", "平凉")))),
        ("来源:甘肃日报", InFacet("source", "甘肃日报")),
        ("記者：甄样例", InFacet("reporter", "甄样例")),
        ("http://example.com", Words("http://example.com")),
        ("比分3:2", Words("比分3:2")),
        ("中-美", Words("中-美")),
        ("或", Words("或")),
        ("——", Words("——")),
        ("协作 \\-", And((Words("协作"), Words("-")))),
        ("青年与梦想", Words("青年与梦想")),
    ],
)
def test_what_readers_type(text: str, tree: Node) -> None:
    assert parse(text).tree == tree
    assert parse(text).notes == ()


@pytest.mark.parametrize(
    ("text", "tree", "note"),
    [
        ('"东西部 协作', And((Words("东西部"), Words("协作"))), "未闭合的引号"),
        ("(平凉", Words("平凉"), "括号没有闭合"),
        ("平凉)", Words("平凉"), "多余的括号"),
        ("平凉 OR", Words("平凉"), "缺少一边"),
        ("或 平凉", Words("平凉"), "缺少一边"),
        ("平凉 与", Words("平凉"), "缺少一边"),
        ("平凉 非", Words("平凉"), "没有要排除的词"),
        ('平凉 ""', Words("平凉"), "空的引号"),
        ("标题:", Words("标题:"), "后面没有内容"),
        ("天津 - 甘肃", And((Words("天津"), Words("甘肃"))), "只有标点"),
        ("天津 、 甘肃", And((Words("天津"), Words("甘肃"))), "只有标点"),
    ],
)
def test_odd_queries_are_answered_with_a_note(text: str, tree: Node, note: str) -> None:
    parsed = parse(text)
    assert parsed.tree == tree
    assert note in str(parsed.notes[0])


def test_a_thousand_brackets_do_no_harm() -> None:
    assert parse("(" * 1000 + "平凉").tree == Words("平凉")


def _date(*parts: int) -> PartialDate:
    return PartialDate(*parts)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2023", DateSpan(_date(2023), _date(2023))),
        ("2023-5", DateSpan(_date(2023, 5), _date(2023, 5))),
        ("2023年5月6日", DateSpan(_date(2023, 5, 6), _date(2023, 5, 6))),
        ("20230506", DateSpan(_date(2023, 5, 6), _date(2023, 5, 6))),
        ("２０２３．５", DateSpan(_date(2023, 5), _date(2023, 5))),
        ("2023-05..2024", DateSpan(_date(2023, 5), _date(2024))),
        ("2019至2021", DateSpan(_date(2019), _date(2021))),
        ("2021..2019", DateSpan(_date(2019), _date(2021))),
        ("2021-05..2021", DateSpan(_date(2021, 5), _date(2021))),
        ("..2020", DateSpan(None, _date(2020))),
        ("2020..", DateSpan(_date(2020), None)),
        ("2023-13", None),
        ("2023-02-30", None),
        ("..", None),
        ("去年", None),
    ],
)
def test_dates_in_queries(text: str, span: DateSpan | None) -> None:
    assert parse_span(text) == span


def test_a_phrase_resolves_to_its_folded_string() -> None:
    resolved = resolve(Phrase("東西部協作")).query
    assert isinstance(resolved, Literal) and resolved.text == "东西部协作"


def test_both_scripts_resolve_alike() -> None:
    assert resolve(Words("甘肅省東西部協作")) == resolve(Words("甘肃省东西部协作"))


def test_variants_are_told_and_can_be_switched_off() -> None:
    with_variants = resolve(Words("高质量发展"))
    assert "高品质发展" in str(with_variants.notes[0])
    assert resolve(Words("高质量发展"), variants=False).notes == ()


def test_regions_are_found_by_name_in_either_script_and_by_code() -> None:
    for text in ("甘肃", "甘肅", "甘肃省", "62"):
        assert resolve_facet("region", text).query == FacetValues("region", ("62",))


def test_a_range_written_backwards_is_exchanged_and_says_so() -> None:
    backward = resolve_facet("date", "2021..2019")
    assert backward.query == DateSpan(_date(2019), _date(2021)) and "已对调" in str(backward.notes[0])
    for text in ("2019..2021", "2021-05..2021", "2021", "2021.."):
        assert resolve_facet("date", text).notes == ()


def test_an_unknown_region_or_date_says_so() -> None:
    for facet, text in (("region", "亚特兰蒂斯"), ("date", "去年夏天")):
        resolution = resolve_facet(facet, text)
        assert resolution.query == NoArticles()
        assert text in str(resolution.notes[0])
