"""Rules, fields and their places, as readers are told of them. What has no words here is shown as the code calls it."""
from __future__ import annotations

import re
from typing import Any

from flask_babel import gettext, lazy_gettext

_RULES: dict[str, Any] = {
    # regions and townships
    "in a row of divisions that share one word for what they are": lazy_gettext("在共用“县”“区”等字的一串地名里"),
    "a birthplace, behind the division that it lies in": lazy_gettext("籍贯，前面是它所属的省或市州"),
    "a name that only this division bears": lazy_gettext("只有这一处叫这个名称"),
    "the one of this name today; no namesake's home is in the article": lazy_gettext(
        "今天叫这个名称的，文中没有写到同名别处所在的地方"
    ),
    "one of several of this name; the article names what this one lies in": lazy_gettext(
        "同名不止一处，文中写到了它所属的地方"
    ),
    "a short form, supported by the divisions around it or elsewhere in the article": lazy_gettext(
        "简称，有前后文或文中别处的地区为证"
    ),
    "in a row with others of its prefecture": lazy_gettext("与同一市州的其他县区并列"),
    "right behind the name of what it lies in": lazy_gettext("紧跟在所属地区的名称之后"),
    "a short form, of a place in the province or prefecture of the paper": lazy_gettext("简称，是报纸所在省或市州的地方"),
    "a province, city or county of which the article speaks without its name": lazy_gettext(
        "文中说的“全省”“全市”“我县”等是指这里，没有写出名称"
    ),
    "a former name, of when this was a county": lazy_gettext("旧名，当时是县"),
    "a single character, behind a word of going or staying": lazy_gettext("单字简称，跟在表示往来、停留的字后面"),
    "single characters side by side, of provinces that work together": lazy_gettext("单字简称并列，指几个省份"),
    "single characters side by side, counted or said to border on each other": lazy_gettext(
        "单字简称连写，后面写明几省，或写的是交界"
    ),
    "the place that a report is sent from": lazy_gettext("电头、讯头里的发稿地点"),
    "single characters in a row of provinces": lazy_gettext("单字简称用顿号并列，后面写明是省"),
    "right behind the division that it lies in": lazy_gettext("紧跟在所属地区后面"),
    "its county is named in the article": lazy_gettext("文中写到了所属的县"),
    "the only one of this name in Gansu, of which the article tells": lazy_gettext("甘肃只有这一处，而文章写的是甘肃"),
    # leaders
    "an office stands before the name": lazy_gettext("职务在姓名前面"),
    "an office stands behind the name or in it": lazy_gettext("职务在姓名后面或中间"),
    "appointed to an office, holding or leaving it": lazy_gettext("写的是任职、免职"),
    "in a list that an office-holder opens": lazy_gettext("在由任职者开头的名单里"),
    "named as an office-holder elsewhere in the article": lazy_gettext("文中别处写明了职务"),
    "of the table of people, and does what office-holders do": lazy_gettext("人名表里有，文中在主持、出席、调研等"),
    "of the table of people, with a title behind": lazy_gettext("人名表里有，后面跟着称呼"),
    "in a sentence that says who was there with an office-holder": lazy_gettext("句子写的是谁与任职者一同在场"),
    "does, beside an office-holder, what office-holders do": lazy_gettext("句子写的是任职者所做的事，文中另有任职者"),
    "the office is said right behind the name": lazy_gettext("职务紧接着写在姓名后面"),
    "an office stands behind the names": lazy_gettext("职务在几个姓名后面"),
    "in the printed list of a body's members": lazy_gettext("在印出的组成人员名单里"),
    # dates of events
    "whole date": lazy_gettext("完整的日期"),
    "month and day": lazy_gettext("月和日"),
    "day alone": lazy_gettext("只有日"),
    "relative word": lazy_gettext("相对的说法"),
    "month": lazy_gettext("年和月"),
    "year": lazy_gettext("只有年"),
    "dateline": lazy_gettext("电头"),
    # repairs
    "inserted reading": lazy_gettext("插入的注音"),
    "split character": lazy_gettext("被注音拆开的字"),
    "damage left": lazy_gettext("损坏而未改动"),
    "undecodable byte": lazy_gettext("无法解码的字节"),
    "line break": lazy_gettext("段落中间的换行"),
    "doubled mark": lazy_gettext("多出的逗号"),
    "page furniture": lazy_gettext("版面附带的文字"),
}
_FORMER = re.compile(r"a former name, until (\d{4})\Z")

