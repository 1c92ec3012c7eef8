"""A plain DuckDB connection as the engine's stand-in: writes small models, runs them over rows."""

from __future__ import annotations

import datetime
import itertools
import weakref
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from xiezhi.model.checking import check_model
from xiezhi.model.compiling import compile_model
from xiezhi.model.load import parse_model
from xiezhi.model.rules import Rulebook
from xiezhi.model.stories import LiteralTable, Story, compare, parse_stories
from xiezhi.run.references import arrow_type
from xiezhi.sql.name import quote

if TYPE_CHECKING:
    from xiezhi.model.compiled import Compiled
    from xiezhi.model.spec import Model

RULES = Rulebook.load()

HEAD = """model: small
version: 1.0.0
title: {zh: 小模型, en: small model}
line: criminal
point: {zh: 点, en: point}
supervises: {organ: {zh: 法院, en: court}, duty: {zh: 职责, en: duty}}
law: [{cite: 刑法#74, role: basis}]
remedy: [纠正意见]
grade: suspicious
sensitivity: sensitive_personal
purpose: 刑事审判监督
status: experimental
"""


def model_text(inputs: str, steps: str, clue: str, more: str = "") -> str:
    """A whole model from its inputs, steps and clue (YAML flow or block, indented by two)."""
    return f"{HEAD}inputs:\n{inputs}\nsteps:\n{steps}\nclue:\n  title: {{zh: 线索, en: clue}}\n{clue}\n{more}"


def small(inputs: str, steps: str, clue: str, more: str = "") -> Model:
    """A model with nothing wrong in it, except that columns may be unused."""
    model = parse_model(model_text(inputs, steps, clue, more))
    faults = [p for p in check_model(model, RULES) if p.code != "unused-column"]
    assert faults == [], "\n".join(str(fault) for fault in faults)
    return model


def run(model: Model, given: str, as_of: str | None = None, **parameters: Any) -> Run:
    """A model over rows written as a story's ``given``."""
    text = "\n".join(f"    {line}" for line in given.strip("\n").splitlines())
    story = parse_stories(
        "- story: {zh: 故事, en: story}\n"
        + (f"  as_of: {as_of}\n" if as_of else "")
        + f"  expect: []\n  given:\n{text}\n",
        model,
        RULES,
    )[0]
    compiled = compile_model(model, RULES, as_of=story.as_of, parameters=parameters)
    return Run(compiled, story.tables, RULES).covers(story.coverage(compiled))


_ENGINE = duckdb.connect(config={"threads": 1})
_NUMBERS = itertools.count()


def _connection(owner: Run) -> duckdb.DuckDBPyConnection:
    """An empty database of its own on one engine: opening an engine takes far longer."""
    name = f"run{next(_NUMBERS)}"
    cursor = _ENGINE.cursor()
    cursor.execute(f"attach ':memory:' as {name}; use {name}")
    weakref.finalize(owner, _leave, cursor, name)
    return cursor


def _leave(cursor: duckdb.DuckDBPyConnection, name: str) -> None:
    cursor.close()
    _ENGINE.execute(f"detach {name}")


def day(text: str) -> datetime.date:
    """``2024-01-31`` as a day."""
    return datetime.date.fromisoformat(text)


