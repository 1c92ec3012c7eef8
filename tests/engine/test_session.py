"""A session: exactly the columns declared, rows numbered, later rows invisible, nothing left."""

import threading
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from xiezhi.engine.base import (
    CancelledError,
    EngineError,
    FileRelation,
    Limits,
    RefusedStatementError,
    RelationColumn,
    TableRelation,
)
from xiezhi.engine.duckdb import DuckDBEngine, DuckDBSession


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    paths = tmp_path / "a.parquet", tmp_path / "b.parquet"
    pq.write_table(
        pa.table({"n": [1, 2], "day": [date(2031, 1, 1), date(2031, 6, 1)], "secret": ["x", "y"]}),
        paths[0],
    )
    pq.write_table(
        pa.table({"n": [3, 4], "day": [None, date(2032, 1, 1)], "secret": ["z", "w"]}), paths[1]
    )
    return paths


@pytest.fixture
def session(files: tuple[Path, Path], tmp_path: Path):
    with DuckDBEngine().session(files, Limits(spill=tmp_path / "spill", threads=2)) as session:
        yield session


COLUMNS = (RelationColumn("n", "INTEGER"), RelationColumn("day", "DATE"))


def rows(session: DuckDBSession, sql: str) -> list[tuple]:
    table = session.fetch(sql)
    return sorted(tuple(row.values()) for row in table.to_pylist())


def test_only_declared_columns_are_seen_and_absent_ones_are_null(session, files):
    columns = (*COLUMNS, RelationColumn("n_span", "INTEGER[]", present=False))
    session.offer(FileRelation("t", files, columns))
    table = session.fetch("SELECT * FROM t")
    assert table.column_names == ["n", "day", "n_span"]
    assert table.schema.field("n_span").type == pa.list_(pa.int32())
    assert table.column("n_span").null_count == 4
    with pytest.raises(EngineError):
        session.fetch("SELECT secret FROM t")


def test_rows_of_a_version_are_numbered_across_its_files(session, files):
    session.offer(FileRelation("t", files, COLUMNS, handle="_row"))
    assert rows(session, 'SELECT "_row", n FROM t') == [
        (0, 1),
        (1, 2),
        ((1 << 40), 3),
        ((1 << 40) + 1, 4),
    ]
    session.offer(FileRelation("one", files[1:], COLUMNS, handle="_row"))
    assert rows(session, 'SELECT "_row", n FROM one') == [(0, 3), (1, 4)]


def test_rows_later_than_the_as_of_date_are_invisible(session, files):
    session.offer(FileRelation("t", files, COLUMNS, dated_by="day", as_of=date(2031, 6, 1)))
    assert rows(session, "SELECT n FROM t") == [(1,), (2,), (3,)]


def test_a_table_in_memory_is_offered_in_the_types_asked_for(session):
    table = pa.table({"n": pa.array([1, 2], pa.int64()), "day": ["2031-01-01", None]})
    session.offer(TableRelation("t", table, COLUMNS))
    answer = session.fetch("SELECT * FROM t")
    assert answer.schema.types == [pa.int32(), pa.date32()]


def test_statements_build_on_each_other_and_are_gone_for_the_next_model(session, files):
    session.offer(FileRelation("t", files, COLUMNS))
    session.run("CREATE TEMP TABLE _kept AS SELECT n FROM t WHERE n > 2")
    session.run('CREATE TEMP VIEW "_twice" AS SELECT n * 2 AS n FROM _kept')
    assert rows(session, "SELECT n FROM _twice") == [(6,), (8,)]
    session.run("DROP TABLE IF EXISTS _nothing")
    session.withdraw()
    for name in ("t", "_kept", "_twice"):
        with pytest.raises(EngineError):
            session.fetch(f"SELECT * FROM {name}")


def test_what_is_kept_stays_when_the_rest_goes(session, files):
    session.offer(FileRelation("t", files, COLUMNS))
    session.offer(TableRelation("u", pa.table({"n": [7]}), COLUMNS[:1], hidden=True))
    session.run("CREATE TEMP TABLE _made AS SELECT n FROM t")
    session.withdraw(keep=("T", "u"))
    assert rows(session, "SELECT n FROM t WHERE n > 3") == [(4,)]
    assert session.fetch("SELECT n FROM u", hidden=True).to_pylist() == [{"n": 7}]
    with pytest.raises(EngineError):
        session.fetch("SELECT * FROM _made")
    with pytest.raises(EngineError):
        session.fetch("SELECT n FROM u")


