"""Which articles are the same report: printed on several pages, taken over by other papers and sites, in either script.

Two steps. ``signature`` makes of a text a few numbers that near-duplicates have in common, so that an archive can be
asked for candidates; ``same_report`` decides on the texts themselves. What the two texts do not share tells a copy from
the next instalment of a serial, however alike they are: an editor cuts a paragraph and a site puts its own lines above
and below, so that in the middle only one of the two has something the other lacks; a serial puts another number, name
or place where the last one stood, so that both have.
"""
from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt
import rensa

from corpus.dateline import read_dateline
from indexer.analysis.fold import fold
from indexer.document import Document

BANDS = 8
_ROWS = 3
# Lines of a newspaper seldom share five characters in a row by chance.
_SHINGLE = 5
METHOD = f"copies 1, rensa {rensa.RMinHash.ALGORITHM_VERSION}"
"""Names what decides a signature: those of another method cannot be compared."""

# Below so many characters texts are the same report only if title and text are equal: a notice of one sentence is
# printed again with one word changed. So, for the sake of memory, above so many. Below so many in all, not even then.
_SHORT = 60
_LONG = 100_000
_NOTHING = 12
# Signatures agree in this part of their numbers, or the texts are not looked at.
_LIKELY = 0.4

_DATELINE = 120
_REPORTER = re.compile(r"\s*[(（][^()（）\n]{0,40}(?:记者|記者|通讯员|通訊員)[^()（）\n]{0,40}[)）]")
_SIGNS = re.compile(r"[\W_]+")
_NUMBERS = re.compile(r"[0-9]+|[〇零一二三四五六七八九十百千万亿两]+")
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class _Limits:
    """How different two texts of one report may be: the shorter one has at least ``length`` characters; so much of
    either stands in the other (``shared``); so much of the shorter may both have that the other lacks, at their
    ``beginning``, in their ``middle`` and at their ``end``."""

    length: int
    shared: float
    beginning: float
    middle: float
    end: float


# Pages of one site may be alike in most of their text, its menus; without the title as a witness little is allowed.
_SAME_TITLE = _Limits(length=_SHORT, shared=2 / 3, beginning=0.1, middle=0.03, end=0.2)
_OTHER_TITLE = _Limits(length=200, shared=0.8, beginning=0.0, middle=0.0, end=0.1)


@dataclass(frozen=True, slots=True)
class Signature:
    """What near-duplicates have in common: ``bands``, of which two such texts almost always share one, and
    ``sketch``, whose bytes agree about as often as the texts do."""

    bands: tuple[int, ...]
    sketch: bytes

    def likely(self, sketch: bytes) -> float:
        """How alike a text of another sketch seems, 0 to 1; 0 where it is not worth looking at."""
        alike = sum(map(int.__eq__, self.sketch, sketch)) / len(self.sketch)
        return alike if alike >= _LIKELY else 0.0


