"""A supervision model as read from its file: frozen, complete, knowing nothing of an engine.

Every expression keeps the place where it was written; places never take part in equality or in
the identity hash. Names follow the keys of ``model.yaml``; where a key is a Python keyword the
attribute has a trailing underscore (``from_``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from decimal import Decimal

    from xiezhi.model.step import Expr, Step
    from xiezhi.rulebook.form import Title
    from xiezhi.rulebook.yaml_nodes import Place

__all__ = [
    "Affected",
    "Ask",
    "ClueSpec",
    "Covers",
    "Exclusion",
    "Grade",
    "Input",
    "KeyParts",
    "LawEntry",
    "Line",
    "Model",
    "Need",
    "Organ",
    "Parameter",
    "ParameterValue",
    "Sensitivity",
    "Status",
    "Supersedes",
]

Line: TypeAlias = Literal["criminal", "civil", "administrative", "public_interest"]
Grade: TypeAlias = Literal["certain", "suspicious", "indicative"]
Sensitivity: TypeAlias = Literal["public", "personal", "sensitive_personal"]
Status: TypeAlias = Literal["experimental", "tested", "verified", "retired"]
ParameterValue: TypeAlias = "int | float | str | bool | None"


@dataclass(frozen=True, slots=True)
class LawEntry:
    """One citation: ``cite`` as the law resolver of the rulebook reads it."""

    cite: str
    role: str
    at: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Organ:
    """Whom the model supervises and in which duty. ``from_`` is the clue column with its name."""

    organ: Title
    duty: Title
    from_: str | None = None


@dataclass(frozen=True, slots=True)
class Covers:
    """What a searched table must promise: completeness, by which of its columns (scope)."""

    need: Literal["complete", "sample"]
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """How good a column must be: least share of rows that have a value, or a valid one."""

    check: Literal["completeness", "validity"]
    column: str
    least: Decimal
    at: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Input:
    """A standard table under the name the steps use, with the columns the model may see.

    What it needs of the quality of the data decides no clue: it is no part of the identity.
    """

    name: str
    table: str
    columns: tuple[str, ...]
    covers: Covers | None
    at: Place = field(compare=False)
    needs: tuple[Need, ...] = field(compare=False, default=())


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value an office may set. ``type`` is a semantic type or ``workdays``."""

    name: str
    type: str
    default: ParameterValue
    title: Title = field(compare=False)
    at: Place = field(compare=False)
    least: ParameterValue = None
    most: ParameterValue = None


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A named exception: rows of ``step``'s output for which ``where`` is true are taken out."""

    id: str
    title: Title = field(compare=False)
    step: str
    where: Expr
    at: Place = field(compare=False)
    suppresses_until: str | None = None


@dataclass(frozen=True, slots=True)
class KeyParts:
    """Which columns of the clue step make a clue the same clue next month."""

    subject: tuple[str, ...]
    organ: str | None
    episode: str | None

    @property
    def columns(self) -> tuple[str, ...]:
        """All parts in order, each once."""
        parts = (*self.subject, self.organ, self.episode)
        return tuple(dict.fromkeys(part for part in parts if part is not None))


@dataclass(frozen=True, slots=True)
class Affected:
    """Whom the act touches."""

    kind: Literal["person", "unit", "public"]
    name: str | None


@dataclass(frozen=True, slots=True)
class Ask:
    """One line of the checklist."""

    ask: Title
    kind: Literal["yes_no", "text", "date", "number"]
    excludes_when: str | None = None


@dataclass(frozen=True, slots=True)
class ClueSpec:
    """What a row of the last step says as a clue."""

    from_: str
    key: KeyParts
    affected: Affected | None
    amount: Expr | None
    occurred: Expr | None
    expires: Expr | None
    title: Title = field(compare=False)
    unchecked: tuple[Title, ...] = field(compare=False)
    checklist: tuple[Ask, ...] = field(compare=False)
    at: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Supersedes:
    """The model this one replaces and how its key parts are called here (old → new)."""

    model: str
    keys: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Model:
    """A supervision model.

    Attributes:
        folder: Where it was read from, as shown to people (not part of equality).
        source: The file as written (not part of equality); a bundle carries it.
        steps: Name → step, in the order of the file.
        remedy: Ids or words of ``rulebook/terms`` for what may follow.
    """

    id: str
    version: str
    title: Title
    line: Line
    point: Title
    supervises: Organ
    law: tuple[LawEntry, ...]
    remedy: tuple[str, ...]
    grade: Grade
    sensitivity: Sensitivity
    purpose: str
    status: Status
    inputs: tuple[Input, ...]
    parameters: tuple[Parameter, ...]
    steps: tuple[tuple[str, Step], ...]
    exclude: tuple[Exclusion, ...]
    clue: ClueSpec
    extension_points: tuple[str, ...]
    supersedes: Supersedes | None
    at: Place = field(compare=False)
    folder: str = field(compare=False, default="")
    source: str = field(compare=False, default="", repr=False)

    def step(self, name: str) -> Step:
        """The step of that name; ``KeyError`` when there is none."""
        return dict(self.steps)[name]

    def input(self, name: str) -> Input:
        """The input of that name; ``KeyError`` when there is none."""
        return {item.name: item for item in self.inputs}[name]

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name; ``KeyError`` when there is none."""
        return {item.name: item for item in self.parameters}[name]

    def exclusions_of(self, step: str) -> tuple[Exclusion, ...]:
        """The exclusions that apply to the step's output, in the order of the file."""
        return tuple(item for item in self.exclude if item.step == step)
