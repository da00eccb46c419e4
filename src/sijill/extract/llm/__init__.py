"""
A large language model as an extractor: it may copy words and pick terms, and nothing else.

Off unless configured. The model is reached only through what `flow` hands in.
"""

from sijill.extract.llm.building import Dropped
from sijill.extract.llm.extractor import LlmExtractor, make_llm_extractor
from sijill.extract.llm.protocol import Desk

__all__ = ["Desk", "Dropped", "LlmExtractor", "make_llm_extractor"]
