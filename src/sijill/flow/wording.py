"""
Values of a record in words, for receipts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from sijill.model import (
    Assessment,
    Claim,
    Comparison,
    Count,
    Damage,
    DateRange,
    GradeReason,
    HarmRange,
    Involvement,
    LikelyCount,
    OriginEdge,
    Place,
    Summary,
)
from sijill.model.vocabulary import load_terms

_HOW_LIKELY = (
    "likely: what the reports together bear out best, everybody counted once by what became "
    "of them, whatever their status; the ranges stand."
)


def word_count(count: Count) -> str:
    """
    Word a count, its wording beside it.

    Examples:
        >>> word_count(Count(24, None, "vague")), word_count(Count(None, None, "vague"))
        ('24 or more', 'an unknown number')
    """
    said = f" (“{count.words.text}”)" if count.words else ""
    return word_bounds(count.low, count.high) + said


def word_bounds(low: int | None, high: int | None) -> str:
    """
    Word an interval; what is not known is said, never shown as nought.

    Examples:
        >>> word_bounds(3, 4), word_bounds(3, 3), word_bounds(None, 30)
        ('3 to 4', '3', 'up to 30')
    """
    if low is None and high is None:
        return "an unknown number"
    if low is None:
        return f"up to {high}"
    if high is None:
        return f"{low} or more"
    return f"{low}" if low == high else f"{low} to {high}"


def word_when(when: DateRange | None) -> str:
    """Word a date range, with the words it was read from."""
    if when is None or not when.is_resolved:
        said = f" (“{when.words.text}”)" if when and when.words else ""
        return f"unknown{said}"
    ends = [day.isoformat() for day in (when.earliest, when.latest) if day]
    shown = " to ".join(dict.fromkeys(ends))
    said = f", from “{when.words.text}”" if when.words else ""
    return f"{shown} ({when.precision}){said}"


def word_place(place: Place | None) -> str:
    """Word a place, with how well it is known."""
    if place is None:
        return "unknown"
    parts = [part for part in (place.name, place.admin1, place.country) if part]
    shown = ", ".join(dict.fromkeys(parts)) or "unknown"
    if place.latitude is None or place.longitude is None:
        return f"{shown} (not resolved)"
    known = " of ".join(filter(None, (place.gazetteer_id, place.gazetteer_version)))
    return (
        f"{shown} ({place.latitude:.3f}, {place.longitude:.3f}, within "
        f"{place.uncertainty_km:g} km, {place.precision}; {known or None})"
    )


def word_harms(harms: Iterable[HarmRange]) -> list[str]:
    """Word ranges, each with who said what."""
    lines = []
    for harm in harms:
        said = "; ".join(
            f"{word_bounds(one.low, one.high)} by {one.claim}" for one in harm.by_claim
        )
        shown = word_bounds(harm.low, harm.high)
        lines.append(f"{harm.kind} ({harm.status}): {shown}: {said}")
    return lines


def word_likely(likely: Iterable[LikelyCount]) -> list[str]:
    """
    Word the numbers that the reports bear out best, and how they came about.

    Examples:
        >>> word_likely([LikelyCount("killed", 3, 3, 5)])[0]
        'likely killed: 3, 3 to 5 if one claim more spoke up'
    """
    lines = []
    for one in likely:
        more = ""
        if (one.low, one.high) != (one.best, one.best):
            more = f", {word_bounds(one.low, one.high)} if one claim more spoke up"
        lines.append(f"likely {one.kind}: {one.best}{more}")
    return [*lines, _HOW_LIKELY] if lines else []


def word_damages(damages: Iterable[Damage]) -> list[str]:
    """Word damaged objects."""
    return [f"{item.effect}: {word_count(item.count)} {item.object}" for item in damages]


def word_actors(actors: Iterable[Involvement]) -> list[str]:
    """Word who took part."""
    return [
        f"{part.words.text if part.words else 'unnamed'} as {part.role}, {part.certainty}"
        + (f" ({part.actor_id})" if part.actor_id else "")
        for part in actors
    ]


def explain_lessons(
    claim: Claim, machine: Claim | None, assessments: Iterable[Assessment]
) -> list[str]:
    """Word each value learned from a decision elsewhere, and what stood there before."""
    decisions = {one.id: one for one in assessments}
    lines = []
    for field in ("where", "actors"):
        values, before = getattr(claim, field), getattr(machine, field, ())
        for n, value in enumerate(values):
            decision = decisions.get(value.learned_from or "")
            if decision and value.words:
                had = _word_value(before[n]) if n < len(before) else "nothing"
                lines.append(
                    f"offered: “{value.words.text}” is {_word_value(value)}, learned from "
                    f"decision {decision.id} by {decision.by} on {decision.at} "
                    f"({decision.why}); the machine had {had}. Another value: sijill decide "
                    f"correct; not at all: sijill decide withdraw {decision.id}"
                )
    return lines


def _word_value(value: Place | Involvement) -> str:
    if isinstance(value, Place):
        return word_place(value)
    return value.actor_id or "nobody known"


def word_edge(edge: OriginEdge, names: Mapping[str, str] = MappingProxyType({})) -> str:
    """
    Word one step from a document to where its words come from.

    Args:
        edge: The step.
        names: What to call documents, by id; the others are called by their id.

    Examples:
        >>> word_edge(OriginEdge("d2", "copied_text", to_document="d1", shared=0.93, signs=88))
        'd2 repeats the text of d1: 93 % of its phrases stand there (88 compared).'
        >>> word_edge(OriginEdge("d3", "attributed", "c3", body="Example Wire"))
        'd3 names Example Wire as the one who says so.'
    """
    sentence = load_terms("origin_reason")[edge.reason].sentence or ""
    return sentence.format(
        document=names.get(edge.document, edge.document),
        to=names.get(edge.to_document or "", edge.to_document or "another document"),
        body=edge.body or "nobody in particular",
        share=f"{100 * (edge.shared or 0.0):.0f} %",
        signs=edge.signs or 0,
    )


def word_grade(reason: GradeReason) -> str:
    """
    Word a grade with the rule that gave it, and what stands beside it.

    Examples:
        >>> word_grade(GradeReason("airwars", "weak", "origin_none", beside=("denied",)))
        'airwars weak: No claim says where it comes from. A party denies it.'
    """
    terms = load_terms("grade_reason")
    said = [terms[term].sentence or "" for term in (reason.reason, *reason.beside)]
    said[0] = said[0].format(number=reason.number)
    return f"{reason.scheme} {reason.grade}: {' '.join(said)}"


def word_summary(summary: Summary) -> list[str]:
    """
    Word what the incidents inside a sum account for, a sentence for each number.

    Examples:
        >>> from sijill.model import Comparison
        >>> said = HarmRange("killed", "unknown", 40, 40)
        >>> found, rest = (Comparison("killed", "unknown", n, n) for n in (12, 28))
        >>> word_summary(Summary("s", "c", harms=(said,), accounted=(found,),
        ...     remainder=(rest,), inside=3))
        ['Of 40 killed (unknown), 3 incidents inside account for 12; 28 are in no incident.']
    """
    lines = []
    for said in summary.harms:
        found, rest, excess = (
            next((c for c in group if (c.kind, c.status) == (said.kind, said.status)), None)
            for group in (summary.accounted, summary.remainder, summary.contradicted)
        )
        whole = f"{word_bounds(said.low, said.high)} {said.kind} ({said.status})"
        if found is None:
            lines.append(
                f"{whole} is compared with nothing: its days or its area are not said."
            )
            continue
        line = f"Of {whole}, {_word_inside(summary)} account for {_word_found(found)}"
        if rest is not None:
            line += f"; {word_bounds(rest.low, rest.high)} are in no incident"
        lines.append(line + ".")
        if excess is not None:
            more = word_bounds(excess.low, excess.high)
            lines.append(f"The incidents contradict the sum: they are {more} more than it.")
    return lines


def _word_inside(summary: Summary) -> str:
    noun = "incident" if summary.inside == 1 else "incidents"
    more = f", and {summary.perhaps} that may be inside," if summary.perhaps else ""
    return f"{summary.inside} {noun} inside{more}"


def _word_found(found: Comparison) -> str:
    if found.low is None and found.high is None:
        return "nobody that is counted"
    return word_bounds(found.low, found.high)
