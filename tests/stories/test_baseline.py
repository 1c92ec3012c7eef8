"""A province whose offices fail nowhere: what fires there is a false alarm, or came about by itself."""

from pathlib import Path

import pytest

from xiezhi.cli.scoring import checks_of
from xiezhi.cli.scoring_subjects import found_in, known_in, tally
from xiezhi.engine.base import Limits
from xiezhi.engine.duckdb import DuckDBEngine
from xiezhi.evidence.bundle import open_bundle
from xiezhi.evidence.clue import OfficeKey
from xiezhi.model.load import load_model
from xiezhi.run.baseline import run_baseline
from xiezhi.run.choosing import model_folders
from xiezhi.run.running import RunRequest, run_models
from xiezhi.shelf.facts_folder import FactsFolder
from xiezhi.twin.province import Rates, write_province
from xiezhi.twin.province.rates import Rate

NOWHERE = Rates(Rate(0.0, 0.0), dict.fromkeys(Rates().own, Rate(0.0, 0.0)))


@pytest.fixture(scope="module")
def province(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("baseline") / "tables"
    write_province(folder, people=2_000, seed=5, rates=NOWHERE)
    return folder


@pytest.fixture(scope="module")
def known(province):
    return known_in(province / "truth_violations.parquet")


@pytest.fixture(scope="module")
def models(province):
    there = {path.stem for path in province.glob("*.parquet")}
    every = [load_model(folder) for folder in model_folders(["all"])]
    return [one for one in every if there.issuperset(item.table for item in one.inputs)]


def test_where_no_office_fails_nothing_is_planted(known):
    origins = [one.origin for rows in known.values() for one in rows]
    assert "planted" not in origins
    assert 0 < origins.count("background") < 30
    assert origins.count("look_alike") + origins.count("pending") > 200


def test_only_what_came_about_by_itself_is_found(province, known, models, tmp_path):
    engine, data = DuckDBEngine(), FactsFolder(province)
    results = run_baseline(models, data, engine, limits=Limits(threads=1))
    assert len(results) > 70
    assert [problem for result in results for problem in result.problems] == []
    fired = {result.model for result in results if result.clues}
    loud = [model for model in models if model.id in fired]
    run_models(loud, data, engine, OfficeKey(b"k" * 32), tmp_path, RunRequest())
    again = RunRequest(limits=Limits(threads=2))
    run_models(loud[::-1], data, engine, OfficeKey(b"k" * 32), tmp_path / "again", again)
    hashes = [
        {one.id: open_bundle(folder / one.id).manifest.content_hash for one in loud}
        for folder in (tmp_path, tmp_path / "again")
    ]
    assert hashes[0] == hashes[1]  # whatever the threads and the order
    for model in loud:
        true = [one for check in checks_of(model) for one in known.get(check, [])]
        told = tally(model.id, [model.id], found_in(tmp_path, model.id), true)
        assert told.extra == (), model.id
        assert told.planted == 0
    everything = {
        check: [
            clue
            for model in loud
            if check in checks_of(model)
            for clue in found_in(tmp_path, model.id)
        ]
        for model in models
        for check in checks_of(model)
    }
    missed = {
        check: tally(check, [], clues, known.get(check, [])).missed
        for check, clues in everything.items()
    }
    assert {check: rows for check, rows in missed.items() if rows} == {}
