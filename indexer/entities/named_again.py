"""Where else does an article name those whom it has named as office-holders? Without the office, as it goes on."""
from __future__ import annotations

from collections.abc import Iterable, Iterator

from indexer.entities.known_people import stands_alone
from indexer.entities.name_ends import places_of
from indexer.entities.person_names import Name


def find_again(text: str, names: Iterable[str], taken: Iterable[tuple[int, int]]) -> Iterator[Name]:
    """Every place of the names outside the stretches that are ``taken``; none within a longer name, nor where a calling
    stands before it (村民王大川)."""
    inside = {position for start, end in taken for position in range(start, end)}
    for name in names:
        for start in places_of(text, name):
            if start in inside or text[start - 1:start] == "·" or text[start + len(name):][:1] == "·":
                continue
            again = Name(start, start + len(name), name)
            if stands_alone(text, again):
                yield again
