"""
Worlds are made from their seed alone, and their truth is in their words.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sijill.model import Count
from sijill.reconcile.codebooks import load_codebooks
from sijill.testing import (
    DEVELOPING_SEEDS,
    JUDGING_SEEDS,
    TWO_STRATA,
    Settings,
    TrueReport,
    World,
    generate,
    true_totals,
    write_reports,
)
from sijill.testing.incidents import TWIN_KM, distance_km

LARGE = generate(3, incidents=1500)


def test_a_seed_makes_the_same_world_again() -> None:
    """The same seed and settings give the same world, another seed another."""
    again, other = generate(7, incidents=30), generate(8, incidents=30)

    assert generate(7, incidents=30) == again
    assert other.reports != again.reports


def test_judging_and_developing_seeds_differ() -> None:
    """No seed that parts are judged on is among those that they are built on."""
    assert not set(DEVELOPING_SEEDS) & set(JUDGING_SEEDS)
    assert len(JUDGING_SEEDS) >= 50


def test_lists_do_not_change_what_happened() -> None:
    """Other settings for lists leave incidents, reports and victims as they were."""
    changed = generate(5, incidents=20, settings=Settings(lists=(("only", 0.9),)))
    plain = generate(5, incidents=20)

    assert changed.reports == plain.reports
    assert changed.victims == plain.victims
    assert changed.lists != plain.lists


def test_every_incident_is_reported_one_to_twelve_times() -> None:
    """Each incident has 1 to 12 reports, and some worlds reach far above one."""
    numbers = [len(reports) for reports in LARGE.reports_by_incident().values()]

    assert min(numbers) == 1
    assert 4 < max(numbers) <= 12


def test_near_twins_are_within_a_day_and_five_km() -> None:
    """A near twin lies within a day and 5 km of its twin and differs in what was hit."""
    by_id = {item.id: item for item in LARGE.incidents}
    pairs = [(item, by_id[item.twin_of]) for item in LARGE.incidents if item.twin_of]

    assert 0.09 < 2 * len(pairs) / len(LARGE.incidents) < 0.16
    assert all(abs((one.on - two.on).days) <= 1 for one, two in pairs)
    assert all(distance_km(one, two) <= TWIN_KM + 1e-6 for one, two in pairs)
    assert all(one.site != two.site for one, two in pairs)


def test_a_true_number_is_within_what_a_last_report_says() -> None:
    """Where no toll rises, each asserted count about one incident holds the true number."""
    settings = Settings(rising_share=0, rising_large_share=0)
    world = generate(2, incidents=400, settings=settings)
    killed = {item.id: item.killed for item in world.incidents}

    told = [item for report in world.reports for item in report.told if item.killed]

    assert len(told) > 200
    assert all(
        item.killed is not None and item.killed.allows(sum(killed[i] for i in item.incidents))
        for item in told
    )


def test_tolls_rise_and_never_fall() -> None:
    """Some early reports say fewer were killed than in the end; none says more."""
    killed = {item.id: item.killed for item in LARGE.incidents}
    told = [
        (item.killed, killed[item.incidents[0]])
        for report in LARGE.reports
        for item in report.told
        if item.scope == "incident" and item.killed
    ]

    assert sum(1 for count, true in told if count.high is not None and count.high < true) >= 5
    assert all(count.low is None or count.low <= true for count, true in told)


def test_roundups_sum_their_incidents() -> None:
    """A roundup's number is the sum over the incidents that it names as its truth."""
    killed = {item.id: item.killed for item in LARGE.incidents}
    sums = [t for r in LARGE.reports for t in r.told if t.scope == "aggregate"]

    assert len(sums) > 20
    assert all(len(item.incidents) > 1 for item in sums)
    for item in sums:
        total = sum(killed[name] for name in item.incidents)
        assert item.killed == Count(total, total)


def test_copies_share_their_origin_and_most_words() -> None:
    """A copy has the day, the claim and the lead of its original, under another outlet."""
    by_id = {report.id: report for report in LARGE.reports}
    copies = [report for report in LARGE.reports if report.copy_of]

    assert len(copies) > 100
    for copy in copies:
        original = by_id[copy.copy_of or ""]
        assert (copy.told, copy.published_on) == (original.told, original.published_on)
        assert copy.source != original.source
        assert copy.text.split("--", 1)[1][:60] == original.text.split("--", 1)[1][:60]


