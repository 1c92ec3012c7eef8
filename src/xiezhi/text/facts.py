"""What a reader takes and gives: the interface of ``xiezhi.text.read``.

A reader is a module ``text/read/<thing>.py`` with one public function::

    def read(document: Document, parties: Parties) -> list[Row]

It returns the rows of its own table ``judgment_<thing>`` (``read/judgment.py``: one row of
``judgment``; ``read/party.py``: ``read(document) -> Parties`` and ``rows(parties)``). Readers
do not import each other (import contract); what several need lies in ``xiezhi.text`` itself:

- ``document.clean`` is the text in one spelling (``clean.py``), as long as ``document.text``:
  offsets are interchangeable. Look for anchors with ``document.clean.find`` inside a part of
  ``document.parts`` (``split.py``), take a ``View`` (``view.py``: without blanks) of the short
  stretch that matters, run patterns there, and turn the match back into a ``Span`` with
  ``view.span(*match.span("name"))``. Never loop over characters in Python.
- Patterns are data: ``patterns/<thing>.yaml`` through ``pattern.load("<thing>")`` (see
  ``pattern.py``). Compile nothing by hand that a lawyer could want to read.
- ``document.kind`` says what the document is (``kind.py``). Readers of outcomes return nothing
  unless it is a criminal judgment.

A row is a ``dict`` that has only the columns that were read; the writer adds ``doc_id`` (also
to tables), fills absent columns with null and refuses columns the table does not have. Use
``put`` so that no value is stored without its place::

    row: Row = {"ordinal": party.ordinal}
    put(row, "fine", Fact(3000, Span(812, 816)))      # fine, fine_span
    put(row, "months", Fact.from_spans(18, (a, b)))    # months, months_from = "812-816 900-904"
    put(row, "court", Fact.declined("two courts"))     # court_abstained, if the table has it

Values are plain: ``str``, ``int``, ``float``, ``bool``, ``datetime.date``, lists of them, null.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xiezhi.kernel.span import Span
    from xiezhi.text.kind import Kind
    from xiezhi.text.split import Parts

__all__ = ["NOTHING", "Document", "Fact", "Parties", "Party", "Row", "Scalar", "put"]

Scalar = str | int | float | bool | date | None
Row = dict[str, object]

T = TypeVar("T")


class Fact(NamedTuple, Generic[T]):
    """A value that was read, with the place it can be read again; or the reason it was not.

    Attributes:
        value: The value; None when nothing is stated or the reader declined.
        span: The one passage that states it.
        spans: The passages it was derived from when there is not one alone.
        abstained: Why the reader declined; None when it did not.
    """

    value: T | None = None
    span: Span | None = None
    spans: tuple[Span, ...] = ()
    abstained: str | None = None

    @classmethod
    def from_spans(cls, value: T, spans: Iterable[Span]) -> Fact[T]:
        """A value derived from several passages."""
        return cls(value=value, spans=tuple(spans))

    @classmethod
    def declined(cls, why: str) -> Fact[T]:
        """No value, because of ``why`` (a short stable phrase that can be counted)."""
        return cls(abstained=why)


NOTHING: Fact[Any] = Fact()
"""The fact that nothing is stated; one object for all of them."""


def put(row: Row, column: str, fact: Fact[Any] | None) -> None:
    """Store a fact under ``column`` with ``_span``, ``_from`` or ``_abstained`` beside it."""
    if fact is None or fact is NOTHING:
        return
    value, span, spans, abstained = fact
    if abstained is not None:
        row[column + "_abstained"] = abstained
    if value is None:
        return
    row[column] = value
    if span is not None:
        row[column + "_span"] = [*span]
    elif spans:
        row[column + "_from"] = " ".join([f"{start}-{end}" for start, end in spans])


@dataclass(frozen=True, slots=True)
class Party:
    """One party of the head, in its order.

    Attributes:
        ordinal: 1, 2, … over all parties of the document, in the order of the head.
        name: As printed, without blanks.
        name_span: Where the head prints it.
        aliases: Other names printed for the same party (化名, 曾用名, 绰号, 自报).
        role: ``defendant``, ``appellant_defendant``, ``defendant_unit``, ``victim``, … as in
            the table; ``accused`` says whether it is one who can be convicted here.
        kind: ``person`` or ``unit``.
        passage: The whole passage of the head about this party (up to the next party).
        birth_date: As read, None when it is not stated or not complete.
        juvenile: The text itself calls the party a juvenile.
        columns: What else the party's reader wants written to its row.
    """

    ordinal: int
    name: str
    name_span: Span
    role: str
    kind: str = "person"
    aliases: tuple[str, ...] = ()
    passage: Span | None = None
    birth_date: date | None = None
    juvenile: bool | None = None
    columns: Row = field(default_factory=dict, hash=False, compare=False)

    @property
    def accused(self) -> bool:
        """Whether the criminal side of the document is about this party's guilt."""
        return self.role in ACCUSED_ROLES


ACCUSED_ROLES = frozenset({"defendant", "appellant_defendant", "defendant_unit"})

Parties = tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One document as readers see it.

    Attributes:
        doc_id: The input's id.
        text: Exactly as given; all offsets count its code points.
        clean: The same in one spelling, as long as ``text``.
        parts: Where head, parties, … disposition and tail lie.
        kind: What kind of document it is.
    """

    doc_id: str
    text: str
    clean: str
    parts: Parts
    kind: Kind
