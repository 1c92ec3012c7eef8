"""Whether stored columns can be offered in the types that the standard table gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from xiezhi.kernel.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xiezhi.shelf.catalogue import Version

__all__ = ["column_problems", "fits"]


def column_problems(
    version: Version, declared: Mapping[str, str], companions: Mapping[str, str]
) -> list[Problem]:
    """What is wrong with the columns of a version, all at once.

    Args:
        version: The version.
        declared: Columns that must be there, with the DuckDB type each is offered in.
        companions: Columns that may be absent, likewise.
    """
    where = str(version.files[0]) if version.files else version.table
    problems = [
        Problem(
            what=f"{version.table} has no column {name}.",
            where=where,
            why=f"it has {', '.join(version.schema.names)}",
            cure="Read the documents again with this version, or map the column on the shelf.",
            code="column-missing",
        )
        for name in declared
        if name not in version.schema.names
    ]
    for name, storage in _stored(version, {**declared, **companions}):
        kind = version.schema.field(name).type
        if not fits(kind, storage):
            problems.append(
                Problem(
                    what=f"The column {name} of {version.table} is of another type.",
                    where=where,
                    why=f"it is {kind}; {storage} is expected",
                    cure=_CURES.get(storage.rstrip("[]").partition("(")[0], _CURES["VARCHAR"]),
                    code="column-type",
                )
            )
    return problems


def fits(kind: pa.DataType, storage: str) -> bool:
    """Whether values of an Arrow type can be offered as a DuckDB type without a guess."""
    if pa.types.is_null(kind):
        return True  # a column of nulls has no type of its own
    if pa.types.is_dictionary(kind):
        return fits(kind.value_type, storage)
    if storage.endswith("[]"):
        many = pa.types.is_list(kind) or pa.types.is_large_list(kind)
        many = many or pa.types.is_fixed_size_list(kind)
        return many and fits(kind.value_type, storage[:-2])
    return any(test(kind) for test in _TESTS.get(storage.partition("(")[0], ()))


_TESTS = {
    "VARCHAR": (
        pa.types.is_string,
        pa.types.is_large_string,
        lambda kind: kind == pa.string_view(),
    ),
    "BOOLEAN": (pa.types.is_boolean,),
    "DATE": (pa.types.is_date,),
    "INTEGER": (pa.types.is_integer,),
    "BIGINT": (pa.types.is_integer,),
    "DECIMAL": (pa.types.is_decimal, pa.types.is_integer),
    "DOUBLE": (pa.types.is_floating, pa.types.is_decimal, pa.types.is_integer),
    "TIMESTAMP": (pa.types.is_timestamp,),
}
_CURES = {
    "VARCHAR": "Store it as text (`CAST … AS VARCHAR`).",
    "DATE": "Store it as a date; text and moments have several readings.",
    "DECIMAL": "Store money as DECIMAL(18, 2); binary fractions lose cents.",
    "INTEGER": "Store it as whole numbers.",
    "BIGINT": "Store it as whole numbers.",
    "BOOLEAN": "Store it as true and false; 0 and 1 may mean something else.",
}


def _stored(version: Version, wanted: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    return ((name, kind) for name, kind in wanted.items() if name in version.schema.names)
