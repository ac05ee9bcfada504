"""The longwen command over the sample: the shapes of its JSON, its exit statuses, and its filters against a scan."""
from __future__ import annotations

import errno
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import click
import pytest

from indexer import settings
from indexer.analysis.fold import fold
from indexer.cli import longwen as group
from indexer.cli import main
from indexer.document import Document
from indexer.engines.base import Engine
from indexer.engines.embedded.fields import facet_values
from tests.conftest import ROOT, SAMPLE

FACETS = {"date", "region", "leader", "source", "reporter"}
HIT = {"id", "title", "date", "source", "page", "score", "snippets", "marks", "copy_count", "copies"}


@dataclass(frozen=True)
class Ran:
    """What a run of the command came to."""

    status: object
    output: str
    errors: str

    @property
    def json(self) -> Any:
        assert (self.status, self.errors) == (0, ""), self
        (line,) = self.output.splitlines()
        return json.loads(line)

    @property
    def complaint(self) -> str:
        """The one line of an error."""
        assert self.status == 1 and self.output == "", self
        (line,) = self.errors.splitlines()
        assert line.startswith("longwen: "), self
        return line


Run = Callable[..., Ran]


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs ``longwen ARGUMENTS`` as the console script does. Nothing it prints may be a traceback."""

    def run(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["longwen", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        output, errors = capsys.readouterr()
        assert "Traceback" not in output + errors
        return Ran(ended.value.code, output, errors)

    return run


@pytest.fixture
def longwen(bare: Run, sample_archive: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The same, with the sample as the archive."""
    monkeypatch.setenv(settings.ARCHIVE.name, str(sample_archive))
    return bare


@pytest.fixture(scope="session")
def documents(sample_engine: Engine) -> list[Document]:
    return list(sample_engine.documents())


def ids(found: Any) -> list[str]:
    return [hit["id"] for hit in found["hits"]]


def test_search_prints_the_shape_that_is_promised(longwen: Run) -> None:
    found = longwen("search", "东西部协作", "--json").json
    assert found.keys() == {"query", "total", "groups", "literal_total", "took_ms", "notes", "hits", "facets"}
    assert found["query"] == "东西部协作" and found["total"] == found["literal_total"] == 11
    assert isinstance(found["took_ms"], float) and len(found["hits"]) == 10
    assert found["notes"] == ["也查找了同义写法：东西部扶贫协作"]
    for hit in found["hits"]:
        assert hit.keys() == HIT
        assert all(isinstance(hit[name], str) for name in ("id", "title", "source", "page"))
        assert hit["date"] is None or isinstance(hit["date"], str)
        assert isinstance(hit["score"], float) and hit["score"] > 0
        assert hit["snippets"] and len(hit["snippets"]) == len(hit["marks"])
        for text, marks in zip(hit["snippets"], hit["marks"]):
            assert [fold(text[start:end]) for start, end in marks] == ["东西部协作"] * len(marks)
    assert found["facets"].keys() == FACETS
    for values in found["facets"].values():
        assert values
        for value in values:
            assert value.keys() == {"value", "label", "count", "parent"} and value["count"] > 0


