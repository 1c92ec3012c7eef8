"""A bundle read in batches: memory does not grow with the number of its clues."""

from __future__ import annotations

import json
from collections import defaultdict
from contextlib import ExitStack
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from xiezhi.evidence.tables import VALUE_PREFIX, semantic_type
from xiezhi.evidence.unpacking import FROM, SPAN
from xiezhi_desk.library.bundles.packing import (
    codes_of,
    grouped,
    joined,
    json_texts,
    objects,
    sound_objects,
    whole,
)
from xiezhi_desk.library.bundles.records import (
    BundleCard,
    ClueRecord,
    DocumentRecord,
    LinkRecord,
    RowRecord,
    records_of,
)
from xiezhi_desk.library.bundles.stretches import Stretch, row_groups, spilled, within
from xiezhi_desk.library.problems import door

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from xiezhi.evidence.bundle import Bundle

__all__ = [
    "CLUE_WORDING",
    "REASON_WORDING",
    "SEARCHED_COLUMNS",
    "OpenBundle",
    "records_of",
    "split_columns",
]

CLUE_WORDING = ("act", "title_zh", "title_en", "remedy", "law", "unchecked", "checklist")
"""What every clue of a model says alike: kept once, under a code."""
REASON_WORDING = ("kind", "name", "step", "condition", "title_zh", "title_en")
SEARCHED_COLUMNS = (
    "step", "input", "table", "version", "covers_from", "covers_to", "key", "window_from",
    "window_to",
)  # fmt: skip
_AT_ONCE = 8_192
"""Clues whose reasons and links are held in memory at the same time."""
_BATCH = 2048
_US = "\x1f"
"""Between numbers: in none of them."""
_TEXTS = ("clue", "matter", "organ", "act", "grade", "evidence")
_LINK = ("input", "_row", "step", "role")
_SCALARS = (
    "matter", "key", "organ", "affected_kind", "affected", "amount", "occurred", "expires",
    "grade", "flags", "suppression", "evidence",
)  # fmt: skip

_ByClue = tuple[pa.Array, pa.Array]


class _Beside(NamedTuple):
    """What other tables say of the clues of a stretch: their numbers, and a text for each."""

    reasons: _ByClue
    searched: _ByClue
    numbers: _ByClue
    links: _ByClue

    def of(self, name: str, clues: pa.Array) -> pa.Array:
        """The texts for these clues; empty where there is none."""
        keys, texts = getattr(self, name)
        return texts.take(pc.index_in(clues, keys)).fill_null("")


