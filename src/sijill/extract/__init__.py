"""
Extract: from a reading to claims, each tied to the very words.
"""

from sijill.extract.extraction import extract_claims
from sijill.extract.protocol import Explainer, Extractor, Reason

__all__ = ["Explainer", "Extractor", "Reason", "extract_claims"]
