"""
What people decided, at hand by what it is about: read once, and then only what came since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sijill.flow.recording import Line, RecordLayout, read_decision, strip_chain
from sijill.flow.workbench.following import follow
from sijill.model.coding import Coding
from sijill.model.form import from_json
from sijill.model.ids import decision_id, digest_words

if TYPE_CHECKING:
    from sijill.flow.workbench.taught import Learned

Form = Mapping[str, Any]
NO_DECISION = "0"


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
        also: Ids of others that were made in one act with it, and are shown as one with it.
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
    also: tuple[str, ...] = ()

    @property
    def act(self) -> tuple[str | None, ...]:
        """What is the same in all judgements of one act, beside the claim that they share."""
        return (self.at, self.by, self.why, self.verdict, self.withdrawn_by, self.withdrawn_at)

    @property
    def words(self) -> frozenset[tuple[str, tuple[int, int]]]:
        """The words that it speaks of: the reading, and first and last code point."""
        return frozenset(zip(self.documents, self.spans, strict=True))


@dataclass(slots=True)
class Book:
    """
    The log of decisions, by id and by what each is about; it only grows.

    Attributes:
        forms: Every decision in its JSON form, oldest first.
        by_id: The same by id.
        by_document: Ids of those about each reading, oldest first; a withdrawal is about what
            the decision that it takes back is about.
        withdrawn: The withdrawal of each decision that is taken back.
        order: The place of each decision in the log.
        general: Ids of those about no reading.
        taught_in: Readings in which a correction teaches what the same words mean elsewhere.
        signatures: Ids of the signatures under each thing, and of what takes one back.
        codings: What coders answered, by document.
        lines: The decisions that were read as records, by id.
        learned: What `taught.find_lessons` made of the corrections in each of *taught_in*.
    """

    forms: list[Form] = field(default_factory=list)
    by_id: dict[str, Form] = field(default_factory=dict)
    by_document: dict[str, list[str]] = field(default_factory=dict)
    withdrawn: dict[str, Form] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)
    general: set[str] = field(default_factory=set)
    taught_in: set[str] = field(default_factory=set)
    signatures: dict[str, list[str]] = field(default_factory=dict)
    codings: dict[str, list[Coding]] = field(default_factory=dict)
    lines: dict[str, Line] = field(default_factory=dict)
    learned: dict[str, Learned] = field(default_factory=dict)

    def add(self, line: Form) -> None:
        """Take in one decision more."""
        form = strip_chain(line)
        id_ = str(form["id"])
        self.order[id_] = len(self.forms)
        self.forms.append(form)
        self.by_id[id_] = form
        if taken := form.get("withdraws"):
            self.withdrawn[str(taken)] = form
        about = self.root_of(form)
        if "signs" in about:
            self.signatures.setdefault(str(about["signs"]), []).append(id_)
        elif "answers" in about:
            if about is form:
                coding = from_json(Coding, form)
                self.codings.setdefault(coding.document_id, []).append(coding)
        else:
            self._add_about(form)

    def _add_about(self, form: Form) -> None:
        id_ = str(form["id"])
        documents = {target["document_id"] for target in self.targets_of(form)}
        for document in documents:
            self.by_document.setdefault(document, []).append(id_)
        if not documents:
            self.general.add(id_)
        elif form.get("verdict") == "correct" and teaches(form["target"]["field"]):
            self.taught_in |= documents

    def root_of(self, form: Form) -> Form:
        """Return the decision that a withdrawal takes back in the end; else the decision."""
        while (taken := form.get("withdraws")) and taken in self.by_id:
            form = self.by_id[str(taken)]
        return form

    def targets_of(self, form: Form) -> list[Form]:
        """Return the words that a decision, or the one it takes back in the end, speaks of."""
        form = self.root_of(form)
        return list(form.get("targets") or [form[key] for key in ("target",) if key in form])

    def select(self, documents: Iterable[str]) -> list[Form]:
        """
        Return the decisions that bear on some readings, oldest first.

        They are those about these readings and the ones that judgements bind them to, and
        those about no reading (vocabularies, datasets). What coders answered and what was
        signed changes no record and bears on none; what is taught elsewhere, see `taught`.
        """
        asked = set(documents)
        for document in tuple(asked):
            for id_ in self.by_document.get(document, ()):
                targets = self.targets_of(self.by_id[id_])
                asked |= {target["document_id"] for target in targets}
        wanted = {id_ for one in asked for id_ in self.by_document.get(one, ())} | self.general
        return self.in_order(wanted)

    def read(self, forms: Sequence[Form]) -> list[Line]:
        """Return decisions of the book as the records that they are; each is made once."""
        for form in forms:
            if form["id"] not in self.lines:
                self.lines[form["id"]] = read_decision(form)
        return [self.lines[form["id"]] for form in forms]

    def in_order(self, ids: Iterable[str]) -> list[Form]:
        """Return decisions in their JSON form, oldest first."""
        return [self.by_id[id_] for id_ in sorted(ids, key=self.order.__getitem__)]

    def signatures_under(self, incidents: Iterable[str]) -> list[Form]:
        """Return the signatures under some incidents, and what takes any back."""
        return self.in_order(id_ for one in incidents for id_ in self.signatures.get(one, ()))

    def signed_by(self, id_: str) -> str | None:
        """Return what a decision signs, or takes a signature away from; ``None``: nothing."""
        return self.root_of(self.by_id[id_]).get("signs")

    def is_coding(self, id_: str) -> bool:
        """Say whether a decision is what somebody coded, or takes that back."""
        return "answers" in self.root_of(self.by_id[id_])

    def stands(self, id_: str) -> bool:
        """Say whether a decision is not taken back; a withdrawal may be taken back itself."""
        by = self.withdrawn.get(id_)
        return by is None or not self.stands(str(by["id"]))

    def name_decision(self, at: str, by: str, verdict: str, *about: str) -> str:
        """
        Return the id of a new decision, which no other has.

        One that is made again within a second would have the id of the first, and share its
        fate: taken back with it, or before it is made.
        """
        id_ = decision_id(at, by, verdict, *about)
        while id_ in self.by_id:
            id_ = decision_id(at, by, verdict, *about, id_)
        return id_

    def forms_about(self, documents: Iterable[str]) -> list[Form]:
        """Return the decisions about some readings in their JSON form, oldest first."""
        return self.in_order({i for one in documents for i in self.by_document.get(one, ())})

    def about(self, documents: Sequence[str]) -> tuple[Decided, ...]:
        """Return the decisions about some readings, newest first."""
        return tuple(self.show(form) for form in reversed(self.forms_about(documents)))

    def show(self, form: Form) -> Decided:
        """Return a decision about readings as a page shows it."""
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
        """
        Return what changes with every decision about some readings.

        It begins with a mark of the last one that it saw; how many there are it does not tell,
        since some may be hidden from who is given it.
        """
        ids = sorted({id_ for one in documents for id_ in self.by_document.get(one, ())})
        last = max(ids, key=self.order.__getitem__, default=None)
        return f"{mark_decision(last)}-{digest_words(*ids, *more)[:16]}"


def mark_decision(id_: str | None) -> str:
    """
    Return by what an etag names the last decision that it saw; ``None``: there was none.

    Examples:
        >>> mark_decision(None), len(mark_decision("r-1"))
        ('0', 12)
    """
    return digest_words(id_)[:12] if id_ else NO_DECISION


def gather_acts(history: Iterable[Decided]) -> tuple[Decided, ...]:
    """
    Return decisions with the judgements of one act as one: of one claim with several others.

    Examples:
        >>> readings, words = (("d", "e"), ("d", "f"), ("g", "h")), ((0, 5), (0, 5))
        >>> made = [
        ...     Decided(f"r-{n}", "2024-01-02", "Dana", "", "same", "pair", two, words)
        ...     for n, two in enumerate(readings)
        ... ]
        >>> [(one.id, one.also) for one in gather_acts(made)]
        [('r-0', ('r-1',)), ('r-2', ())]
    """
    gathered: list[tuple[Decided, frozenset[tuple[str, tuple[int, int]]]]] = []
    for one in history:
        last, shared = gathered[-1] if gathered else (one, frozenset())
        both = shared & one.words
        if both and one.field == "pair" and one.act == last.act:
            gathered[-1] = replace(last, also=(*last.also, one.id)), both
        else:
            gathered.append((one, one.words))
    return tuple(one for one, _ in gathered)


def teaches(path: str) -> bool:
    """Say whether a correction of a field tells what the same words mean elsewhere."""
    return path.split(".")[0] in ("where", "actors")


def open_book(layout: RecordLayout) -> Book:
    """
    Return the decisions of a record.

    Raises:
        ChainBroken: If the log is not whole.
    """
    return follow(layout, "decisions", Book)
