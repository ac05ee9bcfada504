"""Files as newspapers and those who copy them leave them, invented for the project: how well they are read at least.

The floors lie a little under what is read today: a change that reads such files worse fails, one story more or less
does not. ``python -m tests.gold`` names every error.
"""
from __future__ import annotations

import pytest

from tests.gold.papers import measure
from tests.gold.scoring import Tally

FLOORS = {
    "stories": (0.955, 0.93), "titles": (0.97, 0.97), "date in the text": (0.985, 0.97), "regions": (0.99, 0.985),
    "primary region": (0.955, 0.955), "leaders": (0.985, 0.965), "offices": (0.97, 0.975), "reporters": (0.98, 0.96),
    "furniture kept out": (1.0, 0.95),
}


@pytest.fixture(scope="module")
def tallies() -> dict[str, Tally]:
    return measure()


@pytest.mark.parametrize("kind", FLOORS)
def test_invented_copies_are_read_as_well_as_before(tallies: dict[str, Tally], kind: str) -> None:
    tally = tallies[kind]
    assert tally.found + tally.missing > 50
    precision, recall = FLOORS[kind]
    assert (tally.precision or 0) >= precision and (tally.recall or 0) >= recall, tally.errors
