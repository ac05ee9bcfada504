"""Reading takes time in proportion to the text, also for texts that no newspaper prints but a damaged file may hold."""
from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from corpus.article import DateReading, PartialDate
from corpus.byline import read_byline
from corpus.clean import mend
from corpus.date_mentions import find_mentions
from corpus.event_dates import read_event_dates
from corpus.furniture import find_furniture
from corpus.lines import read_lines
from corpus.stories import split
from indexer.entities.leaders import find_leaders
from indexer.entities.regions import find_regions

PUBLISHED = DateReading(PartialDate(2021, 5, 6), "metadata", "2021-05-06")


def seconds(work: Callable[[], object]) -> float:
    """The processor's time for it, which other processes do not lengthen."""
    start = time.process_time()
    work()
    return time.process_time() - start


def in_proportion(work: Callable[[str], object], unit: str, length: int) -> bool:
    """Whether ten times the text takes far less than the hundred times as long that its square would.

    A second is let pass in any case, a hundred times what the longer text takes on a slow machine: so short a time is
    not worth measuring.
    """
    shorter, longer = (unit * (size // len(unit)) for size in (length // 10, length))
    limit = 30 * seconds(lambda: work(shorter)) + 1
    return seconds(lambda: work(longer)) < limit


@pytest.mark.parametrize("run", ["1", "二", "一百", "百", "0", "二O"])
def test_runs_of_figures(run: str) -> None:
    assert in_proportion(lambda text: find_mentions(f"{text}，年月"), run, 30_000)


@pytest.mark.parametrize("unit", [
    "國時於1/2、",  # the script is asked for each
    "109年5月6日，", "會時109年5月6日，",
    "晴，5月6日，",  # whether the line speaks of another year
    "会，今天，", "5月6日，30日内，8日上午，", "会，2021年5月6日，",
])
def test_many_dates_in_one_line(unit: str) -> None:
    assert in_proportion(lambda text: read_event_dates("", text, PUBLISHED), unit, 60_000)


@pytest.mark.parametrize(("unit", "whole"), [("接?xùn)|", "东"), ("。接?xùn)|", "東"), ("接?xùn)好，", "東")])
def test_many_split_characters(unit: str, whole: str) -> None:
    """Characters that are put together, that are not as the text does not use them, and that the bytes do not tell."""
    readings = frozenset({("訓", "xùn"), *((chr(0x4E00 + place), "zhī") for place in range(500))})
    text = f"訓(xùn){whole}"
    assert in_proportion(lambda gaps: mend(text + gaps, inserted=readings, unreadable=False), unit, 60_000)


@pytest.mark.parametrize("unit", [
    "历任某县县长,某市市长,", "曾任某县县长,", "任命:\n王大川为局长;\n", "免去其局长职务,", "省领导王大川、李\n明", "王 川、", "王大川(女)、",
    "名单 人大\n书 记:  王  川  ", "副主任、", "出席的有", "书记敬 大伟", "书记何灵均讲到", "县委书记张 香自己,", "主席团\n王 川  李 明\n",
    "王大川,男,1957年3月生\n1974－1975年 某县县长\n", "代表(某县县长)", "批准辞去:\n王川的局长职务。\n", "副县长、挂职干部", "县长第五",
    "历任某县县长,", "副主任白玛才让、", "县长马阿卜都", "任 命:\n", "王川等老同志,", "任县长,",
])
def test_many_office_holders(unit: str) -> None:
    assert in_proportion(lambda text: find_leaders("", text), unit, 20_000)


@pytest.mark.parametrize("unit", ["记者 " + "水 " * 36 + "\n", "（王川 李明）\n", "□ 王 川\n", "本报讯 记者王川报道：\n", "文/王川 "])
def test_many_bylines(unit: str) -> None:
    assert in_proportion(read_byline, unit, 60_000)
    assert in_proportion(lambda text: list(read_lines(text)), unit, 20_000)


@pytest.mark.parametrize("unit", ["·甲\n", "相关稿件\n", "链接\n·甲\n", "责任编辑：甲 某\n", "【回音】\n甲乙丙丁\n甲。\n", "王 川  李 明\n",
                                  "某村 王川等八户村民\n2021-05-01\n", "点赞 12 评论 3 举报\n", "编辑同志:\n", "（记者 王川）\n",
                                  "渠首检修\n水。\n（记者 王川）\n", "(2021年8月3日某会通过)\n", "关于我们 版权声明\n"])
def test_many_lines_of_furniture_and_headings(unit: str) -> None:
    assert in_proportion(lambda text: find_furniture("题", f"一句话。\n{text}"), unit, 30_000)
    assert in_proportion(lambda text: split(f"题目一\n一句话。\n{text}"), unit, 30_000)


@pytest.mark.parametrize("unit", ["兰州", "兰州城关", "临泽、高台、", "甘、青、", "甘肃日报", "省长曲阜文", "全省、", "全省兰州、", "兰州市、", "临夏、和政三县",
                                  "至合作、", "林北川", "暨兰州",
                                  "兰州市公安局城关分局", "豫皖浙三省", "\n本报合作8月6日讯 "])
def test_many_regions(unit: str) -> None:
    assert in_proportion(lambda text: find_regions("", text), unit, 20_000)
