"""The rows of one file: clean ones, some twice, some with a number that lost digits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from xiezhi.twin.province.arrays import Bools, Ints, np
from xiezhi.twin.province.messy.cells import written

if TYPE_CHECKING:
    from xiezhi.rulebook.tables import Table
    from xiezhi.twin.province.draw import Draw
    from xiezhi.twin.province.messy.manner import Manner

__all__ = ["Body", "body_of"]

_TWICE, _DAMAGED = 0.002, 0.001
_MOST = 40


@dataclass(frozen=True, slots=True)
class Body:
    """What stands between header and foot.

    Attributes:
        cells: Column → texts, in the order of the file.
        clean: How many rows are the table's own; they come first.
        twice: How many follow that repeat a row cell by cell.
        damaged: How many follow whose identity number has lost digits.
        number: The column of that number; empty when there is none.
    """

    cells: dict[str, pa.Array]
    clean: int
    twice: int
    damaged: int
    number: str

    @property
    def rows(self) -> int:
        """All rows."""
        return self.clean + self.twice + self.damaged


def body_of(table: Table, rows: pa.Table, manner: Manner, draw: Draw) -> Body:
    """Write a table's values as its office would, and add the rows that must be refused.

    A row is damaged only where the number is part of the key: there the whole row is refused,
    and nothing of a person's true history is lost.

    Args:
        table: The standard table.
        rows: Its true rows.
        manner: The office's manner.
        draw: Chance for this table.
    """
    count = rows.num_rows
    twice = min(_MOST, int(count * _TWICE))
    number = next(
        (
            name
            for name in table.key
            if name in manner.titles and table.columns[name].type.name == "citizen_id"
        ),
        "",
    )
    spoilt = _candidates(rows, number, draw, min(_MOST, int(count * _DAMAGED)) if number else 0)
    again = draw.some(np.arange(count), twice)
    order = pa.array(np.concatenate([np.arange(count), again, spoilt]))
    cells = {}
    for name in manner.titles:
        column = table.columns[name]
        texts = written(column, rows.column(name), manner.habit, draw(name))
        cells[name] = texts.cast(pa.string()).take(order)
    if len(spoilt):
        mask: Bools = np.zeros(len(order), bool)
        mask[count + twice :] = True
        lost = [_lost(text) for text in rows.column(number).take(pa.array(spoilt)).to_pylist()]
        cells[number] = pc.replace_with_mask(
            cells[number], pa.array(mask), pa.array(lost, pa.string())
        )
    return Body(cells, count, twice, len(spoilt), number)


def _candidates(rows: pa.Table, number: str, draw: Draw, wanted: int) -> Ints:
    if not wanted:
        return np.zeros(0, np.int64)
    whole = pc.match_substring_regex(rows.column(number).cast(pa.string()), r"^\d{18}$")
    return draw.some(
        np.flatnonzero(np.asarray(pc.fill_null(whole, fill_value=False), bool)), wanted
    )


def _lost(number: str) -> str:
    """An identity number as a spreadsheet shows it: fifteen digits are kept, five are seen."""
    return f"{float(number):.5E}"
