"""The demonstration's shelf: an invented province's files under contracts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from xiezhi.shelf.register import Written
    from xiezhi.workspace.shelf import Shelf

__all__ = ["OWNER", "Stocked", "allow", "stock"]

OWNER = "演示省人民检察院"
_PURPOSES = ("刑事检察", "民事检察", "行政检察", "公益诉讼检察", "国家司法救助")
_NEED = "演示：虚构数据，只取模型所需的列"


class Stocked(NamedTuple):
    """What became of all deliveries.

    Attributes:
        tables: How many tables.
        rows_in: Rows offered.
        kept: Rows on the shelf.
        quarantined: Rows refused.
        expected: Rows that had to be kept.
    """

    tables: int
    rows_in: int
    kept: int
    quarantined: int
    expected: int


def stock(shelf: Shelf, files: Path, written: Written, tell: Callable[[int, int], None]) -> Stocked:
    """Put every file of the list on the shelf.

    Args:
        shelf: The shelf.
        files: Folder with ``deliveries.json``.
        written: Who loads, and when.
        tell: Told how many of how many are done.
    """
    from xiezhi.workspace.deliveries import deliveries_in, shelve

    shelf.register.record_owner(OWNER, written)
    papers = deliveries_in(files)
    rows_in = kept = quarantined = expected = 0
    for number, one in enumerate(papers, 1):
        if one.get("sensitivity") == "sensitive_personal":
            one |= {"impact_assessment": "演示评估第1号（虚构）", "necessity": _NEED}
        added = shelve(shelf, files, one, written)
        rows_in += added.rows_in
        kept += added.rows_kept
        quarantined += added.rows_quarantined
        expected += one["rows"]["clean"]
        tell(number, len(papers))
    return Stocked(len(papers), rows_in, kept, quarantined, expected)


def allow(shelf: Shelf, person: str, written: Written) -> None:
    """A signed permission for the sensitive tables, as an office has to give one."""
    import json

    from xiezhi.evidence.signature import SigningKey
    from xiezhi.rulebook.tables import Tables
    from xiezhi.shelf.contract.authorisation import Authorisation

    private = shelf.folder / ".xiezhi" / "demo-signing.pem"
    private.parent.mkdir(parents=True, exist_ok=True)
    key = SigningKey.create(OWNER, private)
    trusted = json.dumps({OWNER: key.public_text}, ensure_ascii=False)
    (shelf.folder / "trusted.json").write_text(trusted + "\n", "utf8")
    tables = tuple(
        name
        for name in shelf.store.tables
        if Tables.load()[name].sensitivity == "sensitive_personal"
    )
    unsigned = Authorisation(
        id=shelf.register.next_number("A"),
        person=person,
        office=OWNER,
        basis="演示：人民检察院组织法#21",
        tables=tables,
        purposes=_PURPOSES,
        valid_from=written.day,
        valid_until=date(written.day.year + 1, 12, 31),
        issuer=OWNER,
    )
    signature = key.signer(unsigned.payload).decode("utf8")
    said = {**unsigned.to_json(), "signature": signature}
    shelf.register.authorise(Authorisation.from_json(said), written)
