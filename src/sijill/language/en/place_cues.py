"""
What the words around a capital run say for or against its being a place.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_place_words() -> dict[str, Any]:
    """Return the English words around place names."""
    body = files("sijill.language.en").joinpath("places.toml").read_text("utf-8")
    return tomllib.loads(body)


@cache
def load_sets() -> dict[str, frozenset[str]]:
    """Return the plain lists of words, as sets."""
    words = load_place_words()
    return {name: frozenset(items) for name, items in words.items() if isinstance(items, list)}


def find_people(words: str) -> str | None:
    """
    Return the land that is no country and whose adjective *words* are.

    Examples:
        >>> find_people("European"), find_people("Syrian")
        ('Europe', None)
    """
    folded = words.casefold()
    return _peoples().get(folded) or _peoples().get(folded.removesuffix("s"))


@cache
def _peoples() -> dict[str, str]:
    table: dict[str, list[str]] = load_place_words()["peoples"]
    return {name.casefold(): land for land, names in table.items() for name in names}


@cache
def find_demonym(words: str) -> str | None:
    """
    Return the country whose people *words* name, as ISO 3166-1 alpha-2 code.

    Examples:
        >>> find_demonym("Syrians"), find_demonym("Sarmin")
        ('SY', None)
    """
    folded = words.casefold()
    if words in load_sets()["countries"]:
        return None
    return _demonyms().get(folded) or _demonyms().get(folded.removesuffix("s"))


@cache
def _demonyms() -> dict[str, str]:
    table: dict[str, list[str]] = load_place_words()["demonyms"]
    return {name.casefold(): code for code, names in table.items() for name in names}


@cache
def join_words(*names: str) -> str:
    """Return the words of several lists as one alternative of a pattern, longest first."""
    words = load_place_words()
    found = {re.escape(item) for name in names for item in words[name]}
    return "|".join(sorted(found, key=lambda item: (-len(item), item)))


def weigh_cue(text: str, start: int, end: int, before: str) -> float:
    """
    Return the points that the words around ``text[start:end]`` give to a place.

    Examples:
        >>> text = "Shells fell in Sarmin."
        >>> weigh_cue(text, 15, 21, text[:15])
        2.0
    """
    before = _patterns()["described"].sub("", before)
    sets, patterns = load_sets(), _patterns()
    words = [word.casefold().strip(".") for word in re.findall(r"[^\s-]+", text[start:end])]
    last = patterns["before"].search(before)
    previous = last[1].casefold() if last else ""
    points = 0.0
    if previous in sets["strong_prepositions"]:
        points += 2.0
    elif _is_struck(before):
        points += 1.5
    elif previous in sets["prepositions"]:
        points += 1.0 if previous == "at" else 0.75
    title = patterns["title"].search(before)
    if title and title[1].casefold() in sets["titles"] and title[1] != "st":
        points -= 4.0
    if words and words[0] in sets["first_names"] and len(words) > 1:
        points -= 4.0
    if re.match(
        r",? (?:said|says|told|added|who|he|she|was born)\b|, \d{1,2},", text[end : end + 12]
    ):
        points -= 1.5
    if text[end : end + 2] == ": " and patterns["entry"].search(
        text[max(0, start - 4) : start]
    ):
        points += 2.0
    if len(words) > 1 and words[-1] in sets["organisations"]:
        points -= 1.0
    if len(words) == 1 and words[0] in sets["institutions"]:
        points -= 3.0
    if patterns["victim"].search(before):
        points -= 3.0
    cause = patterns["cause"].search(before)
    if cause and cause[1].casefold() in sets["institutions"] | sets["organisations"]:
        points -= 2.0
    return points


def _is_struck(before: str) -> bool:
    """Say whether the words before name the place as struck: "attack on", "shelled"."""
    words = before.lower().removesuffix("the ").split()
    verbs, nouns = load_sets()["striking_verbs"], load_sets()["striking_nouns"]
    return bool(words) and (
        words[-1] in verbs or (len(words) > 1 and words[-1] == "on" and words[-2] in nouns)
    )


def is_away(before: str) -> bool:
    """
    Say whether the words before a name lead away from it, or to it, or give it an aim.

    Examples:
        >>> is_away("He was flown to "), is_away("the road to "), is_away("shells fell in ")
        (True, True, False)
    """
    before = _patterns()["described"].sub("", before)
    return bool(_patterns()["away"].search(before))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    described = join_words("directions", "describing")
    held = r"[\w-]+[ -](?:held|controlled|run|torn|administered)"
    away = join_words("away_prepositions")
    return {
        "before": re.compile(r"(\w+)['’]?[.,]? (?:the )?$"),
        "title": re.compile(r"(\w+)\.? $"),
        "described": re.compile(rf"(?:(?<![\w-])(?:{described}|{held}) )+$"),
        "entry": re.compile(r"(?:^|\n)\s*[-•*–—]\s*$"),  # "- Sarmin: three killed"
        "cause": re.compile(r"\b([A-Z]\w+) for (?:the )?$"),  # "the Movement for Waziristan"
        "victim": re.compile(  # "the murder of Rafi", but "the massacre of Tell Abyad"
            r"\b(?:murder|assassination|kidnapping|abduction|killing|death|execution|slaying|"
            r"funeral|arrest|orders|life|sister|brother|wife|widow|son|daughter|father|mother)s?"
            r" of (?:[a-z.]+ ){0,2}$",
            re.IGNORECASE,
        ),
        "away": re.compile(rf"\b(?:{away}) (?:the |a |its |his |her |their )?$", re.IGNORECASE),
    }
