"""Documents on the shelf read into facts, under the contracts of their table.

The use is put down in the log; the facts say which version and which contracts they are from, stay
under those, and go when the data are disposed of.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.catalogue import bound_to
from xiezhi.shelf.origin import ROW, unpack
from xiezhi.shelf.use.log import TableUse, Use
from xiezhi.shelf.use.rows import rows_of
from xiezhi.shelf.use.terms import terms_problems
from xiezhi.text.job import read_documents
from xiezhi.text.reader import reader_version
from xiezhi.text.sources import Source, record_of
from xiezhi.workspace.begun import begun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xiezhi.shelf.catalogue import Version
    from xiezhi.shelf.use.access import Reader
    from xiezhi.text.sources import Record
    from xiezhi.workspace.shelf import Shelf

__all__ = [
    "MODEL",
    "ReadRequest",
    "ReadingRefusedError",
    "ShelfRead",
    "facts_of",
    "read_on_shelf",
    "remove_facts",
]

MODEL = "read"
"""What the log of uses calls it where a run names its model."""
_COLUMNS = ("doc_id", "text")
_PARTS = ".reading"


class ReadingRefusedError(XiezhiError):
    """The terms of the table, or what is in the folder, do not allow it; nothing was read."""


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """How to read.

    Attributes:
        started: The moment, ISO 8601.
        table: A table with ``doc_id`` and ``text``.
        out: Folder of the facts; None is that of the workspace, which runs read by themselves.
        purpose: What for; empty is one that every contract behind the rows covers.
        processes: Cores; None is all.
        fresh: Read again what was read, and in place of other facts.
        coverage: Goes to the manifest: which courts and dates are complete.
    """

    started: str
    table: str = "document"
    out: Path | None = None
    purpose: str = ""
    processes: int | None = None
    fresh: bool = False
    coverage: Any = None


@dataclass(frozen=True, slots=True)
class ShelfRead:
    """What came of it.

    Attributes:
        manifest: As the folder's ``manifest.json`` says it.
        out: The folder.
        state: ``done``, or ``unchanged`` when these facts were there already.
    """

    manifest: dict[str, Any]
    out: Path
    state: str


def read_on_shelf(
    shelf: Shelf,
    reader: Reader,
    request: ReadRequest,
    progress: Callable[[int, int | None], None] | None = None,
) -> ShelfRead:
    """Read a table of documents into facts.

    Args:
        shelf: The shelf.
        reader: Who reads, for which office, on which day.
        request: What and where to.
        progress: Told how many documents are done.

    Raises:
        ReadingRefusedError: The terms do not allow it, or other facts are in the way.
        CatalogueError: The table is not there, not granted, or spoilt.
        ChainError: The log was changed or cannot be written: nothing is read then.
        ReadingStoppedError: The disk is full; run again, it goes on.
    """
    _ = shelf.log.chain.head
    out = request.out if request.out is not None else shelf.facts
    use = Use(
        at=request.started,
        who=reader.person,
        office=reader.office or shelf.owner,
        model=MODEL,
        purpose=request.purpose,
        tables=(TableUse(request.table, request.table, columns=_COLUMNS),),
        state="interrupted",
    )
    try:
        version, purpose = _permitted(shelf, reader, request)
        use = replace(use, purpose=purpose, tables=(_used(version, use.tables[0]),))
        said = _said(version, use.office)
        before = _before(shelf, reader, request, out, said)
        use = replace(use, facts=str(out.resolve()))
        if before is not None:
            manifest, state = before, "unchanged"
        else:
            manifest = read_documents(
                _source(version),
                out,
                request.processes,
                resume=not request.fresh,
                progress=progress,
                coverage=request.coverage,
                further=_further(version, said),
            )
            state = "done"
        use = replace(use, state=state)
    except XiezhiError as error:
        why = "; ".join(one.what for one in error.problems)
        use = replace(use, state="failed" if use.facts else "refused", why=why)
        raise
    finally:
        shelf.log.add([use if out.is_dir() else replace(use, facts="")])
    return ShelfRead(manifest, out, state)


def _permitted(shelf: Shelf, reader: Reader, request: ReadRequest) -> tuple[Version, str]:
    """The version as the reader may see it, and the purpose that opens it."""
    table = request.table
    known = Tables.load()
    if table in known and not set(_COLUMNS) <= set(known[table].columns):
        raise ReadingRefusedError(
            Problem(
                what=f"{table} is no table of documents.",
                why=f"it has not both of {', '.join(_COLUMNS)}",
                cure="Put documents on the shelf: `xiezhi shelf add document FOLDER`.",
                code="reading-table",
            )
        )
    catalogue = shelf.catalogue(reader, facts=False)
    asked = bound_to(catalogue, request.purpose) if request.purpose else catalogue
    version = asked.version(table)
    _not_disposed(shelf, version)
    wanted = [request.purpose] if request.purpose else _purposes(version)
    refused: list[Problem] = []
    for purpose in wanted:
        found = bound_to(catalogue, purpose).version(table)
        problems = list(terms_problems(found, MODEL, purpose, _COLUMNS, reader.day))
        if not problems:
            return found, purpose
        refused = refused or problems
    raise ReadingRefusedError(*refused)


def _purposes(version: Version) -> list[str]:
    """Purposes that its contracts name, each once; one empty word when none names any."""
    named = [word for one in version.agreements for word in one.purposes or ()]
    return list(dict.fromkeys(named)) or [""]


def _not_disposed(shelf: Shelf, version: Version) -> None:
    under_way = [one.number for one in begun(shelf.folder) if one.table == version.table]
    ended = {one.contract_id for one in version.deliveries} & set(shelf.register.ended)
    if under_way or ended:
        raise ReadingRefusedError(
            Problem(
                what=f"Data of {version.table} are being disposed of.",
                where="、".join([*under_way, *sorted(ended)]),
                why="a disposal began and has not come to its end",
                cure="End it: the same `xiezhi shelf dispose` again.",
                code="reading-disposed",
            )
        )


def _used(version: Version, asked: TableUse) -> TableUse:
    only = version.only
    contracts = [one for one in version.agreements if one.id]
    return replace(
        asked,
        version=version.name,
        number=version.number,
        hash=version.hash,
        rows=version.rows,
        contracts=tuple(one.id for one in contracts),
        providers=tuple(dict.fromkeys(one.provider for one in contracts if one.provider)),
        authorisation=next((one.authorisation for one in contracts if one.authorisation), ""),
        rows_of=""
        if only is None
        else f"{only.column}={'、'.join(only.values)}{'…' if only.prefix else ''}",
    )


def _said(version: Version, office: str) -> dict[str, Any]:
    """What the manifest says of where the facts are from."""
    return {
        "table": version.table,
        "version": version.number,
        "snapshot": version.name,
        "hash": version.hash,
        "rows": version.rows,
        "office": office,
        "batches": [one.batch for one in version.deliveries],
        "contracts": [
            {
                "id": one.id,
                "provider": one.provider,
                "basis": list(one.basis),
                "purposes": None if one.purposes is None else list(one.purposes),
                "valid_from": one.valid_from.isoformat() if one.valid_from else None,
                "valid_until": one.valid_until.isoformat() if one.valid_until else None,
            }
            for one in version.agreements
        ],
    }


def _further(version: Version, said: dict[str, Any]) -> dict[str, Any]:
    day = version.data_as_of
    return {"shelf": said} | ({"data_as_of": day.isoformat()} if day is not None else {})


def _before(
    shelf: Shelf, reader: Reader, request: ReadRequest, out: Path, said: dict[str, Any]
) -> dict[str, Any] | None:
    """The manifest of the same reading, if it is there whole; other facts are not overwritten."""
    own = out.resolve() == shelf.facts.resolve()
    if own and reader.office not in ("", shelf.owner):
        raise ReadingRefusedError(
            Problem(
                what="The facts of the workspace are its owner's.",
                where=str(out),
                why=f"{reader.office} reads rows that were granted to it",
                cure="Name a folder of your own: --out.",
                code="reading-out",
            )
        )
    manifest = _manifest(out)
    if manifest is None or request.fresh:
        return None
    before = manifest.get("shelf") or {}
    same_office = before.get("office") in ("", said["office"])  # its name came later
    if own and not (before.get("table") == said["table"] and same_office):
        raise ReadingRefusedError(
            Problem(
                what="Facts of other documents are in this folder.",
                where=str(out),
                why=f"they were read from {before.get('table') or manifest.get('source')}",
                cure="Name another folder with --out, or replace them with --fresh.",
                code="reading-other",
            )
        )
    covers = request.coverage is None or request.coverage == manifest.get("coverage")
    whole = all((out / f"{table}.parquet").is_file() for table in manifest.get("tables", ()))
    same = before == said and manifest.get("reader_version") == reader_version()
    return manifest if same and covers and whole else None


def _manifest(folder: Path) -> dict[str, Any] | None:
    try:
        said = json.loads((folder / "manifest.json").read_text("utf8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    return said if isinstance(said, dict) else None


def _source(version: Version) -> Source:
    """The documents of a version; each names its delivery and row."""
    deliveries = {one.batch: one for one in version.deliveries}

    def place(row: int) -> str:
        origin = unpack(row)
        delivery = deliveries.get(origin.batch)
        if delivery is None or origin.sheet > len(delivery.files):
            return origin.show()
        file = delivery.files[origin.sheet - 1]
        return origin.show(file.name, file.sheet)

    def records() -> Iterator[Record]:
        for rows in rows_of(version, (*_COLUMNS, ROW)):
            columns = (rows.column(name).to_pylist() for name in (*_COLUMNS, ROW))
            for doc_id, text, row in zip(*columns, strict=True):
                yield record_of(doc_id, text, place(row))

    return Source(f"{version.table} {version.number}", records, total=version.rows)


def facts_of(
    shelf: Shelf, table: str, batches: tuple[int, ...] | None
) -> tuple[list[Path], list[Path]]:
    """Folders with facts that were read from a table, or from some deliveries in it.

    Args:
        shelf: The shelf.
        table: The table.
        batches: The deliveries; None is all.

    Returns:
        Those that are there; those that the log of uses names and that are there no longer.
    """
    known = Tables.load()
    if table not in known or not set(_COLUMNS) <= set(known[table].columns):
        return [], []
    logged = [Path(one) for one in shelf.log.facts(table)]
    found = []
    for folder in dict.fromkeys(one.resolve() for one in (shelf.facts, *logged)):
        said = (_manifest(folder) or {}).get("shelf") or {}
        hit = batches is None or bool(set(batches) & set(said.get("batches", ())))
        if (said.get("table") == table and hit) or (folder / _PARTS).is_dir():
            found.append(folder)
    return found, [one for one in logged if not one.is_dir()]


def remove_facts(folder: Path, table: str) -> int:
    """Remove facts that were read from a table, and the parts of a reading that was cut off.

    What was put beside them by hand stays.

    Returns:
        How many files went.
    """
    manifest = _manifest(folder) or {}
    # parts first: they hold texts of nobody knows which reading, and are read again if need be
    parts = folder / _PARTS
    number = sum(1 for one in parts.rglob("*") if one.is_file())
    shutil.rmtree(parts, ignore_errors=True)
    if (manifest.get("shelf") or {}).get("table") == table:
        files = [folder / f"{name}.parquet" for name in manifest.get("tables", ())]
        for file in [*files, *folder.glob("*.parquet.partial"), folder / "manifest.json"]:
            if file.is_file():
                file.unlink()
                number += 1
    return number
