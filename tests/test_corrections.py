"""An archivist overrules what was read; every line is in effect or is reported; withdrawn, it leaves no trace."""
from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article, DateReading, Origin, PartialDate
from indexer import corrections
from indexer.build import check_corrections, rebuild
from indexer.document import Document, LeaderMention, RegionMention, from_json, to_json
from indexer.engines import open_engine
from indexer.errors import ArchiveDamaged
from indexer.explanation import explain, explanation_json, explanation_lines
from indexer.proof import prove
from tests.desk import Desk

DOCUMENT = Document(
    "a-1",
    Article(
        "题", "文", Origin("a.txt", "text", "utf-8"), "0" * 64,
        date=DateReading(PartialDate(2021, 5, 6), "body", "五月六日"),
    ),
    (RegionMention("62", "甘肃省", False, "甘肃"), RegionMention("6208", "平凉市", True, "平凉")),
    (LeaderMention("王大川", ("市长",), ("主持",), "王大川"), LeaderMention("许文", (), (), "許文")),
)


def book(desk: Desk, *lines: str) -> corrections.Corrections:
    desk.archive.mkdir(exist_ok=True)
    (desk.archive / corrections.FILE).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return corrections.load(desk.archive)


def test_every_field_can_be_put_right(desk: Desk) -> None:
    known = book(
        desk,
        "# by hand",
        "id\tfield\tread\tcorrected\tnote",
        "a-1\tdate\t2021-05-06\t2021-05-07\t见纸本",
        "a-1\tregion\t平凉市\t庄浪县\t",
        "a-1\tregion\t\t天津市\t",
        "a-1\tprimary\t*\t620825\t",
        "a-1\tleader\t王大川\t王大山（省长、省委副书记）\t同名之误",
        "a-1\tleader\t许文\t\t",
    )
    done = known.corrected(DOCUMENT)
    assert done.article.date is not None and done.article.date.date.value == "2021-05-07"
    assert [(one.code, one.primary) for one in done.regions] == [("12", False), ("62", False), ("620825", True)]
    (leader,) = done.leaders
    assert (leader.name, leader.offices, leader.roles) == ("王大山", ("省长", "省委副书记"), ("主持",))
    assert [one.note for one in done.corrections] == ["见纸本", "", "", "", "同名之误", ""]
    assert known.report([DOCUMENT]).unfit == () and known.report([DOCUMENT]).lines == 6
    assert corrections.as_read(done) == DOCUMENT
    assert known.corrected(done) == done
    assert from_json(to_json(done)) == done


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("b-9\tdate\t*\t2020\t", "没有编号"),
        ("a-1\tdate\t2020\t2021\t", "而是“2021-05-06”"),
        ("a-1\tdate\t某日\t2021\t", "而是“2021-05-06”"),
        ("a-1\tdate\t*\t2021-13\t", "不是日期"),
        ("a-1\tregion\t兰州市\t\t", "没有读出"),
        ("a-1\tregion\t\t无此地\t", "不是已知"),
        ("a-1\tregion\t\t鼓楼区\t", "写代码"),
        ("a-1\tregion\t\t甘肃省\t", "已在其中"),
        ("a-1\tprimary\t*\t天津市\t", "没有“天津市”"),
        ("a-1\tleader\t李明远\t\t", "没有读出"),
        ("a-1\tleader\t\t许文\t", "已在其中"),
        ("a-1\tweather\t晴\t雨\t", "不是一条更正"),
        ("a-1\tdate", "不是一条更正"),
        ("a-1\tleader\t\t（省长）\t", "不是姓名"),
    ],
)
def test_a_line_that_fits_nothing_changes_nothing_and_is_reported(desk: Desk, line: str, said: str) -> None:
    known = book(desk, line)
    (reject,) = known.report([DOCUMENT]).unfit
    assert reject.file == corrections.FILE and reject.line == 1 and said in reject.reason
    assert known.corrected(DOCUMENT) == DOCUMENT


