"""``choose``: select and rename columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.model.relation import ROW, Relation
from xiezhi.model.step import Choose
from xiezhi.model.verb import INHERIT, Body, Link, Verb

if TYPE_CHECKING:
    from xiezhi.model.analysis import Analysis
    from xiezhi.model.describing import Describing
    from xiezhi.model.making import Making
    from xiezhi.model.reading import Reading
    from xiezhi.model.verb import Origin
    from xiezhi.rulebook.form import Form
    from xiezhi.sql.types import Type

__all__ = ["ChooseVerb"]


class ChooseVerb(Verb[Choose]):
    """Only these columns, under these names."""

    word = "choose"

    def read(self, form: Form, reading: Reading) -> Choose:
        """``{from, columns: [a, {new: old}]}``."""
        pairs = reading.pairs(form, "columns")
        if not pairs:
            form.refuse(form.place, "choose names no column.", code="form-empty")
        return Choose(form.text("from"), pairs or (), form.place)

    def describe(self, step: Choose, name: str, describing: Describing) -> Relation:
        """The columns chosen."""
        source = describing.relation(step.from_, step.at)
        columns: dict[str, Type] = {}
        for new, old in step.columns:
            describing.new_name(new, None, step.at, columns)
            columns[new] = describing.has(source, old, step.at)
        names = {old: new for new, old in step.columns}
        if source.has_row:
            columns[ROW] = source.columns[ROW]
            names[ROW] = ROW
        return Relation(
            name,
            columns,
            frozenset({ROW}) & columns.keys(),
            tuple(
                frozenset(names[column] for column in key)
                for key in source.unique
                if key <= names.keys()
            ),
            frozenset(names[column] for column in source.not_null if column in names),
            source.inputs,
            names.get(source.dated or ""),
        )

    def reads(
        self, step: Choose, needed: frozenset[str], analysis: Analysis
    ) -> dict[str, set[str]]:
        """The old names of what is needed."""
        return {step.from_: {old for new, old in _pairs(step) if new in needed}}

    def body(self, step: Choose, making: Making) -> Body:
        """A plain projection."""
        old = {new: making.column(name) for new, name in _pairs(step)}
        columns = tuple((new, old[new]) for new in making.wanted())
        return Body(columns, making.source(step.from_), ids=making.ids(_s1=""))

    def origins(self, step: Choose, analysis: Analysis) -> dict[str, tuple[Origin, ...]]:
        """Every column."""
        return {new: ((step.from_, old),) for new, old in _pairs(step)}

    def links(self, step: Choose, making: Making) -> tuple[Link, ...]:
        """The row itself."""
        return (Link(step.from_, INHERIT, "_s1"),)

    def keeps_rows(self, step: Choose, analysis: Analysis) -> bool:
        """Every row goes on."""
        return True


def _pairs(step: Choose) -> tuple[tuple[str, str], ...]:
    return (*step.columns, (ROW, ROW))
