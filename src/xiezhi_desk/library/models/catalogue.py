"""All shipped models, read once a process and kept in the user's cache between processes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from xiezhi.model.cache import load_models
from xiezhi.model.explain import explain
from xiezhi.report import content
from xiezhi.report.letter import blanks
from xiezhi.report.remedies import remedy_part
from xiezhi.rulebook.field_ready import field_ready
from xiezhi.rulebook.law import Law
from xiezhi.rulebook.tables import Tables
from xiezhi.run.choosing import model_folders
from xiezhi.run.standing_rules import StandingRules
from xiezhi_desk.library.problems import Title, door, refused

if TYPE_CHECKING:
    from xiezhi.model.spec import LawEntry, Model
    from xiezhi.model.story import Story
    from xiezhi.rulebook.field_ready import FieldReady

__all__ = [
    "Exclusion",
    "Input",
    "ModelEntry",
    "Parameter",
    "Yield",
    "catalogue",
    "duty",
    "entry",
    "find",
    "folder_of",
    "letter",
    "loaded",
    "notes",
    "prose",
]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A named exception of a model."""

    id: str
    title: Title


@dataclass(frozen=True, slots=True)
class Input:
    """A standard table that a model reads.

    Attributes:
        complete: Whether it searches the table: then its coverage must be promised.
    """

    table: str
    title: Title
    owner: Title
    columns: tuple[Title, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value an office may set."""

    name: str
    title: Title
    default: str
    least: str
    most: str


@dataclass(frozen=True, slots=True)
class Yield:
    """What a field-ready model yielded, and on what data.

    Attributes:
        on: ``judgments`` (real) or ``province`` (invented: found of what is true there).
    """

    on: str
    size: int
    clues: int
    true: int | None = None
    found: int | None = None
    extra: int | None = None


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """One model as pages list and show it.

    Attributes:
        line: ``criminal``, ``civil``, ``administrative``, ``public_interest``.
        grade: ``certain``, ``suspicious``, ``indicative``.
        yielded: None for a model that is not field-ready.
        letter: Whether it has a verification letter of its own.
        stories: How many there are.
    """

    id: str
    version: str
    title: Title
    line: str
    point: Title
    organ: Title
    duty: Title
    grade: str
    sensitivity: str
    purpose: str
    status: str
    law: tuple[content.Law, ...]
    remedies: tuple[content.Remedy, ...]
    checklist: tuple[content.Ask, ...]
    unchecked: tuple[Title, ...]
    exclusions: tuple[Exclusion, ...]
    inputs: tuple[Input, ...]
    parameters: tuple[Parameter, ...]
    yielded: Yield | None
    letter: bool
    stories: int

    @property
    def tables(self) -> tuple[str, ...]:
        """Standard tables it reads."""
        return tuple(dict.fromkeys(one.table for one in self.inputs))

    @property
    def words(self) -> str:
        """What a search over models looks through."""
        parts = (self.id, self.title.zh, self.title.en, self.point.zh, self.organ.zh, self.duty.zh)
        return " ".join((*parts, *(law.cite for law in self.law)))


@lru_cache(maxsize=1)
def catalogue() -> tuple[ModelEntry, ...]:
    """Every shipped model, by line and name.

    Raises:
        DoorError: A model of the installation has faults.
    """
    ready = field_ready()
    return tuple(_entry(model, told, ready) for model, told in loaded().values())


def find(model_id: str) -> ModelEntry | None:
    """A model by its id; None for one that is not shipped (an office's own, a retired one)."""
    return _by_id().get(model_id)


def duty(said: str) -> Title:
    """A duty as clues and matters keep it, in both languages.

    Clues keep the Chinese words alone; those of a model that is not shipped here stay Chinese.
    """
    return _duties().get(said, Title(said, said))


def entry(model_id: str) -> ModelEntry:
    """A model by its id.

    Raises:
        DoorError: There is none.
    """
    found = find(model_id)
    if found is None:
        raise refused(
            "model-unknown",
            ("没有这个模型。", "There is no such model."),
            ("在模型目录里选择。", "Choose one from the list of models."),
            where=model_id,
        )
    return found


@lru_cache(maxsize=256)
def prose(model_id: str) -> Title:
    """A model as prose (Markdown) that a lawyer can sign.

    Raises:
        DoorError: There is none.
    """
    model, _ = _loaded(model_id)
    with door():
        rules = StandingRules()
        return Title(explain(model, rules, "zh"), explain(model, rules, "en"))


def letter(model_id: str) -> str:
    """The text of a model's verification letter with its blanks; empty when it has none."""
    return _text(model_id, "letter.md")


def notes(model_id: str) -> str:
    """The maker's notes on a model (Markdown); empty when there are none."""
    return _text(model_id, "notes.md")


def folder_of(model_id: str) -> Path:
    """Where a shipped model lies.

    Raises:
        DoorError: There is none.
    """
    return Path(_loaded(model_id)[0].folder)


def letter_blanks(model_id: str) -> frozenset[str]:
    """The blanks of the letter: columns of the clue, or what every clue has."""
    return blanks(letter(model_id))


@lru_cache(maxsize=1)
def loaded() -> dict[str, tuple[Model, tuple[Story, ...]]]:
    """Models with their stories, by id; the door's own rooms read them.

    Raises:
        DoorError: A model of the installation has faults.
    """
    with door():
        folders = model_folders(["all"])
        found = load_models(folders, StandingRules(), _cache())
    return {model.id: (model, told) for model, told in found}


def _loaded(model_id: str) -> tuple[Model, tuple[Story, ...]]:
    entry(model_id)
    return loaded()[model_id]


def _text(model_id: str, name: str) -> str:
    path = folder_of(model_id) / name
    return path.read_text("utf8") if path.is_file() else ""


def _cache() -> Path:
    """The user's cache; models read from it are made of the library's own values alone."""
    place = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(place) / "xiezhi" / "models"


@lru_cache(maxsize=1)
def _duties() -> dict[str, Title]:
    return {one.duty.zh: one.duty for one in catalogue()}


@lru_cache(maxsize=1)
def _by_id() -> dict[str, ModelEntry]:
    return {one.id: one for one in catalogue()}


def _entry(model: Model, told: tuple[Story, ...], ready: FieldReady) -> ModelEntry:
    return ModelEntry(
        id=model.id,
        version=model.version,
        title=model.title,
        line=model.line,
        point=model.point,
        organ=model.supervises.organ,
        duty=model.supervises.duty,
        grade=model.grade,
        sensitivity=model.sensitivity,
        purpose=model.purpose,
        status=model.status,
        law=tuple(_law(one) for one in model.law),
        remedies=tuple(remedy_part(word) for word in model.remedy),
        checklist=tuple(
            content.Ask(one.ask, one.excludes_when or "") for one in model.clue.checklist
        ),
        unchecked=model.clue.unchecked,
        exclusions=tuple(Exclusion(one.id, one.title) for one in model.exclude),
        inputs=_inputs(model),
        parameters=tuple(
            Parameter(one.name, one.title, _said(one.default), _said(one.least), _said(one.most))
            for one in model.parameters
        ),
        yielded=_yield(model.id, ready),
        letter=(Path(model.folder) / "letter.md").is_file(),
        stories=len(told),
    )


def _law(one: LawEntry) -> content.Law:
    cited = Law.load().cite(one.cite)
    return content.Law(cited.show(), one.role, cited.text, cited.since, cited.until, cited.checked)


def _inputs(model: Model) -> tuple[Input, ...]:
    tables = Tables.load()
    return tuple(
        Input(
            table=one.table,
            title=tables[one.table].title,
            owner=tables[one.table].owner,
            columns=tuple(
                found.title if (found := tables[one.table].column(name)) else Title(name, name)
                for name in one.columns
            ),
            complete=one.covers is not None and one.covers.need == "complete",
        )
        for one in model.inputs
        if one.table in tables
    )


def _said(value: object) -> str:
    return "" if value is None else str(value)


def _yield(model_id: str, ready: FieldReady) -> Yield | None:
    for read in ready.judgments:
        if read.model == model_id:
            return Yield("judgments", ready.documents, read.clues)
    for one in ready.province:
        if one.model == model_id:
            return Yield("province", ready.people, one.clues, one.true, one.found, one.extra)
    return None
