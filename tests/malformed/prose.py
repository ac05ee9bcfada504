"""Texts, and the dates in them and beside them."""
from __future__ import annotations

import json

from tests.malformed import GOOD, Malformed, text

TITLE, BODY = GOOD


def dated(*dates: object) -> bytes:
    """Records whose dates are what is wrong with them."""
    lines = (json.dumps({"title": TITLE, "body": BODY, "date": date}, ensure_ascii=False) for date in dates)
    return "".join(f"{line}\n" for line in lines).encode()


def undated(fault: str, *dates: object) -> Malformed:
    return Malformed(fault, "a.jsonl", lambda: dated(*dates), (TITLE,) * len(dates), dates=(None,) * len(dates))


CASES = (
    Malformed("empty", "a.txt", lambda: b"", 0, ((None, "空的"),)),
    Malformed("blank", "a.txt", lambda: " \n\t\u3000\n".encode(), 0, ((None, "空白"),)),
    Malformed("a headline and nothing below", "a.txt", lambda: f"{TITLE}\n".encode(), 1, whole=False),
    Malformed("50 MB on one line", "a.txt", lambda: ("闸门检修，" * 3_500_000).encode(), 0, ((None, "MB"),)),
    Malformed("30 MB on one line", "a.txt", lambda: ("闸门检修，" * 2_000_000).encode(), 0, ((None, "万字"),)),
    Malformed("30 MB on one line, all of it ASCII", "a.txt", lambda: b"a" * (30 << 20), 0, ((None, "万字"),)),
    Malformed("7 MB of line feeds behind a story", "a.txt", lambda: text(GOOD).encode() + b"\n" * (7 << 20), (TITLE,)),
    Malformed("30 MB of equal signs", "a.txt", lambda: b"=" * (30 << 20), 0, ((None, ""),)),
    Malformed("900,000 equal signs", "a.txt", lambda: b"=" * 900_000 + b"x", 1, whole=False),
    Malformed("7 MB of rules between no stories", "a.txt", lambda: b"=====\n" * (7 << 18), 0, ((None, "万字"),)),
    Malformed("30 MB of rules between no stories", "a.txt", lambda: b"=====\n" * (5 << 20), 0, ((None, ""),)),
    Malformed("10 MB of spaces in a line", "a.txt",
              lambda: (text(GOOD) + " " * (10 << 20) + "完。\n").encode(), 0, ((None, "字"),)),
    Malformed("10 MB of digits", "a.txt", lambda: (text(GOOD) + "20210506" * (1 << 20)).encode(), 0, ((None, "字"),)),
    Malformed("half a million brackets", "a.txt", lambda: (text(GOOD) + "（记者" * 300_000).encode(), (TITLE,)),
    Malformed("half a million readings that are none", "a.txt",
              lambda: (text(GOOD) + "團(tuán" * 100_000).encode(), (TITLE,)),
    Malformed("larger than any text that is read", "a.txt", lambda: ("检修。\n" * 7_000_000).encode(), 0, ((None, "MB"),)),
    undated("a date of noughts", "0000-00-00", "0000-00-00 00:00:00", "00000000", "0"),
    undated("a day that no calendar has", "2021-02-30", "2021-13-01", "2021-00-10", "20210230", "2021年2月31日"),
    undated("a year that no newspaper had", "0001-01-01", "9999-12-31", "99999-01-01", "-2021-01-01"),
    undated("a date that is no date", "昨天", "null", "N/A", "1611619200000", 1611619200000, "2021-01-0x"),
    undated("a year of a republic before its first", "民國0年1月1日", "民國年1月1日"),
    Malformed("dates that contradict each other", "2019-03-04.jsonl",
              lambda: dated("2021-05-06").replace(BODY.encode(), f"本报兰州7月8日讯 {BODY}\\n2020年9月10日".encode()),
              (TITLE,), dates=("2021-05-06",), whole=False),
    Malformed("a date far in the future", "a.jsonl", lambda: dated("2150-01-01"), (TITLE,), dates=("2150-01-01",)),
    Malformed("50,000 dates in the head", "a.txt",
              lambda: ("2021年5月6日\n" * 50_000 + text(GOOD)).encode(), 1, whole=False),
)
