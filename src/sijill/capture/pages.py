"""
A page that asks to sign in, asks for consent, tells of an error or is empty is no document.

Only pages with little running text are suspected: an article whose header says "sign in"
has paragraphs, a wall has none. Wording and bounds stand in ``pages.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from lxml import etree, html

from sijill.capture.protocol import Page
from sijill.errors import RefusedError

HTML = frozenset({"text/html", "application/xhtml+xml"})
LOOK_BYTES = 4 * 1024 * 1024
UNSEEN = ("script", "style", "template", "noscript", "svg", "head")
MARGINS = ("nav", "header", "footer", "aside")
FURNITURE = ("form", "button", "a", "dialog", "select")
PARTING = re.compile(r"\s*[|:·»]\s*|\s+[-–—]\s+")
SENTENCES = {
    "login_wall": "the page asks to sign in or to subscribe; capture a saved copy.",
    "consent_page": "the page asks for consent only; accept it in a browser and save the page.",
    "error_page": "the page says that it is an error; check the address, or try an archive.",
    "empty": "the page holds no text; if a script fills it, save it from a browser.",
}


@dataclass(frozen=True, slots=True)
class PageWords:
    """
    What can be seen on a page, lower-cased.

    Attributes:
        headings: Title and main headings.
        text: What is seen outside of its header, menus and footer.
        prose: Pieces of running text, outside of forms and links too.
        has_password: Whether a form outside of the page's header asks for a password.
        is_blank: Whether nothing is seen at all: no text, picture or film.
    """

    headings: tuple[str, ...]
    text: str
    prose: tuple[str, ...]
    has_password: bool
    is_blank: bool

    @property
    def prose_length(self) -> int:
        """Code points of running text."""
        return sum(map(len, self.prose))


def check_answer(page: Page) -> None:
    """
    Look whether a server answered with anything but an error.

    Raises:
        RefusedError: ``error_page`` or ``empty``.
    """
    if page.status >= 400:
        raise RefusedError(
            "error_page", f"the server answered with status {page.status}; check the address."
        )
    if not page.data.strip():
        raise RefusedError("empty", "the server answered with nothing; try again later.")


def check_page(data: bytes, *, url: str | None) -> None:
    """
    Look whether an HTML page is a document, wherever it comes from.

    Raises:
        RefusedError: ``error_page``, ``empty``, ``login_wall`` or ``consent_page``.
    """
    reason = suspect_page(data, url=url)
    if reason:
        raise RefusedError(reason, SENTENCES[reason])


def suspect_page(data: bytes, *, url: str | None = None) -> str | None:
    """Return why an HTML page is no document, as a term of refusal; `None`: it is one."""
    words = look_at_page(data)
    if words is None:
        return "empty"
    rules = _load_rules()
    most, length = rules["most_prose"], words.prose_length
    if length < most["error_page"] and _is_error(words, rules["error_page"]):
        return "error_page"
    if length < most["consent_page"] and _is_consent(words, rules["consent_page"], url):
        return "consent_page"
    if length < most["login_wall"] and _is_login(words, rules["login_wall"]):
        return "login_wall"
    return "empty" if words.is_blank else None


def look_at_page(data: bytes) -> PageWords | None:
    """Return what can be seen on a page; `None`: nothing could be parsed."""
    parser = html.HTMLParser(encoding=_find_encoding(data), huge_tree=False)
    try:
        tree = html.document_fromstring(data[:LOOK_BYTES], parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    headings = tuple(_squeeze(" ".join(part.itertext())) for part in tree.iter("title", "h1"))
    password = any(
        field.get("type", "").lower() == "password" and not _is_within(field, MARGINS)
        for field in tree.iter("input")
    )
    media = next(tree.iter("img", "video", "embed", "object", "iframe"), None) is not None
    _drop_elements(tree, UNSEEN)
    blank = not media and not "".join(tree.itertext()).strip()
    _drop_elements(tree, MARGINS)
    text = _squeeze(" ".join(tree.itertext()))
    _drop_elements(tree, FURNITURE)
    prose = tuple(filter(None, map(_squeeze, tree.itertext())))
    return PageWords(headings, text, prose, password, blank)


def _is_error(words: PageWords, rule: dict[str, Any]) -> bool:
    """Whether title or text tell of an error."""
    return _is_headed(words, rule) or _count(words.text, rule["text"]) > 0


def _is_consent(words: PageWords, rule: dict[str, Any], url: str | None) -> bool:
    """Whether the page is made of the phrases of consent and of little else."""
    host = (urlsplit(url).hostname or "") if url else ""
    found = _count(words.text, rule["text"])
    if host.startswith(tuple(rule["hosts"])) and found:
        return True
    if _is_headed(words, rule):
        return bool(found + 1 >= rule["least_phrases"])
    other = (piece for piece in words.prose if not any(mark in piece for mark in rule["marks"]))
    few = sum(map(len, other)) < rule["most_other_prose"]
    return bool(few and found >= rule["least_phrases"])


def _is_login(words: PageWords, rule: dict[str, Any]) -> bool:
    """Whether the text asks to sign in, or a form does under a heading that says so."""
    if _count(words.text, rule["text"]):
        return True
    return words.has_password and _is_headed(words, rule)


def _is_headed(words: PageWords, rule: dict[str, Any]) -> bool:
    """Whether a heading, or a part of it between marks, is one of the rule's phrases."""
    parts = {
        part.strip(" .…") for heading in words.headings for part in PARTING.split(heading)
    } | {heading.strip(" .…") for heading in words.headings}
    whole = " ".join(words.headings)
    return (
        bool(parts & set(rule.get("title", ())))
        or _count(whole, rule.get("title_part", ())) > 0
    )


def _count(text: str, phrases: Sequence[str]) -> int:
    """Return how many of the phrases stand in the text as whole words."""
    return sum(
        phrase in text and bool(re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text))
        for phrase in phrases
    )


def _drop_elements(tree: Any, names: Sequence[str]) -> None:
    """Take elements and comments out, and keep the text that follows them."""
    for element in list(tree.iter(*names, etree.Comment)):
        if element.getparent() is not None:
            element.drop_tree()


def _is_within(element: Any, names: Sequence[str]) -> bool:
    """Whether an element stands inside one of the named ones."""
    return next(element.iterancestors(*names), None) is not None


def _squeeze(text: str) -> str:
    """Return the text in lower case with single spaces and straight apostrophes."""
    return " ".join(text.replace("’", "'").lower().split())


def _find_encoding(data: bytes) -> str | None:
    """Return UTF-8 where the bytes are that; `None`: as the page says."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


@cache
def _load_rules() -> dict[str, Any]:
    """Return the rules of ``pages.toml``."""
    return tomllib.loads(resources.files(__package__).joinpath("pages.toml").read_text("utf-8"))
