"""``combine``: the rows of several tables with the same meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.model.relation import UNKNOWN, Relation
from xiezhi.model.step import Combine
from xiezhi.model.verb import INHERIT, Body, Link, Verb

if TYPE_CHECKING:
    from xiezhi.model.analysis import Analysis
    from xiezhi.model.describing import Describing
    from xiezhi.model.making import Making
    from xiezhi.model.reading import Reading
    from xiezhi.model.verb import Origin
    from xiezhi.rulebook.form import Form
    from xiezhi.sql.types import Type

__all__ = ["CombineVerb"]


class CombineVerb(Verb[Combine]):
    """A union that keeps every row; columns go by name."""

    word = "combine"

    def read(self, form: Form, reading: Reading) -> Combine:
        """``{from: [a, b], columns: […]}``."""
        step = Combine(form.texts("from"), form.texts("columns"), form.place)
        if len(step.from_) < 2:
            form.refuse(form.place, "combine takes at least two.", code="form-empty")
        return step

    def describe(self, step: Combine, name: str, describing: Describing) -> Relation:
        """The columns named, or those that all sources have."""
        sources = [describing.relation(source, step.at) for source in step.from_]
        first = sources[0]
        names = step.columns or tuple(
            column
            for column in first.visible
            if all(column in source.visible for source in sources)
        )
        columns: dict[str, Type] = {}
        for column in names:
            kinds = [describing.has(source, column, step.at) for source in sources]
            columns[column] = kinds[0]
            if UNKNOWN not in kinds and any(
                (kind.name, kind.many) != (kinds[0].name, kinds[0].many) for kind in kinds
            ):
                shown = ", ".join(str(kind) for kind in kinds)
                describing.refuse(
                    step.at,
                    f"{column} does not mean the same everywhere.",
                    why=shown,
                    cure="Rename it with choose.",
                    code="type-branches",
                )
        if not columns:
            describing.refuse(step.at, "The sources have no column in common.", code="form-empty")
        return Relation(
            name,
            columns,
            not_null=frozenset.intersection(*(source.not_null for source in sources))
            & columns.keys(),
            inputs=frozenset().union(*(source.inputs for source in sources)),
        )

    def reads(
        self, step: Combine, needed: frozenset[str], analysis: Analysis
    ) -> dict[str, set[str]]:
        """The same of each."""
        return {source: set(needed) for source in step.from_}

    def body(self, step: Combine, making: Making) -> Body:
        """``UNION ALL`` of the sources, in order."""
        wanted = making.wanted()
        parts: list[str] = []
        for number, source in enumerate(step.from_, 1):
            kinds = making.relation(source).columns
            columns = [
                making.quote(name)
                if kinds[name].storage == making.output.columns[name].storage
                else f"{making.typed(making.quote(name), name)} as {making.quote(name)}"
                for name in wanted
            ]
            if making.traced:
                columns += [
                    f"{'_id' if number == index else 'cast(null as bigint)'} as _s{index}"
                    for index in range(1, len(step.from_) + 1)
                ]
            parts.append(f"select {', '.join(columns) or '1 as _one'} from {making.source(source)}")
        inner = "\n  union all\n  ".join(parts)
        ids = making.ids(**{f"_s{index}": "" for index in range(1, len(step.from_) + 1)})
        return Body(
            making.passed(wanted),
            f"(\n  {inner}\n) as u",
            ids=tuple((name, name) for name, _ in ids),
        )

    def origins(self, step: Combine, analysis: Analysis) -> dict[str, tuple[Origin, ...]]:
        """The column of each source."""
        columns = set.intersection(*(set(analysis.relations[name].columns) for name in step.from_))
        return {column: tuple((source, column) for source in step.from_) for column in columns}

    def links(self, step: Combine, making: Making) -> tuple[Link, ...]:
        """The row itself."""
        return tuple(
            Link(source, INHERIT, f"_s{index}") for index, source in enumerate(step.from_, 1)
        )
