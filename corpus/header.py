"""What stands above a story in a text file: paper, date and page lines, labelled lines, a page's own list."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from corpus.article import FieldName, FieldReading
from corpus.byline import read_byline
from corpus.clean import without_readings
from corpus.credits import is_by_sound
from corpus.date_numerals import WIDE
from corpus.date_values import find_full_date, parse_date
from corpus.fields import FIELD_OF, Fields
from corpus.furniture import is_offer, is_printed
from corpus.line_breaks import PREVIEW_END
from corpus.lines import is_headline, is_rule, is_subtitle, kind_of
from corpus.masthead import heads_contents, is_section, read_masthead, unmarked
from corpus.navigation import is_navigation
from corpus.page_names import may_be_sites, read_numbered_page, read_page_name, read_way_with_headline, way_below
from corpus.publishers import is_paper, is_publisher, may_be_app, plain
from corpus.site_lines import is_site_line
from corpus.surnames import may_be_name

# A list mark, a label of Chinese characters or Latin letters, a colon, a value.
_LABELLED = re.compile(
    r"(?:[-•*·][ \t])?[ \t\u3000]*(?:\*\*)?([^\s:：*]{1,24})(?:\*\*)?[ \t\u3000]*[:：](?:\*\*)?[ \t\u3000]*(.*)\Z"
)
_PAPER = re.compile(r"[\u3400-\u9fff·]{1,12}(?:报|報|网|網|新闻|新聞|周刊|週刊)\Z")
_GAP = re.compile(r"[ \t\u3000]+")
_PAGE = re.compile(r"第?\s*([A-Za-z]?\d{1,3})\s*版(?:\s*[:：]\s*(.*)|\s+(.*))?\Z")
# Labels that are read and dropped: they say nothing about the story.
_COUNTERS = {"点击", "點擊", "点击量", "點擊量", "浏览", "瀏覽", "浏览量", "瀏覽量", "阅读", "閱讀", "阅读量", "閱讀量", "浏览次数",
             "点击次数", "访问量", "人气", "评论", "字号", "字號"}
# A question-and-answer piece may begin with 记者：, a programme note with 内容：, so these are no headers in running text; in
# Markdown's bold letters 记者 is a label.
_NOT_HERE = {"记者", "記者", "正文", "内容", "內容", "text", "content", "body", "id", "编号", "編號", "link", "time"}
_BODY = {"正文", "内容", "內容"}  # alone on a line: what follows is the story
_OPENS_WITH_PAGE = re.compile("第?(?:[A-Z]?\\d{1,3}|[一二三四五六七八九十]{1,3})版")
_TURNS = re.compile("(?:^|[ \u3000]+)[34]?[上下]一[版期篇]")  # behind a page's name: 封面 4下一版
_EDITION = re.compile("[ \u3000]+(?:数字报纸?|電子報|电子报)\\Z")
_LONGEST_VALUE = 120
_MOST_LINES = 18
_LONGEST_DATE = 40
_LONGEST_LIST, _LONGEST_ITEM = 24, 40  # lines of a list of headlines, characters of one
_DEEPEST = 3  # paper, day and page, and one more, side by side


@dataclass(frozen=True, slots=True)
class Header:
    """What was read around a story, the text that is left, and the headlines that a list of contents names."""

    fields: Fields
    rest: str
    contents: tuple[str, ...] = ()


def read_header(text: str) -> Header:
    """Separates the header from the story.

    The header ends at the first line that is neither blank nor one of: the name of a newspaper or another publisher
    standing above a date or page line; a whole date alone on its line; ``第06版：栏目``; a labelled line (日期：… with a value
    that is a date, 标题：…, 来源：…, 作者：…, 版面：…, 点击：…; with or without a list mark); several of these on one line; what
    leads a site's or an app's reader about; an offer of the site or the app; a list of the headlines printed further
    down (标题导航), below a page's number also one without a heading; and, if a headline stands below them all, what a
    page or a site is called (``corpus.page_names``). Text without a header comes back whole.
    """
    lines = text.split("\n")
    found: dict[str, str] = {}
    kept: list[str] = []
    known: list[FieldReading] = []
    end = 0
    contents = False
    listed: list[str] = []
    list_end = 0
    before_names: tuple[int, int, int, dict[str, str]] | None = None
    way = way_below(lines[: 2 * _MOST_LINES])
    for number, line in enumerate(lines[: 3 * _MOST_LINES]):
        if not line.strip() or kept and is_rule(line):
            continue
        if contents and _is_printed_below(unmarked(line.strip()), lines[number + 1:]):
            listed.append(unmarked(line.strip()))
            end = number + 1
            continue
        contents = heads_contents(line.strip())
        if contents:
            kept.append(line)
            end = number + 1
            continue
        if len(kept) == _MOST_LINES:
            break
        if number < list_end:
            listed.append(line.strip())
            end = number + 1
            continue
        following = next((later.strip() for later in lines[number + 1:number + 4] if later.strip()), "")
        read = _read_line(line.strip(), following)
        if read is None and line in kept:  # what it is called stands above and below the site's own lines
            read = {}
        if read is None:
            read = read_page_name(line.strip(), following, below_head=bool(kept))
            if read is None and (number < way and may_be_sites(line.strip()) or is_printed(line.strip())):
                read = {}
            if read is not None and before_names is None:
                before_names = (end, len(kept), len(known), dict(found))
        if read is None and "page" in found:
            list_end = _list_end(lines, number)
            if list_end:
                listed.append(line.strip())
                end = number + 1
                continue
        if read is None:
            break
        for field, value in read.items():
            found.setdefault(field, value)
            known.append(FieldReading(cast(FieldName, field), "page header", _label(line) if len(read) == 1 else ""))
        kept.append(line)
        end = number + 1
    if before_names and "title" not in found and not _headline_follows(lines[end:]):
        # What could be a page's name was the headline.
        end, kept_lines, read_fields, found = before_names
        del kept[kept_lines:], known[read_fields:]
    while kept and end < len(lines) and is_rule(lines[end]):
        end += 1
    # A single dated or labelled line that is all there is would leave no story.
    if not kept or not "".join(lines[end:]).strip():
        return Header(Fields(), text)
    fields = Fields(
        header="\n".join(kept),
        title=found.get("title", ""),
        source=found.get("source", ""),
        page=found.get("page", ""),
        section=found.get("section", ""),
        byline=found.get("byline", ""),
        url=found.get("url", ""),
        readings=tuple(reading for reading in known if found[reading.field]),
    )
    return Header(fields, "\n".join(lines[end:]), tuple(listed))


def _headline_follows(lines: Sequence[str]) -> bool:
    first = next((line.strip() for line in lines if line.strip()), "")
    return kind_of(first) == "headline" and not is_subtitle(first)


def _is_printed_below(headline: str, lines: Sequence[str]) -> bool:
    return any(headline == line.strip() for line in lines)


def _list_end(lines: Sequence[str], start: int) -> int:
    """Where the list of a page's headlines ends that begins with a line and has no heading: short lines, one of which
    is printed again below the page's own line that follows them (上一期 下一期). 0 where there is none."""
    for number in range(start, min(len(lines), start + _LONGEST_LIST)):
        line = lines[number].strip()
        if not line:
            continue
        if is_navigation(line) or is_site_line(without_readings(line)):
            above = [item.strip() for item in lines[start:number] if item.strip()]
            return number if any(_is_printed_below(item, lines[number + 1:]) for item in above) else 0
        if kind_of(line) != "headline" or len(line) > _LONGEST_ITEM:
            return 0
    return 0


