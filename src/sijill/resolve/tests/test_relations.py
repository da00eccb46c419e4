"""
Places beside, between and around others: points with what such words leave open.
"""

from __future__ import annotations

from typing import Any

import pytest

from sijill.model import Reading
from sijill.resolve import BundledGazetteer, resolve_mentions


def find_place(text: str, words: str, gazetteer: BundledGazetteer) -> dict[str, Any]:
    """Return the mention of *words* in *text*."""
    reading = Reading("d1", text, language="en")
    places = resolve_mentions(reading, gazetteer=gazetteer, actors=None)["places"]
    return next(place for place in places if words in place["text"])


def test_a_distance_and_a_side_move_the_point(gazetteer: BundledGazetteer) -> None:
    """Ten kilometres north of a town is no pin on the town."""
    town = find_place("Shells fell in Idlib.", "Idlib", gazetteer)
    beside = find_place("Shells fell 10 km north of Idlib.", "Idlib", gazetteer)

    assert beside["latitude"] == pytest.approx(town["latitude"] + 10 / 111.2, abs=1e-4)
    assert beside["longitude"] == pytest.approx(town["longitude"], abs=1e-4)
    assert beside["precision"] == "near"
    assert beside["uncertainty_km"] > town["uncertainty_km"]


def test_a_way_is_between_its_ends(gazetteer: BundledGazetteer) -> None:
    """The road between two towns is their middle, and half its length is open."""
    text = "A mine killed two on the road between Homs and Hama."
    ends = [find_place(text, name, gazetteer) for name in ("Homs", "Hama")]

    assert {end["precision"] for end in ends} == {"vague"}
    assert ends[0]["latitude"] == pytest.approx(ends[1]["latitude"])
    assert all(20 < end["uncertainty_km"] < 40 for end in ends)


@pytest.mark.parametrize(
    "text",
    ["Shells fell in the Hama countryside.", "Shells fell in the countryside of Hama."],
)
def test_the_countryside_is_wider_than_the_town(text: str, gazetteer: BundledGazetteer) -> None:
    """The country around a town is not the town."""
    place = find_place(text, "Hama", gazetteer)

    assert place["precision"] == "near"
    assert place["uncertainty_km"] >= 30


def test_an_area_known_by_its_town_alone_is_no_pin(gazetteer: BundledGazetteer) -> None:
    """A type word for an area widens a town of the name, or finds the area itself."""
    place = find_place("Shells fell in Hays district, Hodeidah.", "Hays", gazetteer)

    assert place["precision"] == "admin2"
    assert place["uncertainty_km"] >= 25


def test_an_oblast_is_found_by_its_town(gazetteer: BundledGazetteer) -> None:
    """The area "Kherson oblast" has another name in the gazetteer."""
    place = find_place("A mine killed one in Kherson oblast.", "Kherson", gazetteer)

    assert (place["precision"], place["country"]) == ("admin1", "UA")


def test_an_unknown_camp_stands_beside_what_it_is_told_by(
    gazetteer: BundledGazetteer,
) -> None:
    """What no gazetteer knows keeps its name, and is somewhere near what the words name."""
    place = find_place("Shells fell on the Zobeyda camp near El Fasher.", "Zobeyda", gazetteer)

    assert place["name"] == "Zobeyda"
    assert (place["country"], place["precision"]) == ("SD", "near")


def test_no_namesake_outside_what_the_words_say(gazetteer: BundledGazetteer) -> None:
    """A small namesake in another country is not taken against the area that is told."""
    place = find_place("Raiders killed three in Bor, Jonglei state.", "Bor", gazetteer)

    assert place["country"] == "SS"


def test_a_river_is_no_town_of_the_name(gazetteer: BundledGazetteer) -> None:
    """A river that is not known has no point, even where a town has its name."""
    place = find_place("Shelling along the Dnipro river killed two.", "Dnipro", gazetteer)

    assert place["latitude"] is None


def test_what_was_not_taken_is_named(gazetteer: BundledGazetteer) -> None:
    """A mention tells the namesakes that were passed over and how far they lay behind."""
    place = find_place("Gunmen shot a driver dead in Tripoli, Lebanon.", "Tripoli", gazetteer)

    assert place["country"] == "LB"
    assert place["not_taken"][0]["country"] == "LY"
    assert place["not_taken"][0]["behind"] > 0


def test_a_people_settles_a_namesake(gazetteer: BundledGazetteer) -> None:
    """A people named in the text outweighs the larger Tripoli."""
    place = find_place("Lebanese soldiers shot a driver in Tripoli.", "Tripoli", gazetteer)

    assert place["country"] == "LB"


def test_areas_of_gaza_are_not_counted_to_a_neighbour(gazetteer: BundledGazetteer) -> None:
    """The boundaries' file tells Gaza's areas by the nearest country's middle."""
    place = find_place("A drone hit a flat in Deir al-Balah.", "Deir al-Balah", gazetteer)

    assert place["country"] == "PS"


def test_a_town_without_context_covers_its_namesake(gazetteer: BundledGazetteer) -> None:
    """Nothing tells one Tripoli from the other, so the uncertainty reaches the second."""
    place = find_place("Two people were shot dead in Tripoli.", "Tripoli", gazetteer)

    assert place["uncertainty_km"] > 1000
