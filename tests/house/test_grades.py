"""A model of judgments says "certain" only when enough of its real clues were read (decision 0008)."""

import re
from pathlib import Path

import pytest

from xiezhi.model.load import load_model
from xiezhi.rulebook.tables import Tables

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"\| ([a-z-]+) \| \w+ \| \d+ \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|")
READ = {
    name: (int(right), int(wrong))
    for name, _, right, wrong, _ in ROW.findall((ROOT / "docs/quality.md").read_text("utf8"))
}


def on_judgments(model):
    tables = Tables.load()
    return all(tables[one.table].origin == "read" for one in model.inputs if one.table in tables)


CERTAIN = [
    model
    for folder in sorted(path.parent for path in (ROOT / "rulebook/models").glob("*/*/model.yaml"))
    if (model := load_model(folder)).grade == "certain" and on_judgments(model)
]


def test_some_model_is_certain():
    assert CERTAIN


@pytest.mark.parametrize("model", CERTAIN, ids=lambda model: model.id)
def test_it_was_right_in_ten_real_clues_and_nearly_always(model):
    right, wrong = READ[model.id]
    assert right + wrong >= 10
    assert right / (right + wrong) >= 0.95
