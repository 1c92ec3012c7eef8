"""Semantic types: what may be compared, joined and added."""

import pytest

from xiezhi.rulebook.types import SemanticTypes, TypesError


@pytest.fixture(scope="module")
def types():
    return SemanticTypes.load()


def test_every_type_of_the_catalogue_is_there(types):
    catalogue = [
        "person_name",
        "citizen_id",
        "other_id",
        "prisoner_no",
        "org_name",
        "uscc",
        "plate",
        "vin",
        "case_number",
        "doc_number",
        "file_no",
        "charge",
        "case_cause",
        "law_ref",
        "agency",
        "admin_division",
        "address",
        "parcel_no",
        "area",
        "money",
        "rate",
        "quantity",
        "date",
        "datetime",
        "period",
        "term",
        "age",
        "bank_account",
        "cert_no",
        "equipment_code",
        "waste_code",
        "diagnosis",
        "object_id",
        "status_code",
        "bool",
        "count",
        "free_text",
        "document",
        "text",
        "int",
        "span",
        "months",
        "days",
    ]
    assert set(catalogue) <= set(types.types)


def test_a_citizen_id_is_no_case_number(types):
    assert not types["citizen_id"].comparable(types["case_number"])
    assert types["citizen_id"].comparable(types["citizen_id"])


def test_names_of_persons_and_units_compare_but_never_link_alone(types):
    assert types["person_name"].comparable(types["org_name"])
    assert types["person_name"].key == "with"
    assert "identity number" in types["person_name"].why


def test_documents_and_spans_compare_with_nothing(types):
    assert not types["document"].comparable(types["document"])
    assert not types["span"].comparable(types["span"])


@pytest.mark.parametrize(
    ("left", "operator", "right", "gives"),
    [
        ("money", "+", "money", "money"),
        ("money", "+", "days", None),
        ("money", "*", "number", "money"),
        ("number", "*", "money", "money"),
        ("money", "/", "money", "share"),
        ("number", "/", "money", None),
        ("date", "-", "date", "days"),
        ("date", "+", "date", None),
        ("months", "-", "months", "months"),
        ("months", "+", "days", None),
    ],
)
def test_arithmetic(types, left, operator, right, gives):
    assert types.result(left, operator, right) == gives


def test_companions_of_a_read_column(types):
    assert [c.suffix for c in types.companions] == ["_span", "_from", "_abstained"]


def test_sums_only_where_they_mean_something(types):
    assert {n for n, t in types.types.items() if t.sums} == {
        "money",
        "quantity",
        "area",
        "count",
        "number",
        "int",
        "months",
        "days",
    }


def test_masking_covers_what_identifies(types):
    masks = {
        name: types[name].mask
        for name in ("person_name", "citizen_id", "bank_account", "phone", "address", "document")
    }
    assert masks == {
        "person_name": "name",
        "citizen_id": "id",
        "bank_account": "number",
        "phone": "number",
        "address": "address",
        "document": "hidden",
    }


def test_a_one_sided_comparison_and_an_unknown_type_are_refused(tmp_path):
    path = tmp_path / "types.yaml"
    path.write_text(
        "types:\n"
        "  a: {title: {zh: 甲, en: a}, storage: VARCHAR, order: equal, with: [b], literal: text, key: alone, mask: none, sensitivity: public}\n"
        "  b: {title: {zh: 乙, en: b}, storage: VARCHAR, order: equal, literal: text, key: with, mask: none, sensitivity: public}\n"
        "arithmetic:\n  - {left: a, op: ['%'], right: c, gives: a}\ncompanions: {}\n",
        encoding="utf-8",
    )
    with pytest.raises(TypesError) as caught:
        SemanticTypes.load(path)
    assert {p.code for p in caught.value.problems} == {
        "types-one-sided",
        "types-no-why",
        "types-unknown",
        "types-operator",
    }
