"""Page furniture below a story in a text file: what a site or an app puts around every article."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.clean import without_readings
from corpus.lines import Line, is_image, original_title, read_lines
from corpus.navigation import is_navigation
from corpus.site_lines import asks_visitor, is_site_line
from corpus.site_words import COMMANDS, either_script

# Also for who reads the foot of a web page (corpus.formats.shown).
COMMAND = rf"字[体體号號][:：][大中小AＡ \u3000]+|[读讀]者[评評][论論][（(]\d+[)）]|{either_script(COMMANDS)}"
NEIGHBOURS = r"[上下](?:一(?:篇|条|條)|篇)"
_COUNTED = (
    r"(?:阅读|閱讀|浏览|瀏覽|点赞|點讚|赞|在看|分享|评论|評論|转发|轉發|收藏)[量数數]?(?:[ \u3000:：]*\d[\d.,]*[ \u3000]*(?:万|萬|[wW])?[+次]*)"
    r"|\d[\d.,]*[ \u3000]*(?:万|萬|[wW])?\+?[ \u3000]*(?:次)?(?:阅读|閱讀|浏览|瀏覽|点击|點擊|播放)[量数數]?"
)
# Whole lines, short ones, that offer something to the reader of the site or the app.
_OFFER = re.compile(
    r"(?:点击|點擊)?(?:打开|打開|下载|下載|进入|進入)[^，。：:]{0,12}(?:APP|客户端|客戶端)"
    r"(?:，(?=阅读|閱讀|查看|观看|觀看|了解|获取))?[^，。：:]{0,16}"
    r"|(?:扫码|掃碼|扫一扫|掃一掃|长按|長按|扫描|掃描)[^。：:]{0,24}(?:关注|關注|打开|打開|下载|下載|二维码|二維碼|查看|公众号)[^。：:]{0,8}"
    r"|(?:点击|點擊)(?:查看|阅读|閱讀|展开|展開)(?:更多|全文|原文)[^，。：:]{0,8}"
    r"|[↑↓▲▼☝👆]*(?:点击|點擊|轻触|戳)?(?:上方|下方|左下角|右上角)[^，。：:]{0,10}(?:关注|關注|订阅|原文|分享)[^，。：:]{0,10}"
    r"|[^，。：:]{0,8}(?:点个|點個|点亮|点下|来个)(?:[“「\x22](?:在看|赞|讚|关注|小星星)[”」\x22]|在看|关注|小星星)[^，。：:]{0,8}"
    r"|(?:喜欢|觉得|欢迎|记得|顺手|别忘)[^，。：:]{0,6}(?:点个|點個)[赞讚][^，。：:]{0,8}"
    rf"|(?:(?:{_COUNTED}|{COMMAND})[ \u3000|]*)+(?:(?:收藏|分享|评论|評論|点赞|举报|投诉|反馈)[ \u3000|]*)*"
    r"(?:分享(?:到|至)[^，。]{0,24})?"
    r"|(?:点?(?:收藏|分享|评论|評論|点赞|举报|转发|赞|在看)(?:[ \u3000|]+|\Z)){2,}"
    r"|[↑↓▲▼☝👆 ]*(?:点击|點擊)(?:蓝字|藍字|名片|标题)[^，。：:]{0,12}(?:关注|關注)[^，。：:]{0,8}"
    r"|(?:点击|點擊)(?:上方|下方)[^，。：:]{0,6}关注[^，。：:]{2,14}获取[^，。：:]{2,12}"
    r"|(?:更多|精彩)[^，。：:]{0,10}请(?:下载|打开|关注|登录)[^，。：:]{2,20}|0 \+1"
    r"|返回[\u4e00-\u9fff]{2,4}[，,]?查看更多|[—─=~～ -]+(?:(?:THE )?END|完)[—─=~～ -]+"
    r"|(?:THE[ ])?END"
    r"|(?:打开|打開)[^，。：:]{2,12}，(?:查看|阅读|閱讀|观看|觀看)(?:全部|更多|全文|原文|精彩|完整)[^，。：:]{0,12}"
    r"|更多(?:精彩|内容|資訊|资讯|新闻|信息|消息|视频|热点)[^，。：:]{0,8}关注[^，。：:]{2,16}"
    r"|收录于(?:合集|话题|专辑)[^，。：:]{2,40}"
    r"|分享让更多人看到(?:[ \u3000]+相关阅读[:：][^。]{2,40})?|[^，。：:]{2,12}(?:客户端|APP|公众号)(?:下载|关注)?二维码"
    r"|(?:APP|App)内打开|听全文(?:[ \u3000]*\d+分\d+秒)?"
    r"|[\u4e00-\u9fff]{1,6}(?:[日晚早]报|网|新闻|发布|融媒|客户端|广电)官方(?:账号|帐号)|(?:写评论|寫評論)(?:…|\.{3})?|[<＜×✕]"
    r"|(?:有用|喜欢)[(（]\d*[)）](?:[ \u3000]+(?:转发|举报|评论|分享|收藏))*|喜欢此内容的人还喜欢|评论[ ]?\d+[ \u3000]+写评论(?:…|\.{3})?"
    r"|播报(?:文章)?|[大小]字号|[+＋]关注|/?[阅閱][读讀]下一篇/?"
    r"|返回[\u4e00-\u9fff]{2,4}首[页頁](?:[ \u3000]*(?:下载|下載)[^，。：:]{2,12})?"
    r"|(?:展开|展開|阅读|閱讀)(?:全文|更多)|分享(?:到|至)[^，。]{0,24}"
    rf"|(?:[【\[]?(?:{COMMAND})[】\]]?[ 　|]*)+"
    r"|(?=[^\d]*[页頁])(?:[\[【(]?(?:[上下]一[页頁]|[首尾末][页頁]|\d{1,3})[\]】)]?[ \u3000|]*){2,}"
    rf"|{NEIGHBOURS}[:：][^。]*|{NEIGHBOURS}(?:[ \u3000|/]+{NEIGHBOURS})*",
    re.I,
)
_RELATED = re.compile(
    r"[【\[▌■]?(?:(?:点击|點擊|阅读|閱讀|热门|熱門|新闻|新聞|人气|人氣|一周|本周|图片)(?:排行|排名)榜?|热点(?:关注|专题)|熱點(?:關注|專題)|精彩图集|图片新闻推荐)[】\]]?[:：]?|"
    r"(?:[>＞»]{1,2} ?)?[【\[▌■]?(?:相关|相關|更多|热门|熱門|推荐|推薦|延伸|往期|猜你喜欢)"
    r"(?:新闻|新聞|阅读|閱讀|报道|報道|報導|推荐|推薦|文章|资讯|資訊|回顾|精彩|稿件)?[】\]]?[:：]?"
    r"|(?:新闻|新聞|精彩|热门|熱門|热点|熱點|为您|猜你)(?:推荐|推薦|文章|新闻)|更多相[关關](?:新[闻聞]|[报報]道).{0,20}"
)
# In print a box beside the story, too: a list of others only where each has a list's mark.
_LINKS = re.compile(r"[【\[▌■]?(?:相关|相關|新闻|新聞)?(?:链接|鏈接|連結|鏈結|稿件)[】\]]?[:：]?")
_MARKED = re.compile(r"[·•●▪▶►>＞◆○-]")
# Who made the page, and what its owner declares: below a story only.
# A name is no label of the next, or a row of labels could be taken apart in more ways than there is time for.
_NO_LABEL = (
    "(?!编辑|編輯|责编|責編|校对|校對|美编|排版|审核|審核|审校|審校|编审|編審|监制|監製|编委|主任|主编|策划|统筹|版式|签发|核稿"
    "|本期|本版|责任|責任|值班)"
)
_NAME = rf"{_NO_LABEL}(?:[\u3400-\u9fff·]{{2,5}}|[\u3400-\u9fff][ \u3000][\u3400-\u9fff](?![\u3400-\u9fff]))"
_NAMES = rf"{_NAME}(?:[ 、\u3000]+{_NAME}(?![\u3400-\u9fff]*[ \u3000]*[:：|｜丨/]))*"
_MAKERS = re.compile(
    rf"(?:[【\[](?:{COMMAND})[】\]][ \u3000]*)*(?:(?:来源|來源|稿源)[:：][ \u3000]?[^ \u3000。]{{2,24}}[ \u3000]+)?"
    r"[\[(（【]?[ ]?(?:(?:来源|來源|稿源)[:：][ ]?[^ \u3000。:：]{2,24}[ \u3000]+)?"
    r"(?:[\u3400-\u9fff·]{2,10}[报報网網](?=编辑|編輯))?"
    r"(?:(?:本期|本版|初[审審]|责任|責任|值班|见习|見習|实习|實習|网络|網絡){0,2}(?:[编編] ?[辑輯]|责 ?编|責編|校 ?[对對]|组 ?版|美 ?编|排 ?版|审 ?核|審核|初审|复审|终审"
    rf"|審校|审校|编审|編審|初審|複審|終審|監製|监 ?制|编委|主任|总值班|[一二三终]审|主编|总编辑|策 ?划|统筹|版 ?式|签 ?发|核 ?稿)"
    rf"(?:[ \u3000]*[:：|｜丨/][ \u3000]*|[ \u3000]+)(?:{_NAMES}|[A-Z]\d{{2,5}})[ \u3000|]*)+"
    r"(?:(?:电话|(?:投稿)?邮箱|投稿|热线)[ \u3000:：]*[\w@.—-]+[ \u3000]*)*(?:[（(]共印\d+份[)）])?(?:分享(?:到"
    r"|至)[:：]?[^，。]{0,24})?[ ]?[\])）】]?"
)
_DECLARED = re.compile(
    r"(?:©|\([cC]\)|Copyright)[^。]{0,60}\Z"
    r"|[^。,，]{0,20}(?:版权|版權)[^。,，]{0,14}(?:声明|聲明)[:：]?\Z"
    r"|[*※]?[【\[]?(?:版权|版權|免责|免責|平台)(?:声明|聲明|说明|說明|提示)[】\]]?[:：]|(?:特别|特別|版权|版權|免责|免責|平台)(?:声明|聲明)\Z"
    # What a notice ends with has the same label: 特别提示：请注意防火。
    r"|[*※]?[【\[]?(?:特别|特別|郑重|鄭重)(?:声明|聲明|说明|說明|提示)[】\]]?[:：]"
    r"(?=[^\n]*(?:版权|版權|转载|轉載|本[网網站文]|平台|作者|用户|用戶|来源|來源|稿件|观点|觀點|立场|立場|侵权|侵權))"
    r"|(?=[^\n]*(?:[转轉][载載]|本[网網]|版[权權]|作品|稿件|镜像|鏡像))(?:\d[、.．]|[①②③④][ ]?)?"
    r"(?:凡注[有明]|如因作品内容|如需[转轉][载載][请請与與，,本]|未[經经][^。]{2,24}授[权權][^。]{0,10}[严嚴]?禁)[^\n]{4,200}\Z"
    r"|本[网網](?:站)?所?刊[载載](?:的)?(?:信息|内容|作品|稿件)[，,]?(?:并)?不代表|未[经經](?:书面|書面)?[授许許][权權可][^。]{0,6}禁止[转轉][载載]"
    r"|声明[:：](?:凡|本文由(?:入驻|作者|用户)|转载|本文版[权權])"
    r"|本文为[^，。,]{2,16}(?:作者|机构|用户|原创)|以上内容[^。]{0,30}(?:用户上传|自媒体)"
    r"|凡(?:本[网報报]|注明)[^。]{0,20}(?:注明|来源|作品|稿件)"
)
_DECLARATION = re.compile(r"[^。,，]{0,20}(?:版权|版權|免责|免責)[^。,，]{0,14}(?:声明|聲明)[:：]?")
_OF_OWNERS = re.compile(
    "如需|请致电|[转轉][载載]|本[网網站报報]|版[权權][^。]{0,10}(?:归|歸|所有|保护|授予)|(?:书面|書面)授[权權]|授[权權][^。]{0,60}[网網]站|保护中心|保護中心"
)
_TELLS = re.compile("[称稱][，,]|认为|認為|法院|表示|介绍|介紹|律师|律師|消费者|消費者")  # of others
_OWNED = re.compile(
    r"[^。]{0,120}(?:Copyright[ ]?©|All Rights Reserved)[^。]{0,80}"
    r"|[^。，,]{2,16}(?:社|[报報网網]|公司|集团|中心)(?:版权所有|版權所有)[，,][^。]{0,24}(?:禁止|不得)[^。]{0,20}(?:。.{0,80})?"
    r"|(?:建议|建議|推荐)(?:您)?使用[^。，,]{0,24}(?:IE ?\d|分辨率|\d{3,4} ?[*×xX] ?\d{3,4})[^。]{0,60}"
    r"|[^。]{0,60}(?:版权所有|版權所有|[\u4e00-\u9fff](?:ICP备|新网?备(?:案号)?[:：]?\d)|(?:视听|信息服务|出版服务)许可证)[^。]{0,80}"
)
# What papers print at a page's foot: their address, price and number, and what stands on other pages.
_PRINTED = re.compile(
    r"(?:(?:本报|报社)(?:地址|社址)|社址|订阅处|邮政编码|(?:新闻|投稿|读者)热线|投稿邮箱)[:：].{2,80}|(?:国内统一)?(?:连续出版物|刊)号?[:：]?[ ]?CN.{4,160}"
    r"|[报送抄主发]{1,2}[:：][^：:]{4,200}|[(（]共印\d+份[)）]|举报电话[:：].{5,30}举报网站[:：].{5,60}|主办[:：].{2,40}"
    r"|.{4,24}(?:主办|主编)[ \u3000]+(?:内部资料|免费交流|内部刊物).{0,20}"
    r"|[(（]?(?:来稿|来信|投稿|本栏投稿)请寄.{4,60}"
    r"|□?[ ]?本版(?:图片|照片|文图|稿件)(?:除署名外)?[,，]?均?(?:由|为).{2,30}(?:[摄攝]|提供|采写)"
    r"|[^。]{2,16}社出版[ \u3000].{4,80}|[(（][\u3400-\u9fff]{2,8}[编編][辑輯][\u3400-\u9fff]{2,4}[)）]"
    r"|印刷[:：].{2,40}(?:厂|公司|中心|社)(?:[ \u3000].{0,40})?|总编室电话.{4,80}|邮发代号[:：]?[ ]?\d.{2,80}"
    r"|[^。]{2,30}(?:承印|印刷厂印刷?)(?:[ \u3000].{0,40})?"
    r"|遗失声明[ \u3000:：].{8,200}"
    r"|(?:ICP备案.{0,30})?技术支持[:：][^，。]{2,16}(?:公司|集团|电子|科技|网络|中心)|[(（]以上数据仅供.{4,60}|本数据库仅供.{4,60}"
    r"|[(（]根据现场速记整理.{0,20}[)）]|(?:关键词|關鍵詞|关键字|标签|標籤|標簽|Tags?)[:：][ ]?[\w·]{1,8}(?:[ ,，、;；]+[\w·]{1,8}){0,9}"
    r"|[(（【]?第?[一二三四五六七八九十\d]{1,3}版导读[:：].{4,100}|(?:第[一二三四五六七八九十\d]{1,3}版[ :：]*[\u3400-\u9fff·]{2,8}[ \u3000]*){2,}"
)
# What else there is to read, named on one line.
_ELSEWHERE = re.compile(
    r"[\u3400-\u9fff]{2,6}[报報网網台臺社](?:微信|官方)(?:公众号|公眾號|公众账号|微博)|(?:附件下载|附件下載|相关链接|相關鏈接|相关附件)[:：]|"
    r"(?:短评|评论|视频|相关|新闻|延伸)(?:链接|阅读|专题|报道)[:：][^。，,]{2,48}")
# The site's own menu at a page's foot: 关于我们 | 版权声明 | 联系电话：….
_FOOT = re.compile(
    r"(?:(?:关于|關於|联系|聯繫|加入)我们|(?:关于|關於|聯絡)我們|(?:版权|版權|免责|法律|隐私)(?:声明|聲明|政策)|网站(?:地图|声明)|(?:联系|联络)(?:方式|电话)"
    r"|广告(?:服务|刊例)|(?:人才)?招聘(?:信息)?|诚聘英才|法律顾问|网站律师|服务条款|使用帮助|合作伙伴|投稿指南|(?:网络|网上)举报|新闻热线"
    r"|友情链接|帮助中心|意见反馈|(?:举报|投诉|服务)?(?:电话|邮箱)[:：][^|｜]{4,40}|[\u4e00-\u9fff]ICP备[^|｜]{4,20})"
    r"(?:[:：][^|｜]{2,40})?"
)
# What belongs to a text below an editor's name: an item, an annex, an appointment, a day, a clause.
_BELONGS = re.compile(
    r"\A[(（]?[一二三四五六七八九十\d]{1,3}[、.．)）]|\A附|任命|免去|\d{4}年\d{1,2}月|[：:，,；;]\Z"
)
# Where a text was taken from, above those who made the page.
_SOURCE = re.compile(
    r"(?:新[闻聞])?(?:来源|來源|稿源)[:：丨|][ ]?[^。，,：:]{1,24}(?:[报報网網社台臺]|中心|客户端|融媒|新闻|新聞|发布)"
)
_OF_ROLLS = re.compile("[\\[(（【]?(?:本期|本版|值班)?(?:主任|编委|策 ?划|统筹|统籌|总值班|主编)")
_TEASER = re.compile(
    r"(?m)^[ \t\u3000]*(?:(?:新闻|新聞|相关|相關|阅读|閱讀|精彩)(?:推荐|推薦)|摘自[:：]《[^》\n]{2,14}》[ ]?\d{4}-\d\d-\d\d)[ \t\u3000]*$"
)
_ELLIPSIS = re.compile(r"(?:\.{3}|…)\Z")
_CUT_OFF = re.compile(r"(?:\.{3}|…|[\u3400-\u9fff])\Z")
_TEASED = re.compile(r"(?:\.{3}|…)[ ]?[\[【(（](?:详细|詳細|详情|詳情|全文)[\]】)）]\Z")  # the first words of another report
_LONGEST_CLOSE = 16
_SHEET = re.compile("第\\d{1,3}[页頁]")
_LONGEST_TEASER, _LONGEST_ITEM = 9, 24  # lines of it, characters of a headline
_LONGEST_DECLARED = 400
_LONGEST = 40
_LARGEST = 4 << 20  # a larger text is no page


def find_furniture(title: str, body: str) -> tuple[tuple[int, int], ...]:
    """Where in a story's text the furniture stands: whole lines, each with the blank lines above it.

    Who made the page (责任编辑：…) and what its owner declares (版权声明：…), with all that is below them to the end, unless
    it is what notices and lists end with (an annex, an item, a day).

    An offer of the site or the app (打开APP阅读更多精彩内容), wherever it stands; a list of other stories under 相关新闻, with
    its pictures and their credits, if nothing but such lines follows to the end (a box with text of its own is part of
    the story); picture files' names; 原标题：… at the end, where it repeats the story's title. Never the whole text.
    """
    if len(body) > _LARGEST:
        return ()
    lines = [
        replace(line, text=without_readings(line.text)) if "(" in line.text else line for line in read_lines(body)
    ]
    gone = {n for n, line in enumerate(lines) if is_offer(line.text) or asks_visitor(line.text) or is_image(line.text)}
    below = max(1, next((number + 1 for number in reversed(range(len(lines))) if _is_story(lines[number])), 1))
    gone |= _related(lines, below) | _foot(lines, below) | _declared(lines)
    teaser = teaser_start(body)
    gone |= {number for number, line in enumerate(lines) if line.start >= teaser}
    if lines and title and _squeezed(original_title(lines[-1].text)).startswith(_squeezed(title)):
        gone.add(len(lines) - 1)
    for number in reversed(range(len(lines))):
        is_source = number + 1 in gone and _SOURCE.fullmatch(lines[number].text) is not None
        line = lines[number].text
        if number not in gone and not (is_source or is_imprint(line) or _SHEET.fullmatch(line)):
            break
        gone.add(number)
    if not any(number not in gone for number in range(len(lines))):
        return ()
    spans: list[tuple[int, int]] = []
    for number in sorted(gone):
        start, end = _span(body, lines[number])
        joins = spans and start <= spans[-1][1]
        spans[-1:] = [(spans[-1][0], end)] if joins else [*spans[-1:], (start, end)]
    return tuple(spans)


def teaser_start(text: str) -> int:
    """Where a copying site's own recommendation begins at the end of a text (新闻推荐, the first lines of another report,
    cut off with …, and the site's motto), or the text's end."""
    found = _TEASER.search(text)
    if found is None:
        return len(text)
    below = [line.strip() for line in text[found.end():].split("\n") if line.strip()]
    cut_off = _CUT_OFF if "摘自" in found[0] else _ELLIPSIS
    texts = (line for line in below if len(line) > _LONGEST_ITEM)
    is_cut = 0 < len(below) <= _LONGEST_TEASER and any(map(cut_off.search, texts))
    return found.start() if is_cut else len(text)


def is_furniture(line: str) -> bool:
    """Whether a line, given without the blanks at its ends, is no text wherever it stands: an offer of the site or the
    app, the heading of a list of other stories, a picture's file name."""
    return is_offer(line) or _RELATED.fullmatch(line) is not None or is_image(line)


