"""
Documents read: which of them must be read, all that must, and one alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sijill.errors import RefusedError
from sijill.flow.datasets import NO_DATASETS, Datasets, refuse_aside
from sijill.flow.progress import Progress, ignore_progress
from sijill.flow.recording import RecordLayout
from sijill.flow.settings import Settings, digest_settings, load_settings
from sijill.model import Document, Refusal
from sijill.model.form import canonical_line
from sijill.model.ids import digest_words
from sijill.model.rowclaims import EVENT_ROWS
from sijill.read import READ_VERSION, read_document, read_guarded
from sijill.store import Store

_BATCH = 32


def find_stale(
    store: Store, documents: Mapping[str, Document], settings: Settings, datasets: Datasets
) -> dict[str, str]:
    """Return the marks of the documents that must be read, by id."""
    wanted = _mark(documents, settings, datasets)
    marks = store.marks("read")
    return {key: mark for key, mark in wanted.items() if marks.get(key) != mark}


def _mark(
    documents: Mapping[str, Document], settings: Settings, datasets: Datasets
) -> dict[str, str]:
    """Return what tells for each document whether it was read as it would be now."""
    how = digest_settings(settings.read)
    return {
        key: digest_words(READ_VERSION, how, canonical_line(item), *_as_rows(key, datasets))
        for key, item in documents.items()
    }


def _as_rows(document: str, datasets: Datasets) -> tuple[str, ...]:
    """Return what tells whether a dataset's rows must be read again; nothing for others."""
    if document in datasets.aside:
        return ("aside",)
    mapping = datasets.by_document.get(document)
    return (EVENT_ROWS, canonical_line(mapping)) if mapping else ()


def read_stale(
    store: Store,
    layout: RecordLayout,
    documents: Mapping[str, Document],
    stale: Mapping[str, str],
    settings: Settings,
    datasets: Datasets,
    progress: Progress = ignore_progress,
) -> None:
    """Read the documents that must be read, and keep what came of them with their marks."""
    items = ((documents[key], layout.vault.load_bytes(key)) for key in stale)
    workers = 1 if len(stale) < _BATCH else None
    results = read_guarded(
        items, settings=settings.read, workers=workers, mappings=datasets.by_document
    )
    batch: list[tuple[str, str, Iterable[object]]] = []
    for number, (document, result) in enumerate(results, start=1):
        records = (
            [refuse_document(document, result)]
            if isinstance(result, RefusedError)
            else list(result)
        )
        batch.append((document.id, stale[document.id], records))
        if len(batch) >= _BATCH:
            store.save_steps("read", batch)
            batch = []
        progress("read", number, len(stale))
    store.save_steps("read", batch)


def read_note(layout: RecordLayout, store: Store, document: Document) -> None:
    """
    Read a note that a person just typed, as the next run would, and nothing else.

    It is plain text of bounded length, so that no process of its own has to guard its reading.
    """
    settings = load_settings(layout.settings)
    mark = _mark({document.id: document}, settings, NO_DATASETS)[document.id]
    data = layout.vault.load_bytes(document.id)
    try:
        found = read_document(document, data, settings=settings.read)
    except RefusedError as why:
        store.save_step("read", document.id, mark, [refuse_document(document, why)])
    else:
        store.save_step("read", document.id, mark, found)


def refuse_document(document: Document, why: RefusedError | None = None) -> Refusal:
    """Return that a document was not read, and why; without a reason: it was set aside."""
    why = why or refuse_aside(document.id)
    return Refusal("document", document.id, "read", READ_VERSION, why.reason, why.text)
