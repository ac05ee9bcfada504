"""Repairs to damaged text: each one recorded, none silent, each reversible.

*Inserted readings*: a web converter wrote the pinyin behind each character that differs between the scripts,
``團(tuán)``. It replaced bytes of GBK, not characters, so that it also struck where the second byte of one character
and the first of the next happen to make such a character. ``接東`` is BD D3 96 7C, and D3 96 is 訓: out came
BD D3 96 ``(xùn)`` 7C. 96 and the bracket behind it make no character, so the next program put one question mark for
both: ``接?xùn)|``.

*A split character* of this kind is restored where the file itself shows which character has that reading and begins
with the byte D3, because its other byte is the lost one, and the byte behind the bracket is ASCII, so that it is the
whole of what is left. Where the file has no such character, those of GBK with that reading are tried
(``gbk_readings``): of 訊, 訓 and 訙 only 訓 leaves a frequent character, and the text uses it elsewhere.

Where the lost byte also begins a character with a reading of its own, both readings stand there: ``日報`` is
C8 D5 88 F3, D5 88 is 請 and 88 F3 報, and out came ``日?qǐng)?bào)``. It is restored where exactly one character of the
file has the second reading and its first byte makes a character with the byte before the gap (one that has the first
reading, if the file shows such). Where Chinese follows instead (``當?shù)厮?`` was 當地所), more bytes were joined
wrongly and some dropped: that damage is recorded and left.

*Doubled marks*: copying sites put a comma before every other mark (``脫貧攻堅,。天津,、青島``), which no writer does.

*Undecodable bytes* arrive as stand-ins (``corpus.encoding``) and become U+FFFD. *Line breaks* inside a paragraph arrive
marked (``corpus.line_breaks``) and are taken out. *Page furniture* (``corpus.furniture``)
is taken out.
"""
from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from corpus.article import Repair
from corpus.encoding import STAND_IN
from corpus.gbk_readings import is_frequent, second_bytes
from corpus.line_breaks import INSIDE

INSERTED = "inserted reading"
SPLIT = "split character"
LEFT = "damage left"
UNDECODABLE = "undecodable byte"
FURNITURE = "page furniture"
LINE_BREAK = "line break"
DOUBLED = "doubled mark"

# Mandarin syllables by initial; the finals that follow it.
_FINALS: dict[str, str] = {
    "": "a ai an ang ao e ê ei en eng er o ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan un uo ü üe",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo ü üe",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
_SYLLABLES = frozenset(initial + final for initial, finals in _FINALS.items() for final in finals.split())
_TONES = "\u0304\u0301\u030c\u0300"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿêɡ"
_INSERTION = re.compile(rf"(?<=[{_HAN}])\(([{_LETTERS}]{{1,6}})\)")
_LONGEST_INSERTION = 8
_BEHIND_LATIN = re.compile(rf"([^\x00-\x7f])([@-~])\(([{_LETTERS}]{{1,6}})\)")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]*")
_LOST = re.compile(rf"[?\ufffd]\(?([{_LETTERS}]{{1,6}})\)([@-~]?)")
_LOST_TWICE = re.compile(rf"[?\ufffd]\(?([{_LETTERS}]{{1,6}})\)[?\ufffd]\(?([{_LETTERS}]{{1,6}})\)")
_DOUBLED = re.compile("(?<![\\d,，])[,，](?=[、。；：？！]|[,，](?![\\d,，]))")
_FEWEST_DOUBLED = 4
_IS_HAN = re.compile(f"[{_HAN}]")
_FEWEST, _FEWEST_REPEATED = 3, 2
_MANY, _MANY_REPEATED = 6, 4
_UNREADABLE = re.compile(f"[{chr(STAND_IN)}-{chr(STAND_IN + 0xFF)}\ud800-\udfff]")


# The characters that a converter gave readings in a file, each with its reading.
Readings = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Mended:
    """Text after repairs, the text before them (equal to ``text`` where there were none), and what was done.
    Positions count in ``raw``; putting each ``before`` back in place of its ``after`` gives ``raw`` again
    (an undecodable byte is U+FFFD in both: its value is in the repair)."""

    text: str
    raw: str
    repairs: tuple[Repair, ...]


