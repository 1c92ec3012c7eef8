"""``distinct``: unique rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.model.relation import Relation
from xiezhi.model.step import Distinct
from xiezhi.model.verb import INHERIT, Body, Link, Verb

if TYPE_CHECKING:
    from xiezhi.model.analysis import Analysis
    from xiezhi.model.describing import Describing
    from xiezhi.model.making import Making
    from xiezhi.model.reading import Reading
    from xiezhi.model.verb import Origin
    from xiezhi.rulebook.form import Form

__all__ = ["DistinctVerb"]


class DistinctVerb(Verb[Distinct]):
    """Unique rows over the columns named."""

    word = "distinct"

    def read(self, form: Form, reading: Reading) -> Distinct:
        """``{from, columns: […]}``."""
        columns = form.texts("columns")
        if not columns:
            form.refuse(form.place, "distinct names no column.", code="form-empty")
        return Distinct(form.text("from"), columns, form.place)

    def describe(self, step: Distinct, name: str, describing: Describing) -> Relation:
        """The columns named, unique together."""
        source = describing.relation(step.from_, step.at)
        columns = {column: describing.has(source, column, step.at) for column in step.columns}
        return Relation(
            name,
            columns,
            unique=(frozenset(columns),),
            not_null=source.not_null & columns.keys(),
            inputs=source.inputs,
        )

    def reads(
        self, step: Distinct, needed: frozenset[str], analysis: Analysis
    ) -> dict[str, set[str]]:
        """All of them: they decide which rows are one."""
        return {step.from_: set(step.columns)}

    def body(self, step: Distinct, making: Making) -> Body:
        """``SELECT DISTINCT``."""
        return Body(making.passed(step.columns), making.source(step.from_), distinct=True)

    def origins(self, step: Distinct, analysis: Analysis) -> dict[str, tuple[Origin, ...]]:
        """Every column."""
        return {column: ((step.from_, column),) for column in step.columns}

    def links(self, step: Distinct, making: Making) -> tuple[Link, ...]:
        """All rows that are one."""
        return (Link(step.from_, INHERIT, match=making.alike(step.columns)),)
