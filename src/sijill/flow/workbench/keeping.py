"""
Where the record keeps what a captured page names: beside it, in its archive, or in its WARC.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

from sijill.capture.settings import MEBIBYTE
from sijill.capture.warc import list_heads, load_answer
from sijill.flow.team.bench import Workbench
from sijill.flow.workbench.captured import find_captured
from sijill.flow.workbench.following import follow
from sijill.model import Document
from sijill.store import Vault

PAGES = frozenset({"text/html", "application/xhtml+xml"})
SHOWN = ("image/", "video/")
_WARC = "application/warc"
_MOST_WARC = 256 * MEBIBYTE  # a larger one is not opened for a picture
_MOST = 64 * MEBIBYTE
_HEAD = 64
_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Kept:
    """
    Bytes that the record holds.

    Attributes:
        head: The first of them.
        size: Says how many they are.
        load: Gives a stretch of them.
        id: The document that they are; ``None``: they are inside another.
    """

    head: bytes
    size: Callable[[], int]
    load: Callable[[int, int], bytes]
    id: str | None = None

    @classmethod
    def of_bytes(cls, data: bytes) -> Kept:
        """Return what is at hand."""
        return cls(data[:_HEAD], lambda: len(data), lambda start, end: data[start:end])

    @classmethod
    def of_vault(cls, vault: Vault, document: Document) -> Kept:
        """Return what is a document of its own."""
        return cls(
            vault.load_part(document.id, 0, _HEAD),
            lambda: document.size_bytes,
            lambda start, end: vault.load_part(document.id, start, end),
            document.id,
        )

    @classmethod
    def of_warc(cls, vault: Vault, warc: str, address: str, head: bytes) -> Kept:
        """Return what is inside a WARC, which is opened once it is asked for."""

        def whole() -> bytes:
            return _load_answer(vault.folder, warc, address)

        return cls(head, lambda: len(whole()), lambda start, end: whole()[start:end])


@dataclass(slots=True)
class Places:
    """
    Where documents were captured, from the lines of the custody log.

    Attributes:
        ids: Documents by address: a path, an address of the web, a member of a container.
        addresses: The addresses of each page.
        parts: Pictures and videos by the container that they were taken from.
    """

    ids: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, dict[str, None]] = field(default_factory=dict)
    parts: dict[str, dict[str, None]] = field(default_factory=dict)

    def add(self, line: Mapping[str, Any]) -> None:
        """Take in one line more."""
        id_, kind = line.get("document_id"), str(line.get("media_type"))
        address = str(line.get("address", "")).replace("\\", "/")
        if not isinstance(id_, str):
            return
        if kind.startswith(SHOWN):
            self.ids[address] = id_
            told = line.get("document")
            whole = str(told.get("part_of")) if isinstance(told, dict) else ""
            self.parts.setdefault(whole, {})[id_] = None
        elif kind in PAGES:
            self.addresses.setdefault(id_, {})[address] = None

    def parts_of(self, id: str) -> tuple[str, ...]:
        """Return the pictures and videos that were taken from a container."""
        return tuple(self.parts.get(id, ()))

    def find(
        self, bench: Workbench, document: Document, base: str, address: str
    ) -> Kept | None:
        """
        Return what is kept of an address that a page names; ``None``: nothing.

        Args:
            bench: The workbench.
            document: The page.
            base: What its addresses begin at; empty: where it was captured.
            address: The address, as it stands in the page.
        """
        vault = bench.layout.vault
        whole = urldefrag(urljoin(base, address)).url if base else ""
        heads = _heads_of(bench, document.part_of) if whole and document.part_of else {}
        if document.part_of and whole in heads:
            return Kept.of_warc(vault, document.part_of, whole, heads[whole])
        beside = (
            resolve_beside(one, address) for one in tuple(self.addresses.get(document.id, ()))
        )
        for place in (whole, *beside):
            found = find_captured(bench, self.ids.get(place, "")) if place else None
            if found is not None and vault.holds(found.id):
                return Kept.of_vault(vault, found)
        return None


def page_base(document: Document, said: str) -> str:
    """
    Return what the addresses in a page begin at; empty: the page is of no known address.

    Examples:
        >>> page_base(Document("ab", 1, "text/html", url="https://a.example/b/c.html"), "/d/")
        'https://a.example/d/'
    """
    return urljoin(document.url or "", said) or ""


def resolve_beside(page: str, address: str) -> str:
    """
    Return where a file lies that a page names, by where the page lay; empty: nowhere.

    Examples:
        >>> resolve_beside("site.zip!pages/a.html", "../pictures/b%20c.jpg")
        'site.zip!pictures/b c.jpg'
        >>> resolve_beside("site.zip!a.html", "../../secret.jpg")
        ''
    """
    if ":" in address or address.startswith(("//", "#")) or page.startswith(_WEB):
        return ""
    container, mark, inner = page.rpartition("!")
    inner = inner.replace("\\", "/")
    name = unquote(address.partition("#")[0].partition("?")[0])
    place = posixpath.normpath(posixpath.join(posixpath.dirname(inner), name.lstrip("/")))
    return "" if place.startswith("..") else container + mark + place


def find_kept(bench: Workbench) -> Places:
    """Return where documents were captured."""
    return follow(bench.layout, "custody", Places)


def _heads_of(bench: Workbench, container: str) -> Mapping[str, bytes]:
    """Return the addresses in a page's WARC with the first bytes of each."""
    document = find_captured(bench, container)
    if document is None or document.media_type != _WARC or document.size_bytes > _MOST_WARC:
        return {}
    return _read_heads(bench.layout.vault.folder, container)


@lru_cache(maxsize=16)
def _read_heads(folder: Path, container: str) -> Mapping[str, bytes]:
    data = Vault(folder).load_bytes(container)
    return dict(list_heads(data, length=_HEAD))


@lru_cache(maxsize=4)
def _load_answer(folder: Path, container: str, address: str) -> bytes:
    data = Vault(folder).load_bytes(container)
    return load_answer(data, address, most_bytes=_MOST) or b""
