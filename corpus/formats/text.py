"""Plain text: a header, a headline, a body; sometimes several stories."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

from corpus.article import Article, Origin, Reject
from corpus.clean import has_inserted_readings
from corpus.encoding import Decoded
from corpus.fields import Fields, article, readings
from corpus.header import merge, read_header, read_trailer
from corpus.stories import is_headline, split


def read(data: bytes, decoded: Decoded, name: str) -> Iterator[Article | Reject]:
    """The stories of a text file. ``decoded`` is ``data`` as text.

    A page header at the top of the file (paper, date, page) holds for all its stories; a story's own header comes
    first. The title is the header's, else the first line if it can be a headline, else empty; it is never invented.
    """
    if not decoded.text.strip():
        yield Reject(name, None, "文件里没有文字，只有空白。")
        return
    fingerprint = sha256(data).hexdigest()
    inserted = has_inserted_readings(decoded.text)
    trailer = read_trailer(decoded.text)
    parts = split(trailer.rest)
    page = Fields()
    for story, part in enumerate(parts, start=1):
        header = read_header(part)
        if story == 1:
            shared = tuple(one for one in header.fields.readings if one.field not in ("title", "byline", "url"))
            page = replace(header.fields, title="", byline="", url="", readings=shared)
        fields = merge(header.fields, page) if story > 1 else header.fields
        fields = merge(fields, trailer.fields) if len(parts) == 1 else fields
        title, body = (fields.title, header.rest) if header.fields.title else _headline(header.rest)
        first = readings("first line", title="") if title and not header.fields.title else ()
        fields = replace(fields, readings=(*first, *fields.readings, *readings("text", body="")))
        yield article(
            replace(fields, title=title or fields.title, body=body, path=name, source_id=_id(fields, fingerprint)),
            Origin(name, "text", decoded.encoding, story=story),
            fingerprint,
            unreadable=decoded.damaged,
            inserted=inserted,
        )


def _headline(text: str) -> tuple[str, str]:
    """The first line as the title and what follows as the body, or no title and all of it."""
    lines = text.split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    first, rest = (lines[start], "\n".join(lines[start + 1:])) if start < len(lines) else ("", "")
    return (first, rest) if is_headline(first) and rest.strip() else ("", text)


def _id(fields: Fields, fingerprint: str) -> str:
    return f"{fields.source_id}-{fingerprint[:8]}" if fields.source_id else ""
