"""
A decision worked into the record at once: only what it touches is made again.

The decision itself is kept first, in the log; what is derived follows in one transaction, with
the mark of the step taken off, so that the next run makes everything again. The preview is
the same without writing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from sijill.flow.recording import Decisions, Line, settle_decisions
from sijill.flow.workbench.book import Book, open_book
from sijill.flow.workbench.exchanging import is_looking, look_at, look_only
from sijill.flow.workbench.following import append
from sijill.flow.workbench.ground import Ground
from sijill.flow.workbench.making_again import (
    Worked,
    make_again,
    make_linker,
    place_judged,
)
from sijill.flow.workbench.registers import open_registers
from sijill.flow.workbench.taught import find_lessons
from sijill.flow.workbench.touching import Touched, find_touched
from sijill.link import ClaimJudgement, Linker
from sijill.model import (
    Assessment,
    Judgement,
    Target,
    Withdrawal,
)
from sijill.model.form import from_json, to_json

Decision = Judgement | Assessment | Withdrawal


@dataclass(frozen=True, slots=True)
class Around:
    """
    What a decision would touch, before it is made.

    Attributes:
        touched: The claims.
        lines: Every line of the decisions that bears on them.
        decisions: What of it stands.
        linker: Groups them by what was judged about them, or may be.
    """

    touched: Touched
    lines: tuple[Line, ...]
    decisions: Decisions
    linker: Linker

    def judged(self) -> tuple[ClaimJudgement, ...]:
        """Return what was judged about two of the claims."""
        placed = place_judged(self.touched, self.decisions).judgements
        return tuple(ClaimJudgement(*one) for one in placed)


Making = Callable[[Book], tuple[tuple[Decision, ...], Worked]]


def preview_decision(ground: Ground, *decisions: Decision) -> Worked:
    """Return what *decisions* would change together; nothing is written."""
    return work_out(ground, open_book(ground.layout), decisions)


def work_in(
    ground: Ground, *decisions: Decision, check: Callable[[], None] = lambda: None
) -> Worked:
    """
    Keep *decisions*, all or none, and make again what they touch.

    Args:
        ground: The record, and how it is linked and reconciled.
        decisions: What a person decided in one act.
        check: Called once nobody else can write; raises `StaleDecision` where what the person
            saw is not what is there any more.

    Raises:
        RecordError: If another process writes to the record, or a run was interrupted.
        StaleDecision: As *check* says; nothing is kept then.
        StoreError: If the disk does not take it.
    """
    _, worked = work_in_made(
        ground, lambda book: (decisions, work_out(ground, book, decisions)), check=check
    )
    return worked


def work_in_made(
    ground: Ground, make: Making, *, check: Callable[[], None] = lambda: None
) -> tuple[tuple[Decision, ...], Worked]:
    """
    Keep the decisions that *make* comes to once nobody else can write; as `work_in` does.

    Args:
        ground: The record, and how it is linked and reconciled.
        make: Given what people decided, returns the decisions of one act and what they change.
        check: As in `work_in`.
    """
    with ground.hold() as layout:
        check()
        decisions, worked = make(open_book(layout))
        exchange = worked.exchange()
        kept = [to_json(decision) for decision in decisions]
        told = [to_json(line) for line in worked.identities]
        append(layout, {"decisions": kept, "identities": told})
        exchange.save(ground.store)
    return decisions, worked


def find_targets(book: Book, decision: Decision) -> tuple[Target, ...]:
    """Return the words that a decision speaks of; of a withdrawal, those it sets free again."""
    return tuple(from_json(Target, dict(one)) for one in book.targets_of(to_json(decision)))


def work_out(
    ground: Ground, book: Book, made: Sequence[Decision], *, leaving: str | None = None
) -> Worked:
    """
    Lay, link, reconcile and name what decisions touch; nothing is written.

    Args:
        ground: The record.
        book: What people decided before.
        made: The decisions of one act.
        leaving: Id of the claim that they take out of its incident, which keeps its id.
    """
    targets = [target for one in made for target in find_targets(book, one)]
    touched, decisions, lines = _touch(ground, book, targets, made)
    look = partial(look_at, ground.store, book, made)
    if is_looking(ground.store, book, touched, made, lines):
        exchange = partial(look_only, ground.store, touched, look, lines)
        return Worked((), (), (), (), exchange, ())
    decisions, lines = _read_beside(book, touched, made)
    return make_again(ground, touched, decisions, lines, look, leaving)


def _touch(
    ground: Ground, book: Book, targets: Sequence[Target], made: Sequence[Decision]
) -> tuple[Touched, Decisions, list[Line]]:
    """Return what decisions about some words touch, and every decision about these words."""
    documents = {target.document_id for target in targets}
    lines = [*book.read(book.select(documents)), *made]
    decisions = settle_decisions(lines)
    touched = find_touched(
        ground.store,
        decisions,
        targets,
        ground.actors(decisions),
        lambda documents: find_lessons(ground.store, book, but=documents),
        ground.settings.link,
        ground.weights,
        open_registers(ground.layout).incidents,
    )
    return touched, decisions, lines


def _read_beside(
    book: Book, touched: Touched, made: Sequence[Decision]
) -> tuple[Decisions, list[Line]]:
    """Return every decision about what is touched: who hangs together may have been parted."""
    documents = {claim.document_id for claim in touched.after.values()} | touched.documents
    lines = [*book.read(book.select(documents)), *made]
    return settle_decisions(lines), lines


def look_around(ground: Ground, book: Book, targets: Sequence[Target]) -> Around:
    """Return what judgements about some words would touch, before any is made."""
    touched, *_ = _touch(ground, book, targets, ())
    decisions, lines = _read_beside(book, touched, ())
    return Around(touched, tuple(lines), decisions, make_linker(ground, touched))


def work_out_around(
    ground: Ground, book: Book, around: Around, made: Sequence[Judgement]
) -> Worked:
    """
    Link, reconcile and name what judgements about looked-up words touch; nothing is written.

    Args:
        ground: The record.
        book: What people decided before.
        around: What `look_around` found about all words that the judgements speak of.
        made: The judgements of one act.
    """
    lines = [*around.lines, *made]
    look = partial(look_at, ground.store, book, made)
    decisions = settle_decisions(lines)
    return make_again(ground, around.touched, decisions, lines, look, linker=around.linker)
