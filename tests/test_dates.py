"""Dates: every printed form, the order of places, and never a guessed year."""
from __future__ import annotations

from datetime import date as Day

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.date_values import parse_date
from corpus.dates import read_date


@pytest.mark.parametrize(("text", "value"), [
    ("2021-01-26", "2021-01-26"),
    ("2021/1/26", "2021-01-26"),
    ("2021.1.26", "2021-01-26"),
    ("2021年01月26日", "2021-01-26"),
    (" 2021年1月26日 星期二 ", "2021-01-26"),
    ("２０２１年１月２６日", "2021-01-26"),
    ("20210126", "2021-01-26"),
    ("20210126083000", "2021-01-26"),
    ("2017-04-06 07:30:37:0", "2017-04-06"),
    ("2019年06月15日08:18", "2019-06-15"),
    ("2021-01-26T23:30:00+08:00", "2021-01-26"),
    ("2021-01-26T23:30:00.000Z", "2021-01-26"),
    ("Tue, 26 Jan 2021 08:00:00 +0800", "2021-01-26"),
    ("二〇二一年一月二十六日", "2021-01-26"),
    ("二○二一年十二月三十一日", "2021-12-31"),
    ("一九八九年十月", "1989-10"),
    ("民國113年5月23日", "2024-05-23"),
    ("中華民國一百一十三年五月二十三日", "2024-05-23"),
    ("2021-05", "2021-05"),
    ("2021年5月", "2021-05"),
    ("2021年", "2021"),
    ("2021", "2021"),
    ("10月27日", "10-27"),
    ("十月二十七日", "10-27"),
    ("二零二一年五月六日", "2021-05-06"),
    ("二O二一年五月六日", "2021-05-06"),
    ("民國元年一月一日", "1912-01-01"),
    ("民國廿五年十月廿一日", "1936-10-21"),
])
def test_forms_of_a_date(text: str, value: str) -> None:
    date = parse_date(text)
    assert date is not None and date.value == value


@pytest.mark.parametrize("text", [
    "", " ", "昨天", "0000-00-00", "2021-13-40", "2021-02-29", "2021-00-10", "9999-12-31", "20211340", "13月1日",
    "2021-01-261", "1611619200000", "第2021期", "2021-01-26至2021-02-01", "民國", "2021年01月26日甘肃日报",
])
def test_what_is_no_date(text: str) -> None:
    assert parse_date(text) is None


@given(st.dates(Day(1900, 1, 1), Day(2199, 12, 31)))
def test_every_day_is_read_in_every_form(day: Day) -> None:
    for text in (
        day.isoformat(), f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}/{day.month}/{day.day} 8:05",
        f"民國{day.year - 1911}年{day.month}月{day.day}日" if day.year > 1911 else day.isoformat(),
    ):
        date = parse_date(text)
        assert date is not None and date.value == day.isoformat()


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_none(text: str) -> None:
    parse_date(text)
    read_date(text, text, text, text)


META, HEADER = "2020-02-03", "某某日报\n2020年3月4日"
LINE = "本报定西4月5日讯 县里今天开通了两条公交线路。"
EVENT = "社区6月7日上午举办了一场读书会，到场的有六十多人，大家谈了各自喜爱的书。"
PATH = "2020-08/09/node.txt"


