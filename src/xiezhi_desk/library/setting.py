"""What a bundle says of all its clues, read once and kept while the process lives.

Packs (``bundles.packing``) leave out what every clue of a bundle has alike: columns with their
kinds, wordings, titles, law. They are turned back into the library's values here.
"""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from xiezhi.evidence import records
from xiezhi.evidence.bundle import open_bundle
from xiezhi.evidence.tables import VALUE_PREFIX, semantic_type
from xiezhi.evidence.unpacking import spans_of
from xiezhi.kernel.span import Span
from xiezhi.report.part import Part
from xiezhi_desk.library.bundles.opened import CLUE_WORDING, REASON_WORDING, split_columns
from xiezhi_desk.library.bundles.packing import codes_of
from xiezhi_desk.library.problems import Title, door

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xiezhi.evidence.bundle import Bundle

__all__ = ["Setting", "setting_of"]

Said = dict[str, Any]


class _Shape(NamedTuple):
    """Columns of a table in order, how each is read back, its semantic type."""

    readers: dict[str, Callable[[Any], Any]]
    types: dict[str, str]


def setting_of(folder: Path | str) -> Setting:
    """The setting of a bundle; kept, and read anew when its manifest was written anew.

    Raises:
        DoorError: The folder is no bundle, or a spoilt one.
    """
    place = Path(folder)
    with door(place):
        return _setting(place, (place / "manifest.json").stat().st_mtime_ns)


@lru_cache(maxsize=128)
def _setting(place: Path, _written: int) -> Setting:
    return Setting(open_bundle(place))


