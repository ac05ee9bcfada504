"""Which office begins here? Reading an office forward from a verb, a bracket or a comma."""
from __future__ import annotations

import re
from functools import cache

from indexer.entities import gazetteer
from indexer.entities.office_titles import is_private, is_public, part_start

# What may be said of an office before it is named: 曾任|原某县县长, 当选|某国第十一届总统.
_FORMER = re.compile(
    "(?:连任|下届|新一[届任]|原|前|时任|现任|曾任|系)(?!州|平)|一[名位](?!分管|主管)|首[位任]|(?:一[名位])?(?:分管|主管)[^。,;\n]{2,20}的(?=副)"
    "|[\u4e00-\u9fff]{0,8}第[0-9一二三四五六七八九十]{1,4}[届任](?=[\u4e00-\u9fff])"
)
CLAUSE_END = re.compile(r"[。,;!?\n]| (?=[\u4e00-\u9fff]{2,5}(?:(?:再|续)?任|辞去|不再))")
_REACH = 40
_MOST = 30  # offices of one person in a row


def offices_at(text: str, start: int) -> tuple[tuple[str, ...], int]:
    """The public offices whose naming begins right at a position, joined by 、 or 兼, and where the last one ends.

    At most ``_MOST`` are read, so that a text made of offices takes time in proportion.
    """
    offices: list[str] = []
    former = _FORMER.match(text, start)
    start = former.end() if former else start
    end = _office_end(text, start)
    stop = start
    while end is not None and len(offices) < _MOST:
        offices.append(text[start:end])
        stop, start = end, end + 1
        end = _office_end(text, start) if text[stop:start] in ("、", "兼") else None
    return tuple(offices), stop


def _office_end(text: str, start: int) -> int | None:
    title = _titles().search(text, start, start + _REACH)
    if title is None or CLAUSE_END.search(text, start, title.start()):
        return None
    begin = part_start(text, title.start(), title.start(), start)
    word = title.group()
    if begin > start or not is_public(text[begin:title.end()], word, gazetteer.titles()[word]):
        return None
    return title.end()


def office_after(text: str, start: int, title_start: int) -> str:
    """The public office from ``start`` whose title begins right at ``title_start``, or nothing."""
    title = _titles().match(text, title_start + text.startswith("副", title_start))
    if title is None:
        return ""
    office = text[start:title.end()]
    return office if is_public(office, title.group(), gazetteer.titles()[title.group()]) else ""


def office_in_clause(text: str, start: int, is_next: bool = False) -> str:
    """The public office named between a position and the end of its clause, or nothing. Where ``is_next``, the office
    of the person before said whose it is."""
    stop = CLAUSE_END.search(text, start, start + _REACH)
    title = _titles().search(text, start, stop.start() if stop else start + _REACH)
    if title is None:
        return ""
    office = text[start:title.end()]
    if is_next and title.start() - start < 2 and not is_private(office):
        return office
    return office if is_public(office, title.group(), gazetteer.titles()[title.group()]) else ""


@cache
def _titles() -> re.Pattern[str]:
    titles = (title for title, kinds in gazetteer.titles().items() if "list" not in kinds)
    # Not 常委 in 省人大常委会原副主任.
    return re.compile("(?:" + "|".join(sorted(map(re.escape, titles), key=len, reverse=True)) + ")(?!(?<=常委|委员)会)")
