"""The way from facts to proof: run, compare, verify, and the verbs about models."""

import json
import shutil

import pytest
from click.testing import CliRunner

from xiezhi.cli.command import app

MODEL = "probation-period-fixed-term"


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words], env={"LC_ALL": "en_US.UTF-8"})


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Invented judgments, read, and one model run over them."""
    place = tmp_path_factory.mktemp("place")
    run("twin", "judgments", "--count", 120, "--seed", 3, "--out", place / "twin")
    run("read", place / "twin" / "judgments.parquet", "--out", place / "facts", "--processes", 1)
    answer = run("run", "--facts", place / "facts", "--models", MODEL, "--out", place / "run")
    assert answer.exit_code == 0, answer.stderr
    return place


def test_a_run_says_what_it_found_and_answers_an_unchanged_one_from_its_bundle(place):
    again = run("run", "--facts", place / "facts", "--models", MODEL, "--out", place / "run")
    assert MODEL in again.stdout
    assert "unchanged" in again.stdout
    told = json.loads(
        run(
            "run", "--facts", place / "facts", "--models", MODEL, "--out", place / "run", "--json"
        ).stdout
    )
    (outcome,) = told["models"]
    assert outcome["state"] == "unchanged"
    assert outcome["clues"] == told["clues"] > 0


def test_the_clues_of_a_run_are_shown_and_reported(place):
    listed = json.loads(run("show", place / "run", "--json").stdout)
    assert all(clue["model"] == MODEL for clue in listed)
    whole = run("show", place / "run", listed[0]["id"][:10])
    assert "【" in whole.stdout
    assert listed[0]["organ"] in whole.stdout
    assert run("report", place / "run").exit_code == 0


def test_a_bundle_with_one_byte_changed_does_not_verify(place, tmp_path):
    assert run("verify", place / "run", "--facts", place / "facts").exit_code == 0
    shutil.copytree(place / "run", tmp_path / "run")
    table = tmp_path / "run" / MODEL / "clues.parquet"
    data = bytearray(table.read_bytes())
    data[len(data) // 2] ^= 1
    table.write_bytes(bytes(data))
    answer = run("verify", tmp_path / "run")
    assert answer.exit_code == 1
    assert "is not what it says" in answer.stdout
    assert "clues.parquet" in answer.stderr


def test_a_replay_on_other_data_is_told_apart_from_a_spoilt_bundle(place, tmp_path):
    run("twin", "judgments", "--count", 30, "--seed", 4, "--out", tmp_path / "twin")
    run("read", tmp_path / "twin" / "judgments.parquet", "--out", tmp_path / "facts")
    (told,) = json.loads(
        run("verify", place / "run", "--facts", tmp_path / "facts", "--json").stdout
    )
    assert told["replay"]["state"] == "not_replayable"
    assert told["problems"] == []
    run("run", "--facts", tmp_path / "facts", "--models", MODEL, "--out", tmp_path / "run")
    answer = run("compare", place / "run", tmp_path / "run", "--clues")
    assert answer.exit_code == 0
    assert "data" in answer.stdout
    (compared,) = json.loads(run("compare", place / "run", place / "run", "--json").stdout)[
        "models"
    ]
    assert compared["changes"] == []
    assert compared["causes"] == []


def test_what_cannot_run_is_refused_with_reason_and_cure(place, tmp_path):
    facts, out = place / "facts", tmp_path / "run"
    for words, code, said in (
        (("--facts", tmp_path / "none", "--models", MODEL), 3, "next"),
        (
            ("--facts", facts, "--models", "probation-period-fixed-tern"),
            3,
            f"Did you mean {MODEL}?",
        ),
        (("--facts", facts, "--models", MODEL, "--set", "nonsense"), 2, "MODEL.NAME=VALUE"),
        (("--facts", facts, "--models", MODEL, "--memory", "much"), 2, "4GB"),
        (("--facts", facts, "--models", MODEL, "--sign", "x.pem"), 2, "go together"),
        (("--facts", facts, "--models", MODEL, "--as-of", "June"), 2, "--as-of"),
        (("--facts", facts, "--models", MODEL, "--set", f"{MODEL}.grace=3"), 1, "grace"),
    ):
        answer = run("run", *words, "--out", out)
        assert (answer.exit_code, said in answer.stderr) == (code, True), (words, answer.stderr)
    assert not (out / MODEL).exists()


def test_facts_without_a_column_are_refused_and_nothing_is_written(place, tmp_path):
    import pyarrow.parquet as pq

    shutil.copytree(place / "facts", tmp_path / "facts")
    path = tmp_path / "facts" / "judgment_sentence.parquet"
    pq.write_table(pq.read_table(path).drop(["probation_months"]), path)
    answer = run("run", "--facts", tmp_path / "facts", "--models", MODEL, "--out", tmp_path / "run")
    assert answer.exit_code == 1
    assert "probation_months" in answer.stderr
    assert not (tmp_path / "run" / MODEL).exists()


def test_models_are_listed_and_filtered():
    assert MODEL in run("models").stdout
    told = json.loads(run("models", "criminal", "--grade", "certain", "--json").stdout)
    assert {one["grade"] for one in told} == {"certain"}
    assert run("models", "no-such-line").exit_code == 3


def test_a_model_is_checked_with_place_and_cure(tmp_path):
    folder = next(one["folder"] for one in json.loads(run("models", MODEL, "--json").stdout))
    own = tmp_path / "own"
    shutil.copytree(folder, own)
    assert run("check", own).exit_code == 0
    text = (own / "model.yaml").read_text("utf8")
    (own / "model.yaml").write_text(text.replace("from: outside", "from: outsite"), "utf8")
    answer = run("check", own)
    assert answer.exit_code == 1
    assert "model.yaml:" in answer.stderr
    assert "1 errors" in answer.stdout
    chinese = run("check", own, "--lang", "zh")
    assert "写了不存在的步骤" in chinese.stderr
    (told,) = json.loads(run("check", own, "--json").stdout)
    assert told["problems"][0]["code"] == "name-unknown-step"


def test_stories_are_told_and_a_broken_one_is_found(tmp_path):
    answer = run("test", MODEL, "--stories-only", "--json")
    assert answer.exit_code == 0
    (told,) = json.loads(answer.stdout)
    assert told["green"]
    folder = next(one["folder"] for one in json.loads(run("models", MODEL, "--json").stdout))
    own = tmp_path / "own"
    shutil.copytree(folder, own)
    text = (own / "model.yaml").read_text("utf8")
    (own / "model.yaml").write_text(text.replace("'fixed_term'", "'life'"), "utf8")
    answer = run("test", own, "--stories-only")
    assert answer.exit_code == 1
    assert "does not hold" in answer.stdout


def test_the_query_of_a_model_reads_step_by_step():
    answer = run("sql", MODEL)
    assert answer.exit_code == 0
    assert answer.stdout.startswith("with read as (")
    spark = json.loads(run("sql", MODEL, "--engine", "spark", "--json").stdout)
    assert spark["engine"] == "spark"
    assert run("sql", "criminal").exit_code == 2


def test_a_model_explains_itself_in_both_languages():
    chinese = run("explain", MODEL, "--lang", "zh")
    assert chinese.exit_code == 0
    assert "缓刑考验期月数" in chinese.stdout
    (told,) = json.loads(run("explain", MODEL, "--json").stdout)
    assert told["zh"].strip() == chinese.stdout.strip()
    assert told["en"].startswith("# ")
    assert run("explain", "no-such-model").exit_code == 3


def test_a_bundle_travels_sealed_and_opens_with_its_passphrase_only(place, tmp_path):
    sealed, words = tmp_path / "sent.xz-bundle", tmp_path / "words.txt"
    words.write_text("青山 绿水 长桥 远帆 明月 清风\n", "utf8")
    bundle = place / "run" / MODEL
    answer = run("seal", bundle, "--out", sealed, "--passphrase-file", words)
    assert answer.exit_code == 0, answer.stderr
    words.write_text("青山 绿水 长桥 远帆 明月 微风\n", "utf8")
    answer = run("unseal", sealed, "--out", tmp_path / "opened", "--passphrase-file", words)
    assert answer.exit_code == 4
    assert not (tmp_path / "opened").exists()
    words.write_text("青山 绿水 长桥 远帆 明月 清风\n", "utf8")
    answer = run("unseal", sealed, "--out", tmp_path / "opened", "--passphrase-file", words)
    assert answer.exit_code == 0, answer.stderr
    assert (tmp_path / "opened" / "SHA256SUMS").read_bytes() == (bundle / "SHA256SUMS").read_bytes()
    answer = run("unseal", sealed, "--out", tmp_path / "opened", "--passphrase-file", words)
    assert answer.exit_code == 2
