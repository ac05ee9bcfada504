"""Grams: the neighbouring pairs of characters of folded text, to answer "does this string stand there?".

Nothing is left out: spaces, line feeds and punctuation are characters like any other, so that every substring of an
article finds that article.
"""
from __future__ import annotations


def pairs(folded: str) -> list[str]:
    """The neighbouring pairs in order: item i is ``folded[i:i + 2]``. Empty for fewer than two characters."""
    return [first + second for first, second in zip(folded, folded[1:])]
