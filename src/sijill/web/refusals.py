"""
Why something was refused, as a sentence in the reader's language.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sijill.errors import (
    AccountRefused,
    FieldWithheld,
    SignInRefused,
    SignRefused,
    SijillError,
)
from sijill.model.withheld import FieldName
from sijill.web.words import Words, set_apart

_OF_FIELDS = {
    "missing": "missing",
    "string_too_short": "too_short",
    "string_too_long": "too_long",
    "enum": "not_offered",
    "literal_error": "not_offered",
}


def say_refusal(why: BaseException, words: Words) -> str:
    """
    Return why something was refused; empty where only the record's English is there.

    Examples:
        >>> from sijill.errors import SettingsError
        >>> say_refusal(SettingsError("one id", phrase="one_incident"), Words("ar"))
        'المعرّفان للحادثة نفسها. أعطِ حادثة أخرى.'
        >>> say_refusal(SettingsError("the folder is no record."), Words("ar"))
        ''
    """
    cause: BaseException | None = why
    while cause is not None:
        if isinstance(cause, SijillError) and cause.phrase:
            values = {
                name: set_apart(value) if isinstance(value, str) else value
                for name, value in cause.values.items()
            }
            return words.say(f"reasons.refused.{cause.phrase}", **values)
        cause = cause.__cause__
    if isinstance(why, FieldWithheld):
        return words.say("restrictions.refused", fields=name_fields(why.fields, words))
    if isinstance(why, SignRefused):
        return words.say(f"releases.refused.{why.reason}")
    if isinstance(why, SignInRefused) and why.wait_s:
        return words.say("door.refused.wait", n=why.wait_s)
    if isinstance(why, SignInRefused | AccountRefused):
        return words.say(f"door.refused.{why.reason}")
    return ""


def name_fields(fields: Iterable[str], words: Words) -> str:
    """
    Return the names of withheld fields, the words alone where there is nothing else.

    Examples:
        >>> name_fields(["text", "place"], Words("en")), name_fields(["text"], Words("en"))
        ('the exact place', 'the words')
    """
    told = [name for name in sorted(fields) if name != FieldName.TEXT] or list(fields)
    return words.say("shell.comma").join(words.say(f"restrictions.named.{n}") for n in told)


def say_misfit(error: Any, words: Words) -> str:
    r"""
    Return what is wrong with a field that was sent.

    Args:
        error: One of the errors of `fastapi.exceptions.RequestValidationError`.
        words: The phrases.

    Examples:
        >>> say_misfit({"loc": ("body", "why"), "type": "missing"}, Words("en"))
        '“\u2068why\u2069” is missing.'
    """
    field = ".".join(str(part) for part in error["loc"][1:]) or str(error["loc"][0])
    kind = _OF_FIELDS.get(error["type"], "no_form")
    return words.say(f"reasons.field.{kind}", field=set_apart(field))
