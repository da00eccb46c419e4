"""
What deciding stands on: the record, how it is linked and reconciled, and who may write.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import RLock

from sijill.errors import RecordBusy
from sijill.flow.extracting import load_tools
from sijill.flow.owning import Own, load_own
from sijill.flow.recording import (
    PATIENCE_S,
    Decisions,
    RecordLayout,
    read_decisions,
    write_record,
)
from sijill.flow.settings import Settings, load_settings
from sijill.flow.weighing import load_weights
from sijill.flow.workbench.book import open_book
from sijill.link import Weights
from sijill.reconcile.codebooks import read_own_codebooks
from sijill.reconcile.codebooks.form import Codebook
from sijill.resolve.actors import ActorVocabulary
from sijill.store import Store
from sijill.store.holding import reading_once

Stamp = tuple[tuple[str, int], ...]
_WRITING: dict[Path, RLock] = {}


@dataclass(frozen=True, slots=True)
class Ground:
    """
    A record, ready for a decision.

    Attributes:
        layout: Where it lies.
        store: Its derived records.
        settings: Its settings.
        weights: The match weights that hold in it.
        books: Its own codebooks.
        writing: Held by the one thread of this process that writes.
    """

    layout: RecordLayout
    store: Store
    settings: Settings
    weights: Weights
    books: Sequence[Codebook]
    writing: RLock

    @contextmanager
    def hold(self) -> Iterator[RecordLayout]:
        """
        Give the record to one decision alone, after those that came before it.

        Who waits for another thread waits no longer in all, so that while a run holds the
        record each is told so at once and does not keep the next one waiting.

        Raises:
            RecordBusy: If another process or thread writes to it for longer than that.
        """
        until = time.monotonic() + PATIENCE_S
        if not self.writing.acquire(timeout=PATIENCE_S):
            raise RecordBusy
        try:
            left_s = max(0.0, until - time.monotonic())
            with write_record(self.layout.folder, wait_s=left_s) as layout, reading_once():
                yield layout
        finally:
            self.writing.release()

    def actors(self, decisions: Decisions) -> ActorVocabulary:
        """Return the actors as the record's files and people's changes have them."""
        return load_tools(load_own(self.layout, decisions))[1]


def find_ground(layout: RecordLayout, store: Store) -> Ground:
    """Return what deciding in a record stands on; read again only where a file has changed."""
    folder = layout.folder.resolve()
    settings, weights, books = _read_ways(layout, _stamp(layout))
    writing = _WRITING.setdefault(folder, RLock())
    return Ground(layout, store, settings, weights, books, writing)


def own_of(layout: RecordLayout) -> Own:
    """Return what a record has of its own now; only what is new in the log is read."""
    return load_own(layout, read_decisions(open_book(layout).select(())))


@lru_cache(maxsize=8)
def _read_ways(
    layout: RecordLayout,
    stamp: Stamp,  # noqa: ARG001  (what the answer is kept by)
) -> tuple[Settings, Weights, tuple[Codebook, ...]]:
    settings = load_settings(layout.settings)
    weights = load_weights(layout, settings.link)
    return settings, weights, tuple(read_own_codebooks(layout.codebooks))


def _stamp(layout: RecordLayout) -> Stamp:
    """Return which files say how the record is linked, and when each was written."""
    folders = (layout.codebooks, layout.folder / "frozen")
    files = [layout.settings, *(path for folder in folders for path in folder.glob("*.toml"))]
    return tuple((str(path), path.stat().st_mtime_ns) for path in sorted(files))
