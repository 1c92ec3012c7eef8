"""Two people decide the same clue at the same moment, many times: one wins, the other is told.

``python -m bench.desk.race [rounds]`` on the database that XIEZHI_DESK_DATABASE names, or on a
SQLite file of its own. Each of the two has a thread and a connection; a barrier lets both go.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.clues.records import Clue
    from xiezhi_desk.clues.services.refusing import Refused

NOW = dt.datetime(2031, 3, 10, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))


@dataclass
class Race:
    """What came of it.

    Attributes:
        won: How often each of the two acts went through.
        told: Kinds of refusal of the other.
        wrong: Rounds in which not exactly one won, or the loser was not told by whom.
        milliseconds: Of each act that won.
    """

    rounds: int
    won: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)


def stage(rounds: int) -> None:
    """An office, three people, and ``rounds`` clues that wait for a second person."""
    from xiezhi_desk.accounts.records import Duty, Office, Person
    from xiezhi_desk.clues.records import Clue, Decision, Matter, Step
    from xiezhi_desk.clues.services.counting import recount
    from xiezhi_desk.ui.numbers import new_number

    office = Office.objects.create(code="race", name="竞速院", level="province", path="/race/")
    people = []
    for name, duty in (("one", "prosecutor"), ("two", "prosecutor"), ("three", "chief")):
        person = Person.objects.create(username=name, name=name, office=office)
        Duty.objects.create(person=person, kind=duty, since=dt.date(2020, 1, 1))
        people.append(person)
    for _ in range(rounds):
        number = new_number()
        matter = Matter.objects.create(
            number=number, organ="某法院", duty="某事", office=office, made_at=NOW
        )
        clue = Clue.objects.create(
            number=number,
            key=hashlib.sha256(number.encode()).hexdigest(),
            matter=matter,
            origin=matter,
            model="criminal.race",
            model_version="1.0",
            line="criminal",
            organ="某法院",
            act="某事",
            grade="certain",
            sensitivity="personal",
            first_seen=NOW,
            last_seen=NOW,
            office=office,
            state="proposed",
            state_since=NOW,
            assignee=people[0],
            revision=1,
        )
        Step.objects.create(
            clue=clue, name="propose_founded", to_state="proposed", by=people[0], at=NOW
        )
        Decision.objects.create(
            clue=clue, outcome="founded", why="file", text="x", by=people[0], at=NOW, revision=0
        )
    recount()


def race(rounds: int) -> Race:
    """The second prosecutor confirms, the chief sends back: at the same moment, ``rounds`` times."""
    from xiezhi_desk.clues.services import deciding

    found = Race(rounds)
    gate = threading.Barrier(2)
    two = _Runner("two", lambda clue, by: deciding.confirm(clue, by, NOW, revision=1), gate)
    three = _Runner(
        "three", lambda clue, by: deciding.refuse(clue, by, NOW, "证据不足", revision=1), gate
    )
    for runner in (two, three):
        runner.start()
    for runner in (two, three):
        runner.join()
        found.wrong += runner.wrong
        found.milliseconds += runner.milliseconds
    for at in range(rounds):
        both = {runner.name: runner.answers[at] for runner in (two, three) if at in runner.answers}
        winners = [name for name, answer in both.items() if answer is None]
        losers = [answer for answer in both.values() if answer is not None]
        if len(winners) != 1 or len(losers) != 1:
            found.wrong.append(f"round {at}: won {winners}")
            continue
        found.won[winners[0]] += 1
        found.told[losers[0].kind] += 1
        if winners[0] not in losers[0].why:
            found.wrong.append(f"round {at}: told {losers[0].why}")
    return found


class _Runner(threading.Thread):
    """One person at the desk: acts on every clue in turn, each time the gate opens."""

    def __init__(
        self, name: str, act: Callable[[Clue, Person], object], gate: threading.Barrier
    ) -> None:
        super().__init__(name=name)
        self._act, self._gate = act, gate
        self.answers: dict[int, Refused | None] = {}
        self.milliseconds: list[float] = []
        self.wrong: list[str] = []

    def run(self) -> None:
        from django.db import DatabaseError, connection

        from xiezhi_desk.accounts.records import Person
        from xiezhi_desk.clues.records import Clue

        try:
            by = Person.objects.select_related("office").get(username=self.name)
            for at, clue in enumerate(list(Clue.objects.order_by("pk"))):
                self._gate.wait(timeout=60)
                self.answers[at] = self._one(clue, by)
        except (DatabaseError, threading.BrokenBarrierError) as error:
            self.wrong.append(f"{self.name}: {type(error).__name__}: {error}")
            self._gate.abort()
        finally:
            connection.close()

    def _one(self, clue: Clue, by: Person) -> Refused | None:
        from xiezhi_desk.clues.services.refusing import Refused

        began = time.perf_counter()
        try:
            self._act(clue, by)
        except Refused as refused:
            return refused
        self.milliseconds.append(1000 * (time.perf_counter() - began))
        return None


def whole(found: Race) -> list[str]:
    """What is not as it must be afterwards: trail, counters, steps, decisions."""
    from xiezhi_desk.audit.records import Entry
    from xiezhi_desk.audit.services import verify
    from xiezhi_desk.clues.records import Clue, Decision, Step
    from xiezhi_desk.clues.services.counting import drift

    confirmed = found.won["two"]
    wants = {
        "broken trail": (verify(), None),
        "entries": (Entry.objects.filter(action__startswith="clue.").count(), found.rounds),
        "counters": (drift(), {}),
        "steps": (Step.objects.count(), 2 * found.rounds),
        "founded": (Clue.objects.filter(state="founded").count(), confirmed),
        "confirmed": (Decision.objects.filter(confirmed_at__isnull=False).count(), confirmed),
        "standing": (Decision.objects.filter(stands=True).count(), confirmed),
        "revisions": (set(Clue.objects.values_list("revision", flat=True)), {2}),
    }
    return [f"{name}: {is_}, not {must}" for name, (is_, must) in wants.items() if is_ != must]


def measure() -> dict[str, object]:
    """The race on both databases, each in a process and a folder of its own."""
    from bench.desk.databases import ENGINES, on

    found: dict[str, object] = {"target": {"won": "one each time", "wrong": []}}
    for engine in ENGINES:
        done = on(engine, ["-m", "bench.desk.race", os.environ.get("XIEZHI_BENCH_RACES", "1000")])
        found[engine] = {**done.said, "others": round(done.others, 3)}
    return found


def raced(rounds: int = 1000) -> dict[str, object]:
    """Set up a desk of its own and race."""
    os.environ.setdefault("XIEZHI_DESK_HOME", tempfile.mkdtemp(prefix="race-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xiezhi_desk.settings.testing")
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0)
    stage(rounds)
    began = time.perf_counter()
    found = race(rounds)
    seconds = time.perf_counter() - began
    return {
        "database": connection.vendor,
        "rounds": rounds,
        "won": dict(found.won),
        "told": {str(kind): number for kind, number in found.told.items()},
        "wrong": found.wrong + whole(found),
        "seconds": round(seconds, 1),
        "winner_ms_median": round(median(found.milliseconds), 1) if found.milliseconds else None,
    }


if __name__ == "__main__":
    print(json.dumps(raced(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)))
