"""Are two stretches of a page one text? What headline, words and lengths say where nothing is printed that tells.

Words are pairs of characters: no dictionary is needed, and both scripts are read alike.
"""
from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache
from math import log1p
from operator import add

_CHINESE = re.compile(r"[\u3400-\u9fff]{2,}")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a headline within a text, each a number or yes (1) or no (0).

    ``shared`` and ``common`` are the shares of the pairs below that stand anywhere above, and of the nearest above and
    below that stand on both sides; ``carried`` is the share of the headline of the story above that goes on below,
    ``foreign`` the share of the headline that stands only above, and ``own`` grows with the pairs of it that stand only
    below. ``above`` and ``below`` grow with the characters since the story above began and down to the next headline,
    ``inner`` with the headlines that were passed since.

    ``dated``: the story above has a dateline and this one none; ``roundup``: two headlines stand above the first
    paragraph of the story above; ``signed``: a label, byline or credit ends it; ``answered``: one that says who wrote
    it or answers for it; ``lead``: the first paragraph names the day; ``short``: the headline is as short as subheads.
    """

    shared: float
    common: float
    carried: float
    foreign: float
    own: float
    above: float
    below: float
    inner: float
    dated: bool
    roundup: bool
    signed: bool
    answered: bool
    lead: bool
    short: bool

    def score(self) -> float:
        """Above 0 if it is the headline of another story; the higher, the surer."""
        return _THRESHOLD + sum(weight * float(getattr(self, name)) for name, weight in _WEIGHTS.items())


# By logistic regression on headlines in glued files, in single articles and in articles with subheads put in (see
# ARCHITECTURE, decision 14); then rounded, and the threshold raised to where hardly any of the latter two comes apart.
# Who answers for a release was never found above a subhead; its weight is held down all the same.
_THRESHOLD = -30.6
_WEIGHTS = {
    "shared": -24.3, "common": -9.4, "carried": -7.3, "foreign": -5.1, "own": 0.5, "above": 2.85, "below": 2.4,
    "inner": -4.0, "dated": -2.8, "roundup": -2.6, "signed": 2.2, "answered": 4.0, "lead": 1.7, "short": -0.8,
}


@lru_cache(maxsize=256)
def pairs(text: str) -> frozenset[str]:
    """The pairs of Chinese characters that stand side by side in a text."""
    found: set[str] = set()
    for run in _CHINESE.findall(text):
        found.update(map(add, run, run[1:]))
    return frozenset(found)


def share(some: Set[str], those: Set[str], of_none: float = 0.0) -> float:
    """How many of some pairs are among those; ``of_none`` if there are no pairs."""
    return len(some & those) / len(some) if some else of_none


def is_same(one: str, other: str) -> bool:
    """Whether two lines say the same, in nearly the same words."""
    words, others = pairs(one), pairs(other)
    return 2 * len(words & others) > max(1, len(words | others))


def grown(amount: int, most: int) -> float:
    """An amount of which the first says most and what is beyond ``most`` nothing."""
    return log1p(min(amount, most))
