"""Data files of a version: read raw from its manifests, named after batch, columns and content."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem
from xiezhi.shelf.store.refusal import StoreError, spoilt

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pyarrow as pa
    from pyiceberg.io import FileIO
    from pyiceberg.manifest import DataFile
    from pyiceberg.table.snapshots import Snapshot as IcebergSnapshot

    from xiezhi.shelf.store.place import Place

__all__ = ["StoredFile", "check_sum", "file_name", "files_of", "filled_in", "sum_of"]

_NAME = re.compile(r"(\d+)-(\d+)-([0-9a-f]{64})\.parquet")
_CHUNK = 4 << 20


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One Parquet file of a version.

    Attributes:
        path: Where it is.
        rows: How many.
        schema: Id of the schema it was written with.
        sha256: Sum of its bytes when it was written.
        entry: What the manifest says of it.
    """

    path: Path
    rows: int
    schema: int
    sha256: str
    entry: DataFile


def file_name(batch: int, schema: int, sha256: str) -> str:
    """The name of a data file: it says what wrote it, with which columns, and what is in it."""
    return f"{batch:06d}-{schema}-{sha256}.parquet"


def filled_in(paths: Iterable[Path], schema: pa.Schema) -> frozenset[str]:
    """Columns that hold a value in one of the files, by their footers.

    Lists and structs count as filled: their footers tell no missing list from a list of nothing.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    found = {field.name for field in schema if pa.types.is_nested(field.type)}
    for path in paths:
        footer = pq.read_metadata(path)
        for group in map(footer.row_group, range(footer.num_row_groups)):
            for part in map(group.column, range(group.num_columns)):
                said = part.statistics
                if said is None or not said.has_null_count or said.null_count < part.num_values:
                    found.add(part.path_in_schema)
    return frozenset(found & set(schema.names))


def sum_of(path: Path) -> str:
    """SHA-256 of a file's bytes.

    Raises:
        OSError: It cannot be read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def files_of(snapshot: IcebergSnapshot, io: FileIO, place: Place) -> tuple[StoredFile, ...]:
    """The files of a version, in the order of their names.

    Raises:
        StoreError: Another program wrote into the table: rows deleted aside, files of other names.
    """
    from pyiceberg.manifest import DataFileContent, ManifestContent

    found = []
    for manifest in snapshot.manifests(io):
        if manifest.content != ManifestContent.DATA:
            raise _foreign(manifest.manifest_path, "rows are deleted in a file aside")
        for entry in manifest.fetch_manifest_entry(io, discard_deleted=True):
            file = entry.data_file
            if file.content != DataFileContent.DATA:
                raise _foreign(file.file_path, "rows are deleted in a file aside")
            found.append(_stored(file, place))
    return tuple(sorted(found, key=lambda one: one.path.name))


def _stored(file: DataFile, place: Place) -> StoredFile:
    path = place.path(file.file_path)
    name = _NAME.fullmatch(path.name)
    if name is None:
        raise _foreign(file.file_path, "the file is not named as the store names its files")
    return StoredFile(path, int(file.record_count), int(name[2]), name[3], file)


def check_sum(file: StoredFile, found: str) -> None:
    """Refuse a file that is no longer what was written.

    Raises:
        StoreError: Its sum is another.
    """
    if found != file.sha256:
        raise spoilt(
            "A file of the shelf has changed since it was written.",
            str(file.path),
            f"its sum is {found[:12]}…, it was written as {file.sha256[:12]}…",
        )


def _foreign(where: str, why: str) -> StoreError:
    return StoreError(
        Problem(
            what="Another program has written into the table.",
            where=where,
            why=why,
            cure="Roll back to the last version that `xiezhi shelf add` made.",
            code="store-foreign",
        )
    )
