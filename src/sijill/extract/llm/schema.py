"""
The JSON Schema of a model's answer, and the check that an answer keeps to it.

The form is that of the record's claims, and the terms are those of its vocabularies: a
term that is added there may be said here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from sijill.errors import FormError
from sijill.extract.llm.said import (
    Said,
    SaidActor,
    SaidClaim,
    SaidCount,
    SaidDamage,
    SaidGroup,
    SaidHarm,
    SaidMeans,
    SaidOrigin,
)
from sijill.model import (
    Attribution,
    Claim,
    Count,
    Damage,
    Group,
    Harm,
    Involvement,
    Means,
    VictimName,
)
from sijill.model.actor import CERTAINTIES, ROLES
from sijill.model.count import QUALIFIERS
from sijill.model.form import from_json
from sijill.model.schema import json_schema
from sijill.model.vocabulary import load_terms

EFFECTS = ("hit", "damaged", "destroyed", "burned", "looted")
RECORDS: Mapping[str, type] = {
    "SaidClaim": Claim, "SaidHarm": Harm, "SaidCount": Count, "SaidGroup": Group,
    "SaidName": VictimName, "SaidDamage": Damage, "SaidActor": Involvement,
    "SaidMeans": Means, "SaidOrigin": Attribution,
}  # fmt: skip
# Mostly empty; where a server lets them, answers are shorter without.
_LEFT_OUT = frozenset({"damages", "means", "groups", "names", "scope", "modality"})


@cache
def list_terms() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return the terms that may be said, by the form and the field that hold them."""
    by_vocabulary = {
        (SaidClaim, "violence"): "violence", (SaidClaim, "scope"): "scope",
        (SaidClaim, "modality"): "modality", (SaidHarm, "kind"): "harm",
        (SaidHarm, "status"): "status", (SaidGroup, "term"): "group",
        (SaidMeans, "term"): "means", (SaidDamage, "object"): "object",
        (SaidOrigin, "kind"): "source_kind",
    }  # fmt: skip
    terms = {(k.__name__, f): tuple(load_terms(v)) for (k, f), v in by_vocabulary.items()}
    return terms | {
        (SaidCount.__name__, "qualifier"): QUALIFIERS,
        (SaidActor.__name__, "role"): ROLES,
        (SaidActor.__name__, "certainty"): CERTAINTIES,
        (SaidDamage.__name__, "effect"): EFFECTS,
    }


def answer_schema(
    *, max_claims: int, max_values: int = 12, whole: bool = True
) -> dict[str, Any]:
    """
    Return the JSON Schema of an answer, its keys in the order of their saying.

    It holds no references: not every server follows them, and one that does not answers
    without any form at all.

    Args:
        max_claims: Claims that an answer may hold.
        max_values: Values that any other list may hold.
        whole: Whether every key is required; else what is mostly empty may be left out.

    Examples:
        >>> claim = answer_schema(max_claims=5)["properties"]["claims"]["items"]
        >>> claim["properties"]["harms"]["items"]["properties"]["kind"]["enum"][:2]
        ['killed', 'injured']
    """
    forms = json_schema(Said)["$defs"]
    schema: dict[str, Any] = _inline("Said", forms, max_values)
    schema["properties"]["claims"]["maxItems"] = max_claims
    if not whole:
        _loosen(schema)
    return schema


def _loosen(schema: Any) -> None:
    """Let what is mostly empty be left out, at every depth."""
    if isinstance(schema, dict):
        if "required" in schema:
            schema["required"] = [key for key in schema["required"] if key not in _LEFT_OUT]
        for inner in schema.values():
            _loosen(inner)
    elif isinstance(schema, list):
        for inner in schema:
            _loosen(inner)


def _inline(name: str, forms: Mapping[str, Any], most: int) -> dict[str, Any]:
    properties = {}
    for key, value in forms[name]["properties"].items():
        terms = list_terms().get((name, key))
        properties[key] = _inline_value(value, forms, most, terms)
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _inline_value(
    value: Mapping[str, Any], forms: Mapping[str, Any], most: int, terms: tuple[str, ...] | None
) -> dict[str, Any]:
    if "$ref" in value:
        return _inline(value["$ref"].rpartition("/")[2], forms, most)
    if "anyOf" in value:
        return {"anyOf": [_inline_value(one, forms, most, terms) for one in value["anyOf"]]}
    if value["type"] == "array":
        items = _inline_value(value["items"], forms, most, terms)
        return {"type": "array", "items": items, "maxItems": most}
    limits = {"enum": list(terms)} if terms and value["type"] == "string" else {}
    return {"type": value["type"], **limits}


def parse_answer(text: str) -> Said:
    """
    Return what a model said.

    Raises:
        FormError: If it is no JSON, not of the form, or a term is none of the vocabulary; the
            error names the place.
    """
    try:
        body = json.loads(text)
    except (ValueError, RecursionError) as why:
        raise FormError(f"the answer is no JSON: {str(why)[:120]}.") from why
    said = from_json(Said, body)
    _check_terms(said, "Said")
    return said


def _check_terms(record: Any, path: str) -> None:
    for item in fields(record):
        value = getattr(record, item.name)
        where = f"{path}.{item.name}"
        terms = list_terms().get((type(record).__name__, item.name))
        if terms and value is not None and value not in terms:
            raise FormError(f"{where} is one of {', '.join(terms)}; found {value[:40]!r}.")
        for number, inner in enumerate(value if isinstance(value, tuple) else (value,)):
            if is_dataclass(inner):
                _check_terms(inner, f"{where}[{number}]")
