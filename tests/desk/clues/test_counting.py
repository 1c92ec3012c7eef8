"""Kept counters are the true ones after every change."""

import pytest
from cast import clue, office

from xiezhi_desk.clues.records import Count
from xiezhi_desk.clues.services import counting
from xiezhi_desk.clues.services.counting import place_of
from xiezhi_desk.clues.states import State

pytestmark = pytest.mark.django_db


def kept(**where):
    return {(c.state, c.model): c.number for c in Count.objects.filter(**where) if c.number}


def test_a_clue_that_moves_leaves_one_counter_and_enters_another():
    one = clue()
    counting.moved([(None, place_of(one))])
    before = place_of(one)
    one.state = State.ASSIGNED
    one.save()
    counting.moved([(before, place_of(one))])
    assert kept() == {("assigned", one.model): 1, ("assigned", ""): 1}
    assert counting.drift() == {}


def test_a_restricted_clue_leaves_the_counters():
    one = clue()
    before = place_of(one)
    counting.moved([(None, before)])
    one.restricted = True
    assert place_of(one) is None
    counting.moved([(before, place_of(one))])
    assert kept() == {}


def test_many_at_once_are_one_step_each_way():
    clues = [clue() for _ in range(3)] + [clue(code="baita")]
    counting.moved((None, place_of(one)) for one in clues)
    assert kept(office=office("qingpu"), model="") == {("new", ""): 3}
    assert counting.drift() == {}


def test_drift_names_the_counter_and_recount_repairs_it():
    one = clue()
    assert counting.drift()[place_of(one)] == (0, 1)
    counting.recount()
    assert counting.drift() == {}
    Count.objects.filter(model="").update(number=7)
    assert list(counting.drift().values()) == [(7, 1)]
