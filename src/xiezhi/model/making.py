"""Making the SQL of one step: names of relations, expressions, lengths, in one engine and mode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from xiezhi.sql.name import quote
from xiezhi.sql.parse import parse_expression
from xiezhi.sql.render import Frame, Renderer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from xiezhi.model.analysis import Analysis
    from xiezhi.model.relation import Relation
    from xiezhi.model.step import Expr, Key, Length
    from xiezhi.sql.tree import Tree

__all__ = ["Making", "Mode"]

Mode: TypeAlias = Literal["plain", "staged", "traced"]


@dataclass(frozen=True, slots=True)
class Making:
    """What a verb may ask while it writes its SELECT.

    Attributes:
        needed: The output columns wanted.
        relation_name: Input or step → the relation to read it from, as SQL.
        params: Parameter → its value as SQL; ``as_of`` as SQL.
    """

    analysis: Analysis
    engine: str
    name: str
    needed: frozenset[str]
    mode: Mode
    relation_name: Callable[[str], str]
    params: Mapping[str, str]
    as_of: str

    @property
    def traced(self) -> bool:
        """Whether rows carry the ``_id`` of the rows they came from."""
        return self.mode == "traced"

    def relation(self, name: str) -> Relation:
        """What is known of an input or step."""
        return self.analysis.relations[name]

    @property
    def output(self) -> Relation:
        """What is known of the step itself."""
        return self.analysis.relations[self.name]

    def wanted(self) -> tuple[str, ...]:
        """The needed columns in the order of the step's output."""
        return tuple(name for name in self.output.columns if name in self.needed)

    def source(self, name: str, alias: str = "") -> str:
        """A relation for FROM, under an alias."""
        found = self.relation_name(name)
        return f"{found} as {alias}" if alias else found

    def quote(self, name: str) -> str:
        """A name as the engine reads it."""
        return quote(name, self.engine)

    def column(self, name: str, alias: str = "") -> str:
        """A column, of an alias when one is given."""
        return f"{alias}.{quote(name, self.engine)}" if alias else quote(name, self.engine)

    def passed(self, names: Iterable[str], alias: str = "") -> tuple[tuple[str, str], ...]:
        """Columns handed on under their own names."""
        return tuple((name, self.column(name, alias)) for name in names)

    def ids(self, **aliases: str) -> tuple[tuple[str, str], ...]:
        """``_s1=alias`` …: the hidden ids of the source rows, in the traced form only."""
        if not self.traced:
            return ()
        return tuple((name, f"{alias}._id" if alias else "_id") for name, alias in aliases.items())

    def expr(
        self,
        expr: Expr | Tree,
        relation: Relation,
        alias: str = "",
        frame: Frame | None = None,
        over: Mapping[str, str] | None = None,
    ) -> str:
        """An expression over a relation as SQL; ``over`` gives columns another form."""
        return self._renderer(relation, alias, frame, over).sql(_tree(expr))

    def condition(self, expr: Expr | Tree, relation: Relation, alias: str = "") -> str:
        """An expression in brackets unless it is a single thing."""
        return self._renderer(relation, alias, None, None).tight(_tree(expr))

    def typed(self, sql: str, column: str) -> str:
        """An expression cast to the type its output column promises."""
        kind = self.output.columns[column]
        if not kind.is_number:
            return sql
        storage = kind.storage.lower()
        if self.engine == "spark":
            storage = storage.replace("integer", "int")
        return f"cast({sql} as {storage})"

    def text(self, sql: str) -> str:
        """An expression as text."""
        return f"cast({sql} as {'string' if self.engine == 'spark' else 'varchar'})"

    def _renderer(
        self,
        relation: Relation,
        alias: str,
        frame: Frame | None,
        over: Mapping[str, str] | None,
    ) -> Renderer:
        columns = dict(self.passed(relation.columns, alias)) if alias else {}
        if over:
            columns.update(over)
        return Renderer(self.engine, columns, self.params, self.as_of, relation.columns, frame)

    def same(self, key: Key, left: str, right: str) -> tuple[str, ...]:
        """The equalities of a key between two aliases."""
        return tuple(
            f"{self.column(pair.left, left)} = {self.column(pair.right, right)}" for pair in key
        )

    def alike(self, columns: Iterable[str], left: str = "t", right: str = "s") -> str:
        """Equality of columns where empty equals empty; ``true`` for none."""
        parts = [
            f"{self.column(name, left)} is not distinct from {self.column(name, right)}"
            for name in columns
        ]
        return " and ".join(parts) or "true"

    def amount(self, length: Length) -> str:
        """The number of a length as SQL."""
        return self.params[length.amount] if isinstance(length.amount, str) else str(length.amount)

    def later(self, day: str, length: Length) -> str:
        """The day a length after another, as SQL."""
        amount = self.amount(length)
        form = {"days": "add_days", "months": "add_months", "workdays": "add_workdays"}[length.unit]
        tree = parse_expression(f"{form}(a, b)")
        columns = {"a": day, "b": amount}
        return Renderer(self.engine, columns, {}, self.as_of, {}).sql(tree)

    def days(self, first: str, last: str) -> str:
        """The days from one day to another, as SQL."""
        tree = parse_expression("days_between(a, b)")
        return Renderer(self.engine, {"a": first, "b": last}, {}, self.as_of, {}).sql(tree)


def _tree(expr: Expr | Tree) -> Tree:
    text = getattr(expr, "text", None)
    return parse_expression(text) if isinstance(text, str) else expr  # type: ignore[return-value]
