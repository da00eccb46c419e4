"""
Fit the weights of a claim's confidence to claims that people have checked, and draw how well
the figure keeps its word.

``python tools/fit_confidence.py DATA [--write]``, as `make train` does. A claim of ours is
right if each of its numbers is one that people gave for overlapping words. Every figure that
is printed or drawn comes from folds that were not fitted; the weights come from all units.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from training.checked import Gold, Unit, stream_units

from sijill.extract.confidence import describe_event
from sijill.extract.events import Event, group_statements
from sijill.extract.pages import tag_page
from sijill.language import find_language
from sijill.language.statements import HarmWords
from sijill.model import Reading

ROOT = Path(__file__).parents[1]
WEIGHTS = ROOT / "src" / "sijill" / "extract" / "confidence.toml"
PAGE = ROOT / "docs" / "reference" / "confidence.md"
PICTURE = ROOT / "docs" / "reference" / "confidence.svg"
EFFECTS = ("killed", "injured", "missing", "detained", "displaced", "abducted")
SHRINK = 1.0  # prior precision of a weight; 0.3 to 3 change the error by less than 0.01
FOLDS, BINS = 10, 8
HEAD = (
    "# What speaks for and against a claim, in log-odds. Made by `make train`; do not edit.\n"
    "# `docs/reference/confidence.md` says from what, and how well it keeps its word.\n"
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim of ours: its unit, the names of its signs, and whether it is right."""

    unit: str
    signs: tuple[str, ...]
    right: bool


def check_units(units: Iterable[Unit]) -> list[Checked]:
    """Hold our claims against what people found in the same units."""
    found = []
    for unit in units:
        page = tag_page(Reading(unit.id, unit.text, language="en"), find_language("en"))
        for event in group_statements(page):
            harms = _harms(event)
            if harms and not event.around.act.is_excluded:
                right = all(_is_right(harm, unit.golds) for harm in harms)
                found.append(Checked(unit.id, describe_event(page, event), right))
    return found


def _harms(event: Event) -> list[HarmWords]:
    return [row.harm for row in event.statements if row.harm and row.harm.kind in EFFECTS]


def _is_right(harm: HarmWords, golds: Iterable[Gold]) -> bool:
    count = harm.victims.count
    spans = [harm.victims.span, *([count.words] if count.words else [])]
    return any(
        (gold.effect, gold.low, gold.high) == (harm.kind, count.low, count.high)
        and any(
            span.start < end and start < span.end for span in spans for start, end in gold.spans
        )
        for gold in golds
    )


