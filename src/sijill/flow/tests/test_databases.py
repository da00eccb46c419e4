"""
A record is the same in its folder and on a server, and loses nothing on the way.
"""

from __future__ import annotations

import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from sijill.cli.main import commands
from sijill.errors import ChainBroken, RecordError, SijillError
from sijill.flow import moving
from sijill.flow.capturing import capture_into
from sijill.flow.deciding import decide_assessment, decide_judgement, decide_withdrawal
from sijill.flow.explaining import explain
from sijill.flow.listing import canonical_digest, stream_records
from sijill.flow.merging import merge_record
from sijill.flow.moving import move_to_folder, move_to_server
from sijill.flow.publishing import publish_record
from sijill.flow.recording import init_record, load_decisions, open_record, write_record
from sijill.flow.running import run_record
from sijill.flow.totalling import total_folder
from sijill.flow.verifying import verify_custody
from sijill.model.account import Account
from sijill.store import open_desk
from sijill.store.database import open_engine

REPORTS = {
    "a.txt": "SARMIN, Oct. 6, 2023 (Example Agency) -- Shells hit the market of Sarmin in "
    "Idlib on Thursday, killing three farmers and wounding at least 12 people, residents said.",
    "b.txt": "IDLIB, Oct. 7, 2023 (Other Agency) -- The death toll from Thursday's shelling of "
    "Sarmin rose to five, a local official said. On Friday, gunmen shot dead a teacher in "
    "Binnish, Idlib.",
}
AT = "2026-01-02T03:04:05Z"
ACCOUNT = Account("p-1", "dana", "Dana", "coder", "hash", AT)


