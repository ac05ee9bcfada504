"""The day with its year that a report opens with: 2021年8月19日，全县…大会召开."""
from __future__ import annotations

import re

from corpus.article import DateReading
from corpus.date_numerals import calendar_date
from corpus.dateline import read_dateline
from corpus.told_day import without_captions

_OPENING = re.compile(
    r"[ \u3000]*(?:[(（【〔][^()（）【】〔〕\n]{2,40}[)）】〕]){0,2}"
    r"[ \u3000]*[:：]?[ \u3000]*((\d{4})年(\d{1,2})月(\d{1,2})日)[，,]([^。！？\n]*)"
)
_TAKES_PLACE = re.compile(
    "开庭|宣判|判决|召开|举行|开幕|启动|揭牌|签约|授牌|来到|抵达|致辞|发表(?:主席|联合)?声明|召開|舉行|開幕|啟動|揭牌|簽約|抵達|致辭|判決"
)
# Messages of heads are told when they are sent, whatever else the report looks back to (建交30年来).
_SENDS = re.compile(
    "(?:主席|总书记|總書記|总理|總理|委员长|委員長|总统|總統)[^，。；]{0,60}"
    "(?:互致|致(?:慰问|慰問|唁|贺|賀)?[电電](?![力视視影话話脑腦])|致(?:口信|唁函)|吊唁|弔唁)"
)
# What is told from a later day: 三年来, 如今, 近日.
_LATER = re.compile(
    r"年多?[来來间間]|[一二三四五六七八九十\d多]年[后後前]|年[过過]去|近日|日前(?!往)|[今昨](?:天|日)|如今|目前|落[实實]|牢[记記]|[嘱囑]托|之[后後]"
    "|此[后後]|[周週]年|以[来來]|至今|英[烈雄]|革命|[红紅][军軍]"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")


def is_told_later(body: str) -> bool:
    """Whether a text speaks from a later day than one it tells of: 三年来, 如今."""
    return _LATER.search(body) is not None


def read_opening_day(body: str) -> DateReading | None:
    """The day, where the first sentence says that something took place on it and nothing in the text speaks from a
    later one. Without those words every second one is background (52 of 103 real items); without the words for what
    took place 4 of 25."""
    lines = (line.strip() for line in body.split("\n"))
    first = next(iter(without_captions([line for line in lines if "。" in line or len(line) > 60])), "")
    dateline = read_dateline(first)
    found = _OPENING.match(first, len(dateline))
    if found is None:
        return None
    latest = max((int(year[1]) for year in _YEAR.finditer(body)), default=0)
    if _SENDS.search(found[5]):
        if latest > int(found[2]) + 2:  # 2018年和2019年是友好年
            return None
    elif not _TAKES_PLACE.search(found[5]) or is_told_later(body) or latest > int(found[2]):
        return None
    date = calendar_date(found[2], found[3], found[4])
    return DateReading(date, "body", found[1]) if date else None
