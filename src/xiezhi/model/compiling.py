"""From a model to everything an engine needs: ``compile_model``."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.model.analysing import analyse
from xiezhi.model.clue import clue_columns, clue_made, clue_plan
from xiezhi.model.compile import verb_of
from xiezhi.model.compiled import (
    Aside,
    Column,
    Compiled,
    CoveragePlan,
    Engine,
    Guard,
    InputPlan,
    StepPlan,
)
from xiezhi.model.evidence import evidence_plan
from xiezhi.model.identity import logic_hash
from xiezhi.model.need import needs, restrictions
from xiezhi.model.plan import Planner
from xiezhi.model.preparation import preparations
from xiezhi.model.relation import ROW
from xiezhi.model.staged import staged_plan
from xiezhi.model.step import Absent, Connect, Join, Lookup, Match, Similar, sources_of
from xiezhi.sql.name import quote
from xiezhi.sql.render import literal_sql

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xiezhi.model.adjust import Suppression
    from xiezhi.model.analysis import Analysis
    from xiezhi.model.rules import Rules
    from xiezhi.model.spec import Model, ParameterValue

__all__ = ["CompileError", "compile_model", "compile_understood"]


class CompileError(XiezhiError):
    """A model cannot be compiled as asked: its own faults, wrong parameters, no as-of date."""


def compile_model(
    model: Model,
    rules: Rules,
    *,
    parameters: Mapping[str, ParameterValue] | None = None,
    as_of: datetime.date | None = None,
    engine: Engine = "duckdb",
    suppressions: Sequence[Suppression] = (),
) -> Compiled:
    """Compile a model for one engine.

    Args:
        model: As ``load_model`` gave it, local adjustments applied.
        rules: The rulebook.
        parameters: Values in place of defaults.
        as_of: The as-of date; needed when the model asks what has not happened.
        engine: Whose SQL to write.
        suppressions: Of the local adjustments; each becomes a column ``_suppressed_<n>`` from 1.

    Raises:
        CompileError: The model has faults, a parameter is unknown or of the wrong kind, or the
            model needs an as-of date and none is given.
    """
    problems: list[Problem] = []
    analysis = analyse(model, rules, problems)
    return compile_understood(
        analysis,
        problems,
        parameters=parameters,
        as_of=as_of,
        engine=engine,
        suppressions=suppressions,
    )


def compile_understood(
    analysis: Analysis,
    problems: list[Problem],
    *,
    parameters: Mapping[str, ParameterValue] | None = None,
    as_of: datetime.date | None = None,
    engine: Engine = "duckdb",
    suppressions: Sequence[Suppression] = (),
) -> Compiled:
    """As ``compile_model``, of a model that ``analyse`` understood with these problems."""
    model = analysis.model
    values = _values(model, parameters or {}, problems)
    needs_as_of = _needs_as_of(analysis)
    if needs_as_of and as_of is None:
        problems.append(
            Problem(
                what=f"{model.id} needs an as-of date.",
                where=str(model.at),
                why="it asks what has not happened, and that depends on the day",
                cure="Give --as-of, or run it on tables that carry data_as_of.",
                code="compile-as-of",
            )
        )
    problems += _foreign(analysis, engine)
    if any(problem.severity == "error" for problem in problems):
        raise CompileError(*problems)
    flags = _suppressed(analysis, suppressions, as_of, engine)
    planner = _planner(analysis, values, as_of, engine, flags)
    inputs = _inputs(planner)
    return Compiled(
        model=model,
        logic_hash=logic_hash(model),
        engine=engine,
        parameters=tuple(sorted(values.items())),
        as_of=as_of,
        inputs=inputs,
        coverages=_coverages(planner),
        prepared=preparations(planner, values),
        steps=_steps(planner),
        clue=clue_plan(analysis, planner.clue_columns, tuple(name for name, _ in flags)),
        clues_sql=planner.clues_sql(),
        staged=staged_plan(planner),
        evidence=evidence_plan(planner, inputs),
        asides=_asides(planner),
        guards=_guards(planner),
        key_guard=_key_guard(planner),
        needs_as_of=needs_as_of,
        needs_calendar="_workday" in planner.clues_sql(),
    )


def _foreign(analysis: Analysis, engine: Engine) -> list[Problem]:
    """Steps that only DuckDB's runs prepare."""
    if engine == "duckdb":
        return []
    return [
        Problem(
            what=f"{verb_of(step).word} is not on this engine: {name} cannot run on {engine}.",
            where=str(step.at),
            why="its rows are linked on DuckDB before the statements run",
            cure="Run the model on DuckDB.",
            code="compile-engine",
        )
        for name, step in analysis.model.steps
        if isinstance(step, Match | Similar | Connect)
    ]


