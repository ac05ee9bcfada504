"""What is wrong with a place rather than with what a file holds: loops, depths, pipes, files that change and vanish."""
from __future__ import annotations

import io
import os
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import corpus.reader
from corpus.article import Article, Interrupted, Reject
from corpus.reader import find_files, open_file, read_file
from tests.desk import Desk, record, story

pytestmark = pytest.mark.skipif(os.name != "posix", reason="makes links, pipes and names as POSIX systems have them")


def names(*paths: Path) -> list[str]:
    return [name for _, name in find_files(paths)]


def test_links_that_lead_in_circles_end(desk: Desk) -> None:
    desk.put("a/b/one.txt", story("一", "甲甲"))
    (desk.files / "a" / "b" / "up").symlink_to(desk.files)
    (desk.files / "a" / "self").symlink_to(desk.files / "a" / "self")
    (desk.files / "there").symlink_to(desk.files / "back")
    (desk.files / "back").symlink_to(desk.files / "there")
    report = desk.index()
    assert report.articles == 1
    assert sorted(reject.file for reject in report.rejects) == ["a/self", "back", "there"]
    assert all("打不开" in reject.reason for reject in report.rejects)


@pytest.fixture
def nested(desk: Desk) -> Iterator[Callable[[str, int], None]]:
    """Makes folders of this name within each other, so many, with a story in the innermost. They are removed again, as
    what cleans up after tests does not go so deep."""

    def make(name: str, depth: int) -> None:
        here = os.open(desk.files, os.O_RDONLY)
        for _ in range(depth):
            os.mkdir(name, dir_fd=here)
            below = os.open(name, os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = below
        with open(os.open("deep.txt", os.O_WRONLY | os.O_CREAT, dir_fd=here), "w", encoding="utf-8") as file:
            file.write(story("深", "甲甲"))
        os.close(here)

    yield make
    subprocess.run(["rm", "-rf", str(desk.files)], check=True)


def test_folders_nest_deeper_than_python(desk: Desk, nested: Callable[[str, int], None]) -> None:
    nested("d", 1500)
    desk.put("z.txt", story("浅", "乙乙"))
    report = desk.index()
    assert (report.articles, report.rejects) == (2, ())
    assert report.files[0].name == "d/" * 1500 + "deep.txt"


def test_a_path_too_long_for_the_system_is_set_aside(desk: Desk, nested: Callable[[str, int], None]) -> None:
    nested("d" * 200, 30)
    desk.put("z.txt", story("浅", "乙乙"))
    report = desk.index()
    assert report.articles == 1 and len(report.rejects) == 1 and "打不开" in report.rejects[0].reason


def test_pipes_sockets_and_devices_are_not_waited_for(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.put("one.txt", story("一", "甲甲"))
    pipe = desk.files / "pipe.txt"
    os.mkfifo(pipe)
    monkeypatch.chdir(desk.files)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.txt")
        (desk.files / "zero.txt").symlink_to("/dev/zero")
        assert names(desk.files) == ["one.txt"]
        # Given by name they are not left out but set aside.
        report = desk.index(pipe, desk.files / "socket.txt", desk.files / "zero.txt", desk.files / "one.txt")
    assert report.articles == 1 and len(report.rejects) == 3
    for path in (pipe, desk.files / "zero.txt"):
        (found,) = read_file(path, path.name)
        assert isinstance(found, Reject) and "不是普通文件" in found.reason


@pytest.mark.skipif(os.name == "posix" and not os.geteuid(), reason="this user may read everything")
def test_what_may_not_be_read_is_set_aside(desk: Desk) -> None:
    desk.put("one.txt", story("一", "甲甲"))
    desk.put("two.txt", story("二", "乙乙")).chmod(0)
    desk.put("closed/three.txt", story("三", "丙丙")).parent.chmod(0)
    report = desk.index()
    (desk.files / "closed").chmod(0o700)
    assert report.articles == 1 and sorted(reject.file for reject in report.rejects) == ["closed", "two.txt"]


def test_a_file_that_may_not_be_read_any_more(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same where the user may read everything: the system's refusal is acted."""
    desk.put("one.txt", story("一", "甲甲"))
    desk.put("two.txt", story("二", "乙乙"))

    def refuse(path: Path) -> object:
        if path.name == "two.txt":
            raise PermissionError(13, "Permission denied")
        return open_file(path)

    monkeypatch.setattr("indexer.given.open_file", refuse)
    report = desk.index()
    assert report.articles == 1 and [reject.reason for reject in report.rejects] == [
        "文件打不开：没有读取权限，请为本用户开放后重试。"
    ]


def while_reading(monkeypatch: pytest.MonkeyPatch, name: str, act: Callable[[], object]) -> None:
    """Does something to the files once, when the file of this name is about to be read."""
    real = corpus.reader.read_stream
    done = []

    def read(stream: io.BufferedReader, given: str, encoding: str = "") -> Iterator[Article | Reject]:
        if given == name and not done:
            done.append(name)
            act()
        yield from real(stream, given, encoding)

    monkeypatch.setattr("indexer.given.read_stream", read)


def test_a_file_that_vanishes_between_being_found_and_being_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.put("1.txt", story("一", "甲甲"))
    second = desk.put("2.txt", story("二", "乙乙"))
    desk.put("3.txt", story("三", "丙丙"))
    while_reading(monkeypatch, "1.txt", second.unlink)
    report = desk.index()
    assert report.articles == 2 and [reject.file for reject in report.rejects] == ["2.txt"]
    second.write_text(story("二", "乙乙"), encoding="utf-8")
    report = desk.index()
    assert report.rejects == () and report.articles == 3


def test_a_file_that_changes_while_it_is_read_is_read_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = desk.lines("1.jsonl", record("甲甲"), record("乙乙"))
    with monkeypatch.context() as patch:
        while_reading(patch, "1.jsonl", lambda: path.write_bytes(path.read_bytes()[:-20]))
        report = desk.index()
    assert report.articles == 1 and report.rejects[0].line == 2
    desk.lines("1.jsonl", record("甲甲"), record("乙乙"), record("丙丙"))
    report = desk.index()
    assert report.articles == 3 and report.rejects == ()
    assert sorted(desk.held().values()) == ["丙丙", "乙乙", "甲甲"]


def test_a_disk_that_fails_in_the_middle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(io.FileIO):
        def readinto(self, buffer: object) -> int:
            if self.tell() > 1 << 18:
                raise OSError(5, "Input/output error")
            return super().readinto(buffer)  # type: ignore[arg-type]

    path = tmp_path / "a.jsonl"
    path.write_text('{"title": "甲", "body": "乙"}\n' * 30_000, encoding="utf-8")
    monkeypatch.setattr(corpus.reader, "open_file", lambda path: io.BufferedReader(Failing(path, "rb"), 1 << 16))
    *good, last = read_file(path, "a.jsonl")
    assert len(good) > 5000 and all(isinstance(one, Article) for one in good)
    assert isinstance(last, Interrupted) and "读取中断" in last.reason


@pytest.mark.parametrize("name", ["a\nb.txt", "\x1b[2Jx.txt", "长" * 80 + ".txt", "a!b.txt", "-rf.txt", "空　格.txt"])
def test_strange_names_are_shown_on_one_line(desk: Desk, name: str) -> None:
    desk.put(name, story("一", "甲甲"))
    report = desk.index()
    assert report.articles == 1 and report.files[0].name == name.replace("\n", "\ufffd").replace("\x1b", "\ufffd")


def test_a_folder_with_a_file_s_name(desk: Desk) -> None:
    desk.put("a.txt/b.txt", story("一", "甲甲"))
    assert desk.index().articles == 1
