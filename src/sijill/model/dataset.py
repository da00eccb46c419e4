"""
That a captured file is somebody's dataset, and what its columns mean: decided by a person.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.errors import ModelError
from sijill.model.privacy import Public, Restricted


@dataclass(frozen=True, slots=True)
class DatasetUse:
    """
    A person's word that a file's rows are claims, by a mapping, from now on or no longer.

    Attributes:
        id: Digest of the decision (`ids.decision_id`).
        at: Instant in UTC, ISO 8601.
        by: Who decided.
        why: The reason.
        dataset: Name of the dataset in the record; a later decision of the same name stands
            in the place of an earlier one.
        document_id: The file's digest; ``None``: the dataset is taken out.
        mapping: What its columns mean, as TOML; ``None``: the dataset is taken out.

    Raises:
        ModelError: If it has a file and no mapping, or the other way round.
    """

    id: Public[str]
    at: Public[str]
    by: Restricted[str]
    why: Restricted[str]
    dataset: Public[str]
    document_id: Public[str | None] = None
    mapping: Restricted[str | None] = None

    def __post_init__(self) -> None:
        if (self.document_id is None) != (self.mapping is None):
            raise ModelError(f"dataset {self.dataset} has a file and a mapping, or neither.")
