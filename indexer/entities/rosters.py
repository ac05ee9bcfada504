"""Who stands in a printed roll of a public body? Names in columns, behind the title that opens a line.

名单 (2017年5月26日) ⏎ 书 记: 王大川 ⏎ 副书记: 李  明  许文清(女). The column shows where a name ends, whatever it is; a
short one is spaced out to the width of the others.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import takewhile

from indexer.entities import gazetteer
from indexer.entities.foreign_names import is_known_name
from indexer.entities.framed_names import PEOPLE_NOTE
from indexer.entities.name_lists import Occurrence, with_list
from indexer.entities.office_titles import is_private
from indexer.entities.person_names import Name, read_name

RULE = "in the printed list of a body's members"

# A printed list of those who are chosen: 主席团常务委员会成员名单\n(共42人)\n王大川 李明远 …
_MEMBERS = re.compile(r"((?:主席团|常务委员会)[^\n。,;]{0,8})名单 ?(?:\n|(?=\())[ \n]*(?:\([^()\n]{2,24}\))?[ \n]*")
_OPENS_LINE = re.compile(
    r"(?:\A|(?<=\n)) *((?:副 {0,3})?(?:书 {0,4}记|主 {0,4}任|主 {0,4}席|秘 {0,2}书 {0,2}长|常 {0,4}委|委 {0,4}员|[省市州县区] {0,4}长|"
    r"检 {0,2}察 {0,2}长|院 {0,4}长)|常务委员)(?: ?:| {2,})(?: {0,4}\([^()\n]{2,24}\) {0,4})?(?:\n(?= {2,}[\u4e00-\u9fff]))?"
)
# A line that is nothing but a title, above the names: 主席团(38名,按姓氏笔画为序) ⏎ ⏎ 丁 毅    王大川(女) ⏎ …
_ABOVE = re.compile(
    r"(?:\A|(?<=\n)) *((?:大会)?(?:主席团(?:常务主席|成员)?|执行主席|副?秘书长|副?主任委员))"
    r" ?(?:\([^()\n]{2,24}\))? ?:? ?\n[ \n]*"
)
_PUBLIC = re.compile("委员会|人大|人民代表大会|政府|政协|[省市州县]委|法院|检察院")
_IS_ROLL = re.compile("名单|组成人员|当选|选举|选出")
_HEADING, _FAR_HEADING = 200, 1500
_TOKEN = re.compile(rf" *([\u4e00-\u9fff·]+)(?:{PEOPLE_NOTE})?(?= |\n|\Z)")
_MOST = 400


def find_rosters(text: str) -> Iterator[Occurrence]:
    """Those whom a printed roll names, one after the other, with the title that opens their line."""
    if not _IS_ROLL.search(text):
        return
    for roster in _MEMBERS.finditer(text):
        name = read_name(text, roster.end())
        if name is not None and text[name.end:name.end + 1] in (" ", "\n", "("):
            first = Occurrence(name, (roster[1],), name.start, name.end, RULE)
            yield from with_list(text, first, frozenset(("list",)))
    for line in _ABOVE.finditer(text):
        if _is_public_roll(text, line.start(), _FAR_HEADING) and "主席团" in text:
            for name in takewhile(_is_like_name, _columns(text, line.end(), "")):
                # To belong to a congress's presidium is no office of its own.
                yield Occurrence(name, () if line[1].endswith("主席团") else (line[1],), name.start, name.end, RULE)
    for line in _OPENS_LINE.finditer(text):
        if not _is_public_roll(text, line.start(), _HEADING):
            continue
        office = line[1].replace(" ", "")
        yield from (Occurrence(name, (office,), name.start, name.end, RULE) for name in _columns(text, line.end()))


def _is_public_roll(text: str, line: int, reach: int) -> bool:
    """Whether what stands above a line heads a roll of a public body's."""
    heading = text[max(0, line - reach):line]
    is_roll = _IS_ROLL.search(heading) is not None and _PUBLIC.search(heading) is not None
    return is_roll and not is_private(heading.rpartition("\n\n")[2])


def _is_like_name(name: Name) -> bool:
    """Whether a token of a line can be a name by its characters; what stands below a roll may be a heading."""
    begins = any(name.text[0] in gazetteer.surnames(kind) for kind in ("plain", "weak", "rare"))
    by_sound = "·" in name.text or any(is_known_name(name.text[:size]) for size in (2, 3))
    compound = name.text[:2] in gazetteer.surnames("compound")
    if name.text in gazetteer.common_words() or len(name.text) > 3 and not (compound or by_sound):
        return False
    return begins or compound or by_sound


def _columns(text: str, start: int, indent: str = "  ") -> Iterator[Name]:
    """The names of columns from ``start`` to the end of the lines that hold nothing else and, but for the first, begin
    with ``indent``."""
    for _ in range(_MOST):
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        names = _names_of(text, start, stop)
        if names is None:
            return
        yield from names
        if stop >= len(text) or not text.startswith(indent, stop + 1):
            return
        start = stop + 1


def _names_of(text: str, start: int, stop: int) -> list[Name] | None:
    """The names of one line, or nothing where it holds anything else. Characters that stand alone are one name."""
    names: list[Name] = []
    single: Name | None = None
    while start < stop and text[start:stop].strip():
        token = _TOKEN.match(text, start, stop)
        if token is None or len(token[1]) > 5 and "·" not in token[1] or token[1].endswith(_titles()):
            return None
        name = Name(token.start(1), token.end(1), token[1])
        start = token.end()
        if len(name.text) > 1:
            if single is not None:
                return None
            names.append(name)
        elif single is None:
            single = name
        else:
            names.append(Name(single.start, name.end, single.text + name.text))
            single = None
    return None if single is not None else names


@cache
def _titles() -> tuple[str, ...]:
    return tuple(gazetteer.titles())