@pytest.mark.parametrize(("arguments", "value", "source", "evidence"), [
    ((META, HEADER, LINE, PATH), "2020-02-03", "metadata", "2020-02-03"),
    (("不详", HEADER, LINE, PATH), "2020-03-04", "page header", "2020年3月4日"),
    (("", "", f"小标题\n{LINE}", PATH), "04-05", "dateline", "本报定西4月5日讯"),
    (("", "", "新华社武威5月6日电（记者甲）正文。", PATH), "05-06", "dateline", "新华社武威5月6日电"),
    (("", "", f"（2020年5月1日）\n{EVENT}", PATH), "2020-05-01", "body", "2020年5月1日"),
    (("", "", EVENT, PATH), "06-07", "body", "6月7日上午"),
    (("", "", "三月三日至四日举办读书会。", PATH), "03-04", "body", "三月三日至四日"),
    (("", "", "三月里没有日子。", PATH), "2020-08-09", "path", "2020-08/09"),
    (("", "", "本报定西四月五日讯 开通公交。", ""), "04-05", "dateline", "本报定西四月五日讯"),
    (("", "", "發稿單位：交通局發稿時間：8月28日 13:40\n昨日開通。", ""), "08-28", "body", "8月28日"),
    (("", "", "开通公交。今天（8月4日）起发车。", ""), "08-04", "body", "今天（8月4日）"),
    (("", "", "昨晚（8月3日）试车，今天（8月4日）开通公交。", ""), "08-04", "body", "今天（8月4日）"),
    (("", "", "發文日期：中華民國108\uf98e1月10日\n公告。", ""), "2019-01-10", "body", "民國108\uf98e1月10日"),
    (("", "", "两市被约谈。\n当地时间8月4日，开通公交。", ""), "08-04", "body", "8月4日"),
    (("", "", "某市政府公告發文日期：中華民國108年7月22日發文字號：某字第1號。", ""), "2019-07-22", "body", "民國108年7月22日"),
    (("", "", "发射场消息，飞船于2012年12月13日16时30分升空。", ""), "2012-12-13", "body", "2012年12月13日"),
    (("", "", "早春的小城。\n5月5日下午，会议召开。", ""), "05-05", "body", "5月5日下午"),
    (("", "", "没有日期的一句话。", "20230506.txt"), "2023-05-06", "path", "20230506"),
])
def test_the_order_of_places(arguments: tuple[str, str, str, str], value: str, source: str, evidence: str) -> None:
    reading = read_date(*arguments)
    assert reading is not None
    assert (reading.date.value, reading.source, reading.evidence, reading.inferred) == (value, source, evidence, "")


@pytest.mark.parametrize(("body", "value"), [
    ("首場上週六（108年3月16日）舉辦，第二場於本日（108年3月23日）舉行，邀請學者來會場開講，說明經濟與國際關係問題。", "2019-03-23"),
    ("市府今日（108年11月29日）舉辦說明會，邀請學者來會場開講，說明經濟與國際關係問題。", "2019-11-29"),
])
def test_this_year_of_the_republic_is_the_events(body: str, value: str) -> None:
    reading = read_date("", "", body, "")
    assert reading and (reading.date.value, reading.inferred) == (value, "108年作民国纪年")


def test_the_day_on_which_a_paper_printed_it() -> None:
    reading = read_date("", "", "7月25日凌晨，大雨。\n\n（《样例日报》7月30日一版）", "")
    assert reading and (reading.date.value, reading.evidence) == ("07-30", "7月30日")
    dated = read_date("", "", "2021年7月25日，大雨。\n\n（《样例日报》7月30日一版）", "")
    assert dated and (dated.date.value, dated.inferred) == ("2021-07-30", "年份据文中“2021年7月25日”")


def test_a_day_of_remembrance_that_is_near_is_not_the_events() -> None:
    assert read_date("", "", "在5月12日护士节来临之际，水渠开通。", "") is None


@pytest.mark.parametrize(("sentence", "value"), [
    ("考察团于3月23日至24日到访。", "03-24"),
    ("展览从3月30日开放，3月31日至4月2日免费。", "04-02"),
    ("活动8月1日—3日举行。", "08-03"),
    ("2019年2月27日下午，一行八人来访。", "2019-02-27"),
    ("1962年4月5日建站的气象站，4月6日开放。", "04-06"),
    ("大家一起来！卫生局7月11日在广场举办活动。", "07-11"),
    ("研习营4月29、30日在此举行。", "04-30"),
    ("考察团3月23日前往渠首。", "03-23"),
    ("客人们3月23日前来参观。", "03-23"),
])
def test_the_day_of_the_event(sentence: str, value: str) -> None:
    reading = read_date("", "", sentence, "")
    assert reading is not None and (reading.date.value, reading.source) == (value, "body")


