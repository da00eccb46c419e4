"""
A server that is killed has lost nothing that it answered with success.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path
from threading import Timer

import httpx
import pytest

from sijill.flow.listing import stream_records
from sijill.flow.moving import move_to_server
from sijill.flow.running import run_record
from sijill.flow.verifying import verify_custody

COMMAND = "from sijill.cli.main import main; main()"


def start_server(folder: Path, stderr: int | None = None) -> tuple[subprocess.Popen[str], str]:
    """Start `sijill review`, and return it with the address that it prints."""
    words = ["-c", COMMAND, "review", str(folder), "--no-browser", "--by", "A. Tester"]
    process = subprocess.Popen(
        [sys.executable, *words], stdout=subprocess.PIPE, stderr=stderr, text=True
    )
    assert process.stdout is not None
    return process, process.stdout.readline().split()[-1]


def decide_until_it_dies(address: str, claim: str, kill: Timer) -> list[str]:
    """Send 1,000 decisions; return the reasons of those that were answered with success."""
    origin = address.partition("/enter")[0]
    headers = {"Origin": origin, "X-Sijill-Form": "1", "If-Match": "*"}
    kept: list[str] = []
    with httpx.Client(base_url=origin, headers=headers, timeout=60) as client:
        client.get(address)
        for number in range(1000):
            why = f"read again, {number}"
            body = {"verdict": "unsure", "why": why}
            try:
                answer = client.post(f"/api/v1/claims/{claim}/assessments", json=body)
            except httpx.TransportError:
                break
            assert answer.status_code == 200, answer.text
            kept.append(why)
            if len(kept) == 20:
                kill.start()
    return kept


@pytest.mark.parametrize("where", ["folder", "server"])
def test_no_answered_decision_is_lost(
    where: str, record: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Killed while it decides, on either database: every answer stands, the logs are whole."""
    folder = tmp_path / "record"
    shutil.copytree(record, folder)
    if where == "server":
        url = request.getfixturevalue("postgres_url")
        move_to_server(folder, url, {"url_file": "store-url"})
        run_record(folder)
    claim = str(next(iter(stream_records(folder, "claims")))["id"])
    process, address = start_server(folder)
    with process:
        kept = decide_until_it_dies(
            address, claim, Timer(0.5, process.send_signal, [signal.SIGKILL])
        )
    found = [str(line["why"]) for line in stream_records(folder, "decisions")]
    run_record(folder)

    assert 20 <= len(kept) < 1000
    assert found[: len(kept)] == kept
    assert len(found) <= len(kept) + 1
    assert verify_custody(folder) == ()


def test_ctrl_c_ends_the_workbench_well(record: Path) -> None:
    """It is how the workbench is closed: told so, and no failure to whoever started it."""
    process, address = start_server(record, stderr=subprocess.PIPE)
    with process:
        assert httpx.get(address).status_code == 303
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)

    assert process.returncode == 0
    assert "The workbench is closed. Every decision that was made is kept." in said
    assert "interrupted" not in said