def inserted_readings(*texts: str) -> Readings:
    """The readings that a converter put into the texts of one file; none where they may be a writer's own glosses.

    A converter is systematic: it comes back to the same characters, and leaves hardly any of them without. A writer
    explains a rare character once. So it takes three readings with a tone mark right behind their characters, two of
    them repeating an earlier one, and at most one bare occurrence of those characters in ten; or, whatever is bare, the
    readings of six characters and four that repeat an earlier one, which nobody writes.
    """
    if sum(text.count("(") for text in texts) < _FEWEST:  # what undamaged text costs: one scan for a byte
        return frozenset()
    found = Counter(
        (text[at.start() - 1], at[1]) for text in texts for at in _INSERTION.finditer(text) if _is_reading(at[1])
    )
    read = found.total()
    if read < _FEWEST or read - len(found) < _FEWEST_REPEATED:
        return frozenset()
    if len(found) >= _MANY and read - len(found) >= _MANY_REPEATED:
        return frozenset(found)
    characters = {character for character, _ in found}
    bare = sum(text.count(character) for text in texts for character in characters) - read
    return frozenset(found) if bare * 10 <= read else frozenset()


def mend(text: str, *, inserted: Readings, unreadable: bool, furniture: Sequence[tuple[int, int]] = ()) -> Mended:
    """The text repaired: the readings of a damaged file taken out (``inserted``: what ``inserted_readings`` found in
    all of it) and its split characters put together; stand-ins and lone surrogates turned into U+FFFD if
    ``unreadable``; what stands between the places of ``furniture`` taken out."""
    is_broken = INSIDE in text
    doubled = list(_doubled(text))
    if not (inserted or unreadable or furniture or is_broken or doubled):
        return Mended(text, text, ())
    repairs: list[Repair] = doubled
    raw = text
    if unreadable:
        repairs += [Repair(UNDECODABLE, at.start(), _byte_name(at[0]), "\ufffd") for at in _UNREADABLE.finditer(text)]
        raw = readable(text)
    if is_broken:
        raw = raw.replace(INSIDE, "\n")
        breaks = (found.start() for found in re.finditer(INSIDE, text))
        repairs += [Repair(LINE_BREAK, at, "\n", _between(text, at)) for at in breaks]
    if inserted:
        repairs += [Repair(INSERTED, at.start(), at[0], "") for at in _INSERTION.finditer(raw) if _is_reading(at[1])]
        repairs += _behind_latin(raw, inserted)
        repairs += _rejoined(raw, inserted)
    if furniture:
        ends = [end for _, end in furniture]
        starts = [*(start for start, _ in furniture), len(raw) + 1]
        repairs = [repair for repair in repairs if repair.position < starts[bisect_right(ends, repair.position)]]
        repairs += [Repair(FURNITURE, start, raw[start:end], "") for start, end in furniture]
    repairs.sort(key=lambda repair: repair.position)
    pieces, last = [], 0
    for repair in repairs:
        if repair.rule in (INSERTED, SPLIT, DOUBLED, LINE_BREAK, FURNITURE):
            pieces += [raw[last:repair.position], repair.after]
            last = repair.position + len(repair.before)
    return Mended("".join(pieces) + raw[last:], raw, tuple(repairs))


def _between(text: str, place: int) -> str:
    """What a line break stood for: a blank between two words in Latin letters, else nothing."""
    before, after = text[place - 1:place], text[place + 1:place + 2]
    return " " if before.isascii() and before.isalpha() and after.isascii() and after.isalpha() else ""


def _behind_latin(text: str, inserted: Readings) -> Iterator[Repair]:
    """Readings behind an ASCII character that makes a character with the byte before it (康A is BF B5 41, and B5 41 is
    礎): taken out if the file shows that character with that reading elsewhere, otherwise recorded and left."""
    for at in _BEHIND_LATIN.finditer(text):
        pair = at[1].encode("gbk", "ignore")[1:] + at[2].encode()
        made = pair.decode("gbk", "ignore") if len(pair) == 2 else ""
        if len(made) == 1 and _is_reading(at[3]):
            yield Repair(INSERTED if (made, at[3]) in inserted else LEFT, at.start(3) - 1, f"({at[3]})",
                         "" if (made, at[3]) in inserted else f"({at[3]})")


