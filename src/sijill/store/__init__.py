"""
What lasts: the vault, the logs, the own gazetteer, the derived records, and Parquet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sijill.rooms import load_when_asked

if TYPE_CHECKING:
    from sijill.store.chain import Log
    from sijill.store.derived import Store, open_store
    from sijill.store.desk import Desk, open_desk
    from sijill.store.homes import check_home, claim_home
    from sijill.store.lists import ListFolder
    from sijill.store.lock import hold_lock
    from sijill.store.log import AppendLog
    from sijill.store.parquet import stream_parquet, write_parquet
    from sijill.store.tablelog import TableLog
    from sijill.store.vault import Vault
else:
    __getattr__ = load_when_asked(
        __name__,
        {
            "Log": "chain",
            "Store": "derived",
            "open_store": "derived",
            "Desk": "desk",
            "open_desk": "desk",
            "check_home": "homes",
            "claim_home": "homes",
            "ListFolder": "lists",
            "hold_lock": "lock",
            "AppendLog": "log",
            "stream_parquet": "parquet",
            "write_parquet": "parquet",
            "TableLog": "tablelog",
            "Vault": "vault",
        },
    )

__all__ = [
    "AppendLog", "Desk", "ListFolder", "Log", "Store", "TableLog", "Vault", "check_home",
    "claim_home", "hold_lock", "open_desk", "open_store", "stream_parquet", "write_parquet",
]  # fmt: skip
