"""
What people decided, at hand by what it is about: read once, and then only what came since.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from sijill.flow.recording import RecordLayout, strip_chain
from sijill.model.ids import digest_words
from sijill.store import AppendLog

Form = Mapping[str, Any]
_BOOKS: dict[Path, Book] = {}
_LOCK = Lock()


@dataclass(frozen=True, slots=True)
class Decided:
    """
    One decision as a page shows it.

    Attributes:
        id: The decision's id.
        at: Instant in UTC, ISO 8601.
        by: Who decided.
        why: The reason.
        verdict: As in the decision; ``withdraw`` for one that takes another back.
        field: What of the claim it is about; ``claim``: all of it; ``pair``: two claims.
        documents: The readings it speaks of.
        spans: First and last code point of its words in each of them.
        value: The right value, in JSON form; ``None``: it gives none.
        withdraws: Id of the decision that it takes back.
        withdrawn_by: Who took it back; ``None``: it stands.
        withdrawn_at: When; ``None``: it stands.
    """

    id: str
    at: str
    by: str
    why: str
    verdict: str
    field: str
    documents: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    value: Any = None
    withdraws: str | None = None
    withdrawn_by: str | None = None
    withdrawn_at: str | None = None


@dataclass(slots=True)
class Book:
    """
    The log of decisions, by id and by document; it only grows.

    Attributes:
        forms: Every decision in its JSON form, oldest first.
        by_id: The same by id.
        by_document: Ids of those about each reading, oldest first; a withdrawal is about what
            the decision that it takes back is about.
        withdrawn: The withdrawal of each decision that is taken back.
        order: The place of each decision in the log.
        size: How many bytes of the log's file were read.
        general: Ids of those about no reading.
        taught_in: Readings in which a correction teaches what the same words mean elsewhere.
    """

    forms: list[Form] = field(default_factory=list)
    by_id: dict[str, Form] = field(default_factory=dict)
    by_document: dict[str, list[str]] = field(default_factory=dict)
    withdrawn: dict[str, Form] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)
    size: int = 0
    general: set[str] = field(default_factory=set)
    taught_in: set[str] = field(default_factory=set)

    def add(self, form: Form) -> None:
        """Take in one decision more."""
        self.order[str(form["id"])] = len(self.forms)
        self.forms.append(form)
        self.by_id[str(form["id"])] = form
        if taken := form.get("withdraws"):
            self.withdrawn[str(taken)] = form
        documents = {target["document_id"] for target in self.targets_of(form)}
        for document in documents:
            self.by_document.setdefault(document, []).append(str(form["id"]))
        if not documents:
            self.general.add(str(form["id"]))
        elif form.get("verdict") == "correct" and _teaches(form["target"]["field"]):
            self.taught_in |= documents

    def targets_of(self, form: Form) -> list[Form]:
        """Return the words that a decision, or the one it takes back in the end, speaks of."""
        while (taken := form.get("withdraws")) and taken in self.by_id:
            form = self.by_id[taken]
        return list(form.get("targets") or [form[key] for key in ("target",) if key in form])

    def select(self, documents: Iterable[str]) -> list[Form]:
        """
        Return the decisions that bear on some readings, oldest first.

        They are those about these readings and the ones that judgements bind them to, those
        about no reading (vocabularies, datasets), and those that teach a value elsewhere.
        """
        asked = set(documents)
        for document in tuple(asked):
            for id_ in self.by_document.get(document, ()):
                targets = self.targets_of(self.by_id[id_])
                asked |= {target["document_id"] for target in targets}
        asked |= self.taught_in
        wanted = {id_ for one in asked for id_ in self.by_document.get(one, ())} | self.general
        return [self.by_id[id_] for id_ in sorted(wanted, key=self.order.__getitem__)]

    def stands(self, id_: str) -> bool:
        """Say whether a decision is not taken back; a withdrawal may be taken back itself."""
        by = self.withdrawn.get(id_)
        return by is None or not self.stands(str(by["id"]))

    def about(self, documents: Sequence[str]) -> tuple[Decided, ...]:
        """Return the decisions about some readings, newest first."""
        ids = {id_ for one in documents for id_ in self.by_document.get(one, ())}
        found = [self._decided(self.by_id[id_]) for id_ in ids]
        return tuple(sorted(found, key=lambda one: -self.order[one.id]))

    def _decided(self, form: Form) -> Decided:
        targets = self.targets_of(form)
        id_ = str(form["id"])
        gone = None if self.stands(id_) else self.withdrawn[id_]
        one = targets[0] if len(targets) == 1 else {}
        taken = form.get("withdraws")
        return Decided(
            id_, form["at"], form["by"], form["why"],
            "withdraw" if taken else form["verdict"],
            str(one.get("field", "pair")),
            tuple(target["document_id"] for target in targets),
            tuple((target["start"], target["end"]) for target in targets),
            form.get("value"), taken,
            gone["by"] if gone else None, gone["at"] if gone else None,
        )  # fmt: skip

    def etag(self, documents: Sequence[str], *more: str) -> str:
        """Return what changes with every decision about some readings, and how many it saw."""
        ids = sorted({id_ for one in documents for id_ in self.by_document.get(one, ())})
        return f"{len(ids)}-{digest_words(*ids, *more)[:16]}"


def _teaches(path: str) -> bool:
    return path.split(".")[0] in ("where", "actors")


def open_book(layout: RecordLayout) -> Book:
    """
    Return the decisions of a record.

    Raises:
        ChainBroken: If the log is not whole.
    """
    log = layout.decisions
    with _LOCK:
        if isinstance(log, AppendLog):
            return _read_file(log)
        book = Book()
        for line in log.stream_entries():
            book.add(strip_chain(line))
        return book


def _read_file(log: AppendLog) -> Book:
    """Read what was appended to a log's file since it was last read."""
    key = log.path.resolve()
    size = log.path.stat().st_size if log.path.exists() else 0
    book = _BOOKS.get(key)
    if book is None or size < book.size:
        book = _BOOKS[key] = Book()
        for line in log.stream_entries():
            book.add(strip_chain(line))
        book.size = size
    elif size > book.size:
        for raw in log.stream_lines(book.size):
            book.add(strip_chain(json.loads(raw.decode("utf-8", "surrogatepass"))))
            book.size += len(raw)
    return book
