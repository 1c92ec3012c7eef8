"""Jobs of kind ``import``: what was handed in becomes bundles of the desk."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from xiezhi_desk.runs.problems import Refused
from xiezhi_desk.runs.services.receiving import receive_bundle
from xiezhi_desk.runs.slots import Stopped
from xiezhi_desk.runs.unpacking import handed_in

if TYPE_CHECKING:
    from xiezhi_desk.accounts.records import Office, Person
    from xiezhi_desk.runs.records import Job
    from xiezhi_desk.runs.slots import Cancelled, Tell

__all__ = ["DONE", "REFUSED", "UPLOADS", "receive", "receive_all"]

DONE, REFUSED = ".received", ".refused"
"""Where the watched folder's entries are laid aside."""
UPLOADS = "uploads"
"""Folder of the desk where what pages upload waits for its job."""


def receive(job: Job, tell: Tell, cancelled: Cancelled) -> dict[str, Any]:
    """Import what ``job.params["path"]`` names; what comes from a page is deleted afterwards.

    Raises:
        Refused: Nothing of it could be imported.
        Stopped: Somebody wished the end; what is in is in.
    """
    path, how = Path(job.params["path"]), str(job.params["how"])
    try:
        result = receive_all(
            path, how, job.asked_by, job.office, tell=tell, cancelled=cancelled, job=job
        )
    except Refused as refused:
        _lay_aside(path, how, refused)
        raise
    _lay_aside(path, how, None)
    return result


def receive_all(
    path: Path,
    how: str,
    by: Person | None,
    office: Office,
    *,
    tell: Tell,
    cancelled: Cancelled,
    job: Job | None = None,
    passphrase: str = "",
) -> dict[str, Any]:
    """Receive every bundle in a folder or file, each for itself: one refused stops no other.

    Returns:
        ``bundles`` (number, model, clues, again) and ``refused`` (name and problems).

    Raises:
        Refused: Nothing of it could be imported.
        Stopped: Somebody wished the end between two bundles.
    """
    received: list[dict[str, Any]] = []
    refusals: list[dict[str, Any]] = []
    tell(None, "正在解包", "Unpacking")
    with handed_in(path, passphrase) as folders:
        for place, folder in enumerate(folders):
            if cancelled():
                raise Stopped
            name = folder.name
            words = (f"导入 {name}（{place + 1}/{len(folders)}）",
                     f"Importing {name} ({place + 1}/{len(folders)})")  # fmt: skip
            tell(place / len(folders), *words)
            try:
                bundle = receive_bundle(folder, how, by, office, timezone.now(), job)
            except Refused as refused:
                refusals.append({"name": name, "problems": refused.problems})
                continue
            received.append(
                {
                    "number": bundle.number,
                    "model": bundle.model,
                    "clues": bundle.counts.get("clues", 0),
                    "again": bundle.again,
                }
            )
    if not received:
        raise Refused([one for refusal in refusals for one in refusal["problems"]])
    return {"bundles": received, "refused": refusals}


def _lay_aside(path: Path, how: str, refused: Refused | None) -> None:
    """Uploads go (a refused one when it is swept); what was watched moves, with the reason."""
    if how == "folder":
        aside = path.parent / (REFUSED if refused else DONE)
        aside.mkdir(exist_ok=True)
        target = aside / f"{timezone.localtime():%Y%m%d-%H%M%S}-{path.name}"
        path.replace(target)
        if refused:
            told = json.dumps(refused.problems, ensure_ascii=False, indent=2)
            target.with_name(f"{target.name}.problem.json").write_text(told, "utf8")
    elif not refused and Path(settings.HOME) / UPLOADS in path.parents:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