def run_command(*words: str) -> Result:
    """Run `sijill` with words."""
    return CliRunner().invoke(commands, list(words), standalone_mode=False)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The invented reports."""
    folder = tmp_path_factory.mktemp("reports")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def in_folder(tmp_path_factory: pytest.TempPathFactory, reports: list[Path]) -> Path:
    """A record that lies in its folder, brought up to date."""
    folder = tmp_path_factory.mktemp("in-folder") / "record"
    init_record(folder)
    capture_into(folder, reports, by="tester")
    run_record(folder)
    return folder


@pytest.fixture(scope="module")
def on_server(
    tmp_path_factory: pytest.TempPathFactory, reports: list[Path], kept_postgres_url: sa.URL
) -> Path:
    """The same on a server from its first day on."""
    folder = tmp_path_factory.mktemp("on-server") / "record"
    init_record(folder)
    move_to_server(folder, kept_postgres_url, {"url_file": "store-url"})
    capture_into(folder, reports, by="tester")
    run_record(folder)
    return folder


@pytest.fixture(params=["in_folder", "on_server"])
def record(request: pytest.FixtureRequest) -> Path:
    """The record, first in its folder and then on a server."""
    folder: Path = request.getfixturevalue(request.param)
    return folder


def list_claims(folder: Path) -> list[str]:
    """Return the ids of the claims of the shelling, which the two reports tell of."""
    (one,) = (x for x in stream_records(folder, "incidents") if x["violence"] == "shelling")
    return [str(id_) for id_ in one["claims"]]


@pytest.fixture(scope="module", autouse=True)
def digests(in_folder: Path, on_server: Path) -> tuple[str, str]:
    """The digests of both before any test touches them."""
    return canonical_digest(in_folder), canonical_digest(on_server)


def test_both_databases_give_the_same_record(digests: tuple[str, str], on_server: Path) -> None:
    """The canonical digest is the same, and on a server no log lies in the folder."""
    assert digests[0] == digests[1]
    assert sorted({path.name for path in on_server.iterdir()} | {"releases"}) == [
        "lock", "releases", "sijill.toml", "store-url", "vault",
    ]  # fmt: skip


def test_the_way_of_a_record(record: Path, reports: list[Path]) -> None:
    """Capture again, decide, run, explain, total, publish and verify, wherever it lies."""
    before, (left, right) = canonical_digest(record), list_claims(record)
    again = capture_into(record, reports, by="tester")
    apart = decide_judgement(record, left, right, verdict="not_same", by="tester", why="far")
    run_record(record)
    split = [x["violence"] for x in stream_records(record, "incidents")].count("shelling")
    told = explain(record, left)
    totals = total_folder(record, draws=0)
    release = publish_record(record, title="Test", by="tester")
    decide_withdrawal(record, apart.id, by="tester", why="one attack")
    run_record(record)
    ids = [line["id"] for line in stream_records(record, "decisions")]

    assert (len(again.known), split, apart.id in ids) == (2, 2, True)
    assert "custody line" in str(told)
    assert totals.lines
    assert verify_custody(release.folder) == ()
    assert verify_custody(record) == ()
    assert not run_record(record).changed
    assert canonical_digest(record) != before  # the two decisions stand in it
    assert load_decisions(open_record(record)).judgements == ()


@pytest.mark.parametrize("words", ["UPDATE log_lines SET body = '{}'", "DELETE FROM log_lines",
                                   "TRUNCATE log_lines"])  # fmt: skip
def test_a_server_s_log_only_grows(on_server: Path, words: str) -> None:
    """The database refuses to change or take away a line."""
    layout = open_record(on_server)
    assert layout.url is not None
    with (
        pytest.raises(sa.exc.IntegrityError, match="never changed"),
        open_engine(layout.url).begin() as connection,
    ):
        connection.exec_driver_sql(words)


def test_what_the_owner_of_the_database_changes_is_found(
    tmp_path: Path, reports: list[Path], postgres_url: sa.URL
) -> None:
    """Who takes the guard away breaks the chain: it is found, and nobody writes behind it."""
    folder = make_moved(tmp_path / "record", reports, postgres_url)
    changes = [
        "UPDATE log_lines SET body = replace(body, 'tester', 'nobody') WHERE number = 1",
        "DELETE FROM log_lines WHERE number = 1",
        "UPDATE log_lines SET number = number + 7 WHERE number > 1",
    ]
    with open_engine(postgres_url).connect() as connection:
        for words in (
            "ALTER TABLE log_lines DISABLE TRIGGER USER",
            "CREATE TABLE kept AS TABLE log_lines",
        ):
            connection.exec_driver_sql(words)
        for words in changes:
            connection.exec_driver_sql(words)
            connection.commit()
            with pytest.raises(ChainBroken), write_record(folder) as layout:
                layout.custody.save_entries([{"number": 0}])
            faults = verify_custody(folder)
            connection.exec_driver_sql("TRUNCATE log_lines")
            connection.exec_driver_sql("INSERT INTO log_lines SELECT * FROM kept")
            connection.commit()

            assert any("custody" in fault.sentence for fault in faults), words
    assert verify_custody(folder) == ()


def make_moved(folder: Path, reports: list[Path], url: sa.URL) -> Path:
    """Make a record with captured documents, and move it to a server."""
    init_record(folder)
    capture_into(folder, reports, by="tester")
    move_to_server(folder, url, {"url_file": "store-url"})
    return folder


def test_there_and_back_nothing_is_lost(
    in_folder: Path, tmp_path: Path, postgres_url: sa.URL
) -> None:
    """Logs, derived records and accounts move to a server and back; the old place says so."""
    folder = tmp_path / "record"
    shutil.copytree(in_folder, folder)
    with closing(open_desk(folder / "desk.sqlite")) as desk:
        desk.add(ACCOUNT)
        desk.save_audit(at=AT, by="p-1", act="sign_in", ids=())
    before, lines = canonical_digest(folder), list(stream_records(folder, "custody"))
    url = postgres_url.render_as_string(hide_password=False)
    there = run_command("store", "move", str(folder), url)
    settings = (folder / "sijill.toml").read_text(encoding="utf-8")
    shutil.copytree(folder, tmp_path / "other")
    on_server = canonical_digest(folder), list(stream_records(folder, "custody"))
    with closing(open_desk(open_record(folder).desk)) as desk:
        accounts = desk.find(Account, id="p-1"), desk.check_audit()
    back = run_command("store", "move", str(folder), str(folder))

    assert there.exit_code == back.exit_code == 0, there.output + back.output
    assert on_server == (before, lines) == (
        canonical_digest(folder), list(stream_records(folder, "custody")),
    )  # fmt: skip
    assert accounts == (ACCOUNT, 1)
    assert [path for path in folder.iterdir() if path.suffix == ".partial"] == []
    assert not (folder / "store-url").exists()
    assert url not in settings and "store-url" in settings
    assert stat.S_IMODE((tmp_path / "other" / "store-url").stat().st_mode) == 0o600
    assert verify_custody(folder) == ()
    with closing(open_desk(folder / "desk.sqlite")) as desk:
        assert (desk.find(Account, id="p-1"), desk.check_audit()) == (ACCOUNT, 1)
    with pytest.raises(RecordError, match="moved out"), write_record(tmp_path / "other"):
        pass


def test_a_move_that_is_cut_off_moves_nothing_and_is_done_again(
    tmp_path: Path, reports: list[Path], postgres_url: sa.URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failure at the last moment leaves the record where it was; the same command works."""
    folder = tmp_path / "record"
    init_record(folder)
    capture_into(folder, reports, by="tester")
    before = canonical_digest(folder)

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    moves: tuple[tuple[str, Callable[[], object]], ...] = (
        ("_keep_url", partial(move_to_server, folder, postgres_url, {"url_file": "store-url"})),
        ("_point_settings", partial(move_to_folder, folder)),
    )
    for last, move in moves:
        with monkeypatch.context() as cut, pytest.raises(KeyboardInterrupt):
            cut.setattr(moving, last, fail)
            move()
        assert canonical_digest(folder) == before
        capture_into(folder, reports[:1], by="tester")
        move()
        assert canonical_digest(folder) == before
        assert verify_custody(folder) == ()


