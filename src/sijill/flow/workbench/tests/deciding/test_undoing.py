"""
Who takes a link or a parting back has the incidents of before, by the ids of before.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from itertools import permutations
from pathlib import Path
from random import Random

import pytest

from sijill.errors import NotThere, SettingsError
from sijill.flow.explaining import explain
from sijill.flow.listing import stream_records
from sijill.flow.running import run_record
from sijill.flow.team import Workbench
from sijill.flow.workbench.assessing import assess
from sijill.flow.workbench.heirs import find_heir
from sijill.flow.workbench.incidents import show_incident
from sijill.flow.workbench.judging import link_incidents, part_claim, withdraw
from sijill.flow.workbench.signing import show_signing, sign_incident
from sijill.model import Incident
from sijill.model.person import Person
from sijill.model.role import Role
from sijill.testing.disagreeing import BOMBED, SHELLED, SHOT

DANA = Person("p-1", "Dana", Role.CODER)
RANA = Person("p-2", "Rana", Role.REVIEWER)
Ids = dict[tuple[str, ...], str]


@pytest.fixture(scope="session")
def made_record(tell_record: Callable[..., Path]) -> Path:
    """A record of three incidents that disagree about the act, the day and the dead."""
    return tell_record(*SHELLED, *BOMBED, *SHOT)


def _ids(bench: Workbench) -> Ids:
    return {one.claims: one.id for one in bench.store.stream_records(Incident)}


def _link(bench: Workbench, one: str, other: str) -> tuple[str, ...]:
    """Make one incident of those that hold two incidents of before, and say by what."""
    live = {one.id for one in bench.store.stream_records(Incident)}
    one, other = (
        id_ if id_ in live else find_heir(bench, DANA, "incident", id_) for id_ in (one, other)
    )
    return tuple(link_incidents(bench, DANA, one, other, why="one attack").decisions)


def _register(bench: Workbench) -> list[tuple[str, str]]:
    every = stream_records(bench.layout.folder, "identities")
    return [(str(one["act"]), str(one["id"])) for one in every]


def _hold_to_a_run(bench: Workbench) -> None:
    """A run, and one by the logs alone, give the same ids and add nothing to the register."""
    ids, lines = _ids(bench), _register(bench)
    run_record(bench.layout.folder)

    assert (_ids(bench), _register(bench)) == (ids, lines)


def test_a_link_undone_is_as_if_it_had_never_been(bench: Workbench) -> None:
    """Both ids, the address of the one that had ended, and the history of both decisions."""
    before = _ids(bench)
    one, other, _ = before.values()
    made = _link(bench, one, other)
    (ended,) = {one, other} - set(_ids(bench).values())
    (heir,) = {one, other} - {ended}

    assert find_heir(bench, DANA, "incident", ended) == heir
    with pytest.raises(NotThere):
        show_incident(bench, DANA, ended)
    withdraw(bench, RANA, *made, why="two attacks")
    acts = {item.verdict for item in show_incident(bench, DANA, ended).history}

    assert _ids(bench) == before
    assert acts == {"same", "withdraw"}
    assert _register(bench)[-2:] == [("restored", ended), ("split", heir)]
    with pytest.raises(NotThere):
        find_heir(bench, DANA, "incident", ended)
    assert not any("merged into" in line for line in explain(bench.layout.folder, ended).lines)
    _hold_to_a_run(bench)


@pytest.mark.parametrize("record", ["folder"], indirect=True)
def test_by_the_logs_alone_it_is_the_same(bench: Workbench, record: Path) -> None:
    """Whoever throws the derived records away has the same ids."""
    before = _ids(bench)
    one, other, third = before.values()
    withdraw(bench, RANA, *_link(bench, one, other))
    _link(bench, other, third)
    ids = _ids(bench)
    bench.store.close()
    for path in record.glob("derived.sqlite*"):
        path.unlink()
    run_record(record)
    told = {tuple(one["claims"]): one["id"] for one in stream_records(record, "incidents")}

    assert told == ids != before


@pytest.mark.parametrize("order", [*permutations(range(2))])
def test_three_made_one_come_back_in_either_order(
    bench: Workbench, order: tuple[int, ...]
) -> None:
    """Whichever of two links is undone first."""
    before = _ids(bench)
    one, other, third = before.values()
    links = [_link(bench, one, other), _link(bench, other, third)]

    assert len(_ids(bench)) == 1
    withdraw(bench, RANA, *links[order[0]])
    _hold_to_a_run(bench)
    withdraw(bench, RANA, *links[order[1]])
    assert _ids(bench) == before
    _hold_to_a_run(bench)


def test_an_undo_is_undone_to_what_the_link_was(bench: Workbench) -> None:
    """The same id stays, and the other is there again when that is undone in turn."""
    before = _ids(bench)
    one, other, _ = before.values()
    made = _link(bench, one, other)
    linked = _ids(bench)
    undone = withdraw(bench, RANA, *made).decisions
    again = withdraw(bench, RANA, *undone).decisions

    assert _ids(bench) == linked
    withdraw(bench, DANA, *again)
    assert _ids(bench) == before
    _hold_to_a_run(bench)


def test_what_was_decided_in_between_takes_no_id_away(bench: Workbench) -> None:
    """A correction and a rejected claim between link and undo; then the rejection undone."""
    before = _ids(bench)
    (claims, one), (others, other), _ = before.items()
    made = _link(bench, one, other)
    assess(bench, DANA, claims[0], verdict="correct", field="violence", value="ied")
    gone = assess(bench, DANA, others[0], verdict="misreading").decisions
    withdraw(bench, RANA, *made)
    ids = _ids(bench)
    _hold_to_a_run(bench)
    withdraw(bench, RANA, *gone)

    assert {one, other} <= set(ids.values())
    assert next(id_ for held, id_ in ids.items() if others[1] in held) == other
    assert {one, other} <= set(_ids(bench).values())
    _hold_to_a_run(bench)


def test_a_parting_undone_and_made_again(bench: Workbench) -> None:
    """The incident is whole by its id; parted again, the claim has the id that it had."""
    before = _ids(bench)
    claims, one = next((held, id_) for held, id_ in before.items() if len(held) == 2)
    parted = part_claim(bench, DANA, one, claims[0]).decisions
    second = _ids(bench)[claims[:1]]
    withdraw(bench, RANA, *parted)

    assert _ids(bench) == before
    assert find_heir(bench, DANA, "incident", second) == one
    part_claim(bench, DANA, one, claims[0])
    assert _ids(bench)[claims[:1]] == second
    _hold_to_a_run(bench)


def test_a_signature_holds_again_for_what_was_signed(bench: Workbench) -> None:
    """Not while it is linked, and not once a claim was corrected."""
    before = _ids(bench)
    (_, one), (others, other), _ = before.items()
    for claims, id_ in list(before.items())[:2]:
        assess(bench, DANA, claims[0], verdict="accept", why="read")
        seen = show_signing(bench, RANA, id_).seen
        sign_incident(bench, RANA, id_, seen=seen, why="read")
    made = _link(bench, one, other)
    (live,) = {one, other}.intersection(_ids(bench).values())

    assert not show_signing(bench, RANA, live).stands
    withdraw(bench, DANA, *made)
    assert all(show_signing(bench, RANA, id_).stands for id_ in (one, other))
    again = _link(bench, one, other)
    assess(bench, DANA, others[0], verdict="correct", field="violence", value="ied")
    withdraw(bench, DANA, *again)
    stand = {id_: show_signing(bench, RANA, id_).stands for id_ in (one, other)}
    assert stand == {one: True, other: False}


@pytest.mark.parametrize("record", ["folder"], indirect=True)
@pytest.mark.parametrize("seed", [1, 3, 6, 7])
def test_in_an_order_of_chance_ids_are_what_a_run_gives(bench: Workbench, seed: int) -> None:
    """Links, partings and what takes them back: a run agrees at any time."""
    random, standing = Random(seed), list[tuple[str, ...]]()
    before = _ids(bench)
    for number in range(10):
        ids = _ids(bench)
        several = [claims for claims in sorted(ids) if len(claims) > 1]
        held = next((one for one in several if random.random() < 0.3), None)
        if standing and random.random() < 0.4:
            withdraw(bench, RANA, *standing.pop(random.randrange(len(standing))))
        elif held:
            made = part_claim(bench, DANA, ids[held], random.choice(held)).decisions
            standing.append(tuple(made))
        elif len(ids) > 1:
            with suppress(SettingsError):  # somebody parted two of the claims
                one, other = random.sample(sorted(ids), 2)
                standing.append(_link(bench, ids[one], ids[other]))
        if number % 2:
            _hold_to_a_run(bench)
    while standing:
        withdraw(bench, RANA, *standing.pop())

    assert _ids(bench).keys() == before.keys()
    assert len(set(_ids(bench).values())) == len(before)
    _hold_to_a_run(bench)


@pytest.mark.parametrize("left", [2, 1, 0])
def test_claims_rejected_of_the_side_that_kept_its_id_take_none_away(
    bench: Workbench, left: int
) -> None:
    """
    Some or all of them while it was linked: undone, the other side has its own id, and so has
    this one by the claims that are left or come back.
    """
    before = _ids(bench)
    made = _link(bench, *[*before.values()][:2])
    (ended,) = set(before.values()) - set(_ids(bench).values())
    heir = find_heir(bench, DANA, "incident", ended)
    held = {id_: claims for claims, id_ in before.items()}
    gone = [
        assess(bench, DANA, claim, verdict="misreading").decisions
        for claim in held[heir][left:]
    ]
    withdraw(bench, RANA, *made)
    ids = _ids(bench)

    assert ids[held[ended]] == ended
    assert ids.get(held[heir][:left]) == (heir if left else None)
    assert len(ids) == (3 if left else 2)
    _hold_to_a_run(bench)
    for decisions in gone:
        withdraw(bench, RANA, *decisions)
        _hold_to_a_run(bench)
    assert _ids(bench) == before
