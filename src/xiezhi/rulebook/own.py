"""An office's own rulebook beside the standard one: tables of its own, law that it rests on.

A folder with ``tables/`` and ``law/`` (either may be missing), formed like ``rulebook/``. Its
models lie beside them in ``models/``; they may read standard tables and cite standard law too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.rulebook.law import Law
from xiezhi.rulebook.tables import Tables

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["bring_own", "own_folder"]


def bring_own(folder: Path) -> None:
    """Add the tables and the law of a folder to those of this process; twice changes nothing.

    Raises:
        TablesError: A table of that name is there already.
        CitationError: A law of that name is there already.
    """
    folder = folder.resolve()
    if (folder / "tables").is_dir():
        Tables.load().bring(folder / "tables")
    if (folder / "law" / "index.yaml").is_file():
        Law.load().bring(folder / "law")


def own_folder(model: Path) -> Path | None:
    """The folder of an office that a model's folder lies in: ``<office>/models/…/<model>``."""
    for parent in model.resolve().parents:
        if parent.name == "models":
            return parent.parent
    return None
