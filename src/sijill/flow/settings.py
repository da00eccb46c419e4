"""
The settings of a record: one table a room in ``sijill.toml``, every key with a default.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from sijill.capture import settings as capture
from sijill.errors import FormError, SettingsError
from sijill.estimate import settings as estimate
from sijill.extract import settings as extract
from sijill.flow import workbench_settings as workbench
from sijill.link import settings as link
from sijill.model.form import canonical_line, from_json
from sijill.model.ids import digest_words
from sijill.protect import settings as protect
from sijill.publish import settings as publish
from sijill.read import settings as read
from sijill.reconcile import settings as reconcile
from sijill.resolve import settings as resolve


@dataclass(frozen=True, slots=True)
class Settings:
    """
    The settings of every room.

    Attributes:
        capture: Bounds of archives, pages and feeds.
        read: Columns of tables, bounds of size, time and memory.
        extract: Which extractors read, and the model that may be asked.
        resolve: Margins of dates and places.
        link: When claims are joined.
        reconcile: How ranges and origins are made.
        estimate: The estimator and its level.
        protect: What may be shown, and how coarsely.
        publish: What a release holds.
        workbench: Who may come in, and how.
    """

    capture: capture.Settings = field(default_factory=capture.Settings)
    read: read.Settings = field(default_factory=read.Settings)
    extract: extract.Settings = field(default_factory=extract.Settings)
    resolve: resolve.Settings = field(default_factory=resolve.Settings)
    link: link.Settings = field(default_factory=link.Settings)
    reconcile: reconcile.Settings = field(default_factory=reconcile.Settings)
    estimate: estimate.Settings = field(default_factory=estimate.Settings)
    protect: protect.Settings = field(default_factory=protect.Settings)
    publish: publish.Settings = field(default_factory=publish.Settings)
    workbench: workbench.Settings = field(default_factory=workbench.Settings)


def load_settings(path: Path | None) -> Settings:
    """
    Return the settings in a TOML file; the defaults where there is none.

    Raises:
        SettingsError: If a key is unknown, which is named with the nearest known one, or a
            value has the wrong type.
    """
    if path is None or not path.is_file():
        return Settings()
    try:
        body = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as why:
        raise SettingsError(
            f"{path.name} is no TOML: {why}. Correct the line it names."
        ) from why
    settings = Settings()
    rooms = {item.name for item in fields(Settings)}
    for room, table in body.items():
        _check_key(path, room, rooms, "table")
        if not isinstance(table, dict):
            raise SettingsError(f"{path.name}: {room!r} is a table; write [{room}].")
        old = getattr(settings, room)
        _check_keys(path, room, table, {item.name for item in fields(old)})
        settings = replace(settings, **{room: _fill(path, room, old, table)})
    return settings


def _fill(path: Path, room: str, old: Any, table: dict[str, Any]) -> Any:
    form = {item.name: getattr(old, item.name) for item in fields(old)}
    try:
        return from_json(type(old), {**form, **table})
    except FormError as why:
        raise SettingsError(f"{path.name}, [{room}]: {why}") from why


def _check_keys(path: Path, room: str, table: dict[str, Any], known: set[str]) -> None:
    for key in table:
        _check_key(path, key, known, f"key in [{room}]")


def _check_key(path: Path, key: str, known: set[str], what: str) -> None:
    if key not in known:
        near = difflib.get_close_matches(key, known, n=1)
        hint = f" Did you mean {near[0]!r}?" if near else f" Known: {', '.join(sorted(known))}."
        raise SettingsError(f"{path.name}: unknown {what} {key!r}.{hint}")


def load_key(variable: str | None) -> str | None:
    """Return the key that an environment variable holds; ``None``: none is named or set."""
    return (os.environ.get(variable) or None) if variable else None


def digest_settings(settings: Any) -> str:
    """Return a digest of a room's settings, to tell whether a step must be done again."""
    return digest_words(canonical_line(settings))


def default_settings_toml() -> str:
    """Return a settings file in which every key stands, commented out, with its default."""
    lines = ["# Settings of this record. Every line is a default; take off the # to change it."]
    for room in fields(Settings):
        defaults = getattr(Settings(), room.name)
        lines += ["", f"[{room.name}]", *_prose(type(defaults))]
        for item in fields(defaults):
            value = getattr(defaults, item.name)
            if value is None:
                lines.append(f"# {item.name} is not set.")
            elif not isinstance(value, dict):
                lines.append(f"# {item.name} = {_as_toml(value)}")
    return "\n".join(lines) + "\n"


def _prose(kind: type) -> list[str]:
    """Return what a room's settings say of themselves before their keys, as comments."""
    head = (kind.__doc__ or "").partition("Attributes:")[0].strip().splitlines()[1:]
    return [f"# {line.strip()}" for line in head if line.strip()]


def _as_toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return f"[{', '.join(_as_toml(item) for item in value)}]"
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
