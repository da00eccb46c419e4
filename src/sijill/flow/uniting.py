"""
That two incidents are one, or a claim speaks of an incident, said from the command line.
"""

from __future__ import annotations

from pathlib import Path

from sijill.errors import SettingsError
from sijill.flow.deciding import append_decision, decide_judgement
from sijill.flow.finding import find_of_kind
from sijill.flow.recording import RecordLayout, open_record
from sijill.flow.workbench.book import open_book
from sijill.flow.workbench.ground import find_ground
from sijill.flow.workbench.joining import work_out_joining
from sijill.model import Incident, Judgement
from sijill.store import Store, open_store

_SIDE = ("Claim", "Incident", "Refusal")


def unite(
    folder: Path, left: str, right: str, *, by: str, why: str, dry_run: bool = False
) -> tuple[Judgement, ...]:
    """
    Append that two claims, or two incidents, are one incident.

    An incident stands for all its claims: as many pairs are judged as it takes for all of them
    to stand together, each with the same reason. Of two claims this one pair is judged.

    Args:
        folder: The record.
        left: Id of a claim or of an incident.
        right: Id of another.
        by: Who decides.
        why: The reason.
        dry_run: Return the decisions; write nothing.

    Raises:
        SettingsError: If an id names neither, both name one, the claim is in the incident, or
            somebody decided that two of the claims are of different incidents.
    """
    layout = open_record(folder)
    with open_store(layout.derived) as store:
        sides = [_find_side(store, layout, given) for given in (left, right)]
        if max(map(len, sides)) == 1:
            same = decide_judgement(
                folder, left, right, verdict="same", by=by, why=why, dry_run=dry_run
            )
            return (same,)
        if not set(sides[0]).isdisjoint(sides[1]):
            raise SettingsError(
                f"{left!r} and {right!r} are of one incident already; nothing is to be decided."
            )
        ground = find_ground(layout, store)
        made, _ = work_out_joining(ground, open_book(layout), *sides, by=by, why=why)
    append_decision(folder, *made, dry_run=dry_run)
    return made


def _find_side(store: Store, layout: RecordLayout, given: str) -> tuple[str, ...]:
    """Return the claims that an id stands for: its own, or all of the incident."""
    kind, id_ = find_of_kind(store, layout, given, *_SIDE)
    incident = store.find_record(Incident, id_) if kind == "Incident" else None
    return incident.claims if incident else (id_,)
