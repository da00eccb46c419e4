"""
Victims: the people whom lists and claims name, with one id each, and the pairs in doubt.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sijill.errors import RefusedError, SettingsError
from sijill.flow.capturing import capture_into
from sijill.flow.clock import now_utc
from sijill.flow.namelists import ReadList, read_name_list
from sijill.flow.recording import (
    Decisions,
    RecordLayout,
    load_decisions,
    load_documents,
    load_identities,
    open_record,
    write_record,
)
from sijill.flow.settings import Settings, load_settings
from sijill.flow.standing import load_claims
from sijill.link.people import cluster_people
from sijill.model import (
    Anchor,
    Claim,
    DateRange,
    Document,
    NamedPerson,
    NameList,
    PersonJudgement,
    Place,
    Refusal,
    Victim,
)
from sijill.model.form import canonical_line, to_json
from sijill.model.ids import decision_id, digest_bytes, digest_words
from sijill.model.victim import person_id
from sijill.review import identify_anchors
from sijill.store import Store, open_store

VICTIMS_VERSION = "sijill.victims.v1"
STAGE, _ALL = "victims", "all"


@dataclass(frozen=True, slots=True)
class AddedList:
    """
    What came of importing a list of people.

    Attributes:
        name: The list.
        people: How many rows name somebody.
        nameless: Lines of the rows that name nobody.
        unread: How many cells could not be read, by column.
        document_id: The file's digest.
    """

    name: str
    people: int
    nameless: tuple[int, ...]
    unread: Mapping[str, int]
    document_id: str


def add_name_list(
    folder: Path,
    path: Path,
    *,
    name: str,
    columns: Mapping[str, str],
    by: str,
    why: str,
    dry_run: bool = False,
) -> AddedList:
    """
    Seal a list of people and say what its columns mean; its rows count from the next run on.

    The file is read first; where no row of it names somebody, nothing is kept.

    Args:
        folder: The record.
        path: The file: CSV or its kin, or XLSX.
        name: Name of the list in the record.
        columns: Heading of each column, by what it means (`LIST_COLUMNS`).
        by: Who imports it.
        why: The reason.
        dry_run: Read the file; write nothing.

    Raises:
        SettingsError: If the file cannot be read as such a list.
        RecordError: If there is no record, or another process writes to it.
    """
    layout = open_record(folder)
    try:
        data = path.read_bytes()
    except OSError as why_not:
        raise SettingsError(
            f"{path.name} cannot be read. Name a file that is there."
        ) from why_not
    document = Document(digest_bytes(data), len(data), _media_type(path), file_name=path.name)
    use = NameList(
        decision_id(now_utc(), by, "list", name, document.id), now_utc(), by, why, name,
        document.id, dict(columns),
    )  # fmt: skip
    try:
        found = read_name_list(
            document, data, name=name, columns=columns,
            settings=load_settings(layout.settings).read,
        )  # fmt: skip
    except RefusedError as why_not:
        raise SettingsError(f"{path.name} is no list that can be read: {why_not}") from why_not
    if not dry_run:
        capture_into(folder, [path], by=by, source=name)
        with write_record(folder) as layout:
            layout.decisions.save_entries([to_json(use)])
    return AddedList(name, len(found.people), found.nameless, found.unread, document.id)


def _media_type(path: Path) -> str:
    xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return xlsx if path.suffix.lower() == ".xlsx" else "text/csv"


def find_lists(layout: RecordLayout) -> frozenset[str]:
    """Return the files that are lists of people, now or once; they are no reports."""
    return frozenset(one.document_id for one in load_decisions(layout).lists if one.document_id)


def judge_people(
    folder: Path, left: str, right: str, *, verdict: str, by: str, why: str
) -> PersonJudgement:
    """
    Append whether two rows or names are one person.

    Args:
        folder: The record.
        left: Id of a `NamedPerson`.
        right: Id of another.
        verdict: ``same``, ``not_same`` or ``unsure``.
        by: Who decides.
        why: The reason.

    Raises:
        SettingsError: If an id names nobody, or both name one row.
    """
    layout = open_record(folder)
    with open_store(layout.derived) as store:
        found = [store.find_record(NamedPerson, one) for one in (left, right)]
    if found[0] is None or found[1] is None or left == right:
        raise SettingsError(
            "give two rows or names; list them with `sijill victims pairs DIR`."
        )
    people = sorted((found[0].anchor, found[1].anchor))
    at = now_utc()
    id_ = decision_id(at, by, verdict, *map(person_id, people))
    judgement = PersonJudgement(id_, at, by, why, verdict, (people[0], people[1]))
    with write_record(folder) as layout:
        layout.decisions.save_entries([to_json(judgement)])
    return judgement


def bring_victims(store: Store, layout: RecordLayout, settings: Settings) -> bool:
    """
    Bring the victims of a record up to date; the record's lock must be held.

    Returns:
        Whether anything was made anew.
    """
    decisions = load_decisions(layout)
    mark = digest_words(
        VICTIMS_VERSION,
        store.marks("incidents").get(_ALL, ""),
        *map(canonical_line, (*decisions.lists, *decisions.people)),
    )
    if store.marks(STAGE).get(_ALL) == mark:
        return False
    refusals: list[Refusal] = []
    named = tuple(_named(store, layout, decisions, settings, refusals))
    judged = {
        (person_id(one.people[0]), person_id(one.people[1])): one.verdict
        for one in decisions.people
    }
    pairs = {(min(pair), max(pair)): verdict for pair, verdict in judged.items()}
    people = cluster_people(named, pairs)
    by_id = {one.id: one for one in named}
    groups = {ids[0]: tuple(by_id[one] for one in ids) for ids in people.groups}
    ids = _identify(layout, groups)
    victims = [gather_victim(ids[key], group) for key, group in groups.items()]
    told = [replace(one, victim=ids[key]) for key, group in groups.items() for one in group]
    store.save_step(STAGE, _ALL, mark, (*victims, *told, *people.doubtful, *refusals))
    return True


def _identify(
    layout: RecordLayout, groups: Mapping[str, Sequence[NamedPerson]]
) -> Mapping[str, str]:
    anchors = {key: tuple(sorted(one.anchor for one in group)) for key, group in groups.items()}
    found = identify_anchors(
        anchors, load_identities(layout), kind="victim",
        mint=lambda: f"v-{uuid.uuid4().hex}", at=now_utc(),
    )  # fmt: skip
    layout.identities.save_entries([to_json(line) for line in found.new])
    return found.id_by_incident


def _named(
    store: Store,
    layout: RecordLayout,
    decisions: Decisions,
    settings: Settings,
    refusals: list[Refusal],
) -> Iterator[NamedPerson]:
    documents = load_documents(layout)
    for use in {one.name_list: one for one in decisions.lists}.values():
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
        document, data, name=use.name_list, columns=use.columns or {}, settings=settings.read
    )


def named_in(claim: Claim) -> Iterator[NamedPerson]:
    """Yield the people whom a claim names, each where its words stand."""
    place = next((one.name for one in claim.where if one.name), None)
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
                place, None, claim.id,
            )  # fmt: skip


def gather_victim(id_: str, group: Sequence[NamedPerson]) -> Victim:
    """Return one person out of all that is said of them; what differs stays open."""
    sexes = {one.sex for one in group if one.sex}
    ages = [one.age for one in group if one.age]
    places = sorted({one.place for one in group if one.place})
    return Victim(
        id_,
        tuple(sorted({name for one in group for name in one.names})),
        sexes.pop() if len(sexes) == 1 else None,
        (min(low for low, _ in ages), max(high for _, high in ages)) if ages else None,
        _days([one.died for one in group if one.died and one.died.is_resolved]),
        Place(name=places[0]) if len(places) == 1 else None,
        tuple(sorted({one.list for one in group if one.list})),
        tuple(sorted({one.claim for one in group if one.claim})),
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
