"""The peers: other engines, each at its best honest setting, behind one small interface. A module a peer."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Protocol

from bench.queries import Ask
from indexer.document import Document

MODULES: Mapping[str, tuple[str, str]] = {
    "ours": ("bench.peers.ours", "open"),
    "tantivy": ("bench.peers.tantivy_py", "open"),
    "fts5": ("bench.peers.sqlite_fts5", "open"),
    "whoosh": ("bench.peers.stock_whoosh", "open"),
    "whoosh groupedby": ("bench.peers.stock_whoosh", "open_grouped"),
}
"""The peers by name: a module with ``build(documents, folder) -> Built``, and its function ``(folder) -> Peer``. Peers
of one module share what it built. tantivy's module raises ImportError where tantivy is not installed."""


@dataclass(frozen=True, slots=True)
class Built:
    """What building took. ``seconds`` is from documents to a searchable index, folding and cutting included, reading
    or making the documents left out; ``stages`` says what else was timed; ``size`` is bytes on disk."""

    documents: int
    characters: int
    text_bytes: int
    seconds: float
    size: int
    stages: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """How many articles match, the ids of the first ten, and for each facet the largest counts; no facets where none
    were asked for."""

    total: int
    top: tuple[str, ...]
    facets: tuple[Mapping[str, int], ...]


class Peer(Protocol):
    """An index open for searching."""

    def ready(self, ask: Ask) -> object:
        """The query in the peer's own terms, made before the clock starts; None if the peer cannot answer it."""

    def answer(self, query: object) -> Answer:
        """Runs what ``ready`` made. This is what is timed."""

    def close(self) -> None:
        """Lets go of the index."""


def build(name: str, documents: Iterable[Document], folder: Path) -> Built:
    """Builds a peer's index of the documents in its own folder below ``folder``."""
    built: Built = import_module(MODULES[name][0]).build(documents, _home(name, folder))
    return built


def open_peer(name: str, folder: Path) -> Peer:
    """Opens what ``build`` built below ``folder``."""
    module, function = MODULES[name]
    peer: Peer = getattr(import_module(module), function)(_home(name, folder))
    return peer


def _home(name: str, folder: Path) -> Path:
    return folder / MODULES[name][0].rpartition(".")[2]


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
