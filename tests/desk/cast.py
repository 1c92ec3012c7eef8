"""The invented people and things of the desk's stories: made when first named, never all at once.

A province 江海省院, its city 临江市院, the city's counties 青浦区院 and 白塔县院.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xiezhi_desk.accounts.records import Department, Duty, DutyKind, Level, Line, Office, Person
from xiezhi_desk.clues.records import Clue, Grade, Matter, Sensitivity, Sighting
from xiezhi_desk.clues.states import State
from xiezhi_desk.runs.records import Bundle
from xiezhi_desk.ui.numbers import new_number

if TYPE_CHECKING:
    from django.test import Client

NOW = dt.datetime(2031, 3, 10, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))
"""The moment stories happen at, when the moment does not matter."""
PASSWORD = "Lin-jiang-2031"

OFFICES = {
    "jianghai": ("江海省人民检察院", Level.PROVINCE, None, "320000"),
    "linjiang": ("临江市人民检察院", Level.CITY, "jianghai", "329900"),
    "qingpu": ("青浦区人民检察院", Level.COUNTY, "linjiang", "329902"),
    "baita": ("白塔县人民检察院", Level.COUNTY, "linjiang", "329921"),
}
DEPARTMENTS = {
    "第一检察部": Line.CRIMINAL,
    "第二检察部": Line.CIVIL,
    "第三检察部": Line.ADMINISTRATIVE,
    "第四检察部": Line.PUBLIC_INTEREST,
    "案件管理部门": "",
    "检察技术部门": "",
}
PEOPLE = {
    # username: name, office, duty, line
    "lin": ("林检", "qingpu", DutyKind.PROSECUTOR, Line.CRIMINAL),
    "mei": ("梅检", "qingpu", DutyKind.PROSECUTOR, Line.CRIMINAL),
    "sun": ("孙检", "qingpu", DutyKind.PROSECUTOR, Line.PUBLIC_INTEREST),
    "he": ("何助", "qingpu", DutyKind.ASSISTANT, Line.CRIMINAL),
    "an": ("安案管", "qingpu", DutyKind.CLUE_MANAGER, ""),
    "wu": ("吴院", "qingpu", DutyKind.CHIEF, ""),
    "bai": ("白检", "baita", DutyKind.PROSECUTOR, Line.CRIMINAL),
    "tan": ("谭案管", "baita", DutyKind.CLUE_MANAGER, ""),
    "cheng": ("程检", "linjiang", DutyKind.PROSECUTOR, Line.CRIMINAL),
    "gao": ("高案管", "linjiang", DutyKind.CLUE_MANAGER, ""),
    "zhang": ("章院", "linjiang", DutyKind.CHIEF, ""),
    "sheng": ("盛检", "jianghai", DutyKind.PROSECUTOR, Line.CRIMINAL),
    "guan": ("关案管", "jianghai", DutyKind.CLUE_MANAGER, ""),
    "mo": ("莫建模", "jianghai", DutyKind.MODEL_MAKER, ""),
    "shu": ("舒数据", "jianghai", DutyKind.DATA_STEWARD, ""),
    "zong": ("宗院", "jianghai", DutyKind.CHIEF, ""),
    "xi": ("席系统", "jianghai", DutyKind.SYSTEM_ADMIN, ""),
    "fang": ("方安全", "jianghai", DutyKind.SECURITY_ADMIN, ""),
    "shen": ("沈审计", "jianghai", DutyKind.AUDIT_ADMIN, ""),
}
ONE_OF_EACH = {
    DutyKind.PROSECUTOR: "lin",
    DutyKind.ASSISTANT: "he",
    DutyKind.CLUE_MANAGER: "an",
    DutyKind.MODEL_MAKER: "mo",
    DutyKind.DATA_STEWARD: "shu",
    DutyKind.CHIEF: "wu",
    DutyKind.SYSTEM_ADMIN: "xi",
    DutyKind.SECURITY_ADMIN: "fang",
    DutyKind.AUDIT_ADMIN: "shen",
}


def office(code: str = "qingpu") -> Office:
    """An office with those above it and its departments."""
    found = Office.objects.filter(code=code).first()
    if found is not None:
        return found
    name, level, above, division = OFFICES[code]
    parent = office(above) if above else None
    made = Office.objects.create(
        code=code,
        name=name,
        level=level,
        parent=parent,
        division=division,
        path=f"{parent.path if parent else '/'}{code}/",
    )
    Department.objects.bulk_create(
        Department(office=made, name=name, line=line) for name, line in DEPARTMENTS.items()
    )
    return made


def province() -> dict[str, Office]:
    """All four offices by code."""
    return {code: office(code) for code in OFFICES}


def department(code: str = "qingpu", line: str = Line.CRIMINAL) -> Department:
    """The department of a line in an office."""
    return Department.objects.get(office=office(code), line=line)


def person(username: str = "lin", *, password: str | None = None) -> Person:
    """Somebody of ``PEOPLE``, with their duty; ``password`` only where signing in is the story."""
    found = Person.objects.filter(username=username).select_related("office").first()
    if found is None:
        name, code, kind, line = PEOPLE[username]
        place = office(code)
        room = place.departments.filter(line=line).first() if line else None
        found = Person(username=username, name=name, office=place, department=room)
        found.set_unusable_password()
        found.save()
        Duty.objects.create(person=found, kind=kind, line=line, since=dt.date(2020, 1, 1))
    if password is not None:
        found.set_password(password)
        found.password_changed_at = NOW
        found.save()
    return found


def signed_in(client: Client, username: str = "lin") -> Client:
    """The browser of somebody who has signed in."""
    client.force_login(person(username), backend="xiezhi_desk.accounts.backends.PasswordBackend")
    return client


def bundle(
    model: str = "criminal.sentence_end", *, code: str = "jianghai", **fields: Any
) -> Bundle:
    """A bundle that was received; the same one for the same model and office."""
    found = Bundle.objects.filter(model=model, office=office(code), **fields).first()
    if found is not None:
        return found
    number = new_number()
    said: dict[str, Any] = {
        "run_key": hashlib.sha256(number.encode()).hexdigest(),
        "content_hash": hashlib.sha256(model.encode()).hexdigest(),
        "folder": number,
        "model": model,
        "version": "1.0",
        "logic": "0" * 64,
        "title_zh": "刑期止日计算错误",
        "title_en": "The sentence's last day is wrong",
        "line": Line.CRIMINAL,
        "sensitivity": Sensitivity.PERSONAL,
        "grade": Grade.CERTAIN,
        "as_of": dt.date(2031, 3, 1),
        "issuer": "jianghai",
        "signature": "valid",
        "received": "command",
        "received_at": NOW,
        "office": office(code),
    }
    return Bundle.objects.create(**{**said, **fields})


def clue(
    *,
    code: str = "qingpu",
    organ: str = "某市某区人民法院",
    act: str = "判决书写明的刑期止日早于应止之日",
    said: dict[str, Any] | None = None,
    **fields: Any,
) -> Clue:
    """A clue with its matter, bundle and first sighting, from literals.

    ``said`` is the sighting's; kept counters and two-character words are not made here: call the
    services of ``clues`` where the story is about them.
    """
    number = fields.pop("number", None) or new_number()
    came = fields.pop("bundle", None) or bundle()
    matter = fields.pop("matter", None) or Matter.objects.create(
        number=new_number(), organ=organ, duty=act, office=office(code), made_at=NOW
    )
    values: dict[str, Any] = {
        "number": number,
        "key": hashlib.sha256(number.encode()).hexdigest(),
        "matter": matter,
        "origin": matter,
        "model": came.model,
        "model_version": came.version,
        "line": came.line,
        "organ": organ,
        "act": act,
        "case_number": "（2031）某0101刑初7号",
        "grade": Grade.CERTAIN,
        "sensitivity": Sensitivity.PERSONAL,
        "amount": Decimal("18500.00"),
        "occurred": dt.date(2031, 2, 3),
        "first_seen": NOW,
        "last_seen": NOW,
        "office": office(code),
        "state": State.NEW,
        "state_since": NOW,
    }
    made = Clue.objects.create(**{**values, **fields})
    made.latest = Sighting.objects.create(
        clue=made,
        bundle=came,
        kind=Sighting.Kind.NEW,
        evidence=hashlib.sha256(b"evidence").hexdigest(),
        said=said if said is not None else {},
        at=NOW,
    )
    made.save(update_fields=("latest",))
    return made
