"""Which name begins here? Reading a person's name forward from the place where one is expected."""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from indexer.analysis.fold import fold
from indexer.analysis.segment import is_word
from indexer.entities import gazetteer
from indexer.entities.foreign_names import (
    is_han_run,
    is_known_name,
    read_by_sound,
    read_dotted,
    read_japanese,
    read_whole_by_syllables,
    runs_beyond,
    sounds,
)
from indexer.entities.framed_names import noted_name, unlike_words
from indexer.entities.name_ends import clear_end, ends_at, follower, names_by_first, occurrences, places_of, word_begins
from indexer.entities.spaced_names import read_spaced

# One-character words after a name that a given name hardly ever ends in: 王岩说 is 王岩, but 李为民 may end in 民.
NEVER_LAST = frozenset("借说称在对向等是率赴到就的了将已也被让还又则却仍再都即更很此互从所以并使把给作接陪致近共曾及与因任亦")
# These do end given names, but before a word they are adverbs and joints: 刘强|先开口.
_SELDOM_LAST = frozenset("先正才只均")
# These end given names and begin what follows them; the article's other namings decide.
_ALSO_JOINTS = frozenset("正先才只均和同并")
_HEADS = ("长", "组长", "主任", "书记", "主席")
# These are in no given name; they show that a body or a division stands where a name was looked for: 甘肃省, 常委会.
_NEVER_INSIDE = frozenset("省市县区厅局署部委院他她它您你")
_LONGEST_STATE = 9
_NOTE_REACH = 9
_GOES = frozenset("来去驻赴到率")
_NUMERALS = frozenset("0123456789一二三四五六七八九十几")
# What stands after a title and is no name: 总统候选人, 市长施政总质询.
NO_PERSON = (
    "冒着", "候选人", "施政", "原副", "祝贺", "祝愿", "祝福", "登基", "代表", "简报", "原住民", "应行", "包抓", "包联", "包案",
    "任前", "班子", "包乡镇", "包村", "包户", "包片",
)
# Family names that are far more often a word by themselves: 任期, 于今天, 候选人.
WORD_FIRST = frozenset("任于向时曾应暨才候经冒初畅保谈")
# Words of one character that follow names rather than end words.
_SAYS = frozenset("说称在作率等")
_BEFORE_SAYING = frozenset("地得着过后时又还也就再并们者他她")  # 局长高兴地|说
# 区长|阳镇普乐园
_IN_TOWNS = frozenset("镇乡村街路")
# 就任副总统后|首访, 当县长后|很忙; but 乡党委书记后春明.
_AFTER_LATER = frozenset("首很来续又代勤备卫方期者起面果半天台院人世事路门即便才还也就再多不")
_HOLDS_OFFICE = re.compile("(?:任|当|选|做)(?:上|为)?[\u4e00-\u9fff]{2,10}\\Z")
# 何灵均|讲到, but 王平|均未到, 李平均
_ENDS_IN_ALL = re.compile("均(?!未|已|为|表|不|有|能|可|按|要|在|由|无)(?<!平均)")
# 市长|于会中表示
_OCCASIONS = frozenset(("会中", "会后", "会前", "席间", "席中", "致词", "现场", "会场", "脸书"))


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the folded text: where it stands and how it is written without inner spaces.

    ``inner`` is where a title stands within it (王市长大川 is 王大川), if one does.
    """

    start: int
    end: int
    text: str
    inner: tuple[int, int] | None = None

    @property
    def parts(self) -> tuple[tuple[int, int], ...]:
        """The stretches of the text that are the name."""
        if self.inner is None:
            return ((self.start, self.end),)
        return ((self.start, self.inner[0]), (self.inner[1], self.end))


def read_name(text: str, start: int, foreign: bool = False, strict: bool = False) -> Name | None:
    """The Chinese name that begins at ``start`` of the folded text, or nothing where none clearly does.

    With ``foreign`` a name written by sound is read too: 普京, 马克龙, 穆罕默德·本·萨勒曼; with ``strict`` only one of
    three characters or more.
    """
    listed = _listed(text, start)
    if listed:
        return listed
    noted = noted_name(text, start) if "(" in text[start + 2:start + _NOTE_REACH] else ""
    if noted:
        return Name(start, start + len(noted), noted.replace(" ", ""))
    if _division_begins(text, start) or text.startswith(NO_PERSON, start):
        return None
    end = read_whole_by_syllables(text, start)
    if end is not None:
        return Name(start, end, text[start:end])
    end = read_dotted(text, start)
    if end is None and foreign:
        end = read_japanese(text, start)
    if end is not None:
        return _named(text, start, end)
    name = _chinese(text, start)
    plain = gazetteer.surnames("plain")
    beyond = name is not None and runs_beyond(text, start, name.end) and len(follower(text, name.end) or "") < 2
    if foreign and (name is None or name.text[0] not in plain or beyond):
        end = read_by_sound(text, start)
        clear = end is not None and (not strict or end - start > 2 or is_known_name(text[start:end]))
        name = _named(text, start, end) if end is not None and clear else name
    return name


def _named(text: str, start: int, end: int) -> Name | None:
    """A foreigner's name, unless it is that of a state, or the beginning of one: 巴哈马|总理, 乌兹|别克斯坦."""
    name = text[start:end].replace(" ", "")
    within = any(text[start:start + size] in gazetteer.states() for size in range(len(name), _LONGEST_STATE))
    return None if within else Name(start, end, name)


