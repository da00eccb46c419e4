"""
The pictures and videos of a document, as far as the record holds them; shown only when asked.

They are the document itself, what is attached to it, what its page shows from the same file,
archive or WARC, or what stands in the page. Nothing is ever asked of the network.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sijill.errors import NotThere
from sijill.flow.team.bench import Workbench
from sijill.flow.team.rights import need
from sijill.flow.workbench.captured import find_captured
from sijill.flow.workbench.keeping import PAGES, SHOWN, Kept, find_kept, page_base
from sijill.flow.workbench.seeing import need_seen, sees
from sijill.model import Document
from sijill.model.person import Person
from sijill.model.role import Right
from sijill.read.pictures import (
    NamedPicture,
    detect_shown_type,
    find_base,
    list_named_pictures,
    parse_page,
    read_data_address,
)

_HOLDERS = frozenset(
    {"message/rfc822", "application/zip", "application/x-tar", "application/gzip"}
)
_LEAST = 400  # bytes in an address: less is a blank that a page shows until it has loaded


@dataclass(frozen=True, slots=True)
class Picture:
    """
    A picture or video that the record holds.

    Attributes:
        n: Its number in the document, from 1.
        is_video: Whether it moves.
        words: What the document says that it shows; empty: nothing.
    """

    n: int
    is_video: bool
    words: str


@dataclass(frozen=True, slots=True)
class Pictures:
    """
    The pictures of a document.

    Attributes:
        held: Those that the record holds.
        missing: How many more its page shows, which nobody captured.
    """

    held: tuple[Picture, ...] = ()
    missing: int = 0


NO_PICTURES = Pictures()


@dataclass(frozen=True, slots=True)
class PictureBytes:
    """
    The bytes of a picture.

    Attributes:
        media_type: By the bytes themselves; one that runs nothing.
        size: How many bytes.
        load: Gives a stretch of them, from its first byte to the one after its last.
    """

    media_type: str
    size: int
    load: Callable[[int, int], bytes]


def list_pictures(bench: Workbench, person: Person, document: Document) -> Pictures:
    """
    Return the pictures of a document that a person may see.

    Args:
        bench: The workbench.
        person: Who asks.
        document: The document.
    """
    held, missing = [], 0
    for n, (named, kept) in enumerate(_stream(bench, person, document), start=1):
        if kept is not None and (kind := detect_shown_type(kept.head)):
            held.append(Picture(n, kind.startswith("video/"), named.words))
        elif named.addresses:
            missing += 1
    return Pictures(tuple(held), missing)


def load_picture(bench: Workbench, person: Person, id: str, n: int) -> PictureBytes:
    """
    Return the bytes of a picture, under the type that they are.

    Args:
        bench: The workbench.
        person: Who asks.
        id: Id of the document or of a reading of it.
        n: Number of the picture.

    Raises:
        NotAllowed: If the person may not read the sources' own words.
        NotThere: If there is no such picture, or nothing that a browser may be given.
    """
    need(person, Right.READ_PRIVATE)
    need_seen(bench, person, "document", id, blind=False)
    document = find_captured(bench, id.split("#")[0])
    if document is None:
        raise NotThere("document", id)
    for number, (_, kept) in enumerate(_stream(bench, person, document), start=1):
        if number == n and kept is not None and (kind := detect_shown_type(kept.head)):
            return PictureBytes(kind, kept.size(), kept.load)
    raise NotThere("picture", f"{id} {n}")


def _stream(
    bench: Workbench, person: Person, document: Document
) -> Iterator[tuple[NamedPicture, Kept | None]]:
    """Yield every picture that a document is, holds or shows, with what is kept of it."""
    vault = bench.layout.vault
    if document.media_type in PAGES:
        yield from _of_page(bench, person, document)
        return
    if document.media_type in _HOLDERS:
        own = find_kept(bench).parts_of(document.id)
    else:
        own = (document.id,) if document.media_type.startswith(SHOWN) else ()
    for id_ in own:
        part = find_captured(bench, id_)
        if part is not None and sees(bench, person, "document", id_):
            yield NamedPicture(False, (), part.file_name or ""), Kept.of_vault(vault, part)


def _of_page(
    bench: Workbench, person: Person, document: Document
) -> Iterator[tuple[NamedPicture, Kept | None]]:
    root = parse_page(bench.layout.vault.load_bytes(document.id))
    if root is None:
        return
    base = page_base(document, find_base(root))
    for named in list_named_pictures(root):
        yield named, _find(bench, person, document, base, named)


def _find(
    bench: Workbench, person: Person, document: Document, base: str, named: NamedPicture
) -> Kept | None:
    """Return what is kept of a picture that a page names."""
    for address in named.addresses:
        data = read_data_address(address)
        if data is not None:
            if len(data) >= _LEAST:
                return Kept.of_bytes(data)
            continue
        kept = find_kept(bench).find(bench, document, base, address)
        if kept is not None and (kept.id is None or sees(bench, person, "document", kept.id)):
            return kept
    return None
