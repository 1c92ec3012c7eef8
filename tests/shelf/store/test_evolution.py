"""A standard table that grows: old files are read by field id, and what they lack is said."""

import pytest

from xiezhi.engine.base import FileRelation, RelationColumn
from xiezhi.engine.duckdb import DuckDBEngine
from xiezhi.shelf.store import StoreError

JAN, FEB = "2031-01", "2031-02"
MONTH = "  month: {type: month, title: {zh: 月份, en: month}}\n"
BANK = "  bank: {type: org_name, title: {zh: 银行, en: bank}}\n"
CHECKED = "  checked: {type: date, list: true, title: {zh: 认证日期, en: days of proof of life}}\n"
TIMES = "  times: {type: int, title: {zh: 次数, en: times}}\n"


@pytest.fixture
def grown(office, standard):
    """Two rows before the table had ``bank``, in the midst of its columns, and one after."""
    office.load("append", ("甲", JAN, "1.00"), ("乙", JAN, "2.00"))
    office.table = standard((MONTH, MONTH + BANK))
    batch = office.store.next_batch()
    rows = office.rows(batch, ("丙", JAN, "3.00"))
    place = rows.schema.get_field_index("bank")
    rows = rows.set_column(place, "bank", rows.column("citizen_id"))
    office.store.load(office.table, [rows], mode="append", delivery=office.delivery(batch))
    return office


def read(office, version) -> list[tuple]:
    """The version as a run's engine reads it."""
    names = ("citizen_id", "bank", "amount")
    stored = [RelationColumn(name, "VARCHAR", name in version.schema.names) for name in names]
    relation = FileRelation("pension", version.files, tuple(stored), "_row", fields=version.fields)
    with DuckDBEngine().session(version.files) as session:
        session.offer(relation)
        return [
            tuple(row.values())
            for row in session.fetch("SELECT * FROM pension ORDER BY _row").to_pylist()
        ]


def test_files_of_before_are_read_by_field_id(grown):
    version = grown.store.version("pension")
    assert read(grown, version) == [
        ("乙", None, "2.00", 0),
        ("甲", None, "1.00", 1),
        ("丙", "丙", "3.00", 1 << 40),
    ]


def test_what_older_rows_lack_is_said_and_the_column_named_in_history(grown):
    version = grown.store.version("pension")
    assert version.lacking == {"bank": 2}
    assert [field[1] for field in version.fields] == version.schema.names
    assert version.schema.names[-1] == "bank"  # ids and places of the older columns stay
    assert [one.columns_added for one in grown.store.history("pension")] == [(), ("bank",)]


def test_an_older_version_has_the_columns_it_had(grown):
    first = grown.store.history("pension")[0]
    version = grown.store.version("pension", first.id)
    assert "bank" not in version.schema.names
    assert (version.fields, version.lacking) == ((), {})
    assert read(grown, version)[0] == ("乙", None, "2.00", 0)


def test_an_upsert_over_both_kinds_of_file_keeps_every_value(grown):
    grown.load("upsert", ("乙", JAN, "2.50"))
    version = grown.store.version("pension")
    assert version.rows == 3
    assert sorted(row[:3] for row in read(grown, version)) == [
        ("丙", "丙", "3.00"),
        ("乙", None, "2.50"),
        ("甲", None, "1.00"),
    ]
    grown.load("upsert", ("甲", JAN, "1.50"), ("丙", JAN, "3.50"))
    version = grown.store.version("pension")
    assert (version.fields, version.lacking) == ((), {})
    assert min(row[:3] for row in read(grown, version)) == ("丙", None, "3.50")


def test_a_difference_across_the_new_column(grown):
    first, _ = grown.store.history("pension")
    found = grown.store.diff(grown.table, first.id)
    assert (found.added, found.changed, found.unchanged) == (1, 0, 2)
    assert found.rows.to_pylist()[0]["after"]["bank"] == "丙"


def test_a_column_that_left_the_rulebook_stays_and_is_null_in_new_rows(office, standard):
    office.load("append", ("甲", JAN, "1.00"))
    office.table = standard((CHECKED, ""))
    office.load("append", ("乙", JAN, "2.00"))
    version = office.store.version("pension")
    assert "checked" in version.schema.names
    assert len(office.held()) == 2


def test_a_type_may_grow_wider_and_nothing_else(office, standard):
    def times(kind: str):
        office.table = standard((MONTH, MONTH + TIMES.replace("int", kind)))

    times("int")
    batch = office.store.next_batch()
    rows = office.rows(batch, ("甲", JAN, "1.00"))
    place = rows.schema.get_field_index("times")
    rows = rows.set_column(place, "times", rows.column("amount").cast("int32"))
    office.store.load(office.table, [rows], mode="append", delivery=office.delivery(batch))
    times("count")
    office.load("append", ("乙", JAN, "2.00"))
    version = office.store.version("pension")
    assert [name for _, name, kind in version.fields if kind == "BIGINT"] == ["_row", "times"]
    times("text")
    with pytest.raises(StoreError, match="times: int64 → string"):
        office.load("append", ("丙", JAN, "3.00"))
    assert office.store.version("pension").rows == 2
