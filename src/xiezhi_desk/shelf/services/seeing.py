"""A large file is looked at by a job; what was seen lies beside the file and goes with it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from xiezhi_desk.library import shelf as door
from xiezhi_desk.library.problems import DoorError
from xiezhi_desk.runs.problems import Refused, of_library
from xiezhi_desk.runs.services import start
from xiezhi_desk.runs.slots import Stopped
from xiezhi_desk.runs.states import JobKind
from xiezhi_desk.shelf.records import Upload
from xiezhi_desk.shelf.services.handing import drop, gone, place_of, seen_of, works
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from datetime import datetime

    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.runs.records import Job
    from xiezhi_desk.runs.slots import Cancelled, Tell

__all__ = ["KEPT_DAYS", "ask_to_look", "let_go", "look"]

KEPT_DAYS = 30
"""A file that nobody confirms for so long is deleted: nothing permits to keep it."""


def ask_to_look(upload: Upload, by: Person, now: datetime, table: str = "") -> Job:
    """Put the look at a file into the queue; while one works there is no second.

    Args:
        upload: The file.
        by: Who wants to know.
        now: The moment.
        table: The table somebody chose; empty asks which it may be.

    Raises:
        ValueError: It is being loaded, is loaded or was dropped.
    """
    with transaction.atomic():
        held = Upload.objects.select_for_update().get(pk=upload.pk)
        if held.state != Upload.State.OPEN:
            raise ValueError(
                t(
                    "这份文件已经在上架或已放弃。",
                    "The file is being loaded already, or was dropped.",
                )
            )
        if held.job is not None and works(held):
            return held.job
        params = {
            "upload": held.number,
            "table": table,
            "title_en": f"Look at: {held.name}",
        }
        job = start(JobKind.LOOK, f"查看：{held.name}", params, by=by, office=held.office, now=now)
        held.job = job
        held.save(update_fields=("job",))
    return job


def look(job: Job, tell: Tell, cancelled: Cancelled) -> dict[str, Any]:
    """Open a file once: likely tables and suggested columns, kept beside the file.

    Returns:
        ``next``: the page that shows what was seen.

    Raises:
        Refused: It cannot be read as a table, or bears a mark of secrecy.
        Stopped: Somebody wished the end, or the file was dropped meanwhile.
    """
    upload = Upload.objects.get(number=job.params["upload"])
    table = str(job.params.get("table") or "")
    tell(None, "正在打开文件，读取各列", "Opening the file and reading its columns")

    titles = {one.name: one.title for one in door.standard_tables()}

    def comparing(name: str) -> None:
        title = titles[name]
        tell(None, f"正在与标准表“{title.zh}”比对", f"Comparing with the table {title.en}")

    try:
        seen = door.looked(settings.WORKSPACE, place_of(upload), upload.provider, table, comparing)
    except DoorError as error:
        raise Refused([of_library(one) for one in error.problems]) from error
    door.keep(seen_of(upload), seen)
    upload.refresh_from_db()
    if cancelled() or upload.state != Upload.State.OPEN:
        if upload.state in (Upload.State.DROPPED, Upload.State.LOADED):
            gone(upload)
        raise Stopped
    named = (
        ("shelf:confirm", [upload.number, table]) if table else ("shelf:choose", [upload.number])
    )
    return {"next": reverse(named[0], args=named[1])}


def let_go(now: datetime) -> int:
    """Delete what nobody confirmed in a month, with what was seen of it; how many. Run nightly."""
    old = Upload.objects.filter(state=Upload.State.OPEN, at__lt=now - timedelta(days=KEPT_DAYS))
    left = [one for one in old.select_related("job") if not works(one)]
    for one in left:
        drop(one, None, now)
    return len(left)
