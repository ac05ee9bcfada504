"""One file to the stories in it. First version: only where a line says so."""
from __future__ import annotations

import re

# A line of rules, or a form feed: the two ways in which a text file says "the next story".
_SEPARATOR = re.compile(r"(?m)(?:^[ \t\u3000]*(?:[=\-*＊—─][ \t\u3000]*){3,}$\n?|\f)")
_SENTENCE_END = re.compile(r"[。！？!?；…][”’」』)）]*\s*$|。")
_LONGEST_HEADLINE = 80


def split(text: str) -> tuple[str, ...]:
    """The stories of a file, in order, each verbatim; together they are the text without its separator lines.

    Splits only at a line of three or more of ``= - * ＊ — ─`` or at a form feed, and only if every part has a
    headline and a body of its own; otherwise the text is one story.
    """
    parts = [part for part in _SEPARATOR.split(text) if part.strip()]
    if len(parts) < 2 or not all(map(_is_story, parts)):
        return (text,)
    return tuple(parts)


def is_headline(line: str) -> bool:
    """Whether a line can be a headline: not empty, at most 80 characters, holds a word and does not end a sentence.

    A question or exclamation mark may end a headline; a full stop may not stand in it at all.
    """
    line = line.strip()
    if not line or len(line) > _LONGEST_HEADLINE or "。" in line or line[-1] in "，,、；;：:":
        return False
    return any(character.isalnum() for character in line)


def _is_story(part: str) -> bool:
    lines = [line for line in part.splitlines() if line.strip()]
    return len(lines) > 1 and is_headline(lines[0]) and any(_SENTENCE_END.search(line) for line in lines[1:])
