"""
The files that a list comes in: one file, or the members of a ZIP archive.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO

from sijill.errors import RefusedError

ENDINGS = (".txt", ".tsv", ".csv", ".geojson", ".json", ".gpkg", ".shp")
_MOST_BYTES = 8 * 2**30
_MOST_TIMES = 200  # how much larger than itself an archive may unpack; text packs to a fifth
_COPY_BYTES = 2**20


@dataclass(frozen=True, slots=True)
class Part:
    """
    One file of a list.

    Attributes:
        path: The file, or the archive that holds it.
        member: Its name inside the archive; ``None``: the file itself.
    """

    path: Path
    member: str | None = None

    @property
    def name(self) -> str:
        """Its file name."""
        return PurePosixPath(self.member).name if self.member else self.path.name

    @property
    def ending(self) -> str:
        """The ending of its name, in small letters."""
        return PurePosixPath(self.name).suffix.lower()

    def sibling(self, ending: str) -> Part | None:
        """Return the file beside it that has the same name and another ending."""
        if self.member is None:
            wanted = self.path.with_suffix(ending).name.lower()
            beside = (p for p in self.path.parent.iterdir() if p.name.lower() == wanted)
            found = next(beside, None)
            return Part(found) if found else None
        wanted = str(PurePosixPath(self.member).with_suffix(ending)).lower()
        with _open_archive(self.path) as archive:
            named = (name for name in archive.namelist() if name.lower() == wanted)
            inside = next(named, None)
        return Part(self.path, inside) if inside else None

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Give the file's bytes."""
        if self.member is None:
            with self.path.open("rb") as data:
                yield data
            return
        with _open_archive(self.path) as archive:
            try:
                with archive.open(self.member) as data:
                    yield data
            except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError) as why:
                raise _broken(self.path) from why

    @contextmanager
    def on_disk(self) -> Iterator[Path]:
        """Give a path to the file, unpacked for a while where an archive holds it."""
        if self.member is None:
            yield self.path
            return
        with TemporaryDirectory() as folder:
            path = Path(folder) / "part"
            with self.open() as data, path.open("wb") as out:
                while piece := data.read(_COPY_BYTES):
                    out.write(piece)
            yield path


def list_parts(path: Path) -> tuple[Part, ...]:
    """
    Return the files of a list: the file itself, or the members of the archive that hold one.

    Raises:
        RefusedError: If it is an archive that cannot be opened, unpacks to far more than it
            holds, or has nothing of a known kind in it.
    """
    if path.suffix.lower() != ".zip":
        return (Part(path),)
    with _open_archive(path) as archive:
        members = [item for item in archive.infolist() if _is_wanted(item.filename)]
    size = sum(item.file_size for item in members)
    if size > min(_MOST_BYTES, max(path.stat().st_size, 2**20) * _MOST_TIMES):
        raise RefusedError("unsafe_archive", "it unpacks to far more than it holds")
    if not members:
        raise RefusedError("unknown_format", "no file of a known kind is in it")
    return tuple(Part(path, item.filename) for item in members)


def _is_wanted(name: str) -> bool:
    path = PurePosixPath(name)
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    return path.suffix.lower() in ENDINGS and path.stem.lower() != "readme" and not hidden


def _broken(path: Path) -> RefusedError:
    return RefusedError("archive_broken", f"the archive {path.name} cannot be unpacked")


@contextmanager
def _open_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as why:
        raise _broken(path) from why
    with archive:
        yield archive
