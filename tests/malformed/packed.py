"""Zip archives, tar archives and gzip."""
from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
from collections.abc import Callable
from functools import partial

from tests.malformed import GOOD, OTHER, Malformed, text

TITLE, BODY = GOOD
STORY = text(GOOD).encode()
KEPT = (TITLE, OTHER[0])
RECORDS = "".join(f'{{"title": "{title}", "body": "{body}"}}\n' for title, body in (GOOD, OTHER)).encode()
STORED = zipfile.ZIP_STORED


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def beside(name: str, data: bytes, method: int = STORED) -> bytes:
    """A zip archive with a member that is wrong between two that are right."""
    return zipped({"1.txt": STORY, name: data, "3.txt": text(OTHER).encode()}, method)


def nested(depth: int) -> bytes:
    data = STORY
    for level in range(depth):
        data = zipped({f"{level}.zip" if level else "a.txt": data})
    return data


def entries(count: int) -> bytes:
    """A zip archive of many empty members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", STORED) as archive:
        archive.writestr("a.txt", b"")
    data = buffer.getvalue()
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    directory = data[start:end] * count
    close = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count & 0xFFFF, count & 0xFFFF, len(directory), start, 0)
    return data[:start] + directory + close


def locked() -> bytes:
    data = bytearray(beside("2.txt", STORY + b"2"))
    second = data.index(b"PK\x03\x04", 10)
    data[second + 6] |= 1
    entry = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    data[entry + 8] |= 1
    return bytes(data)


def mislabelled() -> bytes:
    """A member's name in GB18030 that is flagged as UTF-8."""
    return beside("AAAA.txt", STORY + b"2").replace(b"AAAA", "春耕".encode("gb18030")).replace(
        b"PK\x03\x04\x14\x00\x00\x00", b"PK\x03\x04\x14\x00\x00\x08"
    ).replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x00\x08")


