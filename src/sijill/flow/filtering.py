"""
The stages as filters over streams of records; nothing on disk is needed.

Order is kept. A line that cannot be processed becomes a refusal and never stops the rest.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from sijill import capture, read, store
from sijill.capture import Captured, RefusedCapture
from sijill.errors import ModelError, RefusedError, SijillError
from sijill.flow.answers import FolderAnswers
from sijill.flow.capturing import CAPTURE_VERSION
from sijill.flow.choosing import EXTRACT_VERSION, choose_extractors
from sijill.flow.extracting import (
    Extraction,
    extract_reading,
    load_tools,
    make_extraction,
    map_ordered,
    resolve_one,
)
from sijill.flow.mapping import AnyDocument, open_mapping
from sijill.flow.owning import NOTHING, Own, load_own
from sijill.flow.progress import Progress, ignore_progress
from sijill.flow.recording import open_record
from sijill.flow.settings import Settings, load_settings
from sijill.link import train_weights, write_weights
from sijill.model import CONTAINER_MEDIA_TYPES, Claim, Cluster, Document, Reading, Refusal
from sijill.model.form import from_json
from sijill.model.ids import digest_words
from sijill.read import lean_on_dateline
from sijill.reconcile import RECONCILE_VERSION, reconcile_clusters
from sijill.resolve import RESOLVE_VERSION, resolve_mentions

Sink = Callable[[Any], None]
Lines = Iterable[str] | Path
T = TypeVar("T")
_TOLD = 1000


def read_paths(
    paths: Sequence[str | Path],
    sink: Sink,
    refuse: Sink,
    *,
    mapping: str | None = None,
    progress: Progress = ignore_progress,
    workers: int | None = None,
) -> None:
    """
    Read files, folders and archives into readings; web addresses are not followed.

    *mapping* names a bundled mapping, or a file of one, by which every document's rows are
    read as those of a dataset.
    """
    settings = Settings()
    items = _documents(paths, refuse, settings)
    by_it = AnyDocument(open_mapping(mapping)) if mapping else None
    found = read.read_guarded(items, settings=settings.read, workers=workers, mappings=by_it)
    for number, (document, result) in enumerate(found, start=1):
        if isinstance(result, RefusedError):
            refuse(
                Refusal(
                    "document",
                    document.id,
                    "read",
                    read.READ_VERSION,
                    result.reason,
                    result.text,
                )
            )
        else:
            for reading in result:
                sink(reading)
        progress("read", number, None)


def _documents(
    paths: Sequence[str | Path], refuse: Sink, settings: Settings
) -> Iterator[tuple[Document, bytes]]:
    seen = set()
    for item in capture.capture_addresses(
        [Path(path) for path in paths], settings=settings.capture, client=None
    ):
        if isinstance(item, RefusedCapture):
            name = digest_words(item.address)
            refuse(Refusal("capture", name, "capture", CAPTURE_VERSION, item.reason, item.text))
        elif item.media_type not in CONTAINER_MEDIA_TYPES and item.digest not in seen:
            seen.add(item.digest)
            yield _document(item), item.data


def _document(item: Captured) -> Document:
    return Document(
        item.digest, len(item.data), item.media_type, item.url, item.file_name, item.source,
        item.published_on, "metadata" if item.published_on else None, item.title, item.part_of,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Extract:
    """Extract one line's reading; the values stay unresolved."""

    extract: Extraction

    def __call__(self, item: tuple[int, str]) -> tuple[Any, ...]:
        reading = parse_line(Reading, item)
        found = None if isinstance(reading, Refusal) else self.extract(reading)
        return (*found.claims, *found.refusals) if found else (reading,)


@dataclass(frozen=True, slots=True)
class _Resolve:
    """Resolve one line's claim."""

    settings: Settings
    own: Own = NOTHING

    def __call__(self, item: tuple[int, str]) -> tuple[Any, ...]:
        claim = parse_line(Claim, item)
        if isinstance(claim, Refusal):
            return (claim,)
        return (
            _guard(
                lambda: resolve_one(claim, self.settings.resolve, own=self.own),
                Refusal("claim", claim.id, "resolve", RESOLVE_VERSION, "step_failed", ""),
            ),
        )


