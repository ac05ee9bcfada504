"""Names of files and of the members of archives: bytes that old Chinese systems wrote in GB18030, shown as labels."""
from __future__ import annotations

import re

# Control characters, ends of lines, and what turns the direction of writing.
_ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def decode_name(name: bytes, otherwise: str = "") -> str:
    """The name as text: UTF-8 or else GB18030; where it is neither, ``otherwise``, or UTF-8 with U+FFFD."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return otherwise or name.decode("utf-8", "replace")


def printable(name: str) -> str:
    """A name in which nothing acts on a terminal or breaks a line."""
    return _ACTING.sub("\ufffd", name)
