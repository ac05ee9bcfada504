"""Text in the other script, by OpenCC word by word: what a partner paper or a reader would write. For proving that
both scripts find the same; folding itself never depends on words."""
from __future__ import annotations

from functools import cache

import opencc

# Characters that OpenCC exchanges by word and folding keeps apart on purpose (data/variant_characters.tsv says why).
KEPT_APART = frozenset("沈沉坐座链炼鏈鍊煉具俱么幺待呆阪坂")


def other_scripts(text: str) -> tuple[str, str]:
    """The text as OpenCC converts it to simplified and to traditional characters."""
    return _converter("t2s").convert(text), _converter("s2t").convert(text)


@cache
def _converter(direction: str) -> opencc.OpenCC:
    return opencc.OpenCC(direction)
