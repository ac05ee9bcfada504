"""The dates of events: what is printed, what follows from it and by what, and what only looks like a date."""
from __future__ import annotations

import re
from datetime import date as Day
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import DateReading, EventDate, PartialDate, article_text
from corpus.dates import read_date
from corpus.event_dates import read_event_dates

PUBLISHED = "2021-05-06"


def published(value: str = PUBLISHED) -> DateReading:
    return DateReading(PartialDate.parse(value), "metadata", value)


def values(body: str, reading: DateReading | None = None, title: str = "") -> list[str]:
    """The dates read, a span as first/last."""
    events = read_event_dates(title, body, reading)
    return [event.date.value + (f"/{event.until.value}" if event.until else "") for event in events]


@pytest.mark.parametrize(("body", "expected"), [
    ("2020年10月27日上午，大桥通车。", ["2020-10-27"]),
    ("某公司CEO二〇二〇年十月三日到访。", ["2020-10-03"]),
    ("二〇二〇年十月二十七日，大桥通车。", ["2020-10-27"]),
    ("二零二零年十月廿七日，大桥通车。", ["2020-10-27"]),
    ("民國113年5月23日，大橋通車。", ["2024-05-23"]),
    ("民國三十八年，大橋通車。", ["1949"]),
    ("２０２０年１０月２７日，大桥通车。", ["2020-10-27"]),
    ("通车时间：2020-10-27 09:00。", ["2020-10-27"]),
    ("大桥10月27日通车。", ["10-27"]),
    ("大桥10月27号晚通车。", ["10-27"]),
    ("10月27日至28日，客人到访。", ["10-27/10-28"]),
    ("10月27—28日，客人到访。", ["10-27/10-28"]),
    ("4月30日至5月4日，客人到访。", ["04-30/05-04"]),
    ("2020年12月30日至2021年1月2日，客人到访。", ["2020-12-30/2021-01-02"]),
    ("2020年12月30日至1月2日，客人到访。", ["2020-12-30/2021-01-02"]),
    ("2016年至2020年，全县植树。", ["2016/2020"]),
    ("2020年1月至9月，全县植树。", ["2020-01/2020-09"]),
    ("2020年1-9月，全县植树。", ["2020-01/2020-09"]),
    ("2020年4月，全县植树。", ["2020-04"]),
    ("活動於12/21(五)舉行。", ["12-21"]),
    ("展覽自107年12月21日(星期五)舉行，處長說。會議開始。", ["2018-12-21"]),
    ("訂於本(3)月30日在會館舉行。", ["03-30"]),
])
def test_what_is_printed(body: str, expected: list[str]) -> None:
    assert values(body) == expected


@pytest.mark.parametrize(("body", "expected"), [
    ("大桥今天通车。", ["2021-05-06"]),
    ("昨日上午，大桥通车。", ["2021-05-05"]),
    ("大桥昨(5)日通車。", ["2021-05-05"]),
    ("今天（5月6日），大桥通车。", ["2021-05-06"]),
    ("大桥5日通车。", ["2021-05-05"]),
    ("30日上午，大桥通车。", ["2021-04-30"]),
    ("大桥5号宣布通车。", ["2021-05-05"]),
    ("大桥本月3日通车。", ["2021-05-03"]),
    ("大桥上月29日通车。", ["2021-04-29"]),
    ("大桥去年5月12日通车。", ["2020-05-12"]),
    ("大桥去年12月通车。", ["2020-12"]),
    ("去年，大桥通车。", ["2020"]),
    ("上月，大桥通车。", ["2021-04"]),
    ("4月28日，大桥通车。", ["2021-04-28"]),
    ("本报兰州5月5日讯 大桥今天通车。", ["2021-05-05"]),  # the dateline's day, not the printed one
])
def test_what_follows_from_the_printed_date(body: str, expected: list[str]) -> None:
    events = read_event_dates("", body, published())
    assert [event.date.value for event in events] == expected
    assert all("“" in event.inferred for event in events)
    assert values(body.replace("今天（5月6日）", "今天")) in ([], ["05-05"], ["05-12"], ["04-28"])  # without one: no guess


def test_it_says_by_what() -> None:
    first, second = read_event_dates("", "5月3日至4日，客人到访。\n4日上午，客人座谈。", published())
    assert first.inferred == "年份据文件自带的日期“2021-05-06”"
    assert (second.date.value, second.inferred) == ("2021-05-04", "年份和月份据文件自带的日期“2021-05-06”")
    after = read_event_dates("", "5月3日至4日，客人到访。\n4日上午，客人座谈。", None)[1]
    assert (after.date.value, after.inferred) == ("05-04", "月份据前文“5月3日至4日”")
    assert [event.rule for event in (first, second)] == ["month and day", "day alone"]


