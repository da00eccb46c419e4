"""
Two groups of claims made one incident: which pairs a person judges the same, so that all stand
together.

Claims are clustered by all their pairs. One pair that a person calls the same holds these two
together for good; where the others of the two groups disagree, they may part again around it.
So the claims are grouped with the likeliest pair, and for each part that would fall off one of
its claims is bound to the same claim, until nothing falls off; then it is worked out once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from sijill.errors import SettingsError
from sijill.flow.clock import now_utc
from sijill.flow.standing import need_claims
from sijill.flow.workbench.book import Book
from sijill.flow.workbench.ground import Ground
from sijill.flow.workbench.making_again import Worked
from sijill.flow.workbench.working_in import (
    Around,
    look_around,
    work_out_around,
)
from sijill.link import ClaimJudgement
from sijill.model import Claim, Judgement
from sijill.review import ClaimFinder, fold_decisions, target_of, word_target

_COMPARED = 12  # claims of each side that are compared to find the likeliest pair
_ROUNDS = 4  # of adding pairs where they are needed; in the last every claim is bound
Pairs = list[tuple[str, str]]


def work_out_joining(
    ground: Ground,
    book: Book,
    ones: Sequence[str],
    others: Sequence[str],
    *,
    by: str,
    why: str,
) -> tuple[tuple[Judgement, ...], Worked]:
    """
    Return the judgements that make two groups of claims one incident, and what they change.

    Args:
        ground: The record.
        book: What people decided in it.
        ones: Ids of the claims of one group.
        others: Ids of those of the other.
        by: Who decides.
        why: The reason; each judgement gets it.

    Raises:
        SettingsError: If somebody decided that two of the claims speak of different incidents,
            or no judgement can hold them together: two claims of one passage that it cannot
            tell apart, or more claims that hang together than are clustered at once.
        RunUnfinished: If one of the claims is no more.
    """
    claims = need_claims(ground.store, (*ones, *others))
    around = look_around(ground, book, [target_of(claim) for claim in claims.values()])
    _need_none_apart(around, claims)
    pairs = _choose_pairs(around, claims.keys(), ones, others)
    made = judge_pairs(book, claims, pairs, "same", by=by, why=why)
    worked = work_out_around(ground, book, around, made)
    if any(claims.keys() <= set(item.claims) for item in worked.after):
        return made, worked
    held = ground.settings.link.largest_component
    raise SettingsError(
        "no judgement holds these two together: one of their claims has the very words of "
        f"another claim, or more than {held:,} claims hang together here. Correct the claim, "
        "or raise link.largest_component in sijill.toml and run; then link again.",
        phrase="not_joined",
        held=held,
    )


def _choose_pairs(
    around: Around, claims: Set[str], ones: Sequence[str], others: Sequence[str]
) -> Pairs:
    """Return pairs that hold all of some claims together: each of one claim and another."""
    judged = around.judged()
    pairs = [around.linker.find_likeliest(ones[:_COMPARED], others[:_COMPARED])]
    hub = pairs[0][0]
    for n in range(1, _ROUNDS + 1):
        same = (ClaimJudgement(*pair, "same") for pair in pairs)
        linked = around.linker.link((*judged, *same))
        held = (sorted(claims & set(cluster.claims)) for cluster in linked.clusters)
        parts = [part for part in held if part and hub not in part]
        if not parts:
            break
        if n < _ROUNDS:
            pairs += [around.linker.find_likeliest([hub], part) for part in parts]
        else:
            pairs = [(hub, one) for one in sorted(claims - {hub})]
    return pairs


def judge_pairs(
    book: Book,
    claims: Mapping[str, Claim],
    pairs: Pairs,
    verdict: str,
    *,
    by: str,
    why: str,
) -> tuple[Judgement, ...]:
    """
    Return one judgement for each of some pairs of claims, made in one act; none is kept.

    Raises:
        SettingsError: If both sides of a pair are one claim.
    """
    at = now_utc()
    made = []
    for one, two in pairs:
        if one == two:
            raise SettingsError(
                f"both ids name claim {one}; give two claims.", phrase="one_claim"
            )
        targets = (target_of(claims[one]), target_of(claims[two]))
        id_ = book.name_decision(at, by, verdict, *map(word_target, targets))
        made.append(Judgement(id_, at, by, why, verdict, targets))
    return tuple(made)


def _need_none_apart(around: Around, claims: Mapping[str, Claim]) -> None:
    """Go on if nobody's word stands that two of some claims speak of different incidents."""
    apart = _find_word_apart(around, claims)
    if apart is None:
        return
    raise SettingsError(
        f"decision {apart.id} says that two of these claims speak of different incidents. Take "
        "it back first, under the decisions of the incident or with `sijill decide withdraw`; "
        "then link again.",
        phrase="kept_apart",
        by=apart.by,
        day=apart.at[:10],
    )


def _find_word_apart(around: Around, claims: Mapping[str, Claim]) -> Judgement | None:
    """Return the last word that two of some claims are apart; ``None``: none stands."""
    finder = ClaimFinder(tuple(around.touched.after.values()))
    last: dict[frozenset[str], Judgement] = {}
    for one in fold_decisions(around.decisions.judgements):
        found = [finder.find(target, judged=True) for target in one.targets]
        pair = frozenset(claim.id for claim in found if claim)
        if len(pair) == 2 and pair <= claims.keys() and one.verdict != "unsure":
            last.pop(pair, None)
            last[pair] = one
    apart = [one for one in last.values() if one.verdict == "not_same"]
    return apart[-1] if apart else None
