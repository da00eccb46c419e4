"""
Words on the terminal: each command parses, calls one function of `flow`, and prints.
"""

from __future__ import annotations
