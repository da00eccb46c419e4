"""
What a coder must not see yet: what others decided about a document that two people code.

A decision shows in the claim, in the incident that stands on it and in every count of both, so
all of these are kept from who has still to code: whatever is not there gives nothing away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sijill.flow.team.bench import Workbench
from sijill.flow.team.withholding import find_withheld
from sijill.flow.workbench.book import open_book
from sijill.flow.workbench.coded import load_codings
from sijill.flow.workbench.columns import NONE, load_columns
from sijill.flow.workbench.testimonies import load_held
from sijill.model.account import Account
from sijill.model.coding import Coding
from sijill.model.person import Person
from sijill.model.role import Role
from sijill.model.rows import DocumentRow
from sijill.review.agreement import choose_coders, is_double_coded, pair_codings


def coded_blind(bench: Workbench, person: Person) -> frozenset[str]:
    """Return the documents that a person codes and that not both have coded yet."""
    share = bench.rules.double_coding
    if not share:
        return frozenset()
    coders = find_coders(bench)
    if coders is not None and person.name not in coders:
        return frozenset()
    so_far = len(open_book(bench.layout).forms)
    asked = ("coded blind", share, coders, person.name, so_far)

    def find() -> frozenset[str]:
        begun: dict[str, list[Coding]] = {}
        for coding in load_codings(bench):
            begun.setdefault(coding.document_id, []).append(coding)
        name = "" if coders is None else person.name
        new = find_not_begun(bench, share, coders).get(name, frozenset()) - begun.keys()
        return new | {
            key
            for key, codings in begun.items()
            if goes_to_two(bench, key)
            and not pair_codings(codings)
            and is_coder(person, key, codings, coders)
        }

    return bench.store.rows.keep(asked, find, until="filled")


def goes_to_two(bench: Workbench, document_id: str) -> bool:
    """
    Say whether two people code a document.

    No interview goes to two: what it tells was entered by whoever held it, and its words are
    for few.
    """
    drawn = is_double_coded(document_id, bench.rules.double_coding)
    return drawn and document_id not in load_held(bench.layout)


def hides_decisions(bench: Workbench, person: Person, document_id: str) -> bool:
    """
    Say whether other people's decisions about a document must not be shown to a person now.

    They must not while it is double coded, the person is one of its coders, and not both have
    coded it.
    """
    if not goes_to_two(bench, document_id):
        return False
    codings = load_codings(bench, document_id)
    return not pair_codings(codings) and is_one_of_two(bench, person, document_id, codings)


def find_not_begun(
    bench: Workbench, share: float, coders: tuple[str, ...] | None
) -> Mapping[str, frozenset[str]]:
    """Return the documents that each coder is to code where nobody has begun; ``""``: all."""
    rows = bench.store.rows

    def find() -> Mapping[str, frozenset[str]]:
        columns = load_columns(bench.store, DocumentRow)
        names = columns.values("document")
        read = np.unique(columns.numbers["document"][columns.numbers["refused"] == NONE])
        found: dict[str, set[str]] = {}
        for key in (names[code] for code in read):
            if goes_to_two(bench, key):
                for name in ("",) if coders is None else choose_coders(key, coders):
                    found.setdefault(name, set()).add(key)
        return {name: frozenset(keys) for name, keys in found.items()}

    asked = ("not begun", share, coders)
    return rows.keep(asked, find, until="filled") if share else {}


def is_one_of_two(
    bench: Workbench, person: Person, document_id: str, codings: Sequence[Coding]
) -> bool:
    """Say whether a person codes a document that two people code."""
    return is_coder(person, document_id, codings, find_coders(bench))


def is_coder(
    person: Person, document_id: str, codings: Sequence[Coding], coders: Sequence[str] | None
) -> bool:
    """Say whether a person is one of the two; who began stays, and others fill the places."""
    done = list(dict.fromkeys(coding.by for coding in codings))[:2]
    if person.name in done:
        return True
    if len(done) == 2:
        return False
    if coders is None:
        return True
    others = [name for name in coders if name not in done]
    return person.name in choose_coders(document_id, others)[: 2 - len(done)]


def find_coders(bench: Workbench) -> tuple[str, ...] | None:
    """
    Return who codes: the coders of the team; all who may decide where they are not two.

    From whom a field is withheld is none of them.

    ``None``: anybody, on a machine of one's own.
    """
    if bench.mode == "local":
        return None
    return bench.desk.keep("coders", lambda: _list_coders(bench))


def _list_coders(bench: Workbench) -> tuple[str, ...]:
    members = [one for one in bench.desk.list(Account) if one.ended_at is None]
    kept = find_withheld(bench, members)
    members = [one for one in members if not kept[one.id]]  # others may not read what they code
    coders = tuple(one.name for one in members if one.role == Role.CODER)
    if len(coders) > 1:
        return coders
    return tuple(one.name for one in members if one.role != Role.VIEWER)
