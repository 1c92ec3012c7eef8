"""Run models over a catalogue: one connection, one bundle each, one index."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from xiezhi import __version__
from xiezhi.engine.base import CancelledError, Engine, Limits
from xiezhi.evidence.bundle import BundleError, open_bundle
from xiezhi.evidence.signature import check_signature
from xiezhi.evidence.sums import DISPOSED_FILE, sums_problems
from xiezhi.evidence.writing import write_bundle
from xiezhi.kernel.errors import XiezhiError
from xiezhi.model.cache import prepare_model
from xiezhi.model.compiling import CompileError, compile_model
from xiezhi.model.explain import explain
from xiezhi.model.identity import logic_hash
from xiezhi.run.adjusting import Local, local_adjustments
from xiezhi.run.bundling import Wording, run_content
from xiezhi.run.index import ModelOutcome, write_index
from xiezhi.run.planning import PlanRefusedError, as_of_for, check_unchanged, plan_run
from xiezhi.run.standing_rules import StandingRules
from xiezhi.run.wording import law_cards, model_files, remedy_words, rulebook_used
from xiezhi.run.workdays import workday_table
from xiezhi.shelf.catalogue import CatalogueError, bound_to

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from xiezhi.engine.base import Session
    from xiezhi.evidence.clue import OfficeKey
    from xiezhi.evidence.manifest import Manifest
    from xiezhi.evidence.records import DocumentMode
    from xiezhi.evidence.signature import SigningKey
    from xiezhi.model.spec import Model, ParameterValue
    from xiezhi.run.planning import RunPlan
    from xiezhi.shelf.catalogue import Catalogue

__all__ = ["RunRequest", "RunResult", "plan_model", "run_models"]

Told = Callable[[str, int, int, str, float | None], None]
"""Told the model, its place, how many there are, what it does, how far that is."""


@dataclass(frozen=True, slots=True)
class RunRequest:
    """How to run.

    Attributes:
        as_of: The as-of date; None takes the oldest ``data_as_of`` of the tables read.
        parameters: Values in place of defaults, by model; they go before the adjustments'.
        adjustments: The office's own files, one per model; those of other models are left alone.
        documents: How documents are taken along; None goes by each model's sensitivity.
        anew: Run even where an unchanged bundle is there.
        started: Start as ISO text for ``run.json``; the library reads no clock.
        who: Who ran it, for ``run.json``.
        limits: Memory, threads, spill folder.
        signing: The issuing office's key; None leaves bundles unsigned.
        keep_in: Folder of the user's where compiled models are kept; None compiles anew.
    """

    as_of: date | None = None
    parameters: Mapping[str, Mapping[str, ParameterValue]] = field(default_factory=dict)
    adjustments: tuple[Path, ...] = ()
    documents: DocumentMode | None = None
    anew: bool = False
    started: str | None = None
    who: str = ""
    limits: Limits = field(default_factory=Limits)
    signing: SigningKey | None = None
    keep_in: Path | None = None


@dataclass(frozen=True, slots=True)
class RunResult:
    """What became of a run.

    Attributes:
        out: The run folder.
        as_of: The as-of date used.
        outcomes: One per model, in the order they ran.
    """

    out: Path
    as_of: date | None
    outcomes: tuple[ModelOutcome, ...]

    @property
    def clues(self) -> int:
        """Clues of all models."""
        return sum(outcome.clues or 0 for outcome in self.outcomes)


def run_models(
    models: Sequence[Model],
    catalogue: Catalogue,
    engine: Engine,
    office: OfficeKey,
    out: Path,
    request: RunRequest | None = None,
    told: Told | None = None,
) -> RunResult:
    """Run models one after the other; a model that is refused or fails does not stop the rest.

    Args:
        models: The models.
        catalogue: The data; opened for reading only.
        engine: The engine.
        office: The secret behind clue ids.
        out: The run folder: ``out/<model>/`` is a bundle, ``out/run_index.json`` lists them.
        request: How to run.
        told: Progress.

    Raises:
        AdjustError: Local adjustments do not fit their model: nothing of them is ignored.
        CancelledError: Someone stopped it; finished bundles are whole, the index says so.
        OutputError: The disk is full or the folder cannot be written.
    """
    request = request or RunRequest()
    local = local_adjustments(models, request.adjustments)
    as_of = as_of_for(models, catalogue, request.as_of)
    files = tuple(
        path for table in _tables(models, catalogue) for path in catalogue.version(table).files
    )
    outcomes: list[ModelOutcome] = []
    runner = _Runner(catalogue, office, out, replace(request, as_of=as_of), engine, local)
    place = _Place(told, len(models))
    session = engine.session(files, request.limits, place.progress if told else None)
    try:
        for number, model in enumerate(models):
            place.model, place.number = model.id, number
            place.progress("planning", None)
            outcomes.append(runner.run(session, model))
            write_index(out, outcomes, as_of, catalogue.reading, complete=False)
    except (CancelledError, KeyboardInterrupt):
        left = [ModelOutcome(one.id, "interrupted") for one in models[len(outcomes) :]]
        write_index(out, [*outcomes, *left], as_of, catalogue.reading, complete=False)
        raise
    finally:
        session.close()
    write_index(out, outcomes, as_of, catalogue.reading, complete=True)
    return RunResult(out, as_of, tuple(outcomes))


def plan_model(
    model: Model,
    catalogue: Catalogue,
    *,
    as_of: date | None,
    parameters: Mapping[str, ParameterValue] | None = None,
    local: Local | None = None,
    documents: DocumentMode | None = None,
    keep_in: Path | None = None,
) -> tuple[RunPlan, Wording]:
    """Compile a model and check it against the data.

    Raises:
        CompileError: The model has faults, or needs an as-of date and there is none.
        PlanRefusedError: The data do not allow it.
        CatalogueError: A table is missing or spoilt.
    """
    rules = StandingRules()
    local = local or Local(model)
    given = {**local.parameters, **(parameters or {})}
    if local.model is model:
        compiled, words = prepare_model(
            model, rules, parameters=given, as_of=as_of, keep_in=keep_in
        )
    else:
        compiled = compile_model(local.model, rules, parameters=given, as_of=as_of)
        words = {lang: explain(model, rules, lang) for lang in ("zh", "en")}
    law = law_cards(model)
    plan = plan_run(
        compiled,
        bound_to(catalogue, model.purpose),
        rulebook_used(compiled, law),
        model_hash=logic_hash(model),
        documents=documents,
        adjustments=local.text,
    )
    files = model_files(model, words)
    wording = Wording(law, remedy_words(model, rules), files, local.suppressions, local.added)
    return replace(plan, judgements=local.judgements), wording


class _Runner:
    """Runs one model after the other with the same settings."""

    def __init__(
        self,
        catalogue: Catalogue,
        office: OfficeKey,
        out: Path,
        request: RunRequest,
        engine: Engine,
        local: Mapping[str, Local],
    ) -> None:
        self.local = local
        self.catalogue, self.office, self.out = catalogue, office, out
        self.request, self.engine = request, engine

    def run(self, session: Session, model: Model) -> ModelOutcome:
        """One model: done, unchanged, refused or failed."""
        request = self.request
        try:
            plan, wording = plan_model(
                model,
                self.catalogue,
                as_of=request.as_of,
                parameters=request.parameters.get(model.id),
                local=self.local.get(model.id),
                documents=request.documents,
                keep_in=request.keep_in,
            )
        except (CompileError, PlanRefusedError, CatalogueError) as error:
            return ModelOutcome(model.id, "refused", problems=error.problems)
        target = self.out / model.id
        if not request.anew and (known := self._unchanged(target, plan, wording)):
            return _outcome(model, "unchanged", known, plan)
        started = time.perf_counter()
        session.withdraw()
        try:
            calendar = workday_table(plan.compiled)
            content = run_content(session, plan, self.office, wording, self._run_facts(), calendar)
            check_unchanged(plan)
        except CancelledError:
            raise
        except XiezhiError as error:
            return ModelOutcome(model.id, "failed", problems=error.problems)
        run = {**content.run, "seconds": round(time.perf_counter() - started, 4)}
        sign = request.signing.signer if request.signing else None
        manifest = write_bundle(target, replace(content, run=run), sign)
        return _outcome(model, "done", manifest, plan)

    def _unchanged(self, target: Path, plan: RunPlan, wording: Wording) -> Manifest | None:
        """The manifest of the bundle that is there, when running again could give no other."""
        if not (target / "manifest.json").is_file():
            return None
        try:
            bundle = open_bundle(target)
        except BundleError:
            return None  # spoilt, or of another version: run again
        manifest = bundle.manifest
        same = (
            manifest.run_key.key == plan.run_key.key
            and manifest.office_key == self.office.version
            and manifest.documents == plan.documents
            and all(
                (target / "model" / name).is_file()
                and (target / "model" / name).read_bytes() == data
                for name, data in wording.files.items()
            )
        )
        if not same or (target / DISPOSED_FILE).is_file():
            return None
        if sums_problems(target) or not self._signed(target):
            return None
        return manifest

    def _signed(self, target: Path) -> bool:
        signing = self.request.signing
        if signing is None:
            return True
        return check_signature(target, {signing.issuer: signing.public_text}).state == "trusted"

    def _run_facts(self) -> dict[str, Any]:
        return {
            "started": self.request.started,
            "seconds": 0.0,
            "engine": self.engine.name,
            "engine_version": self.engine.version,
            "xiezhi": __version__,
            "host": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
            "who": self.request.who,
        }


@dataclass(slots=True)
class _Place:
    """Which model runs, for progress lines."""

    told: Told | None
    total: int
    model: str = ""
    number: int = 0

    def progress(self, purpose: str, part: float | None) -> None:
        if self.told is not None:
            self.told(self.model, self.number, self.total, purpose, part)


def _tables(models: Sequence[Model], catalogue: Catalogue) -> list[str]:
    """Tables the run may open: those the models read, and those its protection rules read."""
    wanted = {item.table for model in models for item in model.inputs}
    wanted |= {"document", "judgment_party"}
    return sorted(wanted & set(catalogue.tables))


def _outcome(model: Model, state: Any, manifest: Manifest, plan: RunPlan) -> ModelOutcome:
    return ModelOutcome(
        model.id,
        state,
        bundle=model.id,
        clues=manifest.counts.clues,
        run_key=manifest.run_key.key,
        content_hash=manifest.content_hash,
        problems=plan.warnings,
    )
