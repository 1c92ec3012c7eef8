"""Companies that exist on paper and whose accounts were sold to swindlers.

Supervision point: A-37 (a shell used in a crime stays registered, with others of its kind).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.twin.province.arrays import NEVER, Ints, np
from xiezhi.twin.province.columns import pick
from xiezhi.twin.province.crime.charges import CRIMES
from xiezhi.twin.province.lives.work import Shells

if TYPE_CHECKING:
    from xiezhi.twin.province.crime.files import Files
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.lives.cases import Cases
    from xiezhi.twin.province.lives.work import Firms
    from xiezhi.twin.province.rates import Rates
    from xiezhi.twin.province.world import World

__all__ = ["shell_books", "shells_of", "with_shells"]

_CHARGE = "帮助信息网络犯罪活动罪"


def shells_of(draw: Draw, rates: Rates, firms: Firms, cases: Cases, as_of: int) -> Shells:
    """Four or five companies each of some who were convicted of helping swindlers."""
    wanted = [place for place, crime in enumerate(CRIMES) if crime.charge == _CHARGE]
    guilty = np.flatnonzero(np.isin(cases.crime, wanted) & (cases.effective + 200 < as_of))
    chosen = draw.some(guilty, rates.many("A-37", max(cases.count // 600, 1)))
    small = (firms.state == 0) & (firms.kind == 0) & (firms.closed >= NEVER)
    # nobody wonders that they make nothing
    paper = np.zeros(firms.count, bool)
    paper[firms.of_trade("trade")] = True
    small &= paper
    taken: list[Ints] = []
    case: list[Ints] = []
    for place in chosen:
        # one registrar let them all in
        near = np.flatnonzero(small & (firms.county == cases.county[place]))
        some = draw.some(near, 4 + int(place) % 2)
        small[some] = False
        taken.append(some)
        case.append(np.full(len(some), place))
    firm = np.concatenate([np.zeros(0, np.int64), *taken])
    owner = np.concatenate([np.zeros(0, np.int64), *case])
    first = np.ones(len(owner), np.int64)
    first[1:] = owner[1:] != owner[:-1]
    return Shells(firm, owner, first)


def with_shells(firms: Firms, shells: Shells, cases: Cases) -> Firms:
    """The firms, the shells among them with one head, one address and one telephone."""
    if not len(shells.firm):
        return firms
    rep, since = firms.rep.copy(), firms.rep_since.copy()
    rep[shells.firm] = cases.person[shells.case]
    since[shells.firm] = np.minimum(since[shells.firm], cases.done[shells.case] - 30)
    registered = firms.registered.copy()
    registered[shells.firm] = cases.done[shells.case] - 60
    since[shells.firm] = registered[shells.firm]
    head = np.arange(firms.count)
    leaders = shells.firm[shells.first == 1]
    head[shells.firm] = leaders[np.cumsum(shells.first) - 1]
    rows = pa.array(head)
    return replace(
        firms,
        rep=rep,
        rep_since=since,
        registered=registered,
        addresses=firms.addresses.take(rows),
        phones=firms.phones.take(rows),
    )


def shell_books(world: World, files: Files, ledger: Ledger) -> None:
    """The truth of A-37; the tables themselves are those of all firms and judgments."""
    shells, firms = world.shells, world.firms
    named = np.flatnonzero(shells.first == 1)
    firm = shells.firm[named]
    everything = np.ones(len(named), bool)
    ledger.judge(
        "A-37",
        organ=world.places.office("market", firms.county[firm]),
        subject={
            "case_no": pick(files.court, shells.case[named]),
            "citizen_id": world.people.id_of(world.cases.person[shells.case[named]]),
        },
        violated=everything,
        planted=everything,
        because="涉罪空壳公司及其同址、同电话、同法定代表人的公司仍登记存续，无参保、无纳税",
    )
