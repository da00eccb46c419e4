"""
Rows of other people's datasets as claims, by a mapping of columns (`sijill.model.mapping`).
"""

from __future__ import annotations

from sijill.extract.rows.extractor import RowsExtractor

__all__ = ["RowsExtractor"]
