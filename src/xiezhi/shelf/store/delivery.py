"""What an agency handed over at once: its files, what they describe, under which contract."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from xiezhi.shelf.catalogue import Covered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xiezhi.shelf.origin import Origin

__all__ = ["DeliveredFile", "Delivery"]

_SELDOM = ("reason", "mapping", "watermark", "reached")
"""Texts of a delivery that are put down only where there are any."""


@dataclass(frozen=True, slots=True)
class DeliveredFile:
    """One file, or one sheet of a workbook; its place in the delivery is its sheet ordinal.

    Attributes:
        name: Name of the file as delivered, without its folder.
        sheet: Name of the sheet; empty where the format has none.
        sha256: Sum of the file's bytes, in hexadecimal.
        rows: Rows read from it.
    """

    name: str
    sheet: str
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """One batch of rows for one table.

    Attributes:
        batch: Its number on this shelf, from ``Store.next_batch``.
        provider: The office that handed it over.
        files: File × sheet, in the order of their ordinals in ``_row``.
        data_as_of: The day the data describe; None when nobody says.
        covered: Stretches for which the delivery is complete.
        contract_id: The contract it came under.
        loaded: When it was offered, ISO 8601; the caller reads the clock.
        quarantined: Rows that were refused before it came here.
        mapping: File of the mapping it was read with, beside the provider's others.
        watermark: Of a database: the column that it was read by; empty for any other.
        reached: The greatest value of that column in it; empty while none was read.
        reason: Why it was loaded although it was there already or older; empty for any other.
    """

    batch: int
    provider: str
    files: tuple[DeliveredFile, ...] = ()
    data_as_of: date | None = None
    covered: tuple[Covered, ...] = ()
    contract_id: str = ""
    loaded: str = ""
    quarantined: int = 0
    reason: str = ""
    mapping: str = ""
    watermark: str = ""
    reached: str = ""

    @property
    def contents(self) -> tuple[tuple[str, str], ...]:
        """Sums of its files and sheets, sorted: what makes two deliveries the same."""
        return tuple(sorted((file.sha256, file.sheet) for file in self.files))

    def name_row(self, origin: Origin, lang: str = "zh") -> str:
        """A row's origin in words, with the file and sheet of this delivery.

        Args:
            origin: The origin of a row of this batch.
            lang: ``zh`` or ``en``.
        """
        if origin.batch == self.batch and 1 <= origin.sheet <= len(self.files):
            file = self.files[origin.sheet - 1]
            return origin.show(file.name, file.sheet, lang)
        return origin.show(lang=lang)

    def said(self) -> dict[str, Any]:
        """As JSON holds it; ``of`` is the inverse."""
        return {
            "batch": self.batch,
            "provider": self.provider,
            "files": [
                {"name": one.name, "sheet": one.sheet, "sha256": one.sha256, "rows": one.rows}
                for one in self.files
            ],
            "data_as_of": _iso(self.data_as_of),
            "covered": [
                {
                    "column": part.column,
                    "value": part.value,
                    "covers_from": _iso(part.covers_from),
                    "covers_to": _iso(part.covers_to),
                }
                for part in self.covered
            ],
            "contract_id": self.contract_id,
            "loaded": self.loaded,
            "quarantined": self.quarantined,
            **{name: getattr(self, name) for name in _SELDOM if getattr(self, name)},
        }

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Delivery:
        """Read what ``said`` wrote.

        Raises:
            KeyError: A field is missing.
            ValueError: A day is no day.
        """
        return cls(
            batch=int(said["batch"]),
            provider=str(said["provider"]),
            files=tuple(
                DeliveredFile(one["name"], one["sheet"], one["sha256"], int(one["rows"]))
                for one in said["files"]
            ),
            data_as_of=_day(said["data_as_of"]),
            covered=tuple(
                Covered(
                    part["column"],
                    part["value"],
                    _day(part["covers_from"]),
                    _day(part["covers_to"]),
                )
                for part in said["covered"]
            ),
            contract_id=str(said["contract_id"]),
            loaded=str(said["loaded"]),
            quarantined=int(said["quarantined"]),
            **{name: str(said.get(name, "")) for name in _SELDOM},
        )

    def properties(self) -> dict[str, str]:
        """As a snapshot carries it: every version says by itself where it came from."""
        said = self.said()
        listed = {
            name: json.dumps(said[name], ensure_ascii=False, separators=(",", ":"))
            for name in ("files", "covered")
        }
        return {
            "xiezhi.batch": str(self.batch),
            "xiezhi.provider": self.provider,
            "xiezhi.data-as-of": said["data_as_of"] or "",
            "xiezhi.coverage": listed["covered"],
            "xiezhi.files": listed["files"],
            "xiezhi.contract": self.contract_id,
            "xiezhi.loaded": self.loaded,
            "xiezhi.quarantined": str(self.quarantined),
            **({"xiezhi.reason": self.reason} if self.reason else {}),
        }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
