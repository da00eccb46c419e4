"""
Where each claim comes from: an outlet's own word, the body it names, or a copied text.

Corroboration is counted in origins, since five outlets that copy one release are one source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sijill.model import Claim, Origin, voice_of
from sijill.model.ids import digest_words
from sijill.model.sketch import resemblance
from sijill.reconcile.settings import Settings

# "Police said" from two outlets is one police; "witnesses said" is each outlet's own work.
_BODIES = frozenset({"police", "military", "government", "medical", "rescue", "official"})
_WORD = re.compile(r"\w+")

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Traced:
    """
    A claim with its origin.

    Attributes:
        claim: The claim.
        origin: Key that claims of one origin share; says nothing by itself.
        reason: ``own_source``, ``attributed``, ``copied_text``.
        on: Day that the origin said it, as far as known: a copy's is the original's.
    """

    claim: Claim
    origin: str
    reason: str
    on: date | None


def trace_origins(claims: Sequence[Claim], *, settings: Settings) -> tuple[Traced, ...]:
    """
    Return each claim with its origin, in the order of ids.

    Assumes:
        1. Claims without a named source are not independent of one another.
        2. Of two texts that are nearly the same, the later is the copy.
        3. A shorter name whose words (two or more) all stand in a longer one is that body's.
        4. What an outlet or body of a party says is that party's word, as the vocabulary of
           sources has it (`sijill.model.voice`).

    References:
        .. [1] Every Casualty Counts (2016). Standards for Casualty Recording, p. 25.
           (Sources are independent when outlet, author and primary source differ.)
    """
    ordered = sorted(claims, key=lambda c: (c.reported.on or date.max, c.id))
    own = {claim.id: _own_words(claim) for claim in ordered}
    full = _full_names(own.values())
    traced: list[Traced] = []
    for claim in ordered:
        original = _original(claim, traced, settings)
        if original and own[claim.id][1] == "own_source":
            traced.append(Traced(claim, original.origin, "copied_text", original.on))
            continue
        words, reason = own[claim.id]
        key = "o-" + digest_words(*sorted(full[words]))[:16]
        traced.append(Traced(claim, key, reason, claim.reported.on))
    return tuple(sorted(traced, key=lambda item: item.claim.id))


def list_origins(traced: Sequence[Traced]) -> tuple[Origin, ...]:
    """Return how the origins were counted, as the record keeps it."""
    return tuple(Origin(item.claim.id, item.origin, item.reason) for item in traced)


def _own_words(claim: Claim) -> tuple[Words, str]:
    named = claim.attribution
    reason = "attributed" if named else "own_source"
    if voice := voice_of(claim):
        return frozenset({voice}), reason
    if named is None:
        return _outlet(claim), reason
    words = name_words(named.name)
    if words:
        return words, "attributed"
    if named.kind in _BODIES:
        return frozenset({f"({named.kind})"}), "attributed"
    return _outlet(claim), "own_source"


def _outlet(claim: Claim) -> Words:
    return name_words(claim.reported.by or "") or frozenset((claim.reported.by or "").split())


def name_words(name: str) -> Words:
    """
    Return the words that make a name: without those in small letters, where there are any.

    Examples:
        >>> sorted(name_words("the Northern Observatory for Rights"))
        ['northern', 'observatory', 'rights']
        >>> name_words("local residents")
        frozenset()
    """
    words = _WORD.findall(name)
    return frozenset(word.casefold() for word in words if not word[0].islower())


def _full_names(found: Iterable[tuple[Words, str]]) -> dict[Words, Words]:
    """Return the longest name for each: of a body called by fewer or more of its words."""
    names = sorted({words for words, _ in found}, key=lambda w: (-len(w), sorted(w)))
    return {
        name: next(full for full in names if name == full or (len(name) >= 2 and name < full))
        for name in names
    }


def _original(claim: Claim, earlier: Sequence[Traced], settings: Settings) -> Traced | None:
    sketch = claim.reported.text_sketch
    if not sketch:
        return None
    alike = (
        item
        for item in earlier
        if item.claim.document_id != claim.document_id
        and resemblance(sketch, item.claim.reported.text_sketch or "") >= settings.copy_share
    )
    return next(alike, None)
