"""Records that a newspaper database exports as text: 【标题】…, 【作者】…, 【正文】 and the text below it.

Every label stands in brackets at the head of a line, often spaced out (【标　　题】). A file may hold one record or many,
with lines of the database above, between and below them; these stay in the record's header.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.fields import Fields, readings

_LABELLED = re.compile(r"[ \t\u3000]*【([^】\n]{1,14})】[ \t\u3000]*(.*?)[ \t\u3000]*\Z")
_FIELDS = {
    "title": ("标题", "標題", "篇名", "题名", "題名", "正题", "正題", "主标题", "主標題", "正标题"),
    "above": ("引题", "引題", "肩题", "肩題", "眉题"),
    "below": ("副题", "副題", "副标题", "副標題", "子标题"),
    "byline": ("作者", "记者", "記者", "责任者"),
    "source": ("来源", "來源", "报纸名称", "報紙名稱", "报纸中文名", "报刊名称", "文献来源", "报纸", "媒体"),
    "date": ("日期", "出版日期", "发表日期", "报纸日期", "发布日期", "發布日期", "见报日期", "刊登日期"),
    "page": ("版次", "版号", "版面", "版次版名", "版次号"),
    "section": ("栏目", "欄目", "版名", "专栏"),
    "body": ("正文", "全文", "内容", "內容", "正文内容"),
}
_OF_LABEL = {label: name for name, labels in _FIELDS.items() for label in labels}
_RULE = re.compile(r"[ \t\u3000]*(?:[=\-*＊—─═━~～_][ \t\u3000]*){3,}\Z")
_PAGE = re.compile(r"第?[ ]?([A-Z]?\d{1,3})[ ]?版?")
_FEWEST = 4  # labels of a record


@dataclass(slots=True)
class _Record:
    """What was read of a record so far; whether its text is being read, or was."""

    values: dict[str, str] = field(default_factory=dict)
    labels: int = 0
    header: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    reading: bool = False


def read_export(text: str) -> tuple[Fields, ...]:
    """The records of an export, none where the text is no export: a record has a title, a text and at least four
    labels."""
    if "【" not in text[:4000]:
        return ()
    records = [record for record in _records(text) if record.values or record.labels]
    whole = [record for record in records if record.labels >= _FEWEST and "title" in record.values and record.body]
    return tuple(map(_fields, whole)) if whole and len(whole) == len(records) else ()


def _records(text: str) -> Iterator[_Record]:
    record = _Record()
    for line in text.split("\n"):
        labelled = _LABELLED.match(line)
        label = "".join(labelled[1].split()) if labelled else ""
        name = _OF_LABEL.get(label, "")
        # A label of a title behind a text, or one that the record has already, opens another record.
        if labelled and record.body and (name in record.values or name in ("title", "above")):
            yield record
            record = _Record()
        if labelled and (name or not record.reading):
            record.labels += 1
            record.reading = name == "body"
            if name == "body":
                record.body += [labelled[2]] if labelled[2] else []
            elif name and labelled[2]:
                record.values.setdefault(name, labelled[2])
            record.header.append(line)
        elif labelled and record.reading and line == line.lstrip() and len(labelled[2]) < _LONGEST_VALUE:
            record.reading = False  # 【字数】612, below the text
            record.header.append(line)
        elif _RULE.match(line):
            record.reading = False
        elif record.reading:
            record.body.append(line)
        else:
            record.header.append(line)
    yield record


_LONGEST_VALUE = 24


def _fields(record: _Record) -> Fields:
    values = record.values
    lead_ins = tuple(values[name] for name in ("above", "below") if name in values)
    body = "\n".join((*lead_ins, "\n".join(record.body).strip("\n")))
    page = _PAGE.match(values.get("page", ""))
    read = {name: "" for name in ("title", "source", "page", "section", "byline") if name in values}
    return Fields(
        title=values["title"],
        body=body,
        date=values.get("date", ""),
        header="\n".join(line for line in record.header if line.strip()),
        source=values.get("source", ""),
        page=page[1] if page else values.get("page", ""),
        section=values.get("section", ""),
        byline=values.get("byline", ""),
        lead_ins=lead_ins,
        readings=(*readings("record", **read), *readings("text", body="")),
    )
