"""
Totals: nothing added twice, nothing lost, unknown never zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from sijill.model import (
    Claim,
    ClaimedCount,
    Comparison,
    Count,
    DateRange,
    GroupRange,
    Harm,
    HarmRange,
    Incident,
    Involvement,
    Origin,
    Place,
    Span,
    Summary,
    Total,
)
from sijill.reconcile.codebooks import choose_codebooks, load_codebooks, parse_codebook
from sijill.reconcile.totals import DoubtSettings, total_record
from sijill.reconcile.totals.doubt import Doubt, Ratios, learn_doubt
from sijill.reconcile.totals.drawing import draw_number

IDLIB = Place(None, "Sarmin", "geonames:1", "Idlib", "SY", 35.9, 36.7, 2.0, "near")
SYRIA = Place(None, "Syria", "geonames:2", None, "SY", 35.0, 38.0, 300.0, "country")
MARCH = DateRange(None, date(2023, 3, 5), date(2023, 3, 5), "day")
TURN = DateRange(None, date(2023, 3, 30), date(2023, 4, 2), "days")


def killed(
    low: int | None, high: int | None, status: str = "unknown", **best: int
) -> HarmRange:
    """Return a range of killed with each codebook's number."""
    return HarmRange("killed", status, low, high, best)


def incident(id_: str, *harms: HarmRange, **more: object) -> Incident:
    """Return an incident in Idlib in March 2023, unless told otherwise."""
    plain = Incident(id_, (f"c-{id_}",), "airstrike", MARCH, IDLIB, harms=harms)
    return replace(plain, **more)  # type: ignore[arg-type]


def totals(
    incidents: Sequence[Incident], *by: str, book: str = "acled", **more: object
) -> list[Total]:
    """Return the lines of one codebook."""
    books = choose_codebooks([book], load_codebooks())
    return list(total_record(incidents, books=books, by=by, **more))  # type: ignore[arg-type]


def test_a_line_holds_the_sums_and_names_its_incidents() -> None:
    """Best, low and high are sums over the incidents that the line names."""
    two = [incident("b", killed(3, 5, acled=3)), incident("a", killed(2, 2, acled=2))]

    (line,) = totals(two, "month", "admin1")

    assert line.by == {"month": "2023-03", "admin1": "Idlib, SY"}
    assert (line.best, line.low, line.high, line.n_incidents) == (5, 5, 7, 2)
    assert line.incidents == ("a", "b")


def test_what_crosses_a_month_or_has_no_area_stands_on_a_line_of_its_own() -> None:
    """Nothing is guessed, nothing is lost, and the lines add up to the whole."""
    three = [
        incident("a", killed(2, 2, acled=2)),
        incident("b", killed(4, 4, acled=4), when=TURN),
        incident("c", killed(8, 8, acled=8), where=SYRIA),
        incident("d", killed(16, 16, acled=16), when=None, where=None),
    ]

    lines = totals(three, "month", "admin1")
    (whole,) = totals(three)

    assert [(line.by["month"], line.by["admin1"]) for line in lines] == [
        ("2023-03", "Idlib, SY"), ("2023-03", None), (None, None), (None, "Idlib, SY"),
    ]  # fmt: skip
    assert [line.unplaced for line in lines[1:]] == [
        {"admin1": "vague"},
        {"month": "not_known", "admin1": "not_known"},
        {"month": "not_one"},
    ]  # fmt: skip
    assert sum(line.best or 0 for line in lines) == whole.best == 30


def test_unknown_is_counted_and_is_no_zero() -> None:
    """An incident of unknown number adds nothing, opens the top, and is counted."""
    (both,) = totals([incident("a", killed(2, 2, acled=2)), incident("b", killed(None, None))])
    (alone,) = totals([incident("b", killed(None, None))])

    assert (both.best, both.low, both.high, both.n_unknown) == (2, 2, None, 1)
    assert (alone.best, alone.low, alone.high, alone.n_unknown) == (None, None, None, 1)


def test_no_best_is_given_where_a_codebook_has_none_for_some_incident() -> None:
    """A partial sum never looks like a total."""
    two = [incident("a", killed(2, 2, ucdp=2)), incident("b", killed(3, 5))]

    (line,) = totals(two, book="ucdp")

    assert (line.best, line.n_without_best, line.low, line.high) == (None, 1, 5, 7)


def test_codebooks_count_by_their_own_rules() -> None:
    """UCDP asks for a death, Airwars for civilians, and nobody counts an accident."""
    four = [
        incident("none", killed(0, 0, acled=0, ucdp=0)),
        incident("civil", killed(2, 2, "civilian", acled=2, ucdp=2)),
        incident("armed", killed(4, 4, "combatant", acled=4, ucdp=4)),
        incident("crash", killed(8, 8, acled=8, ucdp=8), violence="accident"),
    ]

    found = {book: totals(four, book=book)[0] for book in ("acled", "ucdp", "airwars")}

    assert found["acled"].incidents == ("armed", "civil", "none")
    assert found["ucdp"].incidents == ("armed", "civil")
    assert (found["airwars"].low, found["airwars"].high) == (2, 2)


