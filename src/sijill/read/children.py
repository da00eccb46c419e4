"""
How child processes start and end: deaf to Ctrl-C, and never longer than their parent.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# A parent that leaves at once leaves semaphores behind, which Python clears away by itself.
_QUIET = "ignore:resource_tracker:UserWarning"


@contextmanager
def start_deaf() -> Iterator[None]:
    """
    Let children that start in this block never hear Ctrl-C; the parent hears it afterwards.

    A terminal sends it to all of them at once; the parent alone says what became of it.
    """
    if _QUIET not in sys.warnoptions:
        sys.warnoptions.append(_QUIET)  # children inherit it
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end_with_parent() -> None:
    """Let this child end when its parent does, however that ended; runs in the child."""
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
