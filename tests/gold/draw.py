"""Which real articles are marked: drawn at random, with a fixed seed, from the news beside the checkout.

``python -m tests.gold.draw`` prints the draw, each with stratum, half, file and id; ``python -m tests.gold.draw 2``
prints the second, made because the rules had been fitted to the develop half of the first, ``3`` the third, in which
dates have a stratum of their own, as the first two hold few, and so on to ``7``, the last. What belongs to a
stratum is seen from the printed words alone, never from what this project reads out of them, so that the draw does not
favour what is already read well.
"""
from __future__ import annotations

import csv
import gzip
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Literal

Half = Literal["develop", "measure"]

SHARED = Path(__file__).resolve().parents[3] / "shared"
SIMPLIFIED = "xwlb-2012-2022"
TRADITIONAL = "tainan-2018-2021-traditional"
LONGEST = 1500  # characters; nine items in ten are shorter

_LOCAL_OFFICE = re.compile(
    r"[省市州县区旗]委|(?:副|自治区|[^社班船队校院店厂家部年增成延身]{2})[省市州县区镇乡旗]长|[省市县区镇乡]政府|省直|市直|省政协|省人大"
)
_PRINTED_DAY = re.compile(r"[0-9〇零一二三四五六七八九十]月[0-9一二三四五六七八九十]{1,3}[日号]|[今昨]天|[今昨]日")
_ANY_OFFICE = re.compile(
    r"主席|总统|总理|首相|国王|书记|部长|省长|市长|县长|局长|司长|厅长|大臣|主任|秘书长|发言人|委员|总干事|议长|大使|外长|习近平|政委|司令|院长"
)


@dataclass(frozen=True, slots=True)
class Item:
    """One record of the news files, and the file it is in."""

    id: str
    file: str
    title: str
    date: str
    body: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """An item and the stratum it was drawn for."""

    stratum: str
    item: Item


@dataclass(frozen=True, slots=True)
class Plan:
    """A draw: its seed, and how many articles of each stratum, with spares where some prove to belong elsewhere."""

    seed: int
    sizes: dict[str, int]


FIRST = Plan(20260127, {"local": 76, "general": 32, "traditional": 30, "none": 26})
SECOND = Plan(20261122, {"local": 64, "general": 28, "traditional": 28})
THIRD = Plan(20261123, {"local": 80, "dated": 40, "traditional": 40})
FOURTH = Plan(20261124, {"local": 110, "dated": 20})
FIFTH = Plan(20261125, {"local": 70, "dated": 50, "traditional": 20})
SIXTH = Plan(20261126, {"dated": 60, "traditional": 70})
SEVENTH = Plan(20261127, {"dated": 50, "traditional": 110})
PLANS = (FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH, SEVENTH)


def half(identity: str) -> Half:
    """The half an article is in, by its id alone: the develop half may be looked at, the other is only measured."""
    return "develop" if sha256(identity.encode()).digest()[0] % 2 == 0 else "measure"


@cache
def items(file: str) -> Mapping[str, Item]:
    """The records of a news file by id, read once. Ids that stand for several records are left out."""
    with gzip.open(SHARED / "data" / "news" / f"{file}.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    often = Counter(record["id"] for record in records)
    return {
        record["id"]: Item(record["id"], file, record["title"], record["date"], record["body"])
        for record in records
        if often[record["id"]] == 1
    }


def draw(plan: Plan = FIRST, excluded: Collection[str] = ()) -> Iterator[Drawn]:
    """The articles of each stratum in the order drawn; no article is in two, and none whose id is excluded."""
    simplified = [item for item in items(SIMPLIFIED).values() if len(item.body) <= LONGEST]
    traditional = [item for item in items(TRADITIONAL).values() if len(item.body) <= LONGEST]
    divisions, places = _division_names()
    pools = {
        "local": [
            item for item in simplified if _LOCAL_OFFICE.search(item.body) and divisions.search(item.title + item.body)
        ],
        "general": simplified,
        "dated": [item for item in simplified if _PRINTED_DAY.search(item.body)],
        "traditional": traditional,
        "none": [
            item
            for item in simplified
            if not _ANY_OFFICE.search(item.title + item.body) and not places.search(item.title + item.body)
        ],
    }
    taken = set(excluded)
    for stratum, size in plan.sizes.items():
        pool = sorted((item for item in pools[stratum] if item.id not in taken), key=lambda item: item.id)
        chosen = random.Random(f"{plan.seed} {stratum}").sample(pool, size)
        taken.update(item.id for item in chosen)
        yield from (Drawn(stratum, item) for item in chosen)


def _division_names() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of the full names of prefectures and counties, and of the short names of divisions of any level."""
    full: set[str] = set()
    short: set[str] = set()
    for level in ("provinces", "prefectures", "counties"):
        with open(SHARED / "data" / "gazetteer" / f"china_{level}.csv", encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                name = row["name"]
                if len(name) >= 3 and level != "provinces":
                    full.add(name)
                short.add(name[:2] if level == "provinces" else name[:-1] if 3 <= len(name) <= 4 else name)
    full -= {"市辖区"}
    short = {name for name in short if len(name) > 1} | {"台湾", "中国台北"}
    return re.compile("|".join(sorted(full))), re.compile("|".join(sorted(short)))


def main() -> None:
    """Prints the draw whose number is given, else the first. Each leaves out what those before it have drawn."""
    taken: set[str] = set()
    drawn_now: list[Drawn] = []
    for plan in PLANS[:int(sys.argv[1]) if sys.argv[1:] else 1]:
        drawn_now = list(draw(plan, taken))
        taken.update(drawn.item.id for drawn in drawn_now)
    for drawn in drawn_now:
        print(drawn.stratum, half(drawn.item.id), drawn.item.file, drawn.item.id, sep="\t")


if __name__ == "__main__":
    main()
