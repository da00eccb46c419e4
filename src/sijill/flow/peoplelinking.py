"""
Who is who in a record: people named, weighed in pairs, and joined into victims.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sijill.errors import RefusedError, SettingsError
from sijill.flow.clock import now_utc
from sijill.flow.listplaces import place_people
from sijill.flow.namelists import ReadList, read_name_list
from sijill.flow.owning import load_own
from sijill.flow.peoplenear import ALL, weigh_or_load
from sijill.flow.progress import Progress, ignore_progress
from sijill.flow.recording import (
    Decisions,
    RecordLayout,
    load_decisions,
    load_documents,
    load_identities,
    write_record,
)
from sijill.flow.settings import Settings, digest_settings, load_settings
from sijill.flow.standing import load_claims
from sijill.link.people import (
    PeopleWeights,
    cluster_people,
    load_people_weights,
    read_people_weights,
    write_people_weights,
)
from sijill.model import (
    Anchor,
    Claim,
    DateRange,
    Document,
    Identity,
    NamedPerson,
    NameList,
    PersonJudgement,
    PersonPair,
    Place,
    Refusal,
    Victim,
)
from sijill.model.form import canonical_line, to_json
from sijill.model.ids import digest_words
from sijill.model.victim import person_id
from sijill.resolve import open_gazetteer
from sijill.review import Register, identify_anchors
from sijill.store import Store, open_store

VICTIMS_VERSION = "sijill.victims.v4"
STAGE = "victims"
_FOLDER, _NAME = "frozen", "people_weights_{:04}.toml"
_PATTERN = "people_weights_[0-9]*.toml"
_FEWEST = 500  # pairs to learn from
Verdicts = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class WhoIsWho:
    """
    What a record knows of people before it says who is who.

    Attributes:
        named: Rows of lists and names in claims.
        pairs: Pairs of them with how probable one person is.
        judged: What people said of pairs.
        repeats: Lists that may hold a person twice.
        refusals: Lists that could not be read.
    """

    named: tuple[NamedPerson, ...]
    pairs: tuple[PersonPair, ...]
    judged: Verdicts
    repeats: frozenset[str]
    refusals: tuple[Refusal, ...] = ()


def bring_victims(store: Store, layout: RecordLayout, settings: Settings) -> bool:
    """
    Bring the victims of a record up to date; the record's lock must be held.

    Returns:
        Whether anything was made anew.
    """
    decisions = load_decisions(layout)
    weights = weights_of(layout)
    mark = digest_words(
        VICTIMS_VERSION,
        store.marks("incidents").get(ALL, ""),
        write_people_weights(weights),
        digest_settings(settings.people),
        *map(canonical_line, (*decisions.lists, *decisions.people)),
    )
    if store.marks(STAGE).get(ALL) == mark:
        return False
    known = know_people(store, layout, settings, weights, keep=True)
    people = cluster_people(
        known.named, known.pairs, known.judged, repeats=known.repeats, settings=settings.people
    )
    register = Register("victim", load_identities(layout))
    told = name_groups(people.groups, known.named, register)
    layout.identities.save_entries([to_json(line) for line in told.identities])
    made = (*told.victims, *told.named, *people.doubtful, *known.refusals)
    store.save_step(STAGE, ALL, mark, made)
    return True


@dataclass(frozen=True, slots=True)
class NamedGroups:
    """
    Groups of rows and names, each with the id of the person that it is.

    Attributes:
        victims: The people.
        named: The rows and names, each with its person.
        identities: Lines that the register of identities gets.
    """

    victims: tuple[Victim, ...]
    named: tuple[NamedPerson, ...]
    identities: tuple[Identity, ...]


def name_groups(
    groups: Iterable[Sequence[str]],
    named: Iterable[NamedPerson],
    register: Register,
) -> NamedGroups:
    """
    Say who the people are that groups of rows and names make.

    Args:
        groups: Ids of rows and names, a group a person, each sorted.
        named: The rows and names.
        register: The register of identities.
    """
    by_id = {one.id: one for one in named}
    rows = {ids[0]: tuple(by_id[one] for one in ids) for ids in groups}
    anchors = {key: tuple(sorted(one.anchor for one in group)) for key, group in rows.items()}
    found = identify_anchors(
        anchors, register, mint=lambda: f"v-{uuid.uuid4().hex}", at=now_utc()
    )
    ids = found.id_by_incident
    return NamedGroups(
        tuple(gather_victim(ids[key], group) for key, group in rows.items()),
        tuple(replace(one, victim=ids[key]) for key, group in rows.items() for one in group),
        found.new,
    )


@dataclass(frozen=True, slots=True)
class LinkedPeople:
    """
    What came of linking people.

    Attributes:
        rows: Rows of lists and names in claims.
        people: People that they are.
        shared: People on two lists or more.
        doubtful: Pairs that a person has to judge.
    """

    rows: int
    people: int
    shared: int
    doubtful: int


def link_people(folder: Path, *, tell: Progress = ignore_progress) -> LinkedPeople:
    """
    Say which rows and names of a record are one person.

    Args:
        folder: The record.
        tell: Told of the steps.

    Raises:
        RecordError: If there is no record, or another process writes to it.
    """
    with write_record(folder) as layout, open_store(layout.derived) as store:
        tell("victims", 0, 1)
        bring_victims(store, layout, load_settings(layout.settings))
        tell("victims", 1, 1)
        found = list(store.stream_records(Victim))
        return LinkedPeople(
            store.count_records(NamedPerson), len(found),
            sum(len(one.lists) > 1 for one in found), store.count_records(PersonPair),
        )  # fmt: skip


def know_people(
    store: Store,
    layout: RecordLayout,
    settings: Settings,
    weights: PeopleWeights,
    *,
    keep: bool = False,
) -> WhoIsWho:
    """
    Return whom a record names, and how its pairs weigh.

    Args:
        store: Derived records.
        layout: The record.
        settings: Its settings.
        weights: Its weights.
        keep: Save pairs that had to be weighed; the record's lock must be held.
    """  # fmt: skip
    decisions = load_decisions(layout)
    refusals: list[Refusal] = []
    found = tuple(_named(store, layout, decisions, settings, refusals))
    own = load_own(layout, decisions)
    named = tuple(place_people(found, open_gazetteer(own=own.lists)))
    verdicts = verdicts_of(decisions.people)
    repeats = repeating(decisions.lists)
    pairs = weigh_or_load(store, named, repeats, weights, settings, keep=keep)
    return WhoIsWho(named, pairs, verdicts, repeats, tuple(refusals))


def weights_of(layout: RecordLayout) -> PeopleWeights:
    """
    Return the weights that hold in a record: the newest trained, or the bundled ones.

    Raises:
        SettingsError: If the newest file holds no such weights.
    """
    made = sorted((layout.folder / _FOLDER).glob(_PATTERN))
    return read_people_weights(made[-1].read_text("utf-8")) if made else load_people_weights()


def train_people(folder: Path, *, seed: int = 1) -> tuple[Path, PeopleWeights]:
    """
    Learn weights from a record's own lists, without labels, and keep them as its newest.

    The next run links by them; older ones stay.

    Args:
        folder: The record.
        seed: Seed of the sample of pairs that is learned from.

    Raises:
        RecordError: If there is no record, or another process writes to it.
        SettingsError: If there are too few pairs to learn from.
    """
    from sijill.link.people import learn_weights

    with write_record(folder) as layout, open_store(layout.derived) as store:
        settings = load_settings(layout.settings)
        known = know_people(store, layout, settings, weights_of(layout))
        if len(known.pairs) < _FEWEST:
            raise SettingsError(
                f"there are {len(known.pairs)} pairs that may be one person, and weights are "
                f"learned from {_FEWEST} or more. Import longer lists, or keep the bundled "
                "weights."
            )
        made = sorted((layout.folder / _FOLDER).glob(_PATTERN))
        last = int(made[-1].stem.rpartition("_")[2]) if made else 0
        path = layout.folder / _FOLDER / _NAME.format(last + 1)
        people = sorted(known.named, key=lambda one: one.id)
        weights = learn_weights(
            people, load_people_weights(), seed=seed, repeats=known.repeats,
            source=f"this record, {len(people)} rows",
        )  # fmt: skip
        path.parent.mkdir(exist_ok=True)
        path.write_text(write_people_weights(weights), encoding="utf-8")
        return path, weights


def standing_lists(lists: Iterable[NameList]) -> tuple[NameList, ...]:
    """Return the decisions about lists that hold: of each name the last."""
    return tuple({one.name_list: one for one in lists}.values())


def repeating(lists: Iterable[NameList]) -> frozenset[str]:
    """Return the names of the lists that may hold a person twice."""
    return frozenset(one.name_list for one in standing_lists(lists) if one.repeats)


def verdicts_of(judgements: Iterable[PersonJudgement]) -> dict[tuple[str, str], str]:
    """Return what people said last of each pair of ids, sorted."""
    ends = ((sorted(map(person_id, one.people)), one.verdict) for one in judgements)
    return {(left, right): verdict for (left, right), verdict in ends}


def _named(
    store: Store,
    layout: RecordLayout,
    decisions: Decisions,
    settings: Settings,
    refusals: list[Refusal],
) -> Iterator[NamedPerson]:
    documents = load_documents(layout)
    for use in standing_lists(decisions.lists):
        document = documents.get(use.document_id or "")
        if document is None:
            continue
        try:
            yield from _read(layout, document, use, settings).people
        except (RefusedError, SettingsError) as why:
            refusals.append(
                Refusal(
                    "document", document.id, STAGE, VICTIMS_VERSION, "needs_mapping", str(why)
                )
            )
    for claim in load_claims(store):
        yield from named_in(claim)


def _read(
    layout: RecordLayout, document: Document, use: NameList, settings: Settings
) -> ReadList:
    data = layout.vault.load_bytes(document.id)
    return read_name_list(
        document, data, name=use.name_list, columns=use.columns or {},
        settings=settings.read, given_on=date.fromisoformat(use.at[:10]),
    )  # fmt: skip


def named_in(claim: Claim) -> Iterator[NamedPerson]:
    """Yield the people whom a claim names, each where its words stand."""
    place = next((one for one in claim.where if one.name), None)
    seen: set[Anchor] = set()
    for harm in claim.harms:
        for one in harm.names:
            anchor = Anchor(claim.document_id, one.words.start, one.words.end)
            if anchor in seen:
                continue
            seen.add(anchor)
            died = claim.when if harm.kind == "killed" else None
            yield NamedPerson(
                person_id(anchor), anchor, (one.name,), one.sex,
                (one.age, one.age) if one.age is not None else None,
                replace(died, words=None, time=None) if died else None,
                place.name if place else None, spot=_spot(place), claim=claim.id,
            )  # fmt: skip


def _spot(place: Place | None) -> tuple[float, float, float] | None:
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return place.latitude, place.longitude, place.uncertainty_km or 0.0


def gather_victim(id_: str, group: Sequence[NamedPerson]) -> Victim:
    """Return one person out of all that is said of them; what differs stays open."""
    sexes = sorted({one.sex for one in group if one.sex})
    ages = [one.age for one in group if one.age]
    places = sorted({one.place for one in group if one.place})
    spots = {one.spot[:2] if one.spot else one.place for one in group if one.place}
    return Victim(
        id_,
        tuple(sorted({name for one in group for name in one.names})),
        sexes[0] if len(sexes) == 1 else None,
        (min(low for low, _ in ages), max(high for _, high in ages)) if ages else None,
        _days([one.died for one in group if one.died and one.died.is_resolved]),
        Place(name=places[0]) if len(spots) == 1 else None,
        tuple(sorted({one.list for one in group if one.list})),
        tuple(sorted({one.claim for one in group if one.claim})),
        tuple(sexes),
        tuple(places),
    )


def _days(found: Sequence[DateRange]) -> DateRange | None:
    """Return the days on which somebody may have died by any of those who say it."""
    if not found:
        return None
    if len(set(found)) == 1:
        return found[0]
    starts = [one.earliest for one in found]
    ends = [one.latest for one in found]
    earliest = min(one for one in starts if one) if all(starts) else None
    latest = max(one for one in ends if one) if all(ends) else None
    if earliest == latest:
        return DateRange(None, earliest, latest, "day")
    return DateRange(None, earliest, latest, "days")
