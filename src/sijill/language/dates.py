"""
A time expression as the words put it, before any calendar day is known.

"Thursday" is a day of the week, "two days earlier" is an offset from a day that the text
named before, "early March 1776" is a month with an edge. Which days they mean is told by
`sijill.resolve`, from the day of publication and from the text's other dates.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.model.span import Span

KINDS = (
    "calendar", "weekday", "relative", "part", "clock",
    "reference", "duration", "set", "range",
)  # fmt: skip
UNITS = (
    "minute", "hour", "day", "weekend", "week", "month", "quarter", "season", "year",
    "decade", "century",
)  # fmt: skip
PARTS = ("MO", "MI", "AF", "EV", "NI", "DT")
EDGES = (
    "start", "mid", "end", "first_half", "second_half", "week", "weekday", "first_days",
    "last_days",
)  # fmt: skip
BOUNDS = ("since", "until", "before", "after", "about")


@dataclass(frozen=True, slots=True)
class DateWords:
    """
    One time expression, parsed and not anchored.

    Attributes:
        span: The words.
        kind: One of `KINDS`. ``calendar`` names year, month, day, season or decade;
            ``relative`` counts units from an anchor; ``part`` and ``clock`` give a time of
            day alone; ``reference`` is "now", "recently", "the future".
        year: Calendar year; BC years are negative (149 BC is -149). For a decade its first
            year, for a century its first year (1801 of the 19th).
        month: 1 to 12; a day in figures of the Hijri calendar has what is written.
        day: 1 to 31; as *month*.
        weekday: 0 (Monday) to 6.
        season: ``SP``, ``SU``, ``FA``, ``WI``.
        unit: One of `UNITS`: what *offset* or *amount* counts, or how long *year* stands for.
        offset: Units from the anchor: -1 for "last week", 0 for "this week".
        amount: How many units a duration has; ``None`` in a duration: not said ("several").
            With the edges ``week`` and ``weekday`` which one of the month (-1: the last),
            with ``first_days`` and ``last_days`` how many, for a feast how many days.
        anchor: ``publication`` or ``text`` (the day the text named last).
        edge: One of `EDGES`.
        part: One of `PARTS`.
        time: The time of day as the text puts it, or a clock time ``HH:MM``.
        reference: ``past``, ``present`` or ``future``.
        first: Start of a range.
        last: End of a range.
        bound: One of `BOUNDS`, from the word before ("since 2011").
        ahead: Whether the sentence speaks of what is to come.
        vague: Whether the offset is not a number ("a few days ago"), or a reference is one to
            a history alone ("the former capital").
        calendar: ``gregorian`` or ``hijri``: what *year*, *month* and *day* count in;
            ``hijri_or_solar``: it is not told which of the two; ``easter``: *offset* counts
            days from Easter Sunday.
        swapped: Whether month and day may be meant the other way round ("3/4/2015").
    """

    span: Span
    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    unit: str | None = None
    offset: int | None = None
    amount: float | None = None
    anchor: str = "publication"
    edge: str | None = None
    part: str | None = None
    time: str | None = None
    reference: str | None = None
    first: DateWords | None = None
    last: DateWords | None = None
    bound: str | None = None
    ahead: bool = False
    vague: bool = False
    calendar: str = "gregorian"
    swapped: bool = False

    @property
    def timex_type(self) -> str:
        """
        Return the TIMEX3 type: ``DATE``, ``TIME``, ``DURATION`` or ``SET``.

        References:
            .. [1] Pustejovsky, J. et al. (2003). TimeML: robust specification of event and
               temporal expressions in text. IWCS-5.
        """
        if self.kind == "duration":
            return "DURATION"
        if self.kind == "set":
            return "SET"
        return "TIME" if self.part or self.time or self.unit in ("minute", "hour") else "DATE"


def flatten_ranges(found: tuple[DateWords, ...]) -> tuple[DateWords, ...]:
    """Return *found* with each range replaced by its two ends."""
    flat: list[DateWords] = []
    for words in found:
        flat += [words.first, words.last] if words.first and words.last else [words]
    return tuple(flat)
