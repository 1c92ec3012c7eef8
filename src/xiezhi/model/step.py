"""The verbs of the language as frozen values: what a step says, not how an engine does it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from xiezhi.model.linking import Connect, Match, Similar
from xiezhi.model.written import Expr, Key, KeyPair, Length, Named, Unit

if TYPE_CHECKING:
    from xiezhi.rulebook.form import Title
    from xiezhi.rulebook.yaml_nodes import Place

__all__ = [
    "Absent",
    "Choose",
    "Combine",
    "Connect",
    "Derive",
    "Distinct",
    "Explode",
    "Expr",
    "FollowedBy",
    "Group",
    "Indicator",
    "Join",
    "Keep",
    "Key",
    "KeyPair",
    "Length",
    "Lookup",
    "Match",
    "Named",
    "Overlap",
    "Reconcile",
    "Score",
    "Settle",
    "Similar",
    "Step",
    "Unit",
    "Window",
    "sources_of",
]

Cardinality: TypeAlias = Literal["one_to_one", "many_to_one", "one_to_many", "many_to_many"]


@dataclass(frozen=True, slots=True)
class Keep:
    """Rows for which ``where`` is true (``negated``: rows for which it is not true, ``drop``).

    Attributes:
        unknown: ``drop`` loses rows whose condition is null; ``pending`` puts them aside.
        pending_when: Rows for which this is true and ``where`` is not false are put aside too.
        reason: Why rows put aside wait, in both languages.
    """

    from_: str
    where: Expr
    at: Place = field(compare=False)
    negated: bool = False
    unknown: Literal["drop", "pending"] = "drop"
    pending_when: Expr | None = None
    reason: Title | None = field(compare=False, default=None)


@dataclass(frozen=True, slots=True)
class Derive:
    """New columns beside all that were there."""

    from_: str
    columns: tuple[Named, ...]
    at: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Choose:
    """Only these columns; pairs are (new name, old name)."""

    from_: str
    columns: tuple[tuple[str, str], ...]
    at: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Distinct:
    """Unique rows over ``columns``; the others are gone."""

    from_: str
    columns: tuple[str, ...]
    at: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Explode:
    """One row per element of a list column; the element is column ``as_``."""

    from_: str
    list: str
    as_: str
    at: Place = field(compare=False)
    keep_empty: bool = False


@dataclass(frozen=True, slots=True)
class Join:
    """Rows of two steps side by side.

    Attributes:
        keys: A cascade: the first key whose left columns are filled and that finds a partner.
        take: Columns taken from the right side, (new name, old name); None takes all.
    """

    left: str
    right: str
    keys: tuple[Key, ...]
    kind: Literal["inner", "left", "semi"]
    cardinality: Cardinality
    at: Place = field(compare=False)
    take: tuple[tuple[str, str], ...] | None = None


@dataclass(frozen=True, slots=True)
class Absent:
    """Events without the expected answer on ``key``, optionally dated and within a length.

    Attributes:
        after: Column of the event with its date; None asks for no date at all.
        dated: Column of the expected rows with theirs.
        within: The window ``[after, after + within]``; None: until the as-of date.
        scope: Column of the event that selects the coverage of the searched table.
    """

    event: str
    expected: str
    key: Key
    after: str | None
    dated: str | None
    within: Length | None
    scope: str | None
    at: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class FollowedBy:
    """Each row of ``first`` with what came on or after it: the next one, or ``all``.

    Adds ``elapsed_days``, and ``timing`` (``same_day``, ``in_time``, ``late``) when ``within``
    is given. ``take`` as in a join.
    """

    first: str
    then: str
    key: Key
    after: str
    dated: str
    within: Length | None
    pick: Literal["next", "all"]
    take: tuple[tuple[str, str], ...] | None
    at: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Overlap:
    """Pairs whose closed periods share at least ``at_least`` days; an empty end is open.

    ``merge`` counts each shared day once per left row, over all right rows together.
    Adds ``overlap_from``, ``overlap_to``, ``overlap_days``, ``overlap_months``.
    """

    left: str
    right: str
    key: Key
    left_period: tuple[str, str | None]
    right_period: tuple[str, str | None]
    at_least: int
    merge: bool
    take: tuple[tuple[str, str], ...] | None
    at: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Group:
    """One row per value of ``by`` with aggregates; ``having`` keeps groups."""

    from_: str
    by: tuple[str, ...]
    columns: tuple[Named, ...]
    having: Expr | None
    at: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Window:
    """Columns that look at the other rows of the same ``by``, ordered; ``keep`` filters after."""

    from_: str
    by: tuple[str, ...]
    order: tuple[str, ...]
    columns: tuple[Named, ...]
    keep: Expr | None
    at: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Combine:
    """The rows of several steps, over the columns named (default: those all of them have)."""

    from_: tuple[str, ...]
    columns: tuple[str, ...]
    at: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Lookup:
    """Columns of a dated table of the rulebook.

    Attributes:
        keys: Pairs (column of ``from_``, column of the table).
        as_of: The day whose version is read.
        between: Two days: every version in force on some day of the closed period, one row each;
            an empty first day reaches back to the oldest version.
        region: Column with an administrative division; the narrowest entry that holds wins.
        take: (new name, column of the table).
        missing: Rows without an entry are ``not_checkable`` (put aside), kept empty, or dropped.
    """

    from_: str
    table: str
    keys: Key
    as_of: Expr | None
    between: tuple[Expr, Expr] | None
    region: str | None
    take: tuple[tuple[str, str], ...]
    missing: Literal["not_checkable", "keep", "drop"]
    at: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Settle:
    """One row per ``by`` when ``where`` is true for every row of it.

    True for some or unknown for one: the group is pending. Made for ``lookup … between``: a
    check fires only when every version that could apply agrees.
    """

    from_: str
    by: tuple[str, ...]
    where: Expr
    columns: tuple[Named, ...]
    reason: Title | None = field(compare=False)
    at: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Reconcile:
    """Two ledgers per key: keys whose sums differ by more than ``tolerance``.

    Adds ``left_value``, ``right_value``, ``difference`` (left minus right). ``only`` says which
    keys are compared: those on ``both`` sides, or those on ``any`` (a missing side counts 0).
    """

    left: str
    right: str
    key: Key
    left_value: Expr
    right_value: Expr
    tolerance: Expr | None
    only: Literal["both", "any"]
    at: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One weighted sign: fires when ``when`` is true; ``value`` is what it shows."""

    id: str
    title: Title = field(compare=False)
    points: int
    when: Expr
    value: Expr | None


@dataclass(frozen=True, slots=True)
class Score:
    """Adds ``score`` and ``fired_<id>``; keeps rows with at least ``threshold`` points."""

    from_: str
    indicators: tuple[Indicator, ...]
    threshold: Expr
    at: Place = field(compare=False)


Step: TypeAlias = (
    Keep
    | Derive
    | Choose
    | Distinct
    | Explode
    | Join
    | Absent
    | FollowedBy
    | Overlap
    | Group
    | Window
    | Combine
    | Lookup
    | Settle
    | Reconcile
    | Score
    | Match
    | Similar
    | Connect
)


def sources_of(step: Step) -> tuple[str, ...]:
    """The inputs and earlier steps a step reads, in the order it names them."""
    if isinstance(step, Join | Overlap | Reconcile | Match):
        return (step.left, step.right)
    if isinstance(step, Absent):
        return (step.event, step.expected)
    if isinstance(step, FollowedBy):
        return (step.first, step.then)
    if isinstance(step, Combine):
        return step.from_
    return (step.from_,)
