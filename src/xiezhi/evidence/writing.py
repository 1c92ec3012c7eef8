"""Write a run bundle: whole or not at all, the same bytes for the same content."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from xiezhi.evidence.atomic import whole_folder
from xiezhi.evidence.canonical import content_hash, in_canonical_order
from xiezhi.evidence.manifest import Counts, Manifest, ModelCard, RunKey, TableVersion
from xiezhi.evidence.sameness import content_digests
from xiezhi.evidence.sums import SIGNATURE_FILE, SUMS_FILE, sums_text
from xiezhi.evidence.tables import CLUES, DOCUMENTS, LINKS, REASONS, SEARCHED

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from xiezhi.evidence.funnel import Funnel

__all__ = ["BundleContent", "json_text", "write_bundle"]

Signer = Callable[[bytes], bytes]
_ROW_GROUP = 65_536


@dataclass(frozen=True, slots=True)
class BundleContent:
    """Everything a bundle will hold.

    Attributes:
        clues: Columns of ``tables.CLUES`` and one ``value.`` column per clue column.
        rows: Evidence rows by input, with semantic types in their field metadata.
        run: ``run.json``: whatever differs between two identical runs.
        model_files: Content by name of the files in ``model/``.
    """

    model: ModelCard
    run_key: RunKey
    as_of: date | None
    parameters: Mapping[str, str | None]
    tables: Mapping[str, TableVersion]
    clues: pa.Table
    reasons: pa.Table
    rows: Mapping[str, pa.Table]
    links: pa.Table
    searched: pa.Table
    documents: pa.Table
    funnel: Funnel
    office_key: str
    documents_mode: str
    run: Mapping[str, Any]
    model_files: Mapping[str, bytes]
    notes: tuple[str, ...] = field(default=())

    def manifest(self) -> Manifest:
        """The manifest that this content has."""
        digests = content_digests(
            self.clues,
            {"reasons": self.reasons, "links": self.links, "searched": self.searched},
            self.rows,
            self.documents,
            self.funnel,
        )
        suppressed = len(self.clues) - self.clues.column("suppression").null_count
        return Manifest(
            model=self.model,
            run_key=self.run_key,
            as_of=self.as_of,
            parameters=self.parameters,
            tables=self.tables,
            counts=Counts(
                rows=sum(table.rows for table in self.tables.values()),
                clues=len(self.clues),
                pending=self.funnel.pending,
                not_checkable=self.funnel.not_checkable,
                excluded=self.funnel.excluded,
                suppressed=suppressed,
            ),
            content_hash=content_hash(digests),
            digests=digests,
            office_key=self.office_key,
            documents=self.documents_mode,
            notes=self.notes,
        )


def write_bundle(target: Path, content: BundleContent, sign: Signer | None = None) -> Manifest:
    """Write the bundle at ``target``, in place of an older one.

    Args:
        target: The bundle's folder.
        content: What it holds; tables are put into canonical order here.
        sign: Makes the detached signature from the bytes of ``SHA256SUMS``; None leaves it out.

    Returns:
        The manifest as written.

    Raises:
        OutputError: The disk is full or the place cannot be written; nothing is left behind.
    """
    manifest = content.manifest()
    with whole_folder(target) as folder:
        _write_json(folder / "manifest.json", manifest.to_json())
        _write_json(folder / "run.json", dict(content.run))
        _write_json(folder / "funnel.json", content.funnel.to_json())
        _write_table(folder / "clues.parquet", _fixed(content.clues, CLUES))
        _write_table(folder / "reasons.parquet", _fixed(content.reasons, REASONS))
        _write_table(folder / "links.parquet", _fixed(content.links, LINKS))
        _write_table(folder / "searched.parquet", _fixed(content.searched, SEARCHED))
        _write_table(folder / "documents.parquet", _fixed(content.documents, DOCUMENTS))
        (folder / "rows").mkdir()
        for name, table in content.rows.items():
            version = content.tables[name].version
            stamped = table.replace_schema_metadata({"xiezhi.table_version": version})
            _write_table(folder / "rows" / f"{name}.parquet", stamped)
        for name, data in content.model_files.items():
            path = folder / "model" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        sums = sums_text(folder).encode("utf8")
        (folder / SUMS_FILE).write_bytes(sums)
        if sign is not None:
            (folder / SIGNATURE_FILE).write_bytes(sign(sums))
    return manifest


def json_text(value: object) -> str:
    """JSON as bundle files hold it: sorted keys, two spaces, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2) + "\n"


def _write_json(path: Path, value: object) -> None:
    path.write_text(json_text(value), encoding="utf8")


def _write_table(path: Path, table: pa.Table) -> None:
    pq.write_table(
        in_canonical_order(table),
        path,
        compression="zstd",
        row_group_size=_ROW_GROUP,
        store_schema=True,
    )


def _fixed(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """The table's fixed columns first, in the types of the schema; other columns after them."""
    said = [one.with_metadata(table.schema.field(one.name).metadata) for one in schema]
    fixed = table.select(schema.names).cast(pa.schema(said))  # an amount says its currency
    for other in table.schema:
        if other.name not in schema.names:
            fixed = fixed.append_column(other, table.column(other.name))
    return fixed
