"""Who does what office-holders do at a meeting or on a visit, without an office by the name? 会议由王大川主持。

Whether an office-holder is in the article is for the caller to see. A name counts only where nothing says
what else the person is: where no word stood before it when the article named the person before.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from indexer.analysis.segment import is_word
from indexer.entities import gazetteer
from indexer.entities.name_ends import places_of
from indexer.entities.names_backward import name_before
from indexer.entities.person_names import Name, read_name

_MEETING = "[^,。;\\n、]{0,14}?(?<!大)会议?"
_AND_SPEAKS = "(?:并(?:讲话|作?了?[^,。;\\n]{0,6}(?:讲话|发言|致辞|总结)))?"
_OF_GOVERNMENT = "(?:省|市|州|县|区|旗|盟|乡|镇)(?:委|政府|人大|政协|纪委)"
# What a clause says of the names it begins with, whole; what guests do as well by itself.
_DEED = re.compile(
    "(?:同志)?(?:在会上|会上|还|分别|也|先后|随后|最后)*(?:"
    f"主持(?:召开)?了?(?:{_MEETING})?{_AND_SPEAKS}"
    f"|(?:传达|通报)了?[^,。;\\n]{{2,40}}"
    f"|(?:汇报|介绍)了?(?:全?[省市州县区]|我[省市州县区]|{_OF_GOVERNMENT})[^,。;\\n]{{2,30}}(?:情况|工作)"
    "|作了?(?:表态|总结|动员|总结性)(?:发言|讲话)"
    "|带队(?:先后)?(?:到|赴|深入|前往|来到)[^。;\\n]{2,40}?(?:调研|考察|督查|督导)[^。;\\n]{0,16}"
    f"|(?P<guests>主持了?[^,。;\\n、]{{0,14}}?(?:式|大会){_AND_SPEAKS}"
    "|宣读了?[^,。;\\n]{2,40}"
    "|作了?(?:政府|人大|政协|常委会|全会|述职|省委|市委|州委|县委|区委)*(?:工作|述职|审议结果)报告"
    "|(?:分别)?就[^,。;\\n]{2,30}(?:提出了?(?:具体|明确|工作)*(?:要求|意见)|[作做]了?出?(?:具体|全面)*(?:安排|部署)+|讲了?(?:具体)?意见)"
    f"|(?:受[^,。;\\n]{{2,16}}委托,?)?代表{_OF_GOVERNMENT}[^,。;\\n]{{0,30}}(?:致辞|讲话|报告|签约|签署|签订|慰问|问候|感谢|欢迎)[^,。;\\n]{{0,16}}"
    "))(?=[,。;\\n]|\\Z)"
)
_WORDS = re.compile("主持|传达|通报|宣读|汇报|介绍|作|就|代表|带队")
# Whose office the clause before names: …由王大川接任 李明远不再担任.
_CHANGES = re.compile("[长记席任](?:由|职务|[^。\\n]{0,12}(?:接任|接替))|任[^。\\n]{2,24}[长记席任] ")
_LEAVES = re.compile("不再(?:担任|兼任)(?=[。\\n;, ]|\\Z)")
_CHAIRED = re.compile("(?:会议|(?:座谈|推进|调度|工作|现场|专题|常务|常委|全体|主任|动员|视频|电话|联席|党组|扩大)会)由(?=[\u4e00-\u9fff ]{2,6}(?:同志)?主持)")
_HEARD = re.compile("听取了?(?=[\u4e00-\u9fff· ]{2,9}(?:同志)?(?:关于|就|代表)[^。;\\n]{2,40}(?:汇报|报告|说明))")
_JOINT = re.compile("、|和|与|及")
_LONGEST_LIST = 40
# The last characters of what people are besides: 集团总经理王大川, 教师王大川, 主持人王大川.
_ENDS_CALLING = frozenset("员工师民长总理生家任人手医者授士表主裁监")


def find_doers(text: str, holders: int) -> Iterator[Name]:
    """The people of such clauses. What others do as well beside a guest in office (宣读, 作工作报告, 主持仪式) counts where
    the article has several ``holders`` of office."""
    introduced: dict[str, int] = {}
    for head in _heads().finditer(text):
        start = head.end()
        if not _WORDS.search(text, start + 2, start + _LONGEST_LIST):
            continue
        names = _names_at(text, start)
        deed = _DEED.match(text, names[-1].end) if names else None
        if deed and (holders > 1 or deed["guests"] is None):
            yield from (name for name in names if _introduction(text, name.text, introduced) == len(text))
    for leaves in _LEAVES.finditer(text) if "不再" in text else ():
        leaving = name_before(text, leaves.start())
        line = text[text.rfind("\n", 0, leaves.start()) + 1:leaves.start()]
        if leaving is not None and _is_person(leaving.text) and _CHANGES.search(line):
            yield leaving
    chaired = _CHAIRED.finditer(text) if "由" in text and "主持" in text else ()
    heard = _HEARD.finditer(text) if holders > 1 and "听取" in text else ()
    for opener in (*chaired, *heard):
        names = _names_at(text, opener.end())
        yield from (name for name in names if name.start <= _introduction(text, name.text, introduced))


def _names_at(text: str, start: int) -> list[Name]:
    """The names joined by 、, 和, 与 or 及 from a position on; none where one of them is no person's."""
    names: list[Name] = []
    while (name := read_name(text, start)) is not None and _is_person(name.text):
        names.append(name)
        joint = _JOINT.match(text, name.end)
        if joint is None:
            break
        start = joint.end()
    return names


@cache
def _heads() -> re.Pattern[str]:
    """What stands before a clause that begins with a character with which the names begin that are read here."""
    by_sound = gazetteer.transliteration("syllables", "given")
    several = (*gazetteer.surnames("compound"), *gazetteer.leader_names(), *by_sound)
    firsts = gazetteer.family_names() | {name[0] for name in several}
    return re.compile(f"(?:\\A|[。\\n;,:] *)(?=[{''.join(sorted(firsts))}])")


def _is_person(name: str) -> bool:
    """Whether a name is a person's and no word (毕业生), state or side of a talk (韩方)."""
    if name in gazetteer.leader_names() or name[1:] in gazetteer.given_names():
        return True
    return not is_word(name) and name not in gazetteer.states() and not (len(name) == 2 and name.endswith("方"))


def _introduction(text: str, name: str, known: dict[str, int]) -> int:
    """Where the article first names a person with a word in front, which says who it is; the text's end if nowhere.
    ``known`` keeps what was found, for a name may stand in a text thousands of times."""
    if name not in known:
        places = places_of(text, name)
        with_word = (at for at in places if text[at - 1:at] in _ENDS_CALLING and at > 0)
        known[name] = next(with_word, len(text))
    return known[name]
