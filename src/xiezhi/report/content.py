"""What a report says, independent of the bundle it came from and of the page that shows it.

Values are already rendered and masked here; a page only lays them out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from xiezhi.rulebook.form import Title

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

__all__ = [
    "Ask",
    "Clue",
    "Compared",
    "Evidence",
    "Funnel",
    "FunnelStep",
    "Law",
    "ModelPart",
    "Passage",
    "Piece",
    "Reading",
    "Reason",
    "Remedy",
    "Report",
    "Reveal",
    "Tally",
]

Grade: TypeAlias = Literal["certain", "suspicious", "indicative"]
Tally: TypeAlias = "tuple[tuple[str, int], ...]"
"""Named counts in the order they are to be shown."""

_NOTHING = Title("", "")


@dataclass(frozen=True, slots=True)
class Law:
    """One article a model rests on.

    Attributes:
        cite: The citation as a lawyer writes it, for instance ``《刑法》第七十三条``.
        role: Why it is cited: ``basis``, ``remedy``, …
        text: The article's text; empty when the rulebook has none.
        since: First day in force; None when not known.
        until: Last day in force; None while it is in force.
        confirmed: Whether the text of that version was checked against its source.
    """

    cite: str
    role: str
    text: str
    since: datetime.date | None
    until: datetime.date | None
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Remedy:
    """What may follow when the clue is founded: its name, the paper it takes, what to mind."""

    title: Title
    letter: str = ""
    note: Title | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """One question of the checklist; ``excludes_when`` is the answer that clears the clue."""

    ask: Title
    excludes_when: str = ""


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """Rows in and out of one step; of an exclusion, with its title, the rows that met it."""

    name: str
    verb: str
    rows_in: int | None
    rows_out: int
    exclusion: Title | None = None


@dataclass(frozen=True, slots=True)
class Funnel:
    """What became of the rows of a model, step by step; counts only."""

    steps: tuple[FunnelStep, ...]
    clues: int
    pending: int
    not_checkable: int
    excluded: int
    suppressed: int
    near_misses: Tally = ()


@dataclass(frozen=True, slots=True)
class ModelPart:
    """One model that was run."""

    id: str
    version: str
    hash: str
    title: Title
    line: str
    point: Title
    organ: Title
    duty: Title
    grade: Grade
    status: str
    law: tuple[Law, ...]
    remedy: tuple[Remedy, ...]
    checklist: tuple[Ask, ...]
    unchecked: tuple[Title, ...]
    exclusions: tuple[Title, ...]
    prose: Title
    funnel: Funnel
    run: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a passage. ``mark`` names what it is evidence for; None for plain text."""

    text: str
    mark: Title | None = None
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document around evidence.

    Attributes:
        doc_id: The document.
        start: Code point in the document where the stretch begins.
        end: Code point where it ends.
        length: Code points of the whole document; None when nobody says.
        telling: Whether it states what the clue turns on, not only whose and where.
    """

    doc_id: str
    start: int
    end: int
    length: int | None
    pieces: tuple[Piece, ...]
    telling: bool = True


@dataclass(frozen=True, slots=True)
class Reason:
    """A condition that held, with the values that made it hold."""

    title: Title
    values: tuple[tuple[Title, Title], ...]
    points: float | None = None
    decides: bool = True
    """False for what merely let the row pass."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What the document says against what was computed from it, or against the law's limits."""

    title: Title
    printed: Title
    computed: Title
    limit: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """Source rows of one table that are evidence."""

    table: str
    title: Title
    version: Title
    columns: tuple[Title, ...]
    rows: tuple[tuple[Title, str, tuple[Title, ...]], ...]
    """Where the row came from, role, cells."""
    source: Title = _NOTHING
    """Who gave the rows, under which contract; empty for data the user brought."""
    more: int = 0
    """How many further rows only the bundle shows."""


@dataclass(frozen=True, slots=True)
class Clue:
    """One clue, rendered. Its subject is an organ and an act; whom it touches comes second."""

    id: str
    model: str
    title: Title
    organ: str
    case_number: str
    affected: str
    amount: Title
    occurred: str
    expires: str
    grade: Grade
    flags: tuple[str, ...]
    reasons: tuple[Reason, ...]
    compared: tuple[Compared, ...]
    passages: tuple[Passage, ...]
    evidence: tuple[Evidence, ...]
    law: tuple[Law, ...]
    remedy: tuple[Remedy, ...]
    checklist: tuple[Ask, ...]
    unchecked: tuple[Title, ...]
    searched: tuple[Title, ...] = ()
    values: Mapping[str, Title] = field(default_factory=dict)
    """Every column the clue carries, as shown: what a letter's blanks are filled with."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: documents by status and by kind; empty when the facts do not say."""

    documents: int | None = None
    by_status: Tally = ()
    by_kind: Tally = ()
    reader: str = ""


@dataclass(frozen=True, slots=True)
class Reveal:
    """Who asked to see names and numbers, why and when; written into the file."""

    who: str
    why: str
    when: datetime.datetime


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a page shows."""

    name: str
    models: tuple[ModelPart, ...]
    clues: Sequence[Clue]
    reading: Reading
    as_of: datetime.date | None
    made: datetime.datetime | None
    facts: tuple[tuple[str, str], ...] = field(default=())
    """Named facts about the run (run key, engine, signature), shown as they are."""
    reveal: Reveal | None = None
    not_run: tuple[tuple[str, str, str], ...] = ()
    """Models without a bundle: id, state (``refused``, ``failed``, ``interrupted``), reason."""
