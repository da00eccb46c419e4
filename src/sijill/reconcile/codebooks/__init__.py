"""
Counting rules of others, and the record's own, as data: one TOML file a codebook.

A codebook never changes what the claims say. It says which incidents and which people it
counts, and what number it makes of what the sources say, each rule with where it was found.
"""

from __future__ import annotations

from sijill.reconcile.codebooks.form import Codebook, Rule, parse_codebook
from sijill.reconcile.codebooks.loading import (
    choose_codebooks,
    load_codebooks,
    read_own_codebooks,
)
from sijill.reconcile.codebooks.numbers import add_numbers, best_numbers, number_by

__all__ = [
    "Codebook", "Rule", "add_numbers", "best_numbers", "choose_codebooks", "load_codebooks",
    "number_by", "parse_codebook", "read_own_codebooks",
]  # fmt: skip
