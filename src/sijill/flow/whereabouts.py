"""
Where a record lies, and what to do where none does: a sentence for what stands in its place.
"""

from __future__ import annotations

from pathlib import Path

from sijill.errors import RecordError, say_command
from sijill.publish.release import CHECKSUMS
from sijill.store.vault import describe

SETTINGS_FILE = "sijill.toml"
"""The file that makes a folder a record."""

_BACKUP = ".tar"
_PARTS = ("custody.jsonl", "vault")


def find_settings(folder: Path) -> Path:
    """
    Return the settings file of the record in *folder*, which can be read.

    Raises:
        RecordError: If there is none, saying what stands there; or if it cannot be read.
    """
    path = folder / SETTINGS_FILE
    if not is_there(path):
        raise RecordError(_explain_absence(folder))
    try:
        path.open("rb").close()
    except OSError as why:
        raise RecordError(_say_closed(path, why)) from why
    return path


def is_release(folder: Path) -> bool:
    """
    Say whether a folder is a release, and no record.

    Raises:
        RecordError: If it cannot be looked into.
    """
    return is_there(folder / CHECKSUMS) and not is_there(folder / SETTINGS_FILE)


def is_there(path: Path) -> bool:
    """
    Say whether a file is there.

    Raises:
        RecordError: If its folder cannot be looked into.
    """
    try:
        return path.is_file()
    except OSError as why:
        raise RecordError(_say_closed(path.parent, why)) from why


def need_new_folder(folder: Path) -> None:
    """
    Go on if a record can be made in *folder*: it is not there yet, or is empty.

    Raises:
        RecordError: If something is in its way, or it cannot be looked into.
    """
    if is_there(folder / SETTINGS_FILE):
        raise RecordError(
            f"{folder} is a record already. Capture into it with `sijill capture`."
        )
    if folder.is_file():
        raise RecordError(f"{folder} is a file. Name a new folder for the record.")
    try:
        holds_something = folder.exists() and any(folder.iterdir())
    except OSError as why:
        raise RecordError(_say_closed(folder, why)) from why
    if holds_something:
        raise RecordError(f"{folder} is not empty. Name a new folder for the record.")


def _explain_absence(folder: Path) -> str:
    """Return why *folder* is no record, and what to name or do instead."""
    above = _find_above(folder)
    if above is not None:
        what = "a file" if folder.is_file() else "a folder"
        return f"{folder} is {what} in the record {above}. Name the record itself: {above}"
    if folder.suffix == _BACKUP and folder.is_file():
        return (
            f"{folder} is a file, and a record is a folder. If it is a backup, make a record "
            f"of it first: {say_command('store restore', folder)} NEW_FOLDER"
        )
    if folder.is_file():
        return (
            f"{folder} is a file, and a record is a folder. Name the folder of the record: it "
            f"has a {SETTINGS_FILE} in it. A file is put into one with `sijill capture`."
        )
    if not folder.exists():
        return (
            f"there is no folder {folder}. Correct its name, or make a record there: "
            f"{say_command('init', folder)}"
        )
    return _explain_folder(folder)


def _explain_folder(folder: Path) -> str:
    if is_release(folder):
        return (
            f"{folder} is a release and no record. Name the record that it was made from; a "
            "release can be checked with `sijill custody verify`."
        )
    if any((folder / part).exists() for part in _PARTS):
        return (
            f"{folder} has parts of a record, but its {SETTINGS_FILE} is missing. Put that "
            "file back, or restore a backup with `sijill store restore`."
        )
    try:
        below = sorted(path.parent for path in folder.glob(f"*/{SETTINGS_FILE}"))
        is_empty = not any(folder.iterdir())
    except OSError as why:
        return _say_closed(folder, why)
    if below:
        return f"{folder} is no record, but one lies in it. Name that: {below[0]}"
    if is_empty:
        return (
            f"{folder} is an empty folder. Make a record of it: {say_command('init', folder)}"
        )
    return (
        f"{folder} is a folder with other things in it, and no record: it has no "
        f"{SETTINGS_FILE}. Name a record's folder, or make a record in a new one with "
        "`sijill init`."
    )


def _find_above(folder: Path) -> Path | None:
    """Return the record that something which is there lies in, if it lies in one."""
    if not folder.exists():
        return None
    return next(
        (path for path in folder.absolute().parents if (path / SETTINGS_FILE).is_file()), None
    )


def _say_closed(path: Path, why: OSError) -> str:
    return (
        f"{path} cannot be read: {describe(why)}. Ask whoever it belongs to for leave to read "
        "it, or run the command from their account."
    )
