"""The security administrator's work: duties kept apart, sessions ended, telephones lost."""

import datetime as dt

import pytest
from cast import NOW, PASSWORD, office, person, signed_in
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from xiezhi_desk.accounts.access import PersonAccess
from xiezhi_desk.accounts.records import ADMIN_DUTIES, Duty, DutyKind
from xiezhi_desk.accounts.selectors import with_right
from xiezhi_desk.accounts.services import duties, second_step
from xiezhi_desk.audit.records import Entry
from xiezhi_desk.ui.rights import Right

pytestmark = pytest.mark.django_db

DAY = dt.date(2021, 3, 10)


def give(somebody, kind, **more):
    return duties.give(
        somebody, kind, since=more.pop("since", DAY), by=person("fang"), now=NOW, **more
    )


@pytest.mark.parametrize(
    ("admin", "other"),
    [(admin, other) for admin in ADMIN_DUTIES for other in DutyKind if admin != other],
)
def test_an_administrator_has_no_other_duty(admin, other):
    one, two = person("lin"), person("he")
    Duty.objects.all().delete()
    give(one, admin)
    with pytest.raises(ValidationError):
        give(one, other)
    give(two, other)
    with pytest.raises(ValidationError):
        give(two, admin)


@pytest.mark.parametrize("how", ["create", "update"])
def test_the_database_keeps_them_apart_too(how):
    lin = person("lin")
    Duty.objects.create(
        person=lin,
        kind=DutyKind.AUDIT_ADMIN,
        since=dt.date(2010, 1, 1),
        until=dt.date(2010, 2, 1),
    )

    def past_the_services():
        if how == "create":
            Duty.objects.create(person=lin, kind=DutyKind.SYSTEM_ADMIN, since=DAY)
        else:
            Duty.objects.filter(kind=DutyKind.AUDIT_ADMIN).update(until=None)

    with pytest.raises(DatabaseError), transaction.atomic():
        past_the_services()


def test_one_after_the_other_is_allowed():
    lin = person("lin")
    Duty.objects.filter(person=lin).update(until=DAY - dt.timedelta(days=1))
    give(lin, DutyKind.AUDIT_ADMIN)
    assert PersonAccess(lin).may(Right.READ_AUDIT)


def test_two_business_duties_go_together_but_not_twice_the_same():
    lin = person("lin")
    give(lin, DutyKind.CHIEF)
    with pytest.raises(ValidationError):
        give(lin, DutyKind.PROSECUTOR, line="criminal")
    give(lin, DutyKind.PROSECUTOR, line="civil")
    assert PersonAccess(lin).lines(Right.JUDGE_CLUES) == {"criminal", "civil"}


def test_nobody_gives_themselves_a_duty(client):
    fang = person("fang")
    browser = signed_in(client, "fang")
    answer = browser.post(
        f"/security/duties/{fang.number}/", {"kind": "prosecutor", "since": "2031-03-10"}
    )
    assert "不能给自己" in answer.text
    assert fang.duties.count() == 1


def test_a_duty_is_given_and_ended_on_the_page(client):
    lin = person("lin")
    browser = signed_in(client, "fang")
    page = f"/security/duties/{lin.number}/"
    browser.post(page, {"kind": "chief", "line": "criminal", "since": "2020-01-01"})
    duty = lin.duties.get(kind="chief")
    assert duty.line == "criminal"
    browser.post(f"{page}{duty.pk}/end/")
    duty.refresh_from_db()
    assert duty.until == timezone.localdate() - dt.timedelta(days=1)
    assert not any(kind == DutyKind.CHIEF for kind, _ in PersonAccess(lin).duties)
    assert list(
        Entry.objects.filter(action__startswith="duty").values_list("action", flat=True)
    ) == ["duty.given", "duty.ended"]


def test_a_duty_ends_with_its_last_day():
    lin = person("lin")
    lin.duties.update(until=timezone.localdate())
    assert PersonAccess(lin).may(Right.JUDGE_CLUES)
    lin.duties.update(until=timezone.localdate() - dt.timedelta(days=1))
    again = PersonAccess(type(lin).objects.get(pk=lin.pk))
    assert not again.may(Right.JUDGE_CLUES)
    assert "安全管理员" in again.may(Right.JUDGE_CLUES).reason


def test_nonsense_days_are_refused(client):
    lin = person("lin")
    browser = signed_in(client, "fang")
    for since, until in (("2031-13-01", ""), ("2031-03-10", "2031-03-09"), ("", "")):
        browser.post(
            f"/security/duties/{lin.number}/", {"kind": "chief", "since": since, "until": until}
        )
    assert lin.duties.count() == 1


def test_who_has_a_right_over_a_line():
    for name in ("lin", "sun", "an", "wu", "bai"):
        person(name)
    here = office("qingpu")
    judges = with_right(here, Right.JUDGE_CLUES, "criminal")
    assert [one.username for one in judges] == ["lin"]
    assert {one.username for one in with_right(here, Right.ASSIGN)} == {"an", "wu"}


def test_every_session_of_a_person_is_ended(client):
    lin = person("lin", password=PASSWORD)
    theirs = Client()
    theirs.post("/sign-in/", {"username": "lin", "password": PASSWORD})
    signed_in(client, "fang").post(f"/security/duties/{lin.number}/sessions/")
    assert theirs.get("/profile/").status_code == 302


def test_a_lost_telephone_is_taken_away_but_not_ones_own(client):
    lin, fang = person("lin"), person("fang")
    for one in (lin, fang):
        secret = second_step.new_secret()
        second_step.TOTP.activate(one, secret)
    browser = signed_in(client, "fang")
    browser.post(f"/security/duties/{lin.number}/second-step/")
    assert browser.post(f"/security/duties/{fang.number}/second-step/").status_code == 404
    assert (second_step.has(lin), second_step.has(fang)) == (False, True)


def test_who_owes_the_second_step_is_listed(client, settings):
    person("wu")
    browser = signed_in(client, "fang")
    assert "演示" in browser.get("/security/").text
    settings.SECOND_FACTOR_FOR = ("chief",)
    assert [one.username for one in browser.get("/security/").context["without"]] == ["wu"]


def test_locked_names_are_shown_and_let_go(client):
    person("lin", password=PASSWORD)
    theirs = Client()
    for _ in range(5):
        theirs.post("/sign-in/", {"username": "lin", "password": "wrong"})
    browser = signed_in(client, "fang")
    [one] = browser.get("/security/").context["locked"]
    browser.post(f"/security/unlock/{one.id}/")
    assert browser.get("/security/").context["locked"] == []


def test_a_persons_rights_cost_one_query(django_assert_num_queries):
    access = PersonAccess(person("lin"))
    with django_assert_num_queries(1):
        for right in Right:
            access.may(right)
            access.lines(right)
