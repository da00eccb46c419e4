"""
What was captured, in a form that can do no harm: text, and pictures that wait to be asked for.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from sijill.errors import NotThere, RefusedError
from sijill.flow.team.bench import Workbench
from sijill.flow.team.rights import need
from sijill.flow.workbench.captured import find_captured
from sijill.flow.workbench.documents import direction_of, find_reading
from sijill.flow.workbench.keeping import PAGES
from sijill.flow.workbench.pictures import NO_PICTURES, Pictures, list_pictures
from sijill.flow.workbench.seeing import need_seen
from sijill.model import Document, Refusal
from sijill.model.person import Person
from sijill.model.role import Right
from sijill.read.encoding import read_text_bytes
from sijill.read.pictures import SIGHTS, is_counted, parse_page

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
        n: Number of the picture in `list_pictures`; 0: it is none that is kept.
    """

    kind: str
    text: str
    n: int = 0


@dataclass(frozen=True, slots=True)
class Original:
    """
    Captured bytes.

    Attributes:
        data: The bytes.
        file_name: A name to save it by.
    """

    data: bytes
    file_name: str


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
        is_cut: Whether it goes on.
        pictures: Its pictures and videos.
        refused: Why it was not read; ``None``: it was.
    """

    id: str
    media_type: str
    file_name: str
    size_bytes: int
    url: str | None
    direction: str
    language: str | None
    blocks: tuple[Block, ...]
    is_cut: bool
    pictures: Pictures = NO_PICTURES
    refused: str | None = None

    @property
    def apart(self) -> Pictures:
        """The pictures that stand nowhere in its text."""
        placed = {block.n for block in self.blocks}
        held = tuple(one for one in self.pictures.held if one.n not in placed)
        return Pictures(held, 0 if placed - {0} else self.pictures.missing)


def show_original(bench: Workbench, person: Person, id: str) -> OriginalPage:
    """
    Return what was captured, as text without anything that a browser would run or load.

    Raises:
        NotAllowed: If the person may not read the sources' own words.
        NotThere: If nothing of the id was captured.
    """
    document = _find(bench, person, id)
    try:
        language = find_reading(bench, document.id).language
    except NotThere:
        language = None
    pictures = list_pictures(bench, person, document)
    blocks = _blocks(bench, document, {one.n for one in pictures.held})
    refusal = bench.store.find_record(Refusal, document.id) if language is None else None
    return OriginalPage(
        document.id, document.media_type, _name(document), document.size_bytes, document.url,
        direction_of(language), language, blocks,
        sum(len(block.text) for block in blocks) >= _LONGEST, pictures,
        refusal.reason if refusal else None,
    )  # fmt: skip


def load_original(bench: Workbench, person: Person, id: str) -> Original:
    """
    Return captured bytes, checked against their digest.

    Raises:
        NotAllowed: If the person may not read the sources' own words.
        NotThere: If nothing of the id was captured.
        CustodyError: If the bytes are not what they were.
    """
    document = _find(bench, person, id)
    return Original(bench.layout.vault.load_bytes(document.id), _name(document))


def _find(bench: Workbench, person: Person, id: str) -> Document:
    need(person, Right.READ_PRIVATE)
    need_seen(bench, person, "document", id, blind=False)
    document = find_captured(bench, id.split("#")[0])
    if document is None:
        raise NotThere("document", id)
    return document


def _name(document: Document) -> str:
    return document.file_name or f"{document.id[:12]}.bin"


def _blocks(bench: Workbench, document: Document, held: Container[int]) -> tuple[Block, ...]:
    if document.media_type in PAGES:
        return tuple(_of_page(bench.layout.vault.load_bytes(document.id), held))
    if document.media_type.startswith(_TEXTS):
        try:
            text, _ = read_text_bytes(bench.layout.vault.load_bytes(document.id))
        except RefusedError:
            return ()
        return (Block("text", text[:_LONGEST]),)
    return ()


def _of_page(data: bytes, held: Container[int]) -> list[Block]:
    root = parse_page(data)
    if root is None:
        return []
    blocks: list[Block] = []
    left, n = _LONGEST, 0
    for node in root.iter(*_BLOCKS, *SIGHTS):
        kind = _kind(str(node.tag))
        is_sight = kind == "picture"
        if is_sight and not is_counted(node):
            continue
        n += is_sight
        words = node.get("alt", "") if is_sight else node.text_content()
        words = " ".join(words.split())[:left]
        inside = any(parent.tag in _BLOCKS for parent in node.iterancestors())
        if (words or is_sight) and not (inside and not is_sight):
            blocks.append(Block(kind, words, n if is_sight and n in held else 0))
            left -= len(words)
        if left <= 0:
            break
    return blocks


def _kind(tag: str) -> str:
    if tag in SIGHTS:
        return "picture"
    if tag.startswith("h"):
        return "heading"
    return "item" if tag == "li" else "text"