def test_denials_deny_and_give_no_number() -> None:
    """A denial is told as denied, after a report that asserted, and has no count."""
    denials = [r for r in LARGE.reports if any(t.modality == "denied" for t in r.told)]

    assert len(denials) >= 10
    assert all(" den" in r.text and r.told[0].killed is None for r in denials)


def lead_of(report: TrueReport) -> str:
    """Return the paragraph that makes the claim."""
    return report.text.split("\n\n")[1]


def test_a_report_says_what_is_told() -> None:
    """Each story names its town, and a killing where somebody was killed."""
    places = {item.id: item.place for item in LARGE.incidents}
    stories = [
        report for report in LARGE.reports if report.told and report.told[0].scope == "incident"
    ]

    assert all(places[r.told[0].incidents[0]] in lead_of(r) for r in stories)
    assert all("killed" in lead_of(r) for r in stories if r.told[0].killed)
    assert not [r.id for r in LARGE.reports if "{" in r.text or "None" in r.text]


def test_no_report_is_older_than_its_incident() -> None:
    """Nothing is reported before it happened, and nothing but sums after two months."""
    days = {item.id: item.on for item in LARGE.incidents}
    lags = [
        (report.published_on - days[name]).days
        for report in LARGE.reports
        for told in report.told
        for name in told.incidents
    ]

    assert min(lags) == 0
    assert max(lags) < 62


def test_files_hold_the_reports(tmp_path: Path) -> None:
    """Every report is written once, as UTF-8, some as pages and some as plain text."""
    world = generate(4, incidents=40)

    paths = write_reports(world, tmp_path / "reports")

    assert [path.name for path in paths] == [report.file_name for report in world.reports]
    assert {path.suffix for path in paths} == {".txt", ".html"}
    for path, report in zip(paths, world.reports, strict=True):
        assert lead_of(report)[-40:] in path.read_text(encoding="utf-8")


def captured(world: World) -> dict[str, set[str]]:
    """Return the victims on each list."""
    return {item.name: {row.victim for row in item.rows} for item in world.lists}


def surplus(world: World, one: str, two: str) -> float:
    """Return how many times more often two lists share a victim than independent ones do."""
    lists = captured(world)
    expected = len(lists[one]) * len(lists[two]) / len(world.victims)
    return len(lists[one] & lists[two]) / expected


def test_lists_hold_their_share_of_victims() -> None:
    """Each list holds about the share of victims that its probability says."""
    shares = {name: len(held) / len(LARGE.victims) for name, held in captured(LARGE).items()}

    assert len(LARGE.victims) > 2000
    assert shares == pytest.approx(dict(Settings().lists), abs=0.03)


def test_strata_make_lists_depend() -> None:
    """Lists overlap as chance would have it in one stratum, and more often with two."""
    even = Settings(lists=(("a", 0.4), ("b", 0.4)))
    strata = replace(even, strata=TWO_STRATA)
    independent = generate(6, incidents=1500, settings=even)
    dependent = generate(6, incidents=1500, settings=strata)

    assert surplus(independent, "a", "b") == pytest.approx(1.0, abs=0.06)
    assert surplus(dependent, "a", "b") == pytest.approx(1.36, abs=0.09)


def test_statuses_are_told_where_they_are_asked_for() -> None:
    """Reports name civilians and soldiers at the rates asked for, and else people alone."""
    settings = Settings(civilian_share=0.5, combatant_share=0.5)
    plain, told = generate(6, incidents=40), generate(6, incidents=40, settings=settings)
    words = " ".join(report.text for report in told.reports)

    assert {item.status for item in plain.incidents} == {None}
    assert {item.status for item in told.incidents} == {"civilian", "combatant"}
    assert "civilian" in words
    assert "soldier" in words


def test_a_codebooks_truth_follows_its_rules() -> None:
    """UCDP leaves out who was not killed, Airwars combatants and what is no strike."""
    settings = Settings(civilian_share=0.3, combatant_share=0.3)
    world = generate(6, incidents=60, settings=settings)
    sums = {
        book.name: sum(true_totals(world, book, ("country",)).values())
        for book in load_codebooks()
    }
    told = sum(
        sum(true_totals(world, book, ("country",), reported=True).values())
        for book in load_codebooks()
        if book.name == "record"
    )

    assert sums["record"] == sums["acled"] == sum(item.killed for item in world.incidents)
    assert 0 < sums["airwars"] < sums["ucdp"]
    assert told <= sums["record"]
