"""Is what looks like a place part of a person's name? 管延安, 省长曲阜文, 书记林北川."""
from __future__ import annotations

import re
from functools import cache
from itertools import islice

from indexer.entities import gazetteer
from indexer.entities.name_ends import follower, is_han, occurrences, places_of

_HONORIFIC = re.compile("先生|女士|小姐|老师|教授|夫妇|一家人|总经理|董事长|理事长")
_HAS_BODY = re.compile("[地市县州]委|行署|专署|军分区|[市县]政府|[市县州]长|专员")  # 任|武威地委书记
_SUFFIXES = tuple("省市州县区旗盟")
_NAMINGS = 8
_HEADED = tuple("市州县区镇乡")  # what has a 长
# Family names that hardly end a word: 论坛暨|兰州, 祝贺|深圳, 工程|南昌 are none.
_ONLY_FAMILY_NAMES = frozenset("王李张刘陈杨赵黄周吴徐孙胡朱林郭罗梁宋郑谢韩唐冯董萧曹袁邓傅彭吕苏卢蒋蔡贾魏薛阎余潘杜戴钟汪姜谭廖邹熊陆郝崔邱秦侯邵孟")
# What a county's short name is not followed by: what is called after it or only like it (静宁山, 宁县塬), but
# 镇雄山体滑坡, 漳县河道 and 岷县村干部 tell of the county.
AFTER_COUNTY = re.compile(
    r"镇(?![区街村上直])|乡(?![村镇土亲贤])|村(?![民干级委企容])|山(?![体洪])|庄(?!稼)|河(?![道长段湖床])|江(?!段)|沟(?!壑)|桥(?!梁)"
    r"|口(?!岸)|滩(?!涂)|坡(?![地耕改])|门(?![店市诊])|里(?!程)"
    r"|[屯湖海塬峡站港寺岭驿岛坝川庙湾泉园寨堡峪垭窟族人]|街道|社区|[\u4e00-\u9fff]{0,4}(?:大学|学院)|中学|小学|一中|医院|银行|煤|矿"
)


def is_in_name(text: str, start: int, end: int, follows_a_place: bool) -> bool:
    """Whether a form of two characters is in a person's name: 、管延安、 and 村民严金昌, 陈南阳老师, 吴忠义先生; 林北川, where
    北川 never stands without 林, unless it is a place that stands right behind another (``follows_a_place``)."""
    if end - start != 2:
        return False
    if text[start] == "长" and text[start - 1:start] in _HEADED and not follows_a_place:  # 副市长沙某
        return True
    plain = gazetteer.surnames("plain")
    if text[start] in plain and is_han(text[end:end + 1] or ","):
        # A name that a text gives in full gives it with the title at one of the first places.
        named = islice(places_of(text, text[start:end + 1]), _NAMINGS)
        if any(_is_named_behind_title(text, at, at + 2) for at in named):  # 省长曲阜文; 曲阜文说
            return True
    if start and text[start - 1] in plain and not _HAS_BODY.match(text, end):
        if not follows_a_place and _is_always_behind(text, start, end):
            return True
        if _HONORIFIC.match(text, end) or start < 2 or not is_han(text[start - 2]):
            return True
        return text[max(0, start - 6):start - 1].endswith(_people())
    if start and text[start - 1] in gazetteer.surnames("weak") and not follows_a_place:  # 艺人解长春
        return text[max(0, start - 6):start - 1].endswith(tuple(gazetteer.other_callings()))
    return text[start] in plain and _HONORIFIC.match(text, end + 1) is not None


def _is_always_behind(text: str, start: int, end: int) -> bool:
    """Whether a form stands more than once in the text and always behind the same character, which ends no word."""
    before = text[max(0, start - 2):start]
    if before in gazetteer.common_words() or before in gazetteer.states():  # 出席|北京, 波兰|台北办事处
        return False
    if text[start - 1] not in _ONLY_FAMILY_NAMES:
        return False
    whole = occurrences(text, text[start - 1:end])
    return whole > 1 and whole == occurrences(text, text[start:end])


def _is_named_behind_title(text: str, start: int, end: int) -> bool:
    """Whether a form and the character behind it are the name of somebody whose title stands before: 省长曲阜文,"""
    given = text[end:end + 1]
    if not given or not is_han(given) or given in _SUFFIXES or AFTER_COUNTY.match(text, end):
        return False
    closes = not is_han(text[end + 1:end + 2] or ",") or follower(text, end + 1) is not None
    return closes and given + text[end + 1:end + 2] not in gazetteer.common_words() and (
        text[max(0, start - 6):start].endswith(_people())
    )


@cache
def _people() -> tuple[str, ...]:
    """Words right before a person's name: titles and callings."""
    return (*gazetteer.titles(), *gazetteer.other_callings())
