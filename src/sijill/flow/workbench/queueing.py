"""
The queue: what to look at next and why, with what is needed to answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sijill.errors import NotThere, SettingsError
from sijill.flow.clock import now_utc
from sijill.flow.team.auditing import note
from sijill.flow.team.bench import Workbench
from sijill.flow.team.rights import need
from sijill.flow.team.secrecy import make_id
from sijill.flow.workbench.addresses import write_filter
from sijill.flow.workbench.allowance import Allowance, allowance_of
from sijill.flow.workbench.assigning import find_assigned, list_assigned
from sijill.flow.workbench.book import Decided, open_book
from sijill.flow.workbench.captured import name_untitled
from sijill.flow.workbench.fieldgate import refuse
from sijill.flow.workbench.freshness import claim_etag, pair_etag
from sijill.flow.workbench.queueshut import find_shut_targets
from sijill.model.account import Account
from sijill.model.assessment import DOCUMENT
from sijill.model.filters import QueueFilter
from sijill.model.person import Person
from sijill.model.role import Right
from sijill.model.rows import ClaimRow, DocumentRow, IncidentRow, QueueRow, SummaryRow
from sijill.model.working import SavedView
from sijill.store.queuereading import Among, count_queue, read_queue

PAGE = 20
_KIND = "queue"
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class QueueItem:
    """
    One thing to look at.

    Attributes:
        row: What it is and why.
        claims: The claims that the question is about, in its order.
        incidents: The incidents that it is about, in its order.
        document: The document that it is about; ``None``: none.
        summary: The sum that it is about; ``None``: none.
        unsure: Who was not sure of the document, and why; ``None``: nobody.
        assigned: Id of the account that looks at it; ``None``: none.
        assigned_name: The name of that account; ``None``: none.
        etag: Changes with the claims that it is about; empty: it is about none.
    """

    row: QueueRow
    claims: tuple[ClaimRow, ...] = ()
    incidents: tuple[IncidentRow, ...] = ()
    document: DocumentRow | None = None
    summary: SummaryRow | None = None
    unsure: Decided | None = None
    assigned: str | None = None
    assigned_name: str | None = None
    etag: str = ""


@dataclass(frozen=True, slots=True)
class QueuePage:
    """
    A page of the queue.

    Attributes:
        items: What comes next.
        n: How many there are in all.
        counts: How many for each reason, whichever is chosen.
        views: Views that the person kept, and those that the team shares.
        next: Cursor of the page that follows; ``None``: this is the last.
    """

    items: tuple[QueueItem, ...]
    n: int
    counts: Mapping[str, int]
    views: tuple[SavedView, ...]
    next: str | None = None


def list_queue(
    bench: Workbench,
    person: Person,
    chosen: QueueFilter,
    *,
    cursor: str | None = None,
    limit: int = PAGE,
) -> QueuePage:
    """
    Return what to look at next.

    Raises:
        FieldWithheld: If any field is withheld from the person: the queue's order, its reasons
            and its counts tell of all of them.
        SettingsError: If the cursor is none, or of the wrong kind.
    """
    refuse(person.withheld)
    allowed = allowance_of(bench, person)
    among = _among(bench, person, allowed, chosen)
    after = _read_after(cursor) if cursor else None
    rows = read_queue(allowed.rows, among, after=after, limit=limit + 1)
    counts = count_queue(allowed.rows, replace(among, chosen=replace(chosen, reason=None)))
    n = counts.get(chosen.reason, 0) if chosen.reason else sum(counts.values())
    more = f"{rows[limit - 1].rank!r} {rows[limit - 1].id}" if len(rows) > limit else None
    items = _with_records(bench, person, allowed, rows[:limit])
    return QueuePage(items, n, counts, list_views(bench, person), more)


def _among(bench: Workbench, person: Person, allowed: Allowance, chosen: QueueFilter) -> Among:
    only: frozenset[str] | None = None
    but: frozenset[str] = frozenset()
    if chosen.assigned == "me":
        only = list_assigned(bench, person.id)
    elif chosen.assigned == "nobody":
        but = list_assigned(bench)
    elif chosen.assigned is not None:
        raise SettingsError("assigned is me or nobody.", phrase="no_assigned")
    return Among(chosen, find_shut_targets(bench, person, allowed), only, but)


def _read_after(cursor: str) -> tuple[float, str]:
    rank, _, id_ = cursor.partition(" ")
    try:
        return float(rank), id_
    except ValueError as why:
        raise SettingsError(
            "the cursor is of no list like this one; begin at the first page.",
            phrase="no_cursor",
        ) from why


def _with_records(
    bench: Workbench, person: Person, allowed: Allowance, rows: list[QueueRow]
) -> tuple[QueueItem, ...]:
    """Return rows with what they are about, read for all of them at once."""
    find = allowed.rows.find_many
    claims = {one.id: one for one in find(ClaimRow, {c for row in rows for c in row.claims})}
    targets = {row.target for row in rows} | {row.other for row in rows if row.other}
    incidents = {one.id: one for one in find(IncidentRow, targets)}
    documents = {one.id: one for one in find(DocumentRow, targets)}
    summaries = {one.id: one for one in find(SummaryRow, targets)}
    seen = map(allowed.shown, documents.values())
    titled = {one.id: one for one in name_untitled(bench, person, tuple(seen))}
    given = find_assigned(bench, {row.id for row in rows})
    people = {item: one.account_id for item, one in given.items()}
    names = {one.id: one.name for one in bench.desk.list(Account)} if people else {}
    unsure = _find_unsure(bench, allowed, rows)
    items = []
    for row in rows:
        ends = [row.target, *([row.other] if row.other else ())]
        document = documents.get(row.target)
        items.append(
            QueueItem(
                row,
                tuple(allowed.shown(claims[one]) for one in row.claims if one in claims),
                tuple(incidents[one] for one in ends if one in incidents),
                titled.get(row.target),
                summaries.get(row.target),
                unsure.get(row.target),
                people.get(row.id),
                names.get(people.get(row.id, "")),
                _etag(bench, [claims[one] for one in row.claims if one in claims], document),
            )
        )
    return tuple(items)


def _etag(bench: Workbench, claims: list[ClaimRow], document: DocumentRow | None) -> str:
    if document and not claims:
        return open_book(bench.layout).etag([document.id])
    if len(claims) > 1:
        return pair_etag(bench, claims)
    return claim_etag(*claims) if claims else ""


def _find_unsure(
    bench: Workbench, allowed: Allowance, rows: list[QueueRow]
) -> dict[str, Decided]:
    """Return the last word of who was not sure of a document, by the document's id."""
    ids = [row.target for row in rows if row.reason == "unsure_document"]
    if not ids:
        return {}
    found: dict[str, Decided] = {}
    for one in open_book(bench.layout).about(ids):
        if one.field == DOCUMENT and one.verdict == "unsure" and not one.withdrawn_by:
            shown = one if allowed.sees_names else replace(one, why="")
            found.setdefault(one.documents[0], shown)
    return found


