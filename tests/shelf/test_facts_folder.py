"""A facts folder opens as a catalogue; what is spoilt is said at once, with the cure."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from xiezhi.shelf.catalogue import Agreement, CatalogueError, Covered
from xiezhi.shelf.columns import column_problems, fits
from xiezhi.shelf.facts_folder import FactsFolder

SENTENCES = pa.table(
    {
        "doc_id": ["d1", "d2"],
        "ordinal": pa.array([1, 1], pa.int32()),
        "fine": pa.array([Decimal("3000.00"), None], pa.decimal128(18, 2)),
        "fine_span": pa.array([[3, 7], None], pa.list_(pa.int32())),
    }
)


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    folder = tmp_path / "facts"
    folder.mkdir()
    pq.write_table(SENTENCES, folder / "judgment_sentence.parquet")
    pq.write_table(pa.table({"x": [1]}), folder / "notes_of_mine.parquet")
    return folder


def test_standard_tables_are_found_and_others_left_alone(facts: Path):
    catalogue = FactsFolder(facts)
    assert catalogue.tables == ("judgment_sentence",)
    version = catalogue.version("judgment_sentence")
    assert (version.rows, version.origin) == (2, ("doc_id", "ordinal"))
    assert version.name == version.hash[:12]
    assert version.data_as_of is None
    assert version.agreement == Agreement()


def test_a_row_number_of_its_own_is_the_origin(facts: Path):
    numbered = SENTENCES.append_column("_row", pa.array(["b1/f1/s1/1", "b1/f1/s1/2"]))
    pq.write_table(numbered, facts / "judgment_sentence.parquet")
    assert FactsFolder(facts).version("judgment_sentence").origin == ("_row",)


def test_the_manifest_says_age_coverage_contract_and_counts(facts: Path):
    (facts / "manifest.json").write_text(
        json.dumps(
            {
                "reader_version": "7",
                "data_as_of": "2031-12-31",
                "documents": 2,
                "statuses": {"read": 2},
                "tables": {"judgment_sentence": 2},
                "coverage": [
                    {
                        "table": "judgment_sentence",
                        "column": "court",
                        "value": "某院",
                        "covers_from": "2030-01-01",
                        "covers_to": None,
                    },
                    {"table": "document", "covers_from": "2000-01-01"},
                ],
                "contracts": {"judgment_sentence": {"id": "合同甲", "purposes": ["刑事执行监督"]}},
            }
        )
    )
    catalogue = FactsFolder(facts)
    version = catalogue.version("judgment_sentence")
    assert version.data_as_of == date(2031, 12, 31)
    assert version.covered == (Covered("court", "某院", date(2030, 1, 1), None),)
    assert version.agreement == Agreement("合同甲", ("刑事执行监督",))
    assert catalogue.reading.reader == "7"
    assert (catalogue.reading.documents, catalogue.reading.by_status) == (2, {"read": 2})


def test_what_an_office_says_of_its_own_tables_goes_first(facts: Path):
    pq.write_table(pa.table({"exec_no": ["x"]}), facts / "enforcement_case.parquet")
    (facts / "manifest.json").write_text('{"coverage": {"covers_from": "2020-01-01"}}')
    (facts / "supplied.json").write_text(
        json.dumps(
            {
                "tables": {"enforcement_case": {"data_as_of": "2031-11-30"}},
                "coverage": [{"table": "enforcement_case", "covers_to": "2031-10-31"}],
                "contracts": {"enforcement_case": {"id": "合同乙"}},
            }
        )
    )
    catalogue = FactsFolder(facts)
    supplied = catalogue.version("enforcement_case")
    assert supplied.data_as_of == date(2031, 11, 30)
    assert supplied.covered == (Covered(covers_to=date(2031, 10, 31)),)
    assert supplied.agreement == Agreement("合同乙", None)
    read = catalogue.version("judgment_sentence")
    assert (read.data_as_of, read.covered) == (None, (Covered(covers_from=date(2020, 1, 1)),))


def test_documents_are_counted_by_kind(facts: Path):
    kinds = pa.table({"doc_id": ["a", "b", "c"], "document_kind": ["judgment", "judgment", None]})
    pq.write_table(kinds, facts / "judgment.parquet")
    assert FactsFolder(facts).reading.by_kind == {"judgment": 2}


def test_a_changed_file_is_another_version_even_when_hashes_are_remembered(facts: Path):
    first = FactsFolder(facts).version("judgment_sentence").hash
    assert FactsFolder(facts).version("judgment_sentence").hash == first
    pq.write_table(SENTENCES.slice(0, 1), facts / "judgment_sentence.parquet")
    assert FactsFolder(facts).version("judgment_sentence").hash != first


def test_remembered_hashes_are_not_trusted_when_verifying(facts: Path):
    FactsFolder(facts).version("judgment_sentence")
    remembered = facts / ".xiezhi" / "hashes.json"
    known = json.loads(remembered.read_text())
    known["judgment_sentence.parquet"][3] = "forged"
    remembered.write_text(json.dumps(known))
    assert FactsFolder(facts).version("judgment_sentence").hash == "forged"
    checked = FactsFolder(facts, trust_unchanged=False).version("judgment_sentence").hash
    assert len(checked) == 64


@pytest.mark.parametrize(
    ("manifest", "why"),
    [("{", "Expecting"), ("[]", "no named fields"), ('{"data_as_of": "2031"}', "no day")],
)
def test_a_spoilt_manifest_is_refused(facts: Path, manifest: str, why: str):
    (facts / "manifest.json").write_text(manifest)
    with pytest.raises(CatalogueError) as refused:
        FactsFolder(facts).version("judgment_sentence")
    assert why in refused.value.problems[0].why


def test_no_folder_no_facts_no_table_are_three_clear_errors(facts: Path, tmp_path: Path):
    with pytest.raises(CatalogueError, match="no such folder"):
        FactsFolder(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(CatalogueError, match="holds no facts"):
        FactsFolder(tmp_path / "empty")
    with pytest.raises(CatalogueError, match="no table judgment\\."):
        FactsFolder(facts).version("judgment")


def test_a_cut_off_file_is_refused_by_name(facts: Path):
    path = facts / "judgment_sentence.parquet"
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(CatalogueError) as refused:
        FactsFolder(facts).version("judgment_sentence")
    assert refused.value.problems[0].where == str(path)


def test_missing_and_wrongly_typed_columns_are_all_told_at_once(facts: Path):
    wrong = pa.table(
        {
            "doc_id": pa.array([1, 2]),
            "fine": pa.array([3000.0, None]),
            "starts": ["2031-01-01", None],
            "fine_span": pa.array(["3-7", None]),
        }
    )
    pq.write_table(wrong, facts / "judgment_sentence.parquet")
    version = FactsFolder(facts).version("judgment_sentence")
    declared = {
        "doc_id": "VARCHAR",
        "ordinal": "INTEGER",
        "fine": "DECIMAL(18,2)",
        "starts": "DATE",
    }
    problems = column_problems(
        version, declared, {"fine_span": "INTEGER[]", "doc_id_span": "INTEGER[]"}
    )
    assert [
        (p.code, p.what.split()[-1 if p.code == "column-missing" else 2]) for p in problems
    ] == [
        ("column-missing", "ordinal."),
        ("column-type", "doc_id"),
        ("column-type", "fine"),
        ("column-type", "starts"),
        ("column-type", "fine_span"),
    ]
    assert all(problem.cure for problem in problems)


@pytest.mark.parametrize(
    ("kind", "storage", "answer"),
    [
        (pa.string(), "VARCHAR", True),
        (pa.large_string(), "VARCHAR", True),
        (pa.dictionary(pa.int32(), pa.string()), "VARCHAR", True),
        (pa.null(), "DATE", True),
        (pa.int64(), "INTEGER", True),
        (pa.int32(), "DECIMAL(18,2)", True),
        (pa.float64(), "DECIMAL(18,2)", False),
        (pa.timestamp("us"), "DATE", False),
        (pa.int64(), "BOOLEAN", False),
        (pa.list_(pa.string()), "VARCHAR[]", True),
        (pa.list_(pa.int64()), "VARCHAR[]", False),
        (pa.string(), "VARCHAR[]", False),
        (pa.list_(pa.string()), "VARCHAR", False),
    ],
)
def test_a_type_fits_when_no_value_would_be_guessed(kind: pa.DataType, storage: str, answer: bool):
    assert fits(kind, storage) is answer
