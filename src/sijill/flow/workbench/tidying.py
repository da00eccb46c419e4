"""
What a server does for its record beside the requests, again and again.
"""

from __future__ import annotations

from threading import Thread
from time import sleep

from sijill.flow.team.bench import Workbench
from sijill.store import Store

_EVERY_S = 2.0


def keep_tidy(bench: Workbench) -> None:
    """Begin to take into the record's file what is written beside it, so that nobody waits."""
    Thread(target=_tidy, args=(bench.store,), daemon=True).start()


def _tidy(store: Store) -> None:
    while store.tidy():
        sleep(_EVERY_S)
