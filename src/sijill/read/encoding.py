"""
Which encoding the bytes of a text are in, and the text they make.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from sijill.errors import RefusedError

# The longer mark first: UTF-32 LE begins with the mark of UTF-16 LE.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w.:-]+)""", re.I
)
_SAMPLE_BYTES = 64 * 1024  # the detector's time grows with the sample; this keeps it < 1 s


def read_text_bytes(data: bytes, *, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """
    Return the text of *data* and the caveats of how its encoding was told.

    A byte order mark stands over everything; then UTF-8 where the bytes are valid UTF-8;
    then what the document or *declared* says; then a guess.

    Raises:
        RefusedError: If no encoding makes text of the bytes.

    Examples:
        >>> read_text_bytes("Sarmin سرمين".encode())
        ('Sarmin سرمين', ())
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace"), ()
    if _is_binary(data) and not _is_wide(data):
        raise _no_text()
    names: tuple[str | None, ...] = ("utf-8", declared, _declared_in(data))
    for tried in names:
        text = _decoded(data, tried)
        if text is not None and not (tried == "utf-8" and _is_wide(data)):
            return text, ()
    return _guessed(data)


def _declared_in(data: bytes) -> str | None:
    found = _DECLARED.search(data[:4096])
    return found.group(1).decode("ascii", "replace") if found else None


def _decoded(data: bytes, name: str | None) -> str | None:
    if name is None:
        return None
    try:
        if not codecs.lookup(name)._is_text_encoding:
            return None
        return data.decode(name)
    except (LookupError, ValueError):
        return None


def _is_wide(data: bytes) -> bool:
    """Say whether the zeros look like those of UTF-16 without a mark."""
    head = data[:4096]
    return len(head) >= 4 and head.count(0) * 4 > len(head)


def _guessed(data: bytes) -> tuple[str, tuple[str, ...]]:
    if _is_wide(data):
        name = (
            "utf-16-le" if data[1:4096:2].count(0) >= data[0:4096:2].count(0) else "utf-16-be"
        )
        return data.decode(name, "replace"), ("encoding_guessed",)
    if _is_mostly_utf8(data):
        return data.decode("utf-8", "replace"), ("encoding_guessed",)
    best = from_bytes(data[:_SAMPLE_BYTES]).best()
    if best is None or _is_binary(data):
        raise _no_text()
    return data.decode(best.encoding, "replace"), ("encoding_guessed",)


def _no_text() -> RefusedError:
    return RefusedError(
        "not_text",
        "The bytes make no text in any encoding that was tried. "
        "Convert the file to UTF-8 text, or capture the original in its own format.",
    )


def _is_mostly_utf8(data: bytes) -> bool:
    """Say whether the bytes are UTF-8 with a few broken places rather than something else."""
    head = data[:_SAMPLE_BYTES].decode("utf-8", "replace")
    wide = sum(1 for sign in head if sign > "\x7f" and sign != "\ufffd")
    return wide > 0 and head.count("\ufffd") * 10 < wide


def _is_binary(data: bytes) -> bool:
    head = data[:4096]
    controls = sum(1 for byte in head if byte < 9 or 13 < byte < 32)
    return controls * 20 > len(head)
