"""Two runs side by side: what is new, gone, changed, and because of what."""

from datetime import date
from decimal import Decimal

import invented_facts
import pyarrow as pa
import pytest
from invented_facts import case_number

from xiezhi.run.compare import NotComparableError, compare_bundles, paired_folders


def compare(desk):
    return compare_bundles(desk.bundle(out="before"), desk.bundle(out="after"))


def changes(comparison) -> set[tuple]:
    return {
        (change.kind, change.clue.values["case_number"], change.columns)
        for change in comparison.changes
    }


def test_two_equal_runs_have_no_changes_and_no_causes(desk):
    desk.run(out="before")
    desk.run(out="after", documents="full")
    comparison = compare(desk)
    assert (comparison.causes, comparison.changes, comparison.same) == ((), (), 2)


def test_new_data_bring_new_gone_and_changed_clues(desk):
    desk.run(out="before")
    sentences = invented_facts.tables()["judgment_sentence"]
    fines = [Decimal(9999), Decimal(1), Decimal(700), *[None] * 4]
    sentences = sentences.set_column(4, "fine", pa.array(fines, pa.decimal128(18, 2)))
    invented_facts.write(desk.facts, judgment_sentence=sentences)
    desk.run(out="after")
    comparison = compare(desk)
    assert (comparison.causes, comparison.inputs) == (("data",), ("sentences",))
    assert changes(comparison) == {
        ("changed", case_number(1), ("fine",)),
        ("gone", case_number(7), ()),
        ("new", case_number(3), ()),
    }
    assert {change.causes for change in comparison.changes} == {("data",)}
    assert comparison.same == 0


def test_evidence_that_changed_beside_the_clue_s_values_is_a_change(desk):
    desk.run(out="before")
    judgments = invented_facts.tables()["judgment_sentence"]
    paid = pa.array([False, True, None, None, None, None, False])
    index = judgments.column_names.index("fine_paid")
    invented_facts.write(
        desk.facts, judgment_sentence=judgments.set_column(index, "fine_paid", paid)
    )
    desk.run(out="after")
    assert changes(compare(desk)) == {("changed", case_number(1), ())}


def test_another_day_is_the_cause_when_only_the_day_differs(desk):
    desk.run(out="before")
    desk.run(out="after", as_of=date(2031, 7, 20))
    comparison = compare(desk)
    assert comparison.causes == ("as_of",)
    assert changes(comparison) == {("gone", case_number(7), ())}


def test_another_parameter_is_the_cause_when_only_it_differs(desk):
    desk.run(out="before")
    desk.run(out="after", parameters={"fine-not-sent": {"grace": 15}})
    comparison = compare(desk)
    assert comparison.causes == ("parameters",)
    assert changes(comparison) == {("new", case_number(4), ()), ("new", case_number(5), ())}


def test_a_suppression_changes_its_clue_because_of_the_adjustments(desk, tmp_path):
    desk.run(out="before")
    path = tmp_path / "adjustments.yaml"
    path.write_text(
        "model: fine-not-sent\nversions: '>=1.0.0'\nparameters: {grace: 31}\nsuppress:\n"
        f"  - key: {{case_number: '{case_number(1)}'}}\n"
        "    reason: {zh: 已办, en: dealt with}\n    until: 2032-01-01\n",
        "utf8",
    )
    desk.run(out="after", adjustments=(path,))
    comparison = compare(desk)
    assert comparison.causes == ("adjustments", "parameters")
    (change,) = comparison.changes
    assert (change.columns, change.causes) == (("suppression",), ("adjustments",))


def test_another_reader_is_the_cause_and_not_the_files_it_wrote(desk):
    desk.run(out="before")
    sentences = invented_facts.tables()["judgment_sentence"].slice(0, 6)
    invented_facts.write(desk.facts, judgment_sentence=sentences)
    manifest = desk.facts / "manifest.json"
    manifest.write_text(
        manifest.read_text().replace('"reader_version": "1"', '"reader_version": "2"')
    )
    desk.run(out="after")
    comparison = compare(desk)
    assert comparison.causes == ("reader",)
    assert changes(comparison) == {("gone", case_number(7), ())}


def test_clues_of_offices_with_other_keys_compare_by_their_typed_keys(desk, monkeypatch):
    from xiezhi.evidence.clue import OfficeKey

    desk.run(out="before")
    monkeypatch.setitem(type(desk).run.__globals__, "OFFICE", OfficeKey(bytes([9]) * 32))
    desk.run(out="after")
    ours = {clue.id for clue in desk.bundle(out="before").clues}
    theirs = {clue.id for clue in desk.bundle(out="after").clues}
    assert ours.isdisjoint(theirs)
    assert compare(desk).same == 2


def test_runs_of_two_models_do_not_compare(desk):
    desk.run("fine-not-sent", "number-published")
    with pytest.raises(NotComparableError):
        compare_bundles(desk.bundle("fine-not-sent"), desk.bundle("number-published"))


def test_runs_are_paired_by_model(desk):
    desk.run("fine-not-sent", "number-published", out="before")
    desk.run("fine-not-sent", "sentence-beside-fine", out="after")
    before, after = desk.folder / "before", desk.folder / "after"
    assert paired_folders(before, after) == (
        (before / "fine-not-sent", after / "fine-not-sent"),
        (before / "number-published", None),
        (None, after / "sentence-beside-fine"),
    )
