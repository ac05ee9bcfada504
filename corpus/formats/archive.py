"""Zip archives: every member through the same reader, within limits. Member names are labels, never paths."""
from __future__ import annotations

import errno
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO

from corpus.article import Article, Reject
from corpus.file_names import decode_name, printable
from corpus.formats.gunzip import SUSPECT_RATIO, too_dense
from corpus.streams import Stream

LARGEST_MEMBER = 64 << 20
LARGEST_TOTAL = 2 << 30
# Of the list of members: some 150,000 of them. Python takes about fifteen times as much while it reads it.
LARGEST_DIRECTORY = 16 << 20
DEEPEST = 2
_END_OF_DIRECTORY = b"PK\x05\x06"
# What zipfile raises for broken, truncated, encrypted and oddly packed members.
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, RuntimeError, ValueError,
           OverflowError)


@dataclass
class Budget:
    """How many bytes may still be unpacked from one file of the archive's owner, nested archives included."""

    left: int = LARGEST_TOTAL

    @classmethod
    def of(cls, packed: int) -> Budget:
        """That of a file of so many bytes: a small one that unfolds to much is a trap, even in many members."""
        return cls(min(LARGEST_TOTAL, max(2 * LARGEST_MEMBER, packed * SUSPECT_RATIO)))


ReadMember = Callable[[BytesIO, str, int, Budget], Iterator[Article | Reject]]


def read(
    stream: Stream, name: str, depth: int, budget: Budget, read_member: ReadMember
) -> Iterator[Article | Reject]:
    """The articles of a zip archive; ``depth`` is 1 for a file on disk. Members are named ``name!inner/path``.

    Refused with a Reject each: encrypted members, links, members over 64 MB unpacked or packed more than 200 to 1
    (above 10 MB), everything beyond 2 GB or 200 times the file in all, archives nested deeper than two.
    """
    if depth > DEEPEST:
        yield Reject(name, None, f"压缩包嵌套超过 {DEEPEST} 层，未打开；请先解压。")
        return
    if _directory_size(stream) > LARGEST_DIRECTORY:
        yield Reject(name, None, f"压缩包的目录超过 {LARGEST_DIRECTORY >> 20} MB，成员太多，未读；请分成几个。")
        return
    try:
        archive = zipfile.ZipFile(stream)
    except UnicodeDecodeError:
        yield Reject(name, None, "压缩包里有文件名不是它所标明的 UTF-8，打不开；请重新打包。")
        return
    except _BROKEN as error:
        _pass_on(error)
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
            if is_hidden(inner):
                continue
            label = f"{name}!{printable(inner)}"
            data = _unpack(archive, member, budget)
            if isinstance(data, str):
                yield Reject(label, None, data)
            else:
                yield from read_member(BytesIO(data), label, depth + 1, budget)


def member_name(member: zipfile.ZipInfo) -> str:
    """The member's name. Without the UTF-8 flag it is whatever the packing machine used: UTF-8 or GB18030 here."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return decode_name(member.filename.encode("cp437"), otherwise=member.filename)
    except UnicodeEncodeError:
        return member.filename


def is_hidden(name: str) -> bool:
    """Whether a member lies in what packing machines keep for themselves."""
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/") if part not in (".", ".."))


def _directory_size(stream: Stream) -> int:
    """How long the list of members is said to be; 0 where that cannot be seen. It is asked before it is read, as it is
    read as a whole."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - (1 << 16) - 22))
    tail = stream.read()
    stream.seek(0)
    at = tail.rfind(_END_OF_DIRECTORY)
    return int.from_bytes(tail[at + 12:at + 16], "little") if at >= 0 else 0


def _pass_on(error: Exception) -> None:
    """Raises what the disk and not the archive is to blame for."""
    if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
        raise error


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
        return f"压缩包解开后总量超过 {LARGEST_TOTAL >> 30} GB 或原大小的 {SUSPECT_RATIO} 倍，未读；请先解压。"
    try:
        with archive.open(member) as opened:
            data = opened.read(min(LARGEST_MEMBER, budget.left) + 1)
    except _BROKEN as error:
        _pass_on(error)
        return "压缩包成员损坏，或用了不支持的压缩方法。"
    if len(data) > min(LARGEST_MEMBER, budget.left):
        return "压缩包成员比目录所写的大，疑为压缩炸弹，未读。"
    budget.left -= len(data)
    return data
