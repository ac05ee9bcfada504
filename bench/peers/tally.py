"""Counts documents on their way to a peer and stops the peer's clock while they are read or made."""
from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

from indexer.document import Document


class Tally:
    """How many documents, characters and bytes of text have passed, and the seconds since it was made, without those
    in which it waited for documents."""

    def __init__(self) -> None:
        self.documents = self.characters = self.text_bytes = 0
        self._started = time.perf_counter()
        self._waited = 0.0

    @property
    def seconds(self) -> float:
        """The peer's own time so far."""
        return time.perf_counter() - self._started - self._waited

    def through(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The documents as they are."""
        source = iter(documents)
        while True:
            before = time.perf_counter()
            document = next(source, None)
            if document is not None:
                self.documents += 1
                self.characters += len(document.text)
                self.text_bytes += len(document.text.encode("utf-8", "surrogatepass"))
            self._waited += time.perf_counter() - before
            if document is None:
                return
            yield document
