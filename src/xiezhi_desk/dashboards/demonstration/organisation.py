"""The demonstration's offices and people: a province, a city, two counties; all invented."""

from __future__ import annotations

import re
import secrets
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from xiezhi_desk.accounts.records import DutyKind, Level, Line, Office, Person
from xiezhi_desk.accounts.services import duties, offices, passwords, people
from xiezhi_desk.library import bundles

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

__all__ = ["Account", "Organisation", "Places", "found", "password", "places_in"]

DUTY_SINCE = date(2020, 1, 1)
_COURT = re.compile(r"^(?P<province>.{2,3}省)(?:.{2,6}市)?(?P<place>.{2,6}[县区])人民法院$")
_CITY = re.compile(r"^(?P<province>.{2,3}省)(?P<place>.{2,6}市)中级人民法院$")


class Places(NamedTuple):
    """Names of the places the clues are from: without 人民检察院 behind them."""

    city: str
    counties: tuple[str, str]


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


def places_in(folders: Iterable[Path]) -> Places:
    """The city and the two counties most clues are from, by the names of the courts."""
    county: Counter[tuple[str, str]] = Counter()
    city: Counter[tuple[str, str]] = Counter()
    for folder in folders:
        for batch in bundles.read(folder).clues():
            for clue in batch:
                for counter, pattern in ((county, _COURT), (city, _CITY)):
                    if court := pattern.match(clue.organ):
                        counter[court["province"], court["place"]] += 1
    province = Counter[str]()
    for (name, _), many in county.items():
        province[name] += many
    home = next((name for name, _ in province.most_common(1)), "")
    counties = [place for (name, place), _ in county.most_common() if name == home][:2]
    cities = [place for (name, place), _ in city.most_common() if name == home]
    counties += ["青浦区", "白塔县"][len(counties) :]
    return Places(cities[0] if cities else "临江市", (counties[0], counties[1]))


def found(top: str, places: Places, secret: str, now: datetime) -> Organisation:
    """Make offices, people and duties; everybody has the same password.

    Args:
        top: The name of the province's office.
        places: Of the city and the counties.
        secret: The password.
        now: The moment.
    """
    made = Organisation()
    above: Office | None = None
    named = (
        ("province", top, Level.PROVINCE, None),
        ("city", f"{places.city}人民检察院", Level.CITY, "province"),
        ("county", f"{places.counties[0]}人民检察院", Level.COUNTY, "city"),
        ("district", f"{places.counties[1]}人民检察院", Level.COUNTY, "city"),
    )
    for code, name, level, parent in named:
        above = made.offices[parent] if parent else None
        made.offices[code] = offices.add_office(
            code=code, name=name, level=level, parent=above, by=None, now=now
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
