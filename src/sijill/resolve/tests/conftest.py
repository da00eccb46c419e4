"""
What the tests of this room share: the shipped gazetteer and actors, opened once.
"""

from __future__ import annotations

import pytest

from sijill.resolve import ActorVocabulary, BundledGazetteer, load_actors, open_gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> BundledGazetteer:
    """Return the bundled gazetteer."""
    return open_gazetteer()


@pytest.fixture(scope="session")
def actors() -> ActorVocabulary:
    """Return the shipped vocabulary."""
    return load_actors()