def _by_clue(keys: list[pa.Array], texts: list[pa.Array], between: str = ",") -> _ByClue:
    clues, said = (pa.chunked_array(one, pa.string()) for one in (keys, texts))
    return grouped(clues, said, between)


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
        yield from map(records_of, self.clue_tables(batch))

    def clue_tables(self, batch: int = 2000) -> Iterator[pa.RecordBatch]:
        """The same, column by column: a column for each field of ``ClueRecord``.

        Args:
            batch: Most rows of a table.
        """
        with door(self._bundle.folder), ExitStack() as stack:
            stretches = self._stretches()
            coded = map(_coded, self._batches("clues", _BATCH))
            parts = [coded] if len(stretches) == 1 else spilled(coded, stretches, stack)
            for stretch, clues in zip(stretches, parts, strict=True):
                for table in self._clues_of(stretch, clues):
                    for at in range(0, table.num_rows, batch):
                        yield table.slice(at, batch)

    def rows(self, batch: int = 2000) -> Iterator[list[RowRecord]]:
        """Every evidence row, once."""
        for table in self.row_tables(batch):
            columns = [table.column(name).to_pylist() for name in RowRecord._fields]
            yield [RowRecord(*row) for row in zip(*columns, strict=True)]

    def row_tables(self, batch: int = 2000) -> Iterator[pa.RecordBatch]:
        """The same, column by column: a column for each field of ``RowRecord``."""
        with door(self._bundle.folder):
            for name in self._bundle.inputs:
                for part in self._batches(f"rows/{name}", batch):
                    yield _row_table(name, part)

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
        with pq.ParquetFile(self._bundle.folder / f"{name}.parquet") as file:
            groups = row_groups(file, stretch)
            if not groups:
                return
            # One thread, the caller's: several hold a part of a file each, and save no time here.
            wanted = list(columns) if columns is not None else None
            for part in file.iter_batches(batch, groups, wanted, use_threads=False):
                kept = within(part, stretch)
                if kept.num_rows:
                    yield kept

    def _clues_of(
        self, stretch: Stretch, clues: Iterable[pa.RecordBatch]
    ) -> Iterator[pa.RecordBatch]:
        beside = _Beside(
            self._reasons(stretch),
            self._searched(stretch),
            self._numbers(stretch),
            self._linked(stretch),
        )
        for part in clues:
            yield self._clue_table(part, beside)

    def _clue_table(self, part: pa.RecordBatch, beside: _Beside) -> pa.RecordBatch:
        clues, count = part.column("clue"), part.num_rows
        values = {
            name.removeprefix(VALUE_PREFIX): part.column(name)
            for name in part.schema.names
            if name.startswith(VALUE_PREFIX)
        }
        said = joined(
            '{"v":1,"wording":"', part.column("wording"), '","clue":', json_texts(clues),
            ',"is":', objects({name: part.column(name) for name in _SCALARS}, count),
            ',"values":', objects(values, count),
            ',"reasons":[', beside.of("reasons", clues), '],"searched":[',
            beside.of("searched", clues), "]}",
        )  # fmt: skip
        texts = {name: part.column(name).cast(pa.string()) for name in _TEXTS}
        amounts = semantic_type(part.schema.field("amount")) or "money"
        columns = {
            "key": texts["clue"],
            "matter_key": texts["matter"],
            "organ": texts["organ"].fill_null(""),
            "act": texts["act"],
            "case_number": self._case_numbers(part, beside.of("numbers", clues)),
            "amount": part.column("amount"),
            "amount_type": pa.array([amounts] * count, pa.string()),
            "occurred": part.column("occurred"),
            "expires": part.column("expires"),
            "grade": texts["grade"],
            "suppressed": pc.is_valid(part.column("suppression")),
            "flags": part.column("flags"),
            "evidence": texts["evidence"],
            "title": pa.array([self.card.title_zh] * count, pa.string()),
            "said_text": said,
            "links_text": joined("[", beside.of("links", clues), "]"),
        }
        return pa.RecordBatch.from_pydict(columns)

    def _case_numbers(self, part: pa.RecordBatch, behind: pa.Array) -> pa.Array:
        """Each clue's own case number, else that of the document behind it."""
        columns = [
            part.column(field.name).cast(pa.string())
            for field in part.schema
            if field.name.startswith(VALUE_PREFIX) and semantic_type(field) == "case_number"
        ]
        return pc.coalesce(*columns, behind)

    def _reasons(self, stretch: Stretch) -> _ByClue:
        """By clue, ``[code, values, points]`` of each reason as JSON."""
        keys, texts = [], []
        for part in self._batches("reasons", 16_384, None, stretch):
            points = json_texts(part.column("points")).fill_null("null")
            values = sound_objects(part.column("values"))
            codes = codes_of(part, REASON_WORDING)
            keys.append(part.column("clue"))
            texts.append(joined('["', codes, '",', values, ",", points, "]"))
        return _by_clue(keys, texts)

    def _searched(self, stretch: Stretch) -> _ByClue:
        keys, texts = [], []
        for part in self._batches("searched", 16_384, None, stretch):
            keys.append(part.column("clue"))
            columns = {name: part.column(name) for name in SEARCHED_COLUMNS}
            texts.append(objects(columns, part.num_rows))
        return _by_clue(keys, texts)

    def _linked(self, stretch: Stretch) -> _ByClue:
        """By clue, ``[input, row, step, role]`` of each row that proves it as JSON."""
        names = ("clue", *_LINK)
        keys, texts = [], []
        for part in self._batches("links", 16_384, names, stretch):
            said = [json_texts(part.column(name)).fill_null('""') for name in _LINK]
            keys.append(part.column("clue"))
            texts.append(joined("[", pc.binary_join_element_wise(*said, ","), "]"))
        return _by_clue(keys, texts)

    def _numbers(self, stretch: Stretch) -> _ByClue:
        """By clue, the number of the first document behind it that has one."""
        names = ("clue", "input", "_row")
        parts = list(self._batches("links", 16_384, names, stretch)) if self._numbered else []
        if not parts:
            return _by_clue([], [])
        links = pa.Table.from_batches(parts).combine_chunks()
        said = pa.nulls(links.num_rows, pa.string())
        for name, (rows, numbers) in self._numbered.items():
            found = numbers.take(whole(pc.index_in(links.column("_row"), rows)))
            said = pc.if_else(whole(pc.equal(links.column("input"), name)), found, said)
        known = pc.is_valid(said)
        clues, said = _by_clue(
            [whole(links.column("clue")).filter(known)], [said.filter(known)], _US
        )
        return clues, pc.list_element(pc.split_pattern(said, _US), 0) if len(said) else said

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
        del documents
        found = {}
        for name in self._bundle.inputs:
            if "doc_id" in self._schema(name).names:
                parts = list(self._batches(f"rows/{name}", 16_384, ("_row", "doc_id")))
                rows, papers = (
                    [part.column(at).cast(pa.string()) for part in parts] for at in (0, 1)
                )
                places = pc.index_in(pa.chunked_array(papers, pa.string()), docs)
                found[name] = (
                    whole(pa.chunked_array(rows, pa.string())),
                    whole(numbers.take(places)),
                )
        return found

    def _schema(self, name: str) -> pa.Schema:
        return pq.read_schema(self._bundle.folder / "rows" / f"{name}.parquet")

    def _pairs(self, name: str, kind: str) -> Iterator[tuple[str, str | None]]:
        """Document and value of every column of an input that is of a semantic type."""
        schema = self._schema(name)
        columns = [field.name for field in schema if semantic_type(field) == kind]
        if "doc_id" not in schema.names or not columns:
            return
        for part in self._batches(f"rows/{name}", 16_384, ("doc_id", *columns)):
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
        said = objects({name: part.column(name) for name in names}, len(docs)).to_pylist()
        more = (part.column("passages").to_pylist(), part.column("highlights").to_pylist())
        return [
            DocumentRecord(
                doc, f"{text[:-1]},{_places(passages, marks, self._names.get(doc, []))}}}"
            )
            for doc, text, passages, marks in zip(docs, said, *more, strict=True)
        ]


