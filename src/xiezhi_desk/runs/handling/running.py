"""Jobs of kind ``run``: models over the shelf, each bundle received as it is done."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from xiezhi_desk.library import runs
from xiezhi_desk.library.problems import DoorError
from xiezhi_desk.runs.handling.alone import alone
from xiezhi_desk.runs.problems import Refused, of_library, problem
from xiezhi_desk.runs.services.receiving import receive_bundle
from xiezhi_desk.runs.services.trusting import signing
from xiezhi_desk.runs.slots import Stopped

if TYPE_CHECKING:
    from xiezhi_desk.library.runs import ModelRun, RunDone
    from xiezhi_desk.runs.records import Job
    from xiezhi_desk.runs.slots import Cancelled, Tell

__all__ = ["run"]

RUNNING = 0.8
"""Part of the progress that the run itself has; the rest is the import."""


def run(job: Job, tell: Tell, cancelled: Cancelled) -> dict[str, Any]:
    """Run ``job.params["models"]`` over the shelf and receive the bundles.

    ``as_of`` (ISO) and ``anew`` may stand in the parameters.

    Returns:
        ``models`` (what became of each), ``bundles`` and ``refused`` as an import gives them.

    Raises:
        Refused: Nothing could be run.
        Stopped: Somebody wished the end.
    """
    out = Path(settings.HOME) / "runs" / job.office.code
    out.mkdir(mode=0o700, parents=True, exist_ok=True)
    with alone(out, tell, cancelled):
        done = _run(job, out, tell, cancelled)
        received, refused = _receive(job, done, tell, cancelled)
    if not received:
        problems = [one for model in done.models for one in model.problems]
        raise Refused([of_library(one) for one in problems] or [_nothing()])
    return {
        "as_of": done.as_of.isoformat() if done.as_of else None,
        "models": [_told(one) for one in done.models],
        "bundles": received,
        "refused": refused,
    }


def _run(job: Job, out: Path, tell: Tell, cancelled: Cancelled) -> RunDone:
    as_of = job.params.get("as_of")
    now = timezone.localtime()

    def told(part: float | None, zh: str = "", en: str = "") -> None:
        tell(None if part is None else part * RUNNING, zh, en)

    try:
        return runs.run(
            settings.WORKSPACE,
            list(job.params["models"]),
            out,
            who=job.asked_by.username if job.asked_by else "schedule",
            office=job.office.name,
            day=timezone.localdate(now),
            tell=told,
            cancelled=cancelled,
            started=now.isoformat(timespec="seconds"),
            as_of=date.fromisoformat(as_of) if as_of else None,
            signing=signing(),
            anew=bool(job.params.get("anew")),
        )
    except runs.RunStoppedError as error:
        raise Stopped from error
    except DoorError as error:
        raise Refused([of_library(one) for one in error.problems]) from error


def _receive(
    job: Job, done: RunDone, tell: Tell, cancelled: Cancelled
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    received: list[dict[str, Any]] = []
    refused = [
        {"name": one.title.zh, "problems": [of_library(problem) for problem in one.problems]}
        for one in done.models
        if not one.folder
    ]
    ran = [one for one in done.models if one.folder]
    for place, one in enumerate(ran):
        if cancelled():
            raise Stopped
        part = RUNNING + (1 - RUNNING) * place / len(ran)
        tell(part, f"接收线索：{one.title.zh}", f"Receiving clues: {one.title.en}")
        try:
            bundle = receive_bundle(
                Path(one.folder), "run", job.asked_by, job.office, timezone.now(), job
            )
        except Refused as error:
            refused.append({"name": one.title.zh, "problems": error.problems})
            continue
        received.append(
            {
                "number": bundle.number,
                "model": one.model,
                "title": one.title.zh,
                "title_en": one.title.en,
                "clues": one.clues,
                "again": bundle.again,
            }
        )
    return received, refused


def _told(one: ModelRun) -> dict[str, Any]:
    return {
        "model": one.model,
        "title": one.title.zh,
        "title_en": one.title.en,
        "state": one.state,
        "clues": one.clues,
    }


def _nothing() -> dict[str, Any]:
    return problem(
        ("没有模型可以运行。", "No model could be run."),
        cure=("查看各模型的数据就绪情况。", "See which data each model lacks."),
        code="run-nothing",
    )
