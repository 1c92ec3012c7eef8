"""People: invited, changed, disabled, enabled, imported from a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from xiezhi_desk.accounts.records import Department, Office, Person
from xiezhi_desk.accounts.services.entering import end_all
from xiezhi_desk.accounts.services.passwords import invite
from xiezhi_desk.audit.services import record
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

__all__ = ["Given", "Invited", "add", "add_all", "change", "disable", "enable"]


class Given(NamedTuple):
    """What is known of a person to be invited."""

    username: str
    name: str
    office: Office
    department: Department | None = None
    email: str = ""


class Invited(NamedTuple):
    """A new person and the secret of their one-time link, shown once."""

    person: Person
    token: str


@transaction.atomic
def add(given: Given, *, by: Person | None, now: datetime) -> Invited:
    """Make an account and its one-time link. It may do nothing until it is given a duty.

    Raises:
        ValidationError: The user name is taken or not fit, or the department is another office's.
    """
    person = Person(
        username=given.username.strip().lower(),
        name=given.name.strip(),
        office=given.office,
        department=given.department,
        email=given.email,
    )
    _check(person)
    person.set_unusable_password()
    person.full_clean(exclude=("password",))
    person.save()
    record(
        by=by,
        action="person.added",
        thing=f"person:{person.number}",
        within=f"office:{given.office.code}",
        now=now,
    )
    return Invited(person, invite(person, by=by, now=now))


def _check(person: Person) -> None:
    if person.department is not None and person.department.office_id != person.office_id:
        raise ValidationError(
            {"department": t("该部门不属于所选单位。", "The department is another office's.")}
        )


@transaction.atomic
def add_all(people: Iterable[Given], *, by: Person, now: datetime) -> list[Invited]:
    """Make many accounts, all or none."""
    return [add(one, by=by, now=now) for one in people]


@transaction.atomic
def change(
    person: Person,
    *,
    name: str,
    email: str,
    office: Office,
    department: Department | None,
    by: Person,
    now: datetime,
) -> None:
    """Change name, mail, office or department.

    Raises:
        ValidationError: The department is another office's.
    """
    moved = person.office_id != office.pk
    person.name, person.email = name.strip(), email
    person.office, person.department = office, department
    _check(person)
    person.full_clean(exclude=("password",))
    person.save(update_fields=("name", "email", "office", "department"))
    record(
        by=by,
        action="person.moved" if moved else "person.changed",
        thing=f"person:{person.number}",
        within=f"office:{office.code}",
        now=now,
    )


@transaction.atomic
def disable(person: Person, *, reason: str, by: Person, now: datetime) -> None:
    """Close an account at once: its sessions end, its links die; its duties carry nothing.

    Raises:
        ValidationError: It is one's own.
    """
    if person.pk == by.pk:
        raise ValidationError(t("不能停用自己的账号。", "You cannot disable yourself."))
    person.is_active = False
    person.disabled_at, person.disabled_reason = now, reason
    person.save(update_fields=("is_active", "disabled_at", "disabled_reason"))
    person.invitations.filter(used_at__isnull=True).delete()
    ended = end_all(person)
    record(
        by=by,
        action="person.disabled",
        thing=f"person:{person.number}",
        reason=reason,
        details={"ended": ended},
        now=now,
    )


@transaction.atomic
def enable(person: Person, *, by: Person, now: datetime) -> str:
    """Open an account again; the old password is gone.

    Returns:
        The secret of a new one-time link.
    """
    person.is_active = True
    person.disabled_at, person.disabled_reason = None, ""
    person.save(update_fields=("is_active", "disabled_at", "disabled_reason"))
    record(by=by, action="person.enabled", thing=f"person:{person.number}", now=now)
    return invite(person, by=by, now=now)
