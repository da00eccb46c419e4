"""
Words for forces and groups: by name, day, country, and by who says them.
"""

from __future__ import annotations

from datetime import date

import pytest

from sijill.model import Actor, Involvement, Span
from sijill.model.vocabulary import load_terms
from sijill.resolve.actors import ActorVocabulary, load_actors
from sijill.resolve.folding import fold_name
from sijill.resolve.involvements import (
    ActorContext,
    ResolvedActor,
    resolve_actor,
    resolve_words,
)
from sijill.resolve.terms import TermChange, make_own


def ask(
    actors: ActorVocabulary,
    words: str,
    country: str | None = None,
    on: date | None = None,
    party: str | None = None,
) -> ResolvedActor:
    """Return whom *words* mean."""
    countries = (country,) if country else ()
    return resolve_words(words, actors, ActorContext(on, on, countries, actors.lineage(party)))


@pytest.mark.parametrize(
    ("words", "country", "year", "actor"),
    [
        ("the army", "SD", 2024, "army_sd"),
        ("government forces", "SY", 2016, "army_sy"),
        ("government forces", "SY", 2025, "army_sy_2024"),
        ("Syrian army artillery", "LB", 2025, "army_sy_2024"),
        ("police officers", "KE", 2020, "police_ke"),
        ("the Malian military", "NE", 2022, "army_ml"),
        ("army of South Sudan", "SS", 2015, "army_ss"),
        ("the army", "SS", 2005, "army_sd"),
        ("Afghan police", "AF", 2022, "police_af_2021"),
        ("Congolese soldiers", "CD", 2020, "army_cd_1997"),
        ("Congolese soldiers", "CG", 2020, "army_cg"),
        ("security forces", "IQ", 2019, "government_iq_2003"),
    ],
)
def test_a_force_is_found_by_country_and_day(
    actors: ActorVocabulary, words: str, country: str, year: int, actor: str
) -> None:
    """A state's force is the one that there was then; the words may name the state."""
    assert ask(actors, words, country, date(year, 6, 1)).actor_id == actor


def test_a_state_that_is_not_named_is_a_caveat(actors: ActorVocabulary) -> None:
    """That the country decided is said; where the words name the state it is not needed."""
    assert ask(actors, "the army", "SD").caveats == ("actor_by_country",)
    assert ask(actors, "the Sudanese army", "SD").caveats == ()


def test_the_day_of_a_change_of_power_is_ambiguous(actors: ActorVocabulary) -> None:
    """On the day itself, or with no day, both armies may be meant."""
    assert ask(actors, "the army", "SY", date(2024, 12, 8)).reason == "ambiguous"
    assert ask(actors, "the Syrian army", "SY").reason == "ambiguous"


def test_a_force_that_a_country_has_not_stays_open(actors: ActorVocabulary) -> None:
    """The army, in a place whose state has none, is an army not named."""
    assert ask(actors, "the army", "PS", date(2024, 1, 1)).actor_id == "army"


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        ("fighters of the Rapid Support Forces (RSF)", "rapid_support_forces"),
        ("Hezbollah's rockets", "hezbollah"),
        ("قوات الدعم السريع", "rapid_support_forces"),
        ("حزب الله", "hezbollah"),
        ("al Shabaab militants", "al_shabaab"),
        ("Islamic State Khorasan Province", "isis_k"),
    ],
)
def test_a_group_is_found_by_its_longest_name(
    actors: ActorVocabulary, words: str, actor: str
) -> None:
    """Names in any script, with what owns them; the longer name wins."""
    assert ask(actors, words).actor_id == actor


@pytest.mark.parametrize("words", ["it is said", "the contra flow", "a pdf of the list"])
def test_ordinary_words_are_no_names(actors: ActorVocabulary, words: str) -> None:
    """A short name in small letters is an ordinary word."""
    assert ask(actors, words).actor_id is None


def test_a_group_before_its_time_is_nobody(actors: ActorVocabulary) -> None:
    """A name whose bearer did not exist then means somebody else."""
    assert ask(actors, "TNLA", "MM", date(1980, 1, 1)).reason == "did_not_exist"


@pytest.mark.parametrize(
    ("words", "party", "actor"),
    [
        ("the terrorists", "government_sy", "armed_group"),
        ("the occupation forces", "hamas", "army_il"),
        ("the enemy", "government_ua", "army_ru"),
        ("the enemy", "army_ua", "army_ru"),
        ("the mercenaries", "ansar_allah", "army_ye"),
        ("the infidels", "ansar_allah", None),
        ("the terrorists", None, None),
        ("the enemy", None, None),
    ],
)
def test_a_partys_words_mean_what_that_party_means(
    actors: ActorVocabulary, words: str, party: str | None, actor: str | None
) -> None:
    """From a known party the words have a meaning, from others none; never without a caveat."""
    found = ask(actors, words, None, date(2023, 6, 1), party)

    assert (found.actor_id, found.caveats) == (actor, ("partisan_wording",))
    assert (found.reason is None) == (actor is not None)


def test_regime_forces_are_the_force_of_before(actors: ActorVocabulary) -> None:
    """Its enemies' name for an army is read by country and day, with both caveats."""
    found = ask(actors, "regime forces", "SY", date(2016, 6, 1))

    assert found.actor_id == "army_sy"
    assert found.caveats == ("actor_by_country", "partisan_wording")
    assert ask(actors, "regime forces", "SY", date(2025, 6, 1)).reason == "ambiguous"
    assert ask(actors, "Zionist forces").caveats == ("partisan_wording",)


