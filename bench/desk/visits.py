"""What people ask the desk for: lists, filters, clues, words, their week; drawn by lot."""

import datetime as dt
import json
import random
import time
from dataclasses import dataclass
from urllib.parse import urlencode

from bench.desk.filled import Filled
from bench.process import run

KINDS = ("list", "filter", "clue", "search", "work")
FREQUENT = ("法院", "人民", "判决", "刑初", "税", "公安局", "罚金", "案件", "执行")
RARE = ("獬豸", "稀土", "zz", "9", "澄陂 罚金", "人民 法院 判决", "a")
STATES = ("new", "assigned", "verifying", "proposed", "founded", "unfounded", "open", "all")
SORTS = ("due", "expires", "-amount", "-arrived", "-occurred", "organ", "worth", "-due", "amount")


@dataclass
class Cast:
    """The people and the words of a desk, and the dice."""

    people: list[dict]
    texts: list[str]
    dice: random.Random

    @classmethod
    def of(cls, desk: Filled, seed: int = 7) -> "Cast":
        """Signed in."""
        said = run(["-m", "bench.desk.people", str(seed)], env=desk.env).said
        return cls(said["people"], said["texts"], random.Random(seed))

    def visit(self, kind: str) -> tuple[dict, str]:
        """A person and an address of a kind. Every third is of a county, a city, the province."""
        level = self.dice.choice(("county", "city", "province"))
        fits = [one for one in self.people if one["level"] == level and one["clues"]]
        if kind == "work":
            fits = [one for one in fits if one["judges"]]
        person = self.dice.choice(fits)
        return person, getattr(self, f"_{kind}")(person)

    def _list(self, _person: dict) -> str:
        """The list as it opens; a tab; a later page."""
        asked: dict[str, object] = {}
        if self.dice.random() < 0.4:
            asked["state"] = self.dice.choice(STATES)
        if self.dice.random() < 0.3:
            asked["page"] = self.dice.choice((2, 2, 3, 5, 20))
        return f"/clues/?{urlencode(asked)}" if asked else "/clues/"

    def _filter(self, person: dict) -> str:
        """Three filters; every third time in another order."""
        offered = self._filters(person)
        asked = dict(self.dice.sample(offered, 3))
        asked["state"] = self.dice.choice(STATES)
        if self.dice.random() < 0.33:
            asked["sort"] = self.dice.choice(SORTS)
        return f"/clues/?{urlencode(asked)}"

    def _filters(self, person: dict) -> list[tuple[str, object]]:
        dice, today = self.dice, dt.datetime.fromtimestamp(time.time(), dt.UTC).date()
        found: list[tuple[str, object]] = [
            ("grade", dice.choice(("certain", "suspicious", "indicative"))),
            ("model", dice.choice(person["models"])),
            ("organ", dice.choice(person["organs"])),
            ("assignee", dice.choice(("me", "none", *person["people"]))),
            ("presence", dice.choice(("changed", "gone", "current"))),
            ("due", dice.choice(("overdue", "week", "month", "none"))),
            ("expires", dice.choice(("month", "quarter", "past"))),
            ("least", dice.choice((1000, 50_000, 1_000_000))),
            ("since", today - dt.timedelta(days=dice.choice((30, 365, 2000)))),
        ]
        if len(person["lines"]) > 1:
            found += [("line", dice.choice(person["lines"]))] * 2
        if len(person["offices"]) > 1:
            found += [("office", dice.choice(person["offices"]))] * 2
        return found

    def _clue(self, person: dict) -> str:
        """A clue's page."""
        return f"/clues/{self.dice.choice(person['clues'])}/"

    def _search(self, person: dict) -> str:
        """Two characters of what some clue says, mostly; now and then within a filter."""
        drawn = self.dice.random()
        text = self.dice.choice(self.texts)
        if drawn < 0.2:
            word = self.dice.choice(FREQUENT)
        elif drawn < 0.3:
            word = self.dice.choice(RARE)
        elif drawn < 0.4:
            word = text
        else:
            start = self.dice.randrange(max(len(text) - 1, 1))
            word = text[start : start + 2]
        asked: dict[str, object] = {"q": word}
        if self.dice.random() < 0.25:
            asked |= dict([self.dice.choice(self._filters(person))])
        return f"/clues/?{urlencode(asked)}"

    def _work(self, _person: dict) -> str:
        """The week."""
        return "/clues/work/"


def shown(answers: list) -> dict[str, float]:
    """Median and 95th percentile of server time, its processor part, and of the queries."""
    wall = sorted(one.took("Wall") for _, one in answers)
    cpu = sorted(one.took("Cpu") for _, one in answers)
    queries = sorted(one.took("Queries") for _, one in answers)
    slowest = sorted(answers, key=lambda pair: -pair[1].took("Wall"))[:3]
    return {
        "requests": len(answers),
        "ms_p50": at(wall, 0.5),
        "ms_p95": at(wall, 0.95),
        "ms_max": at(wall, 1),
        "cpu_ms_p50": at(cpu, 0.5),
        "cpu_ms_p95": at(cpu, 0.95),
        "sql_ms_p95": at(sorted(one.took("Sql") for _, one in answers), 0.95),
        "queries_p50": at(queries, 0.5),
        "queries_max": at(queries, 1),
        "kib_p50": round(at(sorted(len(one.body) for _, one in answers), 0.5) / 1024, 1),
        "slowest": [
            [json.loads(json.dumps(where)), round(one.took("Wall")), round(one.took("Sql"))]
            for where, one in slowest
        ],
    }


def at(values: list[float], share: float) -> float:
    """The value that so large a share does not exceed."""
    return round(values[min(int(share * len(values)), len(values) - 1)], 1)
