"""
Readings to resolved claims, in child processes, the order kept.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sijill.errors import RefusedError, SijillError
from sijill.extract import Explainer, Extractor, Reason, extract_claims
from sijill.extract.extraction import check_spans
from sijill.extract.rows import RowsExtractor
from sijill.flow.choosing import EXTRACT_VERSION, Chosen, find_installed, load_extractors
from sijill.flow.owning import NOTHING, Own
from sijill.model import Claim, Reading, Refusal
from sijill.model.mapping import RowMapping, list_mappings, load_mapping
from sijill.model.rowtext import mapping_of
from sijill.read.children import end_with_parent, start_deaf
from sijill.resolve import (
    RESOLVE_VERSION,
    load_actors,
    open_gazetteer,
    resolve_claim,
)
from sijill.resolve.actors import ActorVocabulary
from sijill.resolve.protocol import Gazetteer
from sijill.resolve.settings import Settings
from sijill.resolve.sources import SourceVocabulary, load_sources

_CHUNK = 16
_WORTH_A_POOL = 32  # a pool takes a second to start


@dataclass(frozen=True, slots=True)
class Extracted:
    """What became of one reading."""

    claims: tuple[Claim, ...]
    refusals: tuple[Refusal, ...]


@cache
def _tools(own: Own) -> tuple[Gazetteer, ActorVocabulary, SourceVocabulary]:
    terms = own.terms
    return open_gazetteer(own=own.lists), load_actors(own=terms), load_sources(own=terms)


def extract_reading(
    reading: Reading,
    settings: Settings,
    *,
    resolved: bool,
    extractors: Sequence[Extractor] | None = None,
    own: Own = NOTHING,
    mappings: Mapping[str, RowMapping] | None = None,
) -> Extracted:
    """
    Return the claims of one reading; nothing that goes wrong in it stops the rest.

    *extractors* in the order of preference; ``None``: every installed one. *own* is what the
    record has of its own. *mappings* say what the columns of datasets mean, by their names.
    """
    try:
        if (name := mapping_of(reading.reader)) is not None:
            claims = _read_row(reading, name, mappings or {})
        else:
            claims = extract_claims(reading, extractors=extractors or load_extractors())
        if resolved:
            claims = tuple(resolve_one(claim, settings, own=own) for claim in claims)
    except RefusedError as why:
        return Extracted((), (_refuse(reading, why.reason, why.text),))
    except SijillError as why:
        return Extracted((), (_refuse(reading, "step_failed", str(why)),))
    except Exception as why:  # noqa: BLE001  (one reading never stops the rest)
        text = f"reading {reading.id}: extracting failed ({type(why).__name__}); report it."
        return Extracted((), (_refuse(reading, "step_failed", text),))
    return Extracted(claims, ())


def _read_row(
    reading: Reading, name: str, mappings: Mapping[str, RowMapping]
) -> tuple[Claim, ...]:
    """Return the claims of a dataset's row, by the mapping that it was read by."""
    mapping = mappings.get(name)
    if mapping is None and name not in list_mappings():
        text = (
            f"reading {reading.id} is a row that the mapping {name!r} reads; give it with "
            "--mapping."
        )
        raise RefusedError("needs_mapping", text)
    claims = RowsExtractor(mapping or load_mapping(name)).extract_claims(reading)
    for claim in claims:
        check_spans(claim, reading)
    return claims


def resolve_one(claim: Claim, settings: Settings, *, own: Own = NOTHING) -> Claim:
    """Return one claim resolved, with the bundled gazetteer, a record's own, and actors."""
    gazetteer, actors, sources = _tools(own)
    return resolve_claim(
        claim, gazetteer=gazetteer, actors=actors, settings=settings, sources=sources
    )


def load_tools(own: Own = NOTHING) -> tuple[Gazetteer, ActorVocabulary]:
    """Return the gazetteer and the actors, with a record's own, opened once a process."""
    return _tools(own)[:2]


def explain_reading(reading: Reading, claim: Claim) -> tuple[Reason, ...]:
    """Return why *claim* says what it says; none where its extractor is not here any more."""
    for extractor in load_extractors():
        if extractor.name == claim.extractor and isinstance(extractor, Explainer):
            return extractor.explain_claim(reading, claim.id)
    return ()


def _refuse(reading: Reading, reason: str, text: str) -> Refusal:
    return Refusal("reading", reading.id, "extract", EXTRACT_VERSION, reason, text)


