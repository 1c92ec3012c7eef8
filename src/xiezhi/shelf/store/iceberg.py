"""The Iceberg catalogue of a workspace: SQLite beside the tables, or a database by URL.

Tables keep no bounds of values in their manifests: engines prune by the statistics inside the
Parquet files, and nothing of a person outlives the file it was in. PyIceberg's own retry is off,
since what a version says of its deliveries must be computed anew on the new head.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from xiezhi.shelf.store.disk import FOLDER, IMPLEMENTATION, ROOT
from xiezhi.shelf.store.refusal import said_clearly

if TYPE_CHECKING:
    import pyarrow as pa
    from pyiceberg.catalog.sql import SqlCatalog
    from pyiceberg.table import Table as IcebergTable

    from xiezhi.shelf.store.place import Place

__all__ = [
    "create_table",
    "drop_table",
    "find_table",
    "heads",
    "open_catalogue",
    "table_names",
]

_NAMESPACE = "shelf"
_WAIT_SECONDS = 60
_PROPERTIES = {
    "format-version": "2",
    "commit.retry.num-retries": "0",
    "write.metadata.delete-after-commit.enabled": "true",
    "write.metadata.previous-versions-max": "20",
    "write.metadata.metrics.default": "counts",
    "commit.manifest-merge.enabled": "true",
    "commit.manifest.min-count-to-merge": "8",
    "write.parquet.compression-codec": "zstd",
}


def open_catalogue(place: Place, url: str | None) -> SqlCatalog:
    """Open the catalogue; its two tables and the namespace are made when they are missing.

    Args:
        place: The workspace.
        url: SQLAlchemy URL of a database, ``postgresql+psycopg://…``; None is ``shelf.db``.

    Raises:
        DiskError: The database cannot be opened.
    """
    from pyiceberg.catalog.sql import SqlCatalog
    from pyiceberg.exceptions import NamespaceAlreadyExistsError

    uri = url or f"sqlite:///{place.folder / 'shelf.db'}?timeout={_WAIT_SECONDS}"
    properties = {
        "uri": uri,
        "warehouse": f"{place.root}/tables",
        "py-io-impl": IMPLEMENTATION,
        "pool_pre_ping": "true",
        ROOT: place.root,
        FOLDER: str(place.folder),
    }
    with said_clearly("shelf.db" if url is None else "the catalogue's database"):
        with place.locked("catalogue"):
            catalogue = SqlCatalog(_name(place), **properties)
            if not catalogue.namespace_exists(_NAMESPACE):
                try:
                    catalogue.create_namespace(_NAMESPACE)
                except NamespaceAlreadyExistsError:
                    return catalogue  # made on another machine meanwhile
        return catalogue


def _name(place: Place) -> str:
    """Several workspaces may share one database: each is named after where it was made."""
    return f"xiezhi-{hashlib.sha256(place.root.encode()).hexdigest()[:16]}"


def table_names(catalogue: SqlCatalog) -> tuple[str, ...]:
    """Names of the tables that are there, sorted."""
    return tuple(sorted(str(name[-1]) for name in catalogue.list_tables(_NAMESPACE)))


def heads(catalogue: SqlCatalog) -> dict[str, str]:
    """Where each table's newest metadata lie: a word that changes with every commit; one query."""
    from pyiceberg.catalog.sql import IcebergTables
    from sqlalchemy import select

    asked = select(IcebergTables.table_name, IcebergTables.metadata_location).where(
        IcebergTables.catalog_name == catalogue.name,
        IcebergTables.table_namespace == _NAMESPACE,
    )
    with catalogue.engine.connect() as connection:
        return {name: place or "" for name, place in connection.execute(asked)}


def find_table(catalogue: SqlCatalog, table: str) -> IcebergTable | None:
    """The stored table as it is now; None when there is none."""
    from pyiceberg.exceptions import NoSuchTableError

    try:
        return catalogue.load_table((_NAMESPACE, table))
    except NoSuchTableError:
        return None


def create_table(
    catalogue: SqlCatalog, place: Place, table: str, schema: pa.Schema
) -> IcebergTable:
    """Make a stored table without versions; when another was quicker, that one."""
    from pyiceberg.exceptions import TableAlreadyExistsError

    try:
        return catalogue.create_table(
            (_NAMESPACE, table),
            schema,
            location=place.uri(place.table(table)),
            properties=_PROPERTIES,
        )
    except TableAlreadyExistsError:
        return catalogue.load_table((_NAMESPACE, table))


def drop_table(catalogue: SqlCatalog, table: str) -> None:
    """Take a table out of the catalogue; its files are left for whoever removes them."""
    catalogue.drop_table((_NAMESPACE, table))
