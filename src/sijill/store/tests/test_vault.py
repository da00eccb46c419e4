"""
The vault keeps bytes whole, once, and says when they changed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sijill.errors import DigestMismatch, StoreError
from sijill.store.vault import Vault


def test_bytes_come_back_as_they_were(tmp_path: Path) -> None:
    """Sealed bytes are found again under their digest."""
    vault = Vault(tmp_path / "vault")

    name = vault.save_bytes(b"shells hit the bridge")

    assert vault.load_bytes(name) == b"shells hit the bridge"


def test_same_bytes_are_kept_once(tmp_path: Path) -> None:
    """Sealing the same bytes twice leaves one file, which is not written again."""
    vault = Vault(tmp_path / "vault")
    first = vault.save_bytes(b"x")
    before = vault.path_of(first).stat().st_mtime_ns

    second = vault.save_bytes(b"x")

    assert (second, list(vault.stream_ids())) == (first, [first])
    assert vault.path_of(first).stat().st_mtime_ns == before


def test_changed_bytes_are_told(tmp_path: Path) -> None:
    """Bytes that changed on disk are never handed out, nor sealed over."""
    vault = Vault(tmp_path / "vault")
    name = vault.save_bytes(b"x")
    vault.path_of(name).chmod(0o600)
    vault.path_of(name).write_bytes(b"y")

    with pytest.raises(DigestMismatch):
        vault.load_bytes(name)
    with pytest.raises(DigestMismatch):
        vault.save_bytes(b"x")


def test_missing_bytes_are_a_sentence(tmp_path: Path) -> None:
    """A document that the vault has not is named, with what to do."""
    with pytest.raises(StoreError, match="Restore the file"):
        Vault(tmp_path).load_bytes("ab" * 32)


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    """Where the vault's folder cannot be made, nothing is kept and the sentence says so."""
    (tmp_path / "vault").write_text("a file in the way", encoding="utf-8")

    with pytest.raises(StoreError, match="could not keep document"):
        Vault(tmp_path / "vault").save_bytes(b"x")


def test_what_a_killed_writer_left_is_cleared(tmp_path: Path) -> None:
    """A part of a file is no document, and goes."""
    vault = Vault(tmp_path / "vault")
    kept = vault.save_bytes(b"x")
    (vault.path_of(kept).parent / "abc.1.partial").write_bytes(b"half")

    cleared = vault.clear_partials()

    assert (cleared, list(vault.stream_ids())) == (1, [kept])
