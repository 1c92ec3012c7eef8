"""A bundle read in batches: memory does not grow with the number of its clues."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from xiezhi.evidence.tables import VALUE_PREFIX, semantic_type
from xiezhi.evidence.unpacking import FROM, SPAN
from xiezhi_desk.library.bundles.packing import cleaned, codes_of, fragments, objects, quoted
from xiezhi_desk.library.bundles.records import (
    BundleCard,
    ClueRecord,
    DocumentRecord,
    LinkRecord,
    RowRecord,
)
from xiezhi_desk.library.problems import door

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xiezhi.evidence.bundle import Bundle

__all__ = ["CLUE_WORDING", "REASON_WORDING", "SEARCHED_COLUMNS", "OpenBundle", "split_columns"]

CLUE_WORDING = ("act", "title_zh", "title_en", "remedy", "law", "unchecked", "checklist")
"""What every clue of a model says alike: kept once, under a code."""
REASON_WORDING = ("kind", "name", "step", "condition", "title_zh", "title_en")
SEARCHED_COLUMNS = (
    "step", "input", "table", "version", "covers_from", "covers_to", "key", "window_from",
    "window_to",
)  # fmt: skip
_AT_ONCE = 131_072
"""Clues whose reasons are held in memory at the same time."""
_SCALARS = (
    "matter", "key", "organ", "affected_kind", "affected", "amount", "occurred", "expires",
    "grade", "flags", "suppression", "evidence",
)  # fmt: skip

Stretch = tuple[str | None, str | None]


class OpenBundle:
    """A sound bundle, read once from end to end.

    Attributes:
        card: What it says about itself.
    """

    def __init__(self, bundle: Bundle, card: BundleCard) -> None:
        self._bundle = bundle
        self.card = card

    @property
    def folder(self) -> str:
        """Where it lies."""
        return str(self._bundle.folder)

    def clues(self, batch: int = 2000) -> Iterator[list[ClueRecord]]:
        """All clues, suppressed ones included.

        Args:
            batch: Most records in a list.
        """
        with door(self._bundle.folder):
            for stretch in self._stretches():
                yield from self._clues_of(stretch, batch)

    def rows(self, batch: int = 2000) -> Iterator[list[RowRecord]]:
        """Every evidence row, once."""
        with door(self._bundle.folder):
            for name in self._bundle.inputs:
                for part in self._batches(f"rows/{name}", batch):
                    yield _row_records(name, part)

    def links(self, batch: int = 5000) -> Iterator[list[LinkRecord]]:
        """Which row is evidence of which clue."""
        names = ("clue", "input", "_row", "step", "role")
        with door(self._bundle.folder):
            for part in self._batches("links", batch, names):
                columns = [part.column(name).to_pylist() for name in names]
                yield [LinkRecord(*row) for row in zip(*columns, strict=True)]

    def documents(self, batch: int = 64) -> Iterator[list[DocumentRecord]]:
        """Every document that evidence cites, once, with the names its rows give."""
        with door(self._bundle.folder):
            for part in self._batches("documents", batch):
                yield self._document_records(part)

    def _stretches(self) -> list[Stretch]:
        """Clue numbers (hexadecimal) in stretches that are few enough to join in memory."""
        parts = -(-self.card.counts["clues"] // _AT_ONCE)
        if parts <= 1:
            return [(None, None)]
        edges = [f"{place * 256 // min(parts, 256):02x}" for place in range(1, min(parts, 256))]
        return list(pairwise([None, *edges, None]))

    def _batches(
        self,
        name: str,
        batch: int,
        columns: Sequence[str] | None = None,
        stretch: Stretch = (None, None),
    ) -> Iterator[pa.RecordBatch]:
        path = self._bundle.folder / f"{name}.parquet"
        low, high = stretch
        clue, kept = ds.field("clue"), None
        if low is not None:
            kept = clue >= low
        if high is not None:
            kept = clue < high if kept is None else kept & (clue < high)
        found = ds.dataset(path, format="parquet").to_batches(
            columns=list(columns) if columns is not None else None,
            filter=kept,
            batch_size=batch,
            batch_readahead=2,
            fragment_readahead=1,
        )
        for part in found:
            if part.num_rows:
                yield part

    def _clues_of(self, stretch: Stretch, batch: int) -> Iterator[list[ClueRecord]]:
        reasons = self._reasons(stretch)
        searched = self._searched(stretch)
        numbers = self._numbers(stretch)
        for part in self._batches("clues", batch, None, stretch):
            yield self._clue_records(part, reasons, searched, numbers)

    def _clue_records(
        self,
        part: pa.RecordBatch,
        reasons: dict[str, str],
        searched: dict[str, str],
        numbers: dict[str, str],
    ) -> list[ClueRecord]:
        keys = part.column("clue").to_pylist()
        values = [name for name in part.schema.names if name.startswith(VALUE_PREFIX)]
        shown = objects(
            [name.removeprefix(VALUE_PREFIX) for name in values],
            [fragments(part.column(name)) for name in values],
            len(keys),
        )
        scalars = objects(_SCALARS, [fragments(part.column(name)) for name in _SCALARS], len(keys))
        codes = codes_of(part, CLUE_WORDING)
        said = [
            f'{{"v":1,"wording":"{code}","clue":{quoted(key)},"is":{own},"values":{value},'
            f'"reasons":[{reasons.get(key, "")}],"searched":[{searched.get(key, "")}]}}'
            for key, code, own, value in zip(keys, codes, scalars, shown, strict=True)
        ]
        case_numbers = self._case_numbers(part, keys, numbers)
        plain = [
            part.column(name).to_pylist()
            for name in ("matter", "organ", "act", "amount", "occurred", "expires", "grade",
                         "suppression", "flags", "evidence")
        ]  # fmt: skip
        amounts = semantic_type(part.schema.field("amount")) or "money"
        title = self.card.title_zh
        return [
            ClueRecord(
                key, matter, organ or "", act, number, amount, amounts, occurred, expires, grade,
                suppression is not None, tuple(flags), evidence,
                " ".join(filter(None, (organ, act, number, title))), text,
            )
            for key, number, text, matter, organ, act, amount, occurred, expires, grade,
            suppression, flags, evidence in zip(keys, case_numbers, said, *plain, strict=True)
        ]  # fmt: skip

    def _case_numbers(
        self, part: pa.RecordBatch, keys: list[str], numbers: dict[str, str]
    ) -> list[str]:
        """Each clue's own case number, else that of the document behind it."""
        columns = [
            part.column(field.name).to_pylist()
            for field in part.schema
            if field.name.startswith(VALUE_PREFIX) and semantic_type(field) == "case_number"
        ]
        own = zip(*columns, strict=True) if columns else ((),) * len(keys)
        return [
            next((str(one) for one in row if one), "") or numbers.get(key, "")
            for key, row in zip(keys, own, strict=True)
        ]

    def _reasons(self, stretch: Stretch) -> dict[str, str]:
        """By clue, ``[code, values, points]`` of each reason as JSON."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for part in self._batches("reasons", 16_384, None, stretch):
            columns = (
                part.column("clue").to_pylist(),
                codes_of(part, REASON_WORDING),
                part.column("values").to_pylist(),
                fragments(part.column("points")),
            )
            for clue, code, values, points in zip(*columns, strict=True):
                found[clue].append(f'["{code}",{cleaned(values)},{points or "null"}]')
        return {clue: ",".join(texts) for clue, texts in found.items()}

    def _searched(self, stretch: Stretch) -> dict[str, str]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for part in self._batches("searched", 16_384, None, stretch):
            columns = [fragments(part.column(name)) for name in SEARCHED_COLUMNS]
            texts = objects(SEARCHED_COLUMNS, columns, part.num_rows)
            for clue, text in zip(part.column("clue").to_pylist(), texts, strict=True):
                found[clue].append(text)
        return {clue: ",".join(texts) for clue, texts in found.items()}

    def _numbers(self, stretch: Stretch) -> dict[str, str]:
        """By clue, the number of the first document behind it that has one."""
        if not self._numbered:
            return {}
        found: dict[str, str] = {}
        for part in self._batches("links", 65_536, ("clue", "input", "_row"), stretch):
            inputs = part.column("input")
            said = pa.nulls(part.num_rows, pa.string())
            for name, (rows, numbers) in self._numbered.items():
                places = pc.index_in(part.column("_row"), rows)
                said = pc.if_else(pc.equal(inputs, name), numbers.take(places), said)
            for clue, number in zip(part.column("clue").to_pylist(), said.to_pylist(), strict=True):
                if number is not None:
                    found.setdefault(clue, number)
        return found

    @cached_property
    def _numbered(self) -> dict[str, tuple[pa.Array, pa.Array]]:
        """By input, rows and the case number of the document each is from."""
        documents = {
            doc: number
            for name in self._bundle.inputs
            for doc, number in self._pairs(name, "case_number")
            if number
        }
        if not documents:
            return {}
        docs, numbers = pa.array(documents.keys()), pa.array(documents.values())
        found = {}
        for name in self._bundle.inputs:
            path = self._bundle.folder / "rows" / f"{name}.parquet"
            rows = ds.dataset(path, format="parquet")
            if "doc_id" in rows.schema.names:
                table = rows.to_table(columns=["_row", "doc_id"]).combine_chunks()
                places = pc.index_in(table.column("doc_id"), docs)
                taken = numbers.take(places)
                found[name] = (_whole(table.column("_row")), _whole(taken))
        return found

    def _pairs(self, name: str, kind: str) -> Iterator[tuple[str, str | None]]:
        """Document and value of every column of an input that is of a semantic type."""
        data = ds.dataset(self._bundle.folder / "rows" / f"{name}.parquet", format="parquet")
        if "doc_id" not in data.schema.names:
            return
        columns = [field.name for field in data.schema if semantic_type(field) == kind]
        if not columns:
            return
        for part in data.to_batches(columns=["doc_id", *columns], batch_size=16_384):
            docs = part.column("doc_id").to_pylist()
            for column in columns:
                yield from zip(docs, part.column(column).to_pylist(), strict=True)

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        """Names of persons by document, as the evidence rows give them."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for name in self._bundle.inputs:
            for doc, value in self._pairs(name, "person_name"):
                if value and doc:
                    found[doc][value] = None
        return {doc: list(names) for doc, names in found.items()}

    def _document_records(self, part: pa.RecordBatch) -> list[DocumentRecord]:
        docs = part.column("doc_id").to_pylist()
        names = ("mode", "sha256", "length", "text")
        texts = objects(names, [fragments(part.column(name)) for name in names], len(docs))
        more = (part.column("passages").to_pylist(), part.column("highlights").to_pylist())
        return [
            DocumentRecord(doc, f"{text[:-1]},{_places(doc, passages, marks, self._names)}}}")
            for doc, text, passages, marks in zip(docs, texts, *more, strict=True)
        ]