def test_a_relation_offered_again_shows_its_new_rows_and_columns(session):
    for number in (1, 2):
        table = pa.table({"n": [number], "day": [date(2031, 1, number)]})
        session.offer(TableRelation("t", table, COLUMNS[:1]))
        assert rows(session, "SELECT * FROM t") == [(number,)]
    session.offer(TableRelation("t", table, COLUMNS))
    assert rows(session, "SELECT * FROM t") == [(2, date(2031, 1, 2))]
    session.run("DROP VIEW t")
    session.offer(TableRelation("t", table, COLUMNS))
    assert rows(session, "SELECT n FROM t") == [(2,)]


def test_a_statement_is_run_again_only_when_what_it_reads_has_changed(session, monkeypatch):
    ran = []
    execute = DuckDBSession._execute
    monkeypatch.setattr(
        DuckDBSession, "_execute", lambda self, sql, why: ran.append(sql) or execute(self, sql, why)
    )

    def told(t: int, u: int) -> tuple[list[tuple], int]:
        ran.clear()
        for name, number in (("t", t), ("u", u)):
            rows_of = pa.table({"n": [number]})
            session.offer(TableRelation(name, rows_of, COLUMNS[:1]))
        session.run('CREATE TEMP VIEW "_seen" AS SELECT n FROM t')
        session.run("CREATE TEMP TABLE _twice AS SELECT n * 2 AS n FROM _seen")
        session.run("CREATE TEMP TABLE _sum AS SELECT a.n + u.n AS n FROM _twice AS a, u")
        made = sum("_twice" in sql and "_sum" not in sql for sql in ran)
        return rows(session, "SELECT n FROM _sum"), made

    assert told(1, 10) == ([(12,)], 1)
    assert told(1, 10) == ([(12,)], 0)
    assert not ran
    assert told(1, 20) == ([(22,)], 0)
    assert told(2, 20) == ([(24,)], 1)
    session.run("CREATE TEMP TABLE _twice AS SELECT n * 3 AS n FROM _seen")
    session.run("CREATE TEMP TABLE _sum AS SELECT a.n + u.n AS n FROM _twice AS a, u")
    assert rows(session, "SELECT n FROM _sum") == [(26,)]
    session.drop(["DROP TABLE _twice"])
    assert told(2, 20) == ([(24,)], 1)


def test_a_statement_that_fails_leaves_nothing_of_its_name(session):
    session.offer(TableRelation("t", pa.table({"n": [1]}), COLUMNS[:1]))
    session.run("CREATE TEMP TABLE _a AS SELECT n FROM t")
    with pytest.raises(EngineError):
        session.run("CREATE TEMP TABLE _a AS SELECT cast('x' || n AS INTEGER) AS n FROM t")
    with pytest.raises(RefusedStatementError):
        session.rows("SELECT n FROM _a")
    session.run("CREATE TEMP TABLE _a AS SELECT n FROM t")
    assert rows(session, "SELECT n FROM _a") == [(1,)]


def test_several_are_dropped_together_and_nothing_else_is_done(session, files):
    session.offer(FileRelation("t", files, COLUMNS))
    for name in ("_a", "_b"):
        session.run(f"CREATE TEMP TABLE {name} AS SELECT n FROM t")
    with pytest.raises(RefusedStatementError):
        session.drop(["DROP TABLE _a", "CREATE TEMP TABLE _c AS SELECT 1 AS n"])
    assert len(rows(session, "SELECT n FROM _a")) == 4
    session.drop(["DROP TABLE _a;", "DROP TABLE IF EXISTS _b"])
    session.drop([])
    for name in ("_a", "_b"):
        with pytest.raises(EngineError):
            session.fetch(f"SELECT * FROM {name}")


def test_few_rows_come_as_values(session, files):
    session.offer(FileRelation("t", files, COLUMNS))
    sql = "SELECT sum(n) AS n, min(day) AS day, list(n ORDER BY n) AS every, 0.50 AS half FROM t"
    half = Decimal("0.50")
    assert session.rows(sql) == [
        {"n": 10, "day": date(2031, 1, 1), "every": [1, 2, 3, 4], "half": half}
    ]
    assert session.fetch(sql).to_pylist() == session.rows(sql)
    assert session.rows("SELECT n FROM t WHERE n > 9") == []
    with pytest.raises(EngineError):
        session.rows("SELECT secret FROM t")
    with pytest.raises(RefusedStatementError):
        session.rows("DROP VIEW t")


