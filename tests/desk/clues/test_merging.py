"""Merging from the list: ticked clues, one page that asks into which matter, one act."""

import re

import cast
import pytest
from cast import NOW
from django.test import Client

from xiezhi_desk.audit.records import Entry
from xiezhi_desk.clues.records import Clue, Conflict, Matter
from xiezhi_desk.clues.selectors.matters import live
from xiezhi_desk.clues.services.matters import merge, part
from xiezhi_desk.clues.states import State

pytestmark = pytest.mark.django_db
p = cast.person
MERGE = "/clues/bulk/merge/"


def open_clue(**fields):
    return cast.clue(state=State.VERIFYING, assignee=p("lin"), **fields)


def said(answer):
    return answer.content.decode()


def as_person(username):
    return cast.signed_in(Client(), username)


def go(client, clues, into, reason="同一机关同类情形", **more):
    numbers = [one.number for one in clues]
    data = {"go": "1", "seen": numbers, "into": into.number, "reason": reason, **more}
    return client.post(MERGE, data, follow=True)


def test_ticked_clues_are_asked_about_then_merged_and_can_be_parted():
    one, two, three = open_clue(act="甲"), open_clue(act="乙"), open_clue(act="丙")
    unticked = open_clue(act="乙", matter=two.matter)
    lin = as_person("lin")
    asked = said(lin.post(MERGE, {"pick": [one.number, two.number, three.number]}))
    assert "所选 3 条线索在 3 个事项中" in asked
    assert "未勾选而随同并入 1 条" in asked
    assert not Matter.objects.exclude(merged_into=None).exists()
    # What holds most is offered first.
    assert re.search(rf'value="{two.matter.number}"[^>]*checked', asked)
    done = go(lin, [one, two, three], one.matter)
    assert "已并案，移入 3 条线索" in said(done)
    assert done.redirect_chain[-1][0] == f"/clues/matter/{one.matter.number}/"
    assert set(Clue.objects.values_list("matter", flat=True)) == {one.matter_id}
    assert Entry.objects.filter(action="matter.merge").count() == 2
    back = Matter.objects.get(pk=two.matter_id)
    assert part(back, p("lin"), NOW, "情形不同") == 2
    unticked.refresh_from_db()
    assert unticked.matter_id == two.matter_id


def test_clues_of_one_matter_go_into_another_on_the_organ_that_was_not_ticked():
    one, other = open_clue(act="甲"), open_clue(act="乙")
    lin = as_person("lin")
    asked = said(lin.post(MERGE, {"pick": [one.number]}))
    assert f"{other.matter.number}（未勾选）" in asked
    go(lin, [one], other.matter)
    assert live(Matter.objects.get(pk=one.matter_id)) == other.matter


def test_one_matter_and_no_other_is_told():
    one = open_clue()
    answer = as_person("lin").post(MERGE, {"pick": [one.number]}, follow=True)
    assert "没有同一机关的其他事项可以并案" in said(answer)


def test_nothing_ticked_a_missing_reason_and_a_matter_nobody_offered_change_nothing():
    one, two, far = open_clue(), open_clue(), cast.clue(code="baita")
    lin = as_person("lin")
    assert "请勾选本院的线索" in said(lin.post(MERGE, {}, follow=True))
    assert "并案理由" in said(go(lin, [one, two], one.matter, reason=" "))
    assert go(lin, [one, two], far.matter).status_code == 200
    assert not Matter.objects.exclude(merged_into=None).exists()


def test_a_conflict_is_said_above_the_page_that_asked_and_what_was_written_stays():
    one, two = open_clue(), open_clue()
    Conflict.objects.create(person=p("lin"), clue=two, reason="亲属", at=NOW)
    answer = go(as_person("lin"), [one, two], one.matter)
    assert answer.status_code == 422
    assert "您已声明回避" in said(answer)
    assert "同一机关同类情形" in said(answer)
    assert not Matter.objects.exclude(merged_into=None).exists()


def test_merged_by_another_meanwhile_the_second_is_told():
    one, two = open_clue(), open_clue()
    lin = as_person("lin")
    lin.post(MERGE, {"pick": [one.number, two.number]})
    merge([two.matter], one.matter, p("mei"), NOW, "并案")
    answer = go(lin, [one, two], two.matter)
    assert "没有同一机关的其他事项可以并案" in said(answer)
    assert live(Matter.objects.get(pk=two.matter_id)) == one.matter


def test_clues_elsewhere_stay_and_organs_named_differently_are_pointed_at():
    one, two = open_clue(organ="青浦区社保中心"), open_clue(organ="青浦区社会保险中心")
    far = cast.clue(code="baita")
    gao = as_person("gao")  # the city's clue manager sees the counties', and merges none of them
    assert "请勾选本院的线索" in said(gao.post(MERGE, {"pick": [far.number]}, follow=True))
    asked = said(as_person("an").post(MERGE, {"pick": [one.number, two.number, far.number]}))
    assert "请核对是否为同一机关" in asked
    assert far.number not in asked


@pytest.mark.parametrize(("who", "offered"), [("lin", True), ("an", True), ("mo", False)])
def test_the_list_offers_it_to_those_who_may(who, offered):
    open_clue()
    page = as_person(who).get("/clues/?state=all")
    assert (MERGE in said(page)) is offered


def test_without_a_script_the_buttons_stand_there_all_the_same():
    open_clue()
    page = said(as_person("lin").get("/clues/"))
    plain = re.search("<noscript>(.*?)</noscript>", page, re.DOTALL)
    assert plain
    assert f'formaction="{MERGE}"' in plain[1]
