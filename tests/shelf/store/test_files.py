"""What lies on the disk: sorted, zstd, row groups, statistics and field ids; sums that tell."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from xiezhi.shelf.origin import pack
from xiezhi.shelf.standard_schema import field_id, standard_schema
from xiezhi.shelf.store import StoreError
from xiezhi.shelf.store.commit import new_file
from xiezhi.shelf.store.files import sum_of

JAN, FEB = "2031-01", "2031-02"


def test_a_file_is_sorted_by_what_models_join_on_and_then_by_origin(office):
    office.load("append", ("丙", JAN, "1.00"), ("甲", JAN, "1.00"), ("丙", FEB, "1.00"))
    office.load("upsert", ("乙", JAN, "1.00"), ("甲", JAN, "2.00"))
    (path,) = office.store.version("pension").files
    rows = pq.read_table(path).select(["citizen_id", "_row"]).to_pylist()
    assert [(row["citizen_id"], row["_row"]) for row in rows] == [
        ("丙", pack(1, 1, 2)),
        ("丙", pack(1, 1, 4)),
        ("乙", pack(2, 1, 2)),
        ("甲", pack(2, 1, 3)),
    ]


def test_every_column_and_part_carries_the_tables_field_id(office):
    office.load("append", ("甲", JAN, "1.00"))
    office.load("upsert", ("甲", JAN, "1.00"), ("乙", JAN, "1.00"))
    (path,) = office.store.version("pension").files
    said = str(pq.ParquetFile(path).schema)
    for number, name in enumerate([*standard_schema(office.table).names, "element"], start=1):
        assert f"field_id={number} {name}" in said
    assert "required" not in said.split("{", 1)[1]


def test_row_groups_compression_and_statistics(office):
    batch = office.store.next_batch()
    one = office.rows(batch, *[(f"{n:06d}", JAN, "1.00") for n in range(1000)])
    rows = [
        one.set_column(0, "_row", pa.array(range(pack(batch, 1, 1 + k), pack(batch, 1, 1001 + k))))
        for k in range(0, 130_000, 1000)
    ]
    office.store.load(office.table, rows, mode="append", delivery=office.delivery(batch))
    (path,) = office.store.version("pension").files
    metadata = pq.read_metadata(path)
    assert [metadata.row_group(n).num_rows for n in range(2)] == [122_880, 130_000 - 122_880]
    people = metadata.row_group(0).column(1)
    assert people.compression == "ZSTD"
    assert (people.statistics.min, people.statistics.max) == ("000000", "000945")
    assert metadata.row_group(1).column(1).statistics.min == "000945"


class Saying(list):
    """Batches that say which columns hold values."""

    def __init__(self, batches, filled):
        super().__init__(batches)
        self.filled = frozenset(filled)


def test_columns_said_to_be_empty_are_null_and_the_rest_is_sorted_as_ever(office):
    batch = office.store.next_batch()
    people = [f"{7919 * n % 130_003:06d}" for n in range(130_000)]
    whole = office.rows(batch, *[(person, JAN, "1.00") for person in people])
    whole = whole.drop_columns("agency")
    rows = Saying([whole], {"_row", "citizen_id", "month", "amount"})
    office.store.load(office.table, rows, mode="append", delivery=office.delivery(batch))
    (path,) = office.store.version("pension").files
    found = pq.read_table(path)
    assert found.column("citizen_id").to_pylist() == sorted(people)
    assert found.column("checked").null_count == found.column("agency").null_count == 130_000
    assert found.schema.field("checked").type == pa.list_(pa.field("element", pa.date32()))
    written = pq.read_metadata(path).schema.to_arrow_schema()
    assert [field_id(field) for field in written] == [1, 2, 3, 4, 5, 6]
    kinds = {pq.ParquetFile(path).schema.column(n).logical_type.type for n in (1, 4)}
    assert kinds == {"STRING"}  # an empty text is stored as a filled one


def test_a_column_said_to_be_empty_may_not_hold_values(office):
    batch = office.store.next_batch()
    rows = Saying([office.rows(batch, ("甲", JAN, "1.00"))], {"_row", "citizen_id", "month"})
    with pytest.raises(StoreError, match="columns") as refused:
        office.store.load(office.table, rows, mode="append", delivery=office.delivery(batch))
    assert "said to hold none" in refused.value.problems[0].why
    assert office.store.tables == ()


def test_a_file_written_without_field_ids_is_not_taken(office, tmp_path):
    schema = standard_schema(office.table)
    path = tmp_path / "bare.parquet"
    pq.write_table(pa.Table.from_batches([office.rows(1, ("甲", JAN, "1.00"))]), path)
    assert new_file(path, schema, 0, 1).rows == 1
    bare = pa.schema([field.remove_metadata() for field in schema])
    pq.write_table(bare.empty_table(), path)
    assert field_id(pq.read_schema(path).field(0)) is None
    with pytest.raises(StoreError, match="without its field ids"):
        new_file(path, schema, 0, 1)


def test_a_version_is_named_by_what_is_in_it(office):
    first = office.load("append", ("甲", JAN, "1.00"))
    version = office.store.version("pension")
    assert version.name == str(first.id)
    (path,) = version.files
    assert path.name == f"000001-0-{sum_of(path)}.parquet"
    office.load("append", ("乙", JAN, "1.00"))
    other = office.store.version("pension")
    assert other.hash != version.hash
    assert office.store.version("pension", first.id).hash == version.hash
    assert other.changed_files() == ()


def test_a_file_changed_on_the_disk_is_not_read(office):
    office.load("append", ("甲", JAN, "1.00"))
    (path,) = office.store.version("pension").files
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(StoreError, match="has changed since it was written"):
        office.store.version("pension")
    path.unlink()
    with pytest.raises(StoreError, match="missing or cannot be read"):
        office.store.version("pension")


def test_a_change_that_keeps_size_and_time_is_found_without_trust(office):
    import os

    office.load("append", ("甲", JAN, "1.00"))
    (path,) = office.store.version("pension").files
    before = path.stat()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    with path.open("r+b") as file:
        file.write(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert office.store.version("pension").rows == 1
    with pytest.raises(StoreError, match="has changed since it was written"):
        office.store.with_trust(trust_unchanged=False).version("pension")


def test_manifests_hold_no_value_of_a_person(office):
    office.load("append", ("110101199001010000", JAN, "1.00"))
    office.load("upsert", ("110101199001010000", JAN, "2.00"))
    for path in (office.folder / "tables/pension/metadata").iterdir():
        assert b"110101199001010000"[:10] not in path.read_bytes(), path.name


def test_rows_deleted_aside_by_another_program_are_refused(office, monkeypatch):
    from pyiceberg.manifest import ManifestContent, ManifestFile

    office.load("append", ("甲", JAN, "1.00"))
    monkeypatch.setattr(ManifestFile, "content", ManifestContent.DELETES)
    with pytest.raises(StoreError, match="Another program has written into the table"):
        office.store.version("pension")


def test_files_of_another_program_are_refused(office):
    office.load("append", ("甲", JAN, "1.00"))
    stored = office.store._stock.find("pension")
    path = office.folder / "tables/pension/data/part-0.parquet"
    pq.write_table(pa.Table.from_batches([office.rows(9, ("乙", JAN, "1.00"))]), path)
    stored.add_files([office.store._stock.place.uri(path)])
    with pytest.raises(StoreError, match="not named as the store names its files"):
        office.store.version("pension")
    assert office.store.rollback("pension", office.store.history("pension")[0].id).rows == 1
    assert set(office.held()) == {("甲", JAN)}
