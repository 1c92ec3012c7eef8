"""What a bundle says about itself: two identical runs say the same, byte for byte."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from xiezhi.evidence.canonical import json_digest
from xiezhi.evidence.provenance import DeliveryCard, TermsCard

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "BUNDLE_VERSION",
    "READABLE_VERSIONS",
    "Contract",
    "Counts",
    "Coverage",
    "LawCard",
    "Manifest",
    "ModelCard",
    "RunKey",
    "TableVersion",
]

BUNDLE_VERSION = 2
READABLE_VERSIONS = (BUNDLE_VERSION, 1)
"""Versions that ``open_bundle`` accepts: this one and the one before."""

Json = dict[str, Any]


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


@dataclass(frozen=True, slots=True)
class LawCard:
    """A citation behind the model, with its text or the mark that it is unconfirmed.

    Attributes:
        cite: As the model writes it, ``法释〔2014〕13号#7``.
        role: ``basis``, ``duty``, ``deadline``, …
        confirmed: Whether the rulebook holds the text of the version cited.
        title: The law's name, when known.
        text: The article, when confirmed.
        since: First day in force; None when not known.
        until: Last day in force; None while it is.
    """

    cite: str
    role: str
    confirmed: bool
    title: str = ""
    text: str = ""
    since: date | None = None
    until: date | None = None

    def to_json(self) -> Json:
        """As ``manifest.json`` holds it."""
        card: Json = {name: getattr(self, name) for name in _LAW_TEXTS}
        return card | {"since": _iso(self.since), "until": _iso(self.until)}

    @classmethod
    def from_json(cls, card: Json) -> LawCard:
        """The reverse of ``to_json``."""
        texts = {name: card[name] for name in _LAW_TEXTS}
        return cls(**texts, since=_day(card["since"]), until=_day(card["until"]))


_LAW_TEXTS = ("cite", "role", "confirmed", "title", "text")


@dataclass(frozen=True, slots=True)
class ModelCard:
    """The model as the bundle shows it; the file itself is in ``model/``.

    Attributes:
        id: The model's name.
        version: Its version.
        hash: Hash of its logic.
        key: Columns of the clue step by part: ``subject``, ``organ``, ``episode``.
    """

    id: str
    version: str
    hash: str
    line: str
    status: str
    grade: str
    sensitivity: str
    purpose: str
    title: Mapping[str, str]
    point: Mapping[str, str]
    organ: Mapping[str, str]
    duty: Mapping[str, str]
    law: tuple[LawCard, ...] = ()
    remedy: tuple[str, ...] = ()
    key: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def to_json(self) -> Json:
        """As ``manifest.json`` holds it."""
        card = {name: getattr(self, name) for name in _CARD_TEXTS}
        card |= {name: dict(getattr(self, name)) for name in _CARD_TITLES}
        card["law"] = [law.to_json() for law in self.law]
        card["remedy"] = list(self.remedy)
        card["key"] = {part: list(columns) for part, columns in self.key.items()}
        return card

    @classmethod
    def from_json(cls, card: Json) -> ModelCard:
        """The reverse of ``to_json``."""
        return cls(
            **{name: card[name] for name in (*_CARD_TEXTS, *_CARD_TITLES)},
            law=tuple(LawCard.from_json(law) for law in card["law"]),
            remedy=tuple(card["remedy"]),
            key={part: tuple(columns) for part, columns in card["key"].items()},
        )


_CARD_TEXTS = (
    "id",
    "version",
    "hash",
    "line",
    "status",
    "grade",
    "sensitivity",
    "purpose",
)
_CARD_TITLES = ("title", "point", "organ", "duty")


@dataclass(frozen=True, slots=True)
class Coverage:
    """The stretch of time a table version is complete for, within one scope.

    Attributes:
        scope: Column and value the stretch holds for (``court=某市某区人民法院``); ``""`` is all.
        covers_from: First day; None is open.
        covers_to: Last day; None is open.
    """

    scope: str = ""
    covers_from: date | None = None
    covers_to: date | None = None


@dataclass(frozen=True, slots=True)
class Contract:
    """The agreement under which a table may be read.

    Attributes:
        id: Its number at the office; empty for data the user brought without one.
        purposes: Purposes it covers; empty means none was laid down.
    """

    id: str = ""
    purposes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableVersion:
    """The version of a standard table that one input read.

    Attributes:
        table: The standard table.
        version: The name of the version; for files their common hash.
        hash: Hash of the data.
        rows: Rows that the version holds.
        data_as_of: The day the data describe; None when nobody says.
        columns: Semantic type by column, as the model declared them.
        terms: Every contract behind its rows; empty for data the user brought.
        deliveries: The deliveries that evidence rows came with; empty where no shelf knows.
        rows_of: The jurisdiction whose rows were shown, in words; empty for all.
        number: The version as people count on the shelf, 1, 2, 3 …; 0 where nobody counts.
    """

    table: str
    version: str
    hash: str
    rows: int
    data_as_of: date | None = None
    coverage: tuple[Coverage, ...] = ()
    contract: Contract = Contract()
    columns: Mapping[str, str] = field(default_factory=dict)
    terms: tuple[TermsCard, ...] = ()
    deliveries: tuple[DeliveryCard, ...] = ()
    rows_of: str = ""
    number: int = 0

    def to_json(self) -> Json:
        """As ``manifest.json`` holds it."""
        counted = {"number": self.number} if self.number else {}
        return counted | {
            "table": self.table,
            "version": self.version,
            "hash": self.hash,
            "rows": self.rows,
            "data_as_of": _iso(self.data_as_of),
            "coverage": [
                {
                    "scope": part.scope,
                    "covers_from": _iso(part.covers_from),
                    "covers_to": _iso(part.covers_to),
                }
                for part in self.coverage
            ],
            "contract": {"id": self.contract.id, "purposes": list(self.contract.purposes)},
            "columns": dict(self.columns),
            "terms": [one.to_json() for one in self.terms],
            "deliveries": [one.to_json() for one in self.deliveries],
            "rows_of": self.rows_of,
        }

    @classmethod
    def from_json(cls, table: Json) -> TableVersion:
        """The reverse of ``to_json``."""
        return cls(
            table=table["table"],
            version=table["version"],
            hash=table["hash"],
            rows=table["rows"],
            data_as_of=_day(table["data_as_of"]),
            coverage=tuple(
                Coverage(part["scope"], _day(part["covers_from"]), _day(part["covers_to"]))
                for part in table["coverage"]
            ),
            contract=Contract(table["contract"]["id"], tuple(table["contract"]["purposes"])),
            columns=dict(table["columns"]),
            # version 1 of bundles knew neither
            terms=tuple(TermsCard.from_json(one) for one in table.get("terms", ())),
            deliveries=tuple(DeliveryCard.from_json(one) for one in table.get("deliveries", ())),
            rows_of=table.get("rows_of", ""),
            number=table.get("number", 0),
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each the run left.

    Attributes:
        rows: Rows read, summed over the inputs.
        clues: Clues, suppressed ones included.
        pending: Events whose window has not closed.
        not_checkable: Events outside the coverage of what would have to be searched.
        excluded: Rows taken out by exclusions.
        suppressed: Clues that a local adjustment suppresses; they are in the bundle, flagged.
    """

    rows: int = 0
    clues: int = 0
    pending: int = 0
    not_checkable: int = 0
    excluded: int = 0
    suppressed: int = 0


