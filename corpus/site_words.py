"""The words with which sites, apps and electronic pages lead their visitors about, in one place.

Written in simplified characters; ``simplified`` and ``either_script`` see to the other script.
"""
from __future__ import annotations

import re
from collections.abc import Collection

COMMANDS = frozenset((
    "举报 关闭 打印 纠错 举报/反馈 举报／反馈 回上页 回顶部 关闭窗口 列印本页 加入收藏 回到顶部 我要留言 我要纠错 我要评论 打印全文 打印文章 打印本稿 打印本页 打印正文 放大字体 "
    "缩小字体 设为首页 返回主页 返回列表 返回顶部 返回首页 关闭此视窗 返回上一页 你可能感兴趣"
).split())
"""What a line of its own never is in a text: 打印本页, 关闭窗口."""

CONTROLS = frozenset((
    "关注 关闭 列印 大字 小字 打印 打开 投稿 推荐 收藏 放大 朗读 注册 登录 登陆 缩小 订阅 转发 返回 默认 PDF 上一期 上一版 上一篇 下一期 下一版 下一篇 "
    "前一版 后一版 大字号 小字号 PDF版 全文复制 复制链接 往期回顾 新闻搜索 智能朗读 标题导航 版面列表 版面导航 版面概览 版面目录 语音播报 语音阅读 返回主页 "
    "返回版面 返回目录 返回首页 PDF下载"
).split())
"""What an electronic page sets beside its name, its day and its page: 上一版, 放大, 版面导航."""

EVERYDAY = frozenset((
    "中 大 小 简 繁 赞 下载 保存 关注 分享 图片 打开 投稿 推荐 搜索 收藏 放大 来源 标签 检索 正文 浏览 点赞 缩小 评论 责编 返回 退出 链接 阅读"
).split())
"""Words that a text may hold alone on a line as well; one of these proves nothing."""

MENU = frozenset("设为首页 加入收藏 网站地图 无障碍浏览".split())
"""What only the menu of a site holds."""

WORDS = COMMANDS | CONTROLS | EVERYDAY | frozenset((
    "主页 全屏 反馈 在看 复制 字体 字号 密码 展开 帐户 微信 微博 快手 抖音 收听 收起 简体 粉丝 繁体 豆瓣 账户 超大 退订 顶部 首页 上一条 上一页 下一条 "
    "下一页 二维码 人人网 关怀版 分享到 分享至 回页顶 客户端 手机版 扫一扫 数字报 无障碍 朋友圈 用户名 电子报 电脑版 移动版 背景色 适老版 长者版 阅读量 "
    "QQ好友 QQ空间 今日时间 免费制作 关于我们 关注我们 分享按钮 加入最爱 发表评论 图片推荐 字体设置 展开通版 张贴留言 手机查看 投稿邮箱 收缩通版 放大图片 "
    "文本内容 新浪微博 更多内容 查看原图 查看更多 注册登录 浏览次数 相关图集 站内搜索 简体中文 繁体中文 网站地图 网站总览 网站首页 联系我们 腾讯微博 "
    "选择字号 预览次数 高级搜索 APP下载 下载客户端 客户端下载 微信公众号 扫描到手机 数字报首页 新闻关键字 无障碍浏览 无障碍阅读 视力保护色 发送给我好友 "
    "进入复兴论坛 English 无障碍辅助工具 跳转到正文内容 通版阅读请点击 加入Line好友 定义你的浏览字号"
).split())
"""All of them. A line is the site's if it holds nothing else."""

_TRADITIONAL = (
    "頁頂舉報關閉體選擇號聞鍵電腦瀏覽數開賬戶網長讀語閱閲興絲縮無礙簡點贊級複鏈復發給聯繫們張貼載動錄郵愛評論圖薦騰訊適標籤饋"
    "來維碼註冊糾錯義認訂聽輔請擊條帳機進壇視責編轉內時間題導衆眾設爲為總掃費檢預後陸顧於護鈕懷製誌絡紙讚結係"
)
_SIMPLIFIED = (
    "页顶举报关闭体选择号闻键电脑浏览数开账户网长读语阅阅兴丝缩无碍简点赞级复链复发给联系们张贴载动录邮爱评论图荐腾讯适标签馈"
    "来维码注册纠错义认订听辅请击条帐机进坛视责编转内时间题导众众设为为总扫费检预后陆顾于护钮怀制志络纸赞结系"
)
_TO_SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLIFIED)


def simplified(line: str) -> str:
    """A line with the characters of these words in their simplified form, each in its place; others as they are."""
    return line.translate(_TO_SIMPLIFIED)


def either_script(words: Collection[str]) -> str:
    """A pattern of any of the words in either script, the longest first."""
    forms: dict[str, str] = {}
    for old, new in zip(_TRADITIONAL, _SIMPLIFIED, strict=True):
        forms[new] = forms.get(new, new) + old
    in_order = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(
        "".join(f"[{forms[one]}]" if one in forms else re.escape(one) for one in word) for word in in_order
    )
