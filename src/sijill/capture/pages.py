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
FURNITURE = ("nav", "header", "footer", "aside", "form", "button", "a", "dialog", "select")
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
        heading: Title and main headings.
        text: Everything that is seen.
        prose: Code points of running text, outside of menus, forms and links.
        has_password: Whether a form outside of the page's header asks for a password.
        has_media: Whether it shows a picture, a film or a document.
    """

    heading: str
    text: str
    prose: int
    has_password: bool
    has_media: bool


def check_page(page: Page, media_type: str) -> None:
    """
    Look whether an answer is a document.

    Raises:
        RefusedError: ``error_page``, ``empty``, ``login_wall`` or ``consent_page``.
    """
    if page.status >= 400:
        raise RefusedError(
            "error_page", f"the server answered with status {page.status}; check the address."
        )
    if not page.data.strip():
        raise RefusedError("empty", "the server answered with nothing; try again later.")
    if media_type in HTML:
        reason = suspect_page(page.data, url=page.url)
        if reason:
            raise RefusedError(reason, SENTENCES[reason])


def suspect_page(data: bytes, *, url: str | None = None) -> str | None:
    """Return why an HTML page is no document, as a term of refusal; `None`: it is one."""
    words = look_at_page(data)
    if words is None:
        return "empty"
    rules = _load_rules()
    most = rules["most_prose"]
    if words.prose < most["error_page"] and _is_error(words, rules["error_page"]):
        return "error_page"
    if words.prose < most["consent_page"] and _is_consent(words, rules["consent_page"], url):
        return "consent_page"
    if words.prose < most["login_wall"] and _is_login(words, rules["login_wall"]):
        return "login_wall"
    if len(words.text) < most["empty"] and not words.has_media:
        return "empty"
    return None


def look_at_page(data: bytes) -> PageWords | None:
    """Return what can be seen on a page; `None`: nothing could be parsed."""
    parser = html.HTMLParser(encoding=_find_encoding(data), huge_tree=False)
    try:
        tree = html.document_fromstring(data[:LOOK_BYTES], parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    heading = " ".join(_text_of(tree.iter("title", "h1", "h2")))
    password = any(
        field.get("type", "").lower() == "password" and not _is_within(field, ("nav", "header"))
        for field in tree.iter("input")
    )
    media = next(tree.iter("img", "video", "embed", "object"), None) is not None
    _drop_elements(tree, UNSEEN)
    text = _squeeze(" ".join(tree.itertext()))
    _drop_elements(tree, FURNITURE)
    prose = len(_squeeze(" ".join(tree.itertext())))
    return PageWords(_squeeze(heading), text, prose, password, media)


def _is_error(words: PageWords, rule: dict[str, Any]) -> bool:
    """Whether title or text tell of an error."""
    return _count(words.heading, rule["title"]) > 0 or _count(words.text, rule["text"]) > 0


def _is_consent(words: PageWords, rule: dict[str, Any], url: str | None) -> bool:
    """Whether host or heading tell of consent, or the text is made of its phrases."""
    host = (urlsplit(url).hostname or "") if url else ""
    found = _count(words.text, rule["text"])
    if host.startswith(tuple(rule["hosts"])) and found:
        return True
    named = _count(words.heading, rule["title"]) > 0
    return found + named >= rule["least_phrases"] and (named or words.prose < 400)


def _is_login(words: PageWords, rule: dict[str, Any]) -> bool:
    """Whether the text asks to sign in, or a form does under a heading that says so."""
    if _count(words.text, rule["text"]):
        return True
    return words.has_password and _count(words.heading, rule["title"]) > 0


def _count(text: str, phrases: Sequence[str]) -> int:
    """Return how many of the phrases stand in the text as whole words."""
    return sum(
        phrase in text and bool(re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text))
        for phrase in phrases
    )


def _text_of(elements: Any) -> list[str]:
    """Return the text of each element."""
    return [" ".join(element.itertext()) for element in elements]


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
