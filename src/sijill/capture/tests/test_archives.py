"""
Archives give their members and nothing that is unsafe.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import tarfile
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from sijill.capture import Captured, RefusedCapture, Settings, capture_addresses
from sijill.capture.budget import Budget
from sijill.capture.containers import capture_contents
from sijill.capture.media import detect_media_type
from sijill.model import CONTAINER_MEDIA_TYPES

SMALL = {"ratio_floor_bytes": 100_000, "max_unpacked_bytes": 3_000_000}


def open_bytes(data: bytes, name: str, **bounds: int) -> list[Any]:
    item = Captured(data, detect_media_type(data, name), "file", name, name)
    return list(capture_contents(item, budget=Budget(Settings(**bounds))))  # type: ignore[arg-type]


def reasons(found: list[Any]) -> list[str]:
    return [item.reason for item in found if isinstance(item, RefusedCapture)]


def members(found: list[Any]) -> list[tuple[str | None, bytes]]:
    return [(item.file_name, item.data) for item in found[1:] if isinstance(item, Captured)]


def make_zip(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def make_tar(files: dict[str, bytes], *extra: tarfile.TarInfo) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for info in extra:
            archive.addfile(info)
    return packed.getvalue()


def make_warc(*, compressed: bool = True) -> bytes:
    rows = [
        ("http://news.example/one", "200 OK", "text/html", b"<p>Two people were hurt.</p>"),
        ("http://news.example/x.png", "200 OK", "image/png", b"\x89PNG\r\n\x1a\n"),
        ("http://news.example/old", "301 Moved", "text/html", b"moved"),
        ("http://news.example/gone", "404 Not Found", "text/html", b"gone"),
    ]
    records = []
    for number, (url, status, kind, body) in enumerate(rows):
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n"
            f"WARC-Record-ID: <urn:x:{number}>\r\nWARC-Date: 2024-01-05T00:00:00Z\r\n"
            f"WARC-Target-URI: {url}\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        record = head.encode() + answer + b"\r\n\r\n"
        records.append(gzip.compress(record, mtime=0) if compressed else record)
    return b"".join(records)


MAIL = (
    b"From: a\nDate: b\nSubject: c\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"
    b"Content-Disposition: attachment; filename=a.zip\n\nwords\n--x--\n"
)
CHAT = b'{"id": 1, "type": "public_channel", "messages": [{"id": 1, "text": "x"}]}'


def test_a_zip_is_captured_with_its_members() -> None:
    """The archive comes first, then its members in order, each part of it."""
    data = make_zip(
        {"b.txt": b"one", "a/c.txt": b"two", "__MACOSX/x": b"", "a/.DS_Store": b"s"}
    )

    found = open_bytes(data, "reports.zip")

    assert members(found) == [("b.txt", b"one"), ("c.txt", b"two")]
    assert found[0].media_type in CONTAINER_MEDIA_TYPES
    assert {item.how for item in found} == {"archive"}
    assert {item.part_of for item in found[1:]} == {sha256(data).hexdigest()}
    assert found[2].address == "reports.zip!a/c.txt"


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, lzma.compress])
def test_a_tar_is_opened_in_every_packing(pack: object) -> None:
    """Plain and compressed tars give the same members."""
    data = pack(make_tar({"a.txt": b"one", "b/c.txt": b"two"}))  # type: ignore[operator]

    assert members(open_bytes(data, "r.tar.x")) == [("a.txt", b"one"), ("c.txt", b"two")]


def test_a_single_compressed_file_is_its_one_member() -> None:
    """A compressed file that is no tar gives the file, named without its ending."""
    assert members(open_bytes(gzip.compress(b"words"), "a.txt.gz")) == [("a.txt", b"words")]


def test_members_that_would_leave_the_folder_are_refused() -> None:
    """Names that climb or are absolute are refused one by one; the rest is captured."""
    names = ["../up.txt", "/root.txt", "a/../../b.txt", "C:\\x.txt", "..\\x.txt"]
    files = dict.fromkeys(names, b"x") | {"good.txt": b"y"}

    for data, name in ((make_zip(files), "r.zip"), (make_tar(files), "r.tar")):
        found = open_bytes(data, name)

        assert reasons(found) == ["unsafe_archive"] * 5
        assert members(found) == [("good.txt", b"y")]


def test_links_and_devices_are_refused() -> None:
    """Links and devices in a tar, and links in a zip, are not followed."""
    kinds = (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE)
    infos = []
    for number, kind in enumerate(kinds):
        info = tarfile.TarInfo(f"link{number}")
        info.type, info.linkname = kind, "/etc/passwd"
        infos.append(info)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        link = zipfile.ZipInfo("link")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")

    tarred = open_bytes(make_tar({"a.txt": b"x"}, *infos), "r.tar")
    zipped = open_bytes(packed.getvalue(), "r.zip")

    assert reasons(tarred) == ["unsafe_archive"] * 4
    assert members(tarred) == [("a.txt", b"x")]
    assert reasons(zipped) == ["unsafe_archive"]


def test_a_bomb_in_a_zip_is_refused_and_the_rest_is_captured() -> None:
    """A member that unpacks to far more than it holds is refused alone."""
    found = open_bytes(make_zip({"a": b"\0" * 2_000_000, "b.txt": b"y"}), "r.zip", **SMALL)

    assert reasons(found) == ["unsafe_archive"]
    assert members(found) == [("b.txt", b"y")]


def test_a_compressed_bomb_is_refused() -> None:
    """A stream that unpacks to far more than it holds is refused, tar or not."""
    tarred = gzip.compress(make_tar({"a": b"\0" * 2_000_000}))

    assert reasons(open_bytes(gzip.compress(b"\0" * 2_000_000), "r.gz", **SMALL)) == [
        "unsafe_archive"
    ]
    assert reasons(open_bytes(tarred, "r.tar.gz", **SMALL)) == ["unsafe_archive"]


def test_a_bomb_spread_over_members_and_nestings_is_refused() -> None:
    """What all members unpack to is counted together, through nested archives."""
    noise = random.Random(7).randbytes
    inner = make_zip({f"{n}.bin": noise(300_000) for n in range(3)})
    data = make_zip({f"{n}.zip": inner + bytes([n]) for n in range(5)})

    found = open_bytes(data, "r.zip", **SMALL)

    assert "unsafe_archive" in reasons(found)
    assert sum(len(data) for _, data in members(found)) <= SMALL["max_unpacked_bytes"]


def test_too_many_members_are_refused() -> None:
    """The members are counted, and those up to the bound are kept."""
    data = make_zip({f"{n}.txt": b"x" for n in range(20)})

    found = open_bytes(data, "r.zip", max_members=5)

    assert len(members(found)) == 5
    assert reasons(found) == ["unsafe_archive"]


def test_nesting_has_an_end() -> None:
    """Archives are opened as deep as the settings allow, and each is captured."""
    data = make_zip({"a.txt": b"words"})
    for _ in range(5):
        data = make_zip({"in.zip": data})

    shallow, deep = open_bytes(data, "r.zip"), open_bytes(data, "r.zip", max_depth=6)

    assert reasons(shallow) == ["unsafe_archive"]
    assert members(deep)[-1] == ("a.txt", b"words")
    assert deep[-1].address == "r.zip" + "!in.zip" * 5 + "!a.txt"


def test_a_locked_member_is_refused_as_such() -> None:
    """A member with a password is refused for that."""
    data = bytearray(make_zip({"a.txt": b"words"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + offset] |= 1

    assert reasons(open_bytes(bytes(data), "r.zip")) == ["encrypted"]


def test_a_name_without_the_mark_of_utf8_is_read() -> None:
    """A member's name in UTF-8 without the mark is read; another one is kept as it is."""
    data = make_zip({"تقرير.txt": b"x"})
    for mark, offset in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        at = data.find(mark) + offset
        data = data[:at] + bytes([data[at] & ~8]) + data[at + 1 :]
    other = make_zip({"aaaa.txt": b"y"}).replace(b"aaaa", b"\x92\xc9\xea\xff")

    assert members(open_bytes(data, "r.zip")) == [("تقرير.txt", b"x")]
    assert [body for _, body in members(open_bytes(other, "r.zip"))] == [b"y"]