def page_head(lines: Sequence[str]) -> int:
    """How many of the lines are a page's head: a newspaper's name, a date, a page, each on a line, in any order, or on
    one line, and below a name or a page who made it; 0 if neither a name nor a page is among them."""
    count, named = 0, False
    has_day = any(map(_is_date, lines))  # 30 良好 may be a row of a table
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        read = _read_head(line, following)
        if read is None and (has_day or not line[0].isdigit()):
            read = read_numbered_page(line)
        if read is None and _OPENS_WITH_PAGE.match(line) and find_full_date(line):
            printed = read_masthead(line)
            read = printed if printed and "page" in printed else None
        if read is None and (_is_date(line) or named and read_masthead(line) is not None):
            read = {}
        if read is None:
            break
        count, named = number + 1, named or bool(read)
    return count if named else 0


def is_date_line(line: str) -> bool:
    """Whether a line is a whole date and nothing else, or with the paper or site (2023-03-03 09:40 来源：某报)."""
    if len(line) <= _LONGEST_DATE and _is_date(line):
        return True
    return "源" in line and find_full_date(line[:_LONGEST_DATE]) is not None and read_masthead(line) is not None


def merge(above: Fields, below: Fields) -> Fields:
    """The fields of ``above``, and of ``below`` where it has none; both headers, one under the other."""
    return replace(
        above,
        title=above.title or below.title,
        source_id=above.source_id or below.source_id,
        byline=above.byline or below.byline,
        header="\n".join(part for part in (above.header, below.header) if part),
        source=above.source or below.source,
        page=above.page or below.page,
        section=above.section or below.section,
        readings=above.readings + below.readings,
    )


