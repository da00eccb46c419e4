"""
Broken input is read or refused: never a crash, a hang over the limit, or memory without end.

A few dozen inputs by default, 10,000 with ``SIJILL_THOROUGH=1``; always the same ones.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from random import Random

import docx
from fpdf import FPDF

from sijill.errors import RefusedError
from sijill.model import Document
from sijill.model.ids import digest_bytes
from sijill.read import Settings, read_guarded

_THOROUGH = bool(os.environ.get("SIJILL_THOROUGH"))
_INPUTS = 10_000 if _THOROUGH else 60
_TEXT = "Shells hit the market of Sarmin on Thursday, killing three farmers. سقطت قذائف. " * 20
_GIBIBYTE = 2**30
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

Seed = tuple[str, str, bytes]
Change = Callable[[Random, bytes], bytes]


def _seeds() -> list[Seed]:
    page = FPDF()
    page.add_page()
    page.set_font("Helvetica", size=12)
    page.multi_cell(0, 8, _TEXT.encode("ascii", "ignore").decode())
    body, packed, nested = docx.Document(), io.BytesIO(), io.BytesIO()
    body.add_paragraph(_TEXT)
    body.save(packed)
    with zipfile.ZipFile(nested, "w", zipfile.ZIP_DEFLATED) as outer:
        outer.writestr("inner.zip", packed.getvalue())
    html = f"<html><body><article><p>{_TEXT}</p></article></body></html>"
    mail = f"Subject: a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{_TEXT}"
    rows = "text,date\n" + f'"{_TEXT}",2023-10-06\n' * 5
    lines = '{"text": "Shells fell.", "date": "2023-10-06"}\n' * 20
    return [
        ("a.txt", "text/plain", _TEXT.encode()),
        ("a.txt", "text/plain", _TEXT.encode("utf-16")),
        ("a.txt", "text/plain", _TEXT.encode("cp1256", "replace")),
        ("a.html", "text/html", html.encode()),
        ("a.pdf", "application/pdf", bytes(page.output())),
        ("a.docx", _DOCX, packed.getvalue()),
        ("a.eml", "message/rfc822", mail.encode()),
        ("a.csv", "text/csv", rows.encode()),
        ("a.jsonl", "application/jsonl", lines.encode()),
        ("a.json", "application/json", f"[{lines.strip().replace(chr(10), ',')}]".encode()),
        ("a.docx", _DOCX, nested.getvalue()),
        ("a.png", "image/png", b"\x89PNG\r\n\x1a\n" + bytes(200)),
    ]


def _cut(random: Random, data: bytes) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _flip(random: Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(random.randrange(1, 60)):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _repeat(random: Random, data: bytes) -> bytes:
    start = random.randrange(len(data))
    piece = data[start : start + random.randrange(1, 400)]
    return data[:start] + piece * random.randrange(2, 300) + data[start:]


def _swap(random: Random, data: bytes) -> bytes:
    middle = random.randrange(len(data))
    return data[middle:] + data[:middle]


def _insert(random: Random, data: bytes) -> bytes:
    at = random.randrange(len(data))
    return data[:at] + random.randbytes(random.randrange(1, 200)) + data[at:]


_CHANGES: tuple[Change, ...] = (_cut, _flip, _repeat, _swap, _insert)


def _giants() -> Iterator[Seed]:
    """Yield what is too much of one thing; the whole sizes only in the thorough run."""
    size = 100_000_000 if _THOROUGH else 2_000_000
    yield ("long.txt", "text/plain", b"killed " * (size // 7))
    yield ("deep.html", "text/html", b"<div>" * (size // 50) + b"killed")
    yield ("deep.json", "application/json", b"[" * (size // 50))
    yield ("wide.csv", "text/csv", b"a," * (size // 20) + b"\n")
    yield ("long.html", "text/html", b"<p>killed " + b"x" * size + b"</p>")


def _inputs() -> Iterator[tuple[Document, bytes]]:
    random, seeds = Random(1), _seeds()
    for name, kind, data in _giants():
        yield Document(digest_bytes(data), len(data), kind, file_name=name), data
    for number in range(_INPUTS):
        name, kind, data = seeds[number % len(seeds)]
        changed = random.choice(_CHANGES)(random, data)
        yield Document(f"{number}", len(changed), kind, file_name=name), changed


def test_broken_input_is_read_or_refused() -> None:
    """
    Every input has an answer, within the time of one document, and the memory stays bounded.

    In a process of its own: the system tells the most that any child ever held, and other
    tests have children too.
    """
    ended = subprocess.run(
        [sys.executable, __file__], capture_output=True, encoding="utf-8", check=False
    )
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout)

    assert found["refused"] + found["read"] == _INPUTS + 5
    assert found["refused"] and found["read"]
    assert found["longest_s"] < 2 * Settings().time_limit_s + 5
    assert found["peak_bytes"] < _GIBIBYTE
    print(found)


def _read_all() -> dict[str, float]:
    refused = read = 0
    last = time.monotonic()
    longest = 0.0
    for _, result in read_guarded(_inputs(), settings=Settings(), workers=2):
        now = time.monotonic()
        longest, last = max(longest, now - last), now
        refused += isinstance(result, RefusedError)
        read += not isinstance(result, RefusedError)
    return {
        "read": read, "refused": refused, "longest_s": longest, "peak_bytes": _peak_bytes()
    }  # fmt: skip


def _peak_bytes() -> int:
    """Return the most memory a child held, where the system tells."""
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    print(json.dumps(_read_all()))
