"""``group``: one row per key with aggregates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.model.assemble import nested
from xiezhi.model.relation import Relation
from xiezhi.model.step import Group
from xiezhi.model.verb import Body, Link, Verb
from xiezhi.sql.parse import columns_in, parse_expression
from xiezhi.sql.tree import Call, Literal

if TYPE_CHECKING:
    from xiezhi.model.analysis import Analysis
    from xiezhi.model.describing import Describing
    from xiezhi.model.making import Making
    from xiezhi.model.reading import Reading
    from xiezhi.model.verb import Origin
    from xiezhi.rulebook.form import Form

__all__ = ["GroupVerb"]

_BOUND = 20
_EXTREMES = {"min", "max", "first", "last"}


class GroupVerb(Verb[Group]):
    """Aggregates with ``having``; rows with the same key, empty ones too, are one group."""

    word = "group"

    def read(self, form: Form, reading: Reading) -> Group:
        """``{from, by, columns: {name: aggregate}, having}``."""
        return Group(
            form.text("from"),
            form.texts("by"),
            reading.named(form, "columns"),
            reading.maybe(form, "having"),
            form.place,
        )

    def describe(self, step: Group, name: str, describing: Describing) -> Relation:
        """The key and the aggregates."""
        source = describing.relation(step.from_, step.at)
        columns = {column: describing.has(source, column, step.at) for column in step.by}
        made = describing.derived(
            step.columns, Relation(name, source.scope), ("scalar", "aggregate"), beside=step.by
        )
        describing.aggregated(step.columns, step.by)
        output = Relation(
            name,
            {**columns, **made},
            unique=(frozenset(columns),),
            not_null=source.not_null & columns.keys(),
            inputs=source.inputs,
        )
        if step.having is not None:
            describing.condition(step.having, output)
        return output

    def reads(self, step: Group, needed: frozenset[str], analysis: Analysis) -> dict[str, set[str]]:
        """The key, and what the needed aggregates are made of."""
        asked = set(step.by)
        wanted = needed | (_columns(step.having.text) if step.having else frozenset())
        for item in step.columns:
            if item.name in wanted:
                asked |= _columns(item.expr.text)
        return {step.from_: asked}

    def body(self, step: Group, making: Making) -> Body:
        """``GROUP BY``, in a subquery when ``having`` filters."""
        wanted = set(making.wanted())
        if step.having is not None:
            wanted |= _columns(step.having.text)
        source, aliases = self._source(step, making, wanted)
        columns: list[tuple[str, str]] = [(name, making.column(name, aliases)) for name in step.by]
        for item in step.columns:
            if item.name in wanted:
                columns.append(
                    (item.name, self._aggregate(item.name, item.expr.text, step, making))
                )
        by = ", ".join(making.column(name) for name in step.by)
        tail = f"group by {by}" if by else ""
        if step.having is None:
            kept = [pair for pair in columns if pair[0] in wanted or making.traced]
            return Body(tuple(kept) or tuple(columns), source, tail=tail)
        having = making.expr(step.having, making.output)
        return Body(
            making.passed(making.wanted()),
            nested(columns, source, "g", making.engine, tail),
            (having,),
        )

    def _source(self, step: Group, making: Making, wanted: set[str]) -> tuple[str, str]:
        """The source; with the rank of every value that a bounded list shows."""
        ranks: list[str] = []
        by = ", ".join(making.column(name) for name in step.by)
        for item in step.columns:
            tree = parse_expression(item.expr.text)
            if item.name in wanted and isinstance(tree, Call) and tree.function == "list":
                value = making.expr(tree.args[0], making.relation(step.from_))
                partition = f"partition by {by} " if by else ""
                copies = f"partition by {by}, {value}" if by else f"partition by {value}"
                ranks += [
                    f"dense_rank() over ({partition}order by {value}) as _rank_{item.name}",
                    f"row_number() over ({copies} order by {value}) as _copy_{item.name}",
                ]
        if not ranks:
            return making.source(step.from_), ""
        return f"(select *, {', '.join(ranks)} from {making.source(step.from_)}) as ranked", ""

    def _aggregate(self, name: str, text: str, step: Group, making: Making) -> str:
        tree = parse_expression(text)
        source = making.relation(step.from_)
        if isinstance(tree, Call) and tree.function == "list":
            bound = (
                tree.args[1].value
                if len(tree.args) > 1 and isinstance(tree.args[1], Literal)
                else _BOUND
            )
            value = making.text(making.expr(tree.args[0], source))
            shown = f"case when _rank_{name} <= {bound} and _copy_{name} = 1 then {value} end"
            if making.engine == "spark":
                return f"listagg({shown}, '、') within group (order by {value})"
            return f"string_agg({shown}, '、' order by {value})"
        sql = making.expr(tree, source)
        return making.typed(sql, name) if "sum(" in sql or " / " in sql else sql

    def origins(self, step: Group, analysis: Analysis) -> dict[str, tuple[Origin, ...]]:
        """The key only: an aggregate depends on the whole group."""
        return {column: ((step.from_, column),) for column in step.by}

    def shows(self, step: Group, analysis: Analysis) -> frozenset[str]:
        """The key and every aggregate: they tell the extreme row."""
        return frozenset({*step.by, *(item.name for item in step.columns)})

    def links(self, step: Group, making: Making) -> tuple[Link, ...]:
        """Every row of the group; the one that gave a least or greatest value is flagged."""
        source = making.relation(step.from_)
        extremes: list[str] = []
        for item in step.columns:
            tree = parse_expression(item.expr.text)
            if (
                item.name in making.output.columns
                and isinstance(tree, Call)
                and tree.function in _EXTREMES
            ):
                value = making.expr(tree.args[0], source, "s")
                extremes.append(f"{making.column(item.name, 't')} = {value}")
        return (
            Link(step.from_, "member", match=making.alike(step.by), extreme=" or ".join(extremes)),
        )


def _columns(text: str) -> frozenset[str]:
    return columns_in(text)
