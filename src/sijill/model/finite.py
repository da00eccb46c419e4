"""
Numbers that are numbers: a record has none that JSON has not (NaN, the infinite).
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from sijill.errors import ModelError


def need_finite(record: object, *names: str) -> None:
    """
    Go on if each of some fields of a record is a number, a tuple of numbers, or not known.

    Args:
        record: The record.
        names: Names of its fields.

    Raises:
        ModelError: If one holds what is no number (NaN), or an infinite one.

    Examples:
        >>> from sijill.model.cluster import Link
        >>> need_finite(Link(("c-1", "c-2"), 0.5), "p_same")
        >>> Link(("c-1", "c-2"), float("nan"))
        Traceback (most recent call last):
        sijill.errors.ModelError: Link.p_same is nan, which is no number. Give a number...
    """
    for name in names:
        value = getattr(record, name)
        if value is None or (type(value) is float and -inf < value < inf):
            continue  # nearly all, and records are many
        for one in value if isinstance(value, tuple) else (value,):
            if one is not None and not -inf < one < inf:
                where = f"{type(record).__name__}.{name}"
                raise ModelError(
                    f"{where} is {one}, which is no number. Give a number, or null where "
                    "none is known.",
                    phrase="form_number",
                    where=where,
                )


def is_finite(form: object) -> bool:
    """
    Say whether every number in a JSON form is one.

    Examples:
        >>> is_finite({"low": 3, "near": [0.5, None]}), is_finite({"low": [float("inf")]})
        (True, False)
    """
    if isinstance(form, float):
        return -inf < form < inf
    if isinstance(form, Mapping):
        return all(map(is_finite, form.values()))
    return not isinstance(form, (list, tuple)) or all(map(is_finite, form))
