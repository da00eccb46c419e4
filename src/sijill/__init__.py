"""
Sijill turns reports of armed violence into a record of civilian harm.

It reads what was published, finds each claim that somebody was killed, hurt, taken or
displaced, or that a civilian object was hit, ties the claim to the very words that make
it, and keeps the range of what the sources say. The rooms are described in the docs
under "explanation"; the functions that a person can ask for are in `sijill.flow`.
"""

__version__ = "0.1.0"

__all__ = ["__version__"]
