"""
Files and folders: every regular file in a steady order, the hidden ones skipped.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from sijill.capture.budget import Budget
from sijill.capture.containers import capture_contents, find_capturer
from sijill.capture.media import detect_media_type
from sijill.capture.protocol import Captured, Outcome, RefusedCapture
from sijill.capture.settings import Settings


def capture_path(path: Path, *, settings: Settings) -> Iterator[Outcome]:
    """
    Yield the documents of a file, a container or a folder with all that is below it.

    Files and folders whose name begins with a dot are skipped, without a refusal. Links are
    followed, except where one leads back into a folder that is being walked.
    """
    yield from _capture_entry(path, settings=settings, walking=())


def _capture_entry(
    path: Path, *, settings: Settings, walking: tuple[Path, ...]
) -> Iterator[Outcome]:
    """Yield what stands at a path; what cannot be read is a refusal."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            yield from _capture_folder(path, settings=settings, walking=walking)
        elif stat.S_ISREG(status.st_mode):
            yield from _capture_file(path, status, settings=settings)
        else:
            yield _refuse(path, "not_readable", "is neither a file nor a folder; leave it out.")
    except (OSError, RuntimeError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else "a bad name"
        yield _refuse(
            path,
            "not_readable",
            f"cannot be read ({why}); check that it is there and permitted.",
        )


def _capture_folder(
    path: Path, *, settings: Settings, walking: tuple[Path, ...]
) -> Iterator[Outcome]:
    """Yield what stands in a folder, by name."""
    real = path.resolve()
    if real in walking:
        why = "leads in a circle to a folder above it; leave the link out."
        yield _refuse(path, "not_readable", why)
        return
    for name in sorted(os.listdir(path)):  # noqa: PTH208 -- names only, sorted as text
        if not name.startswith("."):
            yield from _capture_entry(path / name, settings=settings, walking=(*walking, real))


def _capture_file(
    path: Path, status: os.stat_result, *, settings: Settings
) -> Iterator[Outcome]:
    """Yield a file's document, and its members where it is a container."""
    with path.open("rb") as stream:
        data = stream.read(settings.max_container_bytes + 1)
    if len(data) > settings.max_container_bytes:
        limit = settings.max_container_bytes
        why = f"has {status.st_size} bytes, more than {limit}; split it, or raise the limit."
        yield _refuse(path, "too_large", why)
        return
    media_type = detect_media_type(data, path.name)
    capturer = find_capturer(media_type)
    how = capturer.how if capturer else "file"
    item = Captured(data, media_type, how, str(path), path.name)
    yield from capture_contents(item, budget=Budget(settings))


def _refuse(path: Path, reason: str, why: str) -> RefusedCapture:
    """Return the refusal of a path."""
    return RefusedCapture(str(path), "file", reason, f"it {why}")
