"""
A backup holds a record, and gives all of it back or says why not.
"""

from __future__ import annotations

import json
import shutil
import stat
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from click.testing import CliRunner, Result

from sijill.cli.main import commands
from sijill.errors import CustodyError, RecordError, SijillError, StoreError
from sijill.flow.backing import back_up, restore
from sijill.flow.capturing import capture_into
from sijill.flow.deciding import decide_assessment
from sijill.flow.listing import canonical_digest, stream_records
from sijill.flow.moving import move_to_server
from sijill.flow.recording import init_record, open_record
from sijill.flow.running import run_record
from sijill.flow.verifying import verify_custody
from sijill.model.account import Account
from sijill.store import open_desk
from sijill.store.backup import LIST
from sijill.store.database import open_engine

REPORT = (
    "SARMIN, Oct. 6, 2023 (Example Agency) -- Shells hit the market of Sarmin in Idlib on "
    "Thursday, killing three farmers and wounding at least 12 people, residents said."
)
AT = "2026-01-02T03:04:05Z"
ACCOUNT = Account("p-1", "dana", "Dana", "coder", "hash", AT)


def run_command(*words: str | Path) -> Result:
    """Run `sijill` with words."""
    return CliRunner().invoke(commands, [str(word) for word in words], standalone_mode=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with everything that one may hold."""
    folder = tmp_path_factory.mktemp("made") / "record"
    report = folder.with_name("report.txt")
    report.write_text(REPORT, encoding="utf-8")
    init_record(folder)
    capture_into(folder, [report], by="tester")
    run_record(folder)
    claim = next(stream_records(folder, "claims"))["id"]
    decide_assessment(folder, str(claim), verdict="accept", by="tester", why="read")
    run_record(folder)
    for name in ("actors.toml", "codebooks/notes.txt", "hand/note.txt"):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("# ours\n", encoding="utf-8")
    (folder / "custody.jsonl.torn").write_text("torn\n", encoding="utf-8")
    with closing(open_desk(folder / "desk.sqlite")) as desk:
        desk.add(ACCOUNT)
        desk.save_audit(at=AT, by="p-1", act="sign_in", ids=())
    return folder


@pytest.fixture(params=["folder", "server"])
def record(request: pytest.FixtureRequest, made: Path, tmp_path: Path) -> Path:
    """The record, in its folder and on a server."""
    folder = tmp_path / "record"
    shutil.copytree(made, folder)
    if request.param == "server":
        url = request.getfixturevalue("postgres_url")
        move_to_server(folder, url, {"url_file": "store-url"})
        run_record(folder)
    return folder


def list_files(folder: Path) -> set[str]:
    """Return the names of all files in a folder."""
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("derived", [[], ["--with-derived"]])
def test_a_restored_record_is_the_record(
    record: Path, tmp_path: Path, derived: list[str]
) -> None:
    """Wherever it lay, all that is kept comes back, whole and in its folder."""
    file, folder = tmp_path / "record.tar", tmp_path / "restored"
    kept = run_command("store", "backup", record, file, *derived)
    back = run_command("store", "restore", file, folder)
    found = list_files(folder)
    before = canonical_digest(folder) if derived else None
    run_record(folder)

    assert kept.exit_code == back.exit_code == 0, kept.output + back.output
    assert "read them again" in kept.output
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert {"actors.toml", "hand/note.txt", "custody.jsonl.torn", "desk.sqlite"} <= found
    assert ("derived.sqlite" in found) == bool(derived)
    assert found.isdisjoint({"store-url", "lock"})
    assert canonical_digest(folder) == canonical_digest(record)
    assert before in (None, canonical_digest(record))
    assert open_record(folder).url is None
    assert list(stream_records(folder, "identities")) == list(
        stream_records(record, "identities")
    )
    assert verify_custody(folder) == ()
    with closing(open_desk(folder / "desk.sqlite")) as desk:
        assert (desk.find(Account, id="p-1"), desk.check_audit()) == (ACCOUNT, 1)
    assert sorted(p.name for p in tmp_path.iterdir() if "record." in p.name) == ["record.tar"]


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _change(data: bytes) -> bytes:
    return data.replace(b"three farmers", b"seven farmers")


def _drop_end(data: bytes) -> bytes:
    return data[: data.index(LIST.encode())] + bytes(10240)


def _nothing(_: bytes) -> bytes:
    return b"no backup at all"


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_cut, "cut off"),
        (_change, "not what it was when it was made: see vault/"),
        (_drop_end, "cut off"),
        (_nothing, "no backup"),
    ],
)
def test_a_spoilt_backup_restores_nothing(
    made: Path, tmp_path: Path, spoil: Callable[[bytes], bytes], told: str
) -> None:
    """Cut off, changed, or no backup: one sentence, and no folder."""
    file = tmp_path / "record.tar"
    copy = tmp_path / "copy"
    shutil.copytree(made, copy)
    back_up(copy, file)
    file.write_bytes(spoil(file.read_bytes()))

    with pytest.raises(CustodyError, match=told):
        restore(file, tmp_path / "restored")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "record.tar"]


@pytest.mark.parametrize("name", ["../outside", "/outside", "a/../../outside", "c:\\x", "link"])
def test_nothing_is_written_outside_the_folder(tmp_path: Path, name: str) -> None:
    """A file that was made to reach elsewhere is refused, and what it names is not there."""
    file = tmp_path / "evil.tar"
    with tarfile.open(file, "w") as tar:
        info = tarfile.TarInfo(name)
        if name == "link":
            info.type, info.linkname = tarfile.SYMTYPE, "/"
        tar.addfile(info)
    with pytest.raises(CustodyError, match="no backup of Sijill's has"):
        restore(file, tmp_path / "restored")

    assert [path.name for path in tmp_path.iterdir()] == ["evil.tar"]


def test_a_full_disk_leaves_no_half(made: Path, tmp_path: Path) -> None:
    """Where the disk takes no more, one sentence, no backup and no record."""
    import resource

    copy, file = tmp_path / "copy", tmp_path / "record.tar"
    shutil.copytree(made, copy)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        full = run_command("store", "backup", copy, file)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    back_up(copy, file)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, hard))
    try:
        fuller = run_command("store", "restore", file, tmp_path / "restored")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert "could not be written" in str(full.exception)
    assert "could not be written" in str(fuller.exception)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "record.tar"]


def test_wrong_places_are_a_sentence_each(made: Path, tmp_path: Path) -> None:
    """A file that is there, one in the record, a folder that is not there or not empty."""
    file = tmp_path / "there.tar"
    file.write_bytes(b"")
    for told, words in {
        "is there already": ("backup", made, file),
        "in the record itself": ("backup", made, made / "x.tar"),
        "there is no folder": ("backup", made, tmp_path / "none" / "x.tar"),
        "and no record": ("backup", tmp_path, tmp_path.parent / "x.tar"),
        "is not empty": ("restore", file, tmp_path),
        "cannot be read": ("restore", tmp_path / "none.tar", tmp_path / "new"),
    }.items():
        done = run_command("store", *words)

        assert told in str(done.exception), words
        assert isinstance(done.exception, SijillError)


def test_faults_of_a_record_are_kept_and_told(made: Path, tmp_path: Path) -> None:
    """A record that is not whole can be backed up; restoring says what was wrong with it."""
    copy = tmp_path / "copy"
    shutil.copytree(made, copy)
    log = copy / "custody.jsonl"
    log.write_bytes(log.read_bytes().replace(b"tester", b"nobody"))
    back_up(copy, tmp_path / "record.tar")
    done = run_command("store", "restore", tmp_path / "record.tar", tmp_path / "restored")

    assert done.return_value == 3
    assert "digest is not the digest of its words" in done.output
    assert list_files(tmp_path / "restored") >= {"custody.jsonl", "sijill.toml"}


def test_a_link_in_a_record_is_told(made: Path, tmp_path: Path) -> None:
    """A folder that lies elsewhere is not passed over in silence."""
    copy = tmp_path / "copy"
    shutil.copytree(made, copy)
    (copy / "hand2").symlink_to(tmp_path)

    with pytest.raises(RecordError, match="is a link"):
        back_up(copy, tmp_path / "record.tar")


def test_the_list_says_what_is_inside(made: Path, tmp_path: Path) -> None:
    """Anybody can check a backup with tar and sha256sum alone."""
    copy, file = tmp_path / "copy", tmp_path / "record.tar"
    shutil.copytree(made, copy)
    back_up(copy, file)
    with tarfile.open(file) as tar:
        names = tar.getnames()
        data = tar.extractfile(LIST)
        assert data is not None
        listed = json.loads(data.read())

    assert names[-1] == LIST
    assert [one["name"] for one in listed["files"]] == names[:-1]


def test_tables_are_upgraded_by_one_command(
    made: Path, tmp_path: Path, postgres_url: sa.URL
) -> None:
    """A server's older tables are refused until a person upgrades them; newer ones stay."""
    copy = tmp_path / "copy"
    shutil.copytree(made, copy)
    move_to_server(copy, postgres_url, {"url_file": "store-url"})
    engine = open_engine(postgres_url)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", "sijill.store:migrations")
        config.attributes["connection"] = connection
        command.downgrade(config, "-1")
    with pytest.raises(StoreError, match="sijill store upgrade"):
        run_record(copy)
    done = run_command("store", "upgrade", copy)
    run_record(copy)
    again = run_command("store", "upgrade", copy)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'x'")
    newer = run_command("store", "upgrade", copy)

    assert done.output == "Upgraded the tables.\n"
    assert again.output == "The tables are of this version already.\n"
    assert "newer version of Sijill" in str(newer.exception)
