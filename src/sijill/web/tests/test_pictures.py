"""
Pictures and videos of documents: found wherever the record holds them, and harmless.
"""

from __future__ import annotations

import base64
import gzip
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from sijill.flow.capturing import capture_into
from sijill.flow.recording import init_record, load_documents, open_record
from sijill.flow.running import run_record
from sijill.flow.team import Workbench, make_token, open_workbench
from sijill.web.app import make_app
from sijill.web.ranges import read_range

TEXT = "<p>SARMIN, 5 October 2023 - Shells hit Sarmin in Idlib, killing three people.</p>"
VIDEO = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2" + bytes(range(256)) * 40
HOSTILE = (
    b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>"
)
SITE = "https://news.example/2023/"


def draw(kind: str, colour: str) -> bytes:
    """Return a small picture that is like no other."""
    out = io.BytesIO()
    Image.effect_noise((48, 32), 90).convert("RGB").save(out, kind, comment=colour.encode())
    return out.getvalue()


JPEG, PNG, WEBP = draw("JPEG", "a"), draw("PNG", "b"), draw("WEBP", "c")


def write_page(pictures: str) -> bytes:
    """Return a page with pictures in it."""
    return (
        f"<html><head><title>Shells</title></head><body>{TEXT}{pictures}</body></html>".encode()
    )


def write_warc() -> bytes:
    """Return a WARC of a page and what it shows."""
    page = write_page(
        "<img src='/p/street.jpg' alt='The street'><img src='drawn.png'><img src='gone.jpg'>"
        "<img src='dot.gif' width=1 height=1>"
    )
    answers = {
        f"{SITE}a.html": ("text/html", page),
        "https://news.example/p/street.jpg": ("text/plain", JPEG),
        f"{SITE}drawn.png": ("image/png", HOSTILE),
    }
    return b"".join(write_answer(url, *answer) for url, answer in answers.items())


def write_answer(url: str, kind: str, data: bytes) -> bytes:
    """Return a record of a WARC, compressed as such records are."""
    body = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + data
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid4()}>\r\nWARC-Date: 2023-10-05T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}"
    )
    return gzip.compress(head.encode() + b"\r\n\r\n" + body + b"\r\n\r\n")


def write_zip() -> bytes:
    """Return a page saved with its folder."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        inner = base64.b64encode(PNG).decode()
        archive.writestr("saved/page.html", write_page(
            f"<img src='data:image/svg+xml;base64,{inner}'><video src='a%20b/film.mp4'></video>"
            "<img data-src='a b/<i>.webp' src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>"
            "<img src='../../../etc/passwd'><img src='javascript:alert(1)'>"
        ))  # fmt: skip
        archive.writestr("saved/a b/film.mp4", VIDEO)
        archive.writestr("saved/a b/<i>.webp", WEBP)
    return out.getvalue()


def write_mail() -> bytes:
    """Return a mail with a picture, and with a page under a picture's name."""
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "desk@news.example", "Shells"
    mail["Date"] = "Thu, 05 Oct 2023 10:00:00 +0300"
    mail.set_content("Shells hit Sarmin in Idlib on Thursday, killing three people.")
    mail.add_attachment(draw("PNG", "d"), maintype="image", subtype="png",
                        filename='"><script>.png')  # fmt: skip
    mail.add_attachment(HOSTILE, maintype="image", subtype="png", filename="drawn.svg")
    return mail.as_bytes()


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """Yield a record whose documents show things."""
    folder = tmp_path_factory.mktemp("pictures")
    files = {
        "a.warc.gz": write_warc(),
        "b.zip": write_zip(),
        "c.eml": write_mail(),
        "d.webm": b"no film",
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    record = init_record(folder / "record")
    capture_into(record, [folder / name for name in files], by="a tester")
    run_record(record)
    with open_workbench(record, owner="A. Tester") as bench:
        yield replace(bench, rules=replace(bench.rules, requests_minute=10**6))


@pytest.fixture
def reader(bench: Workbench) -> TestClient:
    """Return a browser that came in."""
    client = TestClient(make_app(bench), base_url="http://127.0.0.1")
    client.get("/enter", params={"token": make_token(bench)})
    return client


def find(bench: Workbench, name: str) -> str:
    """Return the document that was captured under a name."""
    documents = load_documents(open_record(Path(bench.layout.folder))).values()
    return next(one.id for one in documents if one.file_name == name)


@pytest.mark.parametrize(
    ("name", "n", "kind", "data"),
    [
        ("a.html", 1, "image/jpeg", JPEG),
        ("page.html", 1, "image/png", PNG),
        ("page.html", 2, "video/mp4", VIDEO),
        ("page.html", 3, "image/webp", WEBP),
        ("film.mp4", 1, "video/mp4", VIDEO),
    ],
)
def test_a_picture_is_found_where_it_is_kept(
    bench: Workbench, reader: TestClient, name: str, n: int, kind: str, data: bytes
) -> None:
    """In the WARC, beside the page in its archive, in the page, or by itself."""
    answer = reader.get(f"/documents/{find(bench, name)}/pictures/{n}")

    assert answer.content == data
    assert answer.headers["content-type"] == kind
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "n"),
    [("a.html", 2), ("a.html", 3), ("a.html", 4), ("page.html", 4), ("page.html", 5),
     ("page.html", 0), ("c.eml", 2), ("drawn.svg", 1), ("d.webm", 1)],
)  # fmt: skip
def test_what_is_no_picture_is_never_shown(
    bench: Workbench, reader: TestClient, name: str, n: int
) -> None:
    """Drawings that hold scripts, paths that lead away, what nobody captured."""
    assert reader.get(f"/documents/{find(bench, name)}/pictures/{n}").status_code == 404


