"""Before anything runs: which versions, as of when, whether the model may and can run on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xiezhi.evidence.canonical import canonical_text, json_digest
from xiezhi.evidence.manifest import RunKey
from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.run.needing import unmet_needs
from xiezhi.run.papers import DEFAULT_MODES
from xiezhi.run.protecting import unused_numbers
from xiezhi.run.references import reference_version
from xiezhi.shelf.columns import column_problems
from xiezhi.shelf.use.terms import terms_problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from xiezhi.evidence.records import DocumentMode
    from xiezhi.model.compiled import Compiled
    from xiezhi.model.judgement import Judgement
    from xiezhi.model.spec import Model
    from xiezhi.shelf.catalogue import Catalogue, Version

__all__ = [
    "LANGUAGE_VERSION",
    "DataChangedError",
    "PlanRefusedError",
    "RunPlan",
    "as_of_for",
    "check_unchanged",
    "plan_run",
]


LANGUAGE_VERSION = "1"
"""Version of the model language; part of the run key."""


class PlanRefusedError(XiezhiError):
    """The model may not or cannot run on these data; every reason at once. Others may run."""

    exit_code = 3


class DataChangedError(XiezhiError):
    """A table was replaced while the run read it: what was found belongs to no version."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class RunPlan:
    """A model, the versions it reads, and what the run depends on.

    Attributes:
        versions: Version by input, those of the rulebook included.
        model_hash: Hash of the model's logic, the office's adjustments left out.
        rulebook: The entries used, as ``model/rulebook.json`` of the bundle holds them.
        adjustments: Text of the local adjustments; empty when there are none.
        documents: How documents are taken along.
        related: Versions the protection rules read (``document``, ``judgment_party``).
        notes: What a reader of the bundle must know.
        warnings: Needs of the model that the quality of the data does not meet.
        judgements: What a person decided about pairs of a match; part of the adjustments.
    """

    compiled: Compiled
    versions: Mapping[str, Version]
    run_key: RunKey
    model_hash: str
    rulebook: Mapping[str, object]
    documents: DocumentMode
    adjustments: str = ""
    related: Mapping[str, Version] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()
    judgements: tuple[Judgement, ...] = ()

    @property
    def model(self) -> Model:
        """The model."""
        return self.compiled.model


def as_of_for(
    models: Iterable[Model], catalogue: Catalogue, asked: date | None = None
) -> date | None:
    """The one as-of date of a run over several models.

    Args:
        models: The models; the tables they read count.
        catalogue: The data.
        asked: The date asked for; goes before everything.

    Returns:
        ``asked``, else the oldest ``data_as_of`` of the tables read, else None: nobody says how
        old the data are.

    Raises:
        CatalogueError: A table is spoilt (a missing one is refused model by model).
    """
    if asked is not None:
        return asked
    there = set(catalogue.tables)
    tables = {item.table for model in models for item in model.inputs} & there
    days = [catalogue.version(table).data_as_of for table in sorted(tables)]
    known = [day for day in days if day is not None]
    return min(known) if known else None


def plan_run(
    compiled: Compiled,
    catalogue: Catalogue,
    rulebook: Mapping[str, object],
    *,
    model_hash: str,
    documents: DocumentMode | None = None,
    adjustments: str = "",
) -> RunPlan:
    """Check a compiled model against the data and name the run.

    Args:
        compiled: The model with parameters and as-of date in place.
        catalogue: The data.
        rulebook: The rulebook entries the model uses.
        model_hash: Hash of the model's logic before adjustments.
        documents: How to take documents along; None goes by the model's sensitivity.
        adjustments: Text of the office's local adjustments.

    Raises:
        PlanRefusedError: Tables, columns, contract or age of the data do not allow the run.
        CatalogueError: A table is missing or spoilt.
    """
    versions = {
        plan.name: (
            reference_version(plan) if plan.kind == "reference" else catalogue.version(plan.table)
        )
        for plan in compiled.inputs
    }
    problems = [*_columns(compiled, versions), *_contracts(compiled, versions)]
    if problems:
        raise PlanRefusedError(*problems)
    parts = {
        "model": model_hash,
        "rulebook": json_digest(rulebook),
        "adjustments": json_digest(adjustments) if adjustments else "",
        "parameters": json_digest({n: canonical_text(v) for n, v in compiled.parameters}),
        "as_of": compiled.as_of.isoformat() if compiled.as_of else "",
        "reader": catalogue.reading.reader,
        "language": LANGUAGE_VERSION,
    }
    # entries of dated tables are part of the rulebook, not of the data
    parts |= {
        f"input.{plan.name}": versions[plan.name].hash
        for plan in compiled.inputs
        if plan.kind == "table"
    }
    related: dict[str, Version] = {
        table: catalogue.version(table)
        for table in ("document", "judgment_party")
        if table in catalogue.tables
    }
    warnings = tuple(unmet_needs(compiled.model, versions))
    mode = documents or DEFAULT_MODES[compiled.model.sensitivity]
    if mode == "full" and unused_numbers(compiled):
        mode = "passages"  # a number that may not leave its table leaves in no whole document
    return RunPlan(
        compiled,
        versions,
        RunKey(parts),
        model_hash,
        rulebook,
        mode,
        adjustments,
        related,
        (*_notes(compiled, versions), *(f"{one.what} {one.why}" for one in warnings)),
        warnings,
    )


def check_unchanged(plan: RunPlan) -> None:
    """Hold the data to what was hashed before the run.

    Raises:
        DataChangedError: A file was replaced or removed meanwhile.
    """
    versions = {**plan.versions, **plan.related}
    problems = [
        Problem(
            what=f"The table {version.table} changed while the run read it.",
            where=str(path),
            why="its size, time or inode is another one than when it was hashed",
            cure="Run again when nobody writes the facts.",
            code="run-data-changed",
        )
        for version in versions.values()
        for path in version.changed_files()
    ]
    if problems:
        raise DataChangedError(*dict.fromkeys(problems))


def _columns(compiled: Compiled, versions: Mapping[str, Version]) -> list[Problem]:
    return [
        problem
        for plan in compiled.inputs
        if plan.kind == "table"
        for problem in column_problems(
            versions[plan.name],
            {column.name: column.type.column_type for column in plan.columns},
            {column.name: column.type.column_type for column in plan.companions},
        )
    ]


def _contracts(compiled: Compiled, versions: Mapping[str, Version]) -> list[Problem]:
    model = compiled.model
    return [
        problem
        for plan in sorted(compiled.inputs, key=lambda one: one.name)
        if plan.kind == "table"
        for problem in terms_problems(
            versions[plan.name],
            f"{model.id}, input {plan.name}",
            model.purpose,
            (column.name for column in plan.columns),
            compiled.as_of,
        )
    ]


def _notes(compiled: Compiled, versions: Mapping[str, Version]) -> tuple[str, ...]:
    unknown = sorted(
        {
            versions[plan.name].table
            for plan in compiled.inputs
            if plan.kind == "table" and versions[plan.name].data_as_of is None
        }
    )
    return (f"data_as_of unknown: {', '.join(unknown)}",) if unknown else ()
