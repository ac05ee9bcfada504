"""Family names, as far as a line must show by itself that it names people; both scripts."""
from __future__ import annotations

# The commonest (the census of 2020), and others that begin few words.
_FREQUENT = frozenset(
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭肖程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾"
    "汪田任姜范石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文"
    "谷梅边邊昝敏柴裴翟穆寇祁柳焦鲍鮑闫邢庞龐樊殷施陶洪倪严嚴牛尚葛俞章鲁魯韦韋苗柯卞娄婁齐齊岳冉巩鞏窦竇甄屈项項祝霍芦瞿靳辛阮蓝藍骆駱耿申房宗吉翁荀芮隗宓郗费費岑"
)
# The rest of the Hundred Family Names and what the Northwest adds to them.
_OTHERS = frozenset(
    "褚卫衛尤华華戚喻柏水云雲奚郎昌凤鳳花方酆滕毕畢邬鄔安乐樂时時皮伍元卜平和湛禹狄米贝貝明臧计計伏成谈談茅纪"
    "紀舒席季麻强強路危童颜顏盛刁凌虞支管莫经經缪繆干解应應宣贲賁郁單单杭包诸諸左钮鈕嵇滑荣榮羊於惠曲家封储儲"
    "汲糜松井富巫乌烏巴弓牧山车車蓬全班仰秋仲伊宫宮宁寧仇栾欒暴甘厉厲戎祖符景詹束幸司韶郜薄印宿怀懷蒲从從鄂索"
    "咸籍卓蔺藺屠蒙池阴陰胥能苍蒼双雙闻聞莘党贡貢劳勞逄姬扶堵宰郦酈雍璩桑桂濮壽寿通扈燕冀浦农農温溫别別庄莊晏"
    "充慕连連茹习習宦艾鱼魚容向古戈庾终終暨居衡步都满滿弘匡国國广廣禄祿阙闕东東殳沃利蔚越夔隆师師库庫聂聶晁勾"
    "敖融冷訾阚闞那简簡饶饒空毋沙乜养養鞠须須丰豐巢关關蒯相查后荆荊红紅游竺权權逯盖蓋益桓公仉佟商牟佘佴赏賞墨"
    "哈谯譙笪年爱愛阳陽第五言福付代佀揭仝候刀罕苑才闪閃邸栗覃粟涂尧堯亢喇欧歐鹿伦沐邰隋岩冶妥拓轩尕仓丛麦撖信"
    "智楼母朴练揣粘撒把巨晋厍苟原肉芈苫但缐铁鐵缑緱汝达達脱展虎雒折豆昔战戰令兰"
)
_COMPOUND = frozenset(
    "欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 令狐 慕容 尉迟 尉遲 皇甫 东方 東方 公孙 公孫 端木 呼延 南宫 南宮 司徒 夏侯 独孤 獨孤 完颜 完顏 宇文 闻人 聞人 赫连 赫連 轩辕 軒轅 拓跋 "
    "长孙 長孫 鲜于 鮮于 淳于 申屠 万俟 西门 西門 澹台 澹臺".split()
)
_LONGEST = 3


def is_frequent(name: str) -> bool:
    """Whether a name of two or three characters (or four, with a family name of two) begins with a family name that
    begins few words besides."""
    if name[:2] in _COMPOUND:
        return len(name) in (3, 4)
    return len(name) in (2, 3) and name[0] in _FREQUENT


def may_be_name(name: str) -> bool:
    """The same of any family name."""
    if name[:2] in _COMPOUND:
        return len(name) in (3, 4)
    return len(name) in (2, 3) and (name[0] in _FREQUENT or name[0] in _OTHERS)


def is_compound(name: str) -> bool:
    """Whether a name begins with a family name of two characters."""
    return name[:2] in _COMPOUND


def split_names(letters: str) -> list[str]:
    """The names in letters that were printed apart, 施秀萍 or 王丽|张强: of two or three letters each, and as many of
    them as can be begin with a family name; then as few as can be."""
    if len(letters) <= _LONGEST:
        return [letters]
    # For each end: how many names do not begin with a family name, how many there are, and where the last one begins.
    best: list[tuple[int, int, int] | None] = [(0, 0, 0), None]
    for end in range(2, len(letters) + 1):
        ways = [
            (before[0] + (letters[end - size] not in _FREQUENT), before[1] + 1, end - size)
            for size in (2, _LONGEST) if end >= size and (before := best[end - size]) is not None
        ]
        best.append(min(ways, default=None))
    names: list[str] = []
    end = len(letters)
    while end and (way := best[end]):
        names.append(letters[way[2]:end])
        end = way[2]
    return names[::-1]
