"""
The codebooks at hand: those bundled, and those of a record's own folder.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from sijill.errors import SettingsError
from sijill.reconcile.codebooks.form import Codebook, parse_codebook

_SHORT = {"sdg": "sdg_16_1_2"}


@cache
def load_codebooks() -> tuple[Codebook, ...]:
    """
    Return the bundled codebooks, sorted by name.

    Examples:
        >>> [book.name for book in load_codebooks()]
        ['acled', 'airwars', 'record', 'sdg_16_1_2', 'ucdp']
    """
    found = sorted(
        (item for item in files(__package__).iterdir() if item.name.endswith(".toml")),
        key=lambda item: item.name,
    )
    return tuple(
        parse_codebook(
            item.name[:-5], tomllib.loads(item.read_text(encoding="utf-8")), where=item.name
        )
        for item in found
    )


def read_own_codebooks(folder: Path) -> tuple[Codebook, ...]:
    """
    Return a record's own codebooks, ``NAME.toml`` in *folder*, sorted by name.

    Args:
        folder: The folder ``codebooks`` of the record; it need not be there.

    Raises:
        SettingsError: If a file is no TOML, has the name of a bundled codebook, or holds a
            rule that is unknown or has a wrong value.
    """
    if not folder.is_dir():
        return ()
    bundled = {book.name: book for book in load_codebooks()}
    made = []
    for path in sorted(folder.glob("*.toml")):
        where = f"{folder.name}/{path.name}"
        if path.stem in bundled or path.stem in _SHORT:
            raise SettingsError(f"{where}: {path.stem} is bundled. Give the file another name.")
        body = _read(path, where)
        base = _base(body, bundled, where)
        made.append(parse_codebook(path.stem, body, where=where, is_own=True, base=base))
    return tuple(made)


def choose_codebooks(names: Sequence[str], books: Sequence[Codebook]) -> tuple[Codebook, ...]:
    """
    Return the codebooks of those names, in their order, each once; all where none is named.

    Raises:
        SettingsError: If there is none of a name; the nearest one is named.

    Examples:
        >>> [book.name for book in choose_codebooks(["ucdp", "sdg"], load_codebooks())]
        ['ucdp', 'sdg_16_1_2']
    """
    by_name = {book.name: book for book in books}
    chosen: dict[str, Codebook] = {}
    for name in names or by_name:
        full = _SHORT.get(name, name)
        if full not in by_name:
            near = difflib.get_close_matches(name, (*by_name, *_SHORT), n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise SettingsError(
                f"there is no codebook {name!r}.{hint} Known: {', '.join(by_name)}."
            )
        chosen[full] = by_name[full]
    return tuple(chosen.values())


def _read(path: Path, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as why:
        raise SettingsError(f"{where} is no TOML: {why}. Correct the line it names.") from why


def _base(body: dict[str, Any], bundled: dict[str, Codebook], where: str) -> Codebook | None:
    name = body.get("based_on")
    if name is None:
        return None
    full = _SHORT.get(str(name), str(name))
    if full not in bundled:
        raise SettingsError(
            f"{where}: based_on names {name!r}; it may be one of {', '.join(bundled)}."
        )
    return bundled[full]
