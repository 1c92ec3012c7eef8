"""A clue's act reads well without the organ and the number that stand beside it."""

from types import SimpleNamespace

import pytest

from xiezhi.report.part import _act
from xiezhi.rulebook.form import Title

CLUE = SimpleNamespace(
    organ="某市某区人民法院",
    values={"exec_no": "（2031）某0101执8号"},
    types={"exec_no": "case_number"},
)


@pytest.mark.parametrize(
    ("title", "act"),
    [
        ("某市某区人民法院 （2031）某0101执8号：四月一日立案", "四月一日立案"),
        (
            "某市某区人民法院 （2031）某0101执8号（依据（2030）某0101刑初7号）：四月一日移送",
            "依据（2030）某0101刑初7号，四月一日移送",
        ),
        ("某市某区人民法院（主管：某局）：逾期三日", "主管：某局，逾期三日"),
        ("某市某区人民法院 （2030）某0101刑初7号未移送", "（2030）某0101刑初7号未移送"),
        ("（另案）逾期三日", "（另案）逾期三日"),  # nothing was taken away: it began so
        ("某市某区人民法院（未写完：三日", "（未写完：三日"),
        ("某市某区人民法院", "某市某区人民法院"),
    ],
)
def test_a_bracket_that_lost_its_word_is_opened(title, act):
    assert _act(Title(title, ""), CLUE).zh == act


def test_in_english_too():
    title = "某市某区人民法院 （2031）某0101执8号 (on （2030）某0101刑初7号): sent 2031-04-01"
    assert _act(Title("", title), CLUE).en == "on （2030）某0101刑初7号, sent 2031-04-01"
