"""Is a bundle what it says? Schema, sums, content, signature, and the replay on the data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from xiezhi.evidence.bundle import Bundle, BundleError, check_schema, open_bundle
from xiezhi.evidence.canonical import content_hash
from xiezhi.evidence.clue import OfficeKey
from xiezhi.evidence.disposal import disposals_of, touched_parts
from xiezhi.evidence.sameness import content_digests
from xiezhi.evidence.signature import SignatureState, check_signature
from xiezhi.evidence.sums import sums_problems
from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.model.adjust import adjust, parse_adjustments
from xiezhi.model.load import parse_model
from xiezhi.run.adjusting import Local
from xiezhi.run.bundling import run_content
from xiezhi.run.planning import DataChangedError, check_unchanged
from xiezhi.run.running import plan_model
from xiezhi.run.workdays import workday_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from xiezhi.engine.base import Engine, Limits, Progress
    from xiezhi.model.spec import Model
    from xiezhi.run.planning import RunPlan
    from xiezhi.shelf.catalogue import Catalogue

__all__ = ["Replay", "Verification", "verify_bundle"]


@dataclass(frozen=True, slots=True)
class Replay:
    """What running the bundle's model again gave.

    Attributes:
        state: ``same`` (the content hash came out again), ``different``, ``not_replayable`` or
            ``not_asked`` (no data were given).
        since: Why it cannot be replayed, or which parts differ.
    """

    state: Literal["same", "different", "not_replayable", "not_asked"]
    since: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verification:
    """What is to be said about a bundle.

    Attributes:
        problems: Files changed, missing or added; schemas not followed; content that does not
            give its hash. Empty: the bundle is what it says.
        signature: Whose it is.
        replay: What the data say.
    """

    folder: Path
    problems: tuple[Problem, ...]
    signature: SignatureState
    replay: Replay

    @property
    def sound(self) -> bool:
        """Whether nothing speaks against the bundle."""
        return (
            not self.problems and self.signature.state != "bad" and self.replay.state != "different"
        )


def verify_bundle(
    folder: Path,
    trusted: Mapping[str, str] | None = None,
    catalogue: Catalogue | None = None,
    engine: Engine | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Verification:
    """Check a bundle.

    Args:
        folder: The bundle.
        trusted: Public keys of trusted offices.
        catalogue: The data to replay on, opened without trusting remembered hashes; None leaves
            the replay out.
        engine: The engine to replay on.
        limits: What the replay may use.
        progress: Progress of the replay.
    """
    problems = list(sums_problems(folder))
    signature = check_signature(folder, trusted or {})
    try:
        bundle = open_bundle(folder)
        problems += check_schema(bundle)
        problems += _content_problems(bundle)
        gone = _disposed(folder)
    except BundleError as error:
        return Verification(
            folder, (*problems, *error.problems), signature, Replay("not_replayable", ("spoilt",))
        )
    if gone:
        replay = Replay("not_replayable", gone)
    elif catalogue is None or engine is None:
        replay = Replay("not_asked")
    elif problems:
        replay = Replay("not_replayable", ("the bundle is not what it says",))
    else:
        replay = _replay(bundle, catalogue, engine, limits, progress)
    return Verification(folder, tuple(problems), signature, replay)


def _content_problems(bundle: Bundle) -> list[Problem]:
    """The tables give the digests and the hash that the manifest states.

    Parts that a recorded disposal changed are no longer what was hashed; the others must be.
    """
    manifest = bundle.manifest
    touched = touched_parts(bundle.folder)
    digests = content_digests(
        bundle.table("clues"),
        {name: bundle.table(name) for name in ("reasons", "links", "searched")},
        {name: bundle.table(f"rows/{name}") for name in bundle.inputs},
        bundle.table("documents"),
        bundle.funnel,
    )
    differing = sorted(
        name
        for name in digests.keys() | manifest.digests.keys()
        if digests.get(name) != manifest.digests.get(name) and name not in touched
    )
    whole = {**digests, **{name: manifest.digests.get(name, "") for name in touched}}
    if not differing and content_hash(whole) == manifest.content_hash:
        return []
    return [
        Problem(
            what="The content does not give the hash that the manifest states.",
            where=f"{bundle.folder / 'manifest.json'}#/digests",
            why=f"other content in {', '.join(differing) or 'the hash itself'}",
            cure="Fetch the bundle again from the office that issued it; do not use this copy.",
            code="bundle-content",
        )
    ]


def _disposed(folder: Path) -> tuple[str, ...]:
    """Since when the bundle cannot be replayed because rows were disposed of."""
    return tuple(
        f"{one.at[:10]}: {one.table} was disposed of ({one.id}): {one.rows} rows gone, "
        f"{one.clues} clues blanked"
        for one in disposals_of(folder)
    )


def _replay(
    bundle: Bundle,
    catalogue: Catalogue,
    engine: Engine,
    limits: Limits | None,
    progress: Progress | None,
) -> Replay:
    try:
        model, local = _model_of(bundle)
        plan, wording = plan_model(
            model,
            catalogue,
            as_of=bundle.manifest.as_of,
            parameters=_parameters(bundle, model),
            local=local,
            documents=bundle.manifest.documents,  # type: ignore[arg-type]
        )
    except XiezhiError as error:
        return Replay("not_replayable", tuple(problem.what for problem in error.problems))
    since = _since(bundle, plan)
    if since:
        return Replay("not_replayable", since)
    files = {path for version in plan.versions.values() for path in version.files}
    files |= {path for version in plan.related.values() for path in version.files}
    session = engine.session(tuple(sorted(files)), limits, progress)
    try:
        # ids do not enter the content hash: any key will do
        calendar = workday_table(plan.compiled)
        content = run_content(session, plan, OfficeKey.random(), wording, {}, calendar)
        check_unchanged(plan)
    except DataChangedError as error:
        return Replay("not_replayable", tuple(problem.what for problem in error.problems))
    except XiezhiError as error:
        return Replay("different", tuple(problem.what for problem in error.problems))
    finally:
        session.close()
    again = content.manifest()
    if again.content_hash == bundle.manifest.content_hash:
        return Replay("same")
    ours = bundle.manifest.digests
    differing = sorted(
        name
        for name in ours.keys() | again.digests.keys()
        if ours.get(name) != again.digests.get(name)
    )
    return Replay("different", tuple(differing))


def _model_of(bundle: Bundle) -> tuple[Model, Local | None]:
    """The model as the bundle carries it, with the office's adjustments."""
    model = parse_model(bundle.model_text("model.yaml"), "model/model.yaml")
    text = bundle.model_text("adjustments.yaml")
    if not text:
        return model, None
    adjustments = parse_adjustments(text, "model/adjustments.yaml")
    changed, parameters, suppressions = adjust(model, adjustments)
    added = frozenset(exclusion.id for exclusion in adjustments.exclude)
    return model, Local(changed, parameters, suppressions, added, text)