@pytest.mark.parametrize(("body", "value"), [
    ("新园将于5月1日开园。", "05-01"),
    ("某国总理将于12月5日至9日来访。", "12-09"),
    ("新园将于5月1日开园。开园仪式将于5月1日上午举行，5月2日起收费。", None),  # two days
    ("今天，新园建成，将于5月1日开园。", None),  # the day is what has happened
    ("衛生局推動健康社區。成果豐碩，於109年12月9日辦理成果發表會。", "2020-12-09"),
    ("衛生局推動健康社區。於109年12月9日辦理成果發表會，12月20日截止。", "2020-12-09"),
    ("健康社區的規定於109年12月9日公布，12月20日施行。", None),
    ("某某同志因病于2019年3月2日在兰州逝世，享年九十岁。", "2019-03-02"),
    ("某某同志的遗体6日火化。某某同志因病于3月2日在兰州逝世。", None),  # what is told is of the 6th
    ("局长6日签发通知：《办法》已由会议于2019年3月6日通过，5月1日起施行。", "2019-03-06"),
    ("卫生局推动健康社区。建议明年3月3日召开会议。", None),
    ("水利论坛于11月1日在样例市开幕，代表二百人参加。今年是第三届。", "11-01"),
    ("第五届运动会于1980年8月1日在样例市开幕。四十多年过去了。", None), ("两地于2018年5月8日签署协议。六年来成效显著。", None),
    ("本會於109年6月11日召開會員大會，市長今(2)日頒發匾額。", None),
    ("工程處於108年8月11日假議事廳辦理開工儀式，預計於109年4月完工。", "2019-08-11"),
    ("行政院於105年10月27日通過方案，推動綠能發電。經過努力，提前於108年6月底達標。", None),
    ("水利论坛，建议于11月1日在样例市举行，报名已经开始。", None),
    ("水利學會於108年7月17日頒發獎項，工務局獲獎。工程107年9月完工，108年3月29日啟用。", "2019-07-17"),
])
def test_an_announced_day_and_the_only_day(body: str, value: str | None) -> None:
    reading = read_date("", "", body, "")
    assert (reading.date.value if reading else None) == value


@pytest.mark.parametrize(("title", "body", "value"), [
    ("", "春耕正忙。4月16日，合作社的农机开进了田里。", "04-16"),
    ("", "5月的山城，槐花开了。17日至19日，考察团来访。", "05-19"),
    ("", "5月的山城，槐花开了。考察团17日来访。", None),
    ("", "2013年5月建站的山城气象站。17日，考察团来访。", None),
    ("", "雨后的山城。不幸的是，4月16日塌了一段路。", "04-16"),
    ("", "会议今天举行。4月16日，合作社的农机开进了田里。", None),  # what is told is of today
    ("", "春耕正忙。会议决定，4月16日召开总结会。", None),
    ("", "春耕正忙，合作社4月6日播种的田里。去年4月16日买的农机到了。", "04-06"),
    ("老站长守着山。", "他的一生停在了8月15号的凌晨。", "08-15"),
    ("图书馆4月16日试开放", "读者可以凭证件入馆。", "04-16"),
    ("书展4月16日至18日举办", "读者可以凭证件入馆。", "04-18"),
    ("报名延长至4月16日", "读者可以凭证件入馆。", None),
    ("会议决定4月16日召开读者大会", "读者可以凭证件入馆。", None),
    ("4月16日起图书馆试开放", "读者可以凭证件入馆。", None),
    ("商場6月19日協商會新聞稿", "勞資雙方今(19)日協商，仍未一致。", "06-19"),
    ("", "市府本月13日舉行說明會。除了5月13日這一場，5月21日下午還有一場。", "05-13"),
    ("", "事由：說明工程概況。日期：中華民國108年7月9日（星期二）下午3時。地點：活動中心。", "2019-07-09"),
    ("", "一、活動訊息\n(一)時間：108年5月3日(星期五)14:00\n(二)地點：圖書館", "2019-05-03"),
    ("", "活動開始日期          108-12-01 15:00\n活動結束日期          108-12-31", "2019-12-01"),
    ("", "報名日期：108年5月3日\n地點：圖書館", None),
    ("", "刊登/播出時間：108年5月3日", None),
    ("", "108.10.22】新聞稿\n市長說，會議開始。", "2019-10-22"),
    ("", "工務局新聞稿\n發稿日期108年07月07日\n路面已經修好。", "2019-07-07"),
])
def test_days_told_further_down_on_labels_and_in_the_title(title: str, body: str, value: str | None) -> None:
    reading = read_date("", "", body, "", title)
    assert (reading.date.value if reading else None) == value


