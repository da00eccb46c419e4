"""
The settings of a record: one table a room in ``sijill.toml``, every key with a default.
"""

from __future__ import annotations

import difflib
import os
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import Any, cast

from sijill.capture import settings as capture
from sijill.errors import FormError, SettingsError
from sijill.estimate import settings as estimate
from sijill.extract import settings as extract
from sijill.flow import workbench_settings as workbench
from sijill.link import settings as link
from sijill.link.people import settings as people
from sijill.model.form import canonical_line, from_json
from sijill.model.ids import digest_words
from sijill.protect import settings as protect
from sijill.publish import settings as publish
from sijill.read import settings as read
from sijill.reconcile import settings as reconcile
from sijill.resolve import settings as resolve
from sijill.store import settings as store


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
        people: When rows of lists are one person.
        reconcile: How ranges and origins are made.
        estimate: The estimator and its level.
        protect: What may be shown, and how coarsely.
        publish: What a release holds.
        workbench: Who may come in, and how.
        store: The server that a record's data lie on, if on any.
    """

    capture: capture.Settings = field(default_factory=capture.Settings)
    read: read.Settings = field(default_factory=read.Settings)
    extract: extract.Settings = field(default_factory=extract.Settings)
    resolve: resolve.Settings = field(default_factory=resolve.Settings)
    link: link.Settings = field(default_factory=link.Settings)
    people: people.Settings = field(default_factory=people.Settings)
    reconcile: reconcile.Settings = field(default_factory=reconcile.Settings)
    estimate: estimate.Settings = field(default_factory=estimate.Settings)
    protect: protect.Settings = field(default_factory=protect.Settings)
    publish: publish.Settings = field(default_factory=publish.Settings)
    workbench: workbench.Settings = field(default_factory=workbench.Settings)
    store: store.Settings = field(default_factory=store.Settings)


def load_settings(path: Path | None) -> Settings:
    """
    Return the settings in a TOML file; the defaults where there is none.

    Raises:
        SettingsError: If a key is unknown, which is named with the nearest known one, or a
            value has the wrong type.
    """
    if path is None or not path.is_file():
        return Settings()
    settings = Settings()
    rooms = {item.name for item in fields(Settings)}
    for room, table in _read_tables(path).items():
        _check_key(path, room, rooms, "table")
        settings = replace(settings, **{room: _fill(path, room, table)})
    return settings


def load_store_settings(path: Path) -> store.Settings:
    """
    Return where a record's data lie by its settings file, whatever else stands in it.

    Raises:
        SettingsError: If the file is no TOML, or its table ``[store]`` is wrong.
    """
    return cast(store.Settings, _fill(path, "store", _read_tables(path).get("store", {})))


def _read_tables(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as why:
        raise SettingsError(
            f"{path.name} is no TOML: {why}. Correct the line it names."
        ) from why


def _fill(path: Path, room: str, table: Any) -> Any:
    if not isinstance(table, dict):
        raise SettingsError(f"{path.name}: {room!r} is a table; write [{room}].")
    old = getattr(Settings(), room)
    form = {item.name: getattr(old, item.name) for item in fields(old)}
    _check_keys(path, room, table, set(form))
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


def load_secret_file(path: Path) -> str:
    """
    Return what a file of one secret holds, which only its owner may read.

    Raises:
        SettingsError: If it cannot be read, or others can read it.
    """
    try:
        mode, text = path.stat().st_mode, path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as why:
        raise SettingsError(
            f"the key file {path.name} cannot be read. Make it, with nothing but the secret in "
            "it, or correct its name in the settings."
        ) from why
    if os.name != "nt" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise SettingsError(
            f"others than its owner may read the key file {path.name}. Take that from them: "
            f"chmod 600 {path.name}"
        )
    return text


def digest_settings(settings: Any) -> str:
    """Return a digest of a room's settings, to tell whether a step must be done again."""
    return digest_words(canonical_line(settings))


def default_settings_toml() -> str:
    """Return a settings file in which every key stands, commented out, with its default."""
    lines = ["# Settings of this record. Every line is a default; take off the # to change it."]
    for room in fields(Settings):
        lines += ["", *_room_toml(room.name)]
    return "\n".join(lines) + "\n"


def _room_toml(room: str, chosen: Mapping[str, object] = {}) -> list[str]:
    """Return a room's table; what is not chosen stands commented out, with its default."""
    defaults = getattr(Settings(), room)
    lines = [f"[{room}]", *_prose(type(defaults))]
    for item in fields(defaults):
        value = getattr(defaults, item.name)
        if chosen.get(item.name) is not None:
            lines.append(f"{item.name} = {_as_toml(chosen[item.name])}")
        elif value is None:
            lines.append(f"# {item.name} is not set.")
        elif not isinstance(value, dict):
            lines.append(f"# {item.name} = {_as_toml(value)}")
    return lines


def set_room(text: str, room: str, chosen: Mapping[str, object]) -> str:
    r"""
    Return a settings file's text with one room's table written anew, and the rest as it was.

    Examples:
        >>> set_room("[read]\n", "store", {"url_variable": "OUR_URL"}).splitlines()[-3:]
        ['url_variable = "OUR_URL"', '# url_file is not set.', '# record is not set.']
    """
    lines = text.splitlines()
    heads = [n for n, line in enumerate(lines) if line.lstrip().startswith("[")]
    start = next((n for n in heads if lines[n].partition("#")[0].strip() == f"[{room}]"), None)
    if start is None:
        return "\n".join([*lines, "", *_room_toml(room, chosen)]) + "\n"
    end = next((n for n in heads if n > start), None)
    rest = [] if end is None else ["", *lines[end:]]
    return "\n".join([*lines[:start], *_room_toml(room, chosen), *rest]) + "\n"


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
