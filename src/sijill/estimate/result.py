"""
What every estimator gives: a number with its interval, belief and doubts, or a refusal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from sijill.estimate.posterior import Posterior
from sijill.estimate.settings import Settings
from sijill.estimate.table import PatternTable
from sijill.model import Caveat, Estimate
from sijill.model.form import canonical_line
from sijill.model.ids import digest_words


@dataclass(frozen=True, slots=True)
class ModelShare:
    """
    One model that was weighed.

    Attributes:
        name: Its cliques or interactions, such as ``[A,B][C]``.
        share: Belief in it, in [0, 1]; ``None``: models were compared, not averaged.
        total: Total under it, in persons, if it was worked out alone.
        bic: Its Bayesian criterion, if it was compared by that.
    """

    name: str
    share: float | None = None
    total: float | None = None
    bic: float | None = None


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """
    The same table under another choice, to show how much the choice decides.

    Attributes:
        choice: What was chosen otherwise, such as ``delta=1``.
        median: Middle of the outcome, in persons.
        lower: Lower end of its interval.
        upper: Upper end.
        belief: What is believed under that choice, so that strata can be summed under it;
            ``None``: the choice is this table's own, such as a model.
    """

    choice: str
    median: float
    lower: float
    upper: float
    belief: Posterior | None = field(default=None, compare=False, repr=False)

    @classmethod
    def of(cls, choice: str, belief: Posterior, level: float) -> Sensitivity:
        """Return the row of a choice, its ends by an interval's level, in (0, 1)."""
        tail = (1 - level) / 2
        ends = belief.quantile(tail), belief.quantile(1 - tail)
        return cls(choice, belief.quantile(0.5), *ends, belief=belief)


@dataclass(frozen=True)
class PopulationEstimate:
    """
    How many people there are, listed or not, by one method.

    Attributes:
        method: Name of the method.
        lists: Names of the lists used.
        observed: People on at least one of them.
        level: Coverage the interval aims at.
        median: Middle of the belief, or the point; ``None``: refused. In persons, like all
            that follow.
        mean: Expected number.
        mode: Likeliest number.
        lower: Lower end of the interval.
        upper: Upper end.
        posterior: The belief itself, to draw from; ``None``: refused.
        rhat: Rank-normalised split R-hat of the chains; ``None``: there are none.
        ess: Effective number of independent draws.
        models: Models weighed, the best first.
        sensitivity: Outcomes under other choices.
        caveats: Doubts to read it with.
        reasons: Why there is no number; empty: there is one.
        settings: Everything that was set, priors first, with a digest.
        strata: Estimates by stratum, if this is their sum.
        stratum: Labels of this stratum, if it is one.
        patterns: People by the lists that hold them, as `PatternTable.patterns`.
    """

    method: str
    lists: tuple[str, ...]
    observed: int
    level: float
    median: float | None = None
    mean: float | None = None
    mode: float | None = None
    lower: float | None = None
    upper: float | None = None
    posterior: Posterior | None = None
    rhat: float | None = None
    ess: float | None = None
    models: tuple[ModelShare, ...] = ()
    sensitivity: tuple[Sensitivity, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    reasons: tuple[str, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    strata: tuple[PopulationEstimate, ...] = ()
    stratum: Mapping[str, str] = field(default_factory=dict)
    patterns: Mapping[str, int] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        """Whether there is no number."""
        return bool(self.reasons)

    def as_json(self, probes: Sequence[float] = ()) -> dict[str, Any]:
        """
        Return the result in its published form.

        Args:
            probes: Numbers of people at which to give the belief.
        """
        if self.refused:
            return {
                "refused": True, "reasons": list(self.reasons), "method": self.method,
                "observed": self.observed, "rhat": self.rhat, "ess": self.ess,
                "caveats": [_caveat(item) for item in self.caveats],
                "settings": dict(self.settings), "stratum": dict(self.stratum),
                "strata": [item.as_json() for item in self.strata],
            }  # fmt: skip
        beliefs = self.posterior.at(probes) if self.posterior else [0.0] * len(probes)
        return {
            "method": self.method, "observed": self.observed, "median": self.median,
            "mean": self.mean, "mode": self.mode, "lower": self.lower, "upper": self.upper,
            "level": self.level, "rhat": self.rhat, "ess": self.ess,
            "posterior_at": {_whole(n): p for n, p in zip(probes, beliefs, strict=True)},
            "models": [_plain(item) for item in self.models],
            "sensitivity": [_plain(replace(item, belief=None)) for item in self.sensitivity],
            "caveats": [_caveat(item) for item in self.caveats],
            "settings": dict(self.settings), "lists": list(self.lists),
            "stratum": dict(self.stratum),
            "strata": [item.as_json() for item in self.strata],
        }  # fmt: skip

    def as_record(self) -> Estimate:
        """Return the result as the record keeps and publishes it."""
        return Estimate(
            method=f"sijill.{self.method}.v2",
            total=self.median,
            low=self.lower,
            high=self.upper,
            level=self.level,
            n_listed=self.observed,
            settings_digest=str(self.settings.get("digest", "")),
            refused=" ".join(self.reasons) or None,
            caveats=self.caveats,
        )


def describe_settings(settings: Settings, own: Any) -> dict[str, Any]:
    """Return a method's own settings and the common ones as one mapping, with its digest."""
    told = {**asdict(own), "level": settings.level, "seed": settings.seed}
    return {**told, "digest": digest_words(canonical_line(told))}


def believe(
    method: str, table: PatternTable, common: Settings, posterior: Posterior, **rest: Any
) -> PopulationEstimate:
    """
    Return the estimate that a belief implies.

    Args:
        method: Name of the method.
        table: The table estimated from.
        common: The common settings: the level of the interval.
        posterior: The belief.
        rest: Other fields of `PopulationEstimate`; those given replace those implied.
    """
    tail = (1 - common.level) / 2
    implied = {
        "median": posterior.quantile(0.5), "mean": posterior.mean(), "mode": posterior.mode(),
        "lower": posterior.quantile(tail), "upper": posterior.quantile(1 - tail),
    }  # fmt: skip
    known = {
        "lists": table.lists, "observed": table.observed, "level": common.level,
        "patterns": table.patterns,
    }  # fmt: skip
    return PopulationEstimate(
        method=method, posterior=posterior, **{**known, **implied, **rest}
    )


def refuse(
    method: str, table: PatternTable, common: Settings, reasons: Sequence[str], **rest: Any
) -> PopulationEstimate:
    """Return the refusal of an estimate, with its reasons."""
    return PopulationEstimate(
        method=method, lists=table.lists, observed=table.observed, level=common.level,
        reasons=tuple(reasons), patterns=table.patterns, **rest,
    )  # fmt: skip


def _plain(item: ModelShare | Sensitivity) -> dict[str, Any]:
    return {name: value for name, value in asdict(item).items() if value is not None}


def _caveat(caveat: Caveat) -> dict[str, str]:
    return {"code": caveat.term, "text": caveat.text}


def _whole(number: float) -> str:
    return str(int(number)) if number == int(number) else str(number)
