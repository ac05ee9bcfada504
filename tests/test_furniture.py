"""Page furniture is separated from a story in a text file, and recorded; the story's own lines stay."""
from __future__ import annotations

import random
from time import perf_counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.article import Article
from corpus.clean import FURNITURE
from corpus.encoding import decode
from corpus.formats import text
from corpus.formats.shown import without_foot
from corpus.furniture import find_furniture, is_furniture, is_imprint
from tests.gold.stories import COLLECTIONS, articles, plain
from tests.pages import read_one as read

TITLE = "渠首闸门提前检修"
STORY = "水务人员本周检修闸门。\n\n下游两个镇有了保障。"


def without(title: str, body: str) -> str:
    for start, end in reversed(find_furniture(title, body)):
        body = body[:start] + body[end:]
    return body


LINES = [
    "打开APP阅读更多精彩内容", "打开APP，阅读更多精彩内容", "下载某某客户端 查看全文", "点击查看更多", "扫码关注某某公众号", "【打印本页】【关闭窗口】", "列印本頁",
    "【打印本頁】 【返回首页】", "上一篇：去年的旧闻", "返回首页", "1.jpg", "某某闸门(2).PNG", "展开全文", "长按二维码关注",
]


@pytest.mark.parametrize("line", [
    *LINES, f"原标题：{TITLE}", f"原標題：{TITLE} 下游两个镇受益", "相关新闻\n\n去年的旧闻\n\n11.jpg\n\n海报| 某报插画师 甲某",
    "相关阅读：\n\n某报：去年的旧闻→",
])
def test_furniture_is_taken_from_the_end(line: str) -> None:
    assert without(TITLE, f"{STORY}\n\n{line}") == STORY
    page = read(f"{TITLE}\n\n{STORY}\n\n{line}\n")
    assert (page.title, page.body) == (TITLE, STORY)
    assert {repair.rule for repair in page.repairs} == {FURNITURE}
    assert page.raw == f"{TITLE}\n{STORY}\n\n{line}"


@pytest.mark.parametrize("line", [
    "(责编 甲某某 版式 乙某)", "本版编辑 甲某 电话 8100000  邮箱 yangli@example.com", "扫一扫在手机打开当前页", "上一篇  下一篇",
    "编辑:甲某   审核:乙某\n关于我们 | 版权声明 | 联系电话:0991-5593333", "联系我们｜网站地图｜陇ICP备0500000号", "15.3万阅读", "点赞 12 评论 3 举报",
    "报：样例省委办公厅，省政府办公厅。\n送：省直有关部门。\n发：各县（区）水务局。\n编辑:甲某某  审核:乙某某  签发:丙某某\n(共印180份)",
    "举报电话：0934-00000　　举报网站：example.com/jubao", "【字体:大 中 小】 【打印本页】 【关闭窗口】\n主办:样例办公室  承办:信息中心",
    "来稿请寄:样例市样例路1号 邮编730900\n印刷:样例日报社印刷厂  国内统一刊号CN62-0000", "责任编辑:甲某某\n评论 12  写评论…\n有用(36)  转发  举报",
    "编辑:甲 某  审核:乙某某\n声明:转载此文是出于传递信息之目的。\n喜欢此内容的人还喜欢", "样例日报社出版　社址：样例区样例路　广告热线：0939-0000000",
    "(本栏投稿请寄样例市样例路本报副刊部,邮政编码730000)", "邮发代号：53-0　国内统一刊号：CN62-0000　样例日报社出版", "（样例新闻编辑甲某某）\n推荐阅读\n·去年的旧闻",
    "[上一页] [1] [2] [下一页]", ">> 相关新闻\n　去年的旧闻\n　前年的旧闻", "评论 收藏 分享", "点分享 点收藏 点点赞 点在看", "点击蓝字 关注我们",
    "更多新闻请下载样例新闻客户端", "我要评论  点赞 36\n热门推荐\n去年的旧闻", "编 辑:甲某某\n校 对:乙 某", "本版责任编辑 甲 某",
    "来源:样例网-样例日报  编辑:甲某某\n相关新闻\n• 去年的旧闻\n0 +1\n[打印本页] [关闭窗口]",
    "本版编辑:甲某某 投稿邮箱:lnrb@example.com", "编辑丨甲 某\n监制丨乙某某\n点分享 点收藏", "责任编辑：甲某某\n未经许可的一行\n去年的旧闻",
    "本版编辑 甲某某\n新闻热线:0941-0000000 国内统一连续出版物号:CN62-0000", "(第二版导读:去年的旧闻 前年的旧闻)\n报社地址:样例市样例路1号 邮编730000",
    "第1版 要闻  第2版 要闻  第3版 时政·综合", "声明:凡本网注明“来源:样例网”的作品,版权均属样例网。",
    "相关链接\n去年的旧闻\n前年的旧闻\n本文为新样例原创作品,转载请注明出处\n评论 收藏 分享",
    "关于我们　联系我们　法律顾问　版权声明\n甘新备0000000号　网络视听许可证0000000号",
    "相关稿件\n\n去年的旧闻\n前年的旧闻\n版权声明:凡注有稿件来源为“某网”的稿件,均为某网版权稿件。",
    "短评链接:去年的旧闻", "责任编辑:甲 某 三审:乙 某",
    "编辑：甲 某　　分享到：微博 微信 QQ空间", "(某某网编辑:甲 某)\n\n某某客户端下载二维码",
    "责任编辑：甲某某", "[责任编辑：甲某某]", "（责编：甲某某、乙某某）", "編輯 | 甲某某\n校对 | 乙某某\n审核 | 丙某", "编辑：甲某某 校对：乙某某",
    "版权声明：凡注明本网的稿件，未经授权不得转载。\n【打印本页】【关闭窗口】", "特别声明：以上内容为用户上传，本平台仅提供信息存储服务。",
    "喜欢就点个“在看”吧\n\n阅读 3.2万\n赞 126 在看 58", "分享让更多人看到", "相关链接\n·去年的旧闻\n·前年的旧闻", "/阅读下一篇/\n返回某某首页 下载某某客户端",
    "【纠错】 【责任编辑:甲某某】", "编辑:甲某某\n一审:乙某 二审:丙某 三审:丁某某\n\n—END—\n往期推荐\n去年的旧闻", "返回某某，查看更多\n平台声明：该文观点仅代表作者本人。", "举报/反馈",
    "责任编辑：甲某\n审核：乙某\n版权声明：未经授权，不得转载。\n打开新某某，查看全部3张图片\n点赞 38  评论 6  收藏  分享到：微信 朋友圈",
    "编辑丨甲某  校对丨乙某\n\nEND\n\n往期推荐\n▶ 去年的旧闻\n点个“在看”再走吧", "更多精彩请关注“某某发布”",
    "特别声明\n本文为某某号作者上传并发布，不代表本平台观点。", "责任编辑:甲某某\n播报",
])
def test_who_made_the_page_is_taken_from_the_end_of_a_text(line: str) -> None:
    assert without(TITLE, f"{STORY}\n\n{line}") == STORY


