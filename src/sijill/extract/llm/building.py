"""
From what a model said of one window to claims with spans; what is not in the text is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sijill.extract.llm.claiming import ACT_NOT_FOUND, NOT_FOUND, NOTHING_COUNTED, Builder
from sijill.extract.llm.finding import Finder
from sijill.extract.llm.own import OwnReader
from sijill.extract.llm.said import Said, SaidClaim
from sijill.extract.llm.windows import Window
from sijill.extract.protocol import Reason
from sijill.model import Claim, Span


@dataclass(frozen=True, slots=True)
class Built:
    """
    A claim of a model that stands in the text.

    Attributes:
        claim: The claim, still without an id.
        reasons: Which words each value stands on, and what was dropped.
    """

    claim: Claim
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """
    A claim of a model that was dropped.

    Attributes:
        reason: Term of ``vocabulary/refusal.toml``.
        number: Its place in the model's answer, from 1.
        start: Where the window begins in the text.
    """

    reason: str
    number: int
    start: int


def build_claims(
    said: Said, window: Window, own: OwnReader, *, reading: str, extractor: str
) -> Iterator[Built | Dropped]:
    """Yield each claim of *said*, still without an id, or what became of it."""
    finder = Finder(window.text, start=window.start)
    for number, one in enumerate(said.claims, start=1):
        built = _build(one, window, finder, own, (reading, extractor))
        yield Dropped(built, number, window.start) if isinstance(built, str) else built


def _build(
    one: SaidClaim, window: Window, finder: Finder, own: OwnReader, names: tuple[str, str]
) -> Built | str:
    """Return the claim, or the reason why there is none."""
    evidence = _evidence(one, window, finder)
    if not evidence:
        return NOT_FOUND
    builder = Builder(finder, own, evidence)
    claim = builder.build(one, *names)
    if not claim.harms and not claim.damages:
        return NOTHING_COUNTED
    if not builder.has_act(one, claim):
        return ACT_NOT_FOUND
    return Built(claim, tuple(builder.reasons))


def _evidence(one: SaidClaim, window: Window, finder: Finder) -> tuple[Span, ...]:
    """Return the whole sentences that hold the passages that were found."""
    found = [span for words in one.evidence if (span := finder.find_words(words))]
    return tuple(
        s for s in window.sentences if any(s.overlap(span) for span in found)
    ) or _told_in(one, window)


def _told_in(one: SaidClaim, window: Window) -> tuple[Span, ...]:
    """
    Return the one sentence that a passage was miscopied from.

    It holds the words for the act, words for people harmed, and most words of the passage.
    """
    held = []
    for sentence in window.sentences:
        finder = Finder(sentence.text)
        people = any(finder.find_words(harm.words) for harm in one.harms)
        act = one.violence_words and finder.find_words(one.violence_words)
        if act and people and any(_mostly(finder, words) for words in one.evidence):
            held.append(sentence)
    return tuple(held) if len(held) == 1 else ()


def _mostly(finder: Finder, copied: str) -> bool:
    words = copied.split()
    return 3 * sum(finder.find_words(word) is not None for word in words) > 2 * len(words)
