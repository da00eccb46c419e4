"""
Pictures of an estimate as SVG: intervals, overlap of lists, and what is believed.

Whole documents without scripts or links, so that a page can hold them and a paper show them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from math import floor, log10

import numpy as np
from numpy.random import default_rng

from sijill.estimate.result import PopulationEstimate

_WIDE = 720
_INK, _SOFT, _ACCENT, _PALE = "#222", "#767676", "#1f5f8b", "#c9dbe8"
_ROW = 26
_LEFT = 230  # room for names
_SHOWN = 24  # patterns of the overlap that are drawn, the largest first
_DRAWS = 20_000
_BARS = 60
_Interval = tuple[str, float | None, float | None, float | None, str, int | None]


def draw_intervals(found: PopulationEstimate) -> str:
    """
    Return the intervals: the whole, its strata, and the same table under other choices.

    Args:
        found: An estimate that was not refused.
    """
    rows: list[_Interval] = [
        ("all", found.median, found.lower, found.upper, _ACCENT, found.observed)
    ]
    rows += [
        (_words(one), one.median, one.lower, one.upper, _ACCENT, one.observed)
        for one in found.strata
        if not one.refused
    ]
    rows += [(o.choice, o.median, o.lower, o.upper, _SOFT, None) for o in found.sensitivity]
    told = [row for row in rows if row[1] is not None]
    top = max((row[3] or 0) for row in told) * 1.04
    scale = (_WIDE - _LEFT - 20) / max(top, 1)
    parts = list(_axis(top, scale, len(told) * _ROW + 14))
    for place, (name, median, lower, upper, colour, observed) in enumerate(told):
        y = 14 + place * _ROW
        low, high, middle = (_LEFT + scale * (value or 0) for value in (lower, upper, median))
        parts.append(_text(_LEFT - 10, y + 4, name, anchor="end"))
        parts.append(_line(low, y, high, y, colour, 3))
        parts.append(f'<circle cx="{middle:.1f}" cy="{y}" r="5" fill="{colour}"/>')
        if observed is not None:
            seen = _LEFT + scale * observed
            parts.append(_line(seen, y - 7, seen, y + 7, _INK, 2))
    return _svg(len(told) * _ROW + 44, parts, "Intervals; a stroke stands at the listed people")


def draw_overlap(found: PopulationEstimate) -> str:
    """
    Return how many people stand on exactly which lists (an UpSet plot), the most first.

    References:
        .. [1] Lex, A. et al. (2014). UpSet: visualization of intersecting sets. IEEE
           Transactions on Visualization and Computer Graphics, 20(12), 1983-1992.
    """
    shown = sorted(found.patterns.items(), key=lambda item: (-item[1], item[0]))[:_SHOWN]
    most = max((count for _, count in shown), default=1)
    step = min(34.0, (_WIDE - _LEFT - 20) / max(1, len(shown)))
    high, below = 150, 170
    parts = []
    for place, name in enumerate(found.lists):
        y = below + 16 + place * 22
        size = sum(count for marks, count in found.patterns.items() if marks[place] == "1")
        parts.append(_text(_LEFT - 10, y + 4, f"{name} ({size:,})", anchor="end"))
    for column, (marks, count) in enumerate(shown):
        x = _LEFT + step * (column + 0.5)
        tall = high * count / most
        parts.append(
            f'<rect x="{x - step * 0.32:.1f}" y="{below - tall:.1f}" width="{step * 0.64:.1f}" '
            f'height="{tall:.1f}" fill="{_ACCENT}"/>'
        )
        parts.append(_text(x, below - tall - 4, f"{count:,}", anchor="middle", size=10))
        parts += _dots(marks, x, below + 16)
    return _svg(below + 22 * len(found.lists) + 20, parts, "People by the lists that hold them")


def _dots(marks: str, x: float, top: float) -> Iterable[str]:
    held = [place for place, mark in enumerate(marks) if mark == "1"]
    if len(held) > 1:
        yield _line(x, top + 22 * held[0], x, top + 22 * held[-1], _INK, 2)
    for place, mark in enumerate(marks):
        colour = _INK if mark == "1" else "#ddd"
        yield f'<circle cx="{x:.1f}" cy="{top + 22 * place}" r="5" fill="{colour}"/>'


def draw_belief(found: PopulationEstimate) -> str:
    """
    Return how much is believed of each number of people, its interval and its middle.

    Args:
        found: An estimate with a posterior.
    """
    assert found.posterior is not None
    draws = found.posterior.draw(_DRAWS, default_rng(1))
    low, high = np.quantile(draws, [0.001, 0.999])
    low, high = min(low, found.observed), max(high, low + 1)
    masses, edges = np.histogram(draws, bins=_BARS, range=(float(low), float(high)))
    left, tall = 40, 170
    scale = (_WIDE - left - 20) / float(high - low)

    def at(value: float) -> float:
        return left + scale * (value - float(low))

    parts = []
    for mass, start, end in zip(masses, edges[:-1], edges[1:], strict=True):
        middle = (start + end) / 2
        inside = (found.lower or 0) <= middle <= (found.upper or 0)
        up = tall * mass / max(1, masses.max())
        parts.append(
            f'<rect x="{at(start):.1f}" y="{20 + tall - up:.1f}" '
            f'width="{scale * (end - start):.1f}" height="{up:.1f}" '
            f'fill="{_ACCENT if inside else _PALE}"/>'
        )
    middle = at(found.median or 0)
    parts.append(_line(middle, 14, middle, 20 + tall, _INK, 2))
    parts.append(_line(at(found.observed), 60, at(found.observed), 20 + tall, _SOFT, 2, "4 3"))
    parts.append(_text(at(found.observed) + 4, 70, "listed", colour=_SOFT))
    for value in _ticks(float(low), float(high)):
        parts.append(
            _text(at(value), 20 + tall + 16, f"{value:,.0f}", anchor="middle", size=11)
        )
    return _svg(20 + tall + 26, parts, "Belief in each number of people")


def _axis(top: float, scale: float, below: float) -> Iterable[str]:
    for value in _ticks(0, top):
        x = _LEFT + scale * value
        yield _line(x, 4, x, below, "#e6e6e6", 1)
        yield _text(x, below + 16, f"{value:,.0f}", anchor="middle", size=11, colour=_SOFT)


def _ticks(low: float, high: float) -> list[float]:
    """
    Return round numbers in a range, about five.

    Examples:
        >>> _ticks(0, 1040), _ticks(8_900, 16_500)
        ([0.0, 200.0, 400.0, 600.0, 800.0, 1000.0], [10000.0, 12000.0, 14000.0, 16000.0])
    """
    rough = max(high - low, 1) / 5
    power = 10.0 ** floor(log10(rough))
    step = next(power * n for n in (1, 2, 5, 10) if power * n >= rough * 0.9)
    first = -(-low // step) * step
    return [first + step * n for n in range(int((high - first) // step) + 1)]


def _words(one: PopulationEstimate) -> str:
    return ", ".join(f"{name} {value}" for name, value in one.stratum.items())


def _text(
    x: float, y: float, words: str, *, anchor: str = "start", size: int = 12, colour: str = _INK
) -> str:
    short = words if len(words) <= 36 else words[:35] + "…"
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" '
        f'fill="{colour}">{escape(short)}</text>'
    )


def _line(
    x: float, y: float, x2: float, y2: float, colour: str, width: int, dashes: str = ""
) -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
        f'stroke-width="{width}"{dashed}/>'
    )


def _svg(high: float, parts: Sequence[str], title: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {high:.0f}" '
        f'role="img" font-family="system-ui, sans-serif"><title>{escape(title)}</title>'
        f"{''.join(parts)}</svg>\n"
    )
