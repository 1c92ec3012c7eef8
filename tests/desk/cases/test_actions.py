"""A special action: led by an upper office, verified by those below, never a race for findings."""

import datetime as dt
import re

import cast as people
import pytest

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.cases.problems import NotRecorded
from xiezhi_desk.cases.selectors.actions import actions, by_model, progress
from xiezhi_desk.cases.services.acting import Plan, close, open_action, set_targets
from xiezhi_desk.clues.states import State

pytestmark = pytest.mark.django_db

PLAN = Plan(
    title="刑期计算专项监督",
    goal="核查全市刑期止日计算错误",
    basis="人民检察院行政诉讼监督规则第一百二十二条",
    begins=dt.date(2031, 3, 1),
    ends=dt.date(2031, 6, 30),
    lines=("criminal",),
    model_ids=("criminal.sentence_end",),
)


def led():
    people.province()
    return open_action(PLAN, people.person("gao"), people.NOW)


def test_the_offices_below_take_part_and_the_province_sees_it():
    action = led()
    assert {row.office.code for row in action.targets.select_related("office")} == {
        "linjiang",
        "qingpu",
        "baita",
    }
    for name in ("gao", "lin", "bai", "zong"):
        assert list(actions(PersonAccess(people.person(name)))) == [action]


def test_progress_counts_what_was_verified_against_the_target():
    action = led()
    set_targets(action, {people.office("qingpu").pk: 4}, people.person("gao"), people.NOW)
    people.clue(state=State.FOUNDED)
    people.clue(state=State.UNFOUNDED)
    people.clue(state=State.VERIFYING)
    people.clue(state=State.FOUNDED, model="another.model")
    rows = {row.office.code: row for row in progress(action, PersonAccess(people.person("gao")))}
    assert rows["qingpu"][1:5] == (4, 3, 2, 1)
    assert rows["qingpu"].share == 0.5
    assert rows["baita"][1:5] == (0, 0, 0, 0)
    assert list(rows) == ["linjiang", "baita", "qingpu"]


def test_a_county_sees_its_own_clues_only():
    action = led()
    people.clue(code="baita", state=State.FOUNDED)
    rows = {row.office.code: row for row in progress(action, PersonAccess(people.person("lin")))}
    assert list(rows) == ["qingpu"]
    assert rows["qingpu"].clues == 0


@pytest.mark.parametrize("name", ["lin", "an", "zong"])
def test_only_the_leading_office_sets_targets(name):
    action = led()
    with pytest.raises(NotRecorded):
        set_targets(action, {people.office("qingpu").pk: 9}, people.person(name), people.NOW)


def test_a_closed_action_is_read_only():
    action = led()
    close(action, people.person("gao"), people.NOW)
    with pytest.raises(NotRecorded, match="已结束"):
        set_targets(action, {}, people.person("gao"), people.NOW)


def test_the_pages(client):
    action = led()
    people.signed_in(client, "gao")
    assert "刑期计算专项监督" in client.get("/cases/actions/").content.decode()
    qingpu = people.office("qingpu").pk
    client.post(f"/cases/actions/{action.number}/targets/", {f"office-{qingpu}": "7"})
    assert action.targets.get(office=qingpu).verify == 7
    assert client.get(f"/cases/actions/{action.number}/").status_code == 200
    bad = client.post(
        "/cases/actions/new/", {"title": "x", "begins": "2031-05-01", "ends": "2031-04-01"}
    )
    assert bad.status_code == 422
    assert client.get("/cases/actions/ZZZZZZZZZZ/").status_code == 404


def test_the_bulletin_names_every_office_in_order_and_bears_its_mark(client):
    import io

    from docx import Document

    from xiezhi_desk.audit.records import Entry

    action = led()
    set_targets(action, {people.office("qingpu").pk: 4}, people.person("gao"), people.NOW)
    people.clue(state=State.FOUNDED)
    answer = people.signed_in(client, "gao").get(f"/cases/actions/{action.number}/bulletin.docx")
    paper = Document(io.BytesIO(answer.content))
    told = "\n".join(one.text for one in paper.paragraphs)
    assert "刑期计算专项监督" in told
    assert "不作排名" in told
    plain = [re.sub("[\u200b-\u2064]", "", one.text) for one in paper.paragraphs]
    assert [one for one in plain if one.startswith(("一、", "二、"))] == [
        "一、目标和范围",
        "二、进展",
    ]
    rows = [row.cells[0].text for row in paper.tables[-1].rows]
    assert rows[1:] == ["临江市人民检察院", "白塔县人民检察院", "青浦区人民检察院"]
    assert Entry.objects.filter(action="action.bulletin").exists()


def test_the_bulletin_goes_out_in_chinese_from_an_english_page_too(client):
    import io
    from dataclasses import replace

    from docx import Document

    from xiezhi_desk.library.models import entry

    people.province()
    plan = replace(PLAN, model_ids=("sentence-dates-wrong",))
    action = open_action(plan, people.person("gao"), people.NOW)
    reader = people.person("gao")
    reader.language = "en"
    reader.save()
    page = people.signed_in(client, "gao")
    paper = Document(io.BytesIO(page.get(f"/cases/actions/{action.number}/bulletin.docx").content))
    told = "\n".join(one.text for one in paper.paragraphs)
    title = entry("sentence-dates-wrong").title
    assert title.zh in told
    assert title.en not in told
    assert title.en in page.get(f"/cases/actions/{action.number}/").content.decode()


def test_an_action_says_of_each_model_how_many_clues_there_are_and_how_many_are_decided():
    action = led()
    people.clue(state=State.FOUNDED)
    people.clue(state=State.NEW)
    people.clue(code="baita", state=State.NEW)
    assert by_model(action, PersonAccess(people.person("gao"))) == {"criminal.sentence_end": (3, 1)}
    assert by_model(action, PersonAccess(people.person("lin"))) == {"criminal.sentence_end": (2, 1)}
