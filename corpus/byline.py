"""Who wrote it: the names a newspaper prints beside 记者, 通讯员 or 作者, as printed."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.credits import ROLE, Credit, is_by_sound, read_credits
from corpus.surnames import is_frequent, may_be_name

_LETTER = r"[\u3400-\u4dbf\u4e00-\u9fff]"
_SPACED = rf"{_LETTER}(?:[ \u3000]{{1,2}}{_LETTER}){{1,2}}(?!{_LETTER})"  # 施 秀 萍
_BRACKET = re.compile(r"[（(【\[〔]([^（()）【】\[\]〔〕。\n]{2,80})[)）】\]〕]")
# A bracket right behind a dateline, 本报讯（甲某 乙某）; one behind the last sentence of a story or alone on a line.
_DATELINE = re.compile(r"[讯訊电電][】\])） \u3000]*\Z")
_CLOSES = re.compile(r"(?:[。！？”]|\A|\n)[ \t\u3000]*\Z")
_LINE = re.compile(r"(?m)^[ \t\u3000]*([□■◎○●△▲◆]?)[ \t\u3000]*([^\n。]{2,80}?)[ \t\u3000]*$")
# What a line that may name a writer holds.
_SIGN = re.compile(
    "[记記作]者|[讯訊道導传傳论論][员員]|[习習]生|[□■◎○◇]|[文图圖][/／:：|｜丨]|[/／]文|文[/／字图圖]|撰[文稿]|采写|採寫|供稿|整理"
)
# Behind a dateline: 【某报讯】记者某某兰州报道：, 本报某地讯　记者某　某　通讯员某某报道　; to the end of the line: 本报某地讯　记者　某某.
_BEHIND_DATELINE = re.compile(
    rf"(?m)^[^。\n]{{0,20}}?[讯訊电電][】\])）]?[ \u3000]*"
    rf"((?:{_LETTER}|·){{0,16}}?{ROLE}(?:{_LETTER}|[ \u3000、:：]){{2,40}}?"
    r"(?:(?:报道|報道|報導)(?=[:：，。 \u3000]|$)|(?=[ \t\u3000]*$)))"
)
_MAY_BE_SENT = re.compile("日[^日\\n]{0,6}[电電讯訊][】)）]")
_MAY_BE_DATELINE = re.compile(r"[讯訊电電][】\])） \u3000]*[^。，\n]{0,20}?[者员員]")
# （記者 某某某 蘭州報道）, as in Hong Kong; 【記者某某某／臺北報導】, 記者某某某／臺北報導, as in Taiwan.
_AT_PLACE = re.compile(
    rf"(?m)^[ \t\u3000]*[【〔（(]?({ROLE}[^\n／/。]{{2,30}}?)[ \u3000]?[/／][ \u3000]?"
    rf"{_LETTER}{{2,6}}(?:報道|報導|报道)(?=[】〕)） \u3000]|$)"
)
# （中央社記者某某某台北15日電）, 【某网记者某某某6日兰州电】: place and day behind the names or the other way round.
_SENT = re.compile(
    rf"(?m)^[ \t\u3000]*[（(【](?:{_LETTER}|·){{2,12}}?(?:记者|記者)[ ]?((?:{_LETTER}|、){{2,24}}?)[ ]?"
    rf"\d{{1,2}}日({_LETTER}{{0,6}})[电電讯訊][】)）]"
)
# A brief's writer alone in brackets behind its last sentence and set to the right of the line, whatever the name.
_SET_RIGHT = re.compile(rf"(?m)[。！？”][ \t\u3000]{{4,}}[（(]({_SPACED}|{_LETTER}{{2,3}})[)）][ \t\u3000]*$")
# The author's name alone above a text whose foot says who the author is: （作者系某院研究员）.
_ABOVE = re.compile(
    rf"\A(?:[ \t\u3000]*(?:【[^】\n]*】|[时短快锐社]评|[時銳]評|时论|時論|言论|言論)[ \t\u3000]*\n)?"
    rf"(?:[ \t\u3000]*\n)*[ \t\u3000]*({_SPACED}|{_LETTER}{{2,3}})[ \t\u3000]*\n"
)
# Who asks, in a printed interview: 记者 甲某：.
_ASKS = re.compile(rf"(?m)^[ \t\u3000]*(?:本报)?(?:记者|記者)[ \u3000]+({_LETTER}{{2,4}})[:：]")
_BEHIND = re.compile(rf"[。！？”][ \u3000]+({_LETTER}{{2,3}}(?:[ \u3000、]+{_LETTER}{{2,3}}){{0,3}})\Z")
_SAYS_WHO = re.compile(r"[（(][^()（）\n]{0,6}作者(?:[系为為是]|[单單]位|[简簡]介)")
# A name alone, spaced out or behind a mark, as opinion pages print it under a headline.
_AUTHOR = re.compile(
    r"(?:[■◇◆○◎●□][ \u3000]*([\u3400-\u9fff](?:[ \u3000]*[\u3400-\u9fff]){1,2})"
    r"|([\u3400-\u9fff](?:[ \u3000]{1,2}[\u3400-\u9fff]){1,2}))\Z"
)
# What stands alone in brackets and begins with a family name, but is no name.
_NO_WRITER = re.compile("文字|文[图圖]|高清|马铃薯|馬鈴薯|毛泽东|万元|萬元|金[额額]|常[见見]|江[苏蘇]|石家庄|安全|.*[报報社网網版州市县縣省镇鎮]\\Z")
_MARKS = "□■◎○◇"  # the others open a list's items as well: ●高铁
_HEAD, _TAIL = 800, 300
_LONGEST_BEHIND = 40
_LONGEST, _LONGEST_BY_SOUND = 4, 6
_LONGEST_SIGNED = 3  # a word of two characters may stand alone in brackets, too

# Taking a byline apart into names, however its source writes it.
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_PART = re.compile(rf"[{_HAN}]+(?:[·•・‧][{_HAN}]+)*|(?!By )[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)*")
_APART = re.compile(rf"(?<![{_HAN}·])([{_HAN}])[ \u3000]+([{_HAN}])(?![{_HAN}·])")  # 王 丽
_REMARK = re.compile(rf"(?<=[{_HAN}])[ \u3000]*[（(](?!(?:{ROLE}|[文图圖摄攝]))[^()（）]*[)）]")  # 甲某（省社科院研究员）
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
_WORK = {"摄", "攝", "摄影", "攝影", "文", "图", "圖", "整理", "整合", "综合", "綜合", "报道", "報道", "報導", "编辑", "編輯", "撰稿"}
_NOBODY = {"佚名", "无名", "無名", "匿名", "综合", "綜合", "图文", "圖文", "文图", "文圖", "本报", "本報", "小编", "小編", "未知", "网络", "網絡", "来源",
           "來源"}


def read_byline(body: str) -> str:
    """The names printed as the authors at a story's beginning or end, each once, joined by a space; '' for none.

    Reads ``(记者孟捷)``, ``(某报记者 甲某 乙某)``, a line such as ``本报记者 甲某``, ``作者：甲某`` or ``文/甲某 图/乙某``, and behind a
    dateline ``记者甲某兰州报道`` or ``（甲某 乙某）``; names in brackets that end a story, ``（杨某某）``; the name alone on the first
    line where the last ones say who the author is, ``（作者系…）``. Photographers and editors are left out, and so is a name
    beside 记者 inside a sentence.
    """
    parts = (body,) if len(body) <= _HEAD + _TAIL else (body[:_HEAD], body[-_TAIL:])
    names: dict[str, None] = {}
    for part in parts:
        found = [*_in_brackets(part)]
        if _SIGN.search(part):
            found += _on_lines(part)
            found += _behind_dateline(part)
        for _, people in sorted(found):
            names.update(dict.fromkeys(people))
    if "作者" in parts[-1] and _SAYS_WHO.search(parts[-1]) and (above := _ABOVE.match(body)):
        names.setdefault(re.sub("[ \u3000]", "", above[1]))
    elif not names and (asking := Counter(_ASKS.findall(body))):
        names.update((name, None) for name, often in asking.items() if often > 1 and is_frequent(name))
    elif not names and (behind := names_behind(body)):
        names.update(dict.fromkeys(behind))
    elif not names and (above := _ABOVE.match(body)):
        name = author_of(above[1])
        if name and name not in body:  # nor whom the text is about
            names.setdefault(name)
    return " ".join(names)


def names_behind(text: str) -> tuple[str, ...]:
    """The names that stand behind a text's last sentence and a blank, with nothing else: …到月底。 甲某 乙某."""
    found = _BEHIND.search(text[-_LONGEST_BEHIND:].rstrip())
    names = tuple(re.split("[ \u3000、]+", found[1])) if found else ()
    is_sure = any(len(name) == _LONGEST_SIGNED for name in names) and (len(names) > 1 or all(map(is_frequent, names)))
    return names if is_sure and all(may_be_name(name) and not _NO_WRITER.match(name) for name in names) else ()


