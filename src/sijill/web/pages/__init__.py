"""
The pages, one file a family.
"""

from __future__ import annotations

from sijill.web.pages import entering, overview

FAMILIES = (entering.routes, overview.routes)
