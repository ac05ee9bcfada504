"""Where does this article take place? Place names settled by their context into divisions with codes.

Names that may mean several divisions, or that are also ordinary words, are settled by the rest of the article: the
division named right before them, the nearest one before that holds a candidate, then any in the article. What stays
open is left out: a missing region is found by its words all the same, a wrong one spoils a count.
"""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain

from indexer.analysis.fold import fold
from indexer.document import RegionMention
from indexer.entities import gazetteer
from indexer.entities.abbreviations import find_abbreviations
from indexer.entities.dateline_places import SENT_FROM, sent_from, stands_in_dateline
from indexer.entities.divisions import ancestors, is_within, label, region, resolve_name
from indexer.entities.evidence import Evidence, folded_article
from indexer.entities.gazetteer import FormerName
from indexer.entities.name_ends import is_han
from indexer.entities.place_names import JOINTS, Place, county_of_media, find_places, paper_homes
from indexer.entities.place_neighbours import ATTACHED, IN_ROW, read_attached, read_rows
from indexer.entities.place_phrases import IN_A_ROW, find_in_phrases, narrow_in_rows
from indexer.entities.primary_region import Settled, county_spoken_of, primary_region, unnamed_division

__all__ = ["ancestors", "find_regions", "label", "read_regions", "region", "resolve_name"]

_OWN_NAME = "a name that only this division bears"
_UNCONTESTED = "the one of this name today; no namesake's home is in the article"
_BY_CONTEXT = "one of several of this name; the article names what this one lies in"
_UNNAMED = "a province, city or county of which the article speaks without its name"
_AT_HOME = "a short form, of a place in the province or prefecture of the paper"
_REACH = 400  # where papers sign: at the head and at the end of an article
_SUPPORTED = "a short form, supported by the divisions around it or elsewhere in the article"

_SECOND_LINE = re.compile(r"\n[ \n]*(?:—|--)[^\n。]{4,60}(?=\n)")  # ——东乡县干部扶贫手记
_LEFT = frozenset("在到赴于从由和与及等至自经往来驻去是为的了对向进回抵返省市州县区")
_CLEARLY_LEFT = frozenset("在到赴从抵至往")
_WATERS = frozenset("流湖河江水")  # 在巢湖|流域
_RIGHT = frozenset("和与及至到等的在是县区市境段两三四五地籍将已")
_JOINTS = frozenset(("", "、", "和", "与", "及", "·", ",", "—", "-", " "))


@dataclass(frozen=True, slots=True)
class RegionReading:
    """A division with every place where it is named in the article, and the rule that settled it there."""

    mention: RegionMention
    evidence: tuple[Evidence, ...]


def find_regions(title: str, body: str, source: str = "") -> tuple[RegionMention, ...]:
    """The divisions named in an article given as printed, in either script, of a source, which is a paper as a rule.

    Mentions are unique by code and ordered by it; ``surface`` is the first printed form; exactly one mention is
    primary wherever there is any.
    """
    return tuple(reading.mention for reading in read_regions(title, body, source))


def read_regions(title: str, body: str, source: str = "") -> tuple[RegionReading, ...]:
    """The same divisions with their evidence, whose positions count in ``article_text``."""
    text, folded = folded_article(title, body)
    paper = fold(source)
    signed = "\n".join((folded[:_REACH], folded[-_REACH:], paper))
    homes = paper_homes(signed)
    settled = _settle(folded, homes)
    second_line = _SECOND_LINE.match(folded, len(title)) if title else None
    headline = second_line.end() if second_line else len(title)
    places = [place for place, _ in settled]
    county = county_of_media(paper)
    if any(place.start < headline and len(place.code) == 6 for place in places):  # another's news, or its own by name
        county = ""
    of_county = county_spoken_of(folded, county)
    if county:
        unnamed = None if any(place.code == county for place in places) else of_county
    else:
        unnamed = unnamed_division(places, folded, headline, homes)
    if unnamed:
        settled = sorted([*settled, (unnamed, _UNNAMED)], key=lambda entry: entry[0].start)
    if not settled:
        return ()
    about = of_county or unnamed
    primary = about.code if about else primary_region(places, folded, headline)
    found: dict[str, list[Evidence]] = {}
    for place, rule in settled:
        found.setdefault(place.code, []).append(Evidence(place.start, place.end, rule))
    return tuple(
        RegionReading(
            RegionMention(code, label(code), code == primary, text[found[code][0].start:found[code][0].end]),
            tuple(found[code]),
        )
        for code in sorted(found)
    )