def _values(
    model: Model, given: Mapping[str, ParameterValue], problems: list[Problem]
) -> dict[str, ParameterValue]:
    known = {item.name: item for item in model.parameters}
    for name in given:
        if name not in known:
            problems.append(
                Problem(
                    what=f"{model.id} has no parameter {name!r}.",
                    why="parameters: " + (", ".join(known) or "none"),
                    cure="Remove it or correct its name.",
                    code="compile-parameter",
                )
            )
    values = {name: given.get(name, item.default) for name, item in known.items()}
    for name, value in values.items():
        item = known[name]
        low, high = item.least, item.most
        if isinstance(value, int | float) and (
            (isinstance(low, int | float) and value < low)
            or (isinstance(high, int | float) and value > high)
        ):
            problems.append(
                Problem(
                    what=f"{name} is {value}.",
                    why=f"allowed: {low} to {high}",
                    cure="Choose a value within.",
                    code="compile-parameter",
                )
            )
        if type(value) is not type(item.default) and item.default is not None:
            problems.append(
                Problem(
                    what=f"{name} is {value!r}.",
                    why=f"a value like {item.default!r} is expected",
                    code="compile-parameter",
                )
            )
    return values


def _needs_as_of(analysis: Analysis) -> bool:
    if any(verb_of(step).asks_as_of(step) for _, step in analysis.model.steps):
        return True
    return "as_of(" in repr(analysis.model.steps) + repr(analysis.model.clue)


def _planner(
    analysis: Analysis,
    values: Mapping[str, ParameterValue],
    as_of: datetime.date | None,
    engine: Engine,
    flags: tuple[tuple[str, str], ...],
) -> Planner:
    model = analysis.model
    clue = model.clue.from_
    base = clue_columns(analysis)
    used = needs(analysis, frozenset(base), traced=True)
    extra = _restricting(analysis, used)
    columns = tuple(
        name for name in analysis.relations[clue].columns if name in base or name in extra
    )
    params = {name: _param_sql(analysis, name, value, engine) for name, value in values.items()}
    return Planner(
        analysis,
        engine,
        params,
        literal_sql(as_of, engine) if as_of else "cast(null as date)",
        needs(analysis, frozenset((*columns, ROW)) & analysis.relations[clue].columns.keys()),
        columns,
        clue_made(model),
        flags,
    )


def _suppressed(
    analysis: Analysis,
    suppressions: Sequence[Suppression],
    as_of: datetime.date | None,
    engine: Engine,
) -> tuple[tuple[str, str], ...]:
    """(column, SQL) per suppression: whether it holds for a clue."""
    columns = analysis.relations[analysis.model.clue.from_].columns
    found: list[tuple[str, str]] = []
    for number, item in enumerate(suppressions, 1):
        parts = [
            f"cast({quote(name, engine)} as varchar) = {literal_sql(value, engine)}"
            for name, value in item.key
            if name in columns
        ]
        sql = " and ".join(parts) if item.holds(as_of) else "false"
        found.append((f"_suppressed_{number}", f"coalesce({sql}, false)"))
    return tuple(found)


def _restricting(analysis: Analysis, used: Mapping[str, frozenset[str]]) -> set[str]:
    """Clue columns worth carrying: they restrict an input by its key in the second pass."""
    found: set[str] = set()
    pairs = restrictions(analysis, used)
    for item in analysis.model.inputs:
        table = analysis.rules.table(item.table)
        key = table.key if table is not None else ()
        for own, clue in pairs.get(item.name, ()):
            if own in key and own in item.columns:
                found.add(clue)
    return found


def _param_sql(analysis: Analysis, name: str, value: ParameterValue, engine: str) -> str:
    kind = analysis.params[name]
    if kind.is_date and isinstance(value, str):
        return literal_sql(datetime.date.fromisoformat(value), engine)
    if isinstance(value, float):
        return literal_sql(Decimal(str(value)), engine)
    return literal_sql(value, engine)


