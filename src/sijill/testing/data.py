"""
The wording, places and people that worlds are made of, as data.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_data(name: str) -> dict[str, Any]:
    """Return the data of one TOML file of this room, such as ``places.toml``."""
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