@pytest.mark.parametrize(("value", "body", "expected"), [
    ("2021-01-05", "12月28日，大桥通车。", "2020-12-28"),
    ("2020-12-28", "1月5日，大桥通车。", "2021-01-05"),
    ("2021-11-28", "3月5日，大桥通车。", "2021-03-05"),
    ("2021-03-05", "6月5日，大桥通车。", "2021-06-05"),
    ("2021-03-05", "10月5日，大桥通车。", "10-05"),  # of either year: left open
    ("2021-05-06", "2009年建站。5月12日，塔倒了。", "05-12"),  # another year is being told of
    ("2021-05-06", "1923年建站。\n2月4日，塔倒了。", "02-04"),  # … and the next paragraph may be of it, too
])
def test_the_year_of_a_month_and_day(value: str, body: str, expected: str) -> None:
    assert values(body, published(value))[-1] == expected


@pytest.mark.parametrize(("body", "expected"), [
    ("4月3日，客人到访。5日，客人离开。", "2021-05-05"),  # another sentence: the news of these days
    ("客人4月3日到访，5日离开。", "2021-04-05"),
    ("4月3日，客人到访。12日，客人离开。", "2021-04-12"),
    ("“灯塔”15日上映。", None),  # ahead, and nothing says that it is to come
    ("“灯塔”将于15日上映。", "2021-05-15"),
    ("客人2月16日到访，法院当月19日开庭。", "2021-02-19"),
])
def test_the_month_of_a_day_alone(body: str, expected: str | None) -> None:
    found = [event.date.value for event in read_event_dates("", body, published()) if event.rule == "day alone"]
    assert found == ([expected] if expected else [])


def test_a_path_tells_the_year_but_not_what_today_is() -> None:
    reading = DateReading(PartialDate(2021, 5, 6), "path", "2021-05/06")
    assert values("大桥今天通车。5月4日，路面完工。", reading) == ["2021-05-04"]


@pytest.mark.parametrize("body", [
    "“5·12”地震十三年了。", "“9·11”之后。", "一二·九运动。", "甘政发〔2021〕5号文件。", "24小时值班。", "3月底前完成。", "今年上半年增长。",
    "20世纪80年代的老屋。", "客队以3:2取胜。", "占百分之五，即5.12%。", "今年28岁。", "电话0931-8888888。", "30日内答复。", "为期5日的展览。",
    "第3号台风。", "乘5号线到站。", "长城路12号。", "农历八月十五日团圆。", "每年11月9日演习。", "推出3日游。", "25年来坚守。", "1/3的学生。",
    "截至5月3日，收割过半。", "自5月3日起施行。", "自3月22日开市以来平稳。", "请于5月30日前报名。", "没有前人就没有今天。", "今天的中国充满活力。",
    "他说：“今天是个好日子。”", "走向美好明天。", "来看今天的《新闻》。", "神舟10号发射成功。",
    "母船向阳红09号，在港检修。", "2000年前的古城。", "0000年0月0日", "13月45日", "一日三餐。",
    "比去年同期增长。", "较上月回落。", "三年五载。", "截至上月，共计7日。",
])
def test_what_only_looks_like_a_date(body: str) -> None:
    assert values(body, published()) == []


def test_a_year_of_two_figures_is_nobodys() -> None:
    assert values("98年5月3日，大桥通车。", published()) == ["05-03"]
    assert values("109年5月3日，大桥通车。", published()) == ["05-03"]  # three figures: the Republic's in its own script only


def test_each_date_stands_once_and_the_printed_line_is_no_event() -> None:
    body = "5月4日，客人到访。\n5月4日晚，客人离开。\n2021-05-06"
    assert values(body, published()) == ["2021-05-04"]
    assert values("客人到访。", published(), title="5月4日客人到访") == ["2021-05-04"]


# Laws

DAYS = st.dates(Day(1912, 1, 1), Day(2199, 12, 31))
_FIGURES = "〇一二三四五六七八九"


def _tens(number: int, twenty: str = "二十") -> str:
    tens, ones = divmod(number, 10)
    before = {0: "", 1: "十", 2: twenty, 3: "三十"}[tens]
    return before + (_FIGURES[ones] if ones else "")


def _forms(day: Day) -> list[str]:
    year = "".join(_FIGURES[int(figure)] for figure in str(day.year))
    return [
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}年{day.month:02d}月{day.day:02d}日",
        f"{day.year} 年 {day.month} 月 {day.day} 日",
        f"{day.year}年{day.month}月{day.day}号",
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month}.{day.day}",
        f"{year}年{_tens(day.month)}月{_tens(day.day)}日",
        f"{year.replace('〇', '零')}年{_tens(day.month)}月{_tens(day.day, '廿')}日",
        f"民國{day.year - 1911}年{day.month}月{day.day}日",
        f"{day:%Y年%m月%d日}".translate({ord(str(figure)): chr(0xFF10 + figure) for figure in range(10)}),
    ]


