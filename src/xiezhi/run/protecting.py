"""What must not travel in a bundle: sealed records of juveniles, numbers that nothing compares."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from xiezhi.engine.base import FileRelation, RelationColumn
from xiezhi.kernel.mask import mask_id
from xiezhi.model.step import KeyPair, Named
from xiezhi.sql.parse import parse_expression
from xiezhi.sql.tree import Call, Case, Name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xiezhi.engine.base import Session
    from xiezhi.model.compiled import Compiled
    from xiezhi.model.step import Step
    from xiezhi.run.tracing import Evidence
    from xiezhi.shelf.catalogue import Version
    from xiezhi.sql.tree import Tree

__all__ = ["Withheld", "cover_unused_numbers", "sealed_clues", "unused_numbers"]

_HANDING = frozenset(
    {"as_type", "text", "coalesce", "nullif", "least", "greatest"}
    | {"min", "max", "first", "last", "only", "previous", "next"}
)
"""Functions whose value is one of their arguments."""
_NUMBER_TYPES = frozenset({"citizen_id", "other_id"})


@dataclass(frozen=True, slots=True)
class Withheld:
    """Clues touched by sealed records.

    Attributes:
        dropped: Clue numbers that stand on a sealed record of another case: they are no clues.
        flagged: Clue numbers whose own case is a sealed one: kept, flagged.
    """

    dropped: frozenset[int]
    flagged: frozenset[int]


def sealed_clues(
    session: Session, rows: pa.Table, evidence: Evidence, parties: Version | None
) -> Withheld:
    """Find the clues whose evidence is a sealed juvenile record (criminal procedure law 286).

    A record is needed by the case itself when the clue is about the very document; a record of
    another document is never evidence.

    Args:
        session: Where the parties may be read.
        rows: The clue step's rows; a column ``doc_id`` names the clue's own document.
        evidence: Links and rows.
        parties: The version of ``judgment_party``; None when there is none.
    """
    if parties is None or "sealed" not in parties.schema.names:
        return Withheld(frozenset(), frozenset())
    sealed = _sealed(session, parties)
    if not sealed:
        return Withheld(frozenset(), frozenset())
    cited = _sealed_rows(evidence.rows, sealed)
    own = dict(zip(rows.column("_clue").to_pylist(), _own_documents(rows), strict=True))
    dropped, flagged = set(), set()
    columns = (evidence.links.column(name).to_pylist() for name in ("_clue", "input", "_row"))
    for clue, name, row in zip(*columns, strict=True):
        document = cited.get((name, row))
        if document is None:
            continue
        if own[clue] is None or own[clue] == document:
            flagged.add(clue)
        else:
            dropped.add(clue)
    return Withheld(frozenset(dropped), frozenset(flagged - dropped))


def unused_numbers(compiled: Compiled) -> dict[str, tuple[str, ...]]:
    """Identity numbers that a model only asks about, by input; those of its clues under ``""``.

    A number that no key compares, under its own name or another, and that neither the clue's key,
    its title nor the person affected names never leaves its table: evidence, clue and reasons carry
    it covered.
    """
    clue = compiled.clue
    named = {*clue.subject, *clue.shown, clue.organ, clue.episode, clue.affected_name}
    named |= {name for _, step in compiled.model.steps for name in _names_in_keys(step)}
    for _, step in reversed(compiled.model.steps):
        for column in _columns_made(step):
            if column.name in named:
                named |= set(_handed_on(parse_expression(column.expr.text)))
    columns = {plan.name: plan.columns for plan in compiled.inputs} | {"": clue.columns}
    found = {
        relation: tuple(
            column.name
            for column in those
            if column.type.name in _NUMBER_TYPES and column.name not in named
        )
        for relation, those in columns.items()
    }
    return {relation: numbers for relation, numbers in found.items() if numbers}


def cover_unused_numbers(
    tables: Mapping[str, pa.Table], numbers: Mapping[str, tuple[str, ...]]
) -> dict[str, pa.Table]:
    """Tables with those numbers covered: first six and last four signs remain."""
    covered = dict(tables)
    for name, columns in numbers.items():
        for column in columns:
            if name in covered and column in covered[name].column_names:
                covered[name] = _cover(covered[name], column)
    return covered


def _cover(table: pa.Table, column: str) -> pa.Table:
    index = table.column_names.index(column)
    field = table.schema.field(index)
    texts = [None if one is None else mask_id(one) for one in table.column(column).to_pylist()]
    return table.set_column(index, field, pa.array(texts, field.type))


def _names_in_keys(value: Any) -> Iterator[str]:
    """Every column that some key, group or order of a step names."""
    if isinstance(value, KeyPair):
        yield value.left
        yield value.right
    elif isinstance(value, tuple | list):
        for one in value:
            yield from [one] if isinstance(one, str) else _names_in_keys(one)
    elif is_dataclass(value):
        for part in fields(value):
            yield from _names_in_keys(getattr(value, part.name))


def _columns_made(step: Step) -> tuple[Named, ...]:
    """The columns that a step computes."""
    made: tuple[Any, ...] = getattr(step, "columns", ())
    return tuple(column for column in made if isinstance(column, Named))


def _handed_on(tree: Tree | None) -> Iterator[str]:
    """The columns whose value an expression may be, unchanged."""
    match tree:
        case Name():
            yield tree.name
        case Case():
            for result in (*(result for _, result in tree.whens), tree.otherwise):
                yield from _handed_on(result)
        case Call() if tree.function in _HANDING:
            for arg in tree.args:
                yield from _handed_on(arg)


def _sealed(session: Session, parties: Version) -> set[tuple[str, int]]:
    """Document and ordinal of every sealed party."""
    names = ("doc_id", "ordinal", "sealed")
    if parties.memory is not None:
        if not set(names) <= set(parties.memory.column_names):
            return set()
        table = parties.memory.filter(
            pc.fill_null(parties.memory.column("sealed"), fill_value=False)
        )
    else:
        kinds = ("VARCHAR", "INTEGER", "BOOLEAN")
        columns = tuple(RelationColumn(*pair) for pair in zip(names, kinds, strict=True))
        session.offer(
            FileRelation("_parties", parties.files, columns, hidden=True, fields=parties.fields)
        )
        table = session.fetch(
            "SELECT doc_id, ordinal FROM _parties WHERE sealed", "sealed records", hidden=True
        )
    pairs = zip(
        table.column("doc_id").to_pylist(), table.column("ordinal").to_pylist(), strict=True
    )
    return set(pairs)


def _sealed_rows(
    rows: Mapping[str, pa.Table], sealed: set[tuple[str, int]]
) -> dict[tuple[str, str], str]:
    """Document by (input, origin) of the evidence rows that belong to a sealed party."""
    found = {}
    for name, table in rows.items():
        if not {"doc_id", "ordinal"} <= set(table.column_names):
            continue
        columns = (table.column(one).to_pylist() for one in ("_row", "doc_id", "ordinal"))
        for row, document, ordinal in zip(*columns, strict=True):
            if (document, ordinal) in sealed:
                found[name, row] = document
    return found


def _own_documents(rows: pa.Table) -> list[str | None]:
    if "doc_id" not in rows.column_names:
        return [None] * rows.num_rows
    documents: list[str | None] = rows.column("doc_id").to_pylist()
    return documents