def _chinese(text: str, start: int) -> Name | None:
    first = text[start:start + 1]
    plain, weak = gazetteer.surnames("plain"), gazetteer.surnames("weak")
    if text[start + 1:start + 2] == first:  # 殷殷嘱托: a doubled word, not a name
        return None
    spaced = read_spaced(text, start)
    if spaced is not None:
        return Name(start, spaced[1], spaced[0])
    if text[start:start + 2] in gazetteer.surnames("compound"):
        sizes = (4, 3)
        is_counted = is_word(text[start + 2:start + 4]) or not any(clear_end(text, start + size) for size in sizes)
        if text.startswith("第五", start) and is_counted:  # 第五|大道, 第五|次会议
            return None
    elif first in plain or first in weak:
        sizes = (3, 2)
    else:
        return _rare(text, start) if first in gazetteer.surnames("rare") else None
    found = [size for size in sizes if _is_whole(text, start, size)]
    if not found and first in plain:
        ends = (size for size in sizes if is_han_run(text, start, start + size))
        found = [size for size in ends if word_begins(text, start + size)][:1]
    if not found and sizes[0] == 3 and is_han_run(text, start, start + 3) and word_begins(text, start + 3):
        name = text[start:start + 3]
        found = [3] if _unlike_words(name) and _IN_TOWNS.isdisjoint(name) else []  # 秘书长方进文|联络市议会
    if not found:
        found = _before_a_word(text, start, sizes)
    if not found:
        return None
    if found == [3] and text.startswith(("工作", "合作"), start + 2):
        found = [2]  # 副所长王舟|工作严重失职
    if sizes == (4, 3) and is_han_run(text, start, start + 5) and is_word(text[start + 3:start + 5]):
        if is_word(text[start + 3:start + 6]) or not is_word(text[start + 4:start + 6]):  # but 司马文清|出席, not 清出
            found = [3]  # 尉迟峰|站起来
    size = found[0]
    last = start + size - 1
    goes = size == 4 and text[last] in _GOES  # 镇长贺兰山|来了
    if len(found) == 2 and (goes or _is_no_last(text, last) or _verb_begins(text, last)):
        size = found[1]
    name = text[start:start + size]
    if size == 3 and name[2] in _ALSO_JOINTS and occurrences(text, name[:2]) > occurrences(text, name):
        size, name = 2, name[:2]  # 杨某和|同事们, where the article names 杨某 elsewhere
    elif size == 2 and _ENDS_IN_ALL.match(text, start + 2) and text[start - 1:start] not in ("、", "和", "与", "及"):
        size, name = 3, text[start:start + 3]  # 何灵均|讲到: of one alone 均 says nothing
    elif size == 2 and sizes[0] == 3 and _always_goes_on(text, start):
        size, name = 3, text[start:start + 3]  # 杨某才|涉嫌, and never 杨某 alone
    if name[-1] == "某" or first == "任" and text.startswith(_HEADS, start + size):  # 刘某; 省长任|总林长
        return None
    if name[-1] == "第" and text[start + size:start + size + 1] in _NUMERALS:  # 副总统暨第|15届
        return None
    if first in WORD_FIRST and name[1:] in _place_names():  # 同志任|武威市委委员; 书记向|青岛
        return None
    if first in weak and not clear_end(text, start + size) and not _unlike_words(name):
        if text[start + size:start + size + 1] not in _SAYS and not _is_clear_elsewhere(text, name):  # 局长高珂|说
            return None
    if not _NEVER_INSIDE.isdisjoint(name[1:]) or name in _place_names():
        return None
    if size == 2 and (name[1] in NEVER_LAST or name[1] in "今昨"):  # 区长|于今
        return None
    if size == 2 and first == "任" and is_word(text[start + 1:start + 3]):  # 副市长任|主任委员
        return None
    if _is_word(name, text, start + size) or name[0] == "于" and name[1:] in _OCCASIONS:
        return None
    return Name(start, start + size, name)


