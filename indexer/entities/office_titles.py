"""Which office stands before this name? Reading a chain of titles backward from the end of the last one.

省工信厅党组书记、厅长 is a chain of two: each part is cut where the sentence before it ends, and the chain is public
office only if its titles say so by themselves (省长) or a public body stands in it (省工信厅) and no company, school,
hospital, village or association does (市人民医院副院长).
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from indexer.entities import gazetteer
from indexer.entities.office_extent import words_before

_LONGEST = 24
_STATE_TITLES = ("主任", "部长", "主席", "发言人", "司令", "总司令")
_ALSO_OF_FIRMS = ("科长", "股长")
_SEPARATORS = frozenset("、和与及兼")
_JOINTS = frozenset("和与及")
# Characters that end a sentence before an office begins; bodies never hold them.
_STOP = "在由受被请让把将从于了着过是为说等到赴向给予使的"
_UP_TO_STOP = re.compile(f".*(?:[^\u4e00-\u9fff()]|[{_STOP}]|对(?![外口台俄欧]))", re.DOTALL)
# Words of time and joints before an office; some begin a body instead (日本, 经济委员会, 应急管理厅).
_LEAD = re.compile(
    r"(?:还有|(?:宣讲|主讲|授课|主持|讲解)人|会后|会前|随即|其中|率(?!先)|今天|昨天|今日|上午|下午|晚上|晚|日(?!本|喀|照|土)|"
    r"时任|原(?![州平])|前(?!进|线)|现任|年|月|时|当天|会上|期间|同日|随后|"
    r"以来|后(?!勤|壁)|他|我|应(?!急|县|城)|经(?!济|贸|发)|同(?![心江仁德])|约(?!旦)|对(?![外口台俄欧])|岁|和(?![平田政龙静硕县顺林布])|与|及|该(?!州)|据)+"
)
_NAME_AND = re.compile(r"[\u4e00-\u9fff]{2,3}?(?:以?及)(?=[\u4e00-\u9fff])")
_UNOPENED = re.compile(r"[^()]*\)")
_VERB = re.compile(
    r".*(?:主持|出席|参加|会见|会谈|陪同|率领|带领|介绍|指出|强调|召开|召集|表示|访问|委托|邀请|担任|当选|选举|任命|"
    r"决定|同意|要求|多位|认识|信任|接获|探望|拜会|包含|责成|指派|委由|委请|来自|接受|听取|代表(?!会|大会)|根据|按照|采访|联系|希望|感谢|举行|领导同志|随着|作为|通过|写信|致电|听到|"
    r"对话|欢迎|接替|悼念|会议上|当[天日][与同]?|时任|落实|包括|偕同|此举引发|有关(?=市议员|议员)|回应(?=市议员|议员)|敦促|呼吁|"
    r"代言人|大会堂[与同]|[上下]午[与同]|今[天日晚][与同]|市政府和)"
)


# Public bodies in whose name a private one stands.
_EXEMPT = re.compile(
    "国务院[^、]{0,12}研究中心|政府[^、]{0,6}研究中心|社区党工委|中央[^、]{0,8}研究院|国家行政学院|"
    "欧[洲盟]理事会|安理会|[^、]{2,6}组织理事会|国家[^、]{0,6}理事会|"
    "农会(?=辅导科)|博物馆(?=[处司])|供销(?:合作)?总?社(?:联合社)?(?:理事会|监事会)?|"
    "银行(?:业|保险)[^、]{0,4}监督管理|人民银行|协商会议|(?:中小|乡镇)企业(?=(?:管理)?[局处厅])|企业(?=注册局|[党工]*工委|监督管理局|服务局)|社区(?=及|发展局)|"
    "(?:中国(?:社会)?科学院|中科院|中国社科院|中国工程院)(?=原?(?:常务)?副?院长|[原]?党组|、党组)"
)
_OF_AN_OFFICE = re.compile("(?<=[厅局委处署部])原?党支部")
# What a deputy is charged with, between his body and his title: 中央改革办分管日常工作的|副主任.
_IN_CHARGE = re.compile("(?:分管|主管|负责)[\u4e00-\u9fff]{2,10}的\\Z")
# Whose body shows by itself that an office in it is public, whatever else the holder is: not 党委, which firms have too.
_OWN_BODY = re.compile("[省市县州旗]委|政府|人大|政协|国务院|中共中央|法院|检察院|议员|议会|[国省市县区].{0,8}[局厅]|[部厅局]长")
_POSTS_OF_FIRMS = ("总经理、", "董事长、", "董事、", "总裁、", "行长、", "校长、")
_OF_ROLLS = ("书记", "主任", "主席", "秘书长", "常务委员", "常委")
_ROLL = re.compile("名单|组成人员|选举产生|当选")
_OF_CONTACTS = ("组长", "主任")
_CONTACT = re.compile("(?:[联连] ?[络系] ?人|承办人?)[^。]*\\Z")
_CONTACT_REACH = 60
_OF_SCHOOLS = re.compile("国[小中]|高中|总务|学校|宫|庙|总干事")
# Where an 院长 is a public office: 医院, 学院 have one too.
_COURT = re.compile("法院|[市州省][中高]院|[\u4e00-\u9fff]{2}中院|行政院|立法院|监察院|考试院")
_STATE_BODIES = re.compile("(?:新闻|生产|市场)部(?=长)|疾控中心")
_ENDS_BODY = frozenset("委局厅部署会协府院室办处区队")


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain of offices before a name: the parts as printed, where it begins, and the kinds of its last title."""

    offices: tuple[str, ...]
    start: int
    kinds: frozenset[str]
    public: bool


