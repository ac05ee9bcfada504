"""A line or a bracket that says who made a story, taken apart: 本报记者 甲某 通讯员 乙某 文/图, 撰文/甲某 摄影/乙某, 甲某/文.

Every part of it must be known, or it names nobody: a sentence that begins with 记者 is no byline. Where it stands is
nothing to this module; ``corpus.byline`` knows that.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.surnames import is_compound, may_be_name, split_names

Work = Literal["writing", "other", "unsaid"]
"""writing: named as a reporter, a correspondent, the author; other: as an editor, a photographer, whoever else; unsaid:
named without a word for it."""

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_BLANK = "[ \t\u3000]"
_KIND = (
    "(?:特约|特約|特派|见习|見習|实习|實習|首席|高级|高級|资深|資深|驻站|驻地|常驻|全媒体|全媒體|融媒体|融媒體|新媒体|新媒體|文字|摄影|攝影|视频|視頻)"
)
ROLE = (
    rf"(?:{_KIND}*(?:记者|記者|通讯员|通訊員|评论员|評論員|撰稿人)|实习生|實習生|(?:报道|報道|報導|宣传|宣傳)员)"
)
"""What a newspaper calls those who write for it."""

_COLON = rf"(?:{_BLANK}*[:：/／|｜丨]{_BLANK}*)"
_WRITING = (
    r"文[ \u3000]*(?:[/／\\、及并&][ \u3000]*)?(?:[图圖]片?|摄影?|攝影?)|[图圖][ \u3000]*[/／\\、]?[ \u3000]*文(?:报道)?|撰文|撰稿|采写|採寫"
    r"|采访(?:整理)?|採訪|文字|文|作者|(?:根据录音)?整理|整合|综合|綜合|(?:摄影|攝影)?(?:报道|報道|報導)|编译|編譯"
)
_SUPPLIED = "供稿|来稿"  # by people and by offices
_BESIDES = (
    "(?:本文)?[图圖]片摄影|摄影|攝影|摄像|攝像|摄|攝|供图|供圖|图片|圖片|图|圖|视频|視頻|拍摄|剪辑|制图|製圖|制表|漫画|漫畫|插图|插畫|题图|题字|设计|海报|播音|主播|朗读"
    "|(?:责任|責任|网络|網絡|本期|本版|值班|新媒体|实习)?(?:编辑|編輯|责编|責編|美编|校对|校對|编委|主任)|审核|審核|审校|審校|编审|編審|主编|主編"
    "|初审|复审|终审|[一二三]审|总编辑|监制|監製|策划|策劃|统筹|統籌|出品|来源|來源|稿源|電話|电话"
)
_END = rf"(?={_BLANK}|[、,，;；|｜丨/／:：&]|\Z)"
# Whose a reporter is: 本报, 新样报·样例日报, 省样例局.
_OWNER = rf"(?P<owner>[{_HAN}A-Za-z0-9“”·•/／—-]{{1,24}}?)??"
_LABEL = re.compile(rf"{_OWNER}{ROLE}(?:组|团)?(?P<colon>{_COLON})?")
_WORD = re.compile(rf"(?:(?P<writing>{_WRITING})|(?P<supplied>{_SUPPLIED})|{_BESIDES})(?:(?P<colon>{_COLON})|{_END})")
_IS_WORD = re.compile(rf"{_WRITING}|{_SUPPLIED}|{_BESIDES}|本[报報网網台社]")
_OF_OUTLET = "报報网網社台刊县縣市区區州省站局部院委体體端"
_NAME = re.compile(
    rf"(?![在从從到就对對向的等们們将將与與是])(?:[{_HAN}]+(?:[·•・‧][{_HAN}]+)+|[{_HAN}]{{2,6}}?)"
    rf"(?:{_END}|(?=(?:本[报報]|公社|[县縣市区區州乡鄉镇鎮]委)?(?:宣传部|宣傳部)?{ROLE})"
    rf"|(?=(?:摄影|攝影|摄|攝|文[/／\\]?[图圖])?(?:报道|報道|報導|(?:根据录音)?整理){_END}|(?:摄影|攝影|摄|攝|文[/／\\]?[图圖]){_END}))"
)
# How Tibetan and Mongol names end, which may be longer than four characters.
_BY_SOUND = re.compile(
    "(?:才让|才讓|才旦|才仁|加措|嘉措|多杰|扎西|卓玛|卓瑪|卓嘎|东智|旦增|丹增|次仁|顿珠|旺杰|旺姆|央金|拉姆|曲珍|曲措|巴珍|东主|东珠"
    "|道吉|吉措|草|措|吉|加|格日勒|格日樂|格日乐|巴特尔|巴特爾|图雅|其木格|琪木格|其其格|巴雅尔|高娃|那仁|布和|苏和|朝鲁|宝音|娜仁|托娅|乌云|斯琴)\\Z"
)
_OUTLET = re.compile(
    rf"(?:本[报報网網台社]|[{_HAN}·—-]{{2,18}}?(?:[日晚早晨商时時周週都]?[报報](?:社|业集团)?|[网網]|社|[电電][视視]?台|客户端|客戶端|[频頻]道|中心"
    rf"|宣传部|宣傳部|组织部|办公室|新闻|新聞|融媒体?|局|委|院|署|编办|法院|检察院|记者站|記者站)){_END}"
)
_AWAY = re.compile(rf"(?:发自|發自)[{_HAN}]{{2,8}}{_END}|[{_HAN}]{{2,6}}(?:报道|報道|報導)\Z")
_NAME_AT_PLACE = re.compile(rf"([{_HAN}]{{4,6}})(?:报道|報道|報導)\Z")  # 某某某兰州报道
_APART = re.compile(rf"(?:{_BLANK}|[、,，;；|｜丨/／&])+")
_SITE = re.compile(rf"[/／](?!(?:{_WRITING}|{_BESIDES})(?:{_END}))")  # 某云/某某日报 记者
_THING = re.compile(r"[^ \t\u3000|｜丨]+")
_LETTER = rf"(?![摄攝图圖])[{_HAN}]"
_SPACED = re.compile(
    rf"(?:(?<![{_HAN}])|(?<=[记記]者)|(?<=[员員])){_LETTER}(?:[ \u3000]{{1,2}}{_LETTER})+"
    rf"(?:(?![{_HAN}/／:：])|(?=报道|報道|報導|通讯员|通訊員))"
)
_LONGEST = 120
_LONGEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Credit:
    """Somebody named for what is printed: the name without blanks inside, and for which work."""

    name: str
    work: Work


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a line, and where it ends. A role (记者) and a word (摄影) say what people do, the word perhaps of those
    named before it; a thing is a paper, an office or a place."""

    kind: Literal["role", "word", "name", "thing"]
    end: int
    work: Work = "unsaid"
    name: str = ""
    has_colon: bool = False
    may_be_office: bool = False


