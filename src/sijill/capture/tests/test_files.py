"""
Files and folders are captured in order, and what cannot be read does not stop the rest.
"""

from __future__ import annotations

import json
import os
from datetime import date
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from sijill.capture import RefusedCapture, Settings, capture_addresses


def capture(*paths: Path, **bounds: int) -> list[Any]:
    return list(capture_addresses(paths, settings=Settings(**bounds), client=None))  # type: ignore[arg-type]


def test_a_folder_is_walked_by_name_without_hidden_files(tmp_path: Path) -> None:
    """Files come in a steady order; those with a dot in front do not come."""
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".hidden", ".git/config", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)

    found = capture(tmp_path)

    assert [item.data.decode() for item in found] == ["a.txt", "b/1.txt", "b/2.txt", "c.txt"]
    assert {item.how for item in found} == {"file"}


def test_what_cannot_be_read_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    """A missing path, a dangling link, a circle and an empty file are each a refusal."""
    (tmp_path / "last.txt").write_text("words")
    (tmp_path / "empty.txt").touch()
    try:
        (tmp_path / "circle").symlink_to(tmp_path, target_is_directory=True)
        (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
        linked = ["not_readable", "not_readable"]
    except OSError:  # a system that does not let us make links
        linked = []

    *refused, last, missing = capture(tmp_path, tmp_path / "missing")

    assert [item.reason for item in refused] == [*linked, "empty"]
    assert missing.reason == "not_readable"
    assert last.data == b"words"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    """What is neither file nor folder is not opened."""
    os.mkfifo(tmp_path / "pipe")

    (refusal,) = capture(tmp_path)

    assert refusal.reason == "not_readable"


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    """A document larger than the settings allow is a refusal."""
    (tmp_path / "a.txt").write_bytes(b"x" * 101)

    assert [item.reason for item in capture(tmp_path, max_document_bytes=100)] == ["too_large"]
    assert [item.reason for item in capture(tmp_path, max_container_bytes=100)] == ["too_large"]


def test_a_saved_login_wall_is_refused_with_its_bytes(tmp_path: Path) -> None:
    """A saved page is looked at like a fetched one."""
    (tmp_path / "a.html").write_text("<title>Sign in</title><input type=password>")

    (refusal,) = capture(tmp_path)

    assert isinstance(refusal, RefusedCapture)
    assert (refusal.reason, bool(refusal.data)) == ("login_wall", True)


def test_a_mail_is_a_document_and_its_attachments_are_parts(tmp_path: Path) -> None:
    """The mail has subject and day, its attachment is part of it, its sender no source."""
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "someone@news.example", "Market hit"
    mail["Date"] = "Sat, 06 Jan 2024 00:30:00 +0300"
    mail.set_content("See the list.")
    mail.add_attachment(b"place,killed\n", maintype="text", subtype="csv", filename="list.csv")
    (tmp_path / "m.eml").write_bytes(bytes(mail))

    message, part = capture(tmp_path)

    assert (message.media_type, message.how) == ("message/rfc822", "mail")
    assert (message.title, message.published_on) == ("Market hit", date(2024, 1, 6))
    assert message.source is None
    assert (part.data, part.media_type) == (b"place,killed\n", "text/csv")
    assert part.part_of == sha256(bytes(mail)).hexdigest()


def test_a_telegram_export_gives_its_messages(tmp_path: Path) -> None:
    """Messages with text become documents with their day; a person is never the source."""
    # fmt: off
    channel = {"name": "Example Channel", "type": "public_channel", "id": 5, "messages": [
        {"id": 1, "type": "service", "date": "2024-01-05T12:00:00", "text": ""},
        {"id": 2, "type": "message", "date": "2024-01-06T00:30:00",
         "date_unixtime": "1704490200", "from": "Example Channel", "from_id": "channel5",
         "text": ["قصف على ", {"type": "bold", "text": "سرمين"}]}]}
    private = {"name": "Invented Person", "type": "personal_chat", "id": 6, "messages": [
        {"id": 3, "type": "message", "date": "2024-01-05T12:00:00", "text": "words"}]}
    # fmt: on
    export = {"chats": {"list": [channel, private]}}
    (tmp_path / "result.json").write_text(json.dumps(export), encoding="utf-8")

    whole, public, personal = capture(tmp_path)
    again = capture(tmp_path)

    assert whole.how == "telegram"
    assert json.loads(public.data)["text"] == "قصف على سرمين"
    assert json.loads(public.data)["published_at"] == "2024-01-06T00:30:00+03:00"
    assert (public.source, public.published_on) == ("Example Channel", date(2024, 1, 6))
    assert personal.source is None
    assert b"Invented Person" not in personal.data
    assert [item.data for item in again] == [whole.data, public.data, personal.data]


def test_a_feed_on_disk_is_kept_and_not_followed(tmp_path: Path) -> None:
    """A feed given as a file makes no traffic, and says so."""
    (tmp_path / "feed.xml").write_text("<rss version='2.0'><channel></channel></rss>")

    feed, refusal = capture(tmp_path)

    assert feed.media_type == "application/rss+xml"
    assert refusal.reason == "not_reachable"


@pytest.mark.parametrize(
    "address", ["file:///etc/hosts", "ftp://news.example/a", "data:text/html,x"]
)
def test_other_schemes_are_refused(address: str) -> None:
    """Only http and https are schemes; anything else is refused unasked."""
    (refusal,) = capture_addresses([address], settings=Settings(), client=None)

    assert isinstance(refusal, RefusedCapture)
    assert refusal.reason == "address_refused"