@pytest.mark.parametrize(("title", "body", "value"), [
    ("抽水站完工", "渠首常常淹水。市府爭取經費，興建抽水站，對策有了，108年12月26日已正式完工，定名為渠首站。", "2019-12-26"),
    ("大橋通车十年", "大橋2014年12月26日全线通车，客流大增。", None), ("某橋通車", "某橋107年5月3日通車後，車流與國家發展有關。", None),
    ("抽水站動工", "渠首常常淹水。市府爭取經費，興建抽水站，對策有了，108年12月26日已正式完工，定名為渠首站。", None),  # not what it tells of
    ("抽水站完工", "渠首常常淹水。市府興建的抽水站，如期的話12月26日完工，1月8日開會。", None),  # two days
])
def test_what_the_title_announces_was_done_on_the_only_day(title: str, body: str, value: str | None) -> None:
    reading = read_date("", "", body, "", title)
    assert (reading.date.value if reading else None) == value


@pytest.mark.parametrize(("body", "value"), [
    ("勞工局於今(23)日辦理徵才。局長說，本(108)年12月23日及26日共兩場，12月26日(四)是第二場。", "2019-12-23"),
    ("運動會1月3日至6日舉行，今（3）日上午開幕。", "01-03"),
    ("公告事項：\n一、公告期間：自民國108年10月8日起至108年10月17日止計10日。\n二、地點：區公所。", "2019-10-17"),
    ("市場處於公布欄自民國108年2月14日起至民國108年2月20日止計7日，公告攤位申請使用。", "2019-02-20"),
    ("公告事項：\n一、公告期間：自民國108年10月8日起至107年10月17日止計10日。\n二、地點：區公所。", None),
    ("一、採購及加工期間：自108年3月27日起至108年4月30日止。\n二、地點：農業局。", None),
    ("忠烈祠每年於3月29日及9月3日辦理祭祀。修繕完成。", None),
    ("样本（1/5）来自外省。", None), ("成本（3/10）由农户承担。", None), ("来自日本（7/23）的游客。", None),
    ("教育局今(19)日宣布，音樂會將於6月19日至21日在公園舉行。", None), ("已於今日7月22日起至8月30日受理申請。", "07-22"),
    ("為慶祝12月5日「志工日」，市府於昨(2)日辦理典禮。", None),
])
def test_todays_day_among_others_and_days_that_are_not_the_events(body: str, value: str | None) -> None:
    reading = read_date("", "", body, "")
    assert (reading.date.value if reading else None) == value


def test_a_date_in_figures_in_the_title() -> None:
    reading = read_date("", "", "第一条新闻。", "", title="《某节目》 20130413 第一条")
    assert reading is not None and (reading.date.value, reading.evidence) == ("2013-04-13", "20130413")
    assert read_date("", "", "第一条新闻。", "", title="编号20139913") is None


@pytest.mark.parametrize(("sentence", "value"), [
    ("来看今天的（9月27日）节目。", "09-27"), ("今日（4/26）启动。", "04-26"), ("今天（2022年12月31日）放假。", "2022-12-31"),
    ("自今(1/22)日起量體溫。", "01-22"), ("對於本(2/24)日的現勘。", "02-24"), ("从昨天(4·24)开始下雪。", "04-24"), ("截至今（2月25日）。", "02-25"),
])
def test_today_in_brackets(sentence: str, value: str) -> None:
    reading = read_date("", "", f"第一句话很长很长很长很长很长很长很长很长很长。{sentence}", "")
    assert reading is not None and reading.date.value == value


@pytest.mark.parametrize("sentence", [
    "截至10月27日，已完成七成。", "自3月1日起施行。", "近日，新园建成，将于5月1日开园。", "数字13月45日无效。",
    "1962年4月5日，县里建了气象站。", "1月5日至6月30日封渔。", "预计5月1日开园。", "今年5月1日建园。", "请于5月1日前报名。",
    "2019年4月24日及5月23日，客人前往渠首。", "2019年4月24日、5月23日和6月2日，客人到访。",
    "5月1日之前报名。", "5月1日以前报名。", "5月1日前夕，新园建成。", "5月1日前后，新园建成。", "这里有山。那里有水。5月1日，他又来了。", "98年5月3日下午，会议召开。",
])
def test_a_limit_or_a_plan_is_not_the_day(sentence: str) -> None:
    assert read_date("", "", sentence, "") is None


