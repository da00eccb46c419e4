"""
Which pairs of claims are worth comparing: those that share a bucket of time and place,
a victim's name, or near-identical words. Never all pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from math import ceil, cos, floor, radians

from sijill.link.places import width_km
from sijill.link.profile import Profile
from sijill.link.settings import Settings
from sijill.model import Place

_DEGREE_KM = 111.2
_MIN_HASHES = 4


def block_claims(
    profiles: Sequence[Profile], *, settings: Settings
) -> Iterator[tuple[int, int]]:
    """
    Yield each candidate pair once, as two positions in *profiles*.

    Windows and cells widen with what each claim says of its own uncertainty.
    """
    seen: set[tuple[int, int]] = set()
    for members in _buckets(profiles, settings):
        for pair in members:
            if pair not in seen:
                seen.add(pair)
                yield pair


def _buckets(
    profiles: Sequence[Profile], settings: Settings
) -> Iterator[Iterator[tuple[int, int]]]:
    fine: dict[object, list[int]] = defaultdict(list)
    coarse: dict[object, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    words: dict[object, list[int]] = defaultdict(list)
    for position, profile in enumerate(profiles):
        days = _time_buckets(profile, settings)
        for place in profile.places[:1]:
            wide = width_km(place) > settings.coarse_km
            for day, cell in product(days, _cells(place, settings.coarse_cell_km)):
                coarse[day, cell][wide].append(position)
            if not wide:
                for day, cell in product(days, _cells(place, settings.cell_km)):
                    fine[day, cell].append(position)
        for key in _word_keys(profile, days, settings):
            words[key].append(position)
    yield from (combinations(members, 2) for members in fine.values())
    for narrow, wide_ones in coarse.values():
        yield _sorted_pairs(narrow, wide_ones)
        yield combinations(wide_ones, 2)
    largest = settings.largest_bucket
    yield from (combinations(m, 2) for m in words.values() if len(m) <= largest)


def _sorted_pairs(one: list[int], two: list[int]) -> Iterator[tuple[int, int]]:
    return ((min(pair), max(pair)) for pair in product(one, two))


def _time_buckets(profile: Profile, settings: Settings) -> range:
    first, last = profile.earliest, profile.latest
    if (first is None or last is None) and profile.reported is not None:
        first, last = profile.reported - settings.news_days, profile.reported
    if first is None or last is None or last - first > settings.longest_days:
        return range(0)
    width, slack = settings.bucket_days, settings.slack_days
    return range((first - slack) // width, (last + slack) // width + 1)


def _cells(place: Place, cell_km: float) -> list[tuple[int, int]]:
    """Return the cells of a grid that a place's circle touches, at most 7 a side."""
    latitude, longitude = place.latitude or 0.0, place.longitude or 0.0
    reach = min(width_km(place) + 6.0, 3 * cell_km) / _DEGREE_KM
    step = cell_km / _DEGREE_KM
    rows = range(floor((latitude - reach) / step), floor((latitude + reach) / step) + 1)
    return [(row, column) for row in rows for column in _columns(row, step, longitude, reach)]


def _columns(row: int, step: float, longitude: float, reach: float) -> set[int]:
    """Return the columns of one row, which closes on itself at the date line."""
    shrink = max(0.05, cos(radians(min(89.0, abs((row + 0.5) * step)))))
    around = max(1, ceil(360.0 * shrink / step))
    first = floor((longitude * shrink - reach) / step)
    last = floor((longitude * shrink + reach) / step)
    return {column % around for column in range(first, last + 1)}


def _word_keys(
    profile: Profile, days: range, settings: Settings
) -> Iterator[tuple[object, ...]]:
    yield from (("name", name) for name in profile.names)
    yield from (("passage", item) for item in sorted(profile.passage)[:_MIN_HASHES])
    yield from (("sketch", item) for item in sorted(profile.sketch)[:_MIN_HASHES])
    yield from (("word", item) for item in profile.rare[: settings.rare_words])
    if not profile.places:
        yield from (("place", name, day) for name in profile.place_names for day in days)
