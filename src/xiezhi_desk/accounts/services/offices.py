"""Offices and departments: added, renamed; taken away only while nothing hangs on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from xiezhi_desk.accounts.records import Department, Level, Line, Office
from xiezhi_desk.audit.services import record
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from datetime import datetime

    from xiezhi_desk.accounts.records import Person

__all__ = [
    "add_department",
    "add_office",
    "remove_department",
    "remove_office",
    "rename_department",
    "rename_office",
]

DEPARTMENTS = (
    ("刑事检察部门", Line.CRIMINAL),
    ("民事检察部门", Line.CIVIL),
    ("行政检察部门", Line.ADMINISTRATIVE),
    ("公益诉讼检察部门", Line.PUBLIC_INTEREST),
    ("案件管理部门", ""),
    ("检察技术部门", ""),
)
"""What a new office begins with; renamed and added to at will."""
BELOW = {Level.PROVINCE: (Level.CITY,), Level.CITY: (Level.COUNTY,), Level.COUNTY: ()}


@transaction.atomic
def add_office(
    *,
    code: str,
    name: str,
    level: str,
    parent: Office | None,
    division: str = "",
    name_en: str = "",
    by: Person | None,
    now: datetime,
) -> Office:
    """Add an office with the usual departments.

    Raises:
        ValidationError: The level does not stand under the parent's, or code or name are taken.
    """
    if parent is not None and level not in BELOW[Level(parent.level)]:
        raise ValidationError(
            t(
                "{above}之下不能设{level}。",
                "A {level} office cannot stand under a {above} office.",
                above=parent.get_level_display(),
                level=Level(level).label,
            )
        )
    office = Office(
        code=code,
        name=name,
        name_en=name_en,
        level=level,
        parent=parent,
        division=division,
        path=f"{parent.path if parent else '/'}{code}/",
    )
    office.full_clean()
    office.save()
    Department.objects.bulk_create(
        Department(office=office, name=name, line=line) for name, line in DEPARTMENTS
    )
    record(by=by, action="office.added", thing=f"office:{office.code}", now=now)
    return office


@transaction.atomic
def rename_office(
    office: Office, *, name: str, name_en: str, division: str, by: Person, now: datetime
) -> None:
    """Change name and division; the code in addresses stays."""
    office.name, office.name_en, office.division = name, name_en, division
    office.full_clean()
    office.save(update_fields=("name", "name_en", "division"))
    record(by=by, action="office.renamed", thing=f"office:{office.code}", now=now)


@transaction.atomic
def remove_office(office: Office, *, by: Person, now: datetime) -> None:
    """Take away an office that nothing ever hung on.

    Raises:
        ValidationError: Something does.
    """
    record(by=by, action="office.removed", thing=f"office:{office.code}", now=now)
    try:
        with transaction.atomic():
            office.departments.all().delete()
            office.delete()
    except ProtectedError as problem:
        raise _in_use(office.name) from problem


@transaction.atomic
def add_department(
    office: Office, *, name: str, line: str, by: Person, now: datetime
) -> Department:
    """Add a department."""
    department = Department(office=office, name=name, line=line)
    department.full_clean()
    department.save()
    record(
        by=by,
        action="department.added",
        thing=f"department:{department.pk}",
        within=f"office:{office.code}",
        now=now,
    )
    return department


@transaction.atomic
def rename_department(
    department: Department, *, name: str, line: str, by: Person, now: datetime
) -> None:
    """Change name and line."""
    department.name, department.line = name, line
    department.full_clean()
    department.save(update_fields=("name", "line"))
    record(
        by=by,
        action="department.renamed",
        thing=f"department:{department.pk}",
        within=f"office:{department.office.code}",
        now=now,
    )


@transaction.atomic
def remove_department(department: Department, *, by: Person, now: datetime) -> None:
    """Take away a department nobody and nothing belongs to.

    Raises:
        ValidationError: Somebody or something does.
    """
    record(
        by=by,
        action="department.removed",
        thing=f"department:{department.pk}",
        within=f"office:{department.office.code}",
        now=now,
    )
    try:
        with transaction.atomic():
            department.delete()
    except ProtectedError as problem:
        raise _in_use(department.name) from problem


def _in_use(name: str) -> ValidationError:
    return ValidationError(
        t(
            "{name}已有下级、人员、线索或记录，不能删除；可以改名。",
            "{name} has offices, people, clues or records; it can be renamed, not removed.",
            name=name,
        )
    )
