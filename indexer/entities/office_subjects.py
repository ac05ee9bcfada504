"""Who is the subject? The people of whom a verb says that they hold an office, take it or leave it."""
from __future__ import annotations

import re

from indexer.entities import gazetteer
from indexer.entities.foreign_names import sounds, sounds_only
from indexer.entities.framed_names import name_of_life
from indexer.entities.names_backward import name_before
from indexer.entities.person_names import WORD_FIRST, Name, read_name

_DAY = r"(?:自|从)?(?:[0-9]{4}年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:起|底|初)?"
# What may stand between a person and the verb.
_BETWEEN = re.compile(
    r"(?:等[0-9一二三四五六七八九十]{0,3}[人位]?)?(?:同志|委员|代表)?(?:\([^()\n]{1,14}\))?(?:同志)?(?:以[^。,;\n]{1,10}票|高票|全票)?,?" + _DAY +
    r"(?:利用|现在|目前|当时|此前|当年|生前|后来|先后|再次|正式|不再|又|曾|原|现|正)?\Z"
)
_BETWEEN_REACH = 32
_DAY_AGO = re.compile(_DAY + r"(?:再次|成功|正式)?\Z")
_PRONOUNS = frozenset("他她它您你我")
_CLAUSE = re.compile(r"[^。,;:!?\n]*\Z")
_LEAD = re.compile("(?:这是|\\d{1,3}岁的|当时|刚刚|此前|后来|随后|今年|去年|\\d{1,4}年(?:\\d{1,2}月)?)*")
_SUBJECT_REACH = 30
# What opens a life told in one sentence: 王大川,男,1970年3月生,…; 王大川同志现年63岁,曾任…
_LIFE = re.compile(
    "(?:同志)?[,是系]?(?:[男女],|[\u4e00-\u9fff]{1,5}族,|[\u4e00-\u9fff]{2,9}人,(?=[^。\n]{0,20}年)|(?:现年|今年)?[0-9]{2}岁,|"
    "[0-9〇一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,2}月(?:[0-9一二三四五六七八九十]{1,3}日)?出?生)"
)
# What stands before a life that a line tells.
_INDENT = re.compile(" *(?:(?:据)?(?:公开)?(?:资料|简历|履历|信息)(?:显示|介绍)?[,:])?")
_LIFE_REACH = 400
# 致电王大川,祝贺他当选…
_CONGRATULATED = re.compile("(?:致电|致函|致信)(?=[\u4e00-\u9fff·•・-]{2,14},祝贺[他她](?:再次)?\\Z)")
_BEFORE_FOREIGNERS = ("祝贺", "就", "贺", "对", "致电", "年", "月", "日", "欢迎", "领导人", "候选人", "\n", "。")
_CLEARLY = ("祝贺", "领导人", "候选人")
_TAKES = ("当选", "出任", "就任", "连任", "担任")
_LONGEST_NAME = 12
# 2011年他来到某县担任…: whom the pronoun means stands at the head of its sentence or of the one before.
_PRONOUN = re.compile("(?:^|(?<=[。,;年月\n]))(?:后来|随后|此后)?[他她](?:[^。,;:\n的他她]{0,12})\\Z")
# 毕业后回到家乡,2015年当选…: nobody is named in the clause of the verb, so that the head of the sentence is meant.
_NOBODY = re.compile(f"(?<=,){_DAY}(?:此后|后来|随后|先后|又|再次|曾|后)?\\Z")
_CADRE = re.compile("[\u4e00-\u9fff]{2,10}?干部(?=[\u4e00-\u9fff]{2})")  # 挂职某县副县长的某区干部|王大川
_OBITUARY = re.compile(" {0,4}([\u4e00-\u9fff]{2,4})同志(?:在[\u4e00-\u9fff]{2,6})?(?:因病)?(?:逝世|病逝|遗体|生平)")
# A site's headline over one: 某省政协原副主席王大川逝世,享年95岁.
_DIED = re.compile("[^。\\n]{4,40}?(?=(?:同志)?(?:在[\u4e00-\u9fff]{2,6})?(?:因病)?(?:逝世|病逝))")
_OF_SOMEBODY_ELSE = re.compile("[、的由让请]|其[子女父母妻夫弟兄姐妹孙]|书记|主席|省长|主任|部长|领导|父亲|母亲|妻子|丈夫|儿子|女儿")
_CLEAR_DAY = re.compile("[0-9]{1,2}[日号]")
_OTHERS = ("的", "、", "和", "与", "家")
_PRONOUN_REACH = 20
_SENTENCE_REACH = 120


