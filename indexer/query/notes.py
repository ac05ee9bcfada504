"""Notes: what a reader should know about how a query was taken."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence for the reader. ``template`` is simplified Chinese with %(name)s places and is the key under which
    the interface keeps its translations; ``arguments`` fills the places, as (name, text) pairs."""

    template: str
    arguments: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self.filled(self.template)

    def filled(self, template: str) -> str:
        """A translation of the template with the places filled."""
        return template % dict(self.arguments) if self.arguments else template
