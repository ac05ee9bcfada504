"""Which article is which: the id a record gets, and how a corrected article is known again.

An article keeps its id for good, as links and citations live on it. Where the source gives an id, that is it; where two
records come under one id, the later one's is made its own by its fingerprint. Elsewhere an id is made from the bytes of
the record itself, so that it is the same wherever the file lies and whatever lies beside it. An article whose record
has not changed keeps its id wherever the record goes; where one was corrected, the article keeps the id it had: it is
known by its title or its text, else by its place in the file if much of its text is the same.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence

from corpus.article import Article
from indexer.analysis.fold import fold
from indexer.analysis.grams import pairs
from indexer.known import KnownArticle

Record = tuple[str, int]
"""What an article is read from: the fingerprint of the bytes and the number of the story in them."""

# Two texts that share this part of their distinct pairs of characters are the same article, corrected. Unrelated news
# items share a few in a hundred.
_ALIKE = 0.3


def minted_id(article: Article) -> str:
    """The id an article gets when nothing is known of it: the source's own, or the first 16 digits of its record's
    fingerprint, with the number of the story where a file holds several."""
    if article.source_id:
        return article.source_id
    story = article.origin.story
    return article.fingerprint[:16] + (f"-{story}" if story > 1 else "")


def record_of(article: Article) -> Record:
    """What an article is read from."""
    return article.fingerprint, article.origin.story


def slot_of(article: Article) -> str:
    """An article's place within its file: member, line, story."""
    _, _, member = article.origin.file.partition("!")
    return f"{member}:{article.origin.line or ''}:{article.origin.story}"


def heirs_of(gone: Sequence[tuple[KnownArticle, Article]], fresh: Sequence[Article]) -> dict[Record, str]:
    """Record -> id for those of the fresh articles that are one of the gone, corrected."""
    heirs: dict[Record, str] = {}
    left = {known.id: (known, article) for known, article in gone}

    def inherit(key_of: Callable[[Article], Hashable], former_key: Callable[[KnownArticle, Article], Hashable]) -> None:
        keys = [(former_key(known, article), known.id) for known, article in left.values()]
        # A key that several share (简讯 as a title) tells none of them apart.
        times = Counter(key for key, _ in keys)
        by_key = {key: id for key, id in keys if times[key] == 1}
        for article in fresh:
            id = by_key.get(key_of(article))
            if record_of(article) not in heirs and id in left and (article.title or article.body):
                known, before = left[id]
                if before.title == article.title and article.title or alike(before, article):
                    heirs[record_of(article)] = id
                    del left[id]

    inherit(lambda one: (one.title, one.body), lambda _, one: (one.title, one.body))
    inherit(lambda one: one.title, lambda _, one: one.title)
    inherit(slot_of, lambda known, _: known.slot)
    return heirs


def alike(one: Article, other: Article) -> bool:
    """Whether two articles have much of their text in common."""
    a, b = (set(pairs(fold(f"{article.title}\n{article.body}"))) for article in (one, other))
    return len(a & b) >= _ALIKE * len(a | b)
