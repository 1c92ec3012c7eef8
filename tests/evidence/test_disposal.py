"""Rows taken out of a bundle are gone; what remains still proves itself."""

import json
from pathlib import Path

import pytest
from invented_bundle import content

from xiezhi.evidence.bundle import open_bundle
from xiezhi.evidence.disposal import disposals_of, dispose_rows
from xiezhi.evidence.sums import sums_problems
from xiezhi.evidence.writing import write_bundle
from xiezhi.run.verify import verify_bundle

RECORD = ("D-0001", "2032-01-02T09:00:00+08:00", "王小明", "使用期限届满")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    write_bundle(tmp_path / "run", content())
    return tmp_path / "run"


def everything(folder: Path) -> str:
    """All bytes of all tables as text, decompressed."""
    read = open_bundle(folder)
    names = [
        "clues",
        "reasons",
        "links",
        "searched",
        "documents",
        *(f"rows/{n}" for n in read.inputs),
    ]
    return "\n".join(str(read.table(name).to_pylist()) for name in names)


def test_names_numbers_and_passages_of_the_rows_are_gone(bundle):
    assert "甲某" in everything(bundle)
    done = dispose_rows(bundle, "judgment_sentence", RECORD)
    assert (done.rows, done.clues, done.inputs) == (2, 2, ("sentences",))
    left = everything(bundle)
    for gone in ("甲某", "乙某", "8000", "30000", "八千元", "0101刑初7"):
        assert gone not in left, gone
    read = open_bundle(bundle)
    assert len(read.clues) == 2
    assert all(one.organ and one.act and one.occurred for one in read.clues)
    assert all(one.values and set(one.values.values()) == {None} for one in read.clues)
    assert [read.evidence_of(one.id) for one in read.clues] == [(), ()]


def test_verify_says_since_when_it_cannot_be_replayed(bundle):
    dispose_rows(bundle, "judgment_sentence", RECORD)
    answer = verify_bundle(bundle)
    assert answer.problems == ()
    assert answer.sound
    assert answer.replay.state == "not_replayable"
    (since,) = answer.replay.since
    assert since.startswith("2032-01-02: judgment_sentence was disposed of (D-0001)")


def test_the_record_excuses_what_it_names_and_nothing_else(bundle):
    dispose_rows(bundle, "judgment_sentence", RECORD)
    funnel = bundle / "funnel.json"
    funnel.write_text(funnel.read_text("utf8").replace("40", "41"), "utf8")
    assert [one.where for one in sums_problems(bundle)] == ["funnel.json"]
    assert not verify_bundle(bundle).sound


def test_a_forged_record_excuses_nothing(bundle):
    path = bundle / "links.parquet"
    before = path.read_bytes()
    path.write_bytes(before + b"x")
    (bundle / "disposed.json").write_text(
        json.dumps({"disposals": [{"files": {"links.parquet": ["0" * 64, "1" * 64]}}]}), "utf8"
    )
    assert [one.where for one in sums_problems(bundle)] == ["links.parquet"]


def test_only_the_rows_of_a_batch_may_go(bundle):
    done = dispose_rows(bundle, "judgment_sentence", RECORD, lambda row: row.endswith("/9"))
    assert (done.rows, done.clues) == (1, 1)
    left = everything(bundle)
    assert "甲某" in left
    assert "乙某" not in left
    again = dispose_rows(bundle, "judgment_sentence", ("D-0002", *RECORD[1:]))
    assert again.rows == 1
    assert [one.id for one in disposals_of(bundle)] == ["D-0001", "D-0002"]
    assert verify_bundle(bundle).sound
    assert "甲某" not in everything(bundle)


def test_a_bundle_without_the_table_stays_as_it_is(bundle):
    before = {path: path.read_bytes() for path in bundle.rglob("*") if path.is_file()}
    assert dispose_rows(bundle, "population", RECORD) is None
    assert {path: path.read_bytes() for path in bundle.rglob("*") if path.is_file()} == before


def test_a_disposal_cut_off_half_way_is_done_again(bundle, monkeypatch):
    import shutil

    whole = bundle.with_name("whole")
    shutil.copytree(bundle, whole)
    dispose_rows(whole, "judgment_sentence", RECORD)
    calls = []
    replace = Path.replace

    def stop(self, target):
        calls.append(self)
        if len(calls) == 4:
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(OSError, match="No space"):
        dispose_rows(bundle, "judgment_sentence", RECORD)
    monkeypatch.undo()
    dispose_rows(bundle, "judgment_sentence", RECORD)
    assert everything(bundle) == everything(whole)
    assert [path.name for path in bundle.rglob(".*")] == []
    assert sums_problems(bundle) == []
