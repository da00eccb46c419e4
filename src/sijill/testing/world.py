"""
A generated world: what happened, what was reported of it, and who is on which list.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sijill.model import Count


@dataclass(frozen=True, slots=True)
class TrueIncident:
    """
    One incident, as it really was.

    Attributes:
        id: ``i0001`` ….
        violence: Term of ``vocabulary/violence.toml``.
        on: The day.
        place: Name of the town.
        region: The country's area that it lies in.
        country: Name of the country.
        country_code: ISO 3166-1 alpha-2.
        latitude: Degrees north, of the very spot.
        longitude: Degrees east, of the very spot.
        site: What was hit or where it was, as reports put it ("a market").
        object: Term of ``vocabulary/object.toml`` for the site; ``None``: no object.
        killed: Persons killed in the end.
        injured: Persons injured in the end.
        actor: The force or group that reports name; ``None``: nobody knows.
        twin_of: Id of the incident that this one is a near twin of.
        status: ``civilian`` or ``combatant``, where reports say what those harmed were;
            ``None``: they say nothing, and those harmed are civilians.
    """

    id: str
    violence: str
    on: date
    place: str
    region: str
    country: str
    country_code: str
    latitude: float
    longitude: float
    site: str
    object: str | None
    killed: int
    injured: int
    actor: str | None
    twin_of: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """
    One claim that a report makes.

    Attributes:
        incidents: Ids of the incidents it is about; several for an aggregate.
        killed: What it says of those killed; ``None``: nothing.
        injured: What it says of those injured; ``None``: nothing.
        scope: ``incident`` or ``aggregate``.
        modality: ``asserted`` or ``denied``.
        origin: Id of the report that the words come from first; copies share it.
        known: How many the report knows to be killed, however it puts it; ``None``: it is no
            report about one incident.
    """

    incidents: tuple[str, ...]
    killed: Count | None
    injured: Count | None
    scope: str
    modality: str
    origin: str
    known: int | None = None


@dataclass(frozen=True, slots=True)
class TrueReport:
    """
    One report and the truth about it.

    Attributes:
        id: ``r00001`` ….
        file_name: Name of its file, ``.txt`` or ``.html``.
        title: Headline.
        text: The body: headline, dateline and paragraphs.
        published_on: Day of publication.
        source: Name of the outlet.
        source_kind: Term of ``vocabulary/source_kind.toml``.
        told: The claims it makes; empty where it is about no incident.
        copy_of: Id of the report that it copies.
    """

    id: str
    file_name: str
    title: str
    text: str
    published_on: date
    source: str
    source_kind: str
    told: tuple[Told, ...]
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class TrueVictim:
    """
    One invented person killed.

    Attributes:
        id: ``v00001`` ….
        incident: Id of the incident.
        name: The name, rightly spelt.
        sex: ``female`` or ``male``.
        age: In years.
        stratum: Name of the stratum.
    """

    id: str
    incident: str
    name: str
    sex: str
    age: int
    stratum: str


@dataclass(frozen=True, slots=True)
class ListRow:
    """
    One row of a list.

    Attributes:
        victim: Id of the victim, the truth that a linker must find.
        name: The name as this list spells it.
        sex: ``female`` or ``male``.
        age: In years.
        died_on: The day.
        place: Name of the town.
    """

    victim: str
    name: str
    sex: str
    age: int
    died_on: date
    place: str


@dataclass(frozen=True, slots=True)
class VictimList:
    """
    One list of victims.

    Attributes:
        name: Name of the list.
        rows: Its rows, in no order that tells anything.
    """

    name: str
    rows: tuple[ListRow, ...]


@dataclass(frozen=True, slots=True)
class World:
    """
    Everything that one seed makes.

    Attributes:
        seed: The seed.
        incidents: What happened, by day.
        reports: What was reported, by day of publication.
        victims: Everybody killed.
        lists: The lists that hold some of them.
    """

    seed: int
    incidents: tuple[TrueIncident, ...]
    reports: tuple[TrueReport, ...]
    victims: tuple[TrueVictim, ...]
    lists: tuple[VictimList, ...]

    def reports_by_incident(self) -> dict[str, tuple[TrueReport, ...]]:
        """Return the reports about each incident alone, roundups apart."""
        found: dict[str, list[TrueReport]] = {item.id: [] for item in self.incidents}
        for report in self.reports:
            for told in report.told:
                if told.scope == "incident":
                    found[told.incidents[0]].append(report)
        return {key: tuple(value) for key, value in found.items()}
