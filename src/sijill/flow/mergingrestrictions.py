"""
What is kept back in one of two copies of a record is kept back where they are made one.

Restrictions lie on the desk and not in the record: a merge of logs alone would open the note
of an interview, or a restricted incident, to everybody at the other desk.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from sijill.flow.clock import now_utc
from sijill.flow.recording import RecordLayout
from sijill.flow.testimony import HOW, find_interviews
from sijill.model.account import Account
from sijill.model.role import Role, is_within
from sijill.model.working import Restriction
from sijill.store.database import Place
from sijill.store.desk import open_desk

_BESIDE = ("", "-wal")  # the file of a desk, and what was written to it last


def find_restrictions(
    mine: RecordLayout, theirs: RecordLayout, new: Collection[str]
) -> tuple[Restriction, ...]:
    """
    Return the restrictions that a record lacks of those of another copy.

    Where both keep one thing back the stricter holds: the higher role, and everybody whom
    either keeps it from and who has an account here. A note of an interview that came without
    its desk is for administrators, since nobody knows for whom it was.

    Args:
        mine: The record that grows.
        theirs: The other copy; it is only read.
        new: Digests of the documents that the record gets.
    """
    own, people = _read_own(mine)
    others = _read_copy(theirs)
    found = [
        stricter
        for one in others or ()
        if (stricter := _join(own.get((one.kind, one.item)), one, people))
        != own.get((one.kind, one.item))
    ]
    if others is None:
        found += [
            Restriction("document", note, Role.ADMINISTRATOR.value, "", now_utc(), HOW)
            for note in sorted(find_interviews(theirs).intersection(new))
        ]
    return tuple(found)


def keep_restrictions(mine: RecordLayout, restrictions: Collection[Restriction]) -> None:
    """Keep what another copy keeps back, before what it is about is there."""
    if not restrictions:
        return
    with closing(open_desk(mine.desk)) as desk:
        for one in restrictions:  # never open in between, whenever this is cut off
            same = {"kind": one.kind, "item": one.item}
            if not desk.change(Restriction, same, role=one.role, accounts=one.accounts):
                desk.add(one)


def _join(own: Restriction | None, other: Restriction, people: Collection[str]) -> Restriction:
    known = {id_ for id_ in other.accounts if id_ in people}
    if own is None:
        return replace(other, accounts=tuple(sorted(known)))
    role = other.role if is_within(Role(own.role), Role(other.role)) else own.role
    return replace(own, role=role, accounts=tuple(sorted(known.union(own.accounts))))


def _read_own(
    layout: RecordLayout,
) -> tuple[dict[tuple[str, str], Restriction], frozenset[str]]:
    if isinstance(layout.desk, Path) and not layout.desk.is_file():
        return {}, frozenset()
    with closing(open_desk(layout.desk)) as desk:
        people = frozenset(one.id for one in desk.list(Account))
        return {(one.kind, one.item): one for one in desk.list(Restriction)}, people


def _read_copy(layout: RecordLayout) -> tuple[Restriction, ...] | None:
    """Return the restrictions of a copy; ``None``: it came without its desk."""
    if not isinstance(layout.desk, Path):
        return _list(layout.desk)
    if not layout.desk.is_file():
        return None
    with TemporaryDirectory() as folder:  # what is opened may be written to
        for ending in _BESIDE:
            path = layout.desk.with_name(layout.desk.name + ending)
            if path.is_file():
                shutil.copyfile(path, Path(folder) / path.name)
        return _list(Path(folder) / layout.desk.name)


def _list(place: Place) -> tuple[Restriction, ...]:
    with closing(open_desk(place)) as desk:
        return tuple(desk.list(Restriction))