@pytest.mark.parametrize(("line", "printed", "value"), [
    (LINE, "（2022年4月6日）", "2022-04-05"),
    ("本报定西12月31日讯 大家迎接新年。", "2022年1月1日 第2版", "2021-12-31"),
])
def test_a_datelines_year_comes_from_a_date_printed_alone_on_a_line(line: str, printed: str, value: str) -> None:
    reading = read_date("", "", f"{line}\n次段。\n{printed}", "")
    assert reading is not None and (reading.date.value, reading.source) == (value, "dateline")
    assert reading.inferred.startswith("年份据文中“202")


@pytest.mark.parametrize("length", [364, 370, 380, 389])
def test_a_piece_of_a_line_is_no_line(length: int) -> None:
    """What 400 characters cut out of a paragraph does not stand alone."""
    assert read_date("", "", f"{'晴' * length}\n2020年4月20日{'他又看了看渠首的闸门' * 9}。", "") is None
    assert read_date("", "", f"{'他看了看渠首的闸门' * 9}，2020年4月20日\n{'晴' * (length - 1)}", "") is None
    alone = read_date("", "", f"{'晴' * 385}\n2020年4月20日\n{'雨' * 500}\n2020年4月21日", "")
    assert alone is not None and alone.date.value == "2020-04-20"


def test_a_date_set_to_the_right_below_a_notice_is_read() -> None:
    read = read_date("", "", f"样例渠禁止垂钓。\n{' ' * 44}样例县人民政府\n{' ' * 48}2024年10月9日", "a.txt")
    assert read and read.date.value == "2024-10-09"


def test_a_year_is_not_taken_from_sentences_or_from_other_days() -> None:
    for other in ("2022年4月5日有雨。", "1962年4月5日建站。", "2022年是丰收的一年。", "（2022年4月20日）", "（2022年4月4日）"):
        reading = read_date("", "", f"{LINE}\n{other}", "")
        assert reading is not None and (reading.date.value, reading.inferred) == ("04-05", "")


def test_a_datelines_year_comes_from_the_path() -> None:
    reading = read_date("", "", LINE, "2022-04/06/a.txt")
    assert reading is not None and (reading.date.value, reading.inferred) == ("2022-04-05", "年份据文件名“2022-04/06”")
    reading = read_date("", "", LINE, "2022-08/06/a.txt")  # a folder of another season says nothing of the year
    assert reading is not None and (reading.date.value, reading.inferred) == ("04-05", "")


def test_a_year_of_the_republic_that_does_not_say_so_is_told() -> None:
    reading = read_date("", "", "發稿時間：109年4月20日10:50\n市長說，會議開始。", "")
    assert reading is not None and (reading.date.value, reading.inferred) == ("2020-04-20", "109年作民国纪年")
    assert read_date("", "", "发布时间：109年4月20日10:50\n市长说，会议开始。", "") is None


@pytest.mark.parametrize(("metadata", "header", "body", "value", "contrary"), [
    ("2021-05-06", "", LINE.replace("4月5日", "5月5日"), "2021-05-06", ""),
    ("2021-05-06", "", LINE, "2021-05-06", "本报定西4月5日讯"),
    ("2021-01-02", "", LINE.replace("4月5日", "12月30日"), "2021-01-02", ""),
    ("2021-05-06", "某报\n2020年5月6日", "正文。", "2021-05-06", "2020年5月6日"),
    ("", "2020年5月6日", LINE, "2020-05-06", "本报定西4月5日讯"),
    ("2021-05", "", LINE.replace("4月5日", "2021年7月5日"), "2021-05", "本报定西2021年7月5日讯"),
    ("1970-01-01", "2020年5月6日", "正文。", "2020-05-06", "1970-01-01"),
    ("1970-01-01", "", "正文。", "1970-01-01", ""),
])
def test_a_date_that_does_not_agree_is_kept_beside_the_better_one(
    metadata: str, header: str, body: str, value: str, contrary: str
) -> None:
    reading = read_date(metadata, header, body, "")
    assert reading is not None and (reading.date.value, reading.contrary) == (value, contrary)


@pytest.mark.parametrize("name", [
    "000_9505c1ccdbaa8d17.txt", "a20230506b.txt", "12345678.txt", "1234567890123.txt", "x.txt",
])
def test_a_name_that_holds_digits_is_not_a_date(name: str) -> None:
    assert read_date("", "", "正文", name) is None


