"""``followed_by``: one thing and then another, with the time between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from xiezhi.model.assemble import nested
from xiezhi.model.relation import ROW, UNKNOWN
from xiezhi.model.step import FollowedBy
from xiezhi.model.taking import taken
from xiezhi.model.verb import Body, Link, Verb
from xiezhi.sql.types import Type

if TYPE_CHECKING:
    from xiezhi.model.analysis import Analysis
    from xiezhi.model.describing import Describing
    from xiezhi.model.making import Making
    from xiezhi.model.reading import Reading
    from xiezhi.model.relation import Relation
    from xiezhi.model.verb import Origin
    from xiezhi.rulebook.form import Form

__all__ = ["FollowedByVerb"]

_ELAPSED, _TIMING = "elapsed_days", "timing"


class FollowedByVerb(Verb[FollowedBy]):
    """Each row of ``first`` with the next row of ``then`` on or after its day, or with all."""

    word = "followed_by"

    def read(self, form: Form, reading: Reading) -> FollowedBy:
        """``{first, then, keys, after, dated, within, pick, take}``."""
        return FollowedBy(
            first=form.text("first"),
            then=form.text("then"),
            key=reading.key(form),
            after=form.text("after"),
            dated=form.text("dated"),
            within=reading.length(form, "within"),
            pick=cast('Literal["next", "all"]', form.choice("pick", ("next", "all"), "next")),
            take=reading.pairs(form, "take"),
            at=form.place,
        )

    def describe(self, step: FollowedBy, name: str, describing: Describing) -> Relation:
        """The first's columns, those taken from the second, the days between."""
        first = describing.relation(step.first, step.at)
        then = describing.relation(step.then, step.at)
        describing.key(step.key, first, then)
        for relation, column in ((first, step.after), (then, step.dated)):
            kind = describing.has(relation, column, step.at)
            if kind != UNKNOWN and not kind.is_date:
                describing.refuse(step.at, f"A date is expected, {column} is {kind}.",
                                  code="type-argument")  # fmt: skip
        pairs = taken(step.take, step.key, first, then, step.at, describing)
        columns = {column: kind for column, kind in first.columns.items() if column != ROW}
        columns.update({new: then.columns[old] for new, old in pairs})
        columns[_ELAPSED] = Type("days", "INTEGER")
        if step.within is not None:
            columns[_TIMING] = Type("text", "VARCHAR")
        made = first.like(name, columns, unique=() if step.pick == "all" else first.unique)
        made = type(made)(
            name,
            columns,
            made.hidden | {new for new, old in pairs if old in then.hidden},
            made.unique,
            made.not_null,
            first.inputs | then.inputs,
            first.dated,
        )
        return made.with_row() if step.pick == "next" and first.has_row else made

    def reads(
        self, step: FollowedBy, needed: frozenset[str], analysis: Analysis
    ) -> dict[str, set[str]]:
        """Keys and dates, and each side's share of what is needed."""
        first, then = analysis.relations[step.first], analysis.relations[step.then]
        pairs = dict(taken(step.take, step.key, first, then))
        own = {column for column in needed if column not in pairs} - {_ELAPSED, _TIMING}
        own |= {pair.left for pair in step.key} | {step.after}
        other = {pairs[column] for column in needed if column in pairs}
        other |= {pair.right for pair in step.key} | {step.dated}
        if step.pick == "next":
            other |= set(_order(step, then))
            own |= set(_identity(step, first))
        if step.first == step.then:
            return {step.first: own | other}
        return {step.first: own, step.then: other}

    def body(self, step: FollowedBy, making: Making) -> Body:
        """A join on key and order; ``next`` keeps the first partner of each row."""
        first, then = making.relation(step.first), making.relation(step.then)
        pairs = dict(taken(step.take, step.key, first, then))
        after, dated = making.column(step.after, "a"), making.column(step.dated, "b")

        def column(name: str) -> str:
            if name == _ELAPSED and name not in first.columns:
                return making.days(after, dated)
            if name == _TIMING and step.within is not None:
                late = f"{dated} > {making.later(after, step.within)}"
                return (
                    f"case when {dated} = {after} then 'same_day' when {late} then 'late' "
                    "else 'in_time' end"
                )
            return making.column(pairs[name], "b") if name in pairs else making.column(name, "a")

        columns = tuple((name, column(name)) for name in making.wanted())
        ids = making.ids(_s1="a", _s2="b")
        on = " and ".join([*making.same(step.key, "a", "b"), f"{dated} >= {after}"])
        source = f"{making.source(step.first, 'a')}\n  join {making.source(step.then, 'b')} on {on}"
        if step.pick == "all":
            return Body(columns, source, ids=ids)
        partition = ", ".join(
            making.column(name, "a")
            for name in (("_id",) if making.traced else _identity(step, first))
        )
        order = ", ".join(making.column(name, "b") for name in (step.dated, *_order(step, then)))
        rank = f"row_number() over (partition by {partition} order by {order})"
        return Body(
            tuple((name, making.quote(name)) for name, _ in columns),
            nested((*ids, *columns, ("_rank", rank)), source, "f", making.engine),
            ("_rank = 1",),
            ids=tuple((name, name) for name, _ in ids),
        )

    def origins(self, step: FollowedBy, analysis: Analysis) -> dict[str, tuple[Origin, ...]]:
        """The first's columns, the key on both sides; all of the second's when all are paired."""
        first, then = analysis.relations[step.first], analysis.relations[step.then]
        found: dict[str, tuple[Origin, ...]] = {
            column: ((step.first, column),) for column in first.columns
        }
        if step.pick == "all":
            pairs = taken(step.take, step.key, first, then)
            found.update({new: ((step.then, old),) for new, old in pairs})
        for pair in step.key:
            found[pair.left] = ((step.first, pair.left), (step.then, pair.right))
        return found

    def links(self, step: FollowedBy, making: Making) -> tuple[Link, ...]:
        """Both rows."""
        return (Link(step.first, "event", "_s1"), Link(step.then, "answer", "_s2"))


def _identity(step: FollowedBy, first: Relation) -> tuple[str, ...]:
    """Columns that tell the rows of ``first`` apart."""
    if first.has_row:
        return (ROW,)
    return tuple(name for name in first.visible if not first.columns[name].many)


def _order(step: FollowedBy, then: Relation) -> tuple[str, ...]:
    """Columns that put partners of the same day into one fixed order."""
    if then.has_row:
        return (ROW,)
    return tuple(
        name for name in then.visible if name != step.dated and not then.columns[name].many
    )