def author_of(line: str) -> str:
    """The name that a line gives alone, spaced out or behind a mark, as opinion pages print it under a headline (丁　远,
    ■ 周 砚); '' for any other line."""
    found = _AUTHOR.match(line)
    name = "".join((found[1] or found[2]).split()) if found else ""
    return name if is_frequent(name) and not _NO_WRITER.match(name) else ""


_Found = Iterator[tuple[int, tuple[str, ...]]]


def _in_brackets(text: str) -> _Found:
    """Writers that brackets name, with the places of these."""
    for bracket in _BRACKET.finditer(text):
        may_sign = _may_sign(text, bracket)
        credits = read_credits(bracket[1]) or () if may_sign or _SIGN.search(bracket[1]) else ()
        if may_sign or any(credit.work == "writing" for credit in credits):
            yield bracket.start(), _writers(credits)
    for brief in _SET_RIGHT.finditer(text):
        if not _NO_WRITER.match(brief[1]):
            yield brief.start(1), (re.sub("[ \u3000]", "", brief[1]),)


def _may_sign(text: str, bracket: re.Match[str]) -> bool:
    """Whether names without a word for their work sign a story where the bracket stands: several behind a dateline or
    at the end of a line, one behind an agency's dateline or the last sentence of a line."""
    before = text[max(0, bracket.start() - 12):bracket.start()]
    is_one = len(bracket[1].split()) == 1 and "、" not in bracket[1]
    if _DATELINE.search(before):
        return not is_one or before.rstrip(" \u3000】])）")[-1:] in ("电", "電")
    if text[bracket.end():].split("\n", 1)[0].strip() or _CLOSES.search(before) is None:
        return False
    if not is_one or before.rstrip(" \t\u3000")[-1:] in tuple("。！？”"):
        return True
    return not text[bracket.end():].strip() and len(bracket[1]) == _LONGEST_SIGNED


