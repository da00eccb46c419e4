"""
The derived records that a decision puts in the place of others, with their rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sijill.flow.indexing import Indexable
from sijill.flow.namewords import NameWords, list_name_words
from sijill.flow.recording import Line, settle_decisions
from sijill.flow.reindexing import index_part
from sijill.flow.running import AGAIN, ALL, INCIDENTS, list_changed
from sijill.flow.standing import (
    AssessedClaim,
    Component,
    Membership,
    find_claims,
    load_standing,
)
from sijill.flow.surveys import SurveyDrift, SurveyStamp
from sijill.flow.workbench.book import Book
from sijill.flow.workbench.remaking import Regrouped
from sijill.flow.workbench.summing import Sums
from sijill.flow.workbench.touching import Touched
from sijill.model import (
    Assessment,
    Claim,
    Cluster,
    Incident,
    Judgement,
    Refusal,
    Summary,
    Target,
    Withdrawal,
)
from sijill.model.form import to_json
from sijill.model.ids import summary_id
from sijill.model.rows import Rows
from sijill.review import Looked, find_looked
from sijill.store import Store

Decision = Judgement | Assessment | Withdrawal
Look = Callable[[Sequence[Claim], Iterable[Incident], Iterable[str]], Looked]


@dataclass(frozen=True, slots=True)
class Old:
    """
    What had been made of the claims that a decision touches, and what a run knew of origins.

    Attributes:
        incidents: Those incidents that are made again.
        kept: Those that were decided about and stay.
        clusters: The clusters of both, and those that founded none.
        phrases: Those of the texts of what is made again.
        stamp: Which survey the last run kept; ``None``: none.
        drift: What decisions have changed of it since; ``None``: nothing.
    """

    incidents: tuple[Incident, ...]
    kept: tuple[Incident, ...]
    clusters: tuple[Cluster, ...]
    phrases: tuple[int, ...]
    stamp: SurveyStamp | None
    drift: SurveyDrift | None


@dataclass(frozen=True, slots=True)
class Remade:
    """
    What came of the claims that a decision touches.

    Attributes:
        groups: Their groups, those that are made again set apart.
        incidents: Named by the register.
        summaries: Likewise.
        refusals: What was left over, and decisions that were not placed.
        drift: By how much phrases are rarer or not so rare.
        lines: Every decision that bears on them.
    """

    groups: Regrouped
    incidents: tuple[Incident, ...]
    summaries: tuple[Summary, ...]
    refusals: tuple[Refusal, ...]
    drift: SurveyDrift
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Exchange:
    """
    Derived records in the place of others.

    Attributes:
        gone: Ids of the records that are no more, by kind.
        made: Those that come, or come again as they are now.
        rows: Their rows.
        gone_rows: Ids of rows that are no more.
        counts: How many records of some kinds there are from now on.
    """

    gone: Mapping[type, set[str]]
    made: tuple[Any, ...]
    rows: Rows
    gone_rows: Mapping[str, set[str]]
    counts: Mapping[type, int] = field(default_factory=dict)

    def save(self, store: Store, *, keeps: bool = True) -> None:
        """Write it in one transaction; the next run makes everything again."""
        store.exchange_records(
            (INCIDENTS, ALL, AGAIN), gone=self.gone, records=self.made, rows=self.rows,
            gone_rows=self.gone_rows, counts=self.counts, keeps=keeps,
        )  # fmt: skip


def look_at(
    store: Store,
    book: Book,
    made: Sequence[Decision],
    claims: Sequence[Claim],
    incidents: Iterable[Incident],
    documents: Iterable[str],
) -> Looked:
    """
    Return what people looked at, the new decisions included.

    Args:
        store: The record as it was before, for claims that others were judged with.
        book: The decisions as they were before.
        made: The new ones.
        claims: The claims that rows are made of; more may be decided of their documents than
            what bears on the new decisions.
        incidents: The incidents whose signatures are asked for.
        documents: Readings that were decided about.
    """
    asked = {*documents, *(claim.document_id for claim in claims)}
    found = settle_decisions([*book.read(book.select(asked)), *made])
    signed = settle_decisions(book.read(book.signatures_under({item.id for item in incidents})))
    judged = {one.document_id for made in found.judgements for one in made.targets}
    every = load_standing(store, judged) | {claim.id: claim for claim in claims}
    return find_looked(
        tuple(every.values()), found.assessments, found.judgements, signed.signatures
    )


def make_exchange(
    store: Store, touched: Touched, look: Look, sums: Sums, old: Old, now: Remade
) -> Exchange:
    """Return what is exchanged in the store for what came of a decision."""
    places = now.groups.belonging(now.incidents)
    made = (
        now.drift, *now.groups.listed, *now.incidents, *now.summaries, *now.refusals,
        *list_changed(touched.read, touched.laid.claims),
        *places, *list_name_words(touched.after.values(), now.incidents),
    )  # fmt: skip
    stays = _staying(now.groups, touched, old, made)
    gone = _gone(touched, old.incidents, now)
    rows, gone_rows = _index(store, touched, look, sums, old, now)
    gone_rows["queue"] |= set(decisions_about(touched, now.lines)) | gone[Summary]
    gone_rows |= {
        "Incident": {item.id for item in old.incidents} - {item.id for item in now.incidents},
        "Claim": set(touched.changed - touched.after.keys()),
        "Summary": gone[Summary] - {item.id for item in now.summaries},
    }
    gone = {kind: ids - stays.get(kind, set()) for kind, ids in gone.items()}
    linked = sum(isinstance(one, Membership) for one in places)
    counts: dict[type, int] = {Membership: touched.among - len(now.groups.places) + linked}
    new = tuple(one for one in made if one.id not in stays.get(type(one), ()))
    return Exchange(gone, new, rows, gone_rows, counts)


def _staying(
    groups: Regrouped, touched: Touched, old: Old, made: Iterable[Any]
) -> dict[type, set[str]]:
    """Return the ids of records that are made again just as they are, by kind."""
    before: list[Any] = [*old.incidents, *old.kept, *old.clusters]
    before += [*groups.places.values(), *touched.components.values()]
    before += list_name_words(touched.before.values(), (*old.incidents, *old.kept))
    known = {(type(one), one.id): one for one in before}
    stays: dict[type, set[str]] = defaultdict(set)
    for one in made:
        if known.get((type(one), one.id)) == one:
            stays[type(one)].add(one.id)
    return stays


def is_looking(
    store: Store, book: Book, touched: Touched, made: Sequence[Decision], lines: Sequence[Line]
) -> bool:
    """Say whether decisions change no claim, nor which decisions have none: rows alone."""
    if touched.changed or not all("target" in book.root_of(to_json(one)) for one in made):
        return False
    if all(isinstance(one, Assessment) for one in made):
        return True
    left = store.find_records(Refusal, decisions_about(touched, lines))
    return left.keys() == set(touched.laid.unplaced)


def look_only(store: Store, touched: Touched, look: Look, lines: Sequence[Line]) -> Exchange:
    """Return what is exchanged where a decision changes no claim: rows alone."""
    own = touched.spoken_of & touched.places.keys()
    incidents = {touched.places[key].incident for key in own}
    found = tuple(store.find_records(Incident, filter(None, incidents)).values())
    members = {key for item in found for key in item.claims}
    claims = find_claims(store, members - touched.after.keys())
    standing = members | touched.spoken_of
    listed = tuple(
        claims.get(key) or touched.after[key]
        for key in sorted(standing)
        if key in claims or key in touched.after
    )
    clusters = {touched.places[key].cluster for key in members & touched.places.keys()}
    apart = standing | set(decisions_about(touched, lines))
    sums = {summary_id(claim.id) for claim in listed}
    made_of = store.find_several((Cluster, Refusal, Summary), clusters | apart | sums)
    looked = look(listed, found, touched.documents)
    made = Indexable(
        listed, tuple(made_of[Cluster].values()), found, tuple(made_of[Summary].values()),
        tuple(made_of[Refusal].values()), looked=looked,
    )  # fmt: skip
    rows, gone_rows = index_part(store, made, was=made, decided_about=touched.documents)
    gone_rows["queue"] |= set(decisions_about(touched, lines))
    return Exchange({}, (), rows, gone_rows)


def _index(
    store: Store, touched: Touched, look: Look, sums: Sums, old: Old, now: Remade
) -> tuple[Rows, dict[str, set[str]]]:
    standing = touched.members | touched.changed | touched.spoken_of
    claims = {key: touched.after[key] for key in standing if key in touched.after}
    claims |= {claim.id: claim for claim in sums.claims}
    listed = tuple(claims.values())
    looked = look(listed, now.incidents, touched.documents)
    made = Indexable(
        listed, now.groups.listed, now.incidents, now.summaries, now.refusals, looked=looked
    )
    was = Indexable(tuple(touched.before.values()), incidents=(*old.incidents, *old.kept))
    gone = touched.changed - touched.after.keys()
    return index_part(store, made, was=was, gone_claims=gone, decided_about=touched.documents)


def _gone(touched: Touched, before: tuple[Incident, ...], now: Remade) -> dict[type, set[str]]:
    """Return the records of claims and incidents that others may take the place of."""
    stood = touched.before.items()
    own = {key for key, claim in stood if claim.document_id in touched.documents}
    own |= {claim.id for claim in touched.read}
    gone: dict[type, set[str]] = defaultdict(set)
    gone[Incident] = gone[NameWords] = {item.id for item in before}
    gone[Cluster] = {place.cluster for place in touched.places.values()}
    gone[Membership] = set(now.groups.places)
    gone[Component] = set(touched.components)
    gone[AssessedClaim] = own
    gone[Refusal] = own | touched.places.keys() | set(decisions_about(touched, now.lines))
    gone[Summary] = {
        summary_id(key)
        for key in touched.changed
        if key in touched.before and touched.before[key].scope != "incident"
    }
    return gone


def decisions_about(touched: Touched, lines: Iterable[Line]) -> Iterator[str]:
    """Yield the decisions about the documents: some may be placed by now, others not."""
    for line in lines:
        if isinstance(line, Judgement):
            targets: Sequence[Target] = line.targets
        else:
            targets = (line.target,) if isinstance(line, Assessment) else ()
        if any(target.document_id in touched.documents for target in targets):
            yield line.id
