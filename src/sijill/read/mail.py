"""
Mail: the body of a message, its subject, sender and day. Attachments are documents of
their own, taken out at capture.
"""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage

from sijill.errors import RefusedError
from sijill.model import Document
from sijill.read.dates import read_metadata_date
from sijill.read.encoding import read_text_bytes
from sijill.read.pages import read_page
from sijill.read.protocol import Draft
from sijill.read.settings import Settings
from sijill.read.texts import clean_text


def read_mail(document: Document, data: bytes, *, settings: Settings) -> tuple[Draft, ...]:
    """
    Return the body of a message, its plain text where it has one.

    Raises:
        RefusedError: If there is no readable body.
    """
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        part = message.get_body(preferencelist=("plain", "html"))
        subject, sent = message.get("subject"), message.get("date")
        sender = message.get("from")
        payload = part.get_payload(decode=True) if part else None
    except (ValueError, LookupError, AttributeError, TypeError, IndexError) as why:
        raise _broken(document) from why
    if part is None or not isinstance(payload, bytes) or not payload.strip():
        raise _broken(document)
    on = read_metadata_date(str(sent)) if sent else None
    title = clean_text(str(subject)) if subject else None
    source = _organisation(str(sender)) if sender else None
    if part.get_content_type() == "text/html":
        (draft,) = read_page(document, payload, settings=settings)
        return (
            Draft(
                draft.text, title or draft.title, draft.language, on or draft.published_on,
                source or draft.source, draft.url, caveats=draft.caveats,
            ),
        )  # fmt: skip
    text, caveats = read_text_bytes(payload, declared=part.get_content_charset())
    return (
        Draft(clean_text(text), title=title, published_on=on, source=source, caveats=caveats),
    )


def _organisation(sender: str) -> str | None:
    """Return the sender's display name, never the address."""
    name = sender.split("<")[0].strip().strip('"')
    return clean_text(name) if name and "@" not in name else None


def _broken(document: Document) -> RefusedError:
    text = f"document {document.id} is a message without a readable body; open it by hand."
    return RefusedError("broken", text)