def _on_lines(text: str) -> _Found:
    for line in _LINE.finditer(text):
        credits = read_credits(line[2]) if _SIGN.search(line[0]) else None
        is_marked = line[1] in _MARKS and line[1] and (line[1] not in "■◇" or len(credits or ()) > 1 or " " in line[2])
        if credits and (is_marked or any(credit.work == "writing" for credit in credits)):
            by_sound = (credit.name for credit in credits if line[1] == "□" and is_by_sound(credit.name))
            yield line.start(), (*_writers(credits), *by_sound)


def _behind_dateline(text: str) -> _Found:
    for behind in _BEHIND_DATELINE.finditer(text) if _MAY_BE_DATELINE.search(text) else ():
        yield behind.start(), _writers(read_credits(behind[1]) or ())
    for sent in _SENT.finditer(text) if _MAY_BE_SENT.search(text) else ():
        yield sent.start(), _senders(sent[1], named_alone=sent[2] != "")
    for line in _AT_PLACE.finditer(text) if "/" in text or "／" in text else ():
        yield line.start(), _writers(read_credits(line[1]) or ())


# Places of three characters and more from which agencies send, where a name of three would take one of theirs.
_ABROAD = (
    "新加坡", "華盛頓", "华盛顿", "莫斯科", "雅加達", "雅加达", "布魯塞爾", "布鲁塞尔", "日內瓦", "日内瓦", "墨西哥城", "洛杉磯", "洛杉矶", "舊金山",
    "旧金山", "吉隆坡", "馬尼拉", "马尼拉", "新德里", "伊斯坦堡", "耶路撒冷", "斯德哥爾摩", "阿姆斯特丹", "法蘭克福", "法兰克福", "巴塞隆納",
)


def _senders(printed: str, named_alone: bool) -> tuple[str, ...]:
    """The names in what stands between 记者 and the day: 甲某某、乙某某, behind the last one the place (乙某某台北) unless
    that stands behind the day."""
    *others, last = printed.split("、")
    abroad = next((place for place in _ABROAD if last.endswith(place)), "")
    if abroad:
        last, named_alone = last.removesuffix(abroad), True
    if not named_alone and len(last) > _LONGEST_SIGNED:
        last = last[:_LONGEST_SIGNED if len(last) > _LONGEST else 2]
    return tuple(name for name in (*others, last) if may_be_name(name))


def _writers(credits: Sequence[Credit]) -> tuple[str, ...]:
    """Those named for the writing; without a word for it only who has a name that is hardly anything else."""
    return tuple(
        credit.name for credit in credits
        if credit.work == "writing"
        or credit.work == "unsaid" and is_frequent(credit.name) and not _NO_WRITER.match(credit.name)
    )


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
    longest = 20 if any(dot in text for dot in "·•・‧") else _LONGEST_BY_SOUND if is_by_sound(text) else _LONGEST
    return 1 < len(text) <= longest
