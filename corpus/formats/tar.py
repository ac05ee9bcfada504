"""Tar archives, read from front to back: every file through the same reader. Member names are labels, never paths.

Python's tarfile reads headers here and nothing else: as a whole it takes a damaged header for the archive's end, and
holds names of any length.
"""
from __future__ import annotations

import tarfile
from collections.abc import Iterator
from io import BytesIO

from corpus.article import Article, Reject
from corpus.file_names import decode_name, printable
from corpus.formats.archive import DEEPEST, LARGEST_MEMBER, LARGEST_TOTAL, Budget, ReadMember, is_hidden
from corpus.formats.gunzip import BrokenStream, Gunzip
from corpus.streams import Readable, take

_BLOCK = tarfile.BLOCKSIZE
_LARGEST_NAME = 1 << 16
_NAME_FOLLOWS, _FACTS_FOLLOW = {tarfile.GNUTYPE_LONGNAME}, {tarfile.XHDTYPE}
_ABOUT_OTHERS = {tarfile.XGLTYPE, tarfile.GNUTYPE_LONGLINK, tarfile.SOLARIS_XHDTYPE}
_REFUSED = {
    tarfile.SYMTYPE: "归档成员是符号链接，未读。",
    tarfile.LNKTYPE: "归档成员是硬链接，未读。",
    tarfile.CHRTYPE: "归档成员是设备，未读。",
    tarfile.BLKTYPE: "归档成员是设备，未读。",
    tarfile.FIFOTYPE: "归档成员是设备（管道），未读。",
    tarfile.GNUTYPE_SPARSE: "归档成员是稀疏文件，未读。",
}


def is_tar(head: bytes) -> bool:
    """Whether a file begins as a tar archive does: with a header whose checksum is right."""
    block = head[:_BLOCK]
    return len(block) == _BLOCK and block[:1] != b"\0" and b"\0" in block and _header(block) is not None


def read(
    stream: Readable, name: str, depth: int, budget: Budget, read_member: ReadMember
) -> Iterator[Article | Reject]:
    """The articles of a tar archive; ``depth`` is 1 for a file on disk. Members are named ``name!inner/path``.

    Links, devices and files over 64 MB become a Reject each. What is damaged or cut short ends reading with a Reject.
    """
    if depth > DEEPEST:
        yield Reject(name, None, f"压缩包嵌套超过 {DEEPEST} 层，未打开；请先解压。")
        return
    long_name, facts = b"", b""
    while True:
        try:
            block = take(stream, _BLOCK)
            header = _header(block) if len(block) == _BLOCK and any(block) else None
            if header is None:
                if not any(block) and len(block) == _BLOCK:
                    return
                yield Reject(name, None, f"tar 归档从这里起损坏或被截断{_after(block)}；前面的成员已读入。")
                return
            if header.type in _NAME_FOLLOWS | _FACTS_FOLLOW:
                if header.size > _LARGEST_NAME:
                    yield Reject(name, None, "tar 归档里有过长的文件名或附注，后面的未读。")
                    return
                data = _member(stream, header.size)
                if header.type in _NAME_FOLLOWS:
                    long_name = data.rstrip(b"\0")
                else:
                    facts = data
                continue
            size = int(_fact(facts, b"size") or header.size)
            inner = decode_name(_fact(facts, b"path") or long_name or header.name.encode("utf-8", "surrogateescape"))
            is_sparse = b"GNU.sparse." in facts
            long_name, facts = b"", b""
            label = f"{name}!{printable(inner)}"
            is_left_out = header.type in _ABOUT_OTHERS or header.isdir() or is_hidden(inner)
            reason = _REFUSED.get(tarfile.GNUTYPE_SPARSE if is_sparse else header.type, "")
            if not reason and size > LARGEST_MEMBER:
                reason = f"压缩包成员超过 {LARGEST_MEMBER >> 20} MB，未读；请先解压。"
            if not reason and size > budget.left:
                reason = f"压缩包解开后总量超过 {LARGEST_TOTAL >> 30} GB，未读；请先解压。"
            if is_left_out or reason:
                if not is_left_out:
                    yield Reject(label, None, reason)
                _skip(stream, 0 if header.type in (tarfile.LNKTYPE, tarfile.SYMTYPE) else size)
                continue
            data = _member(stream, size)
        except BrokenStream as error:
            yield Reject(name, None, f"{error}前面的成员已读入。")
            return
        except ValueError:
            yield Reject(name, None, "tar 归档从这里起损坏；前面的成员已读入。")
            return
        if len(data) < size:
            yield Reject(label, None, "tar 归档在这个成员里被截断；前面的成员已读入。")
            return
        if isinstance(stream, Gunzip):
            budget.left -= size
        yield from read_member(BytesIO(data), label, depth + 1, budget)


def _header(block: bytes) -> tarfile.TarInfo | None:
    try:
        header = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError):
        return None
    return header if header.size >= 0 else None


def _after(block: bytes) -> str:
    return "（没有结尾）" if not block else ""


def _fact(facts: bytes, key: bytes) -> bytes:
    """A value from a list of facts, each ``length key=value`` and a line feed."""
    while facts:
        length, _, _ = facts.partition(b" ")
        if not length.isdigit() or not 0 < int(length) <= len(facts):
            raise ValueError("no list of facts")
        found, _, value = facts[len(length) + 1:int(length) - 1].partition(b"=")
        if found == key:
            return value
        facts = facts[int(length):]
    return b""


def _member(stream: Readable, size: int) -> bytes:
    data = take(stream, size)
    take(stream, -size % _BLOCK)
    return data


def _skip(stream: Readable, size: int) -> None:
    left = size + -size % _BLOCK
    while left > 0 and (piece := stream.read1(min(left, 1 << 20))):
        left -= len(piece)
