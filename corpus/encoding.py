"""Bytes to text, and which encoding it was.

The order is the contract, because UTF-8 bytes pass as GB18030 in half of all cases: a byte order mark, then strict
UTF-8, then UTF-16 where told, then UTF-8 with a few damaged bytes, then Big5 where declared, then strict GB18030, then
GB18030 with a few damaged bytes; what is GB18030 only with private characters is Big5 where that is beyond doubt.
Whatever fits none of them is refused. Files glued together from several encodings
are read line by line, where it is beyond doubt that both kinds of lines are there.

A damaged byte is carried through reading as one *stand-in* character (``STAND_IN`` + the byte's value, in the last
private plane, which newspapers do not use), so that each article can record its own; ``corpus.clean`` turns it into
U+FFFD and a repair. No stand-in leaves this package.
"""
from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import is_binary

from corpus.mixture import read_mixed

STAND_IN = 0x10FE00

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # UTF-32's little-endian mark begins with UTF-16's, so it comes first.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "这是 PDF 文件，不是文本；请先导出为文本"),
    (b"\x89PNG", "这是 PNG 图片，不是文本"),
    (b"\xff\xd8\xff", "这是 JPEG 图片，不是文本"),
    (b"GIF8", "这是 GIF 图片，不是文本"),
    (b"II*\x00", "这是 TIFF 图片，不是文本"),
    (b"MM\x00*", "这是 TIFF 图片，不是文本"),
    (b"\xd0\xcf\x11\xe0", "这是旧版 Office 文件，不是文本；请先另存为文本"),
    (b"{\\rtf", "这是 RTF 文件，不是纯文本；请先另存为文本"),
    (b"PK\x03\x04", "这是压缩包或 Office 文件，不是文本；请先解压或另存为文本"),
    (b"Rar!", "这是 RAR 压缩包，不是文本；请先解压"),
    (b"7z\xbc\xaf", "这是 7z 压缩包，不是文本；请先解压"),
    (b"\x1f\x8b\x08", "这是 gzip 压缩文件，不是文本；请先解压"),
    (b"BZh", "这是 bzip2 压缩文件，不是文本；请先解压"),
    (b"\xfd7zXZ\x00", "这是 xz 压缩文件，不是文本；请先解压"),
    (b"\x28\xb5\x2f\xfd", "这是 zstd 压缩文件，不是文本；请先解压"),
    (b"\x7fELF", "这是二进制程序文件，不是文本"),
    (b"SQLite format 3\x00", "这是 SQLite 数据库文件，不是文本；请先导出为文本"),
    (b"RIFF", "这是音像文件，不是文本"),
    (b"OggS", "这是音像文件，不是文本"),
    (b"ID3", "这是音像文件，不是文本"),
)
_DECLARATION = re.compile(
    rb"""(?:<meta[^>]{0,300}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I
)
_BIG5 = {"big5", "big-5", "x-big5", "cn-big5", "big5-hkscs", "big5hkscs", "cp950", "ms950", "windows-950"}
_HAN = re.compile("[\u4e00-\u9fff]")
_FEWEST_HAN = 40
_SECOND_PLANE = 0xC9
_BIG5_CODECS = ("big5", "cp950", "big5hkscs")
_UTF16 = {"utf-16": "utf-16", "utf16": "utf-16", "unicode": "utf-16", "utf-16le": "utf-16-le", "utf-16-le": "utf-16-le",
          "utf-16be": "utf-16-be", "utf-16-be": "utf-16-be"}
_STAND_INS = re.compile(f"[{chr(STAND_IN)}-{chr(STAND_IN + 0xFF)}]+")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_CONTROLS = bytes(sorted(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b")))
_BLOCK = 1 << 20
_STRAY = 200  # bytes in which one NUL may be a damaged byte
_REPLACEMENT = "\ufffd"
_REPLACED = re.compile(f"{_REPLACEMENT}+")
# UTF-8 beyond doubt: not by chance in another encoding.
_TELLING = re.compile(rb"(?:[\xe3-\xe9][\x80-\xbf]{2}){4}")
# How the archivist may say what files are in that do not say it themselves.
TOLD = ("big5", "gb18030", "utf-16")


class UndecodableText(ValueError):
    """Bytes that no permitted encoding explains. ``offset`` is the first byte that does not fit, ``reason`` a clause
    in Chinese fit for a report."""

    def __init__(self, reason: str, offset: int = 0) -> None:
        super().__init__(f"{reason}（第 {offset} 字节处）" if offset else reason)
        self.reason = reason
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, with line feeds only, and the Python codec that read it.

    ``damaged`` is true where bytes did not fit; they stand in ``text`` as stand-ins (see the module's head).
    """

    text: str
    encoding: str
    damaged: bool = False


def decode(data: bytes, declared: str = "") -> Decoded:
    """The text of ``data``; ``declared`` is what the archivist says of it, which overrides what an HTML or XML head
    inside the data declares. ``TOLD`` lists what it may be; anything else changes nothing.

    A declaration only ever adds Big5 or UTF-16 to what is tried: a page declaring GB2312 that is UTF-8 is UTF-8.
    UTF-16 is only taken from outside, and only where ``is_wide`` says so. Declared as GB18030, a text full of
    private-use characters is taken as such, and not for Big5.
    Raises UndecodableText for binary data and for bytes that fit no encoding.
    """
    _refuse_known_binary(data)
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _marked(data, mark, codec, declared)
    name = (declared or _declared_in(data)).strip().lower().replace("_", "-")
    if declared and is_wide(data, declared):
        return _utf16(data, _UTF16[name])
    nuls = data.count(0)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        first = error
    else:
        return _from_utf8(data, text, nuls)
    if nuls:
        raise UndecodableText("含有空字节，像是没有声明的 UTF-16 或二进制文件；请转成 UTF-8 再放入", data.index(0))
    _refuse_controls(data)
    mixed = read_mixed(data, _BIG5_CODECS if name in _BIG5 else ("gb18030",))
    if mixed is not None:
        text, used = mixed
        return Decoded(line_feeds(text), used, damaged=_STAND_INS.search(text) is not None)
    damaged = _with_stand_ins(data, "utf-8", share=10)
    if damaged is not None:
        return damaged
    if name in _BIG5:
        big5 = _big5(data)
        if big5 is not None:
            return big5
    return _gb18030(data, first, told=bool(declared) and name == "gb18030")


def has_mark(data: bytes) -> str:
    """The codec whose byte order mark ``data`` begins with, or ''."""
    return next((codec for mark, codec in _MARKS if data.startswith(mark)), "")


def is_wide(head: bytes, declared: str = "") -> bool:
    """Whether data that begin so are UTF-16 or UTF-32, whose line feeds are more than a byte: by their mark, or as the
    archivist says, if there are NULs, without which no newspaper text in UTF-16 is, and more than stray ones in UTF-8.
    """
    mark = has_mark(head)
    if mark:
        return mark in ("utf-16", "utf-32")
    nuls = head.count(0)
    if not nuls or declared.strip().lower().replace("_", "-") not in _UTF16:
        return False
    return nuls * _STRAY > len(head) or not _is_utf8(head, is_whole=False)


def _refuse_known_binary(data: bytes) -> None:
    for magic, reason in _MAGIC:
        if data.startswith(magic):
            raise UndecodableText(reason)
    if data[4:8] == b"ftyp":
        raise UndecodableText("这是音像文件，不是文本")


def _declared_in(data: bytes) -> str:
    found = _DECLARATION.search(data[:4096])
    return found[1].decode("ascii", "replace") if found else ""


def _marked(data: bytes, mark: bytes, codec: str, declared: str) -> Decoded:
    own = data[len(mark):]
    plain = {"utf-8-sig": "utf-8", "utf-16": f"utf-16-{_end(mark)}", "utf-32": f"utf-32-{_end(mark)}"}.get(codec, codec)
    if codec == "utf-16" and _TELLING.search(own) and 0 not in own and _is_utf8(own):
        return decode(own, declared)
    try:
        return Decoded(line_feeds(own.decode(plain)).lstrip("\ufeff"), codec)
    except UnicodeDecodeError as error:
        damaged = _with_stand_ins(own, plain, share=10)
        if damaged is None and codec == "utf-8-sig":
            # Editors put UTF-8's mark before whatever they were given: what follows is looked at by itself.
            return decode(own, declared)
        if damaged is None:
            raise UndecodableText(f"文件开头标明 {codec}，内容却不是", error.start) from None
        return Decoded(damaged.text, codec, damaged=True)


def _end(mark: bytes) -> str:
    """Which end of a number comes first."""
    return "le" if mark.startswith(b"\xff") else "be"


def _is_utf8(data: bytes, is_whole: bool = True) -> bool:
    """Whether data are UTF-8; where they are not whole, they may end within a character."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, is_whole)
    except UnicodeDecodeError:
        return False
    return True


def _from_utf8(data: bytes, text: str, nuls: int) -> Decoded:
    if nuls:
        # UTF-16 of mostly Latin text is valid UTF-8 with every second byte NUL; a lone NUL is a damaged byte.
        if nuls * _STRAY > len(data):
            raise UndecodableText("含有空字节，像是没有声明的 UTF-16 或二进制文件；请转成 UTF-8 再放入", data.index(0))
        return Decoded(line_feeds(text.replace("\0", chr(STAND_IN))), "utf-8", damaged=True)
    _refuse_controls(data)
    return Decoded(line_feeds(text), "utf-8")


def _refuse_controls(data: bytes) -> None:
    if len(data) - len(data.translate(None, _CONTROLS)) > len(data) // 20:
        raise UndecodableText("控制字符过多，像是二进制文件")


def _utf16(data: bytes, codec: str) -> Decoded:
    if codec == "utf-16":
        # No mark: in Chinese newspaper text line feeds, digits and Latin letters show which half is the high byte.
        codec = "utf-16-be" if data[0::2].count(0) > data[1::2].count(0) else "utf-16-le"
    try:
        return Decoded(line_feeds(data.decode(codec)), codec)
    except UnicodeDecodeError as error:
        raise UndecodableText("声明为 UTF-16，内容却不是", error.start) from None


def _big5(data: bytes) -> Decoded | None:
    for codec in _BIG5_CODECS:
        try:
            return Decoded(line_feeds(data.decode(codec)), codec)
        except UnicodeDecodeError:
            continue
    return _with_stand_ins(data, "cp950", share=100)


def _gb18030(data: bytes, first: UnicodeDecodeError, told: bool) -> Decoded:
    try:
        decoded: Decoded | None = Decoded(line_feeds(data.decode("gb18030")), "gb18030")
    except UnicodeDecodeError as error:
        cut = error.start if len(data) - error.start <= 3 and error.start > 20 else len(data)
        decoded = _with_stand_ins(data[:cut], "gb18030", share=100)
        if decoded is not None and cut < len(data):  # in the middle of a character
            ends = "".join(chr(STAND_IN + byte) for byte in data[cut:])
            decoded = Decoded(decoded.text + ends, "gb18030", damaged=True)
    if decoded is None:
        # Asked only now: it also calls sound GB18030 with one damaged byte binary (tried).
        if is_binary(data[:1 << 16]):
            raise UndecodableText("像是二进制文件，不是文本", first.start)
        raise UndecodableText(
            "既不是 UTF-8 也不是 GB18030；若是 Big5 或 UTF-16，请用 --encoding 说明，或转成 UTF-8 再放入", first.start
        )
    # Big5's comma and full stop (A1 41, A1 43) are private-use characters in GB18030: a text full of them is Big5.
    private = len(_PRIVATE.findall(decoded.text))
    if not told and private * 50 > _wide(decoded.text):
        if is_clearly_big5(data):
            big5 = _big5(data)
            if big5 is not None:
                return big5
        raise UndecodableText("像是没有声明的 Big5；请用 --encoding big5 说明，或转成 UTF-8 再放入", first.start)
    return decoded


def is_clearly_big5(data: bytes) -> bool:
    """Whether data are Big5 beyond doubt: all of them decode as Big5, and of at least 40 Chinese characters nine in ten
    are of its first plane, whose 5,401 characters make up 99 in 100 of what is printed. Bytes of GB18030's Chinese fall
    into both planes. Asked only of what is full of private-use characters as GB18030: EUC-JP and EUC-KR pass, too.
    """
    try:
        text = data.decode("cp950")
    except UnicodeDecodeError:
        return False
    leads = [character.encode("cp950")[0] for character in _HAN.findall(text)]
    return len(leads) >= _FEWEST_HAN and 10 * sum(lead < _SECOND_PLANE for lead in leads) >= 9 * len(leads)


def _with_stand_ins(data: bytes, codec: str, share: int) -> Decoded | None:
    """The text with stand-ins, if there is at most one damaged run in ``share`` good non-ASCII characters."""
    # Looked at without stand-ins first, as each of those costs a call, and given up when it cannot come right any more.
    decoder = codecs.getincrementaldecoder(codec)("replace")
    written = _REPLACEMENT.encode(codec, "ignore")
    own = data.count(written) if written else 0
    runs, good = -own, own
    for end in range(_BLOCK, len(data) + _BLOCK, _BLOCK):
        shown = decoder.decode(data[end - _BLOCK:end], final=end >= len(data))
        runs += len(_REPLACED.findall(shown))
        good += _wide(shown) - shown.count(_REPLACEMENT)
        if runs * share > good + max(len(data) - end, 0) // 2:
            return None
    return Decoded(line_feeds(data.decode(codec, "longwen.stand-in")), codec, damaged=True)


def _wide(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def line_feeds(text: str) -> str:
    """The text with every end of a line made a line feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(STAND_IN + byte) for byte in error.object[error.start:error.end]), error.end


codecs.register_error("longwen.stand-in", _stand_in)
