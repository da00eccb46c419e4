"""
A release is written whole beside its predecessors, or not at all.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import sijill
from sijill.errors import ReleaseError
from sijill.model.form import canonical_line, json_line
from sijill.model.ids import digest_bytes
from sijill.model.release import PublicRecord, Release
from sijill.publish.attributions import write_attributions
from sijill.publish.codebook import write_codebook
from sijill.publish.csvfile import encode_csv
from sijill.publish.figures import count_figures, write_figures
from sijill.publish.geojson import write_geojson
from sijill.publish.page import write_page
from sijill.publish.settings import Settings
from sijill.publish.tables import list_tables

CHECKSUMS = "SHA256SUMS"
RELEASE_FILE = "release.json"
_VERSION = re.compile(r"1\.(\d+)")
_KINDS = ("incidents", "claims", "summaries", "documents")


def publish_release(
    public: PublicRecord, folder: Path, *, settings: Settings, at: str
) -> Release:
    """
    Write the next release of a record and return what it is.

    Args:
        public: The public forms, as `protect` made them.
        folder: Where the releases stand, one folder a version; made if need be.
        settings: The team's choices.
        at: Instant of publication in UTC, ISO 8601.

    Returns:
        The release; its files stand in ``folder / release.version``.

    Raises:
        ReleaseError: If another release took the version meanwhile, or the settings say
            nothing of limits.
    """
    folder.mkdir(parents=True, exist_ok=True)
    release = plan_release(public, folder, settings=settings, at=at)
    partial = Path(tempfile.mkdtemp(prefix=f".{release.version}-", dir=folder))
    try:
        for name, data in _encode_files(public, release, settings):
            _write(partial / name, data)
        release = replace(release, files=_digest_files(partial))
        _write(partial / RELEASE_FILE, f"{json_line(release)}\n".encode())
        _write(partial / CHECKSUMS, _list_checksums(partial))
        _publish(partial, folder / release.version)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return release


def plan_release(public: PublicRecord, folder: Path, *, settings: Settings, at: str) -> Release:
    """Return what the next release would be, without its files; writes nothing."""
    caveats = Counter(term for item in public.incidents for term in item.caveats)
    caveats.update(term for item in public.claims for term in item.caveats)
    return Release(
        version=next_version(folder),
        title=public.title,
        at=at,
        code_version=sijill.__version__,
        record_digest=public.digest,
        settings_digest=digest_bytes(canonical_line(settings).encode("utf-8")),
        counts={kind: len(getattr(public, kind)) for kind in _KINDS},
        withheld=dict(public.withheld),
        limits=settings.limits,
        caveats=dict(sorted(caveats.items())),
        gazetteers=public.gazetteers,
    )


def next_version(folder: Path) -> str:
    """Return the first version above every release in *folder*; ``1.0`` for the first."""
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    matches = (_VERSION.fullmatch(name) for name in names)
    return f"1.{max((int(match[1]) for match in matches if match), default=-1) + 1}"


def _encode_files(
    public: PublicRecord, release: Release, settings: Settings
) -> Iterable[tuple[str, bytes]]:
    tables = list_tables(public)
    figures = count_figures(public)
    for table in tables:
        data = encode_csv(table, byte_order_mark=settings.byte_order_mark)
        yield f"{table.name}.csv", data
    for kind in _KINDS:
        lines = "".join(f"{json_line(item)}\n" for item in getattr(public, kind))
        yield f"{kind}.jsonl", lines.encode("utf-8")
    yield "incidents.geojson", write_geojson(public).encode("utf-8")
    yield "codebook.md", write_codebook(tables).encode("utf-8")
    yield "attributions.md", write_attributions(release).encode("utf-8")
    yield "figures.toml", write_figures(figures, version=release.version).encode("utf-8")
    yield "index.html", write_page(public, release, figures).encode("utf-8")


def _write(path: Path, data: bytes) -> None:
    """Write a file and see it on the disk before going on."""
    with path.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def _digest_files(folder: Path) -> Mapping[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
    }


def _list_checksums(folder: Path) -> bytes:
    """Return the digests in the form that ``sha256sum --check`` reads."""
    lines = (f"{digest}  {name}\n" for name, digest in _digest_files(folder).items())
    return "".join(lines).encode("utf-8")


def _publish(partial: Path, target: Path) -> None:
    """Give the finished folder its name, which is one step or none."""
    partial.chmod(0o755)
    try:
        partial.rename(target)
    except OSError as why:
        if not target.exists():
            raise
        raise ReleaseError(
            f"release {target.name} exists already: another process published meanwhile. "
            "Publish again to make the next version.",
            phrase="version_taken",
            version=target.name,
        ) from why
