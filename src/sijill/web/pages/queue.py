"""
The queue's page: cards in the order of doubt, each with its answers and their keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from fastapi.responses import HTMLResponse

from sijill.flow.workbench.addresses import read_filter, write_filter
from sijill.flow.workbench.assigning import NOBODY
from sijill.flow.workbench.queueing import QueueItem, list_queue
from sijill.model.filters import QueueFilter
from sijill.model.role import Right
from sijill.model.rows import REASONS, ClaimRow
from sijill.web.asking import Ask
from sijill.web.pages.listing_making import people_of, place_of, when_of
from sijill.web.routes import Routes
from sijill.web.words import Words

routes = Routes()
# Key, verdict: what may be answered to each kind of question, "unsure" always among it.
_ABOUT_CLAIM = (("a", "accept"), ("r", "misreading"), ("u", "unsure"))
_ABOUT_PAIR = (("s", "same"), ("d", "not_same"), ("u", "unsure"))
_ANSWERS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "doubtful_claim": _ABOUT_CLAIM,
    "unexplained_remainder": _ABOUT_CLAIM,
    "disputed": (("u", "unsure"),),
    "likely_duplicate": _ABOUT_PAIR,
    "weak_link": _ABOUT_PAIR,
    "new_document": (("u", "unsure"),),
    "unsure_document": (),
    "unplaced": (("u", "unsure"),),
    "contradicting": (("u", "unsure"),),
}


@dataclass(frozen=True, slots=True)
class AnswerButton:
    """
    One answer.

    Attributes:
        key: The key that gives it.
        verdict: The verdict; of what nobody can decide here, ``unsure`` passes it on.
        label: As people say it.
    """

    key: str
    verdict: str
    label: str


@dataclass(frozen=True, slots=True)
class Side:
    """
    What a question is about: one claim, or one of two.

    Attributes:
        claim: The claim's id.
        words: The passages.
        facts: Source, day, place and numbers in words, each by itself.
        address: The claim in its document.
    """

    claim: str
    words: str
    facts: tuple[str, ...]
    address: str


@dataclass(frozen=True, slots=True)
class Card:
    """
    One thing to look at.

    Attributes:
        id: Id of the queue's row.
        reason: Why, as a heading.
        why: The doubt in a sentence; empty: the heading says it.
        title: What it is about, in short.
        address: Its page; ``None``: it has none.
        sides: The claims that it is about.
        answers: What may be answered.
        path: The call that answers take; empty: none is kept.
        etag: Of the claims that the answer is about.
        assigned: Who looks at it; empty: nobody.
        looking: The account of who looks at it, or `NOBODY`.
        is_unsure: Whether somebody was not sure.
        unsure: Id of the decision that says so of a document; empty: there is none.
    """

    id: str
    reason: str
    why: str
    title: str
    address: str | None
    sides: tuple[Side, ...]
    answers: tuple[AnswerButton, ...]
    path: str
    etag: str
    assigned: str
    looking: str
    is_unsure: bool
    unsure: str = ""


@dataclass(frozen=True, slots=True)
class QueueView:
    """
    The queue's page.

    Attributes:
        n: How many things there are.
        reasons: Label, address, number and whether it is chosen.
        ways: The same of whom things are assigned to, without numbers.
        views: Id, name and address of kept views, and whether the person may drop them.
        chosen: The filter's parts by name, to keep the view by.
        cards: What comes next.
        next: Address of the page that follows; ``None``: this is the last.
        may_decide: Whether the person may answer.
    """

    n: int
    reasons: tuple[tuple[str, str, int, bool], ...]
    ways: tuple[tuple[str, str, bool], ...]
    views: tuple[tuple[str, str, str, bool], ...]
    chosen: tuple[tuple[str, str], ...]
    cards: tuple[Card, ...]
    next: str | None
    may_decide: bool


@routes.page("/queue", right=Right.READ)
def queue(ask: Ask, cursor: str | None = None) -> HTMLResponse:
    """Show what to look at next."""
    asked = dict(ask.request.query_params)
    chosen = read_filter(QueueFilter, asked)
    page = list_queue(ask.bench, ask.person, chosen, cursor=cursor or None)
    may_decide = ask.person.may(Right.DECIDE)
    parts = ("reason", "country", "source", "unsure", "assigned")
    view = QueueView(
        n=page.n,
        reasons=tuple(_reasons(chosen, page.counts, ask.words)),
        ways=tuple(_ways(chosen, ask.words)),
        views=tuple(
            (one.id, one.name, f"/queue?{one.query}", one.account_id == ask.person.id)
            for one in page.views
        ),
        chosen=tuple((name, asked[name]) for name in parts if asked.get(name)),
        cards=tuple(_card(item, ask.words) for item in page.items),
        next=f"/queue?{write_filter(chosen, cursor=page.next)}" if page.next else None,
        may_decide=may_decide,
    )
    return ask.page("queue", view)


def _reasons(
    chosen: QueueFilter, counts: Mapping[str, int], words: Words
) -> Iterator[tuple[str, str, int, bool]]:
    everything = write_filter(replace(chosen, reason=None))
    yield (
        words.say("queue.everything"), f"/queue?{everything}", sum(counts.values()),
        chosen.reason is None,
    )  # fmt: skip
    for reason in REASONS:
        if counts.get(reason) or chosen.reason == reason:
            address = f"/queue?{write_filter(replace(chosen, reason=reason))}"
            label = words.say("queue.reason." + reason)
            yield label, address, counts.get(reason, 0), chosen.reason == reason


def _ways(chosen: QueueFilter, words: Words) -> Iterator[tuple[str, str, bool]]:
    for way in ("anybody", "me", "nobody"):
        assigned = None if way == "anybody" else way
        address = f"/queue?{write_filter(replace(chosen, assigned=assigned))}"
        yield words.say("queue.way." + way), address, chosen.assigned == assigned


def _card(item: QueueItem, words: Words) -> Card:
    row = item.row
    claims = [claim.id for claim in item.claims]
    path = "/judgements" if len(row.claims) == 2 else ""
    if len(row.claims) == 1 and claims:
        path = f"/claims/{claims[0]}/assessments"
    elif row.reason == "new_document":
        path = f"/documents/{row.target}/assessments"
    answers = (
        AnswerButton(key, verdict, words.say("queue.answer." + verdict))
        for key, verdict in _ANSWERS[row.reason]
    )
    return Card(
        id=row.id,
        reason=words.say("queue.reason." + row.reason),
        why=_why(item, words),
        title=_title(item, words),
        address=_address(item),
        sides=tuple(_side(claim, words) for claim in item.claims),
        answers=tuple(answers),
        path=path,
        etag=item.etag,
        assigned=item.assigned_name or (words.say("queue.you") if item.assigned else ""),
        looking=item.assigned or NOBODY,
        is_unsure=row.unsure,
        unsure=item.unsure.id if item.unsure else "",
    )


def _why(item: QueueItem, words: Words) -> str:
    row = item.row
    if item.unsure:
        said = {"name": item.unsure.by, "at": words.instant(item.unsure.at)}
        sentence = words.say("queue.unsure_of", **said)
        return f"{sentence} {item.unsure.why}".strip()
    if row.doubt is not None:
        return words.say("queue.why." + row.reason, share=words.certainty(row.doubt))
    if row.number is not None:
        return words.say("queue.why." + row.reason, n=row.number)
    return ""


def _title(item: QueueItem, words: Words) -> str:
    if item.document:
        title = item.document.title or item.document.open_title
        return title or words.say("queue.untitled")
    if item.summary:
        killed = people_of(item.summary.harms.get("killed"), words)
        told = (place_of(item.summary, words), when_of(item.summary.when, words), killed)
        return words.say("queue.joined").join(part for part in told if part)
    parts = [
        words.say("queue.joined").join(
            (
                words.term("violence", one.violence),
                place_of(one, words),
                when_of(one.when, words),
            )
        )
        for one in item.incidents or item.claims[:1]
    ]
    return words.say("queue.beside").join(parts)


def _address(item: QueueItem) -> str | None:
    if item.row.reason == "likely_duplicate" and len(item.row.claims) == 2:
        return f"/claims/{item.row.claims[0]}/beside/{item.row.claims[1]}"
    if item.incidents:
        return f"/incidents/{item.incidents[0].id}"
    if item.document:
        return f"/documents/{item.document.id}"
    if item.summary:
        return f"/summaries/{item.summary.id}"
    return f"/claims/{item.claims[0].id}" if item.claims else None


def _side(claim: ClaimRow, words: Words) -> Side:
    published = words.day(claim.published_on) if claim.published_on else ""
    killed = people_of(claim.harms.get("killed"), words)
    facts = (
        claim.source or "", published, words.term("violence", claim.violence),
        place_of(claim, words), when_of(claim.when, words),
        words.say("queue.killed", killed=killed) if killed else "",
    )  # fmt: skip
    told = tuple(part for part in facts if part)
    return Side(claim.id, claim.words or claim.open_words, told, f"/claims/{claim.id}")
