"""
A record that a model reads: its answers are sealed like captures and read back.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from saying import TEXT, farmers, say

from sijill.errors import SettingsError
from sijill.flow.capturing import capture_into
from sijill.flow.explaining import explain
from sijill.flow.listing import canonical_digest, stream_records
from sijill.flow.recording import init_record
from sijill.flow.running import RunReport, run_record
from sijill.flow.verifying import verify_custody

ARABIC = "سقطت قذائف على سوق بلدة سرمين يوم الخميس وقتل ثلاثة مزارعين وأصيب اثنا عشر شخصا."


def make_record(folder: Path, url: str, *texts: str, extractors: str = '"llm"') -> Path:
    """Make a record of texts that a model may read."""
    init_record(folder)
    configure(folder, url, extractors)
    for number, text in enumerate(texts):
        path = folder.parent / f"{folder.name}{number}.txt"
        path.write_text(text, encoding="utf-8")
        capture_into(folder, [path], by="tester")
    return folder


def configure(folder: Path, url: str, extractors: str = '"llm"', more: str = "") -> None:
    """Write the settings of a record."""
    (folder / "sijill.toml").write_text(
        f'[extract]\nextractors = [{extractors}]\nmodel_url = "{url}"\nmodel_name = "tiny"\n'
        f"backoff_s = 0.0\n{more}",
        encoding="utf-8",
    )


def run(folder: Path) -> RunReport:
    """Run a record."""
    return run_record(folder, by="tester")


@pytest.fixture
def record(tmp_path: Path, model) -> Path:
    """A record of one text, read by the model."""
    model.otherwise = lambda _: model.complete(say(farmers()))
    folder = make_record(tmp_path / "record", model.url, TEXT)
    run(folder)
    return folder


def forget(folder: Path) -> None:
    """Delete all that a run can make again."""
    for path in folder.glob("derived.sqlite*"):
        path.unlink()


def test_an_answer_is_sealed_like_a_capture(record: Path) -> None:
    """The bytes lie in the vault and the custody log has their line; all of it verifies."""
    lines = [e for e in stream_records(record, "custody") if e["how"] == "model"]
    documents = list(stream_records(record, "documents"))
    (claim,) = stream_records(record, "claims")

    assert [(line["act"], line["by"]) for line in lines] == [("captured", "tester")]
    assert (record / "vault" / lines[0]["document_id"][:2]).is_dir()
    assert verify_custody(record) == ()
    assert len(documents) == 1
    assert claim["extractor"].startswith("sijill.llm.v2/tiny@")
    assert claim["when"]["words"]["text"] == "Thursday"


def test_a_record_is_made_again_without_the_network(record: Path, model) -> None:
    """After everything derived is deleted, the sealed answers give the same record."""
    before = canonical_digest(record)
    forget(record)
    model.otherwise = lambda _: model.reply("gone", status=500)
    run(record)

    assert canonical_digest(record) == before
    assert len(model.asked) == 1


def test_another_address_of_the_same_model_reads_the_same_answers(record: Path) -> None:
    """An answer belongs to the question, not to the machine that was asked."""
    before = canonical_digest(record)
    forget(record)
    configure(record, "http://127.0.0.1:9/v1")
    run(record)

    assert canonical_digest(record) == before


def test_a_changed_answer_is_found(record: Path) -> None:
    """Bytes of an answer that are changed stop the run with the document's name."""
    line = next(e for e in stream_records(record, "custody") if e["how"] == "model")
    path = record / "vault" / line["document_id"][:2] / line["document_id"][2:]
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"three", b"forty"))

    assert [fault.document_id for fault in verify_custody(record)] == [line["document_id"]]


def test_what_fails_for_now_is_tried_by_the_next_run(tmp_path: Path, model) -> None:
    """While the server is away its readings are refused; the rest goes on, and so later on."""
    english = "Shells hit Sarmin on Thursday, killing two teachers."
    folder = make_record(
        tmp_path / "record", model.url, english, ARABIC, extractors='"rules", "llm"'
    )
    model.otherwise = lambda _: model.reply("", status=503)
    first = run(folder)
    model.otherwise = lambda _: model.complete(say())
    second = run(folder)

    assert (first.claims, first.refusals) == (1, {"model_failed": 1})
    assert (second.claims, second.refusals) == (1, {})
    assert not run(folder).changed


