"""Lines of a site's or an app's own words: what its visitor can press, turn to, follow or agree to."""
from __future__ import annotations

import re

# What can stand alone on such a line, in simplified characters; a line is the site's if it holds nothing else.
_WORDS = frozenset(
    "首页 主页 返回 返回首页 返回顶部 返回列表 微信 朋友圈 微博 新浪微博 腾讯微博 QQ空间 QQ好友 人人网 豆瓣 抖音 快手 扫一扫 手机版 电脑版 移动版 "
    "无障碍 无障碍浏览 无障碍阅读 无障碍辅助工具 长者版 关怀版 适老版 高级搜索 站内搜索 搜索 简体 繁体 简体中文 繁体中文 简 繁 English 登录 注册 退出 "
    "客户端 下载 下载客户端 APP下载 打印 打印本页 列印 关闭 关闭窗口 收藏 加入收藏 设为首页 网站地图 投稿 推荐 转发 分享 分享到 分享至 评论 纠错 我要纠错 "
    "字号 字体 默认 超大 大 中 小 放大 缩小 放大图片 朗读 智能朗读 语音播报 收听 上一页 下一页 上一版 下一版 前一版 后一版 上一期 下一期 上一篇 下一篇 "
    "今日时间 更多内容 免费制作 文本内容 展开 收起 粉丝 关注 关注我们 赞 点赞 在看 复制链接 复制 链接 举报 反馈 全屏 二维码 关于我们 联系我们 正文 "
    "投稿邮箱 新闻搜索 全文复制 打开 保存 订阅 版面导航 标题导航 PDF PDF版 数字报 电子报 "
    "网站首页 数字报首页 通版阅读请点击 展开通版 收缩通版 跳转到正文内容 用户名 密码 账户 帐户 检索 打印文章 打印本稿 发送给我好友 选择字号 字体设置 阅读量 "
    "扫描到手机 来源 责编 定义你的浏览字号 查看原图 查看更多 相关图集 发表评论 进入复兴论坛 加入最爱 回页顶 上一条 下一条 关闭此视窗 大字 手机查看 张贴留言 订阅 "
    "退订 网站总览 图片 图片推荐 标签 预览次数 浏览次数 视力保护色 背景色 阅读 浏览 顶部 新闻关键字 加入Line好友 注册登录".split()
)
_TRADITIONAL = str.maketrans(
    "頁機電腦動無礙長適關懷體簡錄註冊戶載閉視窗設為網絡圖薦轉發評論糾錯號認縮讀語訊報時間內製紙開起讚複鏈結舉饋係聯標導帳檢條頂閱覽預護張貼訂總來責編",
    "页机电脑动无碍长适关怀体简录注册户载闭视窗设为网络图荐转发评论纠错号认缩读语讯报时间内制纸开起赞复链结举馈系联标导帐检条顶阅览预护张贴订总来责编",
)
# Words that a text may hold alone on a line as well; one of these proves nothing.
_EVERYDAY = frozenset("图片 来源 阅读 浏览 推荐 标签 点赞 赞 大 中 小 返回 关注 链接 正文 保存 打开 收藏 评论 投稿 下载 搜索 分享 简 繁 放大 缩小 检索 责编 退出".split())
_APART = re.compile("[\\s|｜丨/／·•>＞»<＜《》:：,，、\\[\\]【】()（）〖〗+*]+")
_KANA = re.compile("[\u3041-\u309f\u30a1-\u30fa]")
_COUNT = re.compile("\\d{1,8}[万次条]?")
_MOST_WORDS, _LONGEST, _FEWEST_KANA = 40, 200, 4
# Several controls in brackets: 【打印】 【投稿】 【推薦】.
_BRACKET = re.compile("[【】\\[\\]]")
_LONGEST_CONTROL = 14
# What a site is called on another device: 某某网移动版, 某某Logo.
_VARIANT = re.compile(
    r"[•·*]?\s*(?:[\w\u4e00-\u9fff·]{1,10}(?:[网網报報]|新闻|新聞|在线|在線)(?:手机版|移动版|移動版|手機版|(?:数字|電子|电子)[报報])"
    r"|[\u4e00-\u9fff]{2,4}Logo)", re.I
)
_CONSENT = re.compile(
    r"[【\[]?(?:放大[图圖]片|查看原[图圖])[】\]]?|看家乡事[,，]品故乡情|用手机或平板电脑的?二[维維]码应用.{4,60}"
    r"|[掃扫]描二[维維][码碼][訪访][问問].{2,12}(?:移[动動]版|微信|客[户戶]端)[^。]{0,40}|為達最佳瀏覽效果.{4,60}|.{0,4}無法正常瀏覽內容.{0,20}"
    r"|(?:本[网網]站使用|[请請]同意)[^\n]{0,60}(?:[隐隱]私|cookie)[^\n]{0,90}"
    r"|[A-Z][^\u4e00-\u9fff\n(){};=]{4,60}(?:browser|cookie|JavaScript)[^\u4e00-\u9fff\n(){};=]{0,120}"
    r"|打[开開]微信[,，][ ]?[点點][击擊][^\n]{0,50}朋友圈。?|.{0,12}透[过過] Google News追[踪蹤].{2,12}"
    r"|(?:iOS|Android).{0,6}App(?:下[载載]).{0,24}|[^，。]{2,16}(?:app|APP) Icon[^，。]{0,16}",
    re.I,
)
# What a page's script should have filled in; its pages, sizes and colours, part of the way to it.
_PLACEHOLDER = re.compile(
    r"[【\[]?\s*(?:第\d{1,3}[页頁]\s*){2,}[】\]]?|【?字[号號体體][:：].{0,40}背景色.{0,60}|[\u4e00-\u9fff]{2,8}\s*[>＞]"
    r"|[\u4e00-\u9fff]{0,4}[:：]?\s*\{\{[\w.]{2,40}\}\}|[•·]\s*\+\d{1,4}|-{1,2}>|[|｜:：0]"
    r"|(?:</?(?:acronym|center|br|p|div|span|font|strong|b|ul|li|td|tr|table|a|img)\b[^<>]{0,200}>\s*)+"
)


