"""The query as a tree of plain values. ``str(node)`` is query text that parses back to the same node."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Union

from indexer.schema import FacetName, TextName


@dataclass(frozen=True, slots=True)
class Everything:
    """Every article; what an empty query asks for."""

    def __str__(self) -> str:
        return "*"


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text without quotes: found by its words or by the string itself, in the named text field."""

    text: str
    field: TextName = "text"

    def __str__(self) -> str:
        return _prefix(self.field) + _escape(self.text)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A quoted string: found only where exactly these characters (folded) stand in this order."""

    text: str
    field: TextName = "text"

    def __str__(self) -> str:
        quoted = self.text.replace("\\", "\\\\").replace('"', '\\"')
        return f'{_prefix(self.field)}"{quoted}"'


@dataclass(frozen=True, slots=True)
class InFacet:
    """Articles with a facet value, as the reader wrote it: a name, a code, a date or a range of dates."""

    facet: FacetName
    text: str

    def __str__(self) -> str:
        quoted = self.text.replace("\\", "\\\\").replace('"', '\\"')
        return f'{self.facet}:"{quoted}"'


@dataclass(frozen=True, slots=True)
class And:
    """Articles that every part finds."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " ".join(_bracket(part, inside=And) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """Articles that at least one part finds."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " OR ".join(_bracket(part, inside=Or) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Not:
    """Articles that the part does not find."""

    part: Node

    def __str__(self) -> str:
        return "-" + _bracket(self.part, inside=Not)


# (Union rather than |: the names are defined below their first use as annotations.)
Node = Union[Everything, Words, Phrase, InFacet, And, Or, Not]


def _prefix(field: TextName) -> str:
    return "" if field == "text" else f"{field}:"


def _bracket(node: Node, inside: type) -> str:
    needs = isinstance(node, (And, Or)) or (inside is Not and isinstance(node, Not))
    return f"({node})" if needs else str(node)


def _escape(text: str) -> str:
    from indexer.query.scan import escape_word

    return escape_word(text)
