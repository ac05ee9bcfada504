"""Where does it say so? The stretch of an article's text that a reading rests on, and the rule that found it.

Evidence is not stored with the documents: reading is fast and always gives the same, so whoever asks reads again
(``read_regions``, ``read_leaders``) and archives of any age can be asked. Positions count characters of
``corpus.article.article_text``.
"""
from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from corpus.article import article_text
from indexer.analysis.fold import fold


@dataclass(frozen=True, slots=True)
class Evidence:
    """``text[start:end]`` of the article shows the reading, by ``rule``, which says in a few words why."""

    start: int
    end: int
    rule: str


@lru_cache(maxsize=1)
def folded_article(title: str, body: str) -> tuple[str, str]:
    """The text that is read, and the same folded. Kept for the next reader of the same article: folding is a fifth of
    the work of reading."""
    text = article_text(title, body)
    return text, fold(text)
