"""How rare a word is: the one point in which scores are not Whoosh's own BM25F."""
from __future__ import annotations

from math import log

from whoosh.scoring import BM25F
from whoosh.searching import Searcher


class Weighting(BM25F):  # type: ignore[misc]  # Whoosh has no types
    """BM25F with the idf of Robertson and Spärck Jones as Lucene smooths it, log(1 + (N - n + ½) / (n + ½)).

    Whoosh's own, log(N / (n + 1)) + 1, gives a word that is everywhere a weight of 1, so that the particles of a long
    question outweigh its names. bench/RESULTS.md has what it brought."""

    def idf(self, searcher: Searcher, fieldname: str, text: bytes) -> float:
        """The weight of a term of a field in the whole index, deleted documents included."""
        whole = searcher.get_parent()
        count, having = whole.doc_count_all(), whole.doc_frequency(fieldname, text)
        return log(1 + (count - having + 0.5) / (having + 0.5))
