"""One term's postings in one segment, one after the other: how Whoosh's own searcher reads our arrays."""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.formats import Format
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.query.spans import Span
from whoosh.scoring import BaseScorer

from indexer.engines.embedded.postings import Postings
from indexer.engines.embedded.segment_file import Array


class SegmentMatcher(LeafMatcher):  # type: ignore[misc]
    """The postings of one term, deleted documents left out, one after the other for Whoosh's own machinery."""

    def __init__(
        self,
        postings: Postings,
        number: int,
        live: Array,
        format_: Format,
        scorer: BaseScorer | None,
        term: tuple[str, bytes],
    ) -> None:
        docs, freqs = postings.docs(number), postings.freqs(number)
        kept = live[docs]
        self._docs: list[int] = docs[kept].tolist()
        self._freqs: list[int] = freqs[kept].tolist()
        self._positions = postings.positions(number) if postings.has_positions else None
        self._starts: list[int] = (np.cumsum(freqs) - freqs)[kept].tolist()
        self._at = 0
        self._term = term
        self.format = format_
        self.scorer = scorer

    def term(self) -> tuple[str, bytes]:
        return self._term

    def is_active(self) -> bool:
        return self._at < len(self._docs)

    def copy(self) -> SegmentMatcher:
        other = object.__new__(SegmentMatcher)
        other.__dict__.update(self.__dict__)
        return other

    def id(self) -> int:
        # Whoosh asks a matcher that is exhausted, too.
        return self._docs[self._at] if self.is_active() else 1 << 31

    def all_ids(self) -> Iterator[int]:
        return iter(self._docs[self._at :])

    def next(self) -> bool:
        if not self.is_active():
            raise ReadTooFar
        self._at += 1
        return True

    def skip_to(self, id: int) -> bool:
        if not self.is_active():
            raise ReadTooFar
        self._at = bisect_left(self._docs, id, self._at)
        return True

    def weight(self) -> float:
        return float(self._freqs[self._at])

    def value(self) -> bytes:
        if self._positions is not None:
            return bytes(self.format.encode(self._here()))
        return int(self._freqs[self._at]).to_bytes(4, "big")

    def supports(self, astype: str) -> bool:
        return astype in ("frequency", "weight") or (astype == "positions" and self._positions is not None)

    def value_as(self, astype: str) -> Any:
        if astype == "positions":
            return self._here()
        return self._freqs[self._at]

    def spans(self) -> list[Any]:
        return [Span(position) for position in self._here()]

    def _here(self) -> list[int]:
        assert self._positions is not None
        start = self._starts[self._at]
        found: list[int] = self._positions[start : start + self._freqs[self._at]].tolist()
        return found

    def supports_block_quality(self) -> bool:
        return False

    def score(self) -> float:
        return float(self.scorer.score(self)) if self.scorer is not None else self.weight()
