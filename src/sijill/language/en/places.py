"""
English words that may name a place: capitalised runs, with what stands around them.

No gazetteer is asked here. In a text of capitals alone the capital says nothing, and only
words after a place's preposition, beside a type word or after a comma are candidates.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from sijill.language.en.capitals import find_place_spans
from sijill.language.en.entities import tag_entities
from sijill.language.en.place_cues import (
    find_demonym,
    find_people,
    is_away,
    join_words,
    load_place_words,
    load_sets,
    weigh_cue,
)
from sijill.language.en.sentences import segment_sentences
from sijill.language.places import PlaceWords
from sijill.model.span import Span

_CAPS_SHARE = 0.75
_MOST_WORDS = 6


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    joined, shorts = join_words("particles"), join_words("abbreviations")
    types, near = join_words("types"), join_words("near_words")
    sides, described = join_words("directions"), join_words("directions", "describing")
    days = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|" + "|".join(month_name[1:])
    word = (
        r"(?:(?:St|Mt|Ft)\.|[A-ZÀ-ÖØ-Þ][\w’'ʿʾ]*(?:-\w[\w’'ʿʾ]*)*|"
        r"(?:al|el|ad|ar|as|ash|az|an)-[A-ZÀ-Þ][\w’'-]*)"
    )
    far = r"(?:(?:just|about|some|[\d.,]+|kilomet(?:er|re)s|miles|km) )*"
    off = rf"(?:{far}(?:{sides}) of|outside|near)"
    return {
        "short": re.compile(rf"(?:U\.S\.A?\.?|U\.K\.|U\.A\.E\.|{shorts})(?!\w)"),
        "run": re.compile(rf"{word}(?:[ \u00a0](?:(?:{joined})[ \u00a0])?{word})*"),
        "day": re.compile(rf"\s(?:(?:on|in|of|at)\s)?(?:{days})\b.*", re.DOTALL),
        "calendar": re.compile(rf"(?:{days})(?:['’]?s)?", re.IGNORECASE),
        "tail": re.compile(
            rf"(?P<party>(?<![\w-])[DR]-(?=[A-Z]))|-(?:{join_words('hyphen_tails')})(?![\w-])"
        ),
        "type_after": re.compile(rf"[ ](?P<type>{types})\b", re.IGNORECASE),
        "type_caps": re.compile(rf"\s(?P<type>{types})\b", re.IGNORECASE),
        "type_before": re.compile(
            rf"\b(?P<type>{types}) of (?:the |nearby )?$|\b(?P<named>{types}), $", re.IGNORECASE
        ),
        "near": re.compile(
            rf"\b(?:{near}|(?:{sides}) of) (?:the )?(?:\w+ of |capital,? )?$", re.IGNORECASE
        ),
        "within": re.compile(
            r"(?:,| in| of| \(|, capital of)[ ](?:the )?(?:[a-z]+(?:ern)? )?"
            rf"(?:(?:{types}) of )?",
            re.IGNORECASE,
        ),
        "off": re.compile(rf"(?: [a-z]+)?,? {off} (?:the )?(?:capital,? )?", re.IGNORECASE),
        "holds": re.compile(
            rf"(?:['’]s? (?:[\w'’-]+ ){{0,3}}| (?:(?:{described}) )*)(?:{types}) of ",
            re.IGNORECASE,
        ),
        "owner": re.compile(r"(?<=\w)['’]s? (?=[A-Z])"),
    }


def tag_places(text: str) -> tuple[PlaceWords, ...]:
    """
    Return the words of *text* that may name places, in reading order.

    Examples:
        >>> [found.name for found in tag_places("It hit the village of Sarmin in Idlib.")]
        ['Sarmin', 'Idlib']
        >>> tag_places("Syrian jets struck again.")[0].country
        'SY'
        >>> [found.within for found in tag_places("They hit Homs's Waer district.")]
        [(), ('Homs',)]
    """
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    if len(letters) > 20 and capitals > _CAPS_SHARE * len(letters):
        found = _tag_capitals(text)
    else:
        found = _tag_runs(text)
    return _link_around(text, sorted(found, key=lambda item: item.span.start))


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
            for first, last in _split_hyphens(text, match.start(), match.end()):
                for start, end in _split_owner(text, first, last):
                    found += _read_run(text, start, end)
    return found


def _split_hyphens(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut "Gori-based" behind the name, "D-Columbus" before it, "Egyptian-US" in two."""
    for match in _patterns()["tail"].finditer(text, start, end):
        if match["party"]:
            start = match.end()
            continue
        yield start, match.start()
        start = match.end() + 1
    parts = text[start:end].split("-")
    if len(parts) == 2 and all(find_demonym(part) or part in ("US", "UK") for part in parts):
        yield start, start + len(parts[0])
        start += len(parts[0]) + 1
    if start < end:
        yield start, end


