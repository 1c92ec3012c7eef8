"""The demonstration's organisation and its first week of work: invented, through the services."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone

from xiezhi_desk.accounts.records import DutyKind, Line, Office, Person
from xiezhi_desk.accounts.services import duties, offices, passwords, people
from xiezhi_desk.accounts.services.founding import found
from xiezhi_desk.clues.records import Clue
from xiezhi_desk.clues.services.assigning import assign
from xiezhi_desk.clues.services.moving import move
from xiezhi_desk.clues.services.refusing import Refused
from xiezhi_desk.clues.states import State
from xiezhi_desk.library.invented import invented_offices

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["Account", "accounts_of", "begin_work", "organise"]

_STAFF: dict[str, tuple[tuple[str, DutyKind, str, str], ...]] = {
    "province": (
        ("manager", DutyKind.CLUE_MANAGER, "", "案管"),
        ("chief", DutyKind.CHIEF, "", "院领导"),
        ("model", DutyKind.MODEL_MAKER, "", "建模"),
        ("data", DutyKind.DATA_STEWARD, "", "数据"),
        ("criminal", DutyKind.PROSECUTOR, Line.CRIMINAL, "刑检"),
    ),
    "city": (
        ("manager", DutyKind.CLUE_MANAGER, "", "案管"),
        ("chief", DutyKind.CHIEF, "", "院领导"),
        ("criminal", DutyKind.PROSECUTOR, Line.CRIMINAL, "刑检"),
        ("public", DutyKind.PROSECUTOR, Line.PUBLIC_INTEREST, "公益"),
    ),
    "county": (
        ("manager", DutyKind.CLUE_MANAGER, "", "案管"),
        ("chief", DutyKind.CHIEF, "", "院领导"),
        ("criminal", DutyKind.PROSECUTOR, Line.CRIMINAL, "刑检"),
        ("criminal2", DutyKind.PROSECUTOR, Line.CRIMINAL, "刑检乙"),
        ("civil", DutyKind.PROSECUTOR, Line.CIVIL, "民检"),
        ("administrative", DutyKind.PROSECUTOR, Line.ADMINISTRATIVE, "行检"),
        ("public", DutyKind.PROSECUTOR, Line.PUBLIC_INTEREST, "公益"),
        ("assistant", DutyKind.ASSISTANT, "", "助理"),
    ),
}
ASSIGNED, VERIFYING = 12, 5
"""Clues of each county that are in somebody's hands when the demonstration begins."""


class Account(NamedTuple):
    """A demonstration account as it is printed."""

    username: str
    office: str
    duty: str


def organise(population: int, password: str, now: datetime) -> None:
    """Make the invented offices and a person of each duty, all with one password."""
    province, *others = invented_offices(population)
    found(code=province.code, name=province.name, division=province.division, now=now)
    by_code = {province.code: Office.objects.get(code=province.code)}
    for one in others:
        by_code[one.code] = offices.add_office(
            code=one.code,
            name=one.name,
            level=one.level,
            parent=by_code[one.above],
            division=one.division,
            by=None,
            now=now,
        )
    since = timezone.localdate(now) - dt.timedelta(days=30)
    for office in by_code.values():
        for word, kind, line, title in _STAFF[office.level]:
            room = office.departments.filter(line=line).first() if line else None
            given = people.Given(f"{office.code}.{word}", f"演示{title}", office, room)
            person = people.add(given, by=None, now=now).person
            duties.give(person, kind, line=line, since=since, by=None, now=now)
    for person in Person.objects.all():
        passwords.change(person, password, now=now)


def accounts_of() -> list[Account]:
    """Every account with its office and duties, in the order of the offices."""
    rows = Person.objects.select_related("office").prefetch_related("duties")
    return [
        Account(
            person.username,
            person.office.name if person.office else "",
            "、".join(
                f"{duty.get_kind_display()}{f'（{duty.get_line_display()}）' if duty.line else ''}"
                for duty in person.duties.all()
            ),
        )
        for person in rows.order_by("office__path", "pk")
    ]


def begin_work(now: datetime) -> int:
    """Assign some clues of each county and begin to verify a few: what a week looks like."""
    moved = 0
    for office in Office.objects.filter(level="county"):
        manager = Person.objects.get(username=f"{office.code}.manager")
        for line in Line.values:
            who = office.people.filter(duties__line=line, duties__kind=DutyKind.PROSECUTOR).first()
            clues = Clue.objects.filter(office=office, line=line, state=State.NEW, restricted=False)
            for place, clue in enumerate(clues.order_by("-worth", "-id")[: ASSIGNED // 4]):
                if who is None:
                    break
                try:
                    assign(clue, who, manager, now, due=timezone.localdate(now) + _term(place))
                    if place < VERIFYING // 4:
                        move(clue, "verify", who, now)
                except Refused:
                    # a clue the rules keep from this person stays new: the demonstration obeys them
                    continue
                moved += 1
    return moved


def _term(place: int) -> dt.timedelta:
    return dt.timedelta(days=5 + 7 * place)
