"""Files on a clue: kept by their hash, with who brought them, when and where they were obtained."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.clues.records import Attachment
from xiezhi_desk.clues.services.door import door
from xiezhi_desk.clues.services.noting import may_write
from xiezhi_desk.clues.services.refusing import Kind, Refused
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.core.files.uploadedfile import UploadedFile

    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.clues.records import Clue

__all__ = ["Obtained", "attach", "path_of", "withdraw_attachment"]


class Obtained(NamedTuple):
    """Where and when a file was obtained (公益诉讼办案规则 39)."""

    where: str
    on: date


def path_of(attachment: Attachment) -> Path:
    """Where the file lies."""
    return Path(settings.MEDIA_ROOT) / attachment.stored


def attach(
    clue: Clue, by: Person, now: datetime, file: UploadedFile[bytes], obtained: Obtained
) -> Attachment:
    """Keep a file: streamed to its place, hashed on the way, there whole or not at all.

    Raises:
        Refused: The person may not write on this clue, the file is empty or already attached.
    """
    name = PurePosixPath((file.name or "file").replace("\\", "/")).name[:200]
    with door(by, now) as act:
        if not may_write(PersonAccess(by), clue):
            why = t("您不办理这条线索。", "You do not handle this clue.")
            raise _refused(clue, why, Kind.RIGHT)
        if not file.size:
            raise _refused(clue, t("文件是空的。", "The file is empty."))
        digest, draft = _written(file)
        try:
            if clue.attachments.filter(sha256=digest, withdrawn_at=None).exists():
                same = t("同一文件已经上传。", "The same file is attached already.")
                raise _refused(clue, same)
            stored = f"attachments/{digest[:2]}/{digest}"
            place = Path(settings.MEDIA_ROOT) / stored
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft.replace(place)
        finally:
            draft.unlink(missing_ok=True)
        kept = Attachment.objects.create(
            clue=clue,
            name=name,
            sha256=digest,
            size=file.size,
            kind=(file.content_type or "")[:100],
            stored=stored,
            obtained_where=obtained.where,
            obtained_on=obtained.on,
            by=by,
            at=now,
        )
        act.tell("clue.attached", f"clue:{clue.number}", attachment=kept.pk, sha256=digest)
    return kept


def withdraw_attachment(kept: Attachment, by: Person, now: datetime, reason: str) -> None:
    """Take a file out of use, with the reason; the file and its hash stay.

    Raises:
        Refused: Somebody else attached it, it is evidence of a task, or no reason was given.
    """
    with door(by, now) as act:
        if kept.by_id != by.pk or kept.withdrawn_at is not None:
            why = t("只能由上传人撤回。", "Only who attached it may withdraw it.")
            raise _refused(kept.clue, why, Kind.RIGHT)
        if not reason.strip():
            raise _refused(kept.clue, t("没有写明理由。", "No reason was given."), Kind.REASON)
        kept.withdrawn_at, kept.withdrawn_reason = now, reason.strip()[:200]
        kept.save(update_fields=("withdrawn_at", "withdrawn_reason"))
        act.tell(
            "clue.attachment_withdrawn",
            f"clue:{kept.clue.number}",
            reason=reason.strip(),
            attachment=kept.pk,
        )


def _written(file: UploadedFile[bytes]) -> tuple[str, Path]:
    """The file's hash, and where a copy of it lies for now."""
    folder = Path(settings.MEDIA_ROOT) / ".incoming"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft, digest = folder / secrets.token_hex(12), hashlib.sha256()
    with draft.open("xb") as out:
        for chunk in file.chunks():
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest(), draft


def _refused(clue: Clue, why: str, kind: Kind = Kind.TARGET) -> Refused:
    what = t("附件未处理。", "The attachment was left as it was.")
    cure = t("请核对后再试。", "Check and try again.")
    return Refused(kind, what, where=clue.number, why=why, cure=cure, asked="attach")
