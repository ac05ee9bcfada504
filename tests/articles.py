"""Made-up documents for tests of the engine."""
from __future__ import annotations

import hashlib

from corpus.article import Article, DateReading, Origin, PartialDate
from indexer.document import Document, LeaderMention, RegionMention


def document(
    id: str,
    body: str,
    title: str = "",
    date: str = "",
    regions: tuple[str, ...] = (),
    leaders: tuple[str, ...] = (),
    source: str = "",
) -> Document:
    """A document with these things read from it; the first region is the primary one."""
    article = Article(
        title=title,
        body=body,
        origin=Origin(f"{id}.txt", "text", "utf-8"),
        fingerprint=hashlib.sha256((id + body).encode()).hexdigest(),
        date=DateReading(PartialDate.parse(date), "metadata", date) if date else None,
        source=source,
    )
    return Document(
        id,
        article,
        tuple(RegionMention(code, code, at == 0, code) for at, code in enumerate(regions)),
        tuple(LeaderMention(name, (), (), name) for name in leaders),
    )
