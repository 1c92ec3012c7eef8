"""``derive``: new columns beside all that were there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.model.step import Derive
from xiezhi.model.verb import INHERIT, Body, Link, Verb
from xiezhi.sql.parse import parse_expression
from xiezhi.sql.tree import Name, Tree, columns_of, substitute

if TYPE_CHECKING:
    from xiezhi.model.analysis import Analysis
    from xiezhi.model.describing import Describing
    from xiezhi.model.making import Making
    from xiezhi.model.reading import Reading
    from xiezhi.model.relation import Relation
    from xiezhi.model.verb import Origin
    from xiezhi.rulebook.form import Form

__all__ = ["DeriveVerb"]


class DeriveVerb(Verb[Derive]):
    """A later column of the same step may speak of an earlier one."""

    word = "derive"

    def read(self, form: Form, reading: Reading) -> Derive:
        """``{from, columns: {name: expression}}``."""
        step = Derive(form.text("from"), reading.named(form, "columns"), form.place)
        if not step.columns:
            form.refuse(form.place, "derive makes no column.", code="form-empty")
        return step

    def describe(self, step: Derive, name: str, describing: Describing) -> Relation:
        """All columns of the source and the new ones."""
        source = describing.relation(step.from_, step.at)
        for item in step.columns:
            made = describing.derived((item,), source)
            source = source.like(name, {**source.columns, **made})
        return source

    def reads(
        self, step: Derive, needed: frozenset[str], analysis: Analysis
    ) -> dict[str, set[str]]:
        """What passes through, and what the needed new columns are made of."""
        made = _trees(step)
        asked = {column for column in needed if column not in made}
        for column in needed & made.keys():
            asked |= columns_of(made[column])
        return {step.from_: asked}

    def body(self, step: Derive, making: Making) -> Body:
        """The source's columns, then the new ones."""
        source = making.relation(step.from_)
        made = _trees(step)
        columns = [
            (
                column,
                making.typed(making.expr(made[column], source), column)
                if column in made and not isinstance(made[column], Name)
                else making.expr(made[column], source)
                if column in made
                else making.column(column),
            )
            for column in making.wanted()
        ]
        return Body(tuple(columns), making.source(step.from_), ids=making.ids(_s1=""))

    def origins(self, step: Derive, analysis: Analysis) -> dict[str, tuple[Origin, ...]]:
        """Columns that pass through, and new names for old columns."""
        columns = analysis.relations[step.from_].columns
        found: dict[str, tuple[Origin, ...]] = {name: ((step.from_, name),) for name in columns}
        for name, tree in _trees(step).items():
            if isinstance(tree, Name):
                found[name] = ((step.from_, tree.name),)
        return found

    def links(self, step: Derive, making: Making) -> tuple[Link, ...]:
        """The row itself."""
        return (Link(step.from_, INHERIT, "_s1"),)

    def keeps_rows(self, step: Derive, analysis: Analysis) -> bool:
        """Every row goes on."""
        return True


def _trees(step: Derive) -> dict[str, Tree]:
    found: dict[str, Tree] = {}
    for item in step.columns:
        found[item.name] = substitute(parse_expression(item.expr.text), found)
    return found
