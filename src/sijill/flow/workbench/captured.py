"""
What was captured, by id: kept in memory until more is captured.
"""

from __future__ import annotations

from functools import lru_cache
from time import monotonic

from sijill.flow.recording import RecordLayout, load_documents
from sijill.flow.team.bench import Workbench
from sijill.model import Document
from sijill.store import AppendLog

_KEPT_S = 60.0


def find_captured(bench: Workbench, id: str) -> Document | None:
    """Return a captured document; the custody log is read again only when it has grown."""
    return _captured(bench.layout, captured_stamp(bench.layout)).get(id)


def captured_stamp(layout: RecordLayout) -> int:
    """Return what changes when the custody log has grown."""
    log = layout.custody
    if isinstance(log, AppendLog) and log.path.exists():
        return log.path.stat().st_size
    return int(monotonic() / _KEPT_S)  # a server's log says its length only when it is read


@lru_cache(maxsize=2)
def _captured(layout: RecordLayout, stamp: int) -> dict[str, Document]:  # noqa: ARG001
    return load_documents(layout)