@dataclass(frozen=True, slots=True)
class _Mention:
    """Find the mentions of one line's reading."""

    settings: Settings
    own: Own = NOTHING

    def __call__(self, item: tuple[int, str]) -> tuple[Any, ...]:
        reading = parse_line(Reading, item)
        if isinstance(reading, Refusal):
            return (reading,)
        return (
            _guard(
                lambda: _mentions(reading, self.settings, self.own),
                Refusal("reading", reading.id, "mentions", RESOLVE_VERSION, "step_failed", ""),
            ),
        )


def _mentions(reading: Reading, settings: Settings, own: Own) -> dict[str, Any]:
    gazetteer, actors = load_tools(own)
    found = resolve_mentions(
        reading, gazetteer=gazetteer, actors=actors, settings=settings.resolve
    )
    claims = extract_reading(reading, settings.resolve, resolved=False).claims
    means = {item.words.start: item for claim in claims for item in claim.means}
    found["means"] = [
        {"start": m.words.start, "end": m.words.end, "text": m.words.text, "term": m.term}
        for _, m in sorted(means.items())
    ]
    return found


def _guard(work: Callable[[], Any], failed: Refusal) -> Any:
    """Return what *work* gives, or *failed* with its reason."""
    reason, text = failed.reason, ""
    try:
        return work()
    except RefusedError as why:
        reason, text = why.reason, why.text
    except SijillError as why:
        text = str(why)
    except Exception as why:  # noqa: BLE001  (one record never stops the rest)
        text = f"{failed.kind} {failed.id}: {failed.step} failed ({type(why).__name__})."
    return Refusal(failed.kind, failed.id, failed.step, failed.version, reason, text)


def extract_lines(
    source: Lines,
    sink: Sink,
    refuse: Sink,
    *,
    names: Sequence[str] = (),
    settings: Path | None = None,
    answers: Path | None = None,
    mapping: str | None = None,
    progress: Progress = ignore_progress,
    workers: int | None = None,
) -> None:
    """
    Readings to claims whose values are not resolved yet.

    Args:
        source: Readings.
        sink: Takes the claims.
        refuse: Takes the refusals.
        names: Extractors in the order of preference; none: as the settings say.
        settings: A settings file; ``None``: the defaults, which know no model.
        answers: Folder that keeps a model's answers.
        mapping: A bundled mapping's name or a file of one, for readings that are rows.
        progress: Told after each reading.
        workers: Processes; ``None``: one a core.

    Raises:
        SettingsError: If an extractor is named that is not at hand or not configured.
    """
    given = load_settings(settings)
    wanted = replace(given.extract, extractors=tuple(names) or given.extract.extractors)
    chosen = choose_extractors(wanted, lambda _: FolderAnswers(answers))
    by_it = [open_mapping(mapping)] if mapping else []
    extract, count = make_extraction(
        given.resolve, chosen, resolved=False, workers=workers,
        mappings={one.name: one for one in by_it},
    )  # fmt: skip
    _map("extract", _Extract(extract), source, sink, refuse, progress, count)


def resolve_lines(
    source: Lines,
    sink: Sink,
    refuse: Sink,
    *,
    record: Path | None = None,
    progress: Progress = ignore_progress,
    workers: int | None = None,
) -> None:
    """Claims to the same claims, resolved; with what a record has of its own, if named."""
    _map("resolve", _Resolve(Settings(), _own(record)), source, sink, refuse, progress, workers)


def mention_lines(
    source: Lines,
    sink: Sink,
    refuse: Sink,
    *,
    record: Path | None = None,
    progress: Progress = ignore_progress,
    workers: int | None = None,
) -> None:
    """Readings to their mentions, with what a record has of its own where it is named."""
    _map(
        "mentions", _Mention(Settings(), _own(record)), source, sink, refuse, progress, workers
    )


def _own(record: Path | None) -> Own:
    return load_own(open_record(record)) if record else NOTHING


