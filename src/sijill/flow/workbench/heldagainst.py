"""
Which sums were held against which incidents: read once, then only those that changed.
"""

from __future__ import annotations

from collections.abc import Collection
from threading import Lock
from weakref import WeakKeyDictionary

from sijill.flow.workbench.columns import load_columns
from sijill.model import Summary
from sijill.model.rows import SummaryRow
from sijill.store import Store

_LOCK = Lock()
_KNOWN: WeakKeyDictionary[Store, dict[str, tuple[int, frozenset[str]]]] = WeakKeyDictionary()


def find_sums_over(store: Store, incidents: Collection[str]) -> frozenset[str]:
    """
    Return the ids of the sums that were held against any of some incidents.

    What they leave unexplained tells of each of these.
    """
    if not incidents:
        return frozenset()
    wanted = frozenset(incidents)
    asked = ("sums over", wanted)
    return store.rows.keep(
        asked,
        lambda: frozenset(
            id_ for id_, (_, inside) in _read(store).items() if not wanted.isdisjoint(inside)
        ),
    )


def _read(store: Store) -> dict[str, tuple[int, frozenset[str]]]:
    """Return the incidents of each sum, with the number of the row that it had then."""
    columns = load_columns(store, SummaryRow)
    numbers = dict(zip(columns.ids, columns.numbers["number"].tolist(), strict=True))
    with _LOCK:
        known = _KNOWN.setdefault(store, {})
        new = [id_ for id_, number in numbers.items() if known.get(id_, (None,))[0] != number]
        for id_, summary in store.find_records(Summary, new).items():
            inside = frozenset((*summary.incidents, *summary.possible))
            known[id_] = numbers[id_], inside
        for id_ in known.keys() - numbers.keys():
            del known[id_]
        return dict(known)