def test_show_prints_the_shape_that_is_promised(longwen: Run, documents: list[Document]) -> None:
    shown = longwen("show", "yl-2024-0523-01", "--json").json
    assert shown.keys() == {
        "id", "title", "date", "source", "page", "section", "byline", "lead_ins", "dateline", "url", "regions",
        "leaders", "events", "body", "file", "line", "encoding", "repairs", "readings", "corrections", "copies",
        "path",
    }
    assert shown["id"] == "yl-2024-0523-01" and shown["source"] == "甘肃日报" and shown["page"] == "01"
    assert {name: shown["date"][name] for name in ("value", "precision", "source")} == {
        "value": "2024-05-23", "precision": "day", "source": "metadata",
    }
    assert all(region.keys() == {"code", "name", "primary"} for region in shown["regions"])
    assert all(leader.keys() == {"name", "offices", "roles"} for leader in shown["leaders"])
    assert shown["date"].keys() == {"value", "precision", "source", "evidence", "inferred", "contrary"}
    assert shown["events"] and shown["readings"] and shown["corrections"] == []
    text = next(one.text for one in documents if one.id == shown["id"])
    for event in shown["events"]:
        assert event.keys() == {"value", "until", "position", "evidence", "rule", "inferred"}
        assert text.startswith(event["evidence"], event["position"])
    assert all(reading.keys() == {"field", "place", "key"} for reading in shown["readings"])
    assert {"胡昌升", "任振鹤"} <= {leader["name"] for leader in shown["leaders"]}
    assert {"62", "12"} & {region["code"] for region in shown["regions"]}
    for document in documents:
        again = longwen("show", "--json", "--", document.id).json
        assert (again["id"], again["title"], again["body"]) == (
            document.id, document.article.title, document.article.body,
        )
        assert (again["date"] is None) == (document.article.date is None)
    (repaired,) = (one for one in documents if one.article.repairs)
    for repair in longwen("show", repaired.id, "--json").json["repairs"]:
        assert repair.keys() == {"rule", "position", "before", "after"}


def test_show_prints_the_whole_article(longwen: Run, documents: list[Document]) -> None:
    for document in documents[::5]:
        shown = longwen("show", "--", document.id)
        assert shown.status == 0 and document.article.title in shown.output and document.article.body in shown.output
        assert f"\npath     {SAMPLE}" in shown.output


def test_index_prints_what_became_of_every_file(bare: Run, tmp_path: Path) -> None:
    files, archive = tmp_path / "files", tmp_path / "archive"
    shutil.copytree(SAMPLE, files)
    (files / "broken.jsonl").write_text('{"title": "好", "body": "甲"}\n{"title"\n', encoding="utf-8")
    report = bare("index", files, "--archive", archive, "--json").json
    assert report.keys() == {
        "articles", "added", "replaced", "unchanged", "removed", "copies", "shared_ids", "files", "set_aside",
        "missing", "forgotten", "empty", "alike",
        "corrections",
    }
    assert (report["articles"], report["added"], report["removed"], report["missing"]) == (41, 41, 0, [])
    assert len(report["files"]) == 23
    for file in report["files"]:
        assert file.keys() == {"file", "path", "status", "articles", "copies", "shared_ids", "set_aside", "staying"}
        assert file["status"] == "new"
    (aside,) = report["set_aside"]
    assert (aside["file"], aside["line"]) == ("broken.jsonl", 2) and aside["reason"]
    again = bare("index", files, "--archive", archive)
    assert again.status == 0 and "41 unchanged" in again.output and again.errors == ""
    stats = bare("stats", "--archive", archive, "--json").json
    assert (stats["articles"], stats["searchable"], stats["in_ledger"]) == (41, 41, 41)
    assert (stats["files"], stats["rejects"]) == (23, 1)
    assert stats["set_aside"] == [aside] and stats["facts"]["analysis"]
    assert "broken.jsonl:2" in bare("stats", "--archive", archive).output
    assert bare("rebuild", "--archive", archive).output == "rebuilt: 0 articles read differently, 41 as before\n"
    assert bare("rebuild", "--archive", archive, "--json").json["unchanged"] == 41
    proof = bare("verify", "--archive", archive, "--json").json
    assert proof["articles"] == proof["in_ledger"] == 41 and proof["strings"] > proof["other_script"] > 0
    assert proof["values"] > 50 and proof["faults"] == []
    proved = bare("verify", "--archive", archive).output
    assert proved.startswith("41 articles checked, 0 faults\n") and proved.endswith(" 0 faults\n")
    for file in archive.glob("ledger.sqlite*"):
        file.unlink()
    stats = bare("stats", "--archive", archive, "--json").json
    assert (stats["articles"], stats["files"], stats["set_aside"]) == (41, 0, [])
    assert not (archive / "ledger.sqlite").exists()


