"""
Which mapping reads which file: bundled ones by name, a team's own from its file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from sijill.errors import SettingsError
from sijill.model.mapping import RowMapping, list_mappings, load_mapping, read_mapping


def open_mapping(given: str) -> RowMapping:
    """
    Return the bundled mapping of that name, or the one in that file.

    Raises:
        SettingsError: If there is neither, or the file is no mapping.
    """
    return read_mapping(*open_text(given))


def open_text(given: str) -> tuple[str, str]:
    """
    Return the text of a mapping, and the name to call it by in sentences.

    A bundled mapping is named in the text and not copied.

    Raises:
        SettingsError: If there is neither a bundled mapping nor a file of that name.
    """
    if given in list_mappings():
        title = load_mapping(given).title
        return f'like = "{given}"\nname = "{given}"\ntitle = "{title}"\n', given
    path = Path(given)
    try:
        return path.read_text(encoding="utf-8-sig"), path.name
    except (OSError, UnicodeDecodeError) as why:
        raise SettingsError(
            f"there is no mapping {given!r}: name a bundled one ({', '.join(list_mappings())}) "
            "or a TOML file in UTF-8. `sijill datasets guess FILE` writes a first one."
        ) from why


class AnyDocument(Mapping[str, RowMapping]):
    """One mapping for every document, whatever its id."""

    def __init__(self, mapping: RowMapping) -> None:
        self._mapping = mapping

    def __getitem__(self, key: str) -> RowMapping:
        """Return the mapping."""
        return self._mapping

    def __iter__(self) -> Iterator[str]:
        """Name no document: all are meant."""
        return iter(())

    def __len__(self) -> int:
        """Return the number of mappings."""
        return 1
