"""
A frozen, versioned release: tables with a codebook, a map, and one page that reads alone.

Takes only the public forms of `sijill.model.release`, which only `protect` builds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sijill.rooms import load_when_asked

if TYPE_CHECKING:
    from sijill.publish.release import publish_release
    from sijill.publish.settings import Settings
else:
    __getattr__ = load_when_asked(
        __name__,
        {
            "publish_release": "release",
            "Settings": "settings",
        },
    )

__all__ = ["Settings", "publish_release"]
