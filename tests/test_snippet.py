"""Passages and marks: where they stand, what they mark, and that the text is never anything but the original."""
from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from indexer.analysis.fold import fold
from indexer.analysis.segment import words
from indexer.query.parse import literal, parse
from indexer.snippet import Passage, Sought, Span, mark, passages, sought, whole

# Few characters, so that strings are found; both scripts, an astral one, blanks, ends of sentences.
ALPHABET = "甘肃肅东東西部协協作a 　\n。，；”𠮷"
TEXTS = st.text(st.sampled_from(ALPHABET), max_size=400)
STRINGS = st.text(st.sampled_from(ALPHABET), min_size=1, max_size=6)
LOOKED_FOR = st.lists(
    st.builds(
        Sought,
        st.lists(STRINGS.map(fold), max_size=2).map(tuple),
        st.lists(STRINGS.map(fold), max_size=3).map(tuple),
        st.booleans(),
    ),
    max_size=3,
).map(tuple)


def places(folded: str, string: str) -> list[Span]:
    """Every occurrence, overlapping ones too: the oracle."""
    return [(at, at + len(string)) for at in range(len(folded)) if folded.startswith(string, at)]


def is_in_order(marks: tuple[Span, ...], length: int) -> bool:
    """Ascending, not empty, not touching, inside."""
    inside = all(0 <= start < end <= length for start, end in marks)
    return inside and all(one[1] < other[0] for one, other in zip(marks, marks[1:]))


def marked(passage: Passage) -> list[str]:
    return [piece for piece, is_marked in passage.pieces() if is_marked]


@given(TEXTS, LOOKED_FOR, st.booleans())
@example("东西部协作", (Sought(("东西部协作",)),), False)
@example("协协协", (Sought(("协协",)),), False)
def test_marks_are_what_was_looked_for(text: str, looked_for: tuple[Sought, ...], in_title: bool) -> None:
    marks = mark(text, looked_for, in_title)
    assert is_in_order(marks, len(text))
    folded = fold(text)
    expected: set[int] = set()
    starts: set[int] = set()
    for one in looked_for:
        if one.in_title_only and not in_title:
            continue
        strings = [span for string in one.strings for span in places(folded, string)]
        telling = [word for word in one.words if len(word) > 1] or one.words
        # Single words are not marked where the whole string stands.
        for start, end in strings or [span for word in telling for span in places(folded, word)]:
            expected.update(range(start, end))
            starts.add(start)
    assert {at for start, end in marks for at in range(start, end)} == expected
    assert {start for start, _ in marks} <= starts


@given(TEXTS, LOOKED_FOR)
@example("甘肃" + "西" * 300, (Sought(("西" * 250,)),))
@example("  \n 甘肃", ())
@example("西" * 109 + "东\n\n" + "西" * 200, (Sought(("东\n\n",)),))
@example("西" * 105 + " 　\n \n 。", (Sought((" ",)),))
def test_passages_are_of_the_text_and_show_its_marks(text: str, looked_for: tuple[Sought, ...]) -> None:
    marks = mark(text, looked_for)
    shown = passages(text, marks)
    if not text.strip():
        assert shown == ()
        return
    assert 1 <= len(shown) <= 3
    assert [one.start for one in shown] == sorted({one.start for one in shown})
    for one in shown:
        end = one.start + len(one.text)
        assert one.text and text[one.start:end] == one.text
        assert is_in_order(one.marks, len(one.text))
        for start, stop in one.marks:
            assert any(left <= start + one.start and stop + one.start <= right for left, right in marks)
        assert one.cut_after == bool(text[end:].strip())
        assert one.cut_before == bool(text[: one.start].strip())
    assert all(one.start + len(one.text) <= other.start for one, other in zip(shown, shown[1:]))
    if marks:
        assert all(one.marks for one in shown)
    else:
        assert len(shown) == 1 and text.lstrip().startswith(shown[0].text) and not shown[0].marks


@given(TEXTS, LOOKED_FOR)
@example("东西" + "协" * 100 + "肃" * 20, (Sought(("东",)), Sought(("肃" * 20,))))
def test_no_mark_is_shown_in_part(text: str, looked_for: tuple[Sought, ...]) -> None:
    marks = mark(text, looked_for)
    for one in passages(text, marks):
        shown = {(start + one.start, end + one.start) for start, end in one.marks}
        inside = {(a, b) for a, b in marks if one.start <= a and b <= one.start + len(one.text)}
        assert inside <= shown
        assert shown <= set(marks)
        assert not any(a < one.start + len(one.text) < b or a < one.start < b for a, b in marks)


@given(TEXTS, LOOKED_FOR)
def test_pieces_joined_are_the_text(text: str, looked_for: tuple[Sought, ...]) -> None:
    everything = whole(text, mark(text, looked_for))
    assert everything.text == text and everything.start == 0
    for one in (everything, *passages(text, everything.marks)):
        assert "".join(piece for piece, _ in one.pieces()) == one.text
        assert all(piece for piece, _ in one.pieces())
        assert marked(one) == [one.text[start:end] for start, end in one.marks]


