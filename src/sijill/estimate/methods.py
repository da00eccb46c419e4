"""
The estimators by name: one protocol, whatever the method.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Any, Protocol

from sijill.errors import SettingsError
from sijill.estimate.by_bound import ChaoSettings, estimate_by_bound
from sijill.estimate.by_classes import estimate_by_classes
from sijill.estimate.by_graphs import estimate_by_graphs
from sijill.estimate.by_models import LoglinearSettings, estimate_by_models
from sijill.estimate.by_pair import PairSettings, estimate_by_pair
from sijill.estimate.dga import DgaSettings, average_graphs
from sijill.estimate.graphs import MOST_LISTS
from sijill.estimate.lcmcr import LcmcrSettings
from sijill.estimate.result import PopulationEstimate, Sensitivity, refuse
from sijill.estimate.settings import Settings
from sijill.estimate.table import PatternTable
from sijill.model import Caveat

Tell = Callable[[str, int, int | None], None]


class Estimator(Protocol):
    """What a method does: a table and settings in, an estimate or a refusal out."""

    def __call__(self, table: PatternTable, settings: Settings, own: Any) -> PopulationEstimate:
        """Estimate the total."""


@dataclass(frozen=True)
class Method:
    """
    A method and what can be set about it.

    Attributes:
        settings: Its own settings, with their defaults.
        estimate: The estimator.
    """

    settings: Any
    estimate: Estimator


METHODS: Mapping[str, Method] = {
    "dga": Method(DgaSettings(), estimate_by_graphs),
    "lcmcr": Method(LcmcrSettings(), estimate_by_classes),
    "loglinear": Method(LoglinearSettings(), estimate_by_models),
    "chao": Method(ChaoSettings(), estimate_by_bound),
    "chapman": Method(PairSettings(), estimate_by_pair),
    "lincoln_petersen": Method(
        PairSettings(), partial(estimate_by_pair, method="lincoln_petersen")
    ),
}


def estimate_population(
    table: PatternTable,
    *,
    settings: Settings | None = None,
    tell: Tell | None = None,
    **options: Any,
) -> PopulationEstimate:
    """
    Estimate how many people there are, listed or not.

    Args:
        table: Who stands on which lists.
        settings: Common settings; ``None``: the defaults.
        tell: Called as chains are done.
        options: Common settings (``method``, ``level``, ``seed``) and those of the method
            (``delta``, ``chains``), by name; text is read as numbers.

    Returns:
        The estimate; where the table bears none, a refusal with its reasons.

    Raises:
        SettingsError: If a method or an option is unknown, or a value out of range.

    Assumes:
        1. As the method: see `average_graphs`, `sample_classes`, `estimate_by_models`,
           `estimate_by_bound`, `estimate_two_lists`.

    Examples:
        >>> table = PatternTable.of(("morgue", "press"), {"11": 5, "10": 5, "01": 10})
        >>> found = estimate_population(table, method="chapman")
        >>> round(found.median, 1), [caveat.term for caveat in found.caveats]
        (28.3, ['overlap_small', 'two_lists'])
    """
    common, rest = _split(settings or Settings(), options)
    if not 0 < common.level < 1:
        raise SettingsError(
            f"the level of an interval lies between 0 and 1, got {common.level}. "
            "Give 0.95 for 95 %."
        )
    if common.method == "auto":
        return _choose(table, common, rest, tell)
    method = find_method(common.method)
    own = fill_settings(method.settings, rest, of=common.method)
    if isinstance(own, LcmcrSettings):
        return estimate_by_classes(table, common, own, tell=tell)
    return method.estimate(table, common, own)


def find_method(name: str) -> Method:
    """
    Return the method of a name.

    Raises:
        SettingsError: If there is none.
    """
    if name not in METHODS:
        raise SettingsError(
            f"the method of an estimate is one of {', '.join(METHODS)} or auto; got {name!r}. "
            "Choose one of these."
        )
    return METHODS[name]


def fill_settings(defaults: Any, options: Mapping[str, Any], *, of: str) -> Any:
    """
    Return settings with options put in.

    Args:
        defaults: A settings object.
        options: Values by name; text is read as the kind of the default.
        of: Whose settings these are, for the message.

    Raises:
        SettingsError: If a name is unknown or a value of the wrong kind.

    Examples:
        >>> fill_settings(DgaSettings(), {"delta": "0.5"}, of="dga").delta
        0.5
    """
    kinds = {item.name: str(item.type) for item in fields(defaults)}
    for name in options:
        if name not in kinds:
            raise SettingsError(
                f"{of} has no setting {name!r}: expected one of {', '.join(kinds)}. "
                "Correct the name."
            )
    return replace(
        defaults, **{name: _read(name, value, kinds[name]) for name, value in options.items()}
    )


def _split(settings: Settings, options: Mapping[str, Any]) -> tuple[Settings, dict[str, Any]]:
    known = {item.name for item in fields(Settings)}
    common = {name: value for name, value in options.items() if name in known}
    rest = {name: value for name, value in options.items() if name not in known}
    return fill_settings(settings, common, of="estimate"), rest


def _read(name: str, value: Any, kind: str) -> Any:
    """Return a value as its setting's kind; text may come from a command line."""
    if not isinstance(value, str) or kind == "str":
        return value
    if "None" in kind and value.lower() in ("none", ""):
        return None
    if kind == "bool":
        return value.lower() in ("1", "true", "yes")
    try:
        return int(value) if kind.startswith("int") else float(value)
    except ValueError as why:
        raise SettingsError(
            f"{name} is {value!r}: expected a {'whole ' if 'int' in kind else ''}number. "
            "Give one."
        ) from why


_TOO_FEW = (
    "Fewer than three lists cannot show whether being on one makes being on another likelier, "
    "and a number would rest on the belief that it does not. Add a list; or, if you hold that "
    "belief for two, say so with the method chapman."
)


def _choose(
    table: PatternTable, settings: Settings, options: dict[str, Any], tell: Tell | None
) -> PopulationEstimate:
    """Return the estimate by the method that suits the number of lists."""
    if len(table.lists) < 3:
        return refuse("auto", table, settings, [_TOO_FEW])
    own = fill_settings(LcmcrSettings(), options, of="lcmcr")
    found = estimate_by_classes(table, settings, own, tell=tell)
    if found.refused or len(table.lists) > MOST_LISTS:
        return found
    return _beside(found, table, settings)


def _beside(
    found: PopulationEstimate, table: PatternTable, settings: Settings
) -> PopulationEstimate:
    """Return the estimate by classes with that by graphs beside it."""
    belief = average_graphs(table, DgaSettings(step=max(1, table.observed // 200))).posterior
    row = Sensitivity.of("method=dga", belief, settings.level)
    caveats = found.caveats
    if not (found.lower or 0) <= row.median <= (found.upper or 0):
        caveats = (*caveats, Caveat(
            "methods_disagree",
            f"Averaging over graphs (dga) gives {row.median:,.0f}, outside this interval: the "
            "model decides much. Show both.",
        ))  # fmt: skip
    return replace(found, sensitivity=(*found.sensitivity, row), caveats=caveats)