@dataclass(frozen=True)
class Report:
    """An article as it is compared: without the dateline and the reporter it begins with, folded, and letters and
    digits only, so that script, width, line breaks and punctuation do not count."""

    title: str
    text: str

    @classmethod
    def of(cls, document: Document) -> Report:
        """The report a document holds."""
        body = document.article.body.lstrip()
        body = body.removeprefix(read_dateline(body[:_DATELINE]))
        if named := _REPORTER.match(body):
            body = body[named.end() :]
        return cls(*(_SIGNS.sub("", fold(part)) for part in (document.article.title, body)))

    @property
    def only_equal(self) -> bool:
        """Whether it is too short or too long for anything but an equal one to be its copy."""
        return not _SHORT <= len(self.text) <= _LONG

    @property
    def comparable(self) -> bool:
        """Whether there is enough of it to be a copy of anything."""
        return len(self.title) + len(self.text) >= _NOTHING

    @cached_property
    def key(self) -> int:
        """A number of 64 bits, signed, for its group if it is the first of one. Equal texts have equal keys."""
        whole = f"{self.title}\n{self.text}" if self.only_equal else self.text
        return _number_of(f"text {whole}")

    @cached_property
    def shingles(self) -> Array:
        """A hash for each five neighbouring characters of the text."""
        codes = np.frombuffer(self.text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
        count = max(len(codes) - _SHINGLE + 1, 0)
        hashes = np.zeros(count, np.uint64)
        for at in range(_SHINGLE):
            hashes = hashes * _PRIME + codes[at : at + count]
        hashes ^= hashes >> np.uint64(29)
        return hashes * _MIX

    @cached_property
    def sorted_shingles(self) -> Array:
        """The same in order."""
        return np.sort(self.shingles)


def lone_key(id: str) -> int:
    """The key of the group of an article that can be no copy of anything."""
    return _number_of(f"id {id}")


def signature(report: Report) -> Signature:
    """The signature of a report whose copies need not be equal."""
    hashes = report.shingles
    [row] = rensa.RMinHash.digest_matrix_from_flat_token_hashes(
        hashes, np.array([0, len(hashes)], np.uint64), BANDS * _ROWS, 1
    ).to_rows()
    numbers = np.array(row, np.uint64)
    mixed = np.arange(BANDS, dtype=np.uint64)
    for column in numbers.reshape(BANDS, _ROWS).T:
        mixed = (mixed ^ column) * _PRIME
        mixed ^= mixed >> np.uint64(32)
    bands = mixed.astype(np.uint32).view(np.int32)
    return Signature(tuple(bands.tolist()), numbers.astype(np.uint8).tobytes())


def same_report(one: Report, other: Report) -> bool:
    """Whether two articles are the same report."""
    if not one.comparable or not other.comparable:
        return False
    if one.only_equal or other.only_equal:
        return one == other
    if one.text == other.text:
        return True
    limits = _SAME_TITLE if one.title == other.title else _OTHER_TITLE
    shorter, longer = sorted((len(one.text), len(other.text)))
    if shorter < limits.length or shorter < limits.shared * longer:
        return False
    mine, its = _Difference.of(one, other), _Difference.of(other, one)
    return (
        min(mine.shared / len(one.text), its.shared / len(other.text)) >= limits.shared
        and min(mine.first, its.first) <= limits.beginning * shorter
        and min(mine.middle, its.middle) <= limits.middle * shorter
        and min(mine.end, its.end) <= limits.end * shorter
        and not _both_lack(*_numbers_between(mine, its))
        and not _both_lack(_numbers(one.title), _numbers(other.title))
    )


def _number_of(text: str) -> int:
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def _numbers(text: str, *within: int) -> Counter[str]:
    return Counter(_NUMBERS.findall(text, *within))


def _both_lack(some: Counter[str], others: Counter[str]) -> bool:
    """Whether either has what the other lacks."""
    return bool(some - others and others - some)


@dataclass(frozen=True, slots=True)
class _Difference:
    """What a text has that another lacks. From ``first`` to ``last`` it goes from the first to the last character that
    both have, of which there are ``shared``."""

    text: str
    first: int
    last: int
    shared: int

    @classmethod
    def of(cls, one: Report, other: Report) -> _Difference:
        others = other.sorted_shingles
        at = np.minimum(np.searchsorted(others, one.shingles), len(others) - 1)
        found = others[at] == one.shingles
        # A character is shared if any of the runs of five that it stands in is.
        shared = np.zeros(len(one.text), np.bool_)
        for start in range(_SHINGLE):
            shared[start : start + len(found)] |= found
        places = np.flatnonzero(shared)
        if not len(places):
            return cls(one.text, 0, 0, 0)
        return cls(one.text, int(places[0]), int(places[-1]) + 1, len(places))

    @property
    def middle(self) -> int:
        """How many characters the other lacks between the two."""
        return self.last - self.first - self.shared

    @property
    def end(self) -> int:
        """How many it lacks behind them."""
        return len(self.text) - self.last


def _numbers_between(one: _Difference, other: _Difference) -> tuple[Counter[str], Counter[str]]:
    """The numbers of two texts but for what only one of them has at its beginning, and for their ends: where both begin
    in their own way, that may be the day of the event (12月21日，…)."""
    starts = (0, 0) if one.first and other.first else (one.first, other.first)
    return _numbers(one.text, starts[0], one.last), _numbers(other.text, starts[1], other.last)
