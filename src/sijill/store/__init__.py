"""
What lasts: the vault, the logs, the own gazetteer, the derived records, and Parquet.
"""

from __future__ import annotations

from sijill.store.derived import Store, open_store
from sijill.store.lists import ListFolder
from sijill.store.lock import hold_lock
from sijill.store.log import AppendLog
from sijill.store.parquet import stream_parquet, write_parquet
from sijill.store.vault import Vault

__all__ = [
    "AppendLog", "ListFolder", "Store", "Vault", "hold_lock", "open_store", "stream_parquet",
    "write_parquet",
]  # fmt: skip
