"""
The record's own gazetteer: lists of places shown, taken away, and asked.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from sijill.errors import SettingsError
from sijill.flow.recording import RecordLayout, open_record, write_record
from sijill.model import PlaceList
from sijill.resolve import Entry, OpenList, OwnList, open_gazetteer

_SAMPLE = 10


@dataclass(frozen=True, slots=True)
class ListShown:
    """
    One list, with some of its places.

    Attributes:
        about: The list.
        sample: Its first places.
    """

    about: PlaceList
    sample: tuple[Entry, ...]


def find_own(layout: RecordLayout) -> tuple[OwnList, ...]:
    """Return the record's own lists, for opening a gazetteer with them."""
    folder = layout.gazetteer
    return tuple(
        OwnList(folder.path_of(one), one.kind, one.version) for one in folder.load_lists()
    )


def list_gazetteers(folder: Path | None) -> tuple[PlaceList, ...]:
    """
    Return what is bundled and, of a record, what was added to it.

    Raises:
        RecordError: If there is no record there.
    """
    own = open_record(folder).gazetteer.load_lists() if folder else ()
    return (*_bundled_lists(), *own)


def _bundled_lists() -> tuple[PlaceList, ...]:
    text = files("sijill.resolve").joinpath("bundled.toml").read_text("utf-8")
    counted = open_gazetteer().count_places()
    return tuple(
        PlaceList(
            name, "bundled", row["version"], row["file"], "", counted.get(name, 0),
            licence=row["licence"], attribution=row["attribution"],
        )
        for name, row in tomllib.loads(text).items()
    )  # fmt: skip


def show_list(folder: Path, name: str) -> ListShown:
    """
    Return one of a record's lists, with its first places.

    Raises:
        SettingsError: If the record has no list of that name.
    """
    layout = open_record(folder)
    about = _find_list(layout, name)
    own = OwnList(layout.gazetteer.path_of(about), about.kind, about.version)
    return ListShown(about, tuple(OpenList(own).sample_places(_SAMPLE)))


def _find_list(layout: RecordLayout, name: str) -> PlaceList:
    lists = {one.name: one for one in layout.gazetteer.load_lists()}
    if name not in lists:
        known = f" It has {', '.join(lists)}." if lists else " It has none yet."
        raise SettingsError(f"the record has no list {name!r}.{known}")
    return lists[name]


def remove_list(folder: Path, name: str, *, dry_run: bool = False) -> PlaceList:
    """
    Take a list away from a record's gazetteer; the next run resolves without it.

    Raises:
        SettingsError: If the record has no list of that name.
        RecordError: If there is no record, or another process writes to it.
    """
    with write_record(folder) as layout:
        gone = _find_list(layout, name)
        if not dry_run:
            kept = [one for one in layout.gazetteer.load_lists() if one.name != name]
            layout.gazetteer.save_lists(kept, {})
        return gone


def find_places(folder: Path | None, name: str) -> tuple[Entry, ...]:
    """
    Return every place of that name in the bundled gazetteer and a record's own lists.

    Raises:
        RecordError: If there is no record there.
    """
    own = find_own(open_record(folder)) if folder else ()
    return open_gazetteer(own=own).find_places(name)


__all__ = [
    "Entry", "ListShown", "find_own", "find_places", "list_gazetteers", "remove_list",
    "show_list",
]  # fmt: skip
