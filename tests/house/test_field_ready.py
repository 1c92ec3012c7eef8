"""A field-ready model has what an office needs tomorrow."""

import re
from pathlib import Path

import pytest

from xiezhi.model.load import load_model
from xiezhi.rulebook.field_ready import field_ready

MODELS = Path(__file__).parents[2] / "rulebook/models"
READY = field_ready()


def test_twelve_models_are_field_ready():
    assert len({one.model for one in READY}) == 12
    assert all(one.documents == 5849 for one in READY)


@pytest.mark.parametrize("one", READY, ids=lambda one: one.model)
def test_it_has_letter_remedy_false_alarms_and_yield(one):
    (folder,) = MODELS.glob(f"*/{one.model}")
    letter = (folder / "letter.md").read_text("utf8")
    assert set(re.findall(r"\{(\w+)\}", letter)) == {
        "court",
        "judged_date",
        "case_number",
        "finding",
    }
    assert "已知误报" in (folder / "notes.md").read_text("utf8")
    model = load_model(folder)
    assert model.remedy
    assert model.grade in ("certain", "suspicious")
    assert one.clues >= 0