@dataclass(frozen=True, slots=True)
class RunKey:
    """What a run depends on; the engine is no part of it.

    Attributes:
        parts: Digest by cause: ``model``, ``rulebook``, ``adjustments``, ``parameters``,
            ``as_of``, ``reader``, ``language`` and ``input.<name>`` for every input.
    """

    parts: Mapping[str, str]

    @property
    def key(self) -> str:
        """The name of the run: equal keys, equal content."""
        return json_digest(dict(self.parts))


@dataclass(frozen=True, slots=True)
class Manifest:
    """``manifest.json``.

    Attributes:
        model: The model.
        run_key: The run's name and its parts.
        as_of: The day as of which the run answers; None when the data say none.
        parameters: The parameters as used, canonical texts.
        tables: Table version by input.
        counts: The run in numbers.
        content_hash: One hash over all rows; equal across engines.
        digests: Digest by part, so that two bundles show where they differ.
        office_key: Version of the office's key behind the clue ids.
        documents: ``full``, ``passages`` or ``none``: how documents were taken along.
        notes: What a reader of the bundle must know (an input nobody knows the age of, …).
    """

    model: ModelCard
    run_key: RunKey
    as_of: date | None
    parameters: Mapping[str, str | None]
    tables: Mapping[str, TableVersion]
    counts: Counts
    content_hash: str
    digests: Mapping[str, str]
    office_key: str
    documents: str
    notes: tuple[str, ...] = ()
    bundle_version: int = BUNDLE_VERSION

    def to_json(self) -> Json:
        """As the file holds it."""
        return {
            "bundle_version": self.bundle_version,
            "model": self.model.to_json(),
            "run_key": {"key": self.run_key.key, "parts": dict(self.run_key.parts)},
            "as_of": _iso(self.as_of),
            "parameters": dict(self.parameters),
            "tables": {name: table.to_json() for name, table in self.tables.items()},
            "counts": {name: getattr(self.counts, name) for name in Counts.__slots__},
            "content_hash": self.content_hash,
            "digests": dict(self.digests),
            "office_key": self.office_key,
            "documents": self.documents,
            "notes": list(self.notes),
        }

    @classmethod
    def from_json(cls, manifest: Json) -> Manifest:
        """The reverse of ``to_json``; the file was checked against its schema before."""
        return cls(
            model=ModelCard.from_json(manifest["model"]),
            run_key=RunKey(dict(manifest["run_key"]["parts"])),
            as_of=_day(manifest["as_of"]),
            parameters=dict(manifest["parameters"]),
            tables={
                name: TableVersion.from_json(table) for name, table in manifest["tables"].items()
            },
            counts=Counts(**manifest["counts"]),
            content_hash=manifest["content_hash"],
            digests=dict(manifest["digests"]),
            office_key=manifest["office_key"],
            documents=manifest["documents"],
            notes=tuple(manifest["notes"]),
            bundle_version=manifest["bundle_version"],
        )
