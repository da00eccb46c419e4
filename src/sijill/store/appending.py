"""
Entries appended to several logs of a record in one go.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sijill.store.chain import Line, Log
from sijill.store.tablelog import TableLog


def save_all(given: Sequence[tuple[Log, Iterable[Line]]]) -> list[tuple[Line, ...]]:
    """
    Append entries to several logs: to those of a database all or none, to files in turn.

    Args:
        given: Each log with its entries; see `Log.save_entries`.

    Returns:
        The lines of each as they were kept.

    Raises:
        ChainBroken: If a log that is there is not whole.
        StoreError: If the disk or the server does not take them.
    """
    tables = [(log, entries) for log, entries in given if isinstance(log, TableLog)]
    if len(tables) == len(given):
        return TableLog.save_together(tables)
    return [log.save_entries(entries) for log, entries in given]
