"""Who wrote it: the names a newspaper prints beside 记者, 通讯员 or 作者, as printed."""
from __future__ import annotations

import re

# Not the first character of a name, but of what a reporter does: (记者在现场), (记者从会上获悉).
_NAME = r"(?![在从從到就对對向的等们們将將与與和是])(?:[\u3400-\u4dbf\u4e00-\u9fff]{2,4}?|[\u4e00-\u9fff]+·[\u4e00-\u9fff·]+)"
_NAMES = rf"{_NAME}(?:[ \u3000、,，]+{_NAME})*"
_ROLE = r"(?:记者|記者|通讯员|通訊員|特约记者|特約記者)"
_WITH_OTHERS = rf"({_NAMES}(?:[ \u3000]+{_ROLE}[ \u3000:：]*{_NAMES})*)"
_DONE = r"(?:摄影|摄|攝影|攝|报道|報道|報導|整理|整合)?"
_IN_BRACKETS = re.compile(rf"[（(][^()（）。\n]{{0,20}}?{_ROLE}[ \u3000:：]*{_WITH_OTHERS}{_DONE}[ \u3000]*[)）]")
_ON_A_LINE = re.compile(
    rf"(?m)^[ \t\u3000]*(?:[^\s，。,、()（）]{{0,16}}{_ROLE}[ \u3000:：]+|作者[:：][ \u3000]*)"
    rf"{_WITH_OTHERS}{_DONE}[ \t\u3000]*$"
)
_BETWEEN = re.compile(rf"[ \u3000、,，]+|{_ROLE}[ \u3000:：]*")
# What they did, printed behind the names.
_WORK = {"摄", "攝", "摄影", "攝影", "文", "图", "圖", "整理", "整合", "综合", "綜合", "报道", "報道", "報導", "编辑", "編輯", "撰稿"}
_HEAD, _TAIL = 800, 300

# Taking a byline apart into names, however its source writes it.
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_PART = re.compile(rf"[{_HAN}]+(?:[·•・‧][{_HAN}]+)*|(?!By )[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)*")
_APART = re.compile(rf"(?<![{_HAN}·])([{_HAN}])[ \u3000]+([{_HAN}])(?![{_HAN}·])")  # 王 丽
_REMARK = re.compile(rf"(?<=[{_HAN}])[ \u3000]*[（(](?!(?:{_ROLE}|[文图圖摄攝]))[^()（）]*[)）]")  # 甲某（省社科院研究员）
_KIND = "首席|见习|見習|实习|實習|特约|特約|特派|全媒体|全媒體|融媒体|融媒體|新媒体|新媒體|文字|摄影|攝影|视频|視頻|驻站|駐站"
_OFFICE = re.compile(
    rf"((?:{_KIND})*(?:记者|記者|通讯员|通訊員|作者|撰稿人?|撰文|实习生|實習生))"
    r"|((?:责任|責任|网络|網絡|本期|值班)?(?:编辑|編輯|责编|責編|校对|校對|审核|審核|审校|審校|编审|編審|主编|主編|监制|監製|策划|策劃|统筹|統籌|美编|美編))"
)
_DONE_BEHIND = re.compile(r"(?<=..)(?:摄影|攝影|报道|報道|報導|采写|採寫|整理|摄|攝)+\Z")
_OUTLET = re.compile(
    r"报|報|社|网|網|.*(?:[日晚早晨商时時周週都]报|[日晚早晨商時周週都]報|本报|本報|社|网|網|电台|電台|電視台|电视台|客户端|客戶端|频道|頻道|"
    r"中心|局|部|室|厅|廳|院|署|新闻|新聞|融媒|号|號)"
)
_NOBODY = {"佚名", "无名", "無名", "匿名", "综合", "綜合", "图文", "圖文", "文图", "文圖", "本报", "本報", "小编", "小編", "未知", "网络", "網絡", "来源",
           "來源"}


def read_byline(body: str) -> str:
    """The names printed as the authors at a story's beginning or end, each once, joined by a space; '' for none.

    Reads ``(记者孟捷)``, ``(某报记者 甲某 乙某)``, and a line such as ``本报记者 甲某`` or ``作者：甲某``. A name beside
    记者 inside a sentence is not a byline.
    """
    parts = (body,) if len(body) <= _HEAD + _TAIL else (body[:_HEAD], body[-_TAIL:])
    names: dict[str, None] = {}
    for part in parts:
        if not ("者" in part or "通讯员" in part or "通訊員" in part):  # most texts of an archive end here
            continue
        found = sorted([*_IN_BRACKETS.finditer(part), *_ON_A_LINE.finditer(part)], key=lambda match: match.start())
        for match in found:
            names.update(dict.fromkeys(name for name in _BETWEEN.split(match[1]) if name and name not in _WORK))
    return " ".join(names)


def reporters(byline: str) -> tuple[str, ...]:
    """The people that a byline names as its writers, as printed and each once, without outlets, offices and remarks.

    Takes ``某报记者 甲某 通讯员 乙某``, ``甲某/文 乙某/图``, ``甲某、乙某（某院研究员）``, ``王 丽``, ``John Doe``. Left out: who is named as an
    editor, and what is too long to be a name, which is not cut into some.
    """
    names: list[str] = []
    editing = False
    for part in _PART.findall(_APART.sub(r"\1\2", _REMARK.sub(" ", byline))):
        before, *rest = _OFFICE.split(part)
        # Right before an office stands the paper; without one, a name.
        found = [] if rest or editing else [_DONE_BEHIND.sub("", before)]
        for writing, _, behind in zip(rest[::3], rest[1::3], rest[2::3]):
            editing = not writing
            found += [] if editing else [_DONE_BEHIND.sub("", behind)]
        names += filter(_is_name, found)
    return tuple(dict.fromkeys(names))


def _is_name(text: str) -> bool:
    if text[:1].isascii():
        return len(text) > 1
    if text in _WORK or text in _NOBODY or _OUTLET.fullmatch(text):
        return False
    return 1 < len(text) <= (20 if any(dot in text for dot in "·•・‧") else 4)
