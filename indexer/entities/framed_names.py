"""Which name does the form of a text show, whoever bears it? Between 任命 and 为, before (女,藏族), at the head of a life,
alone at the end of a table's line. There a name needs no family name that is known.
"""
from __future__ import annotations

import re

from indexer.entities import gazetteer

_HAN = "\u4e00-\u9fff"
NAME = (
    rf"(?:[{_HAN}]{{1,7}}[·•・‧][{_HAN}·•・‧]{{1,12}}?|[{_HAN}]{{1,2}} {{1,3}}[{_HAN}](?: {{1,3}}[{_HAN}])?|"
    rf"[{_HAN}]{{2,4}}?)"
)
"""A name as forms print it, the shortest stretch first: the pattern says what follows it."""
PEOPLE_NOTE = rf"\((?:[女男]|(?:[女男],)?[{_HAN}]{{1,5}}族(?:,[女男])?)\)"
"""What is said of somebody in brackets: (女), (藏族), (女,东乡族)."""

_NOTED = re.compile(rf"({NAME}|[{_HAN}]{{5}})(?={PEOPLE_NOTE})")
_LIFE = re.compile(rf"({NAME})(?=(?:同志)?,[男女],)")
_LAST_OF_LINE = re.compile(rf"({NAME})(?=\(?[^\n()]{{0,6}}\)? {{0,4}}(?:\n|\Z))")
# In no given name: bodies, divisions, pronouns, joints.
_NO_NAME = re.compile("[省市县区厅局署部委院他她它您你其第的和与及、]|任务|人员|同志|干部|代表|会议|负责")


def noted_name(text: str, start: int) -> str:
    """The stretch from ``start`` that a note on a person follows, or nothing."""
    return _framed(_NOTED, text, start)


def name_of_life(text: str, start: int) -> str:
    """The stretch from ``start`` that opens a life (王大川,男,1970年3月生), or nothing."""
    return _framed(_LIFE, text, start)


def name_up_to(text: str, start: int, follows: str) -> str:
    """The stretch from ``start`` to what the pattern ``follows`` finds, if it can be a name, or nothing."""
    return _framed(re.compile(rf"({NAME})(?={follows})"), text, start)


def last_of_line(text: str, start: int) -> str:
    """The stretch from ``start`` to the end of the line, if it can be a name, or nothing."""
    return _framed(_LAST_OF_LINE, text, start)


def unlike_words(name: str) -> bool:
    """Whether three characters hold no everyday word, so that where a name must stand they are one."""
    common = gazetteer.common_words()
    return len(name) == 3 and name[:2] not in common and name[1:] not in common


def _framed(form: re.Pattern[str], text: str, start: int) -> str:
    found = form.match(text, start)
    if found is None:
        return ""
    name = found[1].replace(" ", "")
    if _NO_NAME.search(name) or name in gazetteer.common_words() or name.endswith(tuple(gazetteer.titles())):
        return ""
    return "" if name in gazetteer.other_callings() or name in gazetteer.states() else found[1]
