"""
Whatever text comes in, extraction gives claims whose words stand in it, in linear time.
"""

from __future__ import annotations

import gc
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest

from sijill.errors import RefusedError
from sijill.extract import extract_claims
from sijill.extract.rules import make_extractor
from sijill.model import Claim, Reading

NEWS = (
    "Shells hit the market of Sarmin on Thursday, killing three farmers and wounding at least "
    "12 people. Police said the attack came after clashes near Ariha in 2014. Two women, both "
    "teachers, had been abducted by gunmen in the town a day earlier. "
)
QUIET = "The rain went on all day and the road to the coast stayed closed to heavy lorries. "
EXTRACTORS = [make_extractor()]
GRAIN = 0.02
"""Seconds of the clock below which a share of two runs says nothing."""


def fill(piece: str, n: int) -> str:
    """Return about *n* characters of whole pieces, so that texts of all lengths end alike."""
    return piece * max(1, n // len(piece))


def smudge(text: str) -> str:
    """Return *text* as a poor scan gives it: every twentieth character is another."""
    pick = random.Random(7)
    return "".join(pick.choice("~|lI10§ .") if pick.random() < 0.05 else c for c in text)


def unpoint(text: str) -> str:
    """Return *text* without a mark of punctuation."""
    return "".join(c for c in text if c.isalnum() or c == " ")


HOSTILE: dict[str, Callable[[int], str]] = {
    "news": lambda n: fill(NEWS, n),
    "capitals": lambda n: fill(NEWS, n).upper(),
    "scan": lambda n: smudge(fill(NEWS, n)),
    "no punctuation": lambda n: unpoint(fill(NEWS, n)),
    "commas alone": lambda n: fill(NEWS.replace(". ", ", "), n),
    "mixed languages": lambda n: fill("قُتل ثلاثة. Three men were killed. Трое убиты. ", n),
    "table": lambda n: fill("Sarmin\t12\t3 killed\t2013-04-05\tshelling\n", n),
    "numbers": lambda n: fill("12 1,345 17 two hundred 4.5 ", n),
    "numbers and deaths": lambda n: fill("12 killed 3 wounded ", n),
    "number words": lambda n: fill("hundred thousand at least more than ", n),
    "control characters": lambda n: fill("\x00\x01\x1b 3 men killed \x07\x85\u202e", n),
    "lone surrogates": lambda n: fill("\ud800 3 men killed in shelling. \udfff", n),
    "brackets": lambda n: "(" * (n // 2) + " 3 men killed in shelling " + ")" * (n // 2),
    "quotes": lambda n: fill("“said ”", n),
    "one word": lambda n: "a" * n,
    "one number": lambda n: "1" * n,
    "dots": lambda n: fill("a.", n),
    "hyphens": lambda n: fill("kill-", n),
    "newlines": lambda n: fill("killed\n\n", n),
    "spaces": lambda n: "killed" + " " * n + "three men",
    "half a pattern": lambda n: fill("in the past during the long ", n),
    "names": lambda n: fill("Omar Hassan, ", n) + "were killed in shelling.",
    "people": lambda n: fill("a man and a woman and ", n) + "were killed in shelling.",
    "days": lambda n: fill("Monday 3 May 2011 last week ", n),
    "places": lambda n: fill("in Aleppo, near Hama, ", n),
    "one act for ever": lambda n: fill("Shelling killed three men. Five boys were hurt. ", n),
    "one act, far away": lambda n: "Shelling.\n\n" + fill(QUIET * 6 + "Two men died. ", n),
    "a toll that rises": lambda n: " ".join(
        f"Shelling killed {i} men, aide {i} said." for i in range(n // 40)
    ),
}  # fmt: skip


def extract(text: str) -> tuple[Claim, ...]:
    """Return the claims of *text*, each span checked against it."""
    claims = extract_claims(Reading("r", text, language="en"), extractors=EXTRACTORS)
    for claim in claims:
        assert all(text[s.start : s.end] == s.text for s in claim.spans())
    return claims


def spend(text: str) -> float:
    """Return the processor time of one run over *text*, without the collector of garbage."""
    # A full collection walks all that other tests left behind, and falls into long runs alone.
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        extract(text)
        return time.process_time() - start
    finally:
        gc.enable()


@pytest.mark.parametrize("name", HOSTILE)
def test_time_is_linear_in_the_length(name: str) -> None:
    """
    Twice the length takes about twice the time: never an absolute time, and small ones pass.
    """
    make, base = HOSTILE[name], 6_000
    short, long = make(base), make(2 * base)
    extract(make(1_000))
    shares: list[float] = []

    # A machine may change its pace for seconds, so each share is of two runs side by side, and
    # the middle one counts, taken until it agrees. A quadratic reader takes four times as long.
    for _ in range(12):
        shares.append((spend(long) - GRAIN) / spend(short))
        if len(shares) > 2 and median(shares) < 2.6:
            break

    assert median(shares) < 2.6, shares


@pytest.mark.parametrize(
    "text", ["", " ", "\n" * 100_000, "\x00", "\ufeff", "\ud800", "killed", "3", "(" * 5_000]
)
def test_nothing_said_is_no_claim(text: str) -> None:
    """
    A text that tells of nothing gives no claims, and no error.
    """
    assert extract(text) == ()


@pytest.mark.parametrize("language", ["ar", "xx", "", None])
def test_a_language_nobody_reads_is_refused_by_name(language: str | None) -> None:
    """
    A text without an extractor is refused with a reason, never read as no claims.
    """
    with pytest.raises(RefusedError) as refused:
        extract_claims(Reading("r9", NEWS, language=language), extractors=EXTRACTORS)

    assert "r9" in str(refused.value)


def test_five_megabytes_hold_their_one_claim() -> None:
    """
    The one sentence that tells of harm is found in a very long document.
    """
    text = (
        fill(QUIET, 100_000)
        + fill(" 0.0\t0.0\n" + "-" * 990, 4_900_000)
        + ". Shells killed three farmers in Sarmin on Thursday."
    )

    (claim,) = extract(text)

    assert claim.harms[0].count.low == 3


def test_ten_thousand_numbers_are_no_victims() -> None:
    """
    Numbers alone tell of nobody.
    """
    text = " ".join(str(number) for number in range(10_000))

    assert extract(f"{text}. {text}") == ()


def test_a_word_of_a_megabyte_hides_nothing() -> None:
    """
    What stands behind a run of letters is read as ever.
    """
    text = "x" * 1_000_000 + ". Shells killed three farmers in Sarmin on Thursday."

    assert [harm.count.low for claim in extract(text) for harm in claim.harms] == [3]


def run_command(readings: Path, workers: int, seed: str) -> bytes:
    """Return what the command prints as claims of *readings*."""
    made = subprocess.run(
        [sys.executable, "-c", "from sijill.cli.main import main; main()", "extract",
         str(readings), "--workers", str(workers)],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
    )  # fmt: skip
    return made.stdout


def test_seed_workers_and_order_change_nothing(tmp_path: Path) -> None:
    """
    The same readings give the same bytes, whatever the hash seed, the workers, and the order.
    """
    rows = [
        {"id": f"r{name}", "text": make(1_500), "language": "en"}
        for name, make in HOSTILE.items()
        if name != "lone surrogates"
    ]
    given, mixed = tmp_path / "given.jsonl", tmp_path / "mixed.jsonl"
    given.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    random.Random(3).shuffle(rows)
    mixed.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

    first = run_command(given, 1, "1")

    assert first.count(b"\n") > len(rows)
    assert first == run_command(given, 2, "77")
    assert sorted(first.splitlines()) == sorted(run_command(mixed, 2, "5").splitlines())
