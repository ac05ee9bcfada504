"""Who is in a list of a group's members, one on a line, with the office behind the name? 组 长：王大川 市委副书记、市长.

Notices about a group (领导小组, 指挥部) print them so; the line shows where the name ends, whatever it is.
"""
from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.entities import gazetteer
from indexer.entities.name_lists import Occurrence
from indexer.entities.office_titles import read_chain, title_ending
from indexer.entities.person_names import Name

RULE = "in the printed list of a body's members"

_IS_LIST = re.compile("领导小组|指挥部|组成人员|工作专班|议事协调机构|委员会成员|成员名单|工作组")
# What somebody is in the group, in front of the name.
_IN_GROUP = (
    "(?:(?:第一|常务|执行)?(?:副 {0,4})?(?:组 {0,6}长|总 {0,4}指 {0,4}挥(?: {0,4}长)?|召 {0,4}集 {0,4}人|主 {0,6}任)|成 {0,6}员|顾 {0,6}问)"
)
_MEMBER = re.compile(
    rf"(?:\A|(?<=\n)) {{0,12}}(?:{_IN_GROUP} {{0,4}}:? {{0,4}})?"
    r"([\u4e00-\u9fff](?: {1,4}[\u4e00-\u9fff](?= )|[\u4e00-\u9fff]{1,3}(?:·[\u4e00-\u9fff]{1,6})?)) {1,12}"
    r"([^\n。;:]{3,60}?) {0,4}(?=\n|\Z)"
)
_FEWEST = 3
_OF_OTHERS = re.compile("公司|集团|学校|大学|学院|中学|小学|医院|银行|协会|商会")
_REACH = 24
# The last characters of bodies and divisions, which lists of member units print in the place of names.
_ENDS_BODY = frozenset("局委办县区镇乡村院厅部处科所队社会市州省旗街站室组")


def find_members(text: str) -> Iterator[Occurrence]:
    """The members with public offices of a text's list, if it says that it has one and three lines have the form."""
    is_list = _IS_LIST.search(text)
    if not is_list or _OF_OTHERS.search(text, max(0, is_list.start() - _REACH), is_list.end()):
        return
    lines = list(_MEMBER.finditer(text))
    if len(lines) < _FEWEST:
        return
    for line in lines:
        name = Name(line.start(1), line.end(1), line[1].replace(" ", ""))
        title = title_ending(text, line.end(2))
        if not title or name.text[-1] in _ENDS_BODY or name.text in gazetteer.common_words():
            continue
        chain = read_chain(text, line.end(2), title, line.start(2))
        if chain.public:
            yield Occurrence(name, tuple(filter(None, chain.offices)), name.start, line.end(2), RULE)
