"""The work list: what a clue is worth checking, why, and whose week it fits into."""

import datetime as dt
from decimal import Decimal

import cast
import pytest
from cast import NOW

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.clues.records import Clue, Conflict, Credit, Sighting
from xiezhi_desk.clues.selectors.precision import Read
from xiezhi_desk.clues.selectors.worklist import week, why
from xiezhi_desk.clues.services import blind, deciding
from xiezhi_desk.clues.services.deciding import Finding
from xiezhi_desk.clues.services.nightly import nightly
from xiezhi_desk.clues.services.snoozing import snooze
from xiezhi_desk.clues.services.worth import Scale, refresh
from xiezhi_desk.clues.states import State

TODAY = dt.date(2031, 3, 10)
NOTHING_READ = Scale(TODAY, {})
p = cast.person


def worth(grade="certain", amount=None, kind="money", expires=None, read=()):
    return Scale(TODAY, {"m": Read("m", "", *read)} if read else {})(
        "m", grade, amount, kind, expires
    )[0]


def test_unread_a_clue_is_worth_what_its_grade_promises():
    assert (worth(), worth("suspicious"), worth("indicative")) == (0.8, 0.3, 0.1)


def test_what_was_read_outweighs_the_grade():
    assert worth("indicative", read=(90, 10)) > worth("certain", read=(5, 95))
    assert worth("certain", read=(0, 10)) == 0.4


def test_a_large_sum_weighs_more_but_not_without_bound():
    small, large = worth(amount=Decimal(10_000)), worth(amount=Decimal(10_000_000))
    assert 2 < large / small < 4
    assert worth(amount=Decimal(90), kind="days") == 1.6
    assert worth(amount=Decimal(90), kind="persons") == worth()


def test_little_time_left_brings_it_forward_and_too_late_puts_it_back():
    assert worth(expires=TODAY) == 2.0
    assert worth(expires=TODAY + dt.timedelta(days=90)) == 1.4
    assert worth(expires=TODAY + dt.timedelta(days=400)) == 0.8
    assert worth(expires=TODAY - dt.timedelta(days=1)) == 0.16


def test_the_reasons_are_shown_each_with_its_number():
    number, parts = Scale(TODAY, {"m": Read("m", "", 12, 8)})(
        "m", "suspicious", Decimal("18500.00"), "money", TODAY + dt.timedelta(days=45)
    )
    said = why(Clue(worth=number, worth_why=parts))
    assert [part.text for part in said] == [
        "已核 20 条、属实 12 条，等级先验 45%",
        "18,500 元",
        "还有 45 天",
        "按线索等级",
    ]
    product = 1.0
    for part in said[:3]:
        product *= part.factor
    assert number == pytest.approx(product / said[3].factor, rel=0.01)


@pytest.mark.django_db
def test_the_week_is_filled_with_the_best_of_the_own_office_and_lines():
    lin = p("lin")
    lin.weekly_capacity = 4
    lin.save()
    cast.clue(state=State.VERIFYING, assignee=lin, due=TODAY)
    cast.clue(state=State.PROPOSED, assignee=lin)
    best, second, third = (cast.clue(worth=worth) for worth in (9, 8, 7))
    cast.clue(worth=6)
    for fields in (
        {"code": "baita"},
        {"line": "civil"},
        {"presence": "gone"},
        {"suppressed": True},
        {"restricted": True},
        {"state": State.ASSIGNED, "assignee": p("mei")},
        {"snoozed_until": TODAY},
    ):
        cast.clue(worth=99, **fields)
    cast.clue(worth=98, organ="甲局")
    Conflict.objects.create(person=lin, organ="甲局", reason="亲属", at=NOW)
    found = week(PersonAccess(lin), TODAY)
    assert (found.in_hand, found.waiting, found.room) == (1, 1, 3)
    assert found.suggested == [best, second, third]


@pytest.mark.django_db
def test_what_was_done_since_monday_is_said(monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(blind, "_lot", lambda: 0.99)
    clue = cast.clue(state=State.VERIFYING, assignee=p("lin"))
    deciding.close(clue, Finding(State.UNFOUNDED, "lawful", "合法", attested=True), p("lin"), NOW)
    access = PersonAccess(p("lin"))
    with django_assert_max_num_queries(8):
        assert week(access, TODAY).done == {"unfounded": 1}
    assert week(access, TODAY + dt.timedelta(days=7)).done == {}


@pytest.mark.django_db
def test_a_decision_moves_the_next_clues_of_its_model(monkeypatch):
    monkeypatch.setattr(blind, "_lot", lambda: 0.99)
    clue = cast.clue(state=State.VERIFYING, assignee=p("lin"), amount=None)
    other = cast.clue(amount=None)
    assert refresh(TODAY) == 2
    other.refresh_from_db()
    assert other.worth == 0.8
    deciding.close(clue, Finding(State.UNFOUNDED, "lawful", "合法", attested=True), p("lin"), NOW)
    other.refresh_from_db()
    assert other.worth == pytest.approx(8 / 11, abs=1e-3)
    assert refresh(TODAY) == 0


@pytest.mark.django_db
def test_a_night_brings_back_credits_and_values_and_a_second_one_changes_nothing(monkeypatch):
    monkeypatch.setattr(blind, "_lot", lambda: 0.99)
    lin = p("lin")
    decided = cast.clue(state=State.VERIFYING, assignee=lin)
    asleep = cast.clue(state=State.VERIFYING, assignee=lin)
    finding = Finding(State.UNFOUNDED, "lawful", "合法", attested=True)
    deciding.close(decided, finding, lin, NOW)
    snooze(asleep, TODAY + dt.timedelta(days=3), lin, NOW, today=TODAY, reason="等复函")
    later = NOW + dt.timedelta(days=3)
    newer = cast.bundle(decided.model, code="linjiang", version="1.1")
    Sighting.objects.create(clue=decided, bundle=newer, kind="same", at=later)
    night = nightly(later)
    assert (night.back, night.credited) == (1, 1)
    assert set(Credit.objects.values_list("model_version", flat=True)) == {"1.0", "1.1"}
    assert nightly(later)._replace(credited=0) == (0, 0, 0)
