"""
Words of a claim become days, places and actors, each with how well it is known.

The day of publication anchors dates and is never one itself; a place has coordinates only
together with an uncertainty; an actor's neutral name stands for a partisan one.
"""

from __future__ import annotations

from sijill.resolve.actors import ActorVocabulary, load_actors
from sijill.resolve.bundled import BundledGazetteer, open_gazetteer
from sijill.resolve.claims import RESOLVE_VERSION, resolve_claim
from sijill.resolve.mentions import resolve_mentions
from sijill.resolve.own import OpenList, OwnList
from sijill.resolve.protocol import Entry, Gazetteer
from sijill.resolve.settings import Settings

__all__ = [
    "RESOLVE_VERSION",
    "ActorVocabulary",
    "BundledGazetteer",
    "Entry",
    "Gazetteer",
    "OpenList",
    "OwnList",
    "Settings",
    "load_actors",
    "open_gazetteer",
    "resolve_claim",
    "resolve_mentions",
]
