"""The verb ``sql`` taken apart into the verbs it stands for, so that it leaves their evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.model.step import Choose, Derive, Expr, Group, Join, Keep, KeyPair, Named, Step
from xiezhi.sql.parse import ExpressionError
from xiezhi.sql.select import Select, aggregates, parse_select
from xiezhi.sql.show import show
from xiezhi.sql.tree import Name, Tree, substitute

if TYPE_CHECKING:
    from xiezhi.rulebook.form import Form
    from xiezhi.rulebook.yaml_nodes import Place

__all__ = ["unfold_sql"]


def unfold_sql(name: str, expr: Expr, form: Form) -> list[tuple[str, Step]]:
    """The steps of a SELECT; the last bears the name, those before it ``name__1``, …

    A query that is not of the allowed shape is refused in ``form`` and gives no steps.
    """
    try:
        query = parse_select(" ".join(expr.text.split()))
    except ExpressionError as error:
        form.refuse(
            expr.at,
            error.what,
            why=f"at character {error.offset + 1} of the query",
            cure=error.cure or "One read-only SELECT: columns, from, join … on, where, group by.",
            code="sql-not-select",
        )
        return []
    return _Unfolding(name, expr.at).steps(query)


class _Unfolding:
    def __init__(self, name: str, at: Place) -> None:
        self.name = name
        self.at = at
        self.made: list[tuple[str, Step]] = []

    def steps(self, query: Select) -> list[tuple[str, Step]]:
        source = self._joined(query) if query.joins else query.name
        if query.where is not None:
            source = self._add(Keep(source, self._expr(query.where), self.at))
        if query.group is not None or any(aggregates(tree) for _, tree in query.columns):
            self._grouped(query, source)
        else:
            self._projected(query, source)
        self.made[-1] = (self.name, self.made[-1][1])
        return self.made

    def _add(self, step: Step) -> str:
        name = f"{self.name}__{len(self.made) + 1}"
        self.made.append((name, step))
        return name

    def _expr(self, tree: Tree) -> Expr:
        return Expr(show(tree), self.at)

    def _prefixed(self, query: Select, name: str, alias: str) -> str:
        columns = tuple(
            (f"{alias}_{column}", column) for table, column in query.referred if table == alias
        )
        return self._add(Choose(name, columns, self.at))

    def _joined(self, query: Select) -> str:
        source = self._prefixed(query, query.name, query.alias)
        for item in query.joins:
            right = self._prefixed(query, item.name, item.alias)
            key = tuple(KeyPair(left, own, self.at) for left, own in item.on)
            source = self._add(Join(source, right, (key,), item.kind, "many_to_many", self.at))
        return source

    def _projected(self, query: Select, source: str) -> None:
        made = [
            Named(f"{name}__", self._expr(tree))
            for name, tree in query.columns
            if not isinstance(tree, Name)
        ]
        if made:
            source = self._add(Derive(source, tuple(made), self.at))
        columns = tuple(
            (name, tree.name if isinstance(tree, Name) else f"{name}__")
            for name, tree in query.columns
        )
        self._add(Choose(source, columns, self.at))

    def _grouped(self, query: Select, source: str) -> None:
        """A group; what ``having`` computes is a column of its own until then."""
        by = query.group or ()
        columns: list[Named] = []
        names: dict[str, Tree] = {}
        for name, tree in query.columns:
            if isinstance(tree, Name) and tree.name in by:
                names[name] = tree
                continue
            columns.append(Named(f"{name}__", self._expr(tree)))
            names[name] = Name(f"{name}__")
        having = query.having
        if having is not None:
            having = self._lifted(having, columns, query)
        condition = self._expr(having) if having is not None else None
        source = self._add(Group(source, by, tuple(columns), condition, self.at))
        chosen = tuple((name, tree.name) for name, tree in names.items() if isinstance(tree, Name))
        self._add(Choose(source, chosen, self.at))

    def _lifted(self, having: Tree, columns: list[Named], query: Select) -> Tree:
        from xiezhi.sql.tree import Call, rewrite

        known = {item.expr.text: item.name for item in columns}

        def lift(node: Tree) -> Tree:
            if not (isinstance(node, Call) and aggregates(node)):
                return node
            text = show(node)
            if text not in known:
                known[text] = f"having_{len(known)}__"
                columns.append(Named(known[text], self._expr(node)))
            return Name(known[text])

        aliases: dict[str, Tree] = {
            name: Name(f"{name}__") for name, tree in query.columns if not isinstance(tree, Name)
        }
        return substitute(rewrite(having, lift), aliases)
