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
# The rest of a list whose members are not all office-holders, up to the end of its clause: 、许文清、某厂厂长李源文出席
_LIST = re.compile(r"、[^,。;:!?\n]{1,200}")
_LAST_JOINT = re.compile("(?:.*[、和及与])")
# 甲方出席的有:…, before a list that may fill the sentence
_WHO_TOOK_PART = re.compile("(出席|参加)[^。;:!?\n]{0,16}的(?:还)?有:?")
_SENTENCE = 600


class Naming(NamedTuple):
    """Where the naming of a person begins (with the office) and ends (with the name)."""

    begin: int
    end: int


def roles_of(text: str, namings: Sequence[Naming]) -> list[tuple[str, ...]]:
    """The roles of each naming: those in its clause; a member of a list shares what follows the list, or what the list
    itself is said to be of (出席的有:…)."""
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
        roles[number] = _roles_in(text[end:stop.start() if stop else reach]) or _roles_of_list(text, namings[number])
    return roles


def _roles_of_list(text: str, naming: Naming) -> tuple[str, ...]:
    """The roles that a list gives to a member which others follow, whoever they are, or that its lead gives."""
    rest = _LIST.match(text, naming.end)
    if rest is not None:
        last = _LAST_JOINT.match(rest.group())
        roles = _roles_in(rest.group()[last.end():][:_REACH]) if last else ()
        if roles:
            return roles
    start = max(0, naming.begin - _SENTENCE)
    lead = next(reversed(list(_WHO_TOOK_PART.finditer(text, start, naming.begin))), None)
    if lead is None or CLAUSE_END.search(text, lead.end(), naming.begin):
        return ()
    return (gazetteer.after_names()[lead[1]],)


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
