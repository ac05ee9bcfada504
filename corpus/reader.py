"""Files to articles and rejects: which files there are, what each one holds, and who reads it."""
from __future__ import annotations

import gzip
import os
import re
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from corpus.article import Article, Reject
from corpus.encoding import UndecodableText, decode, has_mark
from corpus.formats import archive, epaper, jsonl, tabular, text, webpage

# Raised whenever reading changes what comes out of the same bytes, so that unchanged files are read again.
READING_VERSION: int = 2

LARGEST_FILE = 256 << 20  # of what cannot be streamed: all but JSON Lines and zip archives
_HEAD = 1 << 16
_TAGS = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|title|div|p|h1|h2|table|span|article)\b|<!--\s*enp", re.I)
_HTML_NAMES = (".html", ".htm", ".shtml", ".xhtml")
_TABLE_NAMES = (".csv", ".tsv")
_LINES_NAMES = (".jsonl", ".ndjson")


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
            yield from _walk(path, "", set())
        else:
            yield path, _printable(path.name)


def read_file(path: Path, name: str) -> Iterator[Article | Reject]:
    """The articles in a file, and a Reject for whatever in it could not be read. Never raises for what a file holds,
    nor for one that cannot be opened. ``name`` goes into ``Origin.file`` and ``Reject.file``.

    The format is seen from the content; the suffix only decides between readings that the content allows. JSON Lines,
    also packed with gzip, are streamed.
    """
    try:
        with path.open("rb") as stream:
            yield from _read_stream(stream, name, 1, archive.Budget())
    except OSError as error:
        yield Reject(name, None, f"文件打不开：{error.strerror or error}。")


def _walk(folder: Path, below: str, seen: set[str]) -> Iterator[tuple[Path, str]]:
    real = os.path.realpath(folder)
    if real in seen:
        return
    seen.add(real)
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield folder, below.rstrip("/") or _printable(folder.name)
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        name = below + _printable(entry.name)
        try:
            is_folder, is_file = entry.is_dir(), entry.is_file()
        except OSError:  # a link that leads to itself: it is reported when it cannot be opened
            is_folder, is_file = False, True
        if is_folder:
            yield from _walk(Path(entry.path), f"{name}/", seen)
        elif is_file or (entry.is_symlink() and not os.path.exists(entry.path)):
            yield Path(entry.path), name


def _printable(name: str) -> str:
    """A file's name as text: names made on old Chinese systems are GB18030 bytes."""
    data = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")


def _read_stream(stream: BinaryIO, name: str, depth: int, budget: archive.Budget) -> Iterator[Article | Reject]:
    """Reads a seekable stream; also each member of an archive comes through here."""
    head = stream.read(_HEAD)
    stream.seek(0)
    if not head:
        yield Reject(name, None, "文件是空的。")
    elif head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        yield from archive.read(stream, name, depth, budget, _read_stream)
    elif head.startswith(b"\x1f\x8b"):
        yield from _read_gzip(stream, name, depth, budget)
    elif _is_lines(head, name.lower()):
        yield from jsonl.read(stream, name)
    else:
        data = stream.read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            yield Reject(name, None, f"文件超过 {LARGEST_FILE >> 20} MB，未读；请拆分，或改用 JSON Lines。")
            return
        yield from _read_bytes(data, name)


def _read_gzip(stream: BinaryIO, name: str, depth: int, budget: archive.Budget) -> Iterator[Article | Reject]:
    """JSON Lines are streamed; anything else inside is one file."""
    inner = re.sub(r"\.gz\Z", "", name.lower())
    try:
        with gzip.GzipFile(fileobj=stream) as peeked:
            head = peeked.read1(_HEAD)
        stream.seek(0)
        if _is_lines(head, inner):
            with gzip.GzipFile(fileobj=stream) as lines:
                yield from jsonl.read(lines, name)
            return
        limit = min(archive.LARGEST_MEMBER, budget.left)
        with gzip.GzipFile(fileobj=stream) as unpacked:
            data = unpacked.read(limit + 1)
        packed = stream.tell()
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield Reject(name, None, "压缩文件损坏或被截断，打不开；请重新取得。")
        return
    budget.left -= len(data)
    if len(data) > limit:
        yield Reject(name, None, f"压缩文件解开后超过 {archive.LARGEST_MEMBER >> 20} MB，未读；请先解压。")
    elif archive.too_dense(packed, len(data)):
        yield Reject(name, None, "压缩比过高，疑为压缩炸弹，未读。")
    elif depth > archive.DEEPEST:
        yield Reject(name, None, f"压缩包嵌套超过 {archive.DEEPEST} 层，未打开；请先解压。")
    else:
        yield from _read_stream(BytesIO(data), name, depth + 1, budget)


def _read_bytes(data: bytes, name: str) -> Iterator[Article | Reject]:
    try:
        decoded = decode(data)
    except UndecodableText as error:
        yield Reject(name, None, f"不能读成文字：{error}。")
        return
    lower = re.sub(r"\.gz\Z", "", name.lower())
    start = decoded.text.lstrip()[:_HEAD]
    if _is_json(start, lower):
        yield from jsonl.read_whole(data, decoded, name)
    elif start.startswith("{") and lower.endswith(_LINES_NAMES):
        yield from jsonl.from_text(decoded, name)
    elif _is_html(start, lower):
        yield from (epaper if epaper.is_epaper(decoded.text) else webpage).read(data, decoded, name)
    elif lower.endswith(_TABLE_NAMES) or tabular.delimiter_of(start.partition("\n")[0]):
        yield from tabular.read(decoded, name)
    else:
        yield from text.read(data, decoded, name)


def _is_lines(head: bytes, lower: str) -> bool:
    """Whether it is a record a line: by name, or because the first line is an object of its own.

    A file with UTF-16's mark is not read as lines of bytes."""
    if has_mark(head) not in ("", "utf-8-sig"):
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