def _map(
    stage: str,
    function: Any,
    source: Lines,
    sink: Sink,
    refuse: Sink,
    progress: Progress,
    workers: int | None,
) -> None:
    found = map_ordered(function, number_lines(source), workers=workers)
    for number, records in enumerate(found, start=1):
        for record in records:
            (refuse if isinstance(record, Refusal) else sink)(record)
        progress(stage, number, None)


def train_lines(source: Lines, refuse: Sink, *, progress: Progress = ignore_progress) -> str:
    """
    Claims to the text of a file of match weights, learned from them without labels.

    Raises:
        SettingsError: If there are too few claims to learn from.
    """
    claims = _count("train", _load(Claim, source, refuse), progress)
    return write_weights(train_weights(claims, settings=Settings().link).weights)


def _count(stage: str, records: Iterable[T], progress: Progress) -> Iterator[T]:
    """Yield the records, and tell how many have come."""
    for number, record in enumerate(records, start=1):
        if number % _TOLD == 0:
            progress(stage, number, None)
        yield record


def reconcile_lines(
    claims: Lines,
    clusters: Lines,
    sink: Sink,
    refuse: Sink,
    *,
    progress: Progress = ignore_progress,
) -> None:
    """Claims and their clusters to incidents and summaries; what is left over is refused."""
    told = list(_load(Claim, claims, refuse))
    joined = list(_load(Cluster, clusters, refuse))
    progress("reconcile", 0, len(joined))
    found = reconcile_clusters(told, joined, settings=Settings().reconcile)
    for record in (*found.incidents, *found.summaries):
        sink(record)
    for left in found.left_over:
        version = RECONCILE_VERSION
        refuse(Refusal("claim", left.id, "reconcile", version, left.reason, left.text))
    progress("reconcile", len(joined), len(joined))


def _load(kind: type[T], source: Lines, refuse: Sink) -> Iterator[T]:
    """Yield the records of a stream, each id once; broken lines are refused."""
    seen: set[Any] = set()
    for item in number_lines(source):
        record = parse_line(kind, item)
        if isinstance(record, Refusal):
            refuse(record)
        elif record.id in seen:  # type: ignore[attr-defined]
            refuse(refuse_line(item[0], "it repeats an id that a line before it has"))
        else:
            seen.add(record.id)  # type: ignore[attr-defined]
            yield record


def parse_readings(source: Lines, refuse: Sink) -> Iterator[Reading]:
    """Yield the readings of a stream; broken lines are refused."""
    for item in number_lines(source):
        reading = parse_line(Reading, item)
        if isinstance(reading, Refusal):
            refuse(reading)
        else:
            yield reading


def number_lines(source: Lines) -> Iterator[tuple[int, str]]:
    """Yield the lines of a stream or a Parquet file with their numbers, blank ones left out."""
    lines = store.stream_parquet(source) if isinstance(source, Path) else source
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield number, line


def parse_line(kind: type[T], item: tuple[int, str]) -> T | Refusal:
    """Return the record on a numbered line, or why there is none."""
    number, line = item
    try:
        line.encode("utf-8")
        found = from_json(kind, json.loads(line))
        # A reading from elsewhere may tell its day in its dateline alone.
        return lean_on_dateline(found) if isinstance(found, Reading) else found  # type: ignore[return-value]
    except UnicodeEncodeError:
        return refuse_line(number, "it is no UTF-8")
    except ModelError as why:
        return refuse_line(number, str(why).rstrip("."))
    except (ValueError, RecursionError):
        return refuse_line(number, "it is no JSON")


def refuse_line(number: int, why: str) -> Refusal:
    """Return the refusal of a line by its number."""
    text = f"line {number}: {why}. Correct the line and run again."
    return Refusal("line", str(number), "input", EXTRACT_VERSION, "line_broken", text)


def write_parquet(path: Path) -> AbstractContextManager[Sink]:
    """Give a sink that writes records to a Parquet file."""
    return store.write_parquet(path)


__all__ = [
    "extract_lines", "mention_lines", "read_paths", "reconcile_lines",
    "resolve_lines", "train_lines", "write_parquet",
]  # fmt: skip
