"""Where the rulebook lies: beside the sources in a checkout, inside the package in a wheel."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from xiezhi.kernel.errors import Problem, XiezhiError

__all__ = ["RulebookMissingError", "rulebook_folder", "shown_path"]


class RulebookMissingError(XiezhiError):
    """The installation has no rulebook, or not the part that was asked for."""


@lru_cache(maxsize=1)
def rulebook_folder() -> Path:
    """The folder that holds ``types.yaml``, ``tables/``, ``terms/``, ``law/`` and ``models/``.

    Raises:
        RulebookMissingError: Neither a checkout nor the installed package holds one.
    """
    checkout = Path(__file__).resolve().parents[3] / "rulebook"
    packed = Path(str(files("xiezhi") / "_rulebook"))
    for folder in (checkout, packed):
        if (folder / "types.yaml").is_file():
            return folder
    raise RulebookMissingError(
        Problem(
            what="The rulebook is missing from this installation.",
            why=f"neither {checkout} nor {packed} holds types.yaml",
            cure="Install the wheel again, or run from a complete checkout.",
            code="rulebook-missing",
        )
    )


def shown_path(path: Path) -> str:
    """The path as messages show it: ``rulebook/…`` inside the rulebook, else as given."""
    try:
        return (Path("rulebook") / path.relative_to(rulebook_folder())).as_posix()
    except (ValueError, RulebookMissingError):
        return path.as_posix()