@pytest.mark.parametrize("encoding", ["gbk", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_it_is_read_as_spreadsheets_save_it(desk: Desk, encoding: str, ends: str) -> None:
    desk.archive.mkdir()
    note = "见纸本\u2028第二版" if encoding != "gbk" else "见纸本第二版"
    text = f"id\tfield\tread\tcorrected\tnote{ends}a-1\tleader\t王大川\t王大山\t{note}{ends}a-1\tdate\t*\t2020{ends}"
    (desk.archive / corrections.FILE).write_bytes(text.encode(encoding))
    done = corrections.load(desk.archive).corrected(DOCUMENT)
    assert [one.corrected for one in done.corrections] == ["王大山", "2020"] and done.corrections[0].note == note


def test_a_cell_may_be_of_any_length(desk: Desk) -> None:
    known = book(desk, "a-1\tdate\t*\t2020\t" + "长" * 200_000, "a-1\tleader\t王大川\t王大山\t")
    assert len(known.corrected(DOCUMENT).corrections) == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"a-1\tdate\t*\t2020\t\nb-1\tdate\t*\t\xff\xff2020\t\n", "line 2"),
        ("一二三四五六七八九十\n\t王大川\t".encode() + b"\xe5\x8f", "line 2"),
        (b"PK\x03\x04 a workbook", "line 1"),
    ],
)
def test_what_is_no_text_is_refused_with_the_line_and_the_cure(desk: Desk, data: bytes, said: str) -> None:
    desk.lines("a.jsonl", {"id": "a-1", "title": "题", "body": "文"})
    desk.index()
    (desk.archive / corrections.FILE).write_bytes(data)
    for run in (desk.index, lambda: rebuild(desk.archive)):
        with pytest.raises(ArchiveDamaged, match=f"corrections.tsv .*{said}.*save it as UTF-8 text with tabs"):
            run()


def test_a_folder_of_that_name_is_refused(desk: Desk) -> None:
    (desk.archive / corrections.FILE).mkdir(parents=True)
    with pytest.raises(ArchiveDamaged, match="must be a file"):
        corrections.load(desk.archive)


_LINES = st.lists(
    st.sampled_from(
        [
            "a-1\tdate\t*\t2020\t", "a-1\tdate\t*\t\t", "a-1\tdate\t2020\t2019\t", "a-1\tregion\t平凉市\t\t",
            "a-1\tregion\t甘肃省\t兰州市\t", "a-1\tregion\t\t12\t", "a-1\tprimary\t*\t62\t", "a-1\tleader\t王大川\t\t",
            "a-1\tleader\t许文\t许文（省长）\t", "a-1\tleader\t\t李明远\t",
        ]
    ),
    max_size=6,
)


