"""
Tests of inner loops that are compiled, where their code can be kept and where it cannot.
"""

from __future__ import annotations

import pytest
from numba.core import caching

from sijill.link.people.compiling import compiled


def add(left: int, right: int) -> int:
    """Return a sum."""
    return left + right


def test_what_cannot_be_kept_is_compiled_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no folder may be written, as in a container, the loop is there all the same."""
    monkeypatch.setattr(caching.CacheImpl, "_locator_classes", [])
    made = compiled(add)

    assert made is not add
    assert made(2, 3) == 5
