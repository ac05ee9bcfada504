"""What a line of a newspaper's page can be, seen from the line alone."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.credits import read_credits
from corpus.dateline import read_dateline

# dated: a paragraph that begins with a dateline; running: any other paragraph; original: 原标题：…;
# label: a labelled line or a telephone number of the press office; credit: (记者…), 图/某某, a picture's file name.
Kind = Literal["dated", "running", "headline", "byline", "label", "credit", "original", "other"]

LONGEST_HEADLINE = 80
_LONGEST_CLOSE = 12

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_COLON = r"[ \u3000]*[:：]"
# A line that is to be read as a byline holds one of these.
_MAY_SIGN = re.compile("者[ \u3000:：/／]|[员員][ \u3000:：/／]|[文撰稿写寫][/／:：|｜丨]|[/／]文|文[/／]图|[记記]者[\u3400-\u9fff ]{2,12}\\Z")
_PRESS_WORDS = "发稿|發稿|发布|發布|發佈|来源|來源|作者"
_LABEL = re.compile(
    rf"(?:[-•*·◎※][ \t]?)?(?:(?:{_PRESS_WORDS}|发文|發文|日期|时间|時間|撰稿|供稿|承办|承辦|联络|聯絡|连络|連絡|联系|聯繫|责任|責任|编辑|編輯|"
    rf"电话|電話|点击|點擊|浏览|瀏覽|阅读|閱讀|校对|校對|审核|審核|摄影|攝影|主办|主辦|洽詢)[^\s:：。]{{0,6}}"
    rf"|[^\s:：。]{{0,10}}(?:单位|單位|人|电话|電話|专线|專線|日期|时间|時間)"
    rf"|[^\s:：。]{{0,4}}(?:地点|地點|主旨|附件|依据|依據|说明|說明|方式|资格|資格|名额|名額|对象|對象|内容|內容|费用|費用|网址|網址))"
    rf"{_COLON}"
    rf"|(?:[发發]稿(?:单位|單位|时间|時間|日期|人)|(?:新闻|新聞)?[联聯连連][络絡系繫]人\Z)"
)
_RELEASE = re.compile(
    r"[【(（][^。，：:]{0,16}(?:新闻稿|新聞稿)[】)）]\Z"
    r"|[^。，：:\d]{2,14}(?:[局处處部府室科署会會厅廳院委]|中心)"
    r"(?:(?:新闻|新聞|[声聲]明|[发發])稿|[ \u3000]*(?:公告|通告|公示)|[ \u3000]+[函令])\Z"
)
_PRESS = re.compile(
    rf"(?:[-•*·][ \t]?)?(?:(?:{_PRESS_WORDS}|发文|發文|主旨|依据|依據)(?!人)[^\s:：。]{{0,6}}{_COLON}"
    rf"|[发發]稿(?:单位|單位|时间|時間|日期)"
    rf"|(?:日期|时间|時間){_COLON}[ \u3000]*\d{{2,4}}\D\d{{1,2}}\D\d{{1,2}}日?(?:[ \u3000T]+[\d:]{{4,8}})?\Z)"
)
# A telephone number, an extension, an address to write to, one to look at: what stands below a release, never in a
# headline.
_CONTACT = re.compile(
    r"\d{2,4}[)）]?[-—－ ]?\d{6,8}|[转轉#＃]\d{2,5}|分[机機]\d|(?:电话|電話)\D{0,6}\d|@[\w.-]+|\b1\d{10}\b"
)
_ADDRESS = re.compile(r"https?://|www\.")
_IMAGE = re.compile(
    r"<(?:image|img)\b.{0,300}>\Z|.{0,60}_fororder_\d{1,3}\Z"
    r"|.{0,60}\.(?:jpe?g|png|gif|webp|bmp)\Z|!\[[^\]]{0,80}\]\([^()]{0,200}\)\Z", re.I
)
_CREDIT = re.compile(
    r"[(（【\[〔][^()（）\[\]]{0,20}(?:记者|記者|通讯员|通訊員|编辑|編輯|责编|據|据|来源|來源|摄|攝|完|报|報|网|網|社|[局處处]|供稿)"
    r"[^()（）\[\]]{0,40}[)）】\]〕]\Z"
    r"|(?:图片|圖片|海报|海報|漫画|漫畫|插画|插畫|摄影|攝影|制图|製圖|编辑|編輯|责编|供图|图|圖|文)[ \u3000]*[|｜/丨:：]"
    r"|https?://\S+\Z"
)
RULES = "=＝\\-*＊—―─═━~～_"
"""Characters of which a line of three or more parts what stands above it from what is below; for a character class."""
_RULE = re.compile(rf"[ \t\u3000]*(?:[{RULES}][ \t\u3000]*){{3,}}\Z")
_SUBTITLE = re.compile(r"(?:——|──|--)(?![(（《]|摘自|选自|選自|引自).{6,}(?<!》)\Z")
_ORIGINAL = re.compile(rf"原[标標][题題]{_COLON}")
_ENTITLED = re.compile(r"[(（]原(?:[标標][题題]|[题題])(?:为|為|[:：])[^()（）]{2,60}[)）]")  # under what a site called the story
_CLOSES = re.compile(r"(?:[。！？!?…；;]|\.{3,})[”’」』》)）\]】]*\Z|[)）】\]]\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: where it begins in the text, itself without the blanks at its ends, what it can be."""

    start: int
    text: str
    kind: Kind

    @property
    def is_paragraph(self) -> bool:
        """Whether it is running text."""
        return self.kind in ("dated", "running")

    @property
    def closes(self) -> bool:
        """Whether it ends a sentence or a bracket."""
        return closes(self.text)

    @property
    def signs_off(self) -> bool:
        """Whether it is one of the lines a paper or a press office puts below a story."""
        return self.kind in ("byline", "credit", "label") and self.text[-1] not in ":："


