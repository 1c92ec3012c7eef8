"""Divisions, courts and holidays: who sits where, who is above, which days are worked."""

from __future__ import annotations

import csv
import datetime
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.kernel.workday import WorkdayCalendar
from xiezhi.rulebook.form import Form, Title
from xiezhi.rulebook.location import rulebook_folder
from xiezhi.rulebook.yaml_nodes import read_yaml

__all__ = ["CourtLevel", "Divisions", "Organs", "PlacesError", "divisions", "organs", "workdays"]

_COURT_CODE = re.compile(r"(?P<province>\D)(?P<number>\d*)")


class PlacesError(XiezhiError):
    """A file of divisions, organs or holidays is not what the loader can trust."""


@dataclass(frozen=True)
class Divisions:
    """Administrative divisions of 2023 down to counties: code → name.

    Codes have two digits (province), four (city) or six (county).
    """

    names: dict[str, str]

    def name(self, code: str) -> str | None:
        """The name of a division; trailing zeros of a six-digit code are ignored."""
        while code and code not in self.names and code.endswith("00"):
            code = code[:-2]
        return self.names.get(code)

    def province_of(self, text: str) -> str | None:
        """Two-digit code of the province that the beginning of the text names.

        A province, or a city or county whose name stands in one province only (安徽省…, 合肥市…);
        None when nothing or several fit.
        """
        for length in range(min(len(text), 11), 1, -1):
            codes = self._beginnings.get(text[:length])
            if codes is not None:
                return next(iter(codes)) if len(codes) == 1 else None
        return None

    @cached_property
    def _beginnings(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for code, name in self.names.items():
            if name in ("市辖区", "县", "自治区直辖县级行政区划", "省直辖县级行政区划"):
                continue
            found.setdefault(name, set()).add(code[:2])
            if len(code) == 2:
                short = name.removesuffix("省").removesuffix("市")
                found.setdefault(_SHORT.get(name, short), set()).add(code)
            elif len(code) == 4 and len(name) > 2 and name.endswith("市"):
                found.setdefault(name[:-1], set()).add(code[:2])
        return found


_SHORT = {
    "内蒙古自治区": "内蒙古",
    "广西壮族自治区": "广西",
    "西藏自治区": "西藏",
    "宁夏回族自治区": "宁夏",
    "新疆维吾尔自治区": "新疆",
}


@dataclass(frozen=True, slots=True)
class CourtLevel:
    """One level of courts, from basic to supreme.

    Attributes:
        name: ``basic``, ``intermediate``, ``high``, ``supreme``.
        above: Level that hears its appeals; empty for the supreme court.
        procuratorate: The office of the same level.
        endings: How names of courts of this level end.
    """

    name: str
    title: Title
    above: str
    procuratorate: str
    endings: tuple[str, ...]


@dataclass(frozen=True)
class Organs:
    """Levels of courts and how they are known from a name or a case number."""

    levels: dict[str, CourtLevel]
    provinces: dict[str, str]
    digits: dict[str, str]
    supreme_code: str

    def level_of_name(self, court: str) -> str | None:
        """The level of a court by its name; None when no ending fits."""
        fits = [
            (len(ending), level.name)
            for level in self.levels.values()
            for ending in level.endings
            if court.endswith(ending)
        ]
        return max(fits)[1] if fits else None

    def level_of_code(self, court_code: str) -> str | None:
        """The level by the court's code in a case number from 2016 on; None when unknown."""
        if court_code == self.supreme_code:
            return "supreme"
        match = _COURT_CODE.fullmatch(court_code)
        if match is None or match["province"] not in self.provinces:
            return None
        return self.digits.get(str(len(match["number"])))

    def province_of_code(self, court_code: str) -> str | None:
        """Two-digit code of the province by the court's code (皖0102 → 34); None when unknown."""
        match = _COURT_CODE.fullmatch(court_code)
        if match is None or not match["number"]:
            return self.provinces.get(court_code)
        return self.provinces.get(match["province"])


@lru_cache(maxsize=1)
def divisions() -> Divisions:
    """The divisions of ``rulebook/terms/divisions.csv`` (read once)."""
    path = rulebook_folder() / "terms" / "divisions.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return Divisions({row["code"]: row["name"] for row in csv.DictReader(file)})


@lru_cache(maxsize=1)
def organs() -> Organs:
    """The organs of ``rulebook/terms/organs.yaml`` (read once).

    Raises:
        PlacesError: A field is wrong or a level above does not exist.
    """
    problems: list[Problem] = []
    root = Form(read_yaml(rulebook_folder() / "terms" / "organs.yaml"), problems)
    levels = {name: _level(name, form) for name, form in root.children("court_levels")}
    found = Organs(
        levels=levels,
        provinces=_words(root, "case_number_provinces"),
        digits=_words(root, "case_number_levels"),
        supreme_code=root.text("supreme_case_number"),
    )
    root.done()
    for level in levels.values():
        if level.above and level.above not in levels:
            root.refuse(root.place, f"There is no level {level.above!r}.")
    if problems:
        raise PlacesError(*problems)
    return found


@lru_cache(maxsize=1)
def workdays() -> WorkdayCalendar:
    """Working days by the table of holidays; beyond its range every answer is unknown.

    Raises:
        PlacesError: A field or a row of the table is wrong.
    """
    problems: list[Problem] = []
    folder = rulebook_folder() / "terms"
    form = Form(read_yaml(folder / "holidays.yaml"), problems)
    form.title()
    since, until, name = form.date("from"), form.date("to"), form.text("file")
    form.done()
    if problems or since is None or until is None:
        raise PlacesError(*problems)
    exceptions: dict[datetime.date, Literal["off", "work"]] = {}
    with (folder / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            exceptions[datetime.date.fromisoformat(row["date"])] = (
                "off" if row["kind"] == "off" else "work"
            )
    return WorkdayCalendar(exceptions, since, until)


def _level(name: str, form: Form) -> CourtLevel:
    level = CourtLevel(
        name=name,
        title=form.title(),
        above=form.text("above", ""),
        procuratorate=form.text("procuratorate"),
        endings=form.texts("endings"),
    )
    form.done()
    return level


def _words(root: Form, key: str) -> dict[str, str]:
    form = root.child(key)
    return {} if form is None else {name: form.text(name) for name in form.names()}
