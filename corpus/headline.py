"""A story's headline: its main line, and the lines above and below it (引题, 副题)."""
from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from corpus.briefs import Brief, is_signed, names_column, read_brief, read_set_off
from corpus.credits import is_by_sound, read_credits
from corpus.lines import Line, is_headline, is_press_label, is_subtitle, original_title, read_lines
from corpus.publishers import is_publisher
from corpus.surnames import may_be_name

# A site names the paper before the headline of a story it took over.
_TAKEN_FROM = re.compile(
    r"([\u3400-\u9fff·]{0,10}(?:[日晚早晨时商]报|[日晚早晨時商]報|都市报|都市報|新华社|新華社|中新社|中央社|新华网|人民网"
    r"|中新网|央视网|客户端))[ \u3000]*[:：][ \u3000]*(?=\S)"
)
# What stands over a headline and is none: a column's name, or what kind of piece it is (某报评论员文章, 社论).
_COLUMN = re.compile(r"【[^】]*】\Z")
_GENRE = re.compile(
    r"(?:[\u3400-\u9fff]{0,8}(?:[报報社刊网網台]))?(?:(?:特约|特約)?(?:评论员|評論員)(?:文章)?|社论|社論|社评|社評|时评|短评|短評|(?:编余|編餘)?短[论論]|"
    r"(?:编辑部|編輯部)文章|(?:读者|讀者|群众|来信|來信)?(?:来信|來信|来稿|來函|照登|之声|之聲){1,2}|[\u3400-\u9fff]{2}[来來]信·[\u3400-\u9fff]{2,4}"
    r"|[\u3400-\u9fff]{2,4}(?:时评|時評|快评|锐评|微评|快报|热线|论坛|論壇|漫笔|随笔|隨筆|杂谈|雜談|茶座|视点|視點|夜话|走笔|时论|观察))\Z"
)
# The parts of a page or a bulletin, which papers name over their stories; an article's own subheads say other things.
_SECTION_NAMES = (
    "头条|頭條|要闻|要聞|时政|時政|综合|綜合|经济|經濟|社会|社會|文化|教育|体育|體育|法治|生态|生態|健康|文旅|旅游|三农|农业|乡村|党建|民生"
    "|基层|基層|关注|關注|聚焦|热点|熱點|动态|動態|简讯|簡訊|快讯|快訊|短讯|短訊|一线|一線|县区|县域|乡镇|部门|市州|省内|国内|國內|国际|國際"
    "|评论|評論|言论|理论|副刊|人物|调研|督查|发布|资讯|服务"
)
_SECTION = re.compile(
    rf"(?:【|[★☆◆■●▌]+[ \u3000]*)(?:[\u3400-\u9fff]{{0,3}}(?:{_SECTION_NAMES})"
    r"|(?:工作|基层|县区|典型|部门|领导)(?:要闻|动态|经验|活动|部署|交流|讲话)|[\u3400-\u9fff]{2}故事)(?:】|[ \u3000]*[★☆◆■●▌]+)\Z"
)
# Who issues a notice stands over it: 某市委组织部 ⏎ 关于干部任前公示的公告.
_ISSUER = re.compile(r"[\u3400-\u9fff]{4,24}(?:[部局厅廳处處院委会會]|政府|办公室|辦公室|委员会|委員會|公司|中心)\Z")
_CONCERNING = re.compile(
    "(?:关于|關於).{2,60}(?:公告|公示|通告|通知|通报|通報|决定|決定|意见|意見|命令|批复|批復|函|请示|报告|報告)\\Z"
)
_PICTURE_NEWS = re.compile("【?(?:图片新闻|圖片新聞|新闻图片|新聞圖片|图片报道|圖片報道|图说新闻|圖說新聞)】?")
# Markdown's heading, an item's mark in a list of reports, the time a site set before it.
_HEADING = re.compile(
    r"#{1,6}[ \t]+(?=\S)|[•●■◆▪][ \t\u3000]+(?=\S)|\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?[ \t\u3000]+(?=\S{4})"
)
# A headline's first line may say who speaks: 省人大代表、某县县长某某：
_SPEAKER = re.compile(r"[^，。：:！？]{4,40}[：:]")
_NOTIFIES = re.compile("(?:周知|特此[^，。]{2,8}|予以(?:公告|公示|公布|通告)|(?:现|現)公[告示布]如下)。")
_NUMBERED = re.compile("[(（]?[一二三四五六七八九十]{1,3}[、）)]")  # the first part of the text: 一、决定任命
_MOST_LINES = 8
_LONGEST_SENTENCE = 80
_MOST_READ = 200  # as far as subheads are looked for


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline and the text without it. ``lead_ins`` are the lines above and below the headline, which stay in
    ``body`` as they are printed; ``taken`` is what stood before the headline and is not part of it (甘肃日报：, 原标题：);
    ``source`` the paper that it names."""

    title: str
    body: str
    lead_ins: tuple[str, ...] = ()
    taken: str = ""
    source: str = ""


def read_headline(text: str) -> Headline:
    """The headline of a story: the first line, if it can be one; behind 原标题： where a site put a headline of its own on
    top; the line under a column's name in 【】, under the kind of piece (本报评论员文章) or under the line that says who
    speaks (市长某某：); the line over a second one behind a dash (引题, 主题, ——副题). A first line that is one
    short sentence is the headline of a notice (…特此公告。), with its full stop. In a brief it is what blanks set off from
    the text (●渠首检修　本周，…), as in some reports (渠首检修  本报讯…). An empty title where there is none: it is never
    invented."""
    lines = list(islice(read_lines(text), _MOST_READ))
    original = next((n for n, line in enumerate(lines[:_MOST_LINES]) if line.kind == "original"), None)
    if original is not None and is_headline(original_title(lines[original].text)) and len(lines) > original + 1:
        title = original_title(lines[original].text)
        label = lines[original].text.removesuffix(title)
        return Headline(title, _without(text, lines[original]), _lead_ins(lines, original), label)
    if len(lines) > 2 and _SPEAKER.fullmatch(lines[0].text) and lines[1].kind == "headline":
        return Headline(lines[1].text, _without(text, lines[1]), (lines[0].text, *_lead_ins(lines, 1)))
    if len(lines) > 3 and _COLUMN.fullmatch(lines[0].text) and lines[2].kind == "headline":
        if lines[1].kind in ("byline", "dated") and not lines[1].closes and "。" not in lines[1].text:
            return Headline(lines[2].text, _without(text, lines[2]), (lines[0].text, *_lead_ins(lines, 2)))
    if len(lines) > 1 and _is_sentence(lines):
        return Headline(lines[0].text, _without(text, lines[0]))
    at = 1 if len(lines) > 1 and names_column(lines[0].text) else 0
    if lines and is_signed(text) and (brief := read_brief(lines[at].text)):
        return _of_brief(text, lines[at], brief, tuple(line.text for line in lines[:at]))
    if lines and (set_off := read_set_off(lines[0].text)):
        start = text.index(lines[0].text, lines[0].start)
        return Headline(set_off.headline, text[:start] + text[start + set_off.length:])
    if len(lines) < 2 or not is_headline(lines[0].text):
        return Headline("", text)
    part = next((n for n, line in enumerate(lines[:_MOST_LINES]) if is_section_label(line.text)), 0)
    if 0 < part < len(lines) - 2 and lines[part + 1].kind == "headline" and is_publisher(lines[0].text):
        above = tuple(line.text for line in lines[:part + 1])  # what a bulletin is called, above its first part
        main = lines[part + 1]
        return Headline(main.text, _without(text, main), (*above, *_lead_ins(lines, part + 1)))
    if _is_signature(lines[0].text) and any(line.is_paragraph for line in lines[1:3]):
        return Headline("", text)
    taken, source = _taken_from(lines)
    if not taken and (heading := _HEADING.match(lines[0].text)):
        taken = heading[0]
    if is_picture_news(lines[0].text) and lines[1].is_paragraph:
        return Headline("", text)
    if _stands_above(lines, lines[0].text[len(taken):]):
        first = lines[0].text[len(taken):]
        return Headline(lines[1].text, _without(text, lines[1]), (first, *_lead_ins(lines, 1)), "", source)
    return Headline(lines[0].text[len(taken):], _without(text, lines[0]), _lead_ins(lines, 0), taken, source)


def _of_brief(text: str, line: Line, brief: Brief, above: tuple[str, ...]) -> Headline:
    start = text.index(brief.mark, line.start)
    return Headline(brief.headline, text[:start] + text[start + brief.length:], above, brief.mark)


def _is_signature(line: str) -> bool:
    """Whether a line says behind a mark who wrote the text below and nothing else: □通讯员某某."""
    return line[0] in "□◇◎" and any(
        credit.work == "writing" or line[0] == "□" and (may_be_name(credit.name) or is_by_sound(credit.name))
        for credit in read_credits(line[1:]) or ()
    )


def is_picture_news(line: str) -> bool:
    """Whether a line is the heading papers put over a picture with its caption, which has no headline of its own."""
    return _PICTURE_NEWS.fullmatch(line) is not None


def is_genre(line: str) -> bool:
    """Whether a line says what kind of piece stands below it: 某报评论员文章, 社论."""
    return _GENRE.match(line) is not None


def is_section_label(line: str) -> bool:
    """Whether a line is the name of a part of a page or a bulletin and nothing else: 【要闻】, ★ 民生 ★."""
    return _SECTION.match(line) is not None


def _stands_above(lines: list[Line], first: str) -> bool:
    """Whether the first line stands over the headline's main line."""
    if len(lines) < 3 or lines[1].kind != "headline" or is_subtitle(lines[1].text):
        return False
    if _COLUMN.fullmatch(first) or is_genre(first) or is_section_label(first):
        return True
    if _ISSUER.match(first) and _CONCERNING.match(lines[1].text):
        return True
    # 引题, 主题, ——副题, and then the report.
    return is_subtitle(lines[2].text) and len(lines) > 3 and (lines[3].kind == "byline" or lines[3].is_paragraph)


