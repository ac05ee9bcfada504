"""What several tests share: where the real articles are, if they are, and an archive of the sample."""
from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from indexer.build import index_paths
from indexer.engines import open_engine
from indexer.engines.base import Engine
from tests.desk import Desk

# No test is timed: a first call loads dictionaries.
settings.register_profile("longwen", deadline=None)
settings.load_profile("longwen")

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "corpus" / "sample"
SHARED = ROOT.parent / "shared"
NEWS = SHARED / "data" / "news"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skips what reads the shared articles where they are absent."""
    if SHARED.is_dir():
        return
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(pytest.mark.skip(reason="needs the real articles in ../shared, which are not here"))


@pytest.fixture(scope="session")
def sample_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of corpus/sample. Not to be written to."""
    archive = tmp_path_factory.mktemp("sample") / "archive"
    index_paths([SAMPLE], archive)
    return archive


@pytest.fixture(scope="session")
def sample_engine(sample_archive: Path) -> Iterator[Engine]:
    """The engine over the sample archive. Not to be written to."""
    engine = open_engine(f"embedded:{sample_archive}")
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def real_items() -> list[dict[str, str]]:
    """1,200 real news items, two thirds simplified, drawn with a fixed seed."""
    chosen: list[dict[str, str]] = []
    for name, number in (("xwlb-2012-2022", 800), ("tainan-2018-2021-traditional", 400)):
        with gzip.open(NEWS / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            # Some ids stand for several records there; a test by id needs one record an id.
            items = list({item["id"]: item for item in map(json.loads, lines)}.values())
        chosen += random.Random(20260126).sample(items, number)
    return chosen


@pytest.fixture(scope="session")
def real_archive(tmp_path_factory: pytest.TempPathFactory, real_items: list[dict[str, str]]) -> Path:
    """An archive of those items. Not to be written to."""
    folder = tmp_path_factory.mktemp("real")
    listing = folder / "items.jsonl"
    listing.write_text("".join(json.dumps(item, ensure_ascii=False) + "\n" for item in real_items), encoding="utf-8")
    archive = folder / "archive"
    index_paths([listing], archive)
    return archive


@pytest.fixture(scope="session")
def real_engine(real_archive: Path) -> Iterator[Engine]:
    """The engine over those items. Not to be written to."""
    engine = open_engine(f"embedded:{real_archive}")
    yield engine
    engine.close()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty folder of files beside an archive that is not there yet."""
    return Desk(tmp_path)
