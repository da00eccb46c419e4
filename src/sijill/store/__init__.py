"""
What lasts: the vault, the append-only logs, the derived records, and Parquet in and out.
"""

from __future__ import annotations

from sijill.store.derived import Store, open_store
from sijill.store.lock import hold_lock
from sijill.store.log import AppendLog
from sijill.store.parquet import stream_parquet, write_parquet
from sijill.store.vault import Vault

__all__ = [
    "AppendLog", "Store", "Vault", "hold_lock", "open_store", "stream_parquet", "write_parquet",
]  # fmt: skip
