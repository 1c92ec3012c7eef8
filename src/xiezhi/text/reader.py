"""One document in, the rows of every table out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from xiezhi.text.clean import clean
from xiezhi.text.disposition.walk import walk
from xiezhi.text.facts import Document, Row
from xiezhi.text.kind import kind_of
from xiezhi.text.read import (
    accused,
    amount,
    circumstance,
    count,
    custody,
    item,
    judgment,
    number,
    offence,
    party,
    prior,
    reference,
    sentence,
)
from xiezhi.text.split import split

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["LONGEST", "TABLES", "Reading", "read_document", "reader_version", "unread"]

LONGEST = 5_000_000
"""Characters above which a text is no judgment; the longest real ones have a hundred thousand."""

TABLES = (
    "document",
    "judgment",
    "judgment_party",
    "judgment_custody",
    "judgment_accused",
    "judgment_prior",
    "judgment_count",
    "judgment_sentence",
    "judgment_circumstance",
    "judgment_item",
    "judgment_amount",
    "judgment_reference",
    "judgment_number",
)
"""The tables that reading writes, in the order they are written."""

_SHORTEST = 40
_FAILURES = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one document.

    Attributes:
        rows: Table → rows, each with its ``doc_id``.
        status: ``read``, ``abstained`` or ``not_a_judgment``.
        reason: Why it was not read, when it was not.
    """

    rows: dict[str, list[Row]]
    status: str
    reason: str | None = None


def read_document(doc_id: str, text: str, source_file: str | None = None) -> Reading:
    """Read one document completely.

    A document that the reader fails on gets the status ``abstained`` with the failure's name,
    so that one bad document never stops the others.

    Args:
        doc_id: Its id; goes to every row.
        text: Exactly as given; offsets count its code points.
        source_file: Where it came from, for the ``document`` table.
    """
    if len(text) > LONGEST:
        return unread(doc_id, text, f"longer than {LONGEST:,} characters", source_file)
    if len(text) < _SHORTEST:
        return unread(doc_id, text, "empty or too short to be a document", source_file)
    try:
        rows = _rows(doc_id, text)
    except _FAILURES as failure:
        return unread(doc_id, text, f"the reader failed: {type(failure).__name__}", source_file)
    rows["document"] = [_document(doc_id, text, source_file)]
    for table in rows.values():
        for row in table:
            row["doc_id"] = doc_id
    told = rows["judgment"][0]
    reason = told.get("abstained")
    return Reading(rows, str(told["status"]), None if reason is None else str(reason))


def unread(doc_id: str, text: str, reason: str, source_file: str | None = None) -> Reading:
    """A document that could not be read, with the reason, in the two tables that say so."""
    rows: dict[str, list[Row]] = {
        "document": [{**_document(doc_id, text, source_file), "doc_id": doc_id}],
        "judgment": [{"doc_id": doc_id, "status": "abstained", "abstained": reason}],
    }
    return Reading(rows, "abstained", reason)


def _rows(doc_id: str, text: str) -> dict[str, list[Row]]:
    cleaned = clean(text)
    parts = split(cleaned)
    document = Document(doc_id, text, cleaned, parts, kind_of(cleaned, parts))
    parties = party.read(document)
    disposition = walk(document, parties)
    circumstances = circumstance.read(document, parties)
    sentences = sentence.read(document, parties, disposition)
    _take_findings(sentences, circumstances)
    told = judgment.read(document, parties)
    counts = count.read(document, parties, disposition)
    judged = told[0].get("judged_date")
    story = offence.read(document, judged if isinstance(judged, date) else None)
    offence.date_counts(counts, story)
    offence.bound_acts(told[0], story)
    return {
        "judgment": told,
        "judgment_party": party.rows(parties),
        "judgment_custody": custody.read(document, parties),
        "judgment_accused": accused.read(document, parties),
        "judgment_prior": prior.read(document, parties),
        "judgment_count": counts,
        "judgment_sentence": sentences,
        "judgment_circumstance": circumstances,
        "judgment_item": item.read(document, parties, disposition),
        "judgment_amount": amount.read(document, parties),
        "judgment_reference": reference.read(document, parties),
        "judgment_number": number.read(document, parties),
    }


_FINDINGS = {
    "recidivist": "recidivist",
    "special_recidivist": "recidivist",
    "juvenile": "juvenile",
}


def _take_findings(sentences: list[Row], circumstances: list[Row]) -> None:
    """What the court found about a person, beside the sentence: recidivist, juvenile."""
    by_ordinal = {row["ordinal"]: row for row in sentences}
    for found in circumstances:
        column = _FINDINGS.get(str(found.get("circumstance")))
        row = by_ordinal.get(found["ordinal"])
        if column is not None and row is not None and column not in row:
            row[column] = True
            row[column + "_span"] = found.get("circumstance_span")


def _document(doc_id: str, text: str, source_file: str | None) -> Row:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return {"doc_id": doc_id, "text": text, "sha256": digest, "source_file": source_file}


@cache
def reader_version() -> str:
    """A name that changes whenever the reader's code or patterns do."""
    digest = hashlib.sha256()
    for file in _walk(files("xiezhi.text")):
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _walk(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found += _walk(entry)
        elif entry.name.endswith((".py", ".yaml")):
            found.append(entry)
    return found
