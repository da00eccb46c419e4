"""
What may be shown, and how coarsely: records to their public forms.

A field leaves only if its type is marked public and the public form asks for it; words
leave only if they cannot carry a person's name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sijill.rooms import load_when_asked

if TYPE_CHECKING:
    from sijill.protect.claims import generalise_claim
    from sijill.protect.documents import generalise_document
    from sijill.protect.incidents import generalise_incident, generalise_summary
    from sijill.protect.names import NameGuard
    from sijill.protect.record import generalise_record
    from sijill.protect.redact import redact_record
    from sijill.protect.settings import Settings
else:
    __getattr__ = load_when_asked(
        __name__,
        {
            "generalise_claim": "claims",
            "generalise_document": "documents",
            "generalise_incident": "incidents",
            "generalise_summary": "incidents",
            "NameGuard": "names",
            "generalise_record": "record",
            "redact_record": "redact",
            "Settings": "settings",
        },
    )

__all__ = [
    "NameGuard",
    "Settings",
    "generalise_claim",
    "generalise_document",
    "generalise_incident",
    "generalise_record",
    "generalise_summary",
    "redact_record",
]
