"""
Obtain documents: from files, folders, archives, mails, the web, feeds, WARC and Telegram.

The room yields values, each the bytes of a document or the reason why there is none. It
writes nothing: sealing and the custody log are the store's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sijill.rooms import load_when_asked

if TYPE_CHECKING:
    from sijill.capture.addresses import capture_addresses
    from sijill.capture.client import make_client
    from sijill.capture.model_client import ModelClient, make_model_client
    from sijill.capture.protocol import Captured, Capturer, Page, RefusedCapture, WebClient
    from sijill.capture.settings import Settings
else:
    __getattr__ = load_when_asked(
        __name__,
        {
            "capture_addresses": "addresses",
            "make_client": "client",
            "ModelClient": "model_client",
            "make_model_client": "model_client",
            "Captured": "protocol",
            "Capturer": "protocol",
            "Page": "protocol",
            "RefusedCapture": "protocol",
            "WebClient": "protocol",
            "Settings": "settings",
        },
    )

__all__ = [
    "Captured",
    "Capturer",
    "ModelClient",
    "Page",
    "RefusedCapture",
    "Settings",
    "WebClient",
    "capture_addresses",
    "make_client",
    "make_model_client",
]
