"""Lawyers who used to sit in court, or whose family does.

Supervision point: A-30 (agents barred by their former or their family's office).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.twin.province.arrays import NEVER, np
from xiezhi.twin.province.columns import dates, pick
from xiezhi.twin.province.rates import PLANTED, Rates

if TYPE_CHECKING:
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.world import World

__all__ = ["staff_books"]

_RELATIONS = ("self", "spouse", "child")


def staff_books(world: World, ledger: Ledger, draw: Draw, rates: Rates) -> None:
    """``former_staff`` with the truth of A-30.

    法官法 36: for two years after leaving not as a lawyer at all, and never at the former court;
    24: not at the court where husband, wife, father, mother or child serves.
    """
    suits, now = world.suits, world.as_of
    lawyers = len(world.lawyers)
    conduct = rates.of("A-30").conduct(draw, lawyers)
    some = np.flatnonzero((conduct != 0) | draw.odds(0.1, lawyers))
    relation = np.where(conduct[some] == PLANTED, draw.whole(0, 2, len(some)), 0)
    county = draw.whole(0, world.places.count - 1, len(some))
    # whoever left long ago and far away may act
    left = np.where(
        conduct[some] == PLANTED,
        world.as_of - draw.whole(100, 900, len(some)),
        world.since - draw.whole(900, 3_000, len(some)),
    )
    left = np.where(relation > 0, NEVER, left)
    serving = draw.some(np.flatnonzero(world.people.alive(now)), 4 * world.places.count)
    who = np.concatenate([world.lawyers[some], serving])
    kinds = np.concatenate([relation, np.zeros(len(serving), np.int64)])
    seat = np.concatenate([county, np.arange(len(serving)) % world.places.count])
    gone = np.concatenate([left, np.full(len(serving), NEVER)])
    names = world.people.name_of((who * 17 + 3) % world.people.count)
    ledger.add(
        "former_staff",
        {
            **world.people.who(who),
            "relation": pick(_RELATIONS, kinds),
            "agency": world.places.office("court", seat),
            "post": pick(("审判员", "法官助理"), who % 2),
            "left_date": dates(gone),
            "staff_name": pick(names.dictionary, names.indices.to_numpy(), kinds > 0),
        },
    )
    place = np.full(lawyers, -1)
    place[some] = np.arange(len(some))
    known = np.flatnonzero((suits.agent >= 0) & (suits.judged <= now))
    known = known[place[suits.agent[known]] >= 0]
    row = place[suits.agent[known]]
    filed, here = suits.filed[known], suits.county[known]
    own = relation[row] == 0
    after = own & (filed > left[row])
    barred = after & ((filed <= left[row] + 730) | (here == county[row]))
    barred |= ~own & (here == county[row])
    ledger.judge(
        "A-30",
        organ=world.places.office("court", here),
        subject={
            "case_no": suits.numbers.take(pa.array(known)),
            "citizen_id": world.people.id_of(world.lawyers[suits.agent[known]]),
        },
        violated=barred,
        planted=conduct[suits.agent[known]] == PLANTED,
        because="离任人员或者任职人员近亲属违规代理",
        guise=(after & ~barred) * 1,
        guises={1: "离任已满二年且不在原任职法院"},
    )
