"""Can this model be run here? Per input: ready, or every reason why not, before anything runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from xiezhi.kernel.errors import Problem
from xiezhi.model.compiling import CompileError, compile_model
from xiezhi.rulebook.data_terms import data_terms
from xiezhi.rulebook.tables import Tables
from xiezhi.run.needing import unmet_needs
from xiezhi.run.standing_rules import StandingRules
from xiezhi.shelf.catalogue import CatalogueError, bound_to
from xiezhi.shelf.columns import column_problems
from xiezhi.shelf.use.terms import terms_problems

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from xiezhi.model.compiled import Compiled, InputPlan
    from xiezhi.model.spec import Input, Model
    from xiezhi.rulebook.tables import Table
    from xiezhi.shelf.catalogue import Catalogue, Version

__all__ = ["InputReadiness", "Readiness", "State", "readiness"]

State: TypeAlias = Literal[
    "ready", "missing", "not_granted", "unreadable", "wrong_type", "not_covered", "stale",
    "age_unknown", "purpose", "expired", "columns", "authorisation", "quality",
]  # fmt: skip

_BY_CODE: dict[str, State] = {
    "table-missing": "missing",
    "shelf-not-granted": "not_granted",
    "column-missing": "wrong_type",
    "column-type": "wrong_type",
    "run-purpose": "purpose",
    "run-expired": "expired",
    "run-not-yet": "expired",
    "run-columns": "columns",
    "run-authorisation": "authorisation",
    "run-quality": "quality",
}
_LETS_RUN: frozenset[State] = frozenset({"ready", "stale", "age_unknown", "quality", "not_covered"})


@dataclass(frozen=True, slots=True)
class InputReadiness:
    """One input.

    Attributes:
        input: Its name in the model.
        table: The standard table.
        columns: The columns that the model needs, and no others.
        states: Everything that stands in the way, worst first; ``ready`` alone when nothing does.
        problems: The reasons with their cures.
        version: The version that would be read; None when there is none.
        provider: Who gave it, as far as contracts say.
    """

    input: str
    table: Table
    columns: tuple[str, ...]
    states: tuple[State, ...]
    problems: tuple[Problem, ...]
    version: Version | None = None
    provider: str = ""

    @property
    def ready(self) -> bool:
        """Whether nothing at all stands in the way."""
        return self.states == ("ready",)

    @property
    def runs(self) -> bool:
        """Whether the model may run on it, with what is said kept in mind."""
        return set(self.states) <= _LETS_RUN


@dataclass(frozen=True, slots=True)
class Readiness:
    """A model against what is there.

    Attributes:
        inputs: In the order of the model; dated tables of the rulebook are always there.
        problems: What is wrong with the model itself.
    """

    model: Model
    inputs: tuple[InputReadiness, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether it can be run as it is."""
        return not self.problems and all(one.ready for one in self.inputs)

    @property
    def runs(self) -> bool:
        """Whether a run would not be refused."""
        return not self.problems and all(one.runs for one in self.inputs)


def readiness(model: Model, catalogue: Catalogue, day: date) -> Readiness:
    """Hold a model against a catalogue without running it.

    Args:
        model: The model.
        catalogue: What may be read.
        day: The day of use; also the as-of date where the data name none.
    """
    try:
        compiled = compile_model(model, StandingRules(), as_of=day)
    except CompileError as error:
        return Readiness(model, (), error.problems)
    seen = bound_to(catalogue, model.purpose)
    found = []
    for plan in compiled.inputs:
        if plan.kind == "table":
            found.append(_input(model, compiled, plan, seen, day))
    return Readiness(model, tuple(found))


def _input(
    model: Model, compiled: Compiled, plan: InputPlan, catalogue: Catalogue, day: date
) -> InputReadiness:
    table = Tables.load()[plan.table]
    item = model.input(plan.name)
    try:
        version = catalogue.version(plan.table)
    except CatalogueError as error:
        states = _states(error.problems, "unreadable")
        said = tuple(_missing(one, plan) for one in error.problems)
        return InputReadiness(plan.name, table, item.columns, states, said)
    problems = [
        *column_problems(
            version,
            {column.name: column.type.column_type for column in plan.columns},
            {column.name: column.type.column_type for column in plan.companions},
        ),
        *terms_problems(
            version,
            f"{model.id}, input {plan.name}",
            model.purpose,
            (column.name for column in plan.columns),
            day,
        ),
        *_covered(compiled, plan, version),
        *_fresh(version, plan, day),
        *(one for one in unmet_needs(model, {plan.name: version}) if _is_of(one, item)),
    ]
    providers = dict.fromkeys(one.provider for one in version.agreements if one.provider)
    return InputReadiness(
        plan.name,
        table,
        item.columns,
        _states(tuple(problems), "wrong_type") if problems else ("ready",),
        tuple(problems),
        version,
        "、".join(providers),
    )


def _missing(problem: Problem, plan: InputPlan) -> Problem:
    """A table that is not there is asked for; what is spoilt is told as it is."""
    if problem.code != "table-missing":
        return problem
    return Problem(
        what=f"{plan.table} is not here.",
        where=f"input {plan.name}",
        cure="Ask for it: `xiezhi ready MODEL --request request.docx`.",
        code="ready-missing",
    )


def _is_of(problem: Problem, item: Input) -> bool:
    return problem.where.endswith(f"input {item.name}")


def _states(problems: tuple[Problem, ...], other: State) -> tuple[State, ...]:
    return tuple(dict.fromkeys(_BY_CODE.get(one.code, _own(one.code) or other) for one in problems))


def _own(code: str) -> State | None:
    own: dict[str, State] = {
        "ready-not-covered": "not_covered",
        "ready-stale": "stale",
        "ready-age-unknown": "age_unknown",
    }
    return own.get(code)


def _covered(compiled: Compiled, plan: InputPlan, version: Version) -> Iterator[Problem]:
    """An absence is decided only inside the stretch the searched table is complete for."""
    for coverage in compiled.coverages:
        if coverage.input != plan.name:
            continue
        columns = {part.column for part in version.covered}
        if None in columns or (coverage.scope_column and coverage.scope_column in columns):
            continue
        by = coverage.scope_column or "the whole table"
        yield Problem(
            what=f"Nobody says for which time {version.table} is complete.",
            where=f"input {plan.name}",
            why=f"the model searches it by {by}; every event would be not checkable",
            cure="Say it at the next load: --covers.",
            code="ready-not-covered",
            severity="warning",
        )


def _fresh(version: Version, plan: InputPlan, day: date) -> Iterator[Problem]:
    if version.data_as_of is None:
        yield Problem(
            what=f"Nobody says of which day {version.table} is.",
            where=f"input {plan.name}",
            why="a run goes by the oldest day of its tables",
            cure="Say it at the next load: --as-of; or run with --as-of.",
            code="ready-age-unknown",
            severity="warning",
        )
        return
    agreed = [data_terms().frequencies.get(one.frequency) for one in version.agreements]
    most = min((one.days for one in agreed if one is not None and one.days), default=None)
    age = (day - max(version.data_as_of, version.asked or version.data_as_of)).days
    if most is not None and age > most:
        yield Problem(
            what=f"{version.table} is stale.",
            where=f"input {plan.name}",
            why=f"it is of {version.data_as_of}, {age} days old; {most} were agreed at most",
            cure="Ask the provider for the delivery that is due.",
            code="ready-stale",
            severity="warning",
        )