def _inputs(planner: Planner) -> tuple[InputPlan, ...]:
    analysis = planner.analysis
    found: list[InputPlan] = []
    for item in analysis.model.inputs:
        relation = analysis.relations[item.name]
        table = analysis.rules.table(item.table)
        found.append(
            InputPlan(
                name=item.name,
                table=item.table,
                kind="table",
                columns=tuple(Column(name, relation.columns[name]) for name in item.columns),
                companions=tuple(
                    Column(name, kind)
                    for name, kind in relation.columns.items()
                    if name in relation.hidden and name != "_row"
                ),
                dated_by=(table.event or None) if table is not None else None,
                unique=table.key if table is not None else (),
            )
        )
    for name in dict.fromkeys(step.table for _, step in planner.steps if isinstance(step, Lookup)):
        found.append(_reference(planner, name))
    return tuple(found)


def _reference(planner: Planner, name: str) -> InputPlan:
    table = planner.analysis.rules.dated(name)
    if table is None:
        raise KeyError(name)
    columns = [Column(column, kind) for column, kind in table.columns.items()]
    day = planner.analysis.rules.types["date"].storage
    from xiezhi.sql.types import Type

    columns += [Column(column, Type("date", day)) for column in (table.valid_from, table.valid_to)]
    if table.region:
        columns.append(Column(table.region, Type("admin_division", "VARCHAR")))
    return InputPlan(f"_dated_{name}", name, "reference", tuple(columns), ())


def _coverages(planner: Planner) -> tuple[CoveragePlan, ...]:
    analysis = planner.analysis
    searched: set[str] = set()
    for _, step in planner.steps:
        if isinstance(step, Absent) and step.after is not None:
            searched |= analysis.relations[step.expected].inputs
    return tuple(
        CoveragePlan(f"_covers_{item.name}", item.name, item.covers.by)
        for item in analysis.model.inputs
        if item.covers is not None and item.name in searched
    )


def _steps(planner: Planner) -> tuple[StepPlan, ...]:
    found: list[StepPlan] = []
    sqls = dict(planner.ctes())
    for name, step in planner.steps:
        relation = planner.analysis.relations[name]
        found.append(
            StepPlan(
                name,
                verb_of(step).word,
                sqls[name],
                tuple(
                    Column(column, kind)
                    for column, kind in relation.columns.items()
                    if column in planner.needed[name]
                ),
                sources_of(step),
            )
        )
    return tuple(found)


def _asides(planner: Planner) -> tuple[Aside, ...]:
    from xiezhi.model.assemble import select, with_ctes

    found: list[Aside] = []
    for name, step in planner.steps:
        verb = verb_of(step)
        for state in verb.may_put_aside(step):
            body = planner.body(name, step, planner.making(name, "staged"))
            inner = select(body, planner.engine, staged=True)
            ctes = [cte for source in sources_of(step) for cte in planner.ctes_of(source)]
            kept = with_ctes(
                [*dict(ctes).items(), (f"{name}_all", inner)],
                f"select * from {name}_all where _state = '{state}'",
                planner.engine,
            )
            found.append(Aside(name, state, getattr(step, "reason", None), kept))  # type: ignore[arg-type]
    return tuple(found)


def _guards(planner: Planner) -> tuple[Guard, ...]:
    from xiezhi.model.assemble import with_ctes

    found: list[Guard] = []
    for name, step in planner.steps:
        if not isinstance(step, Join):
            continue
        for relation, columns in verb_of(step).promises(step):  # type: ignore[attr-defined]
            if planner.analysis.relations[relation].is_unique(columns):
                continue
            key = [quote(column, planner.engine) for column in columns]
            shown = " || ' ' || ".join(f"cast({column} as varchar)" for column in key)
            filled = " and ".join(f"{column} is not null" for column in key)
            sql = with_ctes(
                planner.ctes_of(relation),
                f"select {shown} as key, count(*) as n\nfrom {planner.plain_name(relation)}\n"
                f"where {filled}\ngroup by {', '.join(key)}\nhaving count(*) > 1\nlimit 1",
                planner.engine,
            )
            promise = f"{step.cardinality}: ({', '.join(columns)}) is unique in {relation}"
            found.append(Guard(name, promise, sql))
    return tuple(found)


def _key_guard(planner: Planner) -> str:
    key = [quote(name, planner.engine) for name in planner.analysis.model.clue.key.columns]
    shown = " || ' ' || ".join(f"coalesce(cast({column} as varchar), '')" for column in key)
    return (
        f"select {shown} as key, count(*) as n\nfrom _clues\ngroup by {', '.join(key)}\n"
        "having count(*) > 1\nlimit 1"
    )
