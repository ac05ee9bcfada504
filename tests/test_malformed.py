"""Whatever is wrong with a file, it is read or set aside with its place and a reason; the good beside it is kept.

Every file of ``tests/malformed`` is read in a process of its own, whose time and memory are measured.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.malformed import GOOD, OTHER, Malformed, charsets, markup, packed, prose, records
from tests.malformed.reading import Outcome, Reading

CASES = (*markup.CASES, *charsets.CASES, *records.CASES, *prose.CASES, *packed.CASES)
MOST_SECONDS, MOST_MEGABYTES = 30, 500
BODIES = dict((GOOD, OTHER))


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reading]:
    process = Reading(tmp_path_factory.mktemp("elsewhere"))
    yield process
    process.close()


def below(folder: Path) -> list[str]:
    return sorted(str(path) for path in folder.parent.rglob("*"))


def test_there_are_many() -> None:
    assert len(CASES) > 150 and len({case.fault for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.fault)
def test_it_is_read_or_set_aside(case: Malformed, reading: Reading, tmp_path: Path) -> None:
    path = tmp_path / case.file
    path.write_bytes(case.make())
    before = below(tmp_path)
    found = reading.read(path, case.file, case.encoding)
    path.unlink()
    assert not found.raised, found.raised
    titles = tuple(title for title, *_ in found.articles)
    assert (len(titles) if isinstance(case.kept, int) else titles) == case.kept, found
    assert len(found.rejects) == len(case.aside), found.rejects[:20]
    for (file, line, reason), (wanted, part) in zip(found.rejects, case.aside):
        assert (line == wanted or wanted == 0) and part in reason, (line, reason)
        assert reason.endswith("。") and re.search("[\u4e00-\u9fff]", reason)
        assert file.startswith(case.file) and file.isprintable()
    if case.whole:
        assert {title: body for title, body, *_ in found.articles if title in BODIES}.items() <= whole(found).items()
    if case.dates is not None:
        assert tuple(date for *_, date in found.articles) == case.dates
    assert found.seconds < MOST_SECONDS and found.megabytes < MOST_MEGABYTES, (found.seconds, found.megabytes)
    # Nothing was written anywhere around it.
    assert below(tmp_path) == [one for one in before if one != str(path)]


def whole(found: Outcome) -> dict[str, str]:
    """The stories that must be whole, as they came out, if they did."""
    return {title: body for title, body, *_ in found.articles if title in BODIES and BODIES[title] in body}
