"""One new version of a table, or none: files into place, then one row of the catalogue changes.

The data file lies in its place and on the disk before the catalogue's database is told; the
database's own transaction decides. Whatever stops the program before that leaves files that no
version names, which a cleaner removes; afterwards the version is whole. When the answer of the
database is lost, the table is asked whether the version is there.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyiceberg.exceptions import CommitFailedException

from xiezhi.shelf.standard_schema import field_id
from xiezhi.shelf.store.disk import sync_file
from xiezhi.shelf.store.files import file_name, sum_of
from xiezhi.shelf.store.refusal import spoilt
from xiezhi.shelf.store.snapshot import LOAD, summary_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa
    from pyiceberg.table import Table as IcebergTable

    from xiezhi.shelf.store.files import StoredFile
    from xiezhi.shelf.store.stock import Stock

__all__ = ["Change", "NewFile", "commit", "new_file"]


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file in a draft folder, ready to be taken over.

    Attributes:
        path: Where it is.
        name: What it will be called.
        sha256: Sum of its bytes.
        rows: How many.
    """

    path: Path
    name: str
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class Change:
    """What a version adds and drops.

    Attributes:
        added: Files to take over.
        dropped: Files of the version before that are no longer in it.
        properties: What the version says of itself.
    """

    added: Sequence[NewFile]
    dropped: Sequence[StoredFile]
    properties: Mapping[str, str]


def new_file(path: Path, schema: pa.Schema, schema_id: int, batch: int) -> NewFile:
    """Look a written file over: its field ids are those of the table, its sum is its name.

    Raises:
        StoreError: A field id is missing or another.
        OSError: It cannot be read.
    """
    import pyarrow.parquet as pq

    metadata = pq.read_metadata(path)
    written = metadata.schema.to_arrow_schema()
    ids = {field.name: field_id(field) for field in written}
    wanted = {field.name: field_id(field) for field in schema}
    if ids != wanted:
        raise spoilt("A file was written without its field ids.", str(path), f"{ids}, not {wanted}")
    digest = sum_of(path)
    return NewFile(path, file_name(batch, schema_id, digest), digest, metadata.num_rows)


def commit(stock: Stock, table: IcebergTable, change: Change) -> IcebergTable:
    """Make the version; the caller holds the table's lock.

    Args:
        stock: The store.
        table: The stored table as it was when the change was worked out.
        change: What it adds and drops.

    Returns:
        The table with the version.

    Raises:
        CommitFailedException: Somebody made another version meanwhile, on a machine that does not
            see this one's locks; nothing has changed.
        OSError, sqlalchemy.exc.SQLAlchemyError: Nothing has changed, unless the catalogue can no
            longer be asked; then the next load finds out.
    """
    name = table.name()[-1]
    load = secrets.token_hex(16)
    placed: list[Path] = []
    try:
        for new in change.added:
            placed.append(stock.place.data(name) / new.name)
            _take_over(new.path, placed[-1])
        _commit(stock, table, placed, change, load)
    except CommitFailedException:
        for new, path in zip(change.added, placed, strict=True):
            path.replace(new.path)  # the next attempt may need it
        raise
    except BaseException as error:
        landed = _landed(stock, name, load)
        if landed is False:
            _remove(placed)
        if not landed or not isinstance(error, Exception):
            raise
    for new, path in zip(change.added, placed, strict=True):
        stock.sums_of(name).remember(path, new.sha256)
    return stock.need(name)


def _take_over(draft: Path, path: Path) -> None:
    """Move a file into the table's folder; it is on the disk then."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft.replace(path)
    sync_file(path)


def _commit(
    stock: Stock, table: IcebergTable, placed: Sequence[Path], change: Change, load: str
) -> None:
    from pyiceberg.io.pyarrow import parquet_file_to_data_file

    transaction = table.transaction()
    said = {**change.properties, LOAD: load}
    update = transaction.update_snapshot(snapshot_properties=said)
    producer = update.overwrite() if change.dropped else update.merge_append()
    for old in change.dropped:
        producer.delete_data_file(old.entry)
    for path in placed:
        uri = stock.place.uri(path)
        producer.append_data_file(
            parquet_file_to_data_file(table.io, transaction.table_metadata, uri)
        )
    producer.commit()
    transaction.commit_transaction()


def _landed(stock: Stock, table: str, load: str) -> bool | None:
    """Whether the version is there after all; None when the catalogue cannot be asked."""
    try:
        found = stock.find(table)
    except Exception:  # noqa: BLE001 - the error behind is raised; files stay until it is known
        return None
    versions = () if found is None else found.metadata.snapshots
    return any(summary_of(one).get(LOAD) == load for one in versions)


def _remove(placed: Sequence[Path]) -> None:
    for path in placed:
        path.unlink(missing_ok=True)
