"""Records that a newspaper database exports as text: 【标题】…, 【作者】…, 【正文】 and the text below it.

Every label stands in brackets at the head of a line, often spaced out (【标　　题】). A file may hold one record or many;
the label that opens the first opens each. What the database prints above the first record, and its counters and
notices below a text, are no part of an article; every other line of a record is.
"""
from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.fields import Fields, readings
from corpus.lines import is_rule

_LABELLED = re.compile(r"[ \t\u3000]*【([^】\n]{1,14})】(.*)", re.DOTALL)
_FIELDS = {
    "title": ("标题", "標題", "篇名", "题名", "題名", "正题", "正題", "主标题", "主標題", "正标题", "主题", "主題"),
    "above": ("引题", "引題", "肩题", "肩題", "眉题"),
    "below": ("副题", "副題", "副标题", "副標題", "子标题"),
    "byline": ("作者", "责任者"),
    "source": ("来源", "來源", "报纸名称", "報紙名稱", "报纸中文名", "报刊名称", "文献来源", "报纸", "媒体"),
    "date": ("日期", "出版日期", "发表日期", "报纸日期", "发布日期", "發布日期", "见报日期", "刊登日期"),
    "page": ("版次", "版号", "版面", "版次版名", "版次号"),
    "section": ("栏目", "欄目", "版名", "专栏"),
    "body": ("正文", "全文", "正文内容"),
}
_FIELD_OF = {label: name for name, labels in _FIELDS.items() for label in labels}
_ABSTRACTS = ("摘要", "内容提要", "提要", "导语", "核心提示")
# What databases count and file below a text.
_BELOW = (
    "字数", "字數", "图片", "圖片", "关键词", "關鍵詞", "入库时间", "分类号", "DOI", "备注", "下载次数", "点击次数", "作者单位",
)
_NOTICE = re.compile(
    r"(?:[\[【][\u3400-\u9fff]{2,6}[\]】][ \u3000]*){2,}\Z"
    r"|[\[(（【]?(?:以上|本)?(?:数据|數據)库?仅供|[\[(（【]?返回检索|[(（]?以上数据"
)
_PAGE = re.compile(r"第?[ ]?([A-Z]?\d{1,3})[ ]?版?")
_BESIDE_THE_TITLE = ("byline", "source", "page", "section")
_LONGEST_PREFACE, _MOST_ABOVE = 80, 6  # characters of a line, lines


def read_export(text: str) -> tuple[Fields, ...]:
    """The records of an export in order; none where the text is no export.

    The first record opens at the head of the file, under at most a few short lines; it has a title, a text (【正文】) and a
    date, or two of author, source, page and section. A later record without a text is given with its lines as the text.
    """
    if "【" not in text[:2000]:
        return ()
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if _label(line)), len(lines))
    above = [line for line in lines[:first] if line.strip()]
    if first == len(lines) or len(above) > _MOST_ABOVE:
        return ()
    if any(len(line) > _LONGEST_PREFACE or "。" in line for line in above):
        return ()
    opener = next((label for label in map(_label, lines[first:]) if label and label not in _BELOW), "")
    if not opener:
        return ()
    opened = [number for number in range(first, len(lines)) if _label(lines[number]) == opener]
    # One without a title is no record: its lines are those of the record before.
    spans = zip(opened, [*opened[1:], len(lines)], strict=True)
    starts = [start for start, end in spans if "title" in _above_text(lines[start:end])]
    if not starts or starts[0] != opened[0]:
        return ()
    records = [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    if not _is_whole(records[0]):
        return ()
    head = [*above, *records[0]]
    return tuple(_fields(record, head if number == 0 else record) for number, record in enumerate(records))


def _label(line: str) -> str:
    """The label with which a line begins, without its blanks, or ''."""
    labelled = _LABELLED.match(line)
    return "".join(labelled[1].split()) if labelled else ""


def _above_text(record: Sequence[str]) -> set[str]:
    """The fields whose labels stand above a record's text, and that of the text."""
    names = [_FIELD_OF.get(_label(line), "") for line in record]
    return set(names[:names.index("body") + 1]) if "body" in names else set(names)


def _is_whole(record: Sequence[str]) -> bool:
    fields = _above_text(record)
    beside = sum(name in fields for name in _BESIDE_THE_TITLE)
    return {"title", "body"} <= fields and ("date" in fields or beside > 1)


def _fields(record: Sequence[str], header: Sequence[str]) -> Fields:
    values: dict[str, str] = {}
    kept: list[str] = []  # an abstract, and whatever stands between the labels
    body: list[str] | None = None
    for number, line in enumerate(record):
        label = _label(line)
        name = _FIELD_OF.get(label, "")
        labelled = _LABELLED.match(line)
        value = labelled[2].strip() if labelled else line.strip()
        if name == "body":
            body = [*([value] if value else []), *_without_end(record[number + 1:])]
            break
        if name and value and name not in values:
            values[name] = value
        elif value and (not labelled or label in _ABSTRACTS) and not is_rule(line):
            kept.append(value)
    lead_ins = tuple(values[name] for name in ("above", "below") if name in values)
    text = body if body is not None else list(record)
    page = _PAGE.match(values.get("page", ""))
    read = {name: "" for name in ("title", "source", "page", "section", "byline") if name in values}
    return Fields(
        title=values.get("title", ""),
        body="\n".join((*lead_ins, *(kept if body is not None else ()), "\n".join(text).strip("\n"))),
        date=values.get("date", ""),
        header="\n".join(line for line in header if _label(line) or line in header[:_MOST_ABOVE]),
        source=values.get("source", ""),
        page=page[1] if page else values.get("page", ""),
        section=values.get("section", ""),
        byline=values.get("byline", ""),
        lead_ins=lead_ins,
        readings=(*readings("record", **read), *readings("text", body="")),
    )


def _without_end(lines: Sequence[str]) -> Sequence[str]:
    """The lines of a text without the rules, counters and notices of the database below it."""
    end = len(lines)
    while end and (
        not lines[end - 1].strip() or is_rule(lines[end - 1]) or _NOTICE.match(lines[end - 1].strip())
        or _label(lines[end - 1]) in _BELOW
    ):
        end -= 1
    return lines[:end]