def _settle(text: str, homes: set[str]) -> list[tuple[Settled, str]]:
    """The divisions named in the folded text, each with the rule that settled it. ``homes`` are those of its papers."""
    places = find_places(text)
    codes: list[str] = [_certain(place) for place in places]
    rules = [_name_rule(place) if code else "" for place, code in zip(places, codes)]
    certain = {code for code in codes if code}
    for number, place in enumerate(places):
        if not codes[number] and _is_uncontested(place, certain):
            today = (code for code in place.form.codes if code not in place.form.former)
            codes[number], rules[number] = next(today, place.form.codes[0]), _UNCONTESTED
        elif not codes[number] and place.form.codes:
            codes[number], rules[number] = _by_context(number, places, codes), _BY_CONTEXT
    for number, place in enumerate(places):
        if not codes[number] and not place.form.codes and stands_in_dateline(text, place.start, place.end):
            codes[number], rules[number] = sent_from(place.form.asking, place.form.bare, homes), SENT_FROM
    for number in range(1, len(places)):
        if not codes[number]:
            codes[number], rules[number] = read_attached(number, places, codes, text), ATTACHED
    for number, code in read_rows(places, codes, text):
        codes[number], rules[number] = code, IN_ROW
    known = {code for code in codes if code}
    asking = [number for number, place in enumerate(places) if not codes[number] and place.form.asking]
    for number in (*asking, *asking):  # 白银与中卫: what stands behind it may have to be supported first
        if not codes[number]:
            codes[number], rules[number] = _by_support(number, places, codes, known, text), _SUPPORTED
        if not codes[number] and homes:
            codes[number], rules[number] = _by_support(number, places, codes, known | homes, text), _AT_HOME
    for number, code in read_rows(places, codes, text) if asking else ():
        codes[number], rules[number] = code, IN_ROW
    # 山东德州平原县: a name that asks for its prefecture may have to wait for a short form to be supported.
    for number, place in enumerate(places):
        if not codes[number] and place.form.generic and number and codes[number - 1]:
            codes[number], rules[number] = _by_context(number, places, codes), _BY_CONTEXT
    settled = [(Settled(place.start, place.end, code), rule) for place, code, rule in zip(places, codes, rules) if code]
    settled += find_in_phrases(text, [place for place, _ in settled])
    narrowed = narrow_in_rows(text, sorted((place for place, _ in settled), key=lambda place: place.start))
    settled = [
        (replace(place, code=narrowed[place.start]), IN_A_ROW) if place.start in narrowed else (place, rule)
        for place, rule in settled
    ] if narrowed else settled
    single = list(find_abbreviations(text))
    if not single:
        return sorted(settled, key=lambda entry: entry[0].start)
    taken = {position for place in places for position in range(place.start, place.end)}
    settled += [(place, rule) for place, rule in single if place.start not in taken]
    return sorted(settled, key=lambda entry: entry[0].start)


def _name_rule(place: Place) -> str:
    former = _former().get(place.form.text)
    if former is None:
        return _OWN_NAME
    return f"a former name, until {former.until}" if former.until else "a former name, of when this was a county"


@cache
def _former() -> Mapping[str, FormerName]:
    return {fold(former.name): former for former in gazetteer.former_names()}


def _certain(place: Place) -> str:
    form = place.form
    return form.codes[0] if len(form.codes) == 1 and not form.generic and not form.rivals else ""


def _is_uncontested(place: Place, certain: set[str]) -> bool:
    """Whether a prefecture whose short name something elsewhere bears too is meant: 黑河 but in an article about 张掖. Or
    the one county that bears the name today, where nothing lies in the province of one that bore it once: 东乡县."""
    form = place.form
    today = [code for code in form.codes if code not in form.former]
    if len(today) == 1 and len(form.codes) > 1 and not form.generic:
        return not any(code[:2] == one[:2] for code in form.former for one in certain)
    if len(form.codes) != 1 or len(form.codes[0]) != 4 or not form.rivals:
        return False
    at_home = any(is_within(one, form.codes[0][:2]) for one in certain)
    return at_home or not any(is_within(one, rival) for one in certain for rival in form.rivals)


