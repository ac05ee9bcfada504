"""Which characters of GBK have a reading? For splitting damage that the file itself does not explain.

The readings are pypinyin's, which takes them from Unihan and from dictionaries of Mandarin.
"""
from __future__ import annotations

from collections.abc import Mapping
from functools import cache

_FIRST, _LAST = range(0x81, 0xFF), range(0x40, 0xFF)


def second_bytes(reading: str, first: bytes) -> frozenset[bytes]:
    """The second bytes of the characters of GBK that begin with a byte and can be read so (with its tone mark): 訊, 訓
    and 訙 for xùn and D3; none for what is no reading of any."""
    return _by_reading().get((reading.replace("ɡ", "g"), first), frozenset())


@cache
def _by_reading() -> Mapping[tuple[str, bytes], frozenset[bytes]]:
    from pypinyin.pinyin_dict import pinyin_dict  # a tenth of a second and 20 MB, which few files are worth

    found: dict[tuple[str, bytes], set[bytes]] = {}
    for first in _FIRST:
        for second in _LAST:
            character = bytes((first, second)).decode("gbk", "ignore")
            if len(character) == 1:
                for reading in pinyin_dict.get(ord(character), "").split(","):
                    found.setdefault((reading, bytes((first,))), set()).add(bytes((second,)))
    return {key: frozenset(seconds) for key, seconds in found.items()}
