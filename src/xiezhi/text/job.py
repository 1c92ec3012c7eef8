"""Reading many documents: on all cores, resumable, nothing half-written.

    read_documents("judgments.parquet", "facts/")

writes ``facts/<table>.parquet`` and ``facts/manifest.json``. Interrupted, it leaves no table at
all, only its parts; run again, it goes on where it was.
"""

from __future__ import annotations

import errno
import gc
import hashlib
import os
import signal
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.text import parts
from xiezhi.text.reader import TABLES, read_document, reader_version, unread
from xiezhi.text.sources import Source, open_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from concurrent.futures import Future, ProcessPoolExecutor

    from xiezhi.text.facts import Row
    from xiezhi.text.sources import Record

__all__ = ["Progress", "ReadingStoppedError", "read_documents"]

_CHUNK_DOCUMENTS = 256
_CHUNK_CHARACTERS = 3_000_000

Progress = Any
"""Called as ``progress(documents_done, documents_total_or_None)`` from the calling process."""


class ReadingStoppedError(XiezhiError):
    """Reading could not go on (a full disk); what was finished is kept for the next run."""

    exit_code = 3


@dataclass(slots=True)
class _Tally:
    """Counts of a run, added up over its chunks."""

    documents: int = 0
    characters: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    duplicates: int = 0
    renamed: int = 0
    resumed: int = 0
    chunks: int = 0
    source: Any = field(default_factory=hashlib.sha256)

    def take(self, note: dict[str, Any]) -> None:
        """Add one chunk's note."""
        self.documents += note["documents"]
        self.characters += note["characters"]
        self.statuses.update(note["statuses"])
        self.reasons.update(note["reasons"])


def read_documents(
    source: str | Path | Source,
    out_dir: str | Path,
    processes: int | None = None,
    *,
    resume: bool = True,
    progress: Callable[[int, int | None], None] | None = None,
    coverage: dict[str, Any] | None = None,
    further: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Read every document of a source into fact tables.

    Args:
        source: What ``open_source`` opens, or a source that is open.
        out_dir: Folder for the tables; made when it is missing.
        processes: How many cores; all of them when None.
        resume: Go on behind an interrupted run of the same source and reader.
        progress: Told how many documents are done, after every chunk.
        coverage: Goes to the manifest as it is: which courts and dates the source covers.
        further: Goes to the manifest as it is: what else is known of the source.

    Returns:
        The manifest: reader and version, hash of the source, counts by status and reason.

    Raises:
        SourceError: There is nothing to read.
        ReadingStoppedError: The disk is full or the folder cannot be written.
    """
    opened = source if isinstance(source, Source) else open_source(source)
    out = Path(out_dir)
    tally = _Tally()
    try:
        out.mkdir(parents=True, exist_ok=True)
        if not resume:
            parts.forget(out)
        _run(opened, out, processes or os.cpu_count() or 1, tally, progress)
        manifest = _manifest(opened, tally, coverage) | dict(further or {})
        parts.merge(out, tally.chunks, manifest)
    except OSError as error:
        raise _stopped(out, error) from error
    return manifest


def _stopped(out: Path, error: OSError) -> ReadingStoppedError:
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return ReadingStoppedError(
        Problem(
            what="The disk is full." if full else f"{out} cannot be written.",
            where=str(out),
            why=str(error),
            cure="Make room (or choose another folder) and run the same command again: "
            "it goes on behind the documents already read.",
            code="disk-full" if full else "out-not-writable",
        )
    )


def _manifest(source: Source, tally: _Tally, coverage: dict[str, Any] | None) -> dict[str, Any]:
    manifest: dict[str, Any] = {
        "kind": "facts",
        "reader": "xiezhi.text",
        "reader_version": reader_version(),
        "source": source.name,
        "source_hash": tally.source.hexdigest(),
        "documents": tally.documents,
        "characters": tally.characters,
        "statuses": dict(sorted(tally.statuses.items())),
        "reasons": dict(sorted(tally.reasons.items())),
        "duplicates_left_out": tally.duplicates,
        "ids_made_distinct": tally.renamed,
        "files_skipped": source.skipped,
    }
    if coverage is not None:
        manifest["coverage"] = coverage
    return manifest


def _run(
    source: Source,
    out: Path,
    processes: int,
    tally: _Tally,
    progress: Callable[[int, int | None], None] | None,
) -> None:
    """Read chunk after chunk; on several cores when there is more than one chunk."""
    alone = processes == 1 or (source.total is not None and source.total <= _CHUNK_DOCUMENTS)
    pool = None if alone else _pool(processes)
    waiting: list[Future[dict[str, Any]]] = []

    def take(note: dict[str, Any]) -> None:
        tally.take(note)
        if progress is not None:
            progress(tally.documents, source.total)

    try:
        for number, chunk in enumerate(_chunks(_distinct(source.records(), tally))):
            tally.chunks = number + 1
            fingerprint = _fingerprint(chunk)
            tally.source.update(fingerprint.encode())
            note = parts.done(out, number, fingerprint)
            if note is not None:
                tally.resumed += 1
                take(note)
            elif pool is None:
                take(_read_chunk(out, number, chunk, fingerprint))
            else:
                waiting.append(pool.submit(_read_chunk, out, number, chunk, fingerprint))
                while len(waiting) > 2 * processes:
                    take(waiting.pop(0).result())
        for future in waiting:
            take(future.result())
    except BaseException:
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)
        raise
    if pool is not None:
        pool.shutdown()


def _pool(processes: int) -> ProcessPoolExecutor:
    """Worker processes that leave Ctrl-C to the process that started them."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(
        processes,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=signal.signal,
        initargs=(signal.SIGINT, signal.SIG_IGN),
    )


