"""Writers on machines that do not see each other's locks: the catalogue decides, nothing is lost."""

import threading
from contextlib import nullcontext

import pytest
import sqlalchemy.exc
from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.exceptions import CommitFailedException

from xiezhi.shelf.store import DiskError, Store
from xiezhi.shelf.store.place import Place

JAN = "2031-01"


@pytest.fixture
def unseen_locks(monkeypatch):
    monkeypatch.setattr(Place, "locked", lambda *_: nullcontext())


def test_writers_without_locks_lose_nothing(office, unseen_locks):
    office.load("append", ("甲", JAN, "1.00"))
    failed: list[BaseException] = []

    def write(name: str) -> None:
        store = Store.open(office.folder)
        try:
            for turn in range(3):
                batch = store.next_batch()
                rows = [office.rows(batch, (f"{name}{turn}", JAN, "1.00"), ("甲", JAN, "9.00"))]
                delivery = office.delivery(batch)
                store.load(office.table, rows, mode="upsert", delivery=delivery)
        except Exception as error:  # noqa: BLE001 - a thread hands it to the test
            failed.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    people = {person for person, _ in office.held()}
    assert people == {"甲", "a0", "a1", "a2", "b0", "b1", "b2"}
    assert office.store.version("pension").rows == 7
    assert office.store.snapshot("pension").batches == tuple(range(1, 8))


def test_an_upsert_is_worked_out_anew_when_another_version_came_between(office, monkeypatch):
    office.load("append", ("甲", JAN, "1.00"))
    other = Store.open(office.folder)
    real, between = SqlCatalog.commit_table, []

    def commit(self, *args):
        if not between:
            between.append(1)
            batch = other.next_batch()
            rows = [office.rows(batch, ("乙", JAN, "5.00"))]
            monkeypatch.setattr(Place, "locked", lambda *_: nullcontext())
            other.load(office.table, rows, mode="append", delivery=office.delivery(batch))
        return real(self, *args)

    monkeypatch.setattr(SqlCatalog, "commit_table", commit)
    office.load("upsert", ("乙", JAN, "7.00"))
    assert {key[0]: value[0] for key, value in office.held().items()} == {
        "甲": "1.00",
        "乙": "7.00",
    }
    assert office.store.snapshot("pension").batches == (1, 2, 3)


def test_others_that_are_always_quicker_are_said(office, monkeypatch):
    office.load("append", ("甲", JAN, "1.00"))

    def beaten(*_):
        raise CommitFailedException("updated by another process")

    with monkeypatch.context() as patched:
        patched.setattr(SqlCatalog, "commit_table", beaten)
        with pytest.raises(DiskError, match="Other machines keep changing pension"):
            office.load("append", ("乙", JAN, "1.00"))
    assert set(office.held()) == {("甲", JAN)}
    assert office.store.clean().files == 0


def lost(*_: object) -> None:
    raise sqlalchemy.exc.OperationalError("UPDATE", {}, Exception("server closed the connection"))


def test_an_answer_lost_after_the_commit_is_no_failure(office, monkeypatch):
    office.load("append", ("甲", JAN, "1.00"))
    real = SqlCatalog.commit_table

    def commit(self, *args):
        real(self, *args)
        lost()

    monkeypatch.setattr(SqlCatalog, "commit_table", commit)
    assert office.load("append", ("乙", JAN, "1.00")).rows == 2
    assert office.store.snapshot("pension").number == 2


def test_a_database_that_goes_away_leaves_files_that_the_next_clean_finds_out_about(
    office, monkeypatch
):
    office.load("append", ("甲", JAN, "1.00"))
    with monkeypatch.context() as patched:
        patched.setattr(SqlCatalog, "commit_table", lost)
        real, calls = SqlCatalog.load_table, []

        def load_table(self, name):
            calls.append(name)
            return real(self, name) if len(calls) < 3 else lost()

        patched.setattr(SqlCatalog, "load_table", load_table)
        with pytest.raises(DiskError, match="The catalogue of the shelf cannot be used"):
            office.load("append", ("乙", JAN, "1.00"))
    assert office.store.version("pension").rows == 1
    assert office.store.clean().files > 0
    assert office.load("append", ("乙", JAN, "1.00")).rows == 2
