"""``settle``: a check fires only when every possibility agrees; else it waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.model.assemble import nested
from xiezhi.model.relation import Relation
from xiezhi.model.step import Settle
from xiezhi.model.verb import Body, Link, Verb
from xiezhi.sql.parse import columns_in

if TYPE_CHECKING:
    from xiezhi.model.analysis import Analysis
    from xiezhi.model.describing import Describing
    from xiezhi.model.making import Making
    from xiezhi.model.reading import Reading
    from xiezhi.model.verb import Origin
    from xiezhi.rulebook.form import Form

__all__ = ["SettleVerb"]


class SettleVerb(Verb[Settle]):
    """One row per ``by``: it goes on when the condition is true for all its rows.

    True for some, or unknown for one while false for none: the row is pending. False for all: it
    is refuted.
    """

    word = "settle"

    def read(self, form: Form, reading: Reading) -> Settle:
        """``{from, by, where, columns, reason}``."""
        return Settle(
            from_=form.text("from"),
            by=form.texts("by"),
            where=reading.expr(form, "where"),
            columns=reading.named(form, "columns"),
            reason=reading.title(form, "reason"),
            at=form.place,
        )

    def describe(self, step: Settle, name: str, describing: Describing) -> Relation:
        """The columns of ``by`` and the aggregates."""
        source = describing.relation(step.from_, step.at)
        columns = {column: describing.has(source, column, step.at) for column in step.by}
        if not columns:
            describing.refuse(step.at, "settle needs by.", code="form-missing-field")
        describing.condition(step.where, source)
        made = describing.derived(
            step.columns, Relation(name, source.scope), ("scalar", "aggregate"), beside=step.by
        )
        describing.aggregated(step.columns, step.by)
        return Relation(
            name,
            {**columns, **made},
            unique=(frozenset(columns), *(key for key in source.unique if key <= columns.keys())),
            not_null=source.not_null & columns.keys(),
            inputs=source.inputs,
        )

    def reads(
        self, step: Settle, needed: frozenset[str], analysis: Analysis
    ) -> dict[str, set[str]]:
        """``by``, the condition, and what the needed aggregates are made of."""
        asked = set(step.by) | columns_in(step.where.text)
        for item in step.columns:
            if item.name in needed:
                asked |= columns_in(item.expr.text)
        return {step.from_: asked}

    def body(self, step: Settle, making: Making) -> Body:
        """A group with two votes: all rows true, and some row not false."""
        source = making.relation(step.from_)
        where = making.condition(step.where, source)
        columns = [(name, making.column(name)) for name in step.by]
        for item in step.columns:
            if item.name in making.needed:
                sql = making.typed(making.expr(item.expr, source), item.name)
                columns.append((item.name, sql))
        columns.append(("_all", f"bool_and(coalesce({where}, false))"))
        columns.append(("_some", f"bool_or(coalesce({where}, true))"))
        by = ", ".join(making.column(name) for name in step.by)
        origin = making.source(step.from_)
        return Body(
            making.passed(making.wanted()),
            nested(columns, origin, "g", making.engine, f"group by {by}"),
            hit=("_all",),
            states=(("pending", "not _all and _some"), ("refuted", "not _some")),
        )

    def origins(self, step: Settle, analysis: Analysis) -> dict[str, tuple[Origin, ...]]:
        """The columns of ``by``."""
        return {column: ((step.from_, column),) for column in step.by}

    def shows(self, step: Settle, analysis: Analysis) -> frozenset[str]:
        """The columns of ``by``."""
        return frozenset(step.by)

    def links(self, step: Settle, making: Making) -> tuple[Link, ...]:
        """Every possibility."""
        return (Link(step.from_, "possibility", match=making.alike(step.by)),)

    def may_put_aside(self, step: Settle) -> tuple[str, ...]:
        """What is not agreed waits."""
        return ("pending",)
