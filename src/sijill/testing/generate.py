"""
The one generator: a seed and settings in, a world with known truth out.
"""

from __future__ import annotations

import html
from pathlib import Path
from random import Random

from sijill.testing.incidents import add_statuses, make_incidents
from sijill.testing.reports import make_reports
from sijill.testing.settings import Settings
from sijill.testing.victims import make_lists, make_victims
from sijill.testing.world import TrueReport, World


def generate(seed: int, *, incidents: int = 100, settings: Settings = Settings()) -> World:  # noqa: B008
    """
    Return the world of *seed*: the same arguments always give the same world.

    Each part draws from its own stream, so that a change in how reports are worded leaves
    incidents, victims and lists as they were.

    Args:
        seed: Any whole number; see `DEVELOPING_SEEDS` and `JUDGING_SEEDS`.
        incidents: How many incidents, near twins included. At least 1.
        settings: The rates.

    Examples:
        >>> world = generate(1, incidents=5)
        >>> len(world.incidents), world == generate(1, incidents=5)
        (5, True)
    """
    happened = make_incidents(Random(f"{seed}/incidents"), incidents, settings=settings)
    happened = add_statuses(Random(f"{seed}/statuses"), happened, settings=settings)
    reports = make_reports(Random(f"{seed}/reports"), happened, settings=settings)
    victims = make_victims(Random(f"{seed}/victims"), happened, settings=settings)
    lists = make_lists(Random(f"{seed}/lists"), victims, happened, settings=settings)
    return World(seed, happened, reports, victims, lists)


def write_reports(world: World, folder: Path) -> tuple[Path, ...]:
    """
    Write every report of *world* into *folder*, which is made, and return the paths.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for report in world.reports:
        path = folder / report.file_name
        path.write_bytes(_bytes_of(report))
        paths.append(path)
    return tuple(paths)


def _bytes_of(report: TrueReport) -> bytes:
    if report.file_name.endswith(".txt"):
        return (report.text + "\n").encode("utf-8")
    paragraphs = report.text.split("\n\n")[1:]
    body = "\n".join(f"<p>{html.escape(text, quote=False)}</p>" for text in paragraphs)
    title = html.escape(report.title)
    page = (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f"<title>{title}</title>\n"
        f'<meta property="og:site_name" content="{html.escape(report.source)}">\n'
        f'<meta property="article:published_time" content="{report.published_on}">\n'
        f"</head><body><article>\n<h1>{title}</h1>\n{body}\n</article></body></html>\n"
    )
    return page.encode("utf-8")
