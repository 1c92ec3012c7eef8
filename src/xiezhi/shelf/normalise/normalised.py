"""A delivery on its way: raw rows in, rows of the standard table out, every row accounted for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from xiezhi.kernel.errors import Problem
from xiezhi.shelf.ingest.raw import cell_text
from xiezhi.shelf.mapping.change import chosen_sheets
from xiezhi.shelf.mapping.mapping import MappingError
from xiezhi.shelf.normalise import reasons
from xiezhi.shelf.normalise.ahead import in_order
from xiezhi.shelf.normalise.repeats import Repeats
from xiezhi.shelf.normalise.rows import Plan, Prepared, prepare
from xiezhi.shelf.origin import ROW, unpack
from xiezhi.shelf.quarantine import ASIDE, CELL, Quarantine, Refused
from xiezhi.shelf.standard_schema import standard_schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pyarrow as pa

    from xiezhi.rulebook.tables import Table
    from xiezhi.shelf.ingest.raw import RawBatch
    from xiezhi.shelf.ingest.source import Source
    from xiezhi.shelf.mapping.mapping import Mapping
    from xiezhi.shelf.normalise.repeats import Repeat
    from xiezhi.shelf.quarantine import Reason

__all__ = ["Normalised", "NormalisedFile", "normalise"]

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class NormalisedFile:
    """One sheet as it was read.

    Attributes:
        name: File as delivered.
        sheet: Its sheet.
        sha256: Sum of the file.
        rows: Rows of the table that it held.
    """

    name: str
    sheet: str
    sha256: str
    rows: int


class Normalised:
    """Rows of a standard table; iterate once. Counts hold when the iteration is over.

    Attributes:
        schema: How the rows are stored.
        rows_in: Rows of the table in the delivery.
        rows_kept: Rows yielded.
        rows_quarantined: Rows not yielded; ``rows_in == rows_kept + rows_quarantined``.
        files: The sheets that were read.
        skipped: Sheets that hold none of the mapped titles.
    """

    def __init__(
        self,
        source: Source,
        mapping: Mapping,
        table: Table,
        *,
        batch: int,
        quarantine: Path | None,
        repeats: Literal["refuse", "quarantine"] = "refuse",
        accept_changes: bool = False,
    ) -> None:
        mapping.check(table)
        self._mapping, self._table, self._batch = mapping, table, batch
        self._repeats = repeats
        self._quarantine = Quarantine(quarantine)
        self._folder = None if quarantine is None else quarantine.parent
        self._sheets, self.skipped = chosen_sheets(source, mapping, accept_changes=accept_changes)
        self._plans = [
            Plan.of(table, mapping, sheet, batch, ordinal)
            for ordinal, sheet in enumerate(self._sheets, 1)
        ]
        self.schema: pa.Schema = standard_schema(table)
        self.rows_in = self.rows_kept = self.rows_quarantined = 0
        self._rows_of = dict.fromkeys(range(1, len(self._sheets) + 1), 0)

    @property
    def files(self) -> tuple[NormalisedFile, ...]:
        """The sheets in the order of their ordinals in ``_row``."""
        return tuple(
            NormalisedFile(sheet.file, sheet.name, sheet.sha256, self._rows_of[ordinal])
            for ordinal, sheet in enumerate(self._sheets, 1)
        )

    @property
    def filled(self) -> frozenset[str]:
        """Columns that can hold values: those mapped or constant in some sheet, and the origin."""
        return frozenset({ROW}.union(*(plan.columns for plan in self._plans)))

    @property
    def cells_refused(self) -> int:
        """Cells of kept rows that became null."""
        return self._quarantine.counts[CELL]

    @property
    def rows_aside(self) -> int:
        """Totals, footers and further headers, which are no rows of the table."""
        return self._quarantine.counts[ASIDE]

    @property
    def reasons(self) -> dict[tuple[str, str], int]:
        """Refusals by column and reason code, the most frequent first."""
        return dict(self._quarantine.reasons.most_common())

    @property
    def told(self) -> dict[tuple[str, Reason], int]:
        """Refusals by column and reason in words, the most frequent first."""
        return dict(self._quarantine.told.most_common())

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a person should know of how the files were read."""
        return tuple(f"{sheet.place()}: {said}" for sheet in self._sheets for said in sheet.remarks)

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        """The rows, in order but for the few that were held back for comparison.

        Raises:
            IngestError: A file is spoilt further down.
            RepeatedKeyError: Rows of one key differ, and ``repeats`` is ``refuse``.
        """
        expected = sum(sheet.rows or 0 for sheet in self._sheets)
        if self._folder is not None:
            self._folder.mkdir(parents=True, exist_ok=True)
        with self._quarantine as quarantine, Repeats(self._folder, expected) as repeats:
            for prepared in in_order(self._raw(), _work):
                self._count(prepared)
                quarantine.add(prepared.refused)
                batch = repeats.fresh(prepared.batch, prepared.marks)
                yield from self._kept(batch)
            for fresh, again, found in repeats.resolve():
                self._judge(again, found, quarantine)
                yield from self._kept(fresh)
            self._balance()

    def _raw(self) -> Iterator[tuple[Plan, RawBatch]]:
        for plan in self._plans:
            for raw in plan.sheet.batches():
                yield plan, raw
            plan.sheet.check()

    def _count(self, prepared: Prepared) -> None:
        self.rows_in += prepared.rows_in
        self.rows_quarantined += prepared.rows_in - prepared.batch.num_rows
        self._rows_of[unpack(prepared.plan.origin).sheet] += prepared.rows_in

    def _kept(self, batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
        self.rows_kept += batch.num_rows
        if batch.num_rows:
            yield batch

    def _judge(self, rows: pa.RecordBatch, repeats: list[Repeat], quarantine: Quarantine) -> None:
        """Whole duplicates go to quarantine; other rows of a key end the delivery or go as well."""
        self.rows_quarantined += len(repeats)
        different = [repeat for repeat in repeats if not repeat.same]
        if different and self._repeats == "refuse":
            raise self._repeated(different)
        quarantine.add(
            self._again(row, repeat) for row, repeat in zip(rows.to_pylist(), repeats, strict=True)
        )

    def _again(self, values: dict[str, object], repeat: Repeat) -> Refused:
        place, earlier = unpack(repeat.row), unpack(repeat.earlier)
        sheet = self._sheets[place.sheet - 1]
        told = f"row {earlier.row}"
        if earlier.sheet != place.sheet:
            told = f"{self._sheets[earlier.sheet - 1].place()}, {told}"
        reason = reasons.DUPLICATE if repeat.same else reasons.REPEATED_KEY
        kind = "duplicate" if repeat.same else "repeated_key"
        cells = {
            mapped.source: cell_text(values[mapped.column]) for mapped in self._mapping.columns
        }
        return Refused(repeat.row, sheet.file, sheet.name, place.row, kind, "", "", told,
                       reason, cells)  # fmt: skip

    def _repeated(self, repeats: list[Repeat]) -> RepeatedKeyError:
        def told(row: int) -> str:
            place = unpack(row)
            return f"{self._sheets[place.sheet - 1].place()} row {place.row}"

        pairs = [f"{told(one.row)} and {told(one.earlier)}" for one in repeats[:_SHOWN]]
        return RepeatedKeyError(
            Problem(
                what=f"Rows of {self._table.name} share a key and differ.",
                where="; ".join(pairs),
                why=f"the key is {', '.join(self._table.key)}; nothing says which row is right",
                cure="Have the provider correct them, or load with repeated keys to quarantine: "
                "then the first row of a key is kept.",
                code="ingest-repeated-key",
            )
        )

    def _balance(self) -> None:
        """No row may be lost between the file and the shelf."""
        if self.rows_in != self.rows_kept + self.rows_quarantined:
            message = f"{self.rows_in} rows in, {self.rows_kept} + {self.rows_quarantined} out"
            raise AssertionError(message)


class RepeatedKeyError(MappingError):
    """Rows that the table's key does not tell apart are not the same."""


def normalise(
    source: Source,
    mapping: Mapping,
    table: Table,
    *,
    batch: int,
    quarantine: Path | None,
    repeats: Literal["refuse", "quarantine"] = "refuse",
    accept_changes: bool = False,
) -> Normalised:
    """The rows of a source as rows of a standard table.

    Args:
        source: What was delivered.
        mapping: How its titles are columns.
        table: The standard table.
        batch: Number of the delivery on this shelf.
        quarantine: Parquet file for what is refused; None only counts it.
        repeats: What becomes of rows that share a key and differ.
        accept_changes: Titles that the mapping knows may be missing; their columns are null.

    Raises:
        MappingError: The mapping does not fit the table, or titles are gone since it was made.
    """
    return Normalised(source, mapping, table, batch=batch, quarantine=quarantine,
                      repeats=repeats, accept_changes=accept_changes)  # fmt: skip


def _work(item: tuple[Plan, RawBatch]) -> Prepared:
    return prepare(*item)
