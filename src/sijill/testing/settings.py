"""
How a generated world is made: each rate with where it comes from.

The sources of the rates, and which of them are our own choice, stand in
``docs/decisions/0070-rates-of-the-generator.md``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

DEVELOPING_SEEDS = range(1, 101)
"""Seeds to look at while building; nothing is judged on them."""

JUDGING_SEEDS = range(900_001, 900_101)
"""Seeds that floors are measured on; never look at their worlds while building."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """
    A part of the victims that the lists reach alike.

    Attributes:
        name: What it is called.
        share: Share of all victims, in [0, 1].
        factor: What each list's capture probability is multiplied by, in [0, 1/p].
    """

    name: str
    share: float
    factor: float


TWO_STRATA = (Stratum("reached", 0.5, 1.6), Stratum("hard_to_reach", 0.5, 0.4))
"""Two strata that make the lists depend on one another, at the same mean capture."""


@dataclass(frozen=True, slots=True)
class Settings:
    """
    The rates of a world.

    Attributes:
        begins_on: First day on which an incident may happen.
        days: Length of the period, in days.
        reports_per_incident: Weight of 1, 2, … reports about one incident; at most 12.
        lag_days: Weight of a first report 0, 1, … days after the incident; the last weight
            stands for that many days up to 30.
        civilian_share: Share of incidents whose reports say that those harmed are civilians.
        combatant_share: Share of incidents whose reports say that they are of an armed force.
        twin_share: Share of incidents with a near twin, within a day and 5 km.
        none_killed_share: Share of incidents in which nobody is killed.
        toll_exponent: Exponent of the power law of those killed, where anybody is.
        toll_cap: Most people killed in one incident.
        rising_share: Share of incidents below *large_toll* whose toll rises between reports.
        rising_large_share: The same for incidents with at least *large_toll* killed.
        large_toll: Persons killed from which an incident is large.
        interval_share: Share of counts that are put as an interval ("at least 3").
        copy_share: Share of reports after an incident's first that copy an earlier one.
        denial_share: Share of reports after an incident's first that deny it.
        roundup_share: Roundups, as a share of the reports about single incidents.
        unrelated_share: Reports about no incident (an accident, a fire), as a share likewise.
        html_share: Share of reports that are web pages; the others are plain text.
        misspelt_share: Share of rows on lists whose name is spelt otherwise.
        lists: Capture probability of each list, by its name.
        strata: Strata of the victims; the shares add up to 1.
    """

    begins_on: date = date(2021, 1, 4)
    days: int = 365
    reports_per_incident: tuple[float, ...] = (
        0.624, 0.252, 0.078, 0.029, 0.007, 0.006,
        0.001, 0.001, 0.001, 0.001, 0.0005, 0.0005,
    )  # fmt: skip
    lag_days: tuple[float, ...] = (
        0.400, 0.334, 0.094, 0.037, 0.028, 0.018, 0.007, 0.004, 0.079,
    )  # fmt: skip
    civilian_share: float = 0.0
    combatant_share: float = 0.0
    twin_share: float = 0.125
    none_killed_share: float = 0.5
    toll_exponent: float = 1.84
    toll_cap: int = 150
    rising_share: float = 0.05
    rising_large_share: float = 0.5
    large_toll: int = 5
    interval_share: float = 0.32
    copy_share: float = 0.674
    denial_share: float = 0.05
    roundup_share: float = 0.15
    unrelated_share: float = 0.1
    html_share: float = 0.3
    misspelt_share: float = 0.1
    lists: tuple[tuple[str, float], ...] = field(
        default=(("bar", 0.184), ("clinic", 0.147), ("monitor", 0.172), ("press", 0.066))
    )
    strata: tuple[Stratum, ...] = (Stratum("all", 1.0, 1.0),)
