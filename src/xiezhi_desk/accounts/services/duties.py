"""Giving and ending duties; the three administrators exclude every other duty and each other."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from xiezhi_desk.accounts.records import ADMIN_DUTIES, Duty, DutyKind, Person
from xiezhi_desk.audit.services import record
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from datetime import date, datetime

__all__ = ["LINELESS", "end", "give"]

LINELESS = frozenset(
    {
        *ADMIN_DUTIES,
        DutyKind.CLUE_MANAGER,
        DutyKind.DATA_STEWARD,
    }
)
"""Duties that are never over one line only."""


@transaction.atomic
def give(
    person: Person,
    kind: str,
    *,
    line: str = "",
    since: date,
    until: date | None = None,
    by: Person | None,
    now: datetime,
) -> Duty:
    """Give a duty.

    Raises:
        ValidationError: It is one's own, it clashes with the separation of the administrators, it
            is held already, or the person is disabled.
    """
    if by is not None and by.pk == person.pk:
        raise ValidationError(t("不能给自己设置职责。", "Nobody gives a duty to themselves."))
    if not person.is_active:
        raise ValidationError(t("该账号已停用。", "The account is disabled."))
    if until is not None and until < since:
        raise ValidationError(t("止日不能早于起日。", "It cannot end before it begins."))
    line = "" if kind in LINELESS else line
    Person.objects.select_for_update().get(pk=person.pk)  # two givers at once: one waits
    overlapping = Duty.objects.filter(person=person).filter(
        Q(until__isnull=True) | Q(until__gte=since)
    )
    if until is not None:
        overlapping = overlapping.filter(since__lte=until)
    for other in overlapping:
        _apart(kind, other.kind)
        if other.kind == kind and other.line == line:
            raise ValidationError(t("该职责已在有效期内。", "The duty is held already."))
    duty = Duty.objects.create(person=person, kind=kind, line=line, since=since, until=until)
    record(
        by=by,
        action="duty.given",
        thing=f"person:{person.number}",
        details={"kind": kind, "line": line, "since": since, "until": until},
        now=now,
    )
    return duty


def _apart(kind: str, other: str) -> None:
    if kind != other and (kind in ADMIN_DUTIES or other in ADMIN_DUTIES):
        raise ValidationError(
            t(
                "系统、安全、审计管理员必须由不同的人担任，且不得兼任其他职责："
                "该人员已任{other}，不能再任{kind}。",
                "The system, security and audit administrators are three people with no other"
                " duty: this one is {other} and cannot be {kind}.",
                other=DutyKind(other).label,
                kind=DutyKind(kind).label,
            )
        )


@transaction.atomic
def end(duty: Duty, *, today: date, by: Person, now: datetime) -> None:
    """End a duty at once: yesterday was its last day; one that never began is taken away."""
    if duty.since >= today:
        duty.delete()
    else:
        duty.until = today - timedelta(days=1)
        duty.save(update_fields=("until",))
    record(
        by=by,
        action="duty.ended",
        thing=f"person:{duty.person.number}",
        details={"kind": duty.kind, "line": duty.line},
        now=now,
    )
