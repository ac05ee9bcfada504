"""What did an archivist overrule? ``corrections.tsv`` in the archive's folder puts dates, regions and leaders right.

A line a correction, with tabs between: id, field, read, corrected, note. ``field`` is date, region, primary or leader.
``read`` is what was read wrongly, ``corrected`` what it is; an empty ``read`` adds, an empty ``corrected`` takes away.

    date      2021-05-06, 2021-05, 2021 or 05-06, or as spreadsheets write it (2021/5/6); empty: undated; as ``read``
              also *, whatever was read; what was worked out from the date for events in the text is worked out anew
    region    a code or the full name of a division
    primary   the division, one of the article's, that it is about; ``read`` may be *
    leader    a name; as ``corrected`` also with offices, to put them right: 王大川（省长、省委副书记）

A line that fits nothing any more (no such article, nothing read as it says, a division nobody knows) changes nothing
and is reported with its number. What was read stays in the document, so that a line can be withdrawn.
"""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.article import DateReading, Reject
from corpus.date_values import parse_date
from corpus.encoding import STAND_IN, UndecodableText, decode
from corpus.event_dates import read_event_dates
from indexer.document import Correction, Document, LeaderMention, RegionMention
from indexer.entities.divisions import label, resolve_name
from indexer.errors import ArchiveDamaged
from indexer.report import CorrectionReport

FILE = "corrections.tsv"
_FIELDS = ("id", "field", "read", "corrected", "note")
_DAMAGED = re.compile(f"[{chr(STAND_IN)}-{chr(STAND_IN + 0xFF)}]")
_CURE = "save it as UTF-8 text with tabs between the columns"
_LEADER = re.compile(r"([^（()）]+)(?:[（(]([^（()）]*)[)）])?\Z")


class Unfit(Exception):
    """A line fits nothing; the message says why."""


@dataclass(frozen=True, slots=True)
class Line:
    """A correction and where it stands in the file."""

    number: int
    id: str
    correction: Correction


@dataclass(frozen=True, slots=True)
class Corrections:
    """The lines of the file by the id of their article, and the lines that could not be read as corrections."""

    lines: Mapping[str, Sequence[Line]]
    faults: tuple[Reject, ...] = ()

    def corrected(self, document: Document) -> Document:
        """The document as read, with its corrections; lines that do not fit it are left out."""
        return self._apply(document)[0]

    def in_effect(self, document: Document) -> bool:
        """Whether a document holds what is written here now, and nothing else that was ever corrected."""
        concerned = document.corrections or document.id in self.lines
        return not concerned or self.corrected(document) == document

    def report(self, documents: Iterable[Document]) -> CorrectionReport:
        """What became of the lines, given the archive's ``documents`` of the ids that they name: how many there are,
        and those that fit nothing, with the reason."""
        there = {document.id: document for document in documents}
        unfit = list(self.faults)
        for id, lines in self.lines.items():
            if id in there:
                unfit += self._apply(there[id])[1]
            else:
                unfit += [Reject(FILE, line.number, f"档案里没有编号为 {id} 的文章。") for line in lines]
        ordered = sorted(unfit, key=lambda reject: reject.line or 0)
        return CorrectionReport(sum(map(len, self.lines.values())) + len(self.faults), tuple(ordered))

    def _apply(self, document: Document) -> tuple[Document, list[Reject]]:
        document = as_read(document)
        rejects = []
        for line in self.lines.get(document.id, ()):
            try:
                document = _APPLY[line.correction.field](document, line.correction)
            except Unfit as reason:
                rejects.append(Reject(FILE, line.number, str(reason)))
        return document, rejects


NONE = Corrections({})


def load(archive: Path) -> Corrections:
    """The corrections of an archive; none where there is no file. It may be in any encoding that articles may be in, as
    spreadsheets save GBK or UTF-16. Raises ArchiveDamaged for one that is not text, or that may not be read: to go on
    without it would take back every correction."""
    path = archive / FILE
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return NONE
    except OSError as error:
        raise ArchiveDamaged(
            f"{path} cannot be read ({error.strerror}); it must be a file that this user may read"
        ) from error
    lines: defaultdict[str, list[Line]] = defaultdict(list)
    faults = []
    # Not splitlines, which also parts at characters that a note may hold; not csv, which bounds the length of a cell.
    for number, row in enumerate(_text(data, path).split("\n"), 1):
        cells = [cell.strip() for cell in row.split("\t")]
        if not any(cells) or cells[0].startswith("#") or tuple(cells[: len(_FIELDS)]) == _FIELDS:
            continue
        id, field, read, corrected, note = (cells + [""] * len(_FIELDS))[: len(_FIELDS)]
        if not id or field not in _APPLY or not (read or corrected):
            faults.append(Reject(FILE, number, "不是一条更正：应为 编号、字段（date、region、primary、leader）、原读、更正、说明。"))
            continue
        lines[id].append(Line(number, id, Correction(field, read, corrected, note)))
    return Corrections(dict(lines), tuple(faults))


