"""One line above a story, taken apart: who publishes it, day and weekday, page, labels, and what leads a reader about.

Papers, sites and apps put several of these on a line (``2022年10月12日16:37 | 来源：某网``, ``某报/2021年/12月/17日/第001版``, ``编辑
某某 版式 某某``). A line is one of theirs only if every part of it is known; a headline never is.
"""
from __future__ import annotations

import re

from corpus.credits import read_credits
from corpus.date_numerals import DAY_NUMERALS, MONTH_NUMERALS, YEAR_NUMERALS, number
from corpus.date_values import parse_date
from corpus.navigation import CONTROL, GAP, is_navigation
from corpus.publishers import PUBLISHER, plain
from corpus.surnames import may_be_name

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_BLANK = r"[ \t\u3000]"
_NAMED = re.compile(rf"({PUBLISHER}){GAP}")
_APART = re.compile(rf"(?:{_BLANK}|[|｜/>＞·【】\[\],，])+")
_DATE = re.compile(
    rf"(?:(?:19|20)\d\d(?:年[ /]?\d{{1,2}}月[ /]?\d{{1,2}}日|[ ]\d\d/\d\d(?=[ ]\d\d:)|([-/.])\d{{1,2}}\1\d{{1,2}}(?!\d))"
    rf"|\d\d-\d\d-\d\d(?=[ ]\d\d:\d\d)|\d\d\.\d\d\.\d{{4}}(?=[ ]+\d\d:\d\d)"
    rf"|{YEAR_NUMERALS}年{MONTH_NUMERALS}月{DAY_NUMERALS}日)"
    rf"(?:[ \tT]*\d{{1,2}}(?::\d\d(?::\d\d)?|[时時]\d\d分))?(?:编印|編印)?"
    rf"(?:{_BLANK}*(?:发表|發表|发布|發布)于[:：]?{_BLANK}*[{_HAN}]{{2,8}}|(?<=:\d\d)[ ]?[{_HAN}]{{2,3}}(?={GAP}))?"
)
_TIME = re.compile(r"(?:\d\d-\d\d[ \t]+)?\d{1,2}:\d\d(?::\d\d)?|[(（][\d/-]{0,10} ?\d{1,2}:\d\d ?更新[)）]")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[\w./-]{4,80}|[A-Za-z]{2,12}\.(?:com|cn|net)(?![\w.])"
    r"|(?<=[ \u3000])进入[\u3400-\u9fff]{2,6}论坛", re.I
)
# What papers print beside their name.
_IMPRINT = re.compile(
    rf"[{_HAN}]{{2,20}}[社局委部团](?:主办|主管|主辦)(?={GAP})|(?:国内统一|國內統一)?(?:连续出版物|刊)号?(?:刊号)?[:：]?{_BLANK}*CN{_BLANK}*[\d—-]+"
    rf"|邮发代号[:：]?{_BLANK}*\d+-\d+|[(（]?(?:总|總)?第?{_BLANK}?\d+{_BLANK}?期[)）]?"
    rf"|[{_HAN}]{{4,16}}机关报|内部(?:资料|刊物)|注意保存|请勿外传|代号[:：]?\d+[—-]\d+|今日播报|头版(?:头条)?|今日[{_HAN}\d]{{1,3}}版|原创|原創"
    rf"|(?:本期)?共\d{{1,3}}版|文章字[数數][:：]?\d{{1,6}}"
)
# The page's name alone, behind paper and day: 某某日报 2024年4月18日 要闻.
_SECTION_NAME = re.compile(
    rf"(?:(?:[{_HAN}]{{2}}·[{_HAN}]{{2}}|[{_HAN}]{{0,2}}(?:要闻|要聞|新闻|新聞)|综合|綜合"
    r"|时政|時政|经济|經濟|社会|社會|文化|体育|體育|教育|国内|國內|国际|國際|副刊|专题|專題|评论|評論|理论|民生|文字实录|图文实录|图文直播)"
    rf"(?:·[{_HAN}]{{2}})?)"
    rf"(?:版|专版)?(?={_BLANK}*\Z)"
)
WEEKDAY = "(?:星期|周|週|礼拜)[一二三四五六日天]"
_WEEKDAY = re.compile(
    rf"{WEEKDAY}|(?:农历|農曆)[{_HAN}]{{2,12}}|[{_HAN}]{{2}}年[{_HAN}]{{1,3}}月[{_HAN}]{{2,3}}"
)
_PAGE = re.compile(
    rf"(?:当前|當前)?第?{_BLANK}?(?:([A-Z]?\d{{1,3}}|0{{2,3}}\d{{2}})|([一二三四五六七八九十]{{1,3}})){_BLANK}?版"
    rf"(?:[:：]{_BLANK}*([^|｜/]+?)(?={_BLANK}*(?:[|｜/>＞]|[总總]?第\d+期)|{_BLANK}+(?:[前后後上下]一[版期篇]|\d{{4}}[-年])|\Z)"
    rf"|{_BLANK}+(?!{YEAR_NUMERALS}年)([{_HAN}“”·]{{2,12}})(?={_BLANK}|\Z)(?!:))?"
)
# Labels of a site or an office that say nothing of the story, and names of those who made the page.
_LABEL = (
    r"责编|責編|责任编辑|責任編輯|编辑|編輯|校对|校對|审核|審核|监制|監製|字体|字體|字号|字號|分享到?|评论|評論|点击|點擊|浏览|瀏覽|阅读|閱讀"
    r"|(?:点击|點擊|浏览|瀏覽|阅读|閱讀|访问)(?:[量数數]|次数)|人气|索引号|发文机关|发文字号|文号|公文种类|主题分类|主题词|组配分类|体裁分类|有效性|公开[类方范][型式围]"
    r"|(?:字体设置|选择字号|视力保护色|背景色)|发布机构|(?:杂志|雜志|文章)?(?:分类|分類)"
    r"|发文单位|本期发布|语音阅读|成文日期|生成日期|印发日期|(?:新闻|热线)(?:热线|电话)|热线|网址|邮箱|邮编|投稿邮箱|总编辑"
)
_FIELDS = {
    "来源": "source", "來源": "source", "稿源": "source", "信息来源": "source", "文章来源": "source", "稿件来源": "source",
    "新闻来源": "source", "作者": "byline", "日期": "", "时间": "",
    "時間": "", "发布时间": "", "發布時間": "", "发布日期": "", "發布日期": "", "发表时间": "", "發表時間": "", "刊发日期": "",
    "刊發日期": "", "更新时间": "", "更新時間": "", "当前版": "page", "栏目": "section", "欄目": "section", "版面": "page",
    "版次": "page",
}
_WRITERS = rf"(?:本[报報])?(?:首席|实习|見習|见习|特约|特派)?(?:记者|記者|通讯员|通訊員){_BLANK}+"
_LABELLED = re.compile(
    rf"({'|'.join(_FIELDS)}|{_LABEL}){_BLANK}*[:：](?:{_BLANK}*(?!(?:{'|'.join(_FIELDS)}|{_LABEL}){_BLANK}*[:：]))?(.*?)"
    rf"(?={_BLANK}*[|｜]|{_BLANK}+(?:{'|'.join(_FIELDS)}|{_LABEL}){_BLANK}*[:：]"
    rf"|{_BLANK}+[{_HAN}·]{{0,16}}?{_WRITERS}|{_BLANK}+(?:记者|記者)[{_HAN}]{{2,4}}(?:{_BLANK}|\Z)"
    rf"|{_BLANK}+\d{{4}}[-/.年]|\Z)"
)
# All who wrote it, behind one label: 作者：记者 甲某 通讯员 乙某.
_WRITTEN = re.compile(
    rf"(作者){_BLANK}*[:：]{_BLANK}*(?!{_LABEL})(.*?)"
    rf"(?={_BLANK}*[|｜]|{_BLANK}+(?:{'|'.join(_FIELDS)}|{_LABEL}){_BLANK}*[:：]|{_BLANK}+\d{{4}}[-/.年]|\Z)"
)
_DESK = re.compile(
    rf"(?:[{_HAN}]{{1,2}}(?=[编編][辑輯][|｜]))?"
    rf"(?:(?:值班|本版|责任|責任|见习|實習|实习)?(?:编委|编辑|編輯|责编|美编|校对|校對|版式|组版|排版|检校|审读))"
    rf"(?:{_BLANK}+|[／/|｜])"
    rf"[{_HAN}]{{2,4}}(?={GAP})"
)
_SECTION = re.compile(rf"(?:[{_HAN}]{{0,4}})(?:要闻|要聞|新闻|新聞)?(?:速览|速覽|简讯|簡訊|快讯|快訊|集锦)\Z")
_CONTENTS = re.compile(r"[【\[]?(?:(?:标题|版面|文章)(?:导航|列表|目录)|(?:本版|本期|今日)?(?:导读|导航|要目|目录|标题))[】\]]?[:：]?")
_MARK = re.compile(r"(?:[·•●○◇△◆■▪▶◎※-]|\d{1,2}[.、．])[ \t\u3000]*")
# The page's number and name in front of the day: 2 时政 2024年3月28日.
_NUMBERED = re.compile(rf"(\d{{1,2}}){_BLANK}+([{_HAN}]{{2,4}}){_BLANK}+(?=\d{{4}}年\d{{1,2}}月)")
# What stands before page and day on their line is the page's name, whatever it says: 群众来信 · 第07版 2016年5月18日.
_PAGE_NAME = re.compile(rf"([{_HAN}]{{2,8}}){GAP}(?=.*版)")
_APP_HEAD = re.compile(rf"[≡☰]{_BLANK}*([{_HAN}]{{2,8}})\Z|([{_HAN}]{{2,6}}){GAP}{_SECTION_NAME.pattern}")
# The paper's own; 监督电话, 报名热线 are what a notice says.
_TELEPHONE = re.compile(
    rf"(?:[{_HAN}]{{0,5}}[部室社报報科]|新闻|新聞|本报|读者|报料|爆料|广告|发行|订阅|投稿|值班)?(?:电话|热线|传真)"
    rf"[:：／/]?{_BLANK}*[\d—-]{{5,14}}"
    rf"|[{_HAN}]{{0,4}}(?:邮箱|邮编)[:：]?{_BLANK}*[\w@.-]{{6,40}}"
)
# Who edits a bulletin, in front of its day; what a department calls it.
_EDITED = re.compile(rf"[{_HAN}（）()]{{4,40}}(?:主?编|編|编印|主办|印发)(?={_BLANK}+\d{{4}}年)")
_ACCOUNT_NAME = re.compile("[a-z]+[a-z0-9_]*")  # with which somebody enters what others wrote
_WORDS_COUNTED = re.compile(r"字[数數][:：]\d{1,6}")
_PARTS = (_WORDS_COUNTED, _DATE, _TIME, _ADDRESS, _WEEKDAY, _IMPRINT, CONTROL, _DESK, _TELEPHONE, _EDITED)
# As an account's articles are headed: 原创 某某组工 某某组工 2021-03-02 18:06 发表于甘肃.
_ACCOUNT = re.compile(
    rf"(?:原创[ ]+)?(?P<name>[{_HAN}\w·]{{2,16}})(?:[ ]+[{_HAN}\w·]{{2,16}})?"
    rf"[ ]+\d{{4}}[-/年]\d{{1,2}}[-/月]\d{{1,2}}日?(?:[ ]+\d{{1,2}}:\d\d)?"
    rf"(?:[ ]+(?:发表于|发布于)?[ ]?[{_HAN}]{{2,8}})?\Z"
)
_ACCOUNTS = re.compile(r"\A原创 |发表于|\d{1,2}:\d\d\Z")
_SIZES = re.compile(r"字[号體体][:：]?[ \u3000]*T[ |｜]*T")
_BRACKETED = re.compile(
    r"[\[［【(（](\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:[ ]\d{1,2}:\d\d(?::\d\d)?)?)[\]］】)）]"
)
_GLUED = re.compile(
    r"(?<=[:：])(?=(?:编辑|編輯|责编|責編)[:：])|(?<=\d)(?=(?:来源|來源|稿源|作者|编辑|編輯|责编|責編|责任编辑)[:：])"
    r"|(?<=[\u4e00-\u9fff])(?<![任版班期约美])(?=(?:编辑|編輯)[:：])|(?<=[\u4e00-\u9fff])(?=(?:责编|責編|责任编辑|責任編輯)[:：])"
)
_BEHIND_SOURCE = re.compile("[ \\t\\u3000]+(?:[>＞]|[ \\t\\u3000])")
_BRACKETS = re.compile("[【】]")
_LONGEST, _LONGEST_VALUE = 120, 60
_LONGEST_SPACED = 480  # with the blanks that set a menu's items apart


