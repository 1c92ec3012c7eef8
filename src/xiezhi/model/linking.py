"""The verbs that no statement can compute: what they say. A run prepares their relations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from xiezhi.model.written import Expr, Key
    from xiezhi.rulebook.yaml_nodes import Place

__all__ = ["Compared", "Connect", "Linking", "Match", "Similar"]


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison of a match.

    Attributes:
        id: Names its columns: ``level_<id>``, ``weight_<id>``, ``other_<id>``.
        left, right: Column of either side.
        by: Method of ``rulebook/terms/comparisons.yaml``; empty goes by the left column's type.
    """

    id: str
    left: str
    right: str
    by: str
    at: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Match:
    """The same person or unit on both sides, judged by comparisons where no number links them.

    Attributes:
        left, right: The sides; the same relation twice looks for doubles in it.
        compare: The comparisons; names alone are refused.
        block: Keys; only pairs that agree on one of them are compared.
        least: Least probability of a link: a number or a parameter.
        among: How many people or units a row could be about; None: the rulebook's number.
        pairs: Most pairs that may be compared.
        pick: ``all`` links, or the ``best`` one of each left row.
        take: Columns taken from the right side, (new name, old name).
    """

    left: str
    right: str
    compare: tuple[Compared, ...]
    block: tuple[Key, ...]
    least: Expr
    among: int | None
    pairs: int
    pick: Literal["all", "best"]
    take: tuple[tuple[str, str], ...]
    at: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Similar:
    """Pairs of rows whose texts are nearly the same.

    Attributes:
        text: The column compared.
        within: Columns on which both rows agree; empty compares all with all.
        least: Least share of common 5-grams: a number or a parameter.
        pairs: Most pairs that may be confirmed.
        take: Columns of the other row, (new name, old name).
    """

    from_: str
    text: str
    within: tuple[str, ...]
    least: Expr
    pairs: int
    take: tuple[tuple[str, str], ...]
    at: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Connect:
    """Components over the pairs that rows state.

    Attributes:
        pair: Two columns: of one meaning they are nodes both; else the first is the node and the
            second what nodes share.
        least: Least number of nodes of a component that is kept.
    """

    from_: str
    pair: tuple[str, str]
    least: int
    at: Place = field(compare=False)


Linking: TypeAlias = Match | Similar | Connect
