"""Checks of columns in one pass over the files: completeness, validity, plausibility."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from xiezhi.shelf.quality.finding import Finding, judged, not_applicable
from xiezhi.shelf.quality.possible import birth_disagrees, impossible, out_of_order, pairs_of
from xiezhi.shelf.quality.share import share_of
from xiezhi.shelf.quality.valid import invalid

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from xiezhi.rulebook.quality import QualityRules
    from xiezhi.rulebook.tables import Column, Table
    from xiezhi.shelf.catalogue import Version
    from xiezhi.shelf.quality.failing import FailingRows

__all__ = ["column_findings", "origin_texts", "role_of"]

_ROWS = 1 << 17


def column_findings(
    version: Version,
    table: Table,
    rules: QualityRules,
    failing: FailingRows,
    as_of: date | None,
) -> list[Finding]:
    """Completeness, validity and plausibility of every column that the version has."""
    there = [name for name in table.columns if name in version.schema.names]
    empty = {name for name in there if share_of(version, table.columns[name], "completeness") == 0}
    tallies = {
        name: _Tally()
        for name in there
        if name not in empty or role_of(table, table.columns[name]) != "other"
    }
    pairs = [pair for pair in pairs_of(table, rules.plausible) if set(pair) <= tallies.keys()]
    births = _births(table, rules, tallies)
    orders: dict[str, _Tally] = {"+".join(pair): _Tally() for pair in [*pairs, *births]}
    for batch in _batches(version, [*tallies]):
        origins = origin_texts(version, batch)
        for name, tally in tallies.items():
            column = table.columns[name]
            values = batch.column(name)
            asked = rules.threshold("completeness", **_subject(table, column))
            tally.look(column, values, origins, failing, rules, as_of, complete=asked is not None)
        for pair in pairs:
            wrong = out_of_order(*(batch.column(name) for name in pair))
            orders["+".join(pair)].pair(batch, pair, wrong, origins, failing, "先后颠倒 / order")
        for pair in births:
            wrong = birth_disagrees(*(batch.column(name) for name in pair))
            orders["+".join(pair)].pair(
                batch, pair, wrong, origins, failing, "与身份号码中的出生日期不符 / birth date"
            )
    found = [
        not_applicable("completeness", name, "整列为空，没有交付 / empty throughout")
        for name in there
        if name not in tallies
    ]
    for name, tally in tallies.items():
        found += tally.findings(table, table.columns[name], rules)
    threshold = rules.threshold("plausibility", role="other")
    found += [
        judged("plausibility", name, tally.both, tally.impossible, threshold)
        for name, tally in orders.items()
    ]
    return found


def role_of(table: Table, column: Column) -> str:
    """``key``, ``required``, ``cluster`` or ``other``."""
    if column.name in table.key:
        return "key"
    if not column.nullable:
        return "required"
    return "cluster" if column.name in table.cluster else "other"


def origin_texts(version: Version, batch: pa.RecordBatch) -> pa.Array:
    """What names each row for good, as bundles cite it; its place without an origin."""
    if version.origin:
        parts = [pc.cast(batch.column(name), pa.string()) for name in version.origin]
        return pc.binary_join_element_wise(
            *parts, "/", null_handling="replace", null_replacement=""
        )
    return pa.array([str(n) for n in range(len(batch))], pa.string())


def _subject(table: Table, column: Column) -> dict[str, str]:
    return {
        "role": role_of(table, column),
        "type": column.type.name,
        "table": table.name,
        "column": column.name,
    }


def _births(table: Table, rules: QualityRules, tallies: dict[str, _Tally]) -> list[tuple[str, str]]:
    """The identity number beside the date of birth, where a table has one of each."""
    numbers = [name for name in tallies if table.columns[name].type.name == "citizen_id"]
    days = [name for name in tallies if name in rules.plausible.births]
    return [(numbers[0], days[0])] if len(numbers) == 1 and len(days) == 1 else []


def _batches(version: Version, columns: list[str]) -> Iterator[pa.RecordBatch]:
    """The version in batches that have every column, those a file lacks as nulls."""
    wanted = list(dict.fromkeys([*version.origin, *columns]))
    if version.memory is not None:
        yield from _chunks(version.memory.select(wanted))
        return
    for path in version.files:
        with pq.ParquetFile(path) as file:
            there = [name for name in wanted if name in file.schema_arrow.names]
            for batch in file.iter_batches(_ROWS, columns=there):
                arrays = [
                    batch.column(name)
                    if name in there
                    else pa.nulls(len(batch), version.schema.field(name).type)
                    for name in wanted
                ]
                yield pa.record_batch(arrays, names=wanted)


def _chunks(table: pa.Table) -> Iterator[pa.RecordBatch]:
    yield from table.combine_chunks().to_batches(_ROWS)


@dataclass(slots=True)
class _Tally:
    """Counts of one column, or of a pair."""

    rows: int = 0
    missing: int = 0
    tested: bool = False
    invalid: int = 0
    bounded: bool = False
    impossible: int = 0
    both: int = 0
    why: dict[str, str] = field(default_factory=dict)

    def look(
        self,
        column: Column,
        values: pa.Array,
        origins: pa.Array,
        failing: FailingRows,
        rules: QualityRules,
        as_of: date | None,
        *,
        complete: bool,
    ) -> None:
        """Count a batch."""
        self.rows += len(values)
        self.missing += values.null_count
        if complete and values.null_count:
            where = pc.is_null(values)
            failing.add("completeness", column.name, origins.filter(where), None, "空 / empty")
        if values.null_count == len(values):
            return
        wrong, why = invalid(column, values)
        if wrong is not None:
            self.tested = True
            self.invalid += self._keep("validity", column, values, wrong, why, origins, failing)
        wrong, why = impossible(column, values, rules.plausible, as_of)
        if wrong is not None:
            self.bounded = True
            self.impossible += self._keep(
                "plausibility", column, values, wrong, why, origins, failing
            )

    def pair(
        self,
        batch: pa.RecordBatch,
        pair: tuple[str, str],
        wrong: pa.Array,
        origins: pa.Array,
        failing: FailingRows,
        why: str,
    ) -> None:
        """Count a batch of two columns that belong together."""
        first, second = (batch.column(name) for name in pair)
        self.both += pc.sum(pc.and_(pc.is_valid(first), pc.is_valid(second))).as_py() or 0
        failed = pc.sum(wrong).as_py() or 0
        self.impossible += failed
        if failed:
            failing.add(
                "plausibility", "+".join(pair), origins.filter(wrong), second.filter(wrong), why
            )

    def findings(self, table: Table, column: Column, rules: QualityRules) -> Iterator[Finding]:
        """What the counts say against the thresholds."""
        subject = _subject(table, column)
        filled = self.rows - self.missing
        yield judged(
            "completeness",
            column.name,
            self.rows,
            self.missing,
            rules.threshold("completeness", **subject),
        )
        if self.tested:
            threshold = rules.threshold("validity", **subject)
            why = self.why.get("validity", "")
            yield judged("validity", column.name, filled, self.invalid, threshold, why)
        if self.bounded:
            threshold = rules.threshold("plausibility", **subject)
            why = self.why.get("plausibility", "")
            yield judged("plausibility", column.name, filled, self.impossible, threshold, why)

    def _keep(
        self,
        check: str,
        column: Column,
        values: pa.Array,
        wrong: pa.Array,
        why: str,
        origins: pa.Array,
        failing: FailingRows,
    ) -> int:
        failed = int(pc.sum(wrong).as_py() or 0)
        if failed:
            self.why[check] = why
            failing.add(check, column.name, origins.filter(wrong), values.filter(wrong), why)
        return failed
