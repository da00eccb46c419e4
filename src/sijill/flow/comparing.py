"""
Two extractors over the same readings: which claims both make, and where they part.

Claims are matched by overlapping evidence and a kind of harm that both tell of, the widest
overlap first; each claim is matched at most once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sijill.errors import SettingsError
from sijill.flow.answers import FolderAnswers
from sijill.flow.choosing import Chosen, choose_extractors
from sijill.flow.extracting import extract_reading
from sijill.flow.filtering import Lines, Sink, parse_readings
from sijill.flow.progress import Progress, ignore_progress
from sijill.flow.settings import Settings, load_settings
from sijill.model import Claim, Reading, Span


@dataclass(frozen=True, slots=True)
class Parting:
    """
    One point where two extractors part.

    Attributes:
        reading_id: The reading.
        field: The field; ``claim`` where only one of them makes the claim at all.
        evidence: Where it stands: start and end of the first passage.
        first: What the first extractor says; ``None``: nothing.
        second: What the second extractor says; ``None``: nothing.
    """

    reading_id: str
    field: str
    evidence: tuple[int, int]
    first: str | None
    second: str | None


@dataclass(frozen=True, slots=True)
class ExtractorComparison:
    """
    How far two extractors agree.

    Attributes:
        names: Their versioned names.
        readings: Readings that both read.
        claims: How many claims each made.
        matched: How many claims both made.
        agreed: By field, in how many of the matched claims they agree.
        partings: Every point where they part, in reading order.
    """

    names: tuple[str, str]
    readings: int
    claims: tuple[int, int]
    matched: int
    agreed: Mapping[str, int]
    partings: tuple[Parting, ...]


def compare_extractors(
    source: Lines,
    refuse: Sink,
    *,
    names: Sequence[str],
    settings: Path | None = None,
    answers: Path | None = None,
    progress: Progress = ignore_progress,
) -> ExtractorComparison:
    """
    Run two extractors over the same readings and say where they part.

    Args:
        source: Readings.
        refuse: Takes what either of them refuses; such a reading is not compared.
        names: The two, as in the settings.
        settings: A settings file; ``None``: the defaults, which know no model.
        answers: Folder that keeps a model's answers.
        progress: Told after each reading.

    Raises:
        SettingsError: If there are not two, or one is not at hand or not configured.
    """
    if len(names) != 2:
        raise SettingsError("two extractors are compared: name each with --with.")
    given = load_settings(settings)
    pair = [_choose(name, given, answers) for name in names]
    tally = _Tally()
    for number, reading in enumerate(parse_readings(source, refuse), start=1):
        told = [_extract(reading, one, given, refuse) for one in pair]
        if told[0] is not None and told[1] is not None:
            tally.add(reading, told[0], told[1])
        progress("compare", number, None)
    first, second = (",".join(one.names) for one in pair)
    return tally.finish((first, second))


def _choose(name: str, settings: Settings, answers: Path | None) -> Chosen:
    wanted = replace(settings.extract, extractors=(name,))
    return choose_extractors(wanted, lambda _: FolderAnswers(answers))


def _extract(
    reading: Reading, chosen: Chosen, settings: Settings, refuse: Sink
) -> tuple[Claim, ...] | None:
    found = extract_reading(
        reading, settings.resolve, resolved=False, extractors=chosen.extractors
    )
    for refusal in (*found.refusals, *chosen.take_dropped()):
        refuse(refusal)
    return None if found.refusals else found.claims


class _Tally:
    """What has been compared so far."""

    def __init__(self) -> None:
        self.readings = self.matched = 0
        self.claims = Counter({0: 0, 1: 0})
        self.agreed = Counter(dict.fromkeys(_FIELDS, 0))
        self.partings: list[Parting] = []

    def add(self, reading: Reading, first: Sequence[Claim], second: Sequence[Claim]) -> None:
        """Compare what two extractors say of one reading."""
        self.readings += 1
        self.claims.update({0: len(first), 1: len(second)})
        pairs = match_claims(first, second)
        self.matched += len(pairs)
        found: list[Parting] = []
        for one, other in pairs:
            found += self._compare(reading, one, other)
        matched = {id(claim) for pair in pairs for claim in pair}
        found += [_alone(reading, c, first=True) for c in first if id(c) not in matched]
        found += [_alone(reading, c, first=False) for c in second if id(c) not in matched]
        self.partings += sorted(found, key=lambda item: item.evidence)

    def _compare(self, reading: Reading, one: Claim, other: Claim) -> Iterator[Parting]:
        for name, read in _FIELDS.items():
            first, second = read(one), read(other)
            if _is_same(first, second):
                self.agreed[name] += 1
            else:
                yield Parting(reading.id, name, _place(one), _word(first), _word(second))

    def finish(self, names: tuple[str, str]) -> ExtractorComparison:
        """Return the whole."""
        claims = (self.claims[0], self.claims[1])
        partings = tuple(self.partings)
        return ExtractorComparison(
            names, self.readings, claims, self.matched, dict(self.agreed), partings
        )


def match_claims(
    first: Sequence[Claim], second: Sequence[Claim]
) -> tuple[tuple[Claim, Claim], ...]:
    """Return the pairs of claims that tell of the same, in the order of *first*."""
    scored = []
    for i, one in enumerate(first):
        for j, other in enumerate(second):
            shared = sum(a.overlap(b) for a in one.evidence for b in other.evidence)
            if shared and _kinds(one) & _kinds(other):
                scored.append((-shared, one.violence != other.violence, i, j))
    taken: dict[int, int] = {}
    for _, _, i, j in sorted(scored):
        if i not in taken and j not in taken.values():
            taken[i] = j
    return tuple((first[i], second[j]) for i, j in sorted(taken.items()))


def _kinds(claim: Claim) -> set[str]:
    kinds = {harm.kind for harm in claim.harms}
    return kinds | ({"damage"} if claim.damages else set())


def _alone(reading: Reading, claim: Claim, *, first: bool) -> Parting:
    words = f"{claim.violence}: {', '.join(sorted(_kinds(claim)))}"
    sides = (words, None) if first else (None, words)
    return Parting(reading.id, "claim", _place(claim), *sides)


def _place(claim: Claim) -> tuple[int, int]:
    return claim.evidence[0].start, claim.evidence[0].end


def _counts(claim: Claim) -> tuple[str, ...]:
    """Word the numbers of people, by kind."""
    counts = ((harm.kind, harm.count) for harm in claim.harms)
    return tuple(sorted(f"{kind} {c.low}–{c.high}" for kind, c in counts))


def _groups(claim: Claim) -> tuple[str, ...]:
    parts = ((h.kind, g) for h in claim.harms for g in h.groups)
    return tuple(sorted(f"{kind} {g.term} {g.count.low}–{g.count.high}" for kind, g in parts))


def _doers(claim: Claim) -> tuple[Span | None, ...]:
    return tuple(actor.words for actor in claim.actors if actor.role == "perpetrator")


_FIELDS: Mapping[str, Callable[[Claim], Any]] = {
    "violence": lambda claim: (claim.violence,),
    "when": lambda claim: (claim.when.words,) if claim.when else (),
    "where": lambda claim: tuple(place.words for place in claim.where[:1]),
    "perpetrators": _doers,
    "means": lambda claim: tuple(sorted({item.term for item in claim.means})),
    "counts": _counts,
    "status": lambda claim: tuple(sorted({f"{h.kind} {h.status}" for h in claim.harms})),
    "groups": _groups,
    "damages": lambda claim: tuple(sorted({item.object for item in claim.damages})),
    "attribution": lambda claim: (claim.attribution.words,) if claim.attribution else (),
    "scope": lambda claim: (claim.scope,),
    "modality": lambda claim: (claim.modality,),
}


def _is_same(first: tuple[Any, ...], second: tuple[Any, ...]) -> bool:
    """Say whether two values are one: the same terms, or words that overlap."""
    spans = [item for item in (*first, *second) if isinstance(item, Span)]
    if not spans or not first or not second:
        return first == second
    return all(
        any(one and other and one.overlap(other) for other in second) for one in first
    ) and len(first) == len(second)


def _word(value: tuple[Any, ...]) -> str | None:
    words = (item.text if isinstance(item, Span) else str(item) for item in value)
    return "; ".join(words) or None
