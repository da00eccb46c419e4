"""
Pages and feeds are fetched through the guard; whatever is no document is refused.
"""

from __future__ import annotations

import gzip
import threading
from datetime import date
from hashlib import sha256
from typing import Any

import pytest

from sijill.capture import Captured, RefusedCapture, Settings, capture_addresses

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Example Monitor</title>
<link>http://news.example/</link><description>d</description>
<item><title>Shell hits market</title><link>http://news.example/one</link>
<pubDate>Sat, 06 Jan 2024 00:30:00 +0300</pubDate></item>
<item><title>No page</title><link>http://news.example/gone</link></item>
<item><title>Inside</title><link>http://inside.example/two</link></item>
</channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">
<title>Example Atom</title><id>urn:x</id><updated>2024-02-03T01:00:00Z</updated>
<entry><title>One</title><id>urn:y</id><link href="http://news.example/one"/>
<updated>2024-03-01T00:00:00Z</updated><published>2024-02-02T23:30:00-05:00</published></entry>
</feed>"""


def test_a_page_is_captured_with_the_bytes_that_came(web: Any) -> None:
    """An article comes as its bytes with its address, though its header says "sign in"."""
    web.answers["news.example/one"] = web.answer_with(web.make_article())

    (page,) = web.capture("http://news.example/one")

    assert isinstance(page, Captured)
    assert page.data == web.make_article()
    assert (page.how, page.media_type) == ("web", "text/html")
    assert page.url == "http://news.example/one"
    assert web.connections == [("93.184.216.34", 80)]


def test_a_redirect_is_followed_to_where_it_ends(web: Any) -> None:
    """The address of a redirected page is the one that answered."""
    web.answers["news.example/old"] = web.redirect_to("http://other.example/new")
    web.answers["other.example/new"] = web.answer_with(web.make_article())

    (page,) = web.capture("http://news.example/old")

    assert isinstance(page, Captured)
    assert page.address == "http://news.example/old"
    assert page.url == "http://other.example/new"


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/", "http://127.0.0.1/", "http://localhost/", "http://[::1]/",
        "http://[::ffff:127.0.0.1]/", "http://169.254.169.254/latest", "http://inside.example/",
        "http://mixed.example/", "file:///etc/passwd", "ftp://news.example/x",
        "http://news.example:22/", "http://user:secret@news.example/", "gopher://news.example/",
    ],
)  # fmt: skip
def test_what_is_not_public_is_never_asked(web: Any, target: str) -> None:
    """A forbidden address is refused when given and when redirected to; nothing connects."""
    web.answers["news.example/out"] = web.redirect_to(target)

    given, sent = web.capture(target, "http://news.example/out")

    expected = "not_reachable" if "localhost" in target else "address_refused"
    assert isinstance(given, RefusedCapture)
    assert isinstance(sent, RefusedCapture)
    assert {given.reason, sent.reason} == {expected}
    assert "secret" not in given.text
    assert web.connections == [("93.184.216.34", 80)]
    assert web.asked == ["news.example/out"]


def test_a_name_that_changes_after_the_look_is_not_connected(web: Any) -> None:
    """The number that is connected to is the one looked at: the name is asked for once."""
    web.answers["news.example/one"] = web.answer_with(web.make_article())
    numbers = iter(["93.184.216.34", "127.0.0.1"])
    web.resolve = lambda host, port: (next(numbers),)  # noqa: ARG005

    first, second = web.capture("http://news.example/one", "http://news.example/one")

    assert isinstance(first, Captured)
    assert isinstance(second, RefusedCapture)
    assert web.connections == [("93.184.216.34", 80)]


def test_redirects_in_a_circle_end(web: Any) -> None:
    """A page that sends to itself is refused."""
    web.answers["news.example/a"] = web.redirect_to("/a")

    (refusal,) = web.capture("http://news.example/a", max_redirects=3)

    assert refusal.reason == "not_reachable"
    assert len(web.asked) == 4


def test_an_endless_body_is_cut(web: Any) -> None:
    """A body that never ends is refused once it is larger than it may be."""

    def pour(handler: Any) -> None:
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 65536)

    web.answers["news.example/endless"] = pour

    (refusal,) = web.capture("http://news.example/endless", max_document_bytes=1_000_000)

    assert refusal.reason == "too_large"


def test_a_compressed_bomb_is_cut(web: Any) -> None:
    """A body that unpacks to more than it may is refused."""
    bomb = gzip.compress(b"\0" * 50_000_000)
    web.answers["news.example/bomb"] = web.answer_with(bomb, Content_Encoding="gzip")

    (refusal,) = web.capture("http://news.example/bomb", max_document_bytes=1_000_000)

    assert refusal.reason == "too_large"


@pytest.mark.parametrize("in_headers", [True, False])
def test_a_slow_drip_ends_at_the_deadline(web: Any, in_headers: bool) -> None:
    """A server that sends a byte now and then is refused, in the headers as in the body."""
    enough = threading.Event()

    def drip(handler: Any) -> None:
        if not in_headers:
            handler.send_response(200)
            handler.end_headers()
        while not enough.wait(0.05):
            handler.wfile.write(b"X")
            handler.wfile.flush()

    web.answers["news.example/slow"] = drip

    (refusal,) = web.capture("http://news.example/slow", deadline_seconds=0.4)
    enough.set()

    assert refusal.reason == "too_slow"


def test_a_compressed_page_is_unpacked(web: Any) -> None:
    """A page that was compressed for the way is captured as it was before."""
    packed = gzip.compress(web.make_article())
    web.answers["news.example/z"] = web.answer_with(packed, Content_Encoding="gzip")

    (page,) = web.capture("http://news.example/z")

    assert page.data == web.make_article()


def test_an_unknown_or_damaged_compression_is_refused(web: Any) -> None:
    """A compression that was not asked for, and one that is broken, are refused."""
    web.answers["news.example/br"] = web.answer_with(b"x", Content_Encoding="br")
    web.answers["news.example/gz"] = web.answer_with(b"no gzip", Content_Encoding="gzip")

    refusals = web.capture("http://news.example/br", "http://news.example/gz")

    assert [refusal.reason for refusal in refusals] == ["broken", "broken"]


def test_an_error_status_is_refused_and_kept(web: Any) -> None:
    """A 404 is a refusal that keeps the bytes that came."""
    (refusal,) = web.capture("http://news.example/nowhere")

    assert isinstance(refusal, RefusedCapture)
    assert refusal.reason == "error_page"
    assert refusal.data == b"gone"


def test_a_wall_is_refused_and_the_next_address_goes_on(web: Any) -> None:
    """A login wall is a refusal; what follows it is captured."""
    wall = b"<html><title>Sign in</title><form><input type=password></form></html>"
    web.answers["news.example/wall"] = web.answer_with(wall)
    web.answers["news.example/one"] = web.answer_with(web.make_article())

    refusal, page = web.capture("http://news.example/wall", "http://news.example/one")

    assert refusal.reason == "login_wall"
    assert isinstance(page, Captured)


def test_a_feed_gives_its_pages_with_its_own_dates(web: Any) -> None:
    """A feed is captured, then each page with the entry's date, title and source."""
    web.answers["news.example/rss"] = web.answer_with(RSS.encode(), kind="application/rss+xml")
    web.answers["news.example/one"] = web.answer_with(web.make_article())

    feed, page, gone, inside = web.capture("http://news.example/rss")

    assert (feed.how, feed.media_type) == ("feed", "application/rss+xml")
    assert isinstance(page, Captured)
    assert page.published_on == date(2024, 1, 6)
    assert (page.title, page.source) == ("Shell hits market", "Example Monitor")
    assert page.part_of == sha256(RSS.encode()).hexdigest()
    assert page.address == "http://news.example/rss!http://news.example/one"
    assert [gone.reason, inside.reason] == ["error_page", "address_refused"]


