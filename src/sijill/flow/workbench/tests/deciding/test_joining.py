"""
Two incidents that a person calls one are one, whatever their claims disagree about.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from sijill.errors import SettingsError
from sijill.flow.recording import load_decisions
from sijill.flow.running import run_record
from sijill.flow.team import Workbench
from sijill.flow.workbench.assessing import assess
from sijill.flow.workbench.incidents import show_incident
from sijill.flow.workbench.judging import (
    judge,
    link_incidents,
    part_claim,
    preview_link,
    preview_parting,
    withdraw,
)
from sijill.model import Incident
from sijill.model.person import Person
from sijill.model.role import Role
from sijill.testing.disagreeing import BOMBED, SHELLED, SHOT

DANA = Person("p-1", "Dana", Role.CODER)
SAMI = Person("p-2", "Sami", Role.CODER)


@pytest.fixture(scope="session")
def made_record(tell_record: Callable[..., Path]) -> Path:
    """A record of two incidents that disagree about the act, the day and the dead; one more."""
    return tell_record(*SHELLED, *BOMBED, *SHOT)


def _of(bench: Workbench, violence: str) -> Incident:
    every = bench.store.stream_records(Incident)
    return next(one for one in every if one.violence == violence)


def _groups(bench: Workbench) -> set[tuple[str, ...]]:
    return {one.claims for one in bench.store.stream_records(Incident)}


def _ids(bench: Workbench) -> dict[tuple[str, ...], str]:
    return {one.claims: one.id for one in bench.store.stream_records(Incident)}


def _both(*incidents: Incident) -> tuple[str, ...]:
    return tuple(sorted(key for one in incidents for key in one.claims))


def _join(bench: Workbench) -> tuple[Sequence[str], tuple[str, ...]]:
    one, other = _of(bench, "shelling"), _of(bench, "airstrike")
    made = link_incidents(bench, DANA, one.id, other.id, why="one attack")
    return made.decisions, _both(one, other)


def test_one_pair_would_not_hold_the_two_together(bench: Workbench) -> None:
    """The groups of this record do disagree: judged by one pair, they part around it."""
    one, other = _of(bench, "shelling"), _of(bench, "airstrike")
    judge(bench, DANA, one.claims[0], other.claims[0], verdict="same")

    assert len(one.claims) == len(other.claims) == 3
    assert _both(one, other) not in {tuple(sorted(held)) for held in _groups(bench)}


def test_two_incidents_that_disagree_are_one_as_previewed(bench: Workbench) -> None:
    """
    All claims of both and no others, by no more pairs than it takes; and the next run has the
    same incidents by the same ids.
    """
    one, other = _of(bench, "shelling"), _of(bench, "airstrike")
    foreseen = preview_link(bench, DANA, one.id, other.id)
    decisions, both = _join(bench)
    ids = _ids(bench)
    run_record(bench.layout.folder)

    assert (ids[both], len(both)) in {(side.id, side.claims) for side in foreseen.after}
    assert 1 < len(decisions) == foreseen.judgements < len(both) - 1
    assert _groups(bench) == {both, _of(bench, "shooting").claims}
    assert ids == _ids(bench)


def test_each_pair_is_a_decision_and_one_undo_takes_all_back(bench: Workbench) -> None:
    """The reason stands in each, the page shows them as one, and the former groups are back."""
    former = _groups(bench)
    decisions, both = _join(bench)
    judged = load_decisions(bench.layout).judgements
    first, *_ = show_incident(bench, DANA, _ids(bench)[both]).history
    withdraw(bench, SAMI, first.id, *first.also)
    after = _ids(bench)
    last, *_ = show_incident(bench, DANA, _of(bench, "shelling").id).history
    run_record(bench.layout.folder)

    assert [(one.id, one.why) for one in judged] == [(id_, "one attack") for id_ in decisions]
    assert {first.id, *first.also} == set(decisions)
    assert last.verdict == "withdraw"
    assert set(after) == former
    assert after == _ids(bench)


def test_what_a_person_parted_is_not_linked_over(bench: Workbench) -> None:
    """Whose decision stands in the way is said, nothing is written, and without it it goes."""
    one, other = _of(bench, "shelling"), _of(bench, "airstrike")
    apart = judge(bench, SAMI, one.claims[2], other.claims[2], verdict="not_same")
    former = _groups(bench)
    for ask in (preview_link, link_incidents):
        with pytest.raises(SettingsError) as refused:
            ask(bench, DANA, one.id, other.id)
        said = refused.value

        assert (said.phrase, said.values["by"]) == ("kept_apart", "Sami")
        assert apart.decisions[0] in str(said)
    standing = load_decisions(bench.layout).judgements
    withdraw(bench, DANA, *apart.decisions)
    _, both = _join(bench)

    assert [item.id for item in standing] == [*apart.decisions]
    assert both not in former and both in _groups(bench)


def test_a_claim_that_was_taken_out_is_not_linked_in_again(bench: Workbench) -> None:
    """Not until whoever took it out takes that back."""
    one = _of(bench, "shelling")
    made = part_claim(bench, SAMI, one.id, one.claims[1])
    lone = next(i for i in bench.store.stream_records(Incident) if i.claims == one.claims[1:2])

    with pytest.raises(SettingsError, match=made.decisions[-1]):
        link_incidents(bench, DANA, one.id, lone.id)


def test_more_than_is_clustered_at_once_is_not_linked(bench: Workbench) -> None:
    """What no judgement holds together is refused with the way out, and nothing is written."""
    path = bench.layout.settings
    told = path.read_text(encoding="utf-8")
    path.write_text(
        told.replace("# largest_component = 3000", "largest_component = 2"), encoding="utf-8"
    )
    one, other = _of(bench, "shelling"), _of(bench, "airstrike")

    with pytest.raises(SettingsError, match="largest_component") as refused:
        link_incidents(bench, DANA, one.id, other.id)
    assert refused.value.phrase == "not_joined"
    assert not load_decisions(bench.layout).judgements


@pytest.mark.parametrize("at", [0, 1])
def test_a_claim_that_is_taken_out_leaves_the_id_behind(bench: Workbench, at: int) -> None:
    """Of two claims, the one that stays keeps the incident; so does the next run see it."""
    one = _of(bench, "shooting")
    foreseen = preview_parting(bench, DANA, one.id, one.claims[at])
    part_claim(bench, DANA, one.id, one.claims[at], why="another day")
    ids = _ids(bench)
    run_record(bench.layout.folder)

    assert ids[(one.claims[1 - at],)] == one.id != ids[(one.claims[at],)]
    assert {(side.is_new, side.claims) for side in foreseen.after} == {(True, 1), (False, 1)}
    assert ids == _ids(bench)


def test_a_bound_claim_is_taken_out_all_the_same(bench: Workbench) -> None:
    """Who takes claims out of what was linked before has them outside, whatever bound them."""
    _, both = _join(bench)
    joined = _ids(bench)[both]
    gone = set()
    for claim in both[:3]:
        if claim in bench.store.find_records(Incident, [joined])[joined].claims:
            part_claim(bench, DANA, joined, claim)
            gone.add(claim)
        rest = bench.store.find_records(Incident, [joined])[joined]

        assert rest.claims and not gone & set(rest.claims)
    ids = _ids(bench)
    run_record(bench.layout.folder)

    assert ids == _ids(bench)


def test_what_was_parted_stays_so_while_one_beside_it_is_decided_about(
    bench: Workbench,
) -> None:
    """A claim that hangs together with both, but was judged with neither, is corrected."""
    first, second, third = _of(bench, "shelling").claims
    judge(bench, SAMI, first, second, verdict="not_same")
    assess(bench, DANA, third, verdict="correct", field="violence", value="airstrike")
    ids = _ids(bench)
    run_record(bench.layout.folder)

    assert not any({first, second} <= set(held) for held in ids)
    assert ids == _ids(bench)
