"""Plain text: a header, a headline, a body; sometimes several stories."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from html import unescape
from itertools import islice

from corpus.article import Article, Origin, Reject
from corpus.briefs import is_column, names_column, names_issue
from corpus.clean import inserted_readings
from corpus.date_values import find_full_date
from corpus.encoding import Decoded
from corpus.exports import read_export
from corpus.fields import Fields, article, readings
from corpus.header import Header, merge, read_header
from corpus.headline import Headline, is_section_label, read_headline
from corpus.line_breaks import join_broken_lines
from corpus.lines import is_headline
from corpus.openings import is_ordinal, numbered_headlines
from corpus.stories import split
from corpus.trailer import read_source_line, read_trailer

_REFERENCE = re.compile(
    r"&(?:nbsp|[lr][ds]quo|middot|mdash|hellip|ensp|emsp|quot|amp|lt|gt|#\d{2,6}|#x[0-9a-fA-F]{2,5});"
)
_BREAK = re.compile(r"<br ?/?>\n?")
_FEWEST = 3
_FEWEST_REPORTS = 2  # of a column
_MOST_OWN = 3  # lines of a site's own headline above the paper's
_HEAD = 1000  # characters in which an account names itself, the day and the post
_POSTED = re.compile(r"(?m)^.{0,40}\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?.{0,8}发表于")


def read(data: bytes, decoded: Decoded, name: str) -> Iterator[Article | Reject]:
    """The stories of a text file. ``decoded`` is ``data`` as text.

    A page header at the top of the file (paper, date, page) holds for all its stories; a story's own header comes
    first; so do the labels of each record that a database exported (``corpus.exports``). The title is the header's,
    else the first line if it can be a headline, else empty; it is never invented.
    """
    if not decoded.text.strip():
        yield Reject(name, None, "文件里没有文字，只有空白。")
        return
    fingerprint = sha256(data).hexdigest()
    whole = _unescaped(decoded.text)
    inserted = inserted_readings(whole)
    for record, fields in enumerate(exported := read_export(whole), start=1):
        yield article(
            replace(fields, path=name),
            Origin(name, "text", decoded.encoding, story=record),
            fingerprint,
            unreadable=decoded.damaged,
            inserted=inserted,
        )
    if exported:
        return
    trailer = read_trailer(join_broken_lines(whole))
    top = _with_page_title(read_header(trailer.rest))
    shared = tuple(one for one in top.fields.readings if one.field not in ("title", "byline", "url"))
    page = replace(top.fields, title="", byline="", url="", readings=shared)
    parts = split(top.rest, top.contents)
    posted = Fields()
    for story, part in enumerate(parts, start=1):
        header = _read_part(part) if story > 1 else Header(top.fields, part)
        fields = merge(header.fields, page) if story > 1 else header.fields
        fields = merge(fields, posted) if story > 1 else fields
        fields = merge(fields, trailer.fields) if len(parts) == 1 else fields
        stated = header.fields.title
        headline = Headline(stated, header.rest) if stated else read_headline(header.rest)
        if headline.taken and find_full_date(headline.taken):  # the time that a site set before the headline
            fields = replace(fields, header="\n".join(filter(None, (fields.header, headline.taken.strip()))))
        if headline.title and not stated:
            fields = replace(fields, readings=(*readings("first line", title=""), *fields.readings))
        whole_story = _with_headline(fields, headline)
        if story == 1 and _POSTED.search(whole_story.header):  # what an account posts is one day's
            posted = Fields(header=whole_story.header, source=whole_story.source)
        yield article(
            replace(whole_story, path=name, source_id=_id(fields, fingerprint)),
            Origin(name, "text", decoded.encoding, story=story),
            fingerprint,
            unreadable=decoded.damaged,
            inserted=inserted,
            headline=headline,
        )


def _with_page_title(top: Header) -> Header:
    """The header with what an account calls its post of several parts as a whole, above the first part (【要闻】), or what
    a column is called above its first report, and what stands under that; unchanged where the first headline is a
    story's."""
    first, _, rest = top.rest.lstrip("\n").partition("\n")
    name = first.strip()
    heads_column = names_issue(name) or names_column(name)
    is_posted = _POSTED.search(top.rest, 0, _HEAD) is not None
    if not (heads_column or is_posted and is_headline(first) and not is_section_label(name)):
        return top
    below = read_header(rest)
    contents = top.contents
    if heads_column:
        headlines = numbered_headlines(below.rest) if names_issue(name) or is_column(name) else ()
        number, _, text = below.rest.lstrip("\n").partition("\n")
        if is_ordinal(number.strip()):
            below = Header(replace(below.fields, header=f"{below.fields.header}\n{number}"), text)
        contents = (*contents, *headlines)
        if len(split(below.rest, contents)) < _FEWEST_REPORTS:
            return top
    else:
        following = below.rest.lstrip("\n").partition("\n")[0].strip()
        if not _POSTED.search(below.fields.header) or not is_section_label(following):
            return top
    fields = merge(top.fields, below.fields)
    section = fields.section or (name if heads_column else "")
    return Header(replace(fields, header=f"{first}\n{fields.header}", section=section), below.rest, contents)


