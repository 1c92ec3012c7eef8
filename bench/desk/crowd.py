"""Fifty people at once on a desk of 100,000 clues: they read five seconds, then ask again.

``python -m bench desk.crowd``. The desk is served as ``xiezhi-desk serve`` serves it, its worker
inside. Everybody looks at lists, filters, clues (with documents), words and the week; now and then
somebody writes: a note, an assignment. XIEZHI_BENCH_SECONDS, XIEZHI_BENCH_CROWD, XIEZHI_BENCH_CLUES,
XIEZHI_BENCH_DATABASES make it smaller.
"""

import os
import random
import re
import threading
import time
from collections import Counter

from bench.desk.filled import Filled, on_each
from bench.desk.serving import Answer, Machine, Served, Visitor, served
from bench.desk.visits import KINDS, Cast, at

SECONDS = float(os.environ.get("XIEZHI_BENCH_SECONDS", "300"))
CROWD = int(os.environ.get("XIEZHI_BENCH_CROWD", "50"))
THINK = 5.0
DOES = {
    "list": 24,
    "filter": 20,
    "clue": 26,
    "search": 10,
    "work": 8,
    "note": 6,
    "assign": 4,
    "document": 2,
}
"""Of a hundred things somebody does. A note or an assignment begins at the clue's page."""
_CLUE = re.compile(rb'href="/clues/([0-9A-Z]{10})/"')
_DOCUMENT = re.compile(rb'href="(/clues/[0-9A-Z]{10}/document/[^"]+/)"')
_PERSON = re.compile(rb'<option value="(\d+)"')
_REVISION = re.compile(rb'name="revision" value="(\d+)"')


class Person(threading.Thread):
    """Somebody at work.

    Attributes:
        asked: What they did, each with how it went.
        faults: Answers that are no page and no way on.
    """

    def __init__(self, cast: Cast, about: dict, host: str, until: float, seed: int) -> None:
        super().__init__(daemon=True)
        self.cast = Cast([about], cast.texts, random.Random(seed))
        self.about, self.until = about, until
        self.dice, self.visitor = random.Random(seed), Visitor(host, about["cookie"])
        self.asked: list[tuple[str, Answer]] = []
        self.faults: list[str] = []

    def run(self) -> None:
        time.sleep(self.dice.random() * THINK)
        while time.monotonic() < self.until:
            kind = self.dice.choices(list(DOES), list(DOES.values()))[0]
            try:
                getattr(self, kind, lambda kind=kind: self.look(kind))()
            except OSError as error:
                self.faults.append(f"{kind}: {type(error).__name__}: {error}")
            time.sleep(THINK * (0.5 + self.dice.random()))

    def look(self, kind: str) -> Answer:
        """Ask for a page."""
        if kind == "work" and not self.about["judges"]:
            kind = "list"
        return self._ask(kind, getattr(self.cast, f"_{kind}")(self.about))

    def document(self) -> None:
        """A document that a clue cites, as far as it cites one."""
        found = _DOCUMENT.search(self.look("clue").body)
        if found:
            self._ask("document", found[1].decode())

    def note(self) -> None:
        """Write a note on a clue of one's list."""
        number = self._some_clue()
        self._ask("clue", f"/clues/{number}/")
        self._ask("note", f"/clues/{number}/note/", {"text": "已联系承办人，待复函。"})

    def assign(self) -> None:
        """Give a clue to a colleague; a prosecutor takes one."""
        number = self._some_clue("new")
        if not self.about["assigns"]:
            revision = _REVISION.search(self._ask("clue", f"/clues/{number}/").body)
            if revision:
                form = {"revision": revision[1].decode()}
                self._ask("assign", f"/clues/{number}/move/take/", form)
            return
        page = self._ask("hand", f"/clues/{number}/hand/").body
        people, revision = _PERSON.findall(page), _REVISION.search(page)
        if people and revision:
            form = {"to": self.dice.choice(people).decode(), "revision": revision[1].decode()}
            self._ask("assign", f"/clues/{number}/hand/assign/", form)

    def _some_clue(self, state: str = "open") -> str:
        shown = _CLUE.findall(self._ask("list", f"/clues/?state={state}&page=2").body)
        return self.dice.choice(shown).decode() if shown else self.about["clues"][0]

    def _ask(self, kind: str, address: str, form: dict[str, str] | None = None) -> Answer:
        answer = self.visitor.ask(address, form)
        self.asked.append((kind, answer))
        if answer.status != (200 if form is None else 302):
            self.faults.append(f"{kind} {address}: {answer.status}")
        return answer


def measure() -> dict:
    return {"target": {"ms_p95": 500, "faults": 0}, **on_each("100000", one)}


def one(desk: Filled) -> dict:
    """The crowd on one desk."""
    cast = Cast.of(desk)
    fits = [one for one in cast.people if one["clues"]]
    with served(desk) as site:
        for turn in range(3 * len(KINDS)):
            about, address = cast.visit(KINDS[turn % len(KINDS)])
            Visitor(site.host, about["cookie"]).ask(address)
        machine, cpu = Machine(site), site.cpu()
        people = _together(cast, fits, site)
        cpu = site.cpu() - cpu
        said = machine.said()
    asked = [pair for one in people for pair in one.asked]
    kinds = Counter(kind for kind, _ in asked)
    return {
        "people": CROWD,
        "seconds": SECONDS,
        "requests": len(asked),
        **said,
        "cpu_seconds": round(cpu, 1),
        "cores_used": round(cpu / SECONDS, 2),
        "faults": [fault for one in people for fault in one.faults][:20],
        "faults_in_all": sum(len(one.faults) for one in people),
        "statuses": dict(Counter(answer.status for _, answer in asked)),
        "all": _shown([one for _, one in asked]),
        **{kind: _shown([one for name, one in asked if name == kind]) for kind in sorted(kinds)},
    }


def _together(cast: Cast, fits: list[dict], site: Served) -> list[Person]:
    until = time.monotonic() + SECONDS
    people = [
        Person(cast, fits[place % len(fits)], site.host, until, place) for place in range(CROWD)
    ]
    for one in people:
        one.start()
    for one in people:
        one.join()
    return people


def _shown(answers: list[Answer]) -> dict[str, float]:
    whole = sorted(1000 * one.seconds for one in answers)
    inside = sorted(one.took("Cpu") for one in answers)
    return {
        "requests": len(answers),
        "ms_p50": at(whole, 0.5),
        "ms_p95": at(whole, 0.95),
        "ms_max": at(whole, 1),
        "cpu_ms_p95": at(inside, 0.95),
    }


if __name__ == "__main__":
    measure()
