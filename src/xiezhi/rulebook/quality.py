"""Thresholds of data quality: what is checked, how much is enough, how bad the rest is."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, cast

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.rulebook.form import Form, Title
from xiezhi.rulebook.location import rulebook_folder
from xiezhi.rulebook.yaml_nodes import Scalar, Sequence, read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["CHECKS", "Plausible", "QualityError", "QualityRules", "Severity", "Threshold"]

CHECKS = (
    "completeness",
    "uniqueness",
    "validity",
    "plausibility",
    "referential",
    "freshness",
    "volume",
)
Severity = Literal["error", "warning", "notice"]
_ROLES = ("key", "required", "cluster", "other")


class QualityError(XiezhiError):
    """The file of thresholds is not what the loader can trust."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """How much is enough.

    Attributes:
        check: One of ``CHECKS``.
        when: What it holds for: ``role``, ``type``, ``table``, ``column``; empty is everything.
        least: Least share (for ``volume``: least ratio to the version before).
        most: Most; None is open.
        severity: How bad it is to miss it.
    """

    check: str
    when: Mapping[str, str]
    least: Decimal
    most: Decimal | None
    severity: Severity

    def holds_for(self, **subject: str) -> bool:
        """Whether every condition of the threshold is met by the subject."""
        return all(subject.get(name) == value for name, value in self.when.items())


@dataclass(frozen=True, slots=True)
class Plausible:
    """Bounds beyond which a value is not possible.

    Attributes:
        first_day: No event lies before.
        first_birth: Nobody on record was born before.
        births: Columns that hold a date of birth.
        most_age: Years.
        last_day_beyond: Days that an end may lie beyond the day the data describe.
        may_be_future: Columns whose dates are planned.
        may_be_negative: Columns whose amounts may be below zero.
        in_order: Pairs of date columns of which the first is not later than the second.
    """

    first_day: datetime.date
    first_birth: datetime.date
    births: frozenset[str]
    most_age: int
    last_day_beyond: int
    may_be_future: frozenset[str]
    may_be_negative: frozenset[str]
    in_order: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class QualityRules:
    """All of it.

    Attributes:
        titles: Title and explanation by check.
        thresholds: In the order of the file: the first that holds counts.
    """

    titles: Mapping[str, tuple[Title, Title]]
    thresholds: tuple[Threshold, ...]
    plausible: Plausible

    @classmethod
    def load(cls, path: Path | None = None) -> QualityRules:
        """The rulebook's thresholds (read once), or those of another file."""
        return _load(path)

    def threshold(self, check: str, **subject: str) -> Threshold | None:
        """The first threshold of a check that holds for the subject; None: nothing is asked."""
        return next(
            (one for one in self.thresholds if one.check == check and one.holds_for(**subject)),
            None,
        )


@lru_cache(maxsize=2)
def _load(path: Path | None) -> QualityRules:
    problems: list[Problem] = []
    root = Form(read_yaml(path or rulebook_folder() / "terms" / "quality.yaml"), problems)
    titles = {}
    for name, form in root.children("checks"):
        titles[name] = (form.title(), form.title("about"))
        form.done()
    thresholds = tuple(_threshold(form) for form in root.rows("thresholds"))
    plausible = _plausible(root)
    root.done()
    for name in {*CHECKS} ^ set(titles):
        root.refuse(root.place, f"{name!r} is no check, or has no title.", code="quality-check")
    if problems:
        raise QualityError(*problems)
    return QualityRules(titles, thresholds, plausible)


def _threshold(form: Form) -> Threshold:
    when = form.child("when")
    conditions = {}
    if when is not None:
        conditions = {name: when.text(name, "") for name in ("role", "type", "table", "column")}
        when.done()
    least = form.decimal("least")
    found = Threshold(
        check=form.choice("check", CHECKS),
        when={name: value for name, value in conditions.items() if value},
        least=Decimal(0) if least is None else least,
        most=form.decimal("most"),
        severity=cast("Severity", form.choice("severity", ("error", "warning", "notice"))),
    )
    form.done()
    if found.when.get("role", "key") not in _ROLES:
        form.refuse(form.place, f"role is one of {', '.join(_ROLES)}.", code="quality-role")
    return found


def _plausible(root: Form) -> Plausible:
    form = root.child("plausible") or root
    found = Plausible(
        first_day=form.date("first_day") or datetime.date.min,
        first_birth=form.date("first_birth") or datetime.date.min,
        births=frozenset(form.texts("births")),
        most_age=form.integer("most_age") or 0,
        last_day_beyond=form.integer("last_day_beyond") or 0,
        may_be_future=frozenset(form.texts("may_be_future")),
        may_be_negative=frozenset(form.texts("may_be_negative")),
        in_order=_pairs(form, "in_order"),
    )
    form.done()
    return found


def _pairs(form: Form, key: str) -> tuple[tuple[str, str], ...]:
    node = form.node(key)
    pairs = []
    for item in node.items if isinstance(node, Sequence) else ():
        words = item.items if isinstance(item, Sequence) else ()
        names = [word.text for word in words if isinstance(word, Scalar)]
        if len(names) == 2:
            pairs.append((names[0], names[1]))
        else:
            form.refuse(item.place, f"{key} lists pairs of columns.", code="quality-pair")
    return tuple(pairs)
