"""
Where a document is at home, and what that tells of its places.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sijill.extract import extract_claims
from sijill.extract.rules import make_extractor
from sijill.model import Claim, Place, Reading
from sijill.resolve import ActorVocabulary, BundledGazetteer, Settings, resolve_claim


def resolve(
    reading: Reading, gazetteer: BundledGazetteer, actors: ActorVocabulary
) -> tuple[Claim, ...]:
    """Return the resolved claims of a reading."""
    claims = extract_claims(reading, extractors=(make_extractor(),))
    return tuple(
        resolve_claim(claim, gazetteer=gazetteer, actors=actors, settings=Settings())
        for claim in claims
    )


def read(text: str, **changes: object) -> Reading:
    """Return an invented local report."""
    reading = Reading("d1", text, language="en", published_on=date(2021, 5, 4))
    return replace(reading, **changes)  # type: ignore[arg-type]


def home_of(claims: tuple[Claim, ...]) -> Place:
    """Return the home that all claims share."""
    homes = {claim.context.home for claim in claims}
    assert len(homes) == 1
    (home,) = homes
    assert home is not None
    return home


@pytest.mark.parametrize(
    ("text", "changes", "town", "area"),
    [
        (
            "A man was shot dead on Monday on Orvel Street, Salem Police said. "
            "The Salem Fire Department took a second man to hospital.",
            {"source": "statesmanjournal.com"},
            "Salem",
            "Oregon",
        ),
        (
            "A man was shot dead on Monday on Orvel Street, the Salem Police Department said.",
            {"dateline": "SALEM, Mass."},
            "Salem",
            "Massachusetts",
        ),
        (
            "A man was shot dead on Monday on Orvel Street, police said.",
            {"title": "Man killed in Columbus, GA"},
            "Columbus",
            "Georgia",
        ),
    ],
)
def test_a_document_is_at_home_where_its_names_agree(
    text: str,
    changes: dict[str, object],
    town: str,
    area: str,
    gazetteer: BundledGazetteer,
    actors: ActorVocabulary,
) -> None:
    """Local bodies, the dateline, the title and the outlet tell the home together."""
    home = home_of(resolve(read(text, **changes), gazetteer, actors))

    assert (home.name, home.admin1) == (town, area)
    assert home.uncertainty_km is not None
    assert home.uncertainty_km > 15


def test_a_dateline_alone_is_no_home(
    gazetteer: BundledGazetteer, actors: ActorVocabulary
) -> None:
    """A wire writes from the capital about the whole country."""
    reading = read("Three farmers were killed by shells on Monday.", dateline="KHARTOUM")

    assert {c.context.home for c in resolve(reading, gazetteer, actors)} == {None}


def test_a_street_is_no_town_of_its_name(
    gazetteer: BundledGazetteer, actors: ActorVocabulary
) -> None:
    """A street that no gazetteer knows stays open; its name alone tells incidents apart."""
    text = (
        "A man was shot dead near Salinas Street on Monday, the Eugene Police Department said."
    )
    (claim,) = resolve(read(text, source="registerguard.com"), gazetteer, actors)

    assert [place.latitude for place in claim.where] == [None]
    assert home_of((claim,)).name == "Eugene"


def test_a_bare_name_is_hardly_a_small_town_far_from_home(
    gazetteer: BundledGazetteer, actors: ActorVocabulary
) -> None:
    """What no area is told for and lies far away stays unresolved."""
    text = "A man was shot dead in Wing on Monday, the Eugene Police Department said."
    (claim,) = resolve(read(text, source="registerguard.com"), gazetteer, actors)

    assert claim.where[0].latitude is None
    assert claim.absent["where"] == "elsewhere"
