"""
Claims without texts, by the million, with the incident that each is of known.

For measuring linking by itself: what extracting and resolving would give of reports on
generated incidents, with their vagueness, and none of their mistakes of reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from sijill.model import Claim, Count, Damage, DateRange, Harm, Place, Reported, Span
from sijill.model.actor import Involvement
from sijill.testing.incidents import make_incidents
from sijill.testing.settings import Settings
from sijill.testing.towns import list_towns
from sijill.testing.world import TrueIncident

_COMMON = 3000  # words below this are no incident's own
_OWN = 14  # words that only reports on one incident have: names, sites, ages
_WORDS = 60
_OUTLETS = 40
_SKETCH = 16


@dataclass(frozen=True, slots=True)
class ClaimRates:
    """
    How claims are made of incidents.

    Attributes:
        no_day_share: Share of claims that say no day.
        vague_day_share: Share that say a week or a month.
        no_place_share: Share that say no place.
        vague_place_share: Share whose place is a region, or the country.
        no_count_share: Share of numbers that are not told.
        other_count_share: Share of numbers that differ from the true one.
        copy_share: Share of later reports that copy an earlier one's words.
        most_told: Incidents that one report tells of, at most.
        common_words: Words that any report may have, the first ones oftenest.
    """

    no_day_share: float = 0.06
    vague_day_share: float = 0.08
    no_place_share: float = 0.04
    vague_place_share: float = 0.08
    no_count_share: float = 0.1
    other_count_share: float = 0.2
    copy_share: float = 0.3
    most_told: int = 5
    common_words: int = _COMMON


def make_claims(
    seed: int,
    number: int,
    *,
    days: int = 3650,
    countries: int = 0,
    rates: ClaimRates = ClaimRates(),
) -> Iterator[tuple[Claim, str]]:
    """
    Yield about *number* claims, each with the id of its true incident, document by document.

    Args:
        seed: Any whole number; the same seed gives the same claims.
        number: How many claims; generation ends with the document that reaches it.
        days: Length of the period, in days.
        countries: In how many countries they lie, each with its largest towns; 0: in the
            towns of ``places.toml``.
        rates: How claims are made of incidents.

    Examples:
        >>> list(make_claims(1, 4)) == list(make_claims(1, 4))
        True
    """
    random = Random(f"{seed}/claims")
    settings = Settings(days=days)
    incidents = make_incidents(
        random, max(2, number // 2), settings=settings, towns=list_towns(countries)
    )
    spread = settings.reports_per_incident
    made = document = 0
    while made < number:
        first = random.randrange(len(incidents))
        for _ in range(random.choices(range(1, len(spread) + 1), spread)[0]):
            told = _told(random, incidents, first, rates)
            for n, (claim, truth) in enumerate(_report(random, seed, document, told, rates)):
                yield replace(claim, id=f"c-{seed}-{document:07}-{n}"), truth
                made += 1
            document += 1


def _told(
    random: Random, incidents: Sequence[TrueIncident], first: int, rates: ClaimRates
) -> list[TrueIncident]:
    """Return what one report tells of: an incident, and often others of the days before."""
    others = random.choices(range(rates.most_told), (6, 2, 1, 1, 1)[: rates.most_told])[0]
    return [incidents[first], *incidents[max(0, first - others) : first]]


def _report(
    random: Random, seed: int, document: int, told: Sequence[TrueIncident], rates: ClaimRates
) -> Iterator[tuple[Claim, str]]:
    lag = random.choices(range(6), (4, 3, 1, 1, 1, 1))[0]
    is_copy = random.random() < rates.copy_share
    reported = Reported(
        on=told[0].on + timedelta(days=lag),
        by=f"Outlet {random.randrange(_OUTLETS)}",
        language="en",
        text_sketch=_sketch(Random(f"{seed}/{told[0].id}") if is_copy else random),
        word_sketch=_words(random, seed, told, rates),
    )
    for incident in told:
        yield _claim(random, f"d-{seed}-{document}", incident, reported, rates), incident.id


def _claim(
    random: Random, document: str, incident: TrueIncident, reported: Reported, rates: ClaimRates
) -> Claim:
    told = f"{incident.killed} killed, {incident.injured} hurt near {incident.site}"
    text = f"{told} in {incident.place}, report {random.randrange(10**6)}"
    harms = [
        Harm(kind, _count(random, number, rates))
        for kind, number in (("killed", incident.killed), ("injured", incident.injured))
        if number
    ]
    actor = incident.actor if random.random() < 0.5 else None
    objects = [incident.object] if incident.object else []
    return Claim(
        id="",
        document_id=document,
        extractor="generated.v1",
        evidence=(Span(0, len(text), text),),
        violence=incident.violence if random.random() < 0.85 else "attack",
        reported=reported,
        when=_when(random, incident.on, rates),
        where=_where(random, incident, rates),
        actors=(Involvement(None, "perpetrator", actor, "blamed"),) if actor else (),
        harms=tuple(harms),
        damages=tuple(Damage(name, Count(1, 1)) for name in objects),
    )


def _count(random: Random, number: int, rates: ClaimRates) -> Count:
    draw = random.random()
    if draw < rates.no_count_share:
        return Count(1, None, "vague")
    if draw < rates.no_count_share + rates.other_count_share:
        number = max(1, round(number * random.uniform(0.6, 1.3)))
    return Count(number, number) if random.random() < 0.8 else Count(number, None, "at_least")


def _when(random: Random, on: date, rates: ClaimRates) -> DateRange | None:
    draw = random.random()
    if draw < rates.no_day_share:
        return None
    if draw < rates.no_day_share + rates.vague_day_share:
        first = on - timedelta(days=random.randrange(7))
        return DateRange(None, first, first + timedelta(days=6), "week")
    return DateRange(None, on, on, "day")


def _where(random: Random, incident: TrueIncident, rates: ClaimRates) -> tuple[Place, ...]:
    draw = random.random()
    if draw < rates.no_place_share:
        return ()
    named = incident.place, incident.region, incident.country_code
    at = incident.latitude, incident.longitude
    if draw < rates.no_place_share + rates.vague_place_share:
        return (
            Place(
                None,
                named[1],
                f"x:{named[2]}:{named[1]}",
                named[1],
                named[2],
                *at,
                80.0,
                "admin1",
            ),
        )
    return (
        Place(None, named[0], f"x:{named[2]}:{named[0]}", named[1], named[2], *at, 4.0, "near"),
    )


def _words(random: Random, seed: int, told: Sequence[TrueIncident], rates: ClaimRates) -> str:
    """Return the sketch of a report's words: some of each incident's own, and common ones."""
    own = [Random(f"{seed}/{item.id}/words") for item in told]
    mine = [stream.randrange(_COMMON, 2**24) for stream in own for _ in range(_OWN)]
    found = {word for word in mine if random.random() < 0.6}
    while len(found) < _WORDS:
        found.add(int(rates.common_words * random.random() ** 3))
    times = random.choices("123", k=len(found))
    return "".join(f"{word:06x}{n}" for word, n in zip(sorted(found), times, strict=True))


def _sketch(random: Random) -> str:
    return "".join(f"{h:08x}" for h in sorted(random.getrandbits(32) for _ in range(_SKETCH)))
