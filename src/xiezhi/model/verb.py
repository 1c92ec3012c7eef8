"""What every verb must say about itself, and the few pieces its SQL is made of."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

if TYPE_CHECKING:
    from xiezhi.model.analysis import Analysis
    from xiezhi.model.describing import Describing
    from xiezhi.model.making import Making
    from xiezhi.model.reading import Reading
    from xiezhi.model.relation import Relation
    from xiezhi.model.written import Expr
    from xiezhi.rulebook.form import Form
    from xiezhi.sql.types import Type

__all__ = ["INHERIT", "Body", "Link", "Origin", "Prepared", "Verb", "prepared_name"]

S = TypeVar("S")
Origin: TypeAlias = tuple[str, str]

INHERIT = ""
"""Role of a link whose rows keep the role of the row they led to."""


def prepared_name(step: str) -> str:
    """The relation that a run prepares for a step."""
    return f"_p_{step}"


@dataclass(frozen=True, slots=True)
class Body:
    """The SELECT of a step, in parts.

    Attributes:
        columns: (output name, SQL), in order.
        source: What follows FROM.
        where: Conditions every row of the step meets, whatever became of it.
        hit: Further conditions of the rows that go on.
        states: (state, condition) of the rows put aside, the first that holds counts; needed only
            when the step puts rows aside.
        ids: (hidden name, SQL) of the source rows' ``_id`` in the traced form.
        tail: What follows WHERE: GROUP BY, HAVING.
    """

    columns: tuple[tuple[str, str], ...]
    source: str
    where: tuple[str, ...] = ()
    hit: tuple[str, ...] = ()
    states: tuple[tuple[str, str], ...] = ()
    ids: tuple[tuple[str, str], ...] = ()
    tail: str = ""
    distinct: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """How evidence goes from a row of a step to a row of one of its sources.

    Attributes:
        source: The relation it leads to.
        role: What the row is there for; ``INHERIT`` keeps the role of the row it came from.
        id_column: Column of the traced step that holds the source row's ``_id``; or
        match: SQL condition between ``t`` (the traced step) and ``s`` (the traced source).
        extreme: Condition between ``t`` and ``s`` under which the role is ``extreme``.
        one: Of the rows that match, the first is evidence enough.
        via: A prepared relation between the two, joined to ``t`` first: ``relation as p on …``;
            ``match`` then speaks of ``p`` and ``s``.
        by: Columns of the step that decide which rows are led to: evidence that agrees on them is
            walked once, so that a set of rows shared by many is one set.
    """

    source: str
    role: str
    id_column: str = ""
    match: str = ""
    extreme: str = ""
    one: bool = False
    via: str = ""
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a verb that no statement can compute needs beforehand.

    Attributes:
        sides: (source, columns wanted of it, columns that name its rows).
        columns: The relation prepared: (name, type).
        least: The step's threshold as written.
    """

    sides: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    columns: tuple[tuple[str, Type], ...]
    least: Expr | None


class Verb(ABC, Generic[S]):
    """One verb of the language: read, described, compiled and traced in one room."""

    word: str = ""

    @abstractmethod
    def read(self, form: Form, reading: Reading) -> S:
        """The step as written."""

    @abstractmethod
    def describe(self, step: S, name: str, describing: Describing) -> Relation:
        """The step's output; what is wrong is reported to ``describing``."""

    @abstractmethod
    def reads(self, step: S, needed: frozenset[str], analysis: Analysis) -> dict[str, set[str]]:
        """Per source, the columns it takes to give the needed ones."""

    @abstractmethod
    def body(self, step: S, making: Making) -> Body:
        """The SELECT that gives ``making.needed``."""

    @abstractmethod
    def origins(self, step: S, analysis: Analysis) -> dict[str, tuple[Origin, ...]]:
        """Per output column the source columns that may be restricted in its place.

        ``(source, column)`` is listed for an output column when keeping only the source rows whose
        value lies in V gives exactly the output rows whose value lies in V.
        """

    @abstractmethod
    def links(self, step: S, making: Making) -> tuple[Link, ...]:
        """Where a row of the step came from."""

    def shows(self, step: S, analysis: Analysis) -> frozenset[str]:
        """Output columns that the links speak of: evidence needs them whatever the clue shows."""
        return frozenset()

    def traces(self, step: S, analysis: Analysis) -> dict[str, set[str]]:
        """Per source, columns that only the links are made of."""
        return {}

    def may_put_aside(self, step: S) -> tuple[str, ...]:
        """States, beside going on, that a row may end in."""
        return ()

    def keeps_rows(self, step: S, analysis: Analysis) -> bool:
        """Whether each output row is one source row, unchanged in number or fewer."""
        return False

    def prepared(self, step: S, name: str, analysis: Analysis) -> Prepared | None:
        """What a run computes before the statements; None for verbs that are statements."""
        return None

    def asks_as_of(self, step: S) -> bool:
        """Whether the answer depends on the as-of date."""
        return False
