"""
From what a model said of one window to claims with spans; what is not in the text is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sijill.extract.llm.counting import FROM_WORDS, CountReader
from sijill.extract.llm.finding import Finder
from sijill.extract.llm.said import Said, SaidClaim, SaidCount, SaidDamage, SaidHarm
from sijill.extract.llm.windows import Window
from sijill.model import (
    Attribution,
    Claim,
    Count,
    Damage,
    DateRange,
    Group,
    Harm,
    Involvement,
    Means,
    Place,
    Span,
    VictimName,
)
from sijill.model.vocabulary import load_terms

NOT_FOUND = "words_not_found"
_UNSTATED = Count(None, None, "vague")
_SURE, _DOUBTED = 0.6, 0.4


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
    said: Said, window: Window, counts: CountReader, *, reading: str, extractor: str
) -> Iterator[Claim | Dropped]:
    """Yield each claim of *said*, still without an id, or what became of it."""
    finder = Finder(window.text, start=window.start)
    for number, one in enumerate(said.claims, start=1):
        evidence = _evidence(one, window, finder)
        if not evidence:
            yield Dropped(NOT_FOUND, number, window.start)
            continue
        claim = _Builder(finder, counts, evidence).build(one, reading, extractor)
        empty = not claim.harms and not claim.damages
        yield Dropped("nothing_counted", number, window.start) if empty else claim


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


@dataclass(slots=True)
class _Builder:
    """Finds the words of one claim, and notes what could not be found."""

    finder: Finder
    counts: CountReader
    evidence: tuple[Span, ...]
    caveats: set[str] = field(default_factory=set)

    def build(self, said: SaidClaim, reading: str, extractor: str) -> Claim:
        """Return the claim, still without an id."""
        if any(self.finder.find_words(words) is None for words in said.evidence):
            self.caveats.add(NOT_FOUND)
        act = self._find(said.violence_words)
        when = self._find(said.when)
        places = [span for words in said.where if (span := self._find(words))]
        actors = tuple(
            Involvement(span, item.role, certainty=item.certainty)
            for item in said.actors
            if (span := self._find(item.words))
        )
        means = [(self._find(item.words), item.term) for item in said.means]
        harms = tuple(harm for item in said.harms if (harm := self._harm(item)))
        damages = tuple(hit for item in said.damages if (hit := self._damage(item)))
        origin = self._origin(said)
        return Claim(
            "",
            reading,
            extractor,
            self.evidence,
            _violence(said, act),
            act,
            _DOUBTED if self.caveats else _SURE,
            when=DateRange(when) if when else None,
            where=tuple(Place(span, span.text) for span in dict.fromkeys(places)),
            actors=actors,
            means=tuple(Means(span, term) for span, term in means if span),
            harms=harms,
            damages=damages,
            attribution=origin,
            scope=said.scope,
            modality=said.modality,
            absent=_absent(when=when, where=places, actors=actors),
            caveats=tuple(sorted(self.caveats)),
        )

    def _find(self, words: str | None) -> Span | None:
        if not words or not words.strip():
            return None
        span = self.finder.find_words(words, near=self.evidence)
        if span is None:
            self.caveats.add(NOT_FOUND)
        return span

    def _count(self, said: SaidCount | None) -> Count | None:
        span = self._find(said.words) if said else None
        if said is None or span is None:
            return None
        count, caveat = self.counts.read_count(span, said)
        self.caveats |= {caveat} if caveat else set()
        return count

    def _count_people(self, said: SaidCount | None, people: Span | None) -> Count | None:
        """Return how many: by the number's own words, else by those for the people."""
        count = self._count(said)
        if people is None or (count and (count.low, count.high) != (None, None)):
            return count
        found = self.counts.find_count(people)
        self.caveats |= {FROM_WORDS} if found else set()
        return found or count

    def _harm(self, said: SaidHarm) -> Harm | None:
        words = self._find(said.words)
        count = self._count_people(said.count, words)
        if words is None and count is None:
            return None
        groups = [(item.term, self._count(item.count)) for item in said.groups]
        return Harm(
            said.kind,
            count or _UNSTATED,
            said.status,
            words,
            tuple(Group(term, number) for term, number in groups if number),
            tuple(
                VictimName(span, span.text, self._text(item.description))
                for item in said.names
                if (span := self._find(item.words))
            ),
        )

    def _damage(self, said: SaidDamage) -> Damage | None:
        words = self._find(said.words)
        if words is None:
            return None
        return Damage(said.object, self._count(said.count) or _UNSTATED, said.effect, words)

    def _origin(self, said: SaidClaim) -> Attribution | None:
        span = self._find(said.attribution.words) if said.attribution else None
        kind = said.attribution.kind if said.attribution else None
        return Attribution(span, span.text, kind) if span else None

    def _text(self, words: str | None) -> str | None:
        span = self._find(words)
        return span.text if span else None


def _violence(said: SaidClaim, words: Span | None) -> str:
    """Return the act that words back; without any, only an exclusion stands, never counted."""
    unspoken = not said.violence_words and not load_terms("violence")[said.violence].counted
    return said.violence if words or unspoken else "attack"


def _absent(**values: object) -> dict[str, str]:
    return {name: "not_stated" for name, value in values.items() if not value}
