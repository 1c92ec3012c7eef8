"""Read a run bundle: ``open_bundle(folder)`` gives typed access to everything in it."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from xiezhi.evidence.funnel import Funnel
from xiezhi.evidence.manifest import READABLE_VERSIONS, Manifest
from xiezhi.evidence.records import Link, Searched
from xiezhi.evidence.tables import FIXED_TABLES, VALUE_PREFIX, semantic_type
from xiezhi.evidence.unpacking import FROM, SPAN, clue_of, document_of, reason_of, row_of
from xiezhi.kernel.errors import Problem, XiezhiError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xiezhi.evidence.records import Clue, EvidenceDocument, EvidenceRow, Reason

__all__ = [
    "Bundle",
    "BundleError",
    "bundle_folders",
    "bundle_schema",
    "check_schema",
    "open_bundle",
]


class BundleError(XiezhiError):
    """The folder is no bundle, or not one this version can read."""

    exit_code = 4


def open_bundle(path: Path | str) -> Bundle:
    """Open a bundle folder.

    The manifest is checked against its schema; sums and signature are the work of ``verify``.

    Args:
        path: The folder with ``manifest.json``.

    Raises:
        BundleError: No bundle, a spoilt manifest, or a version this library does not read.
    """
    folder = Path(path)
    manifest = _json(folder, "manifest.json")
    version = manifest.get("bundle_version") if isinstance(manifest, dict) else None
    if version not in READABLE_VERSIONS:
        raise BundleError(
            Problem(
                what=f"Bundle version {version!r} cannot be read.",
                where=str(folder / "manifest.json"),
                why=f"this version reads {', '.join(map(str, READABLE_VERSIONS))}",
                cure="Install the version of Xiezhi that wrote the bundle, or a later one.",
                code="bundle-version",
            )
        )
    _validate(manifest, "manifest", folder)
    return Bundle(folder, Manifest.from_json(manifest))


def bundle_folders(path: Path | str) -> tuple[Path, ...]:
    """The bundles under a run folder, or the folder itself when it is a bundle.

    Raises:
        BundleError: There is none.
    """
    folder = Path(path)
    if (folder / "manifest.json").is_file():
        return (folder,)
    found = tuple(sorted(part.parent for part in folder.glob("*/manifest.json")))
    if not found:
        raise BundleError(
            Problem(
                what="No bundle is there.",
                where=str(folder),
                why="neither the folder nor a folder in it holds manifest.json",
                cure="Name the --out folder of a run.",
                code="bundle-missing",
            )
        )
    return found


def check_schema(bundle: Bundle, *, whole: bool = True) -> list[Problem]:
    """Every JSON file and every table of a bundle against its schema; all problems at once.

    Args:
        bundle: The bundle.
        whole: Read every table from end to end; False reads their heads alone, in little memory.
    """
    problems: list[Problem] = []
    for name in ("manifest", "run", "funnel"):
        try:
            _validate(_json(bundle.folder, f"{name}.json"), name, bundle.folder)
        except BundleError as error:
            problems += error.problems
    for name in (*FIXED_TABLES, *(f"rows/{one}" for one in bundle.inputs)):
        try:
            if whole:
                bundle.table(name)
            else:
                bundle.schema(name)
        except BundleError as error:
            problems += error.problems
    return problems


def bundle_schema(name: str) -> dict[str, Any]:
    """The JSON Schema of ``manifest``, ``run``, ``funnel`` or ``run_index``."""
    text = (files("xiezhi.evidence") / "schema" / f"{name}.schema.json").read_text("utf8")
    schema: dict[str, Any] = json.loads(text)
    return schema


class Bundle:
    """One bundle, read lazily; tables are read once and kept.

    Attributes:
        folder: Where it lies.
        manifest: What it says about itself.
    """

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self.manifest = manifest

    @cached_property
    def run(self) -> Mapping[str, Any]:
        """``run.json``: start, duration, engine, host class, who."""
        run: Mapping[str, Any] = _json(self.folder, "run.json")
        return run

    @cached_property
    def funnel(self) -> Funnel:
        """Rows in and out of every step; near misses and pending as counts."""
        funnel = _json(self.folder, "funnel.json")
        _validate(funnel, "funnel", self.folder)
        return Funnel.from_json(funnel)

    @property
    def inputs(self) -> tuple[str, ...]:
        """Names of the inputs that have a file of evidence rows."""
        return tuple(sorted(path.stem for path in (self.folder / "rows").glob("*.parquet")))

    def table(self, name: str) -> pa.Table:
        """A table as Arrow: ``clues``, ``links``, … or ``rows/<input>``.

        Raises:
            BundleError: The file is missing, spoilt or lacks a column.
        """
        path = self.folder / f"{name}.parquet"
        try:
            # memory_map stays off: a file changed under the reader must not crash it
            table = pq.read_table(path, memory_map=False, partitioning=None)
        except (OSError, pa.ArrowException) as error:
            raise _unreadable(path, error) from error
        _check_columns(table.schema, name, path)
        return table

    def schema(self, name: str) -> pa.Schema:
        """The columns of a table; none of its rows is read.

        Raises:
            BundleError: The file is missing, spoilt or lacks a column.
        """
        path = self.folder / f"{name}.parquet"
        try:
            schema = pq.read_schema(path, memory_map=False)
        except (OSError, pa.ArrowException) as error:
            raise _unreadable(path, error) from error
        _check_columns(schema, name, path)
        return schema

    @cached_property
    def clues(self) -> tuple[Clue, ...]:
        """All clues, suppressed ones included (flagged), in canonical order."""
        table = self.table("clues")
        types = {
            field.name.removeprefix(VALUE_PREFIX): semantic_type(field)
            for field in table.schema
            if field.name.startswith(VALUE_PREFIX)
        }
        amounts = semantic_type(table.schema.field("amount")) or "money"
        return tuple(clue_of(row, types, amounts) for row in _rows_of(table))

    @cached_property
    def clue_by_id(self) -> Mapping[str, Clue]:
        """Clue by id."""
        return {clue.id: clue for clue in self.clues}

    @cached_property
    def reasons(self) -> Mapping[str, tuple[Reason, ...]]:
        """Reasons by clue id."""
        return _by_clue(reason_of(row) for row in _rows_of(self.table("reasons")))

    @cached_property
    def links(self) -> Mapping[str, tuple[Link, ...]]:
        """Links to evidence rows by clue id."""
        return _by_clue(
            Link(row["clue"], row["input"], row["_row"], row["step"], row["role"])
            for row in _rows_of(self.table("links"))
        )

    @cached_property
    def searched(self) -> Mapping[str, tuple[Searched, ...]]:
        """What was searched without a find, by clue id."""
        return _by_clue(Searched(**row) for row in _rows_of(self.table("searched")))

    @cached_property
    def rows(self) -> Mapping[str, Mapping[str, EvidenceRow]]:
        """Evidence rows by input and ``_row``."""
        return {name: self._input_rows(name) for name in self.inputs}

    def evidence_of(self, clue_id: str) -> tuple[tuple[Link, EvidenceRow], ...]:
        """Every evidence row of a clue with the link that says what it is."""
        return tuple(
            (link, self.rows[link.input][link.row]) for link in self.links.get(clue_id, ())
        )

    @cached_property
    def documents(self) -> Mapping[str, EvidenceDocument]:
        """Documents that evidence cites, by ``doc_id``."""
        return {row["doc_id"]: document_of(row) for row in _rows_of(self.table("documents"))}

    @property
    def model_files(self) -> tuple[str, ...]:
        """Names of the files in ``model/``."""
        folder = self.folder / "model"
        return tuple(
            sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
        )

    def model_text(self, name: str) -> str:
        """The text of one file of ``model/``; empty when the bundle has no such file."""
        path = self.folder / "model" / name
        return path.read_text("utf8") if path.is_file() else ""

    def _input_rows(self, name: str) -> dict[str, EvidenceRow]:
        table = self.table(f"rows/{name}")
        types = {field.name: semantic_type(field) for field in table.schema}
        companions = {
            column
            for column in table.column_names
            for suffix in (SPAN, FROM)
            if column.endswith(suffix) and column.removesuffix(suffix) in types
        }
        return {row["_row"]: row_of(name, row, types, companions) for row in _rows_of(table)}


def _rows_of(table: pa.Table) -> Iterator[dict[str, Any]]:
    for batch in table.to_batches(max_chunksize=4096):
        yield from batch.to_pylist()


def _by_clue(records: Iterator[Any]) -> dict[str, tuple[Any, ...]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        found[record.clue].append(record)
    return {clue: tuple(records) for clue, records in found.items()}


def _json(folder: Path, name: str) -> Any:
    try:
        return json.loads((folder / name).read_text("utf8"))
    except (OSError, ValueError) as error:
        raise BundleError(
            Problem(
                what="The folder is no bundle, or a spoilt one.",
                where=str(folder / name),
                why=getattr(error, "strerror", None) or str(error),
                cure="Name the folder of one bundle (run/<model>); fetch it again if it is one.",
                code="bundle-unreadable",
            )
        ) from error


def _validate(value: Any, name: str, folder: Path) -> None:
    from jsonschema import Draft202012Validator

    errors = sorted(Draft202012Validator(bundle_schema(name)).iter_errors(value), key=str)
    if errors:
        raise BundleError(
            *(
                Problem(
                    what=f"{name}.json does not follow its schema.",
                    where=f"{folder / name}.json#/{'/'.join(map(str, error.absolute_path))}",
                    why=error.message[:200],
                    cure="Fetch the bundle again from the office that issued it.",
                    code="bundle-schema",
                )
                for error in errors
            )
        )


def _unreadable(path: Path, error: Exception) -> BundleError:
    return BundleError(
        Problem(
            what="A table of the bundle cannot be read.",
            where=str(path),
            why=str(error).splitlines()[0] if str(error) else type(error).__name__,
            cure="Run `xiezhi verify` on the bundle; fetch it again if sums do not hold.",
            code="bundle-table",
        )
    )


def _check_columns(schema: pa.Schema, name: str, path: Path) -> None:
    if name.startswith("rows/"):
        wanted = {"_row": pa.string()}
    else:
        wanted = {field.name: field.type for field in FIXED_TABLES[name]}
    problems = []
    for column, kind in wanted.items():
        index = schema.get_field_index(column)
        if index < 0:
            problems.append(f"column {column} is missing")
        elif schema.field(index).type != kind:
            problems.append(f"{column} is {schema.field(index).type}, not {kind}")
    if problems:
        raise BundleError(
            Problem(
                what="A table of the bundle has other columns than this version reads.",
                where=str(path),
                why="; ".join(problems),
                cure="Fetch the bundle again from the office that issued it.",
                code="bundle-columns",
            )
        )
