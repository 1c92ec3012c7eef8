"""What compiling a model yields: the whole contract between the language and an engine.

How a run uses it, on one connection and in this order:

1. Register a view or table for every ``InputPlan`` under ``plan.name`` with exactly
   ``plan.columns``, ``plan.companions`` (a companion the data lack is a null of its type) and
   ``_row`` (BIGINT, unique in the table version: the engine's handle of the immutable origin).
   Rows later than the as-of date are left out: where ``plan.dated_by`` names a column, rows whose
   value lies after ``as_of`` are invisible.
2. Register every ``CoveragePlan`` and, when ``needs_calendar``, the relation ``_workday``.
3. In order, for each of ``prepared``: read its sides, compute the relation, register it.
   Then run the ``guards``; a row returned is a broken promise of the data: stop with its message.
4. Clues only: ``clues_sql``. With counts: ``staged.setup``, then ``CREATE TEMP TABLE _clues AS``
   + ``staged.clues``, then ``staged.counts``, then ``staged.teardown``.
5. Evidence: with ``_clues`` present, run ``evidence.setup`` in order, read ``evidence.links``,
   ``evidence.rows[input]``, ``evidence.searched``; then ``evidence.teardown``.

All relation names that a plan creates begin with an underscore; names of inputs and steps never do.
No statement reads anything but the relations registered in 1 to 3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    import datetime

    from xiezhi.model.linking import Linking
    from xiezhi.model.spec import Model, ParameterValue
    from xiezhi.rulebook.form import Title
    from xiezhi.sql.types import Type

__all__ = [
    "Aside",
    "CluePlan",
    "Column",
    "Compiled",
    "CoveragePlan",
    "EvidencePlan",
    "Guard",
    "InputPlan",
    "Preparation",
    "ReasonPlan",
    "Side",
    "StagedPlan",
    "Statement",
    "StepPlan",
]

Engine: TypeAlias = Literal["duckdb", "spark"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column and what it means; ``type.column_type`` is the engine's type."""

    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class InputPlan:
    """A relation the engine must offer before a statement runs.

    Attributes:
        name: Relation name in all statements.
        table: Standard table (``kind`` table) or dated table of the rulebook (``reference``).
        kind: ``reference`` rows come from the rulebook, in the same way, with a ``_row``.
        columns: The declared columns, required in the data.
        companions: ``<column>_span``, ``_from``, ``_abstained``; null when the data lack them.
        dated_by: Column whose value after the as-of date hides a row; None hides nothing.
        unique: Columns that the standard table promises to be unique together.
    """

    name: str
    table: str
    kind: Literal["table", "reference"]
    columns: tuple[Column, ...]
    companions: tuple[Column, ...]
    dated_by: str | None = None
    unique: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CoveragePlan:
    """Coverage of one searched input, as a relation the run registers.

    Columns: ``scope VARCHAR, covers_from DATE, covers_to DATE``. With ``scope_column`` one row per
    value of it (a value without a row is not covered), without it exactly one row, scope null.
    ``covers_to`` is never later than the version's ``data_as_of``; null means unknown.
    """

    relation: str
    input: str
    scope_column: str | None


@dataclass(frozen=True, slots=True)
class Side:
    """Rows that a preparation reads.

    Attributes:
        source: The input or step they come from.
        sql: Gives ``columns``, over inputs and relations prepared before.
        identity: Columns that name a row.
    """

    source: str
    sql: str
    columns: tuple[Column, ...]
    identity: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preparation:
    """A relation that no statement can compute: linkage, near-duplicates, components.

    The run reads the sides, has ``xiezhi.link`` compute the relation from them and registers it
    under ``relation`` with exactly ``columns``.

    Attributes:
        asked: The step as written.
        sides: One, or left and right.
        least: The threshold in place of the parameter that may stand in the step.
    """

    step: str
    relation: str
    asked: Linking
    sides: tuple[Side, ...]
    columns: tuple[Column, ...]
    least: float