def _is_sentence(lines: list[Line]) -> bool:
    """Whether the first line is one sentence that can only be the headline: that of a notice, or one over a press
    office's label. Over a paragraph or a dateline it may as well be the text's first, or a site's summary."""
    first, below = lines[0], lines[1]
    if first.kind != "running" or first.text.find("。") != len(first.text) - 1 or len(first.text) > _LONGEST_SENTENCE:
        return False
    return _NOTIFIES.search(first.text) is not None or is_press_label(below.text)


def _taken_from(lines: list[Line]) -> tuple[str, str]:
    """What stands before the headline, and the paper it names; only where dateline or byline name the same paper, for a
    headline may well say 某报：… of what another paper writes."""
    found = _TAKEN_FROM.match(lines[0].text)
    if not found or not is_headline(lines[0].text[found.end():]):
        return "", ""
    opening = next((n for n, line in enumerate(lines) if n and line.kind != "headline"), 0)
    signed = "".join(line.text[:60] for line in lines[opening:opening + 2] if line.kind in ("dated", "byline"))
    return (found[0], found[1]) if found[1] in signed else ("", "")


def _lead_ins(lines: list[Line], title: int) -> tuple[str, ...]:
    """The lines of the headline under its main line.

    Where no dateline, byline or label follows them, the last one above the first paragraph is a subhead if the story
    has subheads further down.
    """
    end = title + 1
    while end < len(lines) and lines[end].kind == "headline" and not _NUMBERED.match(lines[end].text):
        end += 1
    under = lines[title + 1:end]
    if not under or end - title > _MOST_LINES or end == len(lines):
        return ()
    if lines[end].kind == "running" and not is_subtitle(under[-1].text):
        if any(line.kind == "headline" for line in lines[end + 1:-1]):
            under = under[:-1]
    return tuple(line.text for line in under)


def _without(text: str, line: Line) -> str:
    """The text without a line and the blank lines under it; what stands above is kept."""
    end = text.find("\n", line.start)
    return text[:line.start] + (re.sub(r"\A(?:[^\S\n]*\n)+", "", text[end:]) if end >= 0 else "")
