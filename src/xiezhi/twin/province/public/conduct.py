"""How organs behave where there are so few of them that chance alone might spare them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.twin.province.arrays import Bools, Ints, np
from xiezhi.twin.province.rates import LOOK_ALIKE, PLANTED, RIGHT

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.rates import Rates

__all__ = ["conduct_of_few"]


def conduct_of_few(draw: Draw, rates: Rates, check: str, able: Bools) -> Ints:
    """What each does; at least one of the able fails and another only seems to.

    Args:
        draw: Source of chance.
        rates: How often organs fail; a rate of nothing stays nothing.
        check: The supervision point.
        able: Who can fail at all; the others do right.

    Returns:
        ``RIGHT``, ``PLANTED`` or ``LOOK_ALIKE`` for each.
    """
    rate = rates.of(check)
    conduct = np.where(able, rate.conduct(draw, len(able)), RIGHT)
    for manner, share in ((PLANTED, rate.planted), (LOOK_ALIKE, rate.look_alike)):
        free = np.flatnonzero(able & (conduct == RIGHT))
        if share and len(free) and not (conduct == manner).any():
            conduct[free[int(draw.whole(0, len(free) - 1, 1)[0])]] = manner
    return conduct
