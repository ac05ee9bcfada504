"""The queries that are timed: drawn from the articles themselves, by class, with a fixed seed."""
from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from indexer.analysis.fold import fold
from indexer.analysis.segment import words
from indexer.answer import Question


@dataclass(frozen=True, slots=True)
class Case:
    """A question and the class it stands for."""

    kind: str
    question: Question


def cases(items: list[dict[str, Any]], each: int) -> list[Case]:
    """``each`` questions of every class, shuffled: words found in many, some and few articles, several words, exact
    strings aligned to nothing, filters, date order."""
    chance = random.Random(7)
    occurs: Counter[str] = Counter()
    for item in items[:3000]:
        occurs.update({word for word in words(fold(item["body"])) if len(word) > 1})
    ranked = [word for word, _ in occurs.most_common()]
    common, middling, rare = ranked[:60], ranked[300:3000], ranked[len(ranked) // 2 :]

    def string() -> str:
        while True:
            text = chance.choice(items)["body"]
            length = chance.randrange(2, 9)
            if len(text) > length:
                start = chance.randrange(len(text) - length)
                return str(text[start : start + length])

    def word(among: list[str]) -> Question:
        return Question(chance.choice(among), variants=False)

    made: list[Case] = []
    for _ in range(each):
        made += [
            Case("common word", word(common)),
            Case("middling word", word(middling)),
            Case("rare word", word(rare)),
            Case("two words", Question(f"{chance.choice(common)} {chance.choice(middling)}", variants=False)),
            Case("three words, OR", Question(" OR ".join(chance.sample(middling, 3)), variants=False)),
            Case("exact string", Question(string(), mode="exact")),
            Case("word and year", replace(word(common), filters={"date": (str(chance.randrange(2013, 2022)),)})),
            Case("word and region", replace(word(common), filters={"region": (chance.choice(["62", "11", "44"]),)})),
            Case("common word, newest", replace(word(common), sort="newest")),
        ]
    chance.shuffle(made)
    return made
