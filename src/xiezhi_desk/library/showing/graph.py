"""Who and what the evidence of a clue ties together: nodes, edges, and the same as a table.

Every evidence row is a record; it ties the things it names. The same number (or, without one, the
same name) in two records is the same thing only within one clue: this is no dossier of a person.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from xiezhi.report.evidence_rows import rows_by_input, shown_rows
from xiezhi.report.origins import row_shown
from xiezhi.report.showing import show
from xiezhi.report.words import WORDS
from xiezhi_desk.library.problems import Title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xiezhi.evidence.records import Clue, EvidenceRow
    from xiezhi.report.masking import Masker
    from xiezhi.report.part import Part, Proof

__all__ = ["Edge", "Graph", "Node", "graph_of"]

_MOST = 40
"""Records of one table in the drawing; the evidence tables show more."""
_KINDS = {
    "agency": "organ",
    "org_name": "unit",
    "uscc": "unit",
    "person_name": "person",
    "citizen_id": "person",
    "other_id": "person",
    "prisoner_no": "person",
    "bank_account": "account",
    "plate": "thing",
    "vin": "thing",
    "parcel_no": "thing",
    "equipment_code": "thing",
    "object_id": "thing",
    "case_number": "case",
    "doc_number": "case",
    "doc_id": "document",
}
_NAMES = ("person_name", "org_name")
_NUMBERS = ("citizen_id", "uscc", "other_id", "prisoner_no")
_BARE = frozenset({"name", "org_name", "person_name", "citizen_id", "uscc", "id", "other_id"})
_STEM_ENDS = ("_citizen_id", "_person_name", "_org_name", "_name", "_uscc", "_id", "_no")


@dataclass(frozen=True, slots=True)
class Node:
    """A thing, or a record that ties things.

    Attributes:
        id: Opaque, of this drawing only (``n3``).
        kind: ``organ``, ``person``, ``unit``, ``account``, ``thing``, ``case``, ``document``, or
            ``record``.
        label: As shown, masked as the clue is.
        about: For a record: its table and origin.
        subject: Whether it is the clue's own organ or who is affected.
    """

    id: str
    kind: str
    label: Title
    about: Title
    subject: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """A record names a thing as something.

    Attributes:
        label: The column's title.
        role: The record's role in the clue (event, expected, …), in words.
    """

    from_: str
    to: str
    label: Title
    role: Title


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and edges; ``more`` records were left out of the drawing."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    more: int = 0

    def table(self) -> tuple[tuple[Node, Edge, Node], ...]:
        """The same as rows: record, how, thing."""
        by_id = {node.id: node for node in self.nodes}
        return tuple((by_id[edge.from_], edge, by_id[edge.to]) for edge in self.edges)


class _Thing(NamedTuple):
    kind: str
    key: str
    column: str


@dataclass
class _Drawing:
    part: Part
    clue: Clue
    masker: Masker
    nodes: dict[tuple[str, str], Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)

    def thing(self, thing: _Thing, row: EvidenceRow, value: str) -> Node:
        place = (thing.kind, thing.key)
        if place not in self.nodes:
            kind = row.types.get(thing.column, "text")
            column = self.part.column(row.input, thing.column)
            label = show(value, kind, self.masker, column)
            subject = value in (self.clue.organ, self.clue.affected)
            about = self.part.title_in(row.input, thing.column)
            self.nodes[place] = Node(self._new(), thing.kind, label, about, subject)
        return self.nodes[place]

    def record(self, role: str, row: EvidenceRow) -> None:
        table = self.part.tables.get(row.input)
        title = table.title if table is not None else Title(row.input, row.input)
        origin = row_shown(row.row, self.part.bundle.manifest.tables[row.input])
        node = Node(self._new(), "record", title, origin)
        self.nodes["record", f"{row.input}\x1f{row.row}"] = node
        said = Title(*WORDS.get(f"role.{role}", (role, role)))
        for thing, value in _things(row):
            other = self.thing(thing, row, value)
            label = self.part.title_in(row.input, thing.column)
            self.edges.append(Edge(node.id, other.id, label, said))

    def _new(self) -> str:
        return f"n{len(self.nodes) + 1}"


def graph_of(part: Part, clue: Clue, proof: Proof, masker: Masker) -> Graph:
    """The drawing of one clue.

    Args:
        part: Its bundle.
        clue: The clue.
        proof: Its evidence.
        masker: Covers names and numbers in labels.
    """
    drawing, more = _Drawing(part, clue, masker), 0
    for rows in rows_by_input(proof.evidence).values():
        some, left = shown_rows(rows, _MOST)
        more += left
        for role, row in some:
            drawing.record(role, row)
    return Graph(tuple(drawing.nodes.values()), tuple(drawing.edges), more)


def _things(row: EvidenceRow) -> Iterator[tuple[_Thing, str]]:
    """The things a record names; a name and the number beside it are one thing."""
    named = {
        column: value
        for column, value in row.values.items()
        if value and isinstance(value, str) and row.types.get(column) in _KINDS
    }
    number_of = _numbers_beside(row, named)
    taken = set(number_of.values())
    done = set[tuple[str, str]]()
    for column, value in named.items():
        if column in taken:
            continue
        number = number_of.get(column, "")
        kind = _KINDS[row.types[column]]
        if number:
            kind = _KINDS[row.types[number]]  # who has a credit code is a unit, whatever the title
        key = named.get(number, value)
        if (kind, key) not in done:
            done.add((kind, key))
            yield _Thing(kind, key, column), value


def _numbers_beside(row: EvidenceRow, named: dict[str, str]) -> dict[str, str]:
    """For columns of names, the column of the number that is the same thing's.

    Columns called alike belong together (``debtor``, ``debtor_id``); a number that is called after
    nobody is the first name's that has none.
    """
    names = [column for column in named if row.types[column] in _NAMES]
    numbers = [column for column in named if row.types[column] in _NUMBERS]
    found: dict[str, str] = {}
    for number in numbers:
        for name in names:
            if name not in found and _stem(name) == _stem(number):
                found[name] = number
                break
    for number in numbers:
        if number in found.values() or _stem(number):
            continue
        left = [name for name in names if name not in found]
        fit = [name for name in left if _fits(row.types[name], row.types[number])]
        if fit:
            found[fit[0]] = number
    return found


def _fits(name: str, number: str) -> bool:
    return name == "person_name" or (name == "org_name" and number == "uscc")


def _stem(column: str) -> str:
    """What a column is called after; nothing for one that only says what it is."""
    if column in _BARE:
        return ""
    for end in _STEM_ENDS:
        if column.endswith(end):
            return column.removesuffix(end)
    return column
