"""
The actors of a record by their terms, for pages that name them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from sijill.flow.recording import RecordLayout
from sijill.flow.team.bench import Workbench
from sijill.flow.workbench.book import open_book
from sijill.flow.workbench.ground import own_of
from sijill.model import Actor
from sijill.resolve.actors import load_actors
from sijill.resolve.terms import KINDS


def find_actors(bench: Workbench) -> Mapping[str, Actor]:
    """Return every actor by its term: the bundled ones, and the record's own."""
    layout = bench.layout
    changes = len(open_book(layout).general)
    files = (layout.vocabulary(name) for name in KINDS)
    stamp = tuple(path.stat().st_mtime_ns if path.exists() else 0 for path in files)
    return _read_actors(layout, changes, stamp)


@lru_cache(maxsize=8)
def _read_actors(
    layout: RecordLayout,
    changes: int,  # noqa: ARG001  (what the answer is kept by)
    stamp: tuple[int, ...],  # noqa: ARG001  (likewise)
) -> Mapping[str, Actor]:
    return load_actors(own=own_of(layout).terms).actors