def subjects_of(text: str, verb: int, end: int) -> tuple[Name, ...]:
    """Who holds the office that ends at ``end``: named right behind it with 的, right before the verb, or where the
    clause begins."""
    if text[end:end + 1] == "的":
        cadre = _CADRE.match(text, end + 1)
        name = read_name(text, cadre.end() if cadre else end + 1, foreign=True, strict=True)
        if name is None and _CLEAR_DAY.match(text, end + 3) and all(map(sounds_only, text[end + 1:end + 3])):  # 卡特21号
            name = Name(end + 1, end + 3, text[end + 1:end + 3])
        if name is not None:
            return (name,)
    before = subjects_before(text, verb) or _congratulated(text, verb)
    if before:
        return before
    line = text.rfind("\n", max(0, verb - _LIFE_REACH), verb) + 1
    indent = _INDENT.match(text, line)
    line = indent.end() if indent else line
    framed = name_of_life(text, line)
    if framed:
        return (Name(line, line + len(framed), framed.replace(" ", "")),)
    name = read_name(text, line) if _LIFE.search(text, line, min(verb, line + 24)) else None
    if name is not None and _LIFE.match(text, name.end):
        return (name,)
    meant = _meant_by_pronoun(text, verb)
    if meant is not None:
        return (meant,)
    clause = _CLAUSE.search(text, max(0, verb - _SUBJECT_REACH), verb)
    if clause is None or clause.start() == 0 < verb - _SUBJECT_REACH:
        return ()
    lead = _LEAD.match(text, clause.start(), verb)
    name = read_name(text, lead.end() if lead else clause.start(), foreign=True, strict=True)
    common = gazetteer.common_words()
    if name is None or name.end > verb or name.text[:2] in common or name.text[1:] in common:
        return ()
    return () if "祝贺" in text[name.end:verb] else (name,)  # who congratulates


def subjects_before(text: str, verb: int) -> tuple[Name, ...]:
    """Who is named right before the verb that begins at ``verb``: 王大川现任…, 王大川(女,藏族)任…, 王大川同志,现任…,
    王大川、李明远当选…"""
    found = _BETWEEN.search(text, max(0, verb - _BETWEEN_REACH), verb)
    end = found.start() if found else verb
    if "," in text[end:verb] and text.startswith("当选", verb):  # 险胜王大川,当选省长
        return ()
    names: list[Name] = []
    common = gazetteer.common_words()
    while (name := name_before(text, end, "的人")) is not None:
        before = text[name.start - 1:name.start]
        if name.text[:2] in common or not _PRONOUNS.isdisjoint(name.text) or before == "·":
            break
        if name.text[1:] in common and ("\u4e00" <= before <= "\u9fff" or name.text[0] in WORD_FIRST):  # 曾协助
            break
        names.append(name)
        if text[name.start - 1:name.start] not in ("、", "和"):
            break
        end = name.start - 1
    return tuple(reversed(names))


def _congratulated(text: str, verb: int) -> tuple[Name, ...]:
    """The foreigner of whom a verb that gives an office is said right before it, or who is congratulated on it."""
    if not text.startswith(_TAKES, verb):
        return ()
    day = _DAY_AGO.search(text, max(0, verb - _BETWEEN_REACH), verb)
    verb = day.start() if day else verb
    reach = max(0, verb - 24)
    letter = _CONGRATULATED.search(text, reach, verb)
    if letter is not None:
        name = read_name(text, letter.end(), foreign=True)
        return () if name is None or text[name.end:name.end + 1] != "," else (name,)
    for start in range(max(0, verb - _LONGEST_NAME), verb - 1):
        if start and not text.endswith(_BEFORE_FOREIGNERS, 0, start):
            continue
        name = read_name(text[start:verb], 0, foreign=True, strict=not text.endswith(_CLEARLY, 0, start))
        if name is not None and name.end == verb - start and sounds(name.text[0]):
            return (Name(start, verb, name.text),)
    return ()


def _meant_by_pronoun(text: str, verb: int) -> Name | None:
    """Whom 他 or 她 before the verb means: one who heads this sentence or the one before it, and is named again; where
    the verb's clause names nobody, one who heads this sentence."""
    pronoun = _PRONOUN.search(text, max(0, verb - _PRONOUN_REACH), verb)
    nobody = None if pronoun else _NOBODY.search(text, max(0, verb - _PRONOUN_REACH), verb)
    if pronoun is None and nobody is None:
        return None
    stop = verb - 1
    for _ in range(2 if pronoun else 1):
        head = max(text.rfind(mark, max(0, stop - _SENTENCE_REACH), stop) for mark in "。\n") + 1
        name = read_name(text, head) if head else None
        if name is not None and name.end < stop:
            known = text.count(name.text) > 1 and name.text not in gazetteer.common_words()
            return name if known and text[name.end:name.end + 1] not in _OTHERS else None
        stop = head - 1
    return None


def named_behind_comma(text: str, verb: str, end: int) -> tuple[Name, ...]:
    """作为某县县委书记,王大川…: the person named behind the office and a comma."""
    if verb not in ("作为", "身为", "担任") or text[end:end + 1] != ",":
        return ()
    name = read_name(text, end + 1)
    common = gazetteer.common_words()
    return () if name is None or name.text[:2] in common or name.text[1:] in common else (name,)


def deceased(text: str, verb: int) -> tuple[Name, ...]:
    """Whom an obituary is about, in a sentence of it that names nobody before the verb: 王大川同志逝世 … 1973年后,任某县县长."""
    heading = _OBITUARY.match(text)
    died = None if heading else _DIED.match(text)
    of_headline = name_before(text, died.end()) if died else None
    if heading is None and of_headline is None:
        return ()
    reach = max(heading.end() if heading else died.end() if died else 0, verb - _SENTENCE_REACH)
    sentence = max(text.rfind(mark, reach, verb) for mark in "。;\n")
    if sentence < 0 or _OF_SOMEBODY_ELSE.search(text, sentence, verb):
        return ()
    if heading is None:
        return () if of_headline is None or text.count(of_headline.text) < 2 else (of_headline,)
    name = read_name(text, heading.start(1))
    return () if name is None or name.end != heading.end(1) else (name,)
