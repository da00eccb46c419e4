"""
Whether one document's text is a copy of another's: as it stands, edited, or shortened.

Independent reports of one act share names, places and the toll, and a phrase here and there;
a copy shares the telling words beside them, and keeps them next to one another.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.model.signs import is_number
from sijill.reconcile.rarity import UNIT, Rarity
from sijill.reconcile.settings import Settings
from sijill.reconcile.texts import Text

_DETAILS = 3  # names and numbers in common that no two reporters come by apart
_TOLLS = 2  # kinds of harm with one number in both texts that make up for few names
_CORE = 0.5  # at most what the act's own phrases are taken to be of a text
_LEAST = 5  # phrases in common below which two texts are not looked at more closely


@dataclass(frozen=True, slots=True)
class Match:
    """
    What makes one text a copy of another.

    Attributes:
        reason: Term of ``vocabulary/origin_reason.toml``.
        shared: Share of the shorter text that stands in the other, in [0, 1].
        signs: How many phrases, or signs, were compared.
    """

    reason: str
    shared: float
    signs: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """
    How much of the shorter of two texts stands in the longer.

    Attributes:
        phrases: Share of its phrases, rare ones counting more.
        mass: The weight of the phrases that both have.
        triples: Share of its runs of three words.
        words: Share of its telling words, beside those for the act itself.
        compared: How many phrases of the shorter text were compared.
    """

    phrases: float
    mass: float
    triples: float
    words: float
    compared: int


def measure_overlap(one: Text, other: Text, rarity: Rarity) -> Overlap:
    """Return how much two texts share."""
    core = one.core_phrases | other.core_phrases
    left, right = (side - core for side in one.phrases.common(other.phrases))
    mass = rarity.weigh(left & right)
    least = min(rarity.weigh(left), rarity.weigh(right))
    words = one.words - other.core, other.words - one.core
    fewest = min(map(len, words))
    return Overlap(
        phrases=mass / least if least else 0.0,
        mass=mass / UNIT,
        triples=_share_runs(one, other)[0],
        words=len(words[0] & words[1]) / fewest if fewest else 0.0,
        compared=min(len(left), len(right)),
    )


def _share_runs(one: Text, other: Text) -> tuple[float, float]:
    """Return the share of runs of three words: of the shorter text, and of both together."""
    first, second = one.triples.common(other.triples)
    both, few = len(first & second), min(len(first), len(second))
    return (both / few, both / len(first | second)) if few else (0.0, 0.0)


def match_texts(one: Text, other: Text, rarity: Rarity, *, settings: Settings) -> Match | None:
    """
    Return what makes one of two texts of a language a copy of the other; ``None``: nothing.

    Assumes:
        1. Independent reports of one act share less than half of the telling words that are
           not the act's own; see docs/decisions/0037.
    """
    same = one.is_same_sketch(other)
    if not same and not _may_match(one, other, rarity, settings):
        return None
    whole = same or _share_runs(one, other)[1] >= settings.copy_share
    found = measure_overlap(one, other, rarity)
    told = found.mass >= settings.copy_mass
    if whole or (told and max(found.phrases, found.triples) >= settings.copy_share):
        shared = max(found.phrases, found.triples)
        return Match("copied_text", round(shared, 3), found.compared)
    ease = settings.edit_ease
    if not told or found.words < ease * settings.edit_words:
        return None
    ease = ease if _share_details(one, other) else 1.0
    if (
        found.words >= ease * settings.edit_words
        and found.phrases >= ease * settings.edit_phrases
    ):
        return Match("edited_text", round(found.words, 3), found.compared)
    return None


def _share_details(one: Text, other: Text) -> bool:
    """Say whether both tell the same names and a large number that are not the act's own."""
    both = one.signs & other.signs
    return len(both) >= _DETAILS and len({is_number(sign) for sign in both}) > 1


def _may_match(one: Text, other: Text, rarity: Rarity, settings: Settings) -> bool:
    """Say quickly whether two texts may be copies: by all their phrases, the act's too."""
    both = one.phrases.hashes & other.phrases.hashes
    if len(both) < _LEAST or rarity.weigh(both) < UNIT * settings.copy_mass:
        return False
    left, right = one.phrases.common(other.phrases)
    least = settings.edit_ease * settings.edit_phrases * _CORE
    return rarity.weigh(left & right) >= least * min(rarity.weigh(left), rarity.weigh(right))


def match_languages(one: Text, other: Text, *, settings: Settings) -> Match | None:
    """
    Return what makes one of two texts a translation of the other; ``None``: nothing.

    Assumes:
        1. Independent reports share the act's own names and numbers, which are not counted,
           and few of the others.
        2. Two texts with different tolls are no translations of one another.
        3. Two texts that name one person or large number beside the act's own, and give the
           same toll of two kinds, have it from one source, translated or not.
    """
    if any(
        (one.tolls[kind] & other.tolls[kind]) is None
        for kind in one.tolls.keys() & other.tolls.keys()
    ):
        return None
    both = one.signs & other.signs
    # A script without capitals gives every pair of words: the smaller side has the names.
    fewest = min(len(one.signs), len(other.signs))
    if not both:
        return None
    shared, kinds = len(both) / fewest, {is_number(sign) for sign in both}
    told = shared >= settings.translation_share or len(kinds) > 1
    if told and len(both) >= settings.translation_signs:
        return Match("translated_text", round(shared, 3), fewest)
    if _equal_tolls(one, other) >= _TOLLS:
        return Match("same_details", round(shared, 3), fewest)
    return None


def _equal_tolls(one: Text, other: Text) -> int:
    """Return for how many kinds of harm both texts give one and the same exact number."""
    said = [
        {k: (c.low, c.high) for k, c in text.tolls.items() if c.low == c.high}
        for text in (one, other)
    ]
    return sum(said[0][kind] == said[1][kind] for kind in said[0].keys() & said[1].keys())
