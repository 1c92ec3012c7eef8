"""Data whose term has ended go, also out of the bundles; the desk learns what to blank."""

from __future__ import annotations

from datetime import date

import pytest
from two_tables import AT, DAY, filled, ran

from xiezhi_desk.library import bundles, disposal, shelf, showing
from xiezhi_desk.library.problems import DoorError


@pytest.fixture
def disposed():
    """A workspace with one run; the kept clue; then the table of land is disposed of."""
    workspace, folder = ran()
    (clue,) = next(bundles.read(folder).clues())
    before = {(one.input, one.row) for batch in bundles.read(folder).rows() for one in batch}
    gone = disposal.dispose(
        workspace, "land_violation", "张三", AT, "使用期限届满", bundles=[folder.parent]
    )
    return workspace, folder, clue, before, gone


def test_what_has_expired_is_listed_the_longest_first(tmp_path):
    workspace = filled(tmp_path)
    assert disposal.expired(workspace, DAY) == ()
    found = disposal.expired(workspace, date(2028, 1, 31))
    assert [one.days for one in found] == [31, 31]
    assert found[0].contract.expired


def test_the_table_goes_with_its_rows_in_the_bundle_and_the_desk_learns_which(disposed):
    workspace, folder, clue, before, gone = disposed
    assert gone.done["clues_blanked"] == 1
    assert [one.table for one in shelf.catalogue(workspace, DAY)] == ["tax_payment"]
    (seen,) = disposal.disposals(folder)
    assert (seen.id, seen.table, seen.rows) == (gone.number, "land_violation", 1)
    left = {(name, row) for name, rows in disposal.rows_left(folder) for row in rows}
    assert {name for name, _ in before - left} == {"violations"}
    assert [key for batch in disposal.clues_blanked(folder) for key in batch] == [clue.key]
    checked = bundles.check(folder)
    assert checked.sound
    assert checked.card.disposed[0]["id"] == gone.number


def test_a_blanked_clue_still_says_organ_act_and_law_and_nothing_of_the_person(disposed):
    _, folder, clue, _, _ = disposed
    said = disposal.blank(clue.said)
    shown = showing.shown(folder, said).clue
    assert shown.organ == clue.organ
    assert shown.law
    assert shown.affected == ""
    assert "砂石厂" not in repr(shown)
    (again,) = next(bundles.read(folder).clues())
    assert again.said["values"] == said["values"] == {}


def test_a_disposal_needs_a_reason_and_something_to_dispose_of(tmp_path):
    workspace = filled(tmp_path)
    with pytest.raises(DoorError) as refused:
        disposal.dispose(workspace, "land_violation", "张三", AT, " ")
    assert refused.value.problems[0].code == "disposal-reason"
    with pytest.raises(DoorError):
        disposal.dispose(workspace, "land_violation", "张三", AT, "届满", contracts=["C-9999"])
