"""Repairs to damaged text: each one recorded, none silent, each reversible.

Three damages are known. *Inserted readings*: a web converter wrote each character's pinyin behind it, ``團(tuán)``.
*Lost lead bytes* beside them, ``對接?xùn)|西``, cannot be restored surely and are only recorded. *Undecodable bytes*
arrive as stand-ins (``corpus.encoding``) and become U+FFFD.
"""
from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from corpus.article import Repair
from corpus.encoding import STAND_IN

INSERTED = "inserted reading"
LEFT = "damage left"
UNDECODABLE = "undecodable byte"

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
_LOST = re.compile(rf"\?([{_LETTERS}]{{1,6}})\)\|?")
_UNREADABLE = re.compile(f"[{chr(STAND_IN)}-{chr(STAND_IN + 0xFF)}\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Mended:
    """Text after repairs, the text before them (equal to ``text`` where there were none), and what was done.
    Positions count in ``raw``; putting each ``before`` back in place of its ``after`` gives ``raw`` again
    (an undecodable byte is U+FFFD in both: its value is in the repair)."""

    text: str
    raw: str
    repairs: tuple[Repair, ...]


def has_inserted_readings(*texts: str) -> bool:
    """Whether the texts together hold at least three readings with a tone mark, each right behind a character.

    Fewer may be an editor's gloss on a rare character and are left alone.
    """
    if sum(text.count("(") for text in texts) < 3:  # what undamaged text costs: one scan for a byte
        return False
    count = 0
    for text in texts:
        for found in _INSERTION.finditer(text):
            count += _is_reading(found[1])
            if count == 3:
                return True
    return False


def mend(text: str, *, inserted: bool, unreadable: bool) -> Mended:
    """The text repaired: inserted readings taken out if ``inserted``, and stand-ins and lone surrogates turned into
    U+FFFD if ``unreadable`` (two flags that the caller knows cheaply for the whole record)."""
    if not inserted and not unreadable:
        return Mended(text, text, ())
    repairs: list[Repair] = []
    raw = text
    if unreadable:
        repairs = [Repair(UNDECODABLE, at.start(), _byte_name(at[0]), "\ufffd") for at in _UNREADABLE.finditer(text)]
        raw = readable(text)
    if inserted:
        repairs += [Repair(INSERTED, at.start(), at[0], "") for at in _INSERTION.finditer(raw) if _is_reading(at[1])]
        repairs += [Repair(LEFT, at.start(), at[0], at[0]) for at in _LOST.finditer(raw) if _is_reading(at[1])]
    repairs.sort(key=lambda repair: repair.position)
    pieces, last = [], 0
    for repair in repairs:
        if repair.rule == INSERTED:
            pieces.append(raw[last:repair.position])
            last = repair.position + len(repair.before)
    return Mended("".join(pieces) + raw[last:], raw, tuple(repairs))


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
