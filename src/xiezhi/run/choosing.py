"""Which models are meant: by name, by line, by status, or by a folder of one's own."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.rulebook.location import rulebook_folder
from xiezhi.rulebook.own import bring_own, own_folder

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ModelChoiceError", "model_folders"]

_FILE = "model.yaml"


class ModelChoiceError(XiezhiError):
    """No model is meant by what was asked."""

    exit_code = 2


def model_folders(wanted: Iterable[str], rulebook: Path | None = None) -> tuple[Path, ...]:
    """The folders of the models asked for, each once, sorted by line and name.

    Args:
        wanted: ``all``, a line (``criminal``), a model (``probation-too-short`` or
            ``criminal/probation-too-short``), or the path of a folder that holds models.
        rulebook: The rulebook; None is the one of this installation.

    Raises:
        ModelChoiceError: A word means none; the nearest name is told.
    """
    models = (rulebook or rulebook_folder()) / "models"
    shipped = {path.parent.name: path.parent for path in sorted(models.glob(f"*/*/{_FILE}"))}
    found: dict[Path, None] = {}
    problems: list[Problem] = []
    for word in wanted:
        meant = _meant(word, models, shipped)
        if not meant:
            problems.append(_unknown(word, models, shipped))
        found |= dict.fromkeys(meant)
    if problems:
        raise ModelChoiceError(*problems)
    return tuple(sorted(found, key=lambda folder: (folder.parent.name, folder.name)))


def _meant(word: str, models: Path, shipped: dict[str, Path]) -> list[Path]:
    if word == "all":
        return list(shipped.values())
    if word in shipped:
        return [shipped[word]]
    line, _, name = word.partition("/")
    if name and shipped.get(name) == models / line / name:
        return [shipped[name]]
    of_line = [folder for folder in shipped.values() if folder.parent.name == word]
    if of_line:
        return of_line
    own = Path(word)
    found = sorted({path.parent for path in own.rglob(_FILE)}) if own.is_dir() else []
    for folder in found:
        office = own_folder(folder)
        if office is not None and office / "models" != models:
            bring_own(office)
    return found


def _unknown(word: str, models: Path, shipped: dict[str, Path]) -> Problem:
    lines = sorted({folder.parent.name for folder in shipped.values()})
    near = get_close_matches(word, [*shipped, *lines], 1)
    hint = f"Did you mean {near[0]}? " if near else ""
    return Problem(
        what=f"There is no model {word}.",
        where=str(models),
        why=f"lines: {', '.join(lines) or 'none'}; models: {len(shipped)}",
        cure=f"{hint}`xiezhi models` lists them; a folder of your own is named by its path.",
        code="model-unknown",
    )
