"""The same statements on other rows: read once, answered from the rows that are there now."""

from decimal import Decimal

import pyarrow as pa
import pytest

from xiezhi.engine.base import (
    EngineError,
    Limits,
    RefusedStatementError,
    RelationColumn,
    TableRelation,
)
from xiezhi.engine.duckdb import DuckDBEngine, DuckDBSession

TWICE = "CREATE TEMP TABLE _twice AS SELECT n * 2 AS n FROM t"
SUM = "CREATE TEMP TABLE _sum AS SELECT sum(n) AS n FROM _twice"


@pytest.fixture(params=[True, False], ids=["improved", "as written"])
def session(request):
    with DuckDBEngine().session((), Limits(threads=1, improved=request.param)) as session:
        yield session


def give(session: DuckDBSession, *numbers: object, storage: str = "INTEGER") -> None:
    table = pa.table({"n": pa.array(numbers, None if numbers else pa.int64())})
    session.offer(TableRelation("t", table, (RelationColumn("n", storage),)))


def told(session: DuckDBSession, *numbers: object, storage: str = "INTEGER") -> object:
    give(session, *numbers, storage=storage)
    session.run(TWICE)
    session.run(SUM)
    return session.rows("SELECT n FROM _sum")[0]["n"]


def test_other_rows_are_put_into_the_tables_that_are_there(session, monkeypatch):
    ran = []
    execute = DuckDBSession._execute
    monkeypatch.setattr(
        DuckDBSession, "_execute", lambda self, sql, why: ran.append(sql) or execute(self, sql, why)
    )
    assert [told(session, *given) for given in ((1,), (1, 2), (), (4, 5, 6))] == [2, 6, None, 30]
    words = [[part.split()[0] for part in sql.split(";\n")] for sql in ran]
    assert words[1:3] == [["CREATE"], ["CREATE"]]  # after the view of t
    assert words[3:] == [["DELETE", "INSERT"]] * 6


def test_columns_of_another_type_make_the_tables_anew(session):
    assert told(session, 1, 2) == 6
    assert told(session, 2, 2) == 8
    half = told(session, Decimal("1.25"), Decimal("0.25"), storage="DECIMAL(9,2)")
    assert half == Decimal("3.00")
    assert told(session, Decimal("0.25"), storage="DECIMAL(9,2)") == Decimal("0.50")
    assert told(session, 3) == 6


def test_a_table_made_anew_by_another_statement_is_seen_by_what_reads_it(session):
    for given in (1, 2, 3):
        assert told(session, given) == given * 2
    session.run("CREATE TEMP TABLE _twice AS SELECT n / 2.5 AS n FROM t")
    session.run(SUM)
    assert session.rows("SELECT n FROM _sum") == [{"n": pytest.approx(1.2)}]


def test_many_rows_and_few_follow_each_other(session):
    assert told(session, *range(3)) == 6
    assert told(session, *range(5000)) == 4999 * 5000
    assert told(session, *range(4000)) == 3999 * 4000
    assert told(session, *range(4)) == 12


def test_rows_on_which_a_statement_fails_leave_nothing_of_it(session):
    long = "CREATE TEMP TABLE _long AS SELECT 2147483000 + n AS n FROM t"
    for given in (1, 2):
        give(session, given)
        session.run(long)
    give(session, 2_000_000_000)
    with pytest.raises(EngineError, match=r"[Oo]verflow"):
        session.run(long)
    with pytest.raises(RefusedStatementError):
        session.rows("SELECT n FROM _long")
    for given in (3, 4):
        give(session, given)
        session.run(long)
        assert session.rows("SELECT n FROM _long") == [{"n": 2147483000 + given}]


def test_what_was_dropped_is_made_again(session):
    for given in (1, 2, 3):
        assert told(session, given) == given * 2
        session.drop(["drop table if exists _twice", "drop table if exists _sum"])
    for given in (4, 5, 6):
        assert told(session, given) == given * 2
    session.withdraw()
    with pytest.raises(RefusedStatementError):
        session.rows("SELECT n FROM _sum")
    assert told(session, 7) == 14


def test_a_question_asked_often_is_answered_from_the_rows_that_are_there(session):
    for given in (1, 2, 3, 3):
        give(session, given)
        assert session.rows("SELECT n, n + 1 AS next FROM t") == [{"n": given, "next": given + 1}]
    for turn in (1, 2):  # more questions than are kept
        for number in range(600):
            sql = f"SELECT n + {number} AS n FROM t"
            assert session.rows(sql) == [{"n": 3 + number}] == session.rows(sql), turn
