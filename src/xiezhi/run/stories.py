"""Tell a model's stories on the engine: do the clues come, and no others?"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.engine.guard import dropped_name
from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.model.compiling import compile_model
from xiezhi.model.stories import compare
from xiezhi.run.offering import offer_inputs, offered_names
from xiezhi.run.preparing import prepare
from xiezhi.run.references import arrow_type, reference_version
from xiezhi.run.workdays import workday_table
from xiezhi.shelf.catalogue import Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xiezhi.engine.base import Session
    from xiezhi.model.compiled import Compiled, InputPlan
    from xiezhi.model.rules import Rules
    from xiezhi.model.spec import Model
    from xiezhi.model.stories import LiteralTable, Story

__all__ = [
    "StoryResult",
    "Teller",
    "offer_story",
    "offer_versions",
    "story_coverage",
    "story_versions",
    "tell_all",
    "waits",
]


@dataclass(frozen=True, slots=True)
class StoryResult:
    """How a story went.

    Attributes:
        story: The story.
        problems: What differed; empty when it went as told.
    """

    story: Story
    problems: tuple[Problem, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether it went as told."""
        return not self.problems


def tell_all(
    model: Model, stories: Iterable[Story], session: Session, rules: Rules
) -> tuple[StoryResult, ...]:
    """Tell every story of a model; one that cannot be told is a failure with its reason."""
    teller = Teller(session, rules)
    return tuple(teller.tell(model, story) for story in stories)


@dataclass
class Teller:
    """Tells stories on one session; compiles a model once for all stories that ask alike.

    Attributes:
        session: Any session; what was offered to it before is withdrawn.
        rules: The rulebook.
    """

    session: Session
    rules: Rules
    _compiled: dict[object, Compiled] = field(default_factory=dict)
    _model: Model | None = None

    def tell(self, model: Model, story: Story, *, counting: bool = True) -> StoryResult:
        """Tell one story: its clues, then, when it asks, how many rows wait.

        Args:
            model: The model.
            story: The story.
            counting: Whether to count the rows that wait; costs as much as the clues.
        """
        try:
            compiled = self.compiled(model, story)
            offer_story(self.session, compiled, story)
            prepare(self.session, compiled)
            for statement in compiled.staged.setup:
                self.session.run(statement.sql)
            clues = self.session.rows(compiled.staged.clues)
            waiting = (story.pending or 0, story.not_checkable or 0)
            problems = compare(story, compiled, clues, *waiting)
            if counting and not problems and waits(story):
                problems = compare(story, compiled, clues, *self._aside(compiled))
        except XiezhiError as error:
            return StoryResult(story, error.problems)
        return StoryResult(story, tuple(problems))

    def compiled(self, model: Model, story: Story) -> Compiled:
        """The model as the story asks for it.

        Raises:
            CompileError: It cannot be compiled so.
        """
        if model is not self._model:
            self._compiled.clear()
            self._model = model
        asked = (story.as_of, tuple(sorted(story.parameters.items())))
        if asked not in self._compiled:
            self._compiled[asked] = compile_model(
                model, self.rules, parameters=story.parameters, as_of=story.as_of
            )
        return self._compiled[asked]

    def _aside(self, compiled: Compiled) -> tuple[int, int]:
        """Rows pending and rows not checkable."""
        found = {"pending": 0, "not_checkable": 0}
        for row in self.session.rows(compiled.staged.waiting):
            found[row["measure"]] += row["n"]
        return found["pending"], found["not_checkable"]


def waits(story: Story) -> bool:
    """Whether a story says how many rows wait."""
    return story.pending is not None or story.not_checkable is not None


def offer_story(session: Session, compiled: Compiled, story: Story) -> dict[str, Version]:
    """Register the rows a story gives, in place of all that was there.

    Returns:
        Version by input.
    """
    versions = story_versions(compiled, story)
    offer_versions(session, compiled, story, versions)
    return versions


def offer_versions(
    session: Session, compiled: Compiled, story: Story, versions: Mapping[str, Version]
) -> None:
    """Register some rows as those of a story; what is there already so stays."""
    drops = (*compiled.staged.teardown, *compiled.evidence.teardown)
    made = (dropped_name(statement.sql) for statement in drops)
    session.withdraw(keep=offered_names(compiled).union(made, ["_clues"]))
    coverage = story_coverage(compiled, story)
    offer_inputs(session, compiled, versions, workday_table(compiled), coverage)


def story_coverage(compiled: Compiled, story: Story) -> dict[str, pa.Table]:
    """The coverage relations of a story by name."""
    return {
        relation: pa.table(
            {
                "scope": pa.array([row[0] for row in rows], pa.string()),
                "covers_from": pa.array([row[1] for row in rows], pa.date32()),
                "covers_to": pa.array([row[2] for row in rows], pa.date32()),
            }
        )
        for relation, rows in story.coverage(compiled).items()
    }


def story_versions(compiled: Compiled, story: Story) -> dict[str, Version]:
    """The rows a story gives as versions in memory; dated tables from the rulebook."""
    literal = {table.input: table for table in story.tables}
    return {
        plan.name: (
            reference_version(plan)
            if plan.kind == "reference"
            else _version(plan, literal[plan.name])
        )
        for plan in compiled.inputs
    }


def _values(literal: LiteralTable, place: int, storage: str) -> list[object]:
    """One column; a share is stored as a double, which takes no decimal."""
    values = [row[place] for row in literal.rows]
    if storage != "DOUBLE":
        return list(values)
    return [float(value) if isinstance(value, Decimal) else value for value in values]


def _version(plan: InputPlan, literal: LiteralTable) -> Version:
    rows = pa.table(
        {
            name: pa.array(_values(literal, place, storage), arrow_type(storage))
            for place, (name, storage) in enumerate(literal.columns)
        }
    )
    return Version(plan.table, "given", "", rows.num_rows, rows.schema, memory=rows)
