"""Firms, public offices and the people who work for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.twin.province.arrays import Ints, np
from xiezhi.twin.province.columns import pick

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["TRADES", "Firms", "Jobs", "Posts", "Shells"]

TRADES: tuple[tuple[str, str, float], ...] = (
    # key, how names end, weight
    ("trade", "商贸", 20.0),
    ("building", "建筑工程", 10.0),
    ("chemicals", "化工", 4.0),
    ("metal", "金属制品", 7.0),
    ("electronics", "电子科技", 8.0),
    ("logistics", "物流", 6.0),
    ("farming", "农业开发", 7.0),
    ("repair", "汽车维修服务", 5.0),
    ("fuel", "加油站", 2.0),
    ("station", "机动车检测", 0.7),
    ("food", "餐饮管理", 9.0),
    ("property", "物业服务", 4.0),
    ("lending", "投资咨询", 2.0),
    ("mining", "矿业", 1.5),
    ("clothes", "服装", 5.0),
    ("school", "职业培训学校", 1.5),
)


@dataclass(frozen=True)
class Firms:
    """Companies and individual businesses, a row each.

    Attributes:
        codes, names: Credit codes and names.
        county, trade: Where registered; place in `TRADES`.
        kind: 0 limited company, 1 share company, 2 individual business.
        registered, closed: First day; day of deregistration, ``NEVER`` while it exists.
        ending: How it was closed: 0 ordinary, 1 simple, 2 after bankruptcy, 3 by merger.
        rep, rep_since: Legal representative, a person, and the first day in office.
        state: 0 existing, 1 abnormal, 2 licence revoked, 3 deregistered.
        addresses, phones: As registered.
    """

    codes: pa.Array
    names: pa.Array
    county: Ints
    trade: Ints
    kind: Ints
    registered: Ints
    closed: Ints
    ending: Ints
    rep: Ints
    rep_since: Ints
    state: Ints
    addresses: pa.Array
    phones: pa.Array

    @property
    def count(self) -> int:
        """How many."""
        return len(self.county)

    def named(
        self, places: Ints, name: str = "org_name", code: str = "uscc"
    ) -> dict[str, pa.Array]:
        """Name and code of the firm of each row under the column names given."""
        return {name: pick(self.names, places), code: pick(self.codes, places)}

    def code_of(self, places: Ints) -> pa.Array:
        """Credit codes of the firm of each row."""
        return pick(self.codes, places)

    def of_trade(self, *keys: str) -> Ints:
        """Places of the firms of some trades."""
        wanted = [place for place, trade in enumerate(TRADES) if trade[0] in keys]
        return np.flatnonzero(np.isin(self.trade, wanted))


@dataclass(frozen=True)
class Posts:
    """Posts in firms beside the legal representative, a row each.

    Attributes:
        firm, person: Where and who.
        post: 0 executive director, 1 supervisor, 2 manager, 3 shareholder, 4 legal representative.
        since, until: First day; day of leaving, ``NEVER`` while in office.
    """

    firm: Ints
    person: Ints
    post: Ints
    since: Ints
    until: Ints


@dataclass(frozen=True)
class Jobs:
    """Employment, a row per person and employer, ordered by person and month.

    Attributes:
        person: Who.
        firm: Place of the firm, -1 for a public office.
        office: Place of the public office's kind, -1 for a firm.
        first, last: First and last month; the last may lie ahead.
        wage: Cents a month.
    """

    person: Ints
    firm: Ints
    office: Ints
    first: Ints
    last: Ints
    wage: Ints

    def without(self, firms: Ints) -> Jobs:
        """The jobs that are not in any of these firms."""
        keep = ~np.isin(self.firm, firms)
        return Jobs(
            self.person[keep],
            self.firm[keep],
            self.office[keep],
            self.first[keep],
            self.last[keep],
            self.wage[keep],
        )


@dataclass(frozen=True)
class Shells:
    """Shell companies, a row each.

    Attributes:
        firm: Place of the firm.
        case: Place of the case in which its accounts were sold.
        first: Whether it is the one that the judgment names.
    """

    firm: Ints
    case: Ints
    first: Ints
