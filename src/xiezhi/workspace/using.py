"""Run models on a shelf; every use is put down in the log before its result is handed out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xiezhi.engine.duckdb import DuckDBEngine
from xiezhi.evidence.bundle import open_bundle
from xiezhi.evidence.clue import OfficeKey
from xiezhi.run.running import RunRequest, run_models
from xiezhi.shelf.catalogue import CatalogueError, bound_to
from xiezhi.shelf.use.log import TableUse, Use

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xiezhi.evidence.bundle import Bundle
    from xiezhi.model.spec import Model
    from xiezhi.run.index import ModelOutcome
    from xiezhi.run.running import RunResult, Told
    from xiezhi.shelf.catalogue import Catalogue
    from xiezhi.shelf.use.access import Reader
    from xiezhi.workspace.shelf import Shelf

__all__ = ["run_on_shelf"]


def run_on_shelf(
    shelf: Shelf,
    models: Sequence[Model],
    reader: Reader,
    out: Path,
    request: RunRequest,
    told: Told | None = None,
    key: Path | None = None,
) -> RunResult:
    """Run models over what the reader may see.

    The log is checked before anything is read, and written whatever becomes of the run.

    Args:
        shelf: The shelf.
        models: The models.
        reader: Who runs, for which office, on which day.
        out: The run folder.
        request: How to run; without a spill folder the shelf's own is used.
        told: Progress.
        key: File of the office's key; None uses the one kept with the shelf.

    Raises:
        ChainError: The log was changed or cannot be written: nothing is read then.
        AdjustError: Local adjustments do not fit their model.
        CancelledError: Someone stopped it.
        OutputError: The results cannot be written.
    """
    _ = shelf.log.chain.head
    catalogue = shelf.catalogue(reader)
    office = OfficeKey.load_or_create(key or shelf.key_file(reader.office))
    limits = request.limits
    if limits.spill is None:
        request = replace(request, limits=replace(limits, spill=shelf.spill))
    try:
        result = run_models(models, catalogue, DuckDBEngine(), office, out, request, told)
    except BaseException:
        shelf.log.add(
            [_use(shelf, model, reader, request, None, catalogue, out) for model in models]
        )
        raise
    outcomes = {outcome.model: outcome for outcome in result.outcomes}
    shelf.log.add(
        [
            _use(shelf, model, reader, request, outcomes.get(model.id), catalogue, out)
            for model in models
        ]
    )
    return result


def _use(
    shelf: Shelf,
    model: Model,
    reader: Reader,
    request: RunRequest,
    outcome: ModelOutcome | None,
    catalogue: Catalogue,
    out: Path,
) -> Use:
    bundle = None
    if outcome is not None and outcome.bundle is not None:
        bundle = open_bundle(out / outcome.bundle)
    return Use(
        at=request.started or reader.day.isoformat(),
        who=reader.person,
        office=reader.office or shelf.owner,
        model=f"{model.id} {model.version}",
        purpose=model.purpose,
        tables=tuple(_read(bundle) if bundle is not None else _asked(model, catalogue)),
        state=outcome.state if outcome is not None else "interrupted",
        why="; ".join(one.what for one in outcome.problems) if outcome is not None else "",
        clues=outcome.clues if outcome is not None else None,
        as_of=bundle.manifest.as_of.isoformat() if bundle and bundle.manifest.as_of else "",
        bundle=str(bundle.folder.resolve()) if bundle is not None else "",
        content_hash=bundle.manifest.content_hash if bundle is not None else "",
    )


def _read(bundle: Bundle) -> list[TableUse]:
    """What a finished run read, as its bundle says."""
    found = []
    for name, table in bundle.manifest.tables.items():
        if not table.terms and not table.version.isdigit():
            continue  # a dated table of the rulebook, or facts that no contract is behind
        found.append(
            TableUse(
                input=name,
                table=table.table,
                version=table.version,
                number=table.number,
                hash=table.hash,
                columns=tuple(table.columns),
                rows=table.rows,
                cited=bundle.table(f"rows/{name}").num_rows if name in bundle.inputs else 0,
                contracts=tuple(one.id for one in table.terms),
                providers=tuple(dict.fromkeys(one.provider for one in table.terms)),
                authorisation=next((one.authorisation for one in table.terms), ""),
                rows_of=table.rows_of,
            )
        )
    return found


def _asked(model: Model, catalogue: Catalogue) -> list[TableUse]:
    """What a refused or failed run would have read."""
    seen = bound_to(catalogue, model.purpose)
    found = []
    for item in model.inputs:
        contracts: tuple[str, ...] = ()
        providers: tuple[str, ...] = ()
        if item.table in catalogue.tables:
            try:
                agreements = seen.version(item.table).agreements
            except CatalogueError:
                agreements = ()  # not granted: there is no contract to name
            contracts = tuple(one.id for one in agreements if one.id)
            providers = tuple(dict.fromkeys(one.provider for one in agreements if one.provider))
        found.append(
            TableUse(
                item.name,
                item.table,
                columns=item.columns,
                contracts=contracts,
                providers=providers,
            )
        )
    return found
