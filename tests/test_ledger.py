"""The ledger: which files lie below a folder, and what it costs to ask."""
from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from indexer.file_places import path_of, place_of
from indexer.known import KnownFile
from indexer.ledger import Ledger

ODD = os.fsdecode("报".encode("gb18030"))
# Names that begin alike, names beside the separator in the order of characters, names that are no UTF-8.
PATHS = [
    Path("/x", *parts)
    for parts in (
        ("a", "1.txt"), ("a", "b", "2.txt"), ("a", f"{ODD}.txt"), ("a.txt",), ("a0", "3.txt"), ("a-", "4.txt"),
        ("a b", "5.txt"), (ODD, "6.txt"), (ODD, "a", "7.txt"), (f"{ODD}0", "8.txt"), ("\U0010ffff", "9.txt"),
    )
]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger.sqlite")) as one:
        with one.together():
            for path in PATHS:
                one.enter(KnownFile(place_of(path), "x", "0", 1), [], [])
        yield one


@pytest.mark.parametrize("folder", sorted({Path("/y"), *(one for path in PATHS for one in path.parents)}), ids=ascii)
def test_files_below_a_folder_are_those_whose_paths_say_so(ledger: Ledger, folder: Path) -> None:
    found = [path_of(one.path) for one in ledger.files_below(place_of(folder))]
    assert sorted(found) == sorted(path for path in PATHS if folder in path.parents)


def test_a_folder_costs_what_lies_in_it(ledger: Ledger) -> None:
    """Or four hundred folders with thirty files each would take as long as four hundred times all of them."""
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1

    ledger._connection.set_progress_handler(step, 1)
    few = (ledger.files_below("/x/a0"), steps)
    with ledger.together():
        for number in range(1000):
            ledger.enter(KnownFile(f"/z/{number}", "z", "0", 1), [], [])
    steps = 0
    assert (ledger.files_below("/x/a0"), steps) == few
