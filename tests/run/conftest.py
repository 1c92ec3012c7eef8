"""A workspace over invented facts, with a fixed office key."""

from pathlib import Path

import invented_facts
import pytest

from xiezhi.engine.base import Limits
from xiezhi.engine.duckdb import DuckDBEngine
from xiezhi.evidence.bundle import Bundle, open_bundle
from xiezhi.evidence.clue import OfficeKey
from xiezhi.model.load import load_model
from xiezhi.run.running import RunRequest, RunResult, run_models
from xiezhi.shelf.facts_folder import FactsFolder

OFFICE = OfficeKey(bytes([7]) * 32)


class Desk:
    """Runs invented models over the invented facts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.facts = invented_facts.write(folder / "facts")
        self.out = folder / "run"

    def run(self, *models: str, out: str = "run", told=None, **request: object) -> RunResult:
        loaded = [load_model(invented_facts.MODELS / name) for name in models or ("fine-not-sent",)]
        limits = Limits(spill=self.folder / "spill", threads=2)
        return run_models(
            loaded,
            FactsFolder(self.facts),
            DuckDBEngine(),
            OFFICE,
            self.folder / out,
            RunRequest(limits=limits, **request),
            told,
        )

    def bundle(self, model: str = "fine-not-sent", out: str = "run") -> Bundle:
        return open_bundle(self.folder / out / model)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)
