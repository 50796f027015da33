"""Compiled functions: Numba's compiler, held to what exact counts in many threads allow.

No fast mathematics, so that a sum is rounded as NumPy rounds it. No parallel loops: Numba's
``workqueue`` threads abort the process when two requests meet; here each request runs in the
thread that asks, without the interpreter's lock. Machine code is kept beside the sources, or in
the user's cache folder where those cannot be written.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """The function as machine code for the types that it is first called with."""
    return cast("Function", numba.njit(cache=True, nogil=True, error_model="numpy")(function))


def inlined(function: Function) -> Function:
    """The same for a small function that compiled ones call: it costs no call there."""
    return cast(
        "Function", numba.njit(cache=True, nogil=True, error_model="numpy", inline="always")(function)
    )
