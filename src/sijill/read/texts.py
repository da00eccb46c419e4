"""
Plain text.
"""

from __future__ import annotations

from sijill.model import Document
from sijill.read.encoding import read_text_bytes
from sijill.read.protocol import Draft
from sijill.read.settings import Settings


def read_text(
    document: Document,  # noqa: ARG001
    data: bytes,
    *,
    settings: Settings,  # noqa: ARG001
) -> tuple[Draft, ...]:
    """Return a plain text as it stands, lone surrogates and NULs apart."""
    text, caveats = read_text_bytes(data)
    return (Draft(clean_text(text), caveats=caveats),)


def clean_text(text: str) -> str:
    r"""
    Return *text* without what no Unicode text can hold; nothing else is changed.

    Examples:
        >>> clean_text("Sarmin\x00 سرمين")
        'Sarmin سرمين'
    """
    if "\x00" in text:
        text = text.replace("\x00", "")
    return text.encode("utf-8", "replace").decode("utf-8") if _is_broken(text) else text


def _is_broken(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False
