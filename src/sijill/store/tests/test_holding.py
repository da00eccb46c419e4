"""
Who holds the record for a decision reads each thing once, and reads what it wrote itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from typing import Any

import pytest
import sqlalchemy as sa

from sijill.flow.standing import AssessedClaim
from sijill.model import Claim, Refusal
from sijill.store import Store, open_store
from sijill.store.database import Place
from sijill.store.holding import reading_once
from sijill.testing.claims import make_claims

KINDS = (Claim, AssessedClaim)


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    """Claims of some documents, one of them changed by a decision and one refused."""
    claims = [claim for claim, _ in islice(make_claims(1, 60), 60)]
    first, second = claims[0], claims[1]
    with open_store(place) as found:
        found.save_step("claims", "all", "m", claims)
        found.save_step("assessed", "all", "m", [
            AssessedClaim(first.id, first.document_id, replace(first, violence="airstrike")),
            Refusal("Claim", second.id, "review", "1", "misread", "Not said."),
        ])  # fmt: skip
        yield found


@contextmanager
def _asked(store: Store) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, words: str, *_more: object) -> None:
        asked.append(words)

    sa.event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        sa.event.remove(store.engine, "before_cursor_execute", note)


def test_what_is_read_once_is_what_is_there(store: Store) -> None:
    """By ids and by documents, in any order, the answers are those of who reads each time."""
    claims = list(store.stream_records(Claim))
    documents, ids = sorted({one.document_id for one in claims}), [one.id for one in claims]

    def ask(n: int) -> list[Any]:
        return [
            store.find_several((Claim, Refusal), [*ids[: n + 2], "nobody"]),
            store.find_in_documents((Claim,), documents[: n + 1]),
            store.find_in_documents(KINDS, documents[n : n + 4], beside=(Refusal,)),
            store.find_records(AssessedClaim, ids[n : n + 9]),
            store.find_record(Claim, ids[n]),
        ]

    read = [ask(n) for n in range(6)]
    with reading_once():
        assert [ask(n) for n in range(6)] == read
    assert any(found[Refusal] for one in read for found in one[:1])


def test_nothing_is_asked_twice(store: Store) -> None:
    """Also what is not there is known not to be; after the block everything is asked anew."""
    claim = next(iter(store.stream_records(Claim)))

    def ask() -> None:
        store.find_in_documents(KINDS, [claim.document_id], beside=(Refusal,))
        store.find_several((Claim, Refusal), [claim.id])
        store.find_several((Claim, Refusal), ["nobody", claim.id])

    with reading_once():
        with _asked(store) as asked:
            ask()
        assert len(asked) == 2
        with _asked(store) as asked:
            ask()
        assert not asked
    with _asked(store) as asked:
        ask()
    assert len(asked) == 3


def test_what_was_written_is_read_anew(store: Store) -> None:
    """The holder sees its own writing, also of what was not there before."""
    claim = next(iter(store.stream_records(Claim)))
    new = replace(claim, id="c-new")
    with reading_once():
        assert store.find_records(Claim, ["c-new"]) == {}
        store.save_step("claims", "more", "m", [new])
        assert store.find_records(Claim, ["c-new"]) == {"c-new": new}
        assert new.id in store.find_in_documents((Claim,), [claim.document_id])[Claim]
        store.drop_steps("claims", ["more"])
        assert store.find_record(Claim, "c-new") is None
