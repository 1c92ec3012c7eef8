"""Which evidence rows of a clue a report shows: all where they are few, the telling ones first."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xiezhi.evidence.records import EvidenceRow, Link

__all__ = ["MOST", "rows_by_input", "shown_rows"]

MOST = 200
"""Rows shown of one input and clue; the bundle has them all."""

_TELLING = ("subject", "event", "expected", "extreme", "answer")


def rows_by_input(
    evidence: Iterable[tuple[Link, EvidenceRow]],
) -> Mapping[str, list[tuple[str, EvidenceRow]]]:
    """Every row once, by input, with the most telling of its roles, in the bundle's order."""
    found: defaultdict[str, dict[str, tuple[str, EvidenceRow]]] = defaultdict(dict)
    for link, row in evidence:
        rows = found[link.input]
        if row.row not in rows or _rank(link.role) < _rank(rows[row.row][0]):
            rows[row.row] = (link.role, row)
    return {name: list(rows.values()) for name, rows in found.items()}


def shown_rows(
    rows: list[tuple[str, EvidenceRow]], most: int = MOST
) -> tuple[list[tuple[str, EvidenceRow]], int]:
    """The rows to show and how many more there are; the telling ones come first when not all fit.

    Args:
        rows: Role and row, in the bundle's order.
        most: How many are shown.
    """
    if len(rows) <= most:
        return rows, 0
    first = sorted(rows, key=lambda pair: _rank(pair[0]) == len(_TELLING))
    return first[:most], len(rows) - most


def _rank(role: str) -> int:
    return _TELLING.index(role) if role in _TELLING else len(_TELLING)
