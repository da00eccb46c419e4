"""
What a server of the workbench stands on: one record, opened once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sijill.flow.recording import RecordLayout, open_record
from sijill.flow.settings import load_settings
from sijill.flow.team.door import Door
from sijill.flow.team.sealing import Sealer, load_sealer
from sijill.flow.workbench_settings import Settings
from sijill.store import Desk, Store, open_desk, open_store
from sijill.store.moment import one_moment


@dataclass(frozen=True, slots=True)
class Workbench:
    """
    One record and who is at work on it.

    Attributes:
        layout: Where the record lies.
        store: Its derived records, kept open; any number of threads read.
        desk: What belongs to the people and not to the record.
        rules: How the workbench is set.
        sealer: Seals what the desk must give back as it was.
        mode: ``local`` (one person on this machine) or ``team``.
        owner: Whose decisions those of a local workbench are.
        door: How the one person of a local workbench comes in.
    """

    layout: RecordLayout
    store: Store
    desk: Desk
    rules: Settings
    sealer: Sealer
    mode: str = "local"
    owner: str = "unknown"
    door: Door = field(default_factory=Door)

    def one_moment(self) -> AbstractContextManager[None]:
        """Let what a request asks of how far the record is be answered once, on a server."""
        return one_moment()


@contextmanager
def open_workbench(
    folder: Path, *, mode: str = "local", owner: str = "unknown"
) -> Iterator[Workbench]:
    """
    Open a record for the workbench, and close it after the block.

    Args:
        folder: The record.
        mode: ``local`` (one person on this machine) or ``team``.
        owner: Whose decisions those of a local workbench are.

    Raises:
        RecordError: If *folder* is no record.
        SettingsError: If the desk's key is none.
        StoreError: If its derived records cannot be opened.
    """
    layout = open_record(folder)
    rules = load_settings(layout.settings).workbench
    sealer = load_sealer(layout.desk_key)
    with open_store(layout.derived) as store, closing(open_desk(layout.desk)) as desk:
        yield Workbench(layout, store, desk, rules, sealer, mode, owner)