def test_stats_and_verify_say_where_ledger_and_documents_differ(bare: Run, copied_archive: Path) -> None:
    with closing(sqlite3.connect(copied_archive / "ledger.sqlite")) as ledger, ledger:
        ledger.execute("DELETE FROM articles WHERE id='yl-2024-0523-01'")
    assert "in ledger  39, which is not as many" in bare("stats", "--archive", copied_archive).output
    ran = bare("verify", "--archive", copied_archive)
    assert ran.status == 1 and "1 articles (yl-2024-0523-01) are of no file in the ledger" in ran.errors
    for path in copied_archive.glob("ledger.sqlite*"):
        path.unlink()
    assert "there is no" in bare("verify", "--archive", copied_archive).errors


def test_where_nothing_is_found_no_archive_is_made(bare: Run, tmp_path: Path) -> None:
    files, archive = tmp_path / "files", tmp_path / "archive"
    files.mkdir()
    (files / ".hidden.txt").write_text("甲\n\n乙\n", encoding="utf-8")
    assert f"no files found in {files}" in bare("index", files, "--archive", archive).complaint
    assert not archive.exists()


def test_articles_that_a_file_no_longer_tells_of_are_counted_every_time(bare: Run, tmp_path: Path) -> None:
    file, archive = tmp_path / "a.jsonl", ("--archive", tmp_path / "archive")
    text = '{"id": "a", "title": "好", "body": "甲"}\n{"id": "b", "title": "好", "body": "乙"}\n'
    file.write_text(text, encoding="utf-8")
    assert "longer be read" not in bare("index", file, *archive).output
    for damaged, left in (("", 0), (text[:-3], 1)):
        file.write_text(damaged, encoding="utf-8")
        for _ in range(2):
            output = bare("index", file, *archive).output
            assert output.startswith(f"1 file, {left} article{'s' * (left != 1)}: 0 new")
            assert f"{2 - left} article{'s' * (left == 0)} can no longer be read in" in output
            assert f"  {file}  {2 - left}\n" in output
    file.write_text(text, encoding="utf-8")
    assert "longer be read" not in bare("index", file, *archive).output
    (shown,) = bare("index", file, *archive, "--json").json["files"]
    assert (shown["articles"], shown["staying"]) == (2, 0)


def test_files_of_one_name_are_told_apart_by_their_place(bare: Run, tmp_path: Path) -> None:
    archive = ("--archive", tmp_path / "archive")
    for year in ("y1", "y2"):
        (tmp_path / year / "07").mkdir(parents=True)
        (tmp_path / year / "07" / "01.txt").write_bytes(b"")
        (tmp_path / year / "07" / f"{year}.txt").write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "y1" / "07" / "a.zip", "w") as packed:
        packed.writestr("empty.txt", "")
    shutil.copy(tmp_path / "y1" / "07" / "a.zip", tmp_path / "y2" / "07" / "a.zip")
    ran = bare("index", tmp_path / "y1", tmp_path / "y2", *archive)
    for shown in (ran, bare("stats", *archive)):
        for year in ("y1", "y2"):
            assert f"  {tmp_path / year / '07' / '01.txt'}  " in shown.output and f"  07/{year}.txt  " in shown.output
            assert f"  {tmp_path / year / '07' / 'a.zip'}!empty.txt  " in shown.output
    report, stats = (bare(*run, *archive, "--json").json for run in (["index", tmp_path / "y1"], ["stats"]))
    assert str(tmp_path / "y1/07/01.txt") in [one["path"] for one in report["set_aside"]]
    assert {Path(one["path"]).parts[-3] for one in stats["set_aside"]} == {"y1", "y2"}


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("东西部协作", "東西部協作"), ("济南 临夏", "濟南 臨夏"), ("标题:协作", "標題:協作"), ("领导:刘强", "領導:劉強"),
        ("地区:临夏", "地區:臨夏"), ("来源:样例通讯社", "來源:樣例通訊社"), ('"东西部协作"', "「東西部協作」"), ("兰州 -天津", "蘭州 -天津"),
    ],
)
def test_both_scripts_get_the_same_answer(longwen: Run, simplified: str, traditional: str) -> None:
    one, other = (longwen("search", text, "--json", "--size", 100).json for text in (simplified, traditional))
    assert one["total"] > 0
    for answer in (one, other):
        del answer["query"], answer["took_ms"]
    assert one == other


