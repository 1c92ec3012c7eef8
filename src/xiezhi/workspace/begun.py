"""A disposal that has begun: kept in a file until its record is written, so that it can be ended.

What is cut off half-way has removed some of the data and written no record. Who disposes of the
same again goes on under the same number, with the same deliveries and with what was counted.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["Begun", "begun", "the_same"]

FOLDER = "disposing"


@dataclass
class Begun:
    """What a disposal set out to do, and what it has done so far.

    Attributes:
        number: Its number in the register.
        table: The standard table.
        asked: The contracts that were named; none is the whole table.
        ending: The contracts that end.
        batches: Deliveries that go; with none named, those that were there.
        rows: Rows of the current version before anything went.
        done: Counts by kind.
        left: What could not be reached.
        resumed: Whether it was begun earlier; not kept.
    """

    number: str
    table: str
    asked: list[str]
    ending: list[str]
    batches: list[int]
    rows: int
    done: dict[str, Any] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    resumed: bool = False

    def keep(self, shelf: Path) -> None:
        """Write it down, whole or not at all."""
        said = asdict(self)
        del said["resumed"]
        path = _file(shelf, self.number)
        path.parent.mkdir(exist_ok=True)
        draft = path.with_suffix(".draft")
        with draft.open("w", encoding="utf8") as file:
            json.dump(said, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)

    def end(self, shelf: Path) -> None:
        """Its record is written: nothing is left to go on with."""
        _file(shelf, self.number).unlink(missing_ok=True)


def begun(shelf: Path) -> list[Begun]:
    """Disposals that were cut off, by number.

    Args:
        shelf: The workspace.
    """
    found = (shelf / FOLDER).glob("*.json")
    return [Begun(**json.loads(path.read_text("utf8")), resumed=True) for path in sorted(found)]


def the_same(shelf: Path, table: str, asked: Sequence[str]) -> Begun | None:
    """The one of this table and these contracts that was cut off."""
    wanted = (table, sorted(asked))
    return next((one for one in begun(shelf) if (one.table, sorted(one.asked)) == wanted), None)


def _file(shelf: Path, number: str) -> Path:
    return shelf / FOLDER / f"{number}.json"
