"""Files to articles and rejects: which files there are, what each one holds, and who reads it."""
from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from functools import partial
from io import BufferedReader, BytesIO
from pathlib import Path

from corpus.article import Article, Interrupted, Reject
from corpus.encoding import UndecodableText, decode, has_mark, is_wide
from corpus.file_names import decode_name, printable
from corpus.formats import archive, epaper, json_file, jsonl, tabular, tar, text, webpage
from corpus.formats.gunzip import BrokenStream, Gunzip
from corpus.streams import Stream, take

# Raised whenever reading changes what comes out of the same bytes, so that unchanged files are read again.
READING_VERSION: int = 10

LARGEST_FILE = 32 << 20  # of what is read as a whole: all but JSON Lines, tables and archives
LONGEST_ARTICLE = 1_000_000  # characters; the longest novels. Indexing takes about 300 bytes for each
LONGEST_TEXT = 8_000_000  # characters in a file of plain text
MOST_IN_A_ROW = 10_000  # faults, after which a file is given up
_HEAD = 1 << 16
_TAGS = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|title|div|p|h1|h2|table|span|article)\b|<!--\s*enp", re.I)
_HTML_NAMES = (".html", ".htm", ".shtml", ".xhtml")
_TABLE_NAMES = (".csv", ".tsv")
_LINES_NAMES = (".jsonl", ".ndjson")
_REASONS = {
    PermissionError: "没有读取权限，请为本用户开放后重试",
    FileNotFoundError: "链接指向的文件不存在",
    IsADirectoryError: "是文件夹",
}
_ENDLESS_LINE = re.compile(rf"[^\n]{{{LONGEST_ARTICLE + 1}}}")


