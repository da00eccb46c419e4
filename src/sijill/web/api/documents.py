"""
The API of documents, claims and sums.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Body, Query

from sijill.flow.workbench.assessing import add_missed, assess, assess_document, see_claim
from sijill.flow.workbench.claims import compare_two
from sijill.flow.workbench.documents import show_document
from sijill.flow.workbench.freshness import find_claim_etag
from sijill.flow.workbench.reading_words import read_words
from sijill.flow.workbench.summaries import show_summary
from sijill.model.form import to_json
from sijill.model.role import Right
from sijill.model.withheld import tell
from sijill.web.asking import Ask
from sijill.web.repeating import Match, Tagged, need_match
from sijill.web.routes import Routes

routes = Routes()
Json = dict[str, Any]
Why = Annotated[str, Body(embed=True, max_length=2000)]
Term = Annotated[str, Body(embed=True, max_length=200)]
Place = Annotated[int, Body(embed=True, ge=0, le=2**31)]
At = Annotated[int, Query(ge=0, le=2**31)]


@routes.read("/documents/{id}", right=Right.READ_PRIVATE)
def read_document(ask: Ask, id: str) -> Json:
    """Return a document with its claims."""
    return dict(to_json(show_document(ask.bench, ask.person, id)))


@routes.write("/documents/{id}/claims", right=Right.DECIDE)
def write_missed(
    ask: Ask,
    id: str,
    start: Place,
    end: Place,
    violence: Term,
    harm: Annotated[str | None, Body(embed=True, max_length=40)] = None,
    count: Annotated[Json | None, Body(embed=True)] = None,
    why: Why = "",
    match: Match = None,
) -> Json:
    """Add a claim that no extractor found."""
    answer = add_missed(
        ask.bench, ask.person, id, start=start, end=end, violence=violence, harm=harm,
        count=count, why=why, etag=need_match(match),
    )  # fmt: skip
    return dict(to_json(answer))


@routes.write("/documents/{id}/assessments", right=Right.DECIDE)
def write_document_assessment(
    ask: Ask, id: str, verdict: Term, why: Why = "", match: Match = None
) -> Json:
    """Say that somebody looked at a document and was not sure of it."""
    answer = assess_document(
        ask.bench, ask.person, id, verdict=verdict, why=why, etag=need_match(match)
    )
    return dict(to_json(answer))


@routes.read("/claims/{id}", right=Right.READ_PRIVATE)
def read_claim(ask: Ask, id: str) -> Tagged:
    """Return a claim as it stands."""
    claim = see_claim(ask.bench, ask.person, id)
    return Tagged(to_json(claim), find_claim_etag(ask.bench, claim.id))


@routes.read("/claims/{left}/beside/{right}", right=Right.READ_PRIVATE)
def read_comparison(ask: Ask, left: str, right: str) -> Json:
    """Return what speaks for and against two claims being one incident."""
    return dict(to_json(compare_two(ask.bench, ask.person, left, right)))


@routes.read("/claims/{id}/words", right=Right.DECIDE)
def read_selected(
    ask: Ask, id: str, field: Annotated[str, Query(max_length=200)], start: At, end: At
) -> Json:
    """Read selected words for a field, before anything is decided."""
    found = read_words(ask.bench, ask.person, id, field, start=start, end=end)
    return {**to_json(found), "said": say_value(ask, found.shown)}


def say_value(ask: Ask, value: Any) -> str:
    """Return a value in the words of the reader's language; empty: there is none."""
    words = ask.words
    match type(value).__name__:
        case "Count":
            return words.range(value.low, value.high)
        case "DateRange":
            return words.when(value.earliest, value.latest)
        case "Place":
            return words.place(value.name, value.country)
        case "Involvement":
            return str(value.actor_id)
    return ""


@routes.write("/claims/{id}/assessments", right=Right.DECIDE)
def write_assessment(
    ask: Ask,
    id: str,
    verdict: Term,
    field: Term = "claim",
    value: Annotated[Any, Body(embed=True)] = None,
    why: Why = "",
    match: Match = None,
) -> Json:
    """Decide about a claim or a field of it."""
    answer = assess(
        ask.bench, ask.person, id, verdict=verdict, field=field, value=value, why=why,
        etag=need_match(match),
    )  # fmt: skip
    return dict(to_json(answer))


@routes.read("/summaries/{id}", right=Right.READ, partly=True)
def read_summary(ask: Ask, id: str) -> Json:
    """Return a sum with the incidents that it was held against."""
    return dict(tell(show_summary(ask.bench, ask.person, id)))
