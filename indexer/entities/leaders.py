"""Who of those in office is in this article? Names found by office before them, by lists, and by the table of people.

A name counts where the article itself shows the office: a chain of titles before it (甘肃省副省长雷思维), a title behind it
(习近平总书记, 王大川市长) or within it (王市长大川), in brackets or in apposition behind it, an appointment, a list opened by
such a name or by 省领导, or closed by 等省领导, a sentence that only says who was there with an office-holder or what only
office-holders do (会议由王大川主持); a name of the table counts also where it does what office-holders do (主持, 出席, 调研). Once
it counts, its other occurrences add roles.
"""
from __future__ import annotations

from dataclasses import dataclass, field

from indexer.analysis.fold import simplified
from indexer.document import LeaderMention
from indexer.entities.evidence import Evidence, folded_article
from indexer.entities.leader_roles import Naming, roles_of
from indexer.entities.name_lists import Occurrence
from indexer.entities.office_holders import find_occurrences

# Characters that the table of standard characters (国务院, 2013) keeps for names though they have simple forms.
_KEPT_IN_NAMES = frozenset("乾徵甯")


@dataclass(frozen=True, slots=True)
class LeaderReading:
    """An office-holder with every occurrence in the article: the office and the name, and the rule that found it."""

    mention: LeaderMention
    evidence: tuple[Evidence, ...]


@dataclass(slots=True)
class _Person:
    first: Occurrence
    offices: dict[str, None] = field(default_factory=dict)
    roles: dict[str, None] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)


def find_leaders(title: str, body: str) -> tuple[LeaderMention, ...]:
    """The office-holders of an article given as printed, in either script, in order of appearance, once each.

    ``name`` is in simplified characters without spaces; offices and roles are folded, in order of appearance;
    ``surface`` is the printed form.
    """
    return tuple(reading.mention for reading in read_leaders(title, body))


def read_leaders(title: str, body: str) -> tuple[LeaderReading, ...]:
    """The same office-holders with their evidence, whose positions count in ``article_text``."""
    text, folded = folded_article(title, body)
    # 处长|於会中: folded, the preposition looks like the family name 于.
    found = [occurrence for occurrence in find_occurrences(folded) if text[occurrence.name.start] != "於"]
    people: dict[str, _Person] = {}
    roles = roles_of(folded, [Naming(occurrence.begin, occurrence.name.end) for occurrence in found])
    for occurrence, given in zip(found, roles):
        person = people.setdefault(occurrence.name.text, _Person(occurrence))
        person.offices.update(dict.fromkeys(occurrence.offices))
        person.roles.update(dict.fromkeys(given))
        person.evidence.append(Evidence(occurrence.begin, occurrence.end, occurrence.rule))
    return tuple(
        LeaderReading(
            LeaderMention(
                _shown(text, person.first), tuple(person.offices), tuple(person.roles), _surface(text, person.first)
            ),
            tuple(person.evidence),
        )
        for person in people.values()
    )


def _surface(text: str, occurrence: Occurrence) -> str:
    return text[occurrence.name.start:occurrence.name.end]


def _shown(text: str, occurrence: Occurrence) -> str:
    """The name in simplified characters. Not the folded one: folding also merges characters that a name keeps apart
    (王著 would be shown as 王着); nor are those made simple that names keep (王乾 is no 王干)."""
    name = occurrence.name
    printed = "".join(text[start:end] for start, end in name.parts)
    shown = (one if one in _KEPT_IN_NAMES else plain for one, plain in zip(printed, simplified(printed), strict=True))
    return "".join("".join(shown).split())
