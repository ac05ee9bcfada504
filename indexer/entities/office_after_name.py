"""Who is named before the words that say the office? 王大川(甘肃省委书记), 王大川,某县原县委书记,… and 王大川、李明远等市领导.

Reading backward is unsure, so the office must be public by itself and begin right behind the bracket or the comma, and
the name must begin clearly, with punctuation or an everyday word before it.
"""
from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.entities import gazetteer
from indexer.entities.appointments import Appointed, offices_at
from indexer.entities.person_names import read_name
from indexer.entities.titled_names import name_before

# 王大川,某市原副市长,… where a sentence or a paragraph begins; the title may not be the beginning of more words.
_AT_START = re.compile(r"(?:\A|[\n。]) {0,4}(?=[\u4e00-\u9fff]{2,4}(?:,|(?:生前|曾)?是)[\u4e00-\u9fff])")
_IS = re.compile("(?:生前|曾)?是")
_STATES_OFFICE = re.compile(r"[,。、;()\n]|兼|和|\Z")
_LEADERS = re.compile(
    "等(?:同志)?((?:[省市州县区旗]|自治区|全国)级?(?:四大班子)?(?:老)?领导(?:同志)?(?!干部|班子|小组|人|机关|下|的)"
    "|市?议员(?!服务|候选)|立委(?!服务|候选)|立法委员(?!服务|候选))"
)


def find_named_before_office(text: str) -> Iterator[Appointed]:
    """The people of whom the folded text says it so, in no order."""
    if "(" in text:
        yield from _bracketed(text)
    yield from _apposed(text)
    if "等" in text:
        yield from _listed(text)


def _bracketed(text: str) -> Iterator[Appointed]:
    bracket = text.find("(")
    while bracket >= 0:
        if "\u4e00" <= text[bracket - 1:bracket] <= "\u9fff":
            offices, end = offices_at(text, bracket + 1)
            name = name_before(text, bracket) if offices and _STATES_OFFICE.match(text, end) else None
            if name is not None:
                yield Appointed(name, offices)
        bracket = text.find("(", bracket + 1)


def _apposed(text: str) -> Iterator[Appointed]:
    for start in _AT_START.finditer(text):
        name = read_name(text, start.end())
        if name is None or name.text[:2] in gazetteer.common_words():
            continue
        verb = _IS.match(text, name.end)
        begin = verb.end() if verb else name.end + 1
        if not verb and text[name.end:begin] != ",":
            continue
        offices, end = offices_at(text, begin)
        if offices and _STATES_OFFICE.match(text, end):
            yield Appointed(name, offices)


def _listed(text: str) -> Iterator[Appointed]:
    for leaders in _LEADERS.finditer(text):
        end = leaders.start()
        while (name := name_before(text, end)) is not None:
            yield Appointed(name, (leaders[1],))
            if text[name.start - 1:name.start] not in ("、", "和", "与"):
                break
            end = name.start - 1
