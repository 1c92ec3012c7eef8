"""``keep`` and ``drop``: rows for which a condition is true, or is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from xiezhi.model.step import Keep
from xiezhi.model.verb import INHERIT, Body, Link, Verb
from xiezhi.sql.parse import columns_in

if TYPE_CHECKING:
    from xiezhi.model.analysis import Analysis
    from xiezhi.model.describing import Describing
    from xiezhi.model.making import Making
    from xiezhi.model.reading import Reading
    from xiezhi.model.relation import Relation
    from xiezhi.model.verb import Origin
    from xiezhi.rulebook.form import Form

__all__ = ["DropVerb", "KeepVerb"]


class KeepVerb(Verb[Keep]):
    """Rows that satisfy an expression; null is never true."""

    word = "keep"
    negated = False

    def read(self, form: Form, reading: Reading) -> Keep:
        """``{from, where, unknown, pending_when, reason}``."""
        return Keep(
            from_=form.text("from"),
            where=reading.expr(form, "where"),
            at=form.place,
            negated=self.negated,
            unknown=cast(
                'Literal["drop", "pending"]',
                form.choice("unknown", ("drop", "pending"), "drop") if not self.negated else "drop",
            ),
            pending_when=reading.maybe(form, "pending_when") if not self.negated else None,
            reason=reading.title(form, "reason") if not self.negated else None,
        )

    def describe(self, step: Keep, name: str, describing: Describing) -> Relation:
        """The source, with fewer rows."""
        source = describing.relation(step.from_, step.at)
        describing.condition(step.where, source)
        if step.pending_when is not None:
            describing.condition(step.pending_when, source)
        return source.renamed(name)

    def reads(self, step: Keep, needed: frozenset[str], analysis: Analysis) -> dict[str, set[str]]:
        """What is needed, and what the conditions ask."""
        asked = set(needed) | columns_in(step.where.text)
        if step.pending_when is not None:
            asked |= columns_in(step.pending_when.text)
        return {step.from_: asked}

    def body(self, step: Keep, making: Making) -> Body:
        """``WHERE``; rows that wait are neither kept nor lost."""
        source = making.relation(step.from_)
        where = making.condition(step.where, source)
        columns = making.passed(making.wanted())
        ids = making.ids(_s1="")
        if step.negated:
            return Body(columns, making.source(step.from_), (f"{where} is not true",), ids=ids)
        waits = self.waits(step, making)
        if not waits:
            plain = making.expr(step.where, source)
            return Body(columns, making.source(step.from_), (plain,), ids=ids)
        waiting = " or ".join(waits)
        return Body(
            columns,
            making.source(step.from_),
            hit=(where, f"({waiting}) is not true"),
            states=(("pending", f"({waiting})"), ("refuted", f"{where} is not true")),
            ids=ids,
        )

    def waits(self, step: Keep, making: Making) -> tuple[str, ...]:
        """The conditions under which a row waits."""
        source = making.relation(step.from_)
        where = making.condition(step.where, source)
        waits: list[str] = []
        if step.unknown == "pending":
            waits.append(f"{where} is null")
        if step.pending_when is not None:
            when = making.condition(step.pending_when, source)
            waits.append(f"({when} and {where} is not false)")
        return tuple(waits)

    def origins(self, step: Keep, analysis: Analysis) -> dict[str, tuple[Origin, ...]]:
        """Every column."""
        columns = analysis.relations[step.from_].columns
        return {column: ((step.from_, column),) for column in columns}

    def links(self, step: Keep, making: Making) -> tuple[Link, ...]:
        """The row itself."""
        return (Link(step.from_, INHERIT, "_s1"),)

    def may_put_aside(self, step: Keep) -> tuple[str, ...]:
        """``pending``, when the step says so."""
        waits = step.unknown == "pending" or step.pending_when is not None
        return ("pending",) if waits else ()

    def keeps_rows(self, step: Keep, analysis: Analysis) -> bool:
        """A row is kept or lost, never changed."""
        return True


class DropVerb(KeepVerb):
    """Rows that do not satisfy an expression; null is not true, so such rows stay."""

    word = "drop"
    negated = True
