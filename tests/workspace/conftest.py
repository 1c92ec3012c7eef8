"""A shelf with two agencies' deliveries."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import agencies

from xiezhi.engine.base import Limits
from xiezhi.model.load import load_model
from xiezhi.rulebook.tables import Tables
from xiezhi.run.running import RunRequest
from xiezhi.shelf.ingest.source import Source
from xiezhi.shelf.suggest.suggestion import suggest
from xiezhi.workspace.adding import Added, Offer, add, earlier_mappings
from xiezhi.workspace.shelf import Shelf
from xiezhi.workspace.using import run_on_shelf


class Office:
    """An office at work on its shelf."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = folder / "files"
        self.files.mkdir()
        self.shelf = Shelf.open(folder / "workspace", make=True)
        self.shelf.register.record_owner(agencies.OWNER, agencies.AT)

    def add(self, table: str, path: Path, **changed: object) -> Added:
        contract = changed.pop("contract", None) or agencies.contract(table)
        with Source.open(path) as source:
            mapping = suggest(source, Tables.load()[table], earlier_mappings(self.shelf, table))
            offer = Offer(table, source, mapping, contract, **changed)
            return add(self.shelf, offer, agencies.AT)

    def fill(self) -> None:
        self.add("pension_payment", agencies.pensions(self.files), data_as_of=agencies.TODAY)
        self.add("death_record", agencies.deaths(self.files), data_as_of=agencies.TODAY)

    def run(self, reader=None, out="run", model=agencies.MODEL):
        request = RunRequest(limits=Limits(threads=1), started=agencies.AT.at)
        models = [load_model(model)]
        return run_on_shelf(self.shelf, models, reader or self.reader(), self.folder / out, request)

    def reader(self, person="王小明", office="", day=agencies.TODAY):
        return self.shelf.reader(person, office, day)


@pytest.fixture
def office(tmp_path: Path):
    made = Office(tmp_path)
    yield made
    made.shelf.store.close()