def _by_context(number: int, places: Sequence[Place], codes: Sequence[str]) -> str:
    """The one candidate that the places around an ambiguous name point to, or nothing."""
    form = places[number].form
    if number and codes[number - 1] and places[number - 1].end == places[number].start:
        held = _held(form.codes, codes[number - 1])
        if held:
            return held
    if len(form.text) == 2:  # 城区, 东区: names only right after the place they belong to
        return ""
    # A prefecture decides before a province does, and what stands before the name before what stands after it.
    candidates = (*form.codes, *form.rivals)
    # A name that is also a common noun asks for its prefecture: a 解放区 in an article about 河南 is that of the war.
    for size in (4,) if form.generic else (4, 2):
        asked = {""}  # a long article names a few divisions over and over
        for at in chain(range(number - 1, -1, -1), range(number + 1, len(codes))):
            other = codes[at]
            if other in asked:
                continue
            asked.add(other)
            near = {code for code in candidates if _decides(other, code, size)}
            if near:
                return near.pop() if len(near) == 1 and not near & set(form.rivals) else ""
    return ""


def _decides(other: str, candidate: str, size: int) -> bool:
    """Whether a division named elsewhere lies with a candidate in one prefecture (4) or one province (2).

    A municipality has no prefectures: its districts hang on the province itself, which then decides like one.
    """
    if size == 4 and len(other) == 2:
        return candidate in gazetteer.regions() and region(candidate).parent == other
    return len(other) >= size and candidate[:size] == other[:size]


def _held(candidates: Sequence[str], above: str) -> str:
    held = [code for code in candidates if is_within(code, above)]
    return held[0] if len(held) == 1 else ""


def _by_support(
    number: int, places: Sequence[Place], codes: Sequence[str], known: set[str], text: str
) -> str:
    """The division that an asking form names in this article, or nothing."""
    place = places[number]
    asking = place.form.asking
    if len(asking) > 1:
        asking = tuple(code for code in asking if _is_held(number, places, codes, code))
    if len(asking) != 1:
        return ""
    code = asking[0]
    if code in known or _follows(number, places, codes, text, code):
        return code
    before = text[place.start - 1:place.start]
    after = text[place.end:place.end + 1]
    left = not before or not is_han(before) or before in _LEFT or bool(number and places[number - 1].end == place.start)
    right = not after or not is_han(after) or after in _RIGHT
    if len(code) < 6:
        # 白银 is a city where its province or a row of cities stands, and else the metal.
        at_home = any(is_within(one, code[:2]) for one in known)
        listed = _listed(number, places, codes, text)
        return code if left and right and (at_home or listed) or listed and (left or right) else ""
    above = region(code).parent
    if any(is_within(one, above) for one in known):
        return code if left or right else ""
    clearly = left and right or before in _CLEARLY_LEFT and after not in _WATERS
    return code if clearly and any(is_within(one, code[:2]) for one in known) else ""


def _is_held(number: int, places: Sequence[Place], codes: Sequence[str], code: str) -> bool:
    """Whether the division that holds ``code`` stands right before a place: 新疆巴州 but 四川巴州."""
    return bool(number and codes[number - 1]) and places[number - 1].end == places[number].start \
        and is_within(code, codes[number - 1])


def _listed(number: int, places: Sequence[Place], codes: Sequence[str], text: str) -> bool:
    """Whether a form stands in a row of divisions, of whichever province: 福州、乐山、武汉."""
    place = places[number]
    if number and codes[number - 1] and text[places[number - 1].end:place.start] in JOINTS:
        return True
    return number + 1 < len(places) and bool(codes[number + 1]) and text[place.end:places[number + 1].start] in JOINTS


def _follows(number: int, places: Sequence[Place], codes: Sequence[str], text: str, code: str) -> bool:
    """Whether a form stands in a row with a division of the same province: 甘肃白银, 兰州、白银、定西."""
    place = places[number]
    if number and codes[number - 1]:
        gap = text[places[number - 1].end:place.start]
        if gap in _JOINTS and codes[number - 1][:2] == code[:2]:
            return True
    if number + 1 < len(places) and codes[number + 1]:
        gap = text[place.end:places[number + 1].start]
        if not gap and len(code) == 4:  # 玉溪红塔区
            return is_within(codes[number + 1], code)
        return gap in _JOINTS - {""} and codes[number + 1][:2] == code[:2]
    return False
