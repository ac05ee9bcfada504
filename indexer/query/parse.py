"""Query text into a tree and notes: syntax only. Never raises and never refuses.

    query  := or
    or     := and (OR and)*
    and    := not ((AND)? not)*
    not    := (NOT | -) not | atom
    atom   := "(" or ")" | name ":" (word | phrase | "(" or ")") | phrase | word
"""
from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import cast

from indexer.query.notes import Note
from indexer.query.scan import Mark, field_named, scan
from indexer.query.tree import And, Everything, InFacet, Node, Not, Or, Phrase, Words
from indexer.schema import FACET_NAMES, TextName

# Deeper brackets are read as if they were not there; no reader nests so deep, and the parser recurses.
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query's tree and what the reader should know about how it was read."""

    tree: Node
    notes: tuple[Note, ...] = ()


def parse(text: str) -> Parsed:
    """The tree of a query. An empty query, or one of which nothing is left, asks for everything."""
    marks = scan(text)
    if marks and all(mark.kind in ("and", "or", "not") for mark in marks):
        # Someone looks for the word 或 itself.
        marks = [replace(mark, kind="word") for mark in marks]
    parser = _Parser(marks)
    tree = parser.whole()
    return Parsed(tree, tuple(dict.fromkeys(parser.notes)))


def literal(text: str) -> Parsed:
    """The tree of a whole text taken as one exact string, quotes and all."""
    return Parsed(Phrase(text) if text else Everything())


@dataclass
class _Parser:
    marks: list[Mark]
    notes: list[Note] = field(default_factory=list)
    at: int = 0
    depth: int = 0

    def whole(self) -> Node:
        parts: list[Node] = []
        while self.at < len(self.marks):
            part = self.either("text")
            if part is not None:
                parts.append(part)
            if self.at < len(self.marks):  # only a stray closing bracket stops `either` early
                self.note("多余的括号“%(bracket)s”已忽略", bracket=self.marks[self.at].text)
                self.at += 1
        return _joined(And, parts) or Everything()

    def either(self, name: str) -> Node | None:
        parts: list[Node] = []
        pending = ""
        while True:
            part = self.every(name)
            if part is not None:
                parts.append(part)
                pending = ""
            if self.peek() != "or":
                break
            operator = self.take().text
            if part is None:
                self.note("“%(operator)s”缺少一边，已忽略", operator=operator)
            pending = operator
        if pending and part is None:
            self.note("“%(operator)s”缺少一边，已忽略", operator=pending)
        return _joined(Or, parts)

    def every(self, name: str) -> Node | None:
        parts: list[Node] = []
        while self.peek() not in (None, "or", "close"):
            if self.peek() == "and":
                operator = self.take().text
                if not parts or self.peek() in (None, "or", "close", "and"):
                    self.note("“%(operator)s”缺少一边，已忽略", operator=operator)
                continue
            part = self.unary(name)
            if part is not None:
                parts.append(part)
        return _joined(And, parts)

    def unary(self, name: str) -> Node | None:
        negations = 0
        operator = ""
        while self.peek() == "not":
            operator = self.take().text
            negations += 1
        if negations and self.peek() in (None, "or", "and", "close"):
            self.note("“%(operator)s”后面没有要排除的词，已忽略", operator=operator)
            return None
        part = self.atom(name)
        if part is not None:
            for _ in range(min(negations, _DEEPEST)):
                part = Not(part)
        return part

    def atom(self, name: str) -> Node | None:
        mark = self.take()
        if mark.kind == "field":
            return self.in_field(mark)
        if mark.kind == "open":
            return self.bracket(name)
        if mark.kind == "phrase":
            return self.phrase(mark, name)
        if mark.kind == "everything":
            return Everything()
        if mark.kind == "word" and not mark.escaped and len(self.marks) > 1 and not any(map(str.isalnum, mark.text)):
            self.note("“%(text)s”只有标点，已忽略；要查找它请加引号", text=mark.text)
            return None
        return _leaf(name, mark.text, exact=False)

    def in_field(self, mark: Mark) -> Node | None:
        if self.peek() in ("word", "phrase", "everything", "open"):
            return self.atom(str(field_named(mark.text)))
        self.note("“%(name)s:”后面没有内容，按普通词处理", name=mark.text)
        return Words(f"{mark.text}:")

    def bracket(self, name: str) -> Node | None:
        self.depth += 1
        if self.depth > _DEEPEST:
            self.note("括号嵌套过深，里层括号已忽略")
            return None
        inside = self.either(name)
        if self.peek() == "close":
            self.take()
        else:
            self.note("括号没有闭合，按到末尾处理")
        self.depth -= 1
        return inside

    def phrase(self, mark: Mark, name: str) -> Node | None:
        if not mark.closed:
            self.note("未闭合的引号，按普通词处理")
            return _joined(And, [_leaf(name, word, exact=False) for word in mark.text.split()])
        if not mark.text:
            self.note("空的引号已忽略")
            return None
        return _leaf(name, mark.text, exact=True)

    def peek(self) -> str | None:
        return self.marks[self.at].kind if self.at < len(self.marks) else None

    def take(self) -> Mark:
        self.at += 1
        return self.marks[self.at - 1]

    def note(self, template: str, **arguments: str) -> None:
        self.notes.append(Note(template, tuple(arguments.items())))


def _leaf(name: str, text: str, exact: bool) -> Node:
    if name in FACET_NAMES:
        return InFacet(name, text)
    return (Phrase if exact else Words)(text, cast(TextName, name))


def _joined(kind: type[And] | type[Or], parts: list[Node]) -> Node | None:
    """One node of a kind, with nodes of the same kind inside it opened out."""
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) else [part])
    return (flat[0] if len(flat) == 1 else kind(tuple(flat))) if flat else None
