"""What this project reads in an article, by the same way that indexing goes, in the terms of the marks."""
from __future__ import annotations

import json
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from corpus.article import Article, article_text
from corpus.encoding import decode
from corpus.formats import jsonl, text
from indexer.document import LeaderMention, RegionMention
from indexer.entities.leaders import find_leaders
from indexer.entities.regions import find_regions
from tests.gold.marks import Subject

_AROUND = 14


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read. ``date`` is read with the record's own date and address withheld, ``published`` with them."""

    text: str
    regions: tuple[RegionMention, ...]
    leaders: tuple[LeaderMention, ...]
    date: str | None
    date_evidence: str
    published: str | None
    events: dict[str, str]
    reporters: tuple[str, ...]

    def passage(self, surface: str) -> str:
        """The first place of a printed form, with the words around it."""
        start = self.text.find(surface)
        if start < 0 or not surface:
            return ""
        around = self.text[max(0, start - _AROUND):start + len(surface) + _AROUND]
        return f"…{around}…".replace("\n", "⏎")


def read(subject: Subject) -> Reading:
    """What is read in an article. Raises ValueError where its record or story is not read as one at all."""
    if subject.record is None:
        whole = undated = _of_text(subject.story, subject.id)
    else:
        whole = _of_record(subject.record)
        undated = _of_record({key: value for key, value in subject.record.items() if key not in ("date", "url")})
    return Reading(
        text=article_text(whole.title, whole.body),
        regions=find_regions(whole.title, whole.body, whole.source),
        leaders=find_leaders(whole.title, whole.body),
        date=undated.date.date.value if undated.date else None,
        date_evidence=undated.date.evidence if undated.date else "",
        published=whole.date.date.value if whole.date else None,
        events=_events(whole),
        reporters=tuple(whole.byline.split()),
    )


def _of_record(record: dict[str, str]) -> Article:
    line = json.dumps(record, ensure_ascii=False).encode()
    return _single(jsonl.read(BytesIO(line), "news.jsonl"), record["id"])


def _of_text(story: str, name: str) -> Article:
    data = story.encode()
    return _single(text.read(data, decode(data), f"{name}.txt"), name)


def _single(found: Any, name: str) -> Article:
    articles = [one for one in found if isinstance(one, Article)]
    if len(articles) != 1:
        raise ValueError(f"{name} is one article and was read as {len(articles)}")
    return articles[0]


def _events(article: Article) -> dict[str, str]:
    """The event dates with their printed forms; of a span its first and its last day."""
    return {date.value: event.evidence for event in article.events for date in (event.date, event.until) if date}
