"""A file offered for the shelf: which table it may be, which title is which column, loaded."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from xiezhi.report.masking import Masker
from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.catalogue import Covered
from xiezhi.shelf.ingest.source import Source
from xiezhi.shelf.mapping.mapping import SURE, Mapped, Mapping
from xiezhi.shelf.register import Written
from xiezhi.shelf.suggest.suggestion import suggest as suggested
from xiezhi.workspace.adding import Offer, earlier_mappings
from xiezhi.workspace.adding import add as add_offer
from xiezhi_desk.library.problems import Problem, Title, door, problems_of, refused
from xiezhi_desk.library.shelf.place import is_there, opened
from xiezhi_desk.library.shelf.saying import reason_said, remarks_said
from xiezhi_desk.library.shelf.terms import Terms, contract_of

if TYPE_CHECKING:
    from collections.abc import Mapping as MappingOf
    from collections.abc import Sequence
    from datetime import date

    from xiezhi.rulebook.tables import Column, Table
    from xiezhi.shelf.ingest.sheet import Sheet
    from xiezhi.shelf.mapping.mapping import Open

__all__ = [
    "AddedShown",
    "Choice",
    "ColumnSuggested",
    "SheetShown",
    "Suggestion",
    "add",
    "suggest",
    "suggestion",
]

Mode = Literal["append", "replace", "upsert"]
_SAMPLES = 5
FITTING = ("exact", "also")


@dataclass(frozen=True, slots=True)
class SheetShown:
    """A sheet of the file: titles and the first rows, as a person sees them."""

    file: str
    name: str
    rows: int | None
    titles: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    remarks: tuple[Title, ...]


@dataclass(frozen=True, slots=True)
class ColumnSuggested:
    """One title of the file.

    Attributes:
        source: The title.
        samples: First values under it; what identifies persons is covered.
        column: The column suggested; empty when it is left open or ignored.
        title: What the column is called.
        confidence: 0 to 1.
        sure: Whether it needs no second look.
        reason: What speaks for it, in words.
        unit: Unit of bare numbers, as 万元.
        candidates: Columns it may be, the likeliest first, when it is open.
    """

    source: str
    samples: tuple[str, ...]
    column: str
    title: Title
    confidence: float
    sure: bool
    reason: Title
    unit: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the file may be.

    Attributes:
        missing: Columns that must have a value and have no title.
        left_out: Files and sheets that hold no table, each with the reason.
    """

    table: str
    title: Title
    sheets: tuple[SheetShown, ...]
    columns: tuple[ColumnSuggested, ...]
    missing: tuple[Title, ...]
    left_out: tuple[Title, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person confirmed.

    Attributes:
        columns: Title → column; an empty column leaves the title out.
        units: Title → unit of bare numbers, where the person set another than suggested.
        constants: Column → value that holds for every row.
    """

    columns: MappingOf[str, str]
    units: MappingOf[str, str] = field(default_factory=dict)
    constants: MappingOf[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AddedShown:
    """What became of a file; rows in are rows kept and rows quarantined, always.

    Attributes:
        reasons: Refusals: column, reason in words, how many.
    """

    batch: int
    table: str
    version: int
    contract: str
    rows_in: int
    rows_kept: int
    rows_quarantined: int
    cells_refused: int
    rows_aside: int
    reasons: tuple[tuple[Title, Title, int], ...]
    remarks: tuple[Title, ...]
    warnings: tuple[Problem, ...]


def suggest(workspace: Path | str, path: Path | str, table: str, provider: str = "") -> Suggestion:
    """Which title of a file is which column, with confidence and reason; nothing is loaded.

    Args:
        workspace: Where earlier mappings are kept.
        path: The file or zip, safe on this machine.
        table: The standard table.
        provider: Who delivers; its earlier mapping goes first.

    Raises:
        DoorError: The file is no table, or bears a mark of secrecy.
    """
    standard = _table(table)
    with door(Path(path).parent), Source.open(path) as source:
        return suggestion(workspace, source, standard, provider)


def suggestion(workspace: Path | str, source: Source, standard: Table, provider: str) -> Suggestion:
    """``suggest`` for a delivery that is open already.

    Raises:
        XiezhiError: It bears a mark of secrecy.
    """
    mapping = _suggested(workspace, source, standard, provider)
    sheets = tuple(_sheet(one) for one in source.sheets)
    return Suggestion(
        table=standard.name,
        title=standard.title,
        sheets=sheets,
        columns=_columns(mapping, standard, sheets),
        missing=tuple(standard.columns[one].title for one in mapping.missing(standard)),
        left_out=remarks_said(source.left_out),
    )


def add(
    workspace: Path | str,
    path: Path | str,
    table: str,
    choice: Choice,
    terms: Terms,
    by: str,
    at: str,
    *,
    mode: Mode = "append",
    data_as_of: date | None = None,
    covered: Sequence[tuple[str, str, date | None, date | None]] = (),
    repeats: Literal["refuse", "quarantine"] = "quarantine",
    accept_changes: bool = False,
    anyway: bool = False,
    reason: str = "",
) -> AddedShown:
    """Load a file as confirmed: one new version, or nothing.

    Args:
        workspace: The workspace; the shelf is made when there is none.
        path: The file or zip.
        table: The standard table.
        choice: Which title is which column.
        terms: The contract.
        by: Who loads it.
        at: The moment, ISO 8601.
        mode: ``append``, ``replace`` or ``upsert``.
        data_as_of: The day the data describe.
        covered: Column, value (both empty: everything), first and last day it is complete for.
        repeats: What becomes of rows that share a key and differ.
        accept_changes: Titles known from before may be missing.
        anyway: Load it although it is there already or older.
        reason: Why it is loaded anyway.

    Raises:
        DoorError: Contract, mapping or file are refused; nothing was loaded.
    """
    standard, written = _table(table), Written(at, by)
    with opened(workspace, make=True) as shelf, Source.open(path) as source:
        contract = (
            shelf.register.contract(terms.id)
            if terms.id
            else contract_of(table, terms, written.day)
        )
        mapping = _chosen(_suggested(workspace, source, standard, terms.provider), choice)
        added = add_offer(
            shelf,
            Offer(
                table=table,
                source=source,
                mapping=mapping,
                contract=contract,
                mode=mode,
                data_as_of=data_as_of,
                covered=tuple(
                    Covered(column or None, value or None, first, last)
                    for column, value, first, last in covered
                ),
                repeats=repeats,
                accept_changes=accept_changes,
                anyway=anyway,
                reason=reason,
            ),
            written,
        )
    return AddedShown(
        added.batch, table, added.snapshot.number, added.contract.id, added.rows_in,
        added.rows_kept, added.rows_quarantined, added.cells_refused, added.rows_aside,
        tuple(
            (_title(standard, column), Title(reason.zh, reason.en), count)
            for (column, reason), count in sorted(added.told.items(), key=lambda one: -one[1])
        ),
        remarks_said(added.remarks),
        tuple(problems_of(added.warnings)),
    )  # fmt: skip


def _table(name: str) -> Table:
    tables = Tables.load()
    if name not in tables:
        raise refused(
            "table-unknown",
            ("没有这张标准表。", "There is no such standard table."),
            ("从标准表的清单里选择。", "Choose one from the list."),
            where=name,
        )
    return tables[name]


def _suggested(workspace: Path | str, source: Source, standard: Table, provider: str) -> Mapping:
    if not is_there(workspace):
        return suggested(source, standard, (), provider=provider)
    with opened(workspace) as shelf:
        earlier = earlier_mappings(shelf, standard.name)
    mapping = suggested(source, standard, earlier, provider=provider)
    # A title that this provider's mapping left out stays out until a person says otherwise.
    left = {
        title for one in earlier if provider and one.provider == provider for title in one.ignored
    }
    return replace(
        mapping,
        columns=tuple(one for one in mapping.columns if one.source not in left),
        open=tuple(one for one in mapping.open if one.source not in left),
    )


def _chosen(mapping: Mapping, choice: Choice) -> Mapping:
    """The suggestion as a person corrected it; what was left as suggested keeps its reading."""
    before = {one.source: one for one in mapping.columns}
    columns = []
    for source, column in choice.columns.items():
        if not column:
            continue
        known = before.get(source)
        one = known if known is not None and known.column == column else Mapped(source, column)
        columns.append(replace(one, unit=choice.units.get(source, one.unit)))
    left = tuple(source for source, column in choice.columns.items() if not column)
    return replace(
        mapping,
        columns=tuple(columns),
        constants={**mapping.constants, **choice.constants},
        ignored=left,
        open=(),
    )


def _sheet(sheet: Sheet) -> SheetShown:
    samples: list[tuple[str, ...]] = []
    for batch in islice(sheet.batches(200), 1):
        samples = [batch.cells(at) for at in range(min(batch.num_rows, _SAMPLES))]
    return SheetShown(
        sheet.file,
        sheet.name,
        sheet.rows,
        sheet.titles,
        tuple(samples),
        remarks_said(sheet.remarks),
    )


def _columns(
    mapping: Mapping, standard: Table, sheets: tuple[SheetShown, ...]
) -> tuple[ColumnSuggested, ...]:
    """Every title of the file in its order, with what it is thought to be."""
    mapped = {one.source: one for one in mapping.columns}
    open_ = {one.source: one for one in mapping.open}
    found: dict[str, ColumnSuggested] = {}
    for sheet in sheets:
        for place, title in enumerate(sheet.titles):
            if title not in found:
                samples = tuple(
                    row[place] for row in sheet.samples if place < len(row) and row[place]
                )
                found[title] = _column(
                    title, samples, mapped.get(title), open_.get(title), standard
                )
    return tuple(found.values())


def _covered(samples: tuple[str, ...], column: Column | None) -> tuple[str, ...]:
    """Samples of a column by its type; of one nobody knows yet, what the values themselves show."""
    masker = Masker()
    if column is None or column.type.mask in ("none", "hidden"):
        return tuple(masker.text(one)[0] for one in samples)
    return tuple(masker.value(one, column.type.mask, column.type.name) for one in samples)


def _column(
    source: str,
    samples: tuple[str, ...],
    known: Mapped | None,
    left: Open | None,
    standard: Table,
) -> ColumnSuggested:
    likely = known.column if known is not None else next(iter(left.candidates if left else ()), "")
    samples = _covered(samples, standard.column(likely))
    if known is not None:
        return ColumnSuggested(
            source, samples, known.column, _title(standard, known.column), known.confidence,
            known.confidence >= SURE, reason_said(known.reason), known.unit, (),
        )  # fmt: skip
    reason, candidates = (left.reason, left.candidates) if left is not None else ("", ())
    return ColumnSuggested(
        source, samples, "", Title("", ""), 0.0, left is None, reason_said(reason), "", candidates
    )


def _title(standard: Table, column: str) -> Title:
    found = standard.column(column)
    return found.title if found is not None else Title(column, column)
