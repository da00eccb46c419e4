"""
What changed since a person looked, and the fields of a claim, in the reader's words.
"""

from __future__ import annotations

from sijill.errors import Change
from sijill.web.words import Words, set_apart

_KEYS = {
    "where": "document.field.place",
    "actors": "incident.who",
    "damages": "incident.damages",
}


def say_field(path: str, words: Words) -> str:
    """
    Return the path of a claim's field in words; a group of those harmed follows their harm.

    Examples:
        >>> [say_field(path, Words("en")) for path in ("where.0", "harms.killed.count")]
        ['Where', 'killed, number']
    """
    first, *more = path.split(".")
    if first == "harms":
        kind = [words.term("harm", more[0])] if more and not more[0].isdecimal() else []
        return words.say("shell.comma").join([*kind, *_of_harm(more[1:2], words)])
    return words.say(_KEYS.get(first) or f"document.field.{first}")


def _of_harm(more: list[str], words: Words) -> list[str]:
    named = {"status": "status", "parts": "status", "count": "number"}
    return [
        words.say(f"document.field.{named[one]}") if one in named else words.term("group", one)
        for one in more
    ]


def say_change(change: Change, words: Words) -> str:
    r"""
    Return one change as a line; names keep their own direction in it (U+2068, U+2069).

    Examples:
        >>> at = "2024-01-02T03:04:05Z"
        >>> say_change(Change("Dana", "correct", "harms.killed.count", at), Words("en"))
        '\u2068Dana\u2069, \u20682 January 2024, 03:04 UTC\u2069: corrected (killed, number)'
        >>> say_change(Change("", "run"), Words("en"))
        'A run made it anew; nobody decided anything.'
    """
    name, at = set_apart(change.by), set_apart(words.instant(change.at) if change.at else "")
    if change.act in ("run", "look", "record"):
        return words.say(f"shell.change.{change.act}", name=name, at=at)
    what = words.say(f"document.verdict.{change.act}")
    if change.field:
        field = say_field(change.field, words)
        what = words.say("shell.change.of_field", what=what, field=field)
    return words.say("shell.change.decision", name=name, at=at, what=what)
