"""The worked example: certifications of debarred employers, and two published answers."""

import datetime
import json
import os
import shutil
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from xiezhi.cli.command import app
from xiezhi.engine.base import Limits
from xiezhi.engine.duckdb import DuckDBEngine
from xiezhi.evidence.bundle import open_bundle
from xiezhi.model.checking import check_folder
from xiezhi.model.load import load_model
from xiezhi.run.choosing import model_folders
from xiezhi.run.mutation import mutate
from xiezhi.run.running import RunRequest
from xiezhi.run.standing_rules import StandingRules
from xiezhi.run.stories import tell_all
from xiezhi.workspace.shelf import Shelf
from xiezhi.workspace.using import run_on_shelf

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("XIEZHI_REAL", ROOT.parent / "shared/data/real")) / "collision_h2"
EXAMPLE = ROOT / "examples" / "h2"
RULES = StandingRules()
real = [
    pytest.mark.real,
    pytest.mark.skipif(not DATA.is_dir(), reason="the published files are not there"),
]


@pytest.fixture(scope="module")
def folders():
    return model_folders([str(EXAMPLE / "models")])


@pytest.fixture(scope="module")
def session():
    with DuckDBEngine().session((), Limits(threads=1)) as session:
        yield session


def test_the_models_have_nothing_wrong_and_their_stories_hold(folders, session):
    assert [folder.name for folder in folders] == [
        "back-wages-found",
        "certified-while-debarred",
        "workers-certified-in-period",
    ]
    for folder in folders:
        model, stories, problems = check_folder(folder, RULES)
        assert problems == []
        told = tell_all(model, stories, session, RULES)
        assert [str(problem) for one in told for problem in one.problems] == []


@pytest.mark.slow
def test_no_mutant_survives(folders, session):
    for folder in folders:
        model, stories, _ = check_folder(folder, RULES)
        assert [one.what for one in mutate(model, stories, session, RULES).survivors] == []


FILES = {
    "h2_certification": DATA / "certification_decisions_fy2009_2015.parquet",
    "h2_debarment": DATA / "debarments_2010_2014.csv",
    "h2_back_wages": DATA / "employers_over_100k_back_wages_2010_2014.csv",
    "h2_question": EXAMPLE / "questions.csv",
}
CONTRACT = ("--provider", "某局", "--basis", "20CFR655#182", "--purpose", "行政违法行为监督", "--until", "2031-12-31", "--yes", "--repeats", "quarantine")  # fmt: skip


def judged(catalogue) -> str:
    """What a person might decide about the one employer whose name is in both lists."""
    owing, barred = (
        [name for path in catalogue.version(f"h2_{table}").files
         for name in pq.read_table(path).column("employer").to_pylist()]
        for table in ("back_wages", "debarment")
    )  # fmt: skip
    ((one, other),) = [(one, other) for one in owing for other in barred if other.startswith(one)]
    return (
        "model: back-wages-found\nversions: '>=1.0.0 <2.0.0'\njudge:\n"
        f"- {{step: debarred, left: {{employer: '{one}'}}, right: {{employer: '{other}'}}, "
        "answer: same, who: 甲某, on: 2031-05-02, why: 识别号一致}\n"
    )


@pytest.fixture(scope="module")
def ran(tmp_path_factory, folders):
    folder = tmp_path_factory.mktemp("h2")
    workspace = folder / "workspace"
    for name in ("tables", "law"):
        shutil.copytree(EXAMPLE / name, workspace / "own" / name)
    for table, path in FILES.items():
        words = ["shelf", "add", table, str(path), *CONTRACT, "--workspace", str(workspace)]
        answer = CliRunner().invoke(app, words, env={"LC_ALL": "en_US.UTF-8"})
        assert answer.exit_code == 0, answer.output
    models = [load_model(one) for one in folders]
    with Shelf.open(workspace) as shelf:
        reader = shelf.reader("甲某", "", datetime.date(2031, 5, 2))
        decided = folder / "judged.yaml"
        decided.write_text(judged(shelf.catalogue(reader)), encoding="utf-8")
        for out, request in (("run", RunRequest()), ("judged", RunRequest(adjustments=(decided,)))):
            chosen = models if out == "run" else models[:1]
            result = run_on_shelf(shelf, chosen, reader, folder / out, request)
            assert [one.state for one in result.outcomes] == ["done"] * len(chosen)
    return folder


class TestOnThePublishedFiles:
    pytestmark = real

    def test_the_published_answers(self, ran):
        clues = open_bundle(ran / "run" / "workers-certified-in-period").clues
        found = {clue.values["asked"]: clue.values["workers_certified"] for clue in clues}
        assert found == {"T. Bell Detasseling": 473, "Popsy Pop": 106}

    def test_certified_inside_their_own_debarment(self, ran):
        bundle = open_bundle(ran / "run" / "certified-while-debarred")
        assert len(bundle.clues) == 5
        assert len({clue.values["other_employer"] for clue in bundle.clues}) == 3
        assert sum(clue.values["workers"] for clue in bundle.clues) == 20
        for clue in bundle.clues:
            assert clue.values["debarred_from"] <= clue.occurred <= clue.values["debarred_to"]
            points = {one.name: one.points for one in bundle.reasons[clue.id] if one.points}
            assert set(points) == {
                f"same_employer-{name}" for name in ("employer", "city", "state")
            }
            roles = {(link.input, link.role) for link in bundle.links[clue.id]}
            assert roles == {("decisions", "subject"), ("debarments", "compared")}

    def test_the_pairs_are_known_before_the_run(self, ran):
        words = ["pairs", str(EXAMPLE / "models"), "--workspace", str(ran / "workspace"), "--json"]
        told = json.loads(CliRunner().invoke(app, words).stdout)
        (step,) = told["certified-while-debarred"]
        assert step["left"] > 80_000
        assert {tuple(block["key"]) for block in step["blocks"]} == {("state",), ("city",)}
        assert sum(block["pairs"] for block in step["blocks"]) < step["limit"]

    def test_a_name_alone_links_nobody_until_a_person_decides(self, ran):
        bundle = open_bundle(ran / "run" / "back-wages-found")
        assert bundle.clues == ()
        assert any("of the same name: 1, linked: 0" in note for note in bundle.manifest.notes)
        (clue,) = open_bundle(ran / "judged" / "back-wages-found").clues
        assert clue.values["judged"] is True
        assert (clue.amount, clue.amount_type) == (Decimal("785156.32"), "money:USD")
