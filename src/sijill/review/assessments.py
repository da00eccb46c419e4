"""
Assessments laid on claims: a misread claim goes, a corrected field takes its right value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sijill.errors import FormError, ModelError
from sijill.model import Assessment, Claim
from sijill.model.assessment import DOCUMENT
from sijill.model.form import from_json, to_json
from sijill.review.targets import ClaimFinder, fold_decisions

_CAVEAT = "corrected_by_person"


@dataclass(frozen=True, slots=True)
class Assessed:
    """
    Claims with people's assessments laid on them.

    Attributes:
        claims: The claims that stand, in their order; those that a person added come last.
        misread: Ids of the claims that a person called misread.
        unplaced: Ids of assessments whose words belong to no claim any more.
    """

    claims: tuple[Claim, ...]
    misread: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()


def assess_claims(claims: Sequence[Claim], assessments: Iterable[Assessment]) -> Assessed:
    """
    Lay assessments on claims; the machine's claims themselves stay as they were.

    Args:
        claims: What extractors read, resolved or not.
        assessments: Every assessment, oldest first.

    Returns:
        The claims as people see them, and what could not be placed.
    """
    finder = ClaimFinder(claims)
    changed: dict[str, Claim | None] = {claim.id: claim for claim in claims}
    added: list[Claim] = []
    unplaced: list[str] = []
    for assessment in fold_decisions(assessments):
        if assessment.target.field == DOCUMENT:
            continue
        if assessment.verdict == "missed":
            added.append(from_json(Claim, assessment.value))
            continue
        found = finder.find(assessment.target)
        now = changed[found.id] if found else None
        if found is None:
            unplaced.append(assessment.id)
        elif now is not None:
            try:
                changed[found.id] = _lay(now, assessment)
            except ModelError:
                unplaced.append(assessment.id)
    standing = tuple(item for claim in claims if (item := changed[claim.id]))
    misread = tuple(claim.id for claim in claims if changed[claim.id] is None)
    added.sort(key=lambda claim: claim.id)
    return Assessed((*standing, *added), misread, tuple(unplaced))


def _lay(claim: Claim, assessment: Assessment) -> Claim | None:
    field = assessment.target.field
    if assessment.verdict == "misreading":
        return None if field == "claim" else _empty_field(claim, field)
    if assessment.verdict == "correct":
        return correct_field(claim, field, assessment.value)
    return claim


def _empty_field(claim: Claim, field: str) -> Claim:
    """Take out a value that was misread; that it is unknown is said, and by whom."""
    form = to_json(claim)
    *path, last = field.split(".")
    holder = _walk(form, path, field)
    key = _key(holder, last, field)
    if isinstance(holder, list):
        del holder[int(key)]
    else:
        holder[key] = [] if isinstance(holder[key], list) else None
    form["absent"] = {**form["absent"], field: "not_stated"}
    return _marked(from_json(Claim, form))


def correct_field(claim: Claim, field: str, value: object) -> Claim:
    """
    Return *claim* with another value in one field.

    Args:
        claim: The claim.
        field: Path: ``violence``, ``when``, ``where.0``, ``harms.killed.count``; in a list
            of harms the kind names the harm. A mapping keeps the keys it does not name.
        value: The value's JSON form.

    Raises:
        FormError: If there is no such field, or the value has not its form.

    Examples:
        >>> from sijill.model import Count, Harm, Span
        >>> claim = Claim("c-1", "d1", "x.v1", (Span(0, 2, "It"),), "shelling",
        ...               harms=(Harm("killed", Count(3, 3)),))
        >>> correct_field(claim, "harms.killed.count", {"low": 4, "high": 4}).harms[0].count.low
        4
    """
    form = to_json(claim)
    *path, last = field.split(".")
    holder = _walk(form, path, field)
    key = _key(holder, last, field)
    old = holder[int(key)] if isinstance(holder, list) else holder[key]
    both = isinstance(old, dict) and isinstance(value, dict)
    new = {**old, **value} if both else value  # type: ignore[dict-item]
    holder[int(key) if isinstance(holder, list) else key] = new
    form["absent"] = {k: v for k, v in form["absent"].items() if not _is_about(k, field)}
    return _marked(from_json(Claim, form))


def _is_about(key: str, field: str) -> bool:
    """Say whether a reason for absence is of a field, of a part of it, or of what it is in."""
    return f"{key}.".startswith(f"{field}.") or f"{field}.".startswith(f"{key}.")


def _walk(form: Any, path: list[str], field: str) -> Any:
    for part in path:
        key = _key(form, part, field)
        form = form[int(key)] if isinstance(form, list) else form[key]
        if form is None:
            raise FormError(
                f"the claim has no {field!r}; correct the field above it.",
                phrase="no_field_yet",
                field=field,
            )
    return form


def _key(holder: Any, part: str, field: str) -> str:
    """Return the key or index that *part* names in *holder*."""
    if isinstance(holder, dict) and part in holder:
        return part
    if isinstance(holder, list):
        for index, item in enumerate(holder):
            named = isinstance(item, dict) and part in (item.get("kind"), item.get("object"))
            if named or part == str(index):
                return str(index)
    raise FormError(
        f"the claim has no field {field!r}; see its record reference for the names.",
        phrase="no_field",
        field=field,
    )


def _marked(claim: Claim) -> Claim:
    if _CAVEAT in claim.caveats:
        return claim
    return replace(claim, caveats=(*claim.caveats, _CAVEAT))
