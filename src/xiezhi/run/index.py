"""``run_index.json``: what became of every model of a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from xiezhi.evidence.atomic import whole_file
from xiezhi.evidence.manifest import BUNDLE_VERSION
from xiezhi.evidence.writing import json_text
from xiezhi.kernel.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from xiezhi.shelf.catalogue import Reading

__all__ = ["INDEX_FILE", "ModelOutcome", "write_index"]

INDEX_FILE = "run_index.json"


@dataclass(frozen=True, slots=True)
class ModelOutcome:
    """What became of one model.

    Attributes:
        model: Its id.
        state: ``done``, ``unchanged`` (answered from the bundle that was there), ``refused`` (may
            or can not run on these data), ``failed``, ``interrupted``.
        bundle: Folder of its bundle in the run folder; None without one.
        clues: How many; None without a bundle.
        problems: Why it was refused or failed; of a model that ran, warnings.
    """

    model: str
    state: Literal["done", "unchanged", "refused", "failed", "interrupted"]
    bundle: str | None = None
    clues: int | None = None
    run_key: str | None = None
    content_hash: str | None = None
    problems: tuple[Problem, ...] = ()


def write_index(
    out: Path,
    outcomes: Sequence[ModelOutcome],
    as_of: date | None,
    reading: Reading,
    *,
    complete: bool,
) -> None:
    """Write the index, whole or not at all.

    Raises:
        OutputError: The disk is full or the folder cannot be written.
    """
    index: dict[str, Any] = {
        "bundle_version": BUNDLE_VERSION,
        "complete": complete,
        "as_of": as_of.isoformat() if as_of else None,
        "facts": {
            "reader": reading.reader,
            "documents": reading.documents,
            "by_status": dict(reading.by_status),
            "by_kind": dict(reading.by_kind),
        },
        "models": [_outcome(outcome) for outcome in outcomes],
    }
    with whole_file(out / INDEX_FILE) as draft:
        draft.write_text(json_text(index), "utf8")


def _outcome(outcome: ModelOutcome) -> dict[str, Any]:
    found = {name: getattr(outcome, name) for name in ModelOutcome.__slots__}
    found["problems"] = [
        {name: getattr(problem, name) for name in Problem.__slots__} for problem in outcome.problems
    ]
    return found
