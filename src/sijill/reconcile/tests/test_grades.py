"""
Who says it, whence they have it, and how well an incident is attested by that.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sijill.model import (
    Attribution,
    Claim,
    Cluster,
    DateRange,
    Incident,
    Involvement,
)
from sijill.model.sketch import sketch_text
from sijill.reconcile import Settings, reconcile_clusters
from sijill.reconcile.tests.making import (
    claim,
    incident,
    killed,
)


def test_copies_and_quotations_count_as_one_origin() -> None:
    """
    A copied text, and two outlets that name one body, are no second origin.
    """
    text = sketch_text("Four people died when planes struck the market of the town at dawn")
    first = claim("a", killed(4, 4))
    first = replace(first, reported=replace(first.reported, text_sketch=text))
    copy = claim("b", killed(4, 4), lag=2)
    copy = replace(copy, reported=replace(copy.reported, text_sketch=text))
    named = Attribution(None, "the Northern Observatory", "ngo")
    quotes = [replace(claim(n, killed(4, 4)), attribution=named) for n in "cd"]
    found = incident(first, copy, *quotes)

    assert found.origins == 2 and found.grades["airwars"] == "fair"
    assert [o.reason for o in found.origin_by_claim] == [
        "own_source", "copied_text", "attributed", "attributed",
    ]  # fmt: skip


def test_a_party_repeated_by_its_own_media_is_one_origin() -> None:
    """
    A state's agency, its ministry quoted elsewhere, and its army are one voice.
    """
    agency = claim("a", killed(4, 4), by="Example State Agency")
    agency = replace(
        agency, reported=replace(agency.reported, source_id="agency", party="government_sy")
    )
    said = [
        Attribution(None, "the ministry", "government", None, "government_sy"),
        Attribution(None, "the army", "military", None, "government_sy"),
        Attribution(None, "the Observatory", "monitor", "observatory"),
    ]
    quotes = [
        replace(claim(name, killed(4, 4)), attribution=one)
        for name, one in zip("bcd", said, strict=True)
    ]

    assert incident(agency, *quotes[:2]).origins == 1
    assert incident(agency, *quotes).origins == 2


def test_nobody_in_particular_competes_with_nobody() -> None:
    """
    Gunmen in one report and a named group in another hold no two parties responsible.
    """
    gunmen = Involvement(None, "perpetrator", "unknown_gunmen")
    group = Involvement(None, "perpetrator", "group", party="group")
    told = [
        replace(claim(name, killed(4, 4)), actors=(one,))
        for name, one in zip("ab", (gunmen, group), strict=True)
    ]

    assert incident(*told).grades["airwars"] != "contested"


def test_one_origin_is_weak() -> None:
    """
    What one origin says is never fair.
    """
    assert incident(claim("a", killed(4, 4))).grades == {"airwars": "weak", "ucdp_clarity": 1}


def test_competing_attribution_is_contested() -> None:
    """
    Two actors held responsible make an incident contested.
    """
    blamed = [
        replace(
            claim(n, killed(4, 4)),
            actors=(Involvement(None, "perpetrator", f"actor_{n}", party=f"actor_{n}"),),
        )
        for n in "ab"
    ]

    assert incident(*blamed).grades["airwars"] == "contested"


def reason_of(found: Incident, scheme: str = "airwars") -> tuple[str, str, int | None]:
    """Return a scheme's grade, rule and number."""
    (reason,) = (item for item in found.grade_reasons if item.scheme == scheme)
    return reason.grade, reason.reason, reason.number


def test_each_grade_says_which_rule_gave_it() -> None:
    """
    The grade, the rule, the claims that it rests on, and what stands beside it are kept.
    """
    denial = replace(claim("z", killed(0, 0, "none")), modality="denied")
    found = incident(claim("a", killed(4, 4)), claim("b", killed(4, 4)), denial)

    assert reason_of(found) == ("fair", "origins_several", 2)
    assert found.grade_reasons[0].claims == ("c-a", "c-b")
    assert found.grade_reasons[0].beside == ("denied",)
    assert reason_of(found, "ucdp_clarity") == ("1", "day_and_place_known", None)


def test_one_origin_that_names_two_parties_is_not_contested() -> None:
    """
    "The army and its allies" of one source is no competition; two sources that share no
    party are.
    """
    both = tuple(
        Involvement(None, "perpetrator", name, party=name) for name in ("army", "militia")
    )
    joint = replace(claim("a", killed(4, 4)), actors=both)
    other = replace(
        claim("b", killed(4, 4)), actors=(Involvement(None, "perpetrator", "x", party="x"),)
    )

    assert reason_of(incident(joint)) == ("weak", "origin_one", 1)
    assert reason_of(incident(joint, other)) == ("contested", "parties_compete", 3)


def test_a_vague_day_makes_an_event_unclear() -> None:
    """
    UCDP's clarity asks for days within a week and for a place.
    """
    month = DateRange(None, date(2023, 10, 1), date(2023, 10, 31), "month")
    vague = replace(claim("a", killed(4, 4)), when=month)
    nowhere = replace(claim("a", killed(4, 4)), where=())

    assert reason_of(incident(vague), "ucdp_clarity") == ("2", "day_unknown", None)
    assert reason_of(incident(nowhere), "ucdp_clarity") == ("2", "place_unknown", None)


def test_each_step_to_an_origin_is_kept() -> None:
    """
    A copy leads to its original, and a quotation of the original's outlet on to its source.
    """
    text = sketch_text("Four people died when planes struck the market of the town at dawn")
    first = claim("a", killed(4, 4), by="Example Wire")
    first = replace(
        first,
        reported=replace(first.reported, text_sketch=text),
        attribution=Attribution(None, "the Northern Observatory", "ngo"),
    )
    copy = claim("b", killed(4, 4), lag=2)
    copy = replace(copy, reported=replace(copy.reported, text_sketch=text))
    quote = replace(claim("c", killed(4, 4)), attribution=Attribution(None, "Example Wire"))
    found = incident(first, copy, quote)
    steps = [(e.document, e.reason, e.to_document or e.body) for e in found.origin_edges]

    assert found.origins == 1
    assert steps == [
        ("d-a", "attributed", "the Northern Observatory"),
        ("d-b", "copied_text", "d-a"),
        ("d-c", "attributed", "Example Wire"),
    ]


def test_a_document_has_one_origin_in_every_incident() -> None:
    """
    What a copy copies is settled for the record, not for each incident apart.
    """
    text = sketch_text("Four people died when planes struck the market of the town at dawn")

    def told(name: str, document: str, lag: int) -> Claim:
        made = claim(name, killed(4, 4), lag=lag, by=f"Outlet {document}")
        shown = replace(made.reported, text_sketch=text)
        return replace(made, document_id=document, reported=shown)

    claims = [told("a", "one", 1), told("b", "two", 2), told("c", "two", 2)]
    clusters = [Cluster("k-1", ("c-a", "c-b")), Cluster("k-2", ("c-c",))]
    first, second = reconcile_clusters(claims, clusters, settings=Settings()).incidents

    assert first.origins == 1
    assert second.origin_by_claim[0].origin == first.origin_by_claim[0].origin


def test_duplicates_to_the_letter_are_one_origin() -> None:
    """
    One text in a hundred outlets is one origin, however short it is.
    """
    text = sketch_text("Four die in raid")
    copies = []
    for n in range(100):
        made = claim(f"{n:03}", killed(4, 4), by=f"Outlet {n}")
        copies.append(replace(made, reported=replace(made.reported, text_sketch=text)))

    assert incident(*copies).origins == 1
