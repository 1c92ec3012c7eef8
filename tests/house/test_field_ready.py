"""A field-ready model has what an office needs tomorrow."""

import datetime
from pathlib import Path

import pytest

from xiezhi.model.compiling import compile_model
from xiezhi.model.load import load_model
from xiezhi.model.rules import Rulebook
from xiezhi.report.letter import ALWAYS, blanks
from xiezhi.rulebook.field_ready import FieldReadyError, field_ready

MODELS = Path(__file__).parents[2] / "rulebook/models"
READY = field_ready()
RULES = Rulebook.load()
IN_FAVOUR = {"bail-money-not-returned", "court-fee-not-refunded", "fulfilled-still-listed"}
LINES = ("administrative", "civil", "criminal", "public_interest")
LETTERS = sorted(MODELS.glob("*/*/letter.md"))


def folder_of(model):
    (folder,) = MODELS.glob(f"*/{model}")
    return folder


def test_twelve_models_are_field_ready_on_judgments_and_twelve_on_agencies_data():
    assert len({one.model for one in READY.judgments}) == 12
    assert len({one.model for one in READY.province}) == 12
    assert len(set(READY.models)) == 24
    assert READY.documents == 5849


def test_every_line_has_two_over_agencies_data_and_some_speak_for_the_person():
    names = {one.model for one in READY.province}
    lines = [folder_of(name).parent.name for name in names]
    assert min(lines.count(line) for line in LINES) >= 2
    assert len(names & IN_FAVOUR) >= 2


@pytest.mark.parametrize("model", READY.models)
def test_it_has_letter_remedies_false_alarms_and_a_grade_that_bears_a_letter(model):
    folder = folder_of(model)
    assert (folder / "letter.md").is_file()
    assert "## 已知误报" in (folder / "notes.md").read_text("utf8")
    loaded = load_model(folder)
    assert loaded.remedy
    assert loaded.grade in ("certain", "suspicious")


@pytest.mark.parametrize("one", READY.province, ids=lambda one: one.model)
def test_its_yield_on_the_province_is_told_whole(one):
    notes = (folder_of(one.model) / "notes.md").read_text("utf8").splitlines()[0]
    assert one.check in notes
    assert 0 < one.found <= one.true
    assert one.extra <= one.clues
    for other in one.beside:
        assert one.check in (folder_of(other) / "notes.md").read_text("utf8").splitlines()[0]
    assert READY.people > 0
    assert READY.as_of is not None


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.parent.name)
def test_a_letter_asks_for_what_its_clue_has(path):
    model = load_model(path.parent)
    asked = blanks(path.read_text("utf8"))
    compiled = compile_model(model, RULES, as_of=datetime.date(2031, 1, 1))
    columns = {column.name for column in compiled.clue.columns}
    assert asked <= columns | set(ALWAYS)
    assert "finding" in asked
    assert asked & {"organ", model.clue.key.organ}, "whom it goes to"
    days = {"occurred", model.clue.key.episode, model.clue.occurred.text}
    assert asked & days, "the day"
    assert asked & {*model.clue.key.subject, "case_number"}, "the number"


def test_a_list_with_a_field_nobody_knows_is_refused(tmp_path):
    path = tmp_path / "models/field-ready.yaml"
    path.parent.mkdir()
    path.write_text("province: {people: 5, sed: 7, models: []}\n", "utf8")
    with pytest.raises(FieldReadyError, match="sed"):
        field_ready(tmp_path)
