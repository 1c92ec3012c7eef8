"""Run a compiled model on a session: clues with counts, then evidence for these clues alone."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.run.preparing import prepare

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xiezhi.engine.base import Session
    from xiezhi.model.compiled import Compiled, EvidencePlan, Statement
    from xiezhi.model.judgement import Judgement

__all__ = ["BrokenPromiseError", "Executed", "Traced", "execute", "execute_clues"]


class BrokenPromiseError(XiezhiError):
    """The data break a promise of the model: a cardinality, a key that is not unique."""

    exit_code = 3


_NO_COUNTS = pa.table(
    {
        "step": pa.array([], pa.string()),
        "measure": pa.array([], pa.string()),
        "item": pa.array([], pa.string()),
        "n": pa.array([], pa.int64()),
    }
)


@dataclass(frozen=True, slots=True)
class Traced:
    """What the second pass brought back; rows still by handle.

    Attributes:
        links: ``_clue, input, _row, step, role``.
        rows: Evidence rows by input: ``_row``, columns, companions.
        searched: ``_clue, step, input, key, window_from, window_to, covers_from, covers_to``;
            None when the model searches nothing.
    """

    links: pa.Table
    rows: dict[str, pa.Table]
    searched: pa.Table | None


@dataclass(frozen=True, slots=True)
class Executed:
    """What a run of one model computed.

    Attributes:
        clues: ``_clue`` and the clue columns.
        counts: ``step, measure, item, n``.
        traced: The evidence.
        seconds: Wall seconds by phase.
        notes: What the preparation of relations has to say.
    """

    clues: pa.Table
    counts: pa.Table
    traced: Traced
    seconds: dict[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def execute(
    session: Session,
    compiled: Compiled,
    *,
    counting: bool = True,
    judgements: Sequence[Judgement] = (),
    once: bool = True,
) -> Executed:
    """Clues, counts and evidence; the inputs are offered already.

    Args:
        session: Where the inputs are.
        compiled: The model.
        counting: Whether to count; without, ``counts`` is empty.
        judgements: What a person decided about pairs of a match.
        once: Whether what was computed on the way is let go as soon as it has served; otherwise
            it stays, for the same statements on other rows.

    Raises:
        BrokenPromiseError: A guard found rows that break a promise of the model.
        LinkError: Linking was refused.
        EngineError: A statement failed.
    """
    started = time.perf_counter()
    notes = prepare(session, compiled, judgements)
    prepared = time.perf_counter()
    _check_guards(session, compiled)
    _run(session, compiled.staged.setup)
    session.run(f"CREATE TEMP TABLE _clues AS {compiled.staged.clues}", "finding clues")
    _check_key(session, compiled)
    clues = session.fetch("SELECT * FROM _clues", "reading clues")
    found = time.perf_counter()
    counts = session.fetch(compiled.staged.counts, "counting") if counting else _NO_COUNTS
    if once:
        session.drop([statement.sql for statement in compiled.staged.teardown])
    counted = time.perf_counter()
    traced = _trace(session, compiled.evidence, once=once) if clues.num_rows else _nothing()
    ended = time.perf_counter()
    return Executed(
        clues,
        counts,
        traced,
        {
            "clues": found - prepared,
            "counts": counted - found,
            "evidence": ended - counted,
            **({"linking": prepared - started} if compiled.prepared else {}),
        },
        notes,
    )


def execute_clues(session: Session, compiled: Compiled) -> pa.Table:
    """The clues alone: no counts, no evidence."""
    prepare(session, compiled)
    return session.fetch(compiled.clues_sql, "finding clues")


def _trace(session: Session, plan: EvidencePlan, *, once: bool) -> Traced:
    _run(session, plan.setup)
    traced = Traced(
        links=session.fetch(plan.links, "linking evidence"),
        rows={name: session.fetch(query, f"evidence from {name}") for name, query in plan.rows},
        searched=session.fetch(plan.searched, "what was searched") if plan.searched else None,
    )
    if once:
        session.drop([statement.sql for statement in plan.teardown])
    return traced


def _nothing() -> Traced:
    """Without clues there is no evidence, and nothing to look for."""
    columns = [("_clue", pa.int64()), ("input", pa.string()), ("_row", pa.int64())]
    links = pa.schema([*columns, ("step", pa.string()), ("role", pa.string())])
    return Traced(links.empty_table(), {}, None)


def _run(session: Session, statements: Iterable[Statement]) -> None:
    for statement in statements:
        session.run(statement.sql, statement.purpose)


def _check_guards(session: Session, compiled: Compiled) -> None:
    broken = []
    for guard in compiled.guards:
        rows = session.rows(guard.sql, f"checking {guard.step}")
        if rows:
            key, times = (*rows[0].values(), "", "")[:2]
            broken.append(
                Problem(
                    what=f"The data break a promise of step {guard.step}: {guard.promise}.",
                    where=f"{compiled.model.id}/{guard.step}",
                    why=f"the key {key} is there {times} times",
                    cure="Mend the table, or state the true cardinality in the model.",
                    code="run-promise-broken",
                )
            )
    if broken:
        raise BrokenPromiseError(*broken)


def _check_key(session: Session, compiled: Compiled) -> None:
    rows = session.rows(compiled.key_guard, "checking that keys are unique")
    if rows:
        values = ", ".join(f"{name} {value}" for name, value in rows[0].items())
        raise BrokenPromiseError(
            Problem(
                what="Two clues have the same key.",
                where=str(compiled.model.clue.at),
                why=values,
                cure="Add what tells them apart to the key, or make the step distinct.",
                code="run-key-not-unique",
            )
        )
