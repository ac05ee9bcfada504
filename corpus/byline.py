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
