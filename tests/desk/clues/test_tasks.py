"""Verification tasks: whom to ask for what, by two people, with evidence that says where it is from."""

import datetime as dt

import cast
import pytest
from cast import NOW

from xiezhi_desk.audit.records import Entry
from xiezhi_desk.clues.records import Item, Task
from xiezhi_desk.clues.services import tasking
from xiezhi_desk.clues.services.limits import limits
from xiezhi_desk.clues.services.refusing import Kind, Refused
from xiezhi_desk.clues.services.tasking import Found
from xiezhi_desk.clues.states import State

pytestmark = pytest.mark.django_db

TODAY = dt.date(2031, 3, 10)
p = cast.person
PAPER = Found("某市某区人民法院档案室", TODAY, "该院档案室", "该院档案员", True, "裁定书副本")


def assigned(**fields):
    return cast.clue(state=State.ASSIGNED, assignee=p("lin"), **fields)


def task(clue=None):
    return tasking.make(
        clue or assigned(), "file", "某市某区人民法院", "调阅减刑裁定", p("lin"), NOW
    )


def test_the_first_task_begins_the_verification():
    clue = assigned()
    made = task(clue)
    assert (clue.state, made.way, made.sent_on) == ("verifying", "file", None)
    assert Entry.objects.get(action="task.made").within == f"clue:{clue.number}"
    with pytest.raises(Refused, match="不在核查之中"):
        task(cast.clue())


def test_sent_due_and_returned_in_that_order():
    made = task()
    with pytest.raises(Refused):
        tasking.mark_sent(made, TODAY + dt.timedelta(days=1), p("lin"), NOW)
    with pytest.raises(Refused):
        tasking.mark_sent(made, TODAY, p("lin"), NOW, due=TODAY - dt.timedelta(days=1))
    due = TODAY + dt.timedelta(days=15)
    tasking.mark_sent(made, TODAY, p("lin"), NOW, due=due, article="行政诉讼监督规则第一百一十二条")
    with pytest.raises(Refused, match="已经发出"):
        tasking.mark_sent(made, TODAY, p("lin"), NOW)
    with pytest.raises(Refused):
        tasking.come_back(made, TODAY - dt.timedelta(days=1), "已复", p("lin"), NOW, second=p("he"))
    tasking.come_back(made, TODAY, "无减刑裁定", p("lin"), NOW, second=p("he"), clears=False)
    made.refresh_from_db()
    assert (made.due_article, made.clears, made.second) == (
        "行政诉讼监督规则第一百一十二条",
        False,
        p("he"),
    )


@pytest.mark.parametrize("second", [None, "lin", "bai"])
def test_nothing_counts_without_a_second_person_of_the_office(second):
    made = task()
    with pytest.raises(Refused) as refused:
        tasking.add_item(made, PAPER, p("lin"), NOW, second=second and p(second))
    assert refused.value.kind is Kind.SECOND
    assert Item.objects.count() == 0


@pytest.mark.parametrize("missing", ["source", "made_on", "place", "maker"])
def test_evidence_says_where_when_and_by_whom(missing):
    import dataclasses

    empty = None if missing == "made_on" else " "
    with pytest.raises(Refused, match="第三十九条"):
        tasking.add_item(
            task(), dataclasses.replace(PAPER, **{missing: empty}), p("lin"), NOW, second=p("he")
        )


def test_in_an_administrative_matter_nothing_is_gathered_to_prove_the_act_lawful():
    import dataclasses

    judge = p("lin")
    judge.duties.update(line="")
    made = task(assigned(line="administrative"))
    against = dataclasses.replace(PAPER, proves=False)
    with pytest.raises(Refused, match="第五十八条") as refused:
        tasking.add_item(made, against, judge, NOW, second=p("he"))
    assert refused.value.kind is Kind.LAW
    had = dataclasses.replace(against, existed=True)
    assert tasking.add_item(made, had, judge, NOW, second=p("he")).existed
    assert "第五十八条" in limits("administrative")[0].article
    assert all("强制" not in limit.text for limit in limits("criminal")[1:])


def test_withdrawn_it_stays_on_record_and_takes_nothing_more():
    made = task()
    tasking.withdraw(made, "重复", p("lin"), NOW)
    assert Task.objects.get().withdrawn_reason == "重复"
    with pytest.raises(Refused):
        tasking.add_item(made, PAPER, p("lin"), NOW, second=p("he"))
    with pytest.raises(Refused):
        tasking.come_back(made, TODAY, "已复", p("lin"), NOW, second=p("he"))


def test_another_office_plans_nothing_here():
    with pytest.raises(Refused) as refused:
        tasking.make(assigned(), "ask", "甲局", "说明", p("cheng"), NOW)
    assert refused.value.kind is Kind.RIGHT
