"""
What may be shown, and how coarsely: records to their public forms.

A field leaves only if its type is marked public and the public form asks for it; words
leave only if they cannot carry a person's name.
"""

from __future__ import annotations

from sijill.protect.claims import generalise_claim
from sijill.protect.documents import generalise_document
from sijill.protect.incidents import generalise_incident, generalise_summary
from sijill.protect.names import NameGuard
from sijill.protect.record import generalise_record
from sijill.protect.redact import redact_record
from sijill.protect.settings import Settings

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
