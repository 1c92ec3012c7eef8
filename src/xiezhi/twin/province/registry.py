"""The register of firms: ``enterprise`` and ``enterprise_officer``.

Supervision point: A-36 (a person barred by conviction holds office in a company).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.twin.province.arrays import NEVER, Bools, Ints, np
from xiezhi.twin.province.columns import dates, money, pick
from xiezhi.twin.province.crime.charges import marked
from xiezhi.twin.province.work import barred_until

if TYPE_CHECKING:
    from xiezhi.twin.province.ledger import Ledger
    from xiezhi.twin.province.world import World

__all__ = ["firm_books"]

_KINDS = ("limited_company", "share_company", "individual")
_ENDINGS = ("ordinary", "simple", "bankruptcy", "merger")
_STATES = ("existing", "abnormal", "revoked", "cancelled")
_POSTS = ("executive_director", "supervisor", "manager", "shareholder", "legal_rep")
_YUAN = 100


def firm_books(world: World, ledger: Ledger) -> None:
    """Both tables, with the truth of A-36."""
    firms, posts, now = world.firms, world.posts, world.as_of
    n = firms.count
    agent = (np.arange(n) * 13 + 5) % max(n // 30, 1)
    closed = firms.closed <= now
    simple = closed & (firms.ending == 1)
    ledger.add(
        "enterprise",
        {
            **firms.named(np.arange(n)),
            "kind": pick(_KINDS, firms.kind),
            "registrar": world.places.office("market", firms.county),
            "division": world.places.division(firms.county),
            **world.people.who(firms.rep, "legal_rep", "legal_rep_id"),
            "appointed_date": dates(firms.rep_since),
            "address": firms.addresses,
            "phone": firms.phones,
            **world.people.who(firms.rep[agent], "filing_agent", "filing_agent_id"),
            "capital": money((1 + np.arange(n) % 50) * 100_000 * _YUAN),
            "reg_date": dates(firms.registered),
            "status": pick(_STATES, firms.state),
            "pledge_date": dates(np.where(simple, firms.closed - 25, NEVER), now),
            "cancel_date": dates(firms.closed, now),
            "cancel_mode": pick(_ENDINGS, firms.ending, closed),
        },
    )
    held = posts.post == 3
    ledger.add(
        "enterprise_officer",
        {
            **firms.named(posts.firm),
            "post": pick(_POSTS, posts.post),
            **world.people.who(posts.person),
            "appointed_date": dates(posts.since),
            "left_date": dates(posts.until, now),
            "held": money((1 + posts.firm % 50) * 100_000 * _YUAN, held),
        },
    )
    _judge_bars(world, ledger)


def _judge_bars(world: World, ledger: Ledger) -> None:
    """公司法 178: not during the sentence nor for the years after it, in no company that exists."""
    firms, cases, now = world.firms, world.cases, world.as_of
    known = cases.convicted & (cases.effective <= now)
    listed = known & (marked("corrupt", cases.crime) | (cases.rights > 0))
    until = np.where(listed, barred_until(cases), 0)
    unserved = np.zeros(world.people.count, bool)
    unserved[cases.person[until >= NEVER]] = True  # no books say when the sentence will end
    until = np.where(until >= NEVER, 0, until)
    longest = np.zeros(world.people.count, np.int64)
    np.maximum.at(longest, cases.person, until)
    guilty = np.zeros(world.people.count, bool)
    guilty[cases.person[listed]] = True
    firm, person = _led_by(world, known)
    company = (firms.kind[firm] < 2) & (firms.state[firm] < 3)
    barred = longest[person] > now
    waits = company & ~barred & unserved[person]
    guise = np.where(~guilty[person], 1, np.where(~company, 2, np.where(~barred, 3, 0)))
    ledger.judge(
        "A-36",
        organ=world.places.office("market", firms.county[firm]),
        subject={"uscc": firms.code_of(firm), "citizen_id": world.people.id_of(person)},
        violated=company & barred,
        planted=guilty[person],
        because="因贪污贿赂等犯罪被判处刑罚，限制任职期内仍任公司法定代表人",
        guise=np.where(waits, 0, guise),
        guises={
            1: "罪名不在禁止任职之列",
            2: "个体工商户或者已注销",
            3: "限制任职期已过",
        },
        pending=waits,
    )


def _led_by(world: World, rows: Bools) -> tuple[Ints, Ints]:
    convict = np.zeros(world.people.count, bool)
    convict[world.cases.person[rows]] = True
    firm = np.flatnonzero(convict[world.firms.rep])
    return firm, world.firms.rep[firm]
