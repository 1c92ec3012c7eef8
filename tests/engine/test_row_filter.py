"""A reader with a jurisdiction sees its own rows, whatever a statement asks for."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from xiezhi.engine.base import FileRelation, RelationColumn, RowFilter, TableRelation
from xiezhi.engine.duckdb import DuckDBEngine

ROWS = pa.table(
    {
        "division": ["320803", "320830", "3301", None, "32'; --"],
        "n": [1, 2, 3, 4, 5],
    }
)
COLUMNS = (RelationColumn("n", "BIGINT"),)


@pytest.mark.parametrize(
    ("only", "seen"),
    [
        (None, [1, 2, 3, 4, 5]),
        (RowFilter("division", ("320803",)), [1]),
        (RowFilter("division", ("3208",), prefix=True), [1, 2]),
        (RowFilter("division", ("3208", "33"), prefix=True), [1, 2, 3]),
        (RowFilter("division", ("32'; --",)), [5]),
        (RowFilter("division", ()), []),
    ],
)
@pytest.mark.parametrize("kind", ["file", "table"])
def test_only_rows_of_the_jurisdiction_are_seen(tmp_path, only, seen, kind):
    path = tmp_path / "rows.parquet"
    pq.write_table(ROWS, path)
    with DuckDBEngine().session((path,)) as session:
        if kind == "file":
            session.offer(FileRelation("t", (path,), COLUMNS, only=only))
        else:
            session.offer(TableRelation("t", ROWS, COLUMNS, only=only))
        found = session.fetch("SELECT n FROM t ORDER BY n")
    assert found.column("n").to_pylist() == seen
