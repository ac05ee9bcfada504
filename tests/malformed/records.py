"""JSON Lines, JSON and tables."""
from __future__ import annotations

import json
from collections.abc import Iterator

from tests.malformed import GOOD, OTHER, Malformed

TITLE, BODY = GOOD
FIRST = json.dumps({"title": TITLE, "body": BODY}, ensure_ascii=False)
SECOND = json.dumps({"title": OTHER[0], "body": OTHER[1]}, ensure_ascii=False)
KEPT = (TITLE, OTHER[0])


def lines(*between: str | bytes) -> bytes:
    """The first record, what is wrong, the second record: a line each."""
    rows = (FIRST, *between, SECOND)
    return b"".join(row if isinstance(row, bytes) else row.encode("utf-8", "surrogatepass") + b"\n" for row in rows)


def many(bad: int) -> Iterator[bytes]:
    for number in range(1, 100_001):
        record = {"id": f"n{number}", "title": f"第{number}篇", "body": BODY}
        yield (b"{broken\n" if number == bad else json.dumps(record, ensure_ascii=False).encode() + b"\n")


def table(*rows: str) -> bytes:
    """A header row, the first record, what is wrong, the second."""
    return "".join(f"{row}\n" for row in (
        "标题,正文,日期", f"{TITLE},{BODY},2021-05-06", *rows, f"{OTHER[0]},{OTHER[1]},2021-05-07"
    )).encode("utf-8", "surrogatepass")


def line(fault: str, between: str | bytes, reason: str) -> Malformed:
    """A fault in the second line of three."""
    return Malformed(fault, "a.jsonl", lambda: lines(between), KEPT, ((2, reason),))


def row(fault: str, between: str, *aside: tuple[int, str]) -> Malformed:
    """A fault in the third line of a table."""
    return Malformed(fault, "a.csv", lambda: table(between), KEPT, aside)