def read_credits(printed: str) -> tuple[Credit, ...] | None:
    """The people whom a line, or what a bracket holds, names, in order; None if any part of it is unknown."""
    if not printed.strip() or len(printed) > _LONGEST:
        return None
    line = _SPACED.sub(lambda spaced: " ".join(split_names(re.sub("[ \u3000]", "", spaced[0]))), printed.strip())
    parts: list[_Part] = []
    at = 0
    while at < len(line):
        if apart := _APART.match(line, at):
            at = apart.end()
            continue
        part = _part(line, at, parts)
        if part is None:
            return None
        parts.append(part)
        at = part.end
    return tuple(_credits(parts)) if parts else None


def is_by_sound(name: str) -> bool:
    """Whether a name of five characters or more ends as Tibetan and Mongol ones do."""
    return _BY_SOUND.search(name) is not None


def _part(line: str, at: int, before: Sequence[_Part]) -> _Part | None:
    """The part that begins at a position, behind others; None if it is none that is known."""
    is_apart = at == 0 or line[at - 1] in ":：" or _APART.match(line, at - 1) is not None
    last = before[-1] if before else None
    name = _name(line, at)
    label = _LABEL.match(line, at)
    owner = label["owner"] or "" if label else ""
    is_glued = last is not None and last.kind == "role" and not is_apart
    is_name = is_glued and may_be_name(name)  # 记者王某某本报通讯员李某
    if label and (not owner or not is_name and not _is_person(owner) and (is_apart or owner[-1] in _OF_OUTLET)):
        return _Part("role", label.end(), "writing", has_colon=label["colon"] is not None)
    word = _WORD.match(line, at)
    if word and word["colon"] and word[0].startswith(("报道", "報道", "報導")):  # of what follows, not of whom
        return None
    if word:
        work: Work = "writing" if word["writing"] or word["supplied"] else "other"
        return _Part("word", word.end(), work, "", bool(word["colon"]), may_be_office=not word["writing"])
    is_named = any(part.kind == "name" for part in before)
    is_away = is_named and not is_glued and line[at - 1] not in "、,，" and not (len(name) > 2 and may_be_name(name))
    away = _AWAY.match(line, at) if is_away else None
    if thing := away or (None if may_be_name(name) else _OUTLET.match(line, at)):
        return _Part("thing", thing.end())
    if name and not before and _SITE.match(line, at + len(name)):
        return _Part("thing", at + len(name))
    label_before = next((part for part in reversed(before) if part.kind in ("role", "word")), None)
    is_office = label_before is not None and label_before.may_be_office
    if name and (not (is_office or is_glued) or may_be_name(name) or is_by_sound(name) or "·" in name):
        return _Part("name", at + len(name), name=name)
    thing = _THING.match(line, at) if is_office else None
    return _Part("thing", thing.end()) if thing else None


