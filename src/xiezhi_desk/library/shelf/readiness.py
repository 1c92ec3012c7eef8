"""Can a model be run here, and if not: what stands in the way, and the letter that asks for it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xiezhi.cli.words.ready import WORDS
from xiezhi.run.asking import Asking, letters_for
from xiezhi.run.readiness import readiness
from xiezhi.shelf.memory import MemoryCatalogue
from xiezhi.shelf.request_letter import write_letters
from xiezhi_desk.library.models.catalogue import entry, loaded
from xiezhi_desk.library.problems import Problem, Title, door, problem_of, refused
from xiezhi_desk.library.shelf.place import is_there, opened

if TYPE_CHECKING:
    from datetime import date

    from xiezhi.run.readiness import Readiness

__all__ = ["InputReady", "Ready", "ready", "request_docx"]


@dataclass(frozen=True, slots=True)
class InputReady:
    """One table that the model reads.

    Attributes:
        states: What stands in the way: name and words; ``ready`` alone when nothing does.
        runs: Whether the model may run on it all the same.
    """

    input: str
    table: str
    title: Title
    provider: str
    states: tuple[tuple[str, Title], ...]
    ready: bool
    runs: bool
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Ready:
    """A model against what is there."""

    model: str
    title: Title
    ready: bool
    runs: bool
    inputs: tuple[InputReady, ...]
    problems: tuple[Problem, ...]

    @property
    def lacking(self) -> tuple[InputReady, ...]:
        """The inputs that stand in the way of a run."""
        return tuple(one for one in self.inputs if not one.runs)


def ready(workspace: Path | str, model_id: str, person: str, office: str, day: date) -> Ready:
    """Hold a model against the shelf without running it.

    Args:
        workspace: The workspace; without a shelf everything is missing.
        model_id: The model.
        person: Who would run it.
        office: For which office; the shelf's own sees everything.
        day: The day of the run.

    Raises:
        DoorError: There is no such model.
    """
    found = _readiness(workspace, model_id, (person, office, day))
    place = Path(workspace)
    return Ready(
        model_id,
        found.model.title,
        found.ready,
        found.runs,
        tuple(
            InputReady(
                one.input,
                one.table.name,
                one.table.title,
                one.provider or one.table.owner.zh,
                tuple((state, Title(*WORDS.get(state, (state, state)))) for state in one.states),
                one.ready,
                one.runs,
                tuple(problem_of(problem, place) for problem in one.problems),
            )
            for one in found.inputs
        ),
        tuple(problem_of(problem, place) for problem in found.problems),
    )


def request_docx(
    workspace: Path | str,
    model_id: str,
    person: str,
    office: str,
    day: date,
    *,
    until: date | None = None,
    rows: str = "",
    way: str = "file",
    everything: bool = False,
) -> bytes:
    """The letters that ask for what a model lacks, one a provider, in one Word file.

    Args:
        workspace: The workspace.
        model_id: The model.
        person: Who asks.
        office: The office that asks.
        day: The day of the letter.
        until: Last day of use; None leaves a blank.
        rows: Which rows, in words; empty leaves a blank.
        way: A way of sharing.
        everything: Also ask for what is there, to renew it.

    Raises:
        DoorError: There is no such model, or nothing is lacking.
    """
    found = _readiness(workspace, model_id, (person, office, day))
    asking = Asking(office, day, until, rows, way, everything)
    letters = letters_for(found, asking)
    if not letters:
        raise refused(
            "nothing-to-ask",
            ("这个模型不缺数据。", "This model lacks no data."),
            ("续期时勾选“已有的表也申请”。", "To renew, ask for what is there as well."),
            where=model_id,
        )
    with door(), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "letters.docx"
        write_letters(letters, path)
        return path.read_bytes()


def _readiness(workspace: Path | str, model_id: str, reader: tuple[str, str, date]) -> Readiness:
    entry(model_id)
    model = loaded()[model_id][0]
    person, office, day = reader
    if not is_there(workspace):
        with door():
            return readiness(model, MemoryCatalogue({}), day)
    with opened(workspace) as shelf:
        own = office if shelf.owner not in ("", office) else ""
        return readiness(model, shelf.catalogue(shelf.reader(person, own, day)), day)