_FIELDS: dict[str, Any] = {
    "date": lazy_gettext("日期"),
    "region": lazy_gettext("地区"),
    "primary": lazy_gettext("文章的主要地区"),
    "leader": lazy_gettext("领导"),
    "title": lazy_gettext("标题"),
    "body": lazy_gettext("文章正文"),
    "dateline": lazy_gettext("报道的电头"),
    "source": lazy_gettext("来源"),
    "page": lazy_gettext("版次"),
    "section": lazy_gettext("版名"),
    "byline": lazy_gettext("署名"),
    "url": lazy_gettext("网址"),
    "source_id": lazy_gettext("来源的编号"),
}

_PLACES: dict[str, Any] = {
    "record": lazy_gettext("记录里的字段"),
    "metadata": lazy_gettext("文件自带的信息"),
    "page header": lazy_gettext("版头"),
    "trailer": lazy_gettext("文末的版面信息"),
    "page": lazy_gettext("网页上显示的文字"),
    "first line": lazy_gettext("首行"),
    "text": lazy_gettext("正文"),
    "dateline": lazy_gettext("电头"),
    "body": lazy_gettext("正文"),
    "path": lazy_gettext("文件名"),
}

_PRECISIONS: dict[str, Any] = {
    "day": lazy_gettext("精确到日"),
    "month": lazy_gettext("精确到月"),
    "year": lazy_gettext("只知道年份"),
    "monthday": lazy_gettext("年份不详"),
}

# What was worked out, as corpus/event_dates.py and corpus/dates.py put it: a part of a date or a word of the text, what
# it leans on, and the words there.
_WORKED_OUT = re.compile(r"(?:([年份和月]+)|“([^“”]*)”)据([^“]+)“(.*)”\Z", re.DOTALL)
_REPUBLIC = re.compile(r"(\d+)年作民国纪年\Z")
_PARTS: dict[str, Any] = {
    "年份": lazy_gettext("年份"),
    "月份": lazy_gettext("月份"),
    "年份和月份": lazy_gettext("年份和月份"),
}
_LEANT_ON: dict[str, Any] = {
    "文件自带的日期": lazy_gettext("文件自带的日期"),
    "版头": lazy_gettext("版头"),
    "电头": lazy_gettext("电头"),
    "文中": lazy_gettext("文中"),
    "标题": lazy_gettext("标题"),
    "前文": lazy_gettext("前文"),
    "文件名": lazy_gettext("文件名"),
    "档案员更正的日期": lazy_gettext("档案员更正的日期"),
}


def rule_text(rule: str) -> str:
    """What a rule of reading or repair found."""
    former = _FORMER.match(rule)
    if former:
        return str(gettext("旧名，用到%(year)s年", year=former[1]))
    return str(_RULES.get(rule, rule))


def field_text(field: str) -> str:
    """What a field of an article, or one that can be corrected, is called."""
    return str(_FIELDS.get(field, field))


def place_text(place: str) -> str:
    """Where a field or a date was read."""
    return str(_PLACES.get(place, place))


def inferred_text(inferred: str) -> str:
    """What was worked out of a date, and from what."""
    republic = _REPUBLIC.match(inferred)
    if republic:
        return str(gettext("%(year)s年作民国纪年", year=republic[1]))
    found = _WORKED_OUT.match(inferred)
    if not found or found[3] not in _LEANT_ON or found[1] and found[1] not in _PARTS:
        return inferred
    part, word, place, evidence = found.groups()
    place = str(_LEANT_ON[place])
    if part:
        return str(gettext("%(part)s据%(place)s“%(words)s”", part=str(_PARTS[part]), place=place, words=evidence))
    return str(gettext("“%(word)s”据%(place)s“%(words)s”", word=word, place=place, words=evidence))


def precision_text(precision: str) -> str:
    """How much of a date is known."""
    return str(_PRECISIONS.get(precision, precision))
