"""``join``: rows of two steps side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, cast

from xiezhi.model.relation import ROW, Relation
from xiezhi.model.step import Join
from xiezhi.model.taking import taken
from xiezhi.model.verb import INHERIT, Body, Link, Verb

if TYPE_CHECKING:
    from xiezhi.model.analysis import Analysis
    from xiezhi.model.describing import Describing
    from xiezhi.model.making import Making
    from xiezhi.model.reading import Reading
    from xiezhi.model.step import Cardinality, Key
    from xiezhi.model.verb import Origin
    from xiezhi.rulebook.form import Form

__all__ = ["JoinVerb"]

_CARDINALITIES = ("one_to_one", "many_to_one", "one_to_many", "many_to_many")


class JoinVerb(Verb[Join]):
    """Inner, left and semi joins on typed keys, the first of several that matches."""

    word = "join"

    def read(self, form: Form, reading: Reading) -> Join:
        """``{left, right, keys, kind, cardinality, take}``."""
        return Join(
            left=form.text("left"),
            right=form.text("right"),
            keys=reading.cascade(form),
            kind=cast(
                'Literal["inner", "left", "semi"]', form.choice("kind", ("inner", "left", "semi"))
            ),
            cardinality=cast("Cardinality", form.choice("cardinality", _CARDINALITIES)),
            at=form.place,
            take=reading.pairs(form, "take"),
        )

    def describe(self, step: Join, name: str, describing: Describing) -> Relation:
        """The left columns, then those taken from the right."""
        left = describing.relation(step.left, step.at)
        right = describing.relation(step.right, step.at)
        for key in step.keys:
            describing.key(key, left, right)
        if step.kind == "semi":
            if step.take is not None:
                describing.refuse(step.at, "A semi join takes no columns.", code="form-kind")
            return replace(left, name=name, inputs=left.inputs | right.inputs)
        pairs = taken(step.take, _first(step), left, right, step.at, describing)
        columns = {column: kind for column, kind in left.columns.items() if column != ROW}
        columns.update({new: right.columns[old] for new, old in pairs})
        hidden = {column for column in left.hidden if column != ROW}
        hidden |= {new for new, old in pairs if old in right.hidden}
        unique: list[frozenset[str]] = []
        if step.cardinality in ("many_to_one", "one_to_one"):
            unique += [key for key in left.unique if key <= columns.keys()]
        if step.cardinality in ("one_to_many", "one_to_one") and step.kind == "inner":
            unique += _right_unique(step, right, {old: new for new, old in pairs})
        made = Relation(
            name,
            columns,
            frozenset(hidden),
            tuple(unique),
            left.not_null | _filled(step, pairs, right),
            left.inputs | right.inputs,
            left.dated,
        )
        keeps = step.cardinality in ("many_to_one", "one_to_one") and left.has_row
        return made.with_row() if keeps else made

    def reads(self, step: Join, needed: frozenset[str], analysis: Analysis) -> dict[str, set[str]]:
        """Keys, and each side's share of what is needed."""
        left, right = analysis.relations[step.left], analysis.relations[step.right]
        pairs = dict(_pairs(step, left, right))
        from_right = {pairs[column] for column in needed if column in pairs}
        from_left = {column for column in needed if column not in pairs}
        for key in step.keys:
            from_left |= {pair.left for pair in key}
            from_right |= {pair.right for pair in key}
        if step.left == step.right:
            return {step.left: from_left | from_right}
        return {step.left: from_left, step.right: from_right}

    def body(self, step: Join, making: Making) -> Body:
        """A join; a cascade is a union of what each key finds for rows that none before found."""
        left, right = making.relation(step.left), making.relation(step.right)
        pairs = dict(_pairs(step, left, right))
        columns = tuple(
            (name, making.column(pairs[name], "r") if name in pairs else making.column(name, "l"))
            for name in making.wanted()
        )
        ids = making.ids(_s1="l") if step.kind == "semi" else making.ids(_s1="l", _s2="r")
        if len(step.keys) == 1:
            on = " and ".join(making.same(step.keys[0], "l", "r"))
            word = {"inner": "join", "left": "left join", "semi": "semi join"}[step.kind]
            other = making.source(step.right, "r")
            source = f"{making.source(step.left, 'l')}\n  {word} {other} on {on}"
            return Body(columns, source, ids=ids)
        return self._cascade(step, making, columns, ids)

    def _cascade(
        self,
        step: Join,
        making: Making,
        columns: tuple[tuple[str, str], ...],
        ids: tuple[tuple[str, str], ...],
    ) -> Body:
        chosen = ", ".join(f"{sql} as {making.quote(name)}" for name, sql in (*columns, *ids))
        before: list[str] = []
        parts: list[str] = []
        word = "semi join" if step.kind == "semi" else "join"
        for key in step.keys:
            on = " and ".join(making.same(key, "l", "r"))
            source = "\n    ".join([making.source(step.left, "l"), *before])
            parts.append(f"select {chosen} from {source}\n    {word} "
                         f"{making.source(step.right, 'r')} on {on}")  # fmt: skip
            number = len(parts)
            missed = " and ".join(making.same(key, "l", f"n{number}"))
            before.append(f"anti join {making.source(step.right, f'n{number}')} on {missed}")
        if step.kind == "left":
            pairs = dict(_pairs(step, making.relation(step.left), making.relation(step.right)))
            empty = ", ".join(
                f"null as {making.quote(name)}"
                if name in pairs or name == "_s2"
                else f"{sql} as {making.quote(name)}"
                for name, sql in (*columns, *ids)
            )
            source = "\n    ".join([making.source(step.left, "l"), *before])
            parts.append(f"select {empty} from {source}")
        inner = "\n  union all\n  ".join(parts)
        return Body(
            tuple((name, making.quote(name)) for name, _ in columns),
            f"(\n  {inner}\n) as u",
            ids=tuple((name, name) for name, _ in ids),
        )

    def origins(self, step: Join, analysis: Analysis) -> dict[str, tuple[Origin, ...]]:
        """Left columns, and both sides of the key; right columns of an inner join too."""
        left, right = analysis.relations[step.left], analysis.relations[step.right]
        found: dict[str, tuple[Origin, ...]] = {
            column: ((step.left, column),) for column in left.columns
        }
        pairs = _pairs(step, left, right)
        if len(step.keys) > 1:
            return {column: origin for column, origin in found.items() if column not in dict(pairs)}
        if step.kind == "inner":
            found.update({new: ((step.right, old),) for new, old in pairs})
        for pair in step.keys[0]:
            both = ((step.left, pair.left), (step.right, pair.right))
            found[pair.left] = both
            for new, old in pairs:
                if old == pair.right and step.kind == "inner":
                    found[new] = both
        return found

    def shows(self, step: Join, analysis: Analysis) -> frozenset[str]:
        """The left columns of every key."""
        return frozenset(pair.left for key in step.keys for pair in key)

    def links(self, step: Join, making: Making) -> tuple[Link, ...]:
        """Both rows; for a semi join the first partner."""
        own = Link(step.left, INHERIT, "_s1")
        if step.kind != "semi":
            return (own, Link(step.right, "partner", "_s2"))
        matches = " or ".join(
            "(" + " and ".join(making.same(key, "l", "s")) + ")" for key in step.keys
        )
        return (own, Link(step.right, "partner", match=_through_left(matches), one=True))

    def promises(self, step: Join) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Relations and the columns declared unique in them."""
        found: list[tuple[str, tuple[str, ...]]] = []
        for key in step.keys:
            if step.cardinality in ("many_to_one", "one_to_one") and step.kind != "semi":
                found.append((step.right, tuple(pair.right for pair in key)))
            if step.cardinality in ("one_to_many", "one_to_one"):
                found.append((step.left, tuple(pair.left for pair in key)))
        return tuple(found)


def _through_left(matches: str) -> str:
    return matches.replace("l.", "t.")


def _first(step: Join) -> Key:
    return step.keys[0] if step.keys else ()


def _pairs(step: Join, left: Relation, right: Relation) -> tuple[tuple[str, str], ...]:
    if step.kind == "semi":
        return ()
    return taken(step.take, _first(step), left, right)


def _right_unique(step: Join, right: Relation, names: dict[str, str]) -> list[frozenset[str]]:
    for pair in _first(step):
        names.setdefault(pair.right, pair.left)
    return [
        frozenset(names[column] for column in key) for key in right.unique if key <= names.keys()
    ]


def _filled(step: Join, pairs: tuple[tuple[str, str], ...], right: Relation) -> frozenset[str]:
    if step.kind != "inner":
        return frozenset()
    keys = {pair.left for pair in _first(step)} if len(step.keys) == 1 else set()
    return frozenset(new for new, old in pairs if old in right.not_null) | keys
