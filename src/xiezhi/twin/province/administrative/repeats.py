"""Who is fined for the same thing again and again.

Supervision point: A-12 (the third time is a crime).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.twin.province.arrays import Bools, Ints, np
from xiezhi.twin.province.calendar import plus_months

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.lives.penalties import Penalties

__all__ = ["repeaters", "third_breaches"]


def repeaters(draw: Draw, party: Ints, chosen: Bools) -> tuple[Ints, Ints]:
    """Some of the penalties chosen are imposed on the same person, three in a row.

    Args:
        draw: Source of chance.
        party: Whom each penalty is imposed on, in the order of the days.
        chosen: Penalties for the same breach.

    Returns:
        The parties, and for each penalty whether it is the first, second or third of such a
        person; 0 for all others.
    """
    rows = np.flatnonzero(chosen)
    three = rows[: len(rows) // 3 * 3].reshape(-1, 3)
    three = three[draw.odds(0.5, len(three))]
    party, again = party.copy(), np.zeros(len(party), np.int64)
    party[three] = party[three[:, 1:2]]
    again[three] = np.arange(1, 4)
    return party, again


def third_breaches(rows: Penalties, of: Ints) -> Ints:
    """法释〔2016〕25号 3: again, after two penalties for the same within two years.

    Args:
        rows: All penalties.
        of: Places of those for one kind of breach.

    Returns:
        Places of the penalties whose breach was a crime for that reason, whatever the sum.
    """
    decided = rows.decided[of]
    since = plus_months(rows.opened[of], -24)
    found = [
        place
        for place, party, begun, earliest in zip(
            of, rows.party[of], rows.opened[of], since, strict=True
        )
        if np.sum((rows.party[of] == party) & (decided < begun) & (decided >= earliest)) >= 2
    ]
    return np.array(found, np.int64)
