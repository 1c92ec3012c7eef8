"""What an agency delivered, opened: a file, a folder, an archive or a database as sheets."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from xiezhi.shelf.ingest.archive import unpack_zip
from xiezhi.shelf.ingest.csv import csv_sheet, looks_like_table
from xiezhi.shelf.ingest.database import database_sheet, is_database_url, table_names
from xiezhi.shelf.ingest.documents import DOCUMENTS, documents_sheet
from xiezhi.shelf.ingest.json import json_sheet, jsonl_sheet
from xiezhi.shelf.ingest.pages import PICTURES
from xiezhi.shelf.ingest.parquet import parquet_sheet
from xiezhi.shelf.ingest.problem import IngestError, refusal
from xiezhi.shelf.ingest.sniff import format_of
from xiezhi.shelf.ingest.sums import Sum, sha256_of
from xiezhi.shelf.ingest.workbook_process import large_workbook_sheets

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from xiezhi.shelf.ingest.database import Watermark
    from xiezhi.shelf.ingest.sheet import Sheet
    from xiezhi.shelf.ingest.sniff import Format

__all__ = ["Source"]

_CURES = {
    "ole": "Open it where it was made and save it as .xlsx.",
    "html": "It is a web page under another name: open it in a spreadsheet and save it as .xlsx.",
    "rar": "Unpack it and hand over the folder.",
    "7z": "Unpack it and hand over the folder.",
    "gzip": "Unpack it and hand over what is in it.",
    "sqlite": "Give it as sqlite:///path.",
    "empty": "Ask for it anew: it has no bytes.",
}
_DOCUMENT_NAMES = (".txt", ".docx", ".pdf", *PICTURES)
_NOTES = (".md", ".htm", ".html", ".xml", ".ini", ".log", ".yaml", ".yml")
"""Text beside a delivery that is neither table nor document."""
_NOT_OURS = ("__MACOSX/", ".", "~$", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Source:
    """A delivery.

    Attributes:
        name: What was opened, without its folder.
        sheets: Its sheets; never empty.
        left_out: Files and sheets that hold no table, each with the reason.
    """

    name: str
    sheets: tuple[Sheet, ...]
    left_out: tuple[str, ...] = ()
    _folder: tempfile.TemporaryDirectory[str] | None = field(default=None, repr=False)

    @classmethod
    def open(
        cls,
        place: str | Path,
        *,
        query: str | None = None,
        password: str | None = None,
        watermark: Watermark | None = None,
        delimiter: str = "",
        encoding: str = "",
    ) -> Source:
        """Find out what a delivery is, by its bytes, and open it.

        Args:
            place: A file, a folder, or the URL of a database.
            query: For a database: one SELECT or a table; None for every table.
            password: For an archive that asks for one.
            watermark: For a database: take only what is new.
            delimiter: For a text file, where it is not sniffed right.
            encoding: The same.

        Raises:
            IngestError: Nothing is there, or it cannot be read.
        """
        if is_database_url(str(place)):
            return _of_database(str(place), query, watermark)
        path = Path(place)
        if path.is_dir():
            return _of_files(path.name, _listed(path))
        if not path.is_file():
            raise refusal(
                f"There is no file or folder {path}.", code="ingest-missing",
                cure="Check the path.",
            )  # fmt: skip
        if format_of(path) == "zip":
            return _of_zip(path, password)
        found, left_out = _sheets_of(path, path.name, delimiter, encoding)
        if not found:
            raise _no_table(path.name, left_out)
        return cls(path.name, tuple(found), tuple(left_out))

    def close(self) -> None:
        """Remove what an archive was unpacked into."""
        if self._folder is not None:
            self._folder.cleanup()

    def __enter__(self) -> Self:
        """The source itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()


def _of_database(url: str, query: str | None, watermark: Watermark | None) -> Source:
    """A query, a table, or every table of a database."""
    names = [query.strip()] if query else list(table_names(url))
    if not names:
        raise refusal("The database has no table.", code="ingest-no-table")
    sheets = tuple(
        database_sheet(url, query=name, watermark=watermark)
        if " " in name
        else database_sheet(url, table=name, watermark=watermark)
        for name in names
    )
    return Source(sheets[0].file, sheets)


def _listed(folder: Path) -> list[tuple[str, Path]]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return [(path.relative_to(folder).as_posix(), path) for path in files]


