"""The blind second reading: by lot, by somebody who had no part in it, who sees neither outcome."""

from collections import Counter

import cast
import pytest
from cast import NOW

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.clues.records import BlindReading, Conflict, Note, Task
from xiezhi_desk.clues.selectors.precision import agreement
from xiezhi_desk.clues.selectors.reading import blinded, readable
from xiezhi_desk.clues.services import blind, deciding
from xiezhi_desk.clues.services.deciding import Finding
from xiezhi_desk.clues.services.refusing import Refused
from xiezhi_desk.clues.states import State

pytestmark = pytest.mark.django_db
p = cast.person


@pytest.fixture
def drawn(monkeypatch):
    monkeypatch.setattr(blind, "_lot", lambda: 0.0)


def decided(outcome=State.UNFOUNDED, why="lawful", **fields):
    clue = cast.clue(state=State.VERIFYING, assignee=p("lin"), **fields)
    deciding.propose(clue, Finding(outcome, why, "查明", attested=True), p("lin"), NOW)
    deciding.confirm(clue, p("wu"), NOW)
    return clue


def may_read(username):
    return readable(PersonAccess(p(username))).exists()


def taken(username):
    return blind.take(p(username), NOW, PersonAccess(p(username)))


def read(reading, outcome, username="mei"):
    return blind.read(reading, outcome, "", "重新核对", p(username), NOW, PersonAccess(p(username)))


def test_a_tenth_of_founded_and_of_unfounded_is_drawn(monkeypatch):
    lots = iter((0.0, 0.0999, 0.1, 0.9999) * 2)
    monkeypatch.setattr(blind, "_lot", lambda: next(lots))
    for outcome, why in ((State.FOUNDED, "file"), (State.UNFOUNDED, "lawful")):
        for _ in range(4):
            decided(outcome, why)
    found = Counter(BlindReading.objects.values_list("decision__outcome", flat=True))
    assert found == {"founded": 2, "unfounded": 2}
    assert blind.SHARE == 0.1


def test_the_lot_falls_evenly():
    lots = [blind._lot() for _ in range(10_000)]
    assert all(0 <= lot < 1 for lot in lots)
    assert 700 < sum(lot < blind.SHARE for lot in lots) < 1300  # ten standard deviations
    assert lots != [blind._lot() for _ in lots]


@pytest.mark.usefixtures("drawn")
def test_what_could_not_be_decided_is_not_drawn():
    decided(State.UNDECIDABLE, "lost")
    assert BlindReading.objects.count() == 0


@pytest.mark.usefixtures("drawn")
def test_never_to_the_decider_the_confirmer_or_who_touched_it():
    clue = decided()
    assert [may_read(who) for who in ("lin", "wu", "sun", "bai", "an")] == [False] * 5
    assert [may_read(who) for who in ("mei", "he", "cheng")] == [True] * 3
    Note.objects.create(clue=clue, text="看过", by=p("he"), at=NOW)
    Conflict.objects.create(person=p("mei"), organ=clue.organ, reason="亲属", at=NOW)
    assert [may_read(who) for who in ("mei", "he", "cheng")] == [False, False, True]


@pytest.mark.usefixtures("drawn")
def test_who_reads_blind_is_hidden_the_decision_until_it_is_read():
    clue = decided()
    reading = taken("mei")
    assert blinded(PersonAccess(p("mei")), clue)
    assert not blinded(PersonAccess(p("lin")), clue)
    assert taken("cheng") is None
    assert taken("mei") == reading
    read(reading, "unfounded")
    assert not blinded(PersonAccess(p("mei")), clue)
    assert agreement().interval[:2] == (1, 1)
    assert Task.objects.count() == 0


@pytest.mark.usefixtures("drawn")
def test_where_they_differ_the_two_are_to_talk():
    clue = decided()
    done = read(taken("mei"), "founded")
    assert done.agrees is False
    task = Task.objects.get()
    assert (task.clue, task.way, task.whom) == (clue, "discuss", "林检")
    found = agreement(clue.model)
    assert (found.drawn, found.waiting, found.interval.k, found.interval.n) == (1, 0, 0, 1)
    with pytest.raises(Refused):
        read(done, "unfounded")


@pytest.mark.usefixtures("drawn")
def test_a_reading_of_a_reopened_decision_is_dropped():
    clue = decided()
    deciding.reopen(clue, p("wu"), NOW, "有新证据")
    assert taken("mei") is None
