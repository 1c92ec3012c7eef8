"""An invented province: its offices, their organs, and the people who work there."""

import datetime as dt
import itertools
import re

PROVINCE = "江海省"
CITIES, COUNTIES = 12, 9
FIRST, SECOND = "澄霁岚鹤墨栖萝桐砚湫棠荻", "泊汀陂川岭浦桥坞塘渚"
SINCE = dt.date(2020, 1, 1)
LINES = ("criminal", "civil", "administrative", "public_interest")
_STEMS = [first + second for second in SECOND for first in FIRST]
_PLACE = re.compile(
    r"^(?:.{2,3}(?:省|自治区))?(?:[^省市县区]{2,3}市)?(?:[^省市县区]{2,3}[县区旗])?"
)


def names() -> tuple[list[str], list[tuple[str, str]]]:
    """Names of the cities, and of the counties with their city's."""
    stems = itertools.cycle(_STEMS)
    cities = [next(stems) + "市" for _ in range(CITIES)]
    counties = []
    for number, city in enumerate(cities):
        for place in range(COUNTIES):
            stem = _STEMS[(CITIES + number * COUNTIES + place) % len(_STEMS)]
            counties.append((stem + "县区"[place % 2], city))
    return cities, counties


def moved(organ: str, county: str, city: str) -> str:
    """The same organ of another place: a county's stays a county's, a city's a city's."""
    kind = organ.removeprefix("国家税务总局")
    tail = _PLACE.sub("", kind) or "人民法院"
    place = city if "中级" in tail else county
    return f"{'国家税务总局' if kind != organ else ''}{place}{tail}"


def offices() -> None:
    """Offices with their departments, and about six people in each."""
    from xiezhi_desk.accounts.records import Department, Duty, Office, Person

    cities, counties = names()
    made = {"": _office("p", PROVINCE, "province", None)}
    for number, city in enumerate(cities):
        made[city] = _office(f"c{number}", city, "city", made[""])
    for number, (county, city) in enumerate(counties):
        made[county] = _office(f"q{number}", county, "county", made[city])
    rooms = [
        Department(office=office, name=f"第{place}检察部", line=line)
        for office in made.values()
        for place, line in zip("一二三四", LINES, strict=True)
    ]
    Department.objects.bulk_create(rooms)
    people, duties = [], []
    for office in Office.objects.all():
        roles = [("manager", "clue_manager", ""), ("chief", "chief", "")]
        roles += [
            (f"pros-{line}-{number}", "prosecutor", line) for line in LINES for number in (1, 2)
        ]
        for word, kind, line in roles:
            name = f"{office.code}-{word}"
            people.append(Person(username=name, name=name, office=office, password="!"))
            duties.append((name, kind, line))
    Person.objects.bulk_create(people)
    keys = dict(Person.objects.values_list("username", "pk"))
    Duty.objects.bulk_create(
        Duty(person_id=keys[name], kind=kind, line=line, since=SINCE) for name, kind, line in duties
    )


def _office(code: str, name: str, level: str, parent):
    from xiezhi_desk.accounts.records import Office

    path = f"{parent.path if parent else '/'}{code}/"
    return Office.objects.create(
        code=code, name=f"{name}人民检察院", level=level, parent=parent, path=path
    )
