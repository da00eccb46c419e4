"""
Zip and tar archives give their members in order, and nothing that would leave the folder.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath, PureWindowsPath
from typing import IO

from sijill.capture.budget import Budget
from sijill.capture.media import detect_media_type
from sijill.capture.protocol import Captured, Outcome, RefusedCapture
from sijill.errors import RefusedError

STEP_BYTES = 65536
UTF8_FLAG = 0x800
ENCRYPTED_FLAG = 0x1
BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError,
    EOFError, OSError, NotImplementedError, ValueError, RuntimeError, struct.error,
)  # fmt: skip


class ZipCapturer:
    """Opens zip archives; office documents, which are zips too, are left whole."""

    how = "archive"
    media_types = frozenset({"application/zip"})

    def capture_members(self, container: Captured, *, budget: Budget) -> Iterator[Outcome]:
        """
        Yield the members in the archive's order.

        Raises:
            RefusedError: The archive cannot be opened, or unpacks to more than it may.
        """
        try:
            archive = zipfile.ZipFile(io.BytesIO(container.data))
        except BROKEN:
            raise _refuse_broken() from None
        with archive:
            for info in archive.infolist():
                name = read_zip_name(info)
                if info.is_dir() or is_hidden(name):
                    continue
                budget.take_member()
                yield _capture_zipped(archive, info, name, container, budget)


class TarCapturer:
    """Opens tar archives, plain or compressed, and single compressed files."""

    how = "archive"
    media_types = frozenset(
        {"application/x-tar", "application/gzip", "application/x-bzip2", "application/x-xz"}
    )

    def capture_members(self, container: Captured, *, budget: Budget) -> Iterator[Outcome]:
        """
        Yield the members in the archive's order; of a single compressed file, that file.

        Raises:
            RefusedError: The archive cannot be opened, or unpacks to more than it may.
        """
        try:
            with io.BytesIO(container.data) as packed:
                plain = _decompress(packed, container.media_type)
                stream = CountingReader(plain, len(container.data), budget)
                yield from _capture_stream(stream, container, budget)
        except BROKEN:
            raise _refuse_broken() from None


class CountingReader(io.RawIOBase):
    """Reads a stream and stops it once it gives more than the budget allows."""

    def __init__(self, inner: IO[bytes], packed: int, budget: Budget) -> None:
        super().__init__()
        self._inner = inner
        self._packed = packed
        self._budget = budget
        self._seen = 0
        self._kept = b""

    def look_ahead(self, size: int) -> bytes:
        """Return the next bytes without using them up."""
        self._kept = self.read(size)
        return self._kept

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """
        Read *size* bytes, fewer only at the end.

        Raises:
            RefusedError: The stream unpacks to more than it may.
        """
        pieces = [self._kept]
        left = size - len(self._kept) if size >= 0 else -1
        self._kept = b""
        while left:
            piece = self._inner.read(min(left, STEP_BYTES) if left > 0 else STEP_BYTES)
            if not piece:
                break
            self._count(len(piece))
            pieces.append(piece)
            left = left - len(piece) if left > 0 else left
        return b"".join(pieces)

    def _count(self, size: int) -> None:
        """Take the bytes from the budget."""
        self._seen += size
        self._budget.take_bytes(size)
        self._budget.check_ratio(packed=self._packed, unpacked=self._seen)


def read_zip_name(info: zipfile.ZipInfo) -> str:
    """
    Return a member's name; a name without the mark of UTF-8 is tried as UTF-8 first.

    What is not UTF-8 is kept as code page 437, the format's own, from which the name's
    bytes can be had back.
    """
    if info.flag_bits & UTF8_FLAG:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def is_hidden(name: str) -> bool:
    """
    Return whether a member is the file system's own, as ``.DS_Store`` and ``__MACOSX``.

    >>> is_hidden("news/.DS_Store"), is_hidden("../a.txt")
    (True, False)
    """
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(part == "__MACOSX" or _is_dotted(part) for part in parts)


def leaves_folder(name: str) -> bool:
    r"""
    Return whether a name would put a member outside the folder it is unpacked into.

    >>> leaves_folder("../a"), leaves_folder("C:\\a"), leaves_folder("b/a")
    (True, True, False)
    """
    windows = PureWindowsPath(name)
    rooted = name.startswith("/") or windows.drive or windows.root
    return bool(rooted) or ".." in windows.parts or "\0" in name


def _capture_zipped(
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    name: str,
    container: Captured,
    budget: Budget,
) -> Outcome:
    """Return one member; what is wrong with it alone is its own refusal."""
    if leaves_folder(name) or stat.S_ISLNK(info.external_attr >> 16):
        return _refuse_unsafe(container, name)
    if info.flag_bits & ENCRYPTED_FLAG:
        return _refuse_member(
            container, name, "encrypted", "is locked with a password; unlock it first."
        )
    if info.file_size > budget.settings.max_document_bytes and not _is_archive(name):
        return _refuse_large(container, name, budget)
    try:
        budget.check_ratio(packed=info.compress_size, unpacked=info.file_size)
        with archive.open(info) as stream:
            data = CountingReader(stream, info.compress_size, budget).read(-1)
    except RefusedError as refusal:
        if budget.is_spent():
            raise
        address = f"{container.address}!{name}"
        return RefusedCapture(address, "archive", refusal.reason, refusal.text)
    except BROKEN:
        return _refuse_member(
            container, name, "archive_broken", "is damaged; ask for the archive again."
        )
    return make_member(container, name, data, how="archive")


def _capture_stream(
    stream: CountingReader, container: Captured, budget: Budget
) -> Iterator[Outcome]:
    """Yield the members of a tar, or the one file that is not a tar."""
    head = stream.look_ahead(512)
    if head[257:262] == b"ustar" or container.media_type == "application/x-tar":
        with tarfile.open(fileobj=stream, mode="r|", errorlevel=1) as archive:
            yield from _capture_tarred(archive, container, budget)
        return
    budget.take_member()
    name = PurePosixPath(container.file_name or "member").stem
    yield make_member(container, name, stream.read(-1), how="archive")


def _capture_tarred(
    archive: tarfile.TarFile, container: Captured, budget: Budget
) -> Iterator[Outcome]:
    """Yield the regular files of a tar; links and devices are refused one by one."""
    for info in archive:
        if info.isdir() or is_hidden(info.name):
            continue
        budget.take_member()
        if leaves_folder(info.name) or not info.isreg() or info.issparse():
            yield _refuse_unsafe(container, info.name)
        elif info.size > budget.settings.max_document_bytes and not _is_archive(info.name):
            yield _refuse_large(container, info.name, budget)
        else:
            found = archive.extractfile(info)
            data = found.read() if found else b""
            yield make_member(container, info.name, data, how="archive")


def make_member(container: Captured, name: str, data: bytes, *, how: str) -> Captured:
    """Return a member of a container, its media type told from bytes and name."""
    file_name = PurePosixPath(name.replace("\\", "/")).name
    return Captured(
        data=data,
        media_type=detect_media_type(data, file_name),
        how=how,
        address=f"{container.address}!{name}",
        file_name=file_name,
        part_of=container.digest,
    )


def _decompress(packed: IO[bytes], media_type: str) -> IO[bytes]:
    """Return the stream without its compression."""
    if media_type == "application/gzip":
        return gzip.GzipFile(fileobj=packed)  # type: ignore[return-value]
    if media_type == "application/x-bzip2":
        return bz2.BZ2File(packed)
    if media_type == "application/x-xz":
        return lzma.LZMAFile(packed)
    return packed


def _is_dotted(part: str) -> bool:
    """Whether a part of a name begins with a dot and is more than dots."""
    return part.startswith(".") and part.strip(".") != ""


def _is_archive(name: str) -> bool:
    """Whether a member's name says that it is a container, which may be larger."""
    endings = (".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".warc")
    return name.lower().endswith(endings)


def _refuse_broken() -> RefusedError:
    """Return the refusal of an archive that cannot be opened."""
    return RefusedError(
        "archive_broken", "the archive cannot be opened to its end; ask for it again."
    )


def _refuse_unsafe(container: Captured, name: str) -> RefusedCapture:
    """Return the refusal of a member that is more than a file inside its folder."""
    why = "is a link, a device, or would leave the archive's folder; it was not unpacked."
    return _refuse_member(container, name, "unsafe_archive", why)


def _refuse_large(container: Captured, name: str, budget: Budget) -> RefusedCapture:
    """Return the refusal of a member that is larger than a document may be."""
    limit = budget.settings.max_document_bytes
    why = f"has more than {limit} bytes; split it, or raise max_document_bytes."
    return _refuse_member(container, name, "too_large", why)


def _refuse_member(container: Captured, name: str, reason: str, why: str) -> RefusedCapture:
    """Return the refusal of one member."""
    return RefusedCapture(f"{container.address}!{name}", "archive", reason, f"the member {why}")
