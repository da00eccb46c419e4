"""
The JSON Schema of every record, made from the dataclasses so that it cannot drift.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from typing import Annotated, Any, Union, get_args, get_origin

from sijill.model.form import hints_of
from sijill.model.privacy import privacy_by_field

_SCALARS: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    object: {},
    Any: {},
    type(None): {"type": "null"},
}


def json_schema(kind: type) -> dict[str, Any]:
    """
    Return the JSON Schema (draft 2020-12) of a record's JSON form.

    Examples:
        >>> from sijill.model.count import Count
        >>> json_schema(Count)["$defs"]["Count"]["required"]
        ['low', 'high']
    """
    definitions: dict[str, Any] = {}
    body = _schema(kind, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind.__name__,
        **body,
        "$defs": dict(sorted(definitions.items())),
    }


def _schema(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _schema(inner[0], definitions)
    if origin in (Union, types.UnionType):
        return {"anyOf": [_schema(option, definitions) for option in inner]}
    if origin is tuple and inner[-1] is Ellipsis:
        return {"type": "array", "items": _schema(inner[0], definitions)}
    if origin is tuple:
        items = [_schema(item, definitions) for item in inner]
        return {"type": "array", "prefixItems": items, "minItems": len(items), "items": False}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _schema(inner[1], definitions)}
    if is_dataclass(kind) and isinstance(kind, type):
        if kind.__name__ not in definitions:
            definitions[kind.__name__] = {}
            definitions[kind.__name__] = _record_schema(kind, definitions)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    return dict(_SCALARS[kind])


def _record_schema(kind: type, definitions: dict[str, Any]) -> dict[str, Any]:
    hints, marks = hints_of(kind), privacy_by_field(kind)
    properties = {}
    required = []
    for item in fields(kind):
        mark = marks[item.name]
        properties[item.name] = {
            **_schema(hints[item.name], definitions),
            "x-privacy": mark.value if mark else None,
        }
        if item.default is MISSING and item.default_factory is MISSING:
            required.append(item.name)
    summary = next((line for line in (kind.__doc__ or "").splitlines() if line.strip()), "")
    return {
        "type": "object",
        "description": summary.strip(),
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }
