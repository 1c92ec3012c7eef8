"""``score``: weighted indicators and a threshold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.model.step import Expr, Indicator, Score
from xiezhi.model.verb import INHERIT, Body, Link, Verb
from xiezhi.sql.parse import columns_in, parse_expression
from xiezhi.sql.types import Type

if TYPE_CHECKING:
    from xiezhi.model.analysis import Analysis
    from xiezhi.model.describing import Describing
    from xiezhi.model.making import Making
    from xiezhi.model.reading import Reading
    from xiezhi.model.relation import Relation
    from xiezhi.model.verb import Origin
    from xiezhi.rulebook.form import Form

__all__ = ["ScoreVerb"]


class ScoreVerb(Verb[Score]):
    """Adds ``score``, ``fired_<id>`` and ``value_<id>``; null does not fire."""

    word = "score"

    def read(self, form: Form, reading: Reading) -> Score:
        """``{from, indicators: [{id, title, points, when, value}], threshold}``."""
        found: list[Indicator] = []
        for item in form.rows("indicators"):
            found.append(
                Indicator(
                    item.text("id"),
                    item.title(),
                    item.integer("points", 0) or 0,
                    reading.expr(item, "when"),
                    reading.maybe(item, "value"),
                )
            )
            item.done()
        return Score(form.text("from"), tuple(found), _threshold(form, reading), form.place)

    def describe(self, step: Score, name: str, describing: Describing) -> Relation:
        """The source's columns, the score, and each indicator's outcome and value."""
        source = describing.relation(step.from_, step.at)
        columns = dict(source.columns)
        columns["score"] = Type("number", "BIGINT")
        for item in step.indicators:
            describing.condition(item.when, source)
            describing.new_name(f"fired_{item.id}", None, item.when.at, columns)
            columns[f"fired_{item.id}"] = Type("bool", "BOOLEAN")
            if item.value is not None:
                kind = describing.type(item.value, source)
                if kind is not None:
                    columns[f"value_{item.id}"] = kind
        output = source.like(name, columns)
        kind = describing.type(step.threshold, output)
        if kind is not None and not kind.is_number:
            describing.refuse(step.threshold.at, "A threshold is a number.", code="type-argument")
        most = sum(item.points for item in step.indicators if item.points > 0)
        limit = parse_expression(step.threshold.text) if kind is not None else None
        value = getattr(limit, "value", None)
        if isinstance(value, int) and value > most:
            describing.refuse(
                step.threshold.at,
                f"{value} points can never be reached.",
                why=f"all indicators together give {most}",
                code="never-score",
            )
        return output

    def reads(self, step: Score, needed: frozenset[str], analysis: Analysis) -> dict[str, set[str]]:
        """What passes through and what the indicators ask."""
        asked = {name for name in needed if name in analysis.relations[step.from_].columns}
        for item in step.indicators:
            asked |= columns_in(item.when.text)
            if item.value is not None and f"value_{item.id}" in needed:
                asked |= columns_in(item.value.text)
        return {step.from_: asked}

    def body(self, step: Score, making: Making) -> Body:
        """The points of the indicators that fired, added up."""
        source = making.relation(step.from_)
        parts = [
            f"case when {making.expr(item.when, source)} then {item.points} else 0 end"
            for item in step.indicators
        ]
        total = f"({' + '.join(parts) or '0'})"
        made = {"score": f"cast({total} as bigint)"}
        for item in step.indicators:
            made[f"fired_{item.id}"] = f"coalesce({making.condition(item.when, source)}, false)"
            if item.value is not None:
                made[f"value_{item.id}"] = making.expr(item.value, source)
        columns = tuple(
            (name, made[name] if name in made else making.column(name)) for name in making.wanted()
        )
        threshold = making.expr(step.threshold, source)
        return Body(
            columns,
            making.source(step.from_),
            (f"{total} >= {threshold}",),
            ids=making.ids(_s1=""),
        )

    def origins(self, step: Score, analysis: Analysis) -> dict[str, tuple[Origin, ...]]:
        """Columns that pass through."""
        columns = analysis.relations[step.from_].columns
        return {column: ((step.from_, column),) for column in columns}

    def links(self, step: Score, making: Making) -> tuple[Link, ...]:
        """The row itself."""
        return (Link(step.from_, INHERIT, "_s1"),)

    def keeps_rows(self, step: Score, analysis: Analysis) -> bool:
        """A row is kept or lost."""
        return True


def _threshold(form: Form, reading: Reading) -> Expr:
    return reading.expr(form, "threshold")