def find_files(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Every file below the given folders, in sorted order, with its name: the path below the folder given, with
    forward slashes (for a file given itself, its own name).

    Hidden files and folders are left out, and so are sockets and the like; a folder reached a second time through a
    link is not entered again. What is there but cannot be looked at (a folder without permission, a broken link) is
    yielded, so that ``read_file`` reports it. Raises FileNotFoundError for a path that does not exist.
    """
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(f"没有这个文件或文件夹：{path}")
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path, _printable(path.name)


def open_file(path: Path) -> BufferedReader:
    """Opens a file to be read. Raises OSError, also for what is no file: a pipe would be waited for without end."""
    stream = open(path, "rb", opener=_without_waiting)
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        stream.close()
        raise OSError(0, "不是普通文件")
    return stream


def read_file(path: Path, name: str, encoding: str = "") -> Iterator[Article | Reject]:
    """The articles in a file, and a Reject for whatever in it could not be read. Never raises for what a file holds,
    nor for one that cannot be opened (Interrupted). ``name`` goes into ``Origin.file`` and ``Reject.file``.
    ``encoding`` is what the archivist says of files that do not say it themselves (``corpus.encoding.TOLD``).
    """
    try:
        with open_file(path) as stream:
            yield from read_stream(stream, name, encoding)
    except OSError as error:
        yield Interrupted(name, None, unopened(error))


def unopened(error: OSError) -> str:
    """Why a file cannot be opened, as a sentence."""
    return f"文件打不开：{_REASONS.get(type(error), error.strerror or str(error))}。"


def read_stream(stream: BufferedReader, name: str, encoding: str = "") -> Iterator[Article | Reject]:
    """What ``read_file`` gives, of a file that is open. How far it has come, ``stream.tell()`` says.

    The format is seen from the content; the suffix only decides between readings that the content allows. JSON Lines
    and tables, also packed with gzip, and archives are streamed.
    """
    budget = archive.Budget.of(os.fstat(stream.fileno()).st_size)
    try:
        for item in _read_stream(stream, name, 1, budget, told=encoding):
            yield item if isinstance(item, Reject) else _of_bearable_length(item)
    except OSError as error:
        yield Interrupted(name, None, f"读取中断：{error.strerror or error}；前面的已读入，请再试。")


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _of_bearable_length(article: Article) -> Article | Reject:
    if len(article.title) + len(article.body) <= LONGEST_ARTICLE:
        return article
    origin = article.origin
    story = f"第 {origin.story} 篇" if origin.story > 1 else ""
    reason = f"{story}文章超过 {LONGEST_ARTICLE // 10_000} 万字，未读；请拆分。"
    return Reject(origin.file, origin.line, reason)


def _walk(folder: Path) -> Iterator[tuple[Path, str]]:
    """The files below a folder. Walks without recursion: folders nest deeper than Python does."""
    seen: set[tuple[int, int]] = set()
    waiting: list[Iterator[tuple[Path, str, bool]]] = [iter([(folder, "", True)])]
    while waiting:
        path, name, is_folder = next(waiting[-1], (None, "", False))
        if path is None:
            waiting.pop()
        elif not is_folder:
            yield path, name
        else:
            try:
                status = path.stat()
                if (status.st_dev, status.st_ino) in seen:
                    continue
                seen.add((status.st_dev, status.st_ino))
                waiting.append(iter(_entries(path, name)))
            except OSError:
                yield path, name or _printable(path.name)


def _entries(folder: Path, below: str) -> list[tuple[Path, str, bool]]:
    """What a folder holds, sorted: path, name, whether it is a folder."""
    found = []
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.startswith("."):
                continue
            name = f"{below}/{_printable(entry.name)}" if below else _printable(entry.name)
            try:
                is_folder, is_file = entry.is_dir(), entry.is_file()
            except OSError:  # a link that leads to itself: it is reported when it cannot be opened
                is_folder, is_file = False, True
            if is_folder or is_file or (entry.is_symlink() and not os.path.exists(entry.path)):
                found.append((Path(entry.path), name, is_folder))
    return found


def _printable(name: str) -> str:
    """A file's name as text."""
    return printable(decode_name(os.fsencode(name)))


def _read_stream(
    stream: Stream, name: str, depth: int, budget: archive.Budget, told: str
) -> Iterator[Article | Reject]:
    """Reads a seekable stream; also each member of an archive comes through here."""
    head = stream.read(_HEAD)
    stream.seek(0)
    if not head:
        yield Reject(name, None, "文件是空的。")
    elif head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        yield from archive.read(stream, name, depth, budget, partial(_read_stream, told=told))
    elif head.startswith(b"\x1f\x8b\x08"):
        yield from _read_gzip(stream, name, depth, budget, told)
    elif tar.is_tar(head):
        yield from tar.read(stream, name, depth, budget, partial(_read_stream, told=told))
    elif _is_lines(head, name.lower(), told):
        yield from _patiently(jsonl.read(stream, name, told))
    elif _is_table(head, name.lower(), told):
        yield from _patiently(tabular.read(stream, name, told))
    else:
        data = stream.read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            yield Reject(name, None, f"文件超过 {LARGEST_FILE >> 20} MB，未读；请拆分，或改用 JSON Lines 或 CSV。")
            return
        yield from _patiently(_read_bytes(data, name, told))


def _read_gzip(
    stream: Stream, name: str, depth: int, budget: archive.Budget, told: str
) -> Iterator[Article | Reject]:
    """JSON Lines, tables and tar archives are streamed; anything else inside is one file."""
    inner = re.sub(r"\.t?gz\Z", "", name.lower())
    head = Gunzip(stream).head(_HEAD)
    stream.seek(0)
    unpacked = Gunzip(stream)
    if tar.is_tar(head):
        yield from tar.read(unpacked, name, depth, budget, partial(_read_stream, told=told))
    elif _is_lines(head, inner, told):
        yield from _patiently(jsonl.read(unpacked, name, told))
    elif _is_table(head, inner, told):
        yield from _patiently(tabular.read(unpacked, name, told))
    else:
        yield from _read_gzip_whole(unpacked, name, depth, budget, told)
    if unpacked.has_more:
        yield Reject(name, None, "压缩数据之后还有多余的字节，已略过；前面的已读入。")


def _read_gzip_whole(
    unpacked: Gunzip, name: str, depth: int, budget: archive.Budget, told: str
) -> Iterator[Article | Reject]:
    limit = min(archive.LARGEST_MEMBER, budget.left)
    try:
        data = take(unpacked, limit + 1)
    except BrokenStream as error:
        yield Reject(name, None, str(error))
        return
    budget.left -= len(data)
    if len(data) > limit:
        yield Reject(name, None, f"压缩文件解开后超过 {archive.LARGEST_MEMBER >> 20} MB，未读；请先解压。")
    elif depth > archive.DEEPEST:
        yield Reject(name, None, f"压缩包嵌套超过 {archive.DEEPEST} 层，未打开；请先解压。")
    else:
        yield from _read_stream(BytesIO(data), name, depth + 1, budget, told)


def _patiently(items: Iterator[Article | Reject]) -> Iterator[Article | Reject]:
    """The items of one file, up to the point where it has shown to hold no articles."""
    faults = 0
    for item in items:
        faults = faults + 1 if isinstance(item, Reject) else 0
        yield item
        if faults == MOST_IN_A_ROW and isinstance(item, Reject):
            yield Reject(item.file, item.line, f"连续 {MOST_IN_A_ROW} 处读不出来，后面的未读；请检查这个文件。")
            return


def _read_bytes(data: bytes, name: str, told: str) -> Iterator[Article | Reject]:
    try:
        decoded = decode(data, told)
    except UndecodableText as error:
        yield Reject(name, None, f"不能读成文字：{error}。")
        return
    lower = re.sub(r"\.gz\Z", "", name.lower())
    start = decoded.text[:2 * _HEAD].lstrip()[:_HEAD]
    if _is_json(start, lower):
        yield from json_file.read(data, decoded, name)
    elif start.startswith("{") and lower.endswith(_LINES_NAMES):
        yield from jsonl.from_text(decoded, name)
    elif _is_html(start, lower):
        yield from (epaper if epaper.is_epaper(decoded.text) else webpage).read(data, decoded, name)
    elif start.startswith("<?xml"):
        yield Reject(name, None, "这是 XML 文件，不知道它的结构，未读；请先导出为文本、CSV 或 JSON。")
    elif lower.endswith(_TABLE_NAMES) or tabular.delimiter_of(start.partition("\n")[0]):
        yield from tabular.from_text(decoded, name)
    elif len(decoded.text) > LONGEST_TEXT:
        yield Reject(name, None, f"文件超过 {LONGEST_TEXT // 10_000} 万字，未读；请拆分。")
    elif _ENDLESS_LINE.search(decoded.text):
        yield Reject(name, None, f"有一行超过 {LONGEST_ARTICLE // 10_000} 万字，不像文章，未读。")
    else:
        yield from text.read(data, decoded, name)


def _is_table(head: bytes, lower: str, told: str) -> bool:
    """Whether the first line is a header row. A file in UTF-16 is read as a whole."""
    if is_wide(head, told):
        return False
    line = head.lstrip(b"\r\n \t").partition(b"\n")[0].partition(b"\r")[0]
    try:
        first = decode(line, told).text
    except UndecodableText:
        return False
    if first.startswith(("<", "{", "[")):
        return False
    return lower.endswith(_TABLE_NAMES) or bool(tabular.delimiter_of(first))


def _is_lines(head: bytes, lower: str, told: str) -> bool:
    """Whether it is a record a line: by name, or because the first line is an object of its own.

    A file in UTF-16 is not read as lines of bytes."""
    if is_wide(head, told) or has_mark(head) not in ("", "utf-8-sig"):
        return False
    if lower.endswith(_LINES_NAMES):
        return True
    first, line_feed, rest = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    if not re.match(rb"\{\s*\"", first):
        return False
    # One object over several lines (JSON) breaks after its first brace or comma; a record a line ends with its brace.
    return not line_feed or first.rstrip().endswith(b"}")


def _is_json(start: str, lower: str) -> bool:
    if lower.endswith(".json"):
        return start.startswith(("{", "["))
    return re.match(r'\[\s*\{\s*"|\{\s*"', start) is not None and not lower.endswith(_LINES_NAMES)


def _is_html(start: str, lower: str) -> bool:
    """Tags near the beginning; a text that merely ends in a stray piece of a page is none."""
    if lower.endswith(_HTML_NAMES):
        return _TAGS.search(start) is not None
    return start.startswith("<") and _TAGS.search(start[:4096]) is not None
