"""
Lists of places put into a record's own gazetteer: all of one command, or none.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sijill.errors import RefusedError, SettingsError
from sijill.flow.clock import now_utc
from sijill.flow.progress import Progress, ignore_progress
from sijill.flow.recording import RecordLayout, write_record
from sijill.flow.surveying import load_known
from sijill.model import PlaceList, Refusal
from sijill.resolve.lists import (
    LIST_KINDS,
    LISTS_VERSION,
    ListFormat,
    Part,
    RefusedRow,
    find_format,
    list_parts,
    read_parts,
    write_list,
)

_SIBLINGS = (".dbf", ".cpg", ".prj")
Sink = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class AddSettings:
    """
    What is said of the lists that are added, where it is not to be told from them.

    Attributes:
        by: Who adds them.
        name: Name in the record, for one file; ``None``: the file's name.
        kind: One of `LIST_KINDS`; ``None``: told from the file.
        licence: Licence; ``None``: what such lists usually have.
        attribution: Whom to name; ``None``: whom such lists usually name.
    """

    by: str
    name: str | None = None
    kind: str | None = None
    licence: str | None = None
    attribution: str | None = None


@dataclass(slots=True)
class _Drafts:
    """Lists that are written and do not count yet."""

    lists: dict[str, PlaceList] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)


def add_lists(
    folder: Path,
    paths: Sequence[Path],
    refuse: Sink,
    *,
    settings: AddSettings,
    dry_run: bool = False,
    progress: Progress = ignore_progress,
) -> tuple[PlaceList, ...]:
    """
    Add lists of places to a record's gazetteer: all of them at once, or, cut off, none.

    Args:
        folder: The record.
        paths: The files; a ZIP archive is one list.
        refuse: Takes a refusal for each row, or file, that gives no place.
        settings: What is said of them.
        dry_run: Read everything, and let nothing count.
        progress: Told of the rows read.

    Returns:
        The lists, as they stand in the record now.

    Raises:
        SettingsError: If one name is given for several files, or the kind is not known.
        RecordError: If there is no record, or another process writes to it.
        StoreError: If the disk does not take them.
    """
    if settings.name and len(paths) > 1:
        raise SettingsError("--name goes with one file; add the others by themselves.")
    if settings.kind and settings.kind not in LIST_KINDS:
        raise SettingsError(f"a list's kind is one of {', '.join(LIST_KINDS)}.")
    with write_record(folder, clears=True) as layout, _clearing(layout):
        layout.gazetteer.clear_drafts()
        before = {one.name: one for one in layout.gazetteer.load_lists()}
        drafts = _Drafts()
        for path in paths:
            try:
                _draft(layout, path, drafts, refuse, settings, progress)
            except RefusedError as why:
                refuse(_refuse(path.name, None, why.reason, why.text))
        if drafts.lists and not dry_run:
            kept = {**before, **drafts.lists}
            layout.gazetteer.save_lists(kept.values(), drafts.files)
        return tuple(drafts.lists.values())


@contextmanager
def _clearing(layout: RecordLayout) -> Iterator[None]:
    """Take drafts away, however the block ends."""
    try:
        yield
    finally:
        layout.gazetteer.clear_drafts()


def _draft(
    layout: RecordLayout, path: Path, drafts: _Drafts, refuse: Sink, settings: AddSettings,
    progress: Progress,
) -> None:  # fmt: skip
    parts = list_parts(path)
    about = find_format(parts[0])
    parts = tuple(part for part in parts if _is_of(part, about, settings))
    kind = settings.kind or about.kind
    digest = _digest_parts(parts)
    version = f"{kind}@{hashlib.sha256(f'{LISTS_VERSION} {digest}'.encode()).hexdigest()[:12]}"
    name = settings.name or name_list(path.stem)
    if name in drafts.lists:
        raise RefusedError("repeated_id", "a file before it gives a list of the same name")
    draft = layout.gazetteer.draft_file()
    written = write_list(
        draft,
        read_parts(parts, kind, load_known()),
        version=version,
        refuse=lambda row: refuse(_refuse_row(path, row)),
        told=lambda rows: progress(name, rows, None),
    )
    if not written.places:
        rows = written.refused + written.left_out
        why = "none of its rows gives a place" if rows else "it has headings and no rows"
        raise RefusedError("list_empty", why)
    made = PlaceList(
        name, kind, version, f"{name}-{version.partition('@')[2]}.sqlite", digest,
        written.places, written.refused, written.left_out,
        settings.licence or about.licence, settings.attribution or about.attribution,
        path.name, now_utc(), settings.by,
    )  # fmt: skip
    drafts.lists[name] = made
    drafts.files[made.file] = draft


def _is_of(part: Part, about: ListFormat, settings: AddSettings) -> bool:
    """Say whether a member of an archive belongs to the list, or only lies beside it."""
    if settings.kind:
        return True
    try:
        return find_format(part).kind == about.kind
    except RefusedError:
        return False


def name_list(stem: str) -> str:
    """
    Return a file's name as the name of a list.

    Examples:
        >>> name_list("SYR adm2 (2024)"), name_list("…")
        ('syr-adm2-2024', 'list')
    """
    return re.sub(r"[^\w]+", "-", stem.casefold()).strip("-") or "list"


def _digest_parts(parts: Sequence[Part]) -> str:
    """Return the SHA-256 over the bytes of a list's files, in their order."""
    digest = hashlib.sha256()
    beside = [
        one for p in parts if p.ending == ".shp" for e in _SIBLINGS if (one := p.sibling(e))
    ]
    for part in (*parts, *beside):
        with part.open() as data:
            while piece := data.read(2**20):
                digest.update(piece)
    return digest.hexdigest()


def _refuse_row(path: Path, row: RefusedRow) -> Refusal:
    name = path.name if row.part == path.name else f"{path.name}/{row.part}"
    return _refuse(name, row.row, row.reason, row.text)


def _refuse(name: str, row: int | None, reason: str, text: str) -> Refusal:
    where = f"{name}, row {row}" if row else name
    sentence = f"{where}: {text}. Correct it and add the file again."
    kind = "row" if row else "list"
    return Refusal(kind, where, "gazetteer", LISTS_VERSION, reason, sentence)
