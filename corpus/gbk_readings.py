"""Which characters of GBK have a reading? For splitting damage that the file itself does not explain.

The readings are pypinyin's, which takes them from Unihan and from dictionaries of Mandarin.
"""
from __future__ import annotations

from collections.abc import Mapping
from functools import cache

_FIRST, _SECOND = range(0x81, 0xFF), range(0x40, 0xFF)
_FREQUENT = range(0xA4, 0xC7)


def second_bytes(reading: str, first: bytes) -> frozenset[bytes]:
    """The second bytes of the characters of GBK that begin with a byte and can be read so (with its tone mark): 訊, 訓
    and 訙 for xùn and D3; none for what is no reading of any."""
    return _by_reading().get((reading.replace("ɡ", "g"), first), frozenset())


def is_frequent(character: str) -> bool:
    """Whether a character is one of the 5,401 frequent ones of Big5, which stand in its first part (A4 to C6)."""
    code = character.encode("big5", "ignore")
    return len(code) == 2 and _FREQUENT.start <= code[0] < _FREQUENT.stop


@cache
def _by_reading() -> Mapping[tuple[str, bytes], frozenset[bytes]]:
    from pypinyin.pinyin_dict import pinyin_dict  # a tenth of a second and 20 MB, which few files are worth

    found: dict[tuple[str, bytes], set[bytes]] = {}
    for first in _FIRST:
        for second in _SECOND:
            character = bytes((first, second)).decode("gbk", "ignore")
            if len(character) == 1:
                for reading in filter(None, pinyin_dict.get(ord(character), "").split(",")):
                    found.setdefault((reading, bytes((first,))), set()).add(bytes((second,)))
    return {key: frozenset(seconds) for key, seconds in found.items()}
