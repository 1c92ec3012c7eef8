"""How good a model is, in three figures that are never mixed.

* **When read**: of the clues people read and could decide, how many were founded. Only a clue's own
  decision counts; founded through another clue of the matter is shown beside it.
* **Conversion**: of the founded matters it raised, how many became a case. ``cases`` says so.
* **Upheld**: of those an organ or court answered, how many were accepted. ``cases`` says so.

They are a model's and a version's. There is no figure by office here, on purpose: whoever is
measured by what they call founded stops calling things unfounded.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Q

from xiezhi_desk.clues.records import BlindReading, Clue, Credit, Decision, Matter
from xiezhi_desk.clues.slots import Effect, effects
from xiezhi_desk.clues.states import State

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "Agreement",
    "Figures",
    "Interval",
    "Read",
    "agreement",
    "effect_of",
    "read_by_model",
    "read_by_version",
    "why_unfounded",
    "wilson",
]

Z = 1.959964
"""95 %."""


class Interval(NamedTuple):
    """A share with its 95 % interval (Wilson); all None while nothing was counted.

    Attributes:
        k, n: How many of how many.
        rate, low, high: 0 to 1.
    """

    k: int
    n: int
    rate: float | None
    low: float | None
    high: float | None


def wilson(k: int, n: int) -> Interval:
    """The share ``k / n`` with Wilson's interval.

    >>> wilson(0, 0).rate is None
    True
    >>> [round(x, 3) for x in wilson(8, 10)[2:]]
    [0.8, 0.49, 0.943]
    """
    if n == 0:
        return Interval(k, n, None, None, None)
    share, square = k / n, Z * Z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = Z * sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return Interval(k, n, share, min(low, share), max(high, share))


@dataclass(frozen=True)
class Read:
    """What reading a model's clues came to.

    Attributes:
        model, version: Whose; ``version`` empty for all of them.
        founded, unfounded, undecidable: Clues by their own decision.
        through: Clues credited as founded through another clue of their matter.
    """

    model: str
    version: str = ""
    founded: int = 0
    unfounded: int = 0
    undecidable: int = 0
    through: int = 0

    @property
    def precision(self) -> Interval:
        """Founded among founded and unfounded; what could not be decided counts for neither."""
        return wilson(self.founded, self.founded + self.unfounded)


@dataclass(frozen=True)
class Figures:
    """A model's three figures."""

    read: Read
    conversion: Interval
    upheld: Interval


def read_by_model(models: Iterable[str] | None = None) -> dict[str, Read]:
    """Readings of models, all versions together (one query)."""
    rows = Credit.objects.all() if models is None else Credit.objects.filter(model__in=models)
    counted = rows.values_list("model").annotate(**_COUNTS).order_by("model")
    return {row[0]: Read(row[0], "", *row[1:]) for row in counted}


def read_by_version(model: str) -> list[Read]:
    """Readings of each version of a model, the newest name last (one query)."""
    rows = (
        Credit.objects.filter(model=model)
        .values_list("model", "model_version")
        .annotate(**_COUNTS)
        .order_by("model_version")
    )
    return [Read(*row) for row in rows]


def _distinct(own: bool, outcome: State) -> Count:  # noqa: FBT001
    return Count("clue", distinct=True, filter=Q(own=own, outcome=outcome))


_COUNTS = {
    "founded": _distinct(True, State.FOUNDED),  # noqa: FBT003
    "unfounded": _distinct(True, State.UNFOUNDED),  # noqa: FBT003
    "undecidable": _distinct(True, State.UNDECIDABLE),  # noqa: FBT003
    "through": _distinct(False, State.FOUNDED),  # noqa: FBT003
}


def effect_of(model: str, version: str = "") -> Figures:
    """The three figures of a model, or of one version of it."""
    founded = Credit.objects.filter(model=model, outcome=State.FOUNDED)
    if version:
        founded = founded.filter(model_version=version)
        read = next((x for x in read_by_version(model) if x.version == version), Read(model))
    else:
        read = read_by_model([model]).get(model, Read(model))
    matters = Matter.objects.filter(pk__in=founded.values("clue__matter"))
    effect = effects[0](matters) if effects else Effect(0, 0, 0)
    return Figures(
        read,
        wilson(effect.converted, matters.count()),
        wilson(effect.upheld, effect.answered),
    )


def why_unfounded(model: str) -> list[tuple[str, int]]:
    """Reasons for which a model's clues were unfounded, the most frequent first.

    Each is a suggestion for an exclusion that the model lacks.
    """
    return list(
        Decision.objects.filter(
            stands=True, outcome=State.UNFOUNDED, clue__state=State.UNFOUNDED, clue__model=model
        )
        .values_list("why")
        .annotate(number=Count("pk"))
        .order_by("-number", "why")
    )


class Agreement(NamedTuple):
    """What blind readings say: how often a second reader came to the same."""

    drawn: int
    waiting: int
    interval: Interval


def agreement(model: str = "") -> Agreement:
    """Agreement of the blind second reading, of a model or of all (one query)."""
    readings = BlindReading.objects.all()
    if model:
        readings = readings.filter(decision__clue__in=Clue.objects.filter(model=model))
    found = readings.aggregate(
        drawn=Count("pk"),
        read=Count("pk", filter=Q(read_at__isnull=False)),
        same=Count("pk", filter=Q(agrees=True)),
    )
    return Agreement(
        found["drawn"], found["drawn"] - found["read"], wilson(found["same"], found["read"])
    )
