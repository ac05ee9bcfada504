"""The articles that are timed: real news items, drawn with a fixed seed."""
from __future__ import annotations

import gzip
import json
import random
from pathlib import Path
from typing import Any

NEWS = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "news"


def real_items(number: int) -> list[dict[str, Any]]:
    """``number`` items from all files, the same ones each time; all of them if there are fewer. Raises
    FileNotFoundError where the articles are absent."""
    files = sorted(NEWS.glob("*.jsonl.gz"))
    if not files:
        raise FileNotFoundError(f"the benchmark needs the real articles in {NEWS}")
    items: list[dict[str, Any]] = []
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            items.extend(json.loads(line) for line in lines)
    return random.Random(20210126).sample(items, min(number, len(items)))


def write_lines(items: list[dict[str, Any]], path: Path) -> None:
    """Writes items as JSON Lines."""
    with open(path, "w", encoding="utf-8") as file:
        for item in items:
            file.write(json.dumps(item, ensure_ascii=False) + "\n")
