"""
English words that may name a place: capitalised runs, with what stands around them.

No gazetteer is asked here. In a text of capitals alone the capital says nothing, and only
words after a place's preposition, beside a type word or after a comma are candidates.
"""

from __future__ import annotations

import re
import tomllib
from calendar import month_name
from functools import cache
from importlib.resources import files
from typing import Any

from sijill.language.en.capitals import find_place_spans
from sijill.language.en.entities import tag_entities
from sijill.language.en.sentences import segment_sentences
from sijill.language.places import PlaceWords
from sijill.model.span import Span

_CAPS_SHARE = 0.75
_MOST_WORDS = 6


@cache
def load_place_words() -> dict[str, Any]:
    """Return the English words around place names."""
    body = files("sijill.language.en").joinpath("places.toml").read_text("utf-8")
    return tomllib.loads(body)


@cache
def _sets() -> dict[str, frozenset[str]]:
    words = load_place_words()
    return {name: frozenset(items) for name, items in words.items() if isinstance(items, list)}


@cache
def _demonyms() -> dict[str, str]:
    table: dict[str, list[str]] = load_place_words()["demonyms"]
    return {name.casefold(): code for code, names in table.items() for name in names}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = load_place_words()
    joined = "|".join(sorted(words["particles"], key=len, reverse=True))
    shorts = "|".join(re.escape(item) for item in sorted(words["abbreviations"], key=len)[::-1])
    types = "|".join(sorted((re.escape(item) for item in words["types"]), key=len)[::-1])
    near = "|".join(sorted((re.escape(item) for item in words["near_words"]), key=len)[::-1])
    described = "|".join((*words["directions"], *words["describing"]))
    days = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|" + "|".join(month_name[1:])
    word = (
        r"(?:(?:St|Mt|Ft)\.|[A-ZÀ-ÖØ-Þ][\w’'ʿʾ]*(?:-\w[\w’'ʿʾ]*)*|"
        r"(?:al|el|ad|ar|as|ash|az|an)-[A-ZÀ-Þ][\w’'-]*)"
    )
    return {
        "short": re.compile(rf"(?:U\.S\.A?\.?|U\.K\.|U\.A\.E\.|{shorts})(?!\w)"),
        "run": re.compile(rf"{word}(?:[ \u00a0](?:(?:{joined})[ \u00a0])?{word})*"),
        "day": re.compile(rf"\s(?:(?:on|in|of|at)\s)?(?:{days})\b.*", re.DOTALL),
        "type_after": re.compile(rf"[ ](?P<type>{types})\b", re.IGNORECASE),
        "type_caps": re.compile(rf"\s(?P<type>{types})\b", re.IGNORECASE),
        "type_before": re.compile(rf"\b(?P<type>{types}) of (?:the )?$", re.IGNORECASE),
        "type_first": re.compile(rf"\b(?:the )?(?P<type>{types}) $", re.IGNORECASE),
        "near": re.compile(rf"\b(?:{near}) (?:the )?(?:\w+ of )?$", re.IGNORECASE),
        "before": re.compile(r"(\w+)['’]?[.,]? (?:the )?$"),
        "title": re.compile(r"(\w+)\.? $"),
        "described": re.compile(
            rf"(?:(?<![\w-])(?:{described}|[\w-]+(?:-held|-controlled|-torn)) )+$"
        ),
        "within": re.compile(r"(?:,| in| \()[ ](?:the )?(?:[a-z]+(?:ern)? )?$", re.IGNORECASE),
    }


def tag_places(text: str) -> tuple[PlaceWords, ...]:
    """
    Return the words of *text* that may name places, in reading order.

    Examples:
        >>> [found.name for found in tag_places("It hit the village of Sarmin in Idlib.")]
        ['Sarmin', 'Idlib']
        >>> tag_places("Syrian jets struck again.")[0].country
        'SY'
    """
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    if len(letters) > 20 and capitals > _CAPS_SHARE * len(letters):
        found = _tag_capitals(text)
    else:
        found = _tag_runs(text)
    return _link_commas(text, sorted(found, key=lambda item: item.span.start))


