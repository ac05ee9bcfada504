"""Files that are wrong in one way each, made by code, and what must become of them.

A module a kind: ``markup``, ``charsets``, ``records``, ``prose``, ``packed``. Every module has a tuple ``CASES``.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

# Two stories that a newspaper might print; whatever else is in a file, these must come out whole.
GOOD = ("渠首闸门提前检修", "水务人员本周检修了渠首的三座闸门，更换了磨损的止水橡皮，并为两台启闭机加注了润滑油，预计月底之前可以恢复供水。")
OTHER = ("图书馆延长开放时间", "市图书馆从下周起每晚延长开放一个小时，读者可以在自习室停留到九点半，周末的儿童阅览区也会照常开放。")


@dataclass(frozen=True, slots=True)
class Malformed:
    """A file and what is expected of it.

    ``kept`` are the titles of its articles in order, or how many there are. ``aside`` are the rejects in order, each by
    its line (0: whichever) and a part of its reason. ``dates`` are those of the articles (None: undated), where they
    are the point. ``encoding`` is what the reader is told of the file. ``whole`` says that each article with the title
    of GOOD or OTHER has its story's body, too.
    """

    fault: str
    file: str
    make: Callable[[], bytes]
    kept: tuple[str, ...] | int = 0
    aside: tuple[tuple[int | None, str], ...] = ()
    dates: tuple[str | None, ...] | None = None
    encoding: str = ""
    whole: bool = True


def text(*stories: tuple[str, str]) -> str:
    """A text file of stories."""
    return "=====\n".join(f"{title}\n\n{body}\n" for title, body in stories)


def page(inside: str, head: str = "") -> str:
    """A web page with the good story and something more after it."""
    title, body = GOOD
    return (
        f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>\n"
        f"<div class='article'><p>{body}</p>\n<p>{body}</p></div>\n{inside}\n</body></html>"
    )