@pytest.mark.parametrize(("title", "body", "value", "inferred"), [
    ("", "徵才活動10月28日舉行。各區將於108年10月28日起受理，歡迎參加。", "2019-10-28", "年份据文中“108年10月28日”"),
    ("109/1/7就業服務台徵才", "徵才活動1月7日舉辦，歡迎參加。", "2020-01-07", "年份据标题“109/1/7”"),
    ("2019蜂炮即將登場", "蜂炮活動將於2月18、19日登場，歡迎來賓觀賞。", "2019-02-19", "年份据标题“2019”"),
    ("109年運動會聖火傳遞", "109年運動會聖火3月4日傳遞，歡迎參加。", "2020-03-04", "年份据标题“109年”"),
    ("", "会议10月9日开幕。某委员会第八次全会，于2017年10月9日在兰州举行。", "2017-10-09", "年份据文中“2017年10月9日”"),
    ("", "卫星今天（11月23日）升空。2021年11月23日7时，火箭点火。", "2021-11-23", "年份据文中“2021年11月23日”"),
    ("样例盛会侧记", "盛夏的样例城。7月24日至26日，2024年全省文化旅游产业发展大会在样例市召开。", "2024-07-26", "年份据文中“2024年全省文化旅游产业发展大会”"),
    ("", "盛夏的样例城。12月24日，2024年全省文化旅游工作会议在样例市召开。", "12-24", ""),
    # of other years: an anniversary, a limit, a count, the last months, a year of what is counted, two years
    ("", "今天（4月24日）是航天日。1970年4月24日，第一颗卫星升空。", "04-24", ""),
    ("", "今天（5月13日）開辦。減收優惠至110年5月13日止，歡迎參加。", "05-13", ""),
    ("全球病例超2012万例", "今天（8月12日），病例上升。", "08-12", ""),
    ("2020跨年活動登場", "活動12月31日登場，歡迎參加。", "12-31", ""),
    ("108年調查結果公布", "調查結果5月3日公布，歡迎參閱。", "05-03", ""),
    ("2019蜂炮即將登場", "蜂炮2月18日登場，2018年辦過一次，歡迎參加。", "02-18", ""),
])
def test_the_year_that_the_text_gives_a_day(title: str, body: str, value: str, inferred: str) -> None:
    reading = read_date("", "", body, "", title)
    assert reading and (reading.date.value, reading.inferred) == (value, inferred)


@pytest.mark.parametrize(("body", "value"), [
    ("2021年8月19日，全县水利大会在城区召开。", "2021-08-19"),
    ("2003年7月10日，电站首台机组并网发电。二十年来，电送四方。", None), ("2019年3月5日，大风导致电力中断，此后抢修。", None),
    ("1936年10月10日，某国主席致电慰问。如今2016年纪念。", None),
    ("样例日报讯（记者 王大川）2021年8月19日，全县水利大会召开。", "2021-08-19"),
    ("【样例網訊】（記者 王大川）2021年8月19日，授旗禮舉行，學員出席。", "2021-08-19"),
    ("2021年8月19日，全县水利大会召开。三年来，渠道通了。", None),  # told from a later day
    ("2021年8月19日，全县水利大会召开。2024年渠道通了。", None),
    ("2021年8月19日，他说过一句话。", None),
    ("2021年8月19日，某国国家主席就地震致慰问电。建交30年来，两国关系发展。2022年是友好年。", "2021-08-19"),
])
def test_the_day_that_a_report_opens_with(body: str, value: str | None) -> None:
    reading = read_date("", "", body, "")
    assert (reading.date.value if reading else None) == value


@pytest.mark.parametrize(("body", "value"), [
    ("環保局本(7)月6、7日舉辦夏令營，帶領學生參加。", "07-07"),
    ("區長本日(7/12)下午巡查空屋，關心長者。", "07-12"),
    ("考察团将于11月17日至23日来访。其间，考察团将于11月19日至20日出席会议。", "11-23"),
    ("考察团将于11月17日至23日来访。明年考察团将于12月19日出席会议。", None),
    ("书记7月23日在会上发表的重要讲话，在全省干部中引起热烈反响。", None),  # the day of the speech, not of the echo
    ("书记7月23日在会上发表重要讲话，要求抓好水利。", "07-23"),
])
def test_spans_of_this_month_and_days_of_what_is_echoed(body: str, value: str | None) -> None:
    reading = read_date("", "", body, "")
    assert (reading.date.value if reading else None) == value
