"""
What a claim takes from the words around it: invented reports, one habit of news each.
"""

from __future__ import annotations

from sijill.extract.rules import make_extractor
from sijill.model import Claim, Reading

RULES = make_extractor()


def claims_of(text: str) -> tuple[Claim, ...]:
    return RULES.extract_claims(Reading("d1", text, language="en"))


def test_the_place_is_the_acts_and_not_the_speakers() -> None:
    """Words that only describe stand between a preposition and its place."""
    (claim,) = claims_of(
        "In Geneva, officials said shells killed three farmers in the restive northern town of "
        "Sarmin."
    )
    assert [place.words.text for place in claim.where if place.words][:1] == ["Sarmin"]


def test_a_thing_is_the_means_before_a_deed() -> None:
    """The bomb did it, though somebody opened fire too."""
    (claim,) = claims_of("Gunmen opened fire after a car bomb killed four people in Mogadishu.")
    assert [item.words.text for item in claim.means] == ["car bomb"]


def test_among_the_dead_names_a_part() -> None:
    """Two of the nine are told apart and not counted again."""
    (claim,) = claims_of("A blast killed nine people in Hama. Among the dead were two women.")
    (harm,) = claim.harms
    assert (harm.count.low, [(g.term, g.count.low) for g in harm.groups]) == (9, [("woman", 2)])


def test_elsewhere_another_act_is_another_incident() -> None:
    """A bomb in one town and a shooting elsewhere are two claims."""
    claims = claims_of(
        "A car bomb killed four people in Kirkuk. Elsewhere, gunmen shot dead a teacher."
    )
    assert [claim.violence for claim in claims] == ["ied", "shooting"]


def test_an_attack_without_outcome_counts_nobody_as_hurt() -> None:
    """Who was attacked is kept as affected, and gives way to what came of it."""
    (bare,) = claims_of("Gunmen attacked two teachers near Nyala.")
    (told,) = claims_of("Gunmen attacked two teachers near Nyala, killing one.")
    assert [harm.kind for harm in bare.harms] == ["affected"]
    assert [(harm.kind, harm.count.low) for harm in told.harms] == [("killed", 1)]


def test_a_person_named_in_capitals_is_a_victim() -> None:
    """Capitals hide no name, place or day."""
    (claim,) = claims_of("GUNMEN KIDNAPPED PEDRO EJEMPLO IN SAN MIGUEL YESTERDAY, POLICE SAID.")
    assert [name.name for harm in claim.harms for name in harm.names] == ["PEDRO EJEMPLO"]
    assert [place.words.text for place in claim.where if place.words] == ["SAN MIGUEL"]


def test_a_killing_is_read_though_nothing_tells_the_act() -> None:
    """People who were killed were killed by somebody; what only may kill makes no claim."""
    (claim,) = claims_of("Seven herders were killed in Djibo on Monday.")
    assert (claim.violence, claim.harms[0].count.low) == ("attack", 7)
    assert claims_of("Doctors removed a tumour that could have killed the patient.") == ()


def test_opposing_sides_are_counted_apart() -> None:
    """Soldiers and a child are two harms of one claim, each with its status."""
    (claim,) = claims_of("Rebels killed three soldiers and a child in an ambush near Cali.")
    found = [(harm.status, harm.count.low) for harm in claim.harms]
    assert found == [("combatant", 3), ("civilian", 1)]


def test_an_object_told_of_again_is_counted_once() -> None:
    """The school, told of again, is the school that was named before."""
    (claim,) = claims_of(
        "Shells destroyed two homes and a school in Sarmin. The school was hit again at noon."
    )
    assert [(item.object, item.count.low) for item in claim.damages] == [
        ("home", 2),
        ("school", 1),
    ]


def test_a_partys_words_are_kept_and_flagged() -> None:
    """Loaded words leave a caveat, and praise alone makes no claim."""
    (claim,) = claims_of(
        "Our heroic men liquidated seven mercenaries near Ariha with mortar fire, "
        "killing seven."
    )
    assert "partisan_wording" in claim.caveats
    assert claims_of("Glory to our martyrs, whose sacrifice lights the road to victory.") == ()


def test_a_party_that_calls_all_victims_fighters_is_doubted() -> None:
    """What those killed were is the party's word."""
    (claim,) = claims_of("The army said an airstrike killed 14 militants near Lashkar Gah.")
    assert "party_status_claim" in claim.caveats


def test_a_headline_names_the_town_and_not_what_is_told_of_it() -> None:
    """A capital that opens a sentence makes no name of "Toll of Sarmin"."""
    (claim,) = claims_of("Toll of Sarmin shelling rises to five\n\nDoctors buried five people.")
    assert [place.words.text for place in claim.where if place.words] == ["Sarmin"]


def days_of(text: str) -> list[str | None]:
    """Return the words for the day of each claim."""
    whens = [claim.when for claim in claims_of(text)]
    return [when.words.text if when and when.words else None for when in whens]


def test_the_day_of_a_speech_is_no_day_of_death() -> None:
    """Who condemns, accuses or investigates today tells of what happened before."""
    assert days_of("The ministry on Monday condemned the murder of two nurses in Nyala.") == [
        None
    ]
    assert days_of("A party today accused the army of killing two of its members.") == [None]
    assert days_of(
        "Two nurses were murdered in Nyala on Monday, the ministry said Tuesday."
    ) == ["Monday"]


def test_a_speech_leaves_the_day_that_is_told_elsewhere() -> None:
    """The day stands in another sentence than that of the arrest over it."""
    text = (
        "A soldier was convicted Friday of the murder of a farmer. "
        "The farmer was killed in Kutum in August."
    )
    assert days_of(text) == ["August"]


