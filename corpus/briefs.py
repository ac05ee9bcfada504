"""A column of briefs, taken apart: under the column's name, each item with a mark, a headline of its own and, at its
end, who wrote it.

    市州简讯
    ●某县渠首闸门检修　本周，水务人员……。（甲某某）
    ●某镇冷库投用　……。（乙某）
"""
from __future__ import annotations

import re
from dataclasses import dataclass

# What papers call their columns of briefs; not the lists of other articles under an article.
_COLUMN = re.compile(
    r"(?!.{0,4}(?:相[关關]|更多|推[荐薦]|[热熱][门門]|往期))"
    r".{0,8}(?:快[讯訊]|[简簡][讯訊报報]|短[讯訊]|要[闻聞]|速[览覽]|集[锦錦])\Z"
)
# Others that only briefs in the form read here show to be one.
_OTHER_COLUMN = re.compile(
    r".{0,6}(?:[简簡]明新[闻聞]|一句[话話]新[闻聞]|新[闻聞]集[纳納]|短波|[传傳]真|[动動][态態]|点滴|點滴|零[讯訊]|[资資][讯訊])\Z"
)
# A column's name with its day or its number: 某县要闻丨5月17日, 市县传真(3月第4期).
_ISSUE = re.compile(
    r"[^。，,：:]{0,10}(?:要[闻聞]|[简簡快短][讯訊]|[速一][览覽]|[传傳]真|[动動][态態]|短波|集[锦錦]|播[报報]|[扫掃]描|[汇匯彙][总總])[ \u3000]*"
    r"(?:[丨|｜·][ \u3000]*)?(?:[(（][^()（）]{0,12}第?\d{1,4}期[)）]|第?\d{1,4}期"
    r"|(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{4}[-.]\d{1,2}[-.]\d{1,2})\Z"
)
LIST_MARKS = "●■◆▲★▶◎○□◇△☆※"
"""What stands before an item of a list or a brief of a column."""
_MARK = rf"[{LIST_MARKS}][ \t\u3000]*"
# The headline ends where blanks set it off from the text: wide ones, or a single one where it holds none itself.
_ITEM = re.compile(rf"({_MARK})([^。，,；;：:\n]{{5,40}}?)(?:[ \t]*\u3000[ \t\u3000]*|[ \t]{{2,}})(?=\S[^\n]{{10}})")
_ITEM_TIGHT = re.compile(rf"({_MARK})([^。，,；;：:\s]{{5,40}})[ \t](?=\S[^\n]{{10}})")
_ITEM_ALONE = re.compile(rf"({_MARK})([^。，,；;\n]{{5,40}})\Z")
_SIGNED = re.compile(r"[。！？”…][ \t\u3000]*[（(][^()（）。\n]{2,30}[)）]\s*\Z")
_FEWEST = 2
_LONGEST_SIGNATURE = 120  # with the blanks around it

# A headline on the line of its report's first words, as some electronic pages have it: 渠首闸门检修   本报讯【记者某某】….
_SET_OFF = re.compile(
    r"([ \t\u3000]*)([^。\n]{4,60}?)[ \t\u3000]{2,20}(?![ \t\u3000])"
    r"(?=(?:【?本[报報][^。，\n]{0,8}[讯訊電电]|[\u3400-\u9fff]{2,10}[讯訊](?=[ \u3000【（(])|□[\u3400-\u9fff]|◆\d{1,2}月))"
)


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief's first line: its mark, its headline, and how many characters both and the blanks behind them take."""

    mark: str
    headline: str
    length: int


def is_column(line: str) -> bool:
    """Whether a line is the name of a column of briefs."""
    return _COLUMN.match(line) is not None


def names_column(line: str) -> bool:
    """Whether a line above briefs can be their column's name."""
    return is_column(line) or _OTHER_COLUMN.match(line) is not None


def names_issue(line: str) -> bool:
    """Whether a line is the name of a column with its day or its number."""
    return _ISSUE.match(line) is not None


def read_brief(line: str) -> Brief | None:
    """The headline with which a brief's first line begins, or None."""
    found = _ITEM.match(line) or _ITEM_TIGHT.match(line)
    return Brief(found[1], found[2].strip(), found.end()) if found and "。" in line[found.end():] else None


def read_set_off(line: str) -> Brief | None:
    """The headline with which a report's first line begins, set off by blanks from 本报讯, or None."""
    found = _SET_OFF.match(line)
    is_report = found is not None and ("。" in line[found.end():] or line[found.end()] == "□")
    return Brief(found[1], found[2].strip(), found.end()) if found and is_report else None


def parted(column: str) -> list[str]:
    """The briefs of a column, given from its name on: the first with the column's name above it; the whole as it is
    where its lines are not throughout briefs of one kind of mark, each signed."""
    lines = column.splitlines(keepends=True)
    printed = [number for number, line in enumerate(lines) if line.strip()]
    begins = [number for number in printed if _begins(lines[number].strip())]
    if len(begins) < _FEWEST or len(printed) < 2 or begins[0] != printed[1]:
        return [column]
    if len({lines[number].strip()[0] for number in begins}) > 1:
        return [column]
    ends = [*begins[1:], len(lines)]
    pieces = ["".join(lines[begin:end]) for begin, end in zip(begins, ends)]
    if not all(map(is_signed, pieces)):
        return [column]
    return ["".join(lines[:begins[0]]) + pieces[0], *pieces[1:]]


def is_signed(text: str) -> bool:
    """Whether a text ends with who wrote it, in brackets behind its last sentence."""
    return _SIGNED.search(text[-_LONGEST_SIGNATURE:]) is not None


def _begins(line: str) -> bool:
    return read_brief(line) is not None or _ITEM_ALONE.match(line) is not None