def extract_many(
    groups: Iterable[Sequence[Reading]],
    settings: Settings,
    *,
    chosen: Chosen | None = None,
    own: Own = NOTHING,
    workers: int | None = None,
    mappings: Mapping[str, RowMapping] | None = None,
) -> Iterator[Extracted]:
    """
    Yield what becomes of each group of readings (those of one document), in order.

    Args:
        groups: Readings, document by document.
        settings: Settings of `resolve`.
        chosen: The extractors; a model is asked by this process alone. ``None``: every
            installed one.
        own: What the record has of its own.
        workers: Processes; ``None``: one a core; 1: this one.
        mappings: What the columns of datasets mean, by their names.
    """
    claims: list[Claim] = []
    refusals: list[Refusal] = []
    chosen = chosen or Chosen(load_extractors())
    extract, count = make_extraction(
        settings, chosen, resolved=True, workers=workers, own=own, mappings=mappings
    )
    for found in map_ordered(extract, _flatten(groups), workers=count):
        if found is None:
            yield Extracted(tuple(claims), tuple(refusals))
            claims, refusals = [], []
        else:
            claims += found.claims
            refusals += found.refusals


def _flatten(groups: Iterable[Sequence[Reading]]) -> Iterator[Reading | None]:
    """Yield the readings of all groups, each group closed by ``None``."""
    for group in groups:
        yield from group
        yield None


Extraction = Callable[[Reading | None], Extracted | None]


def make_extraction(
    settings: Settings,
    chosen: Chosen,
    *,
    resolved: bool,
    workers: int | None,
    own: Own = NOTHING,
    mappings: Mapping[str, RowMapping] | None = None,
) -> tuple[Extraction, int | None]:
    """Return what extracts one reading (``None`` stays ``None``), and how many may at once."""
    if not chosen.asks_model:
        return _Extract(settings, chosen.names, resolved, own, mappings or {}), workers

    def extract(reading: Reading | None) -> Extracted | None:
        if reading is None:
            return None
        found = extract_reading(
            reading, settings, resolved=resolved, extractors=chosen.extractors, own=own,
            mappings=mappings,
        )  # fmt: skip
        return Extracted(found.claims, (*found.refusals, *chosen.take_dropped()))

    return extract, 1


@dataclass(frozen=True, slots=True)
class _Extract:
    """Extracts in whatever process it comes to, by installed extractors."""

    settings: Settings
    names: tuple[str, ...]
    resolved: bool
    own: Own = NOTHING
    mappings: Mapping[str, RowMapping] = field(default_factory=dict)

    def __call__(self, reading: Reading | None) -> Extracted | None:
        if reading is None:
            return None
        extractors = [one for name in self.names for one in find_installed(name)]
        return extract_reading(
            reading, self.settings, resolved=self.resolved, extractors=extractors,
            own=self.own, mappings=self.mappings,
        )  # fmt: skip


def map_ordered(
    function: Any, items: Iterable[Any], *, workers: int | None = None
) -> Iterator[Any]:
    """
    Yield ``function(item)`` in order, from child processes where there is enough to do.

    At most a few chunks a process are in memory.
    """
    source = iter(items)
    first = [item for _, item in zip(range(_WORTH_A_POOL), source, strict=False)]
    count = workers or os.cpu_count() or 1
    if count == 1 or len(first) < _WORTH_A_POOL:
        yield from (function(item) for item in first)
        yield from (function(item) for item in source)
        return
    chunks = _chunks(first, source)
    yield from _map_chunks(function, chunks, count)


def _map_chunks(function: Any, chunks: Iterator[list[Any]], count: int) -> Iterator[Any]:
    """Yield what child processes make of each item; an interruption does not wait for them."""
    context = multiprocessing.get_context("spawn")
    with start_deaf():
        pool = ProcessPoolExecutor(count, mp_context=context, initializer=end_with_parent)
    waiting: deque[Future[list[Any]]] = deque()
    patient = True
    try:
        for chunk in chunks:
            with start_deaf():
                waiting.append(pool.submit(_run_chunk, function, chunk))
            if len(waiting) > 3 * count:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except KeyboardInterrupt:
        patient = False
        raise
    finally:
        pool.shutdown(wait=patient, cancel_futures=True)


def _chunks(first: list[Any], rest: Iterator[Any]) -> Iterator[list[Any]]:
    chunk: list[Any] = []
    for source in (first, rest):
        for item in source:
            chunk.append(item)
            if len(chunk) == _CHUNK:
                yield chunk
                chunk = []
    if chunk:
        yield chunk


def _run_chunk(function: Any, chunk: list[Any]) -> list[Any]:
    return [function(item) for item in chunk]


__all__ = ["RESOLVE_VERSION", "Extracted", "extract_many", "extract_reading", "load_tools"]