@pytest.mark.parametrize("compressed", [True, False])
def test_a_warc_gives_its_documents(compressed: bool) -> None:
    """Pages come with their address; errors are refused; pictures and redirects stay inside."""
    found = open_bytes(make_warc(compressed=compressed), "crawl.warc")

    assert reasons(found) == ["error_page"]
    (page,) = [item for item in found[1:] if isinstance(item, Captured)]
    assert page.data == b"<p>Two people were hurt.</p>"
    assert (page.url, page.how) == ("http://news.example/one", "warc")
    assert page.part_of == found[0].digest


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("r.zip", make_zip({"a.txt": b"one" * 50, "b.zip": make_zip({"c": b"two"})})),
        ("r.tar", make_tar({"a.txt": b"one" * 50})),
        ("r.tar.gz", gzip.compress(make_tar({"a.txt": b"one" * 50}), mtime=0)),
        ("r.warc", make_warc(compressed=False)),
        ("r.warc.gz", make_warc()),
        ("m.eml", MAIL),
        ("result.json", CHAT),
        ("p.html", b"<html><title>x</title><p>Two people were hurt.</p></html>"),
    ],
)
def test_damaged_containers_end_in_values(name: str, data: bytes) -> None:
    """Cut, flipped and garbled containers never raise, and give captures or refusals."""
    chance = random.Random(f"sijill {name}")
    for _ in range(150):
        broken = bytearray(
            data[: chance.randint(1, len(data))] if chance.random() < 0.3 else data
        )
        for _ in range(chance.randint(1, 6)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)

        found = open_bytes(bytes(broken), name)

        assert found
        assert all(isinstance(item, (Captured, RefusedCapture)) for item in found)


def test_an_archive_on_disk_is_opened(tmp_path: Path) -> None:
    """An archive given by its path is captured as a file would be, with its members."""
    path = tmp_path / "r.zip"
    path.write_bytes(make_zip({"a.txt": b"words"}))

    archive, member = capture_addresses([path], settings=Settings(), client=None)

    assert isinstance(archive, Captured)
    assert archive.data == path.read_bytes()
    assert member.address == f"{path}!a.txt"
