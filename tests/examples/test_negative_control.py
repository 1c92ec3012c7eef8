"""People who share a name with somebody: a join by name alone does not load."""

from pathlib import Path

from xiezhi.model.checking import check_model
from xiezhi.model.load import load_model
from xiezhi.rulebook.own import bring_own
from xiezhi.run.standing_rules import StandingRules

CONTROL = Path(__file__).resolve().parents[2] / "bench" / "negative_control"
MODELS = CONTROL / "models" / "criminal"


def codes(name: str) -> set[str]:
    bring_own(CONTROL)
    return {one.code for one in check_model(load_model(MODELS / name), StandingRules())}


def test_a_match_by_name_alone_is_refused_at_load():
    assert codes("executive-by-name") == {"match-name-alone"}


def test_a_match_by_what_is_known_loads():
    assert codes("executive-by-match") <= {"unused-column"}
