"""What SQLite is told about its indexes: it keeps no statistics and cannot choose by itself.

A filter like *model* fits every tenth clue. Walking the list in its order meets fifty of them at
once; SQLite would rather fetch them all by the model's index and put them in order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F, Func, Q
from django.db.models.expressions import RawSQL
from django.db.models.lookups import Exact, In, IsNull

from xiezhi_desk.clues.states import Presence, State

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

__all__ = ["by_the_way", "not_new", "present"]


class _Aside(Func):
    """A column that SQLite is to test and not to look up (``+column``); plain elsewhere."""

    template = "%(expressions)s"
    arity = 1

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Any]:
        """With the sign that SQLite documents for this."""
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)


def by_the_way(field: str, value: Any) -> Q:
    """The condition that a column has a value, tested during another walk.

    Args:
        field: The column.
        value: The value; None: it has none; a tuple: one of several.
    """
    column = _Aside(F(field))
    if isinstance(value, tuple):
        return Q(In(column, value))
    return Q(IsNull(column, True) if value is None else Exact(column, value))  # noqa: FBT003


def not_new() -> Q:
    """The condition of the index over all states but *new*, in its own words.

    Said outright, not sent: SQLite then knows that the index will do.
    """
    return ~Q(state=RawSQL(f"'{State.NEW.value}'", ()))  # noqa: S611  (a word of the table of states)


def present(said: str) -> Q:
    """The condition that the last run said this; in the words of the index of those few."""
    if said == Presence.CURRENT:
        return by_the_way("presence", said)
    return Q(presence=RawSQL(f"'{Presence(said).value}'", ()))  # noqa: S611  (a word of the table)
