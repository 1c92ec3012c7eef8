"""A leaver's clues: to the successor where every rule lets them, else back for assigning."""

import pytest
from cast import NOW, clue, person

from xiezhi_desk.accounts.records import Line
from xiezhi_desk.accounts.services import handing
from xiezhi_desk.audit.services import verify
from xiezhi_desk.clues.records import Clue, Conflict
from xiezhi_desk.clues.services.counting import recount
from xiezhi_desk.clues.states import State

pytestmark = pytest.mark.django_db


def hand_over():
    return handing.hand_over(person("lin"), person("mei"), by=person("xi"), now=NOW).moved


def held(state=State.VERIFYING, **fields):
    return clue(assignee=person("lin"), state=state, **fields)


def test_open_clues_go_over_decided_ones_stay():
    open_ones = [held(state) for state in (State.ASSIGNED, State.VERIFYING, State.PROPOSED)]
    decided = held(State.FOUNDED)
    recount()
    assert handing.open_work(person("lin")) == {"线索": 3}
    assert hand_over() == {"线索": 3}
    for one in open_ones:
        before = one.state
        one.refresh_from_db()
        assert (one.assignee, one.state, one.revision) == (person("mei"), before, 1)
        assert one.steps.get().name == "relieve"
    decided.refresh_from_db()
    assert decided.assignee == person("lin")
    assert handing.open_work(person("lin")) == {}
    assert verify() is None


def test_what_the_successor_may_not_do_goes_back_for_assigning():
    conflicted = held(organ="某县人民法院")
    other_line = held(line=Line.CIVIL)
    Conflict.objects.create(person=person("mei"), organ="某县人民法院", reason="近亲属", at=NOW)
    recount()
    assert hand_over() == {"线索退回待分派": 2}
    for one in (conflicted, other_line):
        one.refresh_from_db()
        assert (one.assignee, one.state) == (None, State.NEW)


def test_the_kept_counters_stay_true():
    held()
    held(line=Line.CIVIL)
    recount()
    hand_over()
    from xiezhi_desk.clues.records import Count

    kept = {(one.state, one.line): one.number for one in Count.objects.exclude(number=0)}
    assert kept == {(State.VERIFYING, Line.CRIMINAL): 1, (State.NEW, Line.CIVIL): 1}
    assert Clue.objects.count() == 2
