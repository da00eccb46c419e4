"""
One claim of a model, word by word: found in the text, or dropped and noted.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sijill.extract.llm.finding import Finder
from sijill.extract.llm.own import FROM_WORDS, OwnReader
from sijill.extract.llm.said import (
    SaidActor,
    SaidClaim,
    SaidCount,
    SaidDamage,
    SaidHarm,
    SaidName,
)
from sijill.extract.protocol import Reason
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

NOT_FOUND, ACT_NOT_FOUND, NOTHING_COUNTED = (
    "words_not_found",
    "act_not_found",
    "nothing_counted",
)
WORDS_TAKEN = "words_taken"
ACT_FROM_WORDS, HARM_FROM_WORDS = "act_from_words", "harm_from_words"
_UNSTATED = Count(None, None, "vague")
_SURE, _DOUBTED = 0.6, 0.4
_SHOWN = 80


@dataclass(slots=True)
class Builder:
    """
    Finds the words of one claim, and notes what could not be found.

    Attributes:
        finder: Finds words in the window.
        own: What our own readers make of the text.
        evidence: The sentences that tell of the claim.
        caveats: What was noted.
        reasons: Which words each value stands on, and what was dropped.
    """

    finder: Finder
    own: OwnReader
    evidence: tuple[Span, ...]
    caveats: set[str] = field(default_factory=set)
    reasons: list[Reason] = field(default_factory=list)

    def build(self, said: SaidClaim, reading: str, extractor: str) -> Claim:
        """Return the claim, still without an id."""
        for words in said.evidence:
            self._find(words, "evidence")
        act = self._act(said)
        harms = tuple(
            harm for n, item in enumerate(said.harms) if (harm := self._harm(item, n))
        )
        people = [span for harm in harms for span in _people(harm)]
        when = self._find(said.when, "when")
        places = [span for words in said.where if (span := self._find(words, "where"))]
        means = tuple(
            Means(span, item.term)
            for item in said.means
            if (span := self._find_free(item.words, "means", people, item.term))
        )
        actors = self._actors(said.actors, harms, means)
        damages = tuple(hit for item in said.damages if (hit := self._damage(item, people)))
        origin = self._origin(said)
        violence = self._violence(said, act)
        return Claim(
            "",
            reading,
            extractor,
            self.evidence,
            violence,
            act,
            _DOUBTED if self.caveats else _SURE,
            when=DateRange(when) if when else None,
            where=tuple(Place(span, span.text) for span in dict.fromkeys(places)),
            actors=actors,
            means=means,
            harms=harms,
            damages=damages,
            attribution=origin,
            scope=said.scope,
            modality=said.modality,
            absent=_absent(when=when, where=places, actors=actors),
            caveats=tuple(sorted(self.caveats)),
        )

    def has_act(self, said: SaidClaim, claim: Claim) -> bool:
        """Say whether anything but the model tells of an act."""
        unspoken = not said.violence_words and not load_terms("violence")[said.violence].counted
        return bool(claim.violence_words) or unspoken or self.own.tells_act(self.evidence)

    def _find(self, words: str | None, where: str, term: str | None = None) -> Span | None:
        if not words or not words.strip():
            return None
        span = self.finder.find_words(words, near=self.evidence)
        if span is None:
            self._drop(NOT_FOUND, where, words, "these words do not stand in the text")
            return None
        self.reasons.append(Reason(where, span, f"copied, as {term}" if term else "copied"))
        return span

    def _drop(self, caveat: str, where: str, words: str, why: str) -> None:
        self.caveats.add(caveat)
        shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
        self.reasons.append(Reason(where, None, f"dropped: the model said “{shown}”; {why}"))

    def _find_free(
        self, words: str, where: str, taken: list[Span], term: str | None = None
    ) -> Span | None:
        """Find words that are not yet those of somebody or something else."""
        span = self.finder.find_words(words, near=self.evidence) if words.strip() else None
        if span and any(one.holds(span) for one in taken):
            self._drop(WORDS_TAKEN, where, words, "they are the words for something else")
            return None
        return self._find(words, where, term)

    def _act(self, said: SaidClaim) -> Span | None:
        """Return the words for the act: the model's, or those that we read as the same term."""
        span = self._find(said.violence_words, "violence", said.violence)
        if span is None and (own := self.own.find_act(said.violence, self.evidence)):
            self.reasons.append(
                Reason("violence", own, f"read by our rules, as {said.violence}")
            )
            return own
        return span

    def _violence(self, said: SaidClaim, words: Span | None) -> str:
        """Return the act that words back; without any, only an exclusion, never counted."""
        if words is None:
            return "attack" if load_terms("violence")[said.violence].counted else said.violence
        read = self.own.read_act(words, said.violence)
        if read == "attack" and self.own.find_act(said.violence, self.evidence):
            return said.violence
        if read != said.violence:
            self.caveats.add(ACT_FROM_WORDS)
            self.reasons.append(Reason("violence", words, f"{ACT_FROM_WORDS}: {read}"))
        return read

    def _actors(
        self, said: tuple[SaidActor, ...], harms: tuple[Harm, ...], means: tuple[Means, ...]
    ) -> tuple[Involvement, ...]:
        """A weapon takes no part by itself, and whoever is named as harmed is in the harm."""
        taken = [one.words for one in means if one.words]
        taken += [name.words for harm in harms for name in harm.names if name.words]
        return tuple(
            Involvement(span, item.role, certainty=item.certainty)
            for item in said
            if (span := self._find_free(item.words, "actors", taken, item.role))
        )

    def _count(self, said: SaidCount | None, where: str, people: Span | None) -> Count | None:
        span = self._find(said.words, where) if said else None
        if said is None or span is None:
            return None
        if people and not self.own.in_one_sentence(span, people):
            self._drop(FROM_WORDS, where, said.words, "they stand in another sentence")
            return None
        count, caveat = self.own.read_count(span, said)
        if caveat:
            self.caveats.add(caveat)
            told = f"the model said {said.low} to {said.high}"
            self.reasons.append(Reason(where, count.words, f"{caveat}: {told}"))
        return count

    def _count_people(
        self, said: SaidCount | None, where: str, people: Span | None
    ) -> Count | None:
        """Return how many: by the number's own words, else by those for the people."""
        count = self._count(said, where, people)
        if people is None or (count and (count.low, count.high) != (None, None)):
            return count
        found = self.own.find_count(people)
        if found:
            self.caveats.add(FROM_WORDS)
            self.reasons.append(Reason(where, found.words, "read by our numerals"))
        return found or count

    def _harm(self, said: SaidHarm, number: int) -> Harm | None:
        where = f"harms.{number}"
        words = self._find(said.words, where, f"{said.kind}, {said.status}")
        count = self._count_people(said.count, f"{where}.count", words)
        if words is None and count is None:
            return None
        groups = [
            (item.term, self._count(item.count, f"{where}.groups", words))
            for item in said.groups
        ]
        return Harm(
            self._kind(said.kind, words, where),
            count or _UNSTATED,
            said.status,
            words,
            tuple(Group(term, count) for term, count in groups if count),
            tuple(name for item in said.names if (name := self._name(item, f"{where}.names"))),
        )

    def _kind(self, said: str, people: Span | None, where: str) -> str:
        """Return what came to *people*: whoever was abducted is not dead."""
        read = self.own.read_harm(people, said) if people else said
        if read != said:
            self.caveats.add(HARM_FROM_WORDS)
            self.reasons.append(Reason(where, people, f"{HARM_FROM_WORDS}: {read}"))
        return read

    def _name(self, said: SaidName, where: str) -> VictimName | None:
        """Whoever tells the news is not among the dead."""
        span = self._find(said.words, where)
        if span is None:
            return None
        if self.own.is_source(span):
            self._drop(WORDS_TAKEN, where, said.words, "they name whom the news is from")
            return None
        return VictimName(span, span.text, self._text(said.description, where))

    def _damage(self, said: SaidDamage, people: list[Span]) -> Damage | None:
        words = self._find_free(said.words, "damages", people, f"{said.object}, {said.effect}")
        if words is None:
            return None
        count = self._count(said.count, "damages", words)
        return Damage(said.object, count or _UNSTATED, said.effect, words)

    def _origin(self, said: SaidClaim) -> Attribution | None:
        if said.attribution is None:
            return None
        kind = said.attribution.kind
        span = self._find(said.attribution.words, "attribution", kind)
        return Attribution(span, span.text, kind) if span else None

    def _text(self, words: str | None, where: str) -> str | None:
        span = self._find(words, where)
        return span.text if span else None


def _people(harm: Harm) -> list[Span]:
    return [span for span in (harm.words, *(name.words for name in harm.names)) if span]


def _absent(**values: object) -> dict[str, str]:
    return {name: "not_stated" for name, value in values.items() if not value}
