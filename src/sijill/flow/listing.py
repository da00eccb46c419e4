"""
The records of a folder, one after another; in canonical form nothing depends on the run.

In canonical form there are no times of running, and incidents are named by their claims, so
that the same documents and decisions give the same bytes, in whatever order they came.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from sijill.errors import SettingsError
from sijill.flow.capturing import refusals_of
from sijill.flow.recording import (
    RecordLayout,
    load_custody,
    load_documents,
    open_record,
    strip_chain,
)
from sijill.flow.standing import load_claims
from sijill.model import Cluster, Incident, Reading, Refusal, Summary, Victim
from sijill.model.form import canonical_line, to_json
from sijill.model.ids import cluster_id, digest_words
from sijill.store import Store, open_store

KINDS = (
    "documents", "readings", "claims", "clusters", "incidents", "summaries", "refusals",
    "decisions", "identities", "custody", "unplaced", "contradicting", "victims",
)  # fmt: skip
_CANONICAL = tuple(kind for kind in KINDS if kind not in ("identities", "custody"))
_APART = ("unplaced", "contradicting")  # of decisions: listed as kinds of their own
_TIMES = ("at", "previous", "digest", "number")


def stream_records(
    folder: Path, kind: str | None, *, canonical: bool = False
) -> Iterator[dict[str, Any]]:
    """
    Yield the records of one kind in their JSON form.

    Args:
        folder: The record.
        kind: One of `KINDS`; ``None``, in canonical form only: all that a run makes, and the
            documents and decisions it is made from.
        canonical: Sorted by id, without times of running, incidents named by their claims.

    Raises:
        RecordError: If there is no record.
        SettingsError: If there is no such kind.
    """
    layout = open_record(folder)
    if kind is not None and kind not in KINDS:
        raise SettingsError(f"there is no kind {kind!r}; known: {', '.join(KINDS)}.")
    kinds = (kind,) if kind else _CANONICAL
    with open_store(layout.derived) as store:
        names = _canonical_names(store) if canonical else {}
        for one in kinds:
            forms = _stream(layout, store, one)
            yield from _canonical(forms, names) if canonical else forms


def canonical_digest(folder: Path) -> str:
    """Return the SHA-256 over a record's canonical form, in hex."""
    digest = hashlib.sha256()
    for record in stream_records(folder, None, canonical=True):
        digest.update(canonical_line(record).encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()


def _stream(layout: RecordLayout, store: Store, kind: str) -> Iterator[dict[str, Any]]:
    plain: dict[str, type] = {
        "readings": Reading, "clusters": Cluster, "incidents": Incident, "summaries": Summary,
        "victims": Victim,
    }  # fmt: skip
    match kind:
        case "documents":
            yield from map(to_json, load_documents(layout).values())
        case "claims":
            yield from map(to_json, load_claims(store))
        case "custody":
            yield from layout.custody.stream_entries()
        case "decisions":
            yield from map(strip_chain, layout.decisions.stream_entries())
        case "identities":
            yield from map(strip_chain, layout.identities.stream_entries())
        case "refusals":
            yield from map(to_json, refusals_of(load_custody(layout)))
            apart = (one for one in store.stream_records(Refusal) if one.reason not in _APART)
            yield from map(to_json, apart)
        case "unplaced" | "contradicting":
            found = (one for one in store.stream_records(Refusal) if one.reason == kind)
            yield from map(to_json, found)
        case _:
            yield from map(to_json, store.stream_records(plain[kind]))


def _canonical_names(store: Store) -> dict[str, str]:
    """Return a name that does not depend on the run, by the id in the register."""
    incidents = store.stream_records(Incident)
    people = store.stream_records(Victim)
    return {
        **{item.id: cluster_id(item.claims) for item in incidents},
        **{
            item.id: "v-" + digest_words(canonical_line(replace(item, id="")))
            for item in people
        },
    }


def _canonical(
    forms: Iterator[dict[str, Any]], names: dict[str, str]
) -> Iterator[dict[str, Any]]:
    renamed = (_rename(form, names) for form in forms)
    timeless = ({k: v for k, v in form.items() if k not in _TIMES} for form in renamed)
    yield from sorted(
        timeless, key=lambda form: (str(form.get("id", "")), canonical_line(form))
    )


def _rename(form: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    if form.get("id") in names:
        form = {**form, "id": names[form["id"]]}
    if "incidents" in form:
        form = {**form, "incidents": sorted(names.get(i, i) for i in form["incidents"])}
    return form
