"""A plain DuckDB connection as the engine's stand-in: registers rows, runs a compiled model."""

from __future__ import annotations

from typing import Any

import duckdb

from xiezhi.model.compiled import Compiled
from xiezhi.model.rules import Rulebook
from xiezhi.model.stories import LiteralTable, Story, compare


class Run:
    """One compiled model over literal tables."""

    def __init__(self, compiled: Compiled, tables: tuple[LiteralTable, ...], rules: Rulebook) -> None:
        self.compiled = compiled
        self.rules = rules
        self.con = duckdb.connect()
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
        columns = [(c.name, c.type.column_type) for c in plan.columns]
        self._create(name, columns)
        for number, row in enumerate(dated.rows, 1):
            self._insert(name, [c for c, _ in columns] + ["_row"], [row.get(c) for c, _ in columns] + [number])

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
        self.con.executemany("insert into _workday values (?, ?, ?)", rows)
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


def play(story: Story, compiled: Compiled, rules: Rulebook) -> list[str]:
    """What a story's run gave against what it expects."""
    run = Run(compiled, story.tables, rules).covers(story.coverage(compiled))
    problems = compare(
        story, compiled, run.clues(), run.aside("pending"), run.aside("not_checkable")
    )
    return [str(problem) for problem in problems]
