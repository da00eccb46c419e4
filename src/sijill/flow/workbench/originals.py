"""
What was captured, in a form that can do no harm: text, or a picture that is blurred at first.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import html

from sijill.errors import NotThere, RefusedError
from sijill.flow.team.bench import Workbench
from sijill.flow.team.rights import need
from sijill.flow.workbench.documents import direction_of, find_captured, find_reading
from sijill.flow.workbench.seeing import need_seen
from sijill.model.person import Person
from sijill.model.role import Right
from sijill.read.encoding import read_text_bytes

_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_TEXTS = ("text/", "application/json", "application/xml", "message/rfc822")
_BLOCKS = ("h1", "h2", "h3", "h4", "p", "li", "blockquote", "td", "th", "figcaption", "time")
_LONGEST = 200_000  # letters that are shown


@dataclass(frozen=True, slots=True)
class Block:
    """
    A paragraph of a captured page.

    Attributes:
        kind: ``heading``, ``item``, ``picture`` or ``text``.
        text: Its words; of a picture what it is said to show.
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Original:
    """
    Captured bytes.

    Attributes:
        data: The bytes.
        media_type: As detected at capture.
        file_name: A name to save it by.
        is_picture: Whether a browser may show it.
    """

    data: bytes
    media_type: str
    file_name: str
    is_picture: bool


@dataclass(frozen=True, slots=True)
class OriginalPage:
    """
    What the page of an original shows.

    Attributes:
        id: Id of the document.
        media_type: As detected at capture.
        file_name: Of the captured file.
        size_bytes: Length of the bytes.
        url: Public address; ``None``: it came from a file.
        direction: In which direction its text is written.
        language: BCP 47 code; ``None``: not known.
        blocks: Its text; empty where it has none that can be shown.
        is_picture: Whether it is a picture.
        is_cut: Whether it goes on.
    """

    id: str
    media_type: str
    file_name: str
    size_bytes: int
    url: str | None
    direction: str
    language: str | None
    blocks: tuple[Block, ...]
    is_picture: bool
    is_cut: bool


def show_original(bench: Workbench, person: Person, id: str) -> OriginalPage:
    """
    Return what was captured, as text without anything that a browser would run or load.

    Raises:
        NotAllowed: If the person may not read the sources' own words.
        NotThere: If nothing of the id was captured.
    """
    found = load_original(bench, person, id)
    document = find_captured(bench, id.split("#")[0])
    assert document is not None
    try:
        language = find_reading(bench, document.id).language
    except NotThere:
        language = None
    blocks = () if found.is_picture else _blocks(found)
    length = sum(len(block.text) for block in blocks)
    return OriginalPage(
        document.id, found.media_type, found.file_name, len(found.data), document.url,
        direction_of(language), language, blocks, found.is_picture, length >= _LONGEST,
    )  # fmt: skip


def load_original(bench: Workbench, person: Person, id: str) -> Original:
    """
    Return captured bytes, checked against their digest.

    Raises:
        NotAllowed: If the person may not read the sources' own words.
        NotThere: If nothing of the id was captured.
        CustodyError: If the bytes are not what they were.
    """
    need(person, Right.READ_PRIVATE)
    need_seen(bench, person, "document", id)
    document = find_captured(bench, id.split("#")[0])
    if document is None:
        raise NotThere("document", id)
    data = bench.layout.vault.load_bytes(document.id)
    name = document.file_name or f"{document.id[:12]}.bin"
    return Original(data, document.media_type, name, document.media_type in _PICTURES)


def _blocks(found: Original) -> tuple[Block, ...]:
    if found.media_type in _PAGES:
        return tuple(_of_page(found.data))
    if found.media_type.startswith(_TEXTS):
        try:
            text, _ = read_text_bytes(found.data)
        except RefusedError:
            return ()
        return (Block("text", text[:_LONGEST]),)
    return ()


def _of_page(data: bytes) -> list[Block]:
    try:
        text, _ = read_text_bytes(data)
        root = html.document_fromstring(text.encode("utf-8"), parser=_parser())
    except (RefusedError, ValueError, html.etree.ParserError):
        return []
    blocks: list[Block] = []
    left = _LONGEST
    for node in root.iter(*_BLOCKS, "img"):
        kind = _kind(str(node.tag))
        words = node.get("alt", "") if kind == "picture" else node.text_content()
        words = " ".join(words.split())[:left]
        inside = any(parent.tag in _BLOCKS for parent in node.iterancestors())
        if (words or kind == "picture") and not (inside and kind != "picture"):
            blocks.append(Block(kind, words))
            left -= len(words)
        if left <= 0:
            break
    return blocks


def _parser() -> html.HTMLParser:
    return html.HTMLParser(encoding="utf-8", remove_comments=True, no_network=True)


def _kind(tag: str) -> str:
    if tag == "img":
        return "picture"
    if tag.startswith("h"):
        return "heading"
    return "item" if tag == "li" else "text"