def _split_owner(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut "Homs's Waer" before a type word, or behind a land, but not "Martha's Vineyard"."""
    for match in _patterns()["owner"].finditer(text, start, end):
        typed = _patterns()["type_after"].match(text, end)
        words = text[match.end() : end].casefold().split()
        named = len(words) > 1 and words[-1] in load_place_words()["types"]
        if typed or named or _known_kind(text[start : match.start()]):
            yield start, match.start()
            start = match.end()
    yield start, end


def _read_short(text: str, match: re.Match[str]) -> PlaceWords:
    """Read "U.S." as a people's adjective before a noun, and as a place elsewhere."""
    words = Span.of(text, *match.span())
    name = load_place_words()["abbreviations"].get(words.text, words.text)
    behind = text[match.end() : match.end() + 40]
    following = re.match(r"[ -](?:and (?=[A-Z]))?([\w'’.-]+)", behind)
    free = following is None or following[1].casefold() in load_sets()["behind_names"]
    free = free or (
        " and " in behind[:5] and not find_demonym(following[1] if following else "")
    )
    if words.text in ("U.S.", "U.S.A.", "U.K.") and not free:
        code = "GB" if words.text == "U.K." else "US"
        return PlaceWords(words, name, relation="demonym", country=code, cue=2)
    area = words.text in load_place_words()["abbreviations"]
    return PlaceWords(words, name, "admin1" if area else None, cue=3.0)


def _read_run(text: str, start: int, end: int) -> list[PlaceWords]:
    """Read one run of capital words: strip what opens a sentence, tell people apart."""
    sets = load_sets()
    run = text[start:end]
    opens = _opens_sentence(text, start)
    run = _patterns()["day"].sub("", run)
    words = run.split()
    if _is_never(run):
        return []
    if led := _read_led(text, start, words):
        people, begin = led
        return [people, *_read_run(text, begin, end)]
    for n, word in enumerate(words[1:-1], start=2):
        if word.casefold() in sets["closing_types"]:
            return _read_run(text, start, start + len(" ".join(words[:n])))
    if all(word.casefold() in sets["communities"] for word in words):
        return []
    if opens and len(words) > 2 and words[1] == "of" and not _may_head(words[0]):
        start, words, opens = start + len(words[0]) + 4, words[2:], False
    while opens and words and words[0].casefold() in sets["ordinary"]:
        start, words, opens = start + len(words[0]) + 1, words[1:], False
        if words and words[0] in ("the", "of"):
            start, words = start + len(words[0]) + 1, words[1:]
    text_run = re.sub(r"[’']s?$", "", " ".join(words))
    if len(text_run) < 2 or start + len(text_run) > len(text) or len(words) > _MOST_WORDS + 4:
        return []
    end = start + len(text_run)
    if code := find_demonym(text_run):
        return [
            PlaceWords(
                Span.of(text, start, end), text_run, relation="demonym", country=code, cue=2
            )
        ]
    if land := find_people(text_run):
        return [PlaceWords(Span.of(text, start, end), land, relation="demonym", cue=2)]
    return [_candidate(text, start, end, opens)] if end > start else []


def _is_never(run: str) -> bool:
    """Say whether a run is a day, a title or a body that every reader knows."""
    low = re.sub(r"['’]s?$|\.$", "", run.casefold())
    return bool(
        _patterns()["calendar"].fullmatch(low)
        or low in load_sets()["titles"] - {"st"}
        or low in load_sets()["never_places"]
    )


def _read_led(text: str, start: int, words: list[str]) -> tuple[PlaceWords, int] | None:
    """Read the people that leads a run: "Turkish President", "US Federal Reserve"."""
    for n in (2, 1):
        if len(words) <= n or words[n].casefold() in load_sets()["adjective_places"]:
            continue
        name = " ".join(words[:n])
        code = {"US": "US", "USA": "US", "UK": "GB"}.get(name) or find_demonym(name)
        land = find_people(name)
        if (code or land) and text.startswith(name + " ", start):
            span = Span.of(text, start, start + len(name))
            people = PlaceWords(
                span, land or name, relation="demonym", country=None if land else code, cue=2
            )
            return people, start + len(name) + 1
    return None


def _may_head(word: str) -> bool:
    """Say whether a name may begin so: "Gulf of Aden", but not "Toll of Sarmin"."""
    low, sets = word.casefold(), load_sets()
    heads = ("heads", "sites", "institutions", "organisations")
    return low in load_place_words()["types"] or any(low in sets[name] for name in heads)


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 12) : start].rstrip(" \"'“‘(")
    return not before or before[-1] in ".!?\n:;|" or text[start - 1] == "\n"


def _candidate(text: str, start: int, end: int, opens: bool) -> PlaceWords:
    before = text[max(0, start - 40) : start]
    name, kind, end = _read_type(text, start, end, before)
    cue = weigh_cue(text, start, end, before) + (2.0 if kind in _TYPED else 0.0)
    return PlaceWords(
        Span.of(text, start, end), name, kind, _relation(text[start:end], before),
        cue=cue, opens=opens, away=is_away(before), common=_common(name),
    )  # fmt: skip


