"""
What is known of each document's text, as its claims carry it, for finding copies.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from sijill.model import Claim, Count
from sijill.model.phrases import PHRASES_KEPT, read_phrases, sketch_phrases
from sijill.model.signs import list_signs, read_signs, sketch_signs
from sijill.model.sketch import SKETCH_SIZE, read_sketch
from sijill.model.toll import toll_of
from sijill.model.wording import hash_words, read_words

_DIGITS = re.compile(r"\d+")
_ALL = 1 << 32  # after every hash
_KEPT = 2048  # texts whose phrases are kept, some 10 KiB each at most


@dataclass(frozen=True)
class Text:
    """
    One document's text.

    Attributes:
        id: The document.
        claims: Its claims, by id.
    """

    id: str
    claims: tuple[Claim, ...]

    @property
    def on(self) -> date | None:
        """Day of publication; ``None``: not known."""
        return self.claims[0].reported.on

    @property
    def language(self) -> str:
        """Language of the reading, without its region."""
        return (self.claims[0].reported.language or "und").split("-")[0]

    @cached_property
    def evidence(self) -> str:
        """The passages that make the claims, each once."""
        spans = {span for claim in self.claims for span in claim.evidence}
        return "\n".join(span.text for span in sorted(spans, key=lambda s: (s.start, s.text)))

    @cached_property
    def phrases(self) -> Sample:
        """Its phrases; of its evidence alone where no sketch travels."""
        sketch = self.claims[0].reported.phrase_sketch
        return _sample_phrases(sketch) if sketch else _phrases_in(self.evidence)

    @cached_property
    def triples(self) -> Sample:
        """Its runs of three words."""
        return _sample_triples(self.claims[0].reported.text_sketch or "")

    def is_same_sketch(self, other: Text) -> bool:
        """Say whether two texts have one sketch: the same words, but for capitals and marks."""
        sketch = self.claims[0].reported.text_sketch
        return bool(sketch) and sketch == other.claims[0].reported.text_sketch

    @cached_property
    def words(self) -> frozenset[str]:
        """Its telling words, without those by which any report would tell of the same act."""
        return frozenset(read_words(self.claims[0].reported.word_sketch or "")) - self.core

    @cached_property
    def core(self) -> frozenset[str]:
        """The words for what happened, where, when and to whom."""
        return frozenset().union(*map(hash_words, _core_words(self.claims)))

    @cached_property
    def core_phrases(self) -> frozenset[int]:
        """The phrases inside those words."""
        told = {words for words in _core_words(self.claims) if " " in words}
        return frozenset[int]().union(*(_phrases_in(words).hashes for words in told))

    @cached_property
    def signs(self) -> frozenset[str]:
        """Its names and large numbers, without those of the act itself."""
        sketch = self.claims[0].reported.sign_sketch
        own = frozenset(read_signs(sketch or sketch_signs(self.evidence)))
        return own - list_signs(_core_names(self.claims))

    @cached_property
    def tolls(self) -> Mapping[str, Count]:
        """What it says of each kind of harm, all its claims together."""
        found: dict[str, Count] = {}
        for claim in self.claims:
            for kind in {harm.kind for harm in claim.harms}:
                toll = toll_of(claim.harms, kind)
                if toll is not None and toll.is_known:
                    found.setdefault(f"{claim.scope}.{kind}", toll)
        return found


@dataclass(frozen=True, slots=True)
class Sample:
    """
    The hashes of a text below a bound: all of them, or a fair sample.

    Attributes:
        hashes: The hashes.
        below: Every hash of the text that sorts no later than this is among them.
    """

    hashes: frozenset[int]
    below: int

    @staticmethod
    def of(sorted_hashes: Sequence[int], kept: int) -> Sample:
        """Return the sample of a sketch that keeps *kept* hashes at most."""
        full = len(sorted_hashes) < kept
        return Sample(frozenset(sorted_hashes), _ALL if full else sorted_hashes[-1])

    def common(self, other: Sample) -> tuple[frozenset[int], frozenset[int]]:
        """Return what of each text may be compared with the other's."""
        below = min(self.below, other.below)
        if below == _ALL:
            return self.hashes, other.hashes
        return (
            frozenset(item for item in self.hashes if item <= below),
            frozenset(item for item in other.hashes if item <= below),
        )


# The same texts are held against one another at each decision about their incidents.
@lru_cache(maxsize=_KEPT)
def _phrases_in(text: str) -> Sample:
    return _sample_phrases(sketch_phrases(text))


@lru_cache(maxsize=_KEPT)
def _sample_phrases(sketch: str) -> Sample:
    return Sample.of([int(item, 16) for item in read_phrases(sketch)], PHRASES_KEPT)


@lru_cache(maxsize=_KEPT)
def _sample_triples(sketch: str) -> Sample:
    return Sample.of([int(item, 16) for item in read_sketch(sketch)], SKETCH_SIZE)


def make_texts(claims: Iterable[Claim]) -> dict[str, Text]:
    """Return the text of each document, by its id."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.document_id].append(claim)
    return {
        key: Text(key, tuple(sorted(told, key=lambda claim: claim.id)))
        for key, told in found.items()
    }


def _core_words(claims: Iterable[Claim]) -> Iterator[str]:
    for claim in claims:
        yield from (span.text for span in claim.spans() if span not in claim.evidence)
        yield from _core_names((claim,))
        yield claim.reported.dateline or ""
        yield claim.reported.by or ""


def _core_names(claims: Iterable[Claim]) -> Iterator[str]:
    for claim in claims:
        yield from (place.name or "" for place in (*claim.where, *claim.context.places))
        yield from (actor.words.text for actor in claim.actors if actor.words)
        yield from (name.name for harm in claim.harms for name in harm.names)
        yield from (credit.name for credit in claim.reported.credits)
        days = (day.words.text for day in claim.context.dates if day.words)
        yield from (_DIGITS.sub("", day) for day in days)  # "150 days ago" is a detail
        yield claim.reported.by or ""
        for harm in claim.harms:
            for count in (harm.count, *(group.count for group in harm.groups)):
                yield from (str(bound) for bound in (count.low, count.high) if bound)