def is_site_line(line: str) -> bool:
    """Whether a line, given without the blanks at its ends, holds nothing but a site's own words."""
    if len(line) > _LONGEST:
        return False
    if any(form.fullmatch(line) for form in (_VARIANT, _PLACEHOLDER)):
        return True
    if asks_visitor(line) or _is_row_of_brackets(line):
        return True
    kana = len(_KANA.findall(line))
    if kana >= _FEWEST_KANA and 5 * kana > len(line):  # a page's offer to read it in Japanese
        return True
    words = [word for word in _APART.split(line.translate(_TRADITIONAL)) if word]
    named = {word for word in words if word in _WORDS}
    if not named or len(words) > _MOST_WORDS or named <= _EVERYDAY and len(words) < 2 and line[-1].isalnum():
        return False
    return all(word in _WORDS or _COUNT.fullmatch(word) for word in words)


def names_control(line: str) -> bool:
    """Whether a line is one word of a site's that may be a text's as well (下载, 搜索); where it stands must say whose."""
    return line.translate(_TRADITIONAL) in _WORDS


def _is_row_of_brackets(line: str) -> bool:
    """Whether a line is several short brackets, at least one of which holds a control."""
    pieces = ["".join(piece.split()) for piece in _BRACKET.split(line.translate(_TRADITIONAL))]
    if len(pieces) < 4 or any(len(piece) > _LONGEST_CONTROL for piece in pieces):
        return False
    return not _WORDS.isdisjoint(pieces)


def asks_visitor(line: str) -> bool:
    """Whether a line asks the visitor of a site to agree, to follow or to install something; it is no text anywhere."""
    return len(line) <= _LONGEST and _CONSENT.fullmatch(line) is not None