def _rare(text: str, start: int) -> Name | None:
    """The name of three characters whose family name is nearly always a word, and which holds no word: 书记后春明|带着, but
    not 书记和王大川."""
    name = text[start:start + 3]
    if len(name) < 3:
        return None
    if name[0] == "后" and (name[1] in _AFTER_LATER or _HOLDS_OFFICE.search(text, max(0, start - 12), start)):
        return None
    if not is_han_run(text, start, start + 3) or name[1] in gazetteer.surnames("plain") or not _unlike_words(name):
        return None
    ends = _is_whole(text, start, 3) or word_begins(text, start + 3)
    if not ends or not _NEVER_INSIDE.isdisjoint(name) or name[2] in NEVER_LAST or sounds(name):
        return None
    return Name(start, start + 3, name)


def _before_a_word(text: str, start: int, sizes: tuple[int, ...]) -> list[int]:
    """The size at which a word begins that is too rare for our tables (王大川|履职), or four characters of a name with two
    family names, or three where they hold no word at all: most names have three, and one verb may follow (王大川|赞).
    """
    plain = gazetteer.surnames("plain")
    double = text[start] in plain and text[start + 1:start + 2] in plain and not sounds(text[start:start + 3])
    if sizes[0] == 3 and double and _is_whole(text, start, 4) and text[start + 3] not in _GOES:
        return [4]
    for size in sizes:
        cut = start + size
        if is_han_run(text, start, cut) and is_word(text[cut:cut + 2]) and not is_word(text[cut - 1:cut + 1]):
            return [size]
    if text[start] not in plain or sizes[0] != 3:
        return []
    name = text[start:start + 3]
    if not is_han_run(text, start, start + 3) or not _unlike_words(name) or sounds(name) or is_word(name[:2]):
        return []
    # 镇长杜川急得挠头: where the article names 杜川 elsewhere, that is the name.
    return [2] if occurrences(text, name[:2]) > occurrences(text, name) else [3]


def _unlike_words(name: str) -> bool:
    """Whether three characters hold no everyday word, so that a family name which is also a word is one here."""
    if name[2:] in NEVER_LAST or name[1:] in gazetteer.states() or name[1:] in _place_names():
        return False
    return unlike_words(name)


@lru_cache(maxsize=256)
def _is_clear_elsewhere(text: str, name: str) -> bool:
    """Whether what may be a word by its family name stands elsewhere before a clear end: 书记南培|的话, and 南培|表示."""
    if name[0] in WORD_FIRST or name in gazetteer.common_words() or name in gazetteer.states():
        return False
    if occurrences(text, name) < 2:
        return False
    return any(len(follower(text, at + len(name)) or "") > 1 for at in places_of(text, name))


def _always_goes_on(text: str, start: int) -> bool:
    """Whether the two characters at ``start`` stand more than once, always before one that ends given names,
    and once with nothing behind it: 杨某才|涉嫌受贿 and 讯问了杨某才,."""
    longer = text[start:start + 3]
    if longer[2:] not in _ALSO_JOINTS or not longer[2:]:
        return False
    places = list(places_of(text, longer))
    if len(places) < 2 or occurrences(text, longer[:2]) > len(places):
        return False
    return any(not is_han_run(text, at + 3, at + 4) for at in places)


