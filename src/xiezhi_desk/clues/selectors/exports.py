"""Export requests a person may see, what their files say."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q

from xiezhi_desk.clues.access import visible
from xiezhi_desk.clues.records import Export
from xiezhi_desk.clues.selectors.dossiers import dossier_of
from xiezhi_desk.library.letters import Mark
from xiezhi_desk.library.letters.listing import write_csv, write_xlsx
from xiezhi_desk.ui.figures import moment
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.clues.records import Clue

__all__ = ["Kind", "asked_for", "file_of", "kind_of", "mark_of", "named", "seen", "waiting"]

LATEST = 100
"""Requests a page shows."""
MOST_BOUND = 200
"""Dossiers of one matter in one file."""


class Kind(NamedTuple):
    """What sort of file it is."""

    ending: str
    mime: str


_OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = {
    Export.What.CLUE: Kind("docx", f"{_OFFICE}wordprocessingml.document"),
    Export.What.MATTER: Kind("zip", "application/zip"),
    Export.What.CSV: Kind("csv", "text/csv; charset=utf-8"),
    Export.What.XLSX: Kind("xlsx", f"{_OFFICE}spreadsheetml.sheet"),
}


def kind_of(export: Export) -> Kind:
    """The sort of file a request gives."""
    return KINDS[Export.What(export.what)]


def seen(access: PersonAccess) -> QuerySet[Export]:
    """One's own requests, and for who may approve those of the office."""
    mine = Q(asked_by=access.person.pk)
    if access.may(Right.APPROVE_EXPORT):
        mine |= Q(office=getattr(access.person, "office_id", None))
    return Export.objects.filter(mine).select_related(
        "asked_by", "decided_by", "office", "clue", "matter"
    )


def waiting(access: PersonAccess) -> list[Export]:
    """Requests of others that this person may decide."""
    if not access.may(Right.APPROVE_EXPORT):
        return []
    found = seen(access).filter(state=Export.State.ASKED).exclude(asked_by=access.person.pk)
    return list(found.order_by("asked_at")[:LATEST])


def asked_for(access: PersonAccess) -> list[Export]:
    """One's own requests, and those one decided, the youngest first."""
    me = access.person.pk
    return list(seen(access).filter(Q(asked_by=me) | Q(decided_by=me))[:LATEST])


def named(export: Export, access: PersonAccess) -> list[Clue]:
    """The clues of a dossier that this person sees."""
    rows = visible(access).select_related("office", "department", "latest__bundle", "matter")
    if export.clue_id:
        return list(rows.filter(pk=export.clue_id))
    return list(rows.filter(matter=export.matter_id or 0).order_by("pk")[:MOST_BOUND])


def mark_of(export: Export, by: Person, now: datetime) -> Mark:
    """The mark of a request's file."""
    office = by.office.name if by.office else ""
    return Mark(who=by.name, when=moment(now), number=export.number, office=office)


def file_of(export: Export, clues: Sequence[Clue], access: PersonAccess, mark: Mark) -> bytes:
    """The file of a request.

    Raises:
        DoorError: A bundle is no longer in the store, or spoilt.
    """
    if export.what == Export.What.CLUE:
        return dossier_of(clues[0], access, mark, masked=export.masked)
    if export.what == Export.What.MATTER:
        return _bound(export, clues, access, mark)
    rows = [_row(one) for one in clues]
    if export.what == Export.What.CSV:
        return write_csv(_headings(), rows, mark)
    return write_xlsx(t("线索清单", "Clues"), _headings(), rows, mark)


def _bound(export: Export, clues: Sequence[Clue], access: PersonAccess, mark: Mark) -> bytes:
    """A dossier for each clue of a matter, in one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for clue in clues:
            data = dossier_of(clue, access, mark, masked=export.masked)
            file.writestr(f"{clue.number}.docx", data)
        file.comment = f"xiezhi:{mark.number}".encode()
    return out.getvalue()


def _headings() -> tuple[str, ...]:
    return (
        t("编号", "Number"),
        t("条线", "Line"),
        t("被监督机关", "Organ supervised"),
        t("涉嫌未履行的职责", "Duty"),
        t("案号", "Case number"),
        t("模型", "Model"),
        t("确信程度", "Grade"),
        t("金额", "Amount"),
        t("行为日期", "Date of the act"),
        t("最后处理日", "Last day to act"),
        t("状态", "State"),
        t("办理期限", "Due"),
        t("办理院", "Office"),
    )


def _row(clue: Clue) -> tuple[Any, ...]:
    """A clue's line: the organ and the act; no person affected, no headline."""
    return (
        clue.number,
        clue.get_line_display(),
        clue.organ,
        clue.act,
        clue.case_number,
        clue.model,
        clue.get_grade_display(),
        clue.amount if clue.amount_type == "money" else None,
        clue.occurred,
        clue.expires,
        clue.get_state_display(),
        clue.due,
        clue.office.name,
    )
