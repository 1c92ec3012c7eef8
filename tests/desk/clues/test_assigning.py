"""Clues between people and offices: assigned, handed down, raised, taken over, urged, transferred."""

import datetime as dt

import cast
import pytest
from cast import NOW

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.audit.records import Entry
from xiezhi_desk.clues.access import visible
from xiezhi_desk.clues.records import Conflict, OfficeTerm
from xiezhi_desk.clues.selectors.loads import loads
from xiezhi_desk.clues.services import (
    assigning,
    batching,
    blind,
    deciding,
    leaving,
    ordering,
    recusing,
    restricting,
)
from xiezhi_desk.clues.services.counting import drift, recount
from xiezhi_desk.clues.services.deciding import Finding
from xiezhi_desk.clues.services.refusing import Kind, Refused
from xiezhi_desk.clues.services.snoozing import snooze, wake, wake_due
from xiezhi_desk.clues.states import State

pytestmark = pytest.mark.django_db

TODAY = dt.date(2031, 3, 10)
SOON = dt.date(2031, 3, 24)
p = cast.person


def kind(refused):
    return refused.value.kind


def sees(username, clue):
    return visible(PersonAccess(p(username))).filter(pk=clue.pk).exists()


def in_work(username="lin", **fields):
    return cast.clue(state=State.VERIFYING, assignee=p(username), **fields)


def test_a_list_is_assigned_whole_or_not_at_all():
    clues = [cast.clue(), cast.clue()]
    assert assigning.assign_list(clues, p("lin"), p("an"), NOW, due=SOON) == 2
    assert {(c.state, c.assignee, c.due) for c in type(clues[0]).objects.all()} == {
        ("assigned", p("lin"), SOON)
    }
    mixed = [cast.clue(), cast.clue(line="civil")]
    with pytest.raises(Refused) as refused:
        assigning.assign_list(mixed, p("lin"), p("an"), NOW)
    assert (kind(refused), refused.value.where) == (Kind.TARGET, mixed[1].number)
    mixed[0].refresh_from_db()
    assert (mixed[0].state, mixed[0].steps.count()) == ("new", 0)


def test_the_least_loaded_is_suggested_first_and_a_conflict_last():
    for _ in range(3):
        in_work("lin")
    in_work("he")
    clue = cast.clue()
    p("mei")
    assert [load.person.username for load in loads(clue, TODAY)] == ["mei", "he", "lin"]
    Conflict.objects.create(person=p("mei"), organ=clue.organ, reason="亲属", at=NOW)
    assert [(x.person.username, x.open, x.conflict) for x in loads(clue, TODAY)] == [
        ("he", 1, False),
        ("lin", 3, False),
        ("mei", 0, True),
    ]


def test_handed_down_it_is_new_below_signed_for_and_answered():
    clue = cast.clue(code="linjiang")
    recount()
    order = assigning.hand_down(
        clue, cast.office("qingpu"), p("gao"), NOW, today=TODAY, due=SOON, reason="请依法核查"
    )
    assert (clue.state, clue.office, clue.due) == ("new", cast.office("qingpu"), SOON)
    assert drift() == {}
    assert sees("lin", clue)
    with pytest.raises(Refused):
        ordering.receive(order, p("gao"), NOW)
    ordering.receive(order, p("an"), NOW)
    with pytest.raises(Refused, match="已经签收或者反馈过"):
        ordering.receive(order, p("an"), NOW)
    ordering.feedback(order, p("an"), NOW, "已立案办理")
    order.refresh_from_db()
    assert (order.received_at, order.answered_at) == (NOW, NOW)
    assert [step.name for step in clue.steps.all()] == ["hand_down", "receive", "feedback"]


def test_it_is_handed_down_only_to_an_office_below():
    clue = cast.clue()
    for code in ("qingpu", "linjiang", "baita"):
        with pytest.raises(Refused) as refused:
            assigning.hand_down(clue, cast.office(code), p("an"), NOW, today=TODAY)
        assert kind(refused) is Kind.TARGET


def test_days_come_from_the_nearest_office_s_own_rule_and_are_never_invented():
    clue = cast.clue(code="linjiang")
    assert assigning.hand_down(clue, cast.office("qingpu"), p("gao"), NOW, today=TODAY).due is None
    OfficeTerm.objects.create(
        office=cast.office("jianghai"),
        event="hand_down",
        days=30,
        basis="江海省院线索管理办法第九条",
        by=p("guan"),
        at=NOW,
    )
    clue = cast.clue(code="linjiang")
    order = assigning.hand_down(clue, cast.office("baita"), p("gao"), NOW, today=TODAY)
    assert (order.due, order.details["basis"]) == (
        dt.date(2031, 4, 9),
        "江海省院线索管理办法第九条",
    )


def test_raised_and_taken_over():
    clue = in_work()
    assigning.raise_up(clue, p("an"), NOW, today=TODAY, reason="涉及多地")
    assert (clue.office, clue.state, clue.assignee) == (cast.office("linjiang"), "new", None)
    assert not sees("lin", clue)
    other = in_work("bai", code="baita")
    assigning.take_over(other, p("gao"), NOW, reason="重大线索", to=p("cheng"))
    assert (other.office, other.state, other.assignee) == (
        cast.office("linjiang"),
        "assigned",
        p("cheng"),
    )
    with pytest.raises(Refused, match="线索已在本院"):
        assigning.take_over(other, p("gao"), NOW, reason="重大线索")
    top = cast.clue(code="jianghai")
    with pytest.raises(Refused, match="本院没有上级院"):
        assigning.raise_up(top, p("guan"), NOW, today=TODAY, reason="x")