class Run:
    """One compiled model over literal tables."""

    def __init__(
        self, compiled: Compiled, tables: tuple[LiteralTable, ...], rules: Rulebook
    ) -> None:
        self.compiled = compiled
        self.rules = rules
        self.con = _connection(self)
        for plan in compiled.inputs:
            if plan.kind == "reference":
                self._reference(plan.name, plan.table)
                continue
            table = next((item for item in tables if item.input == plan.name), None)
            columns = [(c.name, c.type.column_type) for c in (*plan.columns, *plan.companions)]
            given = dict.fromkeys(name for name, _ in table.columns) if table else {}
            self._create(plan.name, columns)
            for number, row in enumerate(table.rows if table else (), 1):
                self._insert(plan.name, [*given, "_row"], [*row, number])

        for prepared in compiled.prepared:
            shown = ", ".join(f'"{c.name}" {c.type.column_type}' for c in prepared.columns)
            self.con.execute(f"create table {prepared.relation} ({shown})")

    def _create(self, name: str, columns: list[tuple[str, str]]) -> None:
        shown = ", ".join(f'"{column}" {kind}' for column, kind in columns)
        self.con.execute(f"create table {name} ({shown}, _row bigint)")

    def _insert(self, name: str, columns: list[str], values: list[Any]) -> None:
        names = ", ".join(f'"{column}"' for column in columns)
        marks = ", ".join("?" for _ in columns)
        self.con.execute(f"insert into {name} ({names}) values ({marks})", values)

    def _reference(self, name: str, table: str) -> None:
        dated = self.rules.dated_tables[table]
        plan = next(item for item in self.compiled.inputs if item.name == name)
        columns = {c.name: arrow_type(c.type.column_type) for c in plan.columns}
        given = {
            column: pa.array([row.get(column) for row in dated.rows], kind)
            for column, kind in columns.items()
        }
        given["_row"] = pa.array(range(1, len(dated.rows) + 1), pa.int64())
        self.con.register("_given", pa.table(given))
        self.con.execute(f"create table {name} as select * from _given")
        self.con.unregister("_given")

    def covers(self, rows: dict[str, list[tuple[Any, Any, Any]]]) -> Run:
        for plan in self.compiled.coverages:
            self.con.execute(
                f"create table {plan.relation} (scope varchar, covers_from date, covers_to date)"
            )
            for row in rows.get(plan.relation, []):
                self.con.execute(f"insert into {plan.relation} values (?, ?, ?)", list(row))
        return self

    def workdays(self, rows: list[tuple[Any, bool, int]]) -> Run:
        self.con.execute("create table _workday (day date, workday boolean, n integer)")
        for row in rows:
            self.con.execute("insert into _workday values (?, ?, ?)", list(row))
        return self

    def rows(self, sql: str) -> list[dict[str, Any]]:
        cursor = self.con.execute(sql)
        names = [item[0] for item in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def clues(self) -> list[dict[str, Any]]:
        return self.rows(self.compiled.clues_sql)

    def guards(self) -> list[str]:
        return [guard.promise for guard in self.compiled.guards if self.rows(guard.sql)]

    def aside(self, state: str) -> int:
        return sum(len(self.rows(a.sql)) for a in self.compiled.asides if a.state == state)

    def funnel(self) -> dict[tuple[str, str, str], int]:
        """Counts by step, measure, item; leaves ``_clues`` behind."""
        for statement in self.compiled.staged.setup:
            self.con.execute(statement.sql)
        self.con.execute(f"create temporary table _clues as {self.compiled.staged.clues}")
        found = {
            (row["step"], row["measure"], row["item"]): row["n"]
            for row in self.rows(self.compiled.staged.counts)
        }
        for statement in self.compiled.staged.teardown:
            self.con.execute(statement.sql)
        return found

    def funnel_again(self) -> dict[tuple[str, str, str], int]:
        """The counts, once ``whole`` has made the clues."""
        self.con.execute("drop table _clues")
        return self.funnel()

    def evidence(self) -> list[tuple[int, str, int, str, str]]:
        """(clue, input, row, step, role), sorted."""
        if not self.rows("select 1 from duckdb_tables() where table_name = '_clues'"):
            self.con.execute(f"create temporary table _clues as {self.compiled.clues_sql}")
        for statement in self.compiled.evidence.setup:
            self.con.execute(statement.sql)
        found = [
            (row["_clue"], row["input"], row["_row"], row["step"], row["role"])
            for row in self.rows(self.compiled.evidence.links)
        ]
        return sorted(found)

    def values(self, *columns: str) -> list[tuple[Any, ...]]:
        """These columns of the clues, in the order of their keys."""
        clues = sorted(self.clues(), key=lambda row: row["_clue"])
        return [tuple(row[column] for column in columns) for row in clues]

    def whole(self) -> list[dict[str, Any]]:
        """The clues, after proving that counts and evidence agree with them.

        The staged plan gives the same clues; the last step's count is their number; each clue's
        evidence is not empty and gives the clue again when nothing else is there.
        """
        clues = self.clues()
        funnel = self.funnel()
        staged = self.rows("select * from _clues")
        assert sorted(map(str, staged)) == sorted(map(str, clues))
        last = self.compiled.model.clue.from_
        for name, _ in self.compiled.model.steps:
            out = funnel.get((name, "left", ""), funnel[(name, "out", "")])
            assert out == self.size(name), name
        assert self.size(last) == len(clues)
        self.links = self.evidence()
        for clue in clues:
            self.reproduced(clue)
        return clues

    def size(self, step: str) -> int:
        """How many rows a step of the plain statement has."""
        text = self.compiled.clues_sql
        head = text[: text.rindex("\nselect row_number()")]
        return self.rows(f"{head}\nselect count(*) as n from {quote(step)}")[0]["n"]

    def without(self, clue: dict[str, Any], name: str, row: int) -> bool:
        """Whether a clue is there again when one row is taken away from its evidence."""
        kept, self.links = (
            self.links,
            [link for link in self.links if (link[1], link[2]) != (name, row)],
        )
        try:
            self.reproduced(clue)
        except AssertionError:
            return False
        finally:
            self.links = kept
        return True

    def needs_every_witness(self) -> None:
        """Without any one row of its evidence no clue is there again."""
        clues = {clue["_clue"]: clue for clue in self.whole()}
        assert clues
        for number, name, row, _, _ in self.links:
            assert not self.without(clues[number], name, row), (name, row)

    def reproduced(self, clue: dict[str, Any]) -> None:
        """Run the model on a clue's evidence alone and find the clue again."""
        other = Run(self.compiled, (), self.rules)
        for plan in self.compiled.inputs:
            kept = sorted(
                {
                    row
                    for number, name, row, _, _ in self.links
                    if number == clue["_clue"] and name == plan.name
                }
            )
            marks = ", ".join(map(str, kept)) or "null"
            other.con.execute(f"delete from {plan.name}")
            rows = self.con.execute(f"select * from {plan.name} where _row in ({marks})").fetchall()
            columns = [
                item[0]
                for item in self.con.execute(f"select * from {plan.name} limit 0").description
            ]
            for row in rows:
                other._insert(plan.name, columns, list(row))
        for plan in self.compiled.coverages:
            rows = self.con.execute(f"select * from {plan.relation}").fetchall()
            other.covers({plan.relation: rows}) if len(self.compiled.coverages) == 1 else None
        if self.compiled.needs_calendar:
            other.workdays(self.con.execute("select * from _workday").fetchall())
        again = [{**row, "_clue": 0} for row in other.clues()]
        assert {**clue, "_clue": 0} in again, (clue, again)


def play(story: Story, compiled: Compiled, rules: Rulebook) -> list[str]:
    """What a story's run gave against what it expects."""
    run = Run(compiled, story.tables, rules).covers(story.coverage(compiled))
    problems = compare(
        story, compiled, run.clues(), run.aside("pending"), run.aside("not_checkable")
    )
    return [str(problem) for problem in problems]
