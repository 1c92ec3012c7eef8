"""The models an office can use tomorrow: with letter, remedies, false alarms, published yield."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.rulebook.form import Form
from xiezhi.rulebook.location import rulebook_folder
from xiezhi.rulebook.yaml_nodes import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FieldReady", "FieldReadyError", "field_ready"]


class FieldReadyError(XiezhiError):
    """The list of field-ready models is not what the loader can trust."""


@dataclass(frozen=True, slots=True)
class FieldReady:
    """One field-ready model and what it yielded.

    Attributes:
        model: Its id.
        clues: Clues of one run.
        documents: Documents of that run.
    """

    model: str
    clues: int
    documents: int


@lru_cache(maxsize=4)
def field_ready(folder: Path | None = None) -> tuple[FieldReady, ...]:
    """The field-ready models in the order they are shown.

    Args:
        folder: The rulebook; None is the one that is shipped.

    Raises:
        FieldReadyError: The file has faults.
    """
    path = (folder or rulebook_folder()) / "models" / "field-ready.yaml"
    problems: list[Problem] = []
    form = Form(read_yaml(path), problems)
    documents = form.integer("documents") or 0
    form.date("read_on")
    found = []
    for row in form.rows("models"):
        found.append(FieldReady(row.text("model"), row.integer("clues") or 0, documents))
        row.done()
    form.done()
    if problems:
        raise FieldReadyError(*problems)
    return tuple(found)
