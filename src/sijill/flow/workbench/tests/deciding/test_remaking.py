"""
Of what hangs together, a decision makes again what may have changed, and that as all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count, groupby
from random import Random
from typing import Any

import pytest

from sijill.flow.recording import init_record, open_record
from sijill.flow.running import link_record
from sijill.flow.settings import load_settings
from sijill.flow.standing import Component, Membership, find_claims
from sijill.flow.workbench import making_again
from sijill.flow.workbench.book import open_book
from sijill.flow.workbench.ground import Ground, find_ground
from sijill.flow.workbench.joining import judge_pairs, work_out_joining
from sijill.flow.workbench.making_again import Worked
from sijill.flow.workbench.remaking import list_copied
from sijill.flow.workbench.working_in import work_out
from sijill.model import Assessment, Claim, Incident, Reading, Span, VictimName
from sijill.model.form import canonical_line
from sijill.model.rows import ClaimRow, DocumentRow, IncidentRow
from sijill.review import target_of
from sijill.store import open_store
from sijill.testing.claims import make_claims

_NAMES = ("Sami", "Rana", "Omar", "Lina", "Adel", "Huda", "Nour", "Tarek")
_NAMED_SHARE = 0.3  # of claims
Act = Callable[[Ground, Incident, Random], Worked | None]


class _Every(set[str]):
    """All documents, so that groups are bound by each that they share."""

    def __rand__(self, other: Any) -> Any:
        return other

    def __or__(self, _other: Any) -> _Every:  # type: ignore[override]
        return self

    __ior__ = __or__


def _write(told: Sequence[tuple[Claim, str]]) -> tuple[Reading, list[Claim]]:
    """
    Return a text that tells the claims of one document.

    Some name who was hurt; each speaks of somebody who may be one whom another report names.
    """
    claims, text = list[Claim](), ""
    for n, (claim, incident) in enumerate(told):
        order = Random(claim.id)
        name = f"{_NAMES[Random(incident).randrange(len(_NAMES))]} Testov"
        is_named = claim.harms and order.random() < _NAMED_SHARE
        part = f"{claim.violence} {n}, as {order.choice(_NAMES)} Testov told"
        part += f", among them {name}" if is_named else ""
        start, end = len(text), len(text) + len(part)
        if is_named:
            named = VictimName(Span(end - len(name), end, name), name)
            claim = replace(claim, harms=(replace(claim.harms[0], names=(named,)),))
        claims.append(replace(claim, evidence=(Span(start, end, part),)))
        text += f"{part}. "
    document = claims[0].document_id
    return Reading(
        document, text, document_id=document, title=claims[0].evidence[0].text
    ), claims


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """A record of generated claims, several to a document, some reports copies of others."""
    layout = open_record(init_record(tmp_path_factory.mktemp("record") / "record"))
    pairs = make_claims(1, 900, days=400)
    with open_store(layout.derived) as store:
        grouped = groupby(pairs, key=lambda pair: pair[0].document_id)
        made = [_write(list(group)) for _, group in grouped]
        store.save_steps("read", [(one.id, "made", [one]) for one, _ in made])
        store.save_steps("claims", [(one.id, "made", told) for one, told in made])
        link_record(store, layout, load_settings(layout.settings), lambda *_: None)
        yield find_ground(layout, store)


def _link(ground: Ground, incident: Incident, order: Random) -> Worked | None:
    """Return what linking an incident with one that hangs together with it changes."""
    store = ground.store
    place = store.find_records(Membership, incident.claims[:1])[incident.claims[0]]
    held = store.find_records(Component, [place.component or ""])
    claims = [key for one in held.values() for key in one.claims]
    others = {one.incident for one in store.find_records(Membership, claims).values()}
    if not (names := sorted(filter(None, others - {incident.id}))):
        return None
    other = store.find_records(Incident, [order.choice(names)])
    both = incident.claims, *(one.claims for one in other.values())
    return work_out_joining(ground, open_book(ground.layout), *both, by="tester", why="")[1]


def _part(ground: Ground, incident: Incident, order: Random) -> Worked:
    """Return what taking a claim out of an incident changes."""
    claims, book = find_claims(ground.store, incident.claims), open_book(ground.layout)
    own = order.choice(incident.claims)
    pairs = [(own, other) for other in sorted(claims.keys() - {own})]
    made = judge_pairs(book, claims, pairs, "not_same", by="tester", why="")
    return work_out(ground, book, made, leaving=own)


def _reject(ground: Ground, incident: Incident, order: Random) -> Worked:
    """Return what calling a claim misread changes."""
    own = order.choice(incident.claims)
    target = target_of(find_claims(ground.store, [own])[own])
    made = Assessment("r-1", "2026-01-01T00:00:00Z", "tester", "", "misreading", target)
    return work_out(ground, open_book(ground.layout), [made])


def _changes(ground: Ground, worked: Worked) -> Mapping[str, list[str]]:
    """Return what is otherwise in the record once it is worked in."""
    exchange, rows = worked.exchange(), ground.store.rows

    def other(kind: type[Any], made: Sequence[Any]) -> list[str]:
        there = {one.id: _told(one) for one in rows.find_many(kind, [one.id for one in made])}
        return sorted(repr(one) for one in map(_told, made) if there.get(one.id) != one)

    return {
        "before": sorted(map(canonical_line, worked.before)),
        "after": sorted(map(canonical_line, worked.after)),
        "records": sorted(type(one).__name__ + canonical_line(one) for one in exchange.made),
        "claims": other(ClaimRow, exchange.rows.claims),
        "documents": other(DocumentRow, exchange.rows.documents),
        "incidents": other(IncidentRow, exchange.rows.incidents),
    }


def _told(row: Any) -> Any:
    """Return a row without why it is queued, which the store keeps right (`rowwriting`)."""
    return replace(row, reason=None) if isinstance(row, IncidentRow) else row


@pytest.mark.parametrize("act", [_link, _part, _reject])
def test_what_is_left_aside_would_come_out_as_it_is(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, act: Act
) -> None:
    """Whether a shared document binds, or a text that was taken over alone, is all one."""
    every = sorted(ground.store.stream_records(Incident), key=lambda one: one.claims)
    several = [one for one in every if len(one.claims) > 1]
    find, remade = list_copied, [0, 0]

    def make(incident: Incident, n: int) -> Mapping[str, list[str]]:
        number = count()
        monkeypatch.setattr(making_again, "mint_incident", lambda: f"i-{next(number):032}")
        monkeypatch.setattr(making_again, "list_copied", lambda _: _Every() if n else find(_))
        worked = act(ground, incident, Random(incident.claims[0]))
        if worked is None:
            return {}
        remade[n] += len(worked.exchange.args[-1].groups.again)  # type: ignore[attr-defined]
        return _changes(ground, worked)

    for incident in Random(1).sample(several, 25):
        assert make(incident, 0) == make(incident, 1)
    assert 0 < remade[0] < remade[1]
