"""Cleaning what no version names; disposing of tables and deliveries for good."""

import pytest

from xiezhi.shelf.catalogue import CatalogueError
from xiezhi.shelf.origin import pack
from xiezhi.shelf.store import Store, StoreError
from xiezhi.shelf.store.cleaning import Cleaned

JAN, FEB = "2031-01", "2031-02"


def on_disk(office, text: str) -> list[str]:
    """Files of the workspace that hold a text."""
    import pyarrow.parquet as pq

    found = []
    for path in sorted(office.folder.rglob("*")):
        if (path.suffix == ".parquet" and text in str(pq.read_table(path).to_pylist())) or (
            path.is_file() and text.encode() in path.read_bytes()
        ):
            found.append(path.name)
    return found


def test_the_cleaner_removes_what_no_version_names_and_nothing_else(office):
    office.load("append", ("甲", JAN, "1.00"))
    office.load("replace", ("乙", JAN, "1.00"))
    folder = office.folder / "tables/pension"
    (folder / "data/000009-0-orphan.parquet").write_bytes(b"rows")
    (folder / "metadata/orphan-m0.avro").write_bytes(b"list")
    (office.folder / "tables/gone/data").mkdir(parents=True)
    (office.folder / "tables/gone/data/rest.parquet").write_bytes(b"rest")
    assert office.store.clean() == Cleaned(3, 12)
    assert not (office.folder / "tables/gone").exists()
    first, second = office.store.history("pension")
    assert (len(office.held(first.id)), len(office.held(second.id))) == (1, 1)


def test_the_cleaner_knows_a_workspace_that_was_moved(office, tmp_path):
    office.load("append", ("甲", JAN, "1.00"))
    office.folder = office.folder.rename(tmp_path / "elsewhere")
    office.store = Store.open(office.folder)
    assert office.store.clean() == Cleaned(0, 0)
    assert len(office.held()) == 1


def test_a_table_that_is_erased_leaves_no_row_on_the_disk(office):
    first = office.load("append", ("某甲一", JAN, "1.00"))
    office.load("upsert", ("某甲一", JAN, "2.00"))
    office.store.pin("pension", first.id, "run-7")
    assert on_disk(office, "某甲一") != []
    done = office.store.erase(office.table)
    assert (done.table, done.rows, done.batches, done.tags) == ("pension", 1, (1, 2), ("run-7",))
    assert (len(done.versions), len(done.files)) == (2, 2)
    assert on_disk(office, "某甲一") == []
    assert not (office.folder / "tables/pension").exists()
    assert office.store.tables == ()
    with pytest.raises(CatalogueError, match="There is no table pension"):
        office.store.history("pension")
    assert [entry.erased for entry in office.store.deliveries()] == [True, True]
    assert office.store.name_row(pack(1, 1, 2)) == "批次 1 · 1.xls · Sheet1 · 第 2 行"


def test_an_erased_table_may_be_loaded_anew_under_new_numbers(office):
    office.load("append", ("甲", JAN, "1.00"), file="甲.xls")
    office.store.erase("pension")
    with pytest.raises(StoreError, match="was disposed of"):
        office.store.load(
            office.table,
            [office.rows(1, ("甲", JAN, "1.00"))],
            mode="append",
            delivery=office.delivery(1),
        )
    assert office.load("append", ("甲", JAN, "1.00"), file="甲.xls").number == 1
    assert office.held() == {("甲", JAN): ("1.00", pack(2, 1, 2))}


def test_one_delivery_is_disposed_of_in_every_version(office):
    office.load("append", ("某甲一", JAN, "1.00"), ("某乙一", JAN, "1.00"))
    office.load("append", ("某丙一", JAN, "1.00"))
    office.load("upsert", ("某乙一", JAN, "2.00"))
    office.store.pin("pension", office.store.history("pension")[0].id, "run-7")
    done = office.store.erase(office.table, [1])
    assert (done.rows, done.batches, done.tags) == (1, (1,), ("run-7",))
    assert on_disk(office, "某甲一") == []
    assert {key[0] for key in office.held()} == {"某乙一", "某丙一"}
    (left,) = office.store.history("pension")
    assert (left.mode, left.batches, left.rows, left.current) == ("erase", (2, 3), 2, True)
    assert [entry.erased for entry in office.store.deliveries()] == [True, False, False]
    assert office.load("append", ("某丁一", FEB, "1.00")).batches == (2, 3, 4)
    assert office.store.clean() == Cleaned(0, 0)


@pytest.mark.parametrize("by", ["clean", "erase"])
def test_a_disposal_that_was_broken_off_is_finished(office, monkeypatch, by: str):
    from xiezhi.shelf.store import erasing

    office.load("append", ("某甲一", JAN, "1.00"))

    def power_cut(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(erasing.shutil, "rmtree", power_cut)
        with pytest.raises(KeyboardInterrupt):
            office.store.erase("pension")
    assert office.store.tables == ()
    assert on_disk(office, "某甲一") != []
    again = office.store.clean() if by == "clean" else office.store.erase("pension")
    assert again.files
    assert on_disk(office, "某甲一") == []
    assert office.store.deliveries()[0].erased


def test_a_disposal_of_one_delivery_that_was_broken_off_is_finished_by_another(office, monkeypatch):
    from xiezhi.shelf.store import erasing

    office.load("append", ("某甲一", JAN, "1.00"))
    office.load("append", ("某乙一", JAN, "1.00"))

    def power_cut(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(erasing, "_forget", power_cut)
        with pytest.raises(KeyboardInterrupt):
            office.store.erase(office.table, [1])
    assert {key[0] for key in office.held()} == {"某乙一"}
    assert on_disk(office, "某甲一") != []
    assert office.store.erase(office.table, [1]).batches == (1,)
    assert on_disk(office, "某甲一") == []
    assert {key[0] for key in office.held()} == {"某乙一"}
