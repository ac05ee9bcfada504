"""Made-up articles, as many as wanted: words drawn by jieba's own frequencies, everything else by the constants below.

The first n articles are the same whatever number is asked for, in every run and on every machine with the same numpy.
They are no prose, but they have what costs time: a vocabulary with a long tail, the lengths, dates, places and names.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

import jieba
import numpy as np
import numpy.typing as npt

from corpus.article import Article, DateReading, Origin, PartialDate
from indexer.document import Document, LeaderMention, RegionMention
from indexer.entities.gazetteer import regions

Numbers = npt.NDArray[np.int64]

SEED = 20_260_121
BLOCK = 2_000
"""Articles drawn at once; a block has random numbers of its own, so that it is the same wherever reading stops."""

# Log-normal fits to the 70,898 real articles in ../shared/data/news, in characters: their bodies have mean 581, median
# 455, 95 % below 1,235 and the longest 18,164; their titles mean 22, median 19.
BODY_MEAN, BODY_SIGMA, BODY_MOST = 6.052, 0.786, 18_164
TITLE_MEAN, TITLE_SIGMA, TITLE_MOST = 2.929, 0.581, 60

# How much of the running text is punctuation, in parts of all words. Real news has a mark about every eight words.
MARKS = {"，": 0.070, "。": 0.030, "、": 0.012, "\n": 0.007, "：": 0.004, "“": 0.003, "”": 0.003}

FIRST_DAY, DAYS = date(2000, 1, 1), 9_131  # up to the end of 2024
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "建国志明晓东海燕文斌雪梅永强春兰玉华少峰"
LEADERS = 400
SOURCES = ("本报", "新华社", "人民日报", "省电视台", "晚报", "经济日报", "农民日报", "晨报", "商报", "青年报")


@dataclass(frozen=True, slots=True)
class _Choice:
    """Things with chances. ``upto[i]`` is the chance of one of the first i + 1."""

    things: Sequence[str]
    upto: npt.NDArray[np.float64]

    @classmethod
    def of(cls, weights: dict[str, float]) -> _Choice:
        sums = np.fromiter(accumulate(weights.values()), np.float64)
        return cls(tuple(weights), sums / sums[-1])

    @classmethod
    def zipf(cls, things: Sequence[str]) -> _Choice:
        """The thing at rank r has a chance proportional to 1 / r."""
        return cls.of({thing: 1 / rank for rank, thing in enumerate(things, start=1)})

    def draw(self, chance: np.random.Generator, number: int) -> list[str]:
        """So many of them, each by its chance."""
        at = np.searchsorted(self.upto, chance.random(number), side="right")
        return [self.things[one] for one in np.minimum(at, len(self.things) - 1).tolist()]


@cache
def _vocabulary() -> _Choice:
    with jieba.get_dict_file() as lines:
        rows = [line.decode("utf-8").split(" ")[:2] for line in lines]
    weights = {word: float(frequency) for word, frequency in rows}
    everything = sum(weights.values())
    share = 1 - sum(MARKS.values())
    return _Choice.of(weights | {mark: part * everything / share for mark, part in MARKS.items()})


@cache
def _places() -> _Choice:
    codes = list(regions())
    np.random.default_rng(SEED).shuffle(codes)
    # Provinces are named more often than counties.
    return _Choice.zipf(sorted(codes, key=len))


@cache
def _people() -> _Choice:
    pairs = [first + second for first in GIVEN for second in GIVEN if first != second]
    chance = np.random.default_rng(SEED)
    names = [SURNAMES[chance.integers(len(SURNAMES))] + pairs[chance.integers(len(pairs))] for _ in range(2 * LEADERS)]
    return _Choice.zipf(list(dict.fromkeys(names))[:LEADERS])


def articles(number: int, seed: int = SEED) -> Iterator[Document]:
    """``number`` documents, one after the other; no more than a block of them is in memory at once."""
    for block in range(-(-number // BLOCK)):
        yield from _block(seed, block, min(BLOCK, number - block * BLOCK))


def _block(seed: int, block: int, wanted: int) -> Iterator[Document]:
    chance = np.random.default_rng([seed, block])
    titles = _texts(chance, _lengths(chance, TITLE_MEAN, TITLE_SIGMA, TITLE_MOST), spaced=False)
    days = chance.integers(DAYS, size=BLOCK).tolist()
    sources = _Choice.zipf(SOURCES).draw(chance, BLOCK)
    # Few articles name many: chances 1/2, 1/4, … for each further place, and a third of all name nobody.
    places = _groups(_places(), chance, np.minimum(chance.geometric(0.5, BLOCK), 4))
    people = _groups(_people(), chance, np.minimum(chance.geometric(0.4, BLOCK) - 1, 6))
    bodies = _texts(chance, _lengths(chance, BODY_MEAN, BODY_SIGMA, BODY_MOST), spaced=True)
    table = regions()
    for at, (title, body) in enumerate(zip(titles, bodies)):
        if at == wanted:
            return
        day = FIRST_DAY + timedelta(days=days[at])
        number = block * BLOCK + at
        yield Document(
            id=f"made-{number:07d}",
            article=Article(
                title=title,
                body=body,
                origin=Origin("made", "jsonl", "utf-8", line=number + 1),
                fingerprint=f"{number:064x}",
                source_id=f"made-{number:07d}",
                date=DateReading(PartialDate(day.year, day.month, day.day), "metadata", day.isoformat()),
                source=sources[at],
            ),
            regions=tuple(
                RegionMention(code, table[code].name, primary=not rank, surface=table[code].name)
                for rank, code in enumerate(places[at])
            ),
            leaders=tuple(LeaderMention(name, (), (), name) for name in people[at]),
        )


def _lengths(chance: np.random.Generator, mean: float, sigma: float, most: int) -> Numbers:
    return np.clip(chance.lognormal(mean, sigma, BLOCK).astype(np.int64), 1, most)


def _texts(chance: np.random.Generator, lengths: Numbers, spaced: bool) -> Iterator[str]:
    """Texts of these lengths, each begun where the one before ended in one long stream of words. Without ``spaced``
    punctuation is taken out, as in titles."""
    needed = int(lengths.sum())
    stream = ""
    while len(stream) < needed:
        # jieba's words have 1.8 characters on average, each as often as it occurs.
        drawn = _vocabulary().draw(chance, (needed - len(stream)) // 2 + 1000)
        stream += "".join(drawn if spaced else [word for word in drawn if word not in MARKS])
    ends = np.cumsum(lengths).tolist()
    return (stream[start:end] for start, end in zip([0, *ends[:-1]], ends))


def _groups(choice: _Choice, chance: np.random.Generator, sizes: Numbers) -> list[tuple[str, ...]]:
    """For each size so many things, each named once."""
    drawn = choice.draw(chance, int(sizes.sum()))
    ends = np.cumsum(sizes).tolist()
    return [tuple(dict.fromkeys(drawn[start:end])) for start, end in zip([0, *ends[:-1]], ends)]
