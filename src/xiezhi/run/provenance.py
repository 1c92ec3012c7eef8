"""What a bundle says of each table version: terms, and the deliveries its evidence came with."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from xiezhi.evidence.manifest import Contract, Coverage, TableVersion
from xiezhi.evidence.provenance import DeliveredSheet, DeliveryCard, TermsCard
from xiezhi.shelf.origin import ROW, unpack

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyarrow as pa

    from xiezhi.run.planning import RunPlan
    from xiezhi.shelf.catalogue import Batch, Version

__all__ = ["table_version"]


def table_version(plan: RunPlan, name: str, rows: pa.Table | None) -> TableVersion:
    """The manifest's entry of an input.

    Args:
        plan: The run.
        name: The input.
        rows: Its evidence rows with their origins; None when it has none.
    """
    version = plan.versions[name]
    inputs = {one.name: one for one in plan.compiled.inputs}
    return TableVersion(
        table=version.table,
        version=version.name,
        number=version.number,
        hash=version.hash,
        rows=version.rows,
        data_as_of=version.data_as_of,
        coverage=tuple(
            Coverage(
                f"{part.column}={part.value}" if part.column else "",
                part.covers_from,
                part.covers_to,
            )
            for part in version.covered
        ),
        contract=Contract(version.agreement.id, version.agreement.purposes or ()),
        columns={column.name: column.type.name for column in inputs[name].columns},
        terms=tuple(_terms(version)),
        deliveries=tuple(_deliveries(version, rows)),
        rows_of=_rows_of(version),
    )


def _terms(version: Version) -> Iterable[TermsCard]:
    for one in version.agreements:
        if one.id:
            yield TermsCard(
                one.id,
                one.provider,
                one.basis,
                one.purposes or (),
                one.valid_until,
                one.authorisation,
            )


def _deliveries(version: Version, rows: pa.Table | None) -> Iterable[DeliveryCard]:
    """Only what evidence rows came with: a bundle tells no more of an agency than it must."""
    if not version.deliveries or rows is None:
        return
    cited: defaultdict[int, set[int]] = defaultdict(set)
    for text in rows.column(ROW).unique().to_pylist():
        origin = unpack(int(text.partition("@")[0]))
        cited[origin.batch].add(origin.sheet)
    known: Mapping[int, Batch] = {one.batch: one for one in version.deliveries}
    for batch in sorted(cited.keys() & known.keys()):
        delivery = known[batch]
        files = list(enumerate(delivery.files, 1))
        sheets = tuple(
            DeliveredSheet(place, file.name, file.sheet, file.sha256)
            for place, file in files
            if place in cited[batch]
        )
        yield DeliveryCard(
            batch, delivery.provider, delivery.contract_id, delivery.data_as_of, sheets
        )


def _rows_of(version: Version) -> str:
    only = version.only
    if only is None:
        return ""
    return f"{only.column}={'、'.join(only.values)}{'…' if only.prefix else ''}"
