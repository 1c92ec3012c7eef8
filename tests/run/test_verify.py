"""Verify: sums, schema, content, signature, and the replay to the same hash."""

import json
import shutil

import invented_facts
import pyarrow.parquet as pq
import pytest

from xiezhi.engine.duckdb import DuckDBEngine
from xiezhi.evidence.signature import SigningKey
from xiezhi.evidence.sums import sums_text
from xiezhi.evidence.writing import json_text
from xiezhi.run.verify import verify_bundle
from xiezhi.shelf.facts_folder import FactsFolder


def verify(desk, model: str = "fine-not-sent", *, data: bool = True, trusted=None):
    catalogue = FactsFolder(desk.facts, trust_unchanged=False) if data else None
    return verify_bundle(desk.out / model, trusted, catalogue, DuckDBEngine())


@pytest.mark.parametrize("model", ["fine-not-sent", "number-published", "sentence-beside-fine"])
def test_a_bundle_replays_to_the_same_content(desk, model: str):
    desk.run(model)
    verified = verify(desk, model)
    assert (verified.problems, verified.replay.state) == ((), "same")
    assert verified.sound
    assert verified.signature.state == "unsigned"


def test_without_data_the_replay_is_not_asked(desk):
    desk.run()
    verified = verify(desk, data=False)
    assert verified.sound
    assert verified.replay.state == "not_asked"


def test_parameters_and_adjustments_are_replayed_as_they_were(desk, tmp_path):
    path = tmp_path / "adjustments.yaml"
    path.write_text(
        "model: fine-not-sent\nversions: '>=1.0.0'\nexclude:\n"
        "  - {id: small, title: {zh: 小额, en: small}, step: owed, where: fine < 8500}\n",
        "utf8",
    )
    desk.run(adjustments=(path,), parameters={"fine-not-sent": {"grace": 45}}, documents="none")
    assert desk.bundle().manifest.counts.clues == 1
    assert verify(desk).replay.state == "same"


@pytest.mark.parametrize(
    "name", ["clues.parquet", "manifest.json", "model/model.yaml", "funnel.json"]
)
def test_one_changed_byte_names_its_file(desk, name: str):
    desk.run()
    path = desk.out / "fine-not-sent" / name
    data = bytearray(path.read_bytes())
    data[-20] ^= 1
    path.write_bytes(bytes(data))
    verified = verify(desk)
    assert not verified.sound
    assert verified.problems[0].where == name


def test_content_that_was_changed_together_with_its_sums_is_noticed(desk):
    desk.run()
    folder = desk.out / "fine-not-sent"
    clues = pq.read_table(folder / "clues.parquet")
    pq.write_table(clues.slice(0, 1), folder / "clues.parquet")
    (folder / "SHA256SUMS").write_text(sums_text(folder))
    verified = verify(desk)
    assert [problem.code for problem in verified.problems] == ["bundle-content"]
    assert "clues" in verified.problems[0].why


def test_a_forged_bundle_that_is_consistent_in_itself_fails_its_replay(desk):
    from xiezhi.evidence.canonical import content_hash
    from xiezhi.evidence.sameness import content_digests

    desk.run()
    folder = desk.out / "fine-not-sent"
    bundle = desk.bundle()
    clues = bundle.table("clues").slice(0, 1)
    pq.write_table(clues, folder / "clues.parquet")
    kept = clues.column("clue").to_pylist()
    parts = {}
    for name in ("reasons", "links", "searched"):
        table = bundle.table(name)
        mine = [row for row in table.to_pylist() if row["clue"] in kept]
        parts[name] = type(table).from_pylist(mine, schema=table.schema)
        pq.write_table(parts[name], folder / f"{name}.parquet")
    rows = {name: bundle.table(f"rows/{name}") for name in bundle.inputs}
    digests = content_digests(clues, parts, rows, bundle.table("documents"), bundle.funnel)
    manifest = json.loads((folder / "manifest.json").read_text("utf8"))
    manifest |= {"digests": digests, "content_hash": content_hash(digests)}
    (folder / "manifest.json").write_text(json_text(manifest), "utf8")
    (folder / "SHA256SUMS").write_text(sums_text(folder))
    verified = verify(desk)
    assert verified.problems == ()
    assert verified.replay.state == "different"
    assert "clues" in verified.replay.since
    assert not verified.sound


def test_other_data_make_it_not_replayable_and_name_the_input(desk):
    desk.run()
    sentences = invented_facts.tables()["judgment_sentence"].slice(1)
    pq.write_table(sentences, desk.facts / "judgment_sentence.parquet")
    verified = verify(desk)
    assert verified.sound
    assert verified.replay.state == "not_replayable"
    assert "input sentences" in verified.replay.since[0]


def test_a_table_that_was_disposed_of_leaves_the_sums_and_says_so(desk):
    desk.run()
    (desk.facts / "judgment_sentence.parquet").unlink()
    verified = verify(desk)
    assert verified.sound
    assert verified.replay.state == "not_replayable"
    assert "There is no table judgment_sentence." in verified.replay.since


def test_another_reader_makes_it_not_replayable(desk):
    desk.run()
    (desk.facts / "manifest.json").write_text('{"reader_version": "2"}')
    assert verify(desk).replay.since == ("the facts were read by another version of the reader",)


def test_a_signed_bundle_is_verified_against_the_list_of_offices(desk, tmp_path):
    key = SigningKey.create("某市人民检察院", tmp_path / "office.pem")
    desk.run(signing=key)
    assert desk.run(signing=key).outcomes[0].state == "unchanged"
    trusted = {"某市人民检察院": key.public_text}
    assert verify(desk, trusted=trusted).signature.state == "trusted"
    assert verify(desk).signature.state == "unknown_issuer"
    manifest = desk.out / "fine-not-sent" / "manifest.json"
    manifest.write_text(manifest.read_text("utf8").replace("suspicious", "indicative"), "utf8")
    (desk.out / "fine-not-sent" / "SHA256SUMS").write_text(sums_text(desk.out / "fine-not-sent"))
    verified = verify(desk, trusted=trusted)
    assert verified.signature.state == "bad"
    assert not verified.sound


def test_a_folder_that_is_no_bundle_is_told_apart_from_a_bad_one(desk):
    desk.run()
    shutil.rmtree(desk.out / "fine-not-sent" / "rows")
    (desk.out / "fine-not-sent" / "manifest.json").unlink()
    verified = verify(desk)
    assert not verified.sound
    assert {"bundle-sums", "bundle-unreadable"} <= {problem.code for problem in verified.problems}