class Setting:
    """One bundle's wordings and shapes.

    Attributes:
        bundle: Its manifest, funnel and model; its rows are not read.
        part: The same as the report knows it.
    """

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.part = Part(bundle)
        self._inputs: dict[str, _Shape] = {}

    def clue(self, said: Said) -> records.Clue:
        """A clue from its pack."""
        own, shape = said["is"], self._clue_shape
        values = said["values"]
        wording = self._wordings.get(said["wording"], _NO_WORDING)
        read = shape.readers
        return records.Clue(
            id=said["clue"],
            matter=own["matter"],
            key=own["key"],
            organ=own.get("organ"),
            act=wording["act"],
            affected_kind=own.get("affected_kind"),
            affected=own.get("affected"),
            amount=_decimal(own.get("amount")),
            occurred=_day(own.get("occurred")),
            expires=_day(own.get("expires")),
            grade=own["grade"],
            title=wording["title"],
            remedy=wording["remedy"],
            law=wording["law"],
            unchecked=wording["unchecked"],
            checklist=wording["checklist"],
            flags=tuple(own["flags"]),
            suppression=own.get("suppression"),
            evidence=own["evidence"],
            values={
                name: reader(values[name]) if name in values else None
                for name, reader in read.items()
            },
            types=shape.types,
            amount_type=self._amount_type,
        )

    def reasons(self, said: Said) -> tuple[records.Reason, ...]:
        """The conditions and indicators a clue met."""
        return tuple(
            records.Reason(
                clue=said["clue"],
                **self._reason_wordings[code],
                values=values,
                points=_decimal(points),
            )
            for code, values, points in said["reasons"]
            if code in self._reason_wordings
        )

    def searched(self, said: Said) -> tuple[records.Searched, ...]:
        """Where nothing was found."""
        return tuple(
            records.Searched(
                clue=said["clue"],
                step=one["step"],
                input=one["input"],
                table=one["table"],
                version=one["version"],
                covers_from=_day(one.get("covers_from")),
                covers_to=_day(one.get("covers_to")),
                key=one["key"],
                window_from=_day(one.get("window_from")),
                window_to=_day(one.get("window_to")),
            )
            for one in said["searched"]
        )

    def row(self, name: str, row: str, said: Said) -> records.EvidenceRow:
        """An evidence row from its pack."""
        shape, values = self._shape_of(name), said["v"]
        return records.EvidenceRow(
            input=name,
            row=row,
            values={
                column: reader(values[column]) if column in values else None
                for column, reader in shape.readers.items()
            },
            types=shape.types,
            spans={column: Span(*span) for column, span in said["s"].items()},
            passages={column: spans_of(text) for column, text in said["p"].items()},
        )

    def document(self, doc_id: str, said: Said) -> records.EvidenceDocument:
        """A document from its pack."""
        return records.EvidenceDocument(
            doc_id=doc_id,
            mode=said["mode"],
            sha256=said.get("sha256"),
            length=said.get("length"),
            text=said.get("text"),
            passages=tuple(records.Passage(base, text) for base, text in said["passages"]),
            highlights=tuple(
                records.Highlight(Span(start, end), name, row, column)
                for start, end, name, row, column in said["marks"]
            ),
        )

    def _shape_of(self, name: str) -> _Shape:
        if name not in self._inputs:
            path = self.bundle.folder / "rows" / f"{name}.parquet"
            schema = pq.read_schema(path)
            _, _, values = split_columns(schema)
            self._inputs[name] = _shape({one: schema.field(one) for one in values})
        return self._inputs[name]

    @cached_property
    def _clue_schema(self) -> pa.Schema:
        return pq.read_schema(self.bundle.folder / "clues.parquet")

    @cached_property
    def _clue_shape(self) -> _Shape:
        return _shape(
            {
                field.name.removeprefix(VALUE_PREFIX): field
                for field in self._clue_schema
                if field.name.startswith(VALUE_PREFIX)
            }
        )

    @cached_property
    def _amount_type(self) -> str:
        return semantic_type(self._clue_schema.field("amount")) or "money"

    @cached_property
    def _wordings(self) -> dict[str, Said]:
        found: dict[str, Said] = {}
        for code, row in _distinct(self.bundle.folder / "clues.parquet", CLUE_WORDING).items():
            found[code] = {
                "act": row["act"],
                "title": Title(row["title_zh"], row["title_en"]),
                "remedy": tuple(row["remedy"]),
                "law": tuple(row["law"]),
                "unchecked": tuple(Title(**one) for one in json.loads(row["unchecked"])),
                "checklist": tuple(
                    records.Ask(Title(**one["ask"]), one["kind"], one["excludes_when"])
                    for one in json.loads(row["checklist"])
                ),
            }
        return found

    @cached_property
    def _reason_wordings(self) -> dict[str, Said]:
        rows = _distinct(self.bundle.folder / "reasons.parquet", REASON_WORDING)
        return {
            code: {
                "kind": row["kind"],
                "name": row["name"],
                "step": row["step"],
                "condition": row["condition"],
                "title": Title(row["title_zh"], row["title_en"]),
            }
            for code, row in rows.items()
        }


_NO_WORDING: Said = {
    "act": "",
    "title": Title("", ""),
    "remedy": (),
    "law": (),
    "unchecked": (),
    "checklist": (),
}


def _distinct(path: Path, columns: tuple[str, ...]) -> dict[str, Said]:
    """One row of each wording, by its code."""
    found: dict[str, Said] = {}
    file = pq.ParquetFile(path)
    for batch in file.iter_batches(65_536, columns=list(columns)):
        codes = codes_of(batch, columns).to_pylist()
        for place, code in enumerate(codes):
            if code not in found:
                found[code] = batch.slice(place, 1).to_pylist()[0]
    return found


def _shape(fields: Mapping[str, pa.Field]) -> _Shape:
    return _Shape(
        {name: _reader(field.type) for name, field in fields.items()},
        {name: semantic_type(field) for name, field in fields.items()},
    )


def _reader(kind: pa.DataType) -> Callable[[Any], Any]:
    """How a value of a kind is read back from JSON."""
    if pa.types.is_date(kind):
        return datetime.date.fromisoformat
    if pa.types.is_timestamp(kind):
        return datetime.datetime.fromisoformat
    if pa.types.is_decimal(kind):
        return Decimal
    if pa.types.is_list(kind):
        each = _reader(kind.value_type)
        return lambda values: [None if one is None else each(one) for one in values]
    return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _day(text: str | None) -> datetime.date | None:
    return None if text is None else datetime.date.fromisoformat(text)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
