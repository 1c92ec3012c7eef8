"""The SQL of every verb, word for word, per engine. ``XIEZHI_WRITE_GOLDEN=1`` writes it anew."""

import os
from pathlib import Path

import pytest
from golden_models import LINKED, NAMES, golden
from plain_run import RULES, Run

from xiezhi.model.compiling import CompileError

FOLDER = Path(__file__).parents[1] / "golden" / "sql"


PORTABLE = tuple(name for name in NAMES if name not in LINKED)
KEPT = [*((name, "duckdb") for name in NAMES), *((name, "spark") for name in PORTABLE)]


@pytest.mark.parametrize(("name", "engine"), KEPT)
def test_the_sql_is_as_kept(name, engine):
    compiled = golden(name, engine)
    sides = [side.sql + ";\n" for plan in compiled.prepared for side in plan.sides]
    sql = "".join([*sides, compiled.clues_sql + ";\n"])
    path = FOLDER / engine / f"{name}.sql"
    if os.environ.get("XIEZHI_WRITE_GOLDEN"):
        path.write_text(sql, encoding="utf-8")
    assert sql == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_the_kept_sql_runs_on_duckdb(name):
    compiled = golden(name, "duckdb")
    run = Run(compiled, (), RULES).covers({})
    run.workdays([])
    assert run.clues() == []
    run.funnel()
    run.evidence()
    for guard in compiled.guards:
        assert run.rows(guard.sql) == []
    for aside in compiled.asides:
        assert run.rows(aside.sql) == []


@pytest.mark.parametrize("name", LINKED)
def test_linking_is_not_on_spark(name):
    with pytest.raises(CompileError) as refused:
        golden(name, "spark")
    assert [one.code for one in refused.value.problems] == ["compile-engine"]
    assert f"{name} is not on this engine" in str(refused.value)


@pytest.mark.parametrize("name", PORTABLE)
def test_the_kept_sql_is_sql_of_spark(name):
    import sqlglot

    text = (FOLDER / "spark" / f"{name}.sql").read_text(encoding="utf-8")
    statements = sqlglot.parse(text, read="spark")
    assert len([one for one in statements if one is not None]) == 1
    assert "::" not in text
    assert "varchar" not in text


def test_every_verb_has_a_golden():
    from xiezhi.model.compile import VERBS

    assert set(VERBS) <= set(NAMES)