def test_discounted_incidents_are_left_out_by_airwars() -> None:
    """A grade that a codebook leaves out leaves the incident out."""
    one = incident("a", killed(2, 2, "civilian"), grades={"airwars": "discounted"})

    assert [line.n_incidents for line in totals([one], book="airwars")] == [0]


def test_people_of_no_stated_status_may_only_widen_the_top() -> None:
    """With ``possible`` they are in the maximum and not in the minimum."""
    body = {"unstated": {"value": "possible"}, "statuses": {"value": ["civilian"]}}
    book = parse_codebook("ours", body, where="ours.toml")
    two = [incident("a", killed(2, 2, "civilian")), incident("b", killed(3, 3))]

    (line,) = total_record(two, books=[book])

    assert (line.low, line.high, line.n_unstated) == (2, 5, 1)


def test_kinds_are_never_added_to_each_other() -> None:
    """Without ``kind`` only the killed are totalled; with it each stands on its own line."""
    harms = (killed(1, 1, record=1), HarmRange("injured", "unknown", 5, 5, {"record": 5}))

    assert [line.best for line in totals([incident("a", *harms)], book="record")] == [1]
    lines = totals([incident("a", *harms)], "kind", book="record", kinds=("killed", "injured"))
    assert [(line.kind, line.best) for line in lines] == [("injured", 5), ("killed", 1)]


def test_parts_stand_beside_everybody() -> None:
    """Groups overlap, so that everybody has a line of their own."""
    groups = (GroupRange("child", 2, 2), GroupRange("girl", 1, 1))
    line = replace(killed(5, 5, record=5), groups=groups)

    found = totals([incident("a", line)], "group", book="record")

    assert [(one.by["group"], one.low) for one in found] == [
        ("child", 2), ("everybody", 5), ("girl", 1),
    ]  # fmt: skip


def test_an_actor_is_named_only_where_one_alone_is() -> None:
    """Competing attributions go to no actor."""
    army = Involvement(None, "perpetrator", "army_sy", "blamed", party="government_sy")
    other = Involvement(None, "perpetrator", "rebels", "blamed")
    three = [
        incident("a", killed(1, 1, acled=1), actors=(army,)),
        incident("b", killed(1, 1, acled=1), actors=(army, other)),
        incident("c", killed(1, 1, acled=1)),
    ]

    lines = totals(three, "actor")

    assert [(line.by["actor"], line.unplaced.get("actor")) for line in lines] == [
        ("government_sy", None), (None, "not_known"), (None, "not_one"),
    ]  # fmt: skip


def test_sums_over_several_incidents_are_counted_and_never_added() -> None:
    """A line says how many sums nobody explains there; explained ones are not named."""
    said = killed(40, 40)
    rest = (Comparison("killed", "unknown", 9, 9),)
    left = Summary("s-1", "c", MARCH, IDLIB, (said,), remainder=rest)
    done = replace(left, id="s-2", remainder=(Comparison("killed", "unknown", 0, 0),))

    (line,) = totals([incident("a", killed(2, 2, acled=2))], "month", summaries=[left, done])

    assert (line.best, line.n_summaries, line.summaries) == (2, 1, ("s-1",))


def draw(clusterings: Sequence[Sequence[Incident]], *by: str, **more: object) -> list[Total]:
    """Return the lines of ACLED with an interval, from many draws of the same."""
    settings = DoubtSettings(p_rise=0.0, repeats=50)
    return totals(clusterings[0], *by, clusterings=clusterings, settings=settings, **more)  # type: ignore[arg-type]


def test_exact_numbers_that_are_surely_linked_have_no_width() -> None:
    """Where nothing is in doubt, the interval is the number."""
    (line,) = draw([[incident("a", killed(7, 7, acled=7))]])

    assert (line.likely_low, line.likely_high) == (7, 7)
    assert (line.linked_low, line.linked_high) == (7, 7)


def test_doubt_about_linking_reaches_the_total() -> None:
    """Two claims are one incident in some draws and two in others."""
    one = [incident("ab", killed(7, 7, acled=7))]
    two = [incident("a", killed(7, 7, acled=7)), incident("b", killed(7, 7, acled=7))]

    (line,) = draw([one, two])

    assert (line.linked_low, line.linked_high) == (7, 14)
    assert (line.likely_low, line.likely_high) == (7, 14)


def test_an_open_count_has_an_end_only_in_the_interval() -> None:
    """What is told has no ceiling; the interval says how far it may go."""
    (line,) = draw([[incident("a", killed(20, None, acled=20))]])

    assert line.high is None
    assert line.n_open == 1
    assert line.likely_low == 20
    assert line.likely_high is not None
    assert 20 < line.likely_high < 60


