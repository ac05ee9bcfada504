"""Where the articles come from: real ones, where they are at hand, or made-up ones. Can be sent to a process."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.corpus import articles
from bench.news import NEWS, real_items, write_lines
from corpus.article import Article
from corpus.reader import read_file
from indexer.document import Document, from_json, to_json
from indexer.intake import document_of


@dataclass(frozen=True, slots=True)
class Documents:
    """``number`` made-up documents; or, if ``listing`` is given, the first so many in that file, one in JSON a line."""

    number: int
    listing: Path | None = None

    @property
    def kind(self) -> str:
        """Real or made-up."""
        return "real" if self.listing else "made-up"

    def read(self) -> Iterator[Document]:
        """The documents, the same ones each time."""
        if self.listing is None:
            yield from articles(self.number)
            return
        with open(self.listing, encoding="utf-8") as lines:
            yield from (from_json(line) for line in islice(lines, self.number))


def real_documents(number: int, folder: Path) -> Documents:
    """``number`` real articles, drawn with a fixed seed, with their regions and leaders read, in a file in the folder;
    fewer if there are fewer. Raises FileNotFoundError where the real articles are absent."""
    listing, found = folder / "documents.jsonl", 0
    with TemporaryDirectory() as aside, open(listing, "w", encoding="utf-8") as file:
        items = Path(aside) / "items.jsonl"
        write_lines(real_items(number), items)
        seen: set[str] = set()
        for article in read_file(items, items.name):
            # A few ids stand for several records; here each must be one article.
            if isinstance(article, Article) and article.source_id not in seen:
                seen.add(article.source_id)
                file.write(to_json(document_of(article, article.source_id)) + "\n")
                found += 1
    return Documents(found, listing)


def some_documents(number: int, made: bool, folder: Path) -> Documents:
    """Real documents where they are to be had and ``made`` is False, otherwise made-up ones."""
    return Documents(number) if made or not any(NEWS.glob("*.jsonl.gz")) else real_documents(number, folder)
