"""
One run of capital words read: whether it may name a place, of which kind, and told how.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sijill.language.en.place_cues import (
    find_demonym,
    find_people,
    is_away,
    load_place_words,
    load_sets,
    weigh_cue,
)
from sijill.language.en.place_patterns import load_patterns
from sijill.language.places import PlaceWords
from sijill.model.span import Span

_MOST_WORDS = 6
_TOLD_BY = 1.25  # "10 km north of" tells a place
TYPED = ("place", "quarter", "admin1", "admin2")


def split_run(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the names in a run of capital words: cut at hyphens, owners and "and"."""
    for first, last in _split_hyphens(text, start, end):
        yield from _split_owner(text, first, last)


def _split_hyphens(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut "Gori-based" behind the name, "D-Columbus" before it, "Egyptian-US" in two."""
    joint = text.find(" and ", start, end)
    if joint > 0 and load_patterns()["between"].search(text[max(0, start - 60) : start]):
        yield from _split_hyphens(text, start, joint)
        start = joint + len(" and ")
    for match in load_patterns()["tail"].finditer(text, start, end):
        if match["party"]:
            start = match.end()
            continue
        yield start, match.start()
        start = match.end() + 1
    parts = text[start:end].split("-")
    way = load_patterns()["way"].match(text, end)
    if len(parts) == 2 and (way or all(find_demonym(p) or p in ("US", "UK") for p in parts)):
        yield start, start + len(parts[0])
        start += len(parts[0]) + 1
    if start < end:
        yield start, end


def _split_owner(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut "Homs's Waer" before a type word, or behind a land, but not "Martha's Vineyard"."""
    for match in load_patterns()["owner"].finditer(text, start, end):
        typed = load_patterns()["type_after"].match(text, end)
        words = text[match.end() : end].casefold().split()
        named = len(words) > 1 and words[-1] in load_place_words()["types"]
        if typed or named or _known_kind(text[start : match.start()]):
            yield start, match.start()
            start = match.end()
    yield start, end


def read_short(text: str, match: re.Match[str]) -> PlaceWords:
    """Read "U.S." as a people's adjective before a noun, and as a place elsewhere."""
    words = Span.of(text, *match.span())
    areas = load_place_words()["abbreviations"] | load_place_words()["postal"]
    name = areas.get(words.text, words.text)
    behind = text[match.end() : match.end() + 40]
    following = re.match(r"[ -](?:and (?=[A-Z]))?([\w'’.-]+)", behind)
    free = following is None or following[1].casefold() in load_sets()["behind_names"]
    free = free or (
        " and " in behind[:5] and not find_demonym(following[1] if following else "")
    )
    if words.text in ("U.S.", "U.S.A.", "U.K.") and not free:
        code = "GB" if words.text == "U.K." else "US"
        return PlaceWords(words, name, relation="demonym", country=code, cue=2)
    return PlaceWords(words, name, "admin1" if words.text in areas else None, cue=3.0)


def read_run(text: str, start: int, end: int) -> list[PlaceWords]:
    """Read one run of capital words: strip what opens a sentence, tell people apart."""
    sets = load_sets()
    run = text[start:end]
    opens = _opens_sentence(text, start)
    run = load_patterns()["day"].sub("", run)
    words = run.split()
    if _is_never(run):
        return []
    if led := _read_led(text, start, words):
        people, begin = led
        return [people, *read_run(text, begin, end)]
    for n, word in enumerate(words[1:-1], start=2):
        if word.casefold() in sets["closing_types"]:
            return read_run(text, start, start + len(" ".join(words[:n])))
    if all(word.casefold() in sets["communities"] for word in words):
        return []
    if opens and len(words) > 2 and words[1] == "of" and not _may_head(words[0]):
        start, words, opens = start + len(words[0]) + 4, words[2:], False
    while opens and words and words[0].casefold() in sets["ordinary"] - _openers(words):
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


def _openers(words: list[str]) -> frozenset[str]:
    """Return the words that a name may open with, where more of it follows."""
    sets = load_sets()
    named = len(words) > 1 and words[1].casefold() not in sets["ordinary"]
    return sets["openers_of_names"] | sets["name_openers"] if named else frozenset()


def _is_never(run: str) -> bool:
    """Say whether a run is a day, a title or a body that every reader knows."""
    low = re.sub(r"['’]s?$|\.$", "", run.casefold())
    return bool(
        load_patterns()["calendar"].fullmatch(low)
        or low in load_sets()["titles"] - {"st"}
        or low in load_sets()["never_places"]
    )


def _read_led(text: str, start: int, words: list[str]) -> tuple[PlaceWords, int] | None:
    """Read the people that leads a run: "Turkish President", "US Federal Reserve"."""
    for n in (2, 1):
        ends = load_sets()["adjective_places"]
        if len(words) <= n or {words[n].casefold(), words[-1].casefold()} & ends:
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
    before = text[max(0, start - 60) : start]
    if body := _read_body(text, start, end, before, opens):
        return body
    end = _before_facility(text, start, end)
    name, kind, end = _read_type(text, start, end, before)
    cue = weigh_cue(text, start, end, before) + (2.0 if kind in TYPED else 0.0)
    cue += _TOLD_BY if _offset(before) != (None, None) else 0.0
    km, side = _offset(before)
    relation = _relation(text[start:end], before)
    if load_patterns()["countryside"].match(text, end) or load_patterns()["rural"].search(
        before
    ):
        relation = "countryside"
    away = is_away(before) or bool(load_patterns()["tail"].match(text, end))
    return PlaceWords(
        Span.of(text, start, end), name, kind, "near" if km or side else relation,
        km=km, side=side, cue=cue, opens=opens, away=away, common=_common(name),
    )  # fmt: skip


def _read_body(text: str, start: int, end: int, before: str, opens: bool) -> PlaceWords | None:
    """Read a body by the place that it serves: "Hilltown Police Department", "Gao police"."""
    run = text[start:end]
    found = load_patterns()["body"].match(run)
    after = None if found else load_patterns()["body_after"].match(text, end)
    if not found and not after:
        return None
    name, kind = found["name"] if found else run, None
    words = name.split()
    if len(words) > 1 and words[-1].casefold() in load_place_words()["types"]:
        name, kind = " ".join(words[:-1]), load_place_words()["types"][words[-1].casefold()]
    if kind not in (None, *TYPED) or _common(name) == frozenset(name.casefold().split()):
        return None
    end = start + found.end() if found else end
    cue = weigh_cue(text, start, end, before) + (2.0 if kind else 0.0)
    return PlaceWords(
        Span.of(text, start, end), name, kind, "body", cue=cue, opens=opens,
        away=is_away(before), common=_common(name),
        whole=Span.of(text, start, after.end()) if after else None,
    )  # fmt: skip


def _before_facility(text: str, start: int, end: int) -> int:
    """Return where the town's name ends in "Nyala Teaching Hospital"."""
    sets, words = load_sets(), text[start:end].split()
    if len(words) < 3 or words[-1].casefold() not in sets["facilities"]:
        return end
    n = len(words) - 1
    while n > 1 and words[n - 1].casefold() in sets["facility_modifiers"]:
        n -= 1
    return start + len(" ".join(words[:n])) if n < len(words) - 1 else end


def _offset(before: str) -> tuple[float | None, str | None]:
    """Read "10 km north of" as a distance in km and a side."""
    sides, found = load_place_words()["sides"], load_patterns()["distance"].search(before)
    if found is None:
        bare = load_patterns()["side"].search(before)
        return None, sides[bare["side"].casefold()] if bare else None
    said = found["km"].casefold()
    number = load_place_words()["counts"].get(said)
    number = float(said.replace(",", ".")) if number is None else float(number)
    unit = found["unit"].casefold()
    share = 1.609 if unit.startswith("mi") else 0.001 if unit[:2] in ("m", "me") else 1.0
    side = sides[found["side"].casefold()] if found["side"] else None
    return max(number * share, 0.1), side


def _common(name: str) -> frozenset[str]:
    """Return those words of a name that name nothing alone: "Central", "High", "Park"."""
    sets = load_sets()
    plain = sets["ordinary"] | sets["directions"] | sets["institutions"] | sets["organisations"]
    return frozenset(word for word in name.casefold().split() if word in plain)


def _read_type(text: str, start: int, end: int, before: str) -> tuple[str, str | None, int]:
    """Return the name, its kind by the type word beside it, and where the words end."""
    patterns, types = load_patterns(), load_place_words()["types"]
    name, kind = text[start:end], _known_kind(text[start:end])
    words = name.split()
    if len(words) > 1 and words[-1].casefold() in types:
        return " ".join(words[:-1]), types[words[-1].casefold()], end
    if len(words) > 1 and words[-1].casefold() in load_sets()["sites"]:
        return name, "facility", end
    if (after := patterns["type_after"].match(text, end)) and not _is_others(text, after):
        kind = read_type(after["type"])
        area = kind in ("admin1", "admin2") and after["type"][0].islower()
        return name, kind, after.end() if area else end
    of = patterns["type_before"].search(before)
    if of and kind is None and not _is_quarter(of, before):
        kind = read_type(of["type"] or of["named"])
    return name, kind, end


def _is_quarter(of: re.Match[str], before: str) -> bool:
    """Say whether the type word is that of the name before it: "the Waer district of Homs"."""
    named = re.search(r"[A-ZÀ-Þ][\w’'-]* $", before[: of.start()])
    word = (of["type"] or "").casefold()
    return bool(named) and bool(word) and word not in load_sets()["settlements"]


def read_type(words: str) -> str:
    """Return the kind that a type word stands for."""
    kind: str = load_place_words()["types"][re.sub(r"\s+", " ", words.casefold())]
    return kind


def _is_others(text: str, after: re.Match[str]) -> bool:
    """Say whether a type word is that of the name behind it: "the Idlib town of Sarmin"."""
    following = text[after.end() : after.end() + 5]
    holds = re.sub(r"\s+", " ", after["type"].casefold()) in load_sets()["settlements"]
    return holds and bool(re.match(r" of [A-Z]", following))


def _relation(words: str, before: str) -> str:
    sides = load_sets()["directions"]
    first, *more = words.casefold().split()
    last = before.rstrip().rpartition(" ")[2].casefold()
    if load_patterns()["near"].search(before):
        return "near"
    return "part" if (more and first in sides) or last in sides else "at"


def _known_kind(name: str) -> str | None:
    """Return what a name is that everybody knows: a country, or a land wider than a town."""
    if name in load_sets()["countries"]:
        return "country"
    return "region" if name in load_sets()["regions"] else None