def test_statements_of_a_session_share_one_thread_that_ends_with_it(files):
    before = set(threading.enumerate())  # threads that an earlier test left may end meanwhile
    with DuckDBEngine().session(files, Limits(threads=1)) as session:
        assert set(threading.enumerate()) <= before
        session.offer(FileRelation("t", files, COLUMNS))
        for _ in range(3):
            session.rows("SELECT n FROM t")
        worker = session._worker
        assert set(threading.enumerate()) - before == {worker._thread}
        asked = worker.answer(lambda: worker.answer(lambda: 5).value)
        assert asked.done.wait(5)
        assert asked.value == 5
    worker._thread.join(5)
    assert set(threading.enumerate()) <= before


def test_hidden_relations_are_for_the_run_only(session, files):
    session.offer(FileRelation("_origin", files, COLUMNS, hidden=True))
    with pytest.raises(EngineError):
        session.fetch("SELECT * FROM _origin")
    assert session.fetch("SELECT n FROM _origin", hidden=True).num_rows == 4


def test_spilled_rows_go_to_a_folder_that_is_removed(tmp_path: Path):
    spill = tmp_path / "spill"
    session = DuckDBEngine().session((), Limits(memory=96 << 20, threads=2, spill=spill))
    (folder,) = spill.iterdir()
    session.run(
        "CREATE TEMP TABLE _big AS SELECT i, repeat('x', 30) || i AS t, "
        "row_number() OVER (PARTITION BY i % 10007 ORDER BY i DESC) AS n FROM range(3000000) r(i)"
    )
    assert any(folder.iterdir())
    assert folder.stat().st_mode & 0o777 == 0o700
    session.close()
    assert list(spill.iterdir()) == []


def test_a_full_disk_is_said_clearly(tmp_path: Path):
    limits = Limits(memory=64 << 20, threads=1, spill=tmp_path, spill_bytes=1 << 20)
    with DuckDBEngine().session((), limits) as session, pytest.raises(EngineError) as refused:
        session.run(
            "CREATE TEMP TABLE _big AS SELECT md5(i::VARCHAR) AS t FROM range(6000000) r(i)"
        )
    assert refused.value.problems[0].code == "engine-disk-full"
    assert list(tmp_path.iterdir()) == []


def test_a_spill_folder_on_a_full_disk_is_said_clearly(tiny_disk: Path):
    limits = Limits(memory=64 << 20, threads=1, spill=tiny_disk)
    with DuckDBEngine().session((), limits) as session, pytest.raises(EngineError) as refused:
        session.run(
            "CREATE TEMP TABLE _big AS SELECT md5(i::VARCHAR) AS t FROM range(9000000) r(i)"
        )
    assert refused.value.problems[0].code == "engine-disk-full"
    assert list(tiny_disk.iterdir()) == []


def test_a_cut_off_file_is_said_clearly(session, files):
    files[0].write_bytes(files[0].read_bytes()[:100])
    with pytest.raises(EngineError) as refused:
        session.offer(FileRelation("t", files, COLUMNS))
    assert refused.value.problems[0].code == "engine-unreadable"


def test_a_run_is_cancelled_from_another_thread(tmp_path: Path):
    with DuckDBEngine().session((), Limits(spill=tmp_path)) as session:
        timer = threading.Timer(0.3, session.cancel)
        timer.start()
        with pytest.raises(CancelledError):
            session.fetch("SELECT count(*) FROM range(200000) a(i), range(2000000) b(j) WHERE i<j")
        timer.join()
        with pytest.raises(CancelledError):
            session.fetch("SELECT 1")
    assert list(tmp_path.iterdir()) == []


def test_progress_is_told_with_the_purpose(tmp_path: Path):
    told = []
    with DuckDBEngine().session(
        (), Limits(spill=tmp_path), lambda purpose, part: told.append((purpose, part))
    ) as session:
        session.fetch("SELECT sum(i * i % 7) FROM range(80000000) r(i)", "finding clues")
    assert told[0] == ("finding clues", None)
    assert {purpose for purpose, _ in told} == {"finding clues"}
    assert all(part is None or 0 <= part <= 1 for _, part in told)
