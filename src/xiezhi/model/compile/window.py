"""``window``: columns that look at the other rows of the same key, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.model.assemble import nested
from xiezhi.model.relation import ROW, UNKNOWN
from xiezhi.model.step import Window
from xiezhi.model.verb import INHERIT, Body, Link, Verb
from xiezhi.sql.parse import columns_in, parse_expression
from xiezhi.sql.render import Frame
from xiezhi.sql.tree import Call, walk

if TYPE_CHECKING:
    from xiezhi.model.analysis import Analysis
    from xiezhi.model.describing import Describing
    from xiezhi.model.making import Making
    from xiezhi.model.reading import Reading
    from xiezhi.model.relation import Relation
    from xiezhi.model.verb import Origin
    from xiezhi.rulebook.form import Form

__all__ = ["WindowVerb"]

_RANGES = {"count_within", "sum_within"}


class WindowVerb(Verb[Window]):
    """Latest, nth, running, within N days, previous and next; ``keep`` filters on them."""

    word = "window"

    def read(self, form: Form, reading: Reading) -> Window:
        """``{from, by, order, columns: {name: window function}, keep}``."""
        step = Window(
            form.text("from"),
            form.texts("by"),
            form.texts("order"),
            reading.named(form, "columns"),
            reading.maybe(form, "keep"),
            form.place,
        )
        if not step.order:
            form.refuse(form.place, "window needs order.", code="form-missing-field")
        return step

    def describe(self, step: Window, name: str, describing: Describing) -> Relation:
        """The source's columns and the new ones."""
        source = describing.relation(step.from_, step.at)
        for column in (*step.by, *step.order):
            describing.has(source, column, step.at)
        made = describing.derived(step.columns, source, ("scalar", "window"))
        if _ranged(step) and step.order:
            kind = describing.has(source, step.order[0], step.at)
            if kind != UNKNOWN and not kind.is_date:
                describing.refuse(step.at, f"Within days needs a date to order by, {step.order[0]} "
                                  f"is {kind}.", code="type-argument")  # fmt: skip
        output = source.like(name, {**source.columns, **made})
        if step.keep is not None:
            describing.condition(step.keep, output)
        return output

    def reads(
        self, step: Window, needed: frozenset[str], analysis: Analysis
    ) -> dict[str, set[str]]:
        """What passes through, the partition, the order, and what the columns are made of."""
        made = {item.name for item in step.columns}
        wanted = set(needed)
        if step.keep is not None:
            wanted |= columns_in(step.keep.text)
        asked = {column for column in wanted if column not in made}
        asked |= {*step.by, *step.order, *_ties(step, analysis.relations[step.from_])}
        for item in step.columns:
            if item.name in wanted:
                asked |= columns_in(item.expr.text)
        return {step.from_: asked}

    def body(self, step: Window, making: Making) -> Body:
        """Window functions, in a subquery when ``keep`` filters."""
        source = making.relation(step.from_)
        wanted = set(making.needed)
        if step.keep is not None:
            wanted |= columns_in(step.keep.text)
        frame = self._frame(step, making)
        made = {item.name: item.expr for item in step.columns}
        columns: list[tuple[str, str]] = []
        for name in making.output.columns:
            if name in wanted and name in made:
                sql = making.expr(made[name], source, frame=frame)
                columns.append((name, making.typed(sql, name)))
            elif name in wanted:
                columns.append((name, making.column(name)))
        ids = making.ids(_s1="")
        if making.traced:
            order = f"row_number() over (partition by {frame.partition} order by {frame.order})"
            if not frame.partition:
                order = f"row_number() over (order by {frame.order})"
            ids = (*ids, ("_n", order))
        if step.keep is None:
            return Body(tuple(columns), making.source(step.from_), ids=ids)
        return Body(
            making.passed(making.wanted()),
            nested((*ids, *columns), making.source(step.from_), "w", making.engine),
            (making.expr(step.keep, making.output),),
            ids=tuple((name, name) for name, _ in ids),
        )

    def _frame(self, step: Window, making: Making) -> Frame:
        order = [*step.order, *_ties(step, making.relation(step.from_))]
        return Frame(
            ", ".join(making.column(name) for name in step.by),
            ", ".join(f"{making.column(name)} nulls last" for name in order),
            ", ".join(f"{making.column(name)} desc nulls last" for name in order),
            making.column(step.order[0]) if step.order else "",
        )

    def origins(self, step: Window, analysis: Analysis) -> dict[str, tuple[Origin, ...]]:
        """The partition only: a row depends on its neighbours."""
        return {column: ((step.from_, column),) for column in step.by}

    def shows(self, step: Window, analysis: Analysis) -> frozenset[str]:
        """The partition and the day."""
        return frozenset({*step.by, *step.order[:1]})

    def links(self, step: Window, making: Making) -> tuple[Link, ...]:
        """The row, and the rows of its frame: of the window in days, else of the whole key."""
        same = making.alike(step.by)
        match = same
        if _ranged(step, only=True) and step.order:
            day = making.column(step.order[0], "s")
            own = making.column(step.order[0], "t")
            days = max(_ranges(step, making), key=len, default="0")
            match = f"{same} and {day} <= {own} and {day} >= {own} - {days}"
        return (Link(step.from_, INHERIT, "_s1"), Link(step.from_, "frame", match=match))


def _ranges(step: Window, making: Making) -> list[str]:
    found: list[str] = []
    for item in step.columns:
        for node in walk(parse_expression(item.expr.text)):
            if isinstance(node, Call) and node.function in _RANGES:
                found.append(making.expr(node.args[-1], making.relation(step.from_)))
    return [f"greatest({', '.join(found)})"] if len(found) > 1 else found


def _ranged(step: Window, *, only: bool = False) -> bool:
    """Whether a column (``only``: every window function) looks at a number of days."""
    calls = [
        node.function
        for item in step.columns
        for node in walk(parse_expression(item.expr.text))
        if isinstance(node, Call)
    ]
    from xiezhi.sql.functions import FUNCTIONS

    windows = [name for name in calls if FUNCTIONS[name].kind == "window"]
    if only:
        return bool(windows) and all(name in _RANGES for name in windows)
    return any(name in _RANGES for name in windows)


def _ties(step: Window, source: Relation) -> tuple[str, ...]:
    """Columns that put rows of the same order into one fixed order."""
    if source.has_row:
        return (ROW,)
    if any(key <= {*step.by, *step.order} for key in source.unique):
        return ()
    shortest = min(source.unique, key=len, default=frozenset(source.visible))
    return tuple(
        name
        for name in source.visible
        if name in shortest and name not in step.order and not source.columns[name].many
    )
