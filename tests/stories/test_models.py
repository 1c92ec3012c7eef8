"""Every model of the rulebook: its stories hold, its evidence is complete and minimal."""

from pathlib import Path

import pytest

from xiezhi.engine.base import Limits, Session
from xiezhi.engine.duckdb import DuckDBEngine
from xiezhi.model.load import load_model
from xiezhi.model.stories import load_stories
from xiezhi.run.choosing import model_folders
from xiezhi.run.mutation import mutate
from xiezhi.run.standing_rules import StandingRules
from xiezhi.run.stories import Teller, tell_all
from xiezhi.run.witnesses import witness_faults

RULES = StandingRules()
FOLDERS = model_folders(["all"])
READY = {path.parent.name for path in Path(FOLDERS[0]).parents[1].glob("*/*/letter.md")}
by_name = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


@pytest.fixture(scope="module")
def session():
    """The statements as they are written: a plan is longer improved than it takes on few rows."""
    with DuckDBEngine().session((), Limits(threads=1, improved=False)) as session:
        yield session


@pytest.fixture(scope="module")
def improving():
    """A session as a run opens it."""
    with DuckDBEngine().session((), Limits(threads=1)) as session:
        yield session


def hold(folder: Path, session: Session) -> None:
    model = load_model(folder)
    results = tell_all(model, load_stories(folder, model, RULES), session, RULES)
    assert [str(problem) for result in results for problem in result.problems] == []


@by_name
def test_the_stories_hold(session, folder: Path):
    hold(folder, session)


@pytest.mark.slow
@by_name
def test_the_stories_hold_with_improved_plans(improving, folder: Path):
    hold(folder, improving)


def proving(folder: Path) -> object:
    """The field-ready models are proved in every run of the suite, the others with the slow tests."""
    return pytest.param(
        folder, id=folder.name, marks=() if folder.name in READY else pytest.mark.slow
    )


@pytest.mark.parametrize("folder", [proving(folder) for folder in FOLDERS])
def test_a_clue_is_reproduced_by_its_evidence_and_by_nothing_less(session, folder: Path):
    model = load_model(folder)
    teller = Teller(session, RULES)
    hits = [story for story in load_stories(folder, model, RULES) if story.expect]
    assert hits
    for story in hits:
        assert witness_faults(session, teller.compiled(model, story), story) == []


@pytest.mark.slow
@by_name
def test_no_mutant_survives(session, folder: Path):
    model = load_model(folder)
    result = mutate(model, load_stories(folder, model, RULES), session, RULES)
    assert [mutant.what for mutant in result.survivors] == []
    assert result.killed > 0
