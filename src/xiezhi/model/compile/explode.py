"""``explode``: one row per element of a list."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xiezhi.model.relation import ROW, UNKNOWN, Relation
from xiezhi.model.step import Explode
from xiezhi.model.verb import INHERIT, Body, Link, Verb

if TYPE_CHECKING:
    from xiezhi.model.analysis import Analysis
    from xiezhi.model.describing import Describing
    from xiezhi.model.making import Making
    from xiezhi.model.reading import Reading
    from xiezhi.model.verb import Origin
    from xiezhi.rulebook.form import Form

__all__ = ["ExplodeVerb"]


class ExplodeVerb(Verb[Explode]):
    """The list goes, its elements come, one row each."""

    word = "explode"

    def read(self, form: Form, reading: Reading) -> Explode:
        """``{from, list, as, keep_empty}``."""
        return Explode(
            form.text("from"),
            form.text("list"),
            form.text("as"),
            form.place,
            form.boolean("keep_empty"),
        )

    def describe(self, step: Explode, name: str, describing: Describing) -> Relation:
        """The source with the element in place of the list."""
        source = describing.relation(step.from_, step.at)
        kind = describing.has(source, step.list, step.at)
        if kind != UNKNOWN and not kind.many:
            describing.refuse(step.at, f"{step.list} is {kind}, no list.", code="type-list")
        kept = {
            column: other
            for column, other in source.columns.items()
            if column not in (ROW, step.list)
        }
        describing.new_name(step.as_, None, step.at, kept)
        return source.like(name, {**kept, step.as_: replace(kind, many=False)}, unique=())

    def reads(
        self, step: Explode, needed: frozenset[str], analysis: Analysis
    ) -> dict[str, set[str]]:
        """What passes through, and the list."""
        return {step.from_: {*(needed - {step.as_}), step.list}}

    def body(self, step: Explode, making: Making) -> Body:
        """``unnest``; in Spark a lateral view."""
        element = making.quote(step.as_)
        source = making.source(step.from_, "s")
        items = making.column(step.list, "s")
        if making.engine == "spark":
            outer = "outer " if step.keep_empty else ""
            source = f"{source} lateral view {outer}explode({items}) e as {element}"
        elif step.keep_empty:
            source = (
                f"{source} left join lateral (select unnest({items}) as {element}) as e on true"
            )
        else:
            source = f"{source}, unnest({items}) as e({element})"
        columns = tuple(
            (name, making.column(name, "e" if name == step.as_ else "s"))
            for name in making.wanted()
        )
        return Body(columns, source, ids=making.ids(_s1="s"))

    def origins(self, step: Explode, analysis: Analysis) -> dict[str, tuple[Origin, ...]]:
        """Columns that pass through; an element depends on its whole list."""
        columns = analysis.relations[step.from_].columns
        return {
            column: ((step.from_, column),)
            for column in columns
            if column not in (step.list, step.as_)
        }

    def links(self, step: Explode, making: Making) -> tuple[Link, ...]:
        """The row that held the list."""
        return (Link(step.from_, INHERIT, "_s1"),)
