"""Take the rows of a table out of a bundle for good; sums, hashes and the record of it stay.

``SHA256SUMS`` and the signature are left as they were issued. ``disposed.json`` says which files
were changed by which disposal, with their sums before and after: what is not named there holds.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from xiezhi.evidence.bundle import open_bundle
from xiezhi.evidence.sums import DISPOSED_FILE, file_sha256
from xiezhi.evidence.tables import VALUE_PREFIX
from xiezhi.evidence.writing import json_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from xiezhi.evidence.bundle import Bundle

__all__ = ["Disposed", "disposals_of", "dispose_rows", "touched_parts"]

_BLANK = {"key": "[]", "affected": None, "amount": None}


@dataclass(frozen=True, slots=True)
class Disposed:
    """A disposal as the bundle records it.

    Attributes:
        id: Its number at the office.
        at: When, ISO 8601.
        by: Who.
        reason: Why.
        table: The standard table.
        inputs: The inputs that read it.
        rows: Evidence rows that were removed.
        clues: Clues whose values were blanked because they stood on those rows.
        files: Sums before and after, by file; after is empty where the file is gone.
    """

    id: str
    at: str
    by: str
    reason: str
    table: str
    inputs: tuple[str, ...]
    rows: int
    clues: int
    files: dict[str, tuple[str, str]]

    def to_json(self) -> dict[str, Any]:
        """As ``disposed.json`` holds it."""
        plain = {name: getattr(self, name) for name in self.__slots__}
        plain["inputs"] = list(self.inputs)
        plain["files"] = {name: list(pair) for name, pair in self.files.items()}
        return plain

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> Disposed:
        """The reverse of ``to_json``."""
        files = {name: (pair[0], pair[1]) for name, pair in said["files"].items()}
        return cls(**{**said, "inputs": tuple(said["inputs"]), "files": files})


def disposals_of(folder: Path) -> tuple[Disposed, ...]:
    """The disposals that a bundle went through; none for a whole one.

    Raises:
        ValueError: The record is spoilt.
    """
    path = folder / DISPOSED_FILE
    if not path.is_file():
        return ()
    said = json.loads(path.read_text("utf8"))
    return tuple(Disposed.from_json(one) for one in said["disposals"])


def touched_parts(folder: Path) -> frozenset[str]:
    """Parts of the content that a disposal changed: ``clues``, ``rows/enforcement``, …"""
    files = {name for one in disposals_of(folder) for name in one.files}
    return frozenset(name.removesuffix(".parquet") for name in files)


def dispose_rows(
    folder: Path,
    table: str,
    record: tuple[str, str, str, str],
    goes: Callable[[str], bool] | None = None,
    contracts: Collection[str] = (),
) -> Disposed | None:
    """Remove a table's rows from a bundle, and what clues say because of them.

    Clues keep their number, matter, organ, act, law and dates; their values, key, amount and the
    person affected go when a row that goes is evidence of them.

    Args:
        folder: The bundle.
        table: The standard table.
        record: Number, moment, person and reason of the disposal.
        goes: Whether the row of an origin goes; None is every row.
        contracts: What was read from documents under these goes whole: a fact names its document,
            and not the delivery that brought it.

    Returns:
        What was done; None when the bundle holds nothing of it.

    Raises:
        BundleError: The folder is no bundle.
        OSError: It cannot be written; then it is done again from where it stopped.
    """
    for draft in folder.rglob(".*.draft"):
        draft.unlink()
    bundle = open_bundle(folder)
    tables, wanted = bundle.manifest.tables, set(contracts)
    facts = {
        name
        for name, one in tables.items()
        if not one.version.isdigit() and wanted & {term.id for term in one.terms}
    }
    inputs = facts | {name for name, one in tables.items() if one.table == table}
    work = _Work(bundle)
    for name in sorted(inputs & set(bundle.inputs)):
        work.rows_of(name, None if name in facts else goes)
    if not work.removed:
        return None
    work.rest()
    number, at, by, reason = record
    done = Disposed(
        number, at, by, reason, table, tuple(sorted(inputs)), len(work.removed),
        len(work.clues), work.files,
    )  # fmt: skip
    _record(folder, done)
    work.write()
    return done


class _Work:
    """The tables of one bundle that change."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.removed: set[tuple[str, str]] = set()
        self.clues: set[str] = set()
        self._tables: dict[str, pa.Table] = {}
        self.files: dict[str, tuple[str, str]] = {}

    def rows_of(self, name: str, goes: Callable[[str], bool] | None) -> None:
        """Rows of an input that go."""
        table = self.bundle.table(f"rows/{name}")
        origins = table.column("_row").to_pylist()
        gone = [goes is None or goes(origin) for origin in origins]
        if any(gone):
            self.removed |= {(name, one) for one, away in zip(origins, gone, strict=True) if away}
            kept = pa.array([not away for away in gone])
            self._tables[f"rows/{name}"] = table.filter(kept)

    def rest(self) -> None:
        """Links, clues, reasons, searches and documents, as far as they say those rows."""
        links = self.bundle.table("links")
        pairs = zip(
            links.column("input").to_pylist(), links.column("_row").to_pylist(), strict=True
        )
        away = pa.array([pair in self.removed for pair in pairs])
        self.clues = set(links.filter(away).column("clue").to_pylist())
        self._tables["links"] = links.filter(pc.invert(away))
        cited = pa.array(sorted(self.clues), pa.string())
        clues = self.bundle.table("clues")
        values = [name for name in clues.column_names if name.startswith(VALUE_PREFIX)]
        self._tables["clues"] = _blanked(clues, cited, {**_BLANK, **dict.fromkeys(values)})
        self._tables["reasons"] = _blanked(self.bundle.table("reasons"), cited, {"values": "{}"})
        self._tables["searched"] = _blanked(self.bundle.table("searched"), cited, {"key": "[]"})
        self._tables["documents"] = _documents(self.bundle.table("documents"), self.removed)
        for name, table in list(self._tables.items()):
            if table.equals(self.bundle.table(name)):
                del self._tables[name]
        for name, table in self._tables.items():
            file = f"{name}.parquet"
            draft = self._draft(file)
            pq.write_table(table, draft, compression="zstd")
            before = file_sha256(self.bundle.folder / file)
            self.files[file] = (before, file_sha256(draft))

    def write(self) -> None:
        """Put the changed tables in place of the old ones, which are gone then.

        The rows come last: as long as they are there, a disposal that was cut off is done again.
        """
        for name in sorted(self._tables, key=_turn):
            file = f"{name}.parquet"
            self._draft(file).replace(self.bundle.folder / file)

    def _draft(self, file: str) -> Path:
        path = self.bundle.folder / file
        return path.with_name(f".{path.name}.draft")


