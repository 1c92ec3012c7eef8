"""A load is one version or nothing: append, replace, upsert, and what is refused."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from xiezhi.shelf.catalogue import Covered
from xiezhi.shelf.origin import pack
from xiezhi.shelf.store import Delivery, Store, StoreError

JAN, FEB = "2031-01", "2031-02"


def test_append_adds_rows_and_says_where_they_came_from(office):
    first = office.load("append", ("甲", JAN, "100.00"), ("乙", JAN, "200.00"))
    second = office.load("append", ("甲", FEB, "100.00"))
    assert (first.number, first.rows, first.batches) == (1, 2, (1,))
    assert (second.number, second.rows, second.batches) == (2, 3, (1, 2))
    assert second.parent == first.id
    assert second.delivery == office.store.delivery(2)
    assert office.held() == {
        ("甲", JAN): ("100.00", pack(1, 1, 2)),
        ("乙", JAN): ("200.00", pack(1, 1, 3)),
        ("甲", FEB): ("100.00", pack(2, 1, 2)),
    }
    assert office.store.name_row(pack(2, 1, 2)) == "批次 2 · 2.xls · Sheet1 · 第 2 行"


def test_replace_makes_the_delivery_the_whole_table(office):
    office.load("append", ("甲", JAN, "100.00"))
    snapshot = office.load("replace", ("乙", JAN, "200.00"))
    assert snapshot.batches == (2,)
    assert office.held() == {("乙", JAN): ("200.00", pack(2, 1, 2))}


def test_upsert_takes_the_place_of_the_same_key_and_leaves_other_rows_their_origin(office):
    office.load("append", ("甲", JAN, "100.00"), ("乙", JAN, "200.00"))
    office.load("append", ("丙", JAN, "300.00"))
    snapshot = office.load("upsert", ("乙", JAN, "250.00"), ("丁", JAN, "400.00"))
    assert snapshot.rows == 4
    assert office.held() == {
        ("甲", JAN): ("100.00", pack(1, 1, 2)),
        ("乙", JAN): ("250.00", pack(3, 1, 2)),
        ("丙", JAN): ("300.00", pack(2, 1, 2)),
        ("丁", JAN): ("400.00", pack(3, 1, 3)),
    }


def test_an_upsert_rewrites_only_files_that_hold_its_keys(office):
    office.load("append", ("甲", JAN, "100.00"), ("乙", JAN, "200.00"))
    office.load("append", ("丙", JAN, "300.00"))
    before = set(office.store.version("pension").files)
    office.load("upsert", ("乙", JAN, "250.00"))
    kept = before & set(office.store.version("pension").files)
    assert [path.name[:6] for path in kept] == ["000002"]
    office.load("upsert", ("戊", JAN, "1.00"))
    assert len(office.store.version("pension").files) == 3


def test_an_empty_delivery_is_a_version_too(office):
    assert office.load("append").rows == 0
    assert office.store.version("pension").memory.num_rows == 0
    office.load("append", ("甲", JAN, "100.00"))
    assert office.load("upsert").rows == 1
    assert office.load("replace").rows == 0
    assert office.held() == {}


def test_rows_are_streamed_and_a_missing_column_is_null(office):
    batch = office.store.next_batch()

    def streamed() -> Iterator[pa.RecordBatch]:
        for row in range(2, 6):
            yield pa.RecordBatch.from_pydict(
                {"citizen_id": [f"某{row}"], "_row": pa.array([pack(batch, 1, row)], pa.int64())}
            )

    office.store.load(office.table, streamed(), mode="append", delivery=Delivery(batch, "某局"))
    version = office.store.version("pension")
    assert version.rows == 4
    assert {key[1] for key in office.held()} == {None}


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([("甲", JAN, "1.00"), ("甲", JAN, "2.00")], "1 keys stand in several rows"),
        ([(None, JAN, "1.00")], "1 rows have an empty key"),
    ],
)
def test_an_upsert_whose_rows_the_key_cannot_tell_apart_is_refused(office, rows, why):
    office.load("append", ("甲", JAN, "100.00"))
    with pytest.raises(StoreError, match=why) as refused:
        office.load("upsert", *rows)
    assert "batch 2 · sheet 1 · row" in str(refused.value)
    assert office.held() == {("甲", JAN): ("100.00", pack(1, 1, 2))}


def test_the_same_file_offered_twice_is_said_and_loads_when_told_so(office):
    office.load("append", ("甲", JAN, "100.00"), file="一月.xls")
    for mode in ("append", "upsert", "replace"):
        with pytest.raises(StoreError, match="already in the table") as refused:
            office.load(mode, ("甲", JAN, "100.00"), file="一月.xls")
        assert "batch 1" in str(refused.value)
    assert office.load("replace", ("甲", JAN, "100.00"), file="一月.xls", anyway=True).rows == 1


def test_the_same_file_may_come_again_after_a_rollback(office):
    first = office.load("append", ("甲", JAN, "100.00"))
    office.load("append", ("乙", JAN, "100.00"), file="乙.xls")
    office.store.rollback("pension", first.id)
    assert office.load("append", ("乙", JAN, "100.00"), file="乙.xls").rows == 2


def test_a_delivery_older_than_the_providers_last_is_refused(office):
    office.load("replace", ("甲", FEB, "1.00"), day="2031-02-28")
    with pytest.raises(StoreError, match=r"describes 2031-01-31; batch 1 .* describes 2031-02-28"):
        office.load("upsert", ("甲", JAN, "1.00"), day="2031-01-31")
    assert (
        office.load("upsert", ("甲", JAN, "1.00"), day="2031-01-31", provider="某市社保").rows == 2
    )


def test_appending_what_is_older_is_refused_unless_it_is_said(office):
    office.load("append", ("甲", FEB, "1.00"), day="2031-02-28")
    with pytest.raises(StoreError, match=r"describes 2031-01-31; batch 1 .* describes 2031-02-28"):
        office.load("append", ("乙", JAN, "1.00"), day="2031-01-31")
    assert office.held() == {("甲", FEB): ("1.00", pack(1, 1, 2))}
    assert office.load("append", ("乙", JAN, "1.00"), day="2031-01-31", anyway=True).rows == 2
    assert office.load("append", ("丙", JAN, "1.00"), day="2031-02-28").rows == 3


@pytest.mark.parametrize(
    ("covered", "taken"),
    [
        (Covered(None, None, date(2029, 1, 1), date(2029, 12, 31)), True),
        (Covered(None, None, date(2029, 1, 1), date(2030, 1, 1)), False),
        (Covered("agency", "某区社保二所", date(2029, 1, 1), date(2029, 12, 31)), True),
        (Covered("agency", "某区社保二所", date(2030, 6, 1), None), False),
        (None, False),
    ],
)
def test_an_earlier_period_is_filled_in_when_it_is_said_to_be_one(office, covered, taken):
    office.load("append", ("甲", FEB, "1.00"), day="2031-02-28")  # complete from 2030-01-01
    batch = office.store.next_batch()
    delivery = replace(
        office.delivery(batch, day="2031-01-31"), covered=(covered,) if covered else ()
    )
    offered = [office.rows(batch, ("乙", "2029-05", "1.00"))]
    with nullcontext() if taken else pytest.raises(StoreError, match="older than what the prov"):
        office.store.load(office.table, offered, mode="append", delivery=delivery)
    assert len(office.held()) == (2 if taken else 1)


def test_one_regions_later_delivery_does_not_make_anothers_older(office):
    def load(region: str, day: str) -> None:
        batch = office.store.next_batch()
        said = (Covered("agency", region, date(2030, 1, 1), None),)
        delivery = replace(office.delivery(batch, day=day), covered=said)
        rows = [office.rows(batch, (region, JAN, "1.00"))]
        office.store.load(office.table, rows, mode="append", delivery=delivery)

    load("一所", "2031-02-28")
    load("二所", "2031-01-31")
    assert len(office.held()) == 2


def test_why_it_was_loaded_anyway_stays_with_the_delivery(office):
    batch = office.store.next_batch()
    delivery = replace(office.delivery(batch), reason="上次的文件不全")
    rows = [office.rows(batch, ("甲", JAN, "1.00"))]
    office.store.load(office.table, rows, mode="append", delivery=delivery)
    assert office.store.delivery(batch).reason == "上次的文件不全"
    assert office.store.snapshot("pension").delivery.reason == "上次的文件不全"


def test_every_row_must_be_of_the_batch(office):
    batch = office.store.next_batch()
    with pytest.raises(StoreError, match=f"must be of batch {batch}"):
        office.store.load(
            office.table,
            [office.rows(batch + 1, ("甲", JAN, "1.00"))],
            mode="append",
            delivery=office.delivery(batch),
        )
    assert office.store.tables == ()


def test_a_batch_number_is_used_once(office):
    office.load("append", ("甲", JAN, "1.00"))
    for batch, why in ((1, "already of this number"), (7, "never handed out")):
        with pytest.raises(StoreError, match=why):
            office.store.load(
                office.table,
                [office.rows(batch, ("乙", JAN, "1.00"))],
                mode="append",
                delivery=office.delivery(batch, file="other"),
            )
    assert [office.store.next_batch(), office.store.next_batch()] == [2, 3]


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ({"name": pa.array(["甲"])}, "no column name"),
        ({"amount": pa.array(["一百"])}, "amount is string, not decimal"),
        ({"month": pa.array(["2031-13"])}, "month is string, not date"),
    ],
)
def test_columns_that_do_not_fit_are_refused(office, columns, why):
    batch = office.store.next_batch()
    rows = pa.RecordBatch.from_pydict({"_row": pa.array([pack(batch, 1, 2)]), **columns})
    with pytest.raises(StoreError, match=why):
        office.store.load(office.table, [rows], mode="append", delivery=office.delivery(batch))


def test_what_reading_the_rows_raises_comes_through_and_the_table_is_as_it_was(office):
    office.load("append", ("甲", JAN, "100.00"))
    batch = office.store.next_batch()

    def breaks_off() -> Iterator[pa.RecordBatch]:
        yield office.rows(batch, ("乙", JAN, "1.00"))
        raise ConnectionError("the database hung up")

    with pytest.raises(ConnectionError, match="hung up"):
        office.store.load(
            office.table, breaks_off(), mode="append", delivery=office.delivery(batch)
        )
    assert set(office.held()) == {("甲", JAN)}
    assert list((office.folder / "tables/pension/drafts").iterdir()) == []
    # the same number may be offered again: nothing of it is in the table
    office.store.load(
        office.table,
        [office.rows(batch, ("乙", JAN, "1.00"))],
        mode="append",
        delivery=office.delivery(batch),
    )
    assert set(office.held()) == {("甲", JAN), ("乙", JAN)}


def test_a_workspace_may_be_moved(office, tmp_path: Path):
    first = office.load("append", ("甲", JAN, "100.00"))
    office.store.close()
    moved = office.folder.rename(tmp_path / "elsewhere")
    office.store = Store.open(moved)
    assert office.held() == {("甲", JAN): ("100.00", pack(1, 1, 2))}
    office.load("upsert", ("甲", JAN, "150.00"))
    assert office.held(first.id) == {("甲", JAN): ("100.00", pack(1, 1, 2))}
    assert office.held() == {("甲", JAN): ("150.00", pack(2, 1, 2))}
    assert all(path.is_relative_to(moved) for path in office.store.version("pension").files)
