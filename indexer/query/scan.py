"""The first half of parsing: query text into a flat list of marks and words. Never raises."""
from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from indexer.schema import FACET_FIELDS, TEXT_FIELDS, FacetName, TextName

Kind = Literal["word", "phrase", "everything", "open", "close", "and", "or", "not", "field"]

# The last pair is a closing quote used to open, as some keyboards produce.
OPENING_QUOTES = {'"': '"', "“": "”", "„": "”", "‟": "”", "＂": "＂", "「": "」", "『": "』", "”": "”"}
_BRACKETS = {"(": "open", "（": "open", ")": "close", "）": "close"}
_COLONS = ":："
_MINUS = "-－−"
_OPERATORS: dict[str, Kind] = {
    **dict.fromkeys(("AND", "与", "與", "&&"), "and"),
    **dict.fromkeys(("OR", "或", "||", "|"), "or"),
    **dict.fromkeys(("NOT", "非"), "not"),
    "*": "everything",
}
_SPACE = re.compile(r"\s+")


def _operator(word: str) -> Kind | None:
    """What a word by itself stands for, in any width (＊, ｜, ＆＆); None for a word that is only a word."""
    return _OPERATORS.get(unicodedata.normalize("NFKC", word))


def _simple(name: str) -> str:
    # Traditional spellings of the few field names; the analyzer's table would be a heavy import for a few words.
    return name.translate(str.maketrans("標題領導區來媒體時間詞處記", "标题领导区来媒体时间词处记")).lower()


FIELD_NAMES: dict[str, FacetName | TextName] = {
    **{name: field.name for field in TEXT_FIELDS for name in field.query_names},
    **{name: field.name for field in FACET_FIELDS for name in field.query_names},
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One element of a query: its kind, its text (unescaped), and where it began in the query.

    ``closed`` is False for a phrase whose closing quote is missing; ``escaped`` says that a word had a backslash, so
    that it is meant as it stands.
    """

    kind: Kind
    text: str
    position: int
    closed: bool = True
    escaped: bool = False


def scan(text: str) -> list[Mark]:
    """The marks of a query in order. Every character that is not white space belongs to a mark."""
    marks: list[Mark] = []
    position = 0
    while position < len(text):
        space = _SPACE.match(text, position)
        if space:
            position = space.end()
            continue
        mark, position = _next(text, position, marks)
        marks.append(mark)
    return marks


def field_named(name: str) -> FacetName | TextName | None:
    """The field a reader means by a name before a colon, in either script, any width or case; None if none."""
    return FIELD_NAMES.get(_simple(unicodedata.normalize("NFKC", name)))


def _next(text: str, position: int, before: list[Mark]) -> tuple[Mark, int]:
    character = text[position]
    if character in _BRACKETS:
        kind: Kind = "open" if _BRACKETS[character] == "open" else "close"
        return Mark(kind, character, position), position + 1
    if character in OPENING_QUOTES:
        return _phrase(text, position)
    after = text[position + 1 : position + 2]
    if character in _MINUS and after and not after.isspace() and after not in ")）":
        return Mark("not", character, position), position + 1
    return _word(text, position)


def _phrase(text: str, position: int) -> tuple[Mark, int]:
    closing = OPENING_QUOTES[text[position]]
    characters: list[str] = []
    at = position + 1
    while at < len(text):
        if text[at] == "\\" and at + 1 < len(text) and text[at + 1] in ('"', "\\", closing):
            characters.append(text[at + 1])
            at += 2
        elif text[at] == closing:
            return Mark("phrase", "".join(characters), position), at + 1
        else:
            characters.append(text[at])
            at += 1
    return Mark("phrase", "".join(characters), position, closed=False), at


def _word(text: str, position: int) -> tuple[Mark, int]:
    characters: list[str] = []
    escaped = False
    at = position
    while at < len(text):
        character = text[at]
        if character == "\\" and at + 1 < len(text):
            characters.append(text[at + 1])
            escaped = True
            at += 2
            continue
        if character.isspace() or character in _BRACKETS or character in OPENING_QUOTES:
            break
        if character in _COLONS and not escaped and field_named("".join(characters)):
            return Mark("field", "".join(characters), position), at + 1
        characters.append(character)
        at += 1
    word = "".join(characters)
    operator = None if escaped else _operator(word)
    if operator:
        return Mark(operator, word, position), at
    return Mark("word", word, position, escaped=escaped), at


def escape_word(word: str) -> str:
    """Query text that ``scan`` reads as exactly this one word. The word must not be empty."""
    special = {*_BRACKETS, *OPENING_QUOTES, "\\", *_COLONS}
    escaped = "".join(f"\\{c}" if c in special or c.isspace() else c for c in word)
    if word[0] in _MINUS or _operator(word) or not any(map(str.isalnum, word)):
        escaped = "\\" + escaped if escaped[0] != "\\" else escaped
    return escaped
