"""
Names that tell one another where they are: "Sarmin, Idlib", "the road between Homs and Hama".
"""

from __future__ import annotations

import re
from dataclasses import replace

from sijill.language.en.place_cues import load_sets
from sijill.language.en.place_patterns import load_patterns
from sijill.language.en.place_runs import TYPED
from sijill.language.places import Beside, PlaceWords

_FAIR = 0.75  # a cue as that of "hit" or "from"


def link_places(text: str, found: list[PlaceWords]) -> tuple[PlaceWords, ...]:
    """Tell each candidate what it lies in: "Sarmin, Idlib", "the town of Sarmin in Idlib"."""
    linked = list(found)
    for n in range(len(linked) - 2, -1, -1):
        item, following = linked[n], linked[n + 1]
        if _are_ends(text, item, following):
            linked[n] = _end_of_way(item, following)
            linked[n + 1] = _end_of_way(following, item)
            continue
        between = text[item.span.end : following.span.start].replace("\n", " ")
        if "demonym" in (item.relation, following.relation) or len(between) > 60:
            continue
        if between in (", ", ",", " (") or (
            len(between) <= 30 and load_patterns()["within"].fullmatch(between)
        ):
            more = 1.0 if between.startswith(",") else 0.5
            names = (following.name, *following.within)
            linked[n] = replace(item, within=names, cue=item.cue + more)
            if between == " (" and item.cue >= _FAIR:
                linked[n + 1] = replace(following, cue=following.cue + 1.0)
        elif load_patterns()["quarter"].fullmatch(between):
            linked[n] = replace(item, within=(following.name, *following.within))
        elif load_patterns()["off"].fullmatch(between):
            linked[n + 1] = replace(following, away=True)
            told = Beside(following.name, following.km, following.side)
            linked[n] = replace(item, beside=told)
        elif _owns(between, following):
            cue = following.cue if following.cue >= 1 else max(item.cue, 1.0)
            names = (*following.within, item.name)
            linked[n + 1] = replace(following, within=names, cue=cue)
    return tuple(linked)


def _end_of_way(item: PlaceWords, other: PlaceWords) -> PlaceWords:
    cue, told = max(item.cue, 1.0), Beside(other.name)
    return replace(item, relation="between", kind=None, beside=told, cue=cue)


def _are_ends(text: str, item: PlaceWords, following: PlaceWords) -> bool:
    """Say whether two names are the ends of a way: "between Homs and Hama"."""
    between = text[item.span.end : following.span.start]
    kinds = {item.kind, following.kind}
    if "country" in kinds or "demonym" in (item.relation, following.relation):
        return False
    if not load_patterns()["and"].fullmatch(between):
        return False
    if between in ("-", "–", "—", "/"):
        return bool(load_patterns()["way"].match(text, following.span.end))
    before = text[max(0, item.span.start - 60) : item.span.start]
    return bool(load_patterns()["between"].search(before))


def _owns(between: str, following: PlaceWords) -> bool:
    """Say whether one name holds the next: "Homs's Waer", "the Homs town of Waer"."""
    if load_patterns()["holds"].fullmatch(between):
        return True
    owned = re.fullmatch(r"['’]s? (?:[a-z-]+ ){0,2}", between)
    last = following.name.casefold().split()[-1]
    site = following.kind in (*TYPED, "region") or last in load_sets()["sites"]
    return bool(owned) and site
