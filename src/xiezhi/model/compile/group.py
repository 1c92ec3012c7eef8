"""``group``: one row per key with aggregates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.model.assemble import nested
from xiezhi.model.linked import row_name
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
_LEAST = {"min", "first"}


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
        ids = self._ids(step, making) if making.traced else ()
        if step.having is None:
            kept = [pair for pair in columns if pair[0] in wanted or making.traced]
            return Body(tuple(kept) or tuple(columns), source, tail=tail, ids=ids)
        having = making.expr(step.having, making.output)
        return Body(
            making.passed(making.wanted()),
            nested((*ids, *columns), source, "g", making.engine, tail),
            (having,),
            ids=tuple((name, name) for name, _ in ids),
        )

    def _ids(self, step: Group, making: Making) -> tuple[tuple[str, str], ...]:
        """The rows that gave the extremes, ``_s0`` any row where there is none; see ``links``."""
        calls = _extremes(step)
        if not calls:
            return ()
        ids = [(f"_s{number}", self._row(call, step, making)) for number, call in calls]
        empty = " and ".join(f"{sql} is null" for _, sql in ids)
        some = _extreme_id([], step, making, "min", "true")
        return (*ids, ("_s0", f"case when {empty} then {some} end"))

    def _row(self, call: Call, step: Group, making: Making) -> str:
        """The ``_id`` of the row that gave a value; of equal ones always the same."""
        source = making.relation(step.from_)
        parts = [making.expr(call.args[0], source)]
        if call.order is not None:
            parts.insert(0, making.expr(call.order, source))
        filled = " and ".join(f"({part}) is not null" for part in parts)
        word = "min" if call.function in _LEAST else "max"
        return _extreme_id(parts, step, making, word, filled)

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

    def traces(self, step: Group, analysis: Analysis) -> dict[str, set[str]]:
        """What names a row, so that of several that gave a value always the same is led to."""
        if not _extremes(step):
            return {}
        return {step.from_: set(row_name(analysis.relations[step.from_]))}

    def links(self, step: Group, making: Making) -> tuple[Link, ...]:
        """Every row of the group; the one that gave a least or greatest value is flagged.

        A group of nothing but such values is proved by the rows that gave them: the others would
        not change it, and may be about other people.
        """
        calls = _extremes(step)
        if calls:
            extreme = [Link(step.from_, "extreme", f"_s{number}") for number, _ in calls]
            return (*extreme, Link(step.from_, "member", "_s0"))
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


def _extremes(step: Group) -> list[tuple[int, Call]]:
    """The aggregates when all are least, greatest, first or last values; else nothing."""
    calls: list[tuple[int, Call]] = []
    for number, item in enumerate(step.columns, 1):
        tree = parse_expression(item.expr.text)
        if not isinstance(tree, Call) or tree.function not in _EXTREMES:
            return []
        calls.append((number, tree))
    return calls


def _extreme_id(parts: list[str], step: Group, making: Making, word: str, filled: str) -> str:
    """The ``_id`` of the row with the least or greatest parts, then of the row's own name."""
    names = [making.column(name) for name in row_name(making.relation(step.from_))]
    spark = making.engine == "spark"
    fields = [*enumerate([*parts, *names]), ("i", "_id")]
    packed = ", ".join(f"'p{n}', {sql}" if spark else f"p{n} := {sql}" for n, sql in fields)
    struct = f"named_struct({packed})" if spark else f"struct_pack({packed})"
    found = f"{word}({struct}) filter (where {filled})"
    return f"({found}).pi" if spark else f"struct_extract({found}, 'pi')"


def _columns(text: str) -> frozenset[str]:
    return columns_in(text)
