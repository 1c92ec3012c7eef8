"""``twin`` invents, ``read`` reads."""

import json

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from xiezhi.cli.command import app


def run(*words, **more):
    return CliRunner().invoke(
        app, [str(word) for word in words], env={"LC_ALL": "en_US.UTF-8"}, **more
    )


@pytest.fixture(scope="module")
def twin(tmp_path_factory):
    folder = tmp_path_factory.mktemp("twin")
    told = run("twin", "judgments", "--count", 12, "--seed", 5, "--out", folder, "--json")
    return folder, json.loads(told.stdout)


def test_the_same_seed_invents_the_same(twin, tmp_path):
    folder, told = twin
    assert told["documents"] == 12
    run("twin", "judgments", "--count", 12, "--seed", 5, "--out", tmp_path)
    one, other = (pq.read_table(place / "judgments.parquet") for place in (folder, tmp_path))
    assert one.equals(other)


def test_documents_become_fact_tables(twin, tmp_path):
    folder, _ = twin
    answer = run("read", folder / "judgments.parquet", "--out", tmp_path / "facts")
    assert answer.exit_code == 0
    assert answer.stdout.startswith("12 documents")
    assert pq.read_table(tmp_path / "facts" / "judgment.parquet").num_rows == 12


def test_coverage_goes_into_the_manifest(twin, tmp_path):
    covers = [{"table": "enforcement_case", "covers_from": "2030-01-01"}]
    (tmp_path / "covers.json").write_text(json.dumps(covers), "utf8")
    words = ("read", twin[0] / "judgments.parquet", "--out", tmp_path / "facts", "--json")
    told = json.loads(run(*words, "--coverage", tmp_path / "covers.json").stdout)
    assert told["coverage"] == covers
    (tmp_path / "covers.json").write_text("{", "utf8")
    answer = run(*words, "--coverage", tmp_path / "covers.json")
    assert answer.exit_code == 3
    assert "no JSON" in answer.stderr


@pytest.mark.parametrize(
    ("name", "content"),
    [("missing.parquet", None), ("cut.parquet", b"PAR1 and no more"), ("film.mp4", b"\x00\x01")],
)
def test_what_cannot_be_read_is_refused_with_a_cure(tmp_path, name, content):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    answer = run("read", tmp_path / name, "--out", tmp_path / "facts")
    assert answer.exit_code == 3
    assert "next" in answer.stderr
    assert not (tmp_path / "facts").exists()


def test_strange_documents_get_a_status_and_the_rest_goes_on(tmp_path):
    texts = {
        "empty.txt": b"",
        "binary.txt": bytes(range(256)) * 20,
        "english.txt": b"This is a letter about nothing at all.",
        "nulls.txt": "被告人\x00张三".encode(),
        "contract.txt": "房屋租赁合同\n甲方：某公司\n乙方：某人".encode(),
    }
    for name, content in texts.items():
        (tmp_path / name).write_bytes(content)
    told = json.loads(run("read", tmp_path, "--out", tmp_path / "facts", "--json").stdout)
    assert told["documents"] == len(texts)
    assert told["statuses"].get("read", 0) == 0
    assert pq.read_table(tmp_path / "facts" / "judgment_sentence.parquet").num_rows == 0


def test_documents_come_from_standard_input_too(tmp_path):
    line = json.dumps({"doc_id": "d1", "text": "民事判决书"}, ensure_ascii=False)
    told = run("read", "-", "--out", tmp_path / "facts", "--json", input=line + "\n")
    assert json.loads(told.stdout)["documents"] == 1


def test_the_kind_of_twin_must_be_known():
    answer = run("twin", "contracts", "--out", "x")
    assert answer.exit_code == 2
