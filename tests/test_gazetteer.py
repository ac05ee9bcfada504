"""The tables of divisions, offices and people keep their laws."""
from __future__ import annotations

import re

import pytest

from indexer.analysis.fold import fold
from indexer.entities import gazetteer
from indexer.entities.divisions import ancestors, label, region, resolve_name


def test_every_parent_exists_and_is_the_longest_code_above() -> None:
    table = gazetteer.regions()
    for code, division in table.items():
        assert re.fullmatch(r"(\d\d){1,3}", code) and division.code == code
        longest = next((code[:size] for size in (4, 2) if size < len(code) and code[:size] in table), "")
        assert division.parent == longest
        assert division.parent in table or len(code) == 2


def test_ancestors_lead_from_the_province_to_the_code() -> None:
    for code in gazetteer.regions():
        line = ancestors(code)
        assert len(line[0]) == 2 and line[-1] == code
        assert all(region(below).parent == above for above, below in zip(line, line[1:]))
    assert ancestors("620826") == ("62", "6208", "620826")
    assert ancestors("120103") == ("12", "120103")


def test_no_code_stands_twice_in_the_file() -> None:
    codes = [row["code"] for row in gazetteer._rows("regions.tsv")]
    assert codes == sorted(set(codes))
    assert len([code for code in codes if len(code) == 2]) == 34


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("甘肃", ("62",)), ("甘肅", ("62",)), ("甘肃省", ("62",)), ("62", ("62",)), (" 临夏 ", ("6229",)),
        ("臨夏市", ("622901",)), ("临夏州", ("6229",)), ("积石山县", ("622927",)), ("武都县", ("621202",)),
        ("吉林", ("22",)), ("吉林市", ("2202",)), ("海南", ("46",)), ("合作", ("623001",)), ("安定区", ("621102",)),
        ("鼓楼区", ("320106", "320302", "350102", "410204")), ("无此地", ()), ("", ()),
    ],
)
def test_a_typed_name_means_its_codes(typed: str, codes: tuple[str, ...]) -> None:
    assert resolve_name(typed) == codes


def test_every_name_and_every_short_form_finds_its_code_or_a_higher_one() -> None:
    for code, division in gazetteer.regions().items():
        assert code in resolve_name(division.name)
        for form in (*division.shorts, *division.asking):
            found = resolve_name(form)
            assert code in found or (found and len(found[0]) <= len(code))


def test_unknown_codes_are_refused() -> None:
    for ask in (region, label, ancestors):
        with pytest.raises(KeyError):
            ask("99")


def test_forms_to_look_for_are_folded() -> None:
    for words in (gazetteer.leader_names(), gazetteer.common_words(), gazetteer.traps("word"), gazetteer.titles()):
        assert all(fold(word) == word for word in words)


def test_every_person_has_an_office_and_possible_dates() -> None:
    for holder in gazetteer.office_holders():
        assert holder.name and holder.office and holder.source
        for month in (holder.start, holder.end):
            assert re.fullmatch(r"(\d{4}-(0[1-9]|1[0-2]))?", month)
        assert not (holder.start and holder.end) or holder.start <= holder.end


def test_tables_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        gazetteer.regions()["62"] = region("62")  # type: ignore[index]


def test_what_shares_a_name_lies_in_a_division_of_the_table() -> None:
    assert all(parent in gazetteer.regions() for _, parent in gazetteer.homonyms())
    assert ("黑河", "62") in gazetteer.homonyms()


def test_no_word_stands_twice_behind_names() -> None:
    words = [row["word"] for row in gazetteer._rows("after_names.tsv")]
    assert len(words) == len(set(words))


def test_former_names_have_a_division_and_a_possible_year() -> None:
    listed = {former.name: former for former in gazetteer.former_names()}
    assert len(listed) > 600
    present = {division.name for division in gazetteer.regions().values()}
    for former in gazetteer.former_names():
        assert former.code in gazetteer.regions() and former.name not in present
        assert re.fullmatch(r"(19[5-9]\d|20[0-2]\d)?", former.until)
    assert listed["平凉地区"].code == "6208" and listed["平凉地区"].until == "2002"
    assert listed["望城县"].code == "430112"


def test_townships_lie_in_counties_of_gansu() -> None:
    assert len(gazetteer.townships()) > 1300
    for code in gazetteer.townships():
        assert re.fullmatch(r"62\d{7}", code) and code[:6] in gazetteer.regions()