@pytest.mark.parametrize("text", ["“身份证”", '"', "采菇要拧不要拔，带泥的根削干净再入筐。”一名女工", "-", "OR", "(", "title:", "  "])
def test_exact_takes_the_text_as_it_is(longwen: Run, documents: list[Document], text: str) -> None:
    expected = {one.id for one in documents if fold(text) in fold(one.text)}
    found = longwen("search", "--exact", "--json", "--size", 100, "--", text).json
    assert set(ids(found)) == expected and found["total"] == len(expected)
    assert found["literal_total"] is None and found["notes"] == []


DATES: dict[str, tuple[str, str]] = {
    "2023": ("2023-01-01", "2023-12-31"),
    "2024-03": ("2024-03-01", "2024-03-31"),
    "2024-05-23": ("2024-05-23", "2024-05-23"),
    "2019..2021-03": ("2019-01-01", "2021-03-31"),
    "..2018": ("0000-00-00", "2018-12-31"),
    "2024-05..": ("2024-05-01", "9999-99-99"),
}
REGIONS = {"62": "62", "甘肃": "62", "临夏": "6229", "6208": "6208", "濟南": "3701", "天津市": "12", "西藏": "54"}
LEADERS = ["胡昌升", "任振鹤", "任振鶴", "刘强", "雷思維", "无此人"]
SOURCES = ["甘肃日报", "样例通讯社", "樣例通訊社", "兰州晚报"]
REPORTERS = ["甄样例", "甄樣例", "贾样本"]


def _within(document: Document, wanted: str) -> bool:
    reading = document.article.date
    if wanted == "undated" or reading is None or reading.date.year is None:
        return wanted == "undated" and (reading is None or reading.date.year is None)
    first, last = DATES[wanted]
    value = reading.date.value
    # An article dated to the month is within if all of the month is; none is dated to the year alone.
    earliest, latest = (value, value) if len(value) == 10 else (value + "-01", value + "-31")
    return first <= earliest and latest <= last


def _passes(document: Document, option: str, wanted: str) -> bool:
    if option == "date":
        return _within(document, wanted)
    values = facet_values(document)[option]  # type: ignore[index]
    if option == "region":
        return REGIONS[wanted] in values
    return fold(wanted) in map(fold, values)


def test_filters_are_or_within_and_and_between(longwen: Run, documents: list[Document]) -> None:
    chance = random.Random(5)
    choices = {"date": [*DATES, "undated"], "region": list(REGIONS), "leader": LEADERS, "source": SOURCES}
    choices["reporter"] = REPORTERS
    totals = []
    for _ in range(60):
        text = chance.choice(["", "甘肃", "协作", "協作"])
        chosen = {
            option: chance.sample(values, chance.randint(1, 2))
            for option, values in choices.items() if chance.random() < 0.45
        }
        options = [part for option, values in chosen.items() for value in values for part in (f"--{option}", value)]
        found = longwen("search", text, "--exact", "--json", "--size", 100, *options).json
        expected = {
            one.id for one in documents
            if fold(text) in fold(one.text)
            and all(any(_passes(one, option, value) for value in values) for option, values in chosen.items())
        }
        assert set(ids(found)) == expected and found["total"] == len(expected), (text, chosen)
        totals.append(len(expected))
    assert sum(0 < total < 40 for total in totals) > 20


