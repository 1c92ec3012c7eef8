"""Rows of an office's database: streamed, from a watermark on, nothing half-read."""

import datetime
import socket
import sqlite3
import tempfile

import pytest

from xiezhi.shelf.ingest.database import Watermark, database_sheet, is_database_url
from xiezhi.shelf.ingest.problem import IngestError

ROWS = [
    (1, "（2031）某0101执1号", "甲某", 8000.5, "2031-01-05"),
    (2, "（2031）某0101执2号", "乙某", None, "2031-02-05"),
    (3, "（2031）某0101执3号", "丙某", 120, "2031-03-05"),
]


@pytest.fixture
def url(tmp_path):
    path = tmp_path / "office.db"
    with sqlite3.connect(path) as connection:
        connection.execute(
            "create table cases (id integer, 案号 text, 姓名 text, 金额, 立案日期 text)"
        )
        connection.executemany("insert into cases values (?, ?, ?, ?, ?)", ROWS)
    return f"sqlite:///{path}"


def test_a_table_comes_in_batches_with_its_titles(url):
    sheet = database_sheet(url, table="cases")
    assert sheet.titles == ("id", "案号", "姓名", "金额", "立案日期")
    assert sheet.rows == 3
    batches = list(sheet.read(2))
    assert [list(batch.rows) for batch in batches] == [[1, 2], [3]]
    assert batches[0].cells(0) == ("1", "（2031）某0101执1号", "甲某", "8000.5", "2031-01-05")
    assert batches[0].cells(1)[3] == ""


def test_a_later_delivery_begins_behind_the_watermark(url):
    mark = Watermark("id", after=2)
    sheet = database_sheet(url, query="select id, 姓名 from cases", watermark=mark)
    assert [batch.cells(0) for batch in sheet.read(10)] == [("3", "丙某")]
    assert mark.reached == 3
    nothing = database_sheet(url, table="cases", watermark=Watermark("id", after=3))
    assert nothing.rows == 0
    assert list(nothing.read(10)) == []


def test_rows_come_in_the_order_of_the_watermark(url):
    mark = Watermark("立案日期")
    sheet = database_sheet(url, query="select * from cases order by id desc", watermark=mark)
    (batch,) = sheet.read(10)
    assert [batch.cells(row)[0] for row in range(3)] == ["1", "2", "3"]
    assert mark.reached == "2031-03-05"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, "ingest-database-what"),
        ({"table": "cases", "query": "select 1"}, "ingest-database-what"),
        ({"query": "delete from cases"}, "ingest-database-query"),
        ({"query": "select 1; drop table cases"}, "ingest-database-query"),
        ({"table": "cases; drop table cases"}, "ingest-database-name"),
        ({"table": "elsewhere"}, "ingest-database-connection"),
        ({"table": "cases", "watermark": Watermark("nothing")}, "ingest-database-watermark"),
    ],
)
def test_what_cannot_be_read_is_refused(url, given, code):
    with pytest.raises(IngestError) as caught:
        database_sheet(url, **given)
    assert caught.value.problems[0].code == code


def test_a_password_is_never_shown():
    with pytest.raises(IngestError) as caught:
        database_sheet("nothing://office:secret@host/name", table="cases")
    assert caught.value.problems[0].code == "ingest-database-driver"
    assert "secret" not in str(caught.value)


def test_a_connection_that_drops_half_way_is_told(url, monkeypatch):
    from sqlalchemy.engine import Result
    from sqlalchemy.exc import OperationalError

    sheet = database_sheet(url, table="cases")
    whole = Result.partitions

    def broken(self, size):
        yield next(iter(whole(self, size)))
        raise OperationalError("select", {}, OSError("server closed the connection"), None, True)

    monkeypatch.setattr("sqlalchemy.engine.cursor.CursorResult.partitions", broken)
    batches = sheet.read(1)
    assert next(batches).num_rows == 1
    with pytest.raises(IngestError) as caught:
        next(batches)
    assert caught.value.problems[0].code == "ingest-database-lost"
    assert "nothing of this delivery was loaded" in str(caught.value.problems[0].cure)


def test_days_and_exact_numbers_keep_their_value():
    from decimal import Decimal

    from xiezhi.shelf.ingest.database import _batch

    batch = _batch([(datetime.date(2031, 1, 5), Decimal("0.10"), b"\x01")], 1, 3)
    assert batch.cells(0) == ("2031-01-05", "0.10", "01")


def test_a_database_is_told_from_a_file():
    assert is_database_url("postgresql+psycopg://office@localhost/name")
    assert is_database_url("sqlite:///office.db")
    assert not is_database_url("财产刑执行2023.xls")
    assert not is_database_url("C:\\data\\a.csv")


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("postgresql+psycopg://office@/x?host={0}&connect_timeout=2", "no connection was made within 2 seconds"),
        ("mysql+pymysql://office@office/x?unix_socket={0}/.s.PGSQL.5432&read_timeout=1", "it was silent for 1 seconds"),
    ],
)  # fmt: skip
def test_a_server_that_takes_the_call_and_says_nothing_is_given_up(address, why):
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as silent:
        silent.bind(f"{folder}/.s.PGSQL.5432")
        silent.listen()
        with pytest.raises(IngestError, match="does not answer") as told:
            database_sheet(address.format(folder), table="cases")
    assert told.value.problems[0].why == why