def test_police_say_takes_no_day_of_its_own() -> None:
    """Officials say a bomb killed two on Sunday: the day is that of the bomb."""
    text = "Officials say a mine near Mogadishu on Thursday killed two policemen."
    assert days_of(text) == ["Thursday"]


def test_who_said_so_takes_no_day_from_the_harm_before() -> None:
    """The day stands between the harm and those who told of it."""
    assert days_of("Gunmen killed four traders in Kutum on Sunday, residents said.") == [
        "Sunday"
    ]
    assert days_of(
        "The Lions of Kutum killed two men in Qoz Beina on Sunday, residents said."
    ) == ["Sunday"]
    assert days_of(
        "Four traders were killed in Kutum on Sunday, police and residents said."
    ) == ["Sunday"]


def test_a_murdered_person_is_no_place() -> None:
    """In capitals nothing else tells a victim's name from a town."""
    (claim,) = claims_of("THE MURDER OF JOURNALIST PEDRO EJEMPLO IN SAN MIGUEL WAS DEPLORED.")
    assert [place.words.text for place in claim.where if place.words] == ["SAN MIGUEL"]


def test_the_day_of_one_town_is_not_that_of_another() -> None:
    """A sentence on another town lends its day to nobody."""
    text = (
        "Gunmen killed two traders in Kutum on Monday night. "
        "The governor on Wednesday condemned the killing of two nurses in El Geneina."
    )
    assert days_of(text) == ["Monday night", None]


def test_enemies_destroyed_are_people_killed() -> None:
    """A party's word for its enemy's dead is read, and flagged."""
    (claim,) = claims_of("The command said 15 occupiers were destroyed near Kutum.")
    (harm,) = claim.harms
    assert (harm.kind, harm.count.low, harm.status) == ("killed", 15, "combatant")
    assert "partisan_wording" in claim.caveats


def test_a_peoples_force_is_nobody_harmed() -> None:
    """What goes on with "People's" is a name."""
    (claim,) = claims_of("A bomb killed 11 children in Sagaing, the People's Force said.")
    assert [harm.words.text for harm in claim.harms if harm.words] == ["11 children"]


def test_who_attacked_one_town_did_not_attack_another() -> None:
    """A doer is not carried from a sentence on another town."""
    text = (
        "Northern troops shelled a market in Kutum, killing a trader. "
        "The command said 15 occupiers were destroyed in Nyala."
    )
    first, second = claims_of(text)
    assert first.actors
    assert not second.actors


def counts_of(text: str) -> list[tuple[str, int | None]]:
    """Return kind and number of each harm of a text's claims."""
    return [(harm.kind, harm.count.low) for claim in claims_of(text) for harm in claim.harms]


def test_an_age_behind_a_person_counts_nobody() -> None:
    """The girl is nine years old, the women 33 and 19."""
    assert counts_of("Hillah girl, 9, dies in crossfire.") == [("killed", 1)]
    told = "The shooting in Hillah killed a man, 26, and two women, 33 and 19."
    assert counts_of(told) == [("killed", 3)]


def test_who_was_found_hurt_and_died_is_dead() -> None:
    """One man, found with a wound in one sentence and dead in the next."""
    text = "Officers found a man with a gunshot wound in Basra. He died at a hospital."
    assert counts_of(text) == [("killed", 1)]


def test_another_who_was_hurt_beside_the_dead_stays_hurt() -> None:
    """The woman died, the man did not."""
    text = (
        "A woman was killed and a man was injured in a shooting in Basra. Officers found a man "
        "with a gunshot wound."
    )
    assert counts_of(text) == [("killed", 1), ("injured", 1)]


def test_one_of_the_wounded_who_has_died_is_told_as_dead() -> None:
    """Between the wounded and the verb stands the act."""
    text = "One of five people hurt after a shooting in Basra has died."
    assert counts_of(text) == [("killed", 1)]


def test_others_in_the_sentence_are_counted_with_those_before() -> None:
    """A third person is one more than two."""
    text = (
        "Gunmen shot dead two people in the street in Basra and a third person was killed "
        "inside a home."
    )
    assert counts_of(text) == [("killed", 3)]


def test_who_kills_himself_too_is_one_of_the_dead() -> None:
    """A headline says it with a comma."""
    assert counts_of("Gunman kills wife, then himself in Basra shooting") == [("killed", 2)]


def test_a_stray_bullet_strikes_somebody() -> None:
    """No verb of harm but the bullet's."""
    assert counts_of("Boy hit by a stray bullet in Basra.") == [("affected", 1)]
    assert counts_of("A bullet grazed a toddler in Basra.") == [("affected", 1)]


def test_the_number_of_a_block_is_no_year() -> None:
    """Houses are numbered, and 1600 is none of the days of the act."""
    (claim,) = claims_of("Two men were shot in the 1600 block of Mill Road in Dover.")
    assert claim.when is None


def test_persons_named_behind_their_ages_are_counted_together() -> None:
    """The ages part neither the persons nor the sentence."""
    text = (
        "Police said 15-year-old Omar Example and 16-year-old Sara Sample were found with "
        "gunshot wounds in Basra."
    )
    assert counts_of(text) == [("injured", 2)]


def test_multiple_injuries_are_no_persons() -> None:
    """Both victims are two, their injuries nobody."""
    text = "Shells killed two farmers in Hama. Both victims had multiple injuries."
    assert counts_of(text) == [("killed", 2)]