def read_masthead(line: str) -> dict[str, str] | None:
    """The fields that a line of several known parts gives, none for a date, a menu or a page's makers alone; None if
    any part is unknown. A publisher alone is not enough."""
    if len(line) > _LONGEST:
        line = " ".join(line.split()) if len(line) <= _LONGEST_SPACED else line
        if len(line) > _LONGEST:
            return None
    found = _read_parts(_apart(plain(_BRACKETED.sub(r"\1", _SIZES.sub("", line)))))
    if found is None and line[:1] == "【":  # 【来源: | 发布日期:2022-03-24 】 【选择字号:
        found = _read_parts(plain(_BRACKETS.sub(" ", line)))
    if found is None and (account := _ACCOUNT.match(line)) and _ACCOUNTS.search(line):
        return {"source": account["name"]}
    return {} if found is None and is_navigation(line) else found


def _apart(line: str) -> str:
    """The line with labels set off that stand right behind what is before them: 10:26来源:某网编辑:某某责编:某某."""
    return _GLUED.sub(" ", line)


def read_app_head(line: str) -> str:
    """What an app is called on the line above its pages, '' if it is no such line: ≡ 某某, 某某 要闻."""
    app = _APP_HEAD.match(line)
    return (app[1] or app[2]) if app else ""


def _read_parts(line: str) -> dict[str, str] | None:
    found: dict[str, str] = {}
    at, known = 0, False
    if numbered := _NUMBERED.match(line):
        found |= {"page": numbered[1], "section": numbered[2]}
        at = numbered.end()
    while at < len(line):
        gap = _APART.match(line, at)
        at = gap.end() if gap else at
        if at == len(line):
            break
        written = _WRITTEN.match(line, at)
        labelled = written if written and _writers(written[2]) else _LABELLED.match(line, at)
        page = _PAGE.match(line, at)
        if labelled:
            field, value = _FIELDS.get(labelled[1]), labelled[2].strip()
            if len(value) > _LONGEST_VALUE or "。" in value or field == "" and parse_date(value) is None:
                return None
            if field == "source":
                value, writer = _source_and_writer(value)
                if writer:
                    found.setdefault("byline", writer)
            if field == "byline":
                value = "" if _ACCOUNT_NAME.fullmatch(value) else _writers(value) or re.sub(_WRITERS, "", value)
            if field == "page" and (numbered_page := _PAGE.match(value)) and numbered_page[1]:
                value = re.sub("^0+(?=\\d)", "", numbered_page[1])
            if field and value:
                # The site's own name may stand before the label of the source.
                found[field] = value if field == "source" else found.get(field, value)
            at = labelled.end()
        elif page:
            found.setdefault("page", re.sub("^00+", "", page[1]) if page[1] else str(number(page[2])))
            found.setdefault("section", (page[3] or page[4] or "").strip())
            at = page.end()
        else:
            part = next(filter(None, (one.match(line, at) for one in _PARTS)), None)
            if part is None and known and (section := _SECTION_NAME.match(line, at)):
                found.setdefault("section", section[0])
                part = section
            if part is None and known and (writers := _writers(line[at:])):
                found.setdefault("byline", writers)
                return found
            if part is None:
                name = _NAMED.match(line, at)
                section = None if name or known or not _DATE.search(line) else _PAGE_NAME.match(line, at)
                if section and _PAGE.search(line, section.end()):
                    found.setdefault("section", section[1])
                    at = section.end()
                    continue
                if name is None or not name[1].startswith(found.setdefault("source", name[1])):
                    return None
                at = name.end()
                continue
            at = part.end()
        known = True
    return found if known else None


def _source_and_writer(value: str) -> tuple[str, str]:
    """A source without the page and the controls that stand behind it (某报 > 一版  打印本页), and a writer's name
    alone there (某网-某栏 某某)."""
    value = _BEHIND_SOURCE.split(value, 1)[0]
    source, blank, name = value.partition(" ")
    if blank and 1 < len(name) < 5 and may_be_name(name):
        return source, name
    return value, ""


def _writers(rest: str) -> str:
    """The names that the rest of a line gives as the writers', '' if it holds anything else."""
    credits = read_credits(rest) or ()
    return " ".join(credit.name for credit in credits) if all(credit.work == "writing" for credit in credits) else ""


def is_section(line: str) -> bool:
    """Whether a line can be the name of a page of several reports: 要闻速览."""
    return _SECTION.match(line) is not None


def names_section(line: str) -> bool:
    """Whether a line is the name of a page or of a part of a site and nothing else: 要闻, 专题."""
    return _SECTION_NAME.fullmatch(line) is not None


def heads_contents(line: str) -> bool:
    """Whether a line stands above a list of the headlines of a page."""
    return _CONTENTS.fullmatch(line) is not None


def unmarked(line: str) -> str:
    """A line of such a list without its mark or number."""
    return _MARK.sub("", line)
