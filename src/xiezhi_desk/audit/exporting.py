"""A part of the trail as csv; a line says who took it, when, and where the chain ended."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from django.utils import timezone

from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from xiezhi_desk.audit.chain import Link
    from xiezhi_desk.audit.records import Entry

__all__ = ["lines"]

HEADS = (
    "number",
    "at",
    "who",
    "office",
    "address",
    "action",
    "thing",
    "within",
    "reason",
    "details",
    "sm3",
    "sha256",
)


def lines(entries: Iterable[Entry], *, who: str, now: datetime, place: Link) -> Iterator[str]:
    """The file, row by row, with the byte-order mark that office programs want.

    Args:
        entries: What to write.
        who: Who takes it.
        now: The moment.
        place: The end of the chain.
    """
    mark = t(
        "水印：{who} 于 {at} 导出；链尾 {n}，SM3 {sm3}",
        "Watermark: exported by {who} at {at}; the chain ends at {n}, SM3 {sm3}",
        who=who,
        at=f"{timezone.localtime(now):%Y-%m-%d %H:%M:%S}",
        n=place.number,
        sm3=place.sm3,
    )
    yield "\ufeff" + _row((mark,))
    yield _row(HEADS)
    for entry in entries:
        yield _row(
            (
                str(entry.number),
                f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S}",
                entry.who,
                entry.office,
                entry.address,
                entry.action,
                entry.thing,
                entry.within,
                entry.reason,
                json.dumps(entry.details, ensure_ascii=False, sort_keys=True),
                entry.sm3,
                entry.sha256,
            )
        )
    yield _row((mark,))


def _row(cells: Iterable[str]) -> str:
    """One row; a cell that a spreadsheet would take for a formula gets an apostrophe."""
    line = io.StringIO()
    csv.writer(line).writerow(
        [f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell for cell in cells]
    )
    return line.getvalue()
