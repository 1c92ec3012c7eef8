"""``lookup``: the value of a dated table of the rulebook, as of a day, in a region."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from xiezhi.model.relation import ROW, UNKNOWN, Relation
from xiezhi.model.step import Lookup
from xiezhi.model.verb import INHERIT, Body, Link, Verb
from xiezhi.sql.parse import columns_in

if TYPE_CHECKING:
    from xiezhi.model.analysis import Analysis
    from xiezhi.model.describing import Describing
    from xiezhi.model.making import Making
    from xiezhi.model.reading import Reading
    from xiezhi.model.rules import DatedTable
    from xiezhi.model.step import Expr
    from xiezhi.model.verb import Origin
    from xiezhi.rulebook.form import Form

__all__ = ["LookupVerb"]

# A division code has six digits; a shorter one names the wider place: 34 is 340000.
_LEVELS = (("v6", 6, ""), ("v4", 4, "00"), ("v2", 2, "0000"))


class LookupVerb(Verb[Lookup]):
    """Ranges are half open: a row holds from its first day until the day before its last."""

    word = "lookup"

    def read(self, form: Form, reading: Reading) -> Lookup:
        """``{from, table, keys, as_of | between, region, take, missing, many}``."""
        between = _two(form, reading)
        as_of = reading.maybe(form, "as_of")
        if (between is None) == (as_of is None):
            form.refuse(form.place, "A lookup has as_of or between.",
                        cure="Write the day whose version is read.", code="lookup-day")  # fmt: skip
        return Lookup(
            from_=form.text("from"),
            table=form.text("table"),
            keys=reading.key(form) if form.has("keys") else (),
            as_of=as_of,
            between=between,
            region=form.text("region", "") or None,
            take=reading.pairs(form, "take") or (),
            missing=cast(
                'Literal["not_checkable", "keep", "drop"]',
                form.choice("missing", ("not_checkable", "keep", "drop"), "not_checkable"),
            ),
            at=form.place,
        )

    def describe(self, step: Lookup, name: str, describing: Describing) -> Relation:
        """The source's columns and those taken from the table."""
        source = describing.relation(step.from_, step.at)
        table = describing.rules.dated(step.table)
        if table is None:
            describing.refuse(
                step.at,
                f"The rulebook has no dated table {step.table!r}.",
                why="dated tables: " + ", ".join(describing.rules.dated_names()),
                code="name-unknown-table",
            )
            return source.like(name, {**source.columns, **{new: UNKNOWN for new, _ in step.take}})
        right = Relation(step.table, table.columns)
        self._key(step, source, right, describing)
        for expr in self._days(step):
            kind = describing.type(expr, source)
            if kind is not None and not kind.is_date and kind.name != "null":
                describing.refuse(expr.at, f"A day is expected, this is {kind}.",
                                  code="type-argument")  # fmt: skip
        if step.region is not None:
            describing.has(source, step.region, step.at)
            if not table.region:
                describing.refuse(step.at, f"{step.table} knows no regions.", code="lookup-region")
        columns = dict(source.columns)
        for new, old in step.take:
            describing.new_name(new, None, step.at, columns)
            columns[new] = describing.has(right, old, step.at)
        if table.many or step.between is not None:
            columns.pop(ROW, None)
            return source.like(name, columns, unique=())
        return source.like(name, columns)

    def _key(self, step: Lookup, source: Relation, right: Relation, describing: Describing) -> None:
        """A key may be of a type that links no rows by itself: the table is not about rows."""
        for pair in step.keys:
            one = describing.has(source, pair.left, pair.at)
            other = describing.has(right, pair.right, pair.at)
            if UNKNOWN in (one, other):
                continue
            kinds = describing.rules.types
            if not kinds[one.name].comparable(kinds[other.name]) or one.many:
                describing.refuse(pair.at, f"{pair.left} ({one}) and {pair.right} ({other}) are "
                                  "not the same thing.", code="key-types")  # fmt: skip

    @staticmethod
    def _days(step: Lookup) -> tuple[Expr, ...]:
        return step.between if step.between is not None else (step.as_of,) if step.as_of else ()

    def reads(
        self, step: Lookup, needed: frozenset[str], analysis: Analysis
    ) -> dict[str, set[str]]:
        """What passes through, the keys, the days and the region."""
        made = {new for new, _ in step.take}
        asked = {column for column in needed if column not in made}
        asked |= {pair.left for pair in step.keys}
        for expr in self._days(step):
            asked |= columns_in(expr.text)
        if step.region is not None:
            asked.add(step.region)
        return {step.from_: asked}

    def body(self, step: Lookup, making: Making) -> Body:
        """A join on key and half-open range; with a region one join per level, narrowest first."""
        table = making.analysis.rules.dated(step.table)
        if table is None:
            raise KeyError(step.table)
        aliases = [alias for alias, _, _ in _LEVELS] if step.region else []
        aliases.append("v")
        lost_rows = step.missing == "drop" or (
            step.missing == "not_checkable" and making.mode != "staged"
        )
        word = "join" if lost_rows and not step.region else "left join"
        joins = [
            f"{word} {_name(step)} as {alias} on {self._on(step, making, table, alias)}"
            for alias in aliases
        ]
        took = dict(step.take)
        columns = tuple(
            (
                name,
                self._first(aliases, making.quote(took[name]))
                if name in took
                else making.column(name, "s"),
            )
            for name in making.wanted()
        )
        found = f"{self._first(aliases, ROW)} is not null"
        lost = f"{self._first(aliases, ROW)} is null"
        ids = making.ids(_s1="s")
        if making.traced:
            ids = (*ids, ("_s2", self._first(aliases, ROW)))
        source = "\n  ".join([making.source(step.from_, "s"), *joins])
        if word == "join":
            return Body(columns, source, ids=ids)
        if step.missing == "not_checkable":
            return Body(columns, source, hit=(found,), states=(("not_checkable", lost),), ids=ids)
        where = (found,) if step.missing == "drop" and step.region else ()
        return Body(columns, source, where, ids=ids)

    @staticmethod
    def _first(aliases: list[str], column: str) -> str:
        if len(aliases) == 1:
            return f"{aliases[0]}.{column}"
        whens = " ".join(
            f"when {alias}._row is not null then {alias}.{column}" for alias in aliases
        )
        return f"case {whens} end"

    def _on(self, step: Lookup, making: Making, table: DatedTable, alias: str) -> str:
        source = making.relation(step.from_)
        parts = list(making.same(step.keys, "s", alias))
        if step.region is not None:
            parts.append(self._region(step, making, table, alias))
        elif table.region:
            parts.append(f"{making.column(table.region, alias)} is null")
        first, last = making.column(table.valid_from, alias), making.column(table.valid_to, alias)
        if step.between is not None:
            begin = making.expr(step.between[0], source, "s")
            end = making.expr(step.between[1], source, "s")
            parts.append(f"({first} is null or {end} is null or {first} <= {end})")
            parts.append(f"({last} is null or {begin} is null or {begin} < {last})")
        elif step.as_of is not None:
            day = making.expr(step.as_of, source, "s")
            parts.append(f"{day} >= coalesce({first}, date '0001-01-01')")
            parts.append(f"{day} < coalesce({last}, date '9999-12-31')")
        return " and ".join(parts)

    @staticmethod
    def _region(step: Lookup, making: Making, table: DatedTable, alias: str) -> str:
        own = making.column(table.region, alias)
        place = f"rpad({making.column(step.region or '', 's')}, 6, '0')"
        for name, digits, zeros in _LEVELS:
            if name == alias:
                code = place if digits == 6 else f"left({place}, {digits}) || '{zeros}'"
                return f"rpad({own}, 6, '0') = {code}"
        return f"{own} is null"

    def origins(self, step: Lookup, analysis: Analysis) -> dict[str, tuple[Origin, ...]]:
        """Columns that pass through."""
        took = {new for new, _ in step.take}
        columns = analysis.relations[step.from_].columns
        return {column: ((step.from_, column),) for column in columns if column not in took}

    def links(self, step: Lookup, making: Making) -> tuple[Link, ...]:
        """The row, and the entry of the rulebook that was read."""
        return (Link(step.from_, INHERIT, "_s1"), Link(_name(step), "rule", "_s2"))

    def keeps_rows(self, step: Lookup, analysis: Analysis) -> bool:
        """As of a day a key has one entry at most; between two days it may have several."""
        table = analysis.rules.dated(step.table)
        return step.between is None and table is not None and not table.many

    def may_put_aside(self, step: Lookup) -> tuple[str, ...]:
        """Rows without an entry cannot be checked, unless the model says otherwise."""
        return ("not_checkable",) if step.missing == "not_checkable" else ()


def _name(step: Lookup) -> str:
    return f"_dated_{step.table}"


def _two(form: Form, reading: Reading) -> tuple[Expr, Expr] | None:
    from xiezhi.rulebook.yaml_nodes import Sequence

    node = form.node("between")
    if node is None:
        return None
    if not isinstance(node, Sequence) or len(node.items) != 2:
        form.refuse(node.place, "between is two days: [first, last].", code="form-kind")
        return None
    first, last = (reading.expr_of(item, form) for item in node.items)
    return first, last
