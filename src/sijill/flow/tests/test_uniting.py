"""
What a person decides from the command line stands, also when it was taken back a moment ago.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from sijill.errors import SettingsError
from sijill.flow.deciding import decide_assessment, decide_judgement, decide_withdrawal
from sijill.flow.listing import stream_records
from sijill.flow.naming import add_term
from sijill.flow.recording import load_decisions, open_record
from sijill.flow.running import run_record
from sijill.flow.uniting import unite
from sijill.model import Assessment, Judgement, VocabularyChange
from sijill.testing.disagreeing import BOMBED, SHELLED

BY: dict[str, Any] = {"by": "tester", "why": "one attack"}


@pytest.fixture(scope="module")
def made_record(tell_record: Callable[..., Path]) -> Path:
    """A record of two incidents of three claims each that disagree; nobody writes to it."""
    return tell_record(*SHELLED, *BOMBED)


@pytest.fixture
def record(made_record: Path, tmp_path: Path) -> Path:
    """A copy of it, to be written to."""
    return Path(shutil.copytree(made_record, tmp_path / "record"))


def _incidents(folder: Path) -> dict[str, list[str]]:
    return {one["id"]: one["claims"] for one in stream_records(folder, "incidents")}


def test_two_incidents_are_one_after_the_next_run_until_withdrawn(record: Path) -> None:
    """All claims of both stand in one; taken back together, the former two are there again."""
    before = _incidents(record)
    tried = unite(record, *before, **BY, dry_run=True)
    made = unite(record, *before, **BY)
    run_record(record)
    joined = _incidents(record)
    decide_withdrawal(record, *(one.id[:14] for one in made), **BY)
    run_record(record)

    assert len(tried) == len(made) > 1
    assert [sorted(held) for held in joined.values()] == [sorted(chain(*before.values()))]
    assert sorted(_incidents(record).values()) == sorted(before.values())


def test_a_claim_joins_the_whole_of_an_incident(record: Path) -> None:
    """Its claims stay together, whatever the new one says; two claims are one pair."""
    (one, held), (_, others) = _incidents(record).items()
    unite(record, others[0], one, **BY)
    run_record(record)
    (pair,) = unite(record, held[0], others[1], **BY, dry_run=True)

    assert any({*held, others[0]} <= {*claims} for claims in _incidents(record).values())
    assert pair.verdict == "same"


def test_what_stands_in_the_way_is_named_also_before_a_run_follows_it(record: Path) -> None:
    """Also where both claims are of one incident still; ids of one incident say nothing."""
    (one, held), (two, others) = _incidents(record).items()
    inside = decide_judgement(record, held[0], held[1], verdict="not_same", **BY)
    with pytest.raises(SettingsError, match=inside.id):
        unite(record, one, two, **BY)
    decide_withdrawal(record, inside.id, **BY)
    across = decide_judgement(record, held[2], others[2], verdict="not_same", **BY)
    with pytest.raises(SettingsError, match=across.id):
        unite(record, two, one, **BY)

    with pytest.raises(SettingsError, match="already"):
        unite(record, one, held[0], **BY)


def _judge(folder: Path) -> str:
    left, right = (held[0] for held in _incidents(folder).values())
    return decide_judgement(folder, left, right, verdict="unsure", **BY).id


def _assess(folder: Path) -> str:
    (claim, *_), *_ = _incidents(folder).values()
    return decide_assessment(folder, claim, verdict="accept", **BY).id


def _name(folder: Path) -> str:
    row = {"name": "Guards of the Plain", "kind": "militia"}
    return add_term("actors", folder, "plain_guards", row, **BY).id


@pytest.mark.parametrize("decide", [_judge, _assess, _name])
def test_what_is_taken_back_and_decided_again_at_once_stands(
    record: Path, decide: Callable[[Path], str]
) -> None:
    """Within one second, by one person, about one thing: the last word holds."""
    for _ in range(3):
        decide_withdrawal(record, decide(record), **BY)
    last = decide(record)
    found = load_decisions(open_record(record))
    standing: list[Judgement | Assessment | VocabularyChange] = [
        *found.judgements, *found.assessments, *found.changes,
    ]  # fmt: skip

    assert last not in found.withdrawn
    assert [one.id for one in standing] == [last]
