"""How well does the project read? ``make evaluate``, or ``python -m tests.gold``.

A table of precision, recall and F1 over the seed stories and, of each draw, the half to develop on and the half that
is only measured; then every error but those of the measured halves (these with ``--errors``). After that what the
modules ``papers``, ``stories`` and ``repair`` of this folder measure, the first also without those articles.
``--shares develop2`` reads and shows nothing else, so that work on the reading does not see the measured halves.
"""
from __future__ import annotations

import argparse
from collections.abc import Collection, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec

from tests.gold.draw import SHARED
from tests.gold.marks import SEEDS, Share, subjects
from tests.gold.reading import read
from tests.gold.scoring import KINDS, Tally, score

SHARES: tuple[Share, ...] = (
    "seeds", "develop", "measure", "develop2", "measure2", "develop3", "measure3", "develop4", "measure5", "develop6",
    "develop7"
)
MEASURED: tuple[Share, ...] = ("measure", "measure2", "measure3", "measure5")
# Precision and recall that the measured halves must reach; the seed stories must be right throughout.
TARGETS = {
    "regions": (0.97, 0.97), "leaders": (0.95, 0.92), "date in the text": (0.98, 0.98),
    "date of the record": (0.98, 0.98), "event dates": (0.98, 0.98),
}
_OTHERS = ("papers", "stories", "repair")

Tallies = dict[Share, dict[str, Tally]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table and the errors."""
    parser = argparse.ArgumentParser(prog="python -m tests.gold", description="How well does the project read?")
    parser.add_argument("--errors", action="store_true", help="list the errors of the measured halves, too")
    parser.add_argument("--shares", nargs="+", choices=SHARES, help="only these, and nothing besides the table")
    chosen = parser.parse_args(arguments)
    if not SHARED.is_dir():
        print(f"skipped: the articles lie in {SHARED}, which is not here", *_other_measures(["papers"]), sep="\n")
        return
    tallies, broken = evaluate(chosen.shares or SHARES)
    others = () if chosen.shares else _other_measures(_OTHERS)
    for line in (*table(tallies), *broken, *shortfalls(tallies), *errors(tallies, chosen.errors), *others):
        print(line)


def evaluate(shares: Collection[Share] = SHARES) -> tuple[Tallies, list[str]]:
    """The tallies of the shares, and a sentence for each article that could not be read as one."""
    tallies: Tallies = {share: {} for share in SHARES if share in shares}
    broken = []
    for subject in subjects() if SEEDS.is_file() else ():
        if subject.share not in shares:
            continue
        try:
            reading = read(subject)
        except ValueError as error:
            broken.append(f"not measured: {error}")
            continue
        score(tallies[subject.share], subject.id, subject.marks, reading)
    return tallies, broken


def table(tallies: Tallies) -> Iterator[str]:
    """A row a kind; for each share precision, recall, F1 and how many are required."""
    yield " " * 20 + "".join(f"{share:^28}" for share in tallies)
    yield " " * 20 + f"{'P':>6}{'R':>7}{'F1':>7}{'of':>6}  " * len(tallies)
    for kind in KINDS:
        cells = [_cells(tallies[share].get(kind)) for share in tallies]
        yield f"{kind:<20}" + "  ".join(cells) if any(map(str.strip, cells)) else f"{kind:<20}not read yet"


def _cells(tally: Tally | None) -> str:
    if tally is None:
        return " " * 26
    figures = (tally.precision, tally.recall, tally.f1)
    shown = "".join(f"{'–' if figure is None else format(figure, '.3f'):>7}" for figure in figures)
    return f"{shown[1:]}{tally.found + tally.missing:>6}"


def shortfalls(tallies: Tallies) -> Iterator[str]:
    """A line for each figure below its target."""
    yield ""
    for kind, (precision, recall) in TARGETS.items():
        for share in [share for share in tallies if share in ("seeds", *MEASURED)]:
            targets = (1.0, 1.0) if share == "seeds" else (precision, recall)
            tally = tallies[share].get(kind)
            figures = (tally.precision, tally.recall) if tally else (None, None)
            for name, figure, target in zip(("precision", "recall"), figures, targets):
                if figure is not None and figure < target:
                    yield f"below target: {share}, {kind}: {name} {figure:.3f}, wanted {target:.2f}"


def errors(tallies: Tallies, measured_too: bool) -> Iterator[str]:
    """Every error, by share and kind; of the measured halves only if asked for."""
    for share in [share for share in tallies if measured_too or share not in MEASURED]:
        for kind in KINDS:
            tally = tallies[share].get(kind)
            if tally and tally.errors:
                yield f"\n{share}: {kind}"
                for error in tally.errors:
                    sign = "missing" if error.missing else "wrong  "
                    yield f"  {error.article}  {sign}  {error.what}  {error.evidence}".rstrip()


def _other_measures(names: Collection[str]) -> Iterator[str]:
    for name in names:
        module = f"tests.gold.{name}"
        if find_spec(module):
            yield f"\n{name}"
            yield from import_module(module).evaluate()


if __name__ == "__main__":
    main()
