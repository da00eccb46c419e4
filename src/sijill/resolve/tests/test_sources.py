"""
Names of outlets and bodies: which source they are, and whose word.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sijill.model import Attribution, Claim, Involvement, Place, Reported, Span, voice_of
from sijill.model.vocabulary import load_terms
from sijill.resolve import Settings, open_gazetteer, resolve_claim
from sijill.resolve.actors import load_actors
from sijill.resolve.folding import fold_name
from sijill.resolve.sources import SourceVocabulary, load_sources
from sijill.resolve.terms import TermChange, make_own

_TEXT = "Shells killed two farmers near Sarmin on Thursday, the army said."


@pytest.fixture(scope="module")
def sources() -> SourceVocabulary:
    """Return the bundled vocabulary."""
    return load_sources()


def make_claim(
    by: str | None = None, said: str | None = None, doer: str | None = None
) -> Claim:
    """Return a claim that a source reports, with its origin and doer."""
    start = _TEXT.index(doer) if doer else 0
    words = Span(start, start + len(doer), doer) if doer else None
    return Claim(
        "c-1",
        "d1",
        "x.v1",
        (Span(0, len(_TEXT), _TEXT),),
        "shelling",
        reported=Reported(on=date(2016, 10, 6), by=by, language="en", dateline="DAMASCUS"),
        actors=(Involvement(words, "perpetrator"),) if words else (),
        attribution=Attribution(None, said) if said else None,
    )


def resolve(claim: Claim) -> Claim:
    """Return the claim resolved with everything that is bundled."""
    return resolve_claim(
        claim,
        gazetteer=open_gazetteer(),
        actors=load_actors(),
        settings=Settings(),
        sources=load_sources(),
    )


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("SANA", "sana"),
        ("the Syrian Observatory for Human Rights", "sohr"),
        ("a spokesman for the White Helmets", "white_helmets"),
        ("state news agency SANA", "sana"),
        ("https://www.enabbaladi.net/archives/1", "enab_baladi"),
        ("المرصد السوري لحقوق الإنسان", "sohr"),
        ("the Guardian", "guardian"),
        ("Human Rights Watch (HRW)", "hrw"),
        ("residents", None),
        ("the Guardian Council", None),
        ("a man who spoke to AFP by phone", None),
    ],
)
def test_a_source_is_found_by_name_or_address(
    sources: SourceVocabulary, name: str, source: str | None
) -> None:
    """Whole names, addresses, full names among other words; not a word that looks like one."""
    found = sources.find_source(name)

    assert (found.id if found else None) == source


def test_every_row_is_whole(sources: SourceVocabulary) -> None:
    """Kinds are defined, parties are actors, countries are codes, no two share a name."""
    kinds, actors = load_terms("source_kind"), load_actors()
    names = [
        name
        for one in sources.sources.values()
        for name in {fold_name(name) for name in (one.name, *one.aliases)}
    ]
    wrong = [
        one.id
        for one in sources.sources.values()
        if one.kind not in kinds
        or (one.party and one.party not in actors.actors)
        or any(("government", code) not in actors.states.forces for code in one.beat)
    ]

    assert len(sources.sources) > 150
    assert wrong == []
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


def test_a_partys_outlet_speaks_for_the_party() -> None:
    """The ministry, the state's agency and the army are one voice, with a caveat."""
    told = [
        resolve(make_claim(by="SANA")),
        resolve(make_claim(by="Example Agency", said="SANA")),
        resolve(make_claim(by="Example Agency", said="the Syrian army")),
        resolve(make_claim(by="Example Agency", said="the army")),
    ]

    assert {voice_of(one) for one in told} == {"party:government_sy"}
    assert all("said_by_party" in one.caveats for one in told)


def test_a_source_without_a_party_is_its_own_voice() -> None:
    """An outlet that quotes an observatory gives the observatory's word, without a caveat."""
    told = resolve(make_claim(by="SANA", said="the Syrian Observatory for Human Rights"))

    assert voice_of(told) == "source:sohr"
    assert "said_by_party" not in told.caveats


def test_police_are_no_side_until_they_take_part() -> None:
    """What police say of others is not the word of a party."""
    told = resolve(make_claim(by="Example Agency", said="police"))

    assert voice_of(told) is None
    assert "said_by_party" not in told.caveats


def test_words_for_an_enemy_are_read_by_the_outlets_party() -> None:
    """The document's own party tells whom its words mean, also where it quotes somebody."""
    text = _TEXT.replace("farmers", "terrorists")
    claim = make_claim(by="SANA", said="residents")
    start = text.index("terrorists")
    words = Span(start, start + 10, "terrorists")
    claim = replace(
        claim,
        evidence=(Span(0, len(text), text),),
        actors=(Involvement(words, "target"),),
    )
    told = resolve(claim)

    assert told.actors[0].actor_id == "armed_group"
    assert "partisan_wording" in told.caveats


def test_the_sources_beat_decides_between_namesakes() -> None:
    """In an agency that reports on Mexico León is the Mexican one; else nobody can tell."""
    text = "Gunmen killed two farmers in León on Thursday."
    start = text.index("León")
    place = Place(words=Span(start, start + 4, "León"), name="León")
    found = []
    for by in ("Notimex", "Example Agency"):
        claim = replace(
            make_claim(by=by),
            evidence=(Span(0, len(text), text),),
            where=(place,),
            reported=Reported(by=by, language="en", on=date(2020, 1, 1)),
        )
        found.append(resolve(claim).where[0].country)

    assert found == ["MX", None]


def test_a_record_adds_and_merges_sources() -> None:
    """A new name means the known source; two that are one take each other's names and party."""
    own = make_own(
        [
            TermChange("sources", "sohr", {"aliases": ["the Coventry office"]}),
            TermChange("sources", "shaam", {"name": "Shaam Agency", "kind": "local_media"}),
            TermChange("sources", "shaam", {}, "enab_baladi"),
        ]
    )
    sources = load_sources(own=own)

    assert sources.find_source("the Coventry office") == sources.sources["sohr"]
    assert sources.find_source("Shaam Agency") == sources.sources["enab_baladi"]
    assert "shaam" not in sources.sources
