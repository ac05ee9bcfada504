"""Who wrote it: the names a newspaper prints beside 记者, 通讯员 or 作者, as printed."""
from __future__ import annotations

import re

# Not the first character of a name, but of what a reporter does: (记者在现场), (记者从会上获悉).
_LETTER = r"[\u3400-\u4dbf\u4e00-\u9fff]"
_SPACED = rf"{_LETTER}(?:[ \u3000]{{1,2}}{_LETTER}){{1,2}}(?!{_LETTER})"  # 施 秀 萍
_NAME = rf"(?![在从從到就对對向的等们們将將与與和是])(?:{_SPACED}|{_LETTER}{{2,4}}?|[\u4e00-\u9fff]+·[\u4e00-\u9fff·]+)"
_NAMES = rf"{_NAME}(?:[ \u3000、,，]+{_NAME})*"
_ROLE = (
    r"(?:(?:特约|特約|特派|见习|見習|实习|實習|首席|驻站|全媒体|融媒体)?(?:记者|記者|通讯员|通訊員)|实习生|實習生|(?:报道|報道|宣传)员)"
)
# Whose a reporter is who is named behind others.
_OF = "(?:本[报報]|公社|[县縣市区區州乡鄉镇鎮]委(?:宣传部)?)?"
_WITH_OTHERS = rf"({_NAMES}(?:[ \u3000、,，]+{_OF}{_ROLE}[ \u3000:：]*{_NAMES})*)"
_DONE = r"(?:[ \u3000]*(?:摄影|摄|攝影|攝|报道|報道|報導|整理|整合|文[ \u3000]*[/／\\、及并]?[ \u3000]*[图圖摄攝]影?))?"
_IN_BRACKETS = re.compile(rf"[（(][^()（）。\n]{{0,20}}?{_ROLE}[ \u3000:：]*{_WITH_OTHERS}{_DONE}[ \u3000]*[)）]")
# The commonest surnames (the census of 2020), and others that begin few words.
_SURNAMES = (
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭肖程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾"
    "汪田任姜范石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文"
    "谷梅边邊昝敏柴裴翟穆寇祁柳焦鲍鮑闫邢庞龐樊殷施陶洪倪严嚴牛尚葛俞章鲁魯韦韋苗柯卞娄婁齐齊岳冉巩鞏窦竇甄屈项項祝霍芦瞿靳辛阮蓝藍骆駱耿申房宗吉翁荀芮隗宓郗费費岑"
)
_ON_A_LINE = re.compile(
    rf"(?m)^[ \t\u3000]*(?:[□■◎○]?[ \u3000]*(?:(?:文[/／、 ]?[图圖摄攝]|[图圖][/／、 ]?文)[ \u3000:：|]+)?"
    rf"(?:[^\s，。,、()（）]{{2,14}}[ \u3000]+)?[^\s，。,、()（）]{{0,16}}{_ROLE}[ \u3000:：]+"
    rf"|作者[:：][ \u3000]*|[□◎○][ \u3000]*(?=[{_SURNAMES}]))"
    rf"{_WITH_OTHERS}{_DONE}[ \t\u3000]*$"
)
# Behind a dateline: 【某报讯】记者某某兰州报道：, 本报某地讯　记者某　某　通讯员某某报道　.
# （記者 某某某 蘭州報道）, as in Hong Kong.
_AWAY = re.compile(rf"[（(]{_ROLE}[ \u3000]+({_NAMES})[ \u3000]+{_LETTER}{{2,4}}(?:報道|報導)[)）]")
_MAY_BE_DATELINE = re.compile(r"[讯訊电電][】\])） \u3000]*[特见見实實首驻全融本记記通报報宣]")
# 【記者某某某／臺北報導】, 記者某某某／臺北報導, as in Taiwan.
_AT_PLACE = re.compile(
    rf"(?m)^[ \t\u3000]*[【〔（(]?{_ROLE}[ \u3000:：]*({_NAMES})[ \u3000]?[/／][ \u3000]?{_LETTER}{{2,6}}(?:報道|報導|报道)[】〕)）]?"
)
# Behind a dateline, to the end of the line: 本报某地讯　特派记者　某某某　某某.
_BEHIND_DATELINE = re.compile(
    rf"(?m)^[^。\n]{{0,20}}?[讯訊电電][】\])）]?[ \u3000]+(?:本[报報])?{_ROLE}[ \u3000:：]+{_WITH_OTHERS}{_DONE}[ \t\u3000]*$"
)
_REPORTING = re.compile(
    rf"(?m)^[^。\n]{{0,20}}?[讯訊电電][】\])）]?[ \u3000]*({_ROLE}(?:{_LETTER}|[ \u3000、]){{2,40}}?)"
    r"(?:报道|報道|報導)(?=[:：，。 \u3000]|$)"
)
_COMPOUND = re.compile("欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|令狐|慕容|尉迟|尉遲|皇甫|东方|東方|公孙|公孫|端木|呼延|南宫|南宮")
# A brief's writer alone in brackets behind its last sentence, （杨某某）: what begins with a surname, or is set to the
# right of the line, and is none of the words that stand so.
_BRIEF = re.compile(
    rf"(?m)[。！？”](?:[ \t\u3000]*[（(](?=[{_SURNAMES}])|[ \t\u3000]{{4,}}[（(])({_SPACED}|{_LETTER}{{2,3}})[)）]"
    r"[ \t\u3000]*$"
)
# The author's name alone above a text whose foot says who the author is: （作者系某院研究员）.
_ABOVE = re.compile(rf"\A(?:[ \t\u3000]*【[^】\n]*】\s*\n)?[ \t\u3000]*({_SPACED}|{_LETTER}{{2,3}})[ \t\u3000]*\n")
_SAYS_WHO = re.compile(r"[（(][^()（）\n]{0,6}作者(?:[系为為是]|[单單]位|[简簡]介)")
_NO_WRITER = re.compile("文字|文[图圖]|高清|万元|萬元|金[额額]|常[见見]|江[苏蘇]|石家庄|安全|.*[报報社网網版]")
_ALONE = re.compile(rf"(?<!{_LETTER}){_SPACED}(?!{_LETTER})")
# What they did, printed behind the names.
_WORK = {"摄", "攝", "摄影", "攝影", "文", "图", "圖", "整理", "整合", "综合", "綜合", "报道", "報道", "報導", "编辑", "編輯", "撰稿"}
_SIGNS = ("讯员", "訊員", "□", "◎", "○")  # in most texts of an archive none stands
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

    Reads ``(记者孟捷)``, ``(某报记者 甲某 乙某)``, a line such as ``本报记者 甲某`` or ``作者：甲某``, and behind a dateline
    ``记者甲某兰州报道``; the name alone in brackets that ends a brief, ``（杨某某）``; the name alone on the first line where
    the last ones say who the author is, ``（作者系…）``. A name beside 记者 inside a sentence is not a byline.
    """
    parts = (body,) if len(body) <= _HEAD + _TAIL else (body[:_HEAD], body[-_TAIL:])
    names: dict[str, None] = {}
    for part in parts:
        if "者" in part or any(sign in part for sign in _SIGNS):
            part = _AWAY.sub(lambda away: f"（記者 {away[1]}）", part)
            forms = [_IN_BRACKETS, _ON_A_LINE]
            if _MAY_BE_DATELINE.search(part):
                forms += (_REPORTING, _BEHIND_DATELINE)
            if "/" in part or "／" in part:
                forms.append(_AT_PLACE)
            printed = (found for form in forms for found in form.finditer(part))
            for match in sorted(printed, key=lambda match: match.start()):
                of_place = match.re is _REPORTING
                names.update(dict.fromkeys(_without_place(name) if of_place else name for name in _names(match[1])))
    if "）" in parts[-1] or ")" in parts[-1]:
        briefs = (name for match in _BRIEF.finditer(parts[-1]) for name in _names(match[1]))
        names.update(dict.fromkeys(name for name in briefs if not _NO_WRITER.match(name)))
    if "作者" in parts[-1] and _SAYS_WHO.search(parts[-1]) and (above := _ABOVE.match(body)):
        names.update(dict.fromkeys(_names(above[1])))
    return " ".join(names)


def _names(printed: str) -> list[str]:
    names: list[str] = []
    for part in re.split(rf"{_OF}{_ROLE}[ \u3000:：]*", printed):
        together = _ALONE.sub(lambda name: re.sub("[ \u3000]", "", name[0]), part)
        names += (name for name in re.split("[ \u3000、,，]+", together) if name and name not in _WORK)
    return names


def _without_place(name: str) -> str:
    """The name in 某某某兰州: the place has two letters or, behind a name of three, three."""
    if len(name) < 4 or len(name) == 4 and _COMPOUND.match(name):
        return name
    return name[:2] if len(name) == 4 else name[:3]


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
