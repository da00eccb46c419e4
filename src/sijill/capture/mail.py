"""
A mail is a document of its own; what is attached to it is captured as parts of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from sijill.capture.archives import make_member
from sijill.capture.budget import Budget
from sijill.capture.protocol import Captured, Outcome
from sijill.errors import RefusedError

MAIL = "message/rfc822"


class MailCapturer:
    """Opens mails for their attachments."""

    how = "mail"
    media_types = frozenset({MAIL})

    def capture_members(self, container: Captured, *, budget: Budget) -> Iterator[Outcome]:
        """
        Yield the attachments in the mail's order.

        Raises:
            RefusedError: There are more of them than there may be.
        """
        for number, part in enumerate(_list_attachments(container.data), start=1):
            budget.take_member()
            try:
                content = part.get_payload(decode=True)
                name = part.get_filename() or f"attachment-{number}"
            except (ValueError, LookupError, TypeError, AttributeError):
                continue  # damaged; the mail itself, which holds it, is captured
            data = content if isinstance(content, bytes) else b""
            budget.take_bytes(len(data))
            yield make_member(container, f"{number}/{name}", data, how="mail")


def describe_mail(mail: Captured) -> Captured:
    """
    Return a mail with its subject as title and the day of its ``Date`` field.

    The day is the sender's own: the offset in the field is not converted. The sender is not
    taken as the source, since it may be a witness.
    """
    message = message_from_bytes(mail.data, policy=policy.compat32)
    title = _read_subject(mail.data)
    return replace(mail, title=title, published_on=_read_day(message.get("Date")))


def _read_subject(data: bytes) -> str | None:
    """Return the decoded subject; `None`: none, or damaged."""
    try:
        subject = message_from_bytes(data, policy=policy.default).get("Subject")
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):
        return None
    return str(subject).strip() or None if subject else None


def _read_day(field: object) -> date | None:
    """Return the day of a ``Date`` field; `None`: none, or damaged."""
    try:
        return parsedate_to_datetime(str(field)).date() if field else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _list_attachments(data: bytes) -> Iterator[EmailMessage]:
    """Yield the parts that have a name or are marked as attached."""
    try:
        message = message_from_bytes(data, policy=policy.default)
        parts = list(message.walk())
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise RefusedError(
            "broken", "the mail's parts cannot be told apart; export it again."
        ) from None
    for part in parts:
        if part.is_multipart() or not isinstance(part, EmailMessage):
            continue
        if part.get_content_disposition() == "attachment" or "name" in str(
            part["Content-Type"]
        ):
            yield part
