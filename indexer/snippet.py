"""Passages with the found words marked, on the original text. One implementation for every engine."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from indexer.analysis.fold import fold
from indexer.analysis.segment import words
from indexer.analysis.variants import variant_forms
from indexer.query.tree import And, Node, Or, Phrase, Words

Span = tuple[int, int]

_PASSAGE_LENGTH = 110
_MOST_PASSAGES = 3
# How far before the first mark a passage may begin, looking for the start of its sentence.
_LEAD = 45
_SENTENCE_ENDS = "。！？；\n"
_CLAUSE_ENDS = "，、：,;:"
# A passage may run on this far to end with its sentence.
_TAIL = 25


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of original text and the places to mark in it.

    ``marks`` are (start, end) offsets into ``text``, ascending, not touching or overlapping. ``start`` is the
    passage's offset in the field it was taken from; ``cut_before`` and ``cut_after`` say whether text was left out.
    """

    text: str
    marks: tuple[Span, ...] = ()
    start: int = 0
    cut_before: bool = False
    cut_after: bool = False

    def pieces(self) -> list[tuple[str, bool]]:
        """The text in order as (piece, is it marked?), ready for a template."""
        pieces: list[tuple[str, bool]] = []
        position = 0
        for start, end in self.marks:
            if position < start:
                pieces.append((self.text[position:start], False))
            pieces.append((self.text[start:end], True))
            position = end
        if position < len(self.text):
            pieces.append((self.text[position:], False))
        return pieces


@dataclass(frozen=True, slots=True)
class Sought:
    """One thing a query looks for, folded: the strings that are it, and the words to mark where none of them stands.
    ``in_title_only`` for a search of the title."""

    strings: tuple[str, ...]
    words: tuple[str, ...] = ()
    in_title_only: bool = False


def sought(tree: Node, variants: bool = True) -> tuple[Sought, ...]:
    """What there is to mark for a query: its words and phrases, without what it excludes."""
    return tuple(dict.fromkeys(_sought(tree, variants)))


def _sought(node: Node, variants: bool) -> Iterator[Sought]:
    if isinstance(node, Phrase):
        yield Sought((fold(node.text),), (), node.field == "title")
    elif isinstance(node, Words):
        folded = fold(node.text)
        forms = variant_forms(folded) if variants else ()
        yield Sought((folded, *forms), tuple(dict.fromkeys(words(folded))), node.field == "title")
    elif isinstance(node, (And, Or)):
        for part in node.parts:
            yield from _sought(part, variants)


def mark(text: str, looked_for: Iterable[Sought], in_title: bool = False) -> tuple[Span, ...]:
    """Where the text holds what is looked for: whole strings where they stand, else their words. Ascending, joined
    where they touch or overlap."""
    folded = fold(text)
    found: list[Span] = []
    for one in looked_for:
        if in_title or not one.in_title_only:
            spans = [span for string in one.strings for span in _places(folded, string)]
            found += spans or [span for word in _telling(one.words) for span in _places(folded, word)]
    return _joined(found)


def passages(text: str, marks: Sequence[Span]) -> tuple[Passage, ...]:
    """The stretches of a text, at most three and in order, that show most of the marks; its beginning if there are
    none. Empty for an empty text."""
    if not text.strip():
        return ()
    if not marks:
        return (_passage(text, _skip_blank(text), marks),)
    candidates: list[Passage] = []
    end = 0
    for start, stop in marks:
        if stop > end:
            passage = _passage(text, _beginning(text, max(end, 0), start), marks)
            end = passage.start + len(passage.text)
            candidates.append(passage)
    best = sorted(candidates, key=_worth, reverse=True)[:_MOST_PASSAGES]
    return tuple(sorted(best, key=lambda one: one.start))


def whole(text: str, marks: Sequence[Span]) -> Passage:
    """The whole text with its marks."""
    return Passage(text, tuple(marks))


def _worth(passage: Passage) -> tuple[int, int]:
    distinct = {fold(passage.text[start:end]) for start, end in passage.marks}
    return len(distinct), sum(map(len, distinct))


def _passage(text: str, start: int, marks: Sequence[Span]) -> Passage:
    inside = [span for span in marks if span[1] > start]
    end = min(len(text), start + _PASSAGE_LENGTH)
    if inside and inside[0][1] > end:  # one mark longer than a passage is shown in full
        end = inside[0][1]
    stops = [at for at in (text.find(mark, end - 1, end + _TAIL) for mark in _SENTENCE_ENDS) if at >= 0]
    end = min(stops) + 1 if stops else end
    for left, right in inside:
        if left < end < right:
            end = right
    # White space at the end is left out, but not where it is marked.
    body = text[start : max([start + len(text[start:end].rstrip()), *(right for _, right in inside if right <= end)])]
    kept = tuple((max(a - start, 0), b - start) for a, b in inside if a < start + len(body) and b - start <= len(body))
    return Passage(body, kept, start, _skip_blank(text) < start, end < len(text.rstrip()))


def _beginning(text: str, after: int, mark: int) -> int:
    """Where a passage for a mark begins: at its sentence, else its clause, else a fixed way before it; never before
    ``after``, where the passage before it ended."""
    earliest = min(max(after, mark - _LEAD), mark)
    start = earliest
    if earliest > after or (earliest and text[earliest - 1] not in _SENTENCE_ENDS):
        for ends in (_SENTENCE_ENDS, _CLAUSE_ENDS):
            found = max(text.rfind(end, earliest, mark) for end in ends)
            if found >= 0:
                start = found + 1
                break
    while start < mark and text[start] in " \t\u3000\n”」』）)" + _SENTENCE_ENDS + _CLAUSE_ENDS:
        start += 1
    return start


def _skip_blank(text: str) -> int:
    return len(text) - len(text.lstrip())


def _telling(found: Sequence[str]) -> Sequence[str]:
    """Words of two characters and more; single characters only if there is nothing else to mark."""
    return [word for word in found if len(word) > 1] or found


def _places(folded: str, string: str) -> Iterator[Span]:
    start = folded.find(string) if string else -1
    while start >= 0:
        yield start, start + len(string)
        start = folded.find(string, start + 1)


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
