"""How much a word counts: BM25F as Whoosh has it, with another idf and other constants."""
from __future__ import annotations

from math import log

from whoosh.scoring import BM25F
from whoosh.searching import Searcher


class Weighting(BM25F):  # type: ignore[misc]  # Whoosh has no types
    """BM25F with the idf of Robertson and Spärck Jones as Lucene smooths it, log(1 + (N - n + ½) / (n + ½)).

    Whoosh's own, log(N / (n + 1)) + 1, gives a word that is everywhere a weight of 1, so that the particles of a long
    question outweigh its names. k1 and b are those that Trotman, Puurula and Burgess found best over many collections
    (Improvements to BM25 and Language Models Examined, 2014). bench/RESULTS.md has what each brought."""

    def __init__(self) -> None:
        super().__init__(B=0.4, K1=0.9)

    def idf(self, searcher: Searcher, fieldname: str, text: bytes) -> float:
        """The weight of a term of a field in the whole index, deleted documents included."""
        whole = searcher.get_parent()
        count, having = whole.doc_count_all(), whole.doc_frequency(fieldname, text)
        return log(1 + (count - having + 0.5) / (having + 0.5))
