"""How well files are parted into stories: real articles glued together at random, real articles alone, such with
subheads put in, the seeds.

``python -m tests.gold.stories`` prints the table and every error; ``--seed N`` makes another draw and ``--singles N``
one of more single articles, since what a draw has shown is no longer unseen. Nothing of the articles is kept here.
"""
from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from pathlib import Path

from corpus.stories import split

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
COLLECTIONS = ("xwlb-2012-2022", "tainan-2018-2021-traditional")
# What newspapers of both scripts print; taken in turn.
DATELINES = (
    "本報臺南{1}月{2}日訊 ", "本報訊（記者某某）", "（中央社記者某某臺南{2}日電）", "記者某某／臺南報導 ",
    "新華社臺北{1}月{2}日電（記者 某某）", "【本報訊】", "某某網{0}年{1}月{2}日電 ", "（某某報記者某某臺南訊）",
)
GLUED, SINGLE, SEED = 200, 1000, 20261121


@dataclass(frozen=True, slots=True)
class Glued:
    """A file made of articles: its text, and the line (counting those that are not blank) with which each but the
    first begins."""

    ids: tuple[str, ...]
    text: str
    begins: tuple[int, ...]


def articles(collection: str) -> list[dict[str, str]]:
    """The articles that can be told apart at all: those with a headline and running text."""
    with gzip.open(SHARED / "data" / "news" / f"{collection}.jsonl.gz", "rt", encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    return [item for item in items if item["title"].strip() and len(re.findall("[。！？]", item["body"])) > 1]


def plain(item: dict[str, str], dateline: str, gap: str) -> str:
    """An article as plain text; with ``dateline`` one is put before a body that has none of its own: a newspaper's
    (``"report"``), a date under the headline (``"date"``), or the page's head above it (``"page"``)."""
    paragraphs = [line.strip() for line in item["body"].splitlines() if line.strip()]
    if dateline == "date":
        paragraphs.insert(0, item["date"])
    elif dateline == "page":
        return gap.join(["某某日报", item["date"], "第03版：要闻", item["title"].strip(), *paragraphs])
    elif dateline and not paragraphs[0].startswith(("央视网消息", "中国网络电视台消息")):
        form = DATELINES[len(paragraphs[0]) % len(DATELINES)]
        paragraphs[0] = form.format(*map(int, item["date"].split("-"))) + paragraphs[0]
    return gap.join([item["title"].strip(), *paragraphs])


def glue(pool: Sequence[dict[str, str]], draw: random.Random, dateline: str) -> Glued:
    """Two to four articles under one another: with blank lines between all paragraphs, only between the articles, or
    nowhere."""
    chosen = draw.sample(pool, draw.randint(2, 4))
    gap, between = draw.choice([("\n", "\n"), ("\n", "\n\n"), ("\n\n", "\n\n"), ("\n\n", "\n\n\n")])
    texts = [plain(item, dateline, gap) for item in chosen]
    counts = [sum(1 for line in text.splitlines() if line.strip()) for text in texts]
    return Glued(tuple(item["id"] for item in chosen), between.join(texts), tuple(accumulate(counts))[:-1])


def with_subheads(item: dict[str, str], draw: random.Random) -> dict[str, str] | None:
    """The article with clauses of its own as subheads over every first, second or third of its paragraphs; None where
    it has too few, or too short ones."""
    paragraphs = [line.strip() for line in item["body"].splitlines() if line.strip()]
    if len(paragraphs) < 5 or any(len(paragraph) < 30 for paragraph in paragraphs):
        return None
    step, (shortest, longest) = draw.randint(1, 3), draw.choice([(6, 14), (8, 24), (12, 30)])
    body: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        clauses = [clause.strip() for clause in re.split("[，。；！？：]", paragraph) if not re.search("[“”「」（）()《]", clause)]
        clauses = [clause for clause in clauses if shortest <= len(clause) <= longest]
        body += [draw.choice(clauses)] if number and number % step == 0 and clauses else []
        body.append(paragraph)
    return {**item, "body": "\n".join(body)} if len(body) > len(paragraphs) else None


def found_in(text: str) -> tuple[int, ...]:
    """The lines with which the stories that reading finds begin, but for the first."""
    counts = [sum(1 for line in part.splitlines() if line.strip()) for part in split(text)]
    return tuple(accumulate(counts))[:-1]


def evaluate(verbose: bool = True, seed: int = SEED, alone: int = SINGLE) -> list[str]:
    """The table's lines, and those of every error, for the draw of a seed and so many articles alone."""
    if not SHARED.is_dir():
        return ["stories: skipped, the real articles are not here (../shared)"]
    draw = random.Random(seed)
    pools = {name: articles(name) for name in COLLECTIONS}
    everything = [item for pool in pools.values() for item in pool]
    table = [f"{'stories':44}{'boundaries':>11}{'found':>7}{'false':>7}{'recall':>8}{'precision':>10}"]
    errors: list[str] = []
    for name, pool, dateline in (
        ("both, as they come", everything, ""),
        ("both, with a dateline", everything, "report"),
        ("both, with a date under the headline", everything, "date"),
        ("both, with a page's head", everything, "page"),
        ("simplified, as they are", pools[COLLECTIONS[0]], ""),
        ("traditional, with a dateline", pools[COLLECTIONS[1]], "report"),
        ("traditional, without any dateline", pools[COLLECTIONS[1]], ""),
    ):
        files = [glue(pool, draw, dateline) for _ in range(GLUED)]
        there = found = false = 0
        for file in files:
            begins, read = set(file.begins), set(found_in(file.text))
            there, found, false = there + len(begins), found + len(begins & read), false + len(read - begins)
            errors += _errors(name, file, begins, read)
        precision = found / (found + false) if found + false else 1
        table.append(f"{f'glued: {name}':44}{there:11}{found:7}{false:7}{found / there:8.3f}{precision:10.3f}")
    for name, pool in pools.items():
        singles = draw.sample(pool, alone)
        mixed = (with_subheads(item, draw) for item in draw.sample(pool, len(pool)))
        for kind, items in (("single", singles), ("with subheads", list(islice(filter(None, mixed), SINGLE)))):
            parted = 0
            for item in items:
                file = Glued((item["id"],), plain(item, "", draw.choice(["\n", "\n\n"])), ())
                read = set(found_in(file.text))
                parted += bool(read)
                errors += _errors(kind, file, set(), read)
            table.append(f"{f'{kind}: {name}':44}{'':11}{'':7}{parted:7} of {len(items)} split")
    table += _seeds()
    return table + (errors if verbose else [])


def _errors(name: str, file: Glued, begins: set[int], read: set[int]) -> Iterator[str]:
    lines = [line.strip() for line in file.text.splitlines() if line.strip()]
    for line in sorted(begins ^ read):
        kind = "missed" if line in begins else "false "
        place = f"…{lines[line - 1][-24:]} ¶ {lines[line][:48]} ¶ {lines[line + 1][:40]}"
        yield f"  {kind} ({name}) {'+'.join(file.ids)}: {place}"


def _seeds() -> Iterator[str]:
    with (SHARED / "gold" / "seeds.jsonl").open(encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines]
    for file in sorted({story["source_file"] for story in gold}):
        wanted = [_squeezed(story["body"]) for story in gold if story["source_file"] == file]
        read = [_squeezed(part) for part in split((SHARED / "seeds" / file).read_text(encoding="utf-8"))]
        yield f"{f'seed {file[:3]}':44}{len(wanted):11}{len(read):7}   {'exact' if read == wanted else 'WRONG'}"


def _squeezed(text: str) -> str:
    return "".join(text.split())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.gold.stories")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--singles", type=int, default=SINGLE)
    options = parser.parse_args()
    print("\n".join(evaluate(seed=options.seed, alone=options.singles)))
