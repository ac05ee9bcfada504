"""The arithmetic of ``make evaluate``, and that the marks are well formed and those of the articles drawn."""
from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

import pytest

from corpus.article import PartialDate
from indexer.document import LeaderMention, RegionMention
from indexer.entities import gazetteer
from tests.gold import __main__ as evaluation
from tests.gold.draw import PLANS, draw, half
from tests.gold.marks import HERE, LeaderMarks, Marked, Marks, rows
from tests.gold.reading import Reading
from tests.gold.scoring import ROLES, Tally, compare, compare_dates, compare_offices, compare_one, score

ROWS = rows("marks.jsonl")
SECOND_ROWS = rows("marks-2.jsonl")
THIRD_ROWS = rows("marks-3.jsonl")
FOURTH_ROWS = rows("marks-4.jsonl")
FIFTH_ROWS = rows("marks-5.jsonl")
SIXTH_ROWS = rows("marks-6.jsonl")
SEVENTH_ROWS = rows("marks-7.jsonl")
DRAWS = (ROWS, SECOND_ROWS, THIRD_ROWS, FOURTH_ROWS, FIFTH_ROWS, SIXTH_ROWS, SEVENTH_ROWS)


def marked(required: Iterable[str] = (), optional: Iterable[str] = ()) -> Marked:
    return Marked(frozenset(required), frozenset(optional))


def test_figures() -> None:
    tally = Tally(found=3, missing=1, wrong=2)
    assert tally.precision == 3 / 5 and tally.recall == 3 / 4 and tally.f1 == pytest.approx(2 * 0.6 * 0.75 / 1.35)
    assert Tally(missing=2).precision is None and Tally(missing=2).recall == 0 and Tally(missing=2).f1 == 0
    assert Tally(wrong=2).recall is None and Tally().f1 is None


def test_what_is_optional_is_neither_right_nor_wrong() -> None:
    read = {"62": "here", "61": "there", "37": "everywhere"}
    assert compare(marked({"62", "12"}, {"61"}), read) == (1, ["12"], {"37": "everywhere"})
    assert compare(marked(), {}) == (0, [], {})


def test_one_value_may_stand_for_another() -> None:
    date = marked({"05-22"}, {"05-21"})
    assert compare_one(date, "05-22", "") == compare_one(date, "05-21", "") == (1, [], {})
    assert compare_one(date, None, "") == (0, ["05-22"], {})
    assert compare_one(date, "05-01", "5月1日") == (0, ["05-22"], {"05-01": "5月1日"})
    assert compare_one(marked(), "05-01", "5月1日") == (0, [], {"05-01": "5月1日"})
    assert compare_one(marked(optional={"05-01"}), "05-01", "") == (0, [], {})


def test_a_date_read_less_exactly_is_missing_but_not_wrong() -> None:
    events = marked({"2020-08-14"}, {"2020-07-01"})
    assert compare_dates(events, {"08-14": "", "2020-07": "", "07-01": ""}) == (0, ["2020-08-14"], {})
    assert compare_dates(events, {"2020-08-14": "", "2019-08-14": ""}) == (1, [], {"2019-08-14": ""})
    assert compare_dates(marked({"08-14"}), {"08-14": ""}) == (1, [], {})


def test_offices_are_the_same_with_and_without_their_place() -> None:
    leader = LeaderMarks("甲大川", offices=("乙州市委书记", "市人大常委会主任"))
    assert compare_offices(leader, ["市委书记、主任"]) == (2, [], {})
    assert compare_offices(leader, ["市长"]) == (0, ["甲大川 乙州市委书记", "甲大川 市人大常委会主任"], {"甲大川 市长": ""})