def list_views(bench: Workbench, person: Person) -> tuple[SavedView, ...]:
    """Return the views of the queue that a person kept, and those that the team shares."""
    own = bench.desk.list(SavedView, page=_KIND, account_id=person.id)
    shared = bench.desk.list(SavedView, page=_KIND, shared=True)
    found = {view.id: view for view in (*own, *shared)}
    return tuple(sorted(found.values(), key=lambda view: (view.name, view.id)))


def save_view(
    bench: Workbench, person: Person, name: str, chosen: QueueFilter, *, shared: bool = False
) -> SavedView:
    """
    Keep a view of the queue under a name.

    Raises:
        NotAllowed: If the person may not decide.
        SettingsError: If the name is empty or too long.
    """
    need(person, Right.DECIDE)
    called = " ".join(name.split())
    if not called or len(called) > _LONGEST_NAME:
        raise SettingsError(
            f"a view's name has 1 to {_LONGEST_NAME} signs.",
            phrase="view_name",
            most=_LONGEST_NAME,
        )
    view = SavedView(
        make_id("w"), person.id, called, _KIND, write_filter(chosen), now_utc(), shared
    )
    bench.desk.add(view)
    note(bench, person, "view.save", view.id)
    return view


def drop_view(bench: Workbench, person: Person, view_id: str) -> None:
    """
    Drop one of the own views.

    Raises:
        NotThere: If the person kept none like it.
    """
    if not bench.desk.drop(SavedView, id=view_id, account_id=person.id, page=_KIND):
        raise NotThere("view", view_id)
    note(bench, person, "view.drop", view_id)
