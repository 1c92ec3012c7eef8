"""What a model lists in codes is said in words."""

from pathlib import Path

from xiezhi.model.load import load_model
from xiezhi.report.listing import listed_codes, said
from xiezhi.rulebook.form import Title
from xiezhi.rulebook.tables import Tables

MODELS = Path(__file__).parents[2] / "rulebook/models"


def test_posts_are_said_in_words():
    model = load_model(MODELS / "administrative/barred-person-registered")
    columns = Tables.load()["enterprise_officer"].columns
    words = listed_codes(model, columns)["posts_held"]
    assert said("legal_rep、supervisor", words) == Title(
        "法定代表人、监事", "legal representative, supervisor"
    )


def test_what_is_no_code_stays_as_it_is():
    assert said("someone", {"legal_rep": Title("法定代表人", "legal representative")}) == Title(
        "someone", "someone"
    )


def test_a_list_of_plain_values_has_no_words():
    model = load_model(MODELS / "administrative/barred-person-registered")
    assert "charge_names" not in listed_codes(model, Tables.load()["criminal_judgment"].columns)
    assert listed_codes(None, {}) == {}
