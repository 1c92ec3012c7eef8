"""Who visits the desk: people of every level, signed in, and what each may ask for.

``python -m bench.desk.people`` prints them, on the desk that the variables name.
"""

import json
import random
import sys

import django

CITIES, COUNTIES = 8, 20
TAKEN = 12


def main(seed: int) -> None:
    django.setup()
    from django.test import Client

    from xiezhi_desk.accounts.records import Office, Person
    from xiezhi_desk.clues.records import Clue

    dice = random.Random(seed)
    offices = list(Office.objects.filter(level="province"))
    offices += dice.sample(list(Office.objects.filter(level="city")), CITIES)
    offices += dice.sample(list(Office.objects.filter(level="county")), COUNTIES)
    last = Clue.objects.order_by("-pk").values_list("pk", flat=True)[0]
    found = []
    for office in offices:
        names = [f"{office.code}-manager"]
        lines = ["criminal", *dice.sample(["civil", "administrative", "public_interest"], 1)]
        names += [f"{office.code}-pros-{line}-{dice.randint(1, 2)}" for line in lines]
        for person in Person.objects.filter(username__in=names).select_related("office"):
            client = Client()
            client.force_login(person, backend="xiezhi_desk.accounts.backends.PasswordBackend")
            cookie = client.cookies["sessionid"].value
            found.append({**_about(person, dice, last), "cookie": cookie})
    words = [
        text
        for row in Clue.objects.filter(pk__in=dice.sample(range(1, last), min(400, last // 2)))
        .order_by("pk")
        .values_list("organ", "act", "case_number")
        for text in row
        if text
    ]
    print(json.dumps({"people": found, "texts": words}))


def _about(person, dice: random.Random, last: int) -> dict:
    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.clues.access import reach, visible
    from xiezhi_desk.ui.rights import Right

    access = PersonAccess(person)
    far, mine = reach(access), visible(access)
    first = list(mine.order_by("-worth").values_list("number", "organ", "model")[:300])
    drawn = dice.sample(range(1, last + 1), min(last, 4000))
    rows = first + list(mine.filter(pk__in=drawn).values_list("number", "organ", "model")[:300])
    picked = dice.sample(rows, min(TAKEN * 3, len(rows)))
    colleagues = person.office.people if hasattr(person.office, "people") else None
    return {
        "name": person.username,
        "level": person.office.level,
        "judges": bool(access.may(Right.JUDGE_CLUES)),
        "assigns": bool(access.may(Right.ASSIGN)),
        "lines": sorted(far.lines),
        "offices": sorted(far.offices),
        "people": [] if colleagues is None else [one.pk for one in colleagues.all()[:5]],
        "clues": [number for number, _, _ in picked],
        "organs": sorted({organ for _, organ, _ in picked}),
        "models": sorted({model for _, _, model in picked}),
    }


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