def is_offer(line: str) -> bool:
    """Whether a line offers something to the reader of the site or the app."""
    return len(line) <= _LONGEST and _OFFER.fullmatch(line) is not None


def is_imprint(line: str) -> bool:
    """Whether a line says who made the page, what its owner declares, or what else the site has."""
    if len(line) > _LONGEST_DECLARED:
        return False
    if any(form.fullmatch(line) for form in (_MAKERS, _ELSEWHERE, _OWNED, _PRINTED)) or _DECLARED.match(line):
        return True
    if is_navigation(line) or is_site_line(line):
        return True
    for between in ("[|｜]", "[ \u3000|｜]"):
        items = [item.strip() for item in re.split(between, line) if item.strip()]
        if len(items) > 1 and all(map(_FOOT.fullmatch, items)):
            return True
    return False


def is_printed(line: str) -> bool:
    """Whether a line is a paper's address, telephones, price or number."""
    return len(line) <= _LONGEST_DECLARED and _PRINTED.fullmatch(line) is not None


def _closes_page(line: str) -> bool:
    """Whether nothing of a story stands below a line, even if no rule knows what does: who edited the page, whose it
    is. Heads of a roll (主任, 主编) are none of these."""
    if len(line) > _LONGEST_DECLARED or _OF_ROLLS.match(line):
        return False
    return any(form.fullmatch(line) for form in (_MAKERS, _OWNED)) or _DECLARED.match(line) is not None


