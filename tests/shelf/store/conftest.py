"""A store in a new workspace, and rows of an invented pension table."""

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from xiezhi.rulebook.tables import Table, Tables
from xiezhi.shelf.catalogue import Covered, Version
from xiezhi.shelf.origin import pack
from xiezhi.shelf.standard_schema import standard_schema
from xiezhi.shelf.store import DeliveredFile, Delivery, Snapshot, Store

PENSION = """\
table: pension
title: {zh: 养老金发放, en: pension payments}
grain: {zh: 每人每月一行, en: one row per person and month}
owner: {zh: 社会保险经办机构, en: social insurance agency}
origin: supplied
key: [citizen_id, month]
cluster: [citizen_id]
sensitivity: personal
event: month
coverage: {by: [agency], date: month}
columns:
  citizen_id: {type: citizen_id, title: {zh: 公民身份号码, en: identity number}}
  month: {type: month, title: {zh: 月份, en: month}}
  amount: {type: money, title: {zh: 金额, en: amount}}
  agency: {type: agency, title: {zh: 经办机构, en: agency}}
  checked: {type: date, list: true, title: {zh: 认证日期, en: days of proof of life}}
"""
Row = tuple[str, str, str]
"""Person, month as 2031-01, amount."""


class Office:
    """A store and short words for what is done to it."""

    def __init__(self, folder: Path, table: Table) -> None:
        self.folder = folder
        self.table = table
        self.store = Store.open(folder, patience=30)

    def delivery(
        self, batch: int, *, file: str = "", day: str | None = None, provider: str = "某区社保"
    ) -> Delivery:
        content = hashlib.sha256((file or str(batch)).encode()).hexdigest()
        described = None if day is None else date.fromisoformat(day)
        covered = (Covered(None, None, date(2030, 1, 1), None),)
        files = (DeliveredFile(file or f"{batch}.xls", "Sheet1", content, 0),)
        return Delivery(batch, provider, files, described, covered, "合同甲", "2031-07-01T08:00:00")

    def rows(self, batch: int, *rows: Row) -> pa.RecordBatch:
        """Rows as normalising makes them; the first is row 2 of the sheet."""
        said = [
            {
                "_row": pack(batch, 1, place),
                "citizen_id": person,
                "month": date.fromisoformat(f"{month}-01"),
                "amount": amount,
                "agency": "某区社保",
            }
            for place, (person, month, amount) in enumerate(rows, start=2)
        ]
        schema = standard_schema(self.table)
        columns = {name: [one.get(name) for one in said] for name in schema.names}
        arrays = [
            pa.array(columns[field.name], pa.string()).cast(field.type)
            if field.name == "amount"
            else pa.array(columns[field.name], field.type)
            for field in schema
        ]
        return pa.RecordBatch.from_arrays(arrays, schema=schema)

    def load(self, mode: str, *rows: Row, anyway: bool = False, **said: str) -> Snapshot:
        batch = self.store.next_batch()
        return self.store.load(
            self.table,
            [self.rows(batch, *rows)],
            mode=mode,
            delivery=self.delivery(batch, **said),
            anyway=anyway,
        )

    def held(self, snapshot: int | None = None) -> dict[tuple[str, str], tuple[str, int]]:
        """Amount and ``_row`` by person and month, read raw from the version's files."""
        return held(self.store.version(self.table.name, snapshot))


def held(version: Version) -> dict[tuple[str, str], tuple[str, int]]:
    if version.memory is not None:
        return {}
    files = [str(path) for path in version.files]
    found = duckdb.sql(
        "SELECT citizen_id, strftime(month, '%Y-%m'), amount::VARCHAR, _row "
        f"FROM read_parquet({files}, union_by_name = true)"
    ).fetchall()
    assert len(found) == version.rows
    return {(person, month): (amount, row) for person, month, amount, row in found}


@pytest.fixture
def standard(tmp_path: Path) -> Callable[..., Table]:
    """The standard table, with pieces of its text changed."""

    def made(*changes: tuple[str, str]) -> Table:
        folder, text = tmp_path / "tables", PENSION
        folder.mkdir(exist_ok=True)
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (folder / "pension.yaml").write_text(text, "utf8")
        return Tables.load(folder)["pension"]

    return made


@pytest.fixture
def pension(standard: Callable[..., Table]) -> Table:
    return standard()


@pytest.fixture
def open_office(pension: Table) -> Callable[[Path], Office]:
    """An office whose workspace is elsewhere."""
    return lambda folder: Office(folder, pension)


@pytest.fixture
def office(tmp_path: Path, open_office: Callable[[Path], Office]) -> Office:
    return open_office(tmp_path / "workspace")