def _read_part(part: str) -> Header:
    """The header of a story further down, with its number on the page if it stands under one (02)."""
    number, _, rest = part.lstrip("\n").partition("\n")
    if not is_ordinal(number.strip()):
        return read_header(part)
    header = read_header(rest)
    return replace(header, fields=replace(header.fields, header=f"{number}\n{header.fields.header}"))


def _unescaped(page: str) -> str:
    """The text of a file in HTML's references (&nbsp;, &ldquo;), as one taken from a page's source has them, and with
    its line breaks (<br/>); these are a way of writing characters, so that reading them is no repair."""
    page = _BREAK.sub("\n", page) if "<br" in page else page
    if page.count("&") < _FEWEST or len(_REFERENCE.findall(page)) != page.count("&"):
        return page
    return unescape(page).replace("\xa0", " ")


def _with_headline(fields: Fields, headline: Headline) -> Fields:
    """The fields with title and body. A header between the two (来源：, 时间：), also under the headline's other lines, is
    read as well, but a byline there is part of the story unless the day stands with it."""
    others, below = _header_below(headline)
    if not headline.title or below.fields.byline and find_full_date(below.fields.header) is None:
        below = Header(Fields(), headline.body[others:])
    fields = merge(fields, below.fields)
    lead_ins = tuple(line for line in headline.lead_ins if line not in below.fields.header)
    places = [*fields.readings, *readings("text", body="")]
    source = fields.source
    if not source and headline.source:
        source = headline.source
        places += readings("first line", source="")
    elif not source:
        source = read_source_line(below.rest)
        places += readings("text", source="")
    return replace(
        fields,
        title=headline.title or fields.title,
        body=headline.body[:others] + below.rest,
        source=source,
        url=fields.url or below.fields.url,
        lead_ins=lead_ins,
        readings=tuple(places),
    )


def _header_below(headline: Headline) -> tuple[int, Header]:
    """The header under a headline and its other lines, and where in the body it begins; at 0 where there is none."""
    first = read_header(headline.body)
    end, header = 0, first
    if headline.taken.startswith("原") and not first.fields.header:  # under the headline that a site put on top
        for own in islice(re.finditer(r"(?m)^.*\S.*\n?", headline.body), _MOST_OWN):
            header = read_header(headline.body[own.end():])
            if header.fields.header or not is_headline(own[0]):
                return (own.end(), header) if header.fields.header and is_headline(own[0]) else (0, first)
    for line in headline.body.splitlines(keepends=True) if headline.lead_ins else ():
        if header.fields.header:
            return end, header
        if line.strip() and line.strip() not in headline.lead_ins:
            break
        end += len(line)
        header = read_header(headline.body[end:])
    return (end, header) if header.fields.header else (0, first)


def _id(fields: Fields, fingerprint: str) -> str:
    return f"{fields.source_id}-{fingerprint[:8]}" if fields.source_id else ""
