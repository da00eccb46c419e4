"""
What people decided, laid on what the machine read, and the register of identities.

Decisions name words in documents, not claims, so that they outlive every better extractor:
each is laid on the claim whose words overlap most, or handed back as unplaced.
"""

from __future__ import annotations

from sijill.review.assessments import Assessed, assess_claims, correct_field
from sijill.review.identities import (
    Identified,
    anchors_of,
    identify_anchors,
    identify_incidents,
)
from sijill.review.judgements import Placed, place_judgements
from sijill.review.lessons import Lesson, learn_lessons, offer_lessons
from sijill.review.looked import Looked, find_looked
from sijill.review.partings import Settled, differs, find_apart, settle
from sijill.review.register import Register
from sijill.review.signatures import digest_state, find_last_decider
from sijill.review.targets import ClaimFinder, fold_decisions, target_of, word_target
from sijill.review.twins import end_twins
from sijill.review.withdrawals import find_withdrawn

__all__ = [
    "Assessed", "ClaimFinder", "Identified", "Lesson", "Looked", "Placed", "Register",
    "Settled", "anchors_of", "assess_claims", "correct_field", "differs", "digest_state",
    "end_twins", "find_apart", "find_last_decider", "find_looked", "find_withdrawn",
    "fold_decisions", "identify_anchors", "identify_incidents", "learn_lessons",
    "offer_lessons", "place_judgements", "settle", "target_of", "word_target",
]  # fmt: skip
