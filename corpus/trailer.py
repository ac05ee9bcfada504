"""What stands below a story in a text file: Founder's line with the article's number, the paper it was taken from."""
from __future__ import annotations

import re

from corpus.fields import Fields, readings
from corpus.header import Header

# 2021-01-26 1 1 甘肃日报 c234488.html 1 平凉:… /enpproperty-->   (date, page?, ?, paper, article's file, ?, title)
_TRAILER = re.compile(
    r"(?:--> ?)?(\d{4}-\d\d-\d\d)\s+\d+\s+\d+\s+(\S+)\s+(?:c|content_)?(\d+)\.html?\s+\d+\s+(.*?)"
    r"\s*/enpproperty-->\s*\Z"
)
# 某某日报 要闻 00002 标题 2023-09-15 某某日报2023-09-1500006;… 2 2023年09月15日 星期五
_DIGITAL_TRAILER = re.compile(
    r"(\S{2,12}[报報]) (\S{2,8}) (\d{5}) (.{4,90}?) (\d{4}-\d\d-\d\d) "
    r"\1\d{4}-\d\d-\d\d\d{5}\S* .{0,8}\d{4}年\d\d月\d\d日.{0,8}\Z"
)
_SOURCE_LINE = re.compile(
    r"(?m)^[ \t\u3000]*[(（](?:来源[:：]|來源[:：]|据|據|原?[载載]于?)?《?([\u3400-\u9fff·]{1,12}(?:报|報|网|網|社|客户端))》?"
    r"(?:[ \u3000]*(?:\d{4}年)?\d{1,2}月\d{1,2}日[^()（）\n]{0,10})?[)）][ \t\u3000]*$"
)
_LONGEST_TRAILER = 400


def read_trailer(text: str) -> Header:
    """Separates the line that Founder's publishing system leaves at the end of a text: date, paper, the article's id
    and its title. Text without one comes back whole."""
    head, line_feed, last = text.rstrip().rpartition("\n")
    digital = _DIGITAL_TRAILER.fullmatch(last.strip()) if len(last) < _LONGEST_TRAILER else None
    if digital:
        fields = Fields(header=digital[5], source=digital[1], section=digital[2], page=digital[3].lstrip("0"),
                        title=digital[4], readings=readings("trailer", title="", source="", section="", page=""))
        return Header(fields, head)
    found = _TRAILER.match(last.strip()) if "/enpproperty" in last else None
    if not found:
        return Header(Fields(), text)
    known = readings("trailer", title="", source="", source_id="")
    fields = Fields(header=found[1], source=found[2], source_id=found[3], title=found[4], readings=known)
    return Header(fields, head)


def read_source_line(body: str) -> str:
    """The paper that a line of its own in brackets names at the end of a story, ``(甘肃日报)``, or ''."""
    found = _SOURCE_LINE.search(body)
    return found[1] if found else ""
