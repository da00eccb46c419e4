"""
To whom a document credits its text: the agency of its dateline, a byline, a line at its foot.

The forms of a dateline and of a line of its own are layout and belong to no language; the
words of a notice ("By …", "first published by …") are the language's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sijill.errors import RefusedError
from sijill.language import find_language
from sijill.model import Credit, Reading

CREDITS_KEPT = 6
_HEAD, _FOOT, _LINE = 5, 2, 48
_DATELINE = re.compile(
    r"^[^()\n]{0,80}\((?P<who>[^\W\d_][^()\n]{1,40})\)[ \t]*(?:--+|[—–:-])[ \t]", re.MULTILINE
)
_MARKS = " \t-–—()[]*|•"
_NAME = re.compile(r"(?:[^\W\d_][\w&’'.-]*[ ]?){1,6}")


def find_credits(reading: Reading) -> tuple[Credit, ...]:
    r"""
    Return the names that *reading* credits its text to, each once, at most `CREDITS_KEPT`.

    Examples:
        >>> text = "SARMIN, Syria, March 4 (Example Wire) -- Shells fell.\n\nBridge News"
        >>> [(one.name, one.form) for one in find_credits(Reading("d", text, language="en"))]
        [('Example Wire', 'dateline'), ('Bridge News', 'line')]
    """
    found: dict[str, Credit] = {}
    for name, form in _found(reading):
        found.setdefault(name.casefold(), Credit(name, form))
    return tuple(found.values())[:CREDITS_KEPT]


def _found(reading: Reading) -> Iterator[tuple[str, str]]:
    text = reading.text
    lines = [line for line in map(str.strip, text.splitlines()) if line]
    for line in lines[:_HEAD]:
        if match := _DATELINE.match(line):
            yield match["who"].strip(), "dateline"
    try:
        said = find_language(reading.language or "und").tag_credits(text)
    except RefusedError:
        said = ()
    for span in said:
        yield span.text, "notice"
    for line in (*lines[:_HEAD], *lines[-_FOOT:]):
        name = line.strip(_MARKS).rstrip(".")
        if len(name) <= _LINE and name != reading.title and _is_name(name):
            yield name, "line"


def _is_name(line: str) -> bool:
    """Say whether a line is nothing but a name: every longer word begins with a capital."""
    long = [word for word in line.split() if len(word) > 3]
    return (
        _NAME.fullmatch(line) is not None
        and bool(line)
        and all(not word[0].islower() for word in (long or line.split()))
    )
