"""
The TIMEX3 value of a time expression: ``1980-09-22``, ``1980-09``, ``P3D``, ``PAST_REF``.
"""

from __future__ import annotations

from sijill.language.dates import DateWords
from sijill.resolve.anchor import Known

_DURATION = {
    "minute": "T{}M", "hour": "T{}H", "day": "{}D", "weekend": "{}WE", "week": "{}W",
    "month": "{}M", "quarter": "{}Q", "year": "{}Y", "season": "{}M", "decade": "{}DE",
    "century": "{}CE",
}  # fmt: skip
_OPEN = {
    "minute": "XXXX-XX-XXTXX:XX", "hour": "XXXX-XX-XXTXX", "day": "XXXX-XX-XX",
    "weekend": "XXXX-WXX-WE", "week": "XXXX-WXX", "month": "XXXX-XX", "quarter": "XXXX-QX",
    "season": "XXXX", "year": "XXXX", "decade": "XXX", "century": "XX",
}  # fmt: skip


def timex_value(words: DateWords, known: Known | None) -> str:
    """
    Return the TIMEX3 value of *words*, whose date is *known*; ``X`` where it is not.

    References:
        .. [1] Saurí, R. et al. (2006). TimeML annotation guidelines, version 1.2.1.
    """
    if words.kind == "duration":
        return _duration(words)
    if words.kind == "set":
        return (
            f"XXXX-WXX-{words.weekday + 1}"
            if words.weekday is not None
            else _OPEN[words.unit or "day"]
        )
    if words.kind == "reference" or (words.vague and words.reference):
        return f"{(words.reference or 'present').upper()}_REF"
    return (_known(known, words) if known else _unknown(words)) + _time(words)


def _duration(words: DateWords) -> str:
    amount = "X" if words.amount is None else f"{words.amount:g}"
    return "P" + _DURATION[words.unit or "day"].format(amount)


def _time(words: DateWords) -> str:
    if words.time and words.time[:1].isdigit():
        return f"T{words.time}"
    return f"T{words.part}" if words.part else ""


def _year(year: int | None) -> str:
    if year is None:
        return "XXXX"
    return f"BC{-year:04d}" if year < 0 else f"{year:04d}"


def _known(known: Known, words: DateWords) -> str:
    year = _year(known.year)
    if known.unit == "day":
        return f"{year}-{_two(known.month)}-{_two(known.day)}"
    if known.unit in ("week", "weekend") and (day := known.as_date()):
        iso = day.isocalendar()
        return f"{iso.year}-W{iso.week:02d}" + ("-WE" if known.unit == "weekend" else "")
    if known.unit == "month":
        return f"{year}-{_two(known.month)}"
    if known.unit == "quarter":
        return f"{year}-Q{((known.month or 1) - 1) // 3 + 1}"
    if known.unit == "season":
        return f"{year}-{known.season}"
    if known.unit in ("decade", "century") and known.year is not None:
        return _era(known.unit, known.year)
    half = {"first_half": "-H1", "second_half": "-H2"}.get(words.edge or "", "")
    return year + half


def _era(unit: str, year: int) -> str:
    if unit == "decade":
        return f"BC{-year // 10:03d}" if year < 0 else f"{year // 10:03d}"
    return f"BC{(-year - 1) // 100:02d}" if year < 0 else f"{year // 100:02d}"


def _two(number: int | None) -> str:
    return "XX" if number is None else f"{number:02d}"


def _unknown(words: DateWords) -> str:
    if words.calendar != "gregorian" or words.edge in ("weekday", "week"):
        return _OPEN[words.unit or "day"]
    if words.kind == "weekday":
        return f"XXXX-WXX-{(words.weekday or 0) + 1}"
    if words.kind in ("part", "clock"):
        return _OPEN["day"]
    if words.season:
        return f"XXXX-{words.season}"
    if words.month is not None:
        month = f"XXXX-{words.month:02d}"
        return f"{month}-{words.day:02d}" if words.day else month
    return _OPEN[words.unit or "day"]