def _turn(name: str) -> int:
    """Links after what is found through them, rows after everything."""
    return 2 if name.startswith("rows/") else int(name == "links")


def _blanked(table: pa.Table, clues: pa.Array, values: dict[str, object]) -> pa.Table:
    """The rows of these clues with other values."""
    hit = pc.is_in(table.column("clue"), clues)
    for name, value in values.items():
        place = table.column_names.index(name)
        field = table.schema.field(place)
        blank = pa.scalar(value, field.type)
        table = table.set_column(place, field, pc.if_else(hit, blank, table.column(name)))
    return table


def _documents(table: pa.Table, removed: Collection[tuple[str, str]]) -> pa.Table:
    """Without the places of rows that went; a document cited by no other row is not shown."""
    rows = table.to_pylist()
    for row in rows:
        left = [one for one in row["highlights"] if (one["input"], one["_row"]) not in removed]
        if len(left) == len(row["highlights"]):
            continue
        row["highlights"] = left
        if not left:
            row |= {"mode": "none", "text": None, "passages": []}
    return pa.Table.from_pylist(rows, schema=table.schema)


def _record(folder: Path, done: Disposed) -> None:
    """Written before the files change: a disposal that was cut off is seen and done again."""
    told = [one.to_json() for one in disposals_of(folder)]
    path = folder / DISPOSED_FILE
    draft = path.with_name(f".{path.name}.draft")
    draft.write_text(json_text({"disposals": [*told, done.to_json()]}), "utf8")
    draft.replace(path)