def test_an_article() -> None:
    marks = Marks(
        regions=marked({"62", "6208"}),
        primary=marked({"6208"}, {"62"}),
        leaders=(LeaderMarks("甲大川", frozenset({"大川·甲"}), ("省长",), marked({"出席"})), LeaderMarks("乙小河")),
        optional_leaders=frozenset({"丙某"}),
        date=marked(),
        published="2024-05-23",
        events=marked({"2024-05-22"}),
        reporters=marked(),
        has_roles=True,
    )
    reading = Reading(
        text="甘肃省长甲大川出席",
        regions=(RegionMention("62", "甘肃省", True, "甘肃"), RegionMention("11", "北京市", False, "")),
        leaders=(
            LeaderMention("大川·甲", ("甘肃省长",), ("出席", "强调"), "甲大川"), LeaderMention("丙某", (), (), "")
        ),
        date=None,
        date_evidence="",
        published="2024-05-23",
        events={"2024": "2024年", "2024-05-21": "昨天"},
        reporters=("丁某",),
    )
    tallies: dict[str, Tally] = {}
    score(tallies, "one", marks, reading)
    counts = {kind: (tally.found, tally.missing, tally.wrong) for kind, tally in tallies.items()}
    assert counts == {
        "regions": (1, 1, 1), "primary region": (1, 0, 0),
        "leaders": (1, 1, 0), "offices": (1, 0, 0), "roles": (1, 0, 0),
        "date in the text": (0, 0, 0), "date of the record": (1, 0, 0), "event dates": (0, 1, 1),
        "reporters": (0, 0, 1),
    }
    assert [error.what for error in tallies["regions"].errors] == ["6208 平凉市", "11 北京市"]


def test_a_kind_that_is_not_read_says_so() -> None:
    lines = list(evaluation.table({"seeds": {}, "develop": {"regions": Tally(1)}, "measure": {}}))
    assert any(line.startswith("regions") and "1.000" in line for line in lines)
    assert any(line.startswith("event dates") and line.endswith("not read yet") for line in lines)


def test_without_the_articles_it_says_that_it_was_skipped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(evaluation, "SHARED", HERE / "nowhere")
    evaluation.main([])
    assert capsys.readouterr().out.startswith("skipped")


def test_marks_are_well_formed() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS) >= 150
    for row in ROWS:
        regions = {*row["regions"], *row.get("optional_regions", ())}
        assert regions <= gazetteer.regions().keys(), row["id"]
        assert not row["regions"] or row["primary"] in row["regions"], row["id"]
        assert set(row.get("primary_also_ok", ())) <= regions, row["id"]
        for value in (*row["events"], *row.get("events_also_ok", ())):
            assert PartialDate.parse(value).value == value
    for row in (*FOURTH_ROWS, *FIFTH_ROWS):
        assert {*row["regions"], *row.get("optional_regions", ())} <= gazetteer.regions().keys(), row["id"]
        assert row.get("primary") is None or row["primary"] in row["regions"], row["id"]
    for row in chain(*DRAWS):
        for value in ([row["date"]] if row["date"] else []) + row.get("date_also_ok", []):
            assert PartialDate.parse(value).value == value
        for leader in row.get("leaders", ()):
            assert {*leader.get("roles", ()), *leader.get("optional_roles", ())} <= ROLES, (row["id"], leader)


def test_strata_and_halves() -> None:
    named = [row for row in ROWS if row["stratum"] in ("local", "general")]
    assert len(named) >= 100 and all(row["regions"] or row["leaders"] for row in named)
    nothing = [row for row in ROWS if row["stratum"] == "none"]
    assert len(nothing) >= 20 and not any(row["regions"] or row["leaders"] for row in nothing)
    assert sum(row["stratum"] == "traditional" for row in ROWS) == 30
    develop = sum(half(row["id"]) == "develop" for row in ROWS)
    assert 0.4 < develop / len(ROWS) < 0.6


def test_each_draw_has_other_articles() -> None:
    _, second, third, *_ = identities = [{row["id"] for row in rows} for rows in DRAWS]
    sizes = [120, 160, 130, 140, 130, 160]
    assert [len(rows) for rows in DRAWS[1:]] == [len(drawn) for drawn in identities[1:]] == sizes
    assert len(set().union(*identities)) == sum(map(len, identities))
    assert sum(half(identity) == "develop" for identity in second) == 60
    assert sum(half(identity) == "develop" for identity in third) == 76


def test_only_the_shares_asked_for_are_read() -> None:
    tallies, _ = evaluation.evaluate(())
    assert not tallies


@pytest.mark.shared
def test_every_article_drawn_is_marked() -> None:
    taken: set[str] = set()
    for plan, marked in zip(PLANS, DRAWS, strict=True):
        drawn = {one.item.id for one in draw(plan, taken)}
        assert drawn == {row["id"] for row in marked}
        taken |= drawn
