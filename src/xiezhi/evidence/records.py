"""The rows of a bundle as values: what a report, a desk or another office works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from xiezhi.kernel.span import Span

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from xiezhi.rulebook.form import Title

__all__ = [
    "Ask",
    "Clue",
    "DocumentMode",
    "EvidenceDocument",
    "EvidenceRow",
    "Highlight",
    "Link",
    "Passage",
    "Reason",
    "Searched",
]

DocumentMode = Literal["full", "passages", "none"]


@dataclass(frozen=True, slots=True)
class Ask:
    """One question of the checklist.

    Attributes:
        ask: The question.
        kind: ``yes_no``, ``text``, ``date`` or ``number``.
        excludes_when: The answer that clears the clue; None when none does.
    """

    ask: Title
    kind: str
    excludes_when: str | None = None


@dataclass(frozen=True, slots=True)
class Clue:
    """One clue. Names and numbers are unmasked: render with ``xiezhi.evidence.title``.

    Attributes:
        id: Keyed hash; the same clue has the same id next month.
        matter: Keyed hash of organ, duty and subject.
        key: Canonical text of the typed key (JSON).
        organ: The organ supervised, as the data name it.
        act: The duty that may have been failed (Chinese wording of the model).
        affected_kind: ``person``, ``unit``, ``public`` or None.
        affected: Whom the act touches, unmasked.
        title: Template with ``{column}`` placeholders, by language.
        values: Values of the clue step by column.
        types: Semantic type by column.
        amount_type: ``money``, or money in another currency: ``money:USD``.
        flags: ``suppressed``, …
        suppression: Why the office suppresses it; None when it does not.
        evidence: Hash of the clue's values and evidence rows: a change means *changed*.
    """

    id: str
    matter: str
    key: str
    organ: str | None
    act: str
    affected_kind: str | None
    affected: str | None
    amount: Decimal | None
    occurred: date | None
    expires: date | None
    grade: str
    title: Title
    remedy: tuple[str, ...]
    law: tuple[str, ...]
    unchecked: tuple[Title, ...]
    checklist: tuple[Ask, ...]
    flags: tuple[str, ...]
    suppression: str | None
    evidence: str
    values: Mapping[str, object]
    types: Mapping[str, str]
    amount_type: str = "money"


@dataclass(frozen=True, slots=True)
class Reason:
    """A condition or an indicator that the clue met.

    Attributes:
        kind: ``condition``, ``indicator`` or ``comparison``.
        name: Its id in the model.
        step: The step it belongs to.
        condition: The expression as the model writes it.
        values: Canonical text of each column that shows it.
        points: Points of an indicator or a comparison; None for a condition.
    """

    clue: str
    kind: str
    name: str
    step: str
    condition: str
    title: Title
    values: Mapping[str, str | None]
    points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A source row that is evidence of a clue, and as what."""

    clue: str
    input: str
    row: str
    step: str
    role: str


@dataclass(frozen=True, slots=True)
class Searched:
    """Where nothing was found: table, version, stretch covered, key, window."""

    clue: str
    step: str
    input: str
    table: str
    version: str
    covers_from: date | None
    covers_to: date | None
    key: str
    window_from: date | None
    window_to: date | None


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A source row.

    Attributes:
        input: Name of the input in the model.
        row: Its immutable origin.
        values: Declared columns by name.
        types: Semantic type by column.
        spans: Where each value stands in the document, for columns read from a text.
        passages: The passages of columns derived from several.
    """

    input: str
    row: str
    values: Mapping[str, object]
    types: Mapping[str, str]
    spans: Mapping[str, Span]
    passages: Mapping[str, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document; ``base`` is the code point at which it begins."""

    base: int
    text: str

    @property
    def span(self) -> Span:
        """Its place in the whole document."""
        return Span(self.base, self.base + len(self.text))


@dataclass(frozen=True, slots=True)
class Highlight:
    """A place of the document that states an evidence value; offsets of the whole document."""

    span: Span
    input: str
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class EvidenceDocument:
    """A document that evidence cites.

    Attributes:
        mode: ``full``, ``passages`` or ``none``.
        sha256: Of the whole text; None when the facts hold no text of it.
        length: Code points of the whole text; None likewise.
        text: The whole text when ``mode`` is ``full``, else None.
        passages: Stretches around the highlights when ``mode`` is ``passages``.
        highlights: Places that state evidence, in order.
    """

    doc_id: str
    mode: DocumentMode
    sha256: str | None
    length: int | None
    text: str | None
    passages: tuple[Passage, ...]
    highlights: tuple[Highlight, ...]

    def quote(self, span: Span) -> str | None:
        """The passage at a span of the whole document; None when it was not taken along."""
        if self.text is not None:
            return span.of(self.text)
        for passage in self.passages:
            if passage.span.covers(span):
                return span.shifted(-passage.base).of(passage.text)
        return None