@pytest.mark.parametrize(("name", "held"), [("a.html", 1), ("page.html", 3), ("c.eml", 1)])
@pytest.mark.parametrize("part", ["", "/original"])
def test_a_page_loads_no_picture(
    bench: Workbench, reader: TestClient, name: str, held: int, part: str
) -> None:
    """The document's page names them, and has no element that a browser would load."""
    page = reader.get(f"/documents/{find(bench, name)}{part}").text

    assert page.count("data-picture=") == held
    assert "<img" not in page and "<video" not in page and "<script>.png" not in page
    assert "may show people who were killed" in page


def test_a_file_that_was_not_read_has_a_page(bench: Workbench, reader: TestClient) -> None:
    """A film has no text; its page shows what was captured, and why it was not read."""
    page = reader.get(f"/documents/{find(bench, 'film.mp4')}").text

    assert page.count("data-picture=") == 1
    assert "captured and not read" in page


def test_a_player_asks_for_stretches(bench: Workbench, reader: TestClient) -> None:
    """A stretch is answered as one, and one past the end is refused."""
    address = f"/documents/{find(bench, 'film.mp4')}/pictures/1"
    some = reader.get(address, headers={"Range": "bytes=10-19"})
    rest = reader.get(address, headers={"Range": f"bytes={len(VIDEO) - 5}-"})
    past = reader.get(address, headers={"Range": f"bytes={len(VIDEO)}-"})
    odd = reader.get(address, headers={"Range": "bytes=0-1,5-6"})

    assert (some.status_code, some.content) == (206, VIDEO[10:20])
    assert some.headers["content-range"] == f"bytes 10-19/{len(VIDEO)}"
    assert (rest.content, past.status_code, odd.content) == (VIDEO[-5:], 416, VIDEO)


def test_changed_bytes_are_not_shown(bench: Workbench, reader: TestClient) -> None:
    """A stretch is given only of what was sealed."""
    path = bench.layout.vault.path_of(find(bench, "film.mp4"))
    path.chmod(0o600)
    path.write_bytes(VIDEO[:-1] + b"!")
    try:
        answer = reader.get(f"/documents/{find(bench, 'film.mp4')}/pictures/1")
        assert VIDEO[:-1] not in answer.content and answer.status_code == 500
    finally:
        path.write_bytes(VIDEO)


def test_a_stretch_of_nothing_is_none() -> None:
    """An end before the beginning, and nothing at all."""
    assert [read_range(text, 10) for text in ("bytes=5-2", "bytes=-0", "bytes=-")] == [None] * 3
