"""Put many deliveries on a shelf at once, as a list says: table, file, contract, coverage.

The list is ``deliveries.json`` beside the files::

    {"deliveries": [{"table": "death_record", "file": "死亡信息.xlsx", "provider": "某省民政厅",
      "basis": ["人民检察院组织法#21"], "purposes": ["公益诉讼检察"], "until": "2033-12-31",
      "data_as_of": "2031-12-31", "coverage": [{"covers_from": "2025-01-01"}],
      "impact_assessment": "…", "necessity": "…"}]}
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.catalogue import Covered
from xiezhi.shelf.contract.contract import Contract
from xiezhi.shelf.ingest.source import Source
from xiezhi.shelf.suggest.suggestion import suggest
from xiezhi.workspace.adding import Offer, add
from xiezhi.workspace.mappings import earlier_mappings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xiezhi.shelf.register import Written
    from xiezhi.workspace.adding import Added
    from xiezhi.workspace.shelf import Shelf

__all__ = ["DELIVERIES_FILE", "DeliveriesError", "deliveries_in", "shelve"]

DELIVERIES_FILE = "deliveries.json"
_NEEDED = ("table", "file", "provider", "basis", "purposes", "until")


class DeliveriesError(XiezhiError):
    """The list of deliveries cannot be followed."""

    exit_code = 2


def deliveries_in(folder: Path) -> list[dict[str, Any]]:
    """The list of a folder.

    Raises:
        DeliveriesError: There is none, or an entry says too little.
    """
    path = folder / DELIVERIES_FILE
    try:
        said = json.loads(path.read_text("utf8"))["deliveries"]
        missing = [
            f"{number}: {name}"
            for number, one in enumerate(said, 1)
            for name in _NEEDED
            if name not in one
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _refused(path, str(error) or type(error).__name__) from error
    if missing:
        raise _refused(path, f"entries say too little ({', '.join(missing[:5])})")
    return list(said)


def shelve(shelf: Shelf, folder: Path, one: dict[str, Any], written: Written) -> Added:
    """Load one delivery with the mapping that is suggested for it.

    Args:
        shelf: The shelf.
        folder: Where the file is.
        one: An entry of the list.
        written: Who loads, and when.

    Raises:
        XiezhiError: As ``add``; nothing of this delivery was loaded.
    """
    table = Tables.load()[one["table"]]
    day = date.fromisoformat(one["data_as_of"]) if one.get("data_as_of") else None
    contract = Contract(
        id="",
        table=table.name,
        provider=one["provider"],
        basis=tuple(one["basis"]),
        purposes=tuple(one["purposes"]),
        valid_from=min(written.day, day) if day else written.day,
        valid_until=date.fromisoformat(one["until"]),
        conditions=one.get("conditions", "限于法律监督，不得提供第三方"),
        impact_assessment=one.get("impact_assessment", ""),
        necessity=one.get("necessity", ""),
    )
    with Source.open(folder / one["file"]) as source:
        mapping = suggest(
            source, table, earlier_mappings(shelf, table.name), provider=one["provider"]
        )
        offer = Offer(
            table=table.name,
            source=source,
            mapping=mapping,
            contract=contract,
            data_as_of=day,
            covered=tuple(_covered(one)),
        )
        return add(shelf, offer, written)


def _covered(one: dict[str, Any]) -> Iterator[Covered]:
    for stretch in one.get("coverage") or []:
        yield Covered(
            stretch.get("column"),
            stretch.get("value"),
            _day(stretch.get("covers_from")),
            _day(stretch.get("covers_to")),
        )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _refused(path: Path, why: str) -> DeliveriesError:
    return DeliveriesError(
        Problem(
            what="The list of deliveries cannot be followed.",
            where=str(path),
            why=why,
            cure=f"Every entry names {', '.join(_NEEDED)}.",
            code="deliveries-list",
        )
    )
