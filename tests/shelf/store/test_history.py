"""History, time travel, rollback, pins and the differences between versions."""

import pytest

from xiezhi.shelf.catalogue import CatalogueError
from xiezhi.shelf.store import StoreError

JAN, FEB = "2031-01", "2031-02"


@pytest.fixture
def three(office):
    """Three versions: two rows, one changed and one added, one taken away."""
    office.load("append", ("甲", JAN, "1.00"), ("乙", JAN, "2.00"))
    office.load("upsert", ("乙", JAN, "2.50"), ("丙", JAN, "3.00"))
    office.load("replace", ("甲", JAN, "1.00"), ("丙", JAN, "3.00"))
    return office


def ids(office) -> list[int]:
    return [one.id for one in office.store.history("pension")]


def test_history_says_what_each_version_was_made_of(three):
    history = three.store.history("pension")
    assert [(one.number, one.mode, one.rows, one.batches) for one in history] == [
        (1, "append", 2, (1,)),
        (2, "upsert", 3, (1, 2)),
        (3, "replace", 2, (3,)),
    ]
    assert [one.current for one in history] == [False, False, True]
    assert [one.parent for one in history] == [None, history[0].id, history[1].id]
    assert [one.delivery.batch for one in history] == [1, 2, 3]


def test_an_earlier_version_reads_as_it_was(three):
    first, second, _ = ids(three)
    assert {key[0]: value[0] for key, value in three.held(first).items()} == {
        "甲": "1.00",
        "乙": "2.00",
    }
    assert {key[0]: value[0] for key, value in three.held(second).items()} == {
        "甲": "1.00",
        "乙": "2.50",
        "丙": "3.00",
    }


def test_a_rollback_makes_an_earlier_version_current_and_can_be_undone(three):
    first, second, third = ids(three)
    before = three.held(first)
    assert three.store.rollback("pension", first).current
    assert three.held() == before
    assert [one.reverted for one in three.store.history("pension")] == [False, True, True]
    three.store.rollback("pension", third)
    assert [one.reverted for one in three.store.history("pension")] == [False, False, False]
    three.store.rollback("pension", second)
    three.load("append", ("丁", FEB, "4.00"))
    last = three.store.snapshot("pension")
    assert (last.parent, last.batches, last.rows) == (second, (1, 2, 4), 4)
    assert [one.reverted for one in three.store.history("pension")] == [False, False, True, False]


def test_versions_that_are_not_there_are_said(three):
    with pytest.raises(StoreError, match="pension has no version 5"):
        three.store.rollback("pension", 5)
    with pytest.raises(CatalogueError, match="There is no table prison"):
        three.store.version("prison")


def test_a_pin_keeps_its_version_and_a_name_pins_one(three):
    first, second, _ = ids(three)
    three.store.pin("pension", first, "run-7")
    three.store.pin("pension", first, "run-7")
    assert three.store.history("pension")[0].tags == ("run-7",)
    with pytest.raises(StoreError, match="run-7 is taken"):
        three.store.pin("pension", second, "run-7")
    with pytest.raises(StoreError, match="has no version 5"):
        three.store.pin("pension", 5, "run-8")
    three.store.unpin("pension", "run-7")
    three.store.unpin("pension", "never")
    assert three.store.history("pension")[0].tags == ()


def test_a_difference_names_rows_and_columns(three):
    first, second, third = ids(three)
    found = three.store.diff(three.table, first, second)
    assert (found.added, found.removed, found.changed, found.unchanged) == (1, 0, 1, 1)
    assert found.by_column == {"amount": 1}
    changed = next(row for row in found.rows.to_pylist() if row["change"] == "changed")
    assert (changed["citizen_id"], changed["columns"]) == ("乙", ["amount"])
    assert str(changed["before"]["amount"]) == "2.00"
    assert str(changed["after"]["amount"]) == "2.50"
    assert changed["before"]["_row"] >> 44 == 1
    added = next(row for row in found.rows.to_pylist() if row["change"] == "added")
    assert (added["citizen_id"], added["before"], added["columns"]) == ("丙", None, None)
    back = three.store.diff(three.table, second, first)
    assert (back.added, back.removed, back.changed) == (0, 1, 1)
    # a new origin alone is no change
    last = three.store.diff(three.table, second, third)
    assert (last.added, last.removed, last.changed, last.unchanged) == (0, 1, 0, 2)
    assert three.store.diff(three.table, third).rows.num_rows == 0


def test_a_difference_counts_all_and_shows_as_many_as_asked(office):
    office.load("append")
    office.load("append", *[(f"{n:03d}", JAN, "1.00") for n in range(50)])
    first, _ = ids(office)
    found = office.store.diff(office.table, first, limit=5)
    assert (found.added, found.rows.num_rows) == (50, 5)


def test_keys_that_repeat_are_paired_one_by_one(office):
    office.load("append", ("甲", JAN, "1.00"), ("甲", JAN, "2.00"), (None, JAN, "5.00"))
    office.load("replace", ("甲", JAN, "1.00"), ("甲", JAN, "3.00"), ("甲", JAN, "4.00"))
    found = office.store.diff(office.table, ids(office)[0])
    assert (found.added, found.removed, found.changed, found.unchanged) == (1, 1, 1, 1)
