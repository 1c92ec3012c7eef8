"""What stands around the rows of a file, and which rows were added to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xiezhi.twin.province.messy.body import Body
    from xiezhi.twin.province.messy.manner import Manner

__all__ = ["above", "added_rows", "below"]


def above(manner: Manner) -> list[list[str]]:
    """Lines above the rows: notes, group titles, the header."""
    titles = [*(["序号"] if manner.numbered else []), *manner.titles.values()]
    blank = [""] * (len(titles) - 1)
    lines = [[note, *blank] for note in manner.head]
    if manner.groups:
        groups = [""] * len(titles)
        groups[0], groups[len(titles) // 2] = "基本情况", "办理情况"
        lines.append(groups)
    return [*lines, titles]


def below(manner: Manner, body: Body) -> list[list[str]]:
    """Lines below the rows: a total and who signed."""
    width = len(manner.titles) + manner.numbered
    total = ["合计", f"{body.rows}条", *[""] * (width - 2)][:width]
    signed = ["填表人：甲某", "审核人：乙某", *[""] * (width - 2)][:width]
    return [total, signed]


def added_rows(body: Body) -> list[tuple[int, str]]:
    """Places of the rows that were added, with why they must be refused."""
    twice = range(body.clean, body.clean + body.twice)
    damaged = range(body.clean + body.twice, body.rows)
    return [*((place, "twice") for place in twice), *((place, "damaged") for place in damaged)]
