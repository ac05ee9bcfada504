"""What an article can be searched and narrowed by. Declared once: both engines, the query language, the command
line and the forms of the search page derive from it.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FacetName = Literal["date", "region", "leader", "source", "reporter"]
TextName = Literal["text", "title"]

UNDATED = "undated"
"""The value of the date facet for an article whose year is not known."""


@dataclass(frozen=True, slots=True)
class TextField:
    """A field searched by words and by literal strings. ``boost`` multiplies the score of its words."""

    name: TextName
    label: str
    boost: float
    query_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FacetField:
    """A field of values: counted, filtered by, and addressed in the query language under any of ``query_names``.

    ``tree`` says that values have parents (2021 above 2021-05, 62 above 6201) whose counts include their children's.
    """

    name: FacetName
    label: str
    tree: bool
    query_names: tuple[str, ...]


TEXT_FIELDS: tuple[TextField, ...] = (
    TextField("text", "全文", 1.0, ("text", "全文", "正文")),
    TextField("title", "标题", 3.0, ("title", "标题", "标题词", "题目")),
)

FACET_FIELDS: tuple[FacetField, ...] = (
    FacetField("date", "日期", True, ("date", "日期", "时间", "年份")),
    FacetField("region", "地区", True, ("region", "地区", "地域", "地方")),
    FacetField("leader", "领导", False, ("leader", "领导", "领导人", "人物")),
    FacetField("source", "来源", False, ("source", "来源", "媒体", "出处")),
    FacetField("reporter", "记者", False, ("reporter", "记者", "作者", "署名")),
)

FACET_NAMES: tuple[FacetName, ...] = tuple(field.name for field in FACET_FIELDS)