def _distinct(records: Iterator[Record], tally: _Tally) -> Iterator[Record]:
    """Records with ids of their own: a repeated document is left out, another one renamed."""
    seen: dict[str, int] = {}
    for record in records:
        content = hash(record.text)
        doc_id, turn = record.doc_id, 1
        while doc_id in seen and seen[doc_id] != content:
            turn += 1
            doc_id = f"{record.doc_id}~{turn}"
        if doc_id in seen:
            tally.duplicates += 1
            continue
        seen[doc_id] = content
        tally.renamed += turn > 1
        yield replace(record, doc_id=doc_id) if turn > 1 else record


def _chunks(records: Iterator[Record]) -> Iterator[list[Record]]:
    """Records in chunks of a few hundred documents or a few million characters."""
    chunk: list[Record] = []
    size = 0
    for record in records:
        chunk.append(record)
        size += len(record.text or "")
        if len(chunk) >= _CHUNK_DOCUMENTS or size >= _CHUNK_CHARACTERS:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _fingerprint(chunk: list[Record]) -> str:
    """Hash of the reader and of all that a chunk holds."""
    digest = hashlib.blake2b(reader_version().encode(), digest_size=16)
    for record in chunk:
        for piece in (record.doc_id, record.text or "", record.file or "", record.problem or ""):
            data = piece.encode("utf-8", "surrogatepass")
            digest.update(len(data).to_bytes(8, "big"))
            digest.update(data)
    return digest.hexdigest()


def _read_chunk(out: Path, number: int, chunk: list[Record], fingerprint: str) -> dict[str, Any]:
    """Read the documents of a chunk, write its part, return its note.

    Rows pile up and none of them is garbage: the collector would only walk them again and again.
    """
    gc.disable()
    try:
        return _read_all(out, number, chunk, fingerprint)
    finally:
        gc.enable()


def _read_all(out: Path, number: int, chunk: list[Record], fingerprint: str) -> dict[str, Any]:
    rows: dict[str, list[Row]] = {table: [] for table in TABLES}
    statuses: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    characters = 0
    for record in chunk:
        if record.text is None:
            why = record.problem or "no text"
            reading = unread(record.doc_id, "", why, record.file)
        else:
            reading = read_document(record.doc_id, record.text, record.file)
            characters += len(record.text)
        statuses[reading.status] += 1
        if reading.reason:
            reasons[reading.reason] += 1
        for table, found in reading.rows.items():
            rows[table] += found
    note = {
        "fingerprint": fingerprint,
        "documents": len(chunk),
        "characters": characters,
        "statuses": dict(statuses),
        "reasons": dict(reasons),
    }
    parts.write_part(out, number, rows, note)
    return note
