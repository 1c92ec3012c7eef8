"""``reconcile``: two ledgers that should agree per key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from xiezhi.model.relation import Relation
from xiezhi.model.step import Reconcile
from xiezhi.model.verb import Body, Link, Verb
from xiezhi.sql.parse import columns_in
from xiezhi.sql.types import Type

if TYPE_CHECKING:
    from xiezhi.model.analysis import Analysis
    from xiezhi.model.describing import Describing
    from xiezhi.model.making import Making
    from xiezhi.model.reading import Reading
    from xiezhi.model.step import Expr
    from xiezhi.model.verb import Origin
    from xiezhi.rulebook.form import Form

__all__ = ["ReconcileVerb"]

_LEFT, _RIGHT, _DIFFERENCE = "left_value", "right_value", "difference"


class ReconcileVerb(Verb[Reconcile]):
    """Sums per key on both sides; keys whose difference exceeds the tolerance."""

    word = "reconcile"

    def read(self, form: Form, reading: Reading) -> Reconcile:
        """``{left, right, keys, left_value, right_value, tolerance, only}``."""
        return Reconcile(
            left=form.text("left"),
            right=form.text("right"),
            key=reading.key(form),
            left_value=reading.expr(form, "left_value"),
            right_value=reading.expr(form, "right_value"),
            tolerance=reading.maybe(form, "tolerance"),
            only=cast('Literal["both", "any"]', form.choice("only", ("both", "any"), "both")),
            at=form.place,
        )

    def describe(self, step: Reconcile, name: str, describing: Describing) -> Relation:
        """The key, both sums and their difference."""
        left = describing.relation(step.left, step.at)
        right = describing.relation(step.right, step.at)
        describing.key(step.key, left, right)
        one = self._value(step.left_value, left, describing)
        other = self._value(step.right_value, right, describing)
        if one is not None and other is not None and one.name != other.name:
            describing.refuse(
                step.right_value.at,
                f"{one} and {other} are not the same thing.",
                cure="Reconcile amounts of one meaning.",
                code="type-compare",
            )
        if step.tolerance is not None:
            describing.type(step.tolerance, Relation(name, {}))
        kind = Type(one.name if one else "number", "DECIMAL(38,4)")
        columns = {pair.left: describing.has(left, pair.left, pair.at) for pair in step.key}
        return Relation(
            name,
            {**columns, _LEFT: kind, _RIGHT: kind, _DIFFERENCE: kind},
            unique=(frozenset(columns),),
            not_null=frozenset({*columns, _DIFFERENCE}),
            inputs=left.inputs | right.inputs,
        )

    @staticmethod
    def _value(expr: Expr, relation: Relation, describing: Describing) -> Type | None:
        kind = describing.type(expr, relation)
        if kind is not None and not (kind.is_number and describing.rules.types[kind.name].sums):
            describing.refuse(expr.at, f"{kind} is not summed.", code="type-argument")
            return None
        return kind

    def reads(
        self, step: Reconcile, needed: frozenset[str], analysis: Analysis
    ) -> dict[str, set[str]]:
        """Keys and values."""
        own = {pair.left for pair in step.key} | _columns(step.left_value)
        other = {pair.right for pair in step.key} | _columns(step.right_value)
        if step.left == step.right:
            return {step.left: own | other}
        return {step.left: own, step.right: other}

    def body(self, step: Reconcile, making: Making) -> Body:
        """Two groups joined on the key."""
        left = self._sums(step.left, step.left_value, [p.left for p in step.key], making)
        right = self._sums(step.right, step.right_value, [p.right for p in step.key], making)
        word = "full join" if step.only == "any" else "join"
        on = " and ".join(f"l.k{index} = r.k{index}" for index in range(len(step.key)))
        one, other = "l.v", "r.v"
        if step.only == "any":
            one, other = "coalesce(l.v, 0)", "coalesce(r.v, 0)"
        made = {_LEFT: one, _RIGHT: other, _DIFFERENCE: f"{one} - {other}"}
        keys = {
            pair.left: f"coalesce(l.k{index}, r.k{index})" if step.only == "any" else f"l.k{index}"
            for index, pair in enumerate(step.key)
        }
        columns = tuple(
            (name, making.typed(made[name], name) if name in made else keys[name])
            for name in making.wanted()
        )
        tolerance = "0"
        if step.tolerance is not None:
            tolerance = making.expr(step.tolerance, Relation(making.name, {}))
        source = f"{left} as l\n  {word} {right} as r on {on}"
        return Body(columns, source, (f"abs({one} - {other}) > {tolerance}",))

    @staticmethod
    def _sums(name: str, value: Expr, keys: list[str], making: Making) -> str:
        chosen = ", ".join(f"{making.column(key)} as k{index}" for index, key in enumerate(keys))
        filled = " and ".join(f"{making.column(key)} is not null" for key in keys)
        sql = making.expr(value, making.relation(name))
        by = ", ".join(making.column(key) for key in keys)
        return (
            f"(select {chosen}, cast(coalesce(sum({sql}), 0) as decimal(38,4)) as v "
            f"from {making.source(name)} where {filled} group by {by})"
        )

    def origins(self, step: Reconcile, analysis: Analysis) -> dict[str, tuple[Origin, ...]]:
        """The key on both sides."""
        return {pair.left: ((step.left, pair.left), (step.right, pair.right)) for pair in step.key}

    def shows(self, step: Reconcile, analysis: Analysis) -> frozenset[str]:
        """The key."""
        return frozenset(pair.left for pair in step.key)

    def links(self, step: Reconcile, making: Making) -> tuple[Link, ...]:
        """The rows of both sides under the key."""
        own = " and ".join(
            f"{making.column(pair.left, 't')} = {making.column(pair.left, 's')}"
            for pair in step.key
        )
        other = " and ".join(making.same(step.key, "t", "s"))
        return (Link(step.left, "compared", match=own), Link(step.right, "compared", match=other))


def _columns(expr: Expr) -> frozenset[str]:
    return columns_in(expr.text)
