"""
A backup: one file that holds a record, with the digest of everything in it.

It is a plain tar file, so that it can be opened in thirty years with nothing of ours. Its last
member lists every other with size and SHA-256; a file without it was cut off.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from sijill.errors import CustodyError, StoreError
from sijill.store.vault import describe, sync_folder

LIST = "sijill-backup.json"
FORMAT = 1
_BLOCK = 1 << 20
Member = tuple[str, bytes | Path]


@dataclass(frozen=True, slots=True)
class Contents:
    """
    What a backup says of itself.

    Attributes:
        made_at: When it was made.
        version: The version of Sijill that made it.
        files: Digest and size in bytes of every file, by its name.
    """

    made_at: str
    version: str
    files: dict[str, tuple[str, int]]


def write_backup(path: Path, members: Iterable[Member], *, made_at: str, version: str) -> int:
    """
    Write a backup, read it again, and give it its name when all of it is right.

    Args:
        path: The file; it is not there yet, and only its owner may read it.
        members: Name and bytes of each file, or where it lies.
        made_at: When this is.
        version: The version of Sijill.

    Returns:
        How many files are in it.

    Raises:
        StoreError: If the disk does not take it; nothing is left then.
    """
    partial = path.with_name(path.name + ".partial")
    try:
        with _open_private(partial) as out:
            contents = _write_all(out, members, made_at, version)
        for _ in stream_backup(partial):
            pass
        partial.replace(path)
        sync_folder(path.parent)
    except OSError as why:
        raise StoreError(
            f"the backup could not be written: {describe(why)}. Make room or name another "
            "place, then run the same command again."
        ) from why
    finally:
        partial.unlink(missing_ok=True)
    return len(contents.files)


def stream_backup(path: Path) -> Iterator[tuple[str, io.RawIOBase]]:
    """
    Yield name and bytes of each file in a backup; at its end all of them were held to the list.

    Raises:
        CustodyError: If the file is no backup, was cut off, or is not what it was.
        StoreError: If it cannot be read.
    """
    try:
        with path.open("rb") as file:
            yield from _stream(path.name, file)
    except tarfile.TarError as why:
        raise CustodyError(
            f"{path.name} is no backup of Sijill's, or was cut off. Use another copy of it."
        ) from why
    except OSError as why:
        raise StoreError(f"{path.name} cannot be read: {describe(why)}.") from why


def _stream(name: str, file: IO[bytes]) -> Iterator[tuple[str, io.RawIOBase]]:
    found: dict[str, tuple[str, int]] = {}
    contents: Contents | None = None
    with tarfile.open(fileobj=file, mode="r:") as tar:
        for member in tar:
            data = tar.extractfile(member) if member.isreg() else None
            if data is None or not _is_inside(member.name) or member.name in found:
                raise CustodyError(
                    f"{name} holds something that no backup of Sijill's has. Do not use it."
                )
            if member.name == LIST:
                contents = _read_list(name, data.read())
                continue
            hashed = _Hashed(member.name, data)
            yield member.name, hashed
            found[member.name] = hashed.finish()
    _compare(name, contents, found)


def _compare(name: str, contents: Contents | None, found: dict[str, tuple[str, int]]) -> None:
    if contents is None:
        raise CustodyError(f"{name} was cut off before its end. Use another copy of it.")
    if found != contents.files:
        both = contents.files.keys() | found.keys()
        wrong = min(one for one in both if found.get(one) != contents.files.get(one))
        raise CustodyError(
            f"{name} is not what it was when it was made: see {wrong}. Use another copy of it."
        )


class _Hashed(io.RawIOBase):
    """Bytes that are hashed while they are read."""

    def __init__(self, name: str, data: IO[bytes]) -> None:
        self._name, self._data = name, data
        self._digest, self._size = hashlib.sha256(), 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            part = self._data.read(len(buffer))
        except tarfile.TarError as why:
            raise CustodyError(
                f"the backup was cut off inside {self._name}. Use another copy of it."
            ) from why
        self._digest.update(part)
        self._size += len(part)
        buffer[: len(part)] = part
        return len(part)

    def finish(self) -> tuple[str, int]:
        """Read what was not asked for, and return digest and size of all of it."""
        while self.read(_BLOCK):
            pass
        return self._digest.hexdigest(), self._size


def _write_all(
    out: IO[bytes], members: Iterable[Member], made_at: str, version: str
) -> Contents:
    files: dict[str, tuple[str, int]] = {}
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, data in members:
            files[name] = _add(tar, name, data)
        contents = Contents(made_at, version, files)
        _add(tar, LIST, _list_of(contents))
    out.flush()
    os.fsync(out.fileno())
    return contents


def _add(tar: tarfile.TarFile, name: str, data: bytes | Path) -> tuple[str, int]:
    with io.BytesIO(data) if isinstance(data, bytes) else data.open("rb") as source:
        info = tarfile.TarInfo(name)
        info.size, info.mode = source.seek(0, os.SEEK_END), 0o600
        source.seek(0)
        hashed = _Hashed(name, source)
        tar.addfile(info, hashed)
        return hashed.finish()


def _list_of(contents: Contents) -> bytes:
    files = [
        {"name": name, "sha256": digest, "size": size}
        for name, (digest, size) in contents.files.items()
    ]
    form = {
        "format": FORMAT, "made_at": contents.made_at, "sijill": contents.version,
        "files": files,
    }  # fmt: skip
    return json.dumps(form, ensure_ascii=False, indent=1).encode()


def _read_list(name: str, data: bytes) -> Contents:
    try:
        form = json.loads(data)
        files = {one["name"]: (one["sha256"], one["size"]) for one in form["files"]}
        if form["format"] == FORMAT:
            return Contents(form["made_at"], form["sijill"], files)
    except (ValueError, LookupError, TypeError) as why:
        raise CustodyError(
            f"{name} has a list that cannot be read. Use another copy of it."
        ) from why
    raise CustodyError(f"{name} was made by a newer version of Sijill. Install that version.")


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    plain = "\\" not in name and ":" not in path.parts[0] if path.parts else False
    return plain and not path.is_absolute() and ".." not in path.parts


@contextmanager
def _open_private(path: Path) -> Iterator[IO[bytes]]:
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w+b") as out:
        yield out