def _common(name: str) -> frozenset[str]:
    """Return those words of a name that name nothing alone: "Central", "High", "Park"."""
    sets = load_sets()
    plain = sets["ordinary"] | sets["directions"] | sets["institutions"] | sets["organisations"]
    return frozenset(word for word in name.casefold().split() if word in plain)


_TYPED = ("place", "admin1", "admin2")


def _read_type(text: str, start: int, end: int, before: str) -> tuple[str, str | None, int]:
    """Return the name, its kind by the type word beside it, and where the words end."""
    patterns, types = _patterns(), load_place_words()["types"]
    name, kind = text[start:end], _known_kind(text[start:end])
    words = name.split()
    if len(words) > 1 and words[-1].casefold() in types:
        return " ".join(words[:-1]), types[words[-1].casefold()], end
    if len(words) > 1 and words[-1].casefold() in load_sets()["sites"]:
        return name, "facility", end
    if (after := patterns["type_after"].match(text, end)) and not _is_others(text, after):
        kind = _type(after["type"])
        area = kind in ("admin1", "admin2") and after["type"][0].islower()
        return name, kind, after.end() if area else end
    if (of := patterns["type_before"].search(before)) and kind is None:
        kind = _type(of["type"] or of["named"])
    return name, kind, end


def _type(words: str) -> str:
    kind: str = load_place_words()["types"][re.sub(r"\s+", " ", words.casefold())]
    return kind


def _is_others(text: str, after: re.Match[str]) -> bool:
    """Say whether a type word is that of the name behind it: "the Idlib town of Sarmin"."""
    following = text[after.end() : after.end() + 5]
    return _type(after["type"]) == "place" and bool(re.match(r" of [A-Z]", following))


def _relation(words: str, before: str) -> str:
    sides = load_sets()["directions"]
    first, *more = words.casefold().split()
    last = before.rstrip().rpartition(" ")[2].casefold()
    if _patterns()["near"].search(before):
        return "near"
    return "part" if (more and first in sides) or last in sides else "at"


def _known_kind(name: str) -> str | None:
    """Return what a name is that everybody knows: a country, or a land wider than a town."""
    if name in load_sets()["countries"]:
        return "country"
    return "region" if name in load_sets()["regions"] else None


def _tag_capitals(text: str) -> list[PlaceWords]:
    """Take what the tagger of names finds, since capitals tell nothing here."""
    found = []
    for sentence in segment_sentences(text):
        for name in tag_entities(sentence):
            if code := find_demonym(name.span.text):
                people = PlaceWords(name.span, name.span.text, None, "demonym", (), code, 2)
                found.append(people)
        found += [
            _read_capitals(text, span)
            for span in find_place_spans(sentence)
            if not find_demonym(span.text)
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
        kind, end = _type(after["type"]), after.end()
    elif of := _patterns()["type_before"].search(before):
        kind = _type(of["type"] or of["named"])
    relation = "near" if _patterns()["near"].search(before) else "at"
    cue = weigh_cue(text, span.start, span.end, before) + (2.0 if kind else 1.0)
    return PlaceWords(
        Span.of(text, span.start, end), name, kind, relation, cue=cue, away=is_away(before)
    )


def _link_around(text: str, found: list[PlaceWords]) -> tuple[PlaceWords, ...]:
    """Tell each candidate what it lies in: "Sarmin, Idlib", "the town of Sarmin in Idlib"."""
    linked = list(found)
    for n in range(len(linked) - 2, -1, -1):
        item, following = linked[n], linked[n + 1]
        between = text[item.span.end : following.span.start].replace("\n", " ")
        if "demonym" in (item.relation, following.relation) or len(between) > 60:
            continue
        if between in (", ", ",", " (") or (
            len(between) <= 30 and _patterns()["within"].fullmatch(between)
        ):
            more = 1.0 if between.startswith(",") else 0.5
            names = (following.name, *following.within)
            linked[n] = replace(item, within=names, cue=item.cue + more)
        elif _patterns()["off"].fullmatch(between):
            linked[n + 1] = replace(following, away=True)
        elif _owns(between, following):
            cue = following.cue if following.cue >= 1 else max(item.cue, 1.0)
            names = (*following.within, item.name)
            linked[n + 1] = replace(following, within=names, cue=cue)
    return tuple(linked)


def _owns(between: str, following: PlaceWords) -> bool:
    """Say whether one name holds the next: "Homs's Waer", "the Homs town of Waer"."""
    if _patterns()["holds"].fullmatch(between):
        return True
    owned = re.fullmatch(r"['’]s? (?:[a-z-]+ ){0,2}", between)
    last = following.name.casefold().split()[-1]
    site = following.kind in (*_TYPED, "region") or last in load_sets()["sites"]
    return bool(owned) and site
