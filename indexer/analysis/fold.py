"""Folding: the one form in which simplified and traditional, full-width and half-width, upper and lower case agree.

    len(fold(text)) == len(text)            one character in, one character out
    fold(fold(text)) == fold(text)          folding is done when it is done
    fold(text)[i:j] == fold(text[i:j])      a character folds the same wherever it stands

The first law makes every offset into folded text an offset into the original, so passages are marked on the
original; the third makes "stands in the article" a question about characters and not about context.

The table is compiled once from, in this order: width and compatibility forms (Unicode NFKC where it maps one
character to one), OpenCC's character table from traditional to simplified (first choice), the project's own pairs in
``data/variant_characters.tsv`` that OpenCC leaves apart because they depend on context (著/着), and lower case.
"""
from __future__ import annotations

import csv
import unicodedata
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
import numpy.typing as npt
import opencc

# Shorter texts fold faster one character after the other.
_FEW = 40

# Blocks whose characters are other ways to write a character: fullwidth and halfwidth forms, CJK compatibility
# ideographs, and the radicals that PDF converters emit in place of ideographs. NFKC is not applied elsewhere:
# it would make ² equal to 2 and ① equal to 1, which is not what stands in the paper.
_COMPATIBILITY_BLOCKS = (
    (0x00A0, 0x00A0),
    (0x2000, 0x200A),
    (0x202F, 0x202F),
    (0x2E80, 0x2FDF),
    (0x3000, 0x3000),
    (0xF900, 0xFAFF),
    (0xFF00, 0xFFEF),
    (0x2F800, 0x2FA1F),
)


def fold(text: str) -> str:
    """The folded text: as long as the given one, character for character."""
    if len(text) < _FEW:
        return text.translate(_table())
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return _folded_codes()[codes].tobytes().decode("utf-32-le", "surrogatepass")


def simplified(text: str) -> str:
    """The text in simplified characters, for showing: unlike folding it keeps case, width and characters that only
    sometimes are variants (著 in a name). As long as the given one, character for character."""
    return text.translate(_opencc_characters())


@cache
def _folded_codes() -> npt.NDArray[np.uint32]:
    """The same table as an array, which is twenty times as fast for long texts."""
    codes = np.arange(0x110000, dtype=np.uint32)
    for code, folded in _table().items():
        codes[code] = folded
    return codes


@cache
def _table() -> dict[int, int]:
    simple = _opencc_characters()
    variants = _variant_characters()
    candidates: set[int] = set(simple) | set(variants)
    for first, last in _COMPATIBILITY_BLOCKS:
        candidates.update(range(first, last + 1))
    candidates.update(code for code in range(0x110000) if _lower(code) != code)

    table: dict[int, int] = {}
    for code in candidates:
        folded = code
        # Each step may enable another (a compatibility form of a traditional character); the loop ends because
        # every table leads to forms that no table leads away from, and the bound catches a cycle in the data.
        for _ in range(8):
            step = _lower(_width(folded))
            step = simple.get(step, step)
            step = variants.get(step, step)
            if step == folded:
                break
            folded = step
        else:
            raise ValueError(f"folding {chr(code)!r} (U+{code:04X}) never ends: a cycle in the character tables")
        if folded != code:
            table[code] = folded
    return table


def _lower(code: int) -> int:
    lower = chr(code).lower()
    return ord(lower) if len(lower) == 1 else code


def _width(code: int) -> int:
    if not any(first <= code <= last for first, last in _COMPATIBILITY_BLOCKS):
        return code
    plain = unicodedata.normalize("NFKC", chr(code))
    return ord(plain) if len(plain) == 1 else code


@cache
def _opencc_characters() -> dict[int, int]:
    path = Path(opencc.__file__).parent / "dictionary" / "TSCharacters.txt"
    pairs: dict[int, int] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        traditional, _, choices = line.partition("\t")
        first = choices.split(" ")[0]
        if len(traditional) == 1 and len(first) == 1:
            pairs[ord(traditional)] = ord(first)
    return pairs


def _variant_characters() -> dict[int, int]:
    source = resources.files("indexer.analysis").joinpath("data/variant_characters.tsv")
    with source.open(encoding="utf-8") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        return {ord(row["variant"]): ord(row["folded"]) for row in rows}
