"""
Inner loops as machine code, kept from one run to the next where there is a place to keep it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """
    Have a function compiled when it is first called.

    The code is kept beside the source or in the user's cache. Where neither may be written, as
    in a container, it is compiled anew by each process, which takes some seconds.
    """
    try:
        made = numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:  # "no locator available": nothing can be kept
        made = numba.njit(nogil=True)(function)
    return cast(F, made)
