"""
Each message of a Telegram Desktop export becomes one small document of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from sijill.capture.budget import Budget
from sijill.capture.media import TELEGRAM
from sijill.capture.protocol import Captured, Outcome

Tree = dict[str, Any]


class TelegramCapturer:
    """
    Opens ``result.json`` of Telegram Desktop, of one chat or of all.

    A channel is a source; a private chat or a group is not named as one, and who wrote a
    message is never taken over, since it may be a witness.
    """

    how = "telegram"
    media_types = frozenset({TELEGRAM})

    def capture_members(self, container: Captured, *, budget: Budget) -> Iterator[Outcome]:
        """
        Yield the messages that have text, in the export's order.

        Raises:
            RefusedError: There are more of them than there may be.
        """
        for chat in _list_chats(json.loads(container.data)):
            source = chat.get("name") if "channel" in str(chat.get("type")) else None
            for message in chat["messages"]:
                text = join_text(message.get("text")) if isinstance(message, dict) else ""
                if text.strip():
                    budget.take_member()
                    yield _capture_message(message, text, chat, source, container)


def join_text(value: object) -> str:
    """
    Return a message's text, which the export gives as a string or as pieces.

    >>> join_text(["Two hurt in ", {"type": "bold", "text": "Sarmin"}])
    'Two hurt in Sarmin'
    """
    if isinstance(value, str):
        return value
    pieces = value if isinstance(value, list) else ()
    texts = (piece.get("text") if isinstance(piece, dict) else piece for piece in pieces)
    return "".join(text for text in texts if isinstance(text, str))


def read_instant(message: Tree) -> datetime | None:
    """
    Return when a message was sent, with the exporting computer's offset where it shows.

    The export holds the local time and, in newer versions, the seconds since 1970; their
    difference is the offset.

    >>> read_instant({"date": "2024-01-05T14:30:00", "date_unixtime": "1704457800"}).isoformat()
    '2024-01-05T14:30:00+02:00'
    """
    try:
        local = datetime.fromisoformat(str(message["date"]))
    except (KeyError, ValueError):
        return None
    try:
        known = datetime.fromtimestamp(int(message["date_unixtime"]), UTC)
        offset = local - known.replace(tzinfo=None)
        return local.replace(
            tzinfo=timezone(timedelta(minutes=round(offset.total_seconds() / 60)))
        )
    except (KeyError, ValueError, TypeError, OverflowError, OSError):
        return local


def _capture_message(
    message: Tree, text: str, chat: Tree, source: str | None, container: Captured
) -> Captured:
    """Return a message as JSON whose bytes are the same whenever the message is."""
    instant = read_instant(message)
    day: date | None = instant.date() if instant else None
    forwarded = message.get("forwarded_from")
    form = {
        "id": f"{chat.get('id')}/{message.get('id')}",
        "text": text,
        "source": source,
        "published_on": day.isoformat() if day else None,
        "published_at": instant.isoformat() if instant else None,
        "forwarded_from": forwarded if isinstance(forwarded, str) else None,
    }
    kept = {key: value for key, value in form.items() if value is not None}
    data = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Captured(
        data=data.encode("utf-8", "replace"),
        media_type="application/json",
        how="telegram",
        address=f"{container.address}!{form['id']}",
        file_name=f"{message.get('id')}.json",
        source=source,
        published_on=day,
        part_of=container.digest,
    )


def _list_chats(tree: Tree) -> Iterator[Tree]:
    """Yield the chats that hold messages."""
    chats = tree.get("chats")
    listed = chats.get("list") if isinstance(chats, dict) else [tree]
    for chat in listed if isinstance(listed, list) else ():
        if isinstance(chat, dict) and isinstance(chat.get("messages"), list):
            yield chat
