"""
Each format gives its text, its day of publication and where that day comes from, or a refusal.
"""

from __future__ import annotations

import io
import json
import multiprocessing
import time
from datetime import date

import docx
import pytest
from fpdf import FPDF

from sijill.errors import RefusedError
from sijill.model import Document, Reading
from sijill.read import Settings, guard, read_document, read_guarded
from sijill.read.programs import find_program

_TEXT = "Shells hit the market of Sarmin on Thursday, killing three farmers, residents said."


def _document(media_type: str, name: str, **more: object) -> Document:
    return Document("d1", 0, media_type, file_name=name, **more)  # type: ignore[arg-type]


def _read(data: bytes, media_type: str, name: str, **more: object) -> tuple[Reading, ...]:
    return read_document(_document(media_type, name, **more), data, settings=Settings())


def _pdf(text: str) -> bytes:
    page = FPDF()
    page.add_page()
    page.set_font("Helvetica", size=12)
    page.multi_cell(0, 8, text)
    return bytes(page.output())


def test_plain_text_is_kept_as_it_stands() -> None:
    """
    Spaces, line breaks and Arabic letters come through; a dateline gives place and day.
    """
    text = "SARMIN, Oct. 6, 2023 (Agency) -- سرمين\n\n  Two shells fell. "
    (reading,) = read_document(
        _document("text/plain", "a.txt"), text.encode(), settings=Settings()
    )

    assert reading.text == text
    assert (reading.published_on, reading.published_origin) == (date(2023, 10, 6), "dateline")
    assert reading.dateline == "SARMIN"


def test_a_day_given_by_hand_stands_over_metadata() -> None:
    """
    By hand before metadata before the dateline.
    """
    row = {"text": _TEXT, "date": "2023-10-06"}
    given = {"published_on": date(2023, 10, 9), "published_origin": "by_hand"}
    data = json.dumps(row).encode()
    (by_hand,) = _read(data, "application/json", "a.json", **given)
    (by_meta,) = _read(data, "application/json", "a.json")

    assert (by_hand.published_on, by_hand.published_origin) == (date(2023, 10, 9), "by_hand")
    assert (by_meta.published_on, by_meta.published_origin) == (date(2023, 10, 6), "metadata")


def test_a_page_gives_its_main_text_title_and_day() -> None:
    """
    Menus are left out; the day comes from the page's metadata.
    """
    html = f"""<html lang="en"><head><title>Shells hit market</title>
    <meta property="article:published_time" content="2023-10-06T10:00:00Z"></head><body>
    <nav><a href="/">Home</a> <a href="/w">Weather</a></nav>
    <article><h1>Shells hit market</h1><p>{_TEXT} {_TEXT}</p><p>{_TEXT}</p></article>
    </body></html>"""
    (reading,) = _read(html.encode(), "text/html", "a.html")

    assert "killing three farmers" in reading.text
    assert "Weather" not in reading.text
    assert (reading.published_on, reading.published_origin) == (date(2023, 10, 6), "metadata")


