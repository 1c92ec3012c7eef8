"""How many pairs a model's matches would compare, counted before anything runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.run.offering import offer_inputs
from xiezhi.run.planning import as_of_for
from xiezhi.run.preparing import pairs_ahead
from xiezhi.run.running import plan_model
from xiezhi.run.workdays import workday_table
from xiezhi.shelf.catalogue import bound_to

if TYPE_CHECKING:
    from xiezhi.engine.base import Engine
    from xiezhi.model.spec import Model
    from xiezhi.run.preparing import StepPairs
    from xiezhi.shelf.catalogue import Catalogue

__all__ = ["pairs_of"]


def pairs_of(model: Model, catalogue: Catalogue, engine: Engine) -> tuple[StepPairs, ...]:
    """The pairs by step and key, over the data that a run would read now.

    Raises:
        CompileError: The model has faults.
        PlanRefusedError: The data, or the contracts, do not allow the run.
        CatalogueError: A table is missing or spoilt.
    """
    catalogue = bound_to(catalogue, model.purpose)
    plan, _ = plan_model(model, catalogue, as_of=as_of_for([model], catalogue))
    compiled = plan.compiled
    files = tuple(path for one in plan.versions.values() for path in one.files)
    session = engine.session(files)
    try:
        offer_inputs(session, compiled, plan.versions, workday_table(compiled))
        return pairs_ahead(session, compiled)
    finally:
        session.close()
