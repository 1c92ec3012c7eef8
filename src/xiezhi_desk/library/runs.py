"""Models run over the shelf of the desk, and documents read into facts."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from xiezhi.engine.base import CancelledError, Limits
from xiezhi.evidence.signature import SigningKey
from xiezhi.run.running import RunRequest, run_models
from xiezhi.text.job import read_documents
from xiezhi.workspace import Workspace
from xiezhi.workspace.shelf import Shelf
from xiezhi.workspace.using import run_on_shelf
from xiezhi_desk.library.models.catalogue import entry, loaded
from xiezhi_desk.library.problems import DoorError, Problem, Title, door, problems_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from xiezhi.model.spec import Model
    from xiezhi.run.running import RunResult

__all__ = [
    "FactsRead",
    "ModelRun",
    "RunDone",
    "RunStoppedError",
    "Signing",
    "Tell",
    "read_facts",
    "run",
]

Cancelled = Callable[[], bool]
FACTS, DOCUMENTS = "facts", "documents"


class Tell(Protocol):
    """Says how far the work is."""

    def __call__(self, part: float | None, zh: str = "", en: str = "") -> None:
        """Say it: 0 to 1 (None: nobody knows), and what is being done."""


class RunStoppedError(DoorError):
    """Somebody wished the end; finished bundles are whole."""

    def __init__(self) -> None:
        super().__init__(
            Problem(
                Title("运行已被停止。", "The run was stopped."),
                cure=Title("可以重新运行，已完成的会沿用。", "Run again; what is done is kept."),
                code="cancelled",
            )
        )


@dataclass(frozen=True, slots=True)
class ModelRun:
    """What became of one model.

    Attributes:
        state: ``done``, ``unchanged``, ``refused``, ``failed`` or ``interrupted``.
        folder: Its bundle; empty without one.
    """

    model: str
    title: Title
    state: str
    folder: str
    clues: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class RunDone:
    """What became of a run."""

    folder: str
    as_of: date | None
    models: tuple[ModelRun, ...]

    @property
    def bundles(self) -> tuple[str, ...]:
        """Folders of the bundles it left."""
        return tuple(one.folder for one in self.models if one.folder)

    @property
    def clues(self) -> int:
        """Clues of all models."""
        return sum(one.clues for one in self.models)


@dataclass(frozen=True, slots=True)
class FactsRead:
    """What reading documents gave.

    Attributes:
        by_status: How many documents were read, declined, …, with the words of each status.
        duplicates: Documents left out because they were there already.
    """

    documents: int
    characters: int
    by_status: tuple[tuple[str, int], ...]
    duplicates: int
    skipped: int


@dataclass(frozen=True, slots=True)
class Signing:
    """The key that signs bundles: whose, and the PEM file."""

    issuer: str
    key: Path


def run(
    workspace: Path | str,
    models: Sequence[str],
    out: Path | str,
    who: str,
    office: str,
    day: date,
    tell: Tell | None = None,
    cancelled: Cancelled | None = None,
    *,
    started: str = "",
    as_of: date | None = None,
    signing: Signing | None = None,
    anew: bool = False,
    memory: int | None = None,
    threads: int | None = None,
) -> RunDone:
    """Run models over the shelf; the use is put down in its log, whatever becomes of it.

    Args:
        workspace: The shelf's workspace; one that holds facts alone is run without a log.
        models: Ids.
        out: The run folder; every model leaves a bundle of its own in it.
        who: Who runs, as the log of uses names them.
        office: For which office; the shelf's own reads everything.
        day: The day of the run.
        tell: Progress.
        cancelled: Asked often; true stops the run between rows.
        started: The moment, ISO 8601.
        as_of: The as-of date; None takes that of the data.
        signing: The desk's key.
        anew: Run even where nothing changed.
        memory: Most bytes; None leaves it to the engine.
        threads: Most threads.

    Raises:
        DoorError: Nothing could be run.
        RunStoppedError: Somebody wished the end.
    """
    place, folder = Path(workspace), Path(out)
    chosen = [_model(name) for name in models]
    with door(place):
        request = RunRequest(
            as_of=as_of,
            started=started or day.isoformat(),
            who=who,
            anew=anew,
            limits=Limits(memory=memory, threads=threads),
            signing=SigningKey.load(signing.issuer, signing.key) if signing else None,
        )
        told = _told(tell, cancelled, {model.id: model.title for model in chosen})
        try:
            result = _run(place, chosen, folder, request, told, (who, office, day))
        except CancelledError as error:
            raise RunStoppedError from error
    titles = {model.id: model.title for model in chosen}
    return RunDone(
        str(folder),
        result.as_of,
        tuple(
            ModelRun(
                one.model,
                titles[one.model],
                one.state,
                str(folder / one.bundle) if one.bundle else "",
                one.clues or 0,
                tuple(problems_of(one.problems, place)),
            )
            for one in result.outcomes
        ),
    )


def read_facts(
    workspace: Path | str,
    source: Path | str,
    name: str,
    tell: Tell | None = None,
    cancelled: Cancelled | None = None,
    *,
    processes: int = 1,
) -> FactsRead:
    """Put documents beside those that are there and read all of them into facts.

    Args:
        workspace: The shelf's workspace.
        source: A folder of txt, docx, pdf, or one such file, unpacked and safe.
        name: Under which name the documents are kept; an earlier set of that name is replaced.
        tell: Progress.
        cancelled: Asked after every few documents; true stops, and the next run goes on.
        processes: Cores.

    Raises:
        DoorError: There is nothing to read, or the disk is full.
        RunStoppedError: Somebody wished the end.
    """
    place, given = Path(workspace), Path(source)
    kept = place / DOCUMENTS

    def told(done: int, total: int | None) -> None:
        if cancelled is not None and cancelled():
            raise CancelledError("reading")
        if tell is not None:
            part = done / total if total else None
            tell(part, f"已读取 {done} 份文书", f"{done} documents read")

    with door(place):
        _keep(given, kept / name)
        try:
            said = read_documents(kept, place / FACTS, processes, progress=told)
        except CancelledError as error:
            raise RunStoppedError from error
    statuses = said.get("statuses") or {}
    return FactsRead(
        documents=said["documents"],
        characters=said.get("characters", 0),
        by_status=tuple(sorted(statuses.items(), key=lambda pair: -pair[1])),
        duplicates=said.get("duplicates_left_out", 0),
        skipped=said.get("files_skipped", 0),
    )


def _model(name: str) -> Model:
    entry(name)
    return loaded()[name][0]


def _run(
    place: Path,
    models: list[Model],
    out: Path,
    request: RunRequest,
    told: Callable[[str, int, int, str, float | None], None],
    reader: tuple[str, str, date],
) -> RunResult:
    if not (place / "shelf.json").is_file() and (place / FACTS).is_dir():
        facts = Workspace.open(place / FACTS, place / ".xiezhi" / "office.key")
        return run_models(models, facts.catalogue, facts.engine, facts.office, out, request, told)
    with Shelf.open(place) as shelf:
        who, office, day = reader
        own = office if shelf.owner not in ("", office) else ""
        return run_on_shelf(shelf, models, shelf.reader(who, own, day), out, request, told)


def _told(
    tell: Tell | None, cancelled: Cancelled | None, titles: dict[str, Title]
) -> Callable[[str, int, int, str, float | None], None]:
    def told(model: str, number: int, total: int, _purpose: str, part: float | None) -> None:
        if cancelled is not None and cancelled():
            raise CancelledError(model)
        if tell is not None:
            title = titles[model]
            tell(
                (number + (part or 0)) / max(total, 1),
                f"{title.zh}（{number + 1}/{total}）",
                f"{title.en} ({number + 1}/{total})",
            )

    return told


def _keep(given: Path, target: Path) -> None:
    """Whole or not at all: copied beside and moved into place."""
    beside = target.with_name(f".{target.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    beside.parent.mkdir(parents=True, exist_ok=True)
    if given.is_dir():
        shutil.copytree(given, beside)
    else:
        beside.mkdir()
        shutil.copy2(given, beside / given.name)
    if target.exists():
        shutil.rmtree(target)
    beside.replace(target)