def test_filters_nobody_understands_find_nothing_and_say_so(longwen: Run) -> None:
    found = longwen("search", "--date", "前天", "--region", "桃花源", "--json").json
    assert found["total"] == 0 and len(found["notes"]) == 2
    assert all(any(word in note for note in found["notes"]) for word in ("前天", "桃花源"))


@pytest.mark.parametrize(
    "query",
    [
        "", " ", "\t\n", "*", "((((", "))))", '"', "“", "-", "--", "-" * 50, "OR", "AND NOT OR", "非", "title:",
        "date:昨天", "region:(", 'leader:"',
        "\\", "\\\\\\", "\x00", "😀", "𠮷", "\ufffd", "%s%d", "'; DROP TABLE documents; --",
        "<script>",
        "(" * 500 + "甘" + ")" * 500, "甘肃 " * 400, "字" * 3000, "-(" * 60, "AND甘肃OR", "ａｂｃ　ＤＥＦ",
    ],
)
def test_strange_queries_get_an_answer(longwen: Run, query: str) -> None:
    for mode in ([], ["--exact"]):
        found = longwen("search", *mode, "--json", "--", query).json
        assert found["query"] == query and found["total"] >= len(found["hits"])
        assert longwen("search", *mode, "--", query).status == 0


def test_bytes_that_are_no_text_get_an_answer(longwen: Run) -> None:
    broken = os.fsdecode(b"\xff\xe9")
    assert longwen("search", broken, "--leader", broken, "--date", broken, "--json").json["total"] == 0
    assert longwen("analyze", broken, "--json").json["folded"] == "\ufffd" * len(broken)
    assert "there is no article" in longwen("show", broken).complaint


def test_pages_and_orders(longwen: Run, documents: list[Document]) -> None:
    pages = [longwen("search", "--json", "--sort", "newest", "--size", 7, "--page", page).json for page in range(1, 8)]
    assert [len(page["hits"]) for page in pages] == [7, 7, 7, 7, 7, 5, 0]
    assert sorted(id for page in pages for id in ids(page)) == sorted(one.id for one in documents)
    dated = [hit["date"] for page in pages for hit in page["hits"] if hit["date"] and len(hit["date"]) == 10]
    assert dated == sorted(dated, reverse=True)
    oldest = longwen("search", "--json", "--sort", "oldest", "--size", 100).json
    days = [hit["date"] for hit in oldest["hits"] if hit["date"] and len(hit["date"]) == 10]
    assert days == sorted(days)


def test_variants_can_be_left_out(longwen: Run) -> None:
    assert longwen("search", "东西部协作", "--no-variants", "--json").json["notes"] == []


def test_search_for_people(longwen: Run) -> None:
    found = longwen("search", "東西部協作", "--size", 2, "--page", 2)
    assert found.status == 0 and found.errors == ""
    lines = found.output.splitlines()
    assert lines[0].startswith("11 篇，其中逐字出现 11 篇") and "注意：也查找了同义写法" in lines[1]
    assert sum(line.startswith(("3. ", "4. ")) for line in lines) == 2
    assert "【東西部協作】" in found.output or "【东西部协作】" in found.output
    for facet in FACETS:
        assert any(line.startswith(facet) for line in lines)
    assert "没有第 99 页：一共 6 页。" in longwen("search", "東西部協作", "--size", 2, "--page", 99).output