@pytest.mark.parametrize("line", [
    "他说，打开APP阅读更多精彩内容的人越来越多。", "相关新闻\n\n闸门是渠首的咽喉，十年大修一次。", "相关链接\n\n闸门十年大修一次", "（记者甲某）", "图/甲某",
    "海报| 某报插画师 甲某", "打开闸门 下游受益", "点击率居全国第一", "原标题：另一篇的标题", "关闭小煤窑",
    "打开手机APP，甲某就能看见大棚的温度", "特别提示：明天白天风力较大，请注意防火。", "特别说明：以上补贴均通过一卡通发放。",
    "郑重声明：本次招聘不收任何费用。",
])
def test_what_belongs_to_the_story_stays(line: str) -> None:
    assert find_furniture(TITLE, f"{STORY}\n\n{line}") == ()


@pytest.mark.parametrize("line", [*LINES, "【相关阅读】", "更多新闻"])
def test_what_is_furniture_in_a_text_is_so_at_the_foot_of_a_page(line: str) -> None:
    assert is_furniture(line)
    assert without_foot([STORY, f" {line}", "去年的旧闻", line], "去年的旧闻") == ([STORY], "")


@pytest.mark.parametrize("line", [
    "相关新闻：去年的旧闻", "上一篇 去年的旧闻", "分享", "【打印】【收藏】", "大 中 小", "某某客户端", "责任编辑：甲某", "声明：转载请注明出处",
])
def test_what_is_furniture_only_at_the_foot_of_a_page(line: str) -> None:
    assert not is_furniture(line) and without_foot([STORY, line], TITLE) == ([STORY], "")


def test_furniture_on_top_and_in_between_goes_with_its_blank_lines() -> None:
    assert without(TITLE, f"1.jpg\n\n{STORY}") == STORY
    assert without(TITLE, STORY.replace("\n\n", "\n\n2.jpg\n\n打开APP\n\n")) == STORY
    assert find_furniture(TITLE, "1.jpg\n2.jpg") == ()


@example(["返回首页"])
@given(st.lists(st.sampled_from(["1.jpg", "返回首页", "一句话。", "相关新闻", "", "标题一行", " 　"]), max_size=8))
def test_each_repair_can_be_undone(lines: list[str]) -> None:
    page = read("\n".join([TITLE, "开头一句话。", *lines]))
    undone = f"{page.title}\n{page.body}"
    for repair in page.repairs:
        assert repair.rule == FURNITURE and repair.after == ""
        undone = undone[:repair.position] + repair.before + undone[repair.position:]
    assert undone == (page.raw or undone)


@pytest.mark.shared
def test_real_articles_lose_nothing() -> None:
    draw = random.Random(5)
    for collection in COLLECTIONS:
        for item in draw.sample(articles(collection), 1000):
            data = plain(item, "", "\n").encode()
            for story in text.read(data, decode(data), "a.txt"):
                assert isinstance(story, Article) and story.repairs == (), item["id"]


@pytest.mark.parametrize("story", [
    "现将拟任职干部情况公示如下。\n监督电话：0931-0000000\n来信地址：样例路12号\n中共样例市委组织部\n2021年5月1日",
    "公示如下。\n举报电话：00000\n甄样例，男，1970年生，现任样例县县长，拟任市直单位正职",
    "会议总结了工作。\n责任编辑：甲某\n附：\n任命甄样例为县长\n任命贾样本为副县长", "会议总结了工作。\n责任编辑：甲某\n一、春耕\n二、防汛",
    "农机下田。\n技术支持：农科院甄样例研究员提供配方", "水来了。\n印刷：从活字到激光照排的变迁", "水来了。\n推荐阅读：《平凡的样例》贾样本著",
    "民警出动。\n严打假冒官方账号\n嫌疑人落网。", "算一算。\n1+1\n等于二。", "打开历史长卷，阅读千年故事\n样例渠通水。", "更多目光关注乡村教育\n样例小学开课。",
])
def test_what_a_notice_a_list_or_a_story_ends_with_stays(story: str) -> None:
    assert without(TITLE, story) == story


@pytest.mark.parametrize("unit", ["编辑 甲乙 ", "值班编委 甲乙 ", "责编 编辑 ", "编辑 甲乙 丙丁 "])
def test_a_row_of_labels_takes_time_in_proportion(unit: str) -> None:
    started = perf_counter()
    is_imprint(unit * 40 + "等")
    assert perf_counter() - started < 1
