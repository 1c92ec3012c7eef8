"""A facts folder as a workspace: its catalogue, the models, the engine, the office's key."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from xiezhi.engine.duckdb import DuckDBEngine
from xiezhi.evidence.clue import OfficeKey
from xiezhi.model.cache import read_models
from xiezhi.run.choosing import model_folders
from xiezhi.run.running import RunRequest, RunResult, run_models
from xiezhi.shelf.facts_folder import FactsFolder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xiezhi.engine.base import Engine
    from xiezhi.model.spec import Model
    from xiezhi.run.running import Told
    from xiezhi.shelf.catalogue import Catalogue

__all__ = ["Workspace"]

KEY_FILE = Path(".xiezhi") / "office.key"


@dataclass(frozen=True, slots=True)
class Workspace:
    """Data, models, engine and the office's key, put together once.

    Attributes:
        catalogue: The data.
        office: The secret behind clue ids.
        engine: What runs queries.
    """

    catalogue: Catalogue
    office: OfficeKey
    engine: Engine = field(default_factory=DuckDBEngine)

    @classmethod
    def open(cls, facts: Path | str, key: Path | str | None = None) -> Workspace:
        """Open a facts folder.

        Args:
            facts: What ``xiezhi read`` wrote.
            key: File of the office's key; None uses ``.xiezhi/office.key`` of the folder, made at
                random for its owner only when it is missing. Clues keep their numbers as long as
                the key is kept; never hand it out with bundles.

        Raises:
            CatalogueError: The folder holds no facts.
            OfficeKeyError: The key cannot be read or made.
        """
        folder = Path(facts)
        catalogue = FactsFolder(folder)
        path = Path(key) if key is not None else folder / KEY_FILE
        return cls(catalogue, OfficeKey.load_or_create(path))

    @staticmethod
    def models(wanted: Iterable[str], keep_in: Path | None = None) -> tuple[Model, ...]:
        """Load the models meant by names, lines or folders.

        Args:
            wanted: Words that mean models.
            keep_in: Folder of the cache; None reads every model anew.

        Raises:
            ModelChoiceError: A word means none.
            ModelError: A model cannot be loaded.
        """
        return read_models(model_folders(wanted), keep_in)

    def run(
        self,
        wanted: Iterable[str],
        out: Path | str,
        request: RunRequest | None = None,
        told: Told | None = None,
    ) -> RunResult:
        """Run models over the data into a run folder; see ``xiezhi.run.running.run_models``."""
        models = self.models(wanted)
        return run_models(
            models, self.catalogue, self.engine, self.office, Path(out), request, told
        )
