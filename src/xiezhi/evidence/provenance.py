"""Where the rows of a bundle came from: contracts, deliveries, files; so that it stands alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DeliveredSheet", "DeliveryCard", "TermsCard"]

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class TermsCard:
    """A contract behind the rows that were read.

    Attributes:
        id: Its number at the office.
        provider: Who gave the data.
        basis: Legal bases as written.
        purposes: Purposes it covers.
        valid_until: Last day of use; None when none was laid down.
        authorisation: Number of the authorisation under which the run took place; empty where
            none is needed.
    """

    id: str
    provider: str = ""
    basis: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    valid_until: date | None = None
    authorisation: str = ""

    def to_json(self) -> Json:
        """As ``manifest.json`` holds it."""
        return {
            "id": self.id,
            "provider": self.provider,
            "basis": list(self.basis),
            "purposes": list(self.purposes),
            "valid_until": _iso(self.valid_until),
            "authorisation": self.authorisation,
        }

    @classmethod
    def from_json(cls, card: Mapping[str, Any]) -> TermsCard:
        """The reverse of ``to_json``."""
        return cls(
            card["id"],
            card["provider"],
            tuple(card["basis"]),
            tuple(card["purposes"]),
            _day(card["valid_until"]),
            card["authorisation"],
        )


@dataclass(frozen=True, slots=True)
class DeliveredSheet:
    """A file, or a sheet of one, that evidence rows were read from.

    Attributes:
        ordinal: Its place in the delivery, as ``_row`` numbers it.
        name: Name of the file as delivered.
        sheet: Name of the sheet; empty where the format has none.
        sha256: Sum of the file's bytes.
    """

    ordinal: int
    name: str
    sheet: str
    sha256: str


@dataclass(frozen=True, slots=True)
class DeliveryCard:
    """A delivery that evidence rows came with.

    Attributes:
        batch: Its number on the shelf.
        provider: Who handed it over.
        contract: Number of the contract it came under.
        data_as_of: The day it describes; None when nobody says.
        sheets: The files and sheets that evidence rows were read from, and no others.
    """

    batch: int
    provider: str
    contract: str
    data_as_of: date | None
    sheets: tuple[DeliveredSheet, ...]

    def sheet(self, ordinal: int) -> DeliveredSheet | None:
        """The file or sheet of that place; None when no evidence row is from it."""
        return next((one for one in self.sheets if one.ordinal == ordinal), None)

    def to_json(self) -> Json:
        """As ``manifest.json`` holds it."""
        return {
            "batch": self.batch,
            "provider": self.provider,
            "contract": self.contract,
            "data_as_of": _iso(self.data_as_of),
            "sheets": [
                {name: getattr(one, name) for name in DeliveredSheet.__slots__}
                for one in self.sheets
            ],
        }

    @classmethod
    def from_json(cls, card: Mapping[str, Any]) -> DeliveryCard:
        """The reverse of ``to_json``."""
        return cls(
            card["batch"],
            card["provider"],
            card["contract"],
            _day(card["data_as_of"]),
            tuple(DeliveredSheet(**one) for one in card["sheets"]),
        )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