def test_an_article_explains_itself_by_id_and_by_file(longwen: Run, bare: Run, tmp_path: Path) -> None:
    (by_id,) = longwen("explain-article", "yl-2024-0523-01", "--json").json
    keys = {
        "id", "title", "file", "date", "events", "fields", "regions", "townships", "leaders", "repairs", "corrections",
        "stale",
    }
    assert by_id.keys() == keys and by_id["id"] == "yl-2024-0523-01" and by_id["stale"] == []
    for reading in (*by_id["events"], *by_id["regions"], *by_id["leaders"]):
        for one in reading["evidence"]:
            assert one["text"] and one["rule"] and one["end"] - one["start"] == len(one["text"])
    file = tmp_path / "a.txt"
    file.write_text("平凉的果园\n\n平凉市静宁县雷大镇的果园里，市长王大川主持开园。\n", encoding="utf-8")
    shown = bare("explain-article", str(file)).output
    assert "【静宁县】" in shown and "township 雷大镇 (620826" in shown and "leader   王大川 (市长; 主持)" in shown
    assert "nothing-of-this-id" in longwen("explain-article", "nothing-of-this-id").complaint
    assert "--encoding" in longwen("explain-article", "yl-2024-0523-01", "--encoding", "big5").errors


def test_a_file_is_explained_in_the_encoding_that_is_said(bare: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("臨夏牡丹盛開\n\n臨夏州的牡丹開了，遊客來自天津和濟南，比往年多。\n".encode("big5"))
    assert "--encoding big5" in bare("explain-article", file).complaint  # why it cannot be read, and the cure
    told = bare("explain-article", file, "--encoding", "big5")
    assert told.status == 0 and told.output.startswith("臨夏牡丹盛開\n") and "天津市" in told.output
    assert bare("explain-article", file, "--encoding", "latin-1").status == 2


def test_what_cannot_be_read_in_a_file_that_is_explained_is_told_beside_it(bare: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"title": "一篇", "body": "甲"}\n{"title":\n', encoding="utf-8")
    shown = bare("explain-article", file, "--json")
    assert shown.status == 0 and [one["title"] for one in json.loads(shown.output)] == ["一篇"]
    assert "a.jsonl:2" in shown.errors and "JSON" in shown.errors


def test_analyze_shows_what_is_read(longwen: Run) -> None:
    text = "甘肅省委書記胡昌升在臨夏調研東西部協作"
    seen = longwen("analyze", text, "--json").json
    assert seen.keys() == {"folded", "words", "pairs", "regions", "leaders"}
    assert seen["folded"] == fold(text) == "甘肃省委书记胡昌升在临夏调研东西部协作"
    assert all(seen["folded"][start:end] == word for word, start, end in seen["words"])
    assert seen["pairs"][:2] == ["甘肃", "肃省"] and len(seen["pairs"]) == len(text) - 1
    assert "胡昌升" in [leader["name"] for leader in seen["leaders"]]
    assert "6229" in [region["code"] for region in seen["regions"]]
    shown = longwen("analyze", text)
    assert [line.split()[0] for line in shown.output.splitlines()] == ["folded", "words", "pairs", "regions", "leaders"]


@pytest.mark.parametrize(
    "arguments",
    [["search", "甘肃"], ["show", "x"], ["stats"], ["verify"], ["rebuild"], ["serve"], ["search", "x", "--json"]],
)
def test_a_missing_archive_is_one_line(bare: Run, tmp_path: Path, arguments: list[str]) -> None:
    archive = tmp_path / "none"
    assert str(archive) in bare(*arguments, "--archive", archive).complaint
    assert not archive.exists()


def test_a_missing_article_is_one_line(longwen: Run) -> None:
    for id in ("no-such", "", "' OR 1=1", "x" * 5000):
        assert "there is no article" in longwen("show", "--", id).complaint


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["nonsense"], ["search", "a", "b"], ["search", "--page", "0"], ["search", "--page", "x"],
        ["search", "--size", "0"], ["search", "--sort", "random"], ["search", "--nonsense"], ["show"], ["index"],
        ["index", "/no/such/file"], ["analyze"], ["stats", "extra"], ["verify", "--archive"], ["serve", "--port", "x"],
    ],
)
def test_wrong_usage_is_status_two(longwen: Run, arguments: list[str]) -> None:
    ran = longwen(*arguments)
    assert ran.status == 2 and ran.output == ""
    assert ran.errors.startswith(("Usage: longwen", "Error: Option")) and "python" not in ran.errors