def _parameters(bundle: Bundle, model: Model) -> dict[str, int | float | str | bool | None]:
    """The parameters as used, in the types of the model's defaults."""
    found: dict[str, int | float | str | bool | None] = {}
    defaults = {parameter.name: parameter.default for parameter in model.parameters}
    for name, text in bundle.manifest.parameters.items():
        if text is None or isinstance(defaults.get(name), str):
            found[name] = text
        else:
            found[name] = json.loads(text)
    return found


def _since(bundle: Bundle, plan: RunPlan) -> tuple[str, ...]:
    """What stands between the bundle and the same run today."""
    ours, theirs = bundle.manifest.run_key.parts, plan.run_key.parts
    said = {
        "model": "the model in the bundle gives another hash with this version of Xiezhi",
        "rulebook": "entries of the rulebook changed",
        "reader": "the facts were read by another version of the reader",
        "language": "the model language has another version",
        "adjustments": "the adjustments changed",
        "parameters": "the parameters changed",
        "as_of": "the as-of date changed",
    }
    reasons = []
    for part in sorted(ours.keys() | theirs.keys()):
        if ours.get(part) == theirs.get(part):
            continue
        name = part.removeprefix("input.")
        table = bundle.manifest.tables.get(name)
        stood = (table.number or table.version) if table is not None else "unknown"
        reasons.append(said.get(part, f"input {name}: version {stood} is no longer there"))
    return tuple(reasons)
