"""What write_judgments writes: the same for the same seed, complete, plausible."""

import statistics
from collections import Counter

import pyarrow.parquet as pq
import pytest

from xiezhi.twin import judgments, write_judgments

NAMES = ("judgments", "truth_facts", "truth_violations")
CHECKS = {
    *(f"CR-{n:02d}" for n in (*range(1, 11), *range(12, 20), 22, 24, *range(26, 34))),
    *("CR-35", "CR-37", "CR-38", "CR-39", "CR-40", "ID-UNMASKED"),
}


@pytest.fixture(scope="module")
def thousand():
    return list(judgments(1000, 7))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("twin")
    write_judgments(path, 60, 3)
    return path


def test_the_same_seed_writes_the_same_files(folder, tmp_path):
    write_judgments(tmp_path, 60, 3)
    for name in NAMES:
        first = pq.read_table(folder / f"{name}.parquet")
        assert first.equals(pq.read_table(tmp_path / f"{name}.parquet")), name


def test_a_longer_run_begins_like_a_shorter_one():
    short, long = list(judgments(5, 11)), list(judgments(9, 11))
    assert long[:5] == short
    assert list(judgments(5, 12)) != short


def test_no_documents_are_no_rows(tmp_path):
    summary = write_judgments(tmp_path, 0, 1)
    assert summary.documents == summary.characters == summary.facts == 0
    assert [pq.read_table(tmp_path / f"{name}.parquet").num_rows for name in NAMES] == [0, 0, 0]


def test_columns_are_as_documented(folder):
    columns = [pq.read_schema(folder / f"{name}.parquet").names for name in NAMES]
    assert columns == [
        ["doc_id", "title", "text"],
        ["doc_id", "table", "ordinal", "row", "column", "value"],
        ["doc_id", "ordinal", "check", "origin", "reason"],
    ]


def test_the_summary_counts_what_was_written(tmp_path):
    summary = write_judgments(tmp_path, 80, 5)
    texts = pq.read_table(tmp_path / "judgments.parquet").column("text").to_pylist()
    rows = pq.read_table(tmp_path / "truth_violations.parquet").to_pylist()
    assert summary.documents == len(texts) == 80
    assert summary.characters == sum(map(len, texts))
    assert sum(sum(tally.values()) for tally in summary.by_check.values()) == len(rows)


def test_every_check_is_planted_resembled_and_some_come_about_by_themselves(thousand):
    met = Counter((row["check"], row["origin"]) for one in thousand for row in one.violations)
    assert {check for check, origin in met if origin == "planted"} == CHECKS
    assert {check for check, origin in met if origin == "look_alike"} == CHECKS
    by_itself = {check for check, origin in met if origin == "background"}
    assert len(by_itself) >= 15


def test_look_alikes_have_reasons_and_break_nothing(thousand):
    for one in thousand:
        broken = {
            (row["check"], row["ordinal"])
            for row in one.violations
            if row["origin"] != "look_alike"
        }
        for row in one.violations:
            if row["origin"] == "look_alike":
                assert row["reason"]
                assert (row["check"], row["ordinal"]) not in broken
            else:
                assert (row["reason"] is not None) == (row["origin"] == "untold")


def test_texts_are_one_line_of_lifelike_length(thousand):
    lengths = [len(one.text) for one in thousand]
    assert not any("\n" in one.text or "{" in one.text or "@" in one.text for one in thousand)
    assert 2500 < statistics.median(lengths) < 5500
    assert max(lengths) > 12_000


def test_names_and_numbers_of_documents_are_unique(thousand):
    assert len({one.doc_id for one in thousand}) == 1000
    assert len({one.text for one in thousand}) == 1000


def test_other_kinds_have_a_header_and_no_outcome(thousand):
    others = [one for one in thousand if len(one.facts) < 8]
    assert others
    for one in others:
        assert {fact.table for fact in one.facts} == {"judgment"}
        assert one.violations == ()
    kinds = {
        (facts["document_kind"], facts["case_kind"])
        for facts in ({f.column: f.value for f in one.facts} for one in others)
    }
    assert ("ruling", "criminal") in kinds
    assert ("judgment", "civil") in kinds


def test_all_instances_and_procedures_occur(thousand):
    seen = {(fact.column, fact.value) for one in thousand for fact in one.facts}
    for value in ("first", "second", "retrial"):
        assert ("instance", value) in seen
    for value in ("ordinary", "summary", "fast_track"):
        assert ("procedure", value) in seen
    for value in ("convicted", "exempted", "acquitted", "upheld"):
        assert ("outcome", value) in seen
    assert {value for column, value in seen if column == "penalty_kind"} >= {
        "fixed_term",
        "criminal_detention",
        "public_surveillance",
        "life",
        "fine_alone",
    }
