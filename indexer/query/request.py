"""The request: everything an engine needs to answer, with words already resolved into terms."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Mapping

from indexer.query.resolve import Resolved
from indexer.schema import FACET_NAMES, FacetName

Sort = Literal["relevance", "newest", "oldest"]


@dataclass(frozen=True, slots=True)
class Request:
    """What to search, what to narrow by, what to count, in which order, which page.

    ``filters`` are queries too, kept apart so that a facet's counts can leave out its own: all of them must hold.
    ``page`` counts from 1. ``grouped`` asks for each report once, by the first of its copies that answer.
    """

    query: Resolved
    filters: Mapping[FacetName, Resolved]
    facets: tuple[FacetName, ...] = FACET_NAMES
    sort: Sort = "relevance"
    page: int = 1
    size: int = 10
    grouped: bool = False
