"""A facts folder, as ``xiezhi read`` leaves it: an anonymous workspace.

``<table>.parquet`` per standard table, ``manifest.json`` by the reader, and, where an office adds
tables of its own (enforcement cases, …), ``supplied.json`` by hand. Both may say::

    {"data_as_of": "2031-12-31",
     "tables": {"enforcement_case": {"data_as_of": "2031-11-30"}},
     "coverage": [{"table": "enforcement_case", "column": "court", "value": "某市某区人民法院",
                   "covers_from": "2030-01-01", "covers_to": "2031-12-31"}],
     "contracts": {"enforcement_case": {"id": "合同甲", "purposes": ["刑事执行监督"]}}}

A stretch of coverage without ``table`` holds for every table, one without ``column`` for all rows.
What ``supplied.json`` says of a table goes before what the manifest says. Facts that were read from
a table of a shelf stay under its contracts: ``shelf`` of the manifest names them.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from xiezhi.kernel.errors import Problem
from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.catalogue import (
    Agreement,
    CatalogueError,
    Covered,
    Reading,
    Version,
    missing_table,
    stamp_of,
)
from xiezhi.shelf.hashes import FileHashes

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FactsFolder"]

_MANIFEST, _SUPPLIED = "manifest.json", "supplied.json"


class FactsFolder:
    """The catalogue of a facts folder.

    Args:
        folder: The folder.
        trust_unchanged: Take a file's hash from the last run when size and time are as then;
            ``verify`` sets it to False.

    Raises:
        CatalogueError: No folder, no table in it, or a manifest that cannot be read.
    """

    def __init__(self, folder: Path, *, trust_unchanged: bool = True) -> None:
        self.folder = folder
        self._hashes = FileHashes(folder, trust_unchanged=trust_unchanged)
        self._versions: dict[str, Version] = {}
        self._manifest = _said(folder, _MANIFEST)
        self._supplied = _said(folder, _SUPPLIED)
        if not self.tables:
            raise CatalogueError(
                Problem(
                    what="The folder holds no facts.",
                    where=str(folder),
                    why="no <table>.parquet of a standard table is there",
                    cure="Name the --out folder of `xiezhi read`.",
                    code="facts-empty",
                )
            )

    @cached_property
    def tables(self) -> tuple[str, ...]:
        """Standard tables that have a file here, sorted."""
        there = {path.stem for path in self.folder.glob("*.parquet")}
        return tuple(sorted(there & set(Tables.load().names)))

    @cached_property
    def reading(self) -> Reading:
        """How the facts came about, as far as the manifest says."""
        said = self._manifest
        return Reading(
            reader=str(said.get("reader_version") or ""),
            documents=_count(said.get("documents")),
            by_status=_counts(said.get("statuses")),
            by_kind=self._kinds(),
        )

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that a run may read."""
        return tuple(self.folder / f"{table}.parquet" for table in self.tables)

    def version(self, table: str) -> Version:
        """The folder's one version of a table.

        Raises:
            CatalogueError: The table is not there, or its file is spoilt.
        """
        if table not in self._versions:
            if table not in self.tables:
                raise missing_table(table, str(self.folder), self.tables)
            self._versions[table] = self._read(table)
        return self._versions[table]

    def _read(self, table: str) -> Version:
        path = self.folder / f"{table}.parquet"
        try:
            stamp = stamp_of(path)
            metadata = pq.read_metadata(path)
            schema = metadata.schema.to_arrow_schema()
            digest = self._hashes.of(path)
        except (OSError, pa.ArrowException) as error:
            raise CatalogueError(
                Problem(
                    what=f"The file of {table} cannot be read.",
                    where=str(path),
                    why=str(error).splitlines()[0] if str(error) else type(error).__name__,
                    cure="It is no Parquet file or is cut off: make it again.",
                    code="table-unreadable",
                )
            ) from error
        agreements = self._agreements(table)
        return Version(
            table=table,
            name=digest[:12],
            hash=digest,
            rows=metadata.num_rows,
            schema=schema,
            files=(path,),
            origin=_origin(table, schema),
            data_as_of=self._as_of(table),
            covered=self._covered(table),
            agreement=agreements[0],
            further=agreements[1:],
            stamps=(stamp,),
        )

    def _as_of(self, table: str) -> date | None:
        for said, file in ((self._supplied, _SUPPLIED), (self._manifest, _MANIFEST)):
            own = said.get("tables")
            own = own.get(table) if isinstance(own, dict) else None
            for fields in (own, said):
                if isinstance(fields, dict) and "data_as_of" in fields:
                    return _day(fields["data_as_of"], self.folder / file)
        return None

    def _covered(self, table: str) -> tuple[Covered, ...]:
        for said, file in ((self._supplied, _SUPPLIED), (self._manifest, _MANIFEST)):
            stretches = said.get("coverage") or []
            parts = [stretches] if isinstance(stretches, dict) else stretches
            found = tuple(
                _stretch(part, self.folder / file)
                for part in parts
                if isinstance(part, dict) and part.get("table", table) == table
            )
            if found:
                return found
        return ()

    @property
    def contracts(self) -> tuple[str, ...]:
        """Numbers of the contracts behind facts that were read from a shelf; else none."""
        return tuple(one.id for one in self._from_shelf() if one.id)

    def is_read(self, table: str) -> bool:
        """Whether the reader wrote it; False of a table that was put beside the facts."""
        return table in (self._manifest.get("tables") or {})

    def _agreements(self, table: str) -> tuple[Agreement, ...]:
        found = self._from_shelf() if self.is_read(table) else ()
        return found or (self._agreement(table),)

    def _from_shelf(self) -> tuple[Agreement, ...]:
        said = self._manifest.get("shelf") or {}
        file = self.folder / _MANIFEST
        return tuple(
            Agreement(
                id=str(one.get("id", "")),
                purposes=None if one.get("purposes") is None else tuple(one["purposes"]),
                provider=str(one.get("provider", "")),
                basis=tuple(one.get("basis") or ()),
                valid_from=_day(one.get("valid_from"), file),
                valid_until=_day(one.get("valid_until"), file),
            )
            for one in said.get("contracts") or ()
        )

    def _agreement(self, table: str) -> Agreement:
        for said in (self._supplied, self._manifest):
            contract = (said.get("contracts") or {}).get(table)
            if contract is not None:
                purposes = contract.get("purposes")
                own = None if purposes is None else tuple(str(one) for one in purposes)
                return Agreement(str(contract.get("id", "")), own)
        return Agreement()

    def _kinds(self) -> dict[str, int]:
        """Documents by kind, counted from the judgments."""
        path = self.folder / "judgment.parquet"
        if not path.is_file():
            return {}
        try:
            # as a dictionary: a few words, however many documents
            table = pq.read_table(
                path, columns=["document_kind"], read_dictionary=["document_kind"]
            )
            kinds = table.column(0)
        except (OSError, KeyError, pa.ArrowException):
            return {}  # a spoilt table is refused when a model reads it
        counts = pc.value_counts(kinds.unify_dictionaries().combine_chunks()).to_pylist()
        return {str(one["values"]): one["counts"] for one in counts if one["values"] is not None}