def linked() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("1.txt", STORY)
        link = zipfile.ZipInfo("2.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("3.txt", text(OTHER))
    return buffer.getvalue()


def tarred(*between: tarfile.TarInfo, mode: str = "w") -> bytes:
    """A tar archive: the first story, the given members without data, the second story."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:
        for number, story in enumerate((GOOD, *between, OTHER)):
            if isinstance(story, tarfile.TarInfo):
                archive.addfile(story)
            else:
                member = tarfile.TarInfo(f"{number}.txt")
                member.size = len(text(story).encode())
                archive.addfile(member, io.BytesIO(text(story).encode()))
    return buffer.getvalue()


def special(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, target
    return member


def named(name: str) -> tarfile.TarInfo:
    return tarfile.TarInfo(name)


def endless(unit: bytes, size: int) -> bytes:
    """So much of the same, packed with gzip."""
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb") as packed:
        block = unit * ((1 << 20) // len(unit))
        for _ in range(size >> 20):
            packed.write(block)
    return buffer.getvalue()


def member(
    fault: str, name: str, data: Callable[[], bytes], reason: str, method: int = STORED, line: int | None = None
) -> Malformed:
    """A fault in the second member of three."""
    return Malformed(fault, "a.zip", lambda: beside(name, data(), method), KEPT, ((line, reason),))


CASES = (
    member("an empty member", "2.txt", lambda: b"", "空的"),
    member("a bomb in a zip archive", "2.txt", lambda: bytes(60 << 20), "炸弹", zipfile.ZIP_DEFLATED),
    member("a bomb packed by bzip2", "2.txt", lambda: bytes(60 << 20), "炸弹", zipfile.ZIP_BZIP2),
    member("a bomb of letters", "2.txt", lambda: b"a" * (60 << 20), "炸弹", zipfile.ZIP_DEFLATED),
    member("a bomb in gzip in a zip archive", "2.gz", lambda: gzip.compress(bytes(60 << 20)), "炸弹"),
    member("a bomb of records in gzip in a zip archive", "2.jsonl.gz", lambda: endless(b" \n", 300 << 20), "炸弹",
           line=0),
    member("a member larger than any", "2.txt", lambda: STORY * 250_000, "MB"),
    member("a PDF in a zip archive", "2.txt", lambda: b"%PDF-1.7 ", "PDF"),
    member("zip archives nested four deep", "2.zip", lambda: nested(3), "嵌套"),
    member("gzip in gzip in gzip", "2.gz", lambda: gzip.compress(gzip.compress(gzip.compress(STORY))), "嵌套"),
    Malformed("archives nested a hundred deep", "a.zip", lambda: nested(100), 0, ((None, "嵌套"),)),
    Malformed("small bombs that are large together", "a.zip",
              lambda: zipped({f"{n}.txt": b"\n" * (7 << 20) for n in range(40)}), 0,
              ((None, "空白"),) * 18 + ((None, "总量"),) * 22),
    Malformed("a member with a password", "a.zip", locked, KEPT, ((None, "密码"),)),
    Malformed("a member with a wrong checksum", "a.zip",
              lambda: beside("2.txt", b"checked").replace(b"checked", b"chucked", 1), KEPT, ((None, "损坏"),)),
    Malformed("a member that is a link", "a.zip", linked, KEPT, ((None, "链接"),)),
    Malformed("a name that leads out of the folder", "a.zip", lambda: beside("../../../tmp/x.txt", STORY + b"2"), 3),
    Malformed("an absolute name", "a.zip", lambda: beside("/etc/x.txt", STORY + b"2"), 3),
    Malformed("a name of another system", "a.zip", lambda: beside("C:\\x\\..\\y.txt", STORY + b"2"), 3),
    Malformed("a NUL in a name", "a.zip", lambda: beside("AAA.txt", STORY + b"2").replace(b"AAA", b"a\0b"), 3),
    Malformed("a line feed and a terminal's control in a name", "a.zip",
              lambda: beside("a\n\x1b[2Jb.txt", b""), KEPT, ((None, "空的"),)),
    Malformed("a name in GB18030", "a.zip",
              lambda: beside("AAAA.txt", STORY + b"2").replace(b"AAAA", "春耕".encode("gb18030")), 3),
    Malformed("a name in GB18030 flagged as UTF-8", "a.zip", mislabelled, 0, ((None, "UTF-8"),)),
    Malformed("a name of 60,000 characters", "a.zip", lambda: beside("x" * 60_000, STORY + b"2"), 3),
    Malformed("an empty zip archive", "a.zip", lambda: zipped({}), 0, ((None, "空的"),)),
    Malformed("a zip archive cut short", "a.zip", lambda: beside("2.txt", STORY)[:-60], 0, ((None, "截断"),)),
    Malformed("a zip archive's beginning", "a.zip", lambda: beside("2.txt", STORY)[:30], 0, ((None, "截断"),)),
    Malformed("half a million members", "a.zip", lambda: entries(500_000), 0, ((None, "目录"),)),
    Malformed("a directory that lies about its place", "a.zip",
              lambda: beside("2.txt", STORY)[:-6] + b"\xff\xff\xff\x7f\0\0", 0, ((None, "损坏"),) * 3),
    Malformed("a Word file named .txt", "a.txt",
              lambda: zipped({"[Content_Types].xml": b"<x/>"}), 0, ((None, "Office"),)),

    Malformed("gzip cut short", "a.txt.gz", lambda: gzip.compress(STORY)[:-20], 0, ((None, "截断"),)),
    Malformed("records in gzip cut short", "a.jsonl.gz",
              lambda: gzip.compress(RECORDS * 3000, 0)[:-20], 5999, ((6000, "截断"),)),
    Malformed("gzip with something behind it", "a.txt.gz",
              lambda: gzip.compress(STORY) + b"garbage", (TITLE,), ((None, "多余"),)),
    Malformed("records in gzip with something behind it", "a.jsonl.gz",
              lambda: gzip.compress(RECORDS) + b"garbage", KEPT, ((None, "多余"),)),
    Malformed("gzip with noughts behind it", "a.txt.gz", lambda: gzip.compress(STORY) + bytes(512), (TITLE,)),
    Malformed("gzip with a wrong checksum", "a.txt.gz",
              lambda: gzip.compress(STORY)[:-8] + bytes(8), 0, ((None, "损坏"),)),
    Malformed("the head of gzip and nothing else", "a.gz", lambda: gzip.compress(b"")[:10], 0, ((None, "截断"),)),
    Malformed("gzip of nothing", "a.txt.gz", lambda: gzip.compress(b""), 0, ((None, "空的"),)),
    Malformed("a bomb in gzip", "a.txt.gz", lambda: endless(b"a", 1 << 29), 0, ((None, "炸弹"),)),
    Malformed("a bomb of records in gzip", "a.jsonl.gz", lambda: endless(b" \n", 1 << 29), 0, ((0, "炸弹"),)),
    Malformed("a bomb that is one record in gzip", "a.jsonl.gz", lambda: endless(b"[", 1 << 29), 0, ((1, "炸弹"),)),
    Malformed("bzip2", "a.txt.bz2", lambda: bz2.compress(STORY), 0, ((None, "bzip2"),)),
    Malformed("xz", "a.txt.xz", lambda: lzma.compress(STORY), 0, ((None, "xz"),)),

    Malformed("a tar archive with a symbolic link", "a.tar",
              lambda: tarred(special("2.txt", tarfile.SYMTYPE, "/etc/passwd")), KEPT, ((None, "链接"),)),
    Malformed("a tar archive with a hard link", "a.tar",
              lambda: tarred(special("2.txt", tarfile.LNKTYPE, "../../etc/passwd")), KEPT, ((None, "链接"),)),
    Malformed("a tar archive with devices", "a.tar",
              lambda: tarred(*map(partial(special, "2.txt"), (tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE))),
              KEPT, ((None, "设备"),) * 3),
    Malformed("a tar archive with names that lead out", "a.tar",
              lambda: tarred(named("../../x.txt"), named("/etc/x.txt")), KEPT, ((None, "空的"),) * 2),
    Malformed("a tar archive cut short", "a.tar", lambda: tarred()[:1700], (TITLE,), ((None, "截断"),)),
    Malformed("a tar archive in gzip", "a.tar.gz", lambda: tarred(mode="w:gz"), KEPT),
    Malformed("a tar archive in gzip cut short", "a.tgz",
              lambda: gzip.compress(tarred(), 0)[:1700], (TITLE,), ((None, "截断"),)),
    Malformed("a tar archive with a damaged head", "a.tar",
              lambda: tarred().replace(b"1.txt\0", b"9.txt\0"), (TITLE,), ((None, "损坏"),)),
    Malformed("a bomb in a tar archive in gzip", "a.tar.gz", lambda: bomb_in_tar(), 0, ((None, "MB"), (None, "炸弹"))),
)


def bomb_in_tar() -> bytes:
    """A member of 512 MB of nothing."""
    member = tarfile.TarInfo("a.txt")
    member.size = 1 << 29
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", compresslevel=6) as packed:
        packed.write(member.tobuf())
        for _ in range(1 << 9):
            packed.write(bytes(1 << 20))
        packed.write(bytes(1024))
    return buffer.getvalue()