def _places(passages: list[dict[str, Any]], marks: list[dict[str, Any]], names: list[str]) -> str:
    """Passages, marks and names as members of a JSON object."""
    places = {
        "passages": [[one["base"], one["text"]] for one in passages],
        "marks": [
            [one["start"], one["end"], one["input"], one["_row"], one["column"]] for one in marks
        ],
        "names": names,
    }
    text = json.dumps(places, ensure_ascii=False, separators=(",", ":"))
    return text[1:-1].replace("\\u0000", "")


def _coded(clues: pa.RecordBatch) -> pa.RecordBatch:
    """The clues with a code in place of what all of a model say alike: most of a row's length."""
    kept = [name for name in clues.schema.names if name == "act" or name not in CLUE_WORDING]
    return clues.select(kept).append_column("wording", codes_of(clues, CLUE_WORDING))


def _row_table(name: str, part: pa.RecordBatch) -> pa.RecordBatch:
    """Rows of an input: values under ``v``, places under ``s`` (one) and ``p`` (several)."""
    spans, passages, values = split_columns(part.schema)
    packed = [
        objects({one.removesuffix(end): part.column(one) for one in columns}, part.num_rows)
        for columns, end in ((values, "\x00"), (spans, SPAN), (passages, FROM))
    ]
    said = joined('{"v":', packed[0], ',"s":', packed[1], ',"p":', packed[2], "}")
    docs = (
        part.column("doc_id").cast(pa.string()).fill_null("")
        if "doc_id" in part.schema.names
        else pa.array([""] * part.num_rows, pa.string())
    )
    rows = part.column("_row").cast(pa.string())
    names = pa.array([name] * part.num_rows, pa.string())
    return pa.RecordBatch.from_arrays([names, rows, docs, said], RowRecord._fields)


def split_columns(schema: pa.Schema) -> tuple[list[str], list[str], list[str]]:
    """Columns of a table of rows: places, lists of places, values."""
    typed = set(schema.names)
    spans = [one for one in schema.names if one.endswith(SPAN) and one.removesuffix(SPAN) in typed]
    passages = [
        one for one in schema.names if one.endswith(FROM) and one.removesuffix(FROM) in typed
    ]
    others = {"_row", *spans, *passages}
    return spans, passages, [one for one in schema.names if one not in others]
