"""
Whether this process was told to end, for answers that would else go on for a minute.
"""

from __future__ import annotations

import signal
import threading
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_told = threading.Event()


def is_ending() -> bool:
    """
    Say whether the process was told to end.

    Examples:
        >>> is_ending()
        False
    """
    return _told.is_set()


def listen_for_end() -> None:
    """
    Note it when the process is told to end, before whoever listened until now.

    Only a process's first thread is told; in another one nothing is done.
    """
    if threading.current_thread() is threading.main_thread():
        for number in _SIGNALS:
            _listen(number)


def _listen(number: signal.Signals) -> None:
    before = signal.getsignal(number)

    def note(sign: int, frame: FrameType | None) -> None:
        _told.set()
        if callable(before):
            before(sign, frame)

    signal.signal(number, note)
