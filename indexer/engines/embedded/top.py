"""The first few of very many, by several keys, without sorting them all."""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from indexer.engines.embedded.segment_file import Array


def first_by(keys: Sequence[Array], count: int) -> npt.NDArray[np.int64]:
    """The places of the ``count`` smallest entries, smallest first: by the first key, ties by the next, and so on,
    then by place. All keys have the same length; fewer places come back where there are fewer."""
    open_places = np.arange(len(keys[0]))
    settled = []
    wanted = count
    for key in keys:
        if len(open_places) <= wanted or wanted <= 0:
            break
        values = key[open_places]
        threshold = np.partition(values, wanted - 1)[wanted - 1]
        below = open_places[values < threshold]
        settled.append(below)
        wanted -= len(below)
        open_places = open_places[values == threshold]
    candidates = np.concatenate([*settled, open_places[: max(wanted, 0)]])
    # lexsort decides by its last key first; the place itself is the last resort.
    order = np.lexsort((candidates, *(key[candidates] for key in reversed(keys))))
    first: npt.NDArray[np.int64] = candidates[order]
    return first
