"""Zip archives: every member through the same reader, within limits. Member names are labels, never paths."""
from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from corpus.article import Article, Reject

LARGEST_MEMBER = 64 << 20
LARGEST_TOTAL = 2 << 30
DEEPEST = 2
_SUSPECT_RATIO, _SUSPECT_SIZE = 200, 10 << 20
# What zipfile raises for broken, truncated, encrypted and oddly packed members.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


@dataclass
class Budget:
    """How many bytes may still be unpacked from one file of the archive's owner, nested archives included."""

    left: int = LARGEST_TOTAL


ReadMember = Callable[[BinaryIO, str, int, Budget], Iterator[Article | Reject]]


def read(
    stream: BinaryIO, name: str, depth: int, budget: Budget, read_member: ReadMember
) -> Iterator[Article | Reject]:
    """The articles of a zip archive; ``depth`` is 1 for a file on disk. Members are named ``name!inner/path``.

    Refused with a Reject each: encrypted members, links, members over 64 MB unpacked or packed more than 200 to 1
    (above 10 MB), everything beyond 2 GB in all, archives nested deeper than two.
    """
    if depth > DEEPEST:
        yield Reject(name, None, f"压缩包嵌套超过 {DEEPEST} 层，未打开；请先解压。")
        return
    try:
        archive = zipfile.ZipFile(stream)
    except _BROKEN:
        yield Reject(name, None, "压缩包损坏或被截断，打不开；请重新取得。")
        return
    with archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if any(member.filename == "[Content_Types].xml" for member in members):
            yield Reject(name, None, "这是 Office 文件，不是文章压缩包；请先另存为文本。")
            return
        if not members:
            yield Reject(name, None, "压缩包是空的。")
        for member in members:
            inner = member_name(member)
            if any(part.startswith(".") or part == "__MACOSX" for part in inner.split("/") if part not in (".", "..")):
                continue
            label = f"{name}!{inner}"
            data = _unpack(archive, member, budget)
            if isinstance(data, str):
                yield Reject(label, None, data)
            else:
                yield from read_member(BytesIO(data), label, depth + 1, budget)


def member_name(member: zipfile.ZipInfo) -> str:
    """The member's name. Without the UTF-8 flag it is whatever the packing machine used: UTF-8 or GB18030 here."""
    if member.flag_bits & 0x800:
        return member.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return member.filename.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return member.filename


def too_dense(packed: int, unpacked: int) -> bool:
    """Whether so much comes out of so little that it is a trap rather than text."""
    return unpacked > _SUSPECT_SIZE and unpacked > packed * _SUSPECT_RATIO


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget) -> bytes | str:
    """The member's bytes, or why they are refused. The sizes in the directory may lie, so reading is capped too."""
    if member.flag_bits & 1:
        return "压缩包成员有密码，未读；请先解密。"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "压缩包成员是符号链接，未读。"
    if too_dense(member.compress_size, member.file_size):
        return "压缩比过高，疑为压缩炸弹，未读。"
    if member.file_size > LARGEST_MEMBER:
        return f"压缩包成员解开后超过 {LARGEST_MEMBER >> 20} MB，未读；请先解压。"
    if member.file_size > budget.left:
        return f"压缩包解开后总量超过 {LARGEST_TOTAL >> 30} GB，其余成员未读；请先解压。"
    try:
        with archive.open(member) as opened:
            data = opened.read(min(LARGEST_MEMBER, budget.left) + 1)
    except _BROKEN:
        return "压缩包成员损坏，或用了不支持的压缩方法。"
    if len(data) > min(LARGEST_MEMBER, budget.left):
        return "压缩包成员比目录所写的大，疑为压缩炸弹，未读。"
    budget.left -= len(data)
    return data
