"""``match``: the same person or unit on both sides when no number links them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from xiezhi.model.linked import (
    LEFT,
    RIGHT,
    check_least,
    check_rows,
    identity_columns,
    row_name,
    same_row,
)
from xiezhi.model.linking import Compared, Match
from xiezhi.model.relation import ROW, UNKNOWN, Relation
from xiezhi.model.taking import taken
from xiezhi.model.verb import INHERIT, Body, Link, Prepared, Verb, prepared_name
from xiezhi.rulebook.comparisons import LEVELS, comparisons
from xiezhi.rulebook.form import Form
from xiezhi.rulebook.yaml_nodes import Mapping, Sequence
from xiezhi.sql.types import Type

if TYPE_CHECKING:
    from xiezhi.model.analysis import Analysis
    from xiezhi.model.describing import Describing
    from xiezhi.model.making import Making
    from xiezhi.model.reading import Reading
    from xiezhi.model.verb import Origin
    from xiezhi.rulebook.comparisons import Method
    from xiezhi.rulebook.yaml_nodes import Node

__all__ = ["MatchVerb"]

_PAIRS = 20_000_000
_ADDED: dict[str, Type] = {
    "match_probability": Type("share", "DOUBLE"),
    "match_weight": Type("number", "DECIMAL(18,4)"),
    "judged": Type("bool", "BOOLEAN"),
    "cluster": Type("count", "BIGINT"),
    "cluster_size": Type("count", "BIGINT"),
}


class MatchVerb(Verb[Match]):
    """Pairs that are one and the same with at least a probability; computed before the run."""

    word = "match"

    def read(self, form: Form, reading: Reading) -> Match:
        """``{left, right, compare, block, least, among, pairs, pick, take}``."""
        node = form.node("compare")
        items = node.items if isinstance(node, Sequence) else ()
        if not items:
            form.refuse(form.place_of("compare"), "A match compares something.",
                        cure="compare: [name, birth_date]", code="form-missing-field")  # fmt: skip
        compare = tuple(_compared(item, form) for item in items)
        return Match(
            left=form.text("left"),
            right=form.text("right"),
            compare=tuple(one for one in compare if one is not None),
            block=reading.keys(form, "block"),
            least=reading.expr(form, "least"),
            among=form.integer("among"),
            pairs=form.integer("pairs", _PAIRS) or _PAIRS,
            pick=cast('Literal["all", "best"]', form.choice("pick", ("all", "best"), "all")),
            take=reading.pairs(form, "take") or (),
            at=form.place,
        )

    def describe(self, step: Match, name: str, describing: Describing) -> Relation:
        """The left columns, those taken, both values of each comparison with level and weight."""
        left = describing.relation(step.left, step.at)
        right = describing.relation(step.right, step.at)
        check_rows((left, right), step.at, describing)
        check_least(step.least, describing)
        self._comparisons(step, left, right, describing)
        for key in step.block:
            for pair in key:
                one = describing.has(left, pair.left, pair.at)
                other = describing.has(right, pair.right, pair.at)
                if UNKNOWN not in (one, other) and one.storage != other.storage:
                    describing.refuse(pair.at, f"{one} and {other} are not the same thing.",
                                      code="key-types")  # fmt: skip
        pairs = taken(step.take, (), left, right, step.at, describing)
        columns = {column: kind for column, kind in left.columns.items() if column != ROW}
        columns.update({new: right.columns[old] for new, old in pairs})
        for column, kind in self._added(step, right).items():
            describing.new_name(column, None, step.at, columns)
            columns[column] = kind
        hidden = {column for column in left.hidden if column != ROW}
        hidden |= {new for new, old in pairs if old in right.hidden}
        best = step.pick == "best" and step.left != step.right
        found = Relation(
            name,
            columns,
            frozenset(hidden),
            tuple(key for key in left.unique if key <= columns.keys()) if best else (),
            left.not_null,
            left.inputs | right.inputs,
            left.dated,
        )
        return found.with_row() if best and left.has_row else found

    def _comparisons(
        self, step: Match, left: Relation, right: Relation, describing: Describing
    ) -> None:
        methods: list[tuple[Compared, Method]] = []
        for one in step.compare:
            own = describing.has(left, one.left, one.at)
            other = describing.has(right, one.right, one.at)
            if UNKNOWN in (own, other):
                return
            method = _method(one, own)
            if method is None or own.many:
                describing.refuse(
                    one.at,
                    f"{own} is not compared.",
                    why="comparisons: " + ", ".join(comparisons().methods),
                    cure="Compare a name, a date, a number, a place or words; by: names the way.",
                    code="match-method",
                )
            elif own.storage != other.storage:
                describing.refuse(one.at, f"{own} and {other} are not the same thing.",
                                  code="type-compare")  # fmt: skip
            else:
                methods.append((one, method))
        if methods and not any(method.supports for _, method in methods):
            named = ", ".join(one.left for one, method in methods if method.name)
            describing.refuse(
                step.at,
                "Nothing but names is compared." if named else "Nothing that tells people apart.",
                why=f"many share {named or 'these values'}: a name alone never makes a link",
                cure="Compare an identity number, a date of birth, a place or a telephone too.",
                code="match-name-alone",
            )

    @staticmethod
    def _added(step: Match, right: Relation) -> dict[str, Type]:
        found: dict[str, Type] = {}
        for one in step.compare:
            found[f"other_{one.id}"] = right.columns.get(one.right) or UNKNOWN
            found[f"level_{one.id}"] = Type("status_code", "VARCHAR", values=LEVELS)
            found[f"weight_{one.id}"] = Type("number", "DECIMAL(18,4)")
        return {**found, **_ADDED}

    def reads(self, step: Match, needed: frozenset[str], analysis: Analysis) -> dict[str, set[str]]:
        """What is compared and blocked on, what names the rows, and each side's share."""
        left, right = analysis.relations[step.left], analysis.relations[step.right]
        pairs = self._pairs(step, left, right)
        own = {name for name in needed if name in left.columns and name not in pairs}
        other = {pairs[name] for name in needed if name in pairs}
        own |= set(self._side(step, left, "left"))
        other |= set(self._side(step, right, "right"))
        if step.left == step.right:
            return {step.left: own | other}
        return {step.left: own, step.right: other}

    @staticmethod
    def _side(step: Match, relation: Relation, side: str) -> tuple[str, ...]:
        """Columns of a side that the preparation reads, those that name a row first."""
        wanted = [*row_name(relation)]
        wanted += [getattr(one, side) for one in step.compare]
        wanted += [getattr(pair, side) for key in step.block for pair in key]
        return tuple(dict.fromkeys(wanted))

    @staticmethod
    def _pairs(step: Match, left: Relation, right: Relation) -> dict[str, str]:
        """Output column → column of the right side."""
        found = dict(taken(step.take, (), left, right))
        found.update({f"other_{one.id}": one.right for one in step.compare})
        return found

    def prepared(self, step: Match, name: str, analysis: Analysis) -> Prepared | None:
        """Both sides' compared columns in; the pairs with levels and weights out."""
        left, right = analysis.relations[step.left], analysis.relations[step.right]
        added = self._added(step, right)
        columns = (
            *identity_columns(left, LEFT),
            *identity_columns(right, RIGHT),
            *((name, kind) for name, kind in added.items() if not name.startswith("other_")),
        )
        return Prepared(
            (
                (step.left, self._side(step, left, "left"), row_name(left)),
                (step.right, self._side(step, right, "right"), row_name(right)),
            ),
            columns,
            step.least,
        )

    def body(self, step: Match, making: Making) -> Body:
        """Both sides joined through the prepared pairs."""
        left, right = making.relation(step.left), making.relation(step.right)
        pairs = self._pairs(step, left, right)
        columns = tuple(
            (
                name,
                making.column(pairs[name], "r")
                if name in pairs
                else making.column(name, "l")
                if name in left.columns
                else making.column(name, "p"),
            )
            for name in making.wanted()
        )
        source = (
            f"{making.source(step.left, 'l')}\n"
            f"  join {making.quote(prepared_name(making.name))} as p "
            f"on {same_row(left, making, 'l', LEFT)}\n"
            f"  join {making.source(step.right, 'r')} on {same_row(right, making, 'r', RIGHT)}"
        )
        return Body(columns, source, ids=making.ids(_s1="l", _s2="r"))

    def origins(self, step: Match, analysis: Analysis) -> dict[str, tuple[Origin, ...]]:
        """Both sides' columns: the pairs are fixed before."""
        left, right = analysis.relations[step.left], analysis.relations[step.right]
        if step.left == step.right:
            return {}
        found: dict[str, tuple[Origin, ...]] = {
            column: ((step.left, column),) for column in left.columns
        }
        pairs = self._pairs(step, left, right)
        found.update({new: ((step.right, old),) for new, old in pairs.items()})
        return found

    def links(self, step: Match, making: Making) -> tuple[Link, ...]:
        """Both rows."""
        return (Link(step.left, INHERIT, "_s1"), Link(step.right, "compared", "_s2"))


def _compared(node: Node, form: Form) -> Compared | None:
    """``name``, ``{name: other_name}`` or ``{left: …, right: …, id: …, by: …}``."""
    if not isinstance(node, Mapping):
        text = getattr(node, "text", "")
        if text:
            return Compared(text, text, text, "", node.place)
        form.refuse(node.place, "A comparison is a column or {left: right}.", code="form-kind")
        return None
    if "left" not in node.entries:
        if len(node.entries) != 1:
            form.refuse(node.place, "A comparison is a column or {left: right}.", code="form-kind")
            return None
        ((own, other),) = node.entries.items()
        return Compared(own, own, getattr(other, "text", ""), "", node.place)
    item = Form(node, form.problems)
    own = item.text("left")
    found = Compared(
        item.text("id", own), own, item.text("right", own), item.text("by", ""), node.place
    )
    item.done()
    return found


def _method(one: Compared, kind: Type) -> Method | None:
    if one.by:
        return comparisons().methods.get(one.by)
    return comparisons().of_type(kind.name)
