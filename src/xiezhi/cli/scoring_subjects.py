"""Clues found against what is true in an invented province, told by the subjects they name.

A violation names its subject by standard columns: numbers that name somebody or something (an
identity number, a case number, the number of a file …) and others beside them (the court). A clue
is about it when it or its evidence holds one of these numbers at least, and contradicts none of
them: a clue that speaks of a number of the same kind must speak of the same one. A subject that no
number names, a hospital say, is named by the name of the unit; a court or a place names nobody.
"""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

__all__ = ["Found", "Known", "Tally", "found_in", "known_in", "tally", "waiting_in"]

Subject = tuple[tuple[str, str], ...]
"""What is named (see ``_names``) and its value, in the order of the names."""

_NAMING = frozenset(
    {"file_no", "cert_no", "doc_number", "prisoner_no", "plate", "vin", "parcel_no", "object_id"}
    | {"equipment_code", "doc_id"}
)
"""Types that name a thing beside those that do so alone; compared column by column."""
_NUMBERS, _UNIT = "=#", "&"
"""First sign of what is compared as a number of its type or column, as the name of a unit."""
_PLACES = frozenset({"agency", "admin_division"})


class Known(NamedTuple):
    """What is true of one subject, and how it came about."""

    origin: str
    subject: Subject
    reason: str


class Found(NamedTuple):
    """A clue and every value it names by column."""

    clue: str
    named: Mapping[str, frozenset[str]]


class Tally(NamedTuple):
    """One supervision point.

    Attributes:
        check: Number in the catalogue.
        models: Models that look for it.
        planted: True violations that were planted.
        by_chance: True violations that came about by chance.
        missed: True violations without a clue.
        extra: Clues without a true violation.
        look_alikes: Innocent subjects that look like violations.
        deceived: Those of them that a clue was raised about.
        pending: Subjects whose time is not over.
        early: Those of them that a clue was raised about.
        clues: All clues.
        waiting: Rows that the run put aside as pending; a bundle counts them and names none.
    """

    check: str
    models: tuple[str, ...]
    planted: int
    by_chance: int
    missed: tuple[Known, ...]
    extra: tuple[str, ...]
    look_alikes: int
    deceived: int
    pending: int
    early: int
    clues: int
    waiting: int = 0

    @property
    def true(self) -> int:
        """True violations."""
        return self.planted + self.by_chance

    @property
    def found(self) -> int:
        """True violations with a clue."""
        return self.true - len(self.missed)


def known_in(path: Path) -> dict[str, list[Known]]:
    """``truth_violations.parquet`` of a province by check."""
    import pyarrow.parquet as pq

    known: defaultdict[str, list[Known]] = defaultdict(list)
    for row in pq.read_table(path).to_pylist():
        subject = json.loads(row["subject"])
        named = tuple(
            sorted(
                (_names(name, _types().get(name, "text")), str(value))
                for name, value in subject.items()
                if value is not None
            )
        )
        known[row["check"]].append(Known(row["origin"], named, row["reason"]))
    return dict(known)


def found_in(run: Path, model: str) -> list[Found]:
    """The clues of one model with every value that they and their evidence name."""
    from xiezhi.evidence.bundle import open_bundle

    bundle = open_bundle(run / model)
    found = []
    for clue in bundle.clues:
        named: defaultdict[str, set[str]] = defaultdict(set)
        for name, value in clue.values.items():
            if value is not None:
                named[_names(name, clue.types[name])].add(str(value))
        for _, row in bundle.evidence_of(clue.id):
            for name, value in row.values.items():
                if value is not None:
                    named[_names(name, row.types[name])].add(str(value))
        found.append(Found(clue.id, {name: frozenset(held) for name, held in named.items()}))
    return found


def waiting_in(run: Path, model: str) -> int:
    """How many rows one model put aside because their time is not over or something is unknown."""
    from xiezhi.evidence.bundle import open_bundle

    return open_bundle(run / model).funnel.pending


def tally(
    check: str,
    models: Iterable[str],
    found: Sequence[Found],
    known: Sequence[Known],
    waiting: int = 0,
) -> Tally:
    """Compare the clues of one check, and how many rows wait, with what is true."""
    named: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for place, one in enumerate(found):
        for name, values in one.named.items():
            for value in values:
                named[name, value].add(place)

    def about(subject: Subject) -> set[int]:
        parts = [part for part in subject if part[0][0] in _NUMBERS]
        parts = parts or [part for part in subject if part[0][0] == _UNIT]
        hits = set().union(*(named.get(part, set()) for part in parts))
        return {place for place in hits if _agrees(found[place], subject)}

    true = [one for one in known if one.origin in ("planted", "background")]
    alike = [one for one in known if one.origin == "look_alike"]
    undue = [one for one in known if one.origin == "pending"]
    met = [about(one.subject) for one in true]
    right: set[int] = set().union(*met) if met else set()
    return Tally(
        check=check,
        models=tuple(models),
        planted=sum(one.origin == "planted" for one in true),
        by_chance=sum(one.origin == "background" for one in true),
        missed=tuple(one for one, places in zip(true, met, strict=True) if not places),
        extra=tuple(one.clue for place, one in enumerate(found) if place not in right),
        look_alikes=len(alike),
        deceived=sum(bool(about(one.subject) - right) for one in alike),
        pending=len(undue),
        early=sum(bool(about(one.subject) - right) for one in undue),
        clues=len(found),
        waiting=waiting,
    )


def _agrees(found: Found, subject: Subject) -> bool:
    return all(value in found.named[name] for name, value in subject if name in found.named)


def _names(column: str, kind: str) -> str:
    """What a value is compared as: its type where that names somebody alone, else its column."""
    from xiezhi.rulebook.types import SemanticTypes

    alone = SemanticTypes.load()[kind].key == "alone" and kind not in _NAMING | _PLACES
    if alone:
        return f"={kind}"
    if kind in _NAMING:
        return f"#{column}"
    return f"{_UNIT}{column}" if kind == "org_name" else column


@cache
def _types() -> dict[str, str]:
    """Column of a standard table → its type; a name means the same in every table."""
    from xiezhi.rulebook.tables import Tables

    return {
        name: column.type.name
        for table in Tables.load().all().values()
        for name, column in table.columns.items()
    }