@pytest.mark.parametrize("port", ["abc", "-1", "65536", "80.5"])
def test_an_impossible_setting_is_one_line(longwen: Run, monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("LONGWEN_PORT", port)
    assert "LONGWEN_PORT" in longwen("serve").complaint
    assert longwen("search", "甘肃", "--json").json["total"] > 0


def test_a_setting_of_nothing_is_none(
    bare: Run, sample_archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(sample_archive)
    monkeypatch.setenv("LONGWEN_ARCHIVE", "")
    assert "there is no archive in var/archive" in bare("search", "甘肃").complaint
    assert settings.PORT.number(0, 65535) == 8000


@pytest.mark.parametrize("arguments", [["search", "甘肃"], ["show", "x"], ["index", str(SAMPLE)]])
def test_a_right_that_is_missing_is_one_line_with_the_cure(
    longwen: Run, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    def forbidden(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", "/a/index")

    monkeypatch.setattr("indexer.engines.embedded.engine.IndexFolder", forbidden)
    assert "/a/index cannot be read or written (Permission denied); give this user" in longwen(*arguments).complaint


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_output_to_a_full_disk_is_one_line_that_says_nothing_of_files(sample_archive: Path) -> None:
    with open("/dev/full", "w") as full:
        ran = processes("search", "甘肃", "--archive", sample_archive, stdout=full)
    assert ran.returncode == 1 and ran.stderr.splitlines() == [
        "longwen: the disk is full; free some space and run the command again"
    ]


def test_a_terminal_that_lacks_characters_gets_the_others(sample_archive: Path) -> None:
    gbk = {"encoding": "gbk", "PYTHONIOENCODING": "gbk", "LONGWEN_ARCHIVE": str(sample_archive)}
    for command in (["search", "东西部协作"], ["explain-article", "yl-2024-0523-01"], ["analyze", "甘肅𠮷😀"]):
        ran = processes(*command, **gbk)
        assert (ran.returncode, ran.stderr) == (0, "") and ran.stdout
    ran = processes("analyze", "甘肅𠮷😀", "--json", **gbk)
    assert json.loads(ran.stdout)["folded"] == "甘肃𠮷😀"  # no character of JSON is lost


def test_paths_that_begin_with_a_minus_are_paths(bare: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SAMPLE, tmp_path / "-报纸")
    assert bare("index", "-报纸").status == 2
    assert bare("index", "--archive", "-档案", "--", "-报纸").status == 0
    assert bare("search", "--archive", "-档案", "--json", "-天津").json["total"] > 0
    assert {path.name for path in tmp_path.iterdir()} == {"-报纸", "-档案"}


@pytest.fixture
def copied_archive(sample_archive: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample_archive, tmp_path / "archive"))


@pytest.mark.parametrize("file", ["documents.sqlite", "index/current.json"])
@pytest.mark.parametrize("arguments", [["search", "甘肃"], ["stats"], ["verify"]])
def test_a_damaged_archive_is_one_line(bare: Run, copied_archive: Path, file: str, arguments: list[str]) -> None:
    for aside in copied_archive.glob("documents.sqlite-*"):
        aside.unlink()
    (copied_archive / file).write_bytes(b"not what it was" * 300)
    assert Path(file).name in bare(*arguments, "--archive", copied_archive).complaint


def test_a_damaged_ledger_is_one_line(bare: Run, copied_archive: Path) -> None:
    for path in copied_archive.glob("ledger.sqlite*"):
        path.write_bytes(b"not what it was" * 300)
    for arguments in (["stats"], ["index", SAMPLE]):
        assert "ledger.sqlite" in bare(*arguments, "--archive", copied_archive).complaint
    assert bare("search", "甘肃", "--archive", copied_archive, "--json").json["total"] > 0


def test_a_page_of_the_documents_gone_bad_is_one_line(bare: Run, copied_archive: Path) -> None:
    """The head of the file is sound, so that it opens."""
    for aside in copied_archive.glob("documents.sqlite-*"):
        aside.unlink()
    path = copied_archive / "documents.sqlite"
    data = bytearray(path.read_bytes())
    data[4096 * 2:] = b"\xee" * (len(data) - 4096 * 2)
    path.write_bytes(data)
    assert bare("search", "甘肃", "--archive", copied_archive).complaint


def test_verify_names_every_fault_and_fails(bare: Run, copied_archive: Path) -> None:
    connection = sqlite3.connect(copied_archive / "documents.sqlite")
    with connection:
        connection.execute("DELETE FROM documents WHERE id='yl-2024-0523-01'")
    connection.close()
    ran = bare("verify", "--archive", copied_archive)
    assert ran.status == 1 and "yl-2024-0523-01" in ran.errors and "1 fault\n" in ran.output


def processes(
    *arguments: object, encoding: str = "utf-8", stdout: int | IO[str] = subprocess.PIPE, **environment: str
) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own, in an environment with these changes."""
    command = [sys.executable, "-c", "from indexer.cli import main; main()", *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, stdout=stdout, stderr=subprocess.PIPE, text=True, encoding=encoding, timeout=60,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
    )


def test_a_process_prints_json_only(sample_archive: Path) -> None:
    ran = processes("search", "東西部協作", "--json", LONGWEN_ARCHIVE=str(sample_archive))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout)["total"] == 11


def test_the_cure_for_an_index_that_cannot_be_opened_works(copied_archive: Path) -> None:
    for path in (copied_archive / "index").glob("*/*.toc"):
        path.write_bytes(b"damaged")
    ran = processes("search", "甘肃", "--archive", copied_archive)
    assert ran.returncode == 1 and "run longwen rebuild" in ran.stderr
    ran = processes("rebuild", "--archive", copied_archive)
    assert (ran.returncode, ran.stderr) == (0, "")


def _commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        yield name, command


def test_every_command_and_option_says_what_it_does(longwen: Run) -> None:
    overview = longwen("--help").output
    assert {"index", "search", "show", "analyze", "stats", "verify", "rebuild", "serve"} <= dict(_commands()).keys()
    for name, command in _commands():
        assert command.help and f"  {name} " in overview, name
        page = longwen(name, "--help")
        assert page.status == 0 and page.errors == ""
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert max(parameter.opts, key=len) in page.output
                assert parameter.help, f"longwen {name} {parameter.opts[0]} has no help"
    assert longwen("--version").output.startswith("longwen, version ")


def test_commands_start_without_what_only_others_need() -> None:
    program = (
        "import sys; from indexer.cli import main; sys.argv[1:] = {!r}\n"
        "try: main()\nexcept SystemExit: print([one for one in {!r} if one in sys.modules], file=sys.stderr)"
    )
    heavy = ["numpy", "whoosh", "rjieba", "flask", "trafilatura", "numba", "corpus.reader", "indexer.entities.leaders"]
    for arguments, wanted in ((["--version"], []), (["analyze", "兰州"], ["numpy", "rjieba", heavy[-1]])):
        command = [sys.executable, "-c", program.format(arguments, heavy)]
        ran = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60)
        assert ran.returncode == 0 and ran.stderr == f"{wanted}\n", ran.stderr


def test_a_query_may_begin_with_a_minus(longwen: Run) -> None:
    def total(*words: str) -> int:
        return int(json.loads(longwen("search", "--json", *words).output)["total"])

    assert total("-天津") == total("") - total("天津") > 0
    assert total("-天津") == total("--", "-天津")


def test_index_says_that_it_left_the_archives_own_files_alone(bare: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲村修路\n\n水泥路修通。\n", encoding="utf-8")
    for _ in range(2):
        ran = bare("index", tmp_path, "--archive", tmp_path / "archive")
        assert ran.status == 0 and "1 file, 1 article:" in ran.output
        assert "files are the archive's own and were not read" in ran.output
