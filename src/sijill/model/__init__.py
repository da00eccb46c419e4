"""
What a record is: the values and records that every room shares, and nothing else.

Standard library only. Rooms meet here; they do not import each other.
"""

from __future__ import annotations

from sijill.model.actor import Actor, Attribution, Involvement
from sijill.model.assessment import Assessment, Decision, Judgement, Target
from sijill.model.change import VocabularyChange, Withdrawal
from sijill.model.claim import (
    Claim,
    Context,
    Credit,
    Damage,
    Group,
    Harm,
    Means,
    Reported,
    VictimName,
)
from sijill.model.cluster import Cluster, Link
from sijill.model.coding import CodedAnswer, Coding
from sijill.model.count import Count
from sijill.model.custody import CustodyEntry
from sijill.model.dataset import DatasetUse
from sijill.model.daterange import DateRange
from sijill.model.document import CONTAINER_MEDIA_TYPES, Document, Reading
from sijill.model.estimate import Caveat, Estimate
from sijill.model.identity import Anchor, Identity
from sijill.model.incident import (
    ClaimedCount,
    DamageRange,
    Disagreement,
    GradeReason,
    GroupRange,
    HarmRange,
    Incident,
    LikelyCount,
    Origin,
    OriginEdge,
)
from sijill.model.parting import Parting
from sijill.model.place import Place
from sijill.model.placelist import PlaceList
from sijill.model.refusal import Refusal
from sijill.model.release import (
    PublicClaim,
    PublicDocument,
    PublicIncident,
    PublicRecord,
    PublicSummary,
    Release,
)
from sijill.model.signoff import SignOff
from sijill.model.source import Source
from sijill.model.span import Span
from sijill.model.summary import Comparison, Summary
from sijill.model.total import Total
from sijill.model.victim import (
    NamedPerson,
    NameList,
    PersonJudgement,
    PersonPair,
    Victim,
)
from sijill.model.voice import party_of, voice_of, wording_party

__all__ = [
    "CONTAINER_MEDIA_TYPES",
    "Actor",
    "Anchor",
    "Assessment",
    "Attribution",
    "Caveat",
    "Claim",
    "ClaimedCount",
    "Cluster",
    "CodedAnswer",
    "Coding",
    "Comparison",
    "Context",
    "Count",
    "Credit",
    "CustodyEntry",
    "Damage",
    "DamageRange",
    "DatasetUse",
    "DateRange",
    "Decision",
    "Disagreement",
    "Document",
    "Estimate",
    "GradeReason",
    "Group",
    "GroupRange",
    "Harm",
    "HarmRange",
    "Identity",
    "Incident",
    "Involvement",
    "Judgement",
    "LikelyCount",
    "Link",
    "Means",
    "NameList",
    "NamedPerson",
    "Origin",
    "OriginEdge",
    "Parting",
    "PersonJudgement",
    "PersonPair",
    "Place",
    "PlaceList",
    "PublicClaim",
    "PublicDocument",
    "PublicIncident",
    "PublicRecord",
    "PublicSummary",
    "Reading",
    "Refusal",
    "Release",
    "Reported",
    "SignOff",
    "Source",
    "Span",
    "Summary",
    "Target",
    "Total",
    "Victim",
    "VictimName",
    "VocabularyChange",
    "Withdrawal",
    "party_of",
    "voice_of",
    "wording_party",
]  # fmt: skip
