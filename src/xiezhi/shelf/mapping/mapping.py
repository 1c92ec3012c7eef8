"""A mapping: which title of a file is which column, and how its cells are to be read.

Kept as a small YAML file, one per provider and table, that a person can read and correct::

    table: enforcement_case
    provider: 某区人民法院
    columns:
      - {source: 执行案号, column: exec_no}
      - {source: 标的额, column: amount, unit: 万元}
      - {source: 类型, column: exec_type, words: {刑事财产刑: property_penalty}}
    constants: {court: 某区人民法院}
    ignored: [序号, 备注]
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import yaml

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.rulebook.form import Form
from xiezhi.rulebook.yaml_nodes import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from xiezhi.rulebook.tables import Table
    from xiezhi.shelf.ingest.database import Watermark

__all__ = ["SURE", "Mapped", "Mapping", "MappingError", "Open"]

SURE = 0.8
"""Confidence from which a suggestion needs no look by a person before it is used."""

_ORDERS = ("", "dmy", "mdy")
_PARTS = ("", "start", "end")


class MappingError(XiezhiError):
    """A mapping does not fit its table or its file; carries every problem."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Mapped:
    """One title taken as one column.

    Attributes:
        source: Title in the file.
        column: Column of the standard table.
        unit: Unit of bare numbers: 万元, 亩, 年; empty for the type's own.
        order: ``dmy`` or ``mdy`` where days are written so.
        serial: Bare numbers are days as spreadsheets count them.
        part: ``start`` or ``end`` of a period written in one cell.
        words: Label in the file → word of the vocabulary, beyond the vocabulary's labels.
        confidence: 0 to 1; 1 once a person confirmed it.
        reason: What speaks for it.
    """

    source: str
    column: str
    unit: str = ""
    order: str = ""
    serial: bool = False
    part: str = ""
    words: dict[str, str] = field(default_factory=dict)
    confidence: float = 1.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Open:
    """A title that nothing clear speaks for: left to a person.

    Attributes:
        source: Title in the file.
        candidates: Columns that it may be, the likeliest first.
        reason: What speaks for and against.
    """

    source: str
    candidates: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """How one provider's file becomes one standard table.

    Attributes:
        table: The standard table.
        provider: Who delivers.
        columns: What is mapped.
        constants: Column → value that holds for every row of the file.
        ignored: Titles that a person said to leave out.
        open: Titles still without an answer; they are left out when rows are read.
        kinds: Title → kind of its values when last seen, for saying what a delivery changed.
        watermark: Column of a database that only grows, for taking what is new.
        reached: The greatest value of that column that was loaded; empty before the first load.
    """

    table: str
    provider: str = ""
    columns: tuple[Mapped, ...] = ()
    constants: dict[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    open: tuple[Open, ...] = ()
    kinds: dict[str, str] = field(default_factory=dict)
    watermark: str = ""
    reached: str = ""

    @property
    def doubtful(self) -> tuple[Mapped, ...]:
        """What a person should look at before it is used."""
        return tuple(mapped for mapped in self.columns if mapped.confidence < SURE)

    @property
    def sources(self) -> tuple[str, ...]:
        """Titles that are mapped, each once."""
        return tuple(dict.fromkeys(mapped.source for mapped in self.columns))

    def of(self, column: str) -> Mapped | None:
        """What is mapped to a column; None when nothing is."""
        return next((mapped for mapped in self.columns if mapped.column == column), None)

    def mark(self) -> Watermark | None:
        """Where the next delivery of a database begins; None when all of it is taken."""
        from xiezhi.shelf.ingest.database import Watermark as Mark

        if not self.watermark:
            return None
        after = int(self.reached) if self.reached.isdecimal() else self.reached or None
        return Mark(self.watermark, after)

    def missing(self, table: Table) -> tuple[str, ...]:
        """Columns without which no row can be kept: the key's and those that must have a value."""
        have = {mapped.column for mapped in self.columns} | set(self.constants)
        return tuple(
            name
            for name, column in table.columns.items()
            if name not in have and (name in table.key or not column.nullable)
        )

    def sure(self) -> Mapping:
        """Without what a person should look at first: titles of doubtful columns stay open."""
        doubtful = self.doubtful
        kept = tuple(mapped for mapped in self.columns if mapped not in doubtful)
        taken = {mapped.source for mapped in kept}
        left = tuple(
            Open(one.source, (one.column,), one.reason)
            for one in doubtful
            if one.source not in taken
        )
        return replace(self, columns=kept, open=(*self.open, *left))

    def confirmed(self) -> Mapping:
        """The mapping after a person has looked at it: all is certain, nothing is open."""
        columns = tuple(replace(mapped, confidence=1.0, reason="") for mapped in self.columns)
        ignored = (*self.ignored, *(one.source for one in self.open))
        return replace(self, columns=columns, open=(), ignored=tuple(dict.fromkeys(ignored)))

    def check(self, table: Table) -> None:
        """Hold the mapping to its table.

        Raises:
            MappingError: Unknown or doubled columns, unknown words, keys that nothing gives.
        """
        problems = [*_column_problems(self, table), *_missing_problems(self, table)]
        if problems:
            raise MappingError(*problems)

    @classmethod
    def load(cls, path: Path) -> Mapping:
        """Read a mapping's file.

        Raises:
            MappingError: It is no mapping.
        """
        problems: list[Problem] = []
        form = Form(read_yaml(path), problems)
        constants = form.child("constants")
        kinds = form.child("kinds")
        mapping = cls(
            table=form.text("table"),
            provider=form.text("provider", ""),
            columns=tuple(_mapped(row) for row in form.rows("columns")),
            constants=_texts(constants) if constants else {},
            ignored=form.texts("ignored"),
            open=tuple(_open(row) for row in form.rows("open")),
            kinds=_texts(kinds) if kinds else {},
            watermark=form.text("watermark", ""),
            reached=form.text("reached", ""),
        )
        form.done()
        if problems:
            raise MappingError(*problems)
        return mapping

    def save(self, path: Path) -> None:
        """Write the mapping's file, whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        text = yaml.safe_dump(
            self._said(), allow_unicode=True, sort_keys=False, width=120, default_flow_style=None
        )
        part = path.with_suffix(".part")
        part.write_text(text, "utf8")
        part.replace(path)

    def _said(self) -> dict[str, Any]:
        said: dict[str, Any] = {"table": self.table, "provider": self.provider}
        said["columns"] = [_row_said(mapped) for mapped in self.columns]
        if self.constants:
            said["constants"] = dict(self.constants)
        if self.ignored:
            said["ignored"] = list(self.ignored)
        if self.open:
            said["open"] = [
                {"source": one.source, "candidates": list(one.candidates), "reason": one.reason}
                for one in self.open
            ]
        if self.kinds:
            said["kinds"] = dict(self.kinds)
        if self.watermark:
            said["watermark"] = self.watermark
        if self.reached:
            said["reached"] = self.reached
        return said


def _row_said(mapped: Mapped) -> dict[str, Any]:
    said: dict[str, Any] = {"source": mapped.source, "column": mapped.column}
    for name in ("unit", "order", "serial", "part", "words"):
        if value := getattr(mapped, name):
            said[name] = value
    if mapped.confidence < 1.0:
        said["confidence"] = round(mapped.confidence, 2)
        said["reason"] = mapped.reason
    return said


def _mapped(form: Form) -> Mapped:
    words = form.child("words")
    confidence = form.decimal("confidence")
    mapped = Mapped(
        source=form.text("source"),
        column=form.text("column"),
        unit=form.text("unit", ""),
        order=form.choice("order", _ORDERS, ""),
        serial=form.boolean("serial"),
        part=form.choice("part", _PARTS, ""),
        words=_texts(words) if words else {},
        confidence=1.0 if confidence is None else float(confidence),
        reason=form.text("reason", ""),
    )
    form.done()
    return mapped


def _open(form: Form) -> Open:
    found = Open(form.text("source"), form.texts("candidates"), form.text("reason", ""))
    form.done()
    return found


def _texts(form: Form) -> dict[str, str]:
    return {name: form.text(name) for name in form.names()}


def _column_problems(mapping: Mapping, table: Table) -> list[Problem]:
    problems = []
    named = [(mapped.column, mapped.source) for mapped in mapping.columns]
    named += [(column, "constants") for column in mapping.constants]
    seen: dict[str, str] = {}
    for column, source in named:
        if column not in table.columns:
            problems.append(
                Problem(
                    what=f"{table.name} has no column {column}.",
                    where=source,
                    cure=f"Its columns are {', '.join(table.columns)}.",
                    code="mapping-unknown-column",
                )
            )
        elif column in seen:
            problems.append(
                Problem(
                    what=f"The column {column} is mapped twice.",
                    where=source,
                    why=f"also from {seen[column]}",
                    cure="Keep one of the two.",
                    code="mapping-twice",
                )
            )
        seen[column] = source
    for mapped in mapping.columns:
        column_of = table.columns.get(mapped.column)
        labels = (column_of.labels or {}) if column_of else {}
        if column_of is None or column_of.type.name != "status_code":
            continue
        strange = [word for word in mapped.words.values() if word not in labels]
        if strange:
            problems.append(
                Problem(
                    what=f"{', '.join(strange)} is no word of {column_of.values}.",
                    where=mapped.source,
                    cure=f"Its words are {', '.join(labels)}.",
                    code="mapping-unknown-word",
                )
            )
    return problems


def _missing_problems(mapping: Mapping, table: Table) -> list[Problem]:
    return [
        Problem(
            what=f"Nothing gives {table.name} its column {name}.",
            where=mapping.table,
            why="it belongs to the key"
            if name in table.key
            else "it must have a value in each row",
            cure=f"Map the title of {table.columns[name].title.zh}, or give a constant for it.",
            code="mapping-missing-column",
        )
        for name in mapping.missing(table)
    ]
