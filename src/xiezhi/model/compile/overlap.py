"""``overlap``: two closed periods that share days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.model.assemble import nested
from xiezhi.model.relation import ROW, UNKNOWN, Relation
from xiezhi.model.step import Overlap
from xiezhi.model.taking import taken
from xiezhi.model.verb import INHERIT, Body, Link, Verb
from xiezhi.sql.types import Type

if TYPE_CHECKING:
    from xiezhi.model.analysis import Analysis
    from xiezhi.model.describing import Describing
    from xiezhi.model.making import Making
    from xiezhi.model.reading import Reading
    from xiezhi.model.verb import Origin
    from xiezhi.rulebook.form import Form

__all__ = ["OverlapVerb"]

_FROM, _TO, _DAYS, _MONTHS = "overlap_from", "overlap_to", "overlap_days", "overlap_months"
_ENDLESS = "date '9999-12-31'"


class OverlapVerb(Verb[Overlap]):
    """Pairs of rows, or one row per left row with the shared days counted once (``merge``).

    An empty end is open: it reaches to the other period's end, or to the as-of date when both are
    open. An empty beginning is unknown, and such a period overlaps nothing.
    """

    word = "overlap"

    def read(self, form: Form, reading: Reading) -> Overlap:
        """``{left, right, keys, left_period, right_period, at_least, merge, take}``."""
        return Overlap(
            left=form.text("left"),
            right=form.text("right"),
            key=reading.key(form),
            left_period=reading.period(form, "left_period"),
            right_period=reading.period(form, "right_period"),
            at_least=form.integer("at_least", 1) or 1,
            merge=form.boolean("merge"),
            take=reading.pairs(form, "take"),
            at=form.place,
        )

    def describe(self, step: Overlap, name: str, describing: Describing) -> Relation:
        """Both sides' columns (``merge``: the left's), and what the periods share."""
        left = describing.relation(step.left, step.at)
        right = describing.relation(step.right, step.at)
        describing.key(step.key, left, right)
        self._period(step.left_period, left, step, describing)
        self._period(step.right_period, right, step, describing)
        if step.at_least < 1:
            describing.refuse(step.at, "Periods share at least one day.", code="overlap-days")
        pairs = () if step.merge else taken(step.take, step.key, left, right, step.at, describing)
        columns = {column: kind for column, kind in left.columns.items() if column != ROW}
        columns.update({new: right.columns[old] for new, old in pairs})
        day, days = Type("date", "DATE"), Type("days", "INTEGER")
        made = {_FROM: day, _TO: day, _DAYS: days}
        if not step.merge:
            made[_MONTHS] = Type("months", "INTEGER")
        for column in made:
            describing.new_name(column, None, step.at, columns)
        hidden = {column for column in left.hidden if column != ROW}
        hidden |= {new for new, old in pairs if old in right.hidden}
        found = Relation(
            name,
            {**columns, **made},
            frozenset(hidden),
            tuple(key for key in left.unique if key <= columns.keys()) if step.merge else (),
            left.not_null,
            left.inputs | right.inputs,
        )
        return found.with_row() if step.merge and left.has_row else found

    def _period(
        self,
        period: tuple[str, str | None],
        relation: Relation,
        step: Overlap,
        describing: Describing,
    ) -> None:
        first = describing.has(relation, period[0], step.at)
        if period[1] is None:
            good = first.name == "period"
        else:
            last = describing.has(relation, period[1], step.at)
            good = (first.is_date and last.is_date) or UNKNOWN in (first, last)
        if not good and first != UNKNOWN:
            describing.refuse(step.at, "A period is two dates or one column of type period.",
                              code="type-argument")  # fmt: skip

    def reads(
        self, step: Overlap, needed: frozenset[str], analysis: Analysis
    ) -> dict[str, set[str]]:
        """Keys, periods, and each side's share of what is needed."""
        left, right = analysis.relations[step.left], analysis.relations[step.right]
        pairs = dict(self._pairs(step, left, right))
        own = {column for column in needed if column not in pairs} - {_FROM, _TO, _DAYS, _MONTHS}
        own |= {pair.left for pair in step.key} | {name for name in step.left_period if name}
        if step.merge:
            own |= {ROW} if left.has_row else set(_plain(left))
        other = {pairs[column] for column in needed if column in pairs}
        other |= {pair.right for pair in step.key} | {name for name in step.right_period if name}
        if step.left == step.right:
            return {step.left: own | other}
        return {step.left: own, step.right: other}

    @staticmethod
    def _pairs(step: Overlap, left: Relation, right: Relation) -> tuple[tuple[str, str], ...]:
        return () if step.merge else taken(step.take, step.key, left, right)

    def body(self, step: Overlap, making: Making) -> Body:
        """A join on the key with a filter on the days; merged with running ends when asked."""
        begin, end = self._shared(step, making)
        on = " and ".join(making.same(step.key, "l", "r"))
        source = f"{making.source(step.left, 'l')}\n  join {making.source(step.right, 'r')} on {on}"
        if step.merge:
            return self._merged(step, making, source, begin, end)
        pairs = dict(self._pairs(step, making.relation(step.left), making.relation(step.right)))
        days = f"({making.days(begin, end)} + 1)"
        made = {
            _FROM: begin,
            _TO: end,
            _DAYS: days,
            _MONTHS: (f"((year({end}) - year({begin})) * 12 + month({end}) - month({begin}) + 1)"),
        }
        columns = tuple(
            (
                name,
                made[name]
                if name in made
                else making.column(pairs[name], "r")
                if name in pairs
                else making.column(name, "l"),
            )
            for name in making.wanted()
        )
        where = f"{days} >= {step.at_least}"
        return Body(columns, source, (where,), ids=making.ids(_s1="l", _s2="r"))

    def _shared(self, step: Overlap, making: Making) -> tuple[str, str]:
        """First and last day that the two periods share; an open end gives way to the other."""
        (left_from, left_to), (right_from, right_to) = (
            self._ends(step.left_period, "l", making),
            self._ends(step.right_period, "r", making),
        )
        begin = (
            f"case when {left_from} is not null and {right_from} is not null "
            f"then greatest({left_from}, {right_from}) end"
        )
        end = f"coalesce(least({left_to}, {right_to}), {making.as_of})"
        return begin, end

    @staticmethod
    def _ends(period: tuple[str, str | None], alias: str, making: Making) -> tuple[str, str]:
        first = making.column(period[0], alias)
        if period[1] is not None:
            return first, making.column(period[1], alias)
        if making.engine == "spark":
            return f"{first}.`from`", f"{first}.`to`"
        return f"struct_extract({first}, 'from')", f"struct_extract({first}, 'to')"

    def _merged(self, step: Overlap, making: Making, source: str, begin: str, end: str) -> Body:
        """Shared days counted once: each piece only from where the pieces before it ended."""
        left = making.relation(step.left)
        names = [name for name in making.wanted() if name not in (_FROM, _TO, _DAYS)]
        row = ["_id"] if making.traced else [ROW] if left.has_row else _plain(left)
        kept = list(dict.fromkeys([*names, *row]))
        if making.traced:
            kept = list(dict.fromkeys([*names, "_id"]))
        engine = making.engine
        by = ", ".join(making.quote(name) for name in row)
        pieces = [*making.passed(kept, "l"), ("_b", begin), ("_e", end)]
        inner = nested(pieces, source, "p", engine, f"where {begin} <= {end}")
        earlier = (
            f"max(_e) over (partition by {by} order by _b, _e "
            "rows between unbounded preceding and 1 preceding)"
        )
        ranked = [*making.passed(kept), ("_b", "_b"), ("_e", "_e"), ("_before", earlier)]
        after = "date_add(_before, 1)" if engine == "spark" else "_before + 1"
        fresh = making.days(f"greatest(_b, coalesce({after}, _b))", "_e")
        grouped = ", ".join(making.quote(name) for name in kept)
        total = [
            *making.passed(kept),
            (_FROM, "min(_b)"),
            (_TO, "max(_e)"),
            (_DAYS, making.typed(f"sum(greatest({fresh} + 1, 0))", _DAYS)),
        ]
        merged = nested(ranked, inner, "m", engine)
        return Body(
            making.passed(making.wanted()),
            nested(total, merged, "o", engine, f"group by {grouped}"),
            (f"{_DAYS} >= {step.at_least}",),
            ids=making.ids(_s1=""),
        )

    def origins(self, step: Overlap, analysis: Analysis) -> dict[str, tuple[Origin, ...]]:
        """Both sides' columns (``merge``: the left's), the key on both."""
        left, right = analysis.relations[step.left], analysis.relations[step.right]
        found: dict[str, tuple[Origin, ...]] = {
            column: ((step.left, column),) for column in left.columns
        }
        found.update({new: ((step.right, old),) for new, old in self._pairs(step, left, right)})
        for pair in step.key:
            found[pair.left] = ((step.left, pair.left), (step.right, pair.right))
        return found

    def shows(self, step: Overlap, analysis: Analysis) -> frozenset[str]:
        """The key, and the days shared when they are merged."""
        merged = (_FROM, _TO) if step.merge else ()
        return frozenset({*(pair.left for pair in step.key), *merged})

    def links(self, step: Overlap, making: Making) -> tuple[Link, ...]:
        """Both rows; merged: every right row whose period shares a day."""
        own = Link(step.left, INHERIT, "_s1")
        if not step.merge:
            return (own, Link(step.right, "compared", "_s2"))
        first, last = self._ends(step.right_period, "s", making)
        on = " and ".join(making.same(step.key, "t", "s"))
        shares = f"{first} <= t.{_TO} and coalesce({last}, {_ENDLESS}) >= t.{_FROM}"
        return (own, Link(step.right, "compared", match=f"{on} and {shares}"))

    def asks_as_of(self, step: Overlap) -> bool:
        """An open end reaches to the as-of date when there is one."""
        return False


def _plain(relation: Relation) -> list[str]:
    return [name for name in relation.visible if not relation.columns[name].many]
