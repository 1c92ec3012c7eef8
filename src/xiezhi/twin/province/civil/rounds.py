"""Rounds of enforcement that ended before they might.

Supervision point: A-28 (too early; without an order limiting consumption).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.twin.province.calendar import plus_months

if TYPE_CHECKING:
    from xiezhi.twin.province.arrays import Bools, Ints
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.lives.suits import Debts
    from xiezhi.twin.province.world import World

__all__ = ["judge_rounds"]


def judge_rounds(
    world: World, ledger: Ledger, debts: Debts, issue: Ints, died: Ints, spared: Bools
) -> None:
    """法〔2016〕373号 1: a round ends after more than three months, and after an order.

    Args:
        world: What happened.
        ledger: Where it is written.
        debts: What is enforced.
        issue: Day of the order limiting consumption.
        died: Day of the debtor's death.
        spared: Debtors to whom no order was sent (planted).
    """
    ended = (debts.mode == 2) & (debts.closed <= world.as_of) & ~debts.criminal
    early = ended & (debts.closed <= plus_months(debts.opened, 3))
    alive = died > debts.closed
    fourth = ended & ~early & (debts.closed <= plus_months(debts.opened, 4))
    unordered = ended & (issue > debts.closed) & alive
    for violated, planted, because, guise, why in (
        (early, early, "立案未满三个月终结本次执行", fourth * 1, "立案三个月以后终结本次执行"),
        (
            unordered,
            spared,
            "未发限制消费令终结本次执行",
            (ended & ~alive) * 1,
            "被执行人此前死亡",
        ),
    ):
        ledger.judge(
            "A-28",
            organ=world.places.office("court", debts.county),
            subject={"exec_no": debts.numbers},
            violated=violated,
            planted=planted,
            because=because,
            guise=guise,
            guises={1: why},
            amount=debts.amount,
        )
