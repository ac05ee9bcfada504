"""What does an office-holder do in this article? The roles named in the clause behind a name."""
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from indexer.entities import gazetteer

CLAUSE_END = re.compile(r"[。;!?\n]")
_GAP = re.compile(r"[、,和与及同 等以\n]{0,4}")
_REACH = 36


class Naming(NamedTuple):
    """Where the naming of a person begins (with the office) and ends (with the name)."""

    begin: int
    end: int


def roles_of(text: str, namings: Sequence[Naming]) -> list[tuple[str, ...]]:
    """The roles of each naming: those in its clause; a member of a list shares what follows the list."""
    roles: list[tuple[str, ...]] = [()] * len(namings)
    for number in range(len(namings) - 1, -1, -1):
        end = namings[number].end
        nearest = namings[number + 1].begin if number + 1 < len(namings) else len(text)
        gap = _GAP.match(text, end)
        if number + 1 < len(namings) and gap and gap.end() >= nearest and text[end:nearest].strip(" ") != "\n":
            roles[number] = roles[number + 1]
            continue
        reach = min(nearest, end + _REACH)
        stop = CLAUSE_END.search(text, end, reach)
        roles[number] = _roles_in(text[end:stop.start() if stop else reach])
    return roles


def acts() -> tuple[str, ...]:
    """The words of more than one character that give a role."""
    return _acts()


def _roles_in(clause: str) -> tuple[str, ...]:
    table = gazetteer.after_names()
    return tuple(dict.fromkeys(table[found.group()] for found in _role_words().finditer(clause)))


@cache
def _role_words() -> re.Pattern[str]:
    words = [word for word, role in gazetteer.after_names().items() if role]
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))


@cache
def _acts() -> tuple[str, ...]:
    return tuple(word for word, role in gazetteer.after_names().items() if role and len(word) > 1)