def closes(line: str) -> bool:
    """Whether a line ends a sentence or a bracket."""
    return _CLOSES.search(line[-_LONGEST_CLOSE:]) is not None


def read_lines(text: str) -> Iterator[Line]:
    """The lines of a text that are not blank."""
    for found in re.finditer(r"(?m)^.*\S.*$", text):
        line = found[0].strip()
        yield Line(found.start(), line, kind_of(line))


def kind_of(line: str) -> Kind:
    """What a line, given without the blanks at its ends, can be."""
    if read_dateline(line):
        return "dated"
    if _is_byline(line):
        return "byline"
    if _LABEL.match(_unspaced(line)):
        return "label"
    if len(line) <= LONGEST_HEADLINE and (_CONTACT.search(line) and not closes(line) or _ADDRESS.search(line)):
        return "label"
    if _RELEASE.match(line):
        return "label"
    if _CREDIT.match(line) or _IMAGE.match(line):
        return "credit"
    if _ORIGINAL.match(line):
        return "original"
    if line.startswith(("(", "（")) and _ENTITLED.fullmatch(line):
        return "credit"
    if _is_running(line):
        return "running"
    return "headline" if is_headline(line) else "other"


def _is_byline(line: str) -> bool:
    """Whether a line says who wrote the story and nothing else, or begins with a writer's mark."""
    if line.startswith("□"):
        return True
    if "。" in line or len(line) > LONGEST_HEADLINE or not _MAY_SIGN.search(line):
        return False
    return any(credit.work == "writing" for credit in read_credits(line) or ())


def _unspaced(line: str) -> str:
    """The line with a label in spaced letters (联 系 人：) written together."""
    start = line[:_LONGEST_CLOSE]
    return re.sub(rf"(?<=[{_HAN}])[ \u3000]+(?=[{_HAN}])", "", start) if line[1:2] in (" ", "\u3000") else line


def _is_running(line: str) -> bool:
    """Whether a line is a paragraph: it holds a full stop, or is too long for a headline, or is a long exclamation with
    the commas of a sentence."""
    if "。" in line or len(line) > LONGEST_HEADLINE:
        return True
    return len(line) > 40 and (line[-1] in "；;…" or (line[-1] in "！!？?" and line.count("，") > 1))


def is_headline(line: str) -> bool:
    """Whether a line can be a headline: not empty, at most 80 characters, holds a word and does not end a sentence.

    A question or exclamation mark may end a headline; a full stop may not stand in it at all.
    """
    line = line.strip()
    if not line or len(line) > LONGEST_HEADLINE or "。" in line or line[-1] in "，,、；;：:":
        return False
    return any(character.isalnum() for character in line)


def is_subtitle(line: str) -> bool:
    """Whether a line is a headline's second line behind a dash (——全省春耕见闻), and not whom a quotation or a poem is by
    (——陆游)."""
    return _SUBTITLE.match(line) is not None and is_headline(line)


def is_rule(line: str) -> bool:
    """Whether a line is a rule and nothing else."""
    return _RULE.match(line) is not None


def is_press_label(line: str) -> bool:
    """Whether a line is labelled as what stands at the head of a release or a page: 发稿单位：, 来源：, 时间：…, 某局新闻稿."""
    return _PRESS.match(line) is not None or _RELEASE.match(line) is not None


def is_image(line: str) -> bool:
    """Whether a line is a picture's file name."""
    return _IMAGE.match(line) is not None


def original_title(line: str) -> str:
    """The headline in a line 原标题：…, or ''."""
    found = _ORIGINAL.match(line)
    return line[found.end():].strip() if found else ""
