"""
Walls, consent pages and errors are told from articles that mention the same words.
"""

from __future__ import annotations

from typing import Any

import pytest

from sijill.capture.pages import suspect_page

WALLS = {
    "login_wall": [
        "<title>Log in | Example</title><h1>Log in</h1><form><input type='password'></form>",
        "<title>Market hit</title><h1>Market hit in Sarmin</h1><p>Three people were hurt.</p>"
        "<div>Subscribe to continue reading</div>",
        "<title>تسجيل الدخول</title><form><input type=password></form>",
        "<h1>Market hit</h1><p>A shell fell.</p><p>Cet article est réservé à nos abonnés.</p>"
        "<p>Article réservé aux abonnés</p>",
    ],
    "consent_page": [
        "<title>Before you continue</title><div>We use cookies and data.</div>"
        "<button>Reject all</button><button>Accept all</button>",
        "<title>The Example</title><p>We and our partners store and/or access information on a "
        "device.</p><button>Accept all</button><button>Manage options</button>",
    ],
    "error_page": [
        "<title>404</title><h1>Page not found</h1><p>Try the search.</p>",
        "<title>Just a moment...</title><p>Checking your browser before accessing.</p>",
        "<title>The Example</title><p>We couldn’t find the page you asked for.</p>",
        "<title>الصفحة غير موجودة</title><p>عذرا</p>",
    ],
    "empty": [
        "<html><head><title>The Example</title></head><body><div id=root></div>"
        "<script>start()</script></body></html>",
        "<!-- nothing -->",
    ],
}
CASES = [(reason, page) for reason, pages in WALLS.items() for page in pages]
SHORT = [
    "<title>Two hurt in Binnish</title><h1>Two hurt in Binnish</h1><p>Two people were hurt as "
    "a rocket fell in Binnish.</p><form><h3>Log in to comment</h3><input type=password></form>",
    "<title>Brief</title><header><form>Log in <input type=password></form></header><p>A shell "
    "fell near the bridge.</p><footer>We use cookies. Privacy policy. Accept all</footer>",
    "<title>Rescuers: nobody found alive</title><h1>Missing were not among the dead</h1>"
    "<p>The missing were not traced by Friday.</p>",
    "<p>وقع قصف على السوق.</p>",
    "<title>Two children not found</title><h1>Two children not found</h1><p>They left.</p>",
    "<title>Brief</title><p>A shell fell near the bridge on Friday morning and two people who "
    "were selling bread there were hurt, a medic said.</p><div><h2>We value your privacy</h2>"
    "<p>We and our partners use cookies.</p><button>Accept all</button><button>Reject all"
    "</button></div><div>Subscribe to read our newsletter. Already a subscriber?</div>",
    "<title>Statement</title><img src=scan.png>",
]


@pytest.mark.parametrize(("reason", "page"), CASES)
def test_a_page_that_is_no_document_is_told_by_its_kind(reason: str, page: str) -> None:
    """Each kind of page that is no document is refused for what it is."""
    assert suspect_page(page.encode()) == reason


@pytest.mark.parametrize("page", SHORT)
def test_a_short_report_is_a_document(page: str) -> None:
    """A short report passes, whatever its header, comment form or footer say."""
    assert suspect_page(page.encode()) is None


@pytest.mark.parametrize(
    "title",
    [
        "Error 404: how a village vanished",
        "Log in to vote, say officials",
        "Not found: the dead",
        "We value your privacy, minister says",
    ],
)
def test_an_article_about_such_things_is_a_document(web: Any, title: str) -> None:
    """A long article passes even where its heading has the wording of a wall."""
    assert suspect_page(web.make_article(title)) is None


def test_deep_and_broken_html_is_looked_at() -> None:
    """Ten thousand open elements, and bytes that are no text, end in an answer."""
    deep = b"<div>" * 10_000 + b"Two people were hurt."

    assert suspect_page(deep) in {None, "empty"}
    assert suspect_page(bytes(range(256)) * 10) in {None, "empty"}
