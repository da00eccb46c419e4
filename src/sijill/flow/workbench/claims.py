"""
Two claims side by side: why they are held to be one incident or not, and every step of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.errors import SettingsError
from sijill.flow.team.bench import Workbench
from sijill.flow.team.rights import need
from sijill.flow.workbench.assessing import find_claim
from sijill.flow.workbench.book import Decided
from sijill.flow.workbench.disclosing import open_history
from sijill.flow.workbench.fields import ClaimView, Placing, share_history, view_claim
from sijill.flow.workbench.freshness import pair_etag
from sijill.flow.workbench.ground import find_ground
from sijill.flow.workbench.seeing import find_placed, need_seen
from sijill.link import compare_claims
from sijill.model import Claim
from sijill.model.person import Person
from sijill.model.role import Right
from sijill.model.rows import ClaimRow

_WIDTH = 400  # of the waterfall, in units
_WIDEST = 24.0  # bits to each side of nought that it shows


@dataclass(frozen=True, slots=True)
class Step:
    """
    One step of the waterfall.

    Attributes:
        feature: What was compared.
        level: How it ended.
        bits: What that weighs.
        sum: The weight up to here.
        left: Where its bar begins, in units.
        width: How long it is.
    """

    feature: str
    level: str
    bits: float
    sum: float
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class ComparePage:
    """
    What the page of two claims shows.

    Attributes:
        left: One claim.
        right: The other.
        steps: The comparison, step by step.
        p_same: Probability that they speak of one incident, in (0, 1).
        width: Of the waterfall, in units.
        weights: Version of the match weights.
        history: Judgements about the two, newest first.
        together: Whether they stand in one incident now.
        etag: Changes with either, and with judgements about the two.
    """

    left: ClaimView
    right: ClaimView
    steps: tuple[Step, ...]
    p_same: float
    width: int
    weights: str
    history: tuple[Decided, ...]
    together: bool
    etag: str


def compare_two(bench: Workbench, person: Person, left: str, right: str) -> ComparePage:
    """
    Return two claims with what speaks for and against their being one incident.

    Raises:
        NotAllowed: If the person may not read the sources' own words.
        NotThere: If there is no such claim.
        SettingsError: If both are one claim.
    """
    need(person, Right.READ_PRIVATE)
    one, two = find_claim(bench, left), find_claim(bench, right)
    for claim in (one, two):
        need_seen(bench, person, "claim", claim.id)
    if one.id == two.id:
        raise SettingsError(
            f"both ids name claim {one.id}; give two claims.", phrase="one_claim"
        )
    ground = find_ground(bench.layout, bench.store)
    table = compare_claims(one, two, settings=ground.settings.link, weights=ground.weights)
    history = open_history(bench, person, (one.document_id, two.document_id))
    shared = share_history((one, two), history)
    both = tuple(item for item in shared.get(one.id, ()) if item in shared.get(two.id, ()))
    places = find_placed(bench, person, (one.id, two.id))
    views = [_view(claim, n, places.get(claim.id)) for n, claim in enumerate((one, two), 1)]
    steps, sums = [], 0.0
    for row in table.rows:
        steps.append(_step(row.feature, row.level, row.bits, sums))
        sums = row.sum
    together = views[0].incident is not None and views[0].incident == views[1].incident
    return ComparePage(
        views[0], views[1], tuple(steps), table.p_same, _WIDTH, table.weights, both, together,
        pair_etag(bench, places.values()),
    )  # fmt: skip


def _view(claim: Claim, number: int, row: ClaimRow | None) -> ClaimView:
    placing = Placing(row.incident, row.left_out, row.decided) if row else Placing()
    return view_claim(claim, number, (), placing, names=True)


def _step(feature: str, level: str, bits: float, before: float) -> Step:
    ends = sorted(_at(value) for value in (before, before + bits))
    return Step(
        feature, level, round(bits, 2), round(before + bits, 2), ends[0],
        round(max(1.0, ends[1] - ends[0]), 1),
    )  # fmt: skip


def _at(bits: float) -> float:
    cut = min(_WIDEST, max(-_WIDEST, bits))
    return round((cut + _WIDEST) / (2 * _WIDEST) * _WIDTH, 1)