def _of_zip(path: Path, password: str | None) -> Source:
    folder = tempfile.TemporaryDirectory(prefix="xiezhi-")
    try:
        files = unpack_zip(path, Path(folder.name), password=password)
        source = _of_files(path.name, files)
    except BaseException:
        folder.cleanup()
        raise
    return replace(source, _folder=folder)


def _of_files(name: str, files: list[tuple[str, Path]]) -> Source:
    """The sheets of several files; documents among them are one sheet together."""
    sheets: list[Sheet] = []
    left_out: list[str] = []
    documents: list[tuple[str, Path]] = []
    empty: list[tuple[str, Path]] = []
    for file, path in files:
        if Path(file).name.startswith(_NOT_OURS) or file.startswith(_NOT_OURS):
            continue
        kind = format_of(path)
        if kind in DOCUMENTS or _is_prose(path, kind):
            documents.append((file, path))
        elif kind == "empty" and path.suffix.lower() in _DOCUMENT_NAMES:
            documents.append((file, path))
            empty.append((file, path))
        elif kind == "csv" and path.suffix.lower() in _NOTES:
            left_out.append(f"{file}: a note, no delivery")
        elif kind == "zip":
            left_out.append(f"{file}: an archive inside an archive")
        else:
            found, left = _sheets_of(path, file, "", "")
            sheets += found
            left_out += left
    if empty and (sheets or len(documents) == len(empty)):
        _sheets_of(empty[0][1], empty[0][0], "", "")  # among tables an empty file is refused
    if documents and not sheets:
        sheets = [replace(documents_sheet(name, documents), known_sum=_sum_of(documents))]
    else:
        left_out += [f"{file}: a document among tables" for file, _ in documents]
    if not sheets:
        raise _no_table(name, left_out)
    return Source(name, tuple(sheets), tuple(left_out))


def _is_prose(path: Path, kind: Format) -> bool:
    """Whether a file of text is a document: no table, no note that lies beside a delivery."""
    return kind == "csv" and path.suffix.lower() not in _NOTES and not looks_like_table(path)


def _sum_of(files: list[tuple[str, Path]]) -> str:
    """One sum over names and sums of many files."""
    lines = "".join(f"{sha256_of(path)}  {name}\n" for name, path in files)
    return hashlib.sha256(lines.encode()).hexdigest()


def _sheets_of(
    path: Path, name: str, delimiter: str, encoding: str
) -> tuple[list[Sheet], list[str]]:
    """The sheets of one file, named as delivered."""
    kind = format_of(path)
    if kind in _CURES and kind != "ole":
        what = f"{name} is empty." if kind == "empty" else f"{name} is of no kind that is read."
        why = "it has 0 bytes" if kind == "empty" else f"by its bytes it is {kind}"
        raise refusal(what, where=name, why=why, cure=_CURES[kind], code=f"ingest-{kind}")
    summed = Sum(path)
    found, left_out = _read(path, name, kind, delimiter, encoding)
    return [replace(sheet, file=name, summed=summed) for sheet in found], left_out


def _read(
    path: Path, name: str, kind: Format, delimiter: str, encoding: str
) -> tuple[list[Sheet], list[str]]:
    if kind in ("workbook", "ole"):
        return large_workbook_sheets(path, name=name)
    if kind in DOCUMENTS:
        return [documents_sheet(name, [(name, path)])], []
    if kind == "csv" and path.suffix.lower() == ".txt" and not looks_like_table(path):
        return [documents_sheet(name, [(name, path)])], []
    try:
        if kind == "parquet":
            sheet = parquet_sheet(path)
        elif kind == "json":
            sheet = json_sheet(path)
        elif kind == "jsonl":
            sheet = jsonl_sheet(path)
        else:
            sheet = csv_sheet(path, delimiter=delimiter, encoding=encoding)
    except IngestError as error:
        raise _named(error, path.name, name) from error
    return [sheet], []


def _named(error: IngestError, place: str, name: str) -> IngestError:
    """The error with the name that the file was delivered under."""
    return IngestError(*(
        replace(problem, what=problem.what.replace(place, name),
                where=problem.where.replace(place, name))
        for problem in error.problems
    ))  # fmt: skip


def _no_table(name: str, left_out: list[str]) -> IngestError:
    return refusal(
        f"{name} holds no table.",
        where=name,
        why="; ".join(left_out[:5]),
        cure="Put the titles of the columns in the first row of a sheet.",
        code="ingest-no-table",
    )
