"""
Bytes to text: what a document says, in which language, and when it was published.

A document that cannot be read is refused with a reason; it is never read as empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sijill.rooms import load_when_asked

if TYPE_CHECKING:
    from sijill.read.dateline import lean_on_dateline
    from sijill.read.guard import read_guarded
    from sijill.read.reading import READ_VERSION, read_document
    from sijill.read.rows import sample_tables
    from sijill.read.settings import Settings
else:
    __getattr__ = load_when_asked(
        __name__,
        {
            "lean_on_dateline": "dateline",
            "read_guarded": "guard",
            "READ_VERSION": "reading",
            "read_document": "reading",
            "sample_tables": "rows",
            "Settings": "settings",
        },
    )

__all__ = [
    "READ_VERSION",
    "Settings",
    "lean_on_dateline",
    "read_document",
    "read_guarded",
    "sample_tables",
]
