"""A baseline: lawful data on which nothing may fire, before a model is called tested."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.run.execute import execute_clues
from xiezhi.run.offering import offer_inputs
from xiezhi.run.planning import as_of_for
from xiezhi.run.running import plan_model
from xiezhi.run.workdays import workday_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from xiezhi.engine.base import Engine, Limits
    from xiezhi.model.spec import Model
    from xiezhi.shelf.catalogue import Catalogue

__all__ = ["BaselineResult", "run_baseline"]


@dataclass(frozen=True, slots=True)
class BaselineResult:
    """What one model did on the baseline.

    Attributes:
        model: Its id.
        fired: Titles' values of the first clues, by column; empty when nothing fired.
        clues: How many clues; 0 is what is wanted.
        problems: Why it could not run.
    """

    model: str
    clues: int
    fired: tuple[dict[str, object], ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether it ran and nothing fired."""
        return not self.problems and self.clues == 0


def run_baseline(
    models: Sequence[Model],
    catalogue: Catalogue,
    engine: Engine,
    as_of: date | None = None,
    limits: Limits | None = None,
) -> tuple[BaselineResult, ...]:
    """Run models for their clues alone over data that hold nothing to be found.

    Args:
        models: The models.
        catalogue: The baseline, lawful in everything the models look at.
        engine: The engine.
        as_of: The as-of date; None takes the data's.
        limits: What the session may use.
    """
    day = as_of_for(models, catalogue, as_of)
    files = tuple(path for table in catalogue.tables for path in catalogue.version(table).files)
    session = engine.session(files, limits)
    results = []
    try:
        for model in models:
            session.withdraw()
            try:
                plan, _ = plan_model(model, catalogue, as_of=day)
                compiled = plan.compiled
                offer_inputs(session, compiled, plan.versions, workday_table(compiled))
                clues = execute_clues(session, compiled)
            except XiezhiError as error:
                results.append(BaselineResult(model.id, 0, problems=error.problems))
                continue
            shown = tuple(clues.slice(0, 5).to_pylist())
            results.append(BaselineResult(model.id, clues.num_rows, shown))
    finally:
        session.close()
    return tuple(results)