CASES = (
    line("a line that is no JSON", "这不是 JSON", "不是 JSON"),
    line("a line cut in the middle", FIRST[:-9], "不是 JSON"),
    line("two records on a line", FIRST + FIRST, "不是 JSON"),
    line("a line that is a list", "[1, 2]", "不是 JSON 对象"),
    line("a line that is a number", "42", "不是 JSON 对象"),
    line("an empty object", "{}", "既没有标题也没有正文"),
    line("an empty title and an empty body", '{"title": "", "body": "  \\n"}', "既没有标题也没有正文"),
    line("an article that is an object", '{"title": {"a": 1}, "body": "x"}', "不是文字"),
    line("an id that is a list", '{"id": [1], "title": "x"}', "id"),
    line("a record nested without end", '{"title":' * 100_000, "嵌套过深"),
    line("lists nested without end", "[" * 1_000_000, "嵌套过深"),
    line("a line of bytes that are no text", b'{"title": "\xff\xfe\x00\x01\x02"}\n', "解码"),
    line("a body longer than any article", f'{{"title": "长", "body": "{"闸门" * 600_000}"}}', "万字"),
    line("a line of 30 MB that unfolds to a gigabyte", '{"title": [' + "{}," * (10 << 20) + "{}]}", "MB"),
    line("a line of 6 MB that unfolds a hundredfold", '{"title": [' + '{"":0},' * 800_000 + "{}]}", "不是文字"),
    line("a picture of 20 MB in a record", json.dumps({"title": "图", "body": "A" * (20 << 20)}), "MB"),
    Malformed("the last line cut", "a.jsonl", lambda: lines(SECOND)[:-30], KEPT, ((3, "不是 JSON"),)),
    Malformed("numbers nobody can hold", "a.jsonl",
              lambda: lines('{"id": ' + "9" * 5000 + ', "title": "数", "page": 1e999}'), (TITLE, "数", OTHER[0])),
    Malformed("not a number", "a.jsonl",
              lambda: lines('{"id": NaN, "title": "数", "source": Infinity, "page": NaN}'), (TITLE, "数", OTHER[0])),
    Malformed("one id for two records", "a.jsonl",
              lambda: lines('{"id": 1, "title": "甲"}', '{"id": 1, "title": "乙"}'), (TITLE, "甲", "乙", OTHER[0])),
    Malformed("one key twice in a record", "a.jsonl", lambda: lines('{"title": "甲", "title": "乙"}'), 3),
    Malformed("halves of surrogates, written out", "a.jsonl", lambda: lines('{"title": "甲\\ud83d乙"}'),
              (TITLE, "甲\ufffd乙", OTHER[0])),
    Malformed("halves of surrogates, as bytes", "a.jsonl", lambda: lines('{"title": "甲\ud83d乙丙丁戊己庚辛壬癸子丑"}'), 3),
    Malformed("a NUL, written out", "a.jsonl", lambda: lines('{"title": "甲\\u0000乙"}'), 3),
    Malformed("a mark before every line", "a.jsonl",
              lambda: "".join(f"\ufeff{one}\n" for one in (FIRST, SECOND)).encode(), KEPT),
    Malformed("lone carriage returns between records", "a.jsonl", lambda: lines("{broken").replace(b"\n", b"\r"),
              KEPT, ((2, "不是 JSON"),)),
    Malformed("lines of two encodings", "a.jsonl",
              lambda: FIRST.encode() + b"\n" + SECOND.encode("gb18030") + b"\n", KEPT),
    Malformed("lines in UTF-16", "a.jsonl", lambda: lines("{broken").decode().encode("utf-16"),
              KEPT, ((2, "不是 JSON"),)),
    Malformed("100,000 records with a bad one", "a.jsonl",
              lambda: b"".join(many(54_321)), 99_999, ((54_321, "不是 JSON"),)),
    Malformed("60 MB without a line end", "a.jsonl", lambda: b'{"title": "' + b"x" * (60 << 20), 0, ((1, "MB"),)),

    Malformed("an array with a bad record in it", "a.json", lambda: f"[\n{FIRST},\n{{broken}},\n{SECOND}\n]".encode(),
              KEPT, ((3, "不是 JSON"),)),
    Malformed("an array with a record without text", "a.json", lambda: f"[{FIRST}, {{}}, {SECOND}]".encode(),
              KEPT, ((None, "既没有标题也没有正文"),)),
    Malformed("an array cut short", "a.json",
              lambda: f"[\n{FIRST},\n{SECOND[:-20]}".encode(), (TITLE,), ((3, "不是 JSON"),)),
    Malformed("an array never closed", "a.json", lambda: f"[\n{FIRST},\n{SECOND}\n".encode(), KEPT, ((4, "JSON"),)),
    Malformed("an array with a comma too many", "a.json", lambda: f"[{FIRST}, {SECOND},]".encode(), KEPT),
    Malformed("records one after another, without an array", "a.json", lambda: f"{FIRST}\n\n{SECOND}\n".encode(), KEPT),
    Malformed("an empty array", "a.json", lambda: b"[]", 0, ((None, "空的"),)),
    Malformed("arrays nested without end", "a.json", lambda: b"[" * 1_000_000, 0, ((1, "嵌套过深"),)),
    Malformed("objects nested without end", "a.json", lambda: b'{"title":' * 500_000, 0, ((1, "嵌套过深"),)),
    Malformed("60 MB of empty lists", "a.json", lambda: b"[" + b"[]," * (20 << 20) + b"[]]", 0, ((None, ""),)),
    Malformed("a record of 60 MB of empty lists", "a.json",
              lambda: b'{"title": [' + b"[]," * (20 << 20) + b"[]]}", 0, ((1, "MB"),)),
    Malformed("JSON with remarks", "a.json", lambda: f"[ // 旧的\n{FIRST}, {SECOND}]".encode(), KEPT, ((1, "不是 JSON"),)),

    row("a quote never closed", f'甲题,"{BODY},2021-05-06', (3, "引号")),
    row("a quote never closed, over several lines", '甲题,"第一段\n第二段\n第三段,2021-05-06',
        (3, "引号"), (4, "字段"), (5, "字段")),
    row("a quote inside a quoted cell", '甲题,"他说"是的"。",2021-05-06', (3, "引号")),
    row("a row with a cell too few", "甲题,正文", (3, "2 个字段")),
    row("a row with cells too many", "甲题,正,文,2021-05-06", (3, "4 个字段")),
    row("a row without title and body", ",,2021-05-06", (3, "既没有标题也没有正文")),
    row("a cell of 4 MB", f'甲题,"{"闸门检修，" * 280_000}",2021-05-06', (3, "万字")),
    row("a cell of 10 MB", f'甲题,"{"闸门检修，" * 700_000}",2021-05-06', (3, "MB")),
    row("a row of 30 MB", f'甲题,"{"闸门检修，" * 2_000_000}",2021-05-06', (3, "MB")),
    row("a row of a million cells", "甲" + "," * 1_000_000, (3, "1000001 个字段")),
    Malformed("a NUL in a cell", "a.csv", lambda: table(f"甲\0题,{BODY * 4},2021-05-06"), 3, whole=False),
    Malformed("a quote never closed in the last row", "a.csv",
              lambda: table("")[:-1] + b'\nx,"y,2021-05-06\n', KEPT, ((5, "引号"),)),
    Malformed("a table without header", "a.csv", lambda: table("").partition(b"\n")[2], 0, ((1, "表头"),)),
    Malformed("a header and nothing else", "a.csv", lambda: "标题,正文\n".encode(), 0, ((None, "没有"),)),
    Malformed("a table with two columns of a name", "a.csv",
              lambda: table("").replace("日期".encode(), "正文".encode(), 1), 2, whole=False),
    Malformed("a table with lone carriage returns", "a.csv", lambda: table("").replace(b"\n", b"\r"), KEPT),
    Malformed("a table of two encodings", "a.csv",
              lambda: f"标题,正文\n{TITLE},{BODY}\n".encode() + f"{OTHER[0]},{OTHER[1]}\n".encode("gb18030"), KEPT),
    Malformed("a table cut inside a character", "a.csv", lambda: table("")[:-20], 1, ((4, "字段"),)),
    Malformed("60 MB on one line of a table", "a.csv", lambda: "标题,正文\n".encode() + b"x" * (60 << 20), 0, ((2, ""),)),
    Malformed("60 MB of quotes", "a.csv", lambda: "标题,正文\n".encode() + b'"' * (60 << 20), 0, ((2, ""),)),
    Malformed("a table of 40 MB", "a.csv",
              lambda: "标题,正文\n".encode() + f"{TITLE},{BODY}\n".encode() * 190_000, 190_000),
)
