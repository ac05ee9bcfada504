"""Where do single characters stand for provinces? 来甘投资, 在京召开, 津甘协作.

Only where the words around leave no doubt: behind a word of going or staying and before what is done there, or two
characters side by side before 协作, 两地, 交界 and the like, or counted (豫皖浙三省). Three and more without a count (京津冀)
name an area, and 陇海, 川藏 a railway.
"""
from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.entities.primary_region import Settled

_CODES = {
    "京": "11", "津": "12", "冀": "13", "晋": "14", "蒙": "15", "辽": "21", "吉": "22", "黑": "23", "沪": "31", "苏": "32",
    "浙": "33", "皖": "34", "闽": "35", "赣": "36", "鲁": "37", "豫": "41", "鄂": "42", "湘": "43", "粤": "44", "桂": "45",
    "琼": "46", "渝": "50", "川": "51", "黔": "52", "滇": "53", "藏": "54", "陕": "61", "甘": "62", "陇": "62", "青": "63",
    "宁": "64", "新": "65", "疆": "65", "台": "71", "港": "81", "澳": "82",
}
# What is hardly ever anything else behind a word of going or staying; 宁, 青, 新, 苏 are.
_CLEAR = "京津冀晋沪浙皖闽赣鲁豫鄂湘粤琼渝黔滇陕甘陇"
_ALL = "".join(_CODES)
_DONE_THERE = (
    "举行|召开|开幕|闭幕|落幕|开播|首演|首映|首发|发布|公布|成立|揭晓|揭牌|启动|签署|签约|会见|出席|考察|调研|视察|访问|参访|"
    "参加|参会|参观|展出|展览|展演|上演|开展|开馆|开班|举办|录制|播出|颁奖|颁发|逝世|病逝|述职|办事|办公|工作|务工|创业|"
    "投资|兴业|发展|旅游|就读|求学|学习|就医|过年|期间|企业|央企|高校|院校|部队|官兵|机构|单位|院士|干部|医疗队|医生|医师|教师|专家|人才|工作队|指挥部|全国|两院|中央|"
    "[对同与就的之后前时]|[^\u4e00-\u9fff]|\\Z"
)
_GOING = "在来抵离赴进入返驻援"
# Both begin with a set of characters, which the engine looks for fast; what must not stand before is asked after it.
_AT = re.compile(f"[{_GOING}](?<![正现存所实内外旨自潜往未支声求][{_GOING}])([{_CLEAR}])(?={_DONE_THERE})")
_PAIR = re.compile(
    f"([{_ALL}])([{_ALL}])(?<![{_ALL}]{{3}})"
    "(?=(?:东西部|劳务|扶贫|对口|产业|两[省地市])?(?:协作|帮扶|携手|结对|技工|两[省地市]|一家亲|合作(?!社|医疗|组织|伙伴)))"
)
# 豫皖浙三省, as many as are counted; 陕甘川交界.
_COUNTED = re.compile(f"(?<![{_ALL}、])([{_ALL}]{{2,5}})(?:([两二三四五])(?:省|地(?![区方])|省?市)|[两二三四五]?省?区?(?:交界|接壤|毗邻))")
_FIGURES = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
# 甘、青两省, 陕、甘、宁三省区
_ROW = re.compile(f"(?<![\u4e00-\u9fff]、)[{_ALL}](?:、[{_ALL}])+(?=(?:等?[两二三四五六七八九]|等)省)")
_CITIES = frozenset("京津沪渝")
_ELSEWHERE = frozenset("蒙新台澳港青宁黑吉苏")

AT = "a single character, behind a word of going or staying"
SIDE_BY_SIDE = "single characters side by side, counted or said to border on each other"
PAIR = "single characters side by side, of provinces that work together"
IN_ROW = "single characters in a row of provinces"


def find_abbreviations(text: str) -> Iterator[tuple[Settled, str]]:
    """The provinces that single characters of the folded text clearly name, each with the rule, in order by rule."""
    for found in _AT.finditer(text):
        yield Settled(found.start(1), found.end(1), _CODES[found.group(1)]), AT
    for row in _ROW.finditer(text) if "省" in text else ():
        for position in range(row.start(), row.end(), 2):
            yield Settled(position, position + 1, _CODES[text[position]]), IN_ROW
    for together in _COUNTED.finditer(text):
        start, count = together.start(), _FIGURES.get(together[2])
        if text[together.end() - 1] == "市" and text[together.end() - 2] != "省" and not _CITIES.issuperset(together[1]):
            continue  # 青陇两市: 青岛, 陇南
        if count in (None, len(together[1])) and len(set(together[1])) == len(together[1]):
            for position, character in enumerate(together[1], start):
                yield Settled(position, position + 1, _CODES[character]), SIDE_BY_SIDE
    for found in _PAIR.finditer(text):
        one, other = found.groups()
        if text.startswith("两市", found.end()) and not (one in _CITIES and other in _CITIES):
            continue
        if one == other or one in _ELSEWHERE and other in _ELSEWHERE:  # 澳新合作 are states
            continue
        yield Settled(found.start(1), found.end(1), _CODES[one]), PAIR
        yield Settled(found.start(2), found.end(2), _CODES[other]), PAIR
