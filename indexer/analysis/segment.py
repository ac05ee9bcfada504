"""Words: folded text cut by jieba in search mode, with offsets.

The dictionary is jieba's own, folded word by word, so that it knows the words as folded text writes them (著名 is
着名), plus the project's words and the names of the gazetteers. The cutting is done by rjieba, jieba's algorithm in
Rust, which is about ten times as fast and gives the same words; ``reference_cut`` is jieba itself and a test compares
them. Runs of Latin letters and digits are cut by one rule of ours, as the two libraries differ there.
"""
from __future__ import annotations

import hashlib
import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import metadata, resources

import jieba
import rjieba

from indexer.analysis.fold import fold
from indexer.entities.gazetteer import leader_names, regions

# jieba announces its dictionary on stderr through a handler of its own.
jieba.setLogLevel(logging.WARNING)

# U+4E00-U+9FD5 is the range jieba cuts; a number keeps its decimal point; any other letter or digit (rare ideographs,
# kana, Greek) is a word by itself; the rest separates words.
_HAN = re.compile("[\u4e00-\u9fd5]+")
_RUNS = re.compile(r"(?P<han>[\u4e00-\u9fd5]+)|(?P<latin>\d+(?:\.\d+)+|[a-z0-9]+)|(?P<single>[^\W_])")

# jieba's most frequent words count in the hundred thousands. A name must outweigh the accidental words that its
# characters form with their neighbours (由庄/国泰).
_NAME_FREQUENCY = 20_000
_WORD_FREQUENCY = 3_000


@dataclass(frozen=True, slots=True)
class Token:
    """A word and where it stands: ``folded[start:end] == text``."""

    text: str
    start: int
    end: int


def words(folded: str) -> list[str]:
    """The words of folded text in order of their appearance, overlapping ones included (东西, 西部, 东西部, 协作)."""
    cutter = _cutter()
    found: list[str] = []
    for run in _RUNS.finditer(folded):
        if run.lastgroup == "han":
            found.extend(cutter.cut_for_search(run.group()))
        else:
            found.append(run.group())
    return found


def tokens(folded: str) -> Iterator[Token]:
    """The same words with their offsets."""
    cutter = _cutter()
    for run in _RUNS.finditer(folded):
        offset = run.start()
        if run.lastgroup == "han":
            for text, start, end in cutter.tokenize(run.group(), mode="search"):
                yield Token(text, offset + start, offset + end)
        else:
            yield Token(run.group(), offset, run.end())


def spans(folded: str) -> Iterator[tuple[int, int]]:
    """Where the words of a short text of Han characters stand; what is none of them separates words."""
    cutter = _cutter()
    for run in _HAN.finditer(folded):
        offset = run.start()
        for _, start, end in cutter.tokenize(run.group(), mode="search"):
            yield offset + start, offset + end


def is_word(folded: str) -> bool:
    """Whether folded text is one word of the dictionary, however rare."""
    return folded in _dictionary()


def reference_cut(folded_han: str) -> list[str]:
    """The words jieba itself finds in a run of Han characters with the same dictionary."""
    return list(_reference().cut_for_search(folded_han))


@cache
def dictionary_name() -> str:
    """Names the cutter and the dictionary, so that an index can tell whether it was built with the present ones."""
    added = hashlib.sha256(repr(sorted(_added_words().items())).encode()).hexdigest()
    return f"rjieba {metadata.version('rjieba')}, jieba {metadata.version('jieba')}, words {added[:12]}"


@cache
def _dictionary() -> dict[str, int]:
    """Folded word -> frequency. Words that fold to the same form add up, as their occurrences do."""
    frequencies: dict[str, int] = {}
    with jieba.get_dict_file() as lines:
        for line in lines:
            word, frequency = line.decode("utf-8").split(" ")[:2]
            folded = fold(word)
            frequencies[folded] = frequencies.get(folded, 0) + int(frequency)
    for word, frequency in _added_words().items():
        frequencies[word] = max(frequencies.get(word, 0), frequency)
    return frequencies


@cache
def _added_words() -> dict[str, int]:
    """Folded word -> least frequency, for what the project adds to jieba's dictionary."""
    text = resources.files("indexer.analysis").joinpath("data/words.txt").read_text(encoding="utf-8")
    added = {fold(line): _WORD_FREQUENCY for line in text.splitlines() if line and not line.startswith("#")}
    added.update((fold(region.name), _WORD_FREQUENCY) for region in regions().values())
    added.update((fold(name), _NAME_FREQUENCY) for name in leader_names())
    return added


@cache
def _cutter() -> rjieba.Jieba:
    cutter: rjieba.Jieba = rjieba.Jieba.empty()  # type: ignore[no-untyped-call]
    for word, frequency in _dictionary().items():
        cutter.add_word(word, frequency, None)
    return cutter


@cache
def _reference() -> jieba.Tokenizer:
    # Set up by hand: jieba's own way leaves a marshal cache under a fixed name in the shared temporary folder.
    tokenizer = jieba.Tokenizer()
    listing = io.BytesIO("\n".join(f"{word} {frequency}" for word, frequency in _dictionary().items()).encode())
    listing.name = "dictionary"
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(listing)
    tokenizer.initialized = True
    return tokenizer