def read_chain(text: str, end: int, title: str, floor: int) -> Chain:
    """The chain whose last title, ``title``, ends at ``end`` of the folded text; nothing before ``floor`` is read."""
    offices: list[str] = []
    titles: list[str] = []
    start, last = end, title
    while True:
        begin = part_start(text, start, start - len(last), floor)
        offices.insert(0, text[begin:start])
        titles.insert(0, last)
        former = begin - (text[begin - 1:begin] == "原")  # 某公司党委副书记、原|纪委书记
        if former > floor and former < begin and text[former - 1] in _SEPARATORS:
            begin = former
        if begin <= floor or text[begin - 1] not in _SEPARATORS or _is_of_another(text, begin, start):
            start = begin
            break
        before = title_ending(text, begin - 1)
        if not before or begin - 1 - len(before) < floor:
            start = begin
            break
        start, last = begin - 1, before
    kinds = gazetteer.titles()[title]
    body = _body_behind_gap(text, start, floor)
    if body < start:  # 中央文献研究室 副主任
        offices[0], start = text[body:start - 1] + offices[0], body
    public = is_public("、".join(offices), title, kinds) or _body_before(text, start, floor, title, kinds)
    if title.endswith("书记") and text.endswith(_POSTS_OF_FIRMS, floor, start):  # 总经理、党组副书记|王大川
        public = public and _OWN_BODY.search("、".join(offices)) is not None
    public = public or is_contact(text, start, title) or is_roll(text, start, end, title)
    if not public and len(offices) > 1:
        if _is_public_alone(offices[-1], title):  # 某协会王大川主任、经发局长|李明远: another's office before it
            return Chain(tuple(offices[-1:]), end - len(offices[-1]), kinds, True)
        # 全国政协副主席、全国工商联主席|王大川: one public office is enough.
        public = any(_is_public_alone(office, one) for office, one in zip(offices, titles))
    return Chain(tuple(offices), start, kinds, public)


def _is_of_another(text: str, begin: int, end: int) -> bool:
    """Whether an office is joined to one that somebody else holds: 习近平主席和|南非总统, 外长和|美国国务卿."""
    return text[begin - 1] in _JOINTS and text.startswith(_states(), begin, end)


@cache
def _states() -> tuple[str, ...]:
    return tuple(gazetteer.states())


def _is_public_alone(office: str, title: str) -> bool:
    """Whether an office is public by its own words, beside others that are not."""
    if title == "纪委书记" and office.lstrip("原前副") == title:  # firms have one too
        return False
    kinds = gazetteer.titles()[title]
    has_own_body = _OWN_BODY.search(office) is not None or "public" in kinds and title not in _ALSO_OF_FIRMS
    return has_own_body and is_public(office, title, kinds)


def _body_behind_gap(text: str, start: int, floor: int) -> int:
    """Where the public body begins that a blank parts from its bare title at ``start``, or ``start``."""
    if text[start - 1:start] != " " or start - 2 < floor or text[start - 2] not in _ENDS_BODY:
        return start
    begin = part_start(text, start - 1, start - 1, floor)
    body = text[begin:start - 1]
    if not 2 < len(body) <= _LONGEST or title_ending(text, start - 1):  # 全国政协原常委 某委员会原主任
        return start
    return begin if _public().search(body) and not is_private(body) else start


def _body_before(text: str, start: int, floor: int, title: str, kinds: frozenset[str]) -> bool:
    """Whether what stands before a bare title ends with a public body: in the clause before (在环保部督查中心，主任王大川…)
    or at the beginning of the line, as captions have it (某市财政局 局长 王大川)."""
    if text[start - 1:start] not in (",", " "):
        return False
    begin = part_start(text, start - 1, start - 1, floor)
    if text[start - 1] == " " and begin > 0 and text[begin - 1] != "\n":
        return False
    return begin < start - 1 and is_public(text[begin:start - 1] + title, title, kinds)


def is_roll(text: str, start: int, end: int, title: str) -> bool:
    """Whether a bare title begins a line of the printed result of an election: 副主任:王大川 李明远."""
    if title not in _OF_ROLLS or text[end:end + 1] not in (":", " ") or end - start > 5:
        return False
    return (start == 0 or text[start - 1] == "\n") and _ROLL.search(text) is not None


