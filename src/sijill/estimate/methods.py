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
from sijill.estimate.by_classes import estimate_by_classes, vary_classes
from sijill.estimate.by_default import estimate_by_default, vary_default
from sijill.estimate.by_graphs import estimate_by_graphs, vary_graphs
from sijill.estimate.by_models import LoglinearSettings, estimate_by_models
from sijill.estimate.by_pair import PairSettings, estimate_by_pair
from sijill.estimate.dga import DgaSettings
from sijill.estimate.lcmcr import LcmcrSettings
from sijill.estimate.result import PopulationEstimate
from sijill.estimate.settings import Settings
from sijill.estimate.table import PatternTable

Tell = Callable[[str, int, int | None], None]


class Estimator(Protocol):
    """What a method does: a table and settings in, an estimate or a refusal out."""

    def __call__(
        self, table: PatternTable, settings: Settings, own: Any, *args: Any, **rest: Any
    ) -> PopulationEstimate:
        """Estimate the total; the rest is the method's own, as whom to tell."""


Varied = Callable[[PopulationEstimate, PatternTable, Settings, Any], PopulationEstimate]


@dataclass(frozen=True)
class Method:
    """
    A method and what can be set about it.

    Attributes:
        settings: Its own settings, with their defaults.
        estimate: The estimator.
        vary: Adds what other priors give, where that is work of its own.
    """

    settings: Any
    estimate: Estimator
    vary: Varied | None = None


METHODS: Mapping[str, Method] = {
    "auto": Method(LcmcrSettings(), estimate_by_default, vary_default),
    "dga": Method(DgaSettings(), estimate_by_graphs, vary_graphs),
    "lcmcr": Method(LcmcrSettings(), estimate_by_classes, vary_classes),
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
    method, common, own = _understand(settings, options)
    found = _estimate(method, table, common, own, tell)
    return method.vary(found, table, common, own) if method.vary else found


def estimate_alone(
    table: PatternTable,
    *,
    settings: Settings | None = None,
    tell: Tell | None = None,
    **options: Any,
) -> PopulationEstimate:
    """
    Estimate as `estimate_population` does, without what other priors or methods give.

    The number, its interval and its belief are the same. For one estimate of many, whose rows
    nobody reads: they take a fifth of the time.
    """
    method, common, own = _understand(settings, options)
    return _estimate(method, table, common, own, tell)


def find_method(name: str) -> Method:
    """
    Return the method of a name.

    Raises:
        SettingsError: If there is none.
    """
    if name not in METHODS:
        raise SettingsError(
            f"the method of an estimate is one of {', '.join(METHODS)}; got {name!r}. "
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


def _understand(
    settings: Settings | None, options: Mapping[str, Any]
) -> tuple[Method, Settings, Any]:
    """Return the method asked for, with the common settings and its own."""
    common, rest = _split(settings or Settings(), options)
    if not 0 < common.level < 1:
        raise SettingsError(
            f"the level of an interval lies between 0 and 1, got {common.level}. "
            "Give 0.95 for 95 %."
        )
    method = find_method(common.method)
    return method, common, fill_settings(method.settings, rest, of=common.method)


def _estimate(
    method: Method, table: PatternTable, settings: Settings, own: Any, tell: Tell | None
) -> PopulationEstimate:
    told = {"tell": tell} if isinstance(own, LcmcrSettings) else {}
    return method.estimate(table, settings, own, **told)


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