def test_a_pdf_gives_its_text_with_and_without_poppler(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """
    Without poppler a Latin PDF is read all the same.
    """
    data = _pdf(_TEXT)
    for path in (None, ""):
        if path is not None:
            monkeypatch.setenv("PATH", path)
        (reading,) = _read(data, "application/pdf", "a.pdf")

        assert "killing three farmers" in " ".join(reading.text.split())


def test_a_scan_without_tesseract_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """
    A PDF without text is a scan.
    """
    monkeypatch.setenv("PATH", "")
    assert find_program("tesseract") is None
    with pytest.raises(RefusedError) as refused:
        _read(_pdf(" "), "application/pdf", "a.pdf")

    assert refused.value.reason == "needs_program"
    assert "tesseract" in refused.value.text.lower()


def test_a_docx_gives_paragraphs_and_tables_in_order() -> None:
    """
    What stands in a table is part of the text.
    """
    body = docx.Document()
    body.add_paragraph(_TEXT)
    body.add_table(1, 2).rows[0].cells[1].text = "Binnish"
    out = io.BytesIO()
    body.save(out)
    (reading,) = _read(
        out.getvalue(),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "a.docx",
    )

    assert reading.text.splitlines()[0] == _TEXT
    assert "Binnish" in reading.text


def test_a_message_gives_body_subject_and_day_but_no_address() -> None:
    """
    The sender's name is a source; the address is nobody's business.
    """
    mail = (
        "From: Example Observatory <desk@example.org>\r\nSubject: Sarmin\r\n"
        f"Date: Fri, 06 Oct 2023 09:00:00 +0300\r\n\r\n{_TEXT}\r\n"
    )
    (reading,) = _read(mail.encode(), "message/rfc822", "a.eml")

    assert (reading.title, reading.source) == ("Sarmin", "Example Observatory")
    assert reading.published_on == date(2023, 10, 6)


@pytest.mark.parametrize(
    ("name", "kind", "data"),
    [
        (
            "a.csv",
            "text/csv",
            f'Headline;Body;Published\nA;"{_TEXT}";2023-10-06\nB;"{_TEXT}";\n',
        ),
        ("a.jsonl", "application/jsonl", f'{{"body": "{_TEXT}"}}\n\n{{"body": "{_TEXT}"}}\n'),
        (
            "a.json",
            "application/json",
            f'{{"articles": [{{"text": "{_TEXT}"}}, {{"text": "B"}}]}}',
        ),
    ],
)
def test_each_row_of_a_table_is_a_reading(name: str, kind: str, data: str) -> None:
    """
    A row is named by the document and its number from 1.
    """
    readings = _read(data.encode(), kind, name)

    assert [reading.id for reading in readings] == ["d1#1", "d1#2"]


@pytest.mark.parametrize(
    ("data", "kind", "reason"),
    [
        (b"", "text/plain", "empty"),
        (b"\x00\x01\x02\x03" * 50, "text/plain", "not_text"),
        (b"%PDF-1.7 broken", "application/pdf", "broken"),
        (b"PK\x03\x04 broken", "application/zip", "unknown_format"),
        (b'{"a": 1}', "application/json", "needs_mapping"),
        (b"RIFF....", "video/avi", "unknown_format"),
        (b"<p>" * 5000, "text/html", "empty"),
        (b"<div>" * 5000, "text/html", "broken"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(
    data: bytes, kind: str, reason: str
) -> None:
    """
    The sentence names the document by its id.
    """
    with pytest.raises(RefusedError) as refused:
        _read(data, kind, "a")

    assert refused.value.reason == reason
    assert "d1" in refused.value.text or reason == "not_text"


def test_guarded_reading_keeps_order_and_outlives_a_slow_document() -> None:
    """
    A document that takes too long is refused; the next one is read.
    """
    slow = ("[" * 3_000_000 + "]" * 3_000_000).encode()
    items = [
        (Document("d1", 0, "text/plain", file_name="a.txt"), _TEXT.encode()),
        (Document("d2", 0, "application/json", file_name="b.json"), slow),
        (Document("d3", 0, "text/plain", file_name="c.txt"), _TEXT.encode()),
    ]
    found = list(read_guarded(items, settings=Settings(), workers=1))

    assert [document.id for document, _ in found] == ["d1", "d2", "d3"]
    assert [isinstance(result, RefusedError) for _, result in found] == [False, True, False]


def test_no_document_is_blamed_for_a_child_that_starts_slowly() -> None:
    """
    The time of a document counts from when its child can read, as a busy machine starts late.
    """
    ours, theirs = multiprocessing.Pipe()
    long_ago = time.monotonic() - 100
    child = guard._Child(multiprocessing.current_process(), ours, slot=1, since=long_ago)
    done: dict[int, guard.Result] = {}
    guard._collect([child], {1: Document("d1", 0, "text/plain")}, done, Settings())
    theirs.send(guard._READY)
    guard._collect([child], {1: Document("d1", 0, "text/plain")}, done, Settings())

    assert done == {}
    assert child.is_ready and child.since > long_ago


def test_guarded_reading_ends_a_document_that_takes_too_long() -> None:
    """
    With no time at all everything is refused as too slow, and nothing hangs.
    """
    items = [(Document(f"d{n}", 0, "text/plain"), _TEXT.encode()) for n in range(2)]
    found = list(read_guarded(items, settings=Settings(time_limit_s=0.0), workers=1))

    assert all(
        not isinstance(result, RefusedError) or result.reason == "too_slow"
        for _, result in found
    )
    assert len(found) == 2
