"""The one SELECT of the verb ``sql``: projection, joins on equal columns, where, group, having."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xiezhi.sql.functions import FUNCTIONS
from xiezhi.sql.parse import ExpressionError, Grammar
from xiezhi.sql.tree import Binary, Call, Name, Tree, conjuncts, walk

__all__ = ["Joined", "Select", "aggregates", "parse_select"]


@dataclass(frozen=True, slots=True)
class Joined:
    """A joined relation: the pairs (column so far, own column), both as ``alias_column``."""

    name: str
    alias: str
    kind: Literal["inner", "left"]
    on: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Select:
    """A SELECT taken apart.

    Attributes:
        name, alias: The first relation.
        joins: The others, in order.
        referred: (alias, column) of every column named with its table.
        columns: (output name, expression).
        where, having: Conditions or None.
        group: Columns grouped by; None when nothing is grouped.
    """

    name: str
    alias: str
    joins: tuple[Joined, ...]
    referred: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, Tree], ...]
    where: Tree | None
    group: tuple[str, ...] | None
    having: Tree | None

    @property
    def sources(self) -> tuple[str, ...]:
        """The relations read, in order."""
        return (self.name, *(item.name for item in self.joins))


def parse_select(text: str) -> Select:
    """Take a SELECT apart.

    Raises:
        ExpressionError: It is more than one read-only SELECT of this shape; says where and why.
    """
    return _Query(text).select()


class _Query(Grammar):
    """Reads FROM before the columns, because it names the tables that columns may name."""

    def select(self) -> Select:
        if self.accept("select") is None:
            raise ExpressionError(
                self.at, "Only one SELECT is read here.", "Nothing may be written or opened."
            )
        if self.accept("distinct"):
            raise ExpressionError(self.at, "distinct is not read here.", "Use the verb distinct.")
        begin = self.index
        self._skip_to("from")
        self.expect("from")
        name, alias = self._relation()
        self.tables = frozenset({alias})
        joins = self._joins()
        where = self.either() if self.accept("where") else None
        group = self._group()
        having = self.either() if self.accept("having") else None
        self._finished()
        self.index = begin
        columns = self._columns()
        if having is not None and group is None:
            raise ExpressionError(0, "having needs group by.")
        if not joins:
            columns, where, having, group = self._plain(alias, columns, where, having, group)
        return Select(name, alias, joins, tuple(self.referred), columns, where, group, having)

    def _plain(
        self,
        alias: str,
        columns: tuple[tuple[str, Tree], ...],
        where: Tree | None,
        having: Tree | None,
        group: tuple[str, ...] | None,
    ) -> tuple[tuple[tuple[str, Tree], ...], Tree | None, Tree | None, tuple[str, ...] | None]:
        """One relation: its columns go by their own names."""
        from xiezhi.sql.tree import substitute

        names: dict[str, Tree] = {
            f"{table}_{column}": Name(column) for table, column in self.referred
        }
        self.referred.clear()
        return (
            tuple((name, substitute(tree, names)) for name, tree in columns),
            substitute(where, names) if where is not None else None,
            substitute(having, names) if having is not None else None,
            tuple(name.removeprefix(f"{alias}_") if name in names else name for name in group)
            if group is not None
            else None,
        )

    def _finished(self) -> None:
        if self.kind != "end":
            word = self.word
            cure = {
                "order": "Rows have no order; use the verb window.",
                "limit": "Use the verb window.",
                "union": "Use the verb combine.",
            }.get(word, "")
            raise ExpressionError(self.at, f"{word!r} is not read here.", cure)

    def _skip_to(self, word: str) -> None:
        depth = 0
        while self.kind != "end":
            if self.word == "(":
                depth += 1
            elif self.word == ")":
                depth -= 1
            elif self.kind == "key" and self.word == "select":
                raise ExpressionError(self.at, "A query within a query is not read here.",
                                      "Make it a step of its own.")  # fmt: skip
            elif self.kind == "key" and self.word == word and depth == 0:
                return
            self.index += 1
        raise ExpressionError(self.at, "from is missing.")

    def _relation(self) -> tuple[str, str]:
        if self.kind != "word":
            raise ExpressionError(
                self.at, "The name of an input or step is expected.",
                "Functions, files and queries are not read here.",
            )  # fmt: skip
        name = self.take()
        if self.kind == "op" and self.word == "(":
            raise ExpressionError(self.at, "Table functions are not read here.",
                                  "Name an input or an earlier step.")  # fmt: skip
        alias = name
        if self.accept("as") or self.kind == "word":
            alias = self.take()
        return name, alias

    def _joins(self) -> tuple[Joined, ...]:
        found: list[Joined] = []
        while True:
            kind: Literal["inner", "left"] = "inner"
            if self.accept("left"):
                kind = "left"
            elif self.accept("inner") is None and not (self.kind == "key" and self.word == "join"):
                break
            self.expect("join")
            name, alias = self._relation()
            if self.tables is not None and alias in self.tables:
                raise ExpressionError(self.at, f"Two tables are called {alias!r}.", "Use as.")
            before = self.tables or frozenset()
            self.tables = before | {alias}
            self.expect("on")
            found.append(Joined(name, alias, kind, self._on(alias)))
        if self.kind == "op" and self.word == ",":
            raise ExpressionError(self.at, "Tables are joined with join … on.")
        return tuple(found)

    def _on(self, alias: str) -> tuple[tuple[str, str], ...]:
        at = self.at
        pairs: list[tuple[str, str]] = []
        for part in conjuncts(self.either()):
            if not (
                isinstance(part, Binary)
                and part.op == "="
                and isinstance(part.left, Name)
                and isinstance(part.right, Name)
            ):
                raise ExpressionError(at, "Tables are joined on equal columns.",
                                      "Put other conditions under where.")  # fmt: skip
            left, right = part.left.name, part.right.name
            if left.startswith(f"{alias}_") and not right.startswith(f"{alias}_"):
                left, right = right, left
            pairs.append((left, right))
        return tuple(pairs)

    def _group(self) -> tuple[str, ...] | None:
        if self.accept("group") is None:
            return None
        self.expect("by")
        found: list[str] = []
        while True:
            tree = self.primary()
            if not isinstance(tree, Name):
                raise ExpressionError(self.at, "Rows are grouped by columns.",
                                      "Derive the value in an earlier step.")  # fmt: skip
            found.append(tree.name)
            if not self.accept(","):
                return tuple(found)

    def _columns(self) -> tuple[tuple[str, Tree], ...]:
        found: list[tuple[str, Tree]] = []
        while True:
            at = self.at
            if self.kind == "op" and self.word == "*":
                raise ExpressionError(at, "Columns are named one by one.")
            written = self.word
            tree = self.either()
            name = written.rpartition(".")[2] if isinstance(tree, Name) else ""
            if self.kind == "key" and self.word == "over":
                raise ExpressionError(at, "Windows are not read here.", "Use the verb window.")
            if self.accept("as") or self.kind == "word":
                name = self.take()
            if not name:
                raise ExpressionError(at, "The column has no name.", "Write … as name.")
            found.append((name, tree))
            if not self.accept(","):
                self.expect("from")
                return tuple(found)


def aggregates(tree: Tree) -> bool:
    """Whether an expression holds an aggregate."""
    return any(
        isinstance(node, Call)
        and node.function in FUNCTIONS
        and FUNCTIONS[node.function].kind == "aggregate"
        for node in walk(tree)
    )