def _adverb_begins(text: str, position: int) -> bool:
    """Whether an adverb and its verb stand here rather than a character of a given name: 先开口, 正研究."""
    common = gazetteer.common_words()
    if text[position:position + 1] not in _SELDOM_LAST:
        return False
    return text[position:position + 2] in common or text[position + 1:position + 3] in common


def _verb_begins(text: str, position: int) -> bool:
    """Whether a longer follower begins here and none behind it: 周伟|来到果园, but 周聪发|表示. 正在 says nothing, as 正
    ends many names.
    """
    if text[position] in _SELDOM_LAST or len(follower(text, position + 1) or "") > 1:
        return False
    return len(follower(text, position) or "") > 1


def _is_no_last(text: str, position: int) -> bool:
    """Whether the character here is a word after a name of two characters, not the last one of three."""
    if text[position] in "时后":  # 会见某某时，
        return not "\u4e00" <= text[position + 1:position + 2] <= "\u9fff"
    return text[position] in NEVER_LAST


def _division_begins(text: str, start: int) -> bool:
    """Whether the name of a province or the full name of any division stands here, so that no person does."""
    return text.startswith(_divisions_by_first().get(text[start:start + 1], ()), start)


def _is_whole(text: str, start: int, size: int) -> bool:
    return is_han_run(text, start, start + size) and (
        ends_at(text, start + size) or _adverb_begins(text, start + size)
    )


def _is_word(name: str, text: str, end: int) -> bool:
    """Whether what looks like a name is everyday language: 高度, 安排部署, 全面."""
    common = gazetteer.common_words()
    if name[0] in WORD_FIRST and (name[:2] in common or name[1:] in common):
        # 任海鸥|介绍, but not 任主任, 任上海
        given = name[:2] not in common and (name[0] == "任" or name[1:] in gazetteer.given_names())
        given = given and len(follower(text, end) or "") > 1
        return not given or name[1:] in gazetteer.titles() or name[1:] in gazetteer.other_callings()
    if len(name) == 3 and name[:2] in common and (_is_no_last(text, end - 1) or name[2] in "和中上内均大"):
        return True
    if len(name) == 2:
        return name in common and (name[0] in gazetteer.surnames("weak") or not clear_end(text, end))
    if name[:2] in common and name[0] in gazetteer.surnames("weak"):
        says = text.startswith(("说", "称"), end) and name[2] not in _BEFORE_SAYING
        return not says and not clear_end(text, end)
    if clear_end(text, end) or text.startswith("说", end):
        return False
    is_word_behind = name[1:] in common and name[1:] not in gazetteer.given_names()  # 厅长高自强|及有关单位
    return is_word_behind and name[0] in gazetteer.surnames("weak")


def _listed(text: str, start: int) -> Name | None:
    for name in names_by_first(text[start:start + 1]):
        if text.startswith(name, start) and (len(name) > 2 or ends_at(text, start + len(name))):
            longer = len(name) == 2 and _is_whole(text, start, 3) and follower(text, start + 2) is None
            longer = longer and not _is_no_last(text, start + 2)
            return None if longer else Name(start, start + len(name), name)
    return None


@cache
def _divisions_by_first() -> Mapping[str, tuple[str, ...]]:
    """Folded names by their first character: the full ones of more than two characters and all those of provinces."""
    by_first: defaultdict[str, set[str]] = defaultdict(set)
    for code, region in gazetteer.regions().items():
        for name in (region.name, *region.shorts):
            if len(code) == 2 or len(name) > 2 and name.endswith(tuple("省市州县区旗盟")):
                by_first[fold(name)[0]].add(fold(name))
    return {first: tuple(sorted(names)) for first, names in by_first.items()}


@cache
def _place_names() -> frozenset[str]:
    """Folded short names of provinces and prefectures."""
    return frozenset(
        fold(form) for code, region in gazetteer.regions().items() if len(code) < 6 for form in region.shorts
    )