def _name(line: str, at: int) -> str:
    """What may be a name at a position, or ''."""
    found = _NAME.match(line, at)
    name = found[0] if found else ""
    if _IS_WORD.fullmatch(name):
        return ""
    if not (may_be_name(name) or is_by_sound(name)):
        name = _before_place(line, at) or name
    is_name = len(name) <= _LONGEST_NAME or is_by_sound(name) or not name.isalpha()  # of more only 某某·某某
    return name if is_name else ""


def _before_place(line: str, at: int) -> str:
    """The name in 某某某兰州报道: the place has two letters or, behind a name of three, three."""
    found = _NAME_AT_PLACE.match(line, at)
    if found is None or len(found[1]) == 4 and is_compound(found[1]):
        return ""
    return found[1][:2] if len(found[1]) == 4 else found[1][:3]


def _is_person(owner: str) -> bool:
    """Whether what stands before 记者 is not its paper but who was named before: 王某|通讯员."""
    return may_be_name(owner) and owner[-1] not in _OF_OUTLET


def _credits(parts: Sequence[_Part]) -> Iterator[Credit]:
    work: Work = "unsaid"
    has_role = False
    waiting: list[str] = []  # who has been named since the last word for it
    ends_with_word = parts[-1].kind == "word" and not parts[-1].has_colon
    leads = parts[0].kind == "word" and not ends_with_word  # 文 甲某 图 某融媒体中心
    for number, part in enumerate(parts):
        if part.kind == "name":
            waiting.append(part.name)
            continue
        if part.kind == "thing":
            continue
        next_is_name = number + 1 < len(parts) and parts[number + 1].kind == "name"
        if part.kind == "role" and number and parts[number - 1].has_colon and parts[number - 1].work == "other":
            continue  # 摄影：本报记者 甲某
        can_be_behind = part.kind == "word" and waiting and not part.has_colon and not leads
        is_behind = can_be_behind and (ends_with_word or not next_is_name)
        if is_behind:  # 甲某/文 乙某/图; a reporter who took the picture stays one
            done = work if has_role else part.work
            yield from (Credit(name, done if has_role or may_be_name(name) else "unsaid") for name in waiting)
        else:
            yield from (Credit(name, work) for name in waiting)
            work, has_role = part.work, part.kind == "role"
        waiting = []
    yield from (Credit(name, work) for name in waiting)
