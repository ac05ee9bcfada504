"""Whatever is wrong with a file, it is read or set aside with its place and a reason; the good beside it is kept.

Every file of ``tests/malformed`` is read in a process of its own, whose time and memory are measured.
"""
from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from corpus.article import Article, Reject
from corpus.encoding import TOLD, has_mark
from corpus.reader import read_file
from tests.conftest import SAMPLE
from tests.malformed import GOOD, OTHER, Malformed, charsets, markup, packed, prose, records
from tests.malformed.reading import Outcome, Reading

CASES = (*markup.CASES, *charsets.CASES, *records.CASES, *prose.CASES, *packed.CASES)
MOST_SECONDS, MOST_MEGABYTES = 30, 500
BODIES = dict((GOOD, OTHER))
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reading]:
    process = Reading(tmp_path_factory.mktemp("elsewhere"))
    yield process
    process.close()


def below(folder: Path) -> list[str]:
    return sorted(str(path) for path in folder.parent.rglob("*"))


def test_there_are_many() -> None:
    assert len(CASES) > 150 and len({case.fault for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.fault)
def test_it_is_read_or_set_aside(case: Malformed, reading: Reading, tmp_path: Path) -> None:
    path = tmp_path / case.file
    path.write_bytes(case.make())
    before = below(tmp_path)
    found = reading.read(path, case.file, case.encoding)
    path.unlink()
    assert not found.raised, found.raised
    titles = tuple(title for title, *_ in found.articles)
    assert (len(titles) if isinstance(case.kept, int) else titles) == case.kept, found
    assert len(found.rejects) == len(case.aside), found.rejects[:20]
    for (file, line, reason), (wanted, part) in zip(found.rejects, case.aside):
        assert (line == wanted or wanted == 0) and part in reason, (line, reason)
        assert reason.endswith("。") and re.search("[\u4e00-\u9fff]", reason)
        assert file.startswith(case.file) and not CONTROL.search(file)
    if case.whole:
        assert {title: body for title, body, *_ in found.articles if title in BODIES}.items() <= whole(found).items()
    if case.dates is not None:
        assert tuple(date for *_, date in found.articles) == case.dates
    assert found.seconds < MOST_SECONDS and found.megabytes < MOST_MEGABYTES, (found.seconds, found.megabytes)
    # Nothing was written anywhere around it.
    assert below(tmp_path) == [one for one in before if one != str(path)]


def whole(found: Outcome) -> dict[str, str]:
    """The stories that must be whole, as they came out, if they did."""
    return {title: body for title, body, *_ in found.articles if title in BODIES and BODIES[title] in body}


def test_an_archive_of_all_of_them(reading: Reading, tmp_path: Path) -> None:
    """Taken in together by one process, but for the very large."""
    files = tmp_path / "files"
    given = {}
    for number, case in enumerate(CASES):
        data = case.make() if not case.encoding else b""
        if not case.encoding and len(data) < 8 << 20:
            given[f"{number:03}/{case.file}"] = case
            (files / f"{number:03}").mkdir(parents=True)
            (files / f"{number:03}" / case.file).write_bytes(data)
    found = reading.index(files, tmp_path / "archive")
    assert (found.raised, found.status) == ("", 0)
    assert found.megabytes < MOST_MEGABYTES, found.megabytes
    report = json.loads(found.output)
    of = {file["file"]: file for file in report["files"]}
    for name, case in given.items():
        kept = case.kept if isinstance(case.kept, int) else len(case.kept)
        assert of[name]["articles"] + of[name]["copies"] == kept, case.fault
        assert of[name]["set_aside"] == len(case.aside), case.fault
    again = reading.index(files, tmp_path / "archive")
    second = json.loads(again.output)
    assert (second["added"], second["replaced"], second["unchanged"]) == (0, 0, report["articles"])
    assert sorted(map(str, second["set_aside"])) == sorted(map(str, report["set_aside"]))


# Whatever the bytes are

SUFFIXES = (".txt", ".html", ".shtml", ".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".zip", ".tar", ".gz", ".tgz",
            ".jsonl.gz", ".csv.gz", ".xml", "")
SOUND = tuple(sorted((path.suffix, path.read_bytes()) for path in SAMPLE.glob("[!.]*"))) + (
    (".tar", packed.tarred()),
    (".tgz", packed.tarred(mode="w:gz")),
    (".json", f"[{records.FIRST}, {records.SECOND}]".encode()),
)
pieces = st.sampled_from((
    b"\0", b"\r", b"\n", b'"', b",", b"{", b"}", b"[", b"]", b"<", b">", b"<!--", b"-->", b"=====\n", b"&#0;",
    b"\xff", b"\xef\xbb\xbf", b"PK\x03\x04", b"\x1f\x8b\x08", b"\\ud800", b"<!--enpproperty ", b"\xc0\xaf",
    "完".encode("gb18030"), "完".encode("big5"),
)) | st.binary(max_size=20)


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """A sound file with a few places cut out, doubled, overwritten or filled, under its own name or another."""
    suffix, data = draw(st.sampled_from(SOUND))
    for _ in range(draw(st.integers(1, 5))):
        at, size = draw(st.integers(0, len(data))), draw(st.sampled_from((0, 1, 3, 40, 2000)))
        new = draw(st.just(b"") | pieces | st.just(data[at:at + size] * 2))
        data = data[:at] + new + data[at + size:]
    return draw(st.just(suffix) | st.sampled_from(SUFFIXES)), data


def check(path: Path, encoding: str) -> None:
    for found in read_file(path, path.name, encoding):
        if isinstance(found, Reject):
            assert found.reason.endswith("。") and found.file.startswith(path.name) and not CONTROL.search(found.file)
            assert found.line is None or found.line > 0
        else:
            assert isinstance(found, Article) and (found.title or found.body)
            f"{found}".encode()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=300)
@given(
    file=damaged() | st.tuples(st.sampled_from(SUFFIXES), st.binary(max_size=400)),
    encoding=st.sampled_from(("", *TOLD)),
)
def test_nothing_raises(tmp_path: Path, file: tuple[str, bytes], encoding: str) -> None:
    suffix, data = file
    path = tmp_path / f"x{suffix}"
    path.write_bytes(data)
    check(path, encoding)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(at=st.integers(0, 6), new=st.binary(min_size=1, max_size=30).filter(lambda data: not {10, 13} & set(data)))
def test_a_line_of_anything_costs_that_line(tmp_path: Path, at: int, new: bytes) -> None:
    assume(at > 0 or not has_mark(new))  # a mark at the head says how the whole file is written
    lines = [f'{{"id": "{number}", "title": "第{number}篇"}}'.encode() for number in range(6)]
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"\n".join((*lines[:at], new, *lines[at:])))
    found = list(read_file(path, path.name))
    assert [one.source_id for one in found if isinstance(one, Article)] == list("012345")
    assert [one.line for one in found if isinstance(one, Reject)] in ([], [at + 1])
