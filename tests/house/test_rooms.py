"""
The rooms of the package import one another only in the agreed direction.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "sijill"

STAGES = {
    "capture", "read", "extract", "resolve", "link",
    "reconcile", "review", "estimate", "protect", "publish",
}  # fmt: skip
MAY_IMPORT = {
    "errors": set(),
    "rooms": set(),
    "model": {"errors"},
    "language": {"errors", "model"},
    **{stage: {"errors", "rooms", "model", "language"} for stage in STAGES},
    "store": {"errors", "rooms", "model"},
    "flow": {"errors", "model", "language", "store", *STAGES},
    "cli": {"errors", "model", "flow", "web"},
    "web": {"errors", "model", "flow"},
    "testing": {"errors", "model", "language", *STAGES},
}


def imported_names(path: Path) -> Iterator[str]:
    """Yield each absolute name *path* imports, wherever in the file it does so."""
    package = ["sijill", *path.relative_to(PACKAGE).parent.parts]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            stem = ".".join([*base, *filter(None, [node.module])])
            yield from (f"{stem}.{alias.name}" for alias in node.names)


def room_of(path: Path) -> str:
    """Return the room a file stands in: its folder, or its own name at the top."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


SOURCES = [
    path
    for path in sorted(PACKAGE.rglob("*.py"))
    if "tests" not in path.relative_to(PACKAGE).parts and path != PACKAGE / "__init__.py"
]


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_room_imports_only_its_neighbours(path: Path) -> None:
    """
    A file imports its own room and the rooms listed for it, and nothing else of ours.
    """
    room = room_of(path)
    allowed = MAY_IMPORT[room] | {room}

    reached = {
        name.split(".")[1] for name in imported_names(path) if name.startswith("sijill.")
    }

    assert reached <= allowed, f"{room} may not import {sorted(reached - allowed)}"


def test_the_team_stands_under_the_workbench() -> None:
    """Who someone is and what they may do is known without any page."""
    team = PACKAGE / "flow" / "team"

    reached = {name for path in team.glob("*.py") for name in imported_names(path)}

    assert "sijill.flow.team.bench.Workbench" in reached
    assert not {name for name in reached if name.startswith("sijill.flow.workbench.")}
