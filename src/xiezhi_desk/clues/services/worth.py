"""The expected value of checking a clue; it orders the work list.

    worth = precision × amount × urgency ÷ effort

* **precision**: the model's measured share of founded clues, shrunk towards what its grade promises
  while few were read: ``(founded + 10 × prior) ÷ (read + 10)``, priors 0.80 certain, 0.45
  suspicious, 0.20 indicative (``PRIORS``: a stated guess, outweighed after some ten readings).
* **amount**: ``1 + log10(1 + yuan ÷ 10,000)``; days of liberty ``1 + log10(1 + days ÷ 10)``; 1
  where there is none. The logarithm keeps one large sum from hiding a hundred small ones.
* **urgency**: 1; from 180 days before the clue's last useful day it rises evenly to 2.5; 0.2 once
  that day is past.
* **effort**: 1 certain, 1.5 suspicious, 2 indicative: the less sure a model by nature, the more
  there is to check.

The number and its parts are kept with the clue: on arrival, for the open clues of a model when one
of them is decided (the first ``NEAR`` of the office), and every night for all.
"""

from __future__ import annotations

import json
from decimal import Decimal
from functools import lru_cache
from math import log10
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from xiezhi_desk.clues.records import Clue, Grade
from xiezhi_desk.clues.selectors.precision import Read, read_by_model
from xiezhi_desk.clues.services.resting import rest
from xiezhi_desk.clues.states import OPEN, State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from xiezhi_desk.clues.slots import Valuer

__all__ = ["PRIORS", "Scale", "after_decision", "refresh", "scale_of", "valuer_of"]

PRIORS: dict[str, float] = {Grade.CERTAIN: 0.80, Grade.SUSPICIOUS: 0.45, Grade.INDICATIVE: 0.20}
STRENGTH = 10
EFFORT: dict[str, float] = {Grade.CERTAIN: 1.0, Grade.SUSPICIOUS: 1.5, Grade.INDICATIVE: 2.0}
SOON, MOST_URGENT, TOO_LATE = 180, 2.5, 0.2
NEAR = 200
UNITS = {"money": Decimal(10_000), "days": Decimal(10)}


class Scale:
    """Values clues on one day, with the models' precision read once."""

    def __init__(self, today: date, read: dict[str, Read]) -> None:
        self.today, self._read = today, read
        self._precisions: dict[tuple[str, str], tuple[float, str]] = {}
        self._urgencies: dict[tuple[str, int | None], tuple[float, str]] = {}

    def __call__(
        self, model: str, grade: str, amount: Decimal | None, kind: str, expires: date | None
    ) -> tuple[float, list[Any]]:
        """The worth and its parts, each with the number it comes from.

        Returns:
            The worth, and ``[name, factor, numbers…]`` of each part.
        """
        worth, why = self.told(model, grade, amount, kind, expires)
        return worth, json.loads(why)

    def told(
        self, model: str, grade: str, amount: Decimal | None, kind: str, expires: date | None
    ) -> tuple[float, str]:
        """The same, the parts as JSON text: what most clues have in common is written once."""
        precision, head = self._precision(model, grade)
        urgency, tail = self._urgency(grade, expires)
        weight = self._amount(amount, kind)
        sum_ = "null" if amount is None else f'"{amount}"'
        why = f'[{head},["amount",{round(weight, 2)},{sum_},{_quoted(kind)}],{tail}]'
        return round(precision * weight * urgency, 4), why

    def _precision(self, model: str, grade: str) -> tuple[float, str]:
        if (model, grade) not in self._precisions:
            read = self._read.get(model) or Read(model)
            n = read.founded + read.unfounded
            prior = PRIORS.get(grade, PRIORS[Grade.INDICATIVE])
            found = (read.founded + STRENGTH * prior) / (n + STRENGTH)
            part = ["precision", round(found, 3), read.founded, n, prior]
            self._precisions[model, grade] = found, json.dumps(part)
        return self._precisions[model, grade]

    def _urgency(self, grade: str, expires: date | None) -> tuple[float, str]:
        """Urgency by effort, with both parts."""
        left = (expires - self.today).days if expires else None
        if (grade, left) not in self._urgencies:
            urgency, effort = _urgency(left), EFFORT.get(grade, EFFORT[Grade.INDICATIVE])
            parts = json.dumps([["urgency", round(urgency, 2), left], ["effort", effort]])
            self._urgencies[grade, left] = urgency / effort, parts[1:-1]
        return self._urgencies[grade, left]

    @staticmethod
    def _amount(amount: Decimal | None, kind: str) -> float:
        unit = UNITS.get(kind)
        if amount is None or unit is None or amount <= 0:
            return 1.0
        return 1 + log10(1 + float(amount / unit))


@lru_cache(maxsize=64)
def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _urgency(left: int | None) -> float:
    if left is None or left >= SOON:
        return 1.0
    if left < 0:
        return TOO_LATE
    return 1 + (MOST_URGENT - 1) * (1 - left / SOON)


def scale_of(today: date) -> Scale:
    """The scale of a day (one query)."""
    return Scale(today, read_by_model())


def valuer_of(today: date) -> Valuer:
    """What ``slots.valuers`` gives to an import (one query)."""
    return scale_of(today).told


def refresh(today: date, models: Iterable[str] | None = None, batch: int = 2000) -> int:
    """Value every open clue anew, in batches; how many changed. Run nightly."""
    clues = Clue.objects.filter(state__in=OPEN)
    if models is not None:
        clues = clues.filter(model__in=list(models))
    scale, changed, last = scale_of(today), 0, 0
    while keys := list(
        clues.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:batch]
    ):
        if last:
            rest()
        last = keys[-1]
        with transaction.atomic():
            changed += _value(Clue.objects.filter(pk__in=keys).order_by("pk"), scale)
    return changed


def after_decision(clue: Clue, today: date) -> None:
    """A decision changed what a model's precision is: value its clues next in line anew.

    Those among the first ``NEAR`` new ones of the office and line, as the work list reads them.
    """
    first = Clue.objects.filter(office=clue.office_id, line=clue.line, state=State.NEW)
    near = first.order_by("-worth", "-id").values_list("pk", "model")[:NEAR]
    keys = [key for key, model in near if model == clue.model]
    _value(Clue.objects.filter(pk__in=keys), Scale(today, read_by_model([clue.model])))


def _value(clues: QuerySet[Clue], scale: Scale) -> int:
    """Value clues anew; one that somebody is changing just now keeps its worth until the night."""
    rows: list[tuple[Any, ...]] = []
    prepare = Clue._meta.get_field("worth_why").get_db_prep_save  # noqa: SLF001
    for clue in clues.select_for_update(skip_locked=True, of=("self",)):
        worth, why = scale(clue.model, clue.grade, clue.amount, clue.amount_type, clue.expires)
        if abs(worth - clue.worth) > 1e-6 or why != clue.worth_why:
            rows.append((worth, prepare(why, connection), clue.pk))
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE clues_clue SET worth = %s, worth_why = %s WHERE id = %s", rows
            )
    return len(rows)
