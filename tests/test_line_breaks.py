"""Lines broken at a column's width: put together where the text itself shows it, with a record, and nowhere else."""
from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.clean import LINE_BREAK
from corpus.line_breaks import INSIDE, join_broken_lines
from tests.pages import read_one as read

STORY = (
    "样例县今年早春少雨，县里组织水利技术员分赴各乡，帮助群众检修渠道。样例渠从渠首到渠尾共有闸门四十二座，去年冬天"
    "全部检修一遍。县水利局的同志说，放水以后下游三个乡的两万亩玉米都能及时浇上头水，群众种田心里有底，今年秋粮丰收有望。"
)


def wrapped(story: str, width: int, indent: str = "　　") -> str:
    whole = indent + story
    return "\n".join(whole[at:at + width] for at in range(0, len(whole), width))


def test_a_signature_in_brackets_is_put_together() -> None:
    article = read(f"样例渠检修一新\n\n{wrapped(STORY, 18)}\n　　（通讯员　王样例　公社宣传员\n李样例）\n")
    assert article.body == f"　　{STORY}\n　　（通讯员　王样例　公社宣传员李样例）"
    assert article.byline == "王样例 李样例"


@pytest.mark.parametrize("width", [18, 21, 24])
@pytest.mark.parametrize("indent", ["", "　　"])
def test_a_paragraph_is_put_together(width: int, indent: str) -> None:
    article = read(f"样例渠检修一新\n\n{wrapped(STORY, width, indent)}\n")
    assert article.body == indent + STORY
    assert {repair.rule for repair in article.repairs} == {LINE_BREAK}
    assert article.raw == f"样例渠检修一新\n{wrapped(STORY, width, indent)}"
    raw, shift = article.raw, 0
    for repair in article.repairs:  # as it stood, from what stands there now
        assert raw[repair.position] == repair.before == "\n"
        shift += 1
    assert len(raw) - shift == len(f"样例渠检修一新\n{article.body}")


def test_lines_of_so_many_characters_are_put_together_whatever_their_width() -> None:
    story = "样例渠2026年3月12日放水，灌溉12,345亩，比去年早15天，水费每亩68.5元，" * 3 + STORY
    article = read(f"样例渠检修一新\n\n{wrapped(story, 20)}\n")
    assert article.body == f"　　{story}"


@pytest.mark.parametrize("width", [15, 21, 29])
def test_lines_with_a_blank_one_behind_each_are_put_together(width: int) -> None:
    stories = [STORY, STORY + STORY]
    lines = [story[at:at + width] for story in stories for at in range(0, len(story), width)]
    page = "样例渠检修一新\n\n本报记者 甄样例\n\n" + "\n\n".join(lines) + "\n"
    article = read(page)
    assert article.title == "样例渠检修一新" and article.byline == "甄样例"
    assert article.body.endswith(f"{STORY}\n\n{STORY}{STORY}") or article.body.endswith(STORY * 3)
    assert all(repair.rule == LINE_BREAK and article.raw[repair.position] == "\n" for repair in article.repairs)


@pytest.mark.parametrize("page", [
    "\n\n".join(f"样例县第{n}座闸门检修一新" for n in range(20)),
    "\n\n".join(f"渠水清清流过村庄，{n}" for n in range(20)) + "。",
    "\n\n".join([STORY] * 14),
])
def test_lists_verses_and_whole_paragraphs_are_left_apart(page: str) -> None:
    assert join_broken_lines(page) == page


def test_paragraphs_that_nothing_sets_apart_end_with_short_lines() -> None:
    one, other = STORY, STORY[60:] + STORY[:60]
    article = read(f"样例渠检修一新\n\n{wrapped(one, 18, '')}\n{wrapped(other, 18, '')}\n")
    assert article.body == f"{one}\n{other}"


def test_several_paragraphs_stay_several() -> None:
    page = f"样例渠检修一新\n\n{wrapped(STORY, 20)}\n{wrapped(STORY[::-1].lstrip('。') + '。', 20)}\n"
    assert read(page).body.count("\n") == 1


def test_a_word_in_latin_letters_keeps_its_blank() -> None:
    lines = [STORY[:19] + "to", "do" + STORY[19:38], STORY[38:58], STORY[58:78], STORY[78:98], STORY[98:]]
    assert read("样例渠检修一新\n\n" + "\n".join(lines)).body == f"{STORY[:19]}to do{STORY[19:]}"


@pytest.mark.parametrize("page", [
    "渠水清\n\n" + "渠水清清绕县城，\n杨柳依依伴客行。\n" * 6,  # verses
    "获奖名单\n\n" + "样例县水利工程建设管理局第一工程处\n" * 8,  # a list
    f"样例渠检修一新\n\n{STORY}\n\n{STORY}",
    "样例渠检修一新\n\n" + "\n".join(STORY[:20 + number % 7] for number in range(12)),  # of all widths
    f"{wrapped(STORY, 20)}\n{STORY}",  # one paragraph is not broken
])
def test_other_lines_stay_apart(page: str) -> None:
    assert join_broken_lines(page) == page


def test_many_lines_take_time_in_proportion() -> None:
    started = perf_counter()
    join_broken_lines("样例渠从渠首到渠尾共有闸门四十二座\n" * 100_000 + "渠水清。")
    assert perf_counter() - started < 10


@given(st.text(alphabet="渠水。，a1 \n　" + INSIDE))
def test_every_place_stays(page: str) -> None:
    joined = join_broken_lines(page)
    assert joined.replace(INSIDE, "\n") == page.replace(INSIDE, "\n")
