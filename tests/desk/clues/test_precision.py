"""Three figures kept apart; intervals that narrow; errors that suggest an exclusion."""

import cast
import pytest
from cast import NOW
from hypothesis import given
from hypothesis import strategies as st

from xiezhi_desk.clues import slots
from xiezhi_desk.clues.records import Sighting
from xiezhi_desk.clues.selectors.precision import (
    effect_of,
    read_by_model,
    read_by_version,
    why_unfounded,
    wilson,
)
from xiezhi_desk.clues.services import blind, deciding
from xiezhi_desk.clues.services.deciding import Finding
from xiezhi_desk.clues.states import State

p = cast.person


@pytest.fixture(autouse=True)
def _nothing_is_drawn(monkeypatch):
    monkeypatch.setattr(blind, "_lot", lambda: 0.99)


def decided(outcome, why="file", **fields):
    clue = cast.clue(state=State.VERIFYING, assignee=p("lin"), **fields)
    finding = Finding(outcome, why, "查明", attested=True)
    if outcome == State.FOUNDED:
        deciding.propose(clue, finding, p("lin"), NOW)
        deciding.confirm(clue, p("mei"), NOW)
    else:
        deciding.close(clue, finding, p("lin"), NOW)
    return clue


@given(st.integers(0, 400), st.integers(0, 400))
def test_the_interval_holds_the_share_and_narrows_with_more(k, more):
    found = wilson(k, k + more)
    if k + more == 0:
        assert found[2:] == (None, None, None)
        return
    assert 0 <= found.low <= found.rate <= found.high <= 1
    wider, narrower = wilson(k, k + more), wilson(10 * k, 10 * (k + more))
    assert narrower.high - narrower.low < wider.high - wider.low


def test_wilson_s_interval_is_the_book_s():
    assert [round(x, 4) for x in wilson(15, 50)[2:]] == [0.3, 0.191, 0.4375]


@pytest.mark.django_db
def test_what_could_not_be_decided_counts_for_neither():
    for _ in range(3):
        first = decided(State.FOUNDED)
    decided(State.UNFOUNDED, "lawful")
    decided(State.UNDECIDABLE, "lost")
    cast.clue(state=State.TRANSFERRED)
    read = read_by_model()[first.model]
    assert (read.founded, read.unfounded, read.undecidable, read.through) == (3, 1, 1, 0)
    assert (read.precision.k, read.precision.n, read.precision.rate) == (3, 4, 0.75)


@pytest.mark.django_db
def test_founded_through_the_matter_is_beside_precision_not_in_it():
    other = cast.clue(bundle=cast.bundle("criminal.other"))
    decided(State.FOUNDED, matter=other.matter)
    read = read_by_model(["criminal.other"])["criminal.other"]
    assert (read.through, read.precision.n) == (1, 0)


@pytest.mark.django_db
def test_each_version_has_its_own_and_a_clue_of_two_versions_counts_once_for_the_model():
    clue = cast.clue(state=State.VERIFYING, assignee=p("lin"))
    newer = cast.bundle(clue.model, code="linjiang", version="1.1")
    Sighting.objects.create(clue=clue, bundle=newer, kind="same", at=NOW)
    deciding.close(clue, Finding(State.UNFOUNDED, "lawful", "合法", attested=True), p("lin"), NOW)
    assert [(read.version, read.unfounded) for read in read_by_version(clue.model)] == [
        ("1.0", 1),
        ("1.1", 1),
    ]
    assert read_by_model()[clue.model].unfounded == 1


@pytest.mark.django_db
def test_conversion_and_upheld_come_from_the_cases_and_are_told_apart(monkeypatch):
    clue = decided(State.FOUNDED)
    decided(State.FOUNDED)
    figures = effect_of(clue.model)
    assert (figures.conversion.n, figures.conversion.k, figures.upheld.n) == (2, 0, 0)
    asked = []

    def cases(matters):
        asked.append(set(matters.values_list("pk", flat=True)))
        return slots.Effect(converted=1, answered=1, upheld=1)

    monkeypatch.setattr(slots, "effects", [cases])
    monkeypatch.setattr("xiezhi_desk.clues.selectors.precision.effects", slots.effects)
    figures = effect_of(clue.model)
    assert (figures.conversion.rate, figures.upheld.rate) == (0.5, 1.0)
    assert clue.matter_id in asked[0]
    assert len(asked[0]) == 2


@pytest.mark.django_db
def test_reasons_for_unfounded_are_counted_as_suggestions():
    for why in ("lawful", "data-error", "lawful"):
        clue = decided(State.UNFOUNDED, why)
    decided(State.UNDECIDABLE, "no-answer")
    assert why_unfounded(clue.model) == [("lawful", 2), ("data-error", 1)]
