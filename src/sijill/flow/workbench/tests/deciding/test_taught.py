"""
What a correction teaches is laid on the other readings as decisions come to them.
"""

from __future__ import annotations

from typing import Any

from sijill.flow.running import run_record
from sijill.flow.standing import load_claims
from sijill.flow.team import Workbench
from sijill.flow.workbench.book import open_book
from sijill.flow.workbench.ground import find_ground
from sijill.flow.workbench.taught import find_lessons
from sijill.flow.workbench.working_in import Decision, work_in
from sijill.model import Assessment, Claim, Withdrawal
from sijill.model.form import to_json
from sijill.review import target_of

_ELSEWHERE = {"latitude": 36.1, "longitude": 36.9, "gazetteer_id": "geonames:1"}


def _shelled(bench: Workbench) -> list[Claim]:
    """Return the claims of the two reports that say the same of the market of Sarmin."""
    every = load_claims(bench.store)
    return [one for one in every if "market of Sarmin" in one.evidence[0].text]


def _decide(bench: Workbench, claim: Claim, n: int, field: str, value: Any = None) -> Decision:
    verdict = "correct" if value is not None else "accept"
    at = f"2024-01-01T00:00:0{n}Z"
    made = Assessment(f"r-{n}", at, "tester", "", verdict, target_of(claim, field), value)
    work_in(find_ground(bench.layout, bench.store), made)
    return made


def _learned(claims: list[Claim], document: str) -> set[str | None]:
    return {
        place.learned_from
        for one in claims
        for place in one.where
        if one.document_id == document
    }


def _correct(bench: Workbench, claim: Claim, n: int) -> Decision:
    """Say that the town of a claim is another."""
    at = next(
        n for n, one in enumerate(claim.where) if one.words and one.words.text == "Sarmin"
    )
    return _decide(bench, claim, n, f"where.{at}", {**to_json(claim.where[at]), **_ELSEWHERE})


def test_a_decision_lays_what_others_taught(bench: Workbench) -> None:
    """It shows where the next decision comes to, as a run has it, and goes when taken back."""
    one, other, *_ = _shelled(bench)
    taught = _correct(bench, one, 1)
    _decide(bench, other, 2, "violence")
    assert taught.id in _learned(_shelled(bench), other.document_id)
    worked = [claim for claim in _shelled(bench) if claim.document_id == other.document_id]

    run_record(bench.layout.folder)
    assert worked == [c for c in _shelled(bench) if c.document_id == other.document_id]

    back = Withdrawal("r-3", "2024-01-01T00:00:03Z", "tester", "", taught.id)
    work_in(find_ground(bench.layout, bench.store), back)
    _decide(bench, other, 4, "claim")
    assert _learned(_shelled(bench), other.document_id) == {None}


def test_a_reading_teaches_anew_only_after_a_decision_about_it(bench: Workbench) -> None:
    """What was learned of it stays at hand while others are decided about."""
    one, other, *_ = _shelled(bench)
    _correct(bench, one, 1)
    book = open_book(bench.layout)
    lessons = find_lessons(bench.store, book, but=())
    before = book.learned[one.document_id]
    _decide(bench, other, 2, "violence")
    assert find_lessons(bench.store, open_book(bench.layout), but=()) == lessons
    assert book.learned[one.document_id] is before
    _decide(bench, one, 3, "violence")
    assert find_lessons(bench.store, open_book(bench.layout), but=()) == lessons
    assert book.learned[one.document_id] is not before
    assert find_lessons(bench.store, open_book(bench.layout), but={one.document_id}) == ()
