"""Which columns the right side of a join brings, and under which names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.model.relation import ROW

if TYPE_CHECKING:
    from xiezhi.model.describing import Describing
    from xiezhi.model.relation import Relation
    from xiezhi.model.step import Key
    from xiezhi.rulebook.yaml_nodes import Place

__all__ = ["taken"]

_SUFFIXES = ("_span", "_from", "_abstained")


def taken(
    take: tuple[tuple[str, str], ...] | None,
    key: Key,
    left: Relation,
    right: Relation,
    at: Place | None = None,
    describing: Describing | None = None,
) -> tuple[tuple[str, str], ...]:
    """(new name, old name) of the right side's columns, companions after their columns.

    Without ``take`` all visible columns come, except key columns that the left side already shows.
    With ``describing`` a clash of names or an unknown column is reported there.
    """
    same = {pair.right for pair in key if pair.left == pair.right}
    chosen: list[tuple[str, str]] = []
    if take is None:
        chosen = [(name, name) for name in right.visible if name not in same]
    else:
        for new, old in take:
            if old in right.columns:
                chosen.append((new, old))
            elif describing is not None and at is not None:
                describing.has(right, old, at)
    found: dict[str, str] = {}
    for new, old in chosen:
        if new in left.columns or new in found:
            if describing is not None and at is not None:
                describing.refuse(
                    at,
                    f"Both sides have a column {new!r}.",
                    cure=f"Name the columns taken: take: [{{{right.name}_{new}: {old}}}, …].",
                    code="name-twice",
                )
            continue
        found[new] = old
    for new, old in list(found.items()):
        for suffix in _SUFFIXES:
            hidden = old + suffix
            if hidden in right.hidden and new + suffix not in left.columns and hidden != ROW:
                found.setdefault(new + suffix, hidden)
    return tuple(found.items())
