"""Who is named behind an office, though no table has the family name? 商务局局长道文昌介绍, 副厅长看着才让."""
from __future__ import annotations

import re
from functools import cache

from indexer.analysis.fold import fold
from indexer.analysis.segment import is_word
from indexer.entities import gazetteer
from indexer.entities.foreign_names import is_han_run, is_known_name, sounds
from indexer.entities.framed_names import unlike_words
from indexer.entities.name_ends import follower, word_begins
from indexer.entities.person_names import NO_PERSON, Name

_FOUR = re.compile(r"(?![和与及等在])[\u4e00-\u9fff]{4}(?=[、,。)]|\Z)")
_NO_UNLISTED = frozenset(
    "的了在和与及等是为对将向就把被从到说这那其各该本全省市县区州镇乡村街路厅局署部委院会他她它您你我人们能可要也都又再亦奖后前中第"
    "一二三四五六七八九十"
)


def unlisted_name(text: str, start: int) -> Name | None:
    """Three characters without any everyday word, before a word that clearly follows names: 商务局局长|道文昌|介绍, or
    four that end as Tibetan and Mongol names do: 副厅长|看着才让.

    Whoever bears a family name that is in no table; only behind an office with its body.
    """
    name = text[start:start + 3]
    four = _FOUR.match(text, start)
    if four and is_known_name(text[start + 2:start + 4]):  # whatever the first two say
        return Name(start, four.end(), four.group())
    if not is_han_run(text, start, start + 3) or not unlike_words(name) or sounds(name) or not _is_free(name):
        return None
    word = follower(text, start + 3) or ""
    is_clear = len(word) > 1 or word == "说" or text[start + 3:start + 4] in ("、", ",", "。")
    if not is_clear and not (name[0] in gazetteer.family_names() and word_begins(text, start + 3)):
        return None
    if is_word(text[start - 1:start + 3]) or name[1:] in NO_PERSON:  # 州县|长治久安; 亦|简报|说明
        return None
    given = is_word(name[1:]) and name[1:] not in gazetteer.given_names() and len(word) < 2
    if any(map(is_word, (name, name[:2]))) or given:
        return None
    return Name(start, start + 3, name)


def _is_free(name: str) -> bool:
    return _NO_UNLISTED.isdisjoint(name) and name[:2] not in _place_forms()


@cache
def _place_forms() -> frozenset[str]:
    return frozenset(fold(form) for region in gazetteer.regions().values() for form in (*region.shorts, *region.asking))
