"""The words with which a newspaper's report begins: who sends it, from where, on which day."""
from __future__ import annotations

import re

from corpus.date_numerals import DAY_NUMERALS, MONTH_NUMERALS, YEAR_NUMERALS

# The day and what follows it in a dateline, for whoever reads one.
YEAR = rf"(?:\d{{4}}|{YEAR_NUMERALS})"
MONTH = rf"(?:\d{{1,2}}|{MONTH_NUMERALS})"
DAY = rf"(?:\d{{1,2}}|{DAY_NUMERALS})"
DAY_MARK = "[日号號]"
PART_OF_DAY = r"(?:上午|下午|中午|晚间|晚間|晚上|凌晨|清晨|傍晚|夜间|夜間|晚|夜)?"
SENT = r"(?:讯|訊|电(?![视力话影商台])|電(?![視力話影台])|专电|專電|消息)"

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_DAY = rf"(?:{YEAR}年)?(?:{MONTH}月)?{DAY}{DAY_MARK}"
# A paper, agency or site: 本报, 新华社, 中新网, 某某日报, 某某客户端.
_SENDER = rf"[{_HAN}A-Za-z·]{{0,14}}(?:[本报報社网網台臺]|新闻|新聞|客户端|客戶端|频道|頻道|电视台|電視台|杂志|雜誌)"
# Whom papers quote, not who sends a report.
_SENDER += r"(?<![气氣]象[台臺])(?<!震[台臺][网網])"
_REPORTER = r"(?:(?:特派|首席|驻京|特约)?(?:记者|記者|通讯员|通訊員))"
_BEHIND = r"(?:(?<=[讯訊电電])(?=[,，])|(?=[ \u3000:：(（—-]|[)）】〕\]]|\Z))"
_PLAIN = re.compile(
    rf"(?:{_SENDER}(?:{_REPORTER}[{_HAN}· 　、]{{1,16}}?)?[{_HAN}·/／]{{0,10}}?[ \u3000]?{_DAY}[ \u3000]?"
    rf"{PART_OF_DAY}{SENT}{_BEHIND}"
    rf"|{_SENDER}(?:[(（][{_HAN}]{{1,10}}[)）])?{SENT}{_BEHIND}"
    rf"|本[报報][{_HAN}]{{2,8}}[讯訊电電](?=[ \u3000:：(（])"
    rf"|[{_HAN}]{{2,8}}{_DAY}{PART_OF_DAY}(?:电|電|讯|訊){_BEHIND})"
)
_BRACKETED = re.compile(
    rf"[(（【〔\[](?:{_SENDER}|[^()（）【】〔〕\[\]。\n]{{0,24}}?{_REPORTER}[^()（）【】〔〕\[\]。\n]{{2,24}}?{_DAY})"
    rf"[^()（）【】〔〕\[\]。\n]{{0,16}}?{SENT}[)）】〕\]]"
    rf"|[(（【〔\[][^()（）【】〔〕\[\]。\n]{{2,24}}(?:[局處处部室社府会會]|中心)(?:发布|發布|發佈|供稿)[)）】〕\]]"
    rf"|[(（【〔\[]?{_REPORTER}[ \u3000:：]?[{_HAN}·、 ]{{2,12}}[/／][ \u3000]?[{_HAN}]{{2,10}}(?:报道|報道|報導)[)）】〕\]]?"
)

# Who sends a report, by name: 新华社, 中新网, 某某日报, 新某某客户端; not 本报, and not the office that held a briefing.
_BY_NAME = re.compile(
    rf"[(（【〔\[]?((?!本)(?:[{_HAN}]{{2,6}}?(?:[日晚早晨商][报報]|都市[报報]|[經经][濟济][报報]|客[戶户]端|[网網](?![络絡]))|[新中][华華新央]社|中央社))"
)


def sender_of(dateline: str) -> str:
    """The paper, agency or site that a dateline names as sending the report, '' where it is 本报 or unclear."""
    found = _BY_NAME.match(dateline)
    return found[1] if found else ""


def read_dateline(paragraph: str) -> str:
    """The dateline with which a paragraph begins, '' for none: ``本报兰州5月5日讯``, ``新华社北京5月5日电``,
    ``某网消息（某栏目）``, ``（中央社記者某某臺北5日電）``, ``記者某某／臺北報導``."""
    paragraph = paragraph.lstrip()
    found = _PLAIN.match(paragraph) or _BRACKETED.match(paragraph)
    return found[0] if found else ""
