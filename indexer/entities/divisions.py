"""What does a code or a typed name of a division mean? Looking things up in the tree 省 > 市州 > 县区."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from indexer.analysis.fold import fold
from indexer.entities import gazetteer
from indexer.entities.gazetteer import Region


def region(code: str) -> Region:
    """The division of a code. Raises KeyError for a code that is not in the table."""
    return gazetteer.regions()[code]


def label(code: str) -> str:
    """The full name of a code. Raises KeyError for a code that is not in the table."""
    return region(code).name


def ancestors(code: str) -> tuple[str, ...]:
    """The codes from the province down to the code itself, only those that exist: 120103 gives 12, 120103.

    Raises KeyError for a code that is not in the table.
    """
    above = region(code).parent
    return (*ancestors(above), code) if above else (code,)


def is_within(code: str, above: str) -> bool:
    """Whether a division lies in another, or is it."""
    return code.startswith(above)


def resolve_name(name: str) -> tuple[str, ...]:
    """All codes that a typed name may mean, in order, in either script; none for an unknown name.

    A code means itself. A full name (or a former one) means every division that bears it; any other form means the
    divisions of the highest level that it names: 临夏 is the prefecture 6229, not the city in it.
    """
    wanted = fold(name).strip()
    if wanted in gazetteer.regions():
        return (wanted,)
    full, other = _by_name()
    if wanted in full:
        return full[wanted]
    codes = other.get(wanted, ())
    highest = min((len(code) for code in codes), default=0)
    return tuple(code for code in codes if len(code) == highest)


@cache
def _by_name() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
    full: defaultdict[str, set[str]] = defaultdict(set)
    other: defaultdict[str, set[str]] = defaultdict(set)
    for code, division in gazetteer.regions().items():
        full[fold(division.name)].add(code)
        for form in (*division.shorts, *division.asking):
            other[fold(form)].add(code)
        # A reader may type 城关 or 合作, which an article could not be trusted with.
        if len(division.name) > 2:
            other[fold(division.name[:-1])].add(code)
    for former in gazetteer.former_names():
        full[fold(former.name)].add(former.code)
    return _sorted(full), _sorted(other)


def _sorted(table: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(sorted(codes)) for name, codes in table.items()}
