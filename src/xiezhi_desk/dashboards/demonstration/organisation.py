"""The demonstration's offices and people: a province, a city, two counties; all invented."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from xiezhi_desk.accounts.records import DutyKind, Level, Line, Office, Person
from xiezhi_desk.accounts.services import duties, offices, passwords, people
from xiezhi_desk.library.invented import invented_offices

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["ACCOUNTS", "Account", "Organisation", "found", "password"]

DUTY_SINCE = date(2020, 1, 1)
PEOPLE = 20_000
"""People of the invented province: with more of them it has more counties than these two."""


class Account(NamedTuple):
    """Somebody to be made: user name, name, office, duty, line."""

    username: str
    name: str
    office: str
    kind: DutyKind
    line: str = ""


@dataclass
class Organisation:
    """What was made.

    Attributes:
        offices: By code: ``province``, ``city``, ``county``, ``district``.
        people: By user name.
    """

    offices: dict[str, Office] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)


_K, _L = DutyKind, Line
ACCOUNTS = (
    Account("province.chief", "盛怀远", "province", _K.CHIEF),
    Account("province.manager", "关思齐", "province", _K.CLUE_MANAGER),
    Account("province.prosecutor", "程海生", "province", _K.PROSECUTOR),
    Account("province.model", "莫知行", "province", _K.MODEL_MAKER),
    Account("province.data", "舒文舟", "province", _K.DATA_STEWARD),
    Account("sysadmin", "席维方", "province", _K.SYSTEM_ADMIN),
    Account("secadmin", "方慎之", "province", _K.SECURITY_ADMIN),
    Account("auditadmin", "沈鉴明", "province", _K.AUDIT_ADMIN),
    Account("city.chief", "章若谷", "city", _K.CHIEF),
    Account("city.manager", "高云停", "city", _K.CLUE_MANAGER),
    Account("city.prosecutor", "池远山", "city", _K.PROSECUTOR),
    Account("county.chief", "吴敬亭", "county", _K.CHIEF),
    Account("county.manager", "安如初", "county", _K.CLUE_MANAGER),
    Account("county.criminal", "林见秋", "county", _K.PROSECUTOR, _L.CRIMINAL),
    Account("county.criminal2", "梅映雪", "county", _K.PROSECUTOR, _L.CRIMINAL),
    Account("county.civil", "孙望舒", "county", _K.PROSECUTOR, _L.CIVIL),
    Account("county.administrative", "何见山", "county", _K.PROSECUTOR, _L.ADMINISTRATIVE),
    Account("county.public", "柳长亭", "county", _K.PROSECUTOR, _L.PUBLIC_INTEREST),
    Account("county.assistant", "何助之", "county", _K.ASSISTANT),
    Account("district.chief", "白启明", "district", _K.CHIEF),
    Account("district.manager", "谭书言", "district", _K.CLUE_MANAGER),
    Account("district.prosecutor", "白鹭飞", "district", _K.PROSECUTOR),
    Account("district.prosecutor2", "苏望川", "district", _K.PROSECUTOR),
    Account("district.assistant", "钟小楼", "district", _K.ASSISTANT),
)


def password() -> str:
    """A password that can be read out and fits the rules."""
    signs = "abcdefghjkmnpqrstuvwxyz23456789"
    parts = ["".join(secrets.choice(signs) for _ in range(4)) for _ in range(3)]
    return "Demo-" + "-".join(parts)


def found(top: str, secret: str, now: datetime) -> Organisation:
    """Make offices, people and duties; everybody has the same password.

    Args:
        top: The name of the province's office: whose the demonstration's shelf is.
        secret: The password.
        now: The moment.
    """
    made = Organisation()
    province, *places = invented_offices(PEOPLE)
    city = next(one for one in places if one.level == Level.CITY)
    county, district = [one for one in places if one.above == city.code][:2]
    named = (
        ("province", province._replace(name=top or province.name), None),
        ("city", city, "province"),
        ("county", county, "city"),
        ("district", district, "city"),
    )
    for code, place, parent in named:
        made.offices[code] = offices.add_office(
            code=code,
            name=place.name,
            level=place.level,
            parent=made.offices[parent] if parent else None,
            division=place.division,
            by=None,
            now=now,
        )
    for one in ACCOUNTS:
        made.people[one.username] = _account(one, made.offices[one.office], secret, now)
    return made


def _account(one: Account, office: Office, secret: str, now: datetime) -> Person:
    room = office.departments.filter(line=one.line).first() if one.line else None
    invited = people.add(people.Given(one.username, one.name, office, room), by=None, now=now)
    duties.give(invited.person, one.kind, line=one.line, since=DUTY_SINCE, by=None, now=now)
    passwords.use_invitation(invited.token, secret, now=now)
    return Person.objects.get(pk=invited.person.pk)
