"""Loops that numpy cannot do, compiled to machine code when they are first used and kept on the disk."""
from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numba

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compiles a function over numpy arrays and numbers, for each combination of their types once. It neither holds
    the interpreter's lock nor checks indices. The machine code is kept beside the module, or in the user's cache
    folder (NUMBA_CACHE_DIR names another), or, where neither can be written, nowhere: each process then compiles."""
    try:
        made = numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:  # no folder to keep it in
        made = numba.njit(nogil=True)(function)
    return cast(Callable[P, R], made)