def test_an_endpoint_that_is_away_is_one_sentence(tmp_path: Path) -> None:
    """The refusal says what to do next."""
    folder = make_record(tmp_path / "record", "http://127.0.0.1:9/v1", TEXT)
    run(folder)
    (refusal,) = stream_records(folder, "refusals")

    assert (refusal["kind"], refusal["reason"]) == ("reading", "not_reachable")
    assert "correct model_url, then run again." in refusal["text"]


def test_dropped_claims_are_told(tmp_path: Path, model) -> None:
    """A claim whose evidence was invented is a refusal of the record."""
    invented = {**farmers(), "evidence": ["Jets killed ninety pilgrims."]}
    said = say(invented, farmers())
    model.otherwise = lambda _: model.complete(said)
    folder = make_record(tmp_path / "record", model.url, TEXT)
    report = run(folder)
    (refusal,) = stream_records(folder, "refusals")

    assert (report.claims, refusal["kind"]) == (1, "claim")
    assert refusal["reason"] == "words_not_found"
    assert "pilgrims" not in refusal["text"]


def test_no_model_is_asked_unless_it_is_named(tmp_path: Path, model) -> None:
    """An address alone asks nothing; the rules read as ever."""
    folder = make_record(tmp_path / "record", model.url, TEXT, extractors="")
    run(folder)
    (claim,) = stream_records(folder, "claims")

    assert claim["extractor"] == "sijill.rules_en.v2"
    assert model.asked == []


@pytest.mark.parametrize(
    ("table", "hint"),
    [
        ('extractors = ["llm"]', "model_url"),
        ('extractors = ["llm"]\nmodel_url = "http://127.0.0.1:9/v1"', "model_name"),
        ('extractors = ["magic"]', "rules"),
    ],
)
def test_a_model_that_is_not_configured_is_a_wrong_setting(
    tmp_path: Path, table: str, hint: str
) -> None:
    """The sentence names the setting that is missing."""
    folder = tmp_path / "record"
    init_record(folder)
    (folder / "sijill.toml").write_text(f"[extract]\n{table}\n", encoding="utf-8")

    with pytest.raises(SettingsError, match=hint):
        run(folder)


def test_the_key_is_kept_nowhere(tmp_path: Path, model, monkeypatch) -> None:
    """It comes from the environment and stands in no file of the record."""
    monkeypatch.setenv("OUR_MODEL_KEY", "k-5711")
    model.otherwise = lambda _: model.complete(say(farmers()))
    folder = make_record(tmp_path / "record", model.url, TEXT)
    configure(folder, model.url, more='model_key_variable = "OUR_MODEL_KEY"\n')
    run(folder)
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]

    assert model.headers[0]["authorization"] == "Bearer k-5711"
    assert [data for data in files if b"k-5711" in data] == []


def test_the_settings_say_which_text_would_leave(tmp_path: Path) -> None:
    """Whoever opens a new record's settings reads it above the keys of the model."""
    text = (init_record(tmp_path / "record") / "sijill.toml").read_text(encoding="utf-8")
    table = text.partition("[extract]")[2].partition("\n[")[0]

    assert "the whole text of each reading" in " ".join(table.split("\n# "))
    assert "model_url is not set" in table


def test_a_claim_of_a_model_explains_itself(tmp_path: Path, model) -> None:
    """It says that a model gave it, on which words, and what was dropped; nobody is asked."""
    said = say(farmers(when="Friday"), {**farmers(), "evidence": ["Jets killed pilgrims."]})
    model.otherwise = lambda _: model.complete(said)
    folder = make_record(tmp_path / "record", model.url, TEXT)
    run(folder)
    (claim,) = stream_records(folder, "claims")
    model.otherwise = lambda _: model.reply("gone", status=500)

    part = explain(folder, claim["id"]).parts[0]

    assert "A language model gave it, sijill.llm.v2/tiny@" in part.title
    assert "harms.0: “three farmers” – copied, as killed, civilian" in part.lines
    assert (
        "when: dropped: the model said “Friday”; these words do not stand in the text"
        in part.lines
    )
    assert part.lines[-1] == "claim 2 of the answer: dropped (words_not_found)"
    assert len(model.asked) == 1


def test_a_claim_of_a_model_with_other_settings_says_so(record: Path, model) -> None:
    """What was asked in another way cannot be explained by what is asked now."""
    (claim,) = stream_records(record, "claims")
    configure(record, model.url, more="answer_tokens = 99\n")

    part = explain(record, claim["id"]).parts[0]

    assert part.lines == ("model: its settings or answers are others now; run again",)
