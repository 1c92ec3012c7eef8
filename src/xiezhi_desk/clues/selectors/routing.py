"""To which office a new clue goes: the rules in their order, else the supervised organ's place.

A clue on a district court goes to the procuratorate of that district, one on an intermediate court
to the city's, one on a high court to the province's: supervision is between organs of one level
(人民检察院民事诉讼监督规则, 人民检察院行政诉讼监督规则). A rule may send a model's clues to another
level or to one office. What cannot be placed stays with the office that brought the bundle, and
says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from xiezhi_desk.accounts.records import Department, Level, Office
from xiezhi_desk.clues.records import Route
from xiezhi_desk.library import places
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Protocol

    class Placed(Protocol):
        """What a route asks of a clue."""

        @property
        def organ(self) -> str: ...


__all__ = ["Routed", "Router"]

_ORDER = (Level.COUNTY, Level.CITY, Level.PROVINCE)
_SUFFIX = "人民检察院"
_NO_NAMES = {"", "市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}


class Routed(NamedTuple):
    """Where a clue goes, and why, as its first step says."""

    office: int
    department: int | None
    reason: str


class _Place(NamedTuple):
    office: Office
    names: tuple[str, ...]
    """青浦区, and the official name of its division: wherever an organ's name has them."""
    short: str
    """青浦: only where an organ's name begins with it."""


class Router:
    """The rules and the offices, read once for many clues."""

    def __init__(self, home: Office, rules: Sequence[Route] | None = None) -> None:
        """Read them.

        Args:
            home: The office that brings the clues.
            rules: Other rules than the kept ones, to try them.
        """
        self.home = home
        self.rules = list(Route.objects.all()) if rules is None else list(rules)
        self.offices = {office.pk: office for office in Office.objects.all()}
        self.stems = {pk: self._stem(office) for pk, office in self.offices.items()}
        self.places = [self._place(office) for office in self.offices.values()]
        self.departments = _departments()
        self.known: dict[tuple[str, str, str], Routed] = {}
        self.found: dict[str, tuple[Office | None, str]] = {}

    def routes(self, model: str, line: str, clues: Iterable[Placed]) -> list[Routed]:
        """Where clues of a model go, in their order."""
        return [self.route(model, line, clue.organ) for clue in clues]

    def route(self, model: str, line: str, organ: str) -> Routed:
        """Where a clue goes."""
        key = (model, line, organ)
        if key not in self.known:
            office, reason = self._office(model, line, organ)
            department = self.departments.get((office.pk, line))
            self.known[key] = Routed(office.pk, department, reason)
        return self.known[key]

    def _office(self, model: str, line: str, organ: str) -> tuple[Office, str]:
        place, why = self.place(organ)
        for rule in self.rules:
            if not self._fits(rule, model, line, organ, place):
                continue
            office = self._target(rule, place)
            if office is not None:
                return office, t("规则{n}：{why}", "rule {n}: {why}", n=rule.place, why=rule.reason)
        if place is None:
            return self.home, why
        return place, why

    def place(self, organ: str) -> tuple[Office | None, str]:
        """The office beside an organ, with how it was known; None when nobody can say."""
        if organ not in self.found:
            self.found[organ] = self._find(organ)
        return self.found[organ]

    def _find(self, organ: str) -> tuple[Office | None, str]:
        scored = [
            (self._length(place, organ), self._told_above(place.office, organ), place.office)
            for place in self.places
        ]
        named = [one for one in scored if one[0]]
        if not named:
            return None, t(
                "不能从机关名称确定所在地，由导入院接收。",
                "The organ's name does not say where it is; kept by the importing office.",
            )
        best = self._best(organ, named)
        if len(best) > 1:
            return None, t(
                "机关名称对应多个所在地，由导入院接收。",
                "The organ's name fits several places; kept by the importing office.",
            )
        office = self._of_level(best[0], places.court_level(organ))
        return office, t("按被监督机关所在地和级别", "by the organ's place and level")

    def _best(self, organ: str, named: list[tuple[int, int, Office]]) -> list[Office]:
        """The narrowest place named; of namesakes the one whose city is named, else our own."""
        depth = max(one[2].path.count("/") for one in named)
        narrow = [one for one in named if one[2].path.count("/") == depth]
        longest = max(one[0] for one in narrow)
        narrow = [one for one in narrow if one[0] == longest]
        above = max(one[1] for one in narrow)
        offices = [one[2] for one in narrow if one[1] == above]
        near = [one for one in offices if one.path.startswith(self.home.path)]
        return near if len(offices) > 1 and near else offices

    def _told_above(self, office: Office, organ: str) -> int:
        above = office.parent_id
        told = 0
        while above is not None:
            parent = self.offices[above]
            told += self.stems[parent.pk] in organ
            above = parent.parent_id
        return told

    def _length(self, place: _Place, organ: str) -> int:
        told = max((len(name) for name in place.names if name in organ), default=0)
        if told or not place.short or not organ.startswith(place.short):
            return told
        return len(place.short)

    def _stem(self, office: Office) -> str:
        """What an office's name says of its place: 青浦区."""
        name = office.name.removesuffix(_SUFFIX)
        above = self.offices.get(office.parent_id or 0)
        while above is not None:
            name = name.removeprefix(above.name.removesuffix(_SUFFIX)) or name
            above = self.offices.get(above.parent_id or 0)
        return name

    def _place(self, office: Office) -> _Place:
        name = self.stems[office.pk]
        official = places.division_name(office.division)
        names = {name} | ({official} if official not in _NO_NAMES else set())
        return _Place(office, tuple(names), name[:-1] if len(name) > 2 else "")

    def _of_level(self, office: Office, level: str) -> Office:
        """The office of a level over a place; the place's own when it is above already."""
        if not level:
            return office
        now = office
        while _ORDER.index(Level(now.level)) < _ORDER.index(Level(level)):
            if now.parent_id is None:
                break
            now = self.offices[now.parent_id]
        return now

    def _fits(self, rule: Route, model: str, line: str, organ: str, place: Office | None) -> bool:
        if not (place or self.home).path.startswith(self.offices[rule.owner_id].path):
            return False
        if rule.model and rule.model != model:
            return False
        if rule.line and rule.line != line:
            return False
        if rule.organ_contains and rule.organ_contains not in organ:
            return False
        if rule.division:
            return place is not None and place.division.startswith(_telling(rule.division))
        return True

    def _target(self, rule: Route, place: Office | None) -> Office | None:
        """Where the rule sends; None when that is not the owner's to say."""
        office = place and self._of_level(place, rule.level)
        if rule.office_id is not None:
            office = self.offices[rule.office_id]
        owner = self.offices[rule.owner_id]
        return office if office and office.path.startswith(owner.path) else None


def _telling(division: str) -> str:
    """A division's code without the pairs of zeros that say nothing: 320000 → 32."""
    while len(division) > 2 and division.endswith("00"):
        division = division[:-2]
    return division


def _departments() -> dict[tuple[int, str], int]:
    """The department of a line in an office, where there is exactly one."""
    found: dict[tuple[int, str], int | None] = {}
    for pk, office, line in Department.objects.exclude(line="").values_list(
        "pk", "office_id", "line"
    ):
        found[office, line] = None if (office, line) in found else pk
    return {key: pk for key, pk in found.items() if pk is not None}
