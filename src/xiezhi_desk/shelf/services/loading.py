"""Jobs of kind ``load`` and ``read``: a confirmed file onto the shelf, judgments into facts."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any
from zipfile import is_zipfile

from django.conf import settings
from django.utils import timezone

from xiezhi_desk.library import runs
from xiezhi_desk.library import shelf as door
from xiezhi_desk.library.problems import DoorError
from xiezhi_desk.runs.problems import Refused, of_library
from xiezhi_desk.runs.slots import Stopped
from xiezhi_desk.runs.unpacking import scratch, unzip
from xiezhi_desk.shelf.records import Upload
from xiezhi_desk.shelf.services.handing import gone, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xiezhi_desk.runs.records import Job
    from xiezhi_desk.runs.slots import Cancelled, Tell

__all__ = ["load", "read_documents"]


def load(job: Job, tell: Tell, cancelled: Cancelled) -> dict[str, Any]:
    """Load one confirmed file; a new version of the table, or nothing.

    Returns:
        Batch, table, version, rows in, kept, quarantined, and the reasons of refusals.

    Raises:
        Refused: Contract, mapping or file are refused; the upload is open again.
        Stopped: Somebody wished the end before it began.
    """
    upload = Upload.objects.get(number=job.params["upload"])
    if cancelled():
        _again(upload)
        raise Stopped
    tell(None, "正在核对、规范、上架", "Checking, normalising, loading")
    said = job.params
    terms = {name: value for name, value in said["terms"].items() if value not in (None, "")}
    for name in ("valid_from", "valid_until"):
        if name in terms:
            terms[name] = date.fromisoformat(terms[name])
    for name in ("basis", "purposes", "columns"):
        if name in terms:
            terms[name] = tuple(terms[name])
    first, last = said.get("covers_from"), said.get("covers_to")
    covered = (("", "", _day(first), _day(last)),) if first or last else ()
    try:
        added = door.add(
            settings.WORKSPACE,
            place_of(upload),
            said["table"],
            door.Choice(said["columns"]),
            door.Terms(**terms),
            str(job.asked_by.username if job.asked_by else ""),
            timezone.localtime().isoformat(timespec="seconds"),
            mode=said.get("mode", "append"),
            data_as_of=_day(said.get("data_as_of")),
            covered=covered,
            accept_changes=bool(said.get("accept_changes")),
            anyway=bool(said.get("anyway")),
            reason=str(said.get("reason") or ""),
        )
    except DoorError as error:
        _again(upload)
        raise Refused([of_library(one) for one in error.problems]) from error
    _loaded(upload)
    return {
        "batch": added.batch,
        "table": added.table,
        "version": added.version,
        "rows_in": added.rows_in,
        "rows_kept": added.rows_kept,
        "rows_quarantined": added.rows_quarantined,
        "cells_refused": added.cells_refused,
        "reasons": [[title.zh, reason.zh, number] for title, reason, number in added.reasons],
        "url": f"/shelf/quarantine/{added.batch}/"
        if added.rows_quarantined
        else f"/shelf/{added.table}/",
    }


def read_documents(job: Job, tell: Tell, cancelled: Cancelled) -> dict[str, Any]:
    """Read a file of judgments into the facts of the shelf.

    Raises:
        Refused: Nothing could be read; the upload is open again.
        Stopped: Somebody wished the end.
    """
    upload = Upload.objects.get(number=job.params["upload"])
    try:
        with _unpacked(place_of(upload)) as source:
            facts = runs.read_facts(
                settings.WORKSPACE, source, upload.name, tell=tell, cancelled=cancelled
            )
    except Refused:
        _again(upload)
        raise
    except runs.RunStoppedError as error:
        _again(upload)
        raise Stopped from error
    except DoorError as error:
        _again(upload)
        raise Refused([of_library(one) for one in error.problems]) from error
    _loaded(upload)
    return {
        "documents": facts.documents,
        "characters": facts.characters,
        "by_status": dict(facts.by_status),
        "duplicates": facts.duplicates,
        "skipped": facts.skipped,
    }


@contextmanager
def _unpacked(path: Path) -> Iterator[Path]:
    """A zip of judgments as the folder of its files; anything else as it is."""
    if not is_zipfile(path) or path.suffix.lower() == ".docx":
        yield path
        return
    with scratch() as folder:
        unzip(path, folder / "documents")
        yield folder / "documents"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _loaded(upload: Upload) -> None:
    upload.state = Upload.State.LOADED
    upload.save(update_fields=("state",))
    gone(upload)


def _again(upload: Upload) -> None:
    upload.state = Upload.State.OPEN
    upload.save(update_fields=("state",))