def fit(rows: list[Checked], names: list[str]) -> np.ndarray:
    """Return the weights by Newton's method, the first one not shrunk."""
    x, y = _matrix(rows, names), np.array([row.right for row in rows], float)
    prior = np.full(len(names), SHRINK)
    prior[0] = 0.0
    weights = np.zeros(len(names))
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (y - p) - prior * weights
        curve = (x * (p * (1 - p))[:, None]).T @ x + np.diag(prior + 1e-9)
        step = np.linalg.solve(curve, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-10:
            break
    return weights


def _matrix(rows: list[Checked], names: list[str]) -> np.ndarray:
    at = {name: n for n, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    x[:, 0] = 1.0
    for n, row in enumerate(rows):
        x[n, [at[name] for name in row.signs]] = 1.0
    return x


def predict_unfitted(rows: list[Checked], names: list[str]) -> np.ndarray:
    """Return each claim's confidence by weights fitted without its unit's fold."""
    units = sorted({row.unit for row in rows})
    order = np.random.default_rng(7).permutation(len(units))
    fold_of = {units[at]: n % FOLDS for n, at in enumerate(order)}
    told = np.zeros(len(rows))
    for fold in range(FOLDS):
        weights = fit([row for row in rows if fold_of[row.unit] != fold], names)
        inside = [n for n, row in enumerate(rows) if fold_of[row.unit] == fold]
        if inside:
            x = _matrix([rows[n] for n in inside], names)
            told[inside] = 1 / (1 + np.exp(-x @ weights))
    return told


def bins_of(told: np.ndarray, right: np.ndarray) -> list[tuple[float, float, int]]:
    """Return mean confidence, share that is right, and size of each bin of equal size."""
    order = np.argsort(told, kind="stable")
    parts = np.array_split(order, BINS)
    return [(float(told[p].mean()), float(right[p].mean()), len(p)) for p in parts if len(p)]


def calibration_error(bins: list[tuple[float, float, int]]) -> float:
    """Return the expected calibration error: how far bins miss, weighed by their size."""
    total = sum(size for _, _, size in bins)
    return sum(size * abs(told - true) for told, true, size in bins) / total


def area_under_curve(told: np.ndarray, right: np.ndarray) -> float:
    """Return the chance that a right claim is told to be surer than a wrong one."""
    good, bad = told[right > 0], told[right == 0]
    pairs = (good[:, None] > bad[None, :]) + 0.5 * (good[:, None] == bad[None, :])
    return float(pairs.mean()) if pairs.size else float("nan")


def write_weights(names: list[str], weights: np.ndarray, says: dict[str, str]) -> None:
    """Write the weights into the package, rounded to what four digits hold."""
    body = [HEAD]
    for name, weight in zip(names, weights, strict=True):
        body.append(f'\n[signs.{name}]\nsays = "{says[name]}"\nweight = {weight:.4f}\n')
    WEIGHTS.write_text("".join(body), encoding="utf-8")


def draw(bins: list[tuple[float, float, int]]) -> str:
    """Return the reliability diagram as SVG: a point on the line keeps its word."""
    size, edge = 320, 44

    def x(value: float) -> float:
        return edge + value * size

    def y(value: float) -> float:
        return edge / 2 + (1 - value) * size

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size + 64} {size + 70}" '
        'font-family="sans-serif" font-size="11" role="img" '
        'aria-label="Reliability diagram: confidence told against share right">',
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for n in range(6):
        v = n / 5
        lines.append(f'<path d="M{x(v)} {y(0)}V{y(1)}M{x(0)} {y(v)}H{x(1)}" stroke="#e3e3e3"/>')
        lines.append(f'<text x="{x(v)}" y="{y(0) + 16}" text-anchor="middle">{v:.1f}</text>')
        lines.append(f'<text x="{x(0) - 6}" y="{y(v) + 4}" text-anchor="end">{v:.1f}</text>')
    lines.append(f'<path d="M{x(0)} {y(0)}L{x(1)} {y(1)}" stroke="#888" stroke-dasharray="4"/>')
    points = " ".join(f"{x(told):.1f},{y(true):.1f}" for told, true, _ in bins)
    lines.append(f'<polyline points="{points}" fill="none" stroke="#1f5a7a"/>')
    for told, true, count in bins:
        error = 1.96 * (max(true * (1 - true), 0.02) / count) ** 0.5
        low, high = max(0.0, true - error), min(1.0, true + error)
        lines.append(
            f'<path d="M{x(told):.1f} {y(low):.1f}V{y(high):.1f}" stroke="#1f5a7a"/>'
            f'<circle cx="{x(told):.1f}" cy="{y(true):.1f}" r="4" fill="#1f5a7a"/>'
        )
    lines += [
        f'<text x="{x(0.5)}" y="{y(0) + 36}" text-anchor="middle">confidence told</text>',
        f'<text transform="translate(12 {y(0.5)}) rotate(-90)" text-anchor="middle">'
        "share of claims that are right</text>",
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Fit, print what unfitted folds show, and write the weights and their page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder that `make train` is given")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    table = tomllib.loads(WEIGHTS.read_text("utf-8"))["signs"]
    names, says = list(table), {name: row["says"] for name, row in table.items()}
    rows = check_units(stream_units(given.data))
    right = np.array([row.right for row in rows], float)
    told = predict_unfitted(rows, names)
    bins = bins_of(told, right)
    error, area = calibration_error(bins), area_under_curve(told, right)
    units = len({row.unit for row in rows})
    summary = (
        f"{len(rows)} claims of {units} units, {right.mean():.1%} right; unfitted folds: "
        f"expected calibration error {error:.3f}, area under the curve {area:.3f}, Brier "
        f"score {float(((told - right) ** 2).mean()):.3f}"
    )
    print(summary)
    weights = fit(rows, names)
    if given.write:
        write_weights(names, weights, says)
        PICTURE.write_text(draw(bins), encoding="utf-8")
        _write_page(summary, bins)


def _write_page(summary: str, bins: list[tuple[float, float, int]]) -> None:
    rows = "\n".join(f"| {told:.2f} | {true:.2f} | {size} |" for told, true, size in bins)
    head, _, _ = PAGE.read_text(encoding="utf-8").partition("<!-- figures -->")
    PAGE.write_text(
        f"{head}<!-- figures -->\n\n{summary}.\n\n![Reliability diagram](confidence.svg)\n\n"
        f"| told | right | claims |\n|---|---|---|\n{rows}\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
