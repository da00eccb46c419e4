"""
Two copies of one record that went apart become one again: vault, logs, and what contradicts.

Nothing is rewritten. Bytes are united first; then each log gets, after its own lines, the
lines that only the other copy has. A kill leaves a record that is whole and lacks a part of
the other's lines; the same command adds the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sijill.errors import CustodyError, RecordError, StoreError
from sijill.flow.clock import now_utc
from sijill.flow.mergingrestrictions import find_restrictions, keep_restrictions
from sijill.flow.progress import Progress, ignore_progress
from sijill.flow.recording import (
    Answer,
    RecordLayout,
    open_record,
    read_decision,
    strip_chain,
    write_record,
)
from sijill.model import CustodyEntry, Identity, Parting
from sijill.model.custody import MERGED
from sijill.model.form import from_json, to_json
from sijill.model.ids import digest_bytes
from sijill.model.working import Restriction
from sijill.review import differs, end_twins, find_apart
from sijill.store.chain import Line, Log
from sijill.store.joining import count_common, essence, lacking, take_over

_LOGS = ("custody", "decisions", "identities")
# What people keep beside the logs: told where it differs, and never touched.
_FILES = ("sijill.toml", "actors.toml", "sources.toml")
_FOLDERS = ("codebooks", "gazetteer", "hand", "frozen", "releases")


@dataclass(frozen=True, slots=True)
class FileDifference:
    """
    A file beside the logs that is not the same in both copies; the person settles it.

    Attributes:
        path: The file, inside the record.
        what: ``differs``, ``only_here`` or ``only_there``.
    """

    path: str
    what: str


@dataclass(frozen=True, slots=True)
class MergeReport:
    """
    What a merge did, or would do.

    Attributes:
        documents: Ids of documents that the record did not have.
        lines: How many lines each log got from the other copy, by the log's name.
        common: How many lines from the first on are the same in both, by the log's name.
        contradicting: Pairs of ids of decisions that answer one thing differently.
        ended: Ids of incidents and victims that ended in an older id for the same words.
        files: Files beside the logs that are not the same.
        restrictions: How many restrictions were taken over, or made stricter.
        changed: Whether the record has, or would have, anything new.
    """

    documents: tuple[str, ...]
    lines: dict[str, int]
    common: dict[str, int]
    contradicting: tuple[tuple[str, str], ...]
    ended: tuple[str, ...]
    files: tuple[FileDifference, ...]
    restrictions: int
    changed: bool


@dataclass(frozen=True, slots=True)
class _Copy:
    custody: tuple[Line, ...]
    decisions: tuple[Line, ...]
    identities: tuple[Line, ...]

    def log(self, name: str) -> tuple[Line, ...]:
        lines: tuple[Line, ...] = getattr(self, name)
        return lines


@dataclass(frozen=True, slots=True)
class _Plan:
    documents: tuple[str, ...]
    custody: tuple[Line, ...]
    partings: tuple[Parting, ...]
    decisions: tuple[Line, ...]
    identities: tuple[Line, ...]
    twins: tuple[Identity, ...]
    contradicting: tuple[tuple[str, str], ...]
    restrictions: tuple[Restriction, ...]


def merge_record(
    folder: Path,
    other: Path,
    *,
    by: str,
    dry_run: bool = False,
    progress: Progress = ignore_progress,
) -> MergeReport:
    """
    Take into the record in *folder* what another copy of it has.

    Args:
        folder: The record that grows.
        other: The other copy; it is only read.
        by: Who merges; written into the custody log.
        dry_run: Say what would be done; write nothing.
        progress: Told of each document of the other copy that is hashed.

    Raises:
        RecordError: If one of the two is no record, both are one, or another process writes.
        CustodyError: If the other copy, or a log of this one, is not what it was; nothing is
            changed then.
    """
    theirs_at = open_record(other)
    if folder.resolve() == other.resolve():
        raise RecordError("both folders are one record. Name the folder of the other copy.")
    if dry_run:
        mine_at = open_record(folder)
        mine, theirs = _read(mine_at), _read_whole(theirs_at, progress)
        return _report(
            mine_at, theirs_at, mine, theirs, _plan(mine_at, theirs_at, mine, theirs)
        )
    with write_record(folder, clears=True) as mine_at:
        mine, theirs = _read(mine_at), _read_whole(theirs_at, progress)
        plan = _plan(mine_at, theirs_at, mine, theirs)
        report = _report(mine_at, theirs_at, mine, theirs, plan)
        _write(mine_at, theirs_at, theirs, plan, by)
        return report


def _read(layout: RecordLayout) -> _Copy:
    return _Copy(*(tuple(_log(layout, name).stream_entries()) for name in _LOGS))


def _log(layout: RecordLayout, name: str) -> Log:
    log: Log = getattr(layout, name)
    return log


def _read_whole(layout: RecordLayout, progress: Progress) -> _Copy:
    """Read the other copy, every chain followed and every document hashed."""
    try:
        copy = _read(layout)
        documents = _documents(copy)
        for number, one in enumerate(documents, start=1):
            layout.vault.load_bytes(one)
            progress("check", number, len(documents))
    except (CustodyError, StoreError) as why:
        raise CustodyError(f"the other copy is damaged, and nothing was merged: {why}") from why
    return copy


def _documents(copy: _Copy) -> tuple[str, ...]:
    found = {str(line["document_id"]) for line in copy.custody if line.get("document_id")}
    return tuple(sorted(found))


def _plan(layout: RecordLayout, theirs_at: RecordLayout, mine: _Copy, theirs: _Copy) -> _Plan:
    held = set(_documents(mine))
    new = tuple(
        one for one in _documents(theirs) if one not in held or not layout.vault.holds(one)
    )
    decisions = lacking(mine.decisions, theirs.decisions)
    only_mine = _answers(lacking(theirs.decisions, mine.decisions))
    only_theirs = _answers(decisions)
    partings = find_apart(only_mine, only_theirs)
    known = {line["id"] for line in (*mine.decisions, *decisions)}
    identities = lacking(mine.identities, theirs.identities)
    twins = end_twins(_identities(mine.identities), _identities(theirs.identities))
    said = {essence(line) for line in (*mine.identities, *identities)}
    return _Plan(
        new,
        lacking(mine.custody, theirs.custody),
        tuple(one for one in partings if one.id not in known),
        decisions,
        identities,
        tuple(one for one in twins if essence(to_json(one)) not in said),
        _contradictions(partings, (*only_mine, *only_theirs)),
        find_restrictions(layout, theirs_at, new),
    )


def _answers(lines: Sequence[Line]) -> tuple[Answer, ...]:
    found = (read_decision(line) for line in lines)
    return tuple(one for one in found if isinstance(one, Answer))


def _identities(lines: Sequence[Line]) -> tuple[Identity, ...]:
    return tuple(from_json(Identity, strip_chain(line)) for line in lines)


def _contradictions(
    partings: Sequence[Parting], answers: Sequence[Answer]
) -> tuple[tuple[str, str], ...]:
    by_id = {one.id: one for one in answers}
    pairs = (line.apart for line in partings)
    return tuple((a, b) for a, b in pairs if differs(by_id[a], by_id[b]))


def _write(mine: RecordLayout, theirs: RecordLayout, copy: _Copy, plan: _Plan, by: str) -> None:
    """Append what is new; what tells of decisions made apart stands before they do."""
    keep_restrictions(mine, plan.restrictions)
    for one in plan.documents:
        mine.vault.save_bytes(theirs.vault.load_bytes(one))
    taken = [take_over(line) for line in plan.custody]
    if _has_news(plan):
        taken.insert(0, to_json(_note(theirs, copy, plan, by)))
    mine.custody.save_entries(taken)
    mine.decisions.save_entries([*map(to_json, plan.partings), *map(take_over, plan.decisions)])
    mine.identities.save_entries([*map(take_over, plan.identities), *map(to_json, plan.twins)])


def _has_news(plan: _Plan) -> bool:
    """Say whether there is more to take over than the other's own notes of having merged."""
    custody = [line for line in plan.custody if line["act"] != MERGED]
    rest = (plan.documents, plan.partings, plan.decisions, plan.identities, plan.twins)
    return bool(custody) or any(rest)