def _tag_runs(text: str) -> list[PlaceWords]:
    patterns = _patterns()
    found: list[PlaceWords] = []
    taken: list[tuple[int, int]] = []
    for match in patterns["short"].finditer(text):
        if match.start() and (
            text[match.start() - 1].isalnum() or text[match.start() - 1] == "."
        ):
            continue
        found.append(_read_short(text, match))
        taken.append(match.span())
    for match in patterns["run"].finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            found += _read_run(text, match.start(), match.end())
    return found


def _read_short(text: str, match: re.Match[str]) -> PlaceWords:
    """Read "U.S." as a people's adjective before a noun, and as a place elsewhere."""
    words = Span.of(text, *match.span())
    name = load_place_words()["abbreviations"].get(words.text, words.text)
    following = re.match(r" ([\w'’.-]+)", text[match.end() : match.end() + 30])
    free = following is None or following[1].casefold() in _sets()["behind_names"]
    if words.text in ("U.S.", "U.S.A.", "U.K.") and not free:
        code = "GB" if words.text == "U.K." else "US"
        return PlaceWords(words, name, relation="demonym", country=code, cue=2)
    return PlaceWords(words, name, cue=3.0)


def _read_run(text: str, start: int, end: int) -> list[PlaceWords]:
    """Read one run of capital words: strip what opens a sentence, tell people apart."""
    sets = _sets()
    run = text[start:end]
    opens = _opens_sentence(text, start)
    run = _patterns()["day"].sub("", run)
    words = run.split()
    while opens and words and words[0].casefold() in sets["ordinary"]:
        start += len(words[0]) + 1
        words = words[1:]
        opens = False
    text_run = re.sub(r"[’']s?$", "", " ".join(words))
    if not text_run or start + len(text_run) > len(text) or len(words) > _MOST_WORDS + 4:
        return []
    end = start + len(text_run)
    if code := _demonym(text_run):
        return [
            PlaceWords(
                Span.of(text, start, end), text_run, relation="demonym", country=code, cue=2
            )
        ]
    return [_candidate(text, start, end, opens)] if end > start else []


def _demonym(words: str) -> str | None:
    folded = words.casefold()
    return _demonyms().get(folded) or _demonyms().get(folded.removesuffix("s"))


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 12) : start].rstrip(" \"'“‘(")
    return not before or before[-1] in ".!?\n:;|" or text[start - 1] == "\n"


def _candidate(text: str, start: int, end: int, opens: bool) -> PlaceWords:
    patterns, types = _patterns(), load_place_words()["types"]
    before = text[max(0, start - 40) : start]
    name, kind, relation = text[start:end], _known_kind(text[start:end]), "at"
    words = name.split()
    if len(words) > 1 and words[-1].casefold() in types:
        kind, name = types[words[-1].casefold()], " ".join(words[:-1])
    elif after := patterns["type_after"].match(text, end):
        kind = types[re.sub(r"\s+", " ", after["type"].casefold())]
        end = (
            after.end() if kind in ("admin1", "admin2") and after["type"][0].islower() else end
        )
    elif of := patterns["type_before"].search(before):
        kind = types[re.sub(r"\s+", " ", of["type"].casefold())]
    if (words and words[0].casefold() in _sets()["directions"] and len(words) > 1) or re.search(
        rf"\b(?:{'|'.join(_sets()['directions'])}) $", before, re.IGNORECASE
    ):
        relation = "part"
    if patterns["near"].search(before):
        relation = "near"
    cue = _cue(text, start, end, before) + (
        2.0 if kind in ("place", "admin1", "admin2") else 0.0
    )
    return PlaceWords(Span.of(text, start, end), name, kind, relation, cue=cue, opens=opens)