def _text(data: bytes, path: Path) -> str:
    """What the file says. A damaged byte is refused: a correction is not guessed."""
    try:
        text = decode(data).text
    except UndecodableText as error:
        line = data.count(b"\n", 0, error.offset) + 1
        raise ArchiveDamaged(f"{path} cannot be read (line {line}: {error}); {_CURE}") from error
    if damaged := _DAMAGED.search(text):
        line = text.count("\n", 0, damaged.start()) + 1
        raise ArchiveDamaged(f"{path} cannot be read (line {line}: bytes that are no text); {_CURE}")
    return text


def as_read(document: Document) -> Document:
    """The document before any correction."""
    for correction in reversed(document.corrections):
        if correction.field == "date":
            article = replace(document.article, date=correction.date)
            if correction.events is not None:
                article = replace(article, events=correction.events)
            document = replace(document, article=article)
        elif correction.field == "leader":
            document = replace(document, leaders=correction.leaders)
        else:
            document = replace(document, regions=correction.regions)
    return replace(document, corrections=())


def _date(document: Document, line: Correction) -> Document:
    article = document.article
    was = article.date
    read, corrected = parse_date(line.read), parse_date(line.corrected)
    if line.read != "*" and (read != (was and was.date) or line.read and not read):
        raise Unfit(f"读出的日期不是“{line.read}”，而是“{was.date.value if was else '日期不详'}”。")
    if line.corrected and corrected is None:
        raise Unfit(f"“{line.corrected}”不是日期。")
    date = DateReading(corrected, "correction", FILE) if corrected else None
    # The years of events lean on the article's own date; those that the correction changes name it as their evidence.
    told = date and replace(date, evidence=date.date.value)
    events = read_event_dates(article.title, article.body, told)
    done = replace(line, date=was, events=None if events == article.events else article.events)
    return replace(
        document, article=replace(article, date=date, events=events), corrections=(*document.corrections, done)
    )


def _region(document: Document, line: Correction) -> Document:
    was = document.regions
    regions = list(was)
    primary = not regions
    if line.read:
        code = _code(line.read)
        at = next((number for number, mention in enumerate(regions) if mention.code == code), None)
        if at is None:
            raise Unfit(f"没有读出地区“{line.read}”。")
        primary = regions.pop(at).primary
    if line.corrected:
        code = _code(line.corrected)
        if any(mention.code == code for mention in regions):
            raise Unfit(f"地区“{line.corrected}”已在其中。")
        regions.append(RegionMention(code, label(code), primary, ""))
    elif primary and regions:
        regions[0] = replace(regions[0], primary=True)
    return _with_regions(document, line, regions)


def _primary(document: Document, line: Correction) -> Document:
    was = next((mention.code for mention in document.regions if mention.primary), "")
    if line.read not in ("*", "") and _code(line.read) != was:
        raise Unfit(f"读出的主要地区不是“{line.read}”。")
    code = _code(line.corrected)
    if all(mention.code != code for mention in document.regions):
        raise Unfit(f"文章的地区里没有“{line.corrected}”。")
    return _with_regions(document, line, [replace(one, primary=one.code == code) for one in document.regions])


def _leader(document: Document, line: Correction) -> Document:
    leaders = list(document.leaders)
    at, was = len(leaders), None
    if line.read:
        at = next((number for number, mention in enumerate(leaders) if mention.name == line.read), -1)
        if at < 0:
            raise Unfit(f"没有读出领导“{line.read}”。")
        was = leaders.pop(at)
    if line.corrected:
        given = _LEADER.match(line.corrected)
        if given is None:
            raise Unfit(f"“{line.corrected}”不是姓名（可在括号里写职务）。")
        name, offices = given.group(1).strip(), given.group(2)
        if any(mention.name == name for mention in leaders):
            raise Unfit(f"领导“{name}”已在其中。")
        kept = was or LeaderMention(name, (), (), "")
        named = kept.offices if offices is None else tuple(filter(None, map(str.strip, offices.split("、"))))
        leaders.insert(at, LeaderMention(name, named, kept.roles, kept.surface))
    done = replace(line, leaders=document.leaders)
    return replace(document, leaders=tuple(leaders), corrections=(*document.corrections, done))


def _with_regions(document: Document, line: Correction, regions: Sequence[RegionMention]) -> Document:
    done = replace(line, regions=document.regions)
    ordered = tuple(sorted(regions, key=lambda mention: mention.code))
    return replace(document, regions=ordered, corrections=(*document.corrections, done))


def _code(name: str) -> str:
    codes = resolve_name(name)
    if len(codes) != 1:
        raise Unfit(f"“{name}”" + ("不止一个，请写代码：" + "、".join(codes) if codes else "不是已知的地区或代码") + "。")
    return codes[0]


_APPLY = {"date": _date, "region": _region, "primary": _primary, "leader": _leader}
