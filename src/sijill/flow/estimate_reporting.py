"""
An estimate written to files: a page of its own, or its pictures.
"""

from __future__ import annotations

from pathlib import Path

from sijill.errors import SettingsError
from sijill.estimate.page import draw_all, write_page
from sijill.estimate.result import PopulationEstimate


def write_report(found: PopulationEstimate, path: Path) -> None:
    """
    Write an estimate as an HTML page that fetches nothing.

    Args:
        found: An estimate or a refusal.
        path: The page; replaced if it is there.

    Raises:
        SettingsError: If the file cannot be written.
    """
    _write(path, write_page(found))


def write_plots(found: PopulationEstimate, folder: Path) -> None:
    """
    Write the pictures of an estimate: ``belief``, ``intervals`` and ``overlap``, as SVG.

    Args:
        found: An estimate or a refusal, which has no more than the overlap.
        folder: Where to; made if it is not there.

    Raises:
        SettingsError: If a file cannot be written.
    """
    for name, picture in draw_all(found).items():
        _write(folder / f"{name}.svg", picture)


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as why:
        raise SettingsError(
            f"{path.name} cannot be written. Name a place that can be written to."
        ) from why
