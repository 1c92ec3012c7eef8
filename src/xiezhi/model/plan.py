"""First pass: the steps as one statement, and what every other plan is built with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xiezhi.model.assemble import listed, select, with_ctes
from xiezhi.model.compile import verb_of
from xiezhi.model.making import Making, Mode
from xiezhi.model.relation import ROW
from xiezhi.sql.name import quote
from xiezhi.sql.parse import parse_expression

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xiezhi.model.analysis import Analysis
    from xiezhi.model.step import Step
    from xiezhi.model.verb import Body

__all__ = ["Planner"]


@dataclass(frozen=True, slots=True)
class Planner:
    """Knows the model, the engine, the values in place and the columns needed.

    Attributes:
        needed: Relation → columns; relations the clue does not need are missing.
        clue_columns: Columns of the clue step that the clue carries, in order.
        made: (name, expression text) of columns computed for the clue: ``_amount`` …
        flags: (name, SQL) of further columns: ``_suppressed_1`` …
        written: The steps as SQL, once they have been written.
    """

    analysis: Analysis
    engine: str
    params: Mapping[str, str]
    as_of: str
    needed: Mapping[str, frozenset[str]]
    clue_columns: tuple[str, ...]
    made: tuple[tuple[str, str], ...]
    flags: tuple[tuple[str, str], ...] = ()
    written: list[tuple[str, str]] = field(default_factory=list)

    @property
    def carried(self) -> tuple[str, ...]:
        """Columns of the clue step in the clue query: those of the clue, and ``_row`` if it has."""
        clue = self.analysis.relations[self.analysis.model.clue.from_]
        return (*self.clue_columns, ROW) if clue.has_row else self.clue_columns

    @property
    def steps(self) -> list[tuple[str, Step]]:
        """The steps the clue needs, in order."""
        return [(name, step) for name, step in self.analysis.model.steps if name in self.needed]

    def making(
        self,
        name: str,
        mode: Mode = "plain",
        relation_name: Callable[[str], str] | None = None,
        needed: frozenset[str] | None = None,
    ) -> Making:
        """The desk at which a verb writes the SELECT of one step."""
        return Making(
            self.analysis,
            self.engine,
            name,
            self.needed[name] if needed is None else needed,
            mode,
            relation_name or self.plain_name,
            self.params,
            self.as_of,
        )

    def plain_name(self, name: str) -> str:
        """The relation under its own name."""
        return quote(name, self.engine)

    def exclusions(self, name: str, making: Making) -> list[str]:
        """Conditions of the exclusions of a step, over its output."""
        relation = self.analysis.relations[name]
        return [
            making.condition(parse_expression(item.where.text), relation)
            for item in self.analysis.model.exclusions_of(name)
        ]

    def body(self, name: str, step: Step, making: Making) -> Body:
        """The verb's answer."""
        body: Body = verb_of(step).body(step, making)
        return body

    def step_sql(self, name: str, step: Step, making: Making, *, staged: bool = False) -> str:
        """One step as one SELECT, exclusions applied (not when staged: they are counted there)."""
        body = self.body(name, step, making)
        if staged:
            return select(body, self.engine, staged=True)
        outer = [(column, making.quote(column)) for column, _ in (*body.ids, *body.columns)]
        return select(body, self.engine, without=self.exclusions(name, making), outer=outer)

    def ctes(self) -> list[tuple[str, str]]:
        """Every step as a common table expression under its own name."""
        if not self.written:
            self.written.extend(self._ctes())
        return self.written

    def _ctes(self) -> list[tuple[str, str]]:
        return [(name, self.step_sql(name, step, self.making(name))) for name, step in self.steps]

    def clue_select(self, source: str) -> str:
        """The clues, numbered in the order of their keys."""
        making = self.making(self.analysis.model.clue.from_)
        relation = self.analysis.relations[self.analysis.model.clue.from_]
        key = ", ".join(quote(name, self.engine) for name in self.analysis.model.clue.key.columns)
        columns = [("_clue", f"row_number() over (order by {key})")]
        columns += [(name, quote(name, self.engine)) for name in self.carried]
        columns += [
            (name, making.expr(parse_expression(text), relation)) for name, text in self.made
        ]
        columns += self.flags
        return f"select {listed(columns, self.engine)}\nfrom {source}"

    def clues_sql(self) -> str:
        """The whole first pass as one statement."""
        final = self.clue_select(self.plain_name(self.analysis.model.clue.from_))
        return with_ctes(self.ctes(), final, self.engine)

    def ctes_of(self, name: str) -> list[tuple[str, str]]:
        """The common table expressions it takes to read one relation."""
        if self.analysis.is_input(name):
            return []
        wanted: set[str] = {name}
        for step_name, step in reversed(self.steps):
            if step_name in wanted:
                wanted |= set(verb_of(step).reads(step, frozenset(), self.analysis))
        return [(cte, sql) for cte, sql in self.ctes() if cte in wanted]