def _known_kind(name: str) -> str | None:
    """Return what a name is that everybody knows: a country, or a land wider than a town."""
    if name in _sets()["countries"]:
        return "country"
    return "region" if name in _sets()["regions"] else None


def _cue(text: str, start: int, end: int, before: str) -> float:
    before = _patterns()["described"].sub("", before)
    sets, patterns = _sets(), _patterns()
    words = [word.casefold().strip(".") for word in re.findall(r"[^\s-]+", text[start:end])]
    last = patterns["before"].search(before)
    previous = last[1].casefold() if last else ""
    points = 0.0
    if previous in sets["strong_prepositions"]:
        points += 2.0
    elif previous in sets["prepositions"] or _is_struck(before):
        points += 0.75
    title = patterns["title"].search(before)
    if title and title[1].casefold() in sets["titles"] and title[1] != "st":
        points -= 4.0
    if words and words[0] in sets["first_names"] and len(words) > 1:
        points -= 4.0
    if re.match(
        r",? (?:said|says|told|added|who|he|she|was born)\b|, \d{1,2},", text[end : end + 12]
    ):
        points -= 1.5
    if len(words) > 1 and words[-1] in sets["organisations"]:
        points -= 1.0
    return points


def _is_struck(before: str) -> bool:
    """Say whether the words before name the place as struck: "attack on", "shelled"."""
    words = before.lower().split()
    verbs, nouns = _sets()["striking_verbs"], _sets()["striking_nouns"]
    return bool(words) and (
        words[-1] in verbs or (len(words) > 1 and words[-1] == "on" and words[-2] in nouns)
    )


def _tag_capitals(text: str) -> list[PlaceWords]:
    """Take what the tagger of names finds, since capitals tell nothing here."""
    found = []
    for sentence in segment_sentences(text):
        for name in tag_entities(sentence):
            if code := _demonym(name.span.text):
                people = PlaceWords(name.span, name.span.text, None, "demonym", (), code, 2)
                found.append(people)
        found += [
            _read_capitals(text, span)
            for span in find_place_spans(sentence)
            if not _demonym(span.text)
        ]
    return found


def _read_capitals(text: str, span: Span) -> PlaceWords:
    """Read a place in capitals with the type word behind or before it."""
    types = load_place_words()["types"]
    name, kind, end = span.text, None, span.end
    before = text[max(0, span.start - 40) : span.start].replace("\n", " ")
    words = name.split()
    if len(words) > 1 and words[-1].casefold() in types:
        kind, name = types[words[-1].casefold()], " ".join(words[:-1])
    elif after := _patterns()["type_caps"].match(text, end):
        kind = types[re.sub(r"\s+", " ", after["type"].casefold())]
        end = after.end()
    elif of := _patterns()["type_before"].search(before):
        kind = types[re.sub(r"\s+", " ", of["type"].casefold())]
    relation = "near" if _patterns()["near"].search(before) else "at"
    cue = _cue(text, span.start, span.end, before) + (2.0 if kind else 1.0)
    return PlaceWords(Span.of(text, span.start, end), name, kind, relation, cue=cue)


def _link_commas(text: str, found: list[PlaceWords]) -> tuple[PlaceWords, ...]:
    """Tell each candidate what it lies in: "Sarmin, Idlib", "the town of Sarmin in Idlib"."""
    linked = list(found)
    for n in range(len(linked) - 2, -1, -1):
        item, following = linked[n], linked[n + 1]
        between = text[item.span.end : following.span.start].replace("\n", " ")
        if following.relation == "demonym" or len(between) > 16:
            continue
        if between in (", ", ",", " (") or _patterns()["within"].fullmatch(between):
            linked[n] = PlaceWords(
                item.span, item.name, item.kind, item.relation,
                (following.name, *following.within), item.country,
                item.cue + (1.0 if between.startswith(",") else 0.5), item.opens,
            )  # fmt: skip
    return tuple(linked)
