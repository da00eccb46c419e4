"""
Two groups of claims made one incident: which pairs a person judges the same, so that all stand
together.

Claims are clustered by all their pairs. One pair that a person calls the same holds these two
together for good; where the others of the two groups disagree, they may part again around it.
So the decision is worked out with the likeliest pair, and for each part that would fall off one
more of its claims is bound to the same claim, until nothing falls off.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sijill.errors import SettingsError
from sijill.flow.clock import now_utc
from sijill.flow.recording import settle_decisions
from sijill.flow.standing import Membership, load_standing, need_claims
from sijill.flow.workbench.book import Book
from sijill.flow.workbench.ground import Ground
from sijill.flow.workbench.working_in import Worked, work_out
from sijill.link import find_likeliest
from sijill.model import Claim, Judgement
from sijill.review import ClaimFinder, fold_decisions, target_of, word_target
from sijill.store import Store

_COMPARED = 12  # claims of each side that are compared to find the likeliest pair
_ROUNDS = 3  # of adding pairs where they are needed; then every claim is bound
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
    _need_none_apart(ground.store, book, claims)
    pairs = [_find_likeliest(ground, claims, ones[:_COMPARED], others[:_COMPARED])]
    hub = pairs[0][0]
    for n in range(_ROUNDS + 1):
        made = judge_pairs(book, claims, pairs, "same", by=by, why=why)
        worked = work_out(ground, book, made)
        parts = _fall_off(ground.store, worked, claims, hub)
        if not parts:
            return made, worked
        if n < _ROUNDS - 1:
            pairs += [_find_likeliest(ground, claims, [hub], part) for part in parts]
        else:
            pairs = [(hub, one) for one in sorted(claims.keys() - {hub})]
    held = ground.settings.link.largest_component
    raise SettingsError(
        "no judgement holds these two together: one of their claims has the very words of "
        f"another claim, or more than {held:,} claims hang together here. Correct the claim, "
        "or raise link.largest_component in sijill.toml and run; then link again.",
        phrase="not_joined",
        held=held,
    )


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


def _need_none_apart(store: Store, book: Book, claims: Mapping[str, Claim]) -> None:
    """Go on if nobody's word stands that two of some claims speak of different incidents."""
    apart = find_word_apart(store, book, claims)
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


def find_word_apart(store: Store, book: Book, claims: Mapping[str, Claim]) -> Judgement | None:
    """Return the last word that two of some claims are apart; ``None``: none stands."""
    documents = {claim.document_id for claim in claims.values()}
    finder = ClaimFinder(tuple(load_standing(store, documents).values()))
    last: dict[frozenset[str], Judgement] = {}
    for one in fold_decisions(settle_decisions(book.read(book.select(documents))).judgements):
        found = [finder.find(target, judged=True) for target in one.targets]
        pair = frozenset(claim.id for claim in found if claim)
        if len(pair) == 2 and pair <= claims.keys() and one.verdict != "unsure":
            last.pop(pair, None)
            last[pair] = one
    apart = [one for one in last.values() if one.verdict == "not_same"]
    return apart[-1] if apart else None


def _find_likeliest(
    ground: Ground, claims: Mapping[str, Claim], ones: Sequence[str], others: Sequence[str]
) -> tuple[str, str]:
    return find_likeliest(
        [claims[key] for key in ones],
        [claims[key] for key in others],
        settings=ground.settings.link,
        weights=ground.weights,
    )


def _fall_off(
    store: Store, worked: Worked, claims: Collection[str], hub: str
) -> list[list[str]]:
    """Return those of *claims* that would not stand with the hub, as they would stand."""
    now = {key: item.id for item in worked.after for key in item.claims}
    changed = {item.id for item in worked.before}
    parts: dict[str, list[str]] = defaultdict(list)
    for key, place in sorted(store.find_records(Membership, claims).items()):
        home = place.incident if place.incident not in changed else None
        parts[now.get(key) or home or key].append(key)
    return [part for part in parts.values() if hub not in part]
