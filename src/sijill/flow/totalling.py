"""
Totals of a record: one record, several codebooks, and the doubt of linking in each line.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sijill.errors import RecordError, SettingsError, say_command
from sijill.flow.progress import Progress, ignore_progress
from sijill.flow.recording import RecordLayout, load_decisions, open_record
from sijill.flow.settings import Settings, load_settings
from sijill.flow.standing import load_claims
from sijill.flow.weighing import load_weights
from sijill.link import ClaimJudgement, draw_clusterings
from sijill.model import Claim, Cluster, Incident, Summary, Total
from sijill.model.claim import HARM_KINDS
from sijill.publish.csvfile import encode_csv
from sijill.publish.tables import Row, Table
from sijill.reconcile import reconcile_clusters
from sijill.reconcile.codebooks import (
    Codebook,
    choose_codebooks,
    load_codebooks,
    read_own_codebooks,
)
from sijill.reconcile.totals import AXES, total_record
from sijill.review import place_judgements
from sijill.store import open_store


@dataclass(frozen=True, slots=True)
class Totals:
    """
    The totals of a record.

    Attributes:
        lines: One line a codebook and cell.
        books: The codebooks, in their order.
        by: The axes.
        kinds: The kinds of harm.
        draws: How many clusterings were drawn; 0: no interval is stated.
        seed: Of the draws.
    """

    lines: tuple[Total, ...]
    books: tuple[Codebook, ...]
    by: tuple[str, ...]
    kinds: tuple[str, ...]
    draws: int
    seed: int


def total_folder(
    folder: Path,
    *,
    codebooks: Sequence[str] = (),
    by: Sequence[str] = (),
    kind: str = "killed",
    draws: int = 100,
    seed: int = 1,
    progress: Progress = ignore_progress,
) -> Totals:
    """
    Return the totals of the record in *folder*, as the last run left it.

    Args:
        folder: The record; run before.
        codebooks: Their names; none: all, the record's own files among them.
        by: Axes; with ``kind`` among them every kind of harm is totalled, else *kind* alone.
        kind: The kind of harm.
        draws: How many clusterings to draw for the stated interval; 0: none is stated.
        seed: Of the draws: the same seed gives the same figures.
        progress: Told after each draw.

    Raises:
        RecordError: If there is no record, or it was never run.
        SettingsError: If there is no such codebook, axis or kind of harm.
    """
    layout = open_record(folder)
    books = list_codebooks(folder, codebooks)
    axes = tuple(dict.fromkeys(check_axis(axis) for axis in by))
    if kind not in HARM_KINDS:
        raise SettingsError(f"there is no harm {kind!r}; known: {', '.join(HARM_KINDS)}.")
    kinds = HARM_KINDS if "kind" in axes else (kind,)
    with open_store(layout.derived) as store:
        if not store.marks("incidents"):
            raise RecordError(
                f"{folder} was never run. Run `{say_command('run', folder)}` first."
            )
        claims = load_claims(store)
        lines = total_record(
            tuple(store.stream_records(Incident)),
            tuple(store.stream_records(Summary)),
            books=books,
            by=axes,
            kinds=kinds,
            claims={claim.id: claim for claim in claims},
            clusterings=_draw_incidents(layout, claims, draws, seed, progress),
            seed=seed,
        )
    return Totals(lines, books, axes, tuple(kinds), draws, seed)


def list_codebooks(folder: Path, names: Sequence[str] = ()) -> tuple[Codebook, ...]:
    """
    Return the codebooks of those names; none named: all, a record's own behind the bundled.

    Raises:
        RecordError: If there is no record.
        SettingsError: If there is no codebook of a name, or one of the record's own files
            cannot be used; it says why.
    """
    own = read_own_codebooks(open_record(folder).codebooks)
    return choose_codebooks(names, (*load_codebooks(), *own))


def check_axis(axis: str) -> str:
    """
    Return *axis* if totals can be told apart by it.

    Raises:
        SettingsError: If not; the nearest one is named.
    """
    if axis not in AXES:
        near = difflib.get_close_matches(axis, AXES, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise SettingsError(f"there is no axis {axis!r}.{hint} Known: {', '.join(AXES)}.")
    return axis


def _draw_incidents(
    layout: RecordLayout, claims: Sequence[Claim], draws: int, seed: int, progress: Progress
) -> Iterator[tuple[Incident, ...]]:
    """Yield what the incidents would be under each of *draws* clusterings."""
    if not draws or not claims:
        return
    settings = load_settings(layout.settings)
    placed = place_judgements(claims, load_decisions(layout).judgements)
    judgements = tuple(ClaimJudgement(*item) for item in placed.judgements)
    clusterings = draw_clusterings(
        claims,
        judgements=judgements,
        settings=settings.link,
        weights=load_weights(layout, settings.link),
        draws=draws,
        seed=seed,
    )
    made: dict[str, Incident | None] = {}
    by_id = {claim.id: claim for claim in claims}
    for number, clusters in enumerate(clusterings, start=1):
        _reconcile_new(clusters, by_id, made, settings)
        progress("draw", number, draws)
        found = (made[cluster.id] for cluster in clusters)
        yield tuple(incident for incident in found if incident is not None)


def _reconcile_new(
    clusters: Sequence[Cluster],
    claims: Mapping[str, Claim],
    made: dict[str, Incident | None],
    settings: Settings,
) -> None:
    """Reconcile the clusters that no draw before had."""
    new = [cluster for cluster in clusters if cluster.id not in made]
    members = [claims[key] for cluster in new for key in cluster.claims]
    found = reconcile_clusters(members, new, settings=settings.reconcile)
    made.update(dict.fromkeys((cluster.id for cluster in new), None))
    made.update({incident.id: incident for incident in found.incidents})


def totals_csv(totals: Totals) -> bytes:
    """Return totals as a CSV file that spreadsheets read; an empty cell is not known."""
    axes = [axis for axis in totals.by if axis != "kind"]
    names = ("codebook", "kind", *axes, "not_placed", *_NUMBERS, "incidents", "summaries")
    rows: tuple[Row, ...] = tuple(_csv_row(line) for line in totals.lines)
    return encode_csv(Table("totals", "", dict.fromkeys(names, ""), rows), byte_order_mark=True)


_NUMBERS = (
    "n_incidents", "n_unknown", "n_open", "n_unstated", "best", "n_without_best", "low", "high",
    "linked_low", "linked_high", "likely_low", "likely_high", "n_summaries",
)  # fmt: skip


def _csv_row(line: Total) -> Row:
    return {
        "codebook": line.codebook,
        **line.by,
        "kind": line.kind,
        "not_placed": "; ".join(f"{axis} {why}" for axis, why in line.unplaced.items()),
        **{name: getattr(line, name) for name in _NUMBERS},
        "incidents": "; ".join(line.incidents),
        "summaries": "; ".join(line.summaries),
    }


__all__ = ["Totals", "check_axis", "list_codebooks", "total_folder", "totals_csv"]