def test_an_office_that_received_a_clue_neither_returns_nor_passes_it_on():
    clue = cast.clue()
    assigning.send_across(
        clue, cast.office("baita"), p("an"), NOW, today=TODAY, reason="机关在白塔县"
    )
    assert clue.office == cast.office("baita")
    with pytest.raises(Refused, match="第二十六条"):
        assigning.send_across(
            clue, cast.office("qingpu"), p("tan"), NOW, today=TODAY, reason="不属于本院"
        )
    assigning.raise_up(clue, p("tan"), NOW, today=TODAY, reason="认为不属于本院管辖")
    assert clue.office == cast.office("linjiang")


def test_urged_the_clue_keeps_its_place_and_its_page_stays_fresh():
    clue = in_work()
    order = ordering.urge(clue, p("gao"), NOW, today=TODAY, reason="请报进展", due=SOON)
    clue.refresh_from_db()
    assert (clue.revision, clue.state, clue.due) == (0, "verifying", SOON)
    ordering.feedback(order, p("lin"), NOW, "已发函，待复")
    with pytest.raises(Refused):
        ordering.urge(in_work(), p("lin"), NOW, today=TODAY, reason="x")


def test_a_transfer_is_followed_until_the_organ_reports_back():
    clue = in_work()
    order = ordering.transfer(clue, "临江市公安局", p("an"), NOW, today=TODAY, reason="涉嫌犯罪")
    assert (clue.state, order.details["organ"]) == ("transferred", "临江市公安局")
    assert clue.decisions.get().outcome == "transferred"
    ordering.receive(order, p("an"), NOW)
    ordering.handling(order, p("an"), NOW, "公安机关已受理")
    ordering.feedback(order, p("an"), NOW, "已立案侦查")
    assert [step.name for step in order.answers.all()] == ["receive", "handling", "feedback"]
    deciding.reopen(clue, p("lin"), NOW, "退回材料")
    assert clue.decisions.get().stands is False


def test_a_restricted_clue_is_seen_by_who_is_named_and_counted_nowhere():
    clue = in_work()
    recount()
    restricting.restrict(clue, [p("mei")], p("an"), NOW, "涉未成年人")
    assert drift() == {}
    assert [sees(who, clue) for who in ("lin", "mei", "an", "he", "gao")] == [
        True,
        True,
        True,
        False,
        False,
    ]
    restricting.name_people(clue, [p("he")], p("an"), NOW, "调整")
    assert [sees(who, clue) for who in ("mei", "he")] == [False, True]
    restricting.unrestrict(clue, p("an"), NOW, "情形消除")
    assert sees("mei", clue)
    assert drift() == {}
    assert Entry.objects.filter(thing=f"clue:{clue.number}").count() == 3


def test_a_conflict_declared_gives_the_clues_back_and_proposals_are_withdrawn():
    mine, proposed, other = in_work(organ="甲局"), in_work(organ="甲局"), in_work(organ="乙局")
    deciding.propose(
        proposed,
        Finding(State.UNFOUNDED, "lawful", "查明合法", attested=True),
        p("lin"),
        NOW,
    )
    conflict = recusing.declare(p("lin"), NOW, "配偶任职", organ="甲局")
    for clue, state in ((mine, "new"), (proposed, "new"), (other, "verifying")):
        clue.refresh_from_db()
        assert clue.state == state
    with pytest.raises(Refused):
        recusing.end(conflict, p("mei"), NOW)
    recusing.end(conflict, p("lin"), NOW)
    assert Conflict.objects.filter(ended_at=None).count() == 0


def test_put_aside_with_a_reason_until_a_day_and_back_by_itself():
    clue = in_work(expires=dt.date(2031, 6, 1))
    for until, reason in (
        (TODAY, "等材料"),
        (dt.date(2031, 6, 1), "等材料"),
        (dt.date(2032, 1, 1), "等材料"),
        (SOON, " "),
    ):
        with pytest.raises(Refused):
            snooze(clue, until, p("lin"), NOW, today=TODAY, reason=reason)
    snooze(clue, SOON, p("lin"), NOW, today=TODAY, reason="等复函")
    assert wake_due(TODAY, NOW) == 0
    wake(clue, p("lin"), NOW)
    snooze(clue, SOON, p("lin"), NOW, today=TODAY, reason="等复函")
    assert wake_due(SOON, NOW) == 1
    clue.refresh_from_db()
    assert clue.snoozed_until is None


def test_a_leaver_s_batches_go_along_and_begun_readings_wait_again(monkeypatch):
    batch = batching.make([in_work()], p("lin"), NOW)
    monkeypatch.setattr(blind, "_lot", lambda: 0.0)
    decided = in_work("mei")
    deciding.close(
        decided, Finding(State.UNFOUNDED, "lawful", "合法", attested=True), p("mei"), NOW
    )
    blind.take(p("lin"), NOW, PersonAccess(p("lin")))
    moved = {"未办结批次": 1, "未完成的盲读": 1}
    assert leaving.held(p("lin")) == moved
    assert leaving.hand_over(p("lin"), p("mei"), p("xi"), NOW) == moved
    batch.refresh_from_db()
    assert (batch.made_by, leaving.held(p("lin"))) == (p("mei"), {})