def test_another_force_in_the_passage_stands_before_the_country(
    actors: ActorVocabulary,
) -> None:
    """In a report of the Ethiopian army in Somalia "the army" is not the Somali one."""
    text = "Ethiopian troops came to Beledweyne."
    day = date(2020, 1, 1)
    context = ActorContext(day, day, ("SO",), (), (Span(0, len(text), text),))

    assert resolve_words("the army", actors, context).actor_id == "army_et_1991"


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("Gunmen of the Rapid Support Forces came.", "Gunmen", "rapid_support_forces"),
        ("He saw fighters from Boko Haram there.", "fighters", "boko_haram"),
        ("Militants loyal to the Islamic State came.", "Militants", "islamic_state"),
        ("Gunmen of the night came.", "Gunmen", "unknown_gunmen"),
        ("Gunmen killed men of the Rapid Support Forces.", "Gunmen", "unknown_gunmen"),
        ("Soldiers of Kenya came.", "Soldiers", "army_ke"),
        ("The Revolutionary Armed Forces of Colombia came.", "Armed Forces", "farc"),
        ("Then the United Armed Forces of Kenya came.", "Armed Forces", None),
        ("Haftar's forces came.", "forces", "lna"),
    ],
)
def test_the_group_may_be_named_after_its_people(
    actors: ActorVocabulary, text: str, words: str, actor: str
) -> None:
    """People are of the group that the text names right behind them."""
    start = text.index(words)
    part = Involvement(Span(start, start + len(words), words), "perpetrator")
    context = ActorContext(passages=(Span(0, len(text), text),))

    assert resolve_actor(part, actors, context).actor_id == actor


@pytest.mark.parametrize(
    ("violence", "country", "actor", "caveats"),
    [
        ("airstrike", "LB", "army_il", ()),
        ("airstrike", "IL", "army_il", ("actor_by_country",)),
        ("shooting", "LB", None, ()),
    ],
)
def test_a_people_alone_names_a_force_where_only_forces_act_so(
    actors: ActorVocabulary, violence: str, country: str, actor: str | None, caveats: object
) -> None:
    """An Israeli air strike is the armed force's; an Israeli shooting may only say where."""
    part = Involvement(Span(3, 10, "Israeli"), "perpetrator")
    passages = (Span(0, 17, "An Israeli strike"),)
    day = date(2024, 1, 1)
    context = ActorContext(day, day, (country,), (), passages, "", violence)
    found = resolve_actor(part, actors, context)

    assert (found.actor_id, found.caveats) == (actor, caveats)


def test_every_row_is_whole(actors: ActorVocabulary) -> None:
    """Kinds are defined, parents and parties are there, names are not empty."""
    known, kinds = actors.actors, load_terms("actor_kind")
    wrong = [
        actor.id
        for actor in known.values()
        if actor.kind not in kinds
        or (actor.parent and actor.parent not in known)
        or any(party not in known for party in actor.called_by)
        or not all(fold_name(name) for name in actor.all_names())
    ]

    assert len(known) > 800
    assert wrong == []


def test_no_two_actors_of_a_country_have_one_name(actors: ActorVocabulary) -> None:
    """A name that two actors of one country bear at one time could never be told apart."""
    bearers: dict[str, list[Actor]] = {}
    for actor in actors.actors.values():
        for name in {fold_name(name) for name in actor.all_names()}:
            bearers.setdefault(name, []).append(actor)
    alike = [
        (name, one.id, two.id)
        for name, found in bearers.items()
        for n, one in enumerate(found)
        for two in found[n + 1 :]
        if one.existed(two.since, two.until)
        and one.until != (two.since or date.max)
        and (one.countries & two.countries or (not one.countries and not two.countries))
    ]

    assert alike == []


def test_a_record_adds_to_and_overrides_what_is_bundled() -> None:
    """Lists are added to, other values replaced, unwanted names taken away."""
    row = {"aliases": ["Men of the Valley"], "without": ["RSF"], "country": "SD"}
    own = make_own(
        [
            TermChange("actors", "rapid_support_forces", row),
            TermChange("actors", "valley", {"name": "Valley Guard", "kind": "militia"}),
        ]
    )
    actors = load_actors(own=own)

    assert ask(actors, "Men of the Valley").actor_id == "rapid_support_forces"
    assert ask(actors, "RSF").actor_id is None
    assert ask(actors, "the Valley Guard").actor_id == "valley"
    assert load_actors().actors["rapid_support_forces"].country is None


def test_merged_actors_are_one() -> None:
    """The names of both mean the one that stays; its children and enemies' words follow."""
    own = make_own([TermChange("actors", "hezb_e_islami", {}, "taliban")])
    actors = load_actors(own=own)

    assert ask(actors, "Hizb-i-Islami").actor_id == "taliban"
    assert actors.current("hezb_e_islami") == "taliban"
    assert "hezb_e_islami" not in actors.actors


def test_a_merge_into_nothing_changes_nothing() -> None:
    """A term that a later version no longer has does not stop a record."""
    own = make_own([TermChange("actors", "taliban", {}, "gone_since")])

    assert ask(load_actors(own=own), "Taliban").actor_id == "taliban"
