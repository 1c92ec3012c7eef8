"""When two bundles, and two clues, are the same: hashes over content, not over bytes.

Clue ids depend on the office's key, so they do not enter: a clue is named by its typed key. Any
office that has the data reaches the same content hash without the key of the office that ran.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from xiezhi.evidence.canonical import canonical_rows, json_digest, row_digests, table_digest
from xiezhi.evidence.tables import VALUE_PREFIX

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xiezhi.evidence.funnel import Funnel

__all__ = ["content_digests", "evidence_hashes"]

_KEYED = ("clue", "matter")
_TEXTS = ("text",)


def content_digests(
    clues: pa.Table,
    by_clue: Mapping[str, pa.Table],
    rows: Mapping[str, pa.Table],
    documents: pa.Table,
    funnel: Funnel,
) -> dict[str, str]:
    """The digest of every part of a bundle's content.

    Args:
        clues: ``clues.parquet``.
        by_clue: ``reasons``, ``links`` and ``searched``, each with a column ``clue``.
        rows: Evidence rows by input.
        documents: ``documents.parquet``; a full text enters through its own SHA-256.
        funnel: The counts.
    """
    found = {"clues": table_digest("clues", clues.drop_columns(list(_KEYED)))}
    for name, table in by_clue.items():
        found[name] = table_digest(name, _named_by_key(table, clues))
    for name, table in rows.items():
        found[f"rows/{name}"] = table_digest(name, table)
    found["documents"] = table_digest("documents", documents.drop_columns(list(_TEXTS)))
    found["funnel"] = json_digest(funnel.to_json())
    return dict(sorted(found.items()))


def evidence_hashes(clues: pa.Table, links: pa.Table, rows: Mapping[str, pa.Table]) -> list[str]:
    """One hash per clue over its values and evidence; origins of rows do not enter.

    Args:
        clues: Has ``clue`` and the ``value.`` columns.
        links: ``links.parquet``.
        rows: Evidence rows by input, each with ``_row``.

    Returns:
        Hashes in the order of ``clues``.
    """
    digest_of: dict[tuple[str, str], str] = {}
    for name, table in rows.items():
        origins = table.column("_row").to_pylist()
        digests = row_digests(table.drop_columns(["_row"]))
        digest_of.update({(name, row): one for row, one in zip(origins, digests, strict=True)})
    witnesses: dict[str, list[str]] = defaultdict(list)
    columns = [links.column(name).to_pylist() for name in ("clue", "input", "_row", "step", "role")]
    for clue, name, row, step, role in zip(*columns, strict=True):
        witnesses[clue].append("\x1f".join((name, step, role, digest_of[name, row])))
    shown = [name for name in clues.column_names if name.startswith(VALUE_PREFIX)]
    own = canonical_rows(clues.select(shown)).to_pylist()
    return [
        _hash([text, *sorted(witnesses[clue])])
        for clue, text in zip(clues.column("clue").to_pylist(), own, strict=True)
    ]


def _named_by_key(table: pa.Table, clues: pa.Table) -> pa.Table:
    index = table.column_names.index("clue")
    places = pc.index_in(table.column("clue"), clues.column("clue"))
    keys = clues.column("key").take(places)
    return table.set_column(index, pa.field("clue", pa.string()), keys)


def _hash(texts: list[str]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode("utf8"))
        digest.update(b"\n")
    return digest.hexdigest()
