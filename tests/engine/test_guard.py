"""A model can neither read nor write a file: every attempt is refused, by two locks."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from xiezhi.engine.base import EngineError, FileRelation, RefusedStatementError, RelationColumn
from xiezhi.engine.duckdb import DuckDBEngine

ATTEMPTS = [
    "SELECT * FROM read_text('{secret}')",
    "SELECT * FROM read_blob('{secret}')",
    "SELECT * FROM read_csv('{secret}')",
    "SELECT * FROM read_json('{secret}')",
    "SELECT * FROM read_parquet('{facts}')",
    "SELECT * FROM parquet_metadata('{facts}')",
    "SELECT * FROM '{facts}'",
    "SELECT * FROM glob('{folder}/*')",
    "COPY t TO '{folder}/out.csv'",
    "COPY (SELECT 1) TO '{facts}'",
    "ATTACH '{folder}/x.db' AS x",
    "EXPORT DATABASE '{folder}/out'",
    "IMPORT DATABASE '{folder}/out'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "SET memory_limit = '1TB'",
    "RESET lock_configuration",
    "PRAGMA database_list",
    "CALL pragma_version()",
    "CREATE TABLE x AS SELECT 1",
    "CREATE SECRET (TYPE s3)",
    "CREATE MACRO m() AS 1",
    "CREATE TEMP TABLE x AS SELECT * FROM read_text('{secret}')",
    "CREATE TEMP TABLE x AS SELECT 1; DROP TABLE t",
    "INSERT INTO t VALUES (1)",
    "UPDATE t SET n = 1",
    "DELETE FROM t",
    "DROP SCHEMA main CASCADE",
    "SELECT 1; SELECT 2",
    "SELECT * FROM t; COPY t TO '{folder}/out.csv'",
    "SELECT * FROM duckdb_views()",
    "SELECT * FROM duckdb_tables",
    "SELECT * FROM information_schema.tables",
    "SELECT * FROM main.t",
    "SELECT * FROM pg_catalog.pg_tables",
    "WITH duckdb_tables AS (SELECT 1) SELECT * FROM duckdb_tables",
    "SELECT * FROM query('SELECT 1')",
    "SELECT * FROM query_table('t')",
    "SELECT current_setting('temp_directory')",
    "SELECT getvariable('x')",
    "SELECT now()",
    "SELECT current_date",
    "SELECT random()",
    "SELECT uuid()",
    "SELECT (SELECT content FROM read_text('{secret}') LIMIT 1)",
    "SELECT n FROM t WHERE n IN (SELECT length(content) FROM read_text('{secret}'))",
    "FROM t SELECT n UNION ALL SELECT length(content) FROM read_text('{secret}')",
    "SUMMARIZE t",
    "DESCRIBE t",
    "SHOW TABLES",
    "SELECT $1",
    "python_variable",
    "SELECT * FROM python_variable",
]


@pytest.fixture
def places(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "secret.txt").write_text("secret")
    pq.write_table(pa.table({"n": [1], "secret": ["x"]}), tmp_path / "facts.parquet")
    return {
        "folder": str(tmp_path),
        "secret": str(tmp_path / "secret.txt"),
        "facts": str(tmp_path / "facts.parquet"),
    }


@pytest.fixture
def session(places):
    facts = (Path(places["facts"]),)
    with DuckDBEngine().session(facts) as session:
        session.offer(FileRelation("t", facts, (RelationColumn("n", "INTEGER"),)))
        yield session


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_guard_refuses_before_anything_runs(session, places, attempt: str):
    python_variable = pa.table({"n": [1]})
    before = sorted(path.name for path in Path(places["folder"]).iterdir())
    sql = attempt.format(**places)
    with pytest.raises(RefusedStatementError):
        session.fetch(sql)
    with pytest.raises(RefusedStatementError):
        session.run(sql)
    assert sorted(path.name for path in Path(places["folder"]).iterdir()) == before
    assert session.fetch("SELECT n FROM t").to_pylist() == [{"n": 1}]
    assert python_variable.num_rows == 1


OUTSIDE = [
    "SELECT * FROM read_text('{secret}')",
    "SELECT * FROM read_csv('{secret}')",
    "SELECT * FROM glob('{folder}/*')",
    "COPY (SELECT 1) TO '{folder}/out.csv'",
    "COPY (SELECT 1) TO '{facts}'",
    "ATTACH '{folder}/x.db' AS x",
    "EXPORT DATABASE '{folder}/out'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "SET allowed_paths = ['{secret}']",
    "SET memory_limit = '1TB'",
    "RESET lock_configuration",
    "SELECT * FROM python_variable",
]


@pytest.mark.parametrize("attempt", OUTSIDE)
def test_the_engine_refuses_even_without_the_guard(session, places, attempt: str):
    python_variable = pa.table({"n": [1]})
    before = sorted(path.name for path in Path(places["folder"]).iterdir())
    with pytest.raises(duckdb.Error):
        session._connection.execute(attempt.format(**places))
    assert sorted(path.name for path in Path(places["folder"]).iterdir()) == before
    assert python_variable.num_rows == 1


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT n FROM t WHERE n > 0",
        "WITH a AS (SELECT n FROM t), b AS (SELECT n FROM a) SELECT count(*) FROM b ANTI JOIN a USING (n)",
        "SELECT u.x FROM t, unnest([1, 2]) AS u(x)",
        "SELECT n, row_number() OVER (ORDER BY n) AS k FROM t QUALIFY k = 1",
        "SELECT count(*) FROM t SEMI JOIN (SELECT 1 AS n) AS o USING (n)",
    ],
)
def test_what_models_compile_to_is_let_pass(session, sql: str):
    assert session.fetch(sql).num_rows >= 1


def test_a_refusal_says_what_and_why(session, places):
    with pytest.raises(EngineError) as refused:
        session.fetch(f"SELECT * FROM read_text('{places['secret']}')")
    (problem,) = refused.value.problems
    assert "read_text() reads from outside" in problem.why
    assert problem.code == "statement-refused"