def _note(theirs: RecordLayout, copy: _Copy, plan: _Plan, by: str) -> CustodyEntry:
    """Return the line that says where the lines after it came from."""
    ends = ", ".join(
        f"{name} at line {len(lines)}, digest {lines[-1]['digest'] if lines else 'none'}"
        for name, lines in ((name, copy.log(name)) for name in _LOGS)
    )
    counts = ", ".join(
        f"{number} {name}"
        for number, name in (
            (len(plan.documents), "documents"),
            (len(plan.custody), "lines of custody"),
            (len(plan.decisions), "lines of decisions"),
            (len(plan.identities), "lines of identities"),
        )
    )
    return CustodyEntry(
        number=0,
        at=now_utc(),
        by=by,
        act=MERGED,
        how="copy",
        document_id=None,
        size_bytes=None,
        media_type=None,
        address=str(theirs.folder),
        text=f"Taken over from another copy of this record: {counts}. Its logs ended: {ends}.",
    )


def _report(
    mine_at: RecordLayout, theirs_at: RecordLayout, mine: _Copy, theirs: _Copy, plan: _Plan
) -> MergeReport:
    lines = {
        "custody": len(plan.custody),
        "decisions": len(plan.decisions),
        "identities": len(plan.identities),
    }
    return MergeReport(
        plan.documents,
        lines,
        {name: count_common(mine.log(name), theirs.log(name)) for name in _LOGS},
        plan.contradicting,
        tuple(line.id for line in plan.twins),
        tuple(_compare_files(mine_at.folder, theirs_at.folder)),
        len(plan.restrictions),
        _has_news(plan) or bool(plan.custody) or bool(plan.restrictions),
    )


def _compare_files(mine: Path, theirs: Path) -> list[FileDifference]:
    ours, others = _hash_files(mine), _hash_files(theirs)
    found = []
    for path in sorted(ours.keys() | others.keys()):
        if ours.get(path) != others.get(path):
            what = "differs" if path in ours and path in others else ""
            found.append(
                FileDifference(path, what or ("only_here" if path in ours else "only_there"))
            )
    return found


def _hash_files(folder: Path) -> dict[str, str]:
    paths = [folder / name for name in _FILES]
    for name in _FOLDERS:
        paths += sorted((folder / name).rglob("*"))
    try:
        return {
            path.relative_to(folder).as_posix(): digest_bytes(path.read_bytes())
            for path in paths
            if path.is_file()
        }
    except OSError as why:
        raise StoreError(
            "a file beside the logs of one of the two copies cannot be read. Allow reading it."
        ) from why