@dataclass(frozen=True, slots=True)
class StepPlan:
    """One step as one SELECT over inputs and earlier steps, only the columns needed later."""

    name: str
    verb: str
    sql: str
    columns: tuple[Column, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guard:
    """A promise of the model about the data, e.g. a declared cardinality.

    ``sql`` returns at most one row when it is broken: the offending key as text, then how often.
    """

    step: str
    promise: str
    sql: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a plan; ``purpose`` is what a progress line may say."""

    purpose: str
    sql: str


@dataclass(frozen=True, slots=True)
class Aside:
    """Rows a step puts aside: ``pending`` or ``not_checkable``; ``reason`` says why they wait.

    ``sql`` selects them (for authorised requests); their counts are in the funnel.
    """

    step: str
    state: Literal["pending", "not_checkable"]
    reason: Title | None
    sql: str


@dataclass(frozen=True, slots=True)
class StagedPlan:
    """The same clues with all counts.

    ``counts`` returns ``step, measure, item, n`` where measure is one of ``in`` (item: the source),
    ``out``, ``answered``, ``pending``, ``not_checkable``, ``refuted``, ``excluded`` (item: the
    exclusion; each counted by itself), ``near_miss`` (item: the only condition that failed).
    ``waiting`` returns those of ``pending`` and ``not_checkable`` alone. ``tables`` are those that
    ``setup`` makes and ``teardown`` drops.
    """

    setup: tuple[Statement, ...]
    clues: str
    counts: str
    waiting: str
    tables: tuple[str, ...]
    teardown: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class EvidencePlan:
    """Second pass, restricted to the rows of relation ``_clues``.

    Attributes:
        setup: Statements in order.
        links: Returns ``_clue, input, _row, step, role``.
        rows: Input name → query of its evidence rows: ``_row``, columns, companions.
        searched: Returns ``_clue, step, input, key, window_from, window_to, covers_from,
            covers_to``; None when the model has no absence.
    """

    setup: tuple[Statement, ...]
    links: str
    rows: tuple[tuple[str, str], ...]
    searched: str | None
    teardown: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class ReasonPlan:
    """A condition or indicator a clue met.

    Attributes:
        columns: Clue columns whose values show it.
        fired: Boolean clue column that says whether it applies; None: always.
        weight: Clue column with the points of each clue by itself, in place of ``points``.
    """

    id: str
    step: str
    title: Title
    text: str
    columns: tuple[str, ...]
    points: int | None = None
    fired: str | None = None
    weight: str | None = None


@dataclass(frozen=True, slots=True)
class CluePlan:
    """What the columns of the clue query are for.

    The query returns ``_clue`` (BIGINT from 1, in the order of the key), then ``columns``; where a
    clue is one row of one input, ``_row`` as well, for the second pass.
    ``amount``, ``occurred`` and ``expires`` are expressions: columns ``_amount``, ``_occurred``,
    ``_expires`` when the model gives them.

    Attributes:
        subject, organ, episode: Column names of the key parts; the key is unique, see ``guards``.
        amount_type: Semantic type of ``amount``: ``money``, ``money:USD``; empty for none.
        shown: Columns that the title's placeholders name.
        suppressed: Boolean column ``_suppressed_<n>`` per suppression of the local adjustments.
    """

    columns: tuple[Column, ...]
    subject: tuple[str, ...]
    organ: str | None
    episode: str | None
    affected_name: str | None
    amount: str | None
    occurred: str | None
    expires: str | None
    shown: tuple[str, ...]
    reasons: tuple[ReasonPlan, ...]
    suppressed: tuple[str, ...] = ()
    amount_type: str = ""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A model ready for one engine, with its parameters and as-of date in place.

    Attributes:
        needs_as_of: The model asks what had not happened by a day; refuse it on data without one.
        needs_calendar: Register ``_workday`` (day DATE, workday BOOLEAN, n INTEGER = workdays up
            to and including the day); days beyond its end are unknown.
        key_guard: Returns a key that more than one row of ``_clues`` has; run after ``_clues``.
    """

    model: Model
    logic_hash: str
    engine: Engine
    parameters: tuple[tuple[str, ParameterValue], ...]
    as_of: datetime.date | None
    inputs: tuple[InputPlan, ...]
    coverages: tuple[CoveragePlan, ...]
    prepared: tuple[Preparation, ...]
    steps: tuple[StepPlan, ...]
    clue: CluePlan
    clues_sql: str
    staged: StagedPlan
    evidence: EvidencePlan
    asides: tuple[Aside, ...]
    guards: tuple[Guard, ...]
    key_guard: str
    needs_as_of: bool
    needs_calendar: bool
