"""Columns that a delivery leaves empty: every reader sees nulls of the column's type.

A text column is written as a word of a list of one, which takes less memory while it is sorted.
"""

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from xiezhi.engine.base import FileRelation, RelationColumn
from xiezhi.engine.duckdb import DuckDBEngine
from xiezhi.shelf.standard_schema import standard_schema
from xiezhi.shelf.store.files import filled_in

JAN = "2031-01"
SAID = frozenset({"_row", "citizen_id", "month", "amount"})


class Saying(list):
    """Batches that say which columns hold values."""

    filled = SAID


def load_without_agency(office, *rows):
    batch = office.store.next_batch()
    said = Saying([office.rows(batch, *rows).select(sorted(SAID))])
    delivery = office.delivery(batch)
    return office.store.load(office.table, said, mode="append", delivery=delivery)


@pytest.fixture
def two(office):
    """Two deliveries: the first says no agency and no days of proof, the second an agency."""
    load_without_agency(office, ("甲", JAN, "1.00"), ("乙", JAN, "1.00"))
    office.load("append", ("丙", JAN, "1.00"))
    return office


def agencies(office, snapshot=None):
    files = [str(path) for path in office.store.version("pension", snapshot).files]
    found = duckdb.execute("SELECT citizen_id, agency FROM read_parquet($1)", [files])
    return dict(found.fetchall())


def test_the_file_holds_the_column_as_any_text_and_is_read_by_name(two):
    version = two.store.version("pension")
    assert version.fields == ()
    for path in version.files:
        stored = pq.ParquetFile(path).schema.column(4)
        assert (stored.name, stored.logical_type.type) == ("agency", "STRING")
        assert stored.max_definition_level == 1
        assert pq.read_schema(path).field("agency").type == pa.string()
    assert agencies(two) == {"甲": None, "乙": None, "丙": "某区社保"}


def test_nothing_is_no_empty_text_whatever_is_asked(two):
    files = [str(path) for path in two.store.version("pension").files]
    for where, rows in {
        "agency IS NULL": 2,
        "agency = ''": 0,
        "agency >= ''": 1,
        "agency IN ('', '某区社保')": 1,
        "agency IS DISTINCT FROM ''": 3,
    }.items():
        found = duckdb.execute(f"SELECT count(*) FROM read_parquet($1) WHERE {where}", [files])
        assert found.fetchall() == [(rows,)], where


def test_a_run_and_another_iceberg_reader_see_the_same(two):
    version = two.store.version("pension")
    columns = (RelationColumn("citizen_id", "VARCHAR"), RelationColumn("agency", "VARCHAR"))
    relation = FileRelation("pension", version.files, columns, "_row", fields=version.fields)
    with DuckDBEngine().session(version.files) as session:
        session.offer(relation)
        rows = session.fetch("SELECT citizen_id, agency FROM pension").to_pylist()
    expected = {"甲": None, "乙": None, "丙": "某区社保"}
    assert {row["citizen_id"]: row["agency"] for row in rows} == expected
    scanned = two.store._stock.find("pension").scan().to_arrow()
    assert dict(zip(*(scanned[n].to_pylist() for n in ("citizen_id", "agency")), strict=True)) == (
        expected
    )
    assert scanned["checked"].null_count == 3


def test_a_column_is_filled_for_the_first_time_by_an_upsert(office):
    first = load_without_agency(office, ("甲", JAN, "1.00"), ("乙", JAN, "1.00")).id
    second = office.load("upsert", ("甲", JAN, "1.00")).id
    assert agencies(office) == {"甲": "某区社保", "乙": None}
    change = office.store.diff(office.table, first, second)
    assert (change.changed, change.unchanged, change.by_column) == (1, 1, {"agency": 1})
    back = office.store.diff(office.table, second, first)
    assert back.rows["after"][0].as_py()["agency"] is None
    office.store.rollback("pension", first)
    assert agencies(office) == {"甲": None, "乙": None}
    assert agencies(office, second) == {"甲": "某区社保", "乙": None}


def test_an_upsert_sorts_what_its_files_hold_and_loses_no_value(office):
    """Footers say what is filled: a list of nothing is a value, and so is one row's text."""
    load_without_agency(office, ("甲", JAN, "1.00"), ("乙", JAN, "1.00"))
    schema = standard_schema(office.table)
    (first,) = office.store.version("pension").files
    assert filled_in([first], schema) == SAID | {"checked"}
    batch = office.store.next_batch()
    rows = office.rows(batch, ("甲", JAN, "2.00"), ("丙", JAN, "2.00"))
    place = rows.schema.get_field_index("checked")
    empty = pa.array([[None], []], schema.field("checked").type)
    rows = rows.set_column(place, schema.field("checked"), empty)
    office.store.load(office.table, [rows], mode="upsert", delivery=office.delivery(batch))
    (path,) = office.store.version("pension").files
    found = pq.read_table(path).select(["citizen_id", "agency", "checked"]).to_pylist()
    assert [tuple(row.values()) for row in found] == [
        ("丙", "某区社保", []), ("乙", None, None), ("甲", "某区社保", [None]),
    ]  # fmt: skip
    assert filled_in([path], schema) == set(schema.names)


def test_what_is_left_of_a_disposal_keeps_its_nulls(two):
    two.load("upsert", ("甲", JAN, "1.00"))
    two.store.erase(two.table, batches=[3])
    assert agencies(two) == {"乙": None, "丙": "某区社保"}
    kept = {path.name[:6]: filled_in([path], standard_schema(two.table))
            for path in two.store.version("pension").files}  # fmt: skip
    assert {batch: "agency" in filled for batch, filled in kept.items()} == {
        "000003": False,
        "000002": True,
    }


def test_a_table_that_grew_fills_its_new_column_with_nothing(office, standard):
    load_without_agency(office, ("甲", JAN, "1.00"))
    month = "  month: {type: month, title: {zh: 月份, en: month}}\n"
    bank = "  bank: {type: org_name, title: {zh: 银行, en: bank}}\n"
    office.table = standard((month, month + bank))
    load_without_agency(office, ("乙", JAN, "1.00"))
    version = office.store.version("pension")
    assert version.lacking == {"bank": 1}
    scanned = office.store._stock.find("pension").scan().to_arrow()
    assert scanned["bank"].null_count == scanned["agency"].null_count == 2
    assert scanned.schema.field("bank").type in (pa.string(), pa.large_string())