@given(_LINES)
def test_corrections_can_be_withdrawn_and_leave_one_primary_region(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    known = book(Desk(tmp_path_factory.mktemp("desk")), *lines)
    done = known.corrected(DOCUMENT)
    assert corrections.as_read(done) == DOCUMENT
    assert sum(region.primary for region in done.regions) == bool(done.regions)
    assert len(done.corrections) + len(known.report([DOCUMENT]).unfit) == len(lines)


def stored(desk: Desk, id: str = "a-1") -> Document:
    engine = open_engine(f"embedded:{desk.archive}")
    try:
        (document,) = engine.fetch([id])
        assert document
        return document
    finally:
        engine.close()


def test_they_are_in_effect_after_indexing_and_rebuilding_and_gone_when_withdrawn(desk: Desk) -> None:
    desk.lines("a.jsonl", {"id": "a-1", "title": "平凉的果园", "body": "平凉市市长王大川主持。", "date": "2021-05-06"})
    assert desk.index().corrections.lines == 0
    before = stored(desk)
    book(desk, "a-1\tleader\t王大川\t王大山\t", "a-1\tdate\t2021-05-06\t2021-05-07\t", "a-2\tdate\t*\t2020\t")
    report = desk.index()
    assert [reject.line for reject in report.corrections.unfit] == [3]
    after = stored(desk)
    assert [leader.name for leader in after.leaders] == ["王大山"]
    assert after.article.date is not None and after.article.date.date.value == "2021-05-07"
    rebuild(desk.archive)
    assert stored(desk) == after and check_corrections(desk.archive).unfit == report.corrections.unfit
    desk.lines("a.jsonl", {"id": "a-1", "title": "平凉的果园", "body": "平凉市市长王大川主持会议。", "date": "2021-05-06"})
    desk.index()
    assert [leader.name for leader in stored(desk).leaders] == ["王大山"]
    book(desk)
    rebuild(desk.archive)
    assert stored(desk).leaders == before.leaders and stored(desk).corrections == ()


def test_indexing_says_what_corrections_changed_and_puts_back_what_is_withdrawn(desk: Desk) -> None:
    record = {"title": "平凉的果园", "body": "平凉市市长王大川主持。", "date": "2021-05-06"}
    desk.lines("a.jsonl", {"id": "a-1", **record}, {"id": "a-2", **record})
    desk.index()
    read = stored(desk, "a-1")
    book(desk, "a-1\tdate\t*\t2019-05-06\t", "a-1\tleader\t王大川\t王大山\t", "a-2\tdate\t*\t2020\t")
    said = desk.index()
    assert (said.replaced, said.unchanged) == (0, 2)
    assert (said.corrections.changed, said.corrections.withdrawn) == (2, 0)
    again = desk.index().corrections
    assert (again.changed, again.withdrawn) == (0, 0)
    # One of two lines is withdrawn, then the other, then the file is taken away.
    book(desk, "a-1\tleader\t王大川\t王大山\t", "a-2\tdate\t*\t2020\t")
    explained = explain(stored(desk, "a-1"), corrections.load(desk.archive))
    assert explained.stale == ("corrections",) and "longwen index" in list(explanation_lines(explained))[-1]
    assert faults(desk) == ["1 articles (a-1) do not hold what corrections.tsv says now; run longwen index"]
    said = desk.index()
    assert (said.corrections.changed, said.corrections.withdrawn) == (1, 0)
    assert stored(desk, "a-1").article.date == read.article.date and faults(desk) == []
    book(desk, "a-2\tdate\t*\t2020\t")
    assert desk.index().corrections.withdrawn == 1 and stored(desk, "a-1") == read
    (desk.archive / corrections.FILE).unlink()
    assert faults(desk) and desk.index().corrections.withdrawn == 1 and faults(desk) == []
    assert desk.index().corrections.withdrawn == 0
    assert desk.found("果园") == ["a-1"] and len(desk.held()) == 2  # the other is its copy


def test_what_a_rebuild_put_right_is_put_back_by_indexing_too(desk: Desk) -> None:
    desk.lines("a.jsonl", {"id": "a-1", "title": "题", "body": "文", "date": "2021-05-06"})
    desk.index()
    read = stored(desk)
    book(desk, "a-1\tdate\t*\t2019\t")
    rebuild(desk.archive)
    assert stored(desk) != read
    book(desk)
    assert desk.index().corrections.withdrawn == 1 and stored(desk) == read


def faults(desk: Desk) -> list[str]:
    """What verify finds of corrections."""
    engine = open_engine(f"embedded:{desk.archive}")
    try:
        return list(prove(engine, 0, corrections=corrections.load(desk.archive)).faults)
    finally:
        engine.close()


def dates(document: Document) -> list[tuple[str, str]]:
    """Of the events, with what each leans on."""
    return [(event.date.value, event.inferred) for event in document.article.events]


def test_a_corrected_date_tells_the_years_of_events(desk: Desk) -> None:
    body = "5月4日开园。\n去年，农技站来过平凉。\n2019年8月1日的事不提。"
    desk.lines("a.jsonl", {"id": "a-1", "title": "平凉的果园", "body": body, "date": "2021-05-06"})
    desk.index()
    before = stored(desk)
    assert [value for value, _ in dates(before)] == ["2021-05-04", "2020", "2019-08-01"]
    book(desk, "a-1\tdate\t2021-05-06\t2012-05-06\t见纸本")
    desk.index()
    after = stored(desk)
    told = "档案员更正的日期“2012-05-06”"
    assert dates(after) == [("2012-05-04", f"年份据{told}"), ("2011", f"“去年”据{told}"), ("2019-08-01", "")]
    assert after.article.date is not None and after.article.date.source == "correction"
    assert from_json(to_json(after)) == after and corrections.as_read(after) == before
    assert f"年份据{told}" in "\n".join(explanation_lines(explain(after)))
    rebuild(desk.archive)
    assert stored(desk) == after
    book(desk, "a-1\tdate\t*\t\t")
    desk.index()
    assert dates(stored(desk)) == [("05-04", ""), ("2019-08-01", "")]
    book(desk)
    rebuild(desk.archive)
    assert stored(desk) == before


def test_a_date_corrected_before_that_was_so_is_brought_up(desk: Desk) -> None:
    known = book(desk, "a-1\tdate\t*\t2012-05-06\t")
    read = replace(DOCUMENT, article=replace(DOCUMENT.article, body="5月4日开园。"))
    done = known.corrected(read)
    # As it was written then: the events as they were read, and no word of them in the correction.
    older = replace(
        done,
        article=replace(done.article, events=read.article.events),
        corrections=tuple(replace(one, events=None) for one in done.corrections),
    )
    line = to_json(older).replace(',"events":null', "")
    assert from_json(line) == older and corrections.as_read(older) == read and known.corrected(older) == done


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_file_may_be_saved_by_a_spreadsheet(desk: Desk, encoding: str) -> None:
    desk.archive.mkdir()
    lines = "id\tfield\tread\tcorrected\tnote\r\na-1\tdate\t2021/5/6\t2021/5/7\t见纸本\r\na-1\tregion\t平凉市\t庄浪县\t\r\n"
    (desk.archive / corrections.FILE).write_bytes(lines.encode(encoding))
    known = corrections.load(desk.archive)
    assert known.report([DOCUMENT]).unfit == ()
    done = known.corrected(DOCUMENT)
    assert done.article.date is not None and done.article.date.date.value == "2021-05-07"
    assert [one.name for one in done.regions if one.primary] == ["庄浪县"]


@pytest.mark.parametrize("data", [b"a-1\tdate\t*\t2020\tx\xff\n", b"\x00\x01\x02\x03" * 9])
def test_a_file_that_is_no_text_is_complained_of_and_takes_nothing_back(desk: Desk, data: bytes) -> None:
    desk.lines("a.jsonl", {"id": "a-1", "title": "平凉的果园", "body": "开园。", "date": "2021-05-06"})
    book(desk, "a-1\tdate\t*\t2021-05-07")
    desk.index()
    before = stored(desk)
    (desk.archive / corrections.FILE).write_bytes(data)
    for run in (desk.index, lambda: rebuild(desk.archive), lambda: check_corrections(desk.archive)):
        with pytest.raises(ArchiveDamaged, match="corrections.tsv .*UTF-8"):
            run()
    assert stored(desk) == before


def test_an_article_explains_itself(desk: Desk) -> None:
    body = "平凉市市长王大川主持。5月4日开园。"
    desk.lines("a.jsonl", {"id": "a-1", "title": "平凉的果园", "body": body, "date": "2021-05-06"})
    desk.index()
    book(desk, "a-1\tregion\t平凉市\t庄浪县\t见纸本")
    desk.index()
    explained = explain(stored(desk))
    assert explained.stale == ()
    shown = explanation_json(explained)
    assert [(one["text"], one["rule"]) for one in shown["leaders"][0]["evidence"]] == [
        ("平凉市市长王大川", "an office stands before the name")
    ]
    assert [one["text"] for one in shown["regions"][0]["evidence"]] == ["平凉", "平凉市"]
    (event,) = shown["events"]
    assert (event["value"], event["until"], event["inferred"]) == ("2021-05-04", None, "年份据文件自带的日期“2021-05-06”")
    assert [(one["text"], one["rule"]) for one in event["evidence"]] == [("5月4日", "month and day")]
    assert {"field": "title", "place": "record", "key": "title"} in shown["fields"]
    lines = list(explanation_lines(explained))
    assert lines[3:7] == [
        "read     title: record (title); body: record (body); source_id: record (id)",
        "date     2021-05-06",
        "         “2021-05-06”  metadata",
        "event    2021-05-04",
    ]
    assert "【5月4日】开园。  month and day; inferred: 年份据文件自带的日期“2021-05-06”" in lines[7]
    assert "corrected region: 平凉市 → 庄浪县  (见纸本)" in lines
    assert any("【平凉市市长王大川】主持。" in line for line in lines)


def test_documents_of_older_archives_have_no_corrections() -> None:
    line = to_json(DOCUMENT).replace(',"corrections":[]', "")
    assert "corrections" not in line and from_json(line) == DOCUMENT