def is_contact(text: str, start: int, title: str) -> bool:
    """Whether a head whose title is also that of others is printed as the contact of a public body's press release."""
    if title not in _OF_CONTACTS:
        return False
    found = _CONTACT.search(text, max(0, start - _CONTACT_REACH), start)
    if found is None:
        return False
    contact = text[text.rfind("\n", max(0, found.start() - _CONTACT_REACH), found.start()) + 1:start]
    return not is_private(contact[-_CONTACT_REACH:]) and not _OF_SCHOOLS.search(contact[-_CONTACT_REACH:])


def part_start(text: str, end: int, title_start: int, floor: int) -> int:
    """Where the part that ends at ``end`` begins: after the last stop, verb or lead-in before its title, and not before
    ``floor``."""
    lowest = max(floor, title_start - _LONGEST)
    begin = title_start
    while True:
        stop = _UP_TO_STOP.match(text, lowest, begin)
        begin = stop.end() if stop else lowest
        charge = _IN_CHARGE.search(text, lowest, begin) if stop and text[begin - 1] == "的" else None
        if charge is None:
            break
        begin = charge.start()
    other = _other_and().match(text, begin, title_start)
    begin = other.end() if other else begin
    two = _two_states().match(text, begin, title_start)  # 约旦与|美国总统
    begin = two.end() if two else begin
    unopened = _UNOPENED.match(text, begin, title_start)  # (1)日市长
    begin = unopened.end() if unopened else begin
    if text[begin:begin + 1] in gazetteer.surnames("plain"):
        named = _NAME_AND.match(text, begin, title_start)  # 王大川及社会局长
        begin = named.end() if named and text[begin:begin + 2] not in gazetteer.common_words() else begin
    verb = _VERB.match(text, begin, title_start)
    if verb and verb.end() < title_start:
        begin = verb.end()
    elif verb:
        begin = title_start
    lead = _LEAD.match(text, begin, title_start)
    begin = lead.end() if lead else begin
    return begin + words_before(text[begin:title_start])


def title_ending(text: str, end: int) -> str:
    """The longest title that ends at a position, or ''."""
    for size in range(_longest_title(), 1, -1):
        if end >= size and text[end - size:end] in gazetteer.titles():
            return text[end - size:end]
    return ""


# A paper names the same offices again and again.
@lru_cache(maxsize=4096)
def is_public(chain: str, title: str, kinds: frozenset[str]) -> bool:
    """Whether a chain of offices that ends in ``title`` is public office: by its titles or by a body that it names."""
    if title in _STATE_TITLES and _of_states().search(chain) and not is_private(_STATE_BODIES.sub("", chain)):
        return True
    if is_private(chain) or "court" in kinds and not _COURT.search(chain):
        return False
    if kinds & {"public", "list"}:
        return True
    if "foreign" in kinds and "body" not in kinds:
        return True
    # 科技部长 names its body with the title's first character; 书记 and 主任 do not.
    return bool(_public().search(chain[:-1] if title.endswith("长") and len(title) == 2 else chain[: -len(title)]))


@lru_cache(maxsize=4096)
def is_private(chain: str) -> bool:
    """Whether a company, school, hospital, village or association stands in a chain of offices."""
    return _private().search(_OF_AN_OFFICE.sub("", _EXEMPT.sub("", chain))) is not None


@cache
def _of_states() -> re.Pattern[str]:
    """Offices that a state before them makes public, whatever the words between: 某国信息部长, 某国联邦主席."""
    states = "|".join(sorted(gazetteer.states(), key=len, reverse=True))
    han = "[\u4e00-\u9fff]"
    return re.compile(
        f"(?:{states})(?:{han}{{0,10}}(?:部长|司令)|{han}{{0,6}}发言人|"
        "疾(?:控|病控制[和与]预防)中心(?:现任|前|原|副)?主任|"
        f"{han}{{0,8}}党(?:联合|前|原|副|代){{0,2}}主席|"
        f"(?:{han}{{0,8}}(?:会议|院|共和国|呼拉尔)|联邦|轮值|国家|前|原|副|代|临时){{0,3}}主席)\\Z"
    )


@cache
def _two_states() -> re.Pattern[str]:
    """A state before the one whose office follows."""
    states = "|".join(sorted(gazetteer.states(), key=len, reverse=True))
    return re.compile(f"(?:{states})[与和及](?=(?:{states}))")


@cache
def _other_and() -> re.Pattern[str]:
    """Somebody else with his title or post in front of an office that 及 joins to him: 总经理王大川及|永康区长."""
    surnames = "".join(sorted(gazetteer.surnames("plain")))
    return re.compile(
        f".*?[长理任席员记事授](?:(?:[{surnames}][\u4e00-\u9fff]{{1,2}})?(?:以?及|暨)|[{surnames}][\u4e00-\u9fff]{{1,2}}[和与])"
        "(?=[\u4e00-\u9fff])"
    )


@cache
def _private() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, gazetteer.bodies("private")), key=len, reverse=True))
    return re.compile(f"{words}|(?<![中全各我外合三])国[中小](?![央心小])|(?<![农乡])村(?!部|厅|局|办|振兴|乡|镇|街道|法庭|派出所)")


@cache
def _public() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, gazetteer.bodies("public")), key=len, reverse=True)))


@cache
def _longest_title() -> int:
    return max(map(len, gazetteer.titles()))