@given(DAYS, st.sampled_from(["，大桥通车。", "上午，大桥通车。", "（星期一）通车。", "\n", ""]), st.sampled_from(["", "大桥于", "（"]))
def test_a_day_is_read_back_in_every_form(day: Day, after: str, before: str) -> None:
    for form in _forms(day):
        body = f"{before}{form}{after}"
        event = read_event_dates("", body, None)[0]
        assert (event.date.value, event.inferred) == (day.isoformat(), "")
        reading = read_date("", body if len(body) < 40 else form, "", "")
        if "." not in form and "-" not in form:  # a header is searched in the same forms
            assert reading is None or reading.date.value == day.isoformat()


@given(DAYS, st.integers(0, 400))
def test_a_span_is_read_back(first: Day, days: int) -> None:
    last = first + timedelta(days=days)
    if last.year > 2199:
        return
    body = f"{first.year}年{first.month}月{first.day}日至{last.year}年{last.month}月{last.day}日，客人到访。"
    event = read_event_dates("", body, None)[0]
    assert (event.date.value, event.until and event.until.value) == (first.isoformat(), last.isoformat())


PIECES = st.one_of(
    st.sampled_from([
        "今天", "昨日", "昨晚", "明天上午", "去年", "前年", "上月", "去年5月", "今年3月12日", "本月8日", "当年6月1日", "24日上午",
        "5日", "12月28日", "1月2日至3日", "3月", "2月29日", "今(7)日", "12/21(五)", "109年4月20日", "民國99年", "98年7月1日",
        "2016年至2020年", "〔2021〕5号", "本报兰州5月5日讯", "發稿時間：", "國會", "在兰州召开", "截至", "以来", "至", "、", "，", "。", "\n",
        "〇", "“", "”", "（", "）",
    ]),
    st.builds("{}年".format, st.integers(1890, 2050)),
    st.builds("{}年{}月{}日".format, st.integers(1590, 2210), st.integers(0, 13), st.integers(0, 32)),
    st.builds("{}月{}日".format, st.integers(0, 13), st.integers(0, 32)),
    st.builds("{}日上午".format, st.integers(0, 99)),
    st.builds("{}({})日".format, st.sampled_from("今昨明本"), st.integers(0, 99)),
    st.builds("{}".format, st.integers(0, 99999)),
    st.text(max_size=3),
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)
PRINTED = st.one_of(st.just(""), st.dates(Day(1950, 1, 1), Day(2150, 12, 31)).map(Day.isoformat))


def _years_that_stand_in(text: str) -> set[int]:
    """Every year of our era or of the Republic that the characters of the text can give."""
    narrow = text.translate({0xFF10 + figure: str(figure) for figure in range(10)})
    narrow = narrow.translate({ord(figure): str(value) for value, figure in enumerate(_FIGURES)})
    narrow = narrow.translate({ord("零"): "0", ord("○"): "0"})
    figures = {int(narrow[at:at + size]) for size in (1, 2, 3, 4) for at in range(len(narrow))
               if re.fullmatch("[0-9]+", narrow[at:at + size])}
    return figures | {figure + 1911 for figure in figures if figure < 1000}


@given(TEXTS, PRINTED, PRINTED)
def test_no_year_is_read_that_is_not_printed(body: str, metadata: str, header: str) -> None:
    reading = read_date(metadata, header, body, "")
    events = read_event_dates("", body, reading)
    printed = _years_that_stand_in(f"{metadata}\n{header}\n{body}")
    for found in (*([reading] if reading else ()), *events):
        for date in (found.date, getattr(found, "until", None)):
            if date and date.year is not None:
                if not found.inferred and not getattr(found, "until", None):
                    assert date.year in printed
                # 去年, 前年, and the turn of the year: never further, and never without saying so.
                assert any(abs(date.year - year) <= 2 for year in printed)
    if not metadata and not header and not re.search(r"\d{3}|[〇零○一二三四五六七八九０-９]{2}|[民國]", body):
        assert all(event.date.year is None for event in events)


@given(TEXTS | st.text(), PRINTED, st.text(max_size=10))
def test_the_evidence_stands_where_it_is_said_to(body: str, metadata: str, title: str) -> None:
    text = article_text(title, body)
    events = read_event_dates(title, body, read_date(metadata, "", body, "", title))
    assert [event.position for event in events] == sorted(event.position for event in events)
    assert len({(event.date, event.until) for event in events}) == len(events)
    for event in events:
        assert isinstance(event, EventDate)
        assert event.evidence and text[event.position:event.position + len(event.evidence)] == event.evidence