def test_an_atom_entry_keeps_the_day_of_its_own_offset(web: Any) -> None:
    """An Atom entry's day is the one written, not the one in UTC nor that of an update."""
    web.answers["news.example/atom"] = web.answer_with(ATOM.encode(), kind="text/xml")
    web.answers["news.example/one"] = web.answer_with(web.make_article())

    _, page = web.capture("http://news.example/atom")

    assert page.published_on == date(2024, 2, 2)


def test_an_entry_without_a_day_has_none(web: Any) -> None:
    """No date is made up for an entry that has none."""
    web.answers["news.example/rss"] = web.answer_with(RSS.encode(), kind="application/rss+xml")
    web.answers["news.example/gone"] = web.answer_with(web.make_article())

    page = next(
        item
        for item in web.capture("http://news.example/rss")
        if item.address.endswith("/gone")
    )

    assert isinstance(page, Captured)
    assert page.published_on is None


def test_without_a_client_nothing_is_asked() -> None:
    """A URL without a way to the network is a refusal."""
    (refusal,) = capture_addresses(["http://news.example/"], settings=Settings(), client=None)

    assert isinstance(refusal, RefusedCapture)
    assert refusal.reason == "not_reachable"


def test_the_environment_names_no_proxy(web: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy in the environment is not used; one in the settings is."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    web.answers["news.example/one"] = web.answer_with(web.make_article())
    web.answers["news.examplehttp://news.example/one"] = web.answer_with(web.make_article())

    (direct,) = web.capture("http://news.example/one")
    (relayed,) = web.capture("http://news.example/one", proxy=f"http://127.0.0.1:{web.port}")

    assert isinstance(direct, Captured)
    assert isinstance(relayed, Captured)
    assert web.asked[1] == "news.examplehttp://news.example/one"