def _heads_a_list(line: Line, site_follows: bool, all_marked: bool) -> bool:
    """Whether a line stands over a list of other stories: one that the site's own lines follow, or of marked lines."""
    if _RELATED.fullmatch(line.text):
        return True
    return (site_follows or all_marked) and _LINKS.fullmatch(line.text) is not None


def _is_story(line: Line) -> bool:
    is_text = line.is_paragraph and not is_imprint(line.text) and not _TEASED.search(line.text[-_LONGEST_CLOSE:])
    return line.kind == "byline" or is_text


def _related(lines: Sequence[Line], below: int) -> set[int]:
    """The lines of a list of other stories and what follows it, to the end; ``below`` is the first under the story."""
    first, site_follows, all_marked = len(lines), False, False
    for number in reversed(range(below, len(lines))):
        marked = number + 1 < len(lines) and _MARKED.match(lines[number + 1].text) is not None
        if _heads_a_list(lines[number], site_follows, all_marked or marked):
            first = number
        all_marked = (all_marked or number == len(lines) - 1) and _MARKED.match(lines[number].text) is not None
        # Whether the site's own lines come next, with nothing but short lines before them.
        is_site = is_imprint(lines[number].text) or is_offer(lines[number].text)
        site_follows = is_site or site_follows and lines[number].kind in ("headline", "label")
    return set(range(first, len(lines)))


