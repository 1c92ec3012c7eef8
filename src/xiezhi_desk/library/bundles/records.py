"""What a bundle hands to the desk: its card, clues, rows, links, documents; plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from xiezhi_desk.library.bundles.packing import parsed

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    import pyarrow as pa

    from xiezhi_desk.library.problems import Problem

__all__ = [
    "BundleCard",
    "Checked",
    "ClueRecord",
    "DocumentRecord",
    "LinkRecord",
    "RowRecord",
    "records_of",
]


@dataclass(frozen=True, slots=True)
class BundleCard:
    """What a bundle says about itself.

    Attributes:
        logic: Hash of the model's logic.
        signature: ``valid``, ``unknown_issuer`` or ``unsigned``; a broken one is a problem.
        counts: rows, clues, pending, not_checkable, excluded, suppressed.
        tables: By input: table, title, version, rows, data_as_of, coverage, contracts, providers.
        disposed: Disposals that touched it: id, at, by, reason, table, rows, clues.
        documents: ``full``, ``passages`` or ``none``.
        run: ``run.json``: when, how long, which engine, who.
    """

    model: str
    version: str
    logic: str
    title_zh: str
    title_en: str
    line: str
    status: str
    purpose: str
    sensitivity: str
    grade: str
    organ_zh: str
    organ_en: str
    duty_zh: str
    duty_en: str
    run_key: str
    content_hash: str
    as_of: date | None
    issuer: str
    signature: str
    counts: dict[str, int]
    tables: dict[str, dict[str, Any]]
    documents: str
    notes: tuple[str, ...]
    bundle_version: int
    run: dict[str, Any] = field(default_factory=dict)
    disposed: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking a bundle found.

    Attributes:
        card: None when the bundle cannot even be read.
        problems: Why it is refused; empty: it is what it says.
    """

    card: BundleCard | None
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing speaks against it."""
        return self.card is not None and not self.problems


class ClueRecord(NamedTuple):
    """A clue for import.

    Attributes:
        key: The bundle's clue number; the same in every run.
        matter_key: Number of its matter.
        evidence: Hash of values and evidence: another one means *changed*.
        title: The model's, in Chinese.
        said_text: Everything else as JSON text, unmasked; for ``showing`` alone. ``said`` is it
            parsed.
        links_text: ``[input, row, step, role]`` of each row that proves it, as JSON text.
    """

    key: str
    matter_key: str
    organ: str
    act: str
    case_number: str
    amount: Decimal | None
    amount_type: str
    occurred: date | None
    expires: date | None
    grade: str
    suppressed: bool
    flags: tuple[str, ...]
    evidence: str
    title: str
    said_text: str
    links_text: str = "[]"

    @property
    def words(self) -> str:
        """Searchable text: organ, act, case number, title of the model; no person in it."""
        return " ".join(filter(None, (self.organ, self.act, self.case_number, self.title)))

    @property
    def said(self) -> dict[str, Any]:
        """The pack as a value; writing ``said_text`` as it is is quicker."""
        said: dict[str, Any] = parsed(self.said_text)
        return said


def records_of(table: pa.RecordBatch) -> list[ClueRecord]:
    """A table's clues one by one."""
    columns = [table.column(name).to_pylist() for name in ClueRecord._fields]
    flags = ClueRecord._fields.index("flags")
    columns[flags] = [tuple(some or ()) for some in columns[flags]]
    return [ClueRecord(*row) for row in zip(*columns, strict=True)]


class RowRecord(NamedTuple):
    """An evidence row: its input, immutable origin, document (if any) and pack."""

    input: str
    row: str
    doc_id: str
    said_text: str

    @property
    def said(self) -> dict[str, Any]:
        """The pack as a value."""
        said: dict[str, Any] = parsed(self.said_text)
        return said


class LinkRecord(NamedTuple):
    """A row is evidence of a clue in a step, as what."""

    clue: str
    input: str
    row: str
    step: str
    role: str


class DocumentRecord(NamedTuple):
    """A document that evidence cites, and its pack."""

    doc_id: str
    said_text: str

    @property
    def said(self) -> dict[str, Any]:
        """The pack as a value."""
        said: dict[str, Any] = parsed(self.said_text)
        return said
