"""
From lists of people to an estimate with its interval and its doubts, or to a refusal.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sijill.errors import SettingsError
from sijill.estimate.settings import Settings
from sijill.estimate.two_lists import (
    TwoListEstimate,
    estimate_lincoln_petersen,
    estimate_lower_bound,
    estimate_two_lists,
)
from sijill.model import Caveat, Estimate
from sijill.model.form import canonical_line
from sijill.model.ids import digest_words

METHODS = {
    "chapman": estimate_two_lists,
    "lincoln_petersen": estimate_lincoln_petersen,
    "chao": estimate_lower_bound,
}


def estimate_from_lists(
    members_by_list: Mapping[str, Collection[str]], *, settings: Settings
) -> Estimate:
    """
    Estimate how many people there are from who stands on which of two lists.

    Args:
        members_by_list: Ids of the people by list; one person has one id on all lists.
        settings: See `Settings`.

    Returns:
        The estimate. Where the lists cannot bear one, *total* is ``None`` and *refused*
        says why: other than two lists, an empty list, too small an overlap.

    Raises:
        SettingsError: If the method is not one of `METHODS` or the level not in (0, 1).

    Assumes:
        1. As the method's function.
    """
    _check_settings(settings)
    lists = {name: frozenset(members_by_list[name]) for name in sorted(members_by_list)}
    refused = _why_refused(lists, settings)
    if refused:
        return _estimate(lists, settings, None, refused)
    first, second = lists.values()
    method = METHODS[settings.method]
    found = method(n_first=len(first), n_second=len(second), n_both=len(first & second))
    return _estimate(lists, settings, found, None)


def _check_settings(settings: Settings) -> None:
    if settings.method not in METHODS:
        raise SettingsError(
            f"the method of an estimate is one of {', '.join(METHODS)}; "
            f"got {settings.method!r}. Choose one of these."
        )
    if not 0 < settings.level < 1:
        raise SettingsError(
            f"the level of an interval lies between 0 and 1, got {settings.level}. "
            "Give 0.95 for 95 %."
        )


def _why_refused(lists: Mapping[str, frozenset[str]], settings: Settings) -> str | None:
    if len(lists) != 2:
        return (
            f"This method takes exactly two lists, and there are {len(lists)}. Give two, or "
            "join those that are not independent of one another."
        )
    empty = [name for name, members in lists.items() if not members]
    if empty:
        return f"List {empty[0]} is empty. Give a list with at least one person."
    first, second = lists.values()
    shared, least = len(first & second), max(1, settings.least_overlap)
    if shared < least:
        return (
            f"The lists share {shared} people, and at least {least} are needed: so little "
            "overlap bears no number. Check the linkage, or find a larger list."
        )
    return None


def _estimate(
    lists: Mapping[str, frozenset[str]],
    settings: Settings,
    found: TwoListEstimate | None,
    refused: str | None,
) -> Estimate:
    low, high = found.interval(settings.level) if found else (None, None)
    return Estimate(
        method=f"sijill.{settings.method}.v1",
        total=found.total if found else None,
        low=low,
        high=high,
        level=settings.level,
        n_listed=len(frozenset[str]().union(*lists.values())),
        n_by_list={name: len(members) for name, members in lists.items()},
        settings_digest=digest_words(canonical_line(settings)),
        refused=refused,
        caveats=_caveats(lists, settings) if found else (),
    )


def _caveats(lists: Mapping[str, frozenset[str]], settings: Settings) -> tuple[Caveat, ...]:
    first, second = lists.values()
    shared = len(first & second)
    found = []
    if shared < settings.small_overlap:
        text = f"The lists share only {shared} people, so the number may be far off."
        found.append(Caveat("overlap_small", text))
    if shared == min(len(first), len(second)):
        text = "One list lies wholly inside the other, so it may have been made from it."
        found.append(Caveat("list_inside_list", text))
    text = "Two lists cannot show whether they depend on one another; look for a third."
    return (*found, Caveat("two_lists", text))