def _foot(lines: Sequence[Line], below: int) -> set[int]:
    """The lines from the first that says who made the page or whose it is, where no story's text stands below it; among
    them may be what no rule knows, but nothing that a notice or a list ends with."""
    closing = (number for number in range(below, len(lines)) if _closes_page(lines[number].text))
    first = next(closing, len(lines))
    unknown = [line.text for line in lines[first:] if not is_imprint(line.text) and not is_offer(line.text)]
    related = next((number for number, line in enumerate(unknown) if _RELATED.fullmatch(line)), len(unknown))
    return set() if any(map(_BELONGS.search, unknown[:related])) else set(range(first, len(lines)))


def _declared(lines: Sequence[Line]) -> set[int]:
    """The lines of a declaration of several paragraphs under its heading (版权声明:), to the end."""
    first = len(lines)
    for number in range(len(lines) - 1, 0, -1):
        line = lines[number].text
        if _DECLARATION.fullmatch(line):
            first = number
        elif _TELLS.search(line) or not (_OF_OWNERS.search(line) or is_imprint(line) or is_furniture(line)):
            break
    return set(range(first, len(lines)))


def _span(body: str, line: Line) -> tuple[int, int]:
    """The line with the blank lines above it, or below it where nothing stands above."""
    end = body.find("\n", line.start)
    end = len(body) if end < 0 else end
    start = line.start
    while start and body[start - 1].isspace():
        start -= 1
    if start:
        return start, end
    while end < len(body) and body[end] == "\n":
        end += 1
    return 0, end


def _squeezed(text: str) -> str:
    return "".join(text.split())
