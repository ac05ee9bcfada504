"""Who else is in a list of names that an office-holder opens? 省长王大川、李明远, 市领导 王大川 李明远."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.entities import gazetteer
from indexer.entities.foreign_names import is_known_name, read_by_sound, sounds
from indexer.entities.framed_names import name_up_to, unlike_words
from indexer.entities.latin_names import read_latin
from indexer.entities.name_ends import follower
from indexer.entities.person_names import NEVER_LAST, Name, read_name

# What is noted behind a name: 王大川(女,藏族), and the name in Latin letters.
_NOTE = r"(?: ?\((?:女|男|(?:女,)?[\u4e00-\u9fff]{1,5}族(?:,女)?|[a-z][a-z .'’-]{2,30})\))?"
_NEXT_IN_LIST = re.compile(_NOTE + r"\)?(?: {0,2}(?:以?及|[、和与]) {0,2}(?:(?<=[、 ])\n[ \n]{0,4})?| {1,4}| ?\n ?)")
# A member whose name the end of a line breaks: 、王\n大川、
_BROKEN = re.compile("([\u4e00-\u9fff]) {0,2}\n[ \n]{0,6}([\u4e00-\u9fff]{1,2})(?=[、,。]|等|出席|参加)")
_HEADS_OF_DIVISIONS = ("省长", "市长", "州长", "县长", "区长")
# 市议员王大川,李明远,许文清也到场
_COMMA = re.compile(",(?=[\u4e00-\u9fff]{3}(?:[,、等]|及|也|到场|一同))")
_SEVERAL = re.compile("[两二三四五六七八九十][任位名]")  # 法国三任总统|甲某、乙某和丙某
_COUNCILLORS = ("议员", "立委")
NAMES_MANY = (
    "常委", "委员", "副委员长", "副主席", "副总理", "国务委员", "副省长", "议员", "立委", "副市长", "副州长", "副县长",
    "副主任", "副专员", "副秘书长", "副团长", "执行主席", "常务主席",
)
# Of these there are many too, but others follow them in a list as well: 副镇长甲某、乙某、丙某一起种田.
_ALSO_WITH_OTHERS = ("副书记", "副部长", "副局长", "副厅长", "副区长", "副旗长", "副镇长", "副乡长", "副检察长")
_IN_OFFICE = re.compile(
    "(?:、[\u4e00-\u9fff· ]{2,8}?){1,8}?等?(?:同志)?(?:分别|先后|一同|共同)?(?:出席|参加|陪同|列席|到会|参会|随同|在座|汇报|主持|见证)"
)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One naming of an office-holder: the name, the offices printed with it, where name and office begin and end."""

    name: Name
    offices: tuple[str, ...]
    begin: int
    end: int
    rule: str


def alone(name: Name, rule: str) -> Occurrence:
    """A naming without any office."""
    return Occurrence(name, (), name.start, name.end, rule)


def with_list(text: str, first: Occurrence, kinds: frozenset[str]) -> Iterator[Occurrence]:
    """A person and those named behind it in the same list; an opener such as 省领导 is the office of all of them."""
    yield first
    names_many = any(office.endswith(NAMES_MANY) or _SEVERAL.search(office) for office in first.offices)
    if any(office.endswith(_ALSO_WITH_OTHERS) for office in first.offices):
        names_many = names_many or _IN_OFFICE.match(text, first.name.end) is not None
    shared = first.offices if "list" in kinds or names_many else ()
    end = first.name.end
    while True:
        joint = _NEXT_IN_LIST.match(text, end)
        if joint is None and shared and shared[-1].endswith(_COUNCILLORS):
            joint = _COMMA.match(text, end)
        if not joint:
            return
        name = read_name(text, joint.end())
        if name is None and shared and sounds(first.name.text):
            name = read_name(text, joint.end(), foreign=True)
        if name is None and shared:
            name = read_latin(text, joint.end())
        if shared and "、" in joint.group() and (name is None or not closes_member(text, name.end)):
            name = read_by_syllables(text, joint.end()) or _between_others(text, joint.end()) or name
        broken = _BROKEN.match(text, joint.end()) if "、" in joint.group() else None
        if broken and broken[1] in gazetteer.surnames("plain"):
            name = Name(joint.end(), broken.end(), broken[1] + broken[2])
        if name is None or name.text in gazetteer.states() or not closes_member(text, name.end):
            return
        if len(name.text) == 2 and text.startswith(_HEADS_OF_DIVISIONS, name.end):  # 某市长王大川、山形|市长李明远
            return
        # A printed list of names may run over several lines.
        is_line = "\n" in joint.group() and "、" not in joint.group()
        if is_line and ("list" not in kinds or text[name.end:name.end + 1] not in (" ", "\n", "")):
            return
        # 习近平和彭丽媛, or two names side by side: only a list that an office opened holds office-holders throughout.
        if "、" not in joint.group() and not shared and name.text not in gazetteer.leader_names():
            return
        yield Occurrence(name, shared, name.start, name.end, "in a list that an office-holder opens")
        end = name.end


def _between_others(text: str, start: int) -> Name | None:
    """Whoever stands between two others of a list, or at its end, whatever the family name: 、东周加、石永年出席."""
    framed = name_up_to(text, start, "、|等(?=[0-9参出领同陪前,。])|出席|参加|陪同|一同")
    if not framed or not framed.isalpha() or framed[-1] in NEVER_LAST:  # 、王川|也参加
        return None
    by_sound = any(is_known_name(framed[at:]) for at in range(len(framed))) or len(framed) > 2 and sounds(framed)
    is_name = by_sound or (unlike_words(framed) if len(framed) == 3 else framed[0] in gazetteer.surnames("plain"))
    if len(framed) > 3 and not by_sound:
        return None
    return Name(start, start + len(framed), framed) if is_name else None


def read_by_syllables(text: str, start: int) -> Name | None:
    """A Tibetan, Mongol or Uighur in a list, where a family name seems to begin or none is known: 罗桑|嘉措, 才让|东主."""
    if not any(is_known_name(text[start:start + size]) for size in (2, 3)):
        return None
    end = read_by_sound(text, start)
    return Name(start, end, text[start:end]) if end is not None and end - start > 2 else None


def closes_member(text: str, end: int) -> bool:
    """Whether a list goes on or ends properly after a member: not in 张三、李四家的果园."""
    if end == len(text) or text[end] in "、,。 ()\n;等和及":
        return True
    return follower(text, end) not in (None, "会")  # 某区农|会总干事
