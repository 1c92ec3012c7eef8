"""What changed between two runs of a model, and because of what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from xiezhi.evidence.bundle import bundle_folders, open_bundle
from xiezhi.kernel.errors import Problem, XiezhiError

if TYPE_CHECKING:
    from pathlib import Path

    from xiezhi.evidence.bundle import Bundle
    from xiezhi.evidence.records import Clue

__all__ = [
    "CAUSES",
    "Change",
    "Comparison",
    "NotComparableError",
    "compare_bundles",
    "paired_folders",
]

Cause: TypeAlias = Literal[
    "data", "model", "rulebook", "reader", "adjustments", "parameters", "as_of", "language"
]
CAUSES: tuple[Cause, ...] = (
    "data",
    "model",
    "rulebook",
    "reader",
    "adjustments",
    "parameters",
    "as_of",
    "language",
)
"""Everything a clue can come, go or change because of; the parts of the run key."""


class NotComparableError(XiezhiError):
    """The two bundles are not runs of one model."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Change:
    """One clue that is not as it was.

    Attributes:
        kind: ``new``, ``gone`` or ``changed``.
        before: The clue in the first bundle; None when it is new.
        after: The clue in the second; None when it is gone.
        causes: What it can be because of; one is certain, several are possible.
        columns: Values that differ, for a changed clue; empty when only its evidence differs.
    """

    kind: Literal["new", "gone", "changed"]
    before: Clue | None
    after: Clue | None
    causes: tuple[Cause, ...]
    columns: tuple[str, ...] = ()

    @property
    def clue(self) -> Clue:
        """The clue, as it is now or was last."""
        clue = self.after or self.before
        if clue is None:
            raise AssertionError(self.kind)
        return clue


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs of a model side by side.

    Attributes:
        causes: Parts of the run key that differ.
        inputs: Inputs whose data differ.
        same: Clues that are as they were.
        changes: Those that are not, in the order of their keys.
    """

    model: str
    causes: tuple[Cause, ...]
    inputs: tuple[str, ...]
    same: int
    changes: tuple[Change, ...]

    def of_kind(self, kind: str) -> tuple[Change, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if change.kind == kind)


def compare_bundles(before: Bundle, after: Bundle) -> Comparison:
    """Compare two runs of one model.

    Clues are matched by their typed keys, so that bundles of two offices compare as well.

    Args:
        before: The earlier run.
        after: The later run.

    Raises:
        NotComparableError: They are runs of different models.
    """
    if before.manifest.model.id != after.manifest.model.id:
        raise NotComparableError(
            Problem(
                what="The bundles are runs of two models.",
                why=f"{before.manifest.model.id} and {after.manifest.model.id}",
                cure="Compare bundles of one model; `xiezhi compare` pairs run folders by model.",
                code="compare-models",
            )
        )
    causes, inputs = _differing(before, after)
    ours = {clue.key: clue for clue in before.clues}
    theirs = {clue.key: clue for clue in after.clues}
    changes: list[Change] = []
    same = 0
    for key in sorted(ours.keys() | theirs.keys()):
        was, now = ours.get(key), theirs.get(key)
        if was is None or now is None:
            kind: Literal["new", "gone"] = "new" if was is None else "gone"
            changes.append(Change(kind, was, now, causes))
        elif columns := _changed_columns(was, now):
            changes.append(Change("changed", was, now, _of_change(causes, columns), columns))
        elif was.evidence != now.evidence:
            changes.append(Change("changed", was, now, _of_change(causes, ())))
        else:
            same += 1
    return Comparison(before.manifest.model.id, causes, inputs, same, tuple(changes))


def paired_folders(before: Path, after: Path) -> tuple[tuple[Path | None, Path | None], ...]:
    """The bundles of two runs, side by side by model; None where a run has no such model.

    Args:
        before: A run folder, or one bundle.
        after: Likewise.

    Raises:
        BundleError: There is no bundle in one of them, or one is spoilt.
    """
    ours, theirs = (
        {open_bundle(folder).manifest.model.id: folder for folder in bundle_folders(run)}
        for run in (before, after)
    )
    names = sorted(ours.keys() | theirs.keys())
    return tuple((ours.get(name), theirs.get(name)) for name in names)


def _differing(before: Bundle, after: Bundle) -> tuple[tuple[Cause, ...], tuple[str, ...]]:
    ours, theirs = before.manifest.run_key.parts, after.manifest.run_key.parts
    differing = {part for part in ours.keys() | theirs.keys() if ours.get(part) != theirs.get(part)}
    inputs = sorted(part.removeprefix("input.") for part in differing if part.startswith("input."))
    if "reader" in differing:
        # another reader writes other files from the same documents: the files are no second cause
        documents = {
            name
            for name, table in after.manifest.tables.items()
            if table.table == "document" or table.table.startswith("judgment")
        }
        read_only = set(inputs) <= documents
        found = [cause for cause in CAUSES if cause in differing]
        if inputs and not read_only:
            found.insert(0, "data")
        return tuple(found), tuple(inputs)
    found = [cause for cause in CAUSES if cause in differing or (cause == "data" and inputs)]
    return tuple(found), tuple(inputs)


def _changed_columns(was: Clue, now: Clue) -> tuple[str, ...]:
    names = dict.fromkeys([*was.values, *now.values])
    changed = [name for name in names if was.values.get(name) != now.values.get(name)]
    if was.suppression != now.suppression:
        changed.append("suppression")
    return tuple(changed)


def _of_change(causes: tuple[Cause, ...], columns: tuple[str, ...]) -> tuple[Cause, ...]:
    """A clue that stayed and differs only in its suppression does so by adjustment or date."""
    if columns == ("suppression",):
        local = tuple(cause for cause in causes if cause in ("adjustments", "as_of"))
        return local or causes
    return causes
