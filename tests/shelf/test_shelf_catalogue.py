"""A run reads the shelf as it reads a folder: the same clues, under the version's contract."""

from datetime import date
from pathlib import Path

import invented_facts
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from xiezhi.engine.duckdb import DuckDBEngine
from xiezhi.evidence.bundle import open_bundle
from xiezhi.evidence.clue import OfficeKey
from xiezhi.model.load import load_model
from xiezhi.rulebook.tables import Tables
from xiezhi.run.running import RunRequest, run_models
from xiezhi.shelf.catalogue import Agreement, CatalogueError, Covered
from xiezhi.shelf.facts_folder import FactsFolder
from xiezhi.shelf.origin import pack
from xiezhi.shelf.shelf_catalogue import ShelfCatalogue
from xiezhi.shelf.store import DeliveredFile, Delivery, Store

OFFICE = OfficeKey(bytes([7]) * 32)


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    return invented_facts.write(tmp_path / "facts")


@pytest.fixture
def store(tmp_path: Path, facts: Path) -> Store:
    """The folder's tables, each loaded in two deliveries."""
    store = Store.open(tmp_path / "workspace")
    for path in sorted(facts.glob("*.parquet")):
        if path.stem not in Tables.load():
            continue
        rows = pq.read_table(path)
        half = rows.num_rows // 2
        for part in (rows.slice(0, half), rows.slice(half)):
            load(store, path.stem, part)
    return store


def load(store: Store, table: str, rows: pa.Table) -> None:
    batch = store.next_batch()
    numbers = pa.array([pack(batch, 1, 2 + n) for n in range(rows.num_rows)], pa.int64())
    if "_row" in rows.column_names:
        rows = rows.drop_columns(["_row"])
    rows = rows.append_column("_row", numbers).combine_chunks()
    covered = (Covered(None, None, date(2030, 1, 1), None),)
    files = (DeliveredFile(f"{table}.xls", "", f"{table}{batch}", rows.num_rows),)
    described = date(2031, 12, 31) if table == "enforcement_case" else None
    covered = covered if described else ()
    delivery = Delivery(batch, "某区人民法院", files, described, covered, "合同甲")
    store.load(table, rows.to_batches(), mode="append", delivery=delivery)


def run(catalogue, out: Path):
    models = [load_model(invented_facts.FINE)]
    run_models(models, catalogue, DuckDBEngine(), OFFICE, out, RunRequest())
    return open_bundle(out / "fine-not-sent")


def test_a_run_on_the_shelf_finds_the_clues_of_a_run_on_the_folder(store, facts, tmp_path):
    on_folder = run(FactsFolder(facts), tmp_path / "folder")
    on_shelf = run(ShelfCatalogue(store), tmp_path / "shelf")
    assert on_shelf.manifest.counts == on_folder.manifest.counts
    assert [clue.key for clue in on_shelf.clues] == [clue.key for clue in on_folder.clues]
    assert len(on_shelf.clues) == 2
    cited = on_shelf.rows["sentences"].values()
    assert {store.name_row(int(row.row)).split(" · ")[1] for row in cited} == {
        "judgment_sentence.xls"
    }


def test_a_version_stays_the_same_while_others_load(store):
    catalogue = ShelfCatalogue(store)
    before = catalogue.version("enforcement_case")
    load(store, "enforcement_case", pa.table({"exec_no": ["（2031）某0101执9号"]}))
    assert catalogue.version("enforcement_case") is before
    assert ShelfCatalogue(store).version("enforcement_case").rows == before.rows + 1
    earlier = store.history("enforcement_case")[0]
    past = ShelfCatalogue(store, at={"enforcement_case": earlier.id})
    assert past.version("enforcement_case").rows == earlier.rows


def test_the_contract_is_found_by_whoever_knows_contracts(store):
    def agreed(snapshot) -> Agreement:
        contracts = {store.delivery(batch).contract_id for batch in snapshot.batches}
        return Agreement(contracts.pop(), ("刑事执行监督",))

    version = ShelfCatalogue(store, agreed).version("enforcement_case")
    assert version.agreement == Agreement("合同甲", ("刑事执行监督",))
    assert version.data_as_of == date(2031, 12, 31)
    assert version.covered == (Covered(None, None, date(2030, 1, 1), date(2031, 12, 31)),)
    assert version.origin == ("_row",)


def test_a_table_that_is_not_there_is_said(store):
    catalogue = ShelfCatalogue(store)
    assert "judgment_sentence" in catalogue.tables
    with pytest.raises(CatalogueError, match="There is no table judgment_prior"):
        catalogue.version("judgment_prior")
    assert catalogue.reading.reader == ""
