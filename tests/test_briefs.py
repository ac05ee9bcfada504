"""Columns of briefs: taken apart where each brief has a headline of its own and is signed, and nowhere else."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.briefs import parted, read_brief
from corpus.stories import split
from tests.pages import read_all as read

FIRST = "●样例渠闸门检修完毕　5月2日，样例渠四十二座闸门检修完毕。　　　　（甄样例）"
SECOND = "●样例镇冷库投用　近日，样例镇冷库投用，存果三百吨。（通讯员 贾样本）"
ALONE = "●样例村办起书屋\n6月1日，样例村书屋开门，藏书两千册。（钱 例）"


@pytest.mark.parametrize("name", ["市州简讯", "简明新闻", "基层传真"])
def test_signed_briefs_are_taken_apart(name: str) -> None:
    found = read(f"样例日报\n2021年6月3日\n\n{name}\n\n{FIRST}\n\n{SECOND}\n\n{ALONE}\n")
    assert [one.title.lstrip("●") for one in found] == ["样例渠闸门检修完毕", "样例镇冷库投用", "样例村办起书屋"]
    assert [one.byline for one in found] == ["甄样例", "贾样本", "钱例"]
    assert {one.date.date.value for one in found if one.date} == {"2021-06-03"}
    assert found[0].lead_ins == (name,) and found[1].lead_ins == ()
    assert found[1].body == "近日，样例镇冷库投用，存果三百吨。（通讯员 贾样本）"
    assert found[1].raw == f"●样例镇冷库投用\n{found[1].body}"


@pytest.mark.parametrize("column", [
    f"{FIRST}\n{SECOND}",  # under no name
    f"市州简讯\n{FIRST}",
    f"市州简讯\n{FIRST}\n{SECOND.replace('●', '▲')}",
    "市州简讯\n▲样例渠近日检修闸门，全部换新。（甄样例）\n▲样例镇冷库投用，存果三百吨。（贾样本）",  # no headlines
    "市州简讯\n●样例渠闸门检修　5月2日，检修完毕。\n●样例镇冷库投用　近日，冷库投用。",  # unsigned: one roundup
    f"市州简讯\n导语一句话。\n{FIRST}\n{SECOND}",
])
def test_other_columns_stay_whole(column: str) -> None:
    assert split(column) == (column,)


@given(st.lists(st.sampled_from(["市州简讯", FIRST, SECOND, ALONE, "", "一句话。", "●", "● 　。（例）"]), max_size=7))
def test_nothing_is_lost(lines: list[str]) -> None:
    column = "\n".join(lines)
    assert "".join(parted(column)) == column


def test_a_headline_ends_where_blanks_set_it_off() -> None:
    brief = read_brief("◆小庭院 大文明　样例村评出三十户美丽庭院。")
    assert brief and (brief.mark, brief.headline) == ("◆", "小庭院 大文明")
    assert read_brief("◆样例村评出三十户美丽庭院。") is None and read_brief("小庭院　大文明正在样例村开花结果。") is None