@given(TEXTS, st.data())
def test_a_phrase_is_marked_as_a_whole_wherever_it_stands(text: str, data: st.DataObject) -> None:
    assume(text.strip())
    start = data.draw(st.integers(0, len(text) - 1))
    phrase = text[start : start + data.draw(st.integers(1, 12))]
    marks = mark(text, sought(literal(phrase).tree))
    for place, end in places(fold(text), fold(phrase)):
        assert any(left <= place and end <= right for left, right in marks)


FILLER = "今年以来各县区扎实推进各项工作，取得新的成效。" * 8


@pytest.mark.parametrize("query", ["东西部协作", "東西部協作", '"东西部协作"', "「東西部協作」"])
@pytest.mark.parametrize("script", ["东西部协作", "東西部協作"])
def test_the_original_script_is_shown(query: str, script: str) -> None:
    text = f"{FILLER}\n推进{script}，开创新局面。{FILLER}"
    (shown,) = passages(text, mark(text, sought(parse(query).tree)))
    assert marked(shown) == [script]
    assert shown.text.startswith(f"推进{script}，") and shown.cut_before and shown.cut_after


def test_the_words_are_marked_only_where_the_string_is_nowhere() -> None:
    looked_for = sought(parse("甘肃苹果产业").tree)
    assert len(words("甘肃苹果产业")) > 1
    together = "苹果熟了。甘肃苹果产业兴旺，产业链长。"
    assert marked(whole(together, mark(together, looked_for))) == ["甘肃苹果产业"]
    apart = "苹果熟了。甘肃的产业兴旺，产业链长。"
    assert marked(whole(apart, mark(apart, looked_for))) == ["苹果", "甘肃", "产业", "产业"]


def test_single_characters_are_marked_only_where_there_is_nothing_longer() -> None:
    assert mark("的确是省长的", (Sought((), ("省长", "的")),)) == ((3, 5),)
    assert mark("的确是省长的", (Sought((), ("的",)),)) == ((0, 1), (5, 6))


def test_variants_are_marked_unless_they_are_switched_off() -> None:
    text = "推动高品质发展"
    for variants, expected in ((True, ["高品质"]), (False, [])):
        assert marked(whole(text, mark(text, sought(parse("高质量").tree, variants)))) == expected


def test_what_is_excluded_is_not_marked() -> None:
    assert [one.strings[0] for one in sought(parse('甘肃 -兰州 NOT "天水" (平凉 OR 标题:庆阳) 领导:某人').tree)] == [
        "甘肃", "平凉", "庆阳",
    ]


def test_a_search_of_the_title_marks_the_title_only() -> None:
    looked_for = sought(parse("title:甘肃").tree)
    assert mark("甘肃", looked_for) == () and mark("甘肃", looked_for, in_title=True) == ((0, 2),)


def test_a_mark_longer_than_a_passage_is_shown_in_full() -> None:
    string = "".join(chr(0x4E00 + number) for number in range(300))
    text = f"{FILLER}{string}{FILLER}"
    (shown,) = passages(text, mark(text, sought(literal(string).tree)))
    assert marked(shown) == [string]


def test_the_passages_with_most_of_what_was_looked_for_are_chosen() -> None:
    parts = ["兰州。", "天水。", "兰州、天水、平凉。", "兰州。", "平凉和天水。"]
    text = FILLER.join(parts)
    shown = passages(text, mark(text, sought(parse("兰州 天水 平凉").tree)))
    assert len(shown) == 3
    assert [sorted(set(marked(one))) for one in shown if len(set(marked(one))) > 1] == [
        sorted(["兰州", "天水", "平凉"]), sorted(["平凉", "天水"]),
    ]
    assert [one.start for one in shown] == sorted(one.start for one in shown)


@pytest.mark.parametrize("text", ["", " ", "\n\n　\t"])
def test_a_blank_text_has_no_passage(text: str) -> None:
    assert passages(text, ()) == passages(text, mark(text, (Sought((" ",)),))) == ()


def test_without_marks_the_beginning_is_shown() -> None:
    (shown,) = passages(f"\n　　{FILLER}", ())
    assert FILLER.startswith(shown.text) and 90 < len(shown.text) <= 140
    assert (shown.start, shown.marks, shown.cut_before, shown.cut_after) == (3, (), False, True)
    assert passages("短文。\n", ()) == (Passage("短文。"),)


def test_a_passage_begins_at_its_sentence() -> None:
    text = f"{FILLER}“第一句话。”第二句说到兰州的事。{FILLER}"
    (shown,) = passages(text, mark(text, (Sought(("兰州",)),)))
    assert shown.text.startswith("第二句说到兰州")
