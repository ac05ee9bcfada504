"""Variants: reviewed pairs of press words that mean the same. They widen a query, never the index, and are shown."""
from __future__ import annotations

import csv
from functools import cache
from importlib import resources

from indexer.analysis.fold import fold

# A query holding many variant words would multiply; beyond this many forms the rest are left out.
_MOST_FORMS = 8


def variant_forms(folded: str) -> tuple[str, ...]:
    """Other ways to write a folded string: each known word in it replaced by its variant, all combinations up to
    eight. The given string is not among them; the order is fixed.

    The relation is symmetric: if b is a form of a, a is a form of b.
    """
    forms = [folded]
    for word, other in _pairs():
        for form in list(forms):
            for old, new in ((word, other), (other, word)):
                # A word that stands inside its own variant (东西部协作 has none in 东西部扶贫协作) is not replaced there.
                if old in form and not (old in new and new in form):
                    changed = form.replace(old, new)
                    if changed not in forms and len(forms) <= _MOST_FORMS:
                        forms.append(changed)
    return tuple(forms[1:])


@cache
def _pairs() -> tuple[tuple[str, str], ...]:
    source = resources.files("indexer.analysis").joinpath("data/variants.tsv")
    with source.open(encoding="utf-8") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        return tuple((fold(row["form"]), fold(row["other"])) for row in rows)
