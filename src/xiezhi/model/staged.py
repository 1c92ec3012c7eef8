"""First pass with all counts: what changes the number of rows is kept once, the rest is counted.

Steps that only keep or lose rows cost one narrow scan together; every other step is a temporary
table that both the clues and the counts read. Each scan is a branch of one union: planning their
cross product would cost more than counting.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from xiezhi.model.assemble import indent, listed, with_ctes
from xiezhi.model.compile import verb_of
from xiezhi.model.compiled import StagedPlan, Statement
from xiezhi.model.step import Absent, Keep, sources_of
from xiezhi.sql.name import quote
from xiezhi.sql.parse import parse_expression
from xiezhi.sql.tree import conjuncts

if TYPE_CHECKING:
    from xiezhi.model.plan import Planner
    from xiezhi.model.step import Step

__all__ = ["staged_plan"]

_Row: TypeAlias = tuple[str, str, str, tuple[int, ...]]
"""Step, measure, item, and the counters whose sum it is; a negative one is taken away."""
_NO_COUNTS = "select '' as step, '' as measure, '' as item, cast(0 as bigint) as n where false"


def staged_plan(planner: Planner) -> StagedPlan:
    """The clues with their funnel."""
    return _Stager(planner).plan()


@dataclass(slots=True)
class _Stager:
    planner: Planner
    scans: list[tuple[dict[int, str], str]] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)
    outs: dict[str, tuple[int, ...]] = field(default_factory=dict)
    number: int = 0

    def plan(self) -> StagedPlan:
        setup = [
            Statement(
                f"{name}",
                f"create temporary table _m_{name} as\n"
                + self._with(name, self._shape_sql(name, step)),
            )
            for name, step in self.planner.steps
            if not self._linear(step)
        ]
        clue = self.planner.analysis.model.clue.from_
        source = self._name(clue)
        clues = with_ctes(self._ctes({clue}), self.planner.clue_select(source), self.planner.engine)
        tables = tuple(f"_m_{statement.purpose}" for statement in setup)
        teardown = tuple(
            Statement(f"drop {name}", f"drop table if exists {name}") for name in tables
        )
        self._count()
        waiting = [row for row in self.rows if row[1] in ("pending", "not_checkable")]
        return StagedPlan(
            tuple(setup), clues, self._counts(self.rows), self._counts(waiting), tables, teardown
        )

    # --- relations ------------------------------------------------------------------------------

    def _linear(self, step: Step) -> bool:
        return verb_of(step).keeps_rows(step, self.planner.analysis)

    def _step(self, name: str) -> Step | None:
        return dict(self.planner.analysis.model.steps).get(name)

    def _is_shape(self, name: str) -> bool:
        step = self._step(name)
        return step is not None and not self._linear(step)

    def _is_bare(self, name: str) -> bool:
        """Whether a kept table can be read as it is: nothing put aside, nothing excluded."""
        step = self._step(name)
        if step is None:
            return True
        return not verb_of(step).may_put_aside(step) and not self._exclusions(name)

    def _exclusions(self, name: str) -> list[str]:
        if self._step(name) is None:
            return []
        return self.planner.exclusions(name, self.planner.making(name))

    def _name(self, name: str) -> str:
        if self._is_shape(name) and self._is_bare(name):
            return f"_m_{name}"
        return quote(name, self.planner.engine)

    def _shape_sql(self, name: str, step: Step) -> str:
        making = self.planner.making(name, "staged", self._name)
        return self.planner.step_sql(name, step, making, staged=True)

    def _with(self, name: str, sql: str) -> str:
        step = self._step(name)
        sources = set(sources_of(step)) if step is not None else set()
        return with_ctes(self._ctes(sources), sql, self.planner.engine)

    def _ctes(self, names: set[str]) -> list[tuple[str, str]]:
        """The steps between kept tables and the relations named."""
        wanted = set(names)
        found: list[tuple[str, str]] = []
        for name, step in reversed(self.planner.steps):
            if name not in wanted:
                continue
            if self._linear(step):
                wanted |= set(sources_of(step))
                making = self.planner.making(name, "plain", self._name)
                found.append((name, self.planner.step_sql(name, step, making)))
            elif not self._is_bare(name):
                found.append((name, self._kept(name, step)))
        return found[::-1]

    def _kept(self, name: str, step: Step) -> str:
        engine = self.planner.engine
        relation = self.planner.analysis.relations[name]
        columns = [
            (column, quote(column, engine))
            for column in relation.columns
            if column in self.planner.needed[name]
        ]
        where = ["_state = 'hit'"] if verb_of(step).may_put_aside(step) else []
        where += [f"{condition} is not true" for condition in self._exclusions(name)]
        return f"select {listed(columns, engine)}\nfrom _m_{name}\nwhere " + "\n  and ".join(where)

    # --- counts ---------------------------------------------------------------------------------

    def _count(self) -> None:
        roots = [item.name for item in self.planner.analysis.model.inputs
                 if item.name in self.planner.needed]  # fmt: skip
        roots += [name for name, step in self.planner.steps if not self._linear(step)]
        for root in roots:
            for path in self._paths(root):
                _Chain(self, root, path).count()
        for name, step in self.planner.steps:
            for source in dict.fromkeys(sources_of(step)):
                if source in self.outs:
                    self.rows.append((name, "in", source, self.outs[source]))
            if isinstance(step, Absent):
                self._answered(name, step)

    def _counts(self, rows: list[_Row]) -> str:
        """One union of the scans that some of the rows need; a row is a sum of their counters."""
        if not rows:
            return _NO_COUNTS
        shown = [
            (place, row, counter)
            for place, row in enumerate(sorted(rows, key=self._order))
            for counter in row[3]
        ]
        used = {abs(counter) for _, _, counter in shown}
        scans = [_scanned(counters, source, used) for counters, source in self.scans]
        body = "\nunion all\n".join(filter(None, scans))
        values = ",\n  ".join(
            f"({place}, '{step}', '{measure}', '{item}', {abs(one)}, {-1 if one < 0 else 1})"
            for place, (step, measure, item, _), one in shown
        )
        return (
            f"with counted as (\n{indent(body)}\n)\n"
            "select v.step, v.measure, v.item, cast(sum(v.sign * c.n) as bigint) as n\n"
            f"from (values\n  {values}\n) as v(place, step, measure, item, counter, sign)\n"
            "  join counted as c on c.counter = v.counter\n"
            "group by v.place, v.step, v.measure, v.item\norder by v.place"
        )

    def _order(self, row: _Row) -> int:
        names = list(self.planner.analysis.relations)
        return names.index(row[0])

    def _answered(self, name: str, step: Absent) -> None:
        rest = (
            -counter
            for other, measure, _, counters in self.rows
            if other == name and measure in ("out", "pending", "not_checkable")
            for counter in counters
        )
        self.rows.append((name, "answered", "", (*self.outs[step.event], *rest)))

    def _paths(self, root: str) -> list[list[tuple[str, Step]]]:
        """The chains of steps that only keep or lose rows, from a root to each last of them."""
        found: list[list[tuple[str, Step]]] = []

        def walk(name: str, path: list[tuple[str, Step]]) -> None:
            after = [
                (user, step)
                for user, step in self.planner.steps
                if self._linear(step) and name in sources_of(step)
            ]
            if not after:
                found.append(path)
            for user, step in after:
                walk(user, [*path, (user, step)])

        walk(root, [])
        return found


def _scanned(counters: dict[int, str], source: str, used: set[int]) -> str:
    """One scan as rows ``counter, n`` of the counters used; empty when none is."""
    made = {number: sql for number, sql in counters.items() if number in used}
    inner = f"from (\n{indent(source)}\n) as q"
    if len(made) < 2:
        return "".join(f"select {k} as counter, {sql} as n\n{inner}" for k, sql in made.items())
    columns = ", ".join(f"{sql} as n{number}" for number, sql in made.items())
    whens = " ".join(f"when {number} then n{number}" for number in made)
    numbers = ", ".join(f"({number})" for number in made)
    return (
        f"select v.counter, case v.counter {whens} end as n\n"
        f"from (\n  select {columns}\n{indent(inner)}\n) as s\n"
        f"  cross join (values {numbers}) as v(counter)"
    )


class _Chain:
    """One scan of a root that counts a whole chain of steps with flags."""

    def __init__(self, stager: _Stager, root: str, path: list[tuple[str, Step]]) -> None:
        self.stager = stager
        self.planner = stager.planner
        self.root = root
        self.path = path
        self.counts: dict[int, str] = {}
        self.flags: list[str] = []
        self.level = 0

    def count(self) -> None:
        """Add this chain's counters and rows to the stager."""
        planner = self.planner
        step = self.stager._step(self.root)  # noqa: SLF001 - two halves of one room
        columns = planner.needed[self.root]
        ordered = [
            name for name in planner.analysis.relations[self.root].columns if name in columns
        ]
        aside = verb_of(step).may_put_aside(step) if step is not None else ()
        source = quote(self.root, planner.engine) if step is None else f"_m_{self.root}"
        alive = "_state = 'hit'" if aside else "true"
        passed = [(name, quote(name, planner.engine)) for name in ordered]
        first = self.root not in self.stager.outs
        states = sorted({"refuted", *aside} & set(self._states(step))) if first else []
        made = [("_a0", alive), *((f"_s_{state}", f"_state = '{state}'") for state in states)]
        sql = f"select {listed([*passed, *made], planner.engine)}\nfrom {source}"
        self.flags = [name for name, _ in made]
        if first:
            measure = "rows" if step is None else "out"
            self._add(self.root, measure, "", "_a0")
            for state in states:
                self._add(self.root, state, "", f"_s_{state}")
        alive_flag = "_a0"
        if step is not None:
            sql, alive_flag = self._exclude(self.root, sql, "_a0", [name for name, _ in passed])
        if first:
            self.stager.outs[self.root] = self._last(self.root)
        for name, linear in self.path:
            sql, alive_flag = self._step(name, linear, sql, alive_flag)
        if self.counts:
            self.stager.scans.append((self.counts, sql))

    def _states(self, step: Step | None) -> tuple[str, ...]:
        if step is None:
            return ()
        body = self.planner.body(
            self.root,
            step,
            self.planner.making(self.root, "staged", self.stager._name),  # noqa: SLF001
        )
        return tuple(state for state, _ in body.states)

    def _last(self, name: str) -> tuple[int, ...]:
        """The counter of the rows that go on from a relation."""
        found = [
            counters
            for step, measure, _, counters in self.stager.rows
            if step == name and measure in ("rows", "out", "left")
        ]
        return found[-1]

    def _add(self, step: str, measure: str, item: str, condition: str) -> None:
        sql = "count(*)" if condition == "true" else f"count(*) filter (where {condition})"
        if condition == "_a0" and self.stager._is_bare(self.root):  # noqa: SLF001
            sql = "count(*)"
        self.stager.number += 1
        self.counts[self.stager.number] = sql
        self.stager.rows.append((step, measure, item, (self.stager.number,)))

    def _exclude(self, name: str, sql: str, alive: str, columns: list[str]) -> tuple[str, str]:
        """Another level with a flag per exclusion."""
        conditions = self.stager._exclusions(name)  # noqa: SLF001
        if not conditions:
            return sql, alive
        items = self.planner.analysis.model.exclusions_of(name)
        counted = any(row[0] == name and row[1] == "excluded" for row in self.stager.rows)
        made = [(f"_x{self.level}_{index}", f"{alive} and {condition} is true")
                for index, condition in enumerate(conditions)]  # fmt: skip
        none = " and ".join(f"{condition} is not true" for condition in conditions)
        self.level += 1
        next_alive = f"_a{self.level}"
        sql = self._wrap(sql, columns, [*made, (next_alive, f"{alive} and {none}")])
        if not counted:
            for item, (flag, _) in zip(items, made, strict=True):
                self._add(name, "excluded", item.id, flag)
            self._add(name, "left", "", next_alive)
        return sql, next_alive

    def _wrap(self, sql: str, columns: list[str], made: list[tuple[str, str]]) -> str:
        engine = self.planner.engine
        kept = [(name, quote(name, engine)) for name in [*columns, *self.flags] if name]
        self.flags += [name for name, _ in made]
        return f"select {listed([*kept, *made], engine)}\nfrom (\n{indent(sql)}\n) as q"

    def _step(self, name: str, step: Step, sql: str, alive: str) -> tuple[str, str]:
        """One more level: the step's columns, and flags in place of its conditions."""
        engine = self.planner.engine
        first = name not in self.stager.outs
        source = f"(\n{indent(sql)}\n)"
        making = self.planner.making(name, "staged", lambda _: source)
        body = self.planner.body(name, step, making)
        self.level += 1
        next_alive = f"_a{self.level}"
        made: list[tuple[str, str]] = []
        conditions = [f"({text}) is true" for text in (*body.where, *body.hit)]
        misses: list[tuple[str, str]] = []
        if isinstance(step, Keep) and not step.negated and first:
            relation = self.planner.analysis.relations[step.from_]
            parts = conjuncts(parse_expression(step.where.text))
            if len(parts) > 1:
                misses = [
                    (f"_c{self.level}_{index}", f"({making.expr(part, relation)}) is true")
                    for index, part in enumerate(parts)
                ]
        made += misses
        made.append((next_alive, " and ".join([alive, *conditions])))
        asides = set(verb_of(step).may_put_aside(step))
        waits = [
            (f"_p{self.level}_{index}", f"{alive} and ({condition}) is true", state)
            for index, (state, condition) in enumerate(body.states)
            if state in asides
        ]
        made += [(flag, sql) for flag, sql, _ in waits]
        kept = [(flag, flag) for flag in self.flags]
        self.flags += [flag for flag, _ in made]
        text = f"select {listed([*body.columns, *kept, *made], engine)}\nfrom {body.source}"
        if first:
            self._add(name, "out", "", next_alive)
            for flag, _, state in waits:
                self._add(name, state, "", flag)
            self._near(name, alive, [flag for flag, _ in misses])
        text, next_alive = self._exclude(
            name, text, next_alive, [column for column, _ in body.columns]
        )
        if first:
            self.stager.outs[name] = self._last(name)
        return text, next_alive

    def _near(self, name: str, alive: str, flags: list[str]) -> None:
        for index, flag in enumerate(flags):
            others = [other for other in flags if other != flag]
            condition = " and ".join([alive, *others, f"not {flag}"])
            self._add(name, "near_miss", str(index + 1), condition)
