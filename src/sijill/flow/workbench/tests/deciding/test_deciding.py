"""
Deciding from the pages: what is shown, what is refused, and what a decision comes to.
"""

from __future__ import annotations

import pytest

from sijill.errors import NotAllowed, StaleDecision
from sijill.flow.recording import load_decisions
from sijill.flow.standing import load_claims
from sijill.flow.team import Workbench
from sijill.flow.workbench.assessing import add_missed, assess
from sijill.flow.workbench.claims import compare_two
from sijill.flow.workbench.documents import show_document
from sijill.flow.workbench.incidents import show_incident
from sijill.flow.workbench.judging import part_claim, preview_parting, withdraw
from sijill.flow.workbench.live import count_decisions, list_decided
from sijill.flow.workbench.reading_words import read_words
from sijill.flow.workbench.summaries import show_summary
from sijill.model import Claim, Incident, Reading, Summary
from sijill.model.person import Person
from sijill.model.role import Role

DANA = Person("p-1", "Dana", Role.CODER)
SAMI = Person("p-2", "Sami", Role.CODER)
VIEWER = Person("p-3", "Noor", Role.VIEWER)


def _claim(bench: Workbench, words: str) -> Claim:
    return next(one for one in load_claims(bench.store) if words in one.evidence[0].text)


def _several(bench: Workbench) -> Incident:
    return next(one for one in bench.store.stream_records(Incident) if len(one.claims) > 1)


def test_the_pieces_of_a_document_are_its_text(bench: Workbench) -> None:
    """Nothing is lost between overlapping passages, and each field's words are its own."""
    claim = _claim(bench, "market")
    page = show_document(bench, DANA, claim.document_id)
    text = "".join(piece.text for piece in page.pieces)
    reading = bench.store.find_record(Reading, claim.document_id)
    words = [item.words for view in page.claims for item in view.fields if item.words]

    assert reading is not None and text == reading.text
    assert words and all(text[one.start : one.end] == one.text for one in words)


def test_a_count_is_corrected_by_words_and_taken_back(bench: Workbench) -> None:
    """The words are read before they are sent; the incident follows at once, and back."""
    claim = _claim(bench, "market")
    before = show_incident(bench, DANA, _several(bench).id)
    passage = claim.evidence[0]
    start = passage.start + passage.text.index("at least 12")
    read = read_words(bench, DANA, claim.id, "harms.0.count", start=start, end=start + 11)
    etag = show_document(bench, DANA, claim.document_id).etag
    answer = assess(
        bench, DANA, claim.id, verdict="correct", field="harms.0.count", value=read.value,
        why="by its words", etag=etag,
    )  # fmt: skip
    now = show_incident(bench, DANA, before.id)
    withdraw(bench, DANA, *answer.decisions)
    after = show_incident(bench, DANA, before.id)

    assert (read.shown.low, read.shown.high) == (12, None)
    assert answer.incidents == (before.id,)
    assert (now.ranges, after.ranges) != (before.ranges, now.ranges)
    assert after.ranges == before.ranges
    assert [one.verdict for one in after.history[:2]] == ["withdraw", "correct"]


def test_what_is_taken_back_and_decided_again_at_once_stands(bench: Workbench) -> None:
    """Within one second, by one person, about one claim: the last word holds."""
    claim = _claim(bench, "market")
    for _ in range(3):
        withdraw(bench, DANA, *assess(bench, DANA, claim.id, verdict="unsure").decisions)
    last = assess(bench, DANA, claim.id, verdict="unsure")

    assert [one.id for one in load_decisions(bench.layout).assessments] == [*last.decisions]


def test_a_stale_decision_is_refused_with_what_changed(bench: Workbench) -> None:
    """Nothing of it is written; who decided meanwhile is told."""
    claim = _claim(bench, "market")
    etag = show_document(bench, DANA, claim.document_id).etag
    assess(bench, SAMI, claim.id, verdict="unsure", etag=etag)

    with pytest.raises(StaleDecision) as refused:
        assess(bench, DANA, claim.id, verdict="accept", etag=etag)
    (change,) = refused.value.changes
    assert (change.by, change.act, change.field) == ("Sami", "unsure", "")
    assert len(load_decisions(bench.layout).assessments) == 1


def test_all_that_was_done_since_is_told_and_nothing_older(bench: Workbench) -> None:
    """Five decisions came after what the person saw, two had come before."""
    claim = _claim(bench, "market")
    for verdict in ("unsure", "accept"):
        assess(bench, DANA, claim.id, verdict=verdict)
    etag = show_document(bench, DANA, claim.document_id).etag
    for n in range(5):
        assess(bench, SAMI, claim.id, verdict=("unsure", "accept")[n % 2])

    with pytest.raises(StaleDecision) as refused:
        assess(bench, DANA, claim.id, verdict="accept", etag=etag)
    assert [one.by for one in refused.value.changes] == ["Sami"] * 5


def test_a_claim_is_taken_out_as_previewed(bench: Workbench) -> None:
    """The preview tells the incidents that come of it; who looks on learns of the decision."""
    incident = _several(bench)
    foreseen = preview_parting(bench, DANA, incident.id, incident.claims[0])
    seen = count_decisions(bench, VIEWER)
    part_claim(bench, DANA, incident.id, incident.claims[0], why="another day")
    made = {item.id: len(item.claims) for item in bench.store.stream_records(Incident)}

    assert all(made[side.id] == side.claims for side in foreseen.after if not side.is_new)
    assert all(event.by == "Dana" for event in list_decided(bench, VIEWER, seen))
    assert incident.claims[0] not in show_incident(bench, DANA, incident.id).rows[0].claim


def test_a_missed_claim_is_added_in_arabic(bench: Workbench) -> None:
    """Words that no extractor reads make a claim of a person's, with an incident of its own."""
    reading = next(
        one for one in bench.store.stream_records(Reading) if (one.language or "")[:2] == "ar"
    )
    answer = add_missed(
        bench, DANA, reading.id, start=0, end=len(reading.text), violence="shelling",
        harm="killed", count={"low": 3, "high": 3},
    )  # fmt: skip
    page = show_document(bench, DANA, reading.id)

    assert page.direction == "rtl"
    assert [(view.state, view.incident) for view in page.claims] == [
        ("decided", answer.incidents[0])
    ]


def test_a_viewer_reads_no_source_and_decides_nothing(bench: Workbench) -> None:
    """Documents, comparisons and decisions are refused; incidents and sums are shown."""
    claim = _claim(bench, "market")
    incident = _several(bench)
    summary = next(bench.store.stream_records(Summary))

    with pytest.raises(NotAllowed):
        show_document(bench, VIEWER, claim.document_id)
    with pytest.raises(NotAllowed):
        compare_two(bench, VIEWER, *incident.claims[:2])
    with pytest.raises(NotAllowed):
        assess(bench, VIEWER, claim.id, verdict="accept")
    assert show_incident(bench, VIEWER, incident.id).rows
    assert show_summary(bench, VIEWER, summary.id).lines


def test_a_comparison_adds_up(bench: Workbench) -> None:
    """The last step of the waterfall is the sum of all of them."""
    page = compare_two(bench, DANA, *_several(bench).claims[:2])

    assert page.together
    assert page.steps[-1].sum == pytest.approx(sum(step.bits for step in page.steps), abs=0.1)
