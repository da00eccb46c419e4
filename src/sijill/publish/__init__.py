"""
A frozen, versioned release: tables with a codebook, a map, and one page that reads alone.

Takes only the public forms of `sijill.model.release`, which only `protect` builds.
"""

from __future__ import annotations

from sijill.publish.release import publish_release
from sijill.publish.settings import Settings

__all__ = ["Settings", "publish_release"]
