"""Stories are told on the engine; mutants are hunted with them; lawful data stay silent."""

from pathlib import Path

import invented_facts
import pyarrow as pa
import pytest

from xiezhi.engine.base import Limits
from xiezhi.engine.duckdb import DuckDBEngine
from xiezhi.model.load import load_model, parse_model
from xiezhi.model.stories import load_stories, parse_stories
from xiezhi.run.baseline import run_baseline
from xiezhi.run.mutation import mutate
from xiezhi.run.standing_rules import StandingRules
from xiezhi.run.stories import Teller, tell_all
from xiezhi.run.witnesses import each_row_counts, witness_faults
from xiezhi.shelf.facts_folder import FactsFolder

RULES = StandingRules()
FOLDER = invented_facts.FINE
MODEL = load_model(FOLDER)


@pytest.fixture(scope="module")
def session():
    with DuckDBEngine().session((), Limits(threads=1)) as session:
        yield session


def told(session, text: str, model=MODEL) -> list[str]:
    results = tell_all(model, parse_stories(text, model, RULES), session, RULES)
    return [problem.code for result in results for problem in result.problems]


def test_the_stories_of_a_sound_model_hold(session):
    results = tell_all(MODEL, load_stories(FOLDER, MODEL, RULES), session, RULES)
    assert [result.passed for result in results] == [True] * 4


GIVEN = """
  as_of: 2024-06-30
  given:
    judgment: [{case_number: A, court: 某院, effective_date: 2024-01-01}]
    judgment_sentence: [{fine: 8000}]
"""


@pytest.mark.parametrize(
    ("expected", "codes"),
    [
        ("expect: [{case_number: A, fine: 8000}]", []),
        ("expect: [{case_number: A, fine: 8001}]", ["story-failed", "story-failed"]),
        ("expect: []", ["story-failed"]),
        ("expect: [{case_number: A}, {case_number: B}]", ["story-failed"]),
        ("{expect: [{case_number: A}], expect_pending: 1}", ["story-failed"]),
        ("{expect: [{case_number: A}], expect_pending: 0}", []),
        ("covers: {enforcement: {from: 2024-02-01}}\n  expect_not_checkable: 1", []),
    ],
)
def test_a_story_that_tells_it_otherwise_fails(session, expected: str, codes: list[str]):
    if expected.startswith("{"):
        expected = "\n  ".join(expected[1:-1].split(", expect_pending"))
        expected = expected.replace("\n  :", "\n  expect_pending:")
    story = f"- story: {{zh: 故事, en: story}}{GIVEN}  {expected}\n"
    assert told(session, story) == codes


def test_a_model_that_cannot_be_compiled_fails_its_stories_with_the_reason(session):
    story = f"- story: {{zh: 故事, en: story}}{GIVEN}  expect: []\n".replace(
        "as_of: 2024-06-30", ""
    )
    assert told(session, story) == ["compile-as-of"]


def test_mutants_that_no_story_notices_are_named(session):
    stories = load_stories(FOLDER, MODEL, RULES)
    full = mutate(MODEL, stories, session, RULES)
    poor = mutate(MODEL, stories[:1], session, RULES)
    assert {one.what for one in full.survivors} < {one.what for one in poor.survivors}
    assert any("paid-at-trial" in one.what for one in poor.survivors)
    assert not any("paid-at-trial: exclusion removed" in one.what for one in full.survivors)
    assert poor.total == full.total
    assert full.killed > poor.killed


def test_evidence_is_judged_by_the_model_itself(session):
    (hit, *_) = load_stories(FOLDER, MODEL, RULES)
    compiled = Teller(session, RULES).compiled(MODEL, hit)
    assert each_row_counts(MODEL)
    assert witness_faults(session, compiled, hit) == []


def test_evidence_that_lacks_a_row_or_has_one_too_many_is_found_out(session, monkeypatch):
    from xiezhi.run import witnesses

    (hit, *_) = load_stories(FOLDER, MODEL, RULES)
    compiled = Teller(session, RULES).compiled(MODEL, hit)
    cited = witnesses._cited
    monkeypatch.setattr(witnesses, "_cited", lambda *args: {**cited(*args), "sentences": []})
    assert any("not reproduced" in fault for fault in witness_faults(session, compiled, hit))


def lawful(folder: Path) -> FactsFolder:
    """The invented facts without the two clues."""
    sentences = invented_facts.tables()["judgment_sentence"]
    paid = pa.array([True] * 7)
    index = sentences.column_names.index("fine_paid")
    changed = sentences.set_column(index, "fine_paid", paid)
    return FactsFolder(invented_facts.write(folder, judgment_sentence=changed))


def test_nothing_fires_on_a_lawful_baseline_and_what_fires_is_shown(tmp_path: Path):
    engine = DuckDBEngine()
    (clean,) = run_baseline([MODEL], lawful(tmp_path / "lawful"), engine)
    assert clean.clean
    facts = FactsFolder(invented_facts.write(tmp_path / "facts"))
    (fired,) = run_baseline([MODEL], facts, engine)
    assert (fired.clean, fired.clues, len(fired.fired)) == (False, 2, 2)
    assert fired.fired[0]["court"] == invented_facts.COURT


def test_a_model_that_cannot_run_on_the_baseline_is_not_clean(tmp_path: Path):
    folder = invented_facts.write(tmp_path / "facts", judgment_sentence=None)
    broken = parse_model(MODEL.source.replace("fine-not-sent", "other"), "other")
    refused, other = run_baseline([MODEL, broken], FactsFolder(folder), DuckDBEngine())
    assert not refused.clean
    assert refused.problems[0].code == other.problems[0].code == "table-missing"
