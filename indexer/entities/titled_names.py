"""Who stands before a title? 王大川市长, 奥巴马总统, and names around it, as the press of Taiwan writes them: 王市长大川."""
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from indexer.entities import gazetteer
from indexer.entities.foreign_names import is_han_run
from indexer.entities.latin_names import latin_before
from indexer.entities.name_ends import ends_at, follower, is_han
from indexer.entities.names_backward import begins, dotted_before, name_before_title, sounding_before
from indexer.entities.office_titles import is_contact, is_private, is_public, part_start
from indexer.entities.person_names import Name

_PREFIX = re.compile(r"(?:副总?|代|前|前副|代理|代理副|候任|原|原副|常务副)\Z")
# What makes the title another word: 大使馆, 市长奖, 防总|统筹.
_NO_TITLE = ("筹", "者", "奖", "级", "团", "会", "府", "室", "办", "馆")
_ENDS_PREFIX = frozenset("副总前理任原代")
# Who works for a councillor: 王大川市议员秘书.
_STAFF = ("秘书", "特助", "助理", "候选")
# 王大川|市议员
_OF_DIVISIONS = ("市", "县", "省")
_QUOTES = ("“", "\"", "「", "《")
_HEADS = frozenset((
    "总统", "总理", "副总理", "副总统", "副首相", "第一副总理", "第一副总统", "总书记",
    "首相", "国王", "主席", "外长", "国务卿", "总督", "女王", "秘书长", "防长", "天皇"
))
# Titles that reports on a session put behind names, without the body that the whole report is about.
_OF_ASSEMBLIES = frozenset(("常委", "主席", "副主席", "委员长", "秘书长"))
_CONGRESS = re.compile("人大常委会|全国人大|人民代表大会")
_ASSEMBLY = re.compile("政协|人大|人民代表大会")
# Titles that a government's own press release puts behind names without a body.
_OF_MINISTERS = ("部长", "政委")
_OF_GOVERNMENTS = (*_OF_MINISTERS, "秘书长", "副秘书长")
_OF_COMMITTEES = ("主任委员", "副主任委员")
# Whose holders may be printed in Latin letters.
OF_COUNCILS = ("议员", "立委", "立法委员")
_OF_BRIEFINGS = ("新闻发言人", "发言人")
_BRIEFING = re.compile(
    "[部委局署院厅府办](?:[今昨]天|[0-9]{1,2}日)?(?:[上下]午)?(?:举行|召开|举办)[^。\\n]{0,16}(?:发布会|吹风会|记者会)"
)
_GOVERNMENT = re.compile("市府|县府|[市县]政府|行政院")
_LONGEST_PART = 9
_NUMERALS = frozenset("一二三四五六七八九十")


@dataclass(frozen=True, slots=True)
class TitledName:
    """A name with its title behind it or in it: the name, the office as printed, where both begin."""

    name: Name
    office: str
    begin: int


def read_before_title(text: str, start: int, end: int, title: str, floor: int) -> TitledName | None:
    """The person whose name ends where the title ``text[start:end]`` begins, or whose family name does and whose given
    name follows; nothing where none clearly does, and where title and body show no public office."""
    kinds = gazetteer.titles()[title]
    if "list" in kinds or title.endswith("长官") or text[end:end + 1] in _NO_TITLE:
        return None
    has_prefix = text[start - 1:start] in _ENDS_PREFIX
    prefix = _PREFIX.search(text, max(floor, start - 3), start) if has_prefix else None
    of_division = title in OF_COUNCILS and text[start - 1:start] in _OF_DIVISIONS and not text.startswith(_STAFF, end)
    start -= of_division
    cut = prefix.start() if prefix else start
    last = text[cut - 1:cut]
    if last == " " and not is_han(text[end:end + 1]):  # as contacts are printed: 王大川 副处长/电话
        cut -= 1
    elif not is_han(last) and title not in OF_COUNCILS:
        return None
    # Before most titles stands no name; a look at the characters there spares reading on.
    near = text[max(floor, cut - _LONGEST_PART):cut]
    is_special = title in _HEADS or title in OF_COUNCILS or "·" in near
    if not is_special and _surnames().isdisjoint(near[-4:]):
        return None
    name = latin_before(text, cut, floor) if title in OF_COUNCILS else None
    if name is None and (cut <= floor or not is_han(text[cut - 1])):
        return None
    name = name or dotted_before(text, cut, floor) or _around(text, cut, end, floor)
    name = name or name_before_title(text, cut, title, floor)
    if name is None and title in _HEADS:
        name = sounding_before(text, cut, floor)
    if name is None or text.startswith(_QUOTES, name.start - 1):  # 人称“招才局长”
        return None
    if of_division and len(name.text) == 2:  # a town: 水户|市议员
        return None
    edge = name.start
    while edge > floor and text[edge - 1] == " ":
        edge -= 1
    body = text[part_start(text, edge, edge, floor):edge]
    office = text[cut:end].strip()
    public = is_contact(text, cut, title) or is_public(body + office, title, kinds)
    public = public or title in _OF_ASSEMBLIES and _ASSEMBLY.search(text) is not None
    bare = not body or office in _OF_MINISTERS and not is_private(body)
    public = public or bare and is_of_government(text, office)
    return TitledName(name, office, name.start) if public else None


def is_of_government(text: str, office: str) -> bool:
    """Whether a bare office is a government's own, since it is the government's press release, a congress's, since a
    session is reported on, or a ministry's, since its briefing is."""
    if office in _OF_GOVERNMENTS:
        return _GOVERNMENT.search(text) is not None
    if office in _OF_BRIEFINGS:
        return _BRIEFING.search(text) is not None
    return office in _OF_COMMITTEES and _CONGRESS.search(text) is not None


def _around(text: str, cut: int, end: int, floor: int) -> Name | None:
    """王市长大川: a family name before the title, a given name of two characters behind it."""
    start = cut - 1
    family = text[start]
    surnames = gazetteer.surnames("weak" if start > floor and text[start - 1] in "局处室署科" else "plain")
    if family not in surnames and family not in gazetteer.surnames("plain"):
        return None
    if family in "任连管" or not begins(text, start, floor):
        return None
    given = text[end:end + 2]
    if not is_han_run(text, end, end + 2) or not ends_at(text, end + 2) or follower(text, end) is not None:
        return None
    if not _NUMERALS.isdisjoint(given):  # 总书记|七一讲话
        return None
    if given in gazetteer.common_words() or given[0] in gazetteer.surnames("plain"):
        return None
    return Name(start, end + 2, text[start] + given, inner=(cut, end))


@cache
def _surnames() -> frozenset[str]:
    return gazetteer.surnames("plain") | gazetteer.surnames("weak")
