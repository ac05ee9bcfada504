"""Pages written in a test, read as text files are."""
from __future__ import annotations

from corpus.article import Article
from corpus.encoding import decode
from corpus.formats import text


def read_all(page: str) -> list[Article]:
    """The articles that are read in a page, in order; what is set aside is left out."""
    data = page.encode()
    return [one for one in text.read(data, decode(data), "a.txt") if isinstance(one, Article)]


def read_one(page: str) -> Article:
    """The only thing that is read in a page, an article. Raises ValueError where there are none or several."""
    data = page.encode()
    (only,) = text.read(data, decode(data), "a.txt")
    assert isinstance(only, Article)
    return only
