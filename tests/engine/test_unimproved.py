"""A session may leave plans as they are written: for a handful of rows that is quicker."""

import pytest

from xiezhi.engine.base import Limits
from xiezhi.engine.duckdb import DuckDBEngine


@pytest.mark.parametrize("improved", [True, False])
def test_a_condition_that_never_holds_is_seen_only_when_plans_are_improved(improved):
    with DuckDBEngine().session((), Limits(threads=1, improved=improved)) as session:
        plan = session._connection.execute("EXPLAIN SELECT 1 WHERE 1 = 2").fetchall()[0][1]
    assert ("empty" in plan.lower()) is improved


def test_the_answer_is_the_same():
    with DuckDBEngine().session((), Limits(threads=1, improved=False)) as session:
        session.run("CREATE TEMP TABLE one AS SELECT unnest([3, 1, 2]) AS n")
        assert session.rows("SELECT max(n) AS most FROM one WHERE n < 3") == [{"most": 2}]
