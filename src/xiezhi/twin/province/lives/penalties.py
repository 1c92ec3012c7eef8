"""Administrative penalties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from xiezhi.twin.province.arrays import Bools, Ints

__all__ = ["Penalties"]


@dataclass(frozen=True)
class Penalties:
    """Penalty decisions, a row each, ordered by day of the decision.

    Attributes:
        numbers: Numbers of the decisions.
        agency, act, county: Kind of agency, breach (places in their lists), where.
        party: A person or firm (see `lives.suits`).
        opened, decided, served: Days of filing, decision and service.
        fine: Cents.
        paid_on: Day of payment, ``NEVER`` where it is not paid.
        instalments: Payment deferred until this day.
        reminded, applied, accepted, ruled: The way to the court.
        fault: What went wrong on that way: 0 nothing, 1 applied too early, 2 without a reminder,
            3 accepted though too late, 4 ruled late; of the agency: 5 never applied.
        crime, sent: Whether the act is a crime too; the day it was sent to the police.
        vanishes: Whether the firm was chosen because it closes soon after.
    """

    numbers: pa.Array
    agency: Ints
    act: Ints
    county: Ints
    party: Ints
    opened: Ints
    decided: Ints
    served: Ints
    fine: Ints
    paid_on: Ints
    instalments: Ints
    reminded: Ints
    applied: Ints
    accepted: Ints
    ruled: Ints
    fault: Ints
    crime: Bools
    sent: Ints
    vanishes: Bools
