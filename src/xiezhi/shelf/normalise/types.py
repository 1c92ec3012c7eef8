"""Which module normalises which semantic type."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from xiezhi.shelf.ingest.raw import RawColumn
from xiezhi.shelf.normalise import (
    case_number,
    charge,
    citizen_id,
    code,
    date,
    length,
    measure,
    money,
    month,
    name,
    reasons,
    term,
    text,
    uscc,
    word,
)
from xiezhi.shelf.normalise.cells import plain_texts
from xiezhi.shelf.normalise.many import many, parts_of
from xiezhi.shelf.normalise.normal import Normal, Reading, Refusals

if TYPE_CHECKING:
    from collections.abc import Callable

    from xiezhi.rulebook.tables import Column

__all__ = ["NORMALISERS", "normalise_column"]

Normaliser: TypeAlias = "Callable[[RawColumn, Reading], Normal]"

NORMALISERS: dict[str, Normaliser] = {
    "person_name": name.person_names,
    "org_name": name.org_names,
    "agency": name.org_names,
    "citizen_id": citizen_id.citizen_ids,
    "uscc": uscc.usccs,
    **dict.fromkeys(
        ("other_id", "prisoner_no", "bank_account", "doc_id", "file_no", "cert_no", "parcel_no",
         "equipment_code", "waste_code", "object_id", "digest", "article_no", "admin_division"),
        code.codes,
    ),
    "doc_number": code.doc_numbers,
    "phone": code.phones,
    "plate": code.plates,
    "vin": code.vins,
    "case_number": case_number.case_numbers,
    "case_number_key": case_number.case_number_keys,
    "charge": charge.charges,
    **dict.fromkeys(
        ("address", "diagnosis", "case_cause", "law_name", "law_ref", "text", "free_text"),
        text.texts,
    ),
    "document": text.documents,
    "money": money.money,
    "rate": measure.rates,
    "share": measure.shares,
    "quantity": measure.quantities,
    "area": measure.areas,
    "number": measure.numbers,
    "count": length.counts,
    **dict.fromkeys(("int", "ordinal", "clause_no"), length.whole_numbers),
    "months": length.months,
    "days": length.days,
    "years": length.years,
    "age": length.ages,
    "date": date.dates,
    "datetime": month.datetimes,
    "month": month.months_of_year,
    "term": term.terms,
    "period": term.periods,
    "status_code": word.statuses,
    "bool": word.booleans,
}  # fmt: skip


def normalise_column(
    column: RawColumn, target: Column, reading: Reading, *, damaged: bool = False
) -> Normal:
    """A raw column as a column of a standard table.

    Args:
        column: As the file holds it.
        target: The column of the standard table.
        reading: What the mapping says of it.
        damaged: Some cells may hold U+FFFD for bytes that are no text; those are refused.
    """
    if damaged:
        return _without_damage(column, target, reading)
    if reading.part:
        column = _end_of(column, reading.part)
        reading = replace(reading, part="", open_end=reading.part == "end" or reading.open_end)
    if target.type.family == "money":
        reading = replace(reading, currency=target.type.unit)
    normaliser = NORMALISERS[target.type.family]
    if not target.is_list:
        return normaliser(column, reading)
    kind = normaliser(RawColumn(pa.array([], pa.string())), reading).values.type
    part = charge.charge_parts if target.type.name == "charge" else parts_of
    return many(column, lambda some: normaliser(some, reading), kind, part)


def _end_of(column: RawColumn, part: str) -> RawColumn:
    """The first or the last day of periods written in one cell; what does not part stays whole."""
    from xiezhi.kernel.errors import RefusedValueError

    def end(cell: str) -> str:
        try:
            return term.ends_of(cell)[part == "end"]
        except RefusedValueError:
            return cell

    encoded = plain_texts(column).dictionary_encode()
    words = pa.array([end(cell) for cell in encoded.dictionary.to_pylist()], pa.string())
    return RawColumn(words.take(encoded.indices))


def _without_damage(column: RawColumn, target: Column, reading: Reading) -> Normal:
    import numpy as np

    cells = column.cells
    spoilt = np.zeros(len(cells), bool)
    if pa.types.is_string(cells.type):
        found = pc.fill_null(pc.match_substring(cells, "\ufffd"), False)  # noqa: FBT003
        spoilt = found.to_numpy(zero_copy_only=False)
    if not spoilt.any():
        return normalise_column(column, target, reading)
    clean = pc.if_else(pa.array(spoilt), pa.scalar(None, cells.type), cells)
    normal = normalise_column(RawColumn(clean, column.kinds), target, reading)
    refusals = Refusals(len(cells))
    for number, reason in enumerate(normal.reasons, 1):
        if normal.codes is not None:
            refusals.add(normal.codes == number, reason)
    refusals.add(spoilt, reasons.DAMAGED_TEXT)
    return refusals.normal(normal.values, normal.masked)
