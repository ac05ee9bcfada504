"""The queries: drawn from the articles themselves, by class, with a fixed seed, for every peer in its own terms."""
from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bench.prepared import FACETS, Prepared
from indexer.analysis.fold import fold
from indexer.analysis.segment import tokens
from indexer.schema import FacetName

SEED = 7
SAMPLE = 3000
"""The first so many articles say which words are common and give the strings."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One query. ``how`` all: articles with every one of ``words``; any: with at least one; string: with ``text``
    standing in them as it is. ``filters`` must all hold. Words and text are folded. Total and first ten are always
    wanted, the three facets unless ``facets`` is False."""

    kind: str
    how: Literal["all", "any", "string"]
    words: tuple[str, ...] = ()
    text: str = ""
    filters: Mapping[FacetName, str] = field(default_factory=dict)
    sort: Literal["relevance", "newest"] = "relevance"
    facets: bool = True


def asks(sample: Sequence[Prepared], number: int) -> list[Ask]:
    """``number`` queries (rounded down to whole rounds through the classes), shuffled, the same for the same sample.

    Words are common (in the first 60 by articles), middling (300 to 3,000) or rare (in one article of the sample).
    Raises ValueError for a sample too small to tell them apart.
    """
    draw = _Draw(sample)
    made: list[Ask] = []
    while len(made) + len(_CLASSES) <= max(number, len(_CLASSES)):
        made += [make(draw, kind) for kind, make in _CLASSES.items()]
    draw.chance.shuffle(made)
    return made


class _Draw:
    def __init__(self, sample: Sequence[Prepared]) -> None:
        self.chance = random.Random(SEED)
        self.sample = sample
        occurs: Counter[str] = Counter()
        for one in sample:
            occurs.update({word for word in one.words if len(word) > 1})
        # Among equals by code point: a set's order differs from process to process.
        ranked = sorted(occurs, key=lambda word: (-occurs[word], word))
        if len(ranked) < 600:
            raise ValueError(f"queries are drawn from at least 600 different words; these articles have {len(ranked)}")
        self.ranks = {
            "common": ranked[:60],
            "middling": ranked[300 : min(3000, len(ranked) // 2)],
            "rare": [word for word in ranked if occurs[word] == 1],
        }

    def words(self, *ranks: str) -> tuple[str, ...]:
        """A word of each rank, all different."""
        while True:
            chosen = tuple(self.chance.choice(self.ranks[rank]) for rank in ranks)
            if len(set(chosen)) == len(chosen):
                return chosen

    def string(self) -> str:
        """Two to eight characters from anywhere in an article."""
        while True:
            text, length = self.chance.choice(self.sample).text, self.chance.randrange(2, 9)
            if len(text) > length:
                start = self.chance.randrange(len(text) - length)
                return text[start : start + length]

    def aligned(self) -> str:
        """Two to eight characters from the beginning of a word to the end of one."""
        while True:
            text = self.chance.choice(self.sample).text
            start = self.chance.randrange(len(text))
            found = list(tokens(text[start : start + 40]))[1:]
            length = self.chance.randrange(2, 9)
            if not found:
                continue
            first = found[0].start
            ends = [token.end for token in found if 2 <= token.end - first <= length]
            if ends:
                return text[start + first : start + max(ends)]

    def value(self, facet: FacetName) -> str:
        """A value some article has: of dates a year, of regions a province or prefecture more often than a county."""
        while True:
            values = self.chance.choice(self.sample).facets[facet]
            if values:
                value = self.chance.choice(values)
                return value[:4] if facet == "date" else value


def _all(*ranks: str) -> Callable[[_Draw, str], Ask]:
    return lambda draw, kind: Ask(kind, "all", draw.words(*ranks))


def _any(*ranks: str) -> Callable[[_Draw, str], Ask]:
    return lambda draw, kind: Ask(kind, "any", draw.words(*ranks))


def _filtered(*facets: FacetName) -> Callable[[_Draw, str], Ask]:
    return lambda draw, kind: Ask(
        kind, "all", draw.words("common"), filters={facet: draw.value(facet) for facet in facets}
    )


_CLASSES: Mapping[str, Callable[[_Draw, str], Ask]] = {
    "common word": _all("common"),
    "middling word": _all("middling"),
    "rare word": _all("rare"),
    "two words, AND": _all("common", "middling"),
    "three words, AND": _all("common", "common", "middling"),
    "two words, OR": _any("common", "middling"),
    "three words, OR": _any("middling", "middling", "middling"),
    "exact, aligned": lambda draw, kind: Ask(kind, "string", text=draw.aligned()),
    "exact, anywhere": lambda draw, kind: Ask(kind, "string", text=draw.string()),
    "exact and year": lambda draw, kind: Ask(
        kind, "string", text=draw.aligned(), filters={"date": draw.value("date")}
    ),
    "word and region": _filtered("region"),
    "word and leader": _filtered("leader"),
    "word and year": _filtered("date"),
    "word and all three": _filtered(*FACETS),
    "common word, newest": lambda draw, kind: Ask(kind, "all", draw.words("common"), sort="newest"),
}


def one_character(sample: Sequence[Prepared], number: int) -> list[Ask]:
    """Queries for one character, which most peers cannot answer."""
    chance = random.Random(SEED)
    characters = sorted({character for one in sample for character in fold(one.text) if character.isalpha()})
    return [Ask("exact, one character", "string", text=chance.choice(characters)) for _ in range(number)]
