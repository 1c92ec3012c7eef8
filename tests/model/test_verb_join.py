"""Rows side by side: kinds, cascades, cardinality, evidence of both sides."""

from plain_run import run, small

INPUTS = """  sentences: {table: judgment_sentence, columns: [doc_id, ordinal, name]}
  judgments: {table: judgment, columns: [doc_id, court]}
  parties: {table: judgment_party, columns: [doc_id, ordinal, name, citizen_id, birth_date]}
  cases: {table: enforcement_case, columns: [debtor, debtor_id, exec_no]}
"""
TWO = "\n".join(INPUTS.splitlines()[:2])
GIVEN = """
sentences: [{doc_id: A, name: A}, {doc_id: B, name: B}]
judgments: [{doc_id: A, court: A}]
"""


def test_an_inner_join_keeps_rows_with_a_partner():
    model = small(
        TWO,
        "  last: {join: {left: sentences, right: judgments, keys: [doc_id], kind: inner, cardinality: many_to_one}}",
        "  from: last\n  key: {subject: [doc_id, ordinal], organ: court}",
    )
    ran = run(model, GIVEN)
    assert [clue["court"] for clue in ran.whole()] == ["某市甲区人民法院"]
    assert ran.links == [
        (1, "judgments", 1, "last", "partner"),
        (1, "sentences", 1, "last", "subject"),
    ]


def test_a_left_join_keeps_all_rows():
    model = small(
        TWO,
        "  last: {join: {left: sentences, right: judgments, keys: [doc_id], kind: left, cardinality: many_to_one}}",
        "  from: last\n  key: {subject: [doc_id, ordinal], organ: court}",
    )
    ran = run(model, GIVEN)
    assert [clue["court"] for clue in ran.whole()] == ["某市甲区人民法院", None]


def test_a_semi_join_brings_no_columns_but_evidence():
    model = small(
        TWO.replace("[doc_id, court]", "[doc_id]"),
        "  last: {join: {left: sentences, right: judgments, keys: [doc_id], kind: semi, cardinality: many_to_one}}",
        "  from: last\n  key: {subject: [doc_id, ordinal]}",
    )
    ran = run(model, "sentences: [{doc_id: A}, {doc_id: B}]\njudgments: [{doc_id: A}]")
    assert len(ran.whole()) == 1
    assert {name for _, name, _, _, _ in ran.links} == {"sentences", "judgments"}


def test_the_table_s_own_key_needs_no_guard():
    model = small(
        TWO,
        "  last: {join: {left: sentences, right: judgments, keys: [doc_id], kind: inner, cardinality: many_to_one}}",
        "  from: last\n  key: {subject: [doc_id, ordinal], organ: court}",
    )
    assert run(model, GIVEN).compiled.guards == ()


CASCADE = """  last:
    join:
      left: parties
      right: cases
      keys: {first_of: [[{citizen_id: debtor_id}], [{name: debtor}, {doc_id: exec_no}]]}
      kind: %s
      cardinality: many_to_one"""


def cascade_inputs() -> str:
    lines = INPUTS.splitlines()
    return lines[2].replace(", birth_date", "") + "\n" + lines[3]


def test_a_key_that_means_two_things_is_refused():
    import pytest

    with pytest.raises(AssertionError, match="are not the same thing"):
        small(
            cascade_inputs(), CASCADE % "inner", "  from: last\n  key: {subject: [doc_id, ordinal]}"
        )


def cascade(kind: str):
    steps = (
        (CASCADE % kind)
        .replace("{doc_id: exec_no}", "{case: exec_no}")
        .replace("left: parties", "left: named")
    )
    steps = (
        "  named: {derive: {from: parties, columns: {case: \"as_type(text(doc_id), 'case_number')\"}}}\n"
        + steps
    )
    return small(
        cascade_inputs(), steps, "  from: last\n  key: {subject: [doc_id, ordinal], organ: exec_no}"
    )


GIVEN_CASCADE = """
parties:
- {doc_id: a1, ordinal: 1, name: A, citizen_id: A}
- {doc_id: a2, ordinal: 2, name: B, citizen_id: null}
- {doc_id: a3, ordinal: 3, name: A1, citizen_id: A1}
cases:
- {exec_no: x1, debtor: A, debtor_id: A}
- {exec_no: a1, debtor: A, debtor_id: null}
- {exec_no: a2, debtor: B, debtor_id: null}
"""


def test_a_cascade_uses_the_first_key_that_finds_a_partner():
    ran = run(cascade("inner"), GIVEN_CASCADE)
    found = [(clue["ordinal"], clue["exec_no"]) for clue in ran.whole()]
    assert sorted(found) == [(1, "x1"), (2, "a2")]


def test_a_left_cascade_keeps_rows_without_a_partner():
    ran = run(cascade("left"), GIVEN_CASCADE)
    found = [(clue["ordinal"], clue["exec_no"]) for clue in ran.whole()]
    assert sorted(found, key=str) == [(1, "x1"), (2, "a2"), (3, None)]


def test_a_broken_cardinality_is_found():
    ran = run(
        cascade("inner"),
        GIVEN_CASCADE + "- {exec_no: x9, debtor: A, debtor_id: A}\n",
    )
    assert ran.guards() == ["many_to_one: (debtor_id) is unique in cases"]
