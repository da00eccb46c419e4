"""
The pictures and videos that a page names, and which of their bytes a browser may be given.

What a picture is, its first bytes say: never its name, nor what a server said of it. Drawings
that can hold scripts (SVG) are none.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from itertools import islice
from urllib.parse import unquote_to_bytes

from lxml import html

from sijill.errors import RefusedError
from sijill.read.encoding import read_text_bytes

SIGHTS = ("img", "video")  # the elements, in whose order the pictures of a page are counted
_MOST = 300  # of one page
_LATE = ("data-src", "data-original", "data-lazy-src")
_MARKS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_STILL, _MOVING = (
    (b"avif", b"avis"),
    (b"iso", b"mp4", b"avc", b"M4V", b"dash", b"msdh", b"qt  "),
)
_EBML, _WEBM = b"\x1aE\xdf\xa3", b"webm"


@dataclass(frozen=True, slots=True)
class NamedPicture:
    """
    A picture or video that a page shows.

    Attributes:
        is_video: Whether it moves.
        addresses: Where the page says it lies, the likeliest first, as written.
        words: What the page says that it shows; empty: nothing.
    """

    is_video: bool
    addresses: tuple[str, ...]
    words: str


def detect_shown_type(data: bytes) -> str | None:
    """
    Return the media type that bytes may be shown as; ``None``: they are only saved.

    Examples:
        >>> detect_shown_type(b"GIF89a....")
        'image/gif'
        >>> detect_shown_type(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    """
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp":
        brand = data[8:12]
        moving = "video/mp4" if brand.startswith(_MOVING) else None
        return "image/avif" if brand in _STILL else moving
    if data.startswith(_EBML):
        return "video/webm" if _WEBM in data[:64] else None
    return next((kind for mark, kind in _MARKS if data.startswith(mark)), None)


def parse_page(data: bytes) -> html.HtmlElement | None:
    """Return the tree of a captured page; ``None``: it has none. Nothing is loaded for it."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, no_network=True)
    try:
        text, _ = read_text_bytes(data)
        return html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (RefusedError, ValueError, html.etree.ParserError):
        return None


def list_named_pictures(root: html.HtmlElement) -> tuple[NamedPicture, ...]:
    """
    Return the pictures and videos of a page in its order.

    Examples:
        >>> page = parse_page(b"<p><img src='a.jpg' alt='A street'><video src=b.mp4></video>")
        >>> [(one.addresses, one.words) for one in list_named_pictures(page)]
        [(('a.jpg',), 'A street'), (('b.mp4',), '')]
    """
    found = []
    for node in islice(filter(is_counted, root.iter(*SIGHTS)), _MOST):
        words = node.get("alt") or node.get("title") or node.get("aria-label") or ""
        addresses = tuple(dict.fromkeys(_list_addresses(node)))
        found.append(NamedPicture(node.tag == "video", addresses, " ".join(words.split())))
    return tuple(found)


def find_base(root: html.HtmlElement) -> str:
    """Return what the page says that its addresses begin at; empty: it says nothing."""
    base = next(root.iter("base"), None)
    return "" if base is None else str(base.get("href") or "").strip()


def read_data_address(address: str) -> bytes | None:
    """
    Return the bytes that stand in an address itself; ``None``: it is no such address.

    Examples:
        >>> read_data_address("data:image/gif;base64,R0lGODlh")
        b'GIF89a'
        >>> read_data_address("a.gif")
    """
    head, comma, body = address.partition(",")
    if not comma or not head.lower().startswith("data:"):
        return None
    data = unquote_to_bytes(body)
    if not head.lower().endswith(";base64"):
        return data
    try:
        return base64.b64decode(re.sub(rb"\s", b"", data), validate=True)
    except binascii.Error:
        return None


def _list_addresses(node: html.HtmlElement) -> list[str]:
    """Return where an element says its bytes lie; what a page loads late stands first."""
    around = node.getparent()
    sources = [*node.iter("source")]
    if node.tag == "img" and around is not None and around.tag == "picture":
        sources += around.iter("source")
    found = [node.get(name) for name in _LATE]
    for one in (node, *sources):
        found.append(one.get("src"))
        found += [part.partition(" ")[0] for part in (one.get("srcset") or "").split(", ")]
    return [one.strip() for one in found if one and one.strip()]


def is_counted(node: html.HtmlElement) -> bool:
    """Say whether a picture is one to look at, and no dot by which readers are counted."""
    return not any((node.get(side) or "").strip() in ("0", "1") for side in ("width", "height"))
