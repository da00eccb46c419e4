"""
What can be set about extracting: which extractors read, and the model that may be asked.
"""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """
    Settings of `extract`.

    No model is asked unless *extractors* names ``llm`` and *model_url* and *model_name* are
    set. Then the whole text of each reading that it reads, witnesses' and victims' names
    included, leaves this machine for the address *model_url*; nothing else does: no title,
    no source, no date, no other record. A model on this machine keeps it here.

    Attributes:
        extractors: In the order of preference: ``rules``, ``llm``, or an installed one's name.
            Empty: every installed one, ours first, and never a model.
        syntax: What reads names in English instead of the models that ship: ``spacy:`` and
            the name or folder of an installed spaCy pipeline.
        model_url: Address of an OpenAI-compatible server, up to and with ``/v1``. The whole
            text of every reading that the model reads is sent there.
        model_name: The model's name, as the server knows it.
        model_key_variable: Name of the environment variable that holds the key, never the key
            itself. ``None``: the server asks for none.
        model_languages: Codes of the languages that the model may read.
        answer_form: ``json_schema``, as OpenAI, vLLM, Ollama and llama-server have it, or
            ``json_object``, as llama-cpp-python has it.
        window_chars: Longest piece of text sent at once, in code points.
        overlap_chars: What two neighbouring pieces share, in code points.
        answer_tokens: Longest answer asked for; a cut-off answer is asked for again, longer.
        max_claims: Claims that one piece may give.
        max_values: Values that any list of a claim may hold.
        timeout_s: For one answer, in seconds.
        max_attempts: How often one question is asked before it is given up.
        backoff_s: Wait before the second attempt, in seconds; it doubles with each.
        max_wait_s: Longest wait for a server that asks to be left alone, in seconds.
        max_answer_bytes: Longest answer that is read, in bytes.
        budget_requests: Requests in one run; sealed answers cost nothing.
        budget_tokens: Tokens in one run, questions and answers together.
    """

    extractors: tuple[str, ...] = ()
    syntax: str | None = None
    model_url: str | None = None
    model_name: str | None = None
    model_key_variable: str | None = None
    model_languages: tuple[str, ...] = ("ar", "en", "es", "fr", "ru", "uk")
    answer_form: str = "json_schema"
    window_chars: int = 6000
    overlap_chars: int = 600
    answer_tokens: int = 2048
    max_claims: int = 24
    max_values: int = 12
    timeout_s: float = 120.0
    max_attempts: int = 4
    backoff_s: float = 1.0
    max_wait_s: float = 60.0
    max_answer_bytes: int = MEBIBYTE
    budget_requests: int = 2000
    budget_tokens: int = 4_000_000
