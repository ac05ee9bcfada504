"""Where else does an article name those whom it has named as office-holders? Without the office, as it goes on."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from indexer.entities.known_people import stands_alone
from indexer.entities.name_ends import places_of
from indexer.entities.person_names import Name
from indexer.entities.word_edges import runs_across

_MOST = 300


def find_again(text: str, names: Mapping[str, int], taken: Iterable[tuple[int, int]]) -> Iterator[Name]:
    """Every place of the names (each with where an office is first said of it) outside the stretches ``taken``.

    None within a longer name or a word that runs across its edges (提|高建国以来), nor where a calling stands before it
    (村民王大川); where one does anywhere, that may be a namesake, and only what stands below the office counts. A text
    that names more than ``_MOST`` is a roll, in which nobody is named again.
    """
    if len(names) > _MOST:
        return
    inside = {position for start, end in taken for position in range(start, end)}
    known = frozenset(names)
    for name, first in names.items():
        places = [Name(start, start + len(name), name) for start in places_of(text, name) if start not in inside]
        alone = [place for place in places if _is_whole(text, place, known) and stands_alone(text, place)]
        yield from (place for place in alone if place.start > first or len(alone) == len(places))


def _is_whole(text: str, place: Name, names: frozenset[str]) -> bool:
    if "·" in (text[place.start - 1:place.start], text[place.end:place.end + 1]):
        return False
    return not runs_across(text, place.start, place.end, names)
