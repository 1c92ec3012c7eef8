"""The first of everything: the top office and its three administrators, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from xiezhi_desk.accounts.records import DutyKind, Level, Office, Person
from xiezhi_desk.accounts.services import duties, offices, people
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["FIRST", "found"]

FIRST = (
    (DutyKind.SYSTEM_ADMIN, "sysadmin", "系统管理员"),
    (DutyKind.SECURITY_ADMIN, "secadmin", "安全管理员"),
    (DutyKind.AUDIT_ADMIN, "auditadmin", "审计管理员"),
)


@transaction.atomic
def found(*, code: str, name: str, division: str, now: datetime) -> list[people.Invited]:
    """Make the top office and three administrators with one-time links.

    Raises:
        ValidationError: There is an office already.
    """
    if Office.objects.exists() or Person.objects.exists():
        raise ValidationError(t("已初始化过。", "The desk is founded already."))
    top = offices.add_office(
        code=code,
        name=name,
        level=Level.PROVINCE,
        parent=None,
        division=division,
        by=None,
        now=now,
    )
    invited = []
    for kind, username, title in FIRST:
        one = people.add(people.Given(username, title, top), by=None, now=now)
        duties.give(one.person, kind, since=timezone.localdate(now), by=None, now=now)
        invited.append(one)
    return invited