def _stretch(part: dict[str, Any], file: Path) -> Covered:
    return Covered(
        column=part.get("column"),
        value=part.get("value"),
        covers_from=_day(part.get("covers_from"), file),
        covers_to=_day(part.get("covers_to"), file),
    )


def _origin(table: str, schema: pa.Schema) -> tuple[str, ...]:
    """``_row`` where the file has it, else the standard key: it outlives sorting and upserts."""
    if "_row" in schema.names:
        return ("_row",)
    key = Tables.load()[table].key
    return key if set(key) <= set(schema.names) else ()


def _said(folder: Path, name: str) -> dict[str, Any]:
    path = folder / name
    if not folder.is_dir():
        raise CatalogueError(
            Problem(
                what="There is no such folder.",
                where=str(folder),
                cure="Name the --out folder of `xiezhi read`.",
                code="facts-missing",
            )
        )
    if not path.is_file():
        return {}
    try:
        said = json.loads(path.read_text("utf8"))
    except (OSError, ValueError) as error:
        raise _spoilt(path, str(error)) from error
    if not isinstance(said, dict):
        raise _spoilt(path, "it holds no named fields")
    return said


def _day(text: object, file: Path) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(str(text))
    except ValueError as error:
        raise _spoilt(file, f"{text!r} is no day such as 2031-12-31") from error


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _counts(value: object) -> dict[str, int]:
    if not isinstance(value, dict):
        return {}
    return {str(name): number for name, number in value.items() if isinstance(number, int)}


def _spoilt(path: Path, why: str) -> CatalogueError:
    return CatalogueError(
        Problem(
            what="The manifest of the facts cannot be read.",
            where=str(path),
            why=why,
            cure="Read the documents again, or mend the file.",
            code="facts-manifest",
        )
    )
