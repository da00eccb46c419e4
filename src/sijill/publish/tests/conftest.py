"""
An invented record, in its public form, for the tests of the room.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from sijill.model import (
    Actor,
    Attribution,
    Claim,
    ClaimedCount,
    Count,
    Damage,
    DateRange,
    Disagreement,
    Document,
    GroupRange,
    Harm,
    HarmRange,
    Incident,
    Involvement,
    Means,
    Origin,
    Place,
    PublicRecord,
    Reported,
    Span,
    Summary,
)
from sijill.model.incident import DamageRange
from sijill.model.summary import Comparison
from sijill.protect import Settings, generalise_record

PLACES = (
    ("Sarmin", "Idlib", 35.903, 36.726, 2.0, "near"),
    ("Binnish", "Idlib", 35.957, 36.713, 2.0, "near"),
    ("Jarabulus", "Aleppo", 36.818, 38.011, 3.0, "near"),
    ("Maarrat an Numan", "Idlib", 35.644, 36.676, 25.0, "admin2"),
    ("Afrin", "Aleppo", 36.511, 36.869, 4.0, "near"),
    ("Aleppo Governorate", "Aleppo", 36.2, 37.4, 80.0, "admin1"),
    ("Syria", None, 34.8, 38.9, 400.0, "country"),
)
ACTS = ("shelling", "airstrike", "drone_strike", "shooting", "ied")
SOURCES = ("Example Observatory", "مرصد المثال", "Harbour Wire", "Ministry of Examples")


def make_place(n: int) -> Place | None:
    """Return the *n*-th place; every ninth is not known."""
    if n % 9 == 8:
        return None
    name, admin1, lat, lon, km, precision = PLACES[n % len(PLACES)]
    return Place(None, name, f"g:{n}", admin1, "SY", lat, lon, km, precision)


def make_when(n: int) -> DateRange | None:
    """Return the *n*-th date: days, a few longer ranges, an open one, and unknown ones."""
    day = date(2023, 2, 3) + timedelta(n * 11 % 300)
    if n % 7 == 6:
        return None
    if n % 7 == 5:
        return DateRange(None, day.replace(day=1), day + timedelta(40), "longer")
    if n == 4:
        return DateRange(None, None, day, "day")
    return DateRange(None, day, day, "day")


def make_claim(n: int, part: int, count: Count) -> Claim:
    """Return one of the claims about incident *n*."""
    when, place = make_when(n), make_place(n)
    words = Span(40, 48, "Thursday")
    return Claim(
        id=f"c-{n:02}{part}",
        document_id=f"{(n * 3 + part) % 23:064x}",
        extractor="sijill.rules_en.v1",
        evidence=(Span(0, 7, "private"),),
        violence=ACTS[n % len(ACTS)],
        violence_words=Span(10, 16, "shells"),
        reported=Reported(
            date(2023, 11, 6), "metadata", SOURCES[part], None, "ar" if part == 1 else "en"
        ),
        when=when and DateRange(words, when.earliest, when.latest, when.precision),
        where=(place,) if place else (),
        actors=(Involvement(Span(5, 8, "Who"), "perpetrator", "army_example", "blamed"),),
        means=(Means(Span(60, 67, "rockets"), "rocket"),),
        harms=(Harm("killed", count, "civilian" if part else "unknown"),),
        damages=(Damage("market", Count(1, 1), "hit", Span(70, 76, "market")),),
        attribution=Attribution(None, "Somebody Private", "witness") if part == 2 else None,
        modality="alleged" if part == 3 else "asserted",
        absent={} if when else {"when": "not_stated"},
        caveats=("count_by_words_only",) if count.qualifier == "vague" else (),
    )


COUNTS = (
    Count(3, 3, "exact", Span(20, 25, "three")),
    Count(5, 7, "between", Span(20, 31, "5 to 7 kill")),
    Count(24, None, "vague", Span(20, 26, "dozens")),
    Count(None, None, "vague", Span(20, 27, "several")),
)


def make_incident(n: int, claims: Sequence[Claim]) -> Incident:
    """Return incident *n* over its claims."""
    counts = [claim.harms[0].count for claim in claims]
    lows = [count.low for count in counts if count.low is not None]
    open_end = any(count.high is None for count in counts)
    high = None if open_end else max(count.high or 0 for count in counts)
    low = min(lows, default=None)
    ids = tuple(claim.id for claim in claims)
    by_claim = tuple(
        ClaimedCount(c.id, k.low, k.high) for c, k in zip(claims, counts, strict=True)
    )
    groups = (GroupRange("child", 1, 2),) if n % 3 == 0 else ()
    killed = HarmRange("killed", "civilian", low, high, {"ucdp": 3}, by_claim, groups)
    injured = (HarmRange("injured", "unknown", 8 + n, None),) if n % 2 else ()
    parted = Disagreement(
        "harms.killed", ids, "Claims give different numbers of people killed."
    )
    return Incident(
        id=f"i-{n:04}",
        claims=ids,
        violence=ACTS[n % len(ACTS)],
        when=make_when(n),
        where=make_place(n),
        actors=claims[0].actors,
        harms=(killed, *injured),
        damages=(DamageRange("market", "hit", 1, 1),),
        origins=len(claims),
        origin_by_claim=tuple(Origin(key, f"own:{key}", "own_source") for key in ids),
        grades={"airwars": "fair", "ucdp_clarity": 1},
        disagreements=(parted,) if len(claims) > 1 else (),
        caveats=() if len(claims) > 1 else ("single_origin",),
    )


def make_record(n_incidents: int) -> PublicRecord:
    """Return an invented record of *n_incidents* incidents, in its public form."""
    claims, incidents = [], []
    for n in range(n_incidents):
        own = [make_claim(n, part, COUNTS[(n + part) % 4]) for part in range(n % 4 + 1)]
        claims += own
        incidents.append(make_incident(n, own))
    total = make_claim(90, 0, Count(40, None, "at_least", Span(20, 28, "forty or")))
    summary = Summary(
        "s-1", total.id, DateRange(None, date(2023, 10, 1), date(2023, 10, 31), "month"),
        make_place(5), (HarmRange("killed", "unknown", 40, None),),
        (Comparison("killed", "unknown", 12, 19),),
        (Comparison("killed", "unknown", 21, None),),
        (), tuple(item.id for item in incidents[:3]),
    )  # fmt: skip
    documents = [
        Document(f"{n:064x}", 900 + n, "text/html", f"https://example.org/{n}", "local.html",
                 SOURCES[n % 4], date(2023, 11, 6))
        for n in range(23)
    ]  # fmt: skip
    actor = Actor("army_example", "Army of Exampleland", "state_force")
    return generalise_record(
        title="Harm in an example region, 2023",
        incidents=incidents,
        claims=[*claims, total] if n_incidents else [],
        summaries=[summary] if n_incidents else [],
        documents=documents if n_incidents else [],
        on=date(2026, 1, 1),
        settings=Settings(),
        actors=[actor],
        refusals={"login_wall": 2, "no_extractor": 1} if n_incidents else {},
        digest="0123" * 16,
    )


@pytest.fixture(scope="session")
def public() -> PublicRecord:
    """Return an invented record of 40 incidents."""
    return make_record(40)


@pytest.fixture(scope="session")
def empty() -> PublicRecord:
    """Return a record without incidents."""
    return make_record(0)