def _whole(array: pa.Array | pa.ChunkedArray) -> pa.Array:
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def _places(
    doc: str,
    passages: list[dict[str, object]],
    marks: list[dict[str, object]],
    names: dict[str, list[str]],
) -> str:
    stretches = ",".join(f"[{one['base']},{quoted(str(one['text']))}]" for one in passages)
    found = ",".join(
        f"[{one['start']},{one['end']},{quoted(str(one['input']))},{quoted(str(one['_row']))},"
        f"{quoted(str(one['column']))}]"
        for one in marks
    )
    said = ",".join(quoted(name) for name in names.get(doc, ()))
    return f'"passages":[{stretches}],"marks":[{found}],"names":[{said}]'


def _row_records(name: str, part: pa.RecordBatch) -> list[RowRecord]:
    """Rows of an input: values under ``v``, places under ``s`` (one) and ``p`` (several)."""
    spans, passages, values = split_columns(part.schema)
    packed = [
        objects(
            [column.removesuffix(suffix) for column in columns],
            [fragments(part.column(column)) for column in columns],
            part.num_rows,
        )
        for columns, suffix in ((values, "\x00"), (spans, SPAN), (passages, FROM))
    ]
    docs = (
        part.column("doc_id").cast(pa.string()).to_pylist()
        if "doc_id" in part.schema.names
        else [None] * part.num_rows
    )
    rows = part.column("_row").to_pylist()
    return [
        RowRecord(name, row, doc or "", f'{{"v":{value},"s":{span},"p":{places}}}')
        for row, doc, value, span, places in zip(rows, docs, *packed, strict=True)
    ]


def split_columns(schema: pa.Schema) -> tuple[list[str], list[str], list[str]]:
    """Columns of a table of rows: places, lists of places, values."""
    typed = set(schema.names)
    spans = [one for one in schema.names if one.endswith(SPAN) and one.removesuffix(SPAN) in typed]
    passages = [
        one for one in schema.names if one.endswith(FROM) and one.removesuffix(FROM) in typed
    ]
    others = {"_row", *spans, *passages}
    return spans, passages, [one for one in schema.names if one not in others]
