"""
Which decisions a person may know of: those that speak of nothing that is hidden from them.

A decision tells of the words that it is about, and a judgement of both of its ends. Where one
of them is hidden it is as if the decision had never been made: it is in no history, nobody is
told that it came, and nobody takes it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sijill.errors import NotThere
from sijill.flow.standing import load_read
from sijill.flow.team.bench import Workbench
from sijill.flow.workbench.book import Book, Decided, Form, open_book
from sijill.flow.workbench.hiding import hidden_from, words_shut
from sijill.flow.workbench.judging_people import is_hidden
from sijill.flow.workbench.peoplebook import open_people_book
from sijill.model import Claim, NamedPerson, Target
from sijill.model.form import from_json
from sijill.model.person import Person
from sijill.model.rows import ClaimRow
from sijill.model.victim import person_id
from sijill.review import ClaimFinder, anchors_of

Hidden = frozenset[tuple[str, str]]
_OF_CLAIMS = ("claim", "incident")


def known_of(bench: Workbench, person: Person, forms: Sequence[Form]) -> frozenset[str]:
    """
    Return the ids of those of some decisions that a person may know of.

    Args:
        bench: The workbench.
        person: Who asks.
        forms: Decisions in their JSON form; one about no words may be known to everybody.
    """
    every = frozenset(str(form["id"]) for form in forms)
    hidden = hidden_from(bench, person)
    if not hidden:
        return every
    book = open_book(bench.layout)
    about = {str(form["id"]): _targets(book, form) for form in forms}
    shut = _Shut(bench, person, hidden, {t.document_id for ts in about.values() for t in ts})
    unnamed = _people_hidden(bench, hidden, about)
    return frozenset(
        id_ for id_, ts in about.items() if id_ not in unnamed and not shut.has_any(ts)
    )


def open_history(
    bench: Workbench, person: Person, documents: Sequence[str]
) -> tuple[Decided, ...]:
    """Return the decisions about some readings that a person may know of, newest first."""
    book = open_book(bench.layout)
    forms = book.forms_about(documents)
    known = known_of(bench, person, forms)
    return tuple(book.show(form) for form in reversed(forms) if form["id"] in known)


def need_known(bench: Workbench, person: Person, *decisions: str) -> None:
    """
    Go on if a person may know of some decisions.

    Raises:
        NotThere: If there is no such decision, or none for them.
    """
    book = open_book(bench.layout)
    found = [book.by_id[id_] for id_ in decisions if id_ in book.by_id]
    known = known_of(bench, person, found)
    for id_ in decisions:
        if id_ not in known:
            raise NotThere("decision", id_)


def find_shut(bench: Workbench, person: Person, claims: Iterable[Claim]) -> frozenset[str]:
    """
    Return the ids of those of some claims that are hidden from a person.

    One that somebody called misread is in no incident; it is hidden with the words of the one
    that it was in.
    """
    hidden = hidden_from(bench, person, blind=False)
    every = tuple(claims)
    if not any(kind in _OF_CLAIMS for kind, _ in hidden):
        return frozenset()
    ids = [claim.id for claim in every]
    incident_of = {row.id: row.incident for row in bench.store.rows.find_many(ClaimRow, ids)}
    words = words_shut(bench, person)
    return frozenset(
        claim.id
        for claim in every
        if ("claim", claim.id) in hidden
        or ("incident", incident_of.get(claim.id)) in hidden
        or not words.isdisjoint(anchors_of([claim]))
    )


class _Shut:
    """The words of some readings that are hidden from a person."""

    def __init__(
        self, bench: Workbench, person: Person, hidden: Hidden, documents: Iterable[str]
    ) -> None:
        self._hidden = hidden
        self._finder, self._claims = ClaimFinder(()), frozenset[str]()
        if any(kind in _OF_CLAIMS for kind, _ in hidden):
            read, standing = load_read(bench.store, documents)
            claims = {one.id: one for one in read} | standing
            self._finder = ClaimFinder(tuple(claims.values()))
            self._claims = find_shut(bench, person, claims.values())

    def has_any(self, targets: Iterable[Target]) -> bool:
        """Say whether one of some words is hidden."""
        return any(map(self._has, targets))

    def _has(self, target: Target) -> bool:
        document = target.document_id
        whole = document.partition("#")[0]
        if not self._hidden.isdisjoint({("document", document), ("document", whole)}):
            return True
        found = (self._finder.find(target, judged=judged) for judged in (False, True))
        return any(claim is not None and claim.id in self._claims for claim in found)


def _people_hidden(bench: Workbench, hidden: Hidden, ids: Iterable[str]) -> frozenset[str]:
    """Return those of some decisions that are about a person who is hidden, or named there."""
    book = open_people_book(bench.layout)
    ends = {id_: book.ends_of(id_) for id_ in ids}
    wanted = {person_id(end) for two in ends.values() for end in two}
    named = bench.store.find_records(NamedPerson, wanted) if wanted else {}
    shut = {id_ for id_, one in named.items() if is_hidden(one, hidden)}
    shut |= {
        person_id(end)
        for two in ends.values()
        for end in two
        if ("document", end.document_id.partition("#")[0]) in hidden
    }
    return frozenset(
        id_ for id_, two in ends.items() if not shut.isdisjoint(map(person_id, two))
    )


def _targets(book: Book, form: Form) -> tuple[Target, ...]:
    return tuple(from_json(Target, dict(one)) for one in book.targets_of(form))
