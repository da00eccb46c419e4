"""
The table of features by which two claims are compared: each ends at a named level.

What a level weighs stands in ``weights.toml``; here is only how it is found.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sijill.link import days, harms, places, terms, texts
from sijill.link.columns import Columns, Ints
from sijill.link.settings import Settings
from sijill.link.weights import Weights

Compare = Callable[[Columns, Ints, Ints, Settings, Weights], Ints]


@dataclass(frozen=True, slots=True)
class Feature:
    """
    One thing that is compared.

    Attributes:
        name: Its name in ``weights.toml``.
        levels: The levels at which a comparison can end.
        compare: Gives, for pairs of rows, positions in *levels*.
        is_slow: Whether it is left for pairs that the other features do not rule out.
    """

    name: str
    levels: tuple[str, ...]
    compare: Compare
    is_slow: bool = False


def _plain(compare: Callable[[Columns, Ints, Ints], Ints]) -> Compare:
    """Return *compare* as one that needs neither settings nor weights."""
    return lambda columns, left, right, _settings, _weights: compare(columns, left, right)


def _timed(compare: Callable[[Columns, Ints, Ints, Settings], Ints]) -> Compare:
    return lambda columns, left, right, settings, _: compare(columns, left, right, settings)


def _bits(name: str) -> Compare:
    return _plain(lambda c, left, right: terms.levels_of_bits(getattr(c, name), left, right))


def _sets(name: str) -> Compare:
    return _plain(lambda c, left, right: terms.levels_of_sets(getattr(c, name), left, right))


def _kinship(columns: Columns, left: Ints, right: Ints, _: Settings, weights: Weights) -> Ints:
    return terms.levels_of_violence(columns, left, right, weights)


FEATURES = (
    Feature("time", days.TIME, _timed(days.levels_of_time)),
    Feature("reports", days.REPORTS, _timed(days.levels_of_reports)),
    Feature("place", places.LEVELS, _plain(places.levels_of_place)),
    Feature("violence", terms.VIOLENCE, _kinship),
    Feature("killed", harms.LEVELS, _plain(harms.levels_of_killed)),
    Feature("injured", harms.LEVELS, _plain(harms.levels_of_injured)),
    Feature("other_harm", harms.LEVELS, _plain(harms.levels_of_other_harm)),
    Feature("status", terms.SAME, _bits("statuses")),
    Feature("groups", terms.GROUPS, _plain(terms.levels_of_groups)),
    Feature("perpetrator", terms.SAME, _sets("actors")),
    Feature("means", terms.SHARED, _bits("means")),
    Feature("damage", terms.SHARED, _bits("objects")),
    Feature("names", terms.SHARED, _sets("victims")),
    Feature("outlet", terms.SAME, _plain(terms.levels_of_outlet)),
    Feature("words", texts.WORDS, _plain(texts.levels_of_words), is_slow=True),
    Feature("wording", texts.WORDING, _plain(texts.levels_of_wording), is_slow=True),
)
