"""The models an office can use tomorrow: with letter, remedies, false alarms, published yield.

Their yields are of two kinds and stay in two lists: what was read on real judgments, and what was
found of the violations known in an invented province. The second says that a model finds what it
is made for; it says nothing of how often the fault happens.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.rulebook.form import Form
from xiezhi.rulebook.location import rulebook_folder
from xiezhi.rulebook.yaml_nodes import read_yaml

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

__all__ = ["FieldReady", "FieldReadyError", "OnJudgments", "OnProvince", "field_ready"]


class FieldReadyError(XiezhiError):
    """The list of field-ready models is not what the loader can trust."""


@dataclass(frozen=True, slots=True)
class OnJudgments:
    """A field-ready model over judgments.

    Attributes:
        model: Its id.
        clues: Clues of one run over the real judgments.
    """

    model: str
    clues: int


@dataclass(frozen=True, slots=True)
class OnProvince:
    """A field-ready model over agencies' data, measured on invented data.

    Attributes:
        model: Its id.
        check: The supervision point of the catalogue.
        clues: Clues of one run over the province.
        true: Violations of the check that the province knows of.
        found: Those that a clue of this model is about.
        extra: Clues about no violation.
        beside: Other models of the same check, which look for the rest of ``true``.
    """

    model: str
    check: str
    clues: int
    true: int
    found: int
    extra: int
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldReady:
    """Both lists, in the order they are shown.

    Attributes:
        documents: Real judgments of the run.
        people: People of the invented province.
        seed: Its seed.
        as_of: Its present.
    """

    documents: int
    judgments: tuple[OnJudgments, ...]
    people: int
    seed: int
    as_of: datetime.date | None
    province: tuple[OnProvince, ...]

    @property
    def models(self) -> tuple[str, ...]:
        """Ids of all models of both lists."""
        names = [one.model for one in self.judgments]
        return (*names, *(one.model for one in self.province))


@lru_cache(maxsize=4)
def field_ready(folder: Path | None = None) -> FieldReady:
    """The field-ready models.

    Args:
        folder: The rulebook; None is the one that is shipped.

    Raises:
        FieldReadyError: The file has faults.
    """
    path = (folder or rulebook_folder()) / "models" / "field-ready.yaml"
    problems: list[Problem] = []
    form = Form(read_yaml(path), problems)
    documents, judgments = _judgments(form.child("judgments"))
    people, seed, as_of, province = _province(form.child("province"))
    form.done()
    if problems:
        raise FieldReadyError(*problems)
    return FieldReady(documents, judgments, people, seed, as_of, province)


def _judgments(form: Form | None) -> tuple[int, tuple[OnJudgments, ...]]:
    if form is None:
        return 0, ()
    documents = form.integer("documents") or 0
    form.date("read_on")
    found = []
    for row in form.rows("models"):
        found.append(OnJudgments(row.text("model"), row.integer("clues") or 0))
        row.done()
    form.done()
    return documents, tuple(found)


def _province(
    form: Form | None,
) -> tuple[int, int, datetime.date | None, tuple[OnProvince, ...]]:
    if form is None:
        return 0, 0, None, ()
    people, seed = form.integer("people") or 0, form.integer("seed") or 0
    as_of = form.date("as_of")
    form.date("measured_on")
    found = []
    for row in form.rows("models"):
        found.append(
            OnProvince(
                model=row.text("model"),
                check=row.text("check"),
                clues=row.integer("clues") or 0,
                true=row.integer("true") or 0,
                found=row.integer("found") or 0,
                extra=row.integer("extra") or 0,
                beside=row.texts("beside"),
            )
        )
        row.done()
    form.done()
    return people, seed, as_of, tuple(found)