def test_a_database_holds_one_record(
    tmp_path: Path, reports: list[Path], postgres_url: sa.URL
) -> None:
    """Neither another record, nor a copy of the same, nor what is not ours, is written over."""
    folder = make_moved(tmp_path / "record", reports, postgres_url)
    other = tmp_path / "other"
    init_record(other)
    with pytest.raises(RecordError, match="something else"):
        move_to_server(other, postgres_url, {"url_file": "store-url"})
    id_ = open_record(folder).id
    with (other / "sijill.toml").open("a", encoding="utf-8") as out:
        out.write(f'[store]\nrecord = "{id_}"\n')
    text = (other / "sijill.toml").read_text(encoding="utf-8")
    (other / "sijill.toml").write_text(text.replace("[store]", "", 1), encoding="utf-8")
    with pytest.raises(RecordError, match="sijill merge"):
        move_to_server(other, postgres_url, {"url_file": "store-url"})

    assert list(stream_records(other, "custody")) == []
    assert verify_custody(folder) == ()


def test_wrong_places_are_a_sentence_each(tmp_path: Path, postgres_url: sa.URL) -> None:
    """A URL of nothing, a server that is away, a variable not set, an open key file."""
    folder = tmp_path / "record"
    init_record(folder)
    away = postgres_url.set(query={"host": str(tmp_path)}, password="open-sesame")
    secret = away.render_as_string(hide_password=False)
    key = tmp_path / "key"
    key.write_text(secret, encoding="utf-8")
    key.chmod(0o644)
    wrong = {
        "no URL of a PostgreSQL": ["mysql://a:open-sesame@b/c"],
        "cannot be reached": [secret],
        "is not set": ["--variable", "SIJILL_NO_SUCH_VARIABLE"],
        "chmod 600": ["--key-file", str(key)],
        "its own folder": [str(tmp_path)],
        "already": [str(folder)],
    }
    for told, words in wrong.items():
        done = run_command("store", "move", str(folder), *words)

        assert told in str(done.exception), words
        assert "open-sesame" not in str(done.exception)
        assert isinstance(done.exception, SijillError)
    assert sorted(path.name for path in folder.iterdir()) == ["lock", "sijill.toml", "vault"]


MANY = """
import sys
from dataclasses import replace
from pathlib import Path
from sijill.flow.deciding import append_decision
from sijill.flow.recording import load_decisions, open_record
folder = Path(sys.argv[1])
first = load_decisions(open_record(folder)).assessments[0]
for number in range(1000):
    append_decision(folder, replace(first, id=f"r-{number:04}"), dry_run=False)
    print(f"r-{number:04}", flush=True)
"""


@pytest.mark.parametrize("where", ["folder", "server"])
def test_a_kill_loses_no_decision_that_was_kept(
    in_folder: Path, tmp_path: Path, request: pytest.FixtureRequest, where: str
) -> None:
    """Killed in the middle of 1,000 decisions: all that were told of are there, and whole."""
    folder = tmp_path / "record"
    shutil.copytree(in_folder, folder)
    decide_assessment(folder, list_claims(folder)[0], verdict="accept", by="tester", why="read")
    if where == "server":
        move_to_server(
            folder, request.getfixturevalue("postgres_url"), {"url_file": "store-url"}
        )
    before = len(list(stream_records(folder, "decisions")))
    with subprocess.Popen(
        [sys.executable, "-c", MANY, str(folder)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        told = [process.stdout.readline().strip() for _ in range(300)]
        process.send_signal(signal.SIGKILL)
        told += process.stdout.read().split()
    kept = [str(line["id"]) for line in open_record(folder).decisions.stream_entries()][before:]
    decide_assessment(folder, list_claims(folder)[0], verdict="accept", by="tester", why="more")

    assert 300 <= len(told) < 1000
    assert kept[: len(told)] == told
    assert len(kept) <= len(told) + 1
    assert verify_custody(folder) == ()


def test_a_copy_that_went_apart_is_merged_on_a_server(
    in_folder: Path, tmp_path: Path, postgres_url: sa.URL
) -> None:
    """What a laptop decided offline comes into the record on the server, and back."""
    folder, laptop = tmp_path / "record", tmp_path / "laptop"
    shutil.copytree(in_folder, folder)
    shutil.copytree(in_folder, laptop)
    move_to_server(folder, postgres_url, {"url_file": "store-url"})
    claim = list_claims(laptop)[0]
    apart = decide_assessment(laptop, claim, verdict="unsure", by="laptop", why="offline")
    ours = decide_assessment(folder, claim, verdict="unsure", by="server", why="online")
    merge_record(folder, laptop, by="tester")
    merge_record(laptop, folder, by="tester")
    for place in (folder, laptop):
        run_record(place)

    assert canonical_digest(folder) == canonical_digest(laptop)
    assert {apart.id, ours.id} <= {line["id"] for line in stream_records(folder, "decisions")}
    assert verify_custody(folder) == verify_custody(laptop) == ()
