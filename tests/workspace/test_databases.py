"""A provider's database is read on from where the present version of the table ends."""

import sqlite3
from dataclasses import replace
from datetime import date

import agencies
import pytest

from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.ingest.source import Source
from xiezhi.shelf.suggest.suggestion import suggest
from xiezhi.workspace.adding import Offer, add, agreed_contract, earlier_mappings, watermark_of
from xiezhi.workspace.measuring import measure

TABLE = "enforcement_case"
COURT = "某市某区人民法院"
MORE = date(2031, 7, 20)


@pytest.fixture
def court(tmp_path):
    """A court's database: ``insert`` adds cases by their serial numbers."""
    path = tmp_path / "court.db"

    def insert(*numbers):
        with sqlite3.connect(path) as connection:
            connection.executemany(
                "insert into cases values (?, ?, ?, ?)",
                [(n, f"（2031）苏0803执{n}号", COURT, "2031-05-06") for n in numbers],
            )

    with sqlite3.connect(path) as connection:
        connection.execute(
            "create table cases (id integer, 案号 text, 执行法院 text, 立案日期 text)"
        )
    insert(1, 2)
    return f"sqlite:///{path}", insert


def asked(office, url, day=agencies.TODAY):
    """What comes of asking the database for what is new."""
    mark = watermark_of(office.shelf, TABLE, COURT, "id")
    earlier = agreed_contract(office.shelf, TABLE, COURT, agencies.TODAY)
    contract = earlier or replace(agencies.contract("death_record"), table=TABLE, provider=COURT)
    with Source.open(url, query="cases", watermark=mark) as source:
        known = earlier_mappings(office.shelf, TABLE)
        mapping = suggest(source, Tables.load()[TABLE], known, provider=COURT)
        offer = Offer(TABLE, source, mapping, contract, data_as_of=day, watermark=mark)
        return add(office.shelf, offer, agencies.AT)


def test_asking_when_there_is_nothing_new_makes_no_version_and_is_put_down(office, court):
    url, insert = court
    assert asked(office, url).rows_kept == 2
    nothing = asked(office, url, MORE)
    assert (nothing.batch, nothing.asked, nothing.snapshot.number) == (0, MORE, 1)
    assert len(office.shelf.store.history(TABLE)) == 1
    assert office.shelf.register.last_asked(TABLE).behind == "id 2"
    # a delivery of June is late by the end of July, unless July was asked and had nothing
    late = {one.check: one.state for one in measure(office.shelf, TABLE, MORE).findings}
    assert late["freshness"] == "passed"
    assert office.shelf.catalogue(office.reader()).version(TABLE).asked == MORE
    insert(3)
    assert (asked(office, url).rows_kept, asked(office, url).batch) == (1, 0)
    assert office.shelf.store.snapshot(TABLE).rows == 3


def test_rows_of_a_delivery_that_was_rolled_back_come_again(office, court):
    url, insert = court
    first = asked(office, url).snapshot
    insert(3, 4)
    assert asked(office, url).rows_kept == 2
    office.shelf.store.rollback(TABLE, first.id)
    assert asked(office, url).rows_kept == 2
    assert office.shelf.store.snapshot(TABLE).rows == 4


def test_another_providers_database_begins_at_its_own_beginning(office, court):
    url, _ = court
    asked(office, url)
    assert watermark_of(office.shelf, TABLE, COURT, "id").after == 2
    assert watermark_of(office.shelf, TABLE, COURT, "changed_at").after is None
    assert watermark_of(office.shelf, TABLE, "另一法院", "id").after is None