def _rejoined(text: str, inserted: Readings) -> Iterator[Repair]:
    """For each gap in the text the repair of the split character, or the record that the damage was left.

    The reading belongs to a character made of the second byte of the character before the gap and of the lost byte; the
    lost byte and the one behind the bracket make the character that stood here. That character is one of the file's own
    with this reading, or where it has none what ``_by_readings`` tells. Nothing is taken but what exactly one
    character of the file's own readings explains; nothing in Chinese that follows a gap left open, because its bytes
    may be joined wrongly as far as the next ASCII character; and no character that the text does not use elsewhere,
    because bytes that made no character may have been dropped behind the bracket.
    """
    used = set(_INSERTION.sub("", text))
    readings: dict[str, set[str]] = {}
    for character, reading in inserted:
        readings.setdefault(reading, set()).add(character)
    codes: dict[tuple[str, bytes], set[bytes]] = {}  # by reading and first byte the second ones
    for character, reading in inserted:
        code = character.encode("gbk", "ignore")
        if len(code) == 2:
            codes.setdefault((reading, code[:1]), set()).add(code[1:])
    opened = done = 0  # where the text behind a gap left open begins; 0 for none; how far gaps are done
    for gap in _LOST.finditer(text):
        if not _is_reading(gap[1]) or gap.start() < done:
            continue
        twice = _LOST_TWICE.match(text, gap.start())
        # As far back as one reading reaches.
        before = _INSERTION.sub("", text[max(0, gap.start() - _LONGEST_INSERTION - 1):gap.start()])
        if twice and (whole := _split_twice(before[-1:], twice, readings)):
            opened, done = 0, twice.end()
            yield Repair(SPLIT, gap.start(), twice[0], whole)
            continue
        if opened:  # else only the character before this one counts
            before = _INSERTION.sub("", text[opened:gap.start()])
        whole = ""
        if not opened or not _NOT_ASCII.fullmatch(before):
            first = before[-1:].encode("gbk", "ignore")[1:]
            own = codes.get((gap[1], first))
            whole = _split_character(own, gap[2]) if own else _by_readings(gap, first)
        if whole in used:
            opened = 0
            yield Repair(SPLIT, gap.start(), gap[0], whole)
        else:
            opened = gap.end(1) + 1
            left = text[gap.start():opened]
            yield Repair(LEFT, gap.start(), left, left)


def _split_twice(above: str, gap: re.Match[str], readings: Mapping[str, Set[str]]) -> str:
    """The character whose two bytes each lost a bracket to a reading, or '' if the file does not tell which: the only
    one of the file's with the second reading, if its first byte makes a character with the byte before the gap, and one
    of the first reading where the file has any."""
    before = above.encode("gbk", "ignore")
    if len(before) != 2 or not _is_reading(gap[2]):
        return ""
    first = readings.get(gap[1], frozenset())
    whole = readings.get(gap[2], frozenset())
    for one in whole if len(whole) == 1 else ():
        joined = (before[1:] + one.encode("gbk", "ignore")[:1]).decode("gbk", "ignore")
        if _IS_HAN.fullmatch(joined) and (not first or joined in first):
            return one
    return ""


def has_doubled_marks(text: str) -> bool:
    """Whether a comma stands before another mark anywhere; what undamaged text costs."""
    return any(pair in text for pair in (",、", ",。", "，、", "，。"))


def _doubled(text: str) -> Iterator[Repair]:
    """The commas that a copying site put before other marks; none where it did not do so throughout."""
    if not has_doubled_marks(text):
        return
    found = list(_DOUBLED.finditer(text))
    if len(found) >= _FEWEST_DOUBLED:
        yield from (Repair(DOUBLED, at.start(), at[0], "") for at in found)


def _split_character(lost: Set[bytes], behind: str) -> str:
    """The character that a reading between its two bytes split, or '' if the bytes do not tell: what may have been its
    first byte, and what stands behind the bracket."""
    if len(lost) != 1 or not behind:
        return ""
    whole = (next(iter(lost)) + behind.encode()).decode("gbk", "ignore")
    return whole if len(whole) == 1 and _IS_HAN.match(whole) else ""


def _by_readings(gap: re.Match[str], first: bytes) -> str:
    """The character that stood in a gap whose reading no character of the file has: the only frequent one that any of
    GBK's characters with that reading leaves; '' where there is none or several (個人?sù)M用: 費, 進)."""
    wholes = ((one + gap[2].encode()).decode("gbk", "ignore") for one in second_bytes(gap[1], first)) if gap[2] else ()
    frequent = [whole for whole in wholes if len(whole) == 1 and _IS_HAN.match(whole) and is_frequent(whole)]
    return frequent[0] if len(frequent) == 1 else ""


def readable(text: str) -> str:
    """The text with every stand-in and lone surrogate shown as U+FFFD."""
    return _UNREADABLE.sub("\ufffd", text)


def without_readings(text: str) -> str:
    """The text without readings, for recognising a label such as ``點(diǎn)擊``; never for text that is kept."""
    return _INSERTION.sub(lambda found: "" if _is_reading(found[1]) else found[0], text) if "(" in text else text


@lru_cache(maxsize=4096)
def _is_reading(letters: str) -> bool:
    """Whether the letters are one Mandarin syllable with exactly one tone mark."""
    parts = unicodedata.normalize("NFD", letters.replace("ɡ", "g"))
    plain = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
    return sum(part in _TONES for part in parts) == 1 and plain in _SYLLABLES


def _byte_name(character: str) -> str:
    code = ord(character)
    return f"\\x{code - STAND_IN:02x}" if code >= STAND_IN else f"\\u{code:04x}"