def _read_line(line: str, following: str) -> dict[str, str] | None:
    """The fields a header line gives (possibly none), or None if it is not one. The name of a publisher or of a page
    of several reports counts with a header's line below it, a newspaper's (某某日报) above a headline, an app's above the
    app's own offer or menu."""
    is_sites = is_offer(line) or is_site_line(without_readings(line)) or line.endswith(PREVIEW_END)
    read = {} if is_sites else _read_alone(line, following)
    if read is not None:
        return read
    if is_publisher(line) or is_section(line):
        below = _read_alone(following, line) if following else None
        if below is not None and _says_more(below, following):
            return {"source": _EDITION.sub("", plain(line))} if is_publisher(line) else {"section": line}
    if is_paper(line) and is_headline(following):
        return {"source": _EDITION.sub("", plain(line))}
    if is_date_line(following) and kind_of(line) == "byline" and not line.startswith("□"):
        names = read_byline(line)
        return {"byline": names} if names and all(map(_is_writer, names.split())) else None
    if may_be_app(line) and (is_offer(following) or is_navigation(following) and ">" not in following):
        return {"source": line}
    return None


def _is_writer(name: str) -> bool:
    return may_be_name(name) or is_by_sound(name) or "·" in name


def _read_alone(line: str, beside: str) -> dict[str, str] | None:
    for read in (_read_head(line, beside), read_masthead(line), _read_labelled(line)):
        if read is not None:
            return read
    return read_way_with_headline(line)


def _says_more(read: dict[str, str], line: str) -> bool:
    """Whether a header's line is more than a label or two, which stand below a headline as well."""
    return not read.keys() & {"title", "byline"} and _label(line) == ""


def _read_head(line: str, beside: str, depth: int = 0) -> dict[str, str] | None:
    """The fields that a line of a page's head gives, none for a date alone; None if it is not one. A newspaper's name
    is part of a head only with a date or a page ``beside`` it."""
    page = _PAGE.match(line)
    if page and parse_date((page[2] or page[3] or "").split("\u3000")[0]) is None:
        return {"page": page[1].translate(WIDE), "section": _TURNS.split(page[2] or page[3] or "")[0].strip()}
    if _is_date(line):
        return {}
    if _PAPER.match(line):
        is_beside = beside != "" and depth < _DEEPEST and _read_head(beside, "", depth + 1) is not None
        return {"source": line} if is_beside else None
    if depth == _DEEPEST:
        return None
    for gap in _GAP.finditer(line, 0, _LONGEST_DATE):
        first, rest = line[: gap.start()], line[gap.end() :]
        is_paper = _PAPER.match(first) is not None
        read = _read_head(rest, first, depth + 1) if is_paper or _is_date(first) else None
        if read is not None:
            return {"source": first, **read} if is_paper else read
    return None


def _read_labelled(line: str) -> dict[str, str] | None:
    found = _LABELLED.match(line)
    if not found or len(found[2]) > _LONGEST_VALUE:
        return None
    label = without_readings(found[1]).lower()
    if label in _BODY and not found[2]:
        return {}
    if label in _COUNTERS:
        return {} if re.fullmatch(r"[\d,.\s]*[万萬wW]?\+?次?", found[2]) else None
    field = FIELD_OF.get(label)
    if field is None or label in _NOT_HERE and not (field == "byline" and "**" in line):
        return None
    if field == "date":
        return {} if parse_date(found[2]) else None
    return {field: found[2]}


def _label(line: str) -> str:
    """The label of a labelled line; '' for any other."""
    found = _LABELLED.match(line)
    return without_readings(found[1]) if found and without_readings(found[1]).lower() in FIELD_OF else ""


def _is_date(line: str) -> bool:
    date = parse_date(line)
    return date is not None and date.precision == "day" and (find_full_date(line) is not None or "年" in line)