def test_what_may_lie_in_a_month_widens_its_interval_alone() -> None:
    """An incident between two months is in neither figure, and in the interval of both."""
    april_9 = DateRange(None, date(2023, 4, 9), date(2023, 4, 9), "day")
    three = [
        incident("a", killed(3, 3, acled=3)),
        incident("b", killed(3, 3, acled=3), when=april_9),
        incident("c", killed(5, 5, acled=5), when=TURN),
    ]  # fmt: skip

    march, april, between = draw([three], "month")

    assert (march.best, april.best, between.best) == (3, 3, 5)
    assert (march.likely_low, march.likely_high) == (3, 8)
    assert (april.likely_low, april.likely_high) == (3, 8)


def test_the_same_seed_gives_the_same_interval() -> None:
    """Figures can be made again."""
    one = [[incident("a", killed(20, None, acled=20)), incident("b", killed(2, 9, acled=2))]]

    assert draw(one, seed=4) == draw(one, seed=4)


@pytest.mark.parametrize("unknown", [killed(None, None), killed(None, None, "civilian")])
def test_an_unknown_number_leaves_the_interval_open(unknown: HarmRange) -> None:
    """Where one number is unknown nobody can say how high the total may be."""
    (line,) = draw([[incident("a", killed(2, 2, acled=2)), incident("b", unknown)]])

    assert (line.likely_low, line.likely_high) == (2, None)


def test_of_several_reports_one_is_believed_and_mostly_the_newest() -> None:
    """A toll that rose from 4 to 9 was 4 or 9, and never what nobody said."""
    said = (ClaimedCount("c-1", 4, 4), ClaimedCount("c-2", 9, 9))
    line = replace(killed(4, 9), by_claim=said, newest=said[1])
    doubt = Doubt(0.0, (1.0,), Ratios((1.0,)))
    random = Random(1)

    drawn = [draw_number(line, random, doubt) for _ in range(400)]

    assert set(drawn) == {4, 9}
    assert drawn.count(9) > 250


def test_a_mere_ceiling_is_nearly_reached() -> None:
    """Up to 40 killed is not one killed."""
    (line,) = draw([[incident("a", killed(None, 40))]])

    assert line.likely_high == 40
    assert line.likely_low is not None
    assert line.likely_low >= 20


def test_what_a_floor_leaves_out_is_learned_by_its_size() -> None:
    """Where "at least 1" was said of two, that tells nothing of "at least 60"."""
    incidents = [
        disputed("a", ClaimedCount("c-1", 1, None), ClaimedCount("c-2", 2, 2)),
        disputed("b", ClaimedCount("c-3", 60, None), ClaimedCount("c-4", 600, 600)),
    ]
    claims = {f"c-{n}": told(f"c-{n}") for n in range(1, 5)}

    doubt = learn_doubt(incidents, claims, DoubtSettings(opens=(1.0,)))

    assert doubt.opens.near(1) == (1.0, 2.0)
    assert doubt.opens.near(60) == (1.0,)


def test_where_a_number_lies_between_its_bounds_is_learned_too() -> None:
    """Where "between 2 and 4" was said of three, "5 to 7" is six oftener than not."""
    one = disputed("a", ClaimedCount("c-1", 2, 4), ClaimedCount("c-2", 3, 3))
    claims = {f"c-{n}": told(f"c-{n}") for n in (1, 2)}
    doubt = learn_doubt([one], claims, DoubtSettings(spans=(), own_weight=3))

    assert draw_number(killed(5, 7), Random(1), doubt) == 6


def disputed(id_: str, *said: ClaimedCount) -> Incident:
    """Return an incident whose killed reports of different origins tell differently."""
    line = replace(killed(1, None), by_claim=said)
    origins = tuple(Origin(one.claim, one.claim, "own") for one in said)
    return incident(id_, line, origin_by_claim=origins)


def test_a_vague_word_leaves_more_open_than_a_floor() -> None:
    """Where it is dozens they may be seventy; at least 24 are hardly so many."""
    claims = {"c-1": told("c-1", Harm("killed", Count(24, None, "vague"), "civilian"))}
    line = replace(killed(24, None), by_claim=(ClaimedCount("c-1", 24, None),))
    doubt = learn_doubt([incident("a", line)], claims, DoubtSettings())
    random = Random(1)

    drawn = [draw_number(line, random, doubt) for _ in range(100)]

    assert max(drawn) == 72


def told(id_: str, *harms: Harm) -> Claim:
    """Return a claim with nothing but its harms."""
    return Claim(
        id=id_,
        document_id="d",
        extractor="x",
        evidence=(Span(0, 4, "told"),),
        violence="airstrike",
        harms=harms,
    )
