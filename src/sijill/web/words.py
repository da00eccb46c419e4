"""
Every phrase of the workbench in each of its languages, and days and numbers by their habits.

A phrase has a key such as ``incident.merged``; its first part is the file that holds it. Where
a number decides the form, the key has one entry for each plural form of the language.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton
from babel.numbers import format_decimal, format_percent

from sijill.errors import SettingsError
from sijill.flow.placenames import name_area, name_joined, name_place
from sijill.model.withheld import WITHHELD

LANGUAGES: Mapping[str, str] = {"en": "English", "ar": "العربية"}
_LOCALES = {"en": "en_GB", "ar": "ar_LB"}
_INSTANT = ("d MMMM y", "HH:mm")
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")
_SURE = 0.005  # nearer to nought or to one, rounding would say that it is
_NIL = 0.0001  # what a record says of a probability is rounded
_KEPT = 20_000  # written numbers and days of each kind

# Codes of the same list that are groups or parts of countries.
_NO_COUNTRIES = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN"])


@dataclass(frozen=True, slots=True)
class Words:
    """
    The phrases of one language.

    Attributes:
        language: Its code, one of `LANGUAGES`.

    Examples:
        >>> Words("en").say("shell.skip")
        'Skip to the content'
        >>> Words("ar").direction
        'rtl'
        >>> Words("en").day(date(2023, 10, 5))
        '5 October 2023'
    """

    language: str

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return str(_locale(self.language).text_direction)

    def say(self, key: str, **values: object) -> str:
        """
        Return a phrase with *values* in the place of the names in braces.

        Args:
            key: File and name; with ``n`` among *values*, the plural form is found by it.
            values: Words and numbers; whole numbers are written as the language writes them.

        Raises:
            SettingsError: If the language lacks the phrase.
        """
        phrases = load_phrases(self.language)
        n = values.get("n")
        if isinstance(n, int):
            form = _locale(self.language).plural_form(n)
            key = f"{key}.{form}" if f"{key}.{form}" in phrases else key
            key = key if key in phrases else f"{key}.other"
        if key not in phrases:
            raise SettingsError(f"the {self.language} words lack the phrase {key!r}.")
        return phrases[key].format_map({name: self._shown(v) for name, v in values.items()})

    def term(self, vocabulary: str, term: str) -> str:
        """Return a coded term in words; a term without a phrase is shown as it is coded."""
        return self.known_term(vocabulary, term) or term.replace("_", " ")

    def known_term(self, vocabulary: str, term: str) -> str | None:
        """Return a coded term in words; ``None``: there is no phrase for it."""
        return load_phrases(self.language).get(f"terms.{vocabulary}.{term}")

    def certainty(self, value: float) -> str:
        """
        Return how certain or probable something is held to be, which is never wholly.

        Examples:
            >>> [Words("en").certainty(value) for value in (0.0, 0.97, 1.0)]
            ['less than 1%', '97%', 'more than 99%']
        """
        return self.share(value if value is WITHHELD else min(1 - _NIL, max(_NIL, value)))

    def number(self, value: int | float | None) -> str:
        """Return a number; ``None`` is unknown and never zero, and so is what is withheld."""
        if value is WITHHELD:
            return self.say("shell.withheld")
        if value is None:
            return self.say("shell.unknown")
        return _number(value, self.language)

    def share(self, value: float) -> str:
        """
        Return a share in [0, 1] as a percentage; only what is sure is nought or a hundred.

        Examples:
            >>> [Words("en").share(value) for value in (0.0, 0.002, 0.5, 0.9999, 1.0)]
            ['0%', 'less than 1%', '50%', 'more than 99%', '100%']
        """
        if value is WITHHELD:
            return self.say("shell.withheld")
        if 0 < value < _SURE:
            return self.say("shell.less_than", share=self.share(0.01))
        if 1 - _SURE < value < 1:
            return self.say("shell.more_than", share=self.share(0.99))
        return str(format_percent(value, locale=_locale(self.language)))

    def range(self, low: int | None, high: int | None) -> str:
        """
        Return a range of persons in words.

        Examples:
            >>> say = Words("en").range
            >>> [say(3, 7), say(24, None), say(None, 30), say(5, 5), say(None, None)]
            ['3–7', '24 or more', 'up to 30', '5', 'unknown']
        """
        if low is None and high is None:
            return self.say("shell.unknown")
        if high is None:
            return self.say("shell.or_more", low=low)
        if low is None:
            return self.say("shell.up_to", high=high)
        if low == high:
            return self.number(low)
        return self.say("shell.between", low=low, high=high)

    def likely(self, best: int, low: int, high: int) -> str:
        """
        Return the number that reports bear out best, and those that are as credible.

        Examples:
            >>> Words("en").likely(3, 3, 5), Words("en").likely(2, 2, 2)
            ('likely 3 (3–5)', 'likely 2')
        """
        if low == high == best:
            return self.say("shell.likely", best=best)
        return self.say("shell.likely_within", best=best, between=self.range(low, high))

    def day(self, value: date) -> str:
        """Return a day."""
        return _day(value, self.language)

    def days(self, earliest: date, latest: date) -> str:
        """Return a range of days, one day where it is one."""
        if earliest == latest:
            return self.day(earliest)
        return self.say("shell.from_to", earliest=self.day(earliest), latest=self.day(latest))

    def when(self, earliest: date | None, latest: date | None) -> str:
        """
        Return a range of days that may be open at an end.

        Examples:
            >>> Words("en").when(None, date(2023, 10, 5))
            'up to 5 October 2023'
        """
        if earliest and latest:
            return self.days(earliest, latest)
        if latest:
            return self.say("shell.day_or_before", day=self.day(latest))
        if earliest:
            return self.say("shell.day_or_later", day=self.day(earliest))
        return self.say("shell.unknown")

    def period(self, first: date, unit: str) -> str:
        """
        Return a day, month or year by its first day, shortly.

        Examples:
            >>> [Words("en").period(date(2023, 10, 1), unit) for unit in ("month", "year")]
            ['Oct 2023', '2023']
        """
        skeleton = {"day": "yMMMd", "month": "yMMM", "year": "y"}[unit]
        return _by_skeleton(skeleton, first, self.language)

    def tick(self, first: date, unit: str) -> str:
        """Return a period as short as an axis wants it: days do without the year."""
        if unit != "day":
            return self.period(first, unit)
        return _by_skeleton("MMMd", first, self.language)

    def country(self, code: str) -> str:
        """
        Return a country's name by its ISO 3166 code; an unknown code is shown as it is.

        Examples:
            >>> Words("en").country("SY"), Words("ar").country("YE"), Words("en").country("SU")
            ('Syria', 'اليمن', 'Soviet Union')
        """
        former = load_phrases(self.language).get(f"terms.former_country.{code}")
        return former or str(_locale(self.language).territories.get(code, code))

    def list_countries(self) -> tuple[tuple[str, str], ...]:
        """
        Return every country's code and name, by name.

        Examples:
            >>> dict(Words("en").list_countries())["SY"]
            'Syria'
        """
        return _countries(self.language)

    def language_name(self, code: str) -> str:
        """
        Return a language's name by its BCP 47 code; an unknown code is shown as it is.

        Examples:
            >>> Words("en").language_name("ar"), Words("en").language_name("xx")
            ('Arabic', 'xx')
        """
        return str(_locale(self.language).languages.get(code.split("-")[0], code))

    def place(self, name: str | None, country: str | None) -> str:
        r"""
        Return a place with its country.

        In Arabic a name without an Arabic one is set apart, as it runs the other way.

        Examples:
            >>> Words("en").place("Sarmin", "SY"), Words("en").place(None, None)
            ('Sarmin, Syria', 'unknown')
            >>> Words("ar").place("Idlib", "SY"), Words("ar").place("Dana Farm", "SY")
            ('إدلب، سوريا', '\u2068Dana Farm\u2069، سوريا')
        """
        shown = self.place_name(name, country) if name else None
        parts = [shown, self.country(country) if country else None]
        return self.say("shell.comma").join(filter(None, parts)) or self.say("shell.unknown")

    def place_name(self, name: str, country: str | None) -> str:
        """
        Return what a place is called in this language, or its stable name.

        Examples:
            >>> Words("ar").place_name("Idlib and Aleppo", None)
            'إدلب وحلب'
        """
        joined = name_joined(name, country, self.language)
        shown = name_place(name, country, self.language) or self.say("shell.and").join(joined)
        return shown or self._as_it_is(name)

    def area_name(self, name: str) -> str:
        """Return what a first-level area is called in this language, or its stable name."""
        return name_area(name, self.language) or self._as_it_is(name)

    def _as_it_is(self, name: str) -> str:
        return set_apart(name) if self.direction == "rtl" and _LATIN.search(name) else name

    def where(self, place: Any) -> str:
        """
        Return where something lies, as closely as it is known and may be told.

        Args:
            place: A place of a record or of a row; ``None``: not known.

        Examples:
            >>> from sijill.model import Place
            >>> from sijill.model.withheld import WITHHELD
            >>> Words("en").where(Place(name="Sarmin", country="SY"))
            'Sarmin, Syria'
            >>> Words("en").where(Place(name=WITHHELD, admin1="Idlib", country="SY"))
            'Idlib, Syria (exact place withheld)'
        """
        if not place:
            return self.say("shell.withheld" if place is WITHHELD else "shell.unknown")
        if place.name is not WITHHELD:
            return self.place(place.name, place.country)
        return self.say("shell.place_withheld", place=self.place(place.admin1, place.country))

    @property
    def locale_tag(self) -> str:
        """The locale as browsers write it, for numbers that scripts write."""
        return f"{_LOCALES[self.language].replace('_', '-')}-u-nu-latn"

    def instant(self, value: str) -> str:
        """Return an instant in UTC, given in ISO 8601."""
        moment = datetime.fromisoformat(value)
        locale = _locale(self.language)
        day, time = (format_datetime(moment, form, locale=locale) for form in _INSTANT)
        return self.say("shell.instant", day=day, time=time)

    def _shown(self, value: object) -> object:
        if isinstance(value, int) and not isinstance(value, bool):
            return self.number(value)
        return value


def set_apart(text: str) -> str:
    r"""
    Return a text that keeps its own direction in a sentence (U+2068, U+2069).

    Examples:
        >>> set_apart("Dana")
        '\u2068Dana\u2069'
    """
    return f"\u2068{text}\u2069"


# A page writes hundreds of numbers and days, most of them the same ones again and again.
@lru_cache(maxsize=_KEPT)
def _number(value: int | float, language: str) -> str:
    return str(format_decimal(value, locale=_locale(language)))


@lru_cache(maxsize=_KEPT)
def _day(value: date, language: str) -> str:
    return str(format_date(value, "long", locale=_locale(language)))


@lru_cache(maxsize=_KEPT)
def _by_skeleton(skeleton: str, value: date, language: str) -> str:
    return str(format_skeleton(skeleton, value, locale=_locale(language)))


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(_LOCALES[language])


@cache
def _countries(language: str) -> tuple[tuple[str, str], ...]:
    names = _locale(language).territories.items()
    countries = ((code, str(name)) for code, name in names if code.isalpha() and code < "XA")
    kosovo = ("XK", str(_locale(language).territories["XK"]))
    kept = (one for one in countries if one[0] not in _NO_COUNTRIES)
    return tuple(sorted((*kept, kosovo), key=_by_name))


def _by_name(country: tuple[str, str]) -> str:
    return country[1].casefold()


@cache
def load_phrases(language: str) -> Mapping[str, str]:
    """Return every phrase of *language* by its key."""
    folder = files(__package__).joinpath("words", language)
    phrases: dict[str, str] = {}
    for file in folder.iterdir():
        if file.name.endswith(".toml"):
            body = tomllib.loads(file.read_text(encoding="utf-8"))
            phrases |= _flatten(file.name.removesuffix(".toml"), body)
    return phrases


def _flatten(prefix: str, body: Mapping[str, object]) -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in body.items():
        name = f"{prefix}.{key}"
        if isinstance(value, Mapping):
            flat |= _flatten(name, value)
        else:
            flat[name] = str(value)
    return flat


def choose_language(asked: str | None, kept: str | None, accepted: str) -> str:
    """
    Return the language to show: asked for just now, kept from before, or as the browser says.

    Examples:
        >>> choose_language(None, None, "ar-SY,ar;q=0.9,en;q=0.8")
        'ar'
        >>> choose_language("en", "ar", "ar")
        'en'
        >>> choose_language(None, "xx", "")
        'en'
    """
    spoken = (part.split(";")[0].strip().split("-")[0] for part in accepted.split(","))
    for language in (asked, kept, *spoken):
        if language in LANGUAGES:
            return str(language)
    return "en"
