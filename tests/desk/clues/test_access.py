"""Who sees which clues, and who may act on them."""

import datetime as dt

import pytest
from cast import NOW, clue, office, person

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.accounts.records import Line
from xiezhi_desk.clues.access import may_act, may_open, reach, visible
from xiezhi_desk.clues.records import Conflict, Named
from xiezhi_desk.ui.rights import Right

pytestmark = pytest.mark.django_db


def seen_by(username):
    return set(visible(PersonAccess(person(username))))


def of(username):
    return PersonAccess(person(username))


def test_a_county_sees_itself_a_city_its_counties_a_province_all():
    qingpu, baita, city = clue(), clue(code="baita"), clue(code="linjiang")
    assert seen_by("lin") == {qingpu}
    assert seen_by("bai") == {baita}
    assert seen_by("cheng") == {qingpu, baita, city}
    assert seen_by("sheng") == {qingpu, baita, city}
    assert reach(of("sheng")).everywhere


def test_a_prosecutor_sees_the_line_of_the_duty_case_management_all_lines():
    criminal, river = clue(), clue(line=Line.PUBLIC_INTEREST)
    assert seen_by("lin") == {criminal}
    assert seen_by("sun") == {river}
    assert seen_by("an") == seen_by("wu") == {criminal, river}


@pytest.mark.parametrize("username", ["mo", "shu", "xi", "fang", "shen"])
def test_who_builds_keeps_data_or_administers_sees_no_clue(username):
    one = clue()
    assert seen_by(username) == set()
    assert not may_open(of(username), one)


def test_a_duty_that_is_over_shows_nothing_any_more():
    clue()
    person("lin").duties.update(until=dt.date(2030, 12, 31))
    person("an").duties.update(since=dt.date(2030, 1, 1), until=None)
    person("lin").duties.update(since=dt.date(2000, 1, 1), until=dt.date(2000, 12, 31))
    assert seen_by("lin") == set()


def test_a_restricted_clue_is_for_the_named_its_handler_and_its_offices_keepers():
    sealed = clue(restricted=True)
    assert seen_by("an") == seen_by("wu") == {sealed}  # somebody must be able to name the first
    assert seen_by("lin") == seen_by("mei") == set()
    assert seen_by("gao") == seen_by("zhang") == seen_by("guan") == set()  # nor any superior
    Named.objects.create(clue=sealed, person=person("lin"), reason="承办", at=NOW)
    assert seen_by("lin") == {sealed}
    sealed.assignee = person("mei")
    sealed.save()
    assert seen_by("mei") == {sealed}


def test_naming_reaches_across_office_and_line():
    sealed = clue(restricted=True, code="baita")
    Named.objects.create(clue=sealed, person=person("sun"), reason="协助", at=NOW)
    assert seen_by("sun") == {sealed}
    assert may_open(of("sun"), sealed)
    assert may_act(of("sun"), sealed, Right.JUDGE_CLUES)


def test_what_is_listed_opens_and_what_opens_is_listed():
    clues = [
        clue(),
        clue(code="baita"),
        clue(code="linjiang", restricted=True),
        clue(line=Line.CIVIL),
        clue(restricted=True, assignee=person("sun")),
    ]
    for username in ("lin", "sun", "an", "wu", "bai", "cheng", "gao", "sheng", "guan", "mo", "xi"):
        listed = seen_by(username)
        assert {one for one in clues if may_open(of(username), one)} == listed, username


def test_every_refusal_says_why():
    assert "本院及下级院" in may_open(of("lin"), clue(code="baita")).reason
    assert "条线" in may_open(of("lin"), clue(line=Line.CIVIL)).reason
    assert "指定人员" in may_open(of("lin"), clue(restricted=True)).reason


def test_an_upper_office_assigns_below_but_judges_only_what_it_took_over():
    below = clue()
    assert may_act(of("gao"), below, Right.ASSIGN)
    assert not may_act(of("cheng"), below, Right.JUDGE_CLUES)
    below.office = office("linjiang")
    assert may_act(of("cheng"), below, Right.JUDGE_CLUES)


def test_a_conflict_of_interest_hides_nothing_and_refuses_every_act():
    one, other = clue(organ="青浦区人民法院"), clue(organ="青浦区公安局")
    Conflict.objects.create(person=person("lin"), organ="青浦区人民法院", reason="亲属", at=NOW)
    assert seen_by("lin") == {one, other}
    assert may_open(of("lin"), one)
    refused = may_act(of("lin"), one, Right.JUDGE_CLUES)
    assert not refused
    assert "回避" in refused.reason
    assert may_act(of("lin"), other, Right.JUDGE_CLUES)
    Conflict.objects.update(ended_at=NOW)
    assert may_act(of("lin"), one, Right.JUDGE_CLUES)


def test_one_clues_conflict_leaves_the_organs_others_alone():
    one, other = clue(organ="青浦区人民法院"), clue(organ="青浦区人民法院")
    Conflict.objects.create(person=person("lin"), clue=one, reason="证人", at=NOW)
    assert not may_act(of("lin"), one, Right.JUDGE_CLUES)
    assert may_act(of("lin"), other, Right.JUDGE_CLUES)
