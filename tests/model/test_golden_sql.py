"""The SQL of every verb, word for word, per engine. ``XIEZHI_WRITE_GOLDEN=1`` writes it anew."""

import os
from pathlib import Path

import pytest
from golden_models import NAMES, golden
from plain_run import RULES, Run

FOLDER = Path(__file__).parents[1] / "golden" / "sql"


@pytest.mark.parametrize("engine", ["duckdb", "spark"])
@pytest.mark.parametrize("name", NAMES)
def test_the_sql_is_as_kept(name, engine):
    sql = golden(name, engine).clues_sql + ";\n"
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


@pytest.mark.parametrize("name", NAMES)
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
