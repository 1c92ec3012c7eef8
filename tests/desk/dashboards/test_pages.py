"""The start page, the state of work, the figures on a model's page."""

import datetime as dt

import cast as people
import pytest
from django.utils import timezone

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.clues.records import Export
from xiezhi_desk.clues.selectors.precision import wilson
from xiezhi_desk.clues.services.counting import recount
from xiezhi_desk.clues.states import Presence, State
from xiezhi_desk.dashboards.selectors.models import said
from xiezhi_desk.dashboards.selectors.overview import by_line, by_office
from xiezhi_desk.dashboards.selectors.today import newest, soon, waiting
from xiezhi_desk.shelf.records import Disposal

pytestmark = pytest.mark.django_db


def numbers(name, today):
    return {one.title: one.number for one in waiting(PersonAccess(people.person(name)), today)}


def test_what_waits_for_a_prosecutor():
    lin, today = people.person("lin"), dt.date(2031, 3, 10)
    people.clue(assignee=lin, state=State.ASSIGNED, due=dt.date(2031, 3, 9))
    people.clue(assignee=lin, state=State.VERIFYING, due=dt.date(2031, 3, 14))
    people.clue(assignee=lin, state=State.VERIFYING, due=dt.date(2031, 5, 1))
    people.clue(assignee=people.person("mei"), state=State.PROPOSED)
    people.clue(assignee=lin, state=State.PROPOSED)
    people.clue(state=State.FOUNDED, presence=Presence.CHANGED)
    assert numbers("lin", today) == {
        "我承办、已逾期": 1,
        "我承办、7 日内到期": 1,
        "我承办的线索": 4,
        "待我复核的认定": 1,
        "已办结、证据有变化": 1,
    }
    assert [clue.due for clue in soon(PersonAccess(lin), today)] == [
        dt.date(2031, 3, 9),
        dt.date(2031, 3, 14),
    ]


def test_a_clue_manager_sees_what_is_to_be_assigned_and_an_administrator_nothing():
    today = dt.date(2031, 3, 10)
    people.clue()
    people.clue(code="baita")
    assert numbers("an", today) == {"待分派的线索": 1}
    assert numbers("xi", today) == {}
    assert newest(PersonAccess(people.person("xi"))) == []
    assert len(newest(PersonAccess(people.person("an")))) == 1


def test_a_chief_sees_what_waits_for_the_second_person():
    wu, lin, today = people.person("wu"), people.person("lin"), dt.date(2031, 3, 10)
    for who in (lin, wu):
        Export.objects.create(
            number=f"EX{who.pk:08}", what=Export.What.CSV, reason="核对", office=lin.office,
            asked_by=who, asked_at=people.NOW,
        )  # fmt: skip
    Disposal.objects.create(
        number="DI00000001", table="tax_payment", reason="到期",
        asked_by=people.person("shu"), asked_at=people.NOW,
    )  # fmt: skip
    assert numbers("wu", today) == {"待我审批的导出": 1}  # the province's data are not hers
    assert numbers("zong", today) == {"待我确认的数据处置": 1}
    assert numbers("lin", today) == {}


def test_the_state_of_work_is_in_the_order_of_the_offices_and_hides_the_restricted():
    people.province()
    people.clue(state=State.FOUNDED)
    people.clue(restricted=True)
    people.clue(code="baita", state=State.VERIFYING)
    recount()
    rows = by_office(PersonAccess(people.person("gao")))
    assert [(row.title[:2], row.open, row.closed) for row in rows] == [
        ("临江", 0, 0),
        ("白塔", 1, 0),
        ("青浦", 0, 1),
    ]
    assert [(row.open, row.closed) for row in by_line(PersonAccess(people.person("lin")))] == [
        (0, 1)
    ]


def test_a_share_says_its_interval_and_its_number():
    assert said(wilson(8, 10)) == "80%（49%–94%，8/10）"
    assert said(wilson(0, 0)) == "尚无"


@pytest.mark.parametrize("name", ["lin", "an", "mo", "shu", "xi", "shen"])
def test_everybody_has_a_start_page(client, name):
    people.clue(due=timezone.localdate())
    assert people.signed_in(client, name).get("/").status_code == 200


def test_the_overview_and_the_figures_of_a_model(client):
    people.clue()
    recount()
    people.signed_in(client, "an")
    assert "各院线索" in client.get("/overview/").content.decode()
    assert "核查属实率" in client.get("/models/pension-after-death/").content.decode()
    assert "核查属实率" in client.get("/models/").content.decode()
